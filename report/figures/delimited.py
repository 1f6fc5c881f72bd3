"""A .csv file as a grid: UTF-8 with or without BOM, or GB18030; cells are addressed as a spreadsheet shows them."""

from __future__ import annotations

import csv
import io
from typing import Final

from report.figures.grid import Cell, Grid, Kind
from report.figures.refused import Refused
from report.foreign import words_of
from report.i18n import msg

_DELIMITERS: Final = ",\t;"
_GARBLED: Final = "\ufffd"


def read_delimited(content: bytes, file: str) -> Grid:
    """The one sheet of a .csv. Raises Refused where it is no text or its quotation marks do not close."""
    text = decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    cells = {}
    try:
        for row, fields in enumerate(rows, 1):
            for column, field in enumerate(fields, 1):
                if field.strip():
                    cells[row, column] = Cell(row, column, Kind.TEXT, field)
    except csv.Error as error:
        raise Refused(
            msg("comma-separated values"),
            msg("line {line} that is none ({error})", line=rows.line_num, error=words_of(error)),
        ) from error
    return Grid(file, "", cells)


def decoded(content: bytes) -> str:
    """A file's text.

    Exports cut long notes at a number of bytes, within a character: where neither encoding is whole, the one
    that is broken less is taken. What is broken stays visibly so (U+FFFD), and no name or number matches it.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise Refused(msg("text in UTF-8 or GB18030"), msg("UTF-16 or no text at all"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    readings = [content.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030")]
    return min(readings, key=lambda text: text.count(_GARBLED))


def is_garbled(text: str) -> bool:
    return _GARBLED in text


def _delimiter(text: str) -> str:
    """The one that most lines hold; a comma where that does not tell."""
    lines = text.splitlines()
    return max(_DELIMITERS, key=lambda mark: sum(mark in line for line in lines))
