"""Editions by chance: plausible figures of an area and those beside it, filed as an office would file them.

What hangs together in real figures hangs together here: parts add up to their total, shares are part over whole,
growth at current prices follows from the levels, growth of the whole lies among that of its parts.
"""

from __future__ import annotations

import csv
import functools
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

from report import catalogue as catalogues
from report.catalogue import Catalogue
from report.facts.derive import half_up
from report.figures.model import FigureKey
from report.periods import Period

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "inputs"
TEMPLATES = ROOT / "templates"
COMPARED = ("henan", "zhengzhou")
Put = Callable[..., None]
_HUNDRED = Decimal(100)
_QUARTERS = (3, 6, 9, 12)
_PARTS = ("primary", "secondary", "tertiary")
_WORDS = {"growth": "同比增长"}
_HELD = {"industry_share", "leading_share", "hightech_share", "tax_share"}
_CHARTED = {
    "gongyi": ("iva.growth", "industrial_investment.growth", "fixed_investment.growth", "gdp.growth"),
    "china": ("gdp.level",),
}
_WORDS_OF = {"zh": ("经济简报", "简报编辑组", "统计部门"), "en": ("Bulletin", "The Desk", "the office")}
_COUNTS = ("intelligent_workshops", "green_plants", "rd_platforms")


@dataclass(frozen=True)
class ByChance:
    """An edition: ``values`` by key (``iva.growth@gongyi/2021Q1``), ``targets`` in words by indicator, of ``year``."""

    name: str
    template: str
    area: str
    period: Period
    values: Mapping[str, Decimal]
    targets: Mapping[str, str]
    year: int
    sample: bool

    @property
    def compared(self) -> tuple[str, ...]:
        return () if self.area == "china" else COMPARED


def by_chance(random: Random, number: int) -> ByChance:
    """The ``number``-th edition of a run: quarterly briefings, bulletins on a year, briefings on the nation."""
    year, last = random.randint(2017, 2024), random.choice(_QUARTERS)
    sample = random.random() < 0.5
    if number % 5 == 4:
        period = Period(year, last)
        values = _nation(random, period)
        return ByChance(f"china-{period}-n{number}", "quarterly", "china", period, values, {}, year, sample)
    if number % 5 == 2:
        period = Period(year, 12)
        values, targets = _county(random, period)
        return ByChance(f"gongyi-{year}-n{number}", "bulletin", "gongyi", period, values, targets, year + 1, sample)
    period = Period(year, last)
    values, targets = _county(random, period)
    return ByChance(f"gongyi-{period}-n{number}", "quarterly", "gongyi", period, values, targets, year, sample)


def earlier_vintage(random: Random, made: ByChance) -> ByChance:
    """The edition as it was before one of its figures was revised: of its own area and period, by a tenth or more."""
    keys = [key for key in made.values if f"@{made.area}/{made.period}" in key and not _is_count(key)]
    charted = [key for key in keys if key.startswith(_CHARTED[made.area])]
    key = random.choice(charted if random.random() < 0.7 else keys)
    value = made.values[key]
    step = Decimal(random.randint(1, 40)) / 10 * random.choice((1, -1))
    if not key.partition("@")[0].endswith("growth"):
        step = max(Decimal("0.1"), half_up(value * Decimal(random.randint(1, 6)) / 100, 1))
    return replace(made, values={**made.values, key: value + step})


def file_edition(made: ByChance, inputs: Path) -> Path:
    """The folder of an edition: its figures as a tidy table, its targets, its particulars, remarks by hand."""
    folder = inputs / made.name
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = inputs / "catalogue.toml"
    if not catalogue.exists():
        shutil.copy(INPUTS / "catalogue.toml", catalogue)
    _write(folder / "figures.csv", _rows(made))
    files = ["figures.csv"]
    if made.targets:
        _write(folder / "targets.csv", _target_rows(made))
        files.append("targets.csv")
    shipped = {"bulletin": "gongyi-2020", "quarterly": "gongyi-2021Q1"}[made.template]
    for language in ("zh", "en") if made.area != "china" else ():
        shutil.copy(INPUTS / shipped / f"remarks.{language}.md", folder)
    (folder / "edition.toml").write_text("\n".join(_particulars(made, files)) + "\n", "utf-8")
    return folder


def readable(made: ByChance, catalogue: Catalogue) -> None:
    """Raises ValueError where a value has other decimals than the catalogue publishes."""
    for key, value in made.values.items():
        parsed = FigureKey.parse(key)
        decimals = catalogue.indicators[parsed.indicator].decimals_of(parsed.measure)
        if half_up(value, decimals) != value:
            raise ValueError(f"{key} = {value}: more than {decimals} decimals")


