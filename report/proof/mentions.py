"""Tokens in, mentions out: which fact each number of a text is about, as far as its sentence says.

A sentence is read clause by clause. The subject (indicators, area, period) is carried over from clause to clause, and
from the sentence before; a list of areas or indicators takes a list of numbers of the same length in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from report.catalogue import Catalogue, Measure
from report.facts.claims import Step
from report.facts.keys import FactKey
from report.facts.model import Subject
from report.periods import Period
from report.proof.tokens import Number, Token

_LONGEST: Final = 400  # tokens of a clause that are read together: cost stays linear
RATES: Final = (Measure.SHARE, Measure.RATIO)


@dataclass(frozen=True, slots=True)
class Topic:
    """An indicator; ``shared``: its share in ``whole`` (empty: in what the catalogue says) is spoken of."""

    indicator: str
    shared: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, or a word of direction without one (``number`` None), and the facts that it may be, likeliest first.

    ``decided``: the sentence says what it is, so a value that none of them has is wrong. ``sign``: what its verb says;
    ``swaps``: more and less, of a fall, say the contrary. ``bound``: above (1) or below (-1) a round number.
    ``otherwise``: what it would be with percent for points, or points for percent; ``at_most``: said of a target;
    ``pace``: the step of claims.toml's scale that the words say.
    """

    start: int
    end: int
    number: Number | None
    keys: tuple[FactKey, ...]
    decided: bool
    sign: int | None = None
    swaps: bool = False
    bound: int = 0
    about: bool = False
    points_due: bool = False
    otherwise: tuple[FactKey, ...] = ()
    at_most: bool = False
    pace: Step | None = None


@dataclass
class State:
    """What is carried over."""

    topics: tuple[Topic, ...] = ()
    area: str = ""
    period: Period | None = None
    alone: bool = False
    average: bool = False
    shared: bool = False
    aiming: bool = False
    compared: tuple[str, ...] = ()
    aside: str | None = None  # whose number was spoken of before 比全国24.5%高
    fresh: bool = False  # the topic was named in this sentence


@dataclass(frozen=True)
class Group:
    """Numbers in a row (10.6、2.2个百分点) with the tokens of their clause before and after them."""

    numbers: tuple[Token, ...]
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def unit(self) -> str:
        return next((one.value.unit for one in reversed(self.numbers) if one.value.unit), "")


