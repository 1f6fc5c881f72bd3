"""Directions without a number: level with the province, higher than Zhengzhou, turned to growth, grew rapidly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from report.catalogue import Measure
from report.facts.keys import FactKey
from report.proof.clauses import compared, has, has_kind
from report.proof.mention import Mention
from report.proof.subject import RATES, State, Subjects
from report.proof.token import Token

_SINCE: Final = ("last period", "last month", "last year")
_WHEN: Final = ("period", "span")
_TURNED: Final = {
    **dict.fromkeys(("转正", "由负转正", "由降转增", "由降转升", "to growth"), 1),
    **dict.fromkeys(("转负", "由正转负", "由增转降", "由升转降", "to decline"), -1),
}


def directions(
    subjects: Subjects, clause: Sequence[Token], rest: Sequence[Token], state: State, numbered: bool
) -> Iterator[Mention]:
    """What ``rest`` of a ``clause`` says of the one topic; ``numbered``: the clause holds numbers as well."""
    key = _key(subjects, state, numbered)
    if key is None:
        return
    grows = key.measure is Measure.GROWTH
    if grows:
        yield from _paces(clause, key)
    level = next((token for token in rest if token.kind == "verb" and token.value == 0), None)
    if level is not None and grows:
        yield from _level(level, rest, key)
        return
    comparing = next((token for token in rest if token.kind in ("compare", "short")), None)
    areas = compared(rest)
    is_rate = numbered or has(clause, "rate", "fall rate", "yearly") or has_kind(clause, "verb")
    if comparing and areas and is_rate and not has(rest, "target", "annual target"):
        swaps = has(clause, "fall rate")
        for area in areas:
            led = [one for one in rest if one.kind == "compare" and one.start < area.start]
            said = led[-1] if led else comparing
            start, end = min(said.start, area.start), max(said.end, area.end)
            yield Mention(start, end, None, (key.by("gap", area.value),), True, said.value, swaps)
        return
    if grows:
        yield from _turned(rest, key)


def _key(subjects: Subjects, state: State, numbered: bool) -> FactKey | None:
    """The rate that a direction without a number is about."""
    if state.aiming or state.alone or state.doubted or len(state.topics) != 1 or not (state.fresh or numbered):
        return None
    topic = state.topics[0]
    own = subjects.measure(topic.indicator)
    period = state.period or subjects.subject.period
    if topic.shared or own is Measure.COUNT or not (period.is_cumulative or period.first == period.last):
        return None
    measure = own if own in RATES else Measure.GROWTH
    return FactKey(topic.indicator, measure, state.area or subjects.subject.area, period)


def _paces(clause: Sequence[Token], key: FactKey) -> Iterator[Mention]:
    for token in clause:
        if token.kind == "pace":
            yield Mention(token.start, token.end, None, (key,), True, at_least=token.value.at_least)


def _level(level: Token, rest: Sequence[Token], key: FactKey) -> Iterator[Mention]:
    """与全省持平, "level with the province": no gap; 持平 by itself: no growth."""
    areas = [token for token in rest if token.kind == "area"]
    areas = [token for token in areas if (token.start > level.start) == level.text.isascii()] or areas
    for area in areas:
        end = level.end if level.end > area.start else area.end
        yield Mention(area.start, end, None, (key.by("gap", area.value),), True, 0)
    since = [token for token in rest if token.kind in _SINCE or (token.kind in _WHEN and token.start > level.start)]
    if not areas and not since and not has(rest, "rate", "fall rate"):
        yield Mention(level.start, level.end, None, (key,), True, 0)


def _turned(rest: Sequence[Token], key: FactKey) -> Iterator[Mention]:
    """由负转正, turned to growth."""
    turned = next((token for token in rest if token.kind == "cue" and token.value == "turned"), None)
    if turned is None:
        return
    after = [token for token in rest if token.start >= turned.start and token.kind == "verb"]
    sign = _TURNED.get(turned.text, after[0].value if after else None)
    if sign is not None:
        yield Mention(turned.start, (after or [turned])[0].end, None, (key,), True, sign)
