"""What a template sees: indicators, their values, areas and periods, under English and Chinese names.

``iva.growth`` (规上工业增加值.增速) is a :class:`Value`: it knows which fact it stands for and asks
for it only when it is printed or compared. Filters (:mod:`report.narrative.filters`) say it in words.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from report import numerals
from report.catalogue import Indicator, Measure
from report.errors import Fault, InputFaults
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.markdown import edition, escaped
from report.narrative.rendering import HOLE, Rendering, asked_at
from report.periods import Period

Number = Decimal | int | float


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A fact by its key, or the wish for one."""

    key: FactKey
    rendering: Rendering

    def fact(self) -> Fact | None:
        return self.rendering.fact(self.key)

    def said(self, say: Callable[[Fact], Markup]) -> Markup:
        fact = self.fact()
        return HOLE if fact is None else say(fact)

    def _with(self, key: FactKey) -> Value:
        return Value(key, self.rendering)

    @property
    def last_year(self) -> Value:
        return self._with(self.key.at(self.key.period.last_year()))

    @property
    def last_period(self) -> Value:
        return self._with(self.key.at(self.key.period.last_period()))

    @property
    def next_year(self) -> Value:
        """The year after, as a whole: what a plan made at a year's end is for."""
        return self._with(self.key.at(Period(self.key.period.year + 1, 12)))

    def of(self, area: str) -> Value:
        return self._with(self.key.of(area))

    @property
    def target(self) -> Value:
        return self._with(self.key.by("target"))

    @property
    def margin(self) -> Value:
        return self._with(self.key.by("margin"))

    @property
    def progress(self) -> Value:
        return self._with(self.key.by("progress"))

    @property
    def average2(self) -> Value:
        return self._with(self.key.by("average2"))

    @property
    def alone(self) -> Value:
        return self._with(self.key.by("alone"))

    @property
    def share(self) -> Value:
        return self._with(self.key.by("share"))

    @property
    def change(self) -> Value:
        """The change on the same period of the year before."""
        operation = "share_change" if self.key.operation == "share" else "change"
        return self._with(self.key.by(operation, base=self.key.period.last_year()))

    def gap(self, area: str) -> Value:
        return self._with(self.key.by("gap", area))

    def _compare(self, other: Number | Value, holds: Callable[[Decimal, Decimal], bool]) -> bool:
        """False where either is missing: that is noted, so nothing of the sentence is kept."""
        own, against = self.fact(), _number(other)
        return own is not None and against is not None and holds(own.value, against)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | float | Decimal | Value) and self._compare(other, operator.eq)

    def __lt__(self, other: Number | Value) -> bool:
        return self._compare(other, operator.lt)

    def __le__(self, other: Number | Value) -> bool:
        return self._compare(other, operator.le)

    def __gt__(self, other: Number | Value) -> bool:
        return self._compare(other, operator.gt)

    def __ge__(self, other: Number | Value) -> bool:
        return self._compare(other, operator.ge)

    def __bool__(self) -> bool:
        raise self._refused(msg("a comparison, or 'is reported', of a value in a condition"))

    def __str__(self) -> str:
        raise self._refused(msg("a filter after a value, such as iva.growth|moved"))

    __html__ = __str__

    def _refused(self, expected: str) -> InputFaults:
        return InputFaults([Fault(asked_at(), expected, msg("{key} alone", key=self.key))])

    __hash__ = None  # type: ignore[assignment]  # equal to numbers by value, so it has no hash of its own

    目标 = target
    上年 = last_year
    上期 = last_period
    次年 = next_year
    两年平均 = average2
    当季 = alone
    比重 = share
    变化 = change


def _number(other: Number | Value) -> Decimal | None:
    if isinstance(other, Value):
        fact = other.fact()
        return None if fact is None else fact.value
    return Decimal(str(other))


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator as a template names it, of the briefing's area and period."""

    indicator: Indicator
    rendering: Rendering

    def _value(self, measure: Measure) -> Value:
        subject = self.rendering.material.subject
        return Value(FactKey(self.indicator.key, measure, subject.area, subject.period), self.rendering)

    @property
    def value(self) -> Value:
        """Its own measure: a level, a share, a count."""
        return self._value(self.indicator.measure)

    @property
    def growth(self) -> Value:
        return self._value(Measure.GROWTH)

    @property
    def rank(self) -> Value:
        return self._value(Measure.RANK)

    @property
    def name(self) -> Markup:
        return escaped(self.indicator.name(self.rendering.language, self.rendering.own_area))

    @property
    def short(self) -> Markup:
        return escaped(self.indicator.short_name(self.rendering.language, self.rendering.own_area))

    def __str__(self) -> str:
        return self.name

    __html__ = __str__

    增速 = growth
    数值 = value
    位次 = rank
    名称 = name
    简称 = short


@dataclass(frozen=True, slots=True)
class PeriodView:
    """The briefing's period: printed with its year, which is a fact of the edition."""

    period: Period
    rendering: Rendering

    def __str__(self) -> str:
        return edition(numerals.period_name(self.period, self.rendering.language), "period")

    __html__ = __str__

    @property
    def span(self) -> str:
        """Without the year: 一季度, the first half."""
        return numerals.span_name(self.period, self.rendering.language)

    @property
    def alone(self) -> str:
        return (
            numerals.span_name(self.period.alone(), self.rendering.language) if self.period.quarter > 1 else self.span
        )

    @property
    def quarter(self) -> int:
        return self.period.quarter

    @property
    def is_full_year(self) -> bool:
        return self.period.is_full_year

    @property
    def year(self) -> Markup:
        return self._year(self.period.year)

    @property
    def next_year(self) -> Markup:
        return self._year(self.period.year + 1)

    def _year(self, year: int) -> Markup:
        return edition(f"{year}年" if self.rendering.language == "zh" else str(year), "period")

    年 = year
    次年 = next_year


def parts() -> tuple[str, ...]:
    """The names that a template may write after the dot of a value, an indicator or a period."""
    return tuple(name for view in _VIEWS for name in vars(view) if given(view, name))


def given(view: type, name: str) -> bool:
    """Whether a template may ask a view for ``name``: its properties, not what it is made of."""
    return isinstance(getattr(view, name, None), property) or (view is Value and name in ("of", "gap"))


_VIEWS: Final = (Value, IndicatorView, PeriodView)