@dataclass(frozen=True)
class Reader:
    """Reads lines about one subject with one catalogue."""

    catalogue: Catalogue
    subject: Subject
    _invested: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {indicator.zh: indicator.key for indicator in self.catalogue.indicators.values()}
        for name, key in known.items():
            for stem in (name, name.removesuffix("增加值")):
                if f"{stem}投资" in known:
                    self._invested[key] = known[f"{stem}投资"]

    def read(self, tokens: Sequence[Token], state: State | None = None) -> Iterator[Mention]:
        """The mentions of a paragraph in order."""
        carried = state or State()
        for sentence in _sentences(tokens):
            carried.aiming = _aims(sentence)
            carried.fresh = False
            listed = any(token.kind == "cue" and token.value == "respectively" for token in sentence)
            for clause in _clauses(sentence, listed):
                yield from self._clause(clause, carried)
            carried.alone = carried.average = False

    def read_as(self, tokens: Sequence[Token], state: State) -> Iterator[Mention]:
        """The mentions of a few words of which ``state`` says everything but the number."""
        for clause in _clauses(tokens, False):
            yield from self._clause(clause, state)

    def _clause(self, clause: Sequence[Token], state: State) -> Iterator[Mention]:
        groups = list(_groups(clause))
        if _has(clause, "alone"):
            state.alone = True
        if not groups:
            state.average = state.average or _has(clause, "average")
        for number, group in enumerate(groups):
            if number:
                group = groups[number] = _going_on(groups[number - 1], group)
            self._set_subject(group.before, group.after, group, state)
            upto = [at for at, token in enumerate(group.before) if token.kind == "verb" and token.value == 0]
            if upto:
                yield from self._unnumbered(clause, group.before[: upto[-1] + 1], state, True)
            yield from self._mentions(group, clause, state)
        rest = clause if not groups else groups[-1].after
        if not groups:
            self._set_subject(tuple(clause), (), None, state)
        yield from self._unnumbered(clause, rest, state, bool(groups))

    # -- who is spoken of --------------------------------------------------------------------------------------

    def _set_subject(self, before: Sequence[Token], after: Sequence[Token], group: Group | None, state: State) -> None:
        self._set_topics(before, after, group, state)
        compared = _compared(before) or (_compared(after) if group else ())
        if state.aside is not None and compared:
            state.area, state.aside = state.aside, None
        than = next((at for at, token in enumerate(before) if _is_than(token)), None)
        if group and group.unit == "%" and than is not None and not compared and _has_kind(before[than:], "area"):
            state.aside = state.area
        areas = [token for token in before if token.kind in ("area", "own")]
        plain = [token for token in areas if token not in compared]
        if plain:
            state.area = plain[-1].value if plain[-1].kind == "area" else self.subject.area
        self._set_period(before, state)

    def _set_topics(self, before: Sequence[Token], after: Sequence[Token], group: Group | None, state: State) -> None:
        split = next((at for at, token in enumerate(before) if token.kind == "cue" and token.text == "占"), None)
        shared = _has(before, "share")
        that = _has(before, "that of")
        of = before if split is None else before[:split]
        wholes = [] if split is None else _indicators(before[split:])
        wholes += _indicators(after) if shared and split is None and group and group.unit == "%" else []
        parts = [token for token in of if token.kind == "part"]
        named = _last_run(of)
        if not named and parts and not shared and state.shared:
            shared = True
        if group and group.unit in ("", "个"):
            counted = _first_indicators(after)
            if counted and self._measure(counted[0]) is Measure.COUNT:
                state.topics, state.fresh, state.shared = tuple(map(Topic, counted)), True, False
                return
        if parts and group and group.unit == "%" and not shared:
            of_these = {self._whole(part.whole) for part in parts[-1].value if part.whole}
            shared = bool(of_these & set(_indicators(after)))
        spanned = [key for token in named for key in token.value]
        if parts and any(self._whole(part.whole) in spanned for part in parts[-1].value):
            wholes += spanned
            named = []
        if (shared or (that and state.shared)) and parts and (not named or parts[-1].start >= named[-1].start):
            found = self._parted(parts, wholes, _texts(before, after))
            if found:
                state.topics, state.fresh, state.shared = found, True, True
                return
        if shared and split is None and len(named) > 1 and "share" in _texts(before, ()):
            named, wholes = named[:1], [key for token in named[1:] for key in token.value]
        keys = [key for token in named for key in token.value]
        if keys:
            state.topics = tuple(self._topic(key, shared or (that and state.shared), wholes) for key in keys)
            state.fresh, state.shared = True, any(topic.shared for topic in state.topics)
        elif shared:
            state.topics = tuple(self._topic(topic.indicator, True, wholes) for topic in state.topics)
            state.shared = True
        if group and group.unit == "元/亩":
            per_area = [one.key for one in self.catalogue.indicators.values() if one.unit.endswith("/亩")]
            if len(per_area) == 1 and not any(topic.indicator in per_area for topic in state.topics):
                state.topics, state.fresh = (Topic(per_area[0]),), True
        if (group is None or group.unit == "元") and _has(
            (*before, *after[:1]), "profit", "loss", "less loss", "more loss"
        ):
            earned = next((one.key for one in self.catalogue.indicators.values() if "利润" in one.zh), "")
            if earned and not any("利润" in self.catalogue.indicators[key].zh for key in keys):
                state.topics, state.fresh = (Topic(earned),), True
        elif group and group.unit == "元" and _has(before, "invested") and not keys:
            state.topics = tuple(
                replace(topic, indicator=self._invested.get(topic.indicator, topic.indicator)) for topic in state.topics
            )

    def _topic(self, key: str, shared: bool, wholes: Sequence[str]) -> Topic:
        if not shared or self._measure(key) in RATES:
            return Topic(key)
        for indicator in self.catalogue.indicators.values():
            ratio = indicator.ratio_of
            if ratio and ratio[0] == key and (not wholes or ratio[1] in wholes):
                return Topic(indicator.key)
        return Topic(key, True, wholes[0] if wholes and len(set(wholes)) == 1 else "")

    def _parted(self, parts: Sequence[Token], wholes: Sequence[str], text: str) -> tuple[Topic, ...]:
        """The share indicators whose part is named; where several have it, the one whose whole is named too."""
        found = []
        run = [parts[-1]]
        for token in run:
            possible = list(dict.fromkeys(part.indicator for part in token.value))
            if len(possible) > 1:
                named = [part.indicator for part in token.value if part.whole and part.whole in text]
                named += [part.indicator for part in token.value if self._whole(part.whole) in wholes]
                possible = named or possible
            found.append(Topic(possible[0]))
        return tuple(found)

    def _whole(self, name: str) -> str:
        indicator = self.catalogue.find_indicator(name) if name else None
        return indicator.key if indicator else ""

    def _measure(self, key: str) -> Measure:
        return self.catalogue.indicators[key].measure

    def _set_period(self, before: Sequence[Token], state: State) -> None:
        for at, token in enumerate(before):
            if token.kind not in ("period", "span") or _is_base(before, at):
                continue
            state.period = token.value if token.kind == "period" else self._span(token.value, state)
            state.alone = state.alone or _has(before, "alone")

    def _span(self, span: tuple[int, int], state: State) -> Period:
        year = (state.period or self.subject.period).year
        return Period(year, span[1], span[0])

    # -- what is said ------------------------------------------------------------------------------------------

    def _mentions(self, group: Group, clause: Sequence[Token], state: State) -> Iterator[Mention]:
        if not state.topics and group.unit not in ("%", "百分点", "元", "元/亩", "倍"):
            return
        compared = [token.value for token in (_compared(group.before) or _compared(group.after))]
        if compared:
            state.compared = tuple(compared)
        for at, token in enumerate(group.numbers):
            number: Number = token.value
            if not number.unit and group.unit:
                last = next(one.value for one in reversed(group.numbers) if one.value.unit)
                number = replace(number, unit=last.unit, factor=last.factor, spelled_unit=last.spelled_unit)
            topics = state.topics
            if len(group.numbers) > 1 and len(topics) == len(group.numbers) and len(compared) != len(group.numbers):
                topics = (topics[at],)
            areas = compared
            if len(group.numbers) > 1 and len(compared) == len(group.numbers):
                areas = [compared[at]]
            yield from self._mention(token, number, topics, areas, group, clause, state)

    def _mention(
        self,
        token: Token,
        number: Number,
        topics: Sequence[Topic],
        compared: Sequence[str],
        group: Group,
        clause: Sequence[Token],
        state: State,
    ) -> Iterator[Mention]:
        whose = next(iter(group.after), None)
        if (
            whose is not None
            and whose.kind == "area"
            and whose.text.isascii()
            and number.unit != "百分点"
            and not compared
        ):
            state = replace(state, area=whose.value)  # 20.6 percent for Henan
        asked = Asked(self, group, clause, state, tuple(topics), tuple(compared))
        if not _is_measured(number, group, topics, self):
            return
        keys, decided = asked.keys(number)
        sign, swaps = asked.sign(number)
        yield Mention(
            token.start,
            token.end,
            number,
            tuple(dict.fromkeys(keys)),
            decided and len(topics) == 1,
            sign,
            swaps,
            bound=_bound(group),
            about=_has(group.before[-2:], "about") or _has(group.after[:1], "about"),
            points_due=asked.points_due(),
            otherwise=asked.otherwise(number),
            at_most=_has(group.before, "at most"),
        )

    def _unnumbered(
        self, clause: Sequence[Token], rest: Sequence[Token], state: State, numbered: bool
    ) -> Iterator[Mention]:
        """Level with the province, higher than Zhengzhou, turned to growth: directions without a number."""
        if state.aiming or not state.topics or len(state.topics) != 1 or not (state.fresh or numbered):
            return
        topic = state.topics[0]
        if topic.shared or self._measure(topic.indicator) in (Measure.COUNT,):
            return
        measure = self._measure(topic.indicator) if self._measure(topic.indicator) in RATES else Measure.GROWTH
        period = state.period or self.subject.period
        key = FactKey(topic.indicator, measure, state.area or self.subject.area, period)
        if state.alone or not period.is_cumulative:
            return
        if measure is Measure.GROWTH:
            for token in clause:
                if token.kind == "pace":
                    yield Mention(token.start, token.end, None, (key,), True, pace=token.value)
        rest = [token for token in rest if token.kind not in ("neutral",)]
        compared = _compared(rest)
        level = next((token for token in rest if token.kind == "verb" and token.value == 0), None)
        areas = [token for token in rest if token.kind == "area"]
        if level:
            beside = [token for token in areas if (token.start > level.start) == level.text.isascii()]
            areas = beside or areas
        if level and areas and measure is Measure.GROWTH:
            for area in areas:
                yield Mention(
                    area.start,
                    level.end if level.end > area.start else area.end,
                    None,
                    (key.by("gap", area.value),),
                    True,
                    0,
                )
            return
        comparing = next((token for token in rest if token.kind in ("compare", "short")), None)
        if comparing and compared and not _has(rest, "target", "annual target") and _is_rate(clause, numbered):
            for area in compared:
                start, end = min(comparing.start, area.start), max(comparing.end, area.end)
                yield Mention(start, end, None, (key.by("gap", area.value),), True, comparing.value)
            return
        turned = next((token for token in rest if token.kind == "cue" and token.value == "turned"), None)
        after = [token for token in rest if turned and token.start >= turned.start and token.kind == "verb"]
        if turned and measure is Measure.GROWTH:
            sign = {"转正": 1, "to growth": 1, "转负": -1, "to decline": -1}.get(turned.text)
            sign = sign if sign is not None else (after[0].value if after else None)
            if sign is not None:
                yield Mention(turned.start, (after or [turned])[0].end, None, (key,), True, sign)


