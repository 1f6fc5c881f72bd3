"""The same figures are found in whatever arrangement an office sends them."""

from __future__ import annotations

from decimal import Decimal

import pytest

GDP_AND_IVA = {
    "gdp.level@gongyi/2021Q1": Decimal("196.4"),
    "gdp.growth@gongyi/2021Q1": Decimal("17.6"),
    "gdp.level@henan/2021Q1": Decimal("12755.5"),
    "gdp.growth@henan/2021Q1": Decimal("15.4"),
    "iva.growth@gongyi/2021Q1": Decimal("31.2"),
    "iva.growth@henan/2021Q1": Decimal("20.6"),
}


def test_areas_stand_across_under_two_merged_header_rows(office):
    rows = [
        ["巩义市2021年一季度主要经济指标"],
        ["单位：亿元、%"],
        ["指标", "单位", "巩义市", None, "河南省", None],
        [None, None, "累计", "同比增长%", "累计", "同比增长%"],
        ["地区生产总值", "亿元", 196.4, 17.6, 12755.5, 15.4],
        ["规模以上工业增加值", "亿元", "—", 31.2, "—", 20.6],
        ["注：1.增速按可比价格计算。"],
        ["数据来源：巩义市统计局。"],
    ]

    def merge(sheet):
        for block in ("A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "A7:F7"):
            sheet.merge_cells(block)

    assert office.values(rows, merge) == GDP_AND_IVA
    assert office.values(rows) == GDP_AND_IVA, "an area written once over its columns, without merging"


def test_periods_stand_across_beside_columns_of_area_measure_and_unit(office):
    rows = [
        ["历史数据"],
        ["指标", "地区", "口径", "单位", "2020年一季度", "2020年", "2021年一季度"],
        ["地区生产总值", "巩义市", "累计", "亿元", 163.8, 826.3, 196.4],
        ["地区生产总值", "巩义市", "同比增长", "%", -8.6, 3.2, 17.6],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2020Q1": Decimal("163.8"),
        "gdp.level@gongyi/2020Q4": Decimal("826.3"),
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
        "gdp.growth@gongyi/2020Q1": Decimal("-8.6"),
        "gdp.growth@gongyi/2020Q4": Decimal("3.2"),
        "gdp.growth@gongyi/2021Q1": Decimal("17.6"),
    }


def test_periods_stand_down_with_indicators_across(office):
    rows = [
        ["时期", "地区生产总值（亿元）", "规上工业增加值增速(%)"],
        ["2020年上半年", 372.5, 2.6],
        ["2021年第一季度", 196.4, 31.2],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2020Q2": Decimal("372.5"),
        "iva.growth@gongyi/2020Q2": Decimal("2.6"),
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
        "iva.growth@gongyi/2021Q1": Decimal("31.2"),
    }


def test_areas_stand_down_under_a_title_that_names_the_indicator(office):
    rows = [
        ["规模以上工业增加值增速（%）"],
        ["地区", "2020年", "2021年一季度"],
        ["河南省", 0.4, 20.6],
        ["郑州市", 6.1, 29],
    ]
    assert office.values(rows)["iva.growth@zhengzhou/2021Q1"] == Decimal("29.0")
    assert len(office.values(rows)) == 4


def test_a_header_of_periods_alone_has_a_blank_corner(office):
    rows = [[None, "2020年", "2021年一季度"], ["地区生产总值（亿元）", 826.3, 196.4]]
    assert office.values(rows) == {
        "gdp.level@gongyi/2020Q4": Decimal("826.3"),
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
    }


def test_a_year_over_its_parts_makes_periods(office):
    rows = [
        ["指标", "单位", "2020年", None, "2021年"],
        [None, None, "上半年", "全年", "一季度"],
        ["地区生产总值", "亿元", 372.5, 826.3, 196.4],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2020Q2": Decimal("372.5"),
        "gdp.level@gongyi/2020Q4": Decimal("826.3"),
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
    }


def test_years_may_be_numbers_in_the_header(office):
    rows = [["指标", "单位", 2019, 2020], ["地区生产总值", "亿元", 801.2, 826.3]]
    assert office.values(rows)["gdp.level@gongyi/2020Q4"] == Decimal("826.3")


def test_english_words_are_understood(office):
    rows = [
        ["Main indicators of Gongyi, Q1 2021"],
        ["Indicator", "Unit", "Gongyi", None, "Henan Province", None],
        [None, None, "Cumulative", "Growth (%)", "Cumulative", "year on year (%)"],
        ["Gross domestic product", "100 million yuan", 196.4, 17.6, 12755.5, 15.4],
        ["Of which: industrial value added above designated size", "100 million yuan", "…", 31.2, "…", 20.6],
        ["Source: statistics office"],
    ]
    assert office.values(rows) == GDP_AND_IVA


@pytest.mark.parametrize(
    "label",
    [
        "其中：规模以上工业增加值",
        "　　规模以上工业增加值",
        "# 规模以上工业增加值",
        "1.规模以上工业增加值",
        "（一）规上工业增加值",
        "二、规模以上工业增加值",
        "Of which: industrial value added above designated size",
        "规模以上工业增加值①",
        "规模以上工业增加值增速",
        "规上工业增加值累计增长(%)",
        "规模以上  工业增加值",
        "规模以上工业增加值（按可比价格计算）",
    ],
)
def test_labels_are_recognised_through_what_stands_around_the_name(office, label):
    rows = [["指标", "巩义市同比增长%"], [label, 31.2]]
    assert office.values(rows) == {"iva.growth@gongyi/2021Q1": Decimal("31.2")}


def test_a_row_of_a_measure_alone_continues_the_indicator_above(office):
    rows = [["指标", "单位", "巩义市"], ["地区生产总值", "亿元", 196.4], ["　　同比增长", "%", 17.6]]
    assert office.values(rows) == {
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
        "gdp.growth@gongyi/2021Q1": Decimal("17.6"),
    }


def test_an_indicator_merged_over_its_areas_holds_for_each(office):
    rows = [["指标", "地区", "同比增长%"], ["地区生产总值", "巩义市", 17.6], [None, "河南省", 15.4]]
    expected = {"gdp.growth@gongyi/2021Q1": Decimal("17.6"), "gdp.growth@henan/2021Q1": Decimal("15.4")}
    assert office.values(rows, lambda sheet: sheet.merge_cells("A2:A3")) == expected
    assert office.values(rows) == expected


def test_several_tables_in_a_sheet_keep_their_own_titles(office):
    rows = [
        ["巩义市2021年一季度主要指标"],
        ["单位：亿元"],
        ["指标", "累计"],
        ["地区生产总值", 196.4],
        ["注：按现价计算。"],
        ["巩义市2020年投资"],
        ["单位：万元"],
        ["指标", "累计", "同比增长%"],
        ["工业投资", 1765000, 12.3],
        [],
        ["指标", "单位", "2020年"],
        ["税收总额", "亿元", 52.7],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
        "industrial_investment.level@gongyi/2020Q4": Decimal("176.5"),
        "industrial_investment.growth@gongyi/2020Q4": Decimal("12.3"),
        "tax.level@gongyi/2020Q4": Decimal("52.7"),
    }


@pytest.mark.parametrize("between", [[["续表"]], [[], ["续表（1）"]], []])
def test_a_continued_table_repeats_its_header_and_keeps_its_title(office, between):
    header = ["指标", "累计"]
    rows = [
        ["巩义市2020年主要指标", None, "单位：万元"],
        header,
        ["地区生产总值", 8263000],
        *between,
        header,
        ["税收总额", 527000],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2020Q4": Decimal("826.3"),
        "tax.level@gongyi/2020Q4": Decimal("52.7"),
    }


def test_section_headings_and_footnotes_are_no_indicators(office):
    rows = [
        ["指标", "单位", "累计"],
        ["一、综合", None, None],
        ["地区生产总值", "亿元", 196.4],
        ["二、工业和投资", None, None],
        ["工业投资", "亿元", 38.7],
        ["注：1.地区生产总值按现价计算；"],
        ["　　2.固定资产投资不含农户。"],
        ["* 为初步核算数"],
        ["数据来源：巩义市统计局"],
    ]
    assert office.values(rows).keys() == {"gdp.level@gongyi/2021Q1", "industrial_investment.level@gongyi/2021Q1"}


def test_the_tidy_layout_is_read_in_both_languages(office, figure):
    chinese = [
        ["指标", "地区", "时期", "口径", "数值", "单位", "状态", "备注"],
        ["地区生产总值", "郑州市", "2021Q1", "累计", "2969.8", "亿元", "P", "初步核算"],
        ["地区生产总值", "郑州市", "2021Q1", "增速", 18.4, "%", None, None],
        ["规上工业增加值", "全国", "2020年二季度", "当季同比增长", 4.4, "%", None, None],
        ["工业投资", "郑州", "2021年1—4月", "增长", "8.1", None, None, None],
    ]
    english = [
        ["indicator", "area", "period", "measure", "value", "unit", "status", "note"],
        ["gross domestic product", "Zhengzhou", "2021Q1", "level", 2969.8, "亿元", "P", "初步核算"],
        ["gross domestic product", "Zhengzhou", "2021Q1", "growth", "18.4", "%", None, None],
        ["iva", "China", "2020Q2 (quarter alone)", "growth", 4.4, "%", None, None],
        ["industrial investment", "Zhengzhou", "2021-01..04", "growth", 8.1, "%", None, None],
    ]
    assert (
        office.values(chinese)
        == office.values(english)
        == {
            "gdp.level@zhengzhou/2021Q1": Decimal("2969.8"),
            "gdp.growth@zhengzhou/2021Q1": Decimal("18.4"),
            "iva.growth@china/2020Q2-alone": Decimal("4.4"),
            "industrial_investment.growth@zhengzhou/2021M04": Decimal("8.1"),
        }
    )
    level = figure(office.rows(english), "gdp.level@zhengzhou/2021Q1")
    assert (level.status, level.note) == ("P", "初步核算")


def test_a_quarter_alone_is_not_the_cumulative_figure(office):
    rows = [
        ["指标", "单位", "2021年第二季度"],
        ["地区生产总值当季值", "亿元", 210],
        ["地区生产总值累计值", "亿元", 406.4],
    ]
    assert office.values(rows) == {
        "gdp.level@gongyi/2021Q2-alone": Decimal("210.0"),
        "gdp.level@gongyi/2021Q2": Decimal("406.4"),
    }


def test_the_same_period_of_last_year_is_a_period(office):
    rows = [["巩义市2021年一季度"], ["指标", "单位", "本期累计", "上年同期"], ["地区生产总值", "亿元", 196.4, 163.8]]
    assert office.values(rows) == {
        "gdp.level@gongyi/2021Q1": Decimal("196.4"),
        "gdp.level@gongyi/2020Q1": Decimal("163.8"),
    }


def test_a_rank_and_a_share_stand_beside_the_level(office, figure):
    rows = [["指标", "单位", "累计", "比重(%)", "增速位次"], ["第二产业增加值", "亿元", 113.7, 57.9, "3"]]
    read = office.rows(rows)
    assert figure(read, "secondary.share@gongyi/2021Q1").unit == "%"
    assert figure(read, "secondary.rank@gongyi/2021Q1").value == 3
    assert figure(read, "secondary.level@gongyi/2021Q1").value == Decimal("113.7")


def test_an_indicator_that_is_a_share_has_it_under_the_word_for_cumulative(office):
    rows = [["指标", "单位", "累计", "同比增长%"], ["工业税收占税收总额比重", "%", 55.6, "—"]]
    assert office.values(rows) == {"tax_share.share@gongyi/2021Q1": Decimal("55.6")}


def test_the_change_of_a_share_is_not_taken_for_growth(office):
    rows = [["指标", "单位", "累计", "同比增长%"], ["工业税收占税收总额比重", "%", 55.6, 2.4]]
    read = office.rows(rows)
    assert [str(key) for key in read.figures] == ["tax_share.share@gongyi/2021Q1"]
    assert "the change of 工业税收占税收总额比重, a share, is not read" in str(read.cautions[0])
    assert "cell D2" in str(read.cautions[0])


def test_each_figure_keeps_file_sheet_and_cell_and_what_the_cell_held(office, figure):
    rows = [["指标", "单位", "累计"], ["工业投资", "万元", 387654]]
    read = figure(office.rows(rows), "industrial_investment.level@gongyi/2021Q1")
    assert str(read.place) == "gongyi-2021Q1/figures.xlsx, sheet 主要指标, cell C2"
    assert (read.stored, read.value, read.unit, read.decimals) == ("387654", Decimal("38.8"), "亿元", 1)


def test_an_area_or_period_in_the_title_holds_where_no_header_names_one(office):
    rows = [["河南省郑州市2020年前三季度主要指标（2020年10月22日）"], ["指标", "同比增长%"], ["工业投资", 17.5]]
    assert office.values(rows) == {"industrial_investment.growth@zhengzhou/2020Q3": Decimal("17.5")}


def test_the_office_that_issues_a_table_is_not_the_area_that_it_is_about(office):
    rows = [["河南省统计局"], ["指标", "同比增长%"], ["工业投资", 17.3]]
    assert office.values(rows) == {"industrial_investment.growth@gongyi/2021Q1": Decimal("17.3")}
