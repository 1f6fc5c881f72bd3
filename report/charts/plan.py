"""Plan: which marks a chart has, from facts. ``templates/<template>.charts.toml`` says which charts there are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import dropwhile
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from report import numerals
from report.catalogue import Catalogue, Indicator, Measure
from report.charts.model import Chart, Point, Series
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.claims import House
from report.facts.derive import Facts, Missing
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.figures.model import Target
from report.foreign import words_of
from report.i18n import msg
from report.narrative.wording import Wording, attain, standing
from report.periods import Period
from report.validation import faults_of


class Spec(BaseModel):
    """A chart as charts.toml has it.

    ``indicators``: their keys, in order (a progress chart takes every target of the year instead);
    ``value``: growth, level, or alone (the quarter's own level); ``periods``: how many, for a line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: Literal["bars", "line", "progress"]
    indicators: tuple[str, ...] = ()
    value: Literal["growth", "level", "alone"] = "growth"
    periods: Annotated[int, Field(ge=2, le=12)] = 5


Specs = Mapping[str, Spec]
_SPECS: Final = TypeAdapter(dict[str, Spec])


def load(path: Path, catalogue: Catalogue) -> Specs:
    """No file: no charts. Raises InputFaults for one that cannot be read or names an unknown indicator."""
    try:
        specs = _specs(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([Fault(Place(path.name), msg("a readable TOML file"), words_of(error))]) from error
    except ValidationError as error:
        raise InputFaults(faults_of(error, path.name, tuple(Spec.model_fields))) from error
    faults = list(_unknown(specs, path.name, catalogue))
    if faults:
        raise InputFaults(faults)
    return specs


@lru_cache(maxsize=4)
def _specs(text: str) -> Specs:
    """Kept, since all documents of a run have the same few; raises TOMLDecodeError or ValidationError."""
    return MappingProxyType(_SPECS.validate_python(tomllib.loads(text)))


def _unknown(specs: Specs, file: str, catalogue: Catalogue) -> Iterator[Fault]:
    for name, spec in specs.items():
        place = Place(file, key=f"{name}.indicators")
        for key in spec.indicators:
            if key not in catalogue.indicators:
                yield Fault(place, msg("the key of an indicator"), key, nearest(key, catalogue.indicators))
        if spec.shape == "line" and len(spec.indicators) != 1:
            yield Fault(place, msg("one indicator for a line chart"), f"{len(spec.indicators)}")
        if spec.shape == "bars" and not spec.indicators:
            yield Fault(place, msg("at least one indicator for bars"), msg("none"))


@dataclass(frozen=True)
class Planner:
    """Charts of one briefing. The same facts are drawn as are written, so both print one value."""

    facts: Facts
    catalogue: Catalogue
    subject: Subject
    house: House
    _lacking: dict[Spec, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def lacking(self, spec: Spec) -> tuple[str, ...]:
        """The figures for want of which the chart cannot be drawn; none: it can. Looked for once."""
        if spec not in self._lacking:
            self._lacking[spec] = self._look(spec)
        return self._lacking[spec]

    def _look(self, spec: Spec) -> tuple[str, ...]:
        wanted = self._wanted(spec)
        blank = [str(key) for key in wanted if not self.facts.known(key) and self.facts.reported(key)]
        if blank:
            return tuple(blank)
        if spec.shape == "progress":
            year = self.subject.period.year
            return () if self._attained() else (f"targets@{self.subject.area}/{year}",)
        own = [key for key in wanted if key.area == self.subject.area]
        known = [key for key in own if self.facts.known(key)]
        least = 2 if spec.shape == "line" else 1
        if len(known) >= least:
            return ()
        # A line's quarters without figures are not among those wanted: name the newest, which must be there.
        return tuple(str(key) for key in own if key not in known) or (str(self._newest(spec)),)

    def chart(self, name: str, spec: Spec, wording: Wording, title: str, source: str) -> Chart:
        """The chart, in the language of ``wording``, with ``source`` under it.

        Raises ValueError where something is :meth:`lacking`.
        """
        lacking = self.lacking(spec)
        if lacking:
            raise ValueError(f"chart {name} lacks {', '.join(lacking)}")
        said = f"数据来源：{source}" if wording.language == "zh" else f"Source: {source}"
        build = {"bars": self._bars, "line": self._line, "progress": self._progress}[spec.shape]
        return build(name, spec, wording, title, said)

    def _wanted(self, spec: Spec) -> list[FactKey]:
        areas = [self.subject.area, *self.subject.compare_with]
        if spec.shape == "progress":
            return [self._target_key(target) for target in self._targets()]
        periods = self._periods(spec) if spec.shape == "line" else [self.subject.period]
        return [
            self._key(spec, indicator, area, period)
            for indicator in spec.indicators
            for area in areas
            for period in periods
        ]

    def _key(self, spec: Spec, indicator: str, area: str, period: Period) -> FactKey:
        key = FactKey(indicator, Measure.GROWTH if spec.value == "growth" else Measure.LEVEL, area, period)
        return key.by("alone") if spec.value == "alone" else key

    def _newest(self, spec: Spec) -> FactKey:
        return self._key(spec, spec.indicators[0], self.subject.area, self.subject.period)

    def _periods(self, spec: Spec) -> list[Period]:
        """The last quarters, oldest first; quarters for which the own area has no figure are left away at the start."""
        period = self.subject.period
        periods = [period]
        while len(periods) < spec.periods:
            period = period.last_period()
            periods.insert(0, period)
        return list(
            dropwhile(
                lambda at: not self.facts.reported(self._key(spec, spec.indicators[0], self.subject.area, at)), periods
            )
        )

    def _targets(self) -> tuple[Target, ...]:
        return self.facts.targets(self.subject.area, self.subject.period.year)

    def _target_key(self, target: Target) -> FactKey:
        return FactKey(target.indicator, target.measure, self.subject.area, self.subject.period)

    def _attained(self) -> list[FactKey]:
        keys = [self._target_key(target) for target in self._targets()]
        return [key for key in keys if self._is_attained(key)]

    def _is_attained(self, key: FactKey) -> bool:
        """A target of nought or less cannot be measured against: the words on it are left out and listed."""
        try:
            attain(self.facts, key)
        except Missing:
            return False
        return True

    def _bars(self, name: str, spec: Spec, wording: Wording, title: str, source: str) -> Chart:
        period = self.subject.period
        shown = [key for key in spec.indicators if self.facts.known(self._key(spec, key, self.subject.area, period))]
        rows = {
            area: [self._key(spec, indicator, area, period) for indicator in shown]
            for area in (self.subject.area, *self.subject.compare_with)
        }
        categories = tuple(self._name(self.catalogue.indicators[key], wording) for key in shown)
        unit = self._unit(spec, spec.indicators[0], wording)
        return Chart(name, "bars", wording.language, title, unit, source, categories, self._series(rows, wording))

    def _line(self, name: str, spec: Spec, wording: Wording, title: str, source: str) -> Chart:
        periods = self._periods(spec)
        rows = {
            area: [self._key(spec, spec.indicators[0], area, period) for period in periods]
            for area in (self.subject.area, *self.subject.compare_with)
        }
        named = [period.alone() if spec.value == "alone" else period for period in periods]
        categories = tuple(numerals.period_short(period, wording.language) for period in named)
        unit = self._unit(spec, spec.indicators[0], wording)
        return Chart(name, "line", wording.language, title, unit, source, categories, self._series(rows, wording))

    def _series(self, rows: Mapping[str, Sequence[FactKey]], wording: Wording) -> tuple[Series, ...]:
        """One series an area; an area without any figure is none."""
        series: list[Series] = []
        for area, keys in rows.items():
            points = tuple(_point(self._known_fact(key), wording) for key in keys)
            if any(point.fact for point in points):
                name = self.catalogue.areas[area].name(wording.language)
                series.append(Series(name, points, emphasis=area == self.subject.area))
        return tuple(series)

    def _known_fact(self, key: FactKey) -> Fact | None:
        try:
            return self.facts.fact(key)
        except Missing:
            return None

    def _progress(self, name: str, spec: Spec, wording: Wording, title: str, source: str) -> Chart:
        attained = [attain(self.facts, key) for key in self._attained()]
        categories = tuple(self._category(item.target, wording) for item in attained)
        results = tuple(Point(item.result, self._with_unit(item.result, wording)) for item in attained)
        goals = tuple(Point(item.goal, _as_set(item.goal, wording)) for item in attained)
        result, goal = ("实际", "目标") if wording.language == "zh" else ("Result", "Target")
        series = (Series(result, results, emphasis=True), Series(goal, goals))
        statuses = tuple(wording.standing_word(standing(item, self.house)) for item in attained)
        return Chart(name, "progress", wording.language, title, "", source, categories, series, statuses)

    def _category(self, target: Target, wording: Wording) -> str:
        indicator = self._name(self.catalogue.indicators[target.indicator], wording)
        if target.measure is not Measure.GROWTH:
            return indicator
        return f"{indicator}增速" if wording.language == "zh" else f"{indicator}, growth"

    def _with_unit(self, fact: Fact, wording: Wording) -> str:
        return f"{numerals.in_table(fact.value, fact.decimals, wording.language)}{'%' if fact.unit == '%' else ''}"

    def _name(self, indicator: Indicator, wording: Wording) -> str:
        name = indicator.short_name(wording.language, self.catalogue.areas[self.subject.area])
        return name[:1].upper() + name[1:]

    def _unit(self, spec: Spec, indicator: str, wording: Wording) -> str:
        if spec.value == "growth":
            return "%"
        unit = self.catalogue.units[self.catalogue.indicators[indicator].unit]
        return unit.zh if wording.language == "zh" else unit.en


def _as_set(goal: Fact, wording: Wording) -> str:
    """A target as it was set: 9%, not 9.0%."""
    return f"{numerals.in_text(goal.value, wording.language)}{'%' if goal.unit == '%' else ''}"


def _point(fact: Fact | None, wording: Wording) -> Point:
    if fact is None:
        return Point(None, "")
    return Point(fact, numerals.in_table(fact.value, fact.decimals, wording.language))