@dataclass(frozen=True)
class Asked:
    """One number and what stands around it."""

    reader: Reader
    group: Group
    clause: Sequence[Token]
    state: State
    topics: tuple[Topic, ...]
    compared: tuple[str, ...]

    def _near(self, *cues: str) -> bool:
        return _has(self.group.before, *cues)

    def keys(self, number: Number) -> tuple[list[FactKey], bool]:
        """The facts that it may be; whether the sentence leaves no other reading."""
        found: list[FactKey] = []
        decided = True
        for topic in self.topics:
            keys, sure = self._of_topic(topic, number)
            found += keys
            decided = decided and sure
        return found, decided and bool(found)

    def otherwise(self, number: Number) -> tuple[FactKey, ...]:
        """With points for percent, or percent for points: where that alone makes it right, the unit is wrong."""
        turned = {"%": "百分点", "百分点": "%"}.get(number.unit)
        if turned is None or len(self.topics) != 1:
            return ()
        return tuple(self.keys(replace(number, unit=turned))[0])

    def _of_topic(self, topic: Topic, number: Number) -> tuple[list[FactKey], bool]:
        by_unit = {"%": self._percent, "百分点": self._points, "倍": self._times, "元": self._amount}
        return by_unit.get(number.unit, self._own)(topic)

    def _plain(self, topic: Topic, measure: Measure) -> list[FactKey]:
        areas = [self.state.area or self.reader.subject.area]
        if self.state.area and self.state.area != self.reader.subject.area and not self._names_area():
            areas.append(self.reader.subject.area)
        return [FactKey(topic.indicator, measure, area, period) for period in self._periods() for area in areas]

    def _names_area(self) -> bool:
        return any(token.kind in ("area", "own") for token in self.clause)

    def _periods(self) -> list[Period]:
        period = self.state.period or self.reader.subject.period
        shifted = self._shifted(period)
        if shifted:
            return [shifted]
        found = [period]
        if not period.is_cumulative and not self.state.alone:
            found.append(period.cumulative())
        if period.is_cumulative and self.state.alone and period.quarter:
            found.insert(0, period.alone())
        named = any(token.kind in ("period", "span") for token in self.clause)
        if self.state.period and not named and period != self.reader.subject.period:
            found.append(self.reader.subject.period)
        return found

    def _shifted(self, period: Period) -> Period | None:
        """由上年同期下降7.9%: the value is of the year before."""
        before, after = self.group.before, self.group.after
        for at, token in enumerate(before):
            if token.kind == "last year" and not _is_base(before, at) and not _has(before[at + 1 :], "yearly"):
                return period.last_year()
            if token.kind == "span" and at and before[at - 1].kind == "cue" and before[at - 1].value == "from":
                return self.reader._span(token.value, self.state)
            if token.kind == "last year" and at and before[at - 1].kind == "cue" and before[at - 1].value == "from":
                return period.last_year()
        if _has(before, "from"):
            following = next((token for token in after if token.kind in ("last year", "span", "period")), None)
            if following is not None:
                if following.kind == "last year":
                    return period.last_year()
                return following.value if following.kind == "period" else self.reader._span(following.value, self.state)
        return None

    def _measure(self, topic: Topic) -> Measure:
        return self.reader._measure(topic.indicator)

    def _percent(self, topic: Topic) -> tuple[list[FactKey], bool]:
        after = self.group.after[:2]
        own = self._measure(topic)
        if _has(self.clause, "annual target", "progress") and (
            self._near("progress") or _has(after, "progress", "annual target")
        ):
            return [key.by("progress") for key in self._plain(topic, own)], True
        if self.compared and not self.points_free():
            return self._points(topic)
        if self._is_target():
            return self._targets(topic, self._grows() or own not in RATES)
        if _has(self.clause, "average") or self.state.average:
            return [key.by("average2") for key in self._plain(topic, Measure.GROWTH)], True
        if topic.shared:
            return [key.by("share", topic.whole) for key in self._plain(topic, own)], True
        if self._grows() and self._is_from_elsewhen():
            return self._plain(topic, Measure.GROWTH), False
        if self._grows():
            aims = self._targets(topic, True)[0] if _has(self.group.before[-2:], "about") else []
            return [*self._plain(topic, Measure.GROWTH), *aims], own not in RATES
        if own in RATES:
            return self._plain(topic, own), True
        return [*self._plain(topic, Measure.GROWTH), *self._shares(topic)], False

    def _is_from_elsewhen(self) -> bool:
        """较2019年同期增长: growth since a year that is not the one before."""
        before = self.group.before
        return any(token.kind == "period" and _is_base(before, at) for at, token in enumerate(before))

    def points_free(self) -> bool:
        """Whether a comparison in the clause belongs to another number, one in points."""
        compare = [token for token in self.group.before if token.kind in ("compare", "short")]
        return not compare

    def _shares(self, topic: Topic) -> list[FactKey]:
        indicator = self.reader.catalogue.indicators[topic.indicator]
        if not indicator.part_of or indicator.measure is not Measure.LEVEL:
            return []
        return [key.by("share") for key in self._plain(topic, Measure.LEVEL)]

    def _grows(self) -> bool:
        verbs = any(token.kind == "verb" and token.value for token in self.group.before)
        after = any(token.kind == "verb" and token.value for token in self.group.after[:1])
        return verbs or after or self._near("rate", "fall rate", "yearly")

    def _is_target(self) -> bool:
        return self.state.aiming or self._near("target", "at most") or _has(self.group.after[:1], "target")

    def _targets(self, topic: Topic, grows: bool) -> tuple[list[FactKey], bool]:
        own = self._measure(topic)
        measure = Measure.GROWTH if grows and own not in (*RATES, Measure.COUNT) else own
        year = (self.state.period or self.reader.subject.period).year
        area = self.state.area or self.reader.subject.area
        found = [FactKey(topic.indicator, measure, area, Period(one, 12), "target") for one in (year, year + 1)]
        named = self.state.aiming or _has(self.clause, "target", "annual target")
        about = [] if self.state.aiming else self._plain(topic, measure)
        return [*found, *about], named and not (_only_loosely(self.clause) and not self.state.aiming)

    def _points(self, topic: Topic) -> tuple[list[FactKey], bool]:
        own = self._measure(topic)
        measure = own if own in RATES else Measure.GROWTH
        plain = self._plain(replace(topic, shared=False), measure)
        if _has(self.clause, "annual target") or (self._near("target") and _has_kind(self.clause, "compare")):
            return [key.by("margin") for key in plain], True
        if self.compared:
            return [key.by("gap", other) for key in plain for other in self.compared], len(self.compared) == 1
        base, sure = self._base()
        if topic.shared:
            levels = self._plain(topic, Measure.LEVEL)
            return [key.by("share_change", topic.whole, base or key.period.last_year()) for key in levels], sure
        found = [key.by("change", base=base or key.period.last_year()) for key in plain]
        if not sure:
            found += [key.by("gap", other) for key in plain for other in self.state.compared]
            found += [key.by("change", base=key.period.last_period()) for key in plain]
            grows = any(token.kind == "verb" for token in self.group.before)
            if grows and measure is Measure.GROWTH:
                return [*found, *plain], False
        return found, sure

    def _base(self) -> tuple[Period | None, bool]:
        """The period that a change is from, and whether one is named."""
        period = self.state.period or self.reader.subject.period
        for tokens in (self.group.before, self.group.after):
            for at, token in enumerate(tokens):
                if token.kind in ("span", "period") and (_is_base(tokens, at) or tokens is self.group.after):
                    return (token.value if token.kind == "period" else self.reader._span(token.value, self.state)), True
                if token.kind == "last period":
                    return period.last_period(), True
                if token.kind == "last year" or (token.kind == "cue" and token.value == "yearly"):
                    return period.last_year(), True
        return None, False

    def _times(self, topic: Topic) -> tuple[list[FactKey], bool]:
        return self._plain(topic, Measure.GROWTH), self._grows()

    def _amount(self, topic: Topic) -> tuple[list[FactKey], bool]:
        own = self._measure(topic)
        if own is not Measure.LEVEL:
            return [], False
        levels = self._plain(topic, Measure.LEVEL)
        verb = [token for token in self.group.before if token.kind == "verb" and token.value]
        if _is_year_ago(self.group.after[:3]) and any(map(_is_size, self.group.after[:1])):
            return [key.by("change", base=key.period.last_year()) for key in levels], True
        if (self._near("yearly") and verb) or self._near("less loss", "more loss"):
            return [key.by("change", base=key.period.last_year()) for key in levels], False
        if self._is_target():
            targets, sure = self._targets(topic, False)
            return [*targets, *levels], sure
        return levels, not verb or self._near("target") or _has(self.group.before, "level")

    def _own(self, topic: Topic) -> tuple[list[FactKey], bool]:
        own = self._measure(topic)
        if self._is_target() and own is Measure.COUNT:
            targets, sure = self._targets(topic, False)
            return [*targets, *self._plain(topic, own)] if not self.state.aiming else targets, sure
        return self._plain(topic, own), True

    def points_due(self) -> bool:
        return bool(self.compared) and not self.points_free()

    def sign(self, number: Number) -> tuple[int | None, bool]:
        """What the words say: more or less; and whether a fall turns it around."""
        if number.signed:
            return None, False
        before, after = self.group.before, self.group.after
        if number.unit == "百分点" or self.points_due():
            compare = [token.value for token in before if token.kind in ("compare", "short")]
            if compare:
                return compare[-1], False
            following = next((token for token in after if token.kind in ("compare", "verb", "short")), None)
            verbs = [token for token in before if token.kind == "verb"]
            if following is not None and (not verbs or following.kind == "compare") and following.value:
                return following.value, following.text in ("less", "more", "smaller", "larger")
            if verbs and verbs[-1].value:
                fell = _has(before, "fall rate") and verbs[-1].text not in ("降幅",)
                return (-verbs[-1].value if fell else verbs[-1].value), False
            return None, False
        if number.unit == "元":
            first = next(iter(after), None)
            if first is not None and _is_size(first) and _is_year_ago(after[:3]):
                return first.value, True
            if self._near("loss"):
                return -1, False
            if self._near("more loss") or self._near("less loss"):
                return (1 if self._near("less loss") else -1), False
            if self._near("profit"):
                return 1, False
            verbs = [token for token in before if token.kind == "verb" and token.value]
            return (verbs[-1].value if verbs and self._near("yearly") else None), False
        if number.unit in ("%", "倍"):
            verbs = [token for token in before if token.kind == "verb" and token.value]
            if verbs:
                return verbs[-1].value, False
            first = next(iter(after), None)
            if (
                first is not None
                and first.kind == "verb"
                and first.value
                and first.text in ("growth", "increase", "decline", "decrease", "fall", "rise")
            ):
                return first.value, False
            return None, False
        return None, False


