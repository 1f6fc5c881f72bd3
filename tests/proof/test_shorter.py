"""Names of which a part was said before, completed by the names of what is spoken of."""

from __future__ import annotations

import pytest
from proof import sentences

from report.proof.shorter import Shorter
from report.proof.tokens import tokens_of

SHORTER = Shorter(sentences.house().catalogue)

PARTED = pytest.mark.xfail(strict=True, reason="a character that is a word too (高, 居) parts the unknown word")


def found(text: str, *beside: str) -> tuple[str, ...]:
    return SHORTER.found(tokens_of(text, sentences.words()), beside)


@pytest.mark.parametrize(
    ("text", "beside", "meant"),
    [
        ("城镇居民", "rural_income", "urban_income"),
        ("农村居民", "urban_income", "rural_income"),
        ("农村居民收入", "urban_income", "rural_income"),
        ("商品零售", "goods", "goods"),
        pytest.param("高技术制造业", "iva", "hightech", marks=PARTED),
        ("that of rural residents", "urban_income", "rural_income"),
        ("that of urban residents", "rural_income", "urban_income"),
    ],
)
def test_what_was_said_before_completes_a_name(text: str, beside: str, meant: str) -> None:
    assert found(text, beside) == (meant,)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("城镇居民", "steel"),  # of another kind
        ("商品零售", "retail"),  # ends otherwise
        pytest.param("城镇居民", "unemployment", marks=PARTED),
        ("城", "rural_income"),  # one character
        ("新能源汽车", "rural_income"),
        ("that of exporters", "urban_income"),
        ("that of rural residents", "steel"),
        ("that of rural residents", "rural_income"),  # itself
        ("rural", "urban_income"),
    ],
)
def test_what_completes_nothing_is_no_name(text: str, beside: str) -> None:
    assert found(text, beside) == ()


def test_of_several_that_are_spoken_of_the_first_that_completes_it_does() -> None:
    assert found("城镇居民", "steel", "rural_income") == ("urban_income",)


@pytest.mark.parametrize(
    ("text", "last", "before"),
    [
        ("第二、第三产业增加值", "tertiary", ("secondary",)),
        ("第一和第二产业增加值", "secondary", ("primary",)),
        ("第三产业增加值", "tertiary", ()),
        ("第九、第三产业增加值", "tertiary", ()),
        ("第二、粗钢产量", "steel", ()),
    ],
)
def test_the_last_name_of_a_list_completes_the_others(text: str, last: str, before: tuple[str, ...]) -> None:
    assert SHORTER.listed(tokens_of(text, sentences.words()), last) == before
