"""Facts from figures: each operation, its rounding, its arithmetic and the cells behind it."""

from __future__ import annotations

from decimal import Decimal

import hand_made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import periods
from report.catalogue import Measure
from report.facts.derive import Facts, Missing, half_up
from report.facts.keys import FactKey
from report.facts.model import Fact

Q1 = "@gongyi/2021Q1"


def fact(key: str, values: dict[str, str], targets: hand_made.Targets | None = None) -> Fact:
    return hand_made.facts(values, targets).fact(key)


@pytest.mark.parametrize(
    ("own", "other", "value", "arithmetic"),
    [
        ("8.5", "0.4", "8.1", "8.5 − 0.4 = 8.1"),
        ("6.1", "0.4", "5.7", "6.1 − 0.4 = 5.7"),
        ("0.3", "0.1", "0.2", "0.3 − 0.1 = 0.2"),  # in binary floats 0.19999…
        ("-2.9", "3.1", "-6.0", "−2.9 − 3.1 = −6.0"),
        ("-2.9", "-6.8", "3.9", "−2.9 − (−6.8) = 3.9"),
        ("5.0", "5.0", "0.0", "5.0 − 5.0 = 0.0"),
    ],
)
def test_a_gap_is_the_difference_of_the_published_rates(own: str, other: str, value: str, arithmetic: str) -> None:
    values = {"iva.growth@gongyi/2021Q1": own, "iva.growth@henan/2021Q1": other}
    made = fact("iva.growth.gap@gongyi~henan/2021Q1", values)
    assert str(made.value) == value
    assert made.arithmetic == arithmetic
    assert made.unit == "百分点"


def test_a_gap_of_levels_is_an_amount_in_their_own_unit() -> None:
    values = {"gdp.level@gongyi/2021Q1": "196.4", "gdp.level@zhengzhou/2021Q1": "2801.9"}
    made = fact("gdp.level.gap@gongyi~zhengzhou/2021Q1", values)
    assert (str(made.value), made.unit) == ("-2605.5", "亿元")


def test_a_change_is_measured_from_the_period_that_its_key_names() -> None:
    values = {"iva.growth@gongyi/2020Q4": "-2.9", "iva.growth@gongyi/2020Q1": "-6.8"}
    made = fact("iva.growth.change@gongyi/2020Q4~2020Q1", values)
    assert (str(made.value), made.unit) == ("3.9", "百分点")
    assert [source.key for source in made.sources()] == ["iva.growth@gongyi/2020Q4", "iva.growth@gongyi/2020Q1"]


def test_the_change_of_a_share_is_in_percentage_points_and_that_of_a_level_in_its_unit() -> None:
    shares = {"tax_share.share@gongyi/2021Q1": "55.6", "tax_share.share@gongyi/2020Q1": "53.2"}
    assert fact("tax_share.share.change@gongyi/2021Q1~2020Q1", shares).unit == "百分点"
    levels = {"profit.level@gongyi/2021Q1": "-1.2", "profit.level@gongyi/2020Q1": "3.1"}
    loss = fact("profit.level.change@gongyi/2021Q1~2020Q1", levels)
    assert (str(loss.value), loss.unit, loss.arithmetic) == ("-4.3", "亿元", "−1.2 − 3.1 = −4.3")


def test_a_share_of_the_whole_is_in_percent_at_one_decimal_half_up() -> None:
    values = {"primary.level@gongyi/2021Q1": "1", "gdp.level@gongyi/2021Q1": "800"}
    made = fact("primary.level.share@gongyi/2021Q1", values)  # 0.125 % … 0.1; 0.25 would be half up to 0.3
    assert (str(made.value), made.unit, made.arithmetic) == ("0.1", "%", "1 ÷ 800 × 100 = 0.1")
    assert str(fact("primary.level.share@gongyi/2021Q1", {**values, "gdp.level@gongyi/2021Q1": "400"}).value) == "0.3"


