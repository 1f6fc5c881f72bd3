"""A value is what its cell says, brought to the catalogue's decimals once; nothing is guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from report.figures.model import Status

KEY = "iva.growth@gongyi/2021Q1"


def growth(content):
    return [["指标", "同比增长%"], ["规模以上工业增加值", content]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12.3", "12.3"),
        ("１２．３", "12.3"),
        ("12.3％", "12.3"),
        (" 12.3 % ", "12.3"),
        ("\u00a012.3\u3000", "12.3"),
        ("'12.3", "12.3"),
        ("−3.2", "-3.2"),
        ("–3.2", "-3.2"),
        ("－３.２", "-3.2"),
        ("+8.2", "8.2"),
        ("1,234.5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("12.3①", "12.3"),
        ("12.3¹", "12.3"),
        ("12.3 ②", "12.3"),
        ("12.3*", "12.3"),
        ("12.3†", "12.3"),
        ("12.3[r]", "12.3"),
        ("12.3〔1〕", "12.3"),
        ("12.3(p)", "12.3"),
        ("12.3（预）", "12.3"),
        ("12.3p", "12.3"),
        ("12.3%①", "12.3"),
        (".5", "0.5"),
    ],
)
def test_text_numbers_are_read(office, written, value):
    assert office.values(growth(written)) == {KEY: Decimal(value)}


@pytest.mark.parametrize(
    "written",
    ["1,5", "1.234,5", "1,23,456", "12.3.4", "12 .3", "8.2-9.1", "约8", "1e5", "(12.3)", "持平", "增长8.2%", "—3.2"],
)
def test_what_is_no_plain_number_is_a_fault_and_no_guess(office, written):
    (fault,) = office.faults(growth(written))
    assert "cell B2: expected a number" in fault
    assert written in fault


def test_a_binary_float_is_brought_to_its_fifteen_digits_and_rounded_half_up_once(office):
    assert office.values(growth(0.1 + 0.2)) == {KEY: Decimal("0.3")}
    assert office.values(growth(2.25)) == {KEY: Decimal("2.3")}
    assert office.values(growth(-2.25)) == {KEY: Decimal("-2.3")}
    assert office.values(growth(1.15)) == {KEY: Decimal("1.2")}, "the float is 1.149999999999999911"
    assert office.values(growth(8.2449)) == {KEY: Decimal("8.2")}, "rounded twice it would be 8.3"
    assert str(office.values(growth(-0.04))[KEY]) == "0.0"


def test_a_percent_format_multiplies_by_a_hundred(office, figure):
    def percent(sheet):
        sheet["B2"].number_format = "0.0%"

    read = figure(office.rows(growth(0.082), percent), KEY)
    assert (read.value, read.unit) == (Decimal("8.2"), "%")
    assert read.stored == "0.082 (format 0.0%)"


def test_a_percent_sign_that_a_format_only_writes_does_not_multiply(office):
    def literal(sheet):
        sheet["B2"].number_format = '0.0"%"'

    assert office.values(growth(8.2), literal) == {KEY: Decimal("8.2")}


def test_a_format_that_shows_thousands_is_refused(office):
    def scaled(sheet):
        sheet["C2"].number_format = "#,##0.0,"

    (fault,) = office.faults([["指标", "单位", "累计"], ["工业投资", "万元", 387654]], scaled)
    assert "a number format that shows the number as it is" in fault


def test_thousands_separators_in_a_format_scale_nothing(office):
    def grouped(sheet):
        sheet["C2"].number_format = "#,##0.0_ ;[Red]-#,##0.0"

    rows = [["指标", "单位", "累计"], ["工业投资", "万元", 387654]]
    assert office.values(rows, grouped) == {"industrial_investment.level@gongyi/2021Q1": Decimal("38.8")}


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!"])
def test_an_error_cell_is_a_fault(office, error):
    (fault,) = office.faults(growth(error))
    assert f"cell B2: expected a number for {KEY}, found the error {error}" in fault


@pytest.mark.parametrize(
    ("content", "found"),
    [(True, "the truth value TRUE"), (datetime.date(2021, 4, 9), "the date 2021-04-09"), ("八点二", "八点二")],
)
def test_a_truth_value_a_date_or_words_are_faults(office, content, found):
    (fault,) = office.faults(growth(content))
    assert found in fault


def test_a_formula_that_was_never_calculated_is_an_absence(office, absence):
    missing = absence(office.rows(growth("=8+0.2")), KEY)
    assert missing.found == "a formula that was never calculated (=8+0.2)"
    assert missing.place.cell == "B2"


def test_an_empty_cell_is_an_absence_with_its_place(office, absence):
    rows = [["指标", "单位", "累计", "同比增长%"], ["工业投资", "亿元", 38.7, None]]
    missing = absence(office.rows(rows), "industrial_investment.growth@gongyi/2021Q1")
    assert (missing.place.cell, missing.found, missing.status) == ("D2", "an empty cell", Status.MISSING)


@pytest.mark.parametrize(
    "mark", ["-", "—", "--", "——", "…", "...", "……", "/", "x", "X", "#", "不详", "N/A", "n.a.", " — "]
)
def test_a_mark_is_an_absence_and_never_zero(office, absence, mark):
    read = office.rows(growth(mark))
    assert not read.figures
    assert not absence(read, KEY).status.has_value


def test_what_a_mark_means_is_set_per_source(office, absence):
    read = office.rows(growth("—"), marks={"—": Status.NOT_COLLECTED})
    assert absence(read, KEY).status is Status.NOT_COLLECTED


def test_a_mark_is_zero_only_where_the_office_says_so(office, figure):
    read = office.rows(growth("-"), marks={"-": Decimal(0)})
    assert figure(read, KEY).value == 0
    assert figure(read, KEY).stored == "-"


def test_a_footnote_mark_brings_its_footnote(office, figure):
    rows = [*growth("12.3①"), ["注：按可比价格计算。"], ["①剔除季节因素。"]]
    assert figure(office.rows(rows), KEY).note == "①剔除季节因素。"


@pytest.mark.parametrize(
    ("written", "legend", "status"),
    [
        ("12.3p", "注：p 为初步核算数", Status.PROVISIONAL),
        ("12.3(预)", "注：“预”表示预计数", Status.PROVISIONAL),
        ("12.3e", "Note: e = estimated", Status.ESTIMATED),
        ("12.3（估）", "注：估为估计数", Status.ESTIMATED),
        ("12.3p", "注：按可比价格计算", Status.NORMAL),
    ],
)
def test_a_letter_says_provisional_or_estimated_where_a_footnote_explains_it(office, figure, written, legend, status):
    assert figure(office.rows([*growth(written), [legend]]), KEY).status is status


def test_a_status_without_a_value_and_a_value_are_a_fault(office):
    rows = [["指标", "时期", "口径", "数值", "状态"], ["规上工业增加值", "2021Q1", "增速", 8.2, "Q"]]
    (fault,) = office.faults(rows)
    assert "no value beside the status Q" in fault


def test_an_unknown_status_is_a_fault(office):
    rows = [["指标", "时期", "口径", "数值", "状态"], ["规上工业增加值", "2021Q1", "增速", 8.2, "provisinal"]]
    (fault,) = office.faults(rows)
    assert "cell E2: expected a status" in fault
    assert "nearest known: provisional" in fault


def test_a_rank_is_a_whole_number(office):
    (fault,) = office.faults([["指标", "位次"], ["工业投资", 2.5]])
    assert "a whole number" in fault
