"""An .xls workbook (Excel 97–2003) as grids."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet

from report.figures.archive import MOST_CELLS
from report.figures.grid import Block, Cell, Grid, Kind, number_cell
from report.figures.refused import Refused
from report.foreign import words_of
from report.i18n import msg

# xlrd reads a file as it finds it; these are what a damaged one makes of it.
_BROKEN: Final = (
    XLRDError,
    CompDocError,
    struct.error,
    LookupError,
    ValueError,
    AssertionError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
)


def read_legacy(content: bytes, file: str) -> Iterator[Grid]:
    """The sheets of a workbook, in order. Raises Refused where it cannot be opened."""
    book = _opened(content)
    for sheet in book.sheets():
        merged = sum((bottom - top) * (right - left) for top, bottom, left, right in sheet.merged_cells)
        if merged + sum(map(sheet.row_len, range(sheet.nrows))) > MOST_CELLS:
            raise Refused(
                msg("sheets of at most {most} cells", most=MOST_CELLS),
                msg("more in {name}", name=sheet.name),
            )
        yield _grid(book, sheet, file)


def _opened(content: bytes) -> Book:
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except _BROKEN as error:
        if "encrypted" in str(error).lower():
            raise Refused(msg("a workbook without a password"), msg("an encrypted one")) from error
        raise Refused(
            msg("an Excel 97–2003 workbook that can be read"), msg("a damaged one ({error})", error=words_of(error))
        ) from error


def _grid(book: Book, sheet: Sheet, file: str) -> Grid:
    cells = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _cell(book, sheet, row, column)
            if cell:
                cells[row + 1, column + 1] = cell
    return Grid(
        file=file,
        sheet=sheet.name,
        cells=cells,
        merged=tuple(Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        hidden_rows=frozenset(row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden),
        hidden_columns=frozenset(column + 1 for column, look in sheet.colinfo_map.items() if look.hidden),
        hidden=sheet.visibility != 0,
    )


def _cell(book: Book, sheet: Sheet, row: int, column: int) -> Cell | None:
    old: OldCell = sheet.cell(row, column)
    note = sheet.cell_note_map.get((row, column))
    comment = note.text if note else ""
    at = (row + 1, column + 1)
    match old.ctype:
        case xlrd.XL_CELL_TEXT if str(old.value).strip():
            return Cell(*at, Kind.TEXT, str(old.value), comment=comment)
        case xlrd.XL_CELL_NUMBER:
            return number_cell(*at, float(old.value), _format(book, old), comment)
        case xlrd.XL_CELL_DATE:
            return Cell(*at, Kind.DATE, msg("of day {day}", day=old.value), comment=comment)
        case xlrd.XL_CELL_BOOLEAN:
            return Cell(*at, Kind.BOOLEAN, "TRUE" if old.value else "FALSE", comment=comment)
        case xlrd.XL_CELL_ERROR:
            return Cell(
                *at, Kind.ERROR, xlrd.error_text_from_code.get(int(old.value), msg("an unknown one")), comment=comment
            )
        case _:
            return Cell(*at, comment=comment) if comment else None


def _format(book: Book, cell: OldCell) -> str:
    assert cell.xf_index is not None  # the book is opened with its formats
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
