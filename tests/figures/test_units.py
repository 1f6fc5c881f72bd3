"""Units are read and converted exactly, never guessed from the size of a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

LEVEL = "industrial_investment.level@gongyi/2021Q1"


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([["指标", "单位", "累计"], ["工业投资", "万元", 387654.4]], "38.8"),
        ([["指标", "累计（万元）"], ["工业投资", 387654.4]], "38.8"),
        ([["指标", "累计"], ["工业投资（万元）", 387654.4]], "38.8"),
        ([["指标", "累计"], ["工业投资，万元", 387654.4]], "38.8"),
        ([["单位：万元"], ["指标", "累计"], ["工业投资", 387654.4]], "38.8"),
        ([["主要指标", None, "单位：亿元、%"], ["指标", "累计"], ["工业投资", 38.8]], "38.8"),
        ([["指标", "累计"], ["工业投资", "38.8亿元"]], "38.8"),
        ([["指标", "单位", "累计"], ["工业投资", "元", 3876544000]], "38.8"),
        ([["Indicator", "Unit", "Level"], ["Industrial investment", "billion yuan", 3.876544]], "38.8"),
        ([["单位：亿元"], ["指标", "单位", "累计"], ["工业投资", "万元", 387654.4]], "38.8"),
    ],
)
def test_a_unit_may_stand_wherever_offices_write_it(office, rows, value):
    assert office.values(rows) == {LEVEL: Decimal(value)}


def test_a_unit_may_stand_in_the_number_format(office):
    def with_unit(sheet):
        sheet["B2"].number_format = '0.0"万元"'

    assert office.values([["指标", "累计"], ["工业投资", 387654.4]], with_unit) == {LEVEL: Decimal("38.8")}


def test_conversion_is_exact_and_rounds_once(office):
    rows = [["指标", "单位", "累计"], ["工业投资", "万元", 124500]]
    assert office.values(rows) == {LEVEL: Decimal("12.5")}, "12.45 is rounded half up"
    rows = [["指标", "单位", "累计"], ["工业投资", "万元", 124499.99]]
    assert office.values(rows) == {LEVEL: Decimal("12.4")}, "12.449999 is not rounded twice"


def test_a_level_without_any_unit_is_a_fault(office):
    (fault,) = office.faults([["指标", "累计"], ["工业投资", 38.8]])
    assert "cell B2: expected a unit of money such as 亿元" in fault
    assert "found no unit" in fault


def test_a_share_without_any_unit_is_a_fault_since_it_may_be_a_fraction(office):
    (fault,) = office.faults([["指标", "累计"], ["工业税收占税收总额比重", 0.556]])
    assert "found no unit" in fault


def test_growth_is_in_percent_where_the_header_says_growth(office):
    assert office.values([["指标", "增速"], ["工业投资", 8.2]]).popitem()[1] == Decimal("8.2")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["指标", "单位", "累计"], ["工业投资", "%", 8.2]], "found %"),
        ([["指标", "单位", "累计"], ["工业税收占税收总额比重", "亿元", 55.6]], "found 亿元"),
        ([["指标", "累计（亿元）"], ["工业投资（万元）", 38.8]], "found 万元 and 亿元"),
        ([["单位：亿元、万元"], ["指标", "累计"], ["工业投资", 38.8]], "found 亿元 and 万元"),
        ([["指标", "口径", "单位", "2021年一季度"], ["工业投资", "同比增长", "亿元", 8.2]], "found 亿元"),
        ([["指标", "累计"], ["工业投资（亿元）", "38.8%"]], "found %"),
    ],
)
def test_a_clash_of_units_is_a_fault_that_names_the_cell(office, rows, found):
    (fault,) = office.faults(rows)
    assert "expected" in fault and found in fault
    assert "cell" in fault


@pytest.mark.parametrize("header", ["同比增长（百分点）", "增减（百分点）"])
def test_percentage_points_are_not_percent(office, header):
    (fault,) = office.faults([["指标", header], ["工业投资", 8.2]])
    assert "cell B2" in fault
    if "增长" in header:
        assert "percent is not percentage points" in fault


def test_a_change_is_growth_only_where_its_unit_is_percent(office):
    assert office.values([["指标", "同比增减%"], ["工业投资", 8.2]]).popitem()[1] == Decimal("8.2")
    (fault,) = office.faults([["指标", "单位", "同比增减"], ["工业投资", "亿元", 8.2]])
    assert "a change of which the unit is not said to be %" in fault


def test_an_unknown_unit_is_named_with_the_nearest(office):
    (fault,) = office.faults([["指标", "单位", "累计"], ["工业投资", "百万元", 38.8]])
    assert "cell B2: expected a unit, found 百万元" in fault
    assert "万元" in fault.partition("nearest known")[2]
    (fault,) = office.faults([["单位：亿园"], ["指标", "累计"], ["工业投资", 38.8]])
    assert "expected units of the catalogue, found 亿园" in fault


def test_a_fraction_with_the_unit_percent_is_read_as_it_is_and_reported(office, figure):
    rows = [
        ["指标", "单位", "累计", "同比增长%"],
        ["工业税收占税收总额比重", "%", 0.65, None],
        ["工业投资", "亿元", 38, 0.082],
    ]
    read = office.rows(rows)
    assert figure(read, "tax_share.share@gongyi/2021Q1").value == Decimal("0.7")
    said = [str(caution) for caution in read.cautions]
    assert any("cell C2" in line and "is 65.0% meant?" in line for line in said)
    assert any("cell D3" in line and "is 8.2% meant?" in line for line in said)


def test_a_small_growth_with_its_published_decimals_is_nothing_to_report(office):
    assert not office.rows([["指标", "同比增长%"], ["工业投资", 0.4]]).cautions
