"""Crosstabs: indicators, areas, periods and measures down and across, in any arrangement.

Each row and each column says something (an indicator, an area, a period, a measure, a unit); the cell where
they meet is the figure of both together. What neither says, the title does, and else the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from report.catalogue import fold
from report.errors import Fault, nearest
from report.figures.aspects import NOTHING, Aspects, LabelReader, combined, together
from report.figures.grid import Cell
from report.figures.meeting import Line, slot_of
from report.figures.refused import Refused
from report.figures.slots import Reported, Sheet, settled
from report.figures.tables import Column, Table
from report.figures.titles import Title
from report.figures.vocabulary import STATUSES, WORD_NAMES, Role, Word, says_sample
from report.i18n import msg

_SECTION: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[IVX]{1,4}[.、])"
)
_HEADS: Final = (Role.INDICATOR, Role.AREA, Role.PERIOD, Role.MEASURE, Role.UNIT)


class Crosstab:
    """Reads one table."""

    def __init__(self, table: Table, title: Title, sheet: Sheet, labels: LabelReader) -> None:
        self._table = table
        self._grid = table.grid
        self._title = title
        self._sheet = sheet
        self._labels = labels
        self._values = [column for column in table.columns if column.header and column.role in (None, Role.VALUE)]
        self._besides = {role: table.column(role) for role in (Role.STATUS, Role.NOTE)}
        first = self._values[0].index if self._values else 0
        self._heads = [
            column for column in table.columns if column.role in _HEADS or (not column.header and column.index < first)
        ]

    def read(self) -> Iterator[Reported]:
        read = [(column, self._column(column)) for column in self._values]
        columns = [(column, aspects) for column, aspects in read if isinstance(aspects, Aspects)]
        across = any(aspects.area for _, aspects in columns)
        for _, said in read:
            if isinstance(said, Fault):
                yield replace(said, area=said.found) if across else said
        yield from self._headless()
        before = Aspects()
        for row in self._table.body:
            line = self._line(row, before)
            if isinstance(line, Fault):
                yield line
            elif line:
                before = line.aspects if line.aspects.indicator else before
                for column, aspects in columns:
                    yield from self._meet(line, aspects, self._grid.cell(row, column.index))

    # Columns

    def _column(self, column: Column) -> Aspects | Fault | None:
        """What a column's header says; None for one that is hidden and not understood, which nobody asked for."""
        aspects = NOTHING
        for cell in column.header:
            aspects = combined(aspects, self._labels.read(cell.text))
        if not aspects.unknown:
            return aspects
        lowest = column.header[-1]
        if column.index in self._grid.hidden_columns:
            return None
        found = "/".join(cell.text.strip() for cell in column.header)
        known = [*self._sheet.catalogue.area_names, *self._sheet.catalogue.indicator_names, *WORD_NAMES]
        expected = msg("an area, a period, an indicator or a measure in the header")
        return Fault(self._grid.place(lowest), expected, found, nearest(aspects.unknown, known))

    def _headless(self) -> Iterator[Fault]:
        """Values under no header belong to nothing."""
        headed = {column.index for column in self._table.columns if column.header or column in self._heads}
        for row in self._table.body:
            for cell in self._grid.row(row):
                if cell.column not in headed and not self._grid.is_hidden(cell):
                    yield Fault(
                        self._grid.place(cell),
                        msg("a header over this column"),
                        msg("none over {text}", text=cell.text.strip()),
                    )
                    return

    # Rows

    def _line(self, row: int, before: Aspects) -> Line | Fault | None:
        """What a row's labels say; None for a heading, or a hidden row that is not understood."""
        labels = [(column.role, self._grid.label(row, column.index)) for column in self._heads]
        labels = [(role, cell) for role, cell in labels if not cell.is_blank]
        empty = all(self._grid.cell(row, column.index).is_blank for column in self._values)
        if empty and self._is_heading(labels):
            return None
        read: list[Aspects] = []
        for role, cell in labels:
            said = self._label(role, cell)
            if isinstance(said, Fault):
                area = cell.text.strip() if role is Role.AREA else self._area_of(labels)
                return None if row in self._grid.hidden_rows else replace(said, area=area)
            read.append(said)
        both = together(read)
        line = self._completed(row, both, before)
        return replace(line, area=both.area) if isinstance(line, Fault) else line

    def _area_of(self, labels: list[tuple[Role | None, Cell]]) -> str:
        """The area that a row is about, whatever else is wrong in it; empty where its labels name none."""
        return next((said.area for _, cell in labels if (said := self._labels.read(cell.text)).area), "")

    def _is_heading(self, labels: list[tuple[Role | None, Cell]]) -> bool:
        """A section's name (一、工业), merged or numbered, or 其中： alone."""
        if len(labels) != 1:
            return not labels
        cell = labels[0][1]
        said = self._labels.read(cell.text)
        wide = self._grid.block(cell).right >= self._values[0].index if self._values else True
        return wide or said == Aspects() or bool(said.unknown and _SECTION.match(cell.text))

    def _label(self, role: Role | None, cell: Cell) -> Aspects | Fault:
        catalogue = self._sheet.catalogue
        if role is Role.UNIT:
            return self._unit(cell)
        said = self._labels.read(cell.text)
        if not said.unknown and _gives(said, role):
            return said
        expected, known = {
            Role.AREA: (msg("an area"), catalogue.area_names),
            Role.PERIOD: (msg("a period such as 2021年一季度 or 2021Q1"), []),
            Role.MEASURE: (msg("a measure such as 累计 or 同比增长"), [*WORD_NAMES]),
        }.get(role or Role.INDICATOR, (msg("an indicator"), catalogue.indicator_names))
        return Fault(self._grid.place(cell), expected, cell.text.strip(), nearest(said.unknown or cell.text, known))

    def _unit(self, cell: Cell) -> Aspects | Fault:
        if self._sheet.reading.meaning(cell.text.strip()) is not None:
            return Aspects()
        units = self._labels.units(cell.text)
        if units:
            return Aspects(units=units)
        known = self._sheet.catalogue.unit_names
        return Fault(self._grid.place(cell), msg("a unit"), cell.text.strip(), nearest(cell.text.strip(), known))

    def _completed(self, row: int, aspects: Aspects, before: Aspects) -> Line | Fault | None:
        """A row with what its columns of status and notes say, and the indicator of the row that it continues.

        In the tidy layout each row stands for itself.
        """
        named = any(column.role is Role.INDICATOR for column in self._heads)
        if not aspects.indicator and named and Role.VALUE not in self._table.roles:
            kept = before.units if aspects.word in (None, Word.OWN) and not aspects.units else aspects.units
            aspects = replace(aspects, indicator=before.indicator, units=kept)
        status, note = self._beside(row, Role.STATUS), self._beside(row, Role.NOTE)
        sample = says_sample(status.text) or says_sample(note.text)
        if not status.is_blank and not says_sample(status.text):
            known = STATUSES.get(fold(status.text))
            if not known:
                return Fault(self._grid.place(status), msg("a status"), status.text, nearest(status.text, STATUSES))
            aspects = replace(aspects, status=known)
        return Line(aspects, note.text.strip(), sample)

    def _beside(self, row: int, role: Role) -> Cell:
        column = self._besides[role]
        return self._grid.label(row, column.index) if column else Cell(row, 0)

    def _meet(self, line: Line, column: Aspects, cell: Cell) -> Iterator[Reported]:
        try:
            slot = slot_of(line, column, cell, self._title, self._sheet)
        except Refused as refused:
            if not cell.is_blank and not self._grid.is_hidden(cell):
                yield replace(refused.at(self._grid.place(cell)), area=line.aspects.area or column.area)
        else:
            yield from settled(slot, self._sheet)


def _gives(said: Aspects, role: Role | None) -> bool:
    """Whether a label says what its column is for."""
    if role is Role.AREA:
        return bool(said.area)
    if role is Role.PERIOD:
        return bool(said.period or said.part)
    return role is not Role.MEASURE or bool(said.word or said.alone)
