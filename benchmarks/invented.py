"""Invented figures of an area that fit together: what the samples and the synthetic nation are filled with.

``leaf`` draws an area by chance, ``whole`` adds areas up to the one above them. In both, value added is the sum of
its parts, a share is its part over its whole, and growth at current prices in 2021 follows from the levels of 2020.
The same seed, key and size give the same figures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

#: Cumulative quarters, oldest first; the last is the one that briefings are about.
PERIODS: Final = ("2020Q1", "2020Q2", "2020Q3", "2020Q4", "2021Q1")
QUARTER: Final = PERIODS[-1]
BEFORE: Final = PERIODS[0]

INDUSTRIES: Final = ("primary", "secondary", "tertiary")
AT_CURRENT_PRICES: Final = (
    *("industrial_investment", "technical_investment", "fixed_investment"),
    *("tax", "industrial_tax", "profit", "revenue_per_mu"),
)
COUNTS: Final = ("intelligent_workshops", "green_plants", "rd_platforms")
#: Part and whole of the shares that are worked out; the others are drawn.
RATIOS: Final[Mapping[str, tuple[str, str]]] = {
    "tax_share": ("industrial_tax", "tax"),
    "industry_share": ("industry", "gdp"),
}
DRAWN_SHARES: Final = ("leading_share", "hightech_share")

_TENTH: Final = Decimal("0.1")
#: Of the three industries' growth in that of GDP, about.
_WEIGHTS: Final = (Decimal("0.07"), Decimal("0.4"), Decimal("0.53"))
#: How much of the year has been made by the end of each of its quarters.
_MADE: Final[Mapping[str, tuple[float, ...]]] = {
    "primary": (0.12, 0.36, 0.66, 1),
    "secondary": (0.20, 0.46, 0.72, 1),
    "tertiary": (0.23, 0.48, 0.73, 1),
    "investment": (0.13, 0.45, 0.74, 1),
    "profit": (0.16, 0.42, 0.70, 1),
}
#: How far growth has come from that of the first quarter of 2020 to that of the year.
_RECOVERED: Final = (0, 0.55, 0.8, 1)

Key = tuple[str, str, str]  # indicator, measure, period
Values = Mapping[Key, Decimal]


@dataclass(frozen=True)
class Target:
    """What 2021 is to reach: ``bound`` as :data:`report.figures.vocabulary.BOUNDS` has it."""

    theme: str
    indicator: str
    measure: str
    bound: str
    value: Decimal


@dataclass(frozen=True)
class Invented:
    """The figures of an area and its targets for 2021."""

    values: Values
    targets: tuple[Target, ...]


def rounded(number: float | Decimal) -> Decimal:
    """To one decimal, half up: as figures are published."""
    return Decimal(number).quantize(_TENTH, ROUND_HALF_UP)


def leaf(key: str, size: float, many: int = 1, seed: int = 2021) -> Invented:
    """An area by chance: ``size`` is its GDP of 2020 in 亿元, ``many`` how many of what is counted by ones."""
    chance = random.Random(f"{seed}/{key}")
    values = {**_levels(chance, size), **_comparable(chance), **_shares(chance)}
    values |= {(name, "count", QUARTER): Decimal(chance.randint(1, 2 * many)) for name in COUNTS}
    for name in AT_CURRENT_PRICES:
        values |= _over_time(name, "growth", _rates(chance, (-24, -6), (-1, 11)))
    return _settled(values, chance)


def whole(key: str, parts: Sequence[Invented], seed: int = 2021) -> Invented:
    """The area that others make up: levels and counts are sums, growth and shares weighted means."""
    values: dict[Key, Decimal] = {}
    for indicator, measure, period in parts[0].values:
        each = [(part.values[indicator, measure, period], _weight(part, indicator, period)) for part in parts]
        adds_up = measure == "count" or (measure == "level" and indicator != "revenue_per_mu")
        combine = _growth if measure == "growth" else _sum if adds_up else _mean
        values[indicator, measure, period] = combine(each)
    return _settled(values, random.Random(f"{seed}/{key}"))


Weighted = Sequence[tuple[Decimal, Decimal]]


def _sum(each: Weighted) -> Decimal:
    return sum((value for value, _ in each), Decimal(0))


def _mean(each: Weighted) -> Decimal:
    return rounded(sum((value * weight for value, weight in each), Decimal(0)) / sum(weight for _, weight in each))


def _growth(each: Weighted) -> Decimal:
    """Of the sum: each area weighs with what it had a year before."""
    now = sum(weight for _, weight in each)
    before = sum((weight / (1 + rate / 100) for rate, weight in each), Decimal(0))
    return rounded((now / before - 1) * 100)


def _weight(part: Invented, indicator: str, period: str) -> Decimal:
    """The level that an indicator weighs with; for what has none of its own, that of industry."""
    own = indicator if indicator != "revenue_per_mu" else "industry"
    return max(part.values.get((own, "level", period), part.values["industry", "level", period]), _TENTH)


def _settled(values: dict[Key, Decimal], chance: random.Random) -> Invented:
    """What follows from levels, and the targets."""
    for period in PERIODS:
        for share, (part, of) in RATIOS.items():
            rate = values[part, "level", period] / values[of, "level", period] * 100
            values[share, "share", period] = rounded(rate)
    for name in AT_CURRENT_PRICES:
        rate = values[name, "level", QUARTER] / values[name, "level", BEFORE] - 1
        values[name, "growth", QUARTER] = rounded(rate * 100)
    return Invented(values, _targets(values, chance))


def _levels(chance: random.Random, size: float) -> dict[Key, Decimal]:
    first, second = chance.uniform(0.03, 0.14), chance.uniform(0.34, 0.5)
    fixed = size * chance.uniform(0.42, 0.72)
    investment = fixed * chance.uniform(0.22, 0.4)
    tax, industry = size * chance.uniform(0.1, 0.17), size * second * chance.uniform(0.8, 0.92)
    year = {
        "primary": (size * first, "primary", (5, 11)),
        "secondary": (size * second, "secondary", (18, 31)),
        "tertiary": (size * (1 - first - second), "tertiary", (11, 19)),
        "industry": (industry, "secondary", (19, 32)),
        "fixed_investment": (fixed, "investment", (8, 32)),
        "industrial_investment": (investment, "investment", (4, 36)),
        "technical_investment": (investment * chance.uniform(0.2, 0.34), "investment", (-4, 44)),
        "tax": (tax, "tertiary", (14, 30)),
        "industrial_tax": (tax * chance.uniform(0.4, 0.58), "tertiary", (12, 36)),
        "profit": (industry * chance.uniform(0.14, 0.26), "profit", (30, 120)),
        "revenue_per_mu": (chance.uniform(180, 460), "tertiary", (6, 30)),
    }
    values: dict[Key, Decimal] = {}
    for name, (amount, pace, growth) in year.items():
        quarters = [amount * made * chance.uniform(0.99, 1.01) for made in _MADE[pace]]
        series = [*quarters, quarters[0] * (1 + chance.uniform(*growth) / 100)]
        values |= _over_time(name, "level", [max(rounded(one), _TENTH) for one in series])
    for period in PERIODS:
        _fit(values, period)
    return values


def _fit(values: dict[Key, Decimal], period: str) -> None:
    """GDP is the sum of its parts, and no part is more than its whole."""
    values["gdp", "level", period] = _sum([(values[name, "level", period], _TENTH) for name in INDUSTRIES])
    wholes = {
        "industry": "secondary",
        "industrial_investment": "fixed_investment",
        "technical_investment": "industrial_investment",
        "industrial_tax": "tax",
    }
    for part, of in wholes.items():
        values[part, "level", period] = min(values[part, "level", period], values[of, "level", period])


def _comparable(chance: random.Random) -> dict[Key, Decimal]:
    """Growth at comparable prices; that of GDP lies among its parts'."""
    ranges = {
        "primary": ((-3.5, 0.5), (1.5, 3.6), (4, 9)),
        "secondary": ((-16, -4), (0, 6), (16, 29)),
        "tertiary": ((-8, -2), (0.5, 4), (9, 17)),
    }
    rates = {}
    for name, (start, year, again) in ranges.items():
        rates[name] = [*_rates(chance, start, year), rounded(chance.uniform(*again))]
    rates["industry"] = [rate + rounded(chance.uniform(-0.4, 0.9)) for rate in rates["secondary"]]
    rates["iva"] = [rate + rounded(chance.uniform(-1.2, 2.4)) for rate in rates["industry"]]
    rates["gdp"] = [_of_gdp(parts) for parts in zip(*(rates[name] for name in INDUSTRIES), strict=True)]
    values: dict[Key, Decimal] = {}
    for name, series in rates.items():
        values |= _over_time(name, "growth", series)
    return values


