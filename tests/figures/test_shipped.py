"""The shipped figures: what is real is as published, what is invented is marked, and all of it fits together."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from report import catalogue
from report.catalogue import Measure
from report.figures.load import load
from report.figures.model import FigureKey, Figures
from report.figures.reading import Reading
from report.periods import parse_key

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "inputs"
CATALOGUE = catalogue.load(INPUTS / "catalogue.toml")
FILES = {
    "gongyi-2020": ("figures.xlsx", "gongyi", "2020"),
    "gongyi-2021Q1": ("figures.xlsx", "gongyi", "2021Q1"),
    "china-2021Q4": ("nbs-quarterly-national.gbk.csv", "china", "2021Q4"),
}
GONGYI = ("gongyi-2020", "gongyi-2021Q1")
#: Published, and rightly not in a Gongyi workbook: (indicator, area, period, measure), and why.
NOT_USED = {
    ("high-tech share of above-scale industrial value added", "China", "2020", "share"): "another definition",
    ("gross domestic product", "China", "2020", "level (final)"): "of December 2021, after both briefings",
    ("gross domestic product", "China", "2020", "growth (final)"): "of December 2021, after both briefings",
}
DERIVED = ("growth over 2019", "two-year average growth")


@cache
def figures(edition: str) -> Figures:
    file, area, period = FILES[edition]
    return load([INPUTS / edition / file], CATALOGUE, Reading(area, parse_key(period), label=edition))


def value(edition: str, key: str) -> Decimal:
    return figures(edition).figures[FigureKey.parse(key)].value


def published() -> Iterator[tuple[FigureKey, Decimal]]:
    """The published figures that a briefing of those days could use."""
    with (Path(__file__).parent / "published-figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = (row["indicator"], row["area"], row["period"], row["measure"])
            whole_quarters = re.fullmatch(r"\d{4}(Q\d)?", row["period"])
            if name in NOT_USED or row["measure"] in DERIVED or not whole_quarters or row["period"] > "2021Q1":
                continue
            indicator, area = CATALOGUE.find_indicator(row["indicator"]), CATALOGUE.find_area(row["area"])
            assert indicator and area, name
            measure = Measure(row["measure"].split()[0])
            yield FigureKey(indicator.key, measure, area.key, parse_key(row["period"])), Decimal(row["value"])


@pytest.mark.parametrize("edition", FILES)
def test_a_shipped_edition_loads_without_a_word_of_caution(edition: str) -> None:
    assert figures(edition).figures
    assert figures(edition).cautions == ()


@pytest.mark.parametrize(("key", "number"), [pytest.param(key, number, id=str(key)) for key, number in published()])
def test_a_published_figure_is_shipped_as_published_and_unmarked(key: FigureKey, number: Decimal) -> None:
    found = [figures(edition).figures[key] for edition in GONGYI if key in figures(edition).figures]
    assert found
    assert {(figure.value, figure.sample) for figure in found} == {(number, False)}


@pytest.mark.parametrize("edition", GONGYI)
def test_whatever_is_not_marked_as_sample_has_been_published(edition: str) -> None:
    unmarked = {figure.key: figure.value for figure in figures(edition) if not figure.sample}
    assert unmarked.items() <= dict(published()).items()


@pytest.mark.parametrize("edition", GONGYI)
def test_every_result_of_gongyi_is_marked_as_sample(edition: str) -> None:
    results = [figure for figure in figures(edition) if figure.key.area == "gongyi"]
    assert results
    assert [str(figure.key) for figure in results if not figure.sample] == []


def test_the_national_file_is_real_throughout_and_has_the_final_figures() -> None:
    assert [figure for figure in figures("china-2021Q4") if figure.sample] == []
    assert value("china-2021Q4", "gdp.level@china/2020") == Decimal("1013567.0")
    assert value("china-2021Q4", "gdp.level@china/2021Q1") == Decimal("247985.0")


@pytest.mark.parametrize("edition", GONGYI)
def test_the_targets_are_those_of_the_bulletin_and_only_the_lost_one_is_invented(edition: str) -> None:
    read = {
        (t.theme, t.indicator, t.measure.value, t.bound, str(t.value.normalize())) for t in figures(edition).targets
    }
    assert read == {
        ("scale", "iva", "growth", "about", "9"),
        ("scale", "industrial_investment", "growth", "about", "1E+1"),
        ("scale", "industry_share", "share", "held_at", "54"),
        ("scale", "leading_share", "share", "held_at", "72"),
        ("quality", "intelligent_workshops", "count", "count", "2"),
        ("quality", "green_plants", "count", "count", "1"),
        ("quality", "tax_share", "share", "held_at", "55"),
        ("quality", "revenue_per_mu", "growth", "above", "1E+1"),
        ("innovation", "rd_platforms", "count", "count", "6"),
        ("innovation", "hightech_share", "share", "held_at", "65"),
        ("innovation", "rd_ratio", "ratio", "at_least", "2.1"),
    }
    assert {(t.area, t.year) for t in figures(edition).targets} == {("gongyi", 2021)}
    assert [t.indicator for t in figures(edition).targets if t.sample] == ["rd_ratio"]


def test_the_gaps_of_2020_fit_what_is_published() -> None:
    own, henan, zhengzhou = (
        value("gongyi-2020", f"iva.growth@{area}/2020") for area in ("gongyi", "henan", "zhengzhou")
    )
    assert (own - henan) - (own - zhengzhou) == Decimal("5.7")


def test_both_workbooks_of_gongyi_agree() -> None:
    earlier, later = (figures(edition).figures for edition in GONGYI)
    shared = earlier.keys() & later.keys()
    assert len(shared) > 20
    assert {key for key in shared if earlier[key].value != later[key].value} == set()


def test_growth_at_current_prices_follows_from_the_levels_of_both_years() -> None:
    checked = 0
    for key, figure in figures("gongyi-2021Q1").figures.items():
        before = FigureKey(key.indicator, Measure.LEVEL, key.area, key.period.last_year())
        level = FigureKey(key.indicator, Measure.LEVEL, key.area, key.period)
        if key.measure is not Measure.GROWTH or before not in figures("gongyi-2021Q1").figures:
            continue
        if CATALOGUE.indicators[key.indicator].price == "current":
            rate = (value("gongyi-2021Q1", str(level)) / value("gongyi-2021Q1", str(before)) - 1) * 100
            assert figure.value == rate.quantize(Decimal("0.1"), ROUND_HALF_UP), key
            checked += 1
    assert checked == 8


@pytest.mark.parametrize(
    ("share", "part", "whole"), [("tax_share", "industrial_tax", "tax"), ("industry_share", "industry", "gdp")]
)
def test_a_share_is_its_part_over_its_whole(share: str, part: str, whole: str) -> None:
    levels = [value("gongyi-2021Q1", f"{name}.level@gongyi/2021Q1") for name in (part, whole)]
    rate = (levels[0] / levels[1] * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert value("gongyi-2021Q1", f"{share}.share@gongyi/2021Q1") == rate


def test_cumulative_levels_rise_within_the_year() -> None:
    names = {key.indicator for key in figures("gongyi-2021Q1").figures if key.measure is Measure.LEVEL}
    series = [f"{name}.level@gongyi/" for name in names if name not in ("primary", "secondary", "tertiary", "industry")]
    assert len(series) == 9
    for name in series:
        year = [value("gongyi-2021Q1", f"{name}2020Q{quarter}") for quarter in (1, 2, 3, 4)]
        assert year == sorted(set(year)), name


@pytest.mark.parametrize("edition", GONGYI)
def test_growth_is_known_for_five_periods_so_that_a_trend_can_be_drawn(edition: str) -> None:
    for area in ("gongyi", "henan", "zhengzhou"):
        for indicator in ("iva", "industrial_investment"):
            wanted = (indicator, Measure.GROWTH, area)
            known = [k for k in figures(edition).figures if (k.indicator, k.measure, k.area) == wanted]
            assert len(known) >= 5


def remarks(edition: str, language: str) -> str:
    return (INPUTS / edition / f"remarks.{language}.md").read_text("utf-8")


def outline(text: str) -> list[tuple[str, bool]]:
    """The sections and paragraphs in order; of a paragraph, whether it opens with a run-in imperative."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return [(block if block.startswith("## ") else "", block.startswith("**")) for block in map(str.strip, blocks)]


@pytest.mark.parametrize("edition", GONGYI)
def test_remarks_say_the_same_in_both_languages_paragraph_by_paragraph(edition: str) -> None:
    assert outline(remarks(edition, "zh")) == outline(remarks(edition, "en"))


@pytest.mark.parametrize("edition", GONGYI)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_remarks_hold_no_number_but_those_of_dates(edition: str, language: str) -> None:
    undated = re.sub(r"2021年(3月6日)?|6 March 2021|for 2021", "", remarks(edition, language))
    assert re.findall(r"\d+", undated) == []


def test_the_invented_remarks_put_no_words_into_a_persons_mouth() -> None:
    text = remarks("gongyi-2021Q1", "zh") + remarks("gongyi-2021Q1", "en")
    assert re.findall("张东辉|袁聚平|Zhang|Yuan|市长|书记|Mayor|[Ss]ecretary", text) == []
