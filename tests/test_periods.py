"""Periods: keys that come back, headers as people write them, and what precedes what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.periods import Period, parse_key, parse_spoken


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2021年第一季度", "2021Q1"),
        ("2021年一季度", "2021Q1"),
        ("２０２１年１季度", "2021Q1"),
        ("2021 Q1", "2021Q1"),
        ("Q1 2021", "2021Q1"),
        ("2021q3", "2021Q3"),
        ("the first quarter of 2021", "2021Q1"),
        ("2021年上半年", "2021Q2"),
        ("2021 年 上半年", "2021Q2"),
        ("2021年1-2季度", "2021Q2"),
        ("the first half of 2021", "2021Q2"),
        ("2021H1", "2021Q2"),
        ("2021年前三季度", "2021Q3"),
        ("2021年1—9月", "2021Q3"),
        ("2021年1～2月", "2021M02"),
        ("2021年1-4月", "2021M04"),
        ("2021年", "2021Q4"),
        ("2021年全年", "2021Q4"),
        ("2021", "2021Q4"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, key: str) -> None:
    assert str(parse_spoken(text)) == key


@pytest.mark.parametrize("text", ["", "指标", "2021年13月", "2021年第五季度", "Q5 2021", "1899", "2021年3—1月", "99.9"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_spoken(text) is None


@pytest.mark.parametrize(
    ("key", "last_year", "last_period"),
    [
        ("2021Q1", "2020Q1", "2020Q4"),
        ("2021Q2", "2020Q2", "2021Q1"),
        ("2021Q3", "2020Q3", "2021Q2"),
        ("2021", "2020Q4", "2021Q3"),
    ],
)
def test_what_a_period_is_compared_with(key: str, last_year: str, last_period: str) -> None:
    period = parse_key(key)
    assert (str(period.last_year()), str(period.last_period())) == (last_year, last_period)


def test_the_first_quarter_alone_is_the_first_quarter() -> None:
    assert parse_key("2021Q1").alone() == parse_key("2021Q1")
    assert str(parse_key("2021Q3").alone()) == "2021Q3-alone"
    assert parse_key("2021Q3-alone").cumulative() == parse_key("2021Q3")
    with pytest.raises(ValueError, match="does not end with a quarter"):
        parse_key("2021M04").alone()


@pytest.mark.parametrize("text", ["2021Q5", "2021Q0", "21Q1", "2021-Q1", "2021M13", "2021M00", "", "x"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_key(text)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 12))
def test_a_period_comes_back_from_its_key(year: int, one: int, other: int) -> None:
    for period in (Period(year, one), Period(year, max(one, other), min(one, other))):
        assert parse_key(str(period)) == period
