"""Numbers, dates, lists and periods as they are printed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import numerals
from report.periods import parse_key


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("29.0", "29", "29"),
        ("8.20", "8.2", "8.2"),
        ("0.0", "0", "0"),
        ("100", "100", "100"),
        ("1143669.7", "1143669.7", "1,143,669.7"),
        ("1E+3", "1000", "1,000"),
        ("0.25", "0.25", "0.25"),
        ("12345678901234567890.5", "12345678901234567890.5", "12,345,678,901,234,567,890.5"),
    ],
)
def test_in_running_text_trailing_zeros_go(value: str, zh: str, en: str) -> None:
    assert numerals.in_text(Decimal(value), "zh") == zh
    assert numerals.in_text(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("value", "decimals", "zh", "en"),
    [
        ("29", 1, "29.0", "29.0"),
        ("-3.4", 1, "-3.4", "-3.4"),
        ("249310", 1, "249310.0", "249,310.0"),
        ("6", 0, "6", "6"),
    ],
)
def test_in_tables_every_published_decimal_stays(value: str, decimals: int, zh: str, en: str) -> None:
    assert numerals.in_table(Decimal(value), decimals, "zh") == zh
    assert numerals.in_table(Decimal(value), decimals, "en") == en


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_is_printed_is_the_value(value: Decimal) -> None:
    for language in numerals.LOCALES:
        printed = numerals.in_text(value, language)  # type: ignore[arg-type]
        assert Decimal(printed.replace(",", "")) == value


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a、b", "a and b"),
        (["a", "b", "c"], "a、b、c", "a, b and c"),
        ([], "", ""),
    ],
)
def test_lists(words: list[str], zh: str, en: str) -> None:
    assert numerals.listed(words, "zh") == zh
    assert numerals.listed(words, "en") == en


def test_dates_have_no_padding() -> None:
    day = datetime.date(2021, 4, 9)
    assert numerals.date(day, "zh") == "2021年4月9日"
    assert numerals.date(day, "en") == "9 April 2021"


@pytest.mark.parametrize(
    ("key", "zh", "en", "short"),
    [
        ("2021Q1", "2021年一季度", "the first quarter of 2021", "2021 Q1"),
        ("2021Q2", "2021年上半年", "the first half of 2021", "2021 Q1–Q2"),
        ("2021Q3", "2021年前三季度", "the first three quarters of 2021", "2021 Q1–Q3"),
        ("2021", "2021年", "2021", "2021"),
        ("2021Q4-alone", "2021年四季度当季", "the fourth quarter alone of 2021", "2021 Q4"),
        ("2021M04", "2021年1—4月", "January to April 2021", "2021 M1–M4"),
    ],
)
def test_periods(key: str, zh: str, en: str, short: str) -> None:
    period = parse_key(key)
    assert numerals.period_name(period, "zh") == zh
    assert numerals.period_name(period, "en") == en
    assert numerals.period_short(period, "en") == short


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_ordinals(number: int, text: str) -> None:
    assert numerals.ordinal(number) == text
