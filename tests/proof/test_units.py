"""How people spell the units of the catalogue, and by how much a number before them is multiplied."""

from __future__ import annotations

from decimal import Decimal

import pytest
from proof import sentences

from report.proof.units import are_of, noun_of, spellings

CATALOGUE = sentences.house().catalogue
SPELLINGS = spellings(CATALOGUE)


@pytest.mark.parametrize(
    ("key", "noun"),
    [
        ("亿元", "元"),
        ("万元/亩", "元/亩"),
        ("亿千瓦时", "千瓦时"),
        ("万吨", "吨"),
        ("万人次", "人次"),
        ("万平方米", "平方米"),
        ("亿美元", "美元"),
        ("元", "元"),
        ("%", "%"),
        ("个", "个"),
    ],
)
def test_the_noun_of_a_unit_is_what_stands_after_its_scale(key: str, noun: str) -> None:
    assert noun_of(CATALOGUE.units[key]) == noun


def test_a_noun_that_itself_begins_with_a_scale_word_keeps_it() -> None:
    assert noun_of(CATALOGUE.units["亿千瓦时"].model_copy(update={"key": "千瓦时", "factor": Decimal(1)})) == "千瓦时"


@pytest.mark.parametrize(
    ("name", "noun", "factor"),
    [
        ("亿千瓦时", "千瓦时", "1e8"),
        ("千瓦时", "千瓦时", "1"),
        ("万千瓦时", "千瓦时", "1e4"),
        ("亿度", "千瓦时", "1e8"),
        ("billion kilowatt-hours", "千瓦时", "1e9"),
        ("million kwh", "千瓦时", "1e6"),
        ("万亿元", "元", "1e12"),
        ("trillion yuan", "元", "1e12"),
        ("bn yuan", "元", "1e9"),
        ("亿元人民币", "元", "1e8"),
        ("thousand tons", "吨", "1e3"),
        ("百万吨", "吨", "1e6"),
        ("万人次", "人次", "1e4"),
        ("million visits", "人次", "1e6"),
        ("square metres", "平方米", "1"),
        ("亿美元", "美元", "1e8"),
        ("million us dollars", "美元", "1e6"),
        ("万元/亩", "元/亩", "1e4"),
        ("million yuan per mu", "元/亩", "1e6"),
        ("百分点", "百分点", "1"),
        ("percentage point", "百分点", "1"),
        ("percent", "%", "1"),
        ("‰", "%", "0.1"),
        ("成", "%", "10"),
        ("倍", "倍", "1"),
        ("家", "个", "1"),
    ],
)
def test_a_spelling_is_a_noun_and_a_factor(name: str, noun: str, factor: str) -> None:
    assert SPELLINGS[name] == (noun, Decimal(factor))


@pytest.mark.parametrize(("scale", "factor"), [("万", "1e4"), ("亿", "1e8"), ("million", "1e6"), ("billion", "1e9")])
def test_a_scale_alone_leaves_the_noun_open(scale: str, factor: str) -> None:
    assert SPELLINGS[scale] == ("", Decimal(factor))


def test_what_is_counted_one_by_one_has_no_scales() -> None:
    assert "亿家" not in SPELLINGS and "million number" not in SPELLINGS


@pytest.mark.parametrize(
    ("unit", "noun", "same"),
    [
        ("元", "元", True),
        ("个", "家", True),
        ("户", "个", True),
        ("元", "美元", False),
        ("吨", "千瓦时", False),
        ("家", "户", False),
        ("元", "元/亩", False),
    ],
)
def test_units_count_the_same_only_where_one_is_the_other_or_a_word_for_it(unit: str, noun: str, same: bool) -> None:
    assert are_of(unit, noun) is same