def test_a_share_can_be_of_an_indicator_that_its_key_names() -> None:
    values = {"profit.level@gongyi/2021Q1": "5", "tax.level@gongyi/2021Q1": "20"}
    assert str(fact("profit.level.share@gongyi~tax/2021Q1", values).value) == "25.0"


def test_the_change_of_a_derived_share_is_the_difference_of_the_shares_as_printed() -> None:
    values = {
        "tertiary.level@china/2021Q4": "53.34",
        "gdp.level@china/2021Q4": "100",
        "tertiary.level@china/2020Q4": "54.45",
        "gdp.level@china/2020Q4": "100",
    }
    made = fact("tertiary.level.share_change@china/2021Q4~2020Q4", values)
    assert made.arithmetic == "53.3 − 54.5 = −1.2"  # not −1.1, which the unrounded shares give
    assert len(list(made.sources())) == 4


@pytest.mark.parametrize(
    ("now", "before", "average"), [("24.5", "-8.4", "6.8"), ("15.7", "0.0", "7.6"), ("-5.0", "-5.0", "-5.0")]
)
def test_the_two_year_average_is_the_one_that_the_national_office_publishes(
    now: str, before: str, average: str
) -> None:
    values = {"iva.growth@china/2021Q1": now, "iva.growth@china/2020Q1": before}
    assert str(fact("iva.growth.average2@china/2021Q1", values).value) == average


def test_the_two_year_average_shows_its_arithmetic() -> None:
    values = {"iva.growth@china/2021Q1": "24.5", "iva.growth@china/2020Q1": "-8.4"}
    made = fact("iva.growth.average2@china/2021Q1", values)
    assert made.arithmetic == "√((1 + 24.5%) × (1 + −8.4%)) − 1 = 6.8%"


@pytest.mark.parametrize(("now", "before"), [("10", "-120"), ("-120", "10"), ("-150", "-150")])
def test_a_fall_by_more_than_all_has_no_two_year_average(now: str, before: str) -> None:
    values = {"profit.growth@gongyi/2021Q1": now, "profit.growth@gongyi/2020Q1": before}
    with pytest.raises(Missing):
        fact("profit.growth.average2@gongyi/2021Q1", values)


def test_a_quarter_alone_is_the_cumulative_level_less_that_of_the_quarter_before() -> None:
    values = {"gdp.level@gongyi/2021Q2": "412.9", "gdp.level@gongyi/2021Q1": "196.4"}
    made = fact("gdp.level.alone@gongyi/2021Q2", values)
    assert (str(made.value), made.arithmetic) == ("216.5", "412.9 − 196.4 = 216.5")


def test_a_quarter_alone_is_taken_as_published_where_it_is_published() -> None:
    values = {"gdp.level@gongyi/2021Q2": "412.9", "gdp.level@gongyi/2021Q1": "196.4"}
    published = {**values, "gdp.level@gongyi/2021Q2-alone": "216.6"}
    assert str(fact("gdp.level.alone@gongyi/2021Q2", published).value) == "216.6"


def test_the_first_quarter_alone_is_the_first_quarter() -> None:
    assert str(fact(f"gdp.level.alone{Q1}", {f"gdp.level{Q1}": "196.4"}).value) == "196.4"


def test_growth_is_never_derived_neither_of_a_quarter_alone_nor_from_levels() -> None:
    values = {"gdp.level@henan/2021Q2": "28927.96", "gdp.level@henan/2020Q2": "25608.46"}
    with pytest.raises(Missing, match=r"gdp\.growth@henan/2021Q2"):
        fact("gdp.growth@henan/2021Q2", values)  # 12.96 % at current prices; 10.2 % was published
    with pytest.raises(ValueError, match="only levels"):
        fact("gdp.growth.alone@henan/2021Q2", {**values, "gdp.growth@henan/2021Q2": "10.2"})


def test_a_sum_adds_up_and_shows_each_part() -> None:
    values = {f"primary.level{Q1}": "2.1", f"secondary.level{Q1}": "-113.7", f"tertiary.level{Q1}": "80.6"}
    made = fact(f"primary+secondary+tertiary.level.sum{Q1}", values)
    assert (str(made.value), made.arithmetic) == ("-31.0", "2.1 + (−113.7) + 80.6 = −31.0")