def _is_measured(number: Number, group: Group, topics: Sequence[Topic], reader: Reader) -> bool:
    """Numbers of measures; a count only beside what it counts."""
    if number.unit not in ("", "个"):
        return True
    counts = [topic for topic in topics if reader._measure(topic.indicator) is Measure.COUNT]
    if not counts:
        return False
    before = [token for token in group.before if token.kind != "neutral"][-3:]
    return any(token.kind == "indicators" for token in (*before, *group.after[:2]))


def _bound(group: Group) -> int:
    last = group.before[-1:]
    if _has(last, "over") or any(token.text in ("超过", "超") for token in last):
        return 1
    return -1 if _has(last, "nearly") else 0


def _only_loosely(clause: Sequence[Token]) -> bool:
    """左右 and 以上 alone may stand for a result as well as for a target."""
    loose = ("左右", "以上", "or more", "at least", "计划", "保持在", "remained at")
    return all(
        token.text in loose for token in clause if token.kind == "cue" and token.value in ("target", "annual target")
    )


def _is_rate(clause: Sequence[Token], numbered: bool) -> bool:
    return numbered or _has(clause, "rate", "fall rate", "yearly") or _has_kind(clause, "verb")


def _has(tokens: Sequence[Token], *cues: str) -> bool:
    return any(token.kind == "cue" and token.value in cues for token in tokens)