def _write(path: Path, rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _rows(made: ByChance) -> Iterator[list[str]]:
    catalogue = _catalogue()
    yield ["指标", "地区", "时期", "口径", "单位", "数值", "备注"]
    for key, value in made.values.items():
        parsed = FigureKey.parse(key)
        indicator, area = catalogue.indicators[parsed.indicator], catalogue.areas[parsed.area]
        word, unit = _WORDS.get(parsed.measure, "数值"), indicator.unit_of(parsed.measure)
        note = "样例数据（虚构）" if made.sample else ""
        yield [indicator.zh, area.zh, str(parsed.period), word, unit, str(value), note]


def _target_rows(made: ByChance) -> Iterator[list[str]]:
    catalogue = _catalogue()
    yield ["指标", "年份", "目标值", "主题"]
    for indicator, words in made.targets.items():
        yield [catalogue.indicators[indicator].zh, f"{made.year}年", words, "规模"]


def _particulars(made: ByChance, files: list[str]) -> Iterator[str]:
    yield f'template = "{made.template}"'
    yield f'area = "{made.area}"'
    yield f'period = "{made.period}"'
    yield f"compare_with = {json.dumps(made.compared)}"
    yield f"figures = {json.dumps(files)}"
    yield f"date = {made.period.year + 1}-01-20" if made.period.is_full_year else _date(made.period)
    yield "issue = 4"
    for language, words in (
        ("zh", ("经济简报", "简报编辑组", "统计部门")),
        ("en", ("Bulletin", "The Desk", "the office")),
    ):
        yield f"[{language}]"
        yield from (f'{key} = "{word}"' for key, word in zip(("publication", "office", "source"), words, strict=True))


def _date(period: Period) -> str:
    return f"date = {period.year}-{period.last + 1:02}-20"


@functools.cache
def _catalogue() -> Catalogue:
    return catalogues.load(INPUTS / "catalogue.toml")


def _is_count(key: str) -> bool:
    return FigureKey.parse(key).measure == "count"


# Figures


def _tenths(random: Random, low: float, high: float) -> Decimal:
    return Decimal(random.randint(round(low * 10), round(high * 10))) / 10


def _growth(random: Random) -> Decimal:
    mood = random.random()
    if mood < 0.03:
        return Decimal("0.0")
    if mood < 0.06:
        return _tenths(random, 100, 145)
    if mood < 0.32:
        return _tenths(random, -18, -0.1)
    return _tenths(random, 0.1, 32)


def _before(now: Decimal, growth: Decimal) -> Decimal:
    return max(half_up(now / (1 + growth / _HUNDRED), 1), Decimal("0.1"))


def _rise(now: Decimal, before: Decimal) -> Decimal:
    return half_up(now / before * 100 - 100, 1)


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return half_up(part / whole * 100, 1)


def _county(random: Random, period: Period) -> tuple[dict[str, Decimal], dict[str, str]]:
    values: dict[str, Decimal] = {}
    former = period.last_year()

    def put(what: str, value: Decimal, when: Period = period, area: str = "gongyi") -> None:
        values[f"{what}@{area}/{when}"] = value

    def pair(name: str, now: Decimal) -> tuple[Decimal, Decimal]:
        """A level at current prices, now and a year before, with the growth that follows."""
        before = _before(now, _growth(random))
        put(f"{name}.level", now)
        put(f"{name}.level", before, former)
        put(f"{name}.growth", _rise(now, before))
        return now, before

    gdp, gdp_before = _economy(random, put, former)
    share = random.uniform(0.3, 0.36)  # less than the secondary industry, of which it is a part
    industry = half_up(gdp * Decimal(share), 1)
    industry_before = half_up(gdp_before * Decimal(share + random.uniform(-0.03, 0.03)), 1)
    put("industry.level", industry)
    put("industry.growth", _growth(random))
    put("industry_share.share", _ratio(industry, gdp))
    put("industry_share.share", _ratio(industry_before, gdp_before), former)
    for area in ("gongyi", *COMPARED):
        _history(random, values, area, period)
        if area != "gongyi":
            for name in ("gdp", "industrial_investment", "fixed_investment"):
                put(f"{name}.growth", _growth(random), period, area)
    fixed, _ = pair("fixed_investment", _tenths(random, 40, 600))
    industrial, _ = pair("industrial_investment", half_up(fixed * Decimal(random.uniform(0.4, 0.8)), 1))
    pair("technical_investment", half_up(industrial * Decimal(random.uniform(0.2, 0.45)), 1))
    pair("aluminium_investment", half_up(industrial * Decimal(random.uniform(0.2, 0.45)), 1))
    put("aluminium.growth", _growth(random))
    _taxes(random, put, former)
    _profit(random, put, former)
    pair("revenue_per_mu", _tenths(random, 40, 180))
    for name in ("leading_share", "hightech_share"):
        held = _tenths(random, 30, 80)
        put(f"{name}.share", held)
        put(f"{name}.share", held - _tenths(random, -3, 3), former)
    put("rd_ratio.ratio", Decimal(random.randint(80, 320)) / 100)
    targets = _targets(random, values, period)
    for name in _COUNTS:
        put(f"{name}.count", Decimal(random.randint(1, 9)))
    return values, targets


def _economy(random: Random, put: Put, former: Period) -> tuple[Decimal, Decimal]:
    """The three industries, now and a year before; the whole is their sum, and grows as they do."""
    size = Decimal(random.randint(1200, 9000)) / 10
    shares = (Decimal(random.uniform(0.01, 0.06)), Decimal(random.uniform(0.36, 0.6)))
    levels = [half_up(size * shares[0], 1), half_up(size * shares[1], 1)]
    levels.append(half_up(size, 1) - sum(levels))
    mood = _tenths(random, -6, 18)
    growths = [mood + _tenths(random, -5, 5) for _ in levels]
    befores = [
        half_up(now / (1 + (growth + _tenths(random, -1, 4)) / _HUNDRED), 1)
        for now, growth in zip(levels, growths, strict=True)
    ]
    for name, now, before, growth in zip(_PARTS, levels, befores, growths, strict=True):
        put(f"{name}.level", now)
        put(f"{name}.level", before, former)
        put(f"{name}.growth", growth)
    whole, whole_before = sum(levels, Decimal(0)), sum(befores, Decimal(0))
    weighted = sum((now * growth for now, growth in zip(levels, growths, strict=True)), Decimal(0)) / whole
    put("gdp.level", whole)
    put("gdp.level", whole_before, former)
    put("gdp.growth", half_up(weighted, 1))
    return whole, whole_before


def _history(random: Random, values: dict[str, Decimal], area: str, period: Period) -> None:
    """Cumulative growth of above-scale industrial value added, quarter by quarter, back to a year before."""
    when, growth = period, _growth(random)
    if growth > 40:
        growth = _tenths(random, 5, 30)
    for _ in range(6):
        values[f"iva.growth@{area}/{when}"] = growth
        when = when.last_period()
        growth = growth + _tenths(random, -7, 7)
        if abs(growth) > 35:
            growth = _tenths(random, -9, 20)


def _taxes(random: Random, put: Put, former: Period) -> None:
    tax = _tenths(random, 10, 120)
    share = random.uniform(0.4, 0.65)
    industrial = half_up(tax * Decimal(share), 1)
    before = _before(tax, _tenths(random, -12, 25))
    industrial_before = half_up(before * Decimal(share + random.uniform(-0.04, 0.04)), 1)
    for name, now, then in (("tax", tax, before), ("industrial_tax", industrial, industrial_before)):
        put(f"{name}.level", now)
        put(f"{name}.level", then, former)
        put(f"{name}.growth", _rise(now, then))
    put("tax_share.share", _ratio(industrial, tax))
    put("tax_share.share", _ratio(industrial_before, before), former)


def _profit(random: Random, put: Put, former: Period) -> None:
    """Profits, now and then a loss: then there is no growth to speak of."""
    now, before = _tenths(random, 2, 60), _tenths(random, 2, 60)
    if random.random() < 0.15:
        now = -now
    if random.random() < 0.1:
        before = -before
    put("profit.level", now)
    put("profit.level", before, former)
    if now > 0 and before > 0:
        put("profit.growth", _rise(now, before))


def _targets(random: Random, values: Mapping[str, Decimal], period: Period) -> dict[str, str]:
    targets = {
        "iva": f"增长{random.randint(5, 12)}%左右",
        "industrial_investment": f"增长{random.randint(5, 15)}%左右",
        "revenue_per_mu": f"增长{random.randint(5, 15)}%以上",
        "rd_ratio": f"不低于{Decimal(random.randint(12, 30)) / 10}%",
    }
    for name in sorted(_HELD):
        share = values[f"{name}.share@gongyi/{period}"]
        targets[name] = f"保持在{half_up(share, 0) + random.randint(-2, 2)}%左右"
    for name in _COUNTS:
        targets[name] = f"新增{random.randint(1, 9)}个"
    return targets


def _nation(random: Random, period: Period) -> dict[str, Decimal]:
    """Cumulative levels of three years, quarter by quarter, at current prices; now and then growth too."""
    values: dict[str, Decimal] = {}
    size = {"primary": 20000, "secondary": 95000, "tertiary": 140000}
    for year in range(period.year - 2, period.year + 1):
        sums = dict.fromkeys(_PARTS, Decimal(0))
        for last in _QUARTERS:
            if (year, last) > (period.year, period.last):
                break
            for name in _PARTS:
                size[name] = round(size[name] * random.uniform(0.97, 1.06))
                sums[name] += Decimal(size[name]) + Decimal(random.randint(0, 9)) / 10
                values[f"{name}.level@china/{Period(year, last)}"] = sums[name]
            values[f"gdp.level@china/{Period(year, last)}"] = sum(sums.values(), Decimal(0))
    if random.random() < 0.5:
        mood = _tenths(random, -3, 9)
        levels = [values[f"{name}.level@china/{period}"] for name in _PARTS]
        growths = [mood + _tenths(random, -2, 2) for _ in _PARTS]
        for name, growth in zip(_PARTS, growths, strict=True):
            values[f"{name}.growth@china/{period}"] = growth
        weighted = sum((level * growth for level, growth in zip(levels, growths, strict=True)), Decimal(0))
        values[f"gdp.growth@china/{period}"] = half_up(weighted / sum(levels), 1)
    return values
