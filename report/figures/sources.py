"""A file in, its sheets out as grids; whatever cannot be opened is refused in one sentence.

What a file is, its first bytes say; its name must say the same, since a wrong ending is a sign of a mix-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from report.errors import Fault, Place
from report.figures.archive import COMPOUND, PACKED, PARQUET
from report.figures.delimited import read_delimited
from report.figures.excel import read_excel
from report.figures.grid import Grid
from report.figures.parquet import read_parquet
from report.figures.refused import Refused
from report.foreign import words_of_system
from report.i18n import msg

MOST_BYTES_OF_FILE: Final = 32 * 1024 * 1024
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_KINDS: Final = {
    ".xlsx": msg("an .xlsx workbook"),
    ".xls": msg("an .xls workbook"),
    ".csv": msg("a .csv text file"),
    ".parquet": msg("a .parquet file"),
}


def read_source(path: Path, file: str) -> list[Grid] | Fault:
    """The sheets of a file (``file`` is its name in places), or why they cannot be had."""
    try:
        return list(_grids(path, file))
    except Refused as refused:
        return refused.at(Place(file))
    except OSError as error:
        return Fault(Place(file), msg("a file that can be read"), words_of_system(error))


def _grids(path: Path, file: str) -> Iterator[Grid]:
    ending = path.suffix.lower()
    if ending not in _KINDS:
        raise Refused(msg("a file ending in .xlsx, .xls, .csv or .parquet"), path.suffix or msg("no ending"))
    if path.stat().st_size > MOST_BYTES_OF_FILE:
        raise Refused(
            msg("a file of at most {most} MiB", most=MOST_BYTES_OF_FILE // (1024 * 1024)),
            msg("a larger one"),
        )
    content = path.read_bytes()
    _check_kind(ending, content)
    match ending:
        case ".xlsx":
            yield from read_excel(content, file)
        case ".xls":
            from report.figures.legacy import read_legacy  # xlrd is loaded for those who have such a file

            yield from read_legacy(content, file)
        case ".parquet":
            yield read_parquet(content, file)
        case _:
            yield read_delimited(content, file)


def _check_kind(ending: str, content: bytes) -> None:
    if not content.strip():
        raise Refused(_KINDS[ending], msg("an empty file"))
    if content.startswith(COMPOUND) and _ENCRYPTED in content:
        raise Refused(msg("a workbook without a password"), msg("an encrypted one"))
    found = _kind(content)
    if found != _KINDS[ending]:
        raise Refused(msg("{kind}, as its name says", kind=_KINDS[ending]), found)


def _kind(content: bytes) -> str:
    if content.startswith(COMPOUND):
        return _KINDS[".xls"]
    if content.startswith(PACKED):
        return _KINDS[".xlsx"]
    if content.startswith(PARQUET):
        return _KINDS[".parquet"]
    if content.startswith(b"%PDF"):
        return msg("a PDF")
    if content.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        return msg("a web page")
    return _KINDS[".csv"]
