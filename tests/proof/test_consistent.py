"""What a document says of itself: one value for each figure, differences, parts and their whole, shares.

No figures decide here: the texts are about 2019, which no edition is about.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from proof.pages import NativeChart, with_chart, written

from report.orders import House
from report.proof.check import check
from report.proof.model import Finding

TABLE = "\n\n| 2019年河南省 | 同比增长（%） |\n|---|---|\n| 工业投资 | {} |\n"


def told(house: House, folder: Path, text: str, ending: str = "md") -> list[Finding]:
    path = folder / f"words.{ending}"
    path.write_text(text, "utf-8")
    return [one for one in check(path, house).findings if one.is_to_mend]


def words(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.place, one.found, one.expected) for one in findings]


TWO_VALUES = [
    (
        "# 2019年河南省工业投资增长9.7%\n\n2019年，河南省工业投资同比增长9.2%。",
        ("paragraph 2", "9.2%", "9.7% as said before, paragraph 1"),
    ),
    (
        "2019年，河南省工业投资同比增长9.7%。" + TABLE.format("9.2"),
        ("table 1, row 2, column 2", "9.2", "9.7% as said before, paragraph 1"),
    ),
    (
        "2019年，河南省工业投资同比增长9.7%。\n\n2019年，河南省工业投资同比下降9.7%。",
        ("paragraph 2", "9.7%", "9.7% as said before, paragraph 1"),
    ),
    (
        "2019年，河南省工业投资1234.5亿元。\n\nIn 2019, industrial investment in Henan was 132.45 billion yuan.",
        ("paragraph 2", "132.45 billion yuan", "1234.5亿元 as said before, paragraph 1"),
    ),
    (
        "2019年，河南省工业投资同比增长9.7%。全年消费平稳。2019年，河南省工业投资同比增长9.2%。",
        ("paragraph 1", "9.2%", "9.7% as said before"),
    ),
]
ONE_VALUE = [
    "# 2019年河南省工业投资增长9.7%\n\n2019年，河南省工业投资同比增长9.7%。" + TABLE.format("9.7"),
    "2019年，河南省工业投资1234.5亿元。\n\nIn 2019, industrial investment in Henan was 123.45 billion yuan.",
    "2019年，河南省工业投资1234.5亿元。\n\n2019年，河南省工业投资约1200亿元。",
    "2019年，河南省工业投资1234.5亿元。\n\n2019年，河南省工业投资超过1200亿元。",
    "2019年，河南省工业投资1234.5亿元。\n\n2019年，河南省工业投资1235亿元。",
    "2019年，河南省工业投资同比增长9.7%。\n\n2019年，郑州市工业投资同比增长9.2%。",
    "2019年，河南省工业投资同比增长9.7%。\n\n2018年，河南省工业投资同比增长9.2%。",
    "2019年，河南省工业投资1234.5亿元，增长9.7%。\n\n2019年，河南省固定资产投资4321.0亿元，增长8.0%。",
]


@pytest.mark.parametrize(("text", "expected"), TWO_VALUES)
def test_one_figure_with_two_values_is_told_with_both_places(
    text: str, expected: tuple[str, str, str], house: House, tmp_path: Path
) -> None:
    assert words(told(house, tmp_path, text)) == [("inconsistent", *expected)]


@pytest.mark.parametrize("text", ONE_VALUE)
def test_one_figure_with_one_value_is_not(text: str, house: House, tmp_path: Path) -> None:
    assert told(house, tmp_path, text) == []


def test_where_the_area_or_the_year_is_not_named_nothing_is_known_to_be_the_same(house: House, tmp_path: Path) -> None:
    text = "2019年，郑州市和河南省都有进展。\n\n工业投资同比增长9.7%。\n\n工业投资同比增长9.2%。"
    assert told(house, tmp_path, text) == []


@pytest.mark.parametrize(("value", "found"), [("9.2", ["9.2"]), ("9.7", [])])
def test_a_chart_that_shows_another_value_than_the_text_is_told(
    value: str, found: list[str], house: House, tmp_path: Path
) -> None:
    path = tmp_path / "words.docx"
    chart = NativeChart("2019年河南省主要指标增速（%）", "同比增长（%）", ("工业投资",), (Decimal(value),))
    path.write_bytes(with_chart(written(["2019年，河南省工业投资同比增长9.7%。"]), chart))
    findings = [one for one in check(path, house).findings if one.is_to_mend]
    assert [(one.kind, one.found) for one in findings] == [("inconsistent", one) for one in found]


DIFFERENCES = [
    ("2019年，巩义市工业投资增长9.0%，高于全省{}个百分点。2019年，全省工业投资增长7.8%。", "1.2", "3.2"),
    ("2019年，河南省工业投资增长7.8%，比上年提高{}个百分点。2018年，全省工业投资增长7.2%。", "0.6", "0.9"),
    (
        "In 2019, GDP of Henan grew by 7.0 percent. In 2019, Zhengzhou's GDP grew by 8.2 percent, "
        "{} percentage points higher than the province.",
        "1.2",
        "2.1",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), DIFFERENCES)
def test_a_difference_is_that_of_the_two_rates_that_are_said(
    text: str, right: str, wrong: str, house: House, tmp_path: Path
) -> None:
    assert told(house, tmp_path, text.format(right)) == []
    (one,) = told(house, tmp_path, text.format(wrong))
    assert (one.kind, one.found[: len(wrong)]) == ("inconsistent", wrong)
    assert one.expected.endswith(f"= {right}")


def test_a_gap_in_the_other_direction_is_told(house: House, tmp_path: Path) -> None:
    text = DIFFERENCES[0][0].format("1.2").replace("高于", "低于")
    assert [one.expected for one in told(house, tmp_path, text)] == ["9.0 − 7.8 = 1.2"]


def test_a_rate_that_a_figure_shows_to_be_wrong_accuses_no_gap(house: House, tmp_path: Path) -> None:
    text = "2021年一季度，巩义市税收总额增长24.3%，高于全省3.4个百分点。2021年一季度，全省税收总额增长20.0%。"
    assert [(one.kind, one.found) for one in told(house, tmp_path, text)] == [("wrong", "24.3%")]
    right = text.replace("24.3", "23.4")
    assert told(house, tmp_path, right) == []
    assert [one.kind for one in told(house, tmp_path, right.replace("3.4个", "4.3个"))] == ["inconsistent"]


def test_a_gap_between_rates_that_are_rounded_otherwise_may_be_off_by_a_digit(house: House, tmp_path: Path) -> None:
    text = DIFFERENCES[0][0].replace("9.0%", "9%")
    assert told(house, tmp_path, text.format("1.4")) == []
    assert len(told(house, tmp_path, text.format("3.4"))) == 1


PARTS = (
    "2019年，河南省地区生产总值{}亿元，其中第一产业增加值{}亿元，第二产业增加值{}亿元，第三产业增加值{}亿元。",
    "In 2019, GDP of Henan was {} billion yuan. Value added of the primary industry was {} billion yuan, of the "
    "secondary industry {} billion yuan, and of the tertiary industry {} billion yuan.",
)


@pytest.mark.parametrize("text", PARTS)
@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("5425.9", "463.5", "2360.6", "2601.8"), ""),
        (("5426.1", "463.5", "2360.6", "2601.8"), ""),  # 0.2 off: rounding of three parts
        (("5425.9", "463.5", "2530.6", "2601.8"), "463.5 + 2530.6 + 2601.8 = 5595.9"),
        (("5245.9", "463.5", "2360.6", "2601.8"), "463.5 + 2360.6 + 2601.8 = 5425.9"),
        (("5426.3", "463.5", "2360.6", "2601.8"), "463.5 + 2360.6 + 2601.8 = 5425.9"),
    ],
)
def test_parts_that_do_not_add_up_to_the_whole_are_told(
    text: str, numbers: tuple[str, ...], expected: str, house: House, tmp_path: Path
) -> None:
    found = told(house, tmp_path, text.format(*numbers))
    assert [one.kind for one in found] == ["inconsistent"] * bool(expected)
    assert all(one.expected.startswith(expected) and f"not {numbers[0]}" in one.expected for one in found)


def test_a_whole_of_which_a_part_is_not_said_is_not_judged(house: House, tmp_path: Path) -> None:
    text = "2019年，河南省地区生产总值5425.9亿元，其中第一产业增加值463.5亿元，第二产业增加值2360.6亿元。"
    assert told(house, tmp_path, text) == []


def test_parts_that_do_not_make_up_all_of_their_whole_need_not_add_up(house: House, tmp_path: Path) -> None:
    text = "2019年，河南省工业投资500.0亿元，其中技改投资120.0亿元，高精铝产业投资300.0亿元。"
    assert told(house, tmp_path, text) == []


def test_what_figures_bear_out_is_not_added_up(house: House, tmp_path: Path) -> None:
    """The parts of a published table that do not add up are the office's to explain."""
    text = "2021年一季度，巩义市第一产业增加值2.1亿元，第二产业增加值113.7亿元，第三产业增加值80.6亿元。"
    assert told(house, tmp_path, text + "地区生产总值196.4亿元。") == []


