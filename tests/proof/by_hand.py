"""Sentences that people add by hand, of years that no workbook knows: each as it holds, and as it contradicts itself.

Whether one holds is arithmetic on its own numbers, so no figure is needed to show that the other is false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from report.catalogue import Area, Language
from report.facts.derive import half_up

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Sentence:
    """In both languages: ``sound`` as it holds, ``wrong`` as it does not."""

    sound: Mapping[Language, str]
    wrong: Mapping[Language, str]


@dataclass(frozen=True)
class Speaker:
    """Says things of one area in years long before those of an edition."""

    area: Area
    year: int
    random: Random

    @property
    def names(self) -> dict[str, object]:
        nation = self.area.level == "nation"
        return {
            "year": self.year,
            "zh": self.area.zh,
            "en": self.area.en,
            "gdp_zh": "国内生产总值" if nation else "地区生产总值",
            "gdp_en": "gross domestic product" if nation else "gross regional product",
        }

    def tenths(self, low: float, high: float) -> Decimal:
        return Decimal(self.random.randint(round(low * 10), round(high * 10))) / 10

    def say(self, shape: str, **numbers: object) -> str:
        return shape.format(**self.names, **numbers)


_PARTS: Final[Mapping[Language, tuple[str, ...]]] = {
    "zh": (
        "{year}年，{zh}{gdp_zh}{t}亿元，其中第一产业增加值{a}亿元，第二产业增加值{b}亿元，第三产业增加值{c}亿元。",
        "{year}年，{zh}第一产业增加值{a}亿元，第二产业增加值{b}亿元，第三产业增加值{c}亿元；{gdp_zh}{t}亿元。",
        "{year}年，{zh}三次产业增加值分别为{a}、{b}、{c}亿元，{gdp_zh}为{t}亿元。",
    ),
    "en": (
        " In {year}, the {gdp_en} of {en} was {t} billion yuan; value added of the primary industry was {a} billion"
        " yuan, of the secondary industry {b} billion yuan, and of the tertiary industry {c} billion yuan.",
        " In {year}, value added of the primary, secondary and tertiary industries of {en} came to {a}, {b} and {c}"
        " billion yuan respectively, and its {gdp_en} was {t} billion yuan.",
        " In {year}, {en}’s {gdp_en} was {t} billion yuan. The primary industry contributed {a} billion yuan, the"
        " secondary industry {b} billion yuan and the tertiary industry {c} billion yuan.",
    ),
}


def parts_and_total(speaker: Speaker) -> Sentence:
    """Either the whole or one of the parts is off by a twentieth or more: far beyond rounding."""
    parts = {name: speaker.tenths(*span) for name, span in (("a", (10, 90)), ("b", (300, 900)), ("c", (300, 900)))}
    numbers = {**parts, "t": sum(parts.values(), Decimal(0))}
    which = speaker.random.choice(("t", "b", "c"))
    step = half_up(numbers["t"] * Decimal(speaker.random.randint(5, 30)) / 100, 1)
    wrong = {**numbers, which: numbers[which] + step}
    return _sentence(speaker, _PARTS, numbers, wrong)


_SHARES: Final[Mapping[Language, tuple[str, ...]]] = {
    "zh": (
        "{year}年，{zh}第一产业占{gdp_zh}的比重为{a}%，第二产业占比为{b}%，第三产业占比为{c}%。",
        "{year}年，{zh}三次产业增加值占{gdp_zh}的比重分别为{a}%、{b}%和{c}%。",
        "{year}年，{zh}三次产业结构为{a}∶{b}∶{c}。",
    ),
    "en": (
        " In {year}, the primary, secondary and tertiary industries of {en} accounted for {a} percent, {b} percent and"
        " {c} percent of its {gdp_en} respectively.",
        " In {year}, the structure of the three industries in {en} was {a}:{b}:{c}.",
        " In {year}, the primary industry accounted for {a} percent of {en}’s {gdp_en}, the secondary industry for"
        " {b} percent and the tertiary industry for {c} percent.",
    ),
}


def share_beyond_100(speaker: Speaker) -> Sentence:
    """Shares that come to a hundred, but for a tenth, and shares that come to three more at least."""
    a, b = speaker.tenths(1, 12), speaker.tenths(30, 60)
    sound = {"a": a, "b": b, "c": 100 - a - b + speaker.random.choice((-_TENTH, Decimal(0), _TENTH))}
    which = speaker.random.choice("abc")
    wrong = {**sound, which: sound[which] + speaker.tenths(3, 25)}
    return _sentence(speaker, _SHARES, sound, wrong)


def _sentence(
    speaker: Speaker,
    shapes: Mapping[Language, tuple[str, ...]],
    sound: Mapping[str, Decimal],
    wrong: Mapping[str, Decimal],
) -> Sentence:
    chosen = {language: speaker.random.choice(several) for language, several in shapes.items()}
    return Sentence(
        {language: speaker.say(shape, **sound) for language, shape in chosen.items()},
        {language: speaker.say(shape, **wrong) for language, shape in chosen.items()},
    )


_ALIKE: Final[tuple[Mapping[Language, str], ...]] = (
    {
        "zh": "{year}年，{zh}固定资产投资同比增长{r}%。",
        "en": " In {year}, fixed-asset investment in {en} grew by {r} percent.",
    },
    {
        "zh": "{year}年，{zh}工业投资{m}亿元。",
        "en": " In {year}, industrial investment in {en} was {n} billion yuan.",
    },
    {
        "zh": "{year}年，{zh}税收总额同比下降{r}%。",
        "en": " In {year}, total tax revenue of {en} fell by {r} percent.",
    },
    {
        "zh": "{year}年，{zh}税收总额为{m}亿元。",
        "en": " In {year}, total tax revenue of {en} was {n} billion yuan.",
    },
)


def said_otherwise(speaker: Speaker) -> Sentence:
    """The same of both languages; ``wrong`` has another number than the ``sound`` one of the other language."""
    shape = speaker.random.choice(_ALIKE)
    rate, money = speaker.tenths(0.3, 25), speaker.tenths(20, 900)
    sound = {"r": rate, "m": money, "n": money / 10}
    other = {"r": rate + speaker.tenths(0.2, 9), "m": money + speaker.tenths(1, 60)}
    wrong = {**other, "n": speaker.random.choice((other["m"] / 10, money))}  # 亿元 taken for billions
    return Sentence(
        {language: speaker.say(text, **sound) for language, text in shape.items()},
        {language: speaker.say(text, **wrong) for language, text in shape.items()},
    )


SENTENCES: Final[tuple[Callable[[Speaker], Sentence], ...]] = (parts_and_total, share_beyond_100, said_otherwise)
