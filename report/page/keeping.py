"""Files that people replace on the page; what each was before lies beside it: ``kept/<stem>.<moment in UTC><ending>``.

``keep_and_replace(path, content)`` puts new content in a file's place, whole or not at all, when what was there has
been kept; ``kept(path)`` lists what was kept of a file, ``kept_in(folder)`` of all there. Raises InputFaults where the
folder cannot be written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from report import clock
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.outputs import write_whole

FOLDER: Final = "kept"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_KEPT: Final = re.compile(r"\.(\d{8}T\d{6}Z)(?:-(\d+))?$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a file as it was until it was replaced, at that moment in UTC; ``original``: the file's name."""

    path: Path
    replaced: datetime.datetime
    original: str

    @property
    def name(self) -> str:
        return self.path.name


def keep_and_replace(path: Path, content: bytes) -> Path | None:
    """Put content in a file's place. Gives where the file as it was is kept; None where there was none."""
    before = keep(path) if path.exists() else None
    write_whole(path, content)
    return before


def keep(path: Path) -> Path:
    """Keep a file as it stands, for whoever replaces it or takes it away."""
    try:
        content = path.read_bytes()
    except OSError as error:
        expected, found = msg("a file that can be read"), error.strerror or msg("an error of the disk")
        raise InputFaults([Fault(Place(path.name), expected, found)]) from error
    target = _reserved(path)
    write_whole(target, content)
    return target


def kept(path: Path) -> list[Kept]:
    """What was kept of a file, the latest first."""
    return [one for one in kept_in(path.parent) if one.original == path.name]


def kept_in(folder: Path) -> list[Kept]:
    """What was kept of all files of a folder, the latest first."""
    found: list[tuple[datetime.datetime, int, Path, str]] = []
    for one in (folder / FOLDER).glob("*.*"):
        stamp = _KEPT.search(one.stem)
        moment = _moment(stamp[1]) if stamp else None
        if stamp and moment and one.is_file() and one.stat().st_size:
            original = f"{one.stem[: stamp.start()]}{one.suffix}"
            found.append((moment, int(stamp[2] or 1), one, original))
    return [Kept(one, moment, original) for moment, _, one, original in sorted(found, reverse=True)]


def _reserved(path: Path) -> Path:
    """A name that no kept file has, taken at once: whoever keeps at the same moment gets another.

    Until it is written it is empty, and so no version.
    """
    folder = path.parent / FOLDER
    stamp = clock.now().strftime(_STAMP)
    try:
        folder.mkdir(exist_ok=True)
        for number in count(1):
            target = folder / f"{path.stem}.{stamp}{f'-{number}' if number > 1 else ''}{path.suffix}"
            try:
                target.touch(exist_ok=False)
            except FileExistsError:
                continue
            return target
    except OSError as error:
        expected, found = msg("a folder that can be written to"), error.strerror or msg("an error of the disk")
        raise InputFaults([Fault(Place(f"{path.parent.name}/{FOLDER}"), expected, found)]) from error
    raise AssertionError  # count has no end


def _moment(stamp: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(stamp, _STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:  # a name that somebody gave by hand
        return None