def _of_gdp(parts: Sequence[Decimal]) -> Decimal:
    return rounded(sum((weight * rate for weight, rate in zip(_WEIGHTS, parts, strict=True)), Decimal(0)))


def _over_time(indicator: str, measure: str, series: Sequence[Decimal]) -> dict[Key, Decimal]:
    """A series of figures, as far as it goes."""
    return {(indicator, measure, period): value for period, value in zip(PERIODS, series, strict=False)}


def _rates(chance: random.Random, first: tuple[float, float], year: tuple[float, float]) -> list[Decimal]:
    """Growth over the quarters of 2020."""
    start, end = chance.uniform(*first), chance.uniform(*year)
    return [rounded(start + (end - start) * way) for way in _RECOVERED]


def _shares(chance: random.Random) -> dict[Key, Decimal]:
    values: dict[Key, Decimal] = {}
    for name, limits in zip(DRAWN_SHARES, ((48, 72), (32, 64)), strict=True):
        share = chance.uniform(*limits)
        for period in PERIODS:
            values[name, "share", period] = rounded(share)
            share += chance.uniform(-0.1, 0.7)
    return values


def _targets(values: Values, chance: random.Random) -> tuple[Target, ...]:
    def share(name: str) -> Decimal:
        return Decimal(round(values[name, "share", PERIODS[3]] + Decimal(chance.choice((0, 0, 1)))))

    def count(name: str) -> Decimal:
        return values[name, "count", QUARTER] * chance.choice((1, 2, 3, 4))

    def growth(lowest: int, highest: int) -> Decimal:
        return Decimal(chance.randint(lowest, highest))

    made: tuple[tuple[str, str, str, str, Callable[[], Decimal]], ...] = (
        ("scale", "iva", "growth", "about", lambda: growth(5, 9)),
        ("scale", "industrial_investment", "growth", "about", lambda: growth(6, 12)),
        ("scale", "industry_share", "share", "held_at", lambda: share("industry_share")),
        ("scale", "leading_share", "share", "held_at", lambda: share("leading_share")),
        ("quality", "intelligent_workshops", "count", "count", lambda: count("intelligent_workshops")),
        ("quality", "green_plants", "count", "count", lambda: count("green_plants")),
        ("quality", "tax_share", "share", "held_at", lambda: share("tax_share")),
        ("quality", "revenue_per_mu", "growth", "above", lambda: growth(6, 12)),
        ("innovation", "rd_platforms", "count", "count", lambda: count("rd_platforms")),
        ("innovation", "hightech_share", "share", "held_at", lambda: share("hightech_share")),
    )
    return tuple(Target(theme, name, measure, bound, value()) for theme, name, measure, bound, value in made)
