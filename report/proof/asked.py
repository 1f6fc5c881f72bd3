"""One number and what stands around it in, the facts out that it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from report.catalogue import Measure
from report.facts.keys import FactKey
from report.periods import Period
from report.proof.clauses import Group, has, has_kind, is_than
from report.proof.signs import is_by, is_size, is_year_ago
from report.proof.subject import RATES, State, Subjects, Topic, is_base
from report.proof.token import Number, Token
from report.proof.units import PERCENT, POINTS, TIMES

#: Words of targets that may stand for a result as well.
_LOOSE: Final = ("左右", "以上", "or more", "at least", "计划", "保持在", "remained at")
#: 8.1 percent against 6.3 percent, up from 5.1 percent: the second number is another's.
_BESIDE: Final = ("against", "versus", "from", "compared with", "compared to", "after", "than", "由")
_ASIDE: Final = ("against", "versus")
_BETWEEN: Final = ("filler", "word", "verb", "neutral")
_LARGE: Final = 1000


@dataclass(frozen=True)
class Readings:
    """``keys``: what the words say, likeliest first; ``others``: what it may be besides; ``sure``: nothing else.

    ``instead``: what the words say where no figure is known of ``keys``.
    """

    keys: list[FactKey]
    sure: bool
    others: list[FactKey] = field(default_factory=list)
    instead: list[FactKey] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What one number of a group is asked about; ``compared``: areas, ``rivals``: indicators beside which it stands."""

    subjects: Subjects
    group: Group
    clause: Sequence[Token]
    state: State
    topics: tuple[Topic, ...]
    compared: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    def readings(self, number: Number) -> Readings:
        """The facts that it may be."""
        found = [self._of_topic(topic, number) for topic in self.topics]
        keys = [key for one in found for key in one.keys]
        others = [key for one in found for key in one.others]
        instead = [key for one in found for key in one.instead]
        sure = bool(keys) and all(one.sure for one in found) and (not self._is_beside or self._beside_when is not None)
        return Readings(keys, sure, [*others, *self._meanwhile(keys)], [*instead, *self._in_full(keys)])

    def confirming(self, keys: Sequence[FactKey]) -> list[FactKey]:
        """The same of the document's own period, where the period was only carried over."""
        if self.state.period is None or has_kind(self.clause, "period", "span"):
            return []
        return [key.at(self.subjects.subject.period) for key in keys if key.period == self.state.period]

    def _meanwhile(self, keys: Sequence[FactKey]) -> list[FactKey]:
        """The same of another period that was named for one number before."""
        period, said = self.state.meanwhile, self.state.period or self.subjects.subject.period
        return [key.at(period) for key in keys if key.period == said] if period else []

    def _in_full(self, keys: Sequence[FactKey]) -> list[FactKey]:
        """二季度 of a source that has no quarter by itself: the half-year that ends with it."""
        period = self.state.period
        if (
            period is None
            or period.is_cumulative
            or self.state.alone
            or (period.first == period.last and not self.state.stock)
        ):
            return []
        return [key.at(period.cumulative()) for key in keys if key.period == period]

    def otherwise(self, number: Number) -> tuple[FactKey, ...]:
        """With points for percent, or percent for points: where that alone makes it right, the unit is wrong."""
        turned = {PERCENT: POINTS, POINTS: PERCENT}.get(number.unit)
        if turned is None or len(self.topics) != 1:
            return ()
        found = self.readings(replace(number, unit=turned))
        return (*found.keys, *found.others, *found.instead)

    def points_due(self) -> bool:
        aimed = has(self.group.before, "annual target") and not self._near("progress")
        return bool(self.compared or self.rivals or aimed) and self._is_compared()

    def _of_topic(self, topic: Topic, number: Number) -> Readings:
        if self.group.is_structure:
            return Readings([key.by("share", topic.whole) for key in self._plain(topic, Measure.LEVEL)], True)
        if number.is_amount or is_large(number):
            found = self._amount(topic, number)
            return found if number.is_amount else replace(found, sure=False)
        by_unit = {PERCENT: self._percent, POINTS: self._points, TIMES: self._times}
        return by_unit.get(number.unit, self._own)(topic)

    # -- what the words say ------------------------------------------------------------------------------------

    def _near(self, *cues: str) -> bool:
        return has(self.group.before, *cues)

    def _is_compared(self) -> bool:
        """Whether a comparison leads to the number, or follows it ("percent higher than the province")."""
        return has_kind(self.group.before, "compare", "short") or has_kind(self.group.after[:1], "compare")

    @cached_property
    def _is_beside(self) -> bool:
        return is_beside(self.group)

    @cached_property
    def _beside_when(self) -> Period | None:
        """The period of a number that stands beside another: "up from 49.8 percent in August"."""
        following = next((one for one in self.group.after[:2] if one.kind in ("last year", "span", "period")), None)
        if following is None or not self._is_beside or self.group.unit == POINTS:
            return None
        if following.kind == "last year":
            return (self.state.period or self.subjects.subject.period).last_year()
        return self.subjects.period(following, self.state)

    def _is_target(self) -> bool:
        return self.state.aiming or self._near("target", "at most") or has(self.group.after[:1], "target")

    @cached_property
    def _grows(self) -> bool:
        verbs = any(token.kind == "verb" and token.value for token in (*self.group.before, *self.group.after[:1]))
        return verbs or self._near("rate", "fall rate", "yearly") or is_year_ago(self.group.after[:2])

    def _measure(self, topic: Topic) -> Measure:
        return self.subjects.measure(topic.indicator)

    # -- by unit -----------------------------------------------------------------------------------------------

    def _percent(self, topic: Topic) -> Readings:
        after, own = self.group.after[:2], self._measure(topic)
        progress = self._near("progress") or has(after, "progress", "annual target")
        if progress and has(self.clause, "annual target", "progress"):
            return Readings([key.by("progress") for key in self._plain(topic, own)], True)
        if self.points_due():
            return self._points(topic)
        if self._is_target():
            return self._targets(topic, self._grows or own not in RATES)
        if has(self.clause, "average") or self.state.average:
            return Readings([key.by("average2") for key in self._plain(topic, Measure.GROWTH)], True)
        if (whole := self._whole_after()) is not None and own not in RATES:
            return self._share(self.subjects.share_of(topic, whole))
        if self.group.all_after and self.group.all_after[0].text == "of" and own not in RATES:
            return replace(self._share(self.subjects.share_of(topic, "")), sure=False)
        if topic.shared and not (self._grows and not has(self.clause, "share")):
            return self._share(topic)
        if own in RATES:
            plain = self._plain(topic, own)
            return Readings(plain, not self._grows, self._plain(topic, Measure.GROWTH) if self._grows else [])
        if self._is_index(topic):
            level, growth = self._plain(topic, Measure.LEVEL), self._plain(topic, Measure.GROWTH)
            return Readings(growth, True, instead=level) if self._grows else Readings(level, True, instead=growth)
        return self._growth(topic)

    def _share(self, topic: Topic) -> Readings:
        own = self._measure(topic)
        plain = self._plain(topic, own)
        return Readings([key.by("share", topic.whole) for key in plain] if topic.shared else plain, True)

    def _whole_after(self) -> str | None:
        """What the number is a share of in "25.6 percent of retail sales"; empty for "of the total"."""
        if has(self.group.after[:1], "of the total"):
            return ""
        led = [token for token in self.group.all_after[:6] if token.kind not in ("filler", "area", "own")]
        is_named = len(led) > 1 and led[0].text == "of" and led[1].kind == "indicators"
        return str(led[1].value[0]) if is_named else None

    def _is_index(self, topic: Topic) -> bool:
        """An index whose level is in percent, like that of purchasing managers."""
        indicator = self.subjects.catalogue.indicators[topic.indicator]
        return indicator.measure is Measure.LEVEL and indicator.unit == PERCENT

    def _growth(self, topic: Topic) -> Readings:
        plain = self._plain(topic, Measure.GROWTH)
        if has(self.clause, "quarterly") and not has(self.clause, "yearly"):
            return Readings([], False, plain)
        if not self._grows:
            return Readings(plain, bool(self.group.all_before), self._shares(topic))
        if any(token.kind == "period" and is_base(self.group.before, at, self.state) for at, token in self._before()):
            return Readings(plain, False)  # 较2019年同期增长: growth since a year that is not the one before
        aims = self._targets(topic, True).keys if has(self.group.before[-2:], "about") else []
        return Readings(plain, True, aims)

    def _before(self) -> list[tuple[int, Token]]:
        return list(enumerate(self.group.before))

    def _shares(self, topic: Topic) -> list[FactKey]:
        indicator = self.subjects.catalogue.indicators[topic.indicator]
        if not indicator.part_of or indicator.measure is not Measure.LEVEL:
            return []
        return [key.by("share") for key in self._plain(topic, Measure.LEVEL)]

    def _targets(self, topic: Topic, grows: bool) -> Readings:
        own = self._measure(topic)
        measure = Measure.GROWTH if grows and own not in (*RATES, Measure.COUNT) else own
        year = (self.state.period or self.subjects.subject.period).year
        area = self.state.area or self.subjects.subject.area
        found = [FactKey(topic.indicator, measure, area, Period(one, 12), "target") for one in (year, year + 1)]
        if self.state.aiming:
            return Readings(found, True)
        named = has(self.clause, "target", "annual target") and not self._is_loose()
        return Readings([*found, *self._plain(topic, measure)], named)

    def _is_loose(self) -> bool:
        said = [one for one in self.clause if one.kind == "cue" and one.value in ("target", "annual target")]
        return all(token.text in _LOOSE for token in said)

    def _points(self, topic: Topic) -> Readings:
        own = self._measure(topic)
        found = self._points_of(topic, own if own in RATES else Measure.GROWTH)
        if not self._is_index(topic):
            return found
        return replace(found, instead=self._points_of(topic, Measure.LEVEL).keys)

    def _points_of(self, topic: Topic, measure: Measure) -> Readings:
        plain = self._plain(replace(topic, shared=False), measure)
        if has(self.clause, "annual target") or (self._near("target") and has_kind(self.clause, "compare")):
            return Readings([key.by("margin") for key in plain], True)
        if self.compared:
            return Readings([key.by("gap", other) for key in plain for other in self.compared], len(self.compared) == 1)
        if self.rivals:
            return Readings([key.by("lead", other) for key in plain for other in self.rivals], len(self.rivals) == 1)
        base = self._base()
        if topic.shared:
            levels = self._plain(topic, Measure.LEVEL)
            changes = [key.by("share_change", topic.whole, base or key.period.last_year()) for key in levels]
            return Readings(changes, base is not None)
        changes = [key.by("change", base=base or key.period.last_year()) for key in plain]
        if base is not None:
            return Readings(changes, True)
        changes += [key.by("gap", other) for key in plain for other in self.state.compared]
        changes += [key.by("change", base=_month_before(key.period) or key.period.last_period()) for key in plain]
        return Readings(changes, False, plain if self._grows and measure is Measure.GROWTH else [])

    def _times(self, topic: Topic) -> Readings:
        return Readings(self._plain(topic, Measure.GROWTH), self._grows)

    def _amount(self, topic: Topic, number: Number) -> Readings:
        if self._measure(topic) is not Measure.LEVEL:
            return self._own(topic) if not number.unit else Readings([], False)
        levels = self._plain(topic, Measure.LEVEL)
        changes = [key.by("change", base=key.period.last_year()) for key in levels]
        if any(map(is_size, self.group.after[:1])) and (then := self._then()):
            return Readings([key.by("change", base=then) for key in levels], True)
        if is_by(self.group) or self._near("less loss", "more loss"):
            return Readings(changes, self._near("yearly") or is_year_ago(self.group.after[:3]), levels)
        if self._is_target():
            aims = self._targets(topic, False)
            return Readings([*aims.keys, *levels], aims.sure)
        said_again = any(token.text == "or" for token in self.group.all_before[:1])  # up 5 percent, or 203,000 tonnes
        return Readings(levels, not said_again, changes if said_again else [])

    def _then(self) -> Period | None:
        """The period that a number is more or less than: "352,000 more than in the same period of 2022"."""
        period = self.state.period or self.subjects.subject.period
        after = self.group.after[:3]
        named = next((token for token in after if token.kind in ("period", "span")), None)
        if named is not None:
            then = self.subjects.period(named, self.state)
            return replace(period, year=then.year) if named.kind == "period" and then.is_full_year else then
        return period.last_year() if is_year_ago(after) else None

    def _own(self, topic: Topic) -> Readings:
        own = self._measure(topic)
        if self._is_target() and own is Measure.COUNT:
            targets = self._targets(topic, False)
            return targets if self.state.aiming else Readings([*targets.keys, *self._plain(topic, own)], targets.sure)
        return Readings(self._plain(topic, own), True)

    # -- areas and periods -------------------------------------------------------------------------------------

    def _plain(self, topic: Topic, measure: Measure) -> list[FactKey]:
        own = self.subjects.subject.area
        areas = [self.state.area or own]
        named = any(token.kind in ("area", "own") for token in self.clause)
        if self.state.area and self.state.area != own and not named:
            areas.append(own)
        return [FactKey(topic.indicator, measure, area, period) for period in self._periods() for area in areas]

    def _periods(self) -> list[Period]:
        own = self.subjects.subject.period
        period = self.state.period or own
        shifted = self._beside_when or self._shifted(period)
        if shifted:
            return [shifted]
        found = [period]
        if period.is_cumulative and self.state.alone and period.quarter:
            found.insert(0, period.alone())
        return found

    def _shifted(self, period: Period) -> Period | None:
        """由上年同期下降7.9%, "against a fall of 7.9 percent a year earlier": the value is of the year before."""
        before = self.group.before
        for at, token in self._before():
            if token.kind == "last year" and not has(before[at + 1 :], "yearly") and not _is_measured_from(before, at):
                return period.last_year()
            if at and has(before[at - 1 : at], "from"):
                if token.kind == "span":
                    return self.subjects.period(token, self.state)
                if token.kind == "last year":
                    return period.last_year()
                if token.kind == "last month" and (month := _month_before(period)):
                    return month
        if has(before, "from"):
            return self._named_after(period)
        return None

    def _named_after(self, period: Period) -> Period | None:
        following = next((one for one in self.group.after if one.kind in ("last year", "span", "period")), None)
        if following is None:
            return None
        return period.last_year() if following.kind == "last year" else self.subjects.period(following, self.state)

    def _base(self) -> Period | None:
        """The period that a change is from, where one is named."""
        period = self.state.period or self.subjects.subject.period
        for tokens in (self.group.before, self.group.after):
            for at, token in enumerate(tokens):
                if token.kind in ("span", "period") and (is_base(tokens, at, self.state) or tokens is self.group.after):
                    return self.subjects.period(token, self.state)
                if token.kind == "last period":
                    return period.last_period()
                if token.kind == "last month" and (month := _month_before(period)):
                    return month
                if token.kind == "last year" or (token.kind == "cue" and token.value == "yearly"):
                    return period.last_year()
        return None


