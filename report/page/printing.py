"""A document's pages as PDF, where LibreOffice is on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from report.errors import Fault, InputFaults, Place
from report.i18n import msg

_LONGEST: Final = 120.0  # seconds; a briefing takes three
_WINDOWS: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)")


@cache
def printer() -> str | None:
    """LibreOffice's program, if there is one: on the path, or where Windows and macOS put it."""
    places = [Path(os.environ[name]) / "LibreOffice/program/soffice.exe" for name in _WINDOWS if name in os.environ]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return shutil.which("soffice") or next((str(place) for place in places if place.is_file()), None)


def print_to(document: Path, folder: Path) -> Path:
    """The PDF of a document, in ``folder``. Raises InputFaults where LibreOffice is not there or does not make one."""
    program = printer()
    place = Place(document.name)
    if program is None:
        raise InputFaults([Fault(place, msg("LibreOffice on this machine, to make a PDF"), msg("none"))])
    with tempfile.TemporaryDirectory(dir=folder) as profile:
        command = [program, f"-env:UserInstallation={Path(profile).resolve().as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(document)]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST)
        except (OSError, subprocess.TimeoutExpired) as error:
            found = msg("one that does not answer")
            raise InputFaults([Fault(place, msg("LibreOffice on this machine, to make a PDF"), found)]) from error
    made = folder / f"{document.stem}.pdf"
    if not made.is_file():
        raise InputFaults([Fault(place, msg("a document that LibreOffice can open"), msg("no PDF came of it"))])
    return made
