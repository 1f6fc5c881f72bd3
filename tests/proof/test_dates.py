"""The periods that a text names; what is only a date names none."""

from __future__ import annotations

import pytest
from proof import sentences

from report.periods import Period
from report.proof.dates import dated
from report.proof.tokens import tokens_of


def read(text: str) -> list[object]:
    """Periods as they are, spans of months without a year as (first, last), dates as "date"."""
    found = [one for one in tokens_of(text, sentences.words()) if one.kind in ("period", "span", "date")]
    return ["date" if one.kind == "date" else one.value for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8月份", [(8, 8)]),
        ("1—8月", [(1, 8)]),
        ("1-8月份", [(1, 8)]),
        ("1月至8月", [(1, 8)]),
        ("1到8月", [(1, 8)]),
        ("７—９月", [(7, 9)]),
        ("前八个月", [(1, 8)]),
        ("前11个月", [(1, 11)]),
        ("前十一个月", [(1, 11)]),
        ("前两月", [(1, 2)]),
        ("上半年", [(1, 6)]),
        ("前三季度", [(1, 9)]),
        ("二季度", [(4, 6)]),
        ("2023年8月", [Period(2023, 8, 8)]),
        ("2023年1—8月份", [Period(2023, 8)]),
        ("2023年上半年", [Period(2023, 6)]),
        ("2023年", [Period(2023, 12)]),
        ("2023年度", [Period(2023, 12)]),
        ("2023 Q1–Q3", [Period(2023, 9)]),
        ("2023 Q1-Q2", [Period(2023, 6)]),
        ("2023 Q2", [Period(2023, 6, 4)]),
        ("August", [(8, 8)]),
        ("from January to April", [(1, 4)]),
        ("January through April", [(1, 4)]),
        ("January–April", [(1, 4)]),
        ("the first eight months", [(1, 8)]),
        ("the first 8 months of 2022", [Period(2022, 8)]),
        ("the second quarter", [(4, 6)]),
        ("the first half of 2023", [Period(2023, 6)]),
        ("in May 2023", [Period(2023, 5, 5)]),
        ("2023", [Period(2023, 12)]),
    ],
)
def test_a_period_is_read_as_its_months(text: str, found: list[object]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "9月28日",
        "2023年9月28日",
        "9 April",
        "April 9",
        "28 September 2023",
        "13—15月",
        "8—1月",
        "April 9, 2021",
    ],
)
def test_a_day_or_no_month_at_all_is_a_date(text: str) -> None:
    assert read(text) == ["date"]


@pytest.mark.parametrize(
    "text",
    [
        "2018.5亿元",
        "2023%",
        "may grow",
        "march on",
        "the 21st century",
        "12.5",
        "8",
        "前十二名",
        "12023",
        "2023亿元",
        "2023 tonnes",
    ],
)
def test_other_numbers_and_words_are_no_periods(text: str) -> None:
    assert read(text) == []


def test_a_digit_within_a_number_begins_no_date() -> None:
    assert dated("3.8月", 2) is None and dated("18月", 1) is None