def _has_kind(tokens: Sequence[Token], kind: str) -> bool:
    return any(token.kind == kind for token in tokens)


def _aims(sentence: Sequence[Token]) -> bool:
    """Whether a sentence says what is to be, not what was."""
    firm = (
        "力争",
        "计划",
        "预期",
        "is to",
        "are to",
        "to be held",
        "aims",
        "aim",
        "targets",
        "planned",
        "目标",
        "target",
    )
    if any(token.kind == "cue" and token.value == "target" and token.text in firm[:8] for token in sentence):
        return True
    for at, token in enumerate(sentence):
        if token.kind == "cue" and token.value == "target" and token.text in ("目标", "targets", "target", "goals"):
            following = sentence[at + 1 : at + 2]
            if (
                token.text in ("目标", "targets", "goals")
                and following
                and following[0].kind == "end"
                and following[0].text in (":", "：")
            ):
                return True
    return False


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.kind == "end" and token.value == 3:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _clauses(sentence: Sequence[Token], listed: bool) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for at, token in enumerate(sentence):
        if token.kind not in ("end", "open", "close"):
            clause.append(token)
            if len(clause) >= _LONGEST:
                yield clause
                clause = []
            continue
        if token.kind == "end" and token.text in (":", "：") and clause and _has(clause[-1:], "target"):
            continue
        if token.kind == "end" and token.text == "," and _enumerates(sentence, at, listed):
            clause.append(replace(token, kind="separator"))
            continue
        if clause:
            yield clause
        clause = []
    if clause:
        yield clause


