"""Tables of targets: what a year is to reach, with the words that say how (左右, 不低于, 保持在, 新增).

A table is one of targets where a column is headed 目标值, or its title or sheet says 目标 and it has a column of
values. Its figures are never results.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from report.catalogue import Indicator, Measure, Unit, fold
from report.errors import Caution, Fault, nearest
from report.figures.aspects import Aspects, LabelReader
from report.figures.grid import Cell, Kind
from report.figures.meeting import area_of, measure_of
from report.figures.model import Bound, Target
from report.figures.notation import folded
from report.figures.refused import Refused
from report.figures.slots import OF_SHARES, Reported, Sheet, is_sample
from report.figures.tables import Table
from report.figures.titles import Title
from report.figures.units import converted, tell_unit, wanted_decimals, wanted_unit
from report.figures.values import Nothing, Value, read_value
from report.figures.vocabulary import BOUNDS, THEMES, WORD_NAMES, Role, Word, said_of, says_sample
from report.i18n import msg

#: In "保持在54%左右" the target is to hold, so that is asked first.
_ORDER: Final[tuple[Bound, ...]] = ("held_at", "at_least", "above", "count", "about")
_GROWTH: Final = re.compile(r"(?:同比)?(?:增长|增速)|growth(?: of)?", re.IGNORECASE)
_FILLER: Final = re.compile(r"达到?|提高到|to reach|reach|of(?=\s*\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A target's words taken apart: ``rest`` is what remains for the number."""

    rest: str
    bound: Bound | None
    word: Word | None


def is_targets(table: Table, title: Title) -> bool:
    """Whether a table is one of targets."""
    return Role.TARGET in table.roles or (title.targets and Role.VALUE in table.roles)


def read_targets(table: Table, title: Title, sheet: Sheet, labels: LabelReader) -> Iterator[Reported]:
    """The targets of a table, row by row."""
    for column in table.columns:
        if column.header and not column.role:
            cell = column.header[-1]
            yield Fault(sheet.grid.place(cell), msg("a column of a table of targets"), cell.text.strip())
    rows = _Rows(table, title, sheet, labels)
    for row in table.body:
        yield from rows.read(row)


def worded(text: str) -> Wording:
    """A target's words and its number: "保持在54%左右" is held_at and "54%"."""
    rest = folded(text)
    bounds = set()
    for name in sorted(BOUNDS, key=len, reverse=True):
        spaced = r"\s*".join(map(re.escape, name))
        taken = re.sub(spaced, "", rest, flags=re.IGNORECASE)
        if taken != rest:
            bounds.add(BOUNDS[name])
            rest = taken
    word = Word.GROWTH if _GROWTH.search(rest) else None
    rest = _FILLER.sub("", _GROWTH.sub("", rest)).strip()
    return Wording(rest, next((bound for bound in _ORDER if bound in bounds), None), word)