def test_a_sum_of_different_units_is_refused() -> None:
    values = {f"gdp.level{Q1}": "2.1", f"revenue_per_mu.level{Q1}": "98.4"}
    with pytest.raises(ValueError, match="cannot add up values in 万元/亩, 亿元"):
        fact(f"gdp+revenue_per_mu.level.sum{Q1}", values)


def test_a_target_is_the_years_whatever_the_quarter() -> None:
    made = fact(f"iva.growth.target{Q1}", {}, {"iva.growth@gongyi/2021": ("about", "9")})
    assert (made.key, str(made.value)) == ("iva.growth.target@gongyi/2021Q4", "9")
    assert made.place is not None
    assert made.place.sheet == "目标"


def test_the_margin_is_the_result_less_the_target_in_points() -> None:
    made = fact(f"iva.growth.margin{Q1}", {f"iva.growth{Q1}": "8.6"}, {"iva.growth@gongyi/2021": ("about", "9.0")})
    assert (str(made.value), made.unit, made.arithmetic) == ("-0.4", "百分点", "8.6 − 9.0 = −0.4")


def test_progress_is_the_part_of_the_target_that_is_reached() -> None:
    made = fact(
        f"rd_platforms.count.progress{Q1}",
        {f"rd_platforms.count{Q1}": "2"},
        {"rd_platforms.count@gongyi/2021": ("count", "6")},
    )
    assert (str(made.value), made.unit, made.arithmetic) == ("33.3", "%", "2 ÷ 6 × 100 = 33.3")


@pytest.mark.parametrize(
    ("key", "lacking"),
    [
        ("iva.growth@gongyi/2021Q1", ["iva.growth@gongyi/2021Q1"]),
        ("iva.growth.gap@gongyi~henan/2021Q1", ["iva.growth@gongyi/2021Q1", "iva.growth@henan/2021Q1"]),
        ("iva.growth.change@gongyi/2021Q1~2020Q1", ["iva.growth@gongyi/2021Q1", "iva.growth@gongyi/2020Q1"]),
        ("iva.growth.average2@gongyi/2021Q1", ["iva.growth@gongyi/2021Q1", "iva.growth@gongyi/2020Q1"]),
        ("iva.growth.target@gongyi/2021Q1", ["iva.growth.target@gongyi/2021Q1"]),
        ("iva.growth.margin@gongyi/2021Q1", ["iva.growth@gongyi/2021Q1", "iva.growth.target@gongyi/2021Q1"]),
        ("primary.level.share@gongyi/2021Q1", ["primary.level@gongyi/2021Q1", "gdp.level@gongyi/2021Q1"]),
        ("gdp.level.alone@gongyi/2021Q2", ["gdp.level@gongyi/2021Q2", "gdp.level@gongyi/2021Q1"]),
    ],
)
def test_missing_names_every_figure_that_lacks_at_once(key: str, lacking: list[str]) -> None:
    with pytest.raises(Missing) as missing:
        fact(key, {})
    assert list(missing.value.keys) == lacking


def test_missing_names_nothing_that_is_there() -> None:
    with pytest.raises(Missing) as missing:
        fact("primary+secondary+tertiary.level.sum@gongyi/2021Q1", {"secondary.level@gongyi/2021Q1": "1"})
    assert missing.value.keys == ("primary.level@gongyi/2021Q1", "tertiary.level@gongyi/2021Q1")


def test_a_share_of_nothing_is_missing_not_a_division_by_zero() -> None:
    for whole in ("0", "-5"):
        with pytest.raises(Missing):
            fact(f"primary.level.share{Q1}", {f"primary.level{Q1}": "1", f"gdp.level{Q1}": whole})


def test_progress_towards_a_target_of_nothing_is_missing() -> None:
    with pytest.raises(Missing):
        fact(
            f"rd_platforms.count.progress{Q1}",
            {f"rd_platforms.count{Q1}": "2"},
            {"rd_platforms.count@gongyi/2021": ("count", "0")},
        )