def test_a_whole_that_a_figure_shows_to_be_wrong_is_told_once(house: House, tmp_path: Path) -> None:
    text = "2021年一季度，巩义市第一产业增加值2.1亿元，第二产业增加值113.7亿元，第三产业增加值80.6亿元。"
    found = told(house, tmp_path, text + "地区生产总值169.4亿元。")
    assert [(one.kind, one.found) for one in found] == [("wrong", "169.4亿元")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一产业占地区生产总值比重为9.5%，第二产业占比为41.3%，第三产业占比为49.1%", []),  # 99.9, published so
        ("第一产业占地区生产总值比重为9.5%，第二产业占比为41.3%，第三产业占比为59.1%", ["59.1%"]),
        ("第一产业占地区生产总值比重为9.5%，第二产业占比为41.3%，第三产业占比为40.1%", ["40.1%"]),
        ("第二产业占地区生产总值比重为41.3%，第三产业占比为49.1%", []),  # an incomplete list
        ("第二产业占地区生产总值比重为41.3%，第三产业占比为69.1%", ["69.1%"]),
        ("第二产业占地区生产总值比重为141.3%", ["141.3%"]),
        ("工业税收占税收总额比重为104.5%", ["104.5%"]),
        ("三大主导产业增加值占规上工业增加值比重为72.0%，高新技术产业增加值占规上工业增加值比重为65.0%", []),
        ("研发经费投入强度为1.96%", []),
        ("三次产业结构为9.5∶41.3∶49.1", []),
        ("三次产业结构由上年的9.5:41.3:49.2调整为9.3:41.0:49.7", []),
        ("三次产业结构为9.5∶43.1∶49.1", ["9.5∶43.1∶49.1"]),
        ("投资与消费之比为2∶3∶5", []),
        ("结构调整会议于12:30:45召开", []),
    ],
)
def test_shares_come_to_no_more_than_all(text: str, found: list[str], house: House, tmp_path: Path) -> None:
    findings = told(house, tmp_path, f"2019年，河南省{text}。")
    assert [(one.kind, one.found) for one in findings] == [("inconsistent", one) for one in found]


def test_a_document_in_both_languages_is_compared_in_itself(house: House, tmp_path: Path) -> None:
    text = (
        "2019年，河南省工业投资1234.5亿元，同比增长9.7%。\n"
        "2019年，河南省地区生产总值增长7.0%。\n"
        "In 2019, industrial investment in Henan was {} billion yuan, up by {} percent year on year.\n"
        "In 2019, the gross regional product of Henan grew by 7.0 percent.\n"
    )
    assert told(house, tmp_path, text.format("123.45", "9.7"), "txt") == []
    assert words(told(house, tmp_path, text.format("123.45", "7.9"), "txt")) == [
        ("inconsistent", "paragraph 3", "7.9 percent", "9.7% as said before, paragraph 1")
    ]
    assert words(told(house, tmp_path, text.format("1,234.5", "9.7"), "txt")) == [
        ("inconsistent", "paragraph 3", "1,234.5 billion yuan", "1234.5亿元 as said before, paragraph 1")
    ]
