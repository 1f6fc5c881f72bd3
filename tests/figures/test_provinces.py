"""The sample of 31 provinces: invented throughout, marked so, and all of it fits together."""

from __future__ import annotations

import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest
from hand_made import CATALOGUE, INPUTS, ROOT

from report import catalogue as catalogues
from report.catalogue import Measure
from report.figures.load import load
from report.figures.model import FigureKey, Figures
from report.figures.reading import Reading
from report.periods import parse_key

SHIPPED = INPUTS / "provinces-sample" / "figures.xlsx"
PROVINCES = [area.key for area in CATALOGUE.areas.values() if area.level == "province"]
QUARTERS = ("2020Q1", "2020Q2", "2020Q3", "2020Q4", "2021Q1")
TENTH = Decimal("0.1")


def read(*files: Path) -> Figures:
    return load(list(files), CATALOGUE, Reading("china", parse_key("2021Q1"), label="provinces-sample"))


@cache
def shipped() -> Figures:
    return read(SHIPPED)


def value(key: str) -> Decimal:
    return shipped().figures[FigureKey.parse(key)].value


def of_percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(TENTH, ROUND_HALF_UP)


def written_by(program: str, *arguments: str) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks" / program, *arguments], check=True, capture_output=True)


def test_every_province_and_the_nation_have_the_same_figures() -> None:
    def of(area: str) -> set[tuple[str, Measure, str]]:
        return {(key.indicator, key.measure, str(key.period)) for key in shipped().figures if key.area == area}

    assert len(PROVINCES) == 31
    assert len(of("china")) > 100
    assert [area for area in PROVINCES if of(area) != of("china")] == []


def test_all_of_it_is_marked_as_sample_and_nothing_is_implausible() -> None:
    assert [str(figure.key) for figure in shipped() if not figure.sample] == []
    assert [target for target in shipped().targets if not target.sample] == []
    assert shipped().cautions == ()


def test_every_area_has_the_same_targets() -> None:
    counts = {area: sum(target.area == area for target in shipped().targets) for area in ("china", *PROVINCES)}
    assert set(counts.values()) == {10}


@pytest.mark.parametrize("indicator", ["gdp", "secondary", "industrial_investment", "tax", "profit"])
def test_the_nation_is_the_sum_of_its_provinces(indicator: str) -> None:
    for quarter in QUARTERS:
        total = sum((value(f"{indicator}.level@{area}/{quarter}") for area in PROVINCES), Decimal(0))
        assert value(f"{indicator}.level@china/{quarter}") == total


@pytest.mark.parametrize("area", ["china", *PROVINCES])
def test_parts_shares_and_growth_fit_their_levels(area: str) -> None:
    for quarter in QUARTERS:
        level = {
            key.indicator: figure.value
            for key, figure in shipped().figures.items()
            if (key.area, key.measure, key.period) == (area, Measure.LEVEL, parse_key(quarter))
        }
        assert level["primary"] + level["secondary"] + level["tertiary"] == level["gdp"]
        assert value(f"tax_share.share@{area}/{quarter}") == of_percent(level["industrial_tax"], level["tax"])
        assert value(f"industry_share.share@{area}/{quarter}") == of_percent(level["industry"], level["gdp"])
    for indicator in ("industrial_investment", "fixed_investment", "tax", "profit", "revenue_per_mu"):
        now, before = (value(f"{indicator}.level@{area}/{quarter}") for quarter in ("2021Q1", "2020Q1"))
        assert value(f"{indicator}.growth@{area}/2021Q1") == of_percent(now - before, before)


def test_the_workbook_is_what_its_program_writes(tmp_path: Path) -> None:
    written_by("provinces.py", str(tmp_path / "figures.xlsx"))
    again = read(tmp_path / "figures.xlsx")
    assert {key: figure.value for key, figure in again.figures.items()} == {
        key: figure.value for key, figure in shipped().figures.items()
    }
    assert [(one.area, one.indicator, one.value) for one in again.targets] == [
        (one.area, one.indicator, one.value) for one in shipped().targets
    ]


def test_a_synthetic_nation_is_marked_and_the_sum_of_its_counties(tmp_path: Path) -> None:
    written_by("nation.py", str(tmp_path), "--counties", "40")
    pattern = tmp_path / "nation-sample"
    catalogue = catalogues.load(tmp_path / "catalogue.toml")
    counties = [area.key for area in catalogue.areas.values() if area.level == "county" and area.key != "gongyi"]
    files = [pattern / "figures.csv", pattern / "targets.csv"]
    made = load(files, catalogue, Reading("china", parse_key("2021Q1"), label="nation-sample"))
    assert len(counties) == 40
    assert made.cautions == ()
    assert all(figure.sample for figure in made)
    assert all(target.sample for target in made.targets)
    assert {target.area for target in made.targets} >= {"china", *counties}
    levels = [made.figures[FigureKey.parse(f"gdp.level@{county}/2021Q1")].value for county in counties]
    assert made.figures[FigureKey.parse("gdp.level@china/2021Q1")].value == sum(levels)