class _Rows:
    """Reads the rows of one table of targets."""

    def __init__(self, table: Table, title: Title, sheet: Sheet, labels: LabelReader) -> None:
        self._table = table
        self._title = title
        self._sheet = sheet
        self._labels = labels
        self._value = table.column(Role.TARGET) or table.column(Role.VALUE)

    def read(self, row: int) -> Iterator[Reported]:
        grid, value = self._sheet.grid, self._cell(row, Role.TARGET, Role.VALUE)
        place = grid.place(value)
        if value.is_blank and self._cell(row, Role.INDICATOR).is_blank:
            return
        if grid.is_hidden(value):
            yield Caution(place, msg("a target in a hidden row or column is not read"))
            return
        try:
            for item in self._target(row, value):
                yield replace(item, area=self._named(row)) if isinstance(item, Fault) else item
        except Refused as refused:
            yield replace(refused.at(place), area=self._named(row))

    def _named(self, row: int) -> str:
        """The area that a row names, as it names it where nobody knows it; empty where it names none."""
        said = self._said_area(row)
        return said.area or said.unknown

    def _target(self, row: int, value: Cell) -> Iterator[Reported]:
        place = self._sheet.grid.place(value)
        label, measure_said = self._label(row), self._measure(row)
        if isinstance(label, Fault) or isinstance(measure_said, Fault):
            yield from (fault for fault in (label, measure_said) if isinstance(fault, Fault))
            return
        indicator = label.indicator
        assert indicator is not None  # _label gives a fault instead
        words = worded(value.text) if value.kind is Kind.TEXT else Wording("", None, None)
        cell = replace(value, text=words.rest) if value.kind is Kind.TEXT and words.rest else value
        read = read_value(cell, self._sheet.reading, self._sheet.catalogue)
        if isinstance(read, Nothing):
            yield Caution(place, msg("no target for {indicator} ({found})", indicator=indicator.zh, found=read.found))
            return
        units = self._units(row, label, read)
        measure = measure_of(indicator, measure_said or words.word or label.word, units)
        if measure is Measure.GROWTH and indicator.measure in OF_SHARES:
            own = said_of(indicator.measure)
            expected = msg("a target for the {measure} of {indicator} itself", measure=own, indicator=indicator.zh)
            raise Refused(expected, msg("one for its change"))
        exact, wanted = self._exact(indicator, measure, read, units)
        marks = (*read.marks, *label.marks, *self._said_area(row).marks, *("*" * self._title.starred))
        note = self._cell(row, Role.NOTE).text
        yield Target(
            indicator=indicator.key,
            measure=measure,
            area=self._area(row),
            year=self._year(row),
            bound=self._bound(row, words.bound, measure),
            value=exact,
            unit=wanted.key,
            decimals=max(wanted_decimals(indicator, measure), -int(exact.normalize().as_tuple().exponent)),
            theme=self._theme(row),
            place=place,
            stored=value.text.strip() if value.kind is Kind.TEXT else read.stored,
            sample=is_sample(value, marks, self._sheet.notes, said=says_sample(note)),
        )

    def _exact(
        self, indicator: Indicator, measure: Measure, read: Value, units: tuple[tuple[Unit, ...], ...]
    ) -> tuple[Decimal, Unit]:
        """The value as it was set: a target is not rounded."""
        wanted = wanted_unit(indicator, measure, self._sheet.catalogue)
        implied = measure in (Measure.GROWTH, Measure.COUNT, Measure.RANK)
        unit = tell_unit(units, self._title.units, wanted, implied=implied)
        return converted(read.number, unit, wanted), wanted

    # What the columns say

    def _cell(self, row: int, *roles: Role) -> Cell:
        columns = [column for role in roles if (column := self._table.column(role))]
        return self._sheet.grid.label(row, columns[0].index) if columns else Cell(row, 1)

    def _label(self, row: int) -> Aspects | Fault:
        cell = self._cell(row, Role.INDICATOR)
        said = self._labels.read(cell.text)
        if said.indicator and not said.unknown:
            return said
        known = self._sheet.catalogue.indicator_names
        found = cell.text.strip() or msg("an empty cell")
        return Fault(self._sheet.grid.place(cell), msg("an indicator"), found, nearest(said.unknown or found, known))

    def _measure(self, row: int) -> Word | Fault | None:
        cell = self._cell(row, Role.MEASURE)
        if cell.is_blank or not self._table.column(Role.MEASURE):
            return None
        word = self._labels.read(cell.text).word
        found = cell.text.strip()
        return word or Fault(
            self._sheet.grid.place(cell), msg("a measure such as 增速 or 比重"), found, nearest(found, WORD_NAMES)
        )

    def _units(self, row: int, label: Aspects, read: Value) -> tuple[tuple[Unit, ...], ...]:
        cell = self._cell(row, Role.UNIT)
        named: tuple[Unit, ...] | None = ()
        if self._table.column(Role.UNIT) and not cell.is_blank:
            named = self._labels.units(cell.text)
        if named is None:
            raise Refused(msg("a unit of the catalogue"), cell.text.strip())
        own = (read.unit,) if read.unit else ()
        return tuple(units for units in (own, named, label.units) if units)

    def _bound(self, row: int, within: Bound | None, measure: Measure) -> Bound:
        cell = self._cell(row, Role.BOUND)
        beside = worded(cell.text).bound if self._table.column(Role.BOUND) and not cell.is_blank else None
        bound = beside or within or ("count" if measure is Measure.COUNT else None)
        if not bound or (beside and within and beside != within):
            found = cell.text.strip() if self._table.column(Role.BOUND) else ""
            raise Refused(msg("左右, 以上, 不低于, 保持在 or 新增 for the target"), found or msg("none of them"))
        if bound == "count" and measure is not Measure.COUNT:
            raise Refused(msg("新增 for a count only"), msg("新增 for a {measure}", measure=said_of(measure)))
        return bound

    def _theme(self, row: int) -> str:
        """The theme, or that of the row above where it is written once."""
        if not self._table.column(Role.THEME):
            return ""
        body = self._table.body
        for above in range(bisect_left(body, row), -1, -1):
            cell = self._cell(body[above], Role.THEME)
            if not cell.is_blank:
                return self._known_theme(cell)
        return ""

    def _known_theme(self, cell: Cell) -> str:
        theme = THEMES.get(fold(cell.text))
        if not theme:
            raise Refused(msg("a theme: {themes}", themes="、".join(THEMES)), cell.text.strip())
        return theme

    def _said_area(self, row: int) -> Aspects:
        return self._labels.read(self._cell(row, Role.AREA).text) if self._table.column(Role.AREA) else Aspects()

    def _area(self, row: int) -> str:
        said = self._said_area(row)
        if said.unknown:
            raise Refused(msg("an area"), said.unknown)
        return area_of(said, self._title, self._sheet.reading)

    def _year(self, row: int) -> int:
        """The year of the row or the title; else of the edition's period."""
        cell = self._cell(row, Role.PERIOD)
        said = self._labels.read(cell.text).period if self._table.column(Role.PERIOD) else None
        years = {said.year} if said else {period.year for period in self._title.periods}
        if len(years) > 1:
            raise Refused(msg("one year in the title of a table of targets"), "、".join(map(str, sorted(years))))
        return years.pop() if years else self._sheet.reading.period.year
