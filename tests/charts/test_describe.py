"""Alt text: what a reader who cannot see the chart is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from charts.by_hand import EXTREME, chart, charts, progress
from hypothesis import given

from report.charts.describe import LENGTH, describe
from report.charts.model import Chart


def test_bars_are_read_out_by_indicator_in_chinese() -> None:
    assert describe(chart("bars", "zh", [["8.5", "-3.2"], ["7.1", None]])) == (
        "条形图：规上工业增加值增速高于全省、全市平均水平。"
        "规上工业增加值：巩义市8.5%，郑州市7.1%；工业投资：巩义市-3.2%，郑州市无数据。"
    )


def test_bars_are_read_out_by_indicator_in_english() -> None:
    assert describe(chart("bars", "en", [["8.5", "-3.2"], ["7.1", None]])) == (
        "Bar chart: Industry grew faster than in Zhengzhou and Henan. "
        "Above-scale industrial value added: Gongyi 8.5%, Zhengzhou 7.1%. "
        "Industrial investment: Gongyi -3.2%, Zhengzhou no figure."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["-6.3", "1.2", "24.5"], "Gongyi rose from -6.3% in 2020 Q1 to 24.5% in 2020 Q1–Q3 (2020 Q1–Q2 1.2%)."),
        (["24.5", "1.2"], "Gongyi fell from 24.5% in 2020 Q1 to 1.2% in 2020 Q1–Q2."),
        (["-1.0", "-3.0"], "Gongyi fell from -1.0% in 2020 Q1 to -3.0% in 2020 Q1–Q2."),
        (["6.1", "6.1"], "Gongyi stood at 6.1% in both 2020 Q1 and 2020 Q1–Q2."),
        ([None, "6.1"], "Gongyi stood at 6.1% in 2020 Q1–Q2 (2020 Q1 no figure)."),
        ([None, None], "Gongyi no figure (2020 Q1 no figure, 2020 Q1–Q2 no figure)."),
    ],
)
def test_the_course_of_a_line_is_told_in_its_true_direction(values: list[str | None], said: str) -> None:
    assert describe(chart("line", "en", [values])).endswith(said)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["-6.3", "1.2", "24.5"], "由2020年一季度的-6.3%升至2020年前三季度的24.5%（2020年上半年1.2%）。"),
        (["24.5", None, "1.2"], "由2020年一季度的24.5%降至2020年前三季度的1.2%（2020年上半年无数据）。"),
        (["6.1", "6.1"], "巩义市2020年一季度和2020年上半年均为6.1%。"),
        (["6.1"], "巩义市2020年一季度为6.1%。"),
    ],
)
def test_the_course_of_a_line_is_told_in_chinese(values: list[str | None], said: str) -> None:
    assert describe(chart("line", "zh", [values])).endswith(said)


def test_progress_names_result_target_and_standing() -> None:
    assert describe(progress("en", [("24.5", "9"), (None, "10")])) == (
        "Progress chart: Where the year’s targets stand. "
        "Above-scale industrial value added: result 24.5%, target 9%, above target. "
        "Industrial investment: result no figure, target 10%, above target."
    )


def test_a_unit_other_than_percent_is_said_once() -> None:
    said = describe(chart("line", "zh", [["217168.3", "241502.6"]], "亿元"))
    assert said.count("亿元") == 1
    assert "217168.3" in said


@pytest.mark.parametrize("of", EXTREME[:5] + EXTREME[6:], ids=lambda of: f"{of.shape}-{of.language}")
def test_every_value_of_the_own_area_is_named(of: Chart) -> None:
    said = describe(of)
    for point in of.series[0].points:
        assert point.label in said


def test_a_chart_with_too_many_values_names_those_of_its_own_area() -> None:
    many = chart("bars", "en", [[f"{row}{column}.5" for column in range(10)] for row in range(1, 6)])
    said = describe(many)
    assert all(point.label in said for point in many.series[0].points)
    assert "Zhengzhou 20.5%" not in said


@given(charts())
def test_no_description_has_a_hole_or_a_doubled_stop(of: Chart) -> None:
    said = describe(of)
    for word in ("None", " nan", "  ", "。。", "..", "：。", ": .", "{", "}"):
        assert word not in said
    shown = {point.label for point in chain.from_iterable(one.points for one in of.series)}
    assert len(said) <= LENGTH or any(label in said for label in shown)


def test_the_title_keeps_its_own_full_stop() -> None:
    said = describe(replace(chart("bars", "en", [["1.0"]]), title="Growth in the U.S."))
    assert "U.S. Above" in said