def _enumerates(sentence: Sequence[Token], at: int, listed: bool) -> bool:
    """A comma between two numbers of one unit, two areas, or two indicators of a list."""
    if not 0 < at < len(sentence) - 1:
        return False
    before, after = sentence[at - 1], sentence[at + 1]
    if before.kind == after.kind == "number":
        if before.value.unit and at + 2 < len(sentence) and sentence[at + 2].kind in ("compare", "verb"):
            return False
        rates = {before.value.unit, after.value.unit} == {"%", "百分点"}
        listed = at + 2 < len(sentence) and sentence[at + 2].kind == "separator"
        same = before.value.unit == after.value.unit or (rates and listed)
        return not before.value.unit or same or not after.value.unit
    if before.kind == after.kind == "area":
        return True
    return listed and before.kind == after.kind == "indicators"


def _groups(clause: Sequence[Token]) -> Iterator[Group]:
    runs: list[tuple[int, int]] = []
    for at, token in enumerate(clause):
        if token.kind != "number":
            continue
        if runs and _continues(clause, runs[-1][1], at):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    for number, (first, last) in enumerate(runs):
        start = runs[number - 1][1] if number else 0
        end = runs[number + 1][0] if number + 1 < len(runs) else len(clause)
        numbers = tuple(token for token in clause[first:last] if token.kind == "number")
        if number:
            start += _tail(clause[start:first])
        if number + 1 < len(runs):
            end = last + (_tail(clause[last:end]) or end - last)
        yield Group(numbers, tuple(clause[start:first]), tuple(clause[last:end]))


