"""An .xlsx workbook as grids: kept values, number formats, comments, merged blocks, what is hidden."""

from __future__ import annotations

import datetime
import io
import struct
import warnings
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from report.figures.archive import check_archive, may_hold_formulas
from report.figures.grid import Block, Cell, Grid, Kind, number_cell
from report.figures.refused import Refused
from report.foreign import UNPACKING, words_of
from report.i18n import msg

# What openpyxl raises on parts that are missing, cut short or contradict each other; it has no class for them.
_BROKEN: Final = (
    *UNPACKING,
    InvalidFileException,
    ParseError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    struct.error,
)


def read_excel(content: bytes, file: str) -> Iterator[Grid]:
    """The sheets of a workbook, in order. Raises Refused where it cannot or may not be opened.

    One with formulas is opened twice: once for what they gave when they were last calculated, once for which cells
    hold them, since a formula without a kept value looks like an empty cell in the first.
    """
    check_archive(content)
    values = _opened(content, data_only=True)
    formulas = _opened(content, data_only=False) if may_hold_formulas(content) else values
    for sheet in values.worksheets:
        twin = formulas[sheet.title]
        assert isinstance(twin, Worksheet)  # the same title in the same file
        yield _grid(sheet, twin, file)


def _opened(content: bytes, *, data_only: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it does not keep (validations, styles); nothing is written back here.
            warnings.simplefilter("ignore")
            reader = ExcelReader(io.BytesIO(content), data_only=data_only)
            reader.read()
    except _BROKEN as error:
        raise Refused(
            msg("an Excel workbook that can be read"), msg("a damaged one ({error})", error=words_of(error))
        ) from error
    listed = [sheet.name for sheet in reader.parser.sheets]
    if listed != reader.wb.sheetnames:
        # openpyxl passes over a sheet of which the part is missing; its figures would be missed in silence.
        raise Refused(
            msg("a workbook with all its sheets"),
            msg("a damaged one ({sheets} only)", sheets="、".join(reader.wb.sheetnames)),
        )
    return reader.wb


def _grid(sheet: Worksheet, formulas: Worksheet, file: str) -> Grid:
    cells = {}
    for row, column in _used(formulas):
        cell = _cell(sheet.cell(row, column), formulas.cell(row, column))
        if cell:
            cells[row, column] = cell
    return Grid(
        file=file,
        sheet=sheet.title,
        cells=cells,
        merged=tuple(Block(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells),
        hidden_rows=frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        hidden=sheet.sheet_state != "visible",
    )


def _used(sheet: Worksheet) -> list[tuple[int, int]]:
    """The cells that the file holds: to walk the used range would make every cell between two far ones."""
    return [position for position, cell in sheet._cells.items() if isinstance(cell, ExcelCell)]


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for letter, look in sheet.column_dimensions.items():
        if look.hidden:
            first = look.min or column_index_from_string(letter)
            yield from range(first, (look.max or first) + 1)


def _cell(kept: object, formula: object) -> Cell | None:
    """A cell of the grid; None where nothing is in it."""
    assert isinstance(kept, ExcelCell) and isinstance(formula, ExcelCell)  # _used leaves merged cells out
    row, column, value = kept.row, kept.column, kept.value
    comment = kept.comment.text if kept.comment else ""
    if value is None:
        if formula.data_type == "f":
            return Cell(row, column, Kind.UNCALCULATED, _formula_text(formula.value), comment=comment)
        return Cell(row, column, comment=comment) if comment else None
    if kept.data_type == "e":
        return Cell(row, column, Kind.ERROR, str(value), comment=comment)
    if isinstance(value, bool):
        return Cell(row, column, Kind.BOOLEAN, str(value).upper(), comment=comment)
    if isinstance(value, int | float):
        return number_cell(row, column, value, kept.number_format, comment)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return Cell(row, column, Kind.DATE, str(value), comment=comment)
    text = str(value)
    return Cell(row, column, Kind.TEXT if text.strip() else Kind.BLANK, text, comment=comment)


def _formula_text(formula: object) -> str:
    return formula if isinstance(formula, str) else msg("an array formula")
