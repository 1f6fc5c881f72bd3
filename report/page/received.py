"""Files from outside: limited in size and kind, known by their content, and never by the name that they bear.

``receive(stream, name, kinds, desk)`` lays one on the desk under a name of its own and gives a :class:`Received`;
raises InputFaults, in words that a person understands, for what it does not take. A name from outside is shown, never
used as a path. What is inside is read later by the rooms that read inputs, which have limits of their own.
"""

from __future__ import annotations

import secrets
import shutil
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Final, Literal

from report.errors import Fault, InputFaults, Place
from report.i18n import msg

Kind = Literal[".xlsx", ".xls", ".csv", ".parquet", ".docx", ".html", ".md", ".txt"]
FIGURES: Final[tuple[Kind, ...]] = (".xlsx", ".xls", ".csv", ".parquet")
DOCUMENTS: Final[tuple[Kind, ...]] = (".docx", ".html", ".md", ".txt")
WORD: Final[tuple[Kind, ...]] = (".docx",)
LARGEST: Final = 32 * 1024 * 1024  # bytes; a county's workbook has some 20 thousand, a briefing 100 thousand
_UNPACKED: Final = 256 * 1024 * 1024
_RATIO: Final = 200  # times that a part may be larger than packed, when it is large at all
_LARGE: Final = 8 * 1024 * 1024
_MARKS: Final[dict[bytes, Kind]] = {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".xls", b"PAR1": ".parquet"}
_MAIN_PARTS: Final[dict[str, Kind]] = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx"}
_KEPT: Final = 400  # files that lie on the desk before the oldest are taken away


@dataclass(frozen=True, slots=True)
class Received:
    """``name`` as the sender had it, to be shown; ``path`` where it lies, with the ending of what it is."""

    name: str
    path: Path
    kind: Kind


def shown_name(name: str) -> str:
    """The last part of a file's name from outside, without what no one can see; only ever shown."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(character for character in last if character.isprintable())[:120] or "?"


def receive(stream: IO[bytes], name: str, kinds: Collection[Kind], desk: Path) -> Received:
    """Lay a file on the desk. Raises InputFaults: too large, empty, another kind, packed so as to burst, linked."""
    shown = shown_name(name)
    folder = desk / secrets.token_urlsafe(12)
    folder.mkdir(parents=True)
    path = folder / "received"
    try:
        size = _laid(stream, path)
        kind = _kind(path, size, shown, kinds)
    except InputFaults:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tidy(desk)
    return Received(shown, path.rename(folder / f"received{kind}"), kind)


def _laid(stream: IO[bytes], path: Path) -> int:
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file, 1024 * 1024)
        return file.tell()


def _kind(path: Path, size: int, shown: str, kinds: Collection[Kind]) -> Kind:
    place = Place(shown)
    expected = msg("a file of one of these kinds: {kinds}", kinds=tuple(kinds))
    if not size:
        raise InputFaults([Fault(place, expected, msg("an empty file"))])
    if size > LARGEST:
        raise InputFaults([Fault(place, msg("a file of at most {limit} MB", limit=LARGEST >> 20), f"{size >> 20} MB")])
    kind = _by_content(path, shown)
    if kind is None or kind not in kinds:
        raise InputFaults([Fault(place, expected, msg("another kind of file: {kind}", kind=kind or msg("unknown")))])
    return kind


def _by_content(path: Path, shown: str) -> Kind | None:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _packed(path, shown)
    for mark, kind in _MARKS.items():
        if head.startswith(mark):
            return kind
    return _text(head, shown)


def _packed(path: Path, shown: str) -> Kind | None:
    place = Place(shown)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputFaults([Fault(place, msg("a whole file"), msg("one that is damaged"))]) from error
    if sum(part.file_size for part in parts) > _UNPACKED or any(map(_bursts, parts)):
        found = msg("one that is packed so as to become far larger")
        raise InputFaults([Fault(place, msg("a file of ordinary content"), found)])
    names = {part.filename for part in parts}
    if any(name.startswith("xl/externalLinks/") for name in names):
        expected = msg("a workbook that holds its figures itself")
        found = msg("links to other workbooks: in Excel, Data – Edit Links – Break Link, then save")
        raise InputFaults([Fault(place, expected, found)])
    if any(name.endswith("vbaProject.bin") for name in names):
        raise InputFaults([Fault(place, msg("a file without macros"), msg("macros: save it as .xlsx or .docx"))])
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


def _bursts(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _LARGE and part.file_size > _RATIO * max(1, part.compress_size)


def _text(head: bytes, shown: str) -> Kind | None:
    """Text by how it begins, and only then by its name: a picture or a program named .txt is not text."""
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<?xml", b"<svg", b"%pdf", b"{\\rtf")):
        return None
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    ending = PurePosixPath(shown).suffix.lower()
    endings: dict[str, Kind] = {".csv": ".csv", ".md": ".md", ".txt": ".txt", ".html": ".html", ".htm": ".html"}
    return endings.get(ending)


def _tidy(desk: Path) -> None:
    """The oldest go when many lie there."""
    folders = sorted((one for one in desk.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for folder in folders[: max(0, len(folders) - _KEPT)]:
        shutil.rmtree(folder, ignore_errors=True)
