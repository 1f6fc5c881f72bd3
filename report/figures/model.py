"""What loading gives: published values, each with the cell that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from report import periods
from report.catalogue import Measure
from report.errors import Caution, Place
from report.periods import Period


class Status(StrEnum):
    """Observation status; the codes of SDMX CL_OBS_STATUS."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    LOW_RELIABILITY = "U"
    UNVALIDATED = "V"

    @property
    def has_value(self) -> bool:
        return self not in (Status.NOT_COLLECTED, Status.CANNOT_EXIST, Status.MISSING, Status.SUPPRESSED)


@dataclass(frozen=True, slots=True, order=True)
class FigureKey:
    """Indicator × measure × area × period, written ``iva.growth@gongyi/2021Q1``."""

    indicator: str
    measure: Measure
    area: str
    period: Period

    def __hash__(self) -> int:
        """Of what keys differ in, at one go."""
        return hash((self.indicator, self.measure, self.area, self.period.year, self.period.last))

    def __str__(self) -> str:
        return f"{self.indicator}.{self.measure}@{self.area}/{self.period}"

    @classmethod
    def parse(cls, text: str) -> FigureKey:
        """Raises ValueError where ``text`` is not of that form."""
        what, _, where = text.partition("@")
        indicator, _, measure = what.partition(".")
        area, _, period = where.partition("/")
        return cls(indicator, Measure(measure), area, periods.parse_key(period))


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value.

    ``value`` is in ``unit`` (the catalogue's unit for the measure), rounded half up to the
    catalogue's decimals; ``stored`` is what the cell held, in words. ``sample``: invented.
    """

    key: FigureKey
    value: Decimal
    unit: str
    decimals: int
    place: Place
    stored: str
    status: Status = Status.NORMAL
    note: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """A cell where a figure was expected and none is: blank, a mark, a formula never calculated.

    ``stated``: the office says, by a mark or a status, that there is no figure; a blank cell says nothing.
    """

    key: FigureKey
    place: Place
    found: str
    status: Status = Status.MISSING
    stated: bool = False


Bound = Literal["about", "at_least", "above", "held_at", "count"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a year is to reach.

    Bounds: about 左右, at_least 不低于, above 以上 (at or above), held_at 保持在, count 新增N个.

    ``theme`` is the key under which a bulletin groups it: scale, quality, innovation.
    """

    indicator: str
    measure: Measure
    area: str
    year: int
    bound: Bound
    value: Decimal
    unit: str
    decimals: int
    theme: str
    place: Place
    stored: str
    sample: bool = False


@dataclass(frozen=True)
class Figures:
    """All that the files of an edition hold. ``absent`` and ``figures`` never share a key."""

    figures: Mapping[FigureKey, Figure]
    absent: Mapping[FigureKey, Absence] = field(default_factory=lambda: MappingProxyType({}))
    targets: tuple[Target, ...] = ()
    cautions: tuple[Caution, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())
