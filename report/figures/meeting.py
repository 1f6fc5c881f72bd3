"""Where a row and a column meet: which figure that is, from what both say, the title and the reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from report.catalogue import Indicator, Measure, Unit
from report.figures.aspects import Aspects, combined, in_year
from report.figures.grid import Cell
from report.figures.model import FigureKey
from report.figures.reading import Reading
from report.figures.refused import Refused
from report.figures.slots import OF_SHARES, Sheet, Slot
from report.figures.titles import Title
from report.figures.vocabulary import Word, said_of
from report.i18n import msg
from report.periods import Period

_WEAK = (None, Word.OWN)


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says: by its labels, and by its columns of status and notes."""

    aspects: Aspects
    note: str = ""
    sample: bool = False


def slot_of(line: Line, column: Aspects, cell: Cell, title: Title, sheet: Sheet) -> Slot:
    """The slot of a cell.

    Raises Refused where row and column contradict each other or something is said by nobody.
    """
    row = line.aspects
    both = combined(replace(row, units=()) if column.units else row, column)
    if both.unknown:
        raise Refused(msg("a row and a column that agree"), both.unknown)
    indicator = both.indicator or title.indicator
    if not indicator:
        raise Refused(msg("an indicator in the row's label or the column's header"), msg("none"))
    word = both.word or (None if both.indicator else title.word)
    said, default = _units(row, column, title)
    measure = measure_of(indicator, word, said)
    period = _period(both, title, sheet.reading)
    key = FigureKey(indicator.key, measure, area_of(both, title, sheet.reading), period)
    marks = (*both.marks, *("*" * title.starred))
    return Slot(indicator, key, cell, said, default, marks, line.note, both.status, line.sample)


def _units(row: Aspects, column: Aspects, title: Title) -> tuple[tuple[tuple[Unit, ...], ...], tuple[Unit, ...]]:
    """The units said of this very value, and those of the table.

    In a row "GDP, 亿元" the unit is that of the level, not of the value under 同比增长%: where one of the two
    says the measure, only its own unit is the value's.
    """
    of_row = (row.units,) if row.units else ()
    of_column = (column.units,) if column.units else ()
    if column.word not in _WEAK and row.word in _WEAK:
        return of_column, title.units
    if row.word not in _WEAK and column.word in _WEAK:
        return of_row, title.units
    return (*of_row, *of_column), title.units


def measure_of(indicator: Indicator, word: Word | None, said: tuple[tuple[Unit, ...], ...]) -> Measure:
    """The measure that a word means for an indicator."""
    own = indicator.measure
    in_percent = any(unit.quantity == "percent" for units in said for unit in units)
    if word is Word.CHANGE and own not in OF_SHARES and not in_percent:
        raise Refused(
            msg("增长% or another word for growth in percent"), msg("a change of which the unit is not said to be %")
        )
    if (word is Word.RATIO and own not in OF_SHARES) or (word is Word.COUNT and own is not Measure.COUNT):
        raise Refused(
            msg("a measure that {indicator} ({own}) has", indicator=indicator.zh, own=said_of(own)), said_of(word)
        )
    if word in (Word.GROWTH, Word.CHANGE):
        return Measure.GROWTH
    if word is Word.RANK:
        return Measure.RANK
    if word is Word.SHARE and own not in OF_SHARES:
        return Measure.SHARE
    return own


def area_of(both: Aspects, title: Title, reading: Reading) -> str:
    if both.area:
        return both.area
    if len(title.areas) > 1:
        raise Refused(msg("the area in a row or column, or one alone in the title"), "、".join(title.areas))
    if not (title.areas or reading.area):
        raise Refused(msg("the area in a row, a column or the title"), msg("none"))
    return title.areas[0] if title.areas else reading.area


def _period(both: Aspects, title: Title, reading: Reading) -> Period:
    period = both.period or _default_period(both.part, title, reading)
    if both.last_year:
        period = period.last_year()
    if not both.alone:
        return period
    if not period.quarter:
        raise Refused(msg("a period that ends with a quarter, for a quarter alone"), str(period))
    return period.alone()


def _default_period(part: str, title: Title, reading: Reading) -> Period:
    """The title's period, or for a header such as 一季度 that part of the title's year."""
    years = {period.year for period in title.periods} or {reading.period.year}
    if part:
        period = in_year(part, min(years)) if len(years) == 1 else None
        if not period:
            raise Refused(msg("the year of this period, in the header or the title"), part)
        return period
    if len(title.periods) > 1 or (title.unclear and not title.periods):
        found = "、".join(map(str, title.periods)) or title.unclear
        raise Refused(msg("the period in a row or column, or one alone in the title such as 2021年1—3月"), found)
    return title.periods[0] if title.periods else reading.period
