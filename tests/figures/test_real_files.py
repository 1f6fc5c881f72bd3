"""The real files, read as they are."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from report.catalogue import Measure

INPUTS = Path(__file__).parents[2] / "inputs"
NATIONAL = next(iter(sorted(INPUTS.glob("china-2021Q4/*.csv"))), None)
PUBLISHED = Path(__file__).parent / "published-figures.csv"


@pytest.mark.skipif(NATIONAL is None, reason="the national edition is not here")
def test_the_national_export_is_read_as_it_is(office, figure):
    assert NATIONAL
    read = office.load(NATIONAL, area="china", period="2021Q4")
    assert {key.indicator for key in read.figures} == {
        "gdp",
        "primary",
        "secondary",
        "tertiary",
        "agriculture",
        "industry",
    }
    assert {key.measure for key in read.figures} == {Measure.LEVEL}
    assert {key.area for key in read.figures} == {"china"}
    assert len(read.figures) == 6 * 6 + 5 * 4, "the first quarters are one figure, alone and cumulative"
    year = figure(read, "gdp.level@china/2021")
    assert (year.value, year.place.cell, year.unit) == (Decimal("1143669.7"), "C5", "亿元")
    assert figure(read, "industry.level@china/2021Q3-alone").value == Decimal("92925.0")
    assert not read.absent
    assert not read.cautions


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the list of published figures is not here")
def test_the_list_of_published_figures_is_read_where_its_words_permit(office, figure):
    rows = list(csv.reader(PUBLISHED.read_text("utf-8-sig").splitlines()))
    plain = [row for row in rows if "over 2019" not in row[3] and "two-year" not in row[3] and "(final)" not in row[3]]
    read = office.rows(plain, area="china", period="2020")
    assert len(read.figures) == len(plain) - 1
    assert figure(read, "iva.growth@zhengzhou/2021M04").value == Decimal("25.2")
    assert figure(read, "iva.growth@china/2020Q2-alone").value == Decimal("4.4")
    assert figure(read, "rd_ratio.ratio@henan/2020").value == Decimal("1.64")
    preliminary = figure(read, "gdp.level@china/2020")
    assert (preliminary.value, preliminary.status) == (Decimal("1015986.0"), "P")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the list of published figures is not here")
def test_two_vintages_in_one_list_are_a_fault(office):
    said = office.refused(PUBLISHED, area="china", period="2020")
    assert any("expected 1015986.0 for gdp.level@china/2020" in line and "found 1013567.0" in line for line in said)
    assert any("expected a measure" in line and "found two-year average growth" in line for line in said)
