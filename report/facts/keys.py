"""Keys of facts: they can be read, written into a document, and followed back to the facts.

``iva.growth@gongyi/2021Q1`` is a published figure; a derived fact names its operation and what it
compares with: ``iva.growth.gap@gongyi~henan/2021Q1``, ``gdp.level.change@china/2021Q4~2021Q3``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from report import periods
from report.catalogue import Measure
from report.figures.model import FigureKey
from report.periods import Period


@dataclass(frozen=True, slots=True)
class FactKey:
    """``<indicator>.<measure>[.<operation>]@<area>[~<other>]/<period>[~<base>]``.

    ``indicator`` may be several, joined by ``+``, where the operation adds them up.
    """

    indicator: str
    measure: Measure
    area: str
    period: Period
    operation: str = ""
    other: str = ""
    base: Period | None = None

    def __hash__(self) -> int:
        """Of what keys differ in, at one go: facts are looked up a thousand times for a document."""
        period = self.period
        return hash((self.indicator, self.operation, self.area, self.other, period.year, period.last))

    def __str__(self) -> str:
        what = f"{self.indicator}.{self.measure}" + (f".{self.operation}" if self.operation else "")
        where = self.area + (f"~{self.other}" if self.other else "")
        when = f"{self.period}" + (f"~{self.base}" if self.base else "")
        return f"{what}@{where}/{when}"

    @classmethod
    @lru_cache(maxsize=8192)
    def parse(cls, text: str) -> FactKey:
        """Raises ValueError where ``text`` is not of that form."""
        what, _, rest = text.partition("@")
        where, _, when = rest.partition("/")
        indicator, _, how = what.partition(".")
        measure, _, operation = how.partition(".")
        area, _, other = where.partition("~")
        period, _, base = when.partition("~")
        begun = periods.parse_key(base) if base else None
        return cls(indicator, Measure(measure), area, periods.parse_key(period), operation, other, begun)

    @property
    def figure(self) -> FigureKey:
        """The published figure that the key is about, its operation left aside."""
        return FigureKey(self.indicator, self.measure, self.area, self.period)

    @property
    def plain(self) -> FactKey:
        return FactKey(self.indicator, self.measure, self.area, self.period)

    def at(self, period: Period) -> FactKey:
        return FactKey(self.indicator, self.measure, self.area, period, self.operation, self.other, self.base)

    def of(self, area: str) -> FactKey:
        return FactKey(self.indicator, self.measure, area, self.period, self.operation, self.other, self.base)

    def having(self, measure: Measure) -> FactKey:
        return FactKey(self.indicator, measure, self.area, self.period, self.operation, self.other, self.base)

    def by(self, operation: str, other: str = "", base: Period | None = None) -> FactKey:
        return FactKey(self.indicator, self.measure, self.area, self.period, operation, other, base)
