"""Files from outside: limited in size and kind, known by their content, and never by the name that they bear.

``receive(stream, name, kinds, desk)`` lays one on the desk under a name of its own and gives a :class:`Received`;
raises InputFaults, in words that a person understands, for what it does not take. A name from outside is shown, never
used as a path. What is inside is read later by the rooms that read inputs, which have limits of their own.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Final, Literal

from report.errors import Fault, InputFaults, Place
from report.figures.archive import COMPOUND, PACKED, PARQUET
from report.figures.refused import Refused
from report.i18n import msg
from report.page.packages import MACROS, kind_of_package

Kind = Literal[".xlsx", ".xls", ".csv", ".parquet", ".docx", ".html", ".md", ".txt"]
FIGURES: Final[tuple[Kind, ...]] = (".xlsx", ".xls", ".csv", ".parquet")
DOCUMENTS: Final[tuple[Kind, ...]] = (".docx", ".html", ".md", ".txt")
WORD: Final[tuple[Kind, ...]] = (".docx",)
LARGEST: Final = 32 * 1024 * 1024  # bytes; a county's workbook has some 20 thousand, a briefing 100 thousand
TOO_LARGE: Final = msg("That is too large: a file may have at most {limit} MB.", limit=LARGEST >> 20)
_PIECE: Final = 256 * 1024
_SHOWN: Final = 120  # characters of a name
_ENDING: Final = 10  # of these, its ending
_KEPT: Final = 400  # folders that lie on the desk before the oldest are taken away
_KEPT_BYTES: Final = 1024 * 1024 * 1024

_TEXTS: Final[dict[str, Kind]] = {".csv": ".csv", ".md": ".md", ".txt": ".txt", ".html": ".html", ".htm": ".html"}

#: The first element of a page, after what may stand before it.
_FIRST: Final = re.compile(
    rb"(?>\s|\xef\xbb\xbf|<!--.*?-->|<\?.*?\?>|<!doctype[^>]*>)*+<([a-z][\w:.-]*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Received:
    """``name`` as the sender had it, to be shown; ``path`` where it lies, with the ending of what it is."""

    name: str
    path: Path
    kind: Kind


def shown_name(name: str) -> str:
    """The last part of a file's name from outside, without what no one can see; only ever shown."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    seen = "".join(character for character in last if character.isprintable())
    ending = PurePosixPath(seen).suffix[:_ENDING]
    return (seen if len(seen) <= _SHOWN else seen[: _SHOWN - len(ending)] + ending) or "?"


def receive(stream: IO[bytes], name: str, kinds: Collection[Kind], desk: Path) -> Received:
    """Lay a file on the desk. Raises InputFaults: too large, empty, another kind, packed so as to burst, linked."""
    shown = shown_name(name)
    folder = desk / secrets.token_urlsafe(12)
    path = folder / "received"
    try:
        folder.mkdir(parents=True)
        _lay(stream, path)
        kind = _kind(path, shown, kinds)
        laid = path.rename(folder / f"received{kind}")
    except Refused as refused:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputFaults([refused.at(Place(shown))]) from refused
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        found = error.strerror or type(error).__name__
        raise InputFaults([Fault(Place(shown), msg("room for it on this machine’s disk"), found)]) from error
    tidy(desk)
    return Received(shown, laid, kind)


def _lay(stream: IO[bytes], path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > LARGEST:
                raise Refused(msg("a file of at most {limit} MB", limit=LARGEST >> 20), msg("a larger one"))
            file.write(piece)


def _kind(path: Path, shown: str, kinds: Collection[Kind]) -> Kind:
    expected = msg("a file of one of these kinds: {kinds}", kinds=tuple(kinds))
    if not path.stat().st_size:
        raise Refused(expected, msg("an empty file"))
    kind = _by_content(path, shown)
    if kind is None or kind not in kinds:
        raise Refused(expected, msg("another kind of file: {kind}", kind=kind or msg("one that is not known")))
    return kind


def _by_content(path: Path, shown: str) -> Kind | None:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(PACKED):
        return kind_of_package(path)
    if head.startswith(COMPOUND):
        return _compound(path.read_bytes())
    return ".parquet" if head.startswith(PARQUET) else _text(head, shown)


def _compound(content: bytes) -> Kind | None:
    """The directory of such a file names its streams."""
    found = {name for name in ("EncryptedPackage", "WordDocument", "_VBA_PROJECT_CUR") if _names(content, name)}
    if "EncryptedPackage" in found:
        raise Refused(msg("a file without a password"), msg("an encrypted one"))
    if "WordDocument" in found:
        raise Refused(msg("a Word document saved as .docx"), msg("a document of Word 97–2003 (.doc)"))
    if "_VBA_PROJECT_CUR" in found:
        raise Refused(msg("a file without macros"), MACROS)
    return ".xls" if _names(content, "Workbook") or _names(content, "Book") else None


def _names(content: bytes, stream: str) -> bool:
    return f"{stream}\0".encode("utf-16-le") in content


def _text(head: bytes, shown: str) -> Kind | None:
    """Text by how it begins, and only then by its name: a picture or a program named .txt is not text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, which Excel and Notepad can save
        return _TEXTS.get(PurePosixPath(shown).suffix.lower())
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"%pdf", b"{\\rtf")):
        return None
    first = _FIRST.match(head)
    if first and first[1].lower() in (b"html", b"head", b"body"):
        return ".html"
    prolog = head[: first.start(1)] if first else head
    if b"<?xml" in prolog.lower() or (first and first[1].lower().rpartition(b":")[2] == b"svg"):
        return None
    return _TEXTS.get(PurePosixPath(shown).suffix.lower())


def tidy(desk: Path) -> None:
    """The oldest go when many lie there, or large ones."""
    folders = sorted(((_age(one), _size(one), one) for one in desk.iterdir() if one.is_dir()), reverse=True)
    room = _KEPT_BYTES
    for place, (_, size, folder) in enumerate(folders):
        room -= size
        if place and (place >= _KEPT or room < 0):
            shutil.rmtree(folder, ignore_errors=True)


def _age(path: Path) -> float:
    with suppress(OSError):  # somebody else tidies up at this moment
        return path.stat().st_mtime
    return 0.0


def _size(folder: Path) -> int:
    with suppress(OSError):
        return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return 0
