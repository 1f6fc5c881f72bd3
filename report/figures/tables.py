"""A sheet cut into its tables (lines above, header rows, body rows, footnotes) by what cells say, not by place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from report.catalogue import fold
from report.figures.aspects import LabelReader
from report.figures.grid import Cell, Grid, Kind
from report.figures.notation import folded, label_without_marks
from report.figures.notes import Notes, opens_note
from report.figures.reading import Reading
from report.figures.titles import is_continued
from report.figures.vocabulary import ROLES, Role

_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_NUMBER: Final = re.compile(r"[+\-−–]?[\d,]*\.?\d+\s*[%‰]?")
_UNIT_LINE: Final = re.compile(r"\s*[(（]?(?:单位|units?)\s*[:：]", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\s|\d{1,2}[.、)）]|[(（]\d{1,2}")
_NUMBERING_ROW: Final = frozenset("甲乙丙丁")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header cells from top to bottom, and what it holds where that is no value."""

    index: int
    header: tuple[Cell, ...]
    role: Role | None


@dataclass(frozen=True, slots=True)
class Table:
    """``above`` are the lines over the header; for a continued table (续表) those of the table that it continues.

    ``body`` are row numbers; ``notes`` those of the whole sheet.
    """

    grid: Grid
    above: tuple[Cell, ...]
    columns: tuple[Column, ...]
    body: tuple[int, ...]
    notes: Notes

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(column.role for column in self.columns if column.role)

    @property
    def head(self) -> Cell:
        """The first cell of the header."""
        return next(column.header[0] for column in self.columns if column.header)

    def column(self, role: Role) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)


@lru_cache(maxsize=4096)
def role_of(text: str) -> Role | None:
    """What a column with this header holds where that is no value: 指标, 单位, 指标／地区 …"""
    name = fold(label_without_marks(text).text)
    if name in ROLES:
        return ROLES[name]
    first, _, second = re.sub(r"[\\|、]", "/", name).partition("/")
    return ROLES.get(first) if second in ROLES else None