def _is_measured_from(tokens: Sequence[Token], at: int) -> bool:
    """比上年, "than last year": no value of that year."""
    near = tokens[max(0, at - 2) : at]
    return any(is_than(token) or token.kind == "compare" for token in near) or has(near, "yearly")


def _month_before(period: Period) -> Period | None:
    """上月: the month before a month, or before the last month of a span."""
    if period.last == 1:
        return Period(period.year - 1, 12, 12)
    return Period(period.year, period.last - 1, period.last - 1) if period.first == period.last else None


def is_beside(group: Group) -> bool:
    """Whether a number only stands beside another, to compare: "against a rise of 0.2 percent in May"."""
    for token in reversed(group.all_before):
        if token.kind in ("cue", "word", "filler") and token.text in _BESIDE:
            return True
        if token.kind == "compare" and token.text.endswith("than") and group.unit == PERCENT:
            return True  # faster than the 3.9 percent growth of …
        if token.kind not in _BETWEEN:
            return False
    return False


def is_aside(group: Group) -> bool:
    """Whether what follows may go on about what a number stands beside: "versus 187 billion, or 5.3 percent more"."""
    return is_beside(group) and any(token.text in _ASIDE for token in group.all_before)


def is_large(number: Number) -> bool:
    """352,000: an amount whose unit is left to the reader."""
    return not number.unit and number.factor == 1 and not number.by_words and abs(number.value) >= _LARGE
