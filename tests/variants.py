"""Other figures for the shipped editions: each variant a direction in which a quarter can go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import hand_made

from report import periods
from report.edition import Edition
from report.facts.claims import Claims, House
from report.figures.model import Figures

Q1, Q1_BEFORE = "@gongyi/2021Q1", "@gongyi/2020Q1"
RATES = ("iva", "gdp", "primary", "secondary", "tertiary", "industrial_investment", "technical_investment")
OTHER_RATES = ("fixed_investment", "aluminium", "aluminium_investment", "tax", "industrial_tax", "revenue_per_mu")
SHARES = ("tax_share", "industry_share", "leading_share", "hightech_share")
QUARTERLY = "gongyi-2021Q1"

Change = Callable[[Figures], Figures]


def _as_it_is(made: Edition) -> Edition:
    return made


@dataclass(frozen=True)
class Variant:
    """An edition with other figures, for another period, or beside other areas."""

    edition: str
    changed: Change
    about: Callable[[Edition], Edition] = _as_it_is
    claims: Claims = hand_made.CLAIMS

    def made(self) -> tuple[Figures, Edition]:
        edition, figures = hand_made.shipped(self.edition)
        return self.changed(figures), self.about(edition)


def _with(values: Mapping[str, str | None]) -> Change:
    return lambda figures: hand_made.changed(figures, values, add=True)


def _growth(value: str, *indicators: str) -> dict[str, str | None]:
    return {f"{indicator}.growth{Q1}": value for indicator in indicators}


def _shares(value: str) -> dict[str, str | None]:
    return {f"{share}.share{Q1}": value for share in SHARES}


def _value(figures: Figures, key: str) -> str:
    return next(str(figure.value) for figure in figures if str(figure.key) == key)


def _level(figures: Figures) -> Figures:
    """Nothing moved, anywhere."""
    shares = {f"{share}.share{Q1}": _value(figures, f"{share}.share{Q1_BEFORE}") for share in SHARES}
    others = {
        f"{indicator}.growth@{area}/2021Q1": "0.0"
        for indicator in ("iva", "gdp", "industrial_investment", "fixed_investment")
        for area in ("henan", "zhengzhou")
    }
    own = {**_growth("0.0", *RATES, *OTHER_RATES, "profit"), f"iva.growth{Q1_BEFORE}": "0.0"}
    return hand_made.changed(figures, {**shares, **others, **own}, add=True)


def _later(period: str) -> Change:
    """The first quarters' figures as those of a longer period."""
    longer = periods.parse_key(period)

    def move(figures: Figures) -> Figures:
        kept = {}
        for figure in figures:
            if figure.key.period.is_cumulative and figure.key.period.last == 3:
                key = replace(figure.key, period=replace(longer, year=figure.key.period.year))
                kept[key] = replace(figure, key=key)
        return replace(figures, figures=kept, absent={})

    return move


def _period(period: str) -> Callable[[Edition], Edition]:
    return lambda made: replace(made, subject=replace(made.subject, period=periods.parse_key(period)))


def _compared(*areas: str) -> Callable[[Edition], Edition]:
    return lambda made: replace(made, subject=replace(made.subject, compare_with=areas))


def _without(*keys: str) -> Change:
    return _with({f"{key}{Q1}": None for key in keys})


_DOUBLED = _with(_growth("189.7", "iva", "profit", "industrial_tax", "technical_investment"))

VARIANTS: Mapping[str, Variant] = {
    "falls": Variant(QUARTERLY, _with({**_growth("-3.4", *RATES, *OTHER_RATES, "profit"), **_shares("40.0")})),
    "level": Variant(QUARTERLY, _level),
    "turned-negative": Variant(
        QUARTERLY, _with({**_growth("-2.1", "iva"), **_growth("0.6", "gdp"), f"iva.growth{Q1_BEFORE}": "6.3"})
    ),
    "slower": Variant(QUARTERLY, _with({**_growth("4.2", "iva"), f"iva.growth{Q1_BEFORE}": "6.3"})),
    "doubled": Variant(QUARTERLY, _DOUBLED),
    "doubled-in-times": Variant(QUARTERLY, _DOUBLED, claims=replace(hand_made.CLAIMS, house=House(doubling="times"))),
    "optional-missing": Variant(QUARTERLY, _without("tax.level", "revenue_per_mu.growth", "hightech_share.share")),
    "comparisons-mixed": Variant(
        QUARTERLY,
        _with(
            {
                "iva.growth@china/2021Q1": "24.5",
                "iva.growth@henan/2021Q1": "31.2",
                "iva.growth@zhengzhou/2021Q1": "32.2",
                "gdp.growth@china/2021Q1": "18.3",
                "gdp.growth@henan/2021Q1": "17.6",
                "gdp.growth@zhengzhou/2021Q1": "17.6",
            }
        ),
        _compared("china", "henan", "zhengzhou"),
    ),
    "without-comparison": Variant(QUARTERLY, lambda figures: figures, _compared()),
    "targets-missed": Variant(
        QUARTERLY,
        _with(
            {
                **_growth("4.5", "iva", "industrial_investment", "revenue_per_mu"),
                **_shares("50.0"),
                f"green_plants.count{Q1}": "0",
            }
        ),
    ),
    "loss": Variant(QUARTERLY, _with({f"profit.level{Q1}": "-1.2", f"profit.level{Q1_BEFORE}": "5.2"})),
    "loss-narrowed": Variant(QUARTERLY, _with({f"profit.level{Q1}": "-1.2", f"profit.level{Q1_BEFORE}": "-2.0"})),
    "profit-again": Variant(QUARTERLY, _with({f"profit.level{Q1}": "3.1", f"profit.level{Q1_BEFORE}": "-2.0"})),
    "first-half": Variant(QUARTERLY, _later("2021Q2"), _period("2021Q2")),
    "whole-year": Variant(QUARTERLY, _later("2021Q4"), _period("2021Q4")),
    "bulletin-falls": Variant(
        "gongyi-2020",
        _with(
            {
                "iva.growth@gongyi/2020Q4": "-4.5",
                "iva.growth@gongyi/2020Q3": "-6.0",
                "iva.growth@gongyi/2019Q4": "-4.5",
                "industrial_investment.growth@gongyi/2020Q4": "-0.6",
                "aluminium.growth@gongyi/2020Q4": "0.0",
                "aluminium_investment.growth@gongyi/2020Q4": "-12.0",
            }
        ),
    ),
}