class Cutter:
    """Cuts one grid into tables."""

    def __init__(self, grid: Grid, labels: LabelReader, reading: Reading) -> None:
        self._grid = grid
        self._labels = labels
        self._reading = reading
        self._values: dict[str, bool] = {}  # by text

    def tables(self) -> Iterator[Table]:
        headers = list(self._headers())
        rows = range(1, self._grid.height + 1)
        notes, note_rows = self._notes(frozenset(row for header in headers for row in header))
        opening: tuple[Cell, ...] = ()
        for number, header in enumerate(headers):
            start = headers[number - 1][-1] + 1 if number else 1
            end = headers[number + 1][0] if number + 1 < len(headers) else rows.stop
            above = self._above(start, header[0], note_rows)
            if number and (not above or is_continued(cell.text for cell in above)):
                above = opening
            opening = above
            until = end - len(self._above_rows(header[-1] + 1, end, note_rows)) if end != rows.stop else end
            body = tuple(row for row in range(header[-1] + 1, until) if self._is_body(row, note_rows))
            yield Table(self._grid, above, tuple(self._columns(header)), body, notes)

    def _is_body(self, row: int, notes: frozenset[int]) -> bool:
        cells = self._grid.row(row)
        return bool(cells) and row not in notes and folded(cells[0].text) not in _NUMBERING_ROW

    # Footnotes

    def _notes(self, headers: frozenset[int]) -> tuple[Notes, frozenset[int]]:
        """Every footnote of the sheet. A note goes on until a blank row, a header, its title, or a row with values."""
        rows: list[int] = []
        for row in range(1, self._grid.height + 1):
            cells = self._grid.row(row)
            if not cells or row in headers or any(self._is_value(cell) for cell in cells[1:]):
                continue
            goes_on = row - 1 in rows and not (self._is_near(row, headers) and not _GOES_ON.match(cells[0].text))
            if goes_on or opens_note(cells[0].text):
                rows.append(row)
        texts = (" ".join(cell.text for cell in self._grid.row(row)) for row in rows)
        return Notes.of(texts), frozenset(rows)

    def _is_near(self, row: int, headers: frozenset[int]) -> bool:
        """Whether a row may be the title of the next table."""
        return any(following in headers for following in range(row + 1, row + 4))

    # Lines above

    def _above(self, start: int, header: int, notes: frozenset[int]) -> tuple[Cell, ...]:
        return tuple(cell for row in self._above_rows(start, header, notes) for cell in self._grid.row(row))

    def _above_rows(self, start: int, header: int, notes: frozenset[int]) -> list[int]:
        """The rows over a header that belong to it, up to a footnote or a row of the table before."""
        rows: list[int] = []
        for row in range(header - 1, start - 1, -1):
            if row in notes or (start > 1 and not self._is_line(row)):
                break
            rows.insert(0, row)
        return rows

    def _is_line(self, row: int) -> bool:
        """A title, unit row or blank row, not a row of a table."""
        cells = self._grid.row(row)
        if len(cells) > 1:
            return not any(self._is_value(cell) for cell in cells) and any(
                map(_UNIT_LINE.match, (cell.text for cell in cells))
            )
        return not cells or not self._labels.read(cells[0].text).indicator or not self._grid.row(row - 1)

    # Headers

    def _headers(self) -> Iterator[range]:
        row, free = 1, True
        while row <= self._grid.height:
            if self._opens_header(row, free):
                header = self._header_from(row)
                yield header
                row, free = header.stop, False
            else:
                free = free or len(self._grid.row(row)) < 2
                row += 1

    def _opens_header(self, row: int, free: bool) -> bool:
        """A row with a word such as 指标 or 地区, or, where no table is open, one of periods or areas alone."""
        cells = self._grid.row(row)
        if len(cells) < 2 or any(self._is_value(cell) for cell in cells) or opens_note(cells[0].text):
            return False
        if len(cells) == 2 and any(_UNIT_LINE.match(cell.text) for cell in cells):
            return False
        if any(role_of(cell.text) for cell in cells):
            return True
        return free and cells[0].column > 1 and all(self._labels.read(cell.text).is_known for cell in cells)

    def _header_from(self, first: int) -> range:
        last = first
        while last < self._grid.height and self._continues_header(last + 1, first):
            last += 1
        return range(first, last + 1)

    def _continues_header(self, row: int, first: int) -> bool:
        cells = self._grid.row(row)
        if not cells or any(self._is_value(cell) for cell in cells) or opens_note(cells[0].text):
            return False
        if any(role_of(cell.text) for cell in cells) and not any(role_of(cell.text) for cell in self._grid.row(first)):
            return True
        lead = self._grid.label(row, 1)
        return lead.is_blank or lead.row == first

    def _is_value(self, cell: Cell) -> bool:
        """Whether a cell holds what a header never does: a number other than a year, a mark, a formula."""
        if cell.kind not in (Kind.NUMBER, Kind.TEXT):
            return not cell.is_blank
        if cell.text not in self._values:
            plain = folded(label_without_marks(cell.text).text)
            is_mark = self._reading.meaning(cell.text.strip()) is not None
            self._values[cell.text] = is_mark or bool(_NUMBER.fullmatch(plain) and not _YEAR.fullmatch(plain))
        return self._values[cell.text]

    def _columns(self, header: range) -> Iterator[Column]:
        filled: dict[int, Cell] = {}
        for index in range(1, self._grid.width + 1):
            stack: list[Cell] = []
            for row in header:
                cell = self._grid.label(row, index)
                if cell.is_blank and row in filled and self._has_text_below(row, index, header):
                    cell = filled[row]
                if not cell.is_blank:
                    filled.pop(row, None)
                    if not role_of(cell.text):
                        filled[row] = cell
                    if cell not in stack:
                        stack.append(cell)
            roles = {role_of(cell.text) for cell in stack}
            yield Column(index, tuple(stack), roles.pop() if len(roles) == 1 else None)

    def _has_text_below(self, row: int, index: int, header: range) -> bool:
        """A header of areas is often written once, over the first of their columns, without merging."""
        return any(not self._grid.label(below, index).is_blank for below in range(row + 1, header[-1] + 1))
