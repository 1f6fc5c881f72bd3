"""The name of any fact, in either language: of its key, without its value.

``iva.growth.gap@gongyi~henan/2021Q1`` is 2021年一季度巩义市规模以上工业增加值增速与全省之差. ``within`` a subject its
area and period go without saying; ``short``: indicators by their short names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from report import numerals
from report.catalogue import Area, Catalogue, Language, Measure
from report.facts.claims import Claims
from report.facts.keys import FactKey
from report.facts.model import Subject
from report.periods import Period

_PERIOD: Final = r"\d{4}(?:[MQ]\d+(?:-\w+)?)?"
_KEY: Final = re.compile(
    rf" ?\b[a-z][a-z0-9_+]*\.[a-z]+(\.[a-z0-9_]+)?@[\w-]+(~\w+)?/{_PERIOD}(~{_PERIOD})? ?", re.ASCII
)


def with_names(words: str, catalogue: Catalogue, language: Language) -> str:
    """Words to people with the names of facts where their keys stand; a key that names no one thing stays."""

    def named(found: re.Match[str]) -> str:
        key = found[0].strip(" ")
        try:
            name = fact_name(FactKey.parse(key), catalogue, language)
        except (KeyError, ValueError):
            return found[0]
        return name if language == "zh" else found[0].replace(key, name)

    return _KEY.sub(named, words)


def fact_name(
    key: FactKey, catalogue: Catalogue, language: Language, within: Subject | None = None, *, short: bool = False
) -> str:
    """Raises KeyError for an indicator or area that the catalogue has not."""
    named = _Named(key, catalogue, language, within, short)
    return _chinese(named) if language == "zh" else _english(named)


def topic(
    key: FactKey, catalogue: Catalogue, language: Language, within: Subject | None = None, *, short: bool = False
) -> str:
    """What a sentence says the fact of: of growth and rank the indicator, of a gap the growth that it measures."""
    named = fact_name(_said_of(key), catalogue, language, within, short=short)
    if language == "zh":
        return f"{named}两年平均增速" if key.operation == "average2" else named
    if key.operation == "average2":
        return f"the two-year average of {named}"
    takes = key.measure is Measure.COUNT or key.operation == "target" or named.startswith("growth of ")
    return f"the {named}" if takes else _the(named)


def _the(named: str) -> str:
    """With its article, where it takes one: the value added of …, the primary industry."""
    bare = named.startswith("value added") or named.endswith(" industry")
    return f"the {named}" if bare and not named.startswith("the ") else named


def _said_of(key: FactKey) -> FactKey:
    if key.measure in (Measure.GROWTH, Measure.RANK) and key.operation in ("", "average2"):
        return key.plain.having(Measure.LEVEL)
    if key.operation == "share_change":
        return key.by("share", key.other)
    return key.plain if key.operation in ("gap", "lead", "change", "margin", "progress") else key


def claim_name(name: str, claims: Claims, language: Language) -> str:
    """The words that the claim allows; its own name where it has none, or is no longer known."""
    return next((words for claim, words in claims.words(language) if claim == name), name)


@dataclass(frozen=True, slots=True)
class _Named:
    """A key with the names of its parts."""

    key: FactKey
    catalogue: Catalogue
    language: Language
    within: Subject | None
    short: bool

    @property
    def home(self) -> Area:
        return self.catalogue.areas[self.key.area]

    @property
    def indicator(self) -> str:
        return numerals.listed([self._called(name) for name in self.key.indicator.split("+")], self.language)

    def _called(self, key: str) -> str:
        indicator = self.catalogue.indicators[key]
        shown = indicator.short_name if self.short else indicator.name
        return shown(self.language, self.home)

    @property
    def whole(self) -> str:
        """What a share is a share of, and what a lead is over."""
        other = self.key.other or self.catalogue.indicators[self.key.indicator].part_of
        return self._called(other) if other else ""

    @property
    def other(self) -> str:
        area = self.catalogue.areas[self.key.other]
        return area.relative("zh") if self.language == "zh" else area.name("en")

    @property
    def area(self) -> str:
        """Empty where it goes without saying."""
        known = self.within is not None and self.within.area == self.key.area
        return "" if known else self.home.name(self.language)

    @property
    def period(self) -> str:
        spoken = self._span()
        known = self.within is not None and self._of_the_issue(self.within, spoken)
        return "" if known else numerals.period_name(spoken, self.language)

    def _span(self) -> Period:
        return self.key.period.alone() if self.key.operation == "alone" else self.key.period

    def _of_the_issue(self, within: Subject, spoken: Period) -> bool:
        if self.key.operation == "target":  # it is the year's, whatever quarter is reported
            return spoken.year == within.period.year
        return spoken == within.period

    @property
    def base(self) -> str:
        base = self.key.base or self.key.period.last_year()
        if base == self.key.period.last_year():
            said = ("上年", "the previous year") if base.is_full_year else ("上年同期", "a year earlier")
            return said[0 if self.language == "zh" else 1]
        return numerals.period_name(base, self.language)


_MEASURES_ZH: Final[Mapping[Measure, str]] = {Measure.GROWTH: "增速", Measure.RANK: "位次", Measure.COUNT: "数量"}


def _core_zh(named: _Named) -> str:
    return f"{named.indicator}{_MEASURES_ZH.get(named.key.measure, '')}"


def _share_zh(named: _Named) -> str:
    return f"{named.indicator}占{named.whole}比重"


_CHINESE: Final[Mapping[str, Callable[[_Named], str]]] = {
    "": _core_zh,
    "gap": lambda named: f"{_core_zh(named)}与{named.other}之差",
    "lead": lambda named: f"{_core_zh(named)}与{named.whole}{_MEASURES_ZH.get(named.key.measure, '')}之差",
    "change": lambda named: f"{_core_zh(named)}比{named.base}的变化",
    "share": _share_zh,
    "share_change": lambda named: f"{_share_zh(named)}比{named.base}的变化",
    "alone": _core_zh,
    "sum": lambda named: f"{_core_zh(named)}合计",
    "average2": lambda named: f"{named.indicator}两年平均增速",
    "target": lambda named: f"{_core_zh(named)}年度目标",
    "margin": lambda named: f"{_core_zh(named)}与年度目标之差",
    "progress": lambda named: f"{named.indicator}年度目标完成进度",
}


def _chinese(named: _Named) -> str:
    indicator = named.catalogue.indicators.get(named.key.indicator)
    national = named.home.level == "nation" and indicator is not None and indicator.zh_nation
    return f"{named.period}{'' if national else named.area}{_CHINESE[named.key.operation](named)}"


_MEASURES_EN: Final[Mapping[Measure, str]] = {
    Measure.GROWTH: "growth of ",
    Measure.RANK: "rank by ",
    Measure.COUNT: "number of ",
}


def _core_en(named: _Named) -> str:
    before = _MEASURES_EN.get(named.key.measure, "")
    return f"{before}{_the(named.indicator)}" if before else named.indicator.removeprefix("the ")


def _the_core_en(named: _Named) -> str:
    """Shares have their article in their name, where they take one."""
    if named.key.measure in (Measure.SHARE, Measure.RATIO):
        return named.indicator
    return f"the {_core_en(named)}" if named.key.measure in _MEASURES_EN else _core_en(named)


def _share_en(named: _Named) -> str:
    return f"{named.indicator} as a share of {named.whole}"


def _the_aim_en(named: _Named) -> str:
    """A number of things to reach is told by the things."""
    return named.indicator if named.key.measure is Measure.COUNT else _the_core_en(named)


def _gap_en(named: _Named) -> str:
    beside = f"between {named.area} and {named.other}" if named.area else f"to {named.other}"
    return f"gap {beside} in {_the_core_en(named)}"


def _placed(core: Callable[[_Named], str]) -> Callable[[_Named], str]:
    return lambda named: f"{core(named)} in {named.area}" if named.area else core(named)


_ENGLISH: Final[Mapping[str, Callable[[_Named], str]]] = {
    "": _placed(_core_en),
    "gap": _gap_en,
    "lead": _placed(lambda named: f"gap between {_the_core_en(named)} and that of {_the(named.whole)}"),
    "change": _placed(lambda named: f"change from {named.base} in {_the_core_en(named)}"),
    "share": _placed(_share_en),
    "share_change": _placed(lambda named: f"change from {named.base} in {_share_en(named)}"),
    "alone": _placed(_core_en),
    "sum": _placed(lambda named: f"sum of {_core_en(named)}"),
    "average2": _placed(lambda named: f"two-year average growth of {_the(named.indicator)}"),
    "target": _placed(lambda named: f"annual target for {_the_core_en(named)}"),
    "margin": _placed(lambda named: f"distance of {_the_core_en(named)} from the annual target"),
    "progress": _placed(lambda named: f"progress towards the annual target for {_the_aim_en(named)}"),
}


def _english(named: _Named) -> str:
    words = _ENGLISH[named.key.operation](named)
    return f"{words}, {named.period}" if named.period else words
