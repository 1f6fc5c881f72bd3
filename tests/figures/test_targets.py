"""Targets are read with the words that say how, and never as results."""

from __future__ import annotations

from decimal import Decimal

import pytest

HEADER = ["主题", "指标", "口径", "表述", "目标值", "单位"]
TITLE = ["巩义市2021年工业经济主要目标"]


def said(target):
    return (target.indicator, str(target.measure), target.bound, target.value, target.unit, target.theme)


def test_each_column_of_a_table_of_targets_is_read(office):
    rows = [
        TITLE,
        HEADER,
        ["规模", "规模以上工业增加值", "增速", "左右", 9, "%"],
        [None, "工业经济占三次产业比重", "比重", "保持在", 54, "%"],
        ["质量效益", "省级以上智能车间", "数量", "新增", 2, "个"],
        ["质量效益", "规模以上制造业亩均收入", "增速", "以上", 10, "%"],
        ["创新", "研发经费投入强度", "强度", "不低于", 2.15, "%"],
        ["规模", "固定资产投资", "水平", "不低于", 2500000, "万元"],
    ]
    read = office.rows(rows, period="2021Q2")
    assert [said(target) for target in read.targets] == [
        ("iva", "growth", "about", Decimal(9), "%", "scale"),
        ("industry_share", "share", "held_at", Decimal(54), "%", "scale"),
        ("intelligent_workshops", "count", "count", Decimal(2), "个", "quality"),
        ("revenue_per_mu", "growth", "above", Decimal(10), "%", "quality"),
        ("rd_ratio", "ratio", "at_least", Decimal("2.15"), "%", "innovation"),
        ("fixed_investment", "level", "at_least", Decimal(250), "亿元", "scale"),
    ]
    first = read.targets[0]
    assert (first.area, first.year, first.decimals, first.place.cell) == ("gongyi", 2021, 1, "E3")
    assert not read.figures, "a target is never a result"


@pytest.mark.parametrize(
    ("indicator", "written", "expected"),
    [
        ("规上工业增加值", "增长9%左右", ("iva", "growth", "about", Decimal(9))),
        ("工业投资", "同比增长10%以上", ("industrial_investment", "growth", "above", Decimal(10))),
        ("研发经费投入强度", "不低于2.5%", ("rd_ratio", "ratio", "at_least", Decimal("2.5"))),
        ("工业税收占税收总额比重", "保持在54%左右", ("tax_share", "share", "held_at", Decimal(54))),
        ("省级以上研发平台", "新增6个", ("rd_platforms", "count", "count", Decimal(6))),
        ("省级以上研发平台", "6个", ("rd_platforms", "count", "count", Decimal(6))),
        ("固定资产投资", "达到250亿元以上", ("fixed_investment", "level", "above", Decimal(250))),
        ("industrial investment", "growth of about 10%", ("industrial_investment", "growth", "about", Decimal(10))),
        ("R&D expenditure to GDP", "at least 2.5 percent", ("rd_ratio", "ratio", "at_least", Decimal("2.5"))),
    ],
)
def test_a_target_may_be_said_in_one_cell(office, indicator, written, expected):
    (target,) = office.rows([TITLE, ["指标", "目标值"], [indicator, written]]).targets
    assert (target.indicator, target.measure, target.bound, target.value) == expected
    assert target.stored == written


def test_year_and_area_come_from_the_row_the_title_or_the_edition(office):
    (target,) = office.rows([["郑州市2022年目标"], ["指标", "目标值"], ["工业投资", "增长8%左右"]]).targets
    assert (target.area, target.year) == ("zhengzhou", 2022)
    rows = [["Indicator", "Area", "Year", "Target", "Theme"], ["tax", "Henan", 2023, "growth of about 8%", "quality"]]
    (target,) = office.rows(rows).targets
    assert (target.area, target.year, target.theme) == ("henan", 2023, "quality")
    (target,) = office.load(office.text("指标,目标值\n工业投资,增长8%左右\n")).targets
    assert (target.area, target.year) == ("gongyi", 2021)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["规模", "工业投咨", "增速", "左右", 9, "%"], "cell B3: expected an indicator, found 工业投咨"),
        (["规模", "工业投资", "增素", "左右", 9, "%"], "cell C3: expected a measure such as 增速 or 比重"),
        (
            ["规模", "工业投资", "增速", "将近", 9, "%"],
            "cell E3: expected 左右, 以上, 不低于, 保持在 or 新增 for the target",
        ),
        (["规模", "工业投资", "增速", "不低于", "9%左右", "%"], "cell E3: expected 左右"),
        (["规模", "工业投资", "增速", "新增", 9, "%"], "新增 for a count only"),
        (["规模", "工业投资", "增速", "左右", "九", "%"], "cell E3: expected a number"),
        (["规模", "工业投资", "增速", "左右", 9, "百分点"], "percent is not percentage points"),
        (["规模", "工业投资", "水平", "左右", 9, None], "found no unit"),
        (["速度", "工业投资", "增速", "左右", 9, "%"], "expected a theme"),
        (["规模", "工业税收占税收总额比重", "增速", "左右", 9, "%"], "found one for its change"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(office, row, fault):
    (line,) = office.faults([TITLE, HEADER, row])
    assert fault in line


def test_a_target_that_is_not_set_yet_is_reported(office):
    rows = [
        TITLE,
        HEADER,
        ["规模", "工业投资", "增速", "左右", None, "%"],
        ["规模", "税收总额", "增速", "左右", 8, "%"],
    ]
    read = office.rows(rows)
    assert [target.indicator for target in read.targets] == ["tax"]
    assert "cell E3: no target for 工业投资" in str(read.cautions[0])


def test_two_different_targets_for_the_same_are_a_fault(office):
    rows = [TITLE, HEADER, ["规模", "工业投资", "增速", "左右", 9, "%"], ["规模", "工业投资", "增速", "左右", 10, "%"]]
    (fault,) = office.faults(rows)
    assert "cell E4" in fault and "cell E3" in fault


def test_a_table_under_a_title_of_targets_is_never_read_as_results(office):
    (fault,) = office.faults([["2021年目标"], ["指标", "单位", "巩义市"], ["工业投资", "亿元", 200]])
    assert "a column headed 目标值" in fault
    read = office.rows([["2021年一季度主要目标完成情况"], ["指标", "同比增长%"], ["工业投资", 17.3]])
    assert len(read.figures) == 1


def test_a_star_on_an_area_marks_its_targets(office):
    rows = [
        ["2021年目标"],
        ["地区", "指标", "口径", "表述", "目标值", "单位"],
        ["巩义市*", "规模以上工业增加值", "增速", "左右", 9, "%"],
        ["郑州市", "规模以上工业增加值", "增速", "左右", 8, "%"],
        ["注：*为样例数据（虚构）。"],
    ]
    assert {target.area: target.sample for target in office.rows(rows).targets} == {"gongyi": True, "zhengzhou": False}
