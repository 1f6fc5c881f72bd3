"""Whatever the figures: no hole, no doubled sign, no word against its number, and the same facts in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import hand_made
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from variants import VARIANTS, Variant

from report.catalogue import Language
from report.edition import Edition
from report.errors import InputFaults
from report.facts.keys import FactKey
from report.figures.model import Figures
from report.narrative.environment import TemplateEnvironment
from report.narrative.model import Narrative, Passage, Span
from report.narrative.narrate import narrate

ENVIRONMENT = TemplateEnvironment(hand_made.TEMPLATES)
EDITION, SHIPPED = hand_made.shipped("gongyi-2021Q1")
BULLETIN, YEAR = hand_made.shipped("gongyi-2020")
HOLES = re.compile(
    r"\bnan\b|\bNone\b|\[\?\]|\{\{|--|−−|\+-|负负|minus minus|  |（）|\(\)"
    r"|[，、；。]{2}|,,|\.\.|[,;] ?[.;]| [,.;]|为[，；。]|第位"
)


def about(figures: Figures, area_periods: tuple[str, ...]) -> list[str]:
    return [str(figure.key) for figure in figures if str(figure.key).partition("@")[2] in area_periods]


KEYS = about(SHIPPED, ("gongyi/2021Q1", "henan/2021Q1", "zhengzhou/2021Q1"))
BEFORE = [
    key
    for key in about(SHIPPED, ("gongyi/2020Q1",))
    if key.startswith(("iva.growth", "profit.level", "tax_share", "industry_share", "leading_share", "hightech_share"))
]
YEAR_KEYS = about(YEAR, ("gongyi/2020Q4", "henan/2020Q4", "zhengzhou/2020Q4", "gongyi/2019Q4", "gongyi/2020Q3"))

_GROWTH = st.sampled_from(["0", "0.1", "-0.1", "1", "-100", "100", "189.7"]) | st.decimals(-100, 999, places=1).map(str)
_LEVEL = st.sampled_from(["0", "0.1", "-3.2", "10", "99999999.9"]) | st.decimals(-99, 99999, places=1).map(str)
_SHARE = st.decimals(0, 100, places=1).map(str)
_COUNT = st.integers(0, 40).map(str)
_KINDS = {"growth": _GROWTH, "level": _LEVEL, "share": _SHARE, "count": _COUNT, "ratio": _SHARE}


def _value(key: str) -> st.SearchStrategy[str | None]:
    """A value; now and then none in the source."""
    kind = _KINDS[FactKey.parse(key).measure.value]
    return st.one_of(kind, kind, kind, kind, kind, kind, kind, kind, kind, st.none())


QUARTERS = st.fixed_dictionaries({key: _value(key) for key in (*KEYS, *BEFORE)})
YEARS = st.fixed_dictionaries({key: _value(key) for key in YEAR_KEYS})
# Without shrinking: a briefing takes a tenth of a second, and the passage in the message says what is wrong.
STEPS = (Phase.explicit, Phase.reuse, Phase.generate)
EASY = settings(max_examples=25, deadline=None, phases=STEPS, suppress_health_check=list(HealthCheck))


def told(figures: Figures, edition: Edition) -> dict[Language, Narrative] | None:
    """The briefing in both languages; None where figures that it needs are missing: said, and the same in both."""
    used = hand_made.material(figures, edition)
    made: dict[Language, Narrative] = {}
    lacking: list[set[str]] = []
    for language in edition.languages:
        try:
            made[language] = narrate(used, ENVIRONMENT, language)
        except InputFaults as error:
            assert all(fault.expected.startswith("a figure for ") for fault in error.faults), error
            lacking.append({fault.expected for fault in error.faults})
    assert not lacking or (len(lacking) == 2 and lacking[0] == lacking[1])
    return None if lacking else made


def keys_of(passage: Passage) -> set[str]:
    return {span.fact.key for span in passage.all_spans() if span.fact}


def check(made: Mapping[Language, Narrative]) -> None:
    for narrative in made.values():
        for passage in narrative.passages:
            assert not HOLES.search(passage.text), passage.text
            assert all(cell.text.strip() for row in passage.rows for cell in row), passage.id
        check_directions(narrative)
    zh, en = ({passage.id: keys_of(passage) for passage in made[language].passages} for language in ("zh", "en"))
    assert zh == en
    left_out = [{item.passage for item in narrative.left_out} for narrative in made.values()]
    assert left_out[0] == left_out[1]


UP_ZH = ("增长", "高于", "提高", "收窄", "减亏", "盈利")
DOWN_ZH = ("下降", "低于", "回落", "扩大", "增亏", "亏损")
UP_EN = ("grew by", "up", "growth of", "higher", "faster", "less", "smaller", "above", "profit")
DOWN_EN = ("declined by", "down", "decline of", "lower", "slower", "more", "larger", "below", "loss")
AFTER_EN = re.compile(r"\b(higher|faster|smaller|above|less|lower|slower|larger|below|more)\b")
BEFORE_EN = re.compile(r"\b(grew by|growth of|up|declined by|decline of|down)\b")
BEFORE_ZH = re.compile("|".join((*UP_ZH, *DOWN_ZH)))


def check_directions(narrative: Narrative) -> None:
    for passage in narrative.passages:
        for before, span, after in around(passage):
            assert span.fact is not None
            word = direction_word(narrative.language, before, span, after)
            if word is not None and span.fact.value != 0:
                rises = word in (*UP_ZH, *UP_EN)
                assert rises == (span.fact.value > 0), (passage.text, span.text, span.fact.key, word)


def around(passage: Passage) -> Iterator[tuple[str, Span, str]]:
    """Each figure of running text with the words before and after it."""
    text = ""
    whole = passage.text
    for span in passage.spans:
        if span.fact:
            yield text, span, whole[len(text) + len(span.text) :]
        text += span.text


def direction_word(language: Language, before: str, span: Span, after: str) -> str | None:
    """The word that says which way a rate or a difference goes; None of what has no direction."""
    assert span.fact is not None
    key = FactKey.parse(span.fact.key)
    difference = key.operation in ("gap", "change", "share_change", "margin")
    if key.operation == "target" or not (difference or key.measure == "growth"):
        return None
    if language == "zh":
        found = BEFORE_ZH.findall(before)
        assert found or span.fact.value == 0, (before, span.text)
        return found[-1] if found else None
    if difference and not before.endswith((" up ", " down ")):
        following = AFTER_EN.search(after)
        assert following or span.fact.value == 0, (after, span.text)
        return following[0] if following else None
    words = BEFORE_EN.findall(before)
    return words[-1] if words else None


@EASY
@given(QUARTERS)
def test_a_quarterly_briefing_of_any_figures_is_whole_and_true(values: dict[str, str | None]) -> None:
    made = told(hand_made.changed(SHIPPED, values), EDITION)
    if made:
        check(made)


@EASY
@given(YEARS)
def test_a_bulletin_of_any_figures_is_whole_and_true(values: dict[str, str | None]) -> None:
    made = told(hand_made.changed(YEAR, values), BULLETIN)
    if made:
        check(made)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_whole_and_true_and_tells_the_same_facts_in_both_languages(name: str) -> None:
    made = told(*VARIANTS[name].made())
    assert made is not None
    check(made)


@pytest.mark.parametrize("edition", ["gongyi-2021Q1", "gongyi-2020", "china-2021Q4"])
def test_a_shipped_edition_tells_the_same_facts_in_both_languages(edition: str) -> None:
    made = told(*Variant(edition, lambda figures: figures).made())
    assert made is not None
    check(made)


def test_passages_come_in_the_same_order_in_both_languages() -> None:
    """Charts aside: where one stands follows from the page that it has to fit on."""
    told = hand_made.narratives(SHIPPED, EDITION).values()
    zh, en = ([passage.id for passage in narrative.passages if not passage.chart] for narrative in told)
    assert zh == en


def test_a_figure_is_one_value_wherever_it_is_printed() -> None:
    for narrative in hand_made.narratives(SHIPPED, EDITION).values():
        values: dict[str, Decimal] = {}
        for passage in narrative.passages:
            for span in passage.all_spans():
                if span.fact:
                    assert values.setdefault(span.fact.key, span.fact.value) == span.fact.value


@EASY
@given(st.decimals(-100, 1000, places=1), st.decimals(-100, 1000, places=1))
def test_both_languages_agree_on_every_turn(now: Decimal, before: Decimal) -> None:
    figures = hand_made.changed(
        SHIPPED, {"iva.growth@gongyi/2021Q1": str(now), "iva.growth@gongyi/2020Q1": str(before)}
    )
    made = told(figures, EDITION)
    assert made is not None
    check(made)
