"""Who and what is spoken of: the indicators, the area and the period that a clause names or takes over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from report.catalogue import Catalogue, Indicator, Measure
from report.facts.model import Subject
from report.periods import Period
from report.proof.clauses import Group, compared, has, has_kind, is_than, opening
from report.proof.lexicon import parts_and_wholes
from report.proof.shorter import Shorter
from report.proof.token import Token
from report.proof.units import COUNT, PERCENT, TIMES, YUAN, YUAN_PER_MU, are_of, noun_of
from report.proof.units import RATES as RATE_UNITS

RATES: Final = (Measure.SHARE, Measure.RATIO)
_COMMON: Final = ("", *RATE_UNITS, TIMES, COUNT, YUAN)
_OF: Final = 8  # characters between two names of which one belongs to the other
_NEAR: Final = 3  # tokens between 比 or from and the period that something is measured from
_NEAR_AFTER: Final = 3  # tokens after a number among which its period may stand
_WHEN: Final = ("period", "span")
_AT_THE_END: Final = ("末", "底", "月末", "年末", "季末", "期末", "年底", "end")
_DURING: Final = ("over", "within")  # "over the first eight months" is no comparison with them


@dataclass(frozen=True, slots=True)
class Topic:
    """An indicator; ``shared``: its share in ``whole`` (empty: in what the catalogue says) is spoken of."""

    indicator: str
    shared: bool = False
    whole: str = ""


@dataclass
class State:
    """What is carried over from clause to clause.

    ``doubted``: the last words that named something named what the catalogue does not know, or only nearly.
    """

    topics: tuple[Topic, ...] = ()
    area: str = ""
    period: Period | None = None
    alone: bool = False
    average: bool = False
    shared: bool = False
    aiming: bool = False
    doubted: bool = False
    compared: tuple[str, ...] = ()
    aside: str | None = None  # whose number was spoken of before 比全国24.5%高
    meanwhile: Period | None = None  # another period, named for one number of the same topic
    fresh: bool = False  # the topic was named in this sentence
    stock: bool = False  # what stands at the end of the period, not what came in it
    dated: bool = False  # a period was named in this sentence


@dataclass(frozen=True)
class Spoken:
    """The known tokens around a number, or of a clause without one."""

    before: tuple[Token, ...]
    after: tuple[Token, ...] = ()
    group: Group | None = None

    @property
    def unit(self) -> str | None:
        return self.group.unit if self.group else None

    @property
    def head(self) -> tuple[Token, ...]:
        """What stands before a comparison: who is compared, not with whom."""
        opened = opening(self.before)
        return self.before if opened is None else self.before[:opened]

    @property
    def rest(self) -> tuple[Token, ...]:
        opened = opening(self.before)
        return () if opened is None else self.before[opened + 1 :]

    @property
    def text(self) -> str:
        return " ".join(token.text for token in (*self.before, *self.after))


@dataclass(frozen=True)
class Subjects:
    """Follows a text about one subject with one catalogue."""

    catalogue: Catalogue
    subject: Subject
    shorter: Shorter
    _invested: dict[str, str] = field(default_factory=dict)
    _shares_of: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for indicator in self.catalogue.indicators.values():
            for part, whole in self._of_share(indicator):
                self._shares_of.setdefault(part, []).append((indicator.key, whole))
        known_names = {indicator.zh: indicator.key for indicator in self.catalogue.indicators.values()}
        for name, key in known_names.items():
            for stem in (name, name.removesuffix("增加值")):
                if f"{stem}投资" in known_names:
                    self._invested[key] = known_names[f"{stem}投资"]

    def follow(self, spoken: Spoken, state: State, around: Sequence[Token]) -> State:
        """Take over what a clause, up to its number, names; ``around``: its tokens, unknown ones too.

        Gives the state in which that number is to be read: "7月份为下降17.5%" speaks of July, what follows does not.
        """
        self._set_topics(spoken, state, around)
        area = self._set_area(spoken, state)
        period = self._set_period(spoken, state)
        if has_kind(around, *_WHEN):
            state.stock = any(token.text in _AT_THE_END for token in around)
        if area is None and period is None:
            return state
        beside = state.period or self.subject.period
        return replace(
            state,
            area=area or state.area,
            period=period or state.period,
            meanwhile=beside if period else state.meanwhile,
        )

    def is_of_another(self, spoken: Spoken, state: State) -> bool:
        """Whether an amount is in a unit that nothing spoken of is counted in: floor space, then billions of yuan."""
        noun = spoken.unit or ""
        if noun in ("", *RATE_UNITS, TIMES, COUNT) or not state.topics:
            return False
        return all(not are_of(noun, self._noun(topic.indicator)) for topic in state.topics)

    def measure(self, key: str) -> Measure:
        return self.catalogue.indicators[key].measure

    # -- indicators --------------------------------------------------------------------------------------------

    def _set_topics(self, spoken: Spoken, state: State, around: Sequence[Token]) -> None:
        if has(spoken.before, "excluding"):
            state.doubted = True
            return
        shares = self._shares(spoken, state)
        found = self._counted(spoken) or shares or self._named(spoken, state)
        found = found or self._shortened(around, state) or self._trailing(spoken, state)
        counted = () if found else self._of_noun(spoken, state)
        found = self._whole_list(found, around, state) or counted
        if found:
            state.doubted = found == counted
            state.topics, state.fresh = found, True
            state.shared = found == shares or any(topic.shared for topic in found)
        elif self._is_shared(spoken, state):
            wholes = self._wholes(spoken)
            state.topics = tuple(self._topic(topic.indicator, True, wholes) for topic in state.topics)
            state.shared = True
        self._set_money(spoken, state, bool(found))

    def _counted(self, spoken: Spoken) -> tuple[Topic, ...]:
        """新增2个省级智能车间: what stands after the number that counts it."""
        if spoken.unit not in ("", COUNT) or spoken.after[:1] == () or spoken.after[0].kind != "indicators":
            return ()
        counted = spoken.after[0].value
        return tuple(map(Topic, counted)) if self.measure(counted[0]) is Measure.COUNT else ()

    def _shares(self, spoken: Spoken, state: State) -> tuple[Topic, ...]:
        """三大主导产业占规上工业增加值的比重: the share indicators whose part is named."""
        parts = [token for token in self._of(spoken) if token.kind == "part"]
        named = self._names(spoken)
        if not parts or not (self._is_shared(spoken, state) or self._is_part_of_after(parts[-1], spoken)):
            return ()
        wholes = self._wholes(spoken)
        if named and parts[-1].start < named[-1].start:
            return ()
        possible = list(dict.fromkeys(part.indicator for part in parts[-1].value))
        if len(possible) > 1:
            likely = [part.indicator for part in parts[-1].value if part.whole and part.whole in spoken.text]
            likely += [part.indicator for part in parts[-1].value if self._whole(part.whole) in wholes]
            possible = likely or possible
        return (Topic(possible[0]),)

    def _named(self, spoken: Spoken, state: State) -> tuple[Topic, ...]:
        named, wholes = self._names(spoken), self._wholes(spoken)
        shared = self._is_shared(spoken, state)
        split = any(token.kind == "cue" and token.text == "占" for token in spoken.before)
        if shared and not split and len(named) > 1 and "share" in spoken.text:
            named, wholes = named[:1], [key for token in named[1:] for key in token.value]
        return tuple(self._topic(key, shared, wholes) for token in named for key in token.value)

    def _shortened(self, around: Sequence[Token], state: State) -> tuple[Topic, ...]:
        """城镇居民 after 农村居民人均可支配收入, "that of rural residents": a name of which a part was said before."""
        if not state.topics:
            return ()
        opened = next((at for at, token in enumerate(around) if token.kind == "compare" or is_than(token)), None)
        found = self.shorter.found(around[:opened], [topic.indicator for topic in state.topics])
        return tuple(self._topic(key, state.shared, ()) for key in found)

    def _of_noun(self, spoken: Spoken, state: State) -> tuple[Topic, ...]:
        """4.865 million visits: of what nothing else is counted in."""
        noun = spoken.unit or ""
        if noun in _COMMON or any(self._noun(topic.indicator) == noun for topic in state.topics):
            return ()
        counted = [key for key in self.catalogue.indicators if self._noun(key) == noun]
        return (Topic(counted[0]),) if len(counted) == 1 else ()

    def _noun(self, key: str) -> str:
        return noun_of(self.catalogue.units[self.catalogue.indicators[key].unit])

    def _whole_list(self, found: tuple[Topic, ...], around: Sequence[Token], state: State) -> tuple[Topic, ...]:
        """衣着、教育文化娱乐、医疗保健价格: only the last name of the list is whole."""
        if len(found) != 1:
            return found
        listed = self.shorter.listed(around, found[0].indicator)
        return (*(self._topic(key, found[0].shared, ()) for key in listed), *found)

    def _trailing(self, spoken: Spoken, state: State) -> tuple[Topic, ...]:
        """An increase of 5 percent in industrial investment: the name stands after the number."""
        group = spoken.group
        if group is None or has_kind(spoken.before, "indicators") or not spoken.after:
            return ()
        led = [token for token in group.all_after[:4] if token.kind not in ("verb", "area", "own")]
        is_named = len(led) > 1 and led[0].text in ("in", "of", "for") and led[1].kind == "indicators"
        if not is_named or state.fresh or any(token.text == "by" for token in group.all_before):
            return ()
        return tuple(self._topic(key, False, ()) for key in led[1].value)

    def _names(self, spoken: Spoken) -> list[Token]:
        """The names that rule; not what something is a part of."""
        named = last_run(self._of(spoken))
        keys = {key for token in named for key in token.value}
        parts = [token for token in self._of(spoken) if token.kind == "part"]
        if parts and any(self._whole(part.whole) in keys for part in parts[-1].value):
            return []
        return named

    @staticmethod
    def _of(spoken: Spoken) -> tuple[Token, ...]:
        """What has a share: before 占."""
        head = spoken.head
        split = next((at for at, token in enumerate(head) if token.kind == "cue" and token.text == "占"), None)
        return head if split is None else head[:split]

    def _wholes(self, spoken: Spoken) -> list[str]:
        split = next((at for at, token in enumerate(spoken.before) if token.kind == "cue" and token.text == "占"), None)
        shared = has(spoken.before, "share")
        wholes = [] if split is None else indicators(spoken.before[split:])
        wholes += indicators(spoken.after) if shared and split is None and spoken.unit == PERCENT else []
        parts = [token for token in self._of(spoken) if token.kind == "part"]
        keys = indicators(self._of(spoken))
        if parts and any(self._whole(part.whole) in keys for part in parts[-1].value):
            wholes += keys
        return wholes

    def _is_shared(self, spoken: Spoken, state: State) -> bool:
        if has(spoken.before, "share"):
            return True
        parts = has_kind(self._of(spoken), "part")
        if state.shared and spoken.group and [token.text for token in spoken.group.all_before[-1:]] == ["for"]:
            return True  # … accounted for 6.6 percent, the secondary industry for 55 percent
        return state.shared and (has(spoken.before, "that of") or (parts and not last_run(self._of(spoken))))

    def _is_part_of_after(self, part: Token, spoken: Spoken) -> bool:
        """… made up 54 percent of … : the whole is named after the number."""
        if spoken.unit != PERCENT:
            return False
        return bool({self._whole(one.whole) for one in part.value if one.whole} & set(indicators(spoken.after)))

    def _topic(self, key: str, shared: bool, wholes: Sequence[str]) -> Topic:
        if not shared or self.measure(key) in RATES:
            return Topic(key)
        for share, whole in self._shares_of.get(key, ()):
            if not wholes or not whole or whole in wholes:
                return Topic(share)
        return Topic(key, True, wholes[0] if wholes and len(set(wholes)) == 1 else "")

    def share_of(self, topic: Topic, whole: str) -> Topic:
        """What "25.6 percent of retail sales" says of a topic."""
        return self._topic(topic.indicator, True, [whole] if whole else [])

    def _of_share(self, indicator: Indicator) -> Iterator[tuple[str, str]]:
        """The indicators that an indicator is the share of, and in: by the catalogue, else by its names."""
        if indicator.ratio_of:
            yield indicator.ratio_of
            return
        for part, whole in parts_and_wholes(indicator):
            found = self.catalogue.find_indicator(part)
            if found:
                yield found.key, self._whole(whole)

    def _whole(self, name: str) -> str:
        indicator = self.catalogue.find_indicator(name) if name else None
        return indicator.key if indicator else ""

    def _set_money(self, spoken: Spoken, state: State, named: bool) -> None:
        """What money is spoken of where no indicator is named: yuan per mu, a profit or a loss, an investment."""
        keys = indicators(spoken.head)
        if spoken.unit == YUAN_PER_MU:
            per_area = [one.key for one in self.catalogue.indicators.values() if one.unit.endswith("/亩")]
            if len(per_area) == 1 and not any(topic.indicator in per_area for topic in state.topics):
                state.topics, state.fresh = (Topic(per_area[0]),), True
        if spoken.unit not in (None, YUAN):
            return
        if has((*spoken.before, *spoken.after[:1]), "profit", "loss", "less loss", "more loss"):
            earned = next((one for one in self.catalogue.indicators.values() if _is_profit(one)), None)
            if earned and not any(_is_profit(self.catalogue.indicators[key]) for key in keys):
                state.topics, state.fresh = (Topic(earned.key),), True
        elif spoken.unit == YUAN and has(spoken.before, "invested") and not keys:
            state.topics = tuple(
                replace(topic, indicator=self._invested.get(topic.indicator, topic.indicator)) for topic in state.topics
            )

    # -- areas and periods -------------------------------------------------------------------------------------

    def _set_area(self, spoken: Spoken, state: State) -> str | None:
        """Takes an area over; gives one that is named for this number alone: "the provincial rate (67.4 percent)"."""
        before, group = spoken.before, spoken.group
        if group and [token.kind for token in group.all_before] == ["area"]:
            return str(before[0].value)
        beside = compared(before) or (compared(spoken.after) if group else [])
        if state.aside is not None and beside:
            state.area, state.aside = state.aside, None
        than = next((at for at, token in enumerate(before) if is_than(token)), None)
        if group and group.unit == PERCENT and than is not None and not beside and has_kind(before[than:], "area"):
            state.aside = state.area
        beside = [*beside, *_level_with(before)]
        plain = [token for token in before if token.kind in ("area", "own") and token not in beside]
        if plain:
            state.area = plain[-1].value if plain[-1].kind == "area" else self.subject.area
        return None

    def _set_period(self, spoken: Spoken, state: State) -> Period | None:
        """Takes a period over; gives one that is named for this number alone."""
        before, after = spoken.before, spoken.after[:_NEAR_AFTER]
        named = [one for at, one in enumerate(before) if one.kind in _WHEN and not is_base(before, at, state)]
        if named:
            state.alone = has(before, "alone")
        elif not has_kind(before, *_WHEN):
            named = [one for at, one in enumerate(after) if _is_latin_period(one) and not is_base(after, at, state)]
        if not named:
            return state.meanwhile if state.dated and not has_kind(spoken.head, "indicators") else None
        period = self.period(_ruling_period(named, before), state)
        trailing = named[-1] in after
        if trailing and period.year < self.subject.period.year:
            return None  # what something is measured from: "… of 2022"
        if trailing or (state.dated and period != state.period and not has_kind(before, "indicators")):
            state.meanwhile, state.dated = period, True
            return period
        state.period, state.meanwhile, state.dated = period, None, True
        return None

    def period(self, token: Token, state: State) -> Period:
        """The period of a token: a span of months is of the year that is spoken of."""
        if token.kind == "period":
            found: Period = token.value
            return found
        year = (state.period or self.subject.period).year
        return Period(year, token.value[1], token.value[0])


def _ruling_period(named: Sequence[Token], before: Sequence[Token]) -> Token:
    """The last before the name of what is spoken of; else the first: "the same in November as in October"."""
    last = max((token.start for token in before if token.kind == "indicators"), default=-1)
    led = [token for token in named if token.start < last]
    return led[-1] if led else named[0]


def _level_with(tokens: Sequence[Token]) -> list[Token]:
    """Whom something is level with: 与郑州市持平."""
    level = next((at for at, token in enumerate(tokens) if token.kind == "verb" and token.value == 0), None)
    if level is None:
        return []
    near = tokens[level + 1 : level + 2] if tokens[level].text.isascii() else tokens[max(0, level - 1) : level]
    return [token for token in near if token.kind == "area"]


def _is_latin_period(token: Token) -> bool:
    return token.kind in _WHEN and token.text[:1].isascii()


def is_base(tokens: Sequence[Token], at: int, state: State) -> bool:
    """比一季度, than in the first three quarters: a period that something is measured from."""
    token = tokens[at]
    for before in tokens[max(0, at - _NEAR) : at]:
        if before.kind == "compare" or (before.kind == "cue" and before.value == "from"):
            return True
        if before.text == "from" and token.kind == "span" and token.value[0] < token.value[1]:
            continue  # from January to April
        if is_than(before):
            during = before.text in _DURING and token.kind == "span" and token.value[0] == 1
            return not during or (state.period is not None and token.value[1] < state.period.last)
    return False


def indicators(tokens: Sequence[Token]) -> list[str]:
    return [key for token in tokens if token.kind == "indicators" for key in token.value]


def last_run(tokens: Sequence[Token]) -> list[Token]:
    """The last names of indicators that stand in a list; of two names without a mark between, the one that rules.

    规上工业企业利润 is about profits, and so are "profits of industry".
    """
    run: list[Token] = []
    parted = True
    for token in tokens:
        if token.kind == "indicators":
            run = [*run, token] if not run or parted else _ruling(run, token)
            parted = False
        elif token.kind == "separator":
            parted = True
        elif token.kind not in ("neutral", "part") and any(
            later.kind == "indicators" and later.start > token.start for later in tokens
        ):
            run, parted = [], True
    return run


def _ruling(run: list[Token], token: Token) -> list[Token]:
    close = token.start - run[-1].end <= _OF
    if token.text.isascii() and close:
        return run
    return [*run[:-1], token] if close else [token]


def _is_profit(indicator: Indicator) -> bool:
    return "利润" in indicator.zh


__all__ = ["RATES", "Spoken", "State", "Subjects", "Topic", "indicators", "is_base", "last_run"]
