"""Every fact has a name in both languages, in full and within an issue that says area and period already."""

from __future__ import annotations

from collections.abc import Callable

import hand_made
import pytest

from report.catalogue import Language, Measure
from report.corrections.names import claim_name, fact_name, topic, with_names
from report.facts.derive import operations
from report.facts.keys import FactKey

KEYS = (
    "iva.growth@gongyi/2021Q1",
    "iva.growth.gap@gongyi~henan/2021Q1",
    "tax_share.share.change@gongyi/2021Q1~2020Q1",
    "gdp.level.change@china/2021Q4~2021Q3",
    "primary.level.share@china/2021Q4",
    "primary.level.share_change@china/2021Q4~2020Q4",
    "industrial_tax.level.share@gongyi~tax/2021Q1",
    "gdp.level.alone@china/2021Q2",
    "primary+secondary.level.sum@gongyi/2021Q1",
    "iva.growth.average2@gongyi/2021Q1",
    "iva.growth.target@gongyi/2021Q4",
    "iva.growth.margin@gongyi/2021Q1",
    "aluminium.growth.lead@gongyi~iva/2021Q1",
    "green_plants.count.progress@gongyi/2021Q1",
    "green_plants.count@gongyi/2021Q1",
    "iva.rank@gongyi/2021Q1",
    "rd_ratio.ratio@henan/2020Q4",
)


def test_a_fact_has_a_full_name_in_both_languages(golden: Callable[[str, str], None]) -> None:
    parsed = [FactKey.parse(key) for key in KEYS]
    rows = [f"| {key} | {_full(key, 'zh')} | {_full(key, 'en')} |\n" for key in parsed]
    golden("golden/names.md", "".join(["| Key | 中文 | English |\n", "|---|---|---|\n", *rows]))


def _full(key: FactKey, language: Language) -> str:
    return fact_name(key, hand_made.CATALOGUE, language)


def test_the_names_above_are_of_every_operation_and_measure() -> None:
    parsed = [FactKey.parse(key) for key in KEYS]
    assert {key.operation for key in parsed} == {"", *operations()}
    assert {key.measure for key in parsed} == set(Measure)


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [
        ("iva.growth@gongyi/2021Q1", "规上工业增加值增速", "growth of above-scale industrial value added"),
        (
            "iva.growth.gap@gongyi~henan/2021Q1",
            "规上工业增加值增速与全省之差",
            "gap to Henan in the growth of above-scale industrial value added",
        ),
        ("gdp.growth@henan/2021Q1", "河南省生产总值增速", "growth of GRP in Henan"),
        ("iva.growth@gongyi/2020Q1", "2020年一季度规上工业增加值增速", None),
        ("iva.growth.target@gongyi/2021Q4", "规上工业增加值增速年度目标", None),
        ("iva.growth.target@gongyi/2022Q4", "2022年规上工业增加值增速年度目标", None),
    ],
)
def test_within_an_issue_its_area_and_period_go_without_saying(key: str, chinese: str, english: str | None) -> None:
    parsed, issue = FactKey.parse(key), hand_made.subject()
    assert fact_name(parsed, hand_made.CATALOGUE, "zh", issue, short=True) == chinese
    if english:
        assert fact_name(parsed, hand_made.CATALOGUE, "en", issue, short=True) == english


def test_growth_is_said_of_what_grew_and_a_gap_of_the_growth() -> None:
    issue = hand_made.subject()
    said = {
        key: topic(FactKey.parse(key), hand_made.CATALOGUE, "zh", issue, short=True)
        for key in ("iva.growth@gongyi/2021Q1", "iva.growth.gap@gongyi~henan/2021Q1", "profit.level@gongyi/2021Q1")
    }
    assert list(said.values()) == ["规上工业增加值", "规上工业增加值增速", "规上工业利润"]


@pytest.mark.parametrize(("language", "words"), [("zh", "开门红"), ("en", "good start")])
def test_a_claim_is_called_by_its_words(language: Language, words: str) -> None:
    assert claim_name("good_start", hand_made.CLAIMS, language) == words


def test_a_claim_that_the_rules_know_no_more_keeps_its_name() -> None:
    assert claim_name("bright_prospects", hand_made.CLAIMS, "en") == "bright_prospects"


def test_words_say_names_where_keys_of_facts_stood() -> None:
    words = "应为 iva.growth@gongyi/2021Q1 的数据，iva.growth.gap@gongyi~henan/2021Q1 亦然"
    growth = "2021年一季度巩义市规模以上工业增加值增速"
    assert with_names(words, hand_made.CATALOGUE, "zh") == f"应为{growth}的数据，{growth}与全省之差亦然"
    words = "gdp.level.change@china/2021Q4~2021Q3; gdp.level@china/2021Q2-alone"
    assert "@" not in with_names(words, hand_made.CATALOGUE, "en")


@pytest.mark.parametrize("words", ["iva.growth@henan > 0", "x.growth@gongyi/2021Q1", "iva.growth@x/2021 。"])
def test_what_is_no_key_of_a_fact_stays(words: str) -> None:
    assert with_names(words, hand_made.CATALOGUE, "zh") == words
