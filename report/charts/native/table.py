"""The table behind a chart: what its workbook holds, and what the chart keeps of it for display. One for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from report.charts.model import ShownSeries
from report.charts.native.xml import NOTHING, Xml, el, in_text, val, words

SHEET: Final = "Sheet1"
GENERAL: Final = "General"

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
        name = letter(column)
        return f"{SHEET}!${name}$2:${name}${len(self.columns[column].cells) + 1}"

    def head(self, column: int) -> Xml:
        """The name of a series: ``c:tx``."""
        text = self.columns[column].head
        cache = _cache("c:strCache", [text])
        where = f"{SHEET}!${letter(column)}$1"
        return el("c:tx", el("c:strRef", words("c:f", where), cache))

    def texts(self, column: int) -> Xml:
        """The names of the categories: ``c:cat``."""
        return el("c:cat", el("c:strRef", words("c:f", self._range(column)), _cache("c:strCache", self._shown(column))))

    def numbers(self, column: int) -> Xml:
        """The values of a series, gaps left out: ``c:val``."""
        cache = _cache("c:numCache", self._shown(column), words("c:formatCode", self._format(column)))
        return el("c:val", el("c:numRef", words("c:f", self._range(column)), cache))

    def labels(self, column: int) -> Xml:
        """Texts for labels: ``c15:datalabelsRange``."""
        cache = _cache("c15:dlblRangeCache", self._shown(column))
        return el("c15:datalabelsRange", words("c15:f", self._range(column)), cache)

    def shown(self, name: int, values: int, labels: int | None = None) -> ShownSeries:
        """A series of these columns, named by the head of ``name``."""
        texts = {} if labels is None else self._points(labels)
        return ShownSeries(self.columns[name].head, self._points(0), self._points(values), texts)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The heads, then the cells under them."""
        yield tuple(Cell(column.head or None) for column in self.columns)
        yield from zip(*(column.cells for column in self.columns), strict=True)

    def filled(self) -> Iterator[tuple[str, str]]:
        """The cells that hold anything, row by row, with what they hold."""
        for number, row in enumerate(self.rows(), 1):
            for column, cell in enumerate(row):
                held = printed(cell.value)
                if held:
                    yield f"{letter(column)}{number}", held

    def _points(self, column: int) -> dict[str, str]:
        return {str(at): text for at, text in enumerate(self._shown(column)) if text is not None}

    def _format(self, column: int) -> str:
        formats = {cell.format for cell in self.columns[column].cells if cell.value is not None}
        return formats.pop() if len(formats) == 1 else GENERAL

    def _shown(self, column: int) -> list[str | None]:
        return [printed(cell.value) for cell in self.columns[column].cells]


def letter(column: int) -> str:
    """The name of one of the first 26 columns."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]


def printed(value: Value) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _cache(name: str, shown: Sequence[str | None], opening: Xml = NOTHING) -> Xml:
    numbered = ((at, in_text(text)) for at, text in enumerate(shown) if text is not None)
    points = [Xml(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>') for at, text in numbered]
    return el(name, opening, val("c:ptCount", len(shown)), *points)