def _going_on(before: Group, group: Group) -> Group:
    """A comparison that goes on: 比全国平均水平24.5%高6.7个百分点; "by 10.6 points and that of B by 2.2 points"."""
    if group.unit != "百分点" or _compared(group.before) or _compared(group.after):
        return group
    than = [at for at, token in enumerate(before.before) if _is_than(token) or token.kind == "compare"]
    if not than:
        return group
    opened = before.before[than[-1]]
    if any(token.kind == "short" for token in group.before):
        areas = [token for token in before.before[than[-1] :] if token.kind == "area"]
        return replace(group, before=(opened, *areas, *group.before)) if areas else group
    if opened.kind == "compare" and _has_kind(group.before, "area") and not _has_kind(group.before, "verb"):
        return replace(group, before=(opened, *group.before))
    return group


def _tail(between: Sequence[Token]) -> int:
    """How much of what stands between two numbers belongs to the first: "higher than the rate for the province but"."""
    if not between or between[0].kind != "compare" or not between[0].text.isascii():
        return 0
    parted = [at for at, token in enumerate(between) if token.kind == "separator"]
    return parted[-1] if parted else len(between)


def _continues(clause: Sequence[Token], last: int, at: int) -> bool:
    between = clause[last:at]
    one, other = clause[last - 1].value, clause[at].value
    rates = {one.unit, other.unit} == {"%", "百分点"}
    same = not one.unit or not other.unit or one.unit == other.unit or rates
    return bool(between) and same and all(token.kind == "separator" for token in between)