def test_what_follows_from_sample_data_is_sample_data() -> None:
    made = hand_made.figures({"iva.growth@gongyi/2021Q1": "31.2", "iva.growth@henan/2021Q1": "20.6"}, sample=True)
    known = Facts(made, hand_made.CATALOGUE)
    assert known.fact("iva.growth.gap@gongyi~henan/2021Q1").sample


def test_a_fact_is_worked_out_once_however_its_key_is_come_by() -> None:
    values = {"iva.growth@gongyi/2021Q1": "31.2", "iva.growth@henan/2021Q1": "20.6"}
    known = Facts(hand_made.figures(values), hand_made.CATALOGUE)
    gap = known.fact("iva.growth.gap@gongyi~henan/2021Q1")
    key = FactKey("iva", Measure.GROWTH, "gongyi", periods.parse_key("2021Q1"))
    assert known.fact(key.by("gap", "henan")) is gap
    assert len({key, key.plain, FactKey.parse(str(key)), key.by("gap", "henan")}) == 2
    assert len({key.figure, key.plain.figure}) == 1


def test_every_fact_leads_to_the_cells_that_it_comes_from() -> None:
    values = {"iva.growth@gongyi/2021Q1": "31.2", "iva.growth@henan/2021Q1": "20.6"}
    made = fact("iva.growth.gap@gongyi~henan/2021Q1", values)
    assert [str(source.place) for source in made.sources()] == [
        "figures.xlsx, sheet 主要指标, cell B5",
        "figures.xlsx, sheet 主要指标, cell B6",
    ]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("0.05", 1, "0.1"), ("0.25", 1, "0.3"), ("-0.25", 1, "-0.3"), ("2.5", 0, "3"), ("-0.04", 1, "0.0")],
)
def test_rounding_is_half_up_and_never_minus_zero(value: str, decimals: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), decimals)) == rounded


_NAMES = st.sampled_from(["iva", "gdp", "tax_share", "primary+secondary"])
_AREAS = st.sampled_from(["gongyi", "henan", "china"])
_PERIODS = st.builds(
    lambda year, quarter, alone: periods.parse_key(f"{year}Q{quarter}{'-alone' if alone else ''}"),
    st.integers(1990, 2100),
    st.integers(1, 4),
    st.booleans(),
)
_KEYS = st.builds(
    FactKey,
    indicator=_NAMES,
    measure=st.sampled_from(list(Measure)),
    area=_AREAS,
    period=_PERIODS,
    operation=st.sampled_from(["", "gap", "change", "share_change", "average2"]),
    other=st.sampled_from(["", "henan", "tax"]),
    base=st.none() | _PERIODS,
)


@given(_KEYS)
def test_a_key_that_is_written_can_be_read_again(key: FactKey) -> None:
    assert FactKey.parse(str(key)) == key


@pytest.mark.parametrize("key", ["iva.growth.gup@gongyi/2021Q1", "x.level.share@gongyi/2021Q1", "nonsense"])
def test_a_key_that_nothing_could_answer_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        fact(key, {"iva.growth@gongyi/2021Q1": "31.2"})


@pytest.mark.parametrize(
    "text", ["", "iva", "iva.growth", "iva.growth@gongyi", "iva.grwth@gongyi/2021Q1", "iva.growth@gongyi/2021Q5"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        FactKey.parse(text)


_RATES = st.decimals(-99, 999, places=1)


@given(_RATES, _RATES)
def test_whoever_redoes_a_gap_comes_to_the_same_number(own: Decimal, other: Decimal) -> None:
    values = {"iva.growth@gongyi/2021Q1": str(own), "iva.growth@henan/2021Q1": str(other)}
    made = fact("iva.growth.gap@gongyi~henan/2021Q1", values)
    assert made.value == own - other
    assert hand_made.facts(values).fact(made.key) == made  # the key in a document finds the same fact
