"""Where a sentence may be about what the catalogue does not know."""

from __future__ import annotations

import pytest
from proof import sentences

from report.proof.doubt import is_doubted
from report.proof.tokens import tokens_of


def doubted(text: str, was: bool = False) -> bool:
    """Of the words before a number."""
    return is_doubted(tokens_of(text, sentences.words()), was)


@pytest.mark.parametrize(
    "text",
    [
        "规模以上工业增加值同比增长",
        "1—8月，全市规模以上工业增加值增长",
        "在政策带动下规模以上工业增加值增长",
        "扣除价格因素后规模以上工业增加值增长",
        "规模以上工业增加值由于基数原因，同比增长",
        "industrial value added grew by",
        "according to preliminary estimates, industrial value added rapidly expanded by",
        "boosted demand and industrial value added grew by",
        "industrial value added in the first eight months grew by",
    ],
)
def test_circumstances_around_a_name_leave_no_doubt(text: str) -> None:
    assert not doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "汽车规模以上工业增加值增长",
        "汽车的规模以上工业增加值增长",
        "工业投资基金增长",
        "automotive industrial value added grew by",
        "industrial value added of chemicals grew by",
        "industrial value added for chemicals grew by",
    ],
)
def test_unknown_words_that_belong_to_a_name_raise_doubt(text: str) -> None:
    assert doubted(text)


@pytest.mark.parametrize("text", ["新能源汽车增长", "exports grew by", "其中，增长"])
def test_unknown_words_in_the_place_of_a_name_raise_doubt(text: str) -> None:
    assert doubted(text)


@pytest.mark.parametrize("text", ["人均规模以上工业增加值", "industrial value added per capita was"])
def test_an_amount_by_head_is_not_the_indicator(text: str) -> None:
    assert doubted(text)


@pytest.mark.parametrize("text", ["同比增长", "grew by", "在此背景下，增长"])
@pytest.mark.parametrize("was", [True, False])
def test_doubt_stays_as_it_was_until_something_is_named(text: str, was: bool) -> None:
    assert doubted(text, was) is was


def test_a_name_puts_an_end_to_doubt() -> None:
    assert not doubted("规模以上工业增加值增长", was=True)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("工业税收占税收总额的", False), ("工业税收占税收", False), ("汽车工业税收占税收总额的比重为", True)],
)
def test_the_part_of_a_share_is_a_name_too(text: str, is_so: bool) -> None:
    assert doubted(text) is is_so
