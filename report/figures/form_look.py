"""How the sheets of a form look: type, rules, widths and the printed page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_SONG, _HEI = "宋体", "黑体"
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER_FILL = PatternFill("solid", fgColor="E7E6E6")
_LINE_HEIGHT = 15.0  # points
_ROW_HEIGHT = 16.5  # points
_MARGIN = 0.6  # inches


def set_title(sheet: Worksheet, text: str, columns: int) -> None:
    """The title in the first row, merged over all columns."""
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    cell = _cell(sheet, 1, 1, text)
    cell.font = Font(name=_HEI, size=16)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32


def set_units(sheet: Worksheet, text: str, columns: int) -> None:
    """The unit row under the title, at the right edge of the table."""
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=columns)
    cell = _cell(sheet, 2, 1, text)
    cell.font = Font(name=_SONG, size=10)
    cell.alignment = Alignment(horizontal="right", vertical="center")


def set_header(sheet: Worksheet, row: int, column: int, text: str, *, rows: int = 1, columns: int = 1) -> None:
    """A header cell, merged over ``rows`` × ``columns``."""
    for line in range(row, row + rows):
        for position in range(column, column + columns):
            covered = _cell(sheet, line, position)
            covered.border = _BOX
            covered.fill = _HEADER_FILL
    if rows > 1 or columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)
    cell = _cell(sheet, row, column, text)
    cell.font = Font(name=_HEI, size=11)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def set_label(sheet: Worksheet, row: int, column: int, text: str, *, indent: int = 0, centred: bool = False) -> None:
    """A cell of words; ``indent`` is in characters."""
    cell = _cell(sheet, row, column, text)
    cell.font = Font(name=_SONG, size=11)
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", indent=indent)
    cell.border = _BOX


def set_value(sheet: Worksheet, row: int, column: int, value: object, number_format: str) -> None:
    """A cell for a number; a mark in its place stands at the right edge too."""
    cell = _cell(sheet, row, column, value)
    cell.font = Font(name=_SONG, size=11)
    cell.alignment = Alignment(horizontal="right", vertical="center")
    cell.number_format = number_format
    cell.border = _BOX


def set_notes(sheet: Worksheet, row: int, notes: Iterable[str], columns: int) -> None:
    """The lines under the table, each merged over all columns and as high as its text needs."""
    for line, note in enumerate(notes, row):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=columns)
        cell = _cell(sheet, line, 1, note)
        cell.font = Font(name=_SONG, size=10)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        sheet.row_dimensions[line].height = _LINE_HEIGHT * _lines(note, _total_width(sheet, columns))


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Column widths, in half-width characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_page(sheet: Worksheet, header_rows: int, frozen: str) -> None:
    """A4 across, the whole width on one page, the header on every page and always in sight."""
    sheet.freeze_panes = frozen
    sheet.sheet_format.defaultRowHeight = _ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{header_rows}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = sheet.page_margins.top = _MARGIN
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def width_of(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def _lines(text: str, width: float) -> int:
    """How many lines a note takes; a little is left at the end of each, where no word may be parted."""
    usable = width - 4
    return sum(max(1, -(-width_of(line) // int(usable))) for line in text.split("\n"))


def _total_width(sheet: Worksheet, columns: int) -> float:
    return sum(sheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1))


def _cell(sheet: Worksheet, row: int, column: int, value: object = None) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # merged cells are asked for by their first corner only
    if value is not None:
        cell.value = value  # type: ignore[assignment]
    return cell