def _indicators(tokens: Sequence[Token]) -> list[str]:
    return [key for token in tokens if token.kind == "indicators" for key in token.value]


def _first_indicators(tokens: Sequence[Token]) -> tuple[str, ...]:
    for token in tokens[:1]:
        if token.kind == "indicators":
            return tuple(token.value)
    return ()


def _last_run(tokens: Sequence[Token]) -> list[Token]:
    """The last names of indicators that stand in a list; of two names without a mark between, the one that rules.

    规上工业企业利润 is about profits, and so are "profits of industry".
    """
    run: list[Token] = []
    parted = True
    for token in tokens:
        if token.kind == "indicators":
            if run and not parted:
                if not (token.text.isascii() and token.start - run[-1].end <= _OF):
                    run = [*run[:-1], token] if token.start - run[-1].end <= _OF else [token]
            else:
                run = [*run, token]
            parted = False
        elif token.kind == "separator":
            parted = True
        elif token.kind not in ("neutral", "part"):
            run, parted = ([], True) if _closes(tokens, token) else (run, parted)
    return run


_OF: Final = 8  # characters between two names of which one belongs to the other


def _closes(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a new list of names begins after a token."""
    return any(later.kind == "indicators" and later.start > token.start for later in tokens)


def _texts(before: Sequence[Token], after: Sequence[Token]) -> str:
    return " ".join(token.text for token in (*before, *after))


def _compared(tokens: Sequence[Token]) -> list[Token]:
    """The areas that something is compared with: after 高于 or 比, after "higher than"."""
    opened = next((at for at, token in enumerate(tokens) if token.kind == "compare" or _is_than(token)), None)
    if opened is None:
        return []
    if _is_than(tokens[opened]) and not any(token.kind in ("short", "compare") for token in tokens[opened:]):
        return []
    return [token for token in tokens[opened:] if token.kind == "area"]


def _is_than(token: Token) -> bool:
    return token.kind == "cue" and token.value == "than"


def _is_base(tokens: Sequence[Token], at: int) -> bool:
    """比一季度, than in the first three quarters: a period that something is measured from."""
    return any(_is_than(token) or _is_from(token) for token in tokens[max(0, at - 2) : at])


def _is_from(token: Token) -> bool:
    return token.kind == "cue" and token.value == "from"


def _is_size(token: Token) -> bool:
    """Words by which a loss is larger or smaller than the loss before."""
    return token.text.split(" ")[0] in ("smaller", "larger", "less", "more")


def _is_year_ago(tokens: Sequence[Token]) -> bool:
    return _has(tokens, "yearly") or _has_kind(tokens, "last year")
