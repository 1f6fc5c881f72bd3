"""A form before it is written: what a statistics office is asked for, and what is already known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from report.catalogue import Measure
from report.figures.model import Bound, FigureKey
from report.periods import Period

NOT_PUBLISHED = "—"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds: a value in the catalogue's unit, or the mark that stands for none; ``sample``: invented."""

    value: Decimal | None
    sample: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the main sheet: an indicator (key) and the measures asked for.

    ``of_which``: a part of a line above it (其中：).
    """

    indicator: str
    measures: tuple[Measure, ...]
    of_which: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A line of the history: one measure of an indicator (key) in an area (key)."""

    indicator: str
    measure: Measure
    area: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A line of the targets; ``value`` is None where the office is to give it."""

    indicator: str
    measure: Measure
    year: int
    bound: Bound
    theme: str
    value: Decimal | None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under a sheet: numbered notes (注：) and the source (数据来源).

    The explanations of ``*`` and ``—`` are added wherever these stand in the sheet.
    """

    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Form:
    """A workbook before it is written.

    ``periods`` are the history's, oldest first; ``date`` is the day on which the form was made.
    """

    area: str
    period: Period
    compare_with: tuple[str, ...]
    rows: tuple[Row, ...]
    date: date
    entries: Mapping[FigureKey, Entry] = field(default_factory=lambda: MappingProxyType({}))
    targets: tuple[TargetLine, ...] = ()
    history: tuple[Series, ...] = ()
    periods: tuple[Period, ...] = ()
    main_foot: Foot = Foot()
    targets_foot: Foot = Foot()
    history_foot: Foot = Foot()
