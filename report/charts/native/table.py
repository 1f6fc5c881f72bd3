"""The table behind a chart: what its workbook holds, and what the chart keeps of it for display. One for both."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

import xlsxwriter
from lxml import etree
from xlsxwriter.utility import xl_col_to_name

from report.charts.native.xml import el, val, words

SHEET: Final = "Sheet1"
GENERAL: Final = "General"
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can say
_WIDEST: Final = 40  # characters

Value: TypeAlias = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """``format``: of the number, as Excel writes it; ``formula``: what it follows from, ``value`` its result now."""

    value: Value
    format: str = GENERAL
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns beside each other from A on, their heads in row 1; the first has the names of the categories."""

    columns: tuple[Column, ...]

    def _range(self, column: int) -> str:
        name = xl_col_to_name(column)
        return f"{SHEET}!${name}$2:${name}${len(self.columns[column].cells) + 1}"

    def head(self, column: int) -> etree._Element:
        """The name of a series: ``c:tx``."""
        text = self.columns[column].head
        cache = _cache("c:strCache", [text])
        where = f"{SHEET}!${xl_col_to_name(column)}$1"
        return el("c:tx", el("c:strRef", words("c:f", where), cache))

    def texts(self, column: int) -> etree._Element:
        """The names of the categories: ``c:cat``."""
        return el("c:cat", el("c:strRef", words("c:f", self._range(column)), _cache("c:strCache", self._shown(column))))

    def numbers(self, column: int) -> etree._Element:
        """The values of a series, gaps left out: ``c:val``."""
        cache = _cache("c:numCache", self._shown(column))
        cache.insert(0, words("c:formatCode", self._format(column)))
        return el("c:val", el("c:numRef", words("c:f", self._range(column)), cache))

    def labels(self, column: int) -> etree._Element:
        """Texts for labels: ``c15:datalabelsRange``."""
        cache = _cache("c15:dlblRangeCache", self._shown(column))
        return el("c15:datalabelsRange", words("c15:f", self._range(column)), cache)

    def _format(self, column: int) -> str:
        formats = {cell.format for cell in self.columns[column].cells if cell.value is not None}
        return formats.pop() if len(formats) == 1 else GENERAL

    def _shown(self, column: int) -> list[str | None]:
        return [printed(cell.value) for cell in self.columns[column].cells]

    def workbook(self) -> bytes:
        """The table as .xlsx; the same table gives the same bytes."""
        written = io.BytesIO()
        book = xlsxwriter.Workbook(written, {"in_memory": True})
        book.set_properties({"created": datetime(*_DAY[:3])})  # noqa: DTZ001 a property of the file, of no time zone
        sheet = book.add_worksheet(SHEET)
        formats: dict[str, Any] = {}
        for at, column in enumerate(self.columns):
            sheet.set_column(at, at, min(_WIDEST, max(map(_width, (column.head, *_texts_of(column))))))
            _write(sheet, 0, at, Cell(column.head or None), None)
            for row, cell in enumerate(column.cells, 1):
                if cell.format not in formats:
                    formats[cell.format] = book.add_format({"num_format": cell.format})
                _write(sheet, row, at, cell, formats[cell.format])
        book.close()
        return _settled(written.getvalue())


def printed(value: Value) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _texts_of(column: Column) -> Iterator[str]:
    return (printed(cell.value) or "" for cell in column.cells)


def _width(text: str) -> int:
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text) + 2


def _write(sheet: Any, row: int, column: int, cell: Cell, format: Any) -> None:
    value = cell.value
    if cell.formula:
        result = float(value) if isinstance(value, Decimal) else value or ""
        sheet.write_formula(row, column, cell.formula, format, result)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), format)
    elif value is not None:
        sheet.write_string(row, column, value)


def _settled(saved: bytes) -> bytes:
    """Without what the ZIP format tells of the machine."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name), compresslevel=6)
    return settled.getvalue()


def _cache(name: str, shown: Sequence[str | None]) -> etree._Element:
    points = [el("c:pt", words("c:v", text), idx=str(at)) for at, text in enumerate(shown) if text is not None]
    return el(name, val("c:ptCount", len(shown)), *points)
