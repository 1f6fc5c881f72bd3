"""What is invented is marked in the workbook, and the mark reaches the figure."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment

NOTE = "注：带*的为样例数据（虚构），非统计部门发布。"
KEY = "industrial_investment.growth@gongyi/2021Q1"


def table(title="主要指标", header="巩义市同比增长%", label="工业投资", value=17.3, note=NOTE):
    return [[title], ["指标", header, "河南省同比增长%"], [label, value, 14.2], [note]]


def samples(read):
    return {str(figure.key) for figure in read if figure.sample}


@pytest.mark.parametrize(
    "marked",
    [{"header": "巩义市*同比增长%"}, {"header": "巩义市同比增长%＊"}, {"value": "17.3*"}, {"value": "*17.3"}],
)
def test_a_star_on_a_value_or_its_header_marks_it(office, marked):
    assert samples(office.rows(table(**marked))) == {KEY}


def test_a_star_in_the_number_format_marks_the_value(office):
    def star(sheet):
        sheet["B3"].number_format = '0.0"*"'

    assert samples(office.rows(table(), star)) == {KEY}


def test_a_star_that_fills_a_cell_is_no_mark(office):
    def accounting(sheet):
        sheet["B3"].number_format = "_ * #,##0.0_ ;_ * -#,##0.0_ "

    assert not samples(office.rows(table(), accounting))


@pytest.mark.parametrize("marked", [{"label": "工业投资*"}, {"title": "主要指标*"}])
def test_a_star_on_a_row_or_title_marks_all_of_it(office, marked):
    assert len(samples(office.rows(table(**marked)))) == 2


def test_a_star_on_an_area_in_a_row_marks_the_row(office):
    rows = [
        ["指标", "地区", "口径", "2021年一季度"],
        ["工业投资", "巩义市*", "增速", 17.3],
        ["工业投资", "河南省", "增速", 14.2],
    ]
    assert samples(office.rows([*rows, [NOTE]])) == {KEY}


@pytest.mark.parametrize("note", ["* sample data, invented", "注：1.x。\n　　2.＊为示例数据。", "说明：带*数据为虚构"])
def test_the_explanation_may_be_worded_and_placed_in_several_ways(office, note):
    assert samples(office.rows(table(value="17.3*", note=note))) == {KEY}


def test_a_star_explained_as_something_else_is_a_footnote(office):
    read = office.rows(table(value="17.3*", note="* 为初步核算数"))
    assert not samples(read)
    assert not read.cautions


def test_a_star_without_an_explanation_is_reported(office):
    read = office.rows(table(value="17.3*", note="数据来源：统计局"))
    assert not samples(read)
    assert "marked * and no footnote says what * means" in str(read.cautions[0])


def test_a_comment_on_the_cell_marks_it_by_itself(office, figure):
    def comment(sheet):
        sheet["B3"].comment = Comment("样例数据，待核实", "office")

    read = office.rows(table(note=None), comment)
    assert samples(read) == {KEY}
    assert figure(read, KEY).note == "样例数据，待核实"


@pytest.mark.parametrize("column", ["状态", "备注"])
def test_a_column_of_status_or_notes_marks_a_tidy_row(office, column):
    rows = [
        ["指标", "时期", "口径", "数值", column],
        ["工业投资", "2021Q1", "增速", 17.3, "样例"],
        ["工业投资", "2020", "增速", 12.3, None],
    ]
    assert samples(office.rows(rows)) == {KEY}


def test_a_figure_marked_in_one_of_its_places_stays_marked(office):
    rows = [*table(header="巩义市增速%"), ["指标", "2021年一季度同比增长%*"], ["工业投资", 17.3]]
    assert samples(office.rows(rows)) == {KEY}


def test_targets_are_marked_in_the_same_ways(office):
    rows = [
        ["2021年目标"],
        ["指标", "口径", "目标值"],
        ["工业投资", "增速", "10%左右"],
        ["税收总额*", "增速", "8%以上"],
        ["工业税收", "增速", "9%*左右"],
        [NOTE],
    ]
    read = office.rows(rows)
    assert [(target.indicator, target.sample) for target in read.targets] == [
        ("industrial_investment", False),
        ("tax", True),
        ("industrial_tax", True),
    ]
