"""Files out: whole or not at all, and never over a document that somebody has open or has edited."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from report.errors import Fault, InputFaults, Place
from report.foreign import recognised
from report.i18n import msg


def write_whole(path: Path, content: bytes, run: str = "") -> None:
    """Write beside, flush to the disk, move into place: a kill at any moment leaves the old file or the new.

    ``run``: whose half-written files these are, where several runs write into one folder.
    Raises InputFaults where the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=f"{run}.part", dir=path.parent)
    except OSError as error:
        raise InputFaults(
            [Fault(Place(str(path.parent)), msg("a folder that can be written to"), _words(error))]
        ) from error
    with ExitStack() as undo:
        undo.callback(Path(beside).unlink, missing_ok=True)
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except OSError as error:
            raise InputFaults([Fault(Place(str(path)), msg("a file that can be written"), _words(error))]) from error
        undo.pop_all()  # it is in its place


def clear_parts(folder: Path, run: str = "") -> None:
    """Take away what a killed run left half written; with ``run``, of that run alone."""
    for part in folder.glob(f".*{run}.part"):
        part.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Raises InputFaults before anything is written, where nothing could be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputFaults([Fault(Place(str(folder)), msg("a folder that can be written to"), _words(error))]) from error


def open_elsewhere(path: Path) -> Fault | None:
    """A fault where Word (``~$name``) or LibreOffice (``.~lock.name#``) has the document open."""
    word = path.with_name(f"~${path.name}")
    # Word drops the first two letters of names longer than eight for its owner file.
    shortened = path.with_name(f"~${path.name[2:]}")
    office = path.with_name(f".~lock.{path.name}#")
    for lock in (word, shortened, office):
        if lock.exists():
            return Fault(
                Place(path.name),
                msg("a document that is not open in another program"),
                msg("its lock {name}", name=lock.name),
            )
    return None


def _words(error: OSError) -> str:
    return recognised(error.strerror) if error.strerror else type(error).__name__
