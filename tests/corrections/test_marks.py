"""Corrected figures bear a mark in a fresh document, for as long as edition.toml asks."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hand_made
import pytest
from issued import QUARTERLY

from report.catalogue import Language
from report.edition import Edition
from report.facts.corrected import corrected_keys
from report.facts.derive import Facts
from report.figures.model import Figures
from report.narrative.environment import TemplateEnvironment
from report.narrative.marks import marked
from report.narrative.model import Kind, Narrative
from report.narrative.narrate import narrate
from report.orders import House, open_house, orders_for
from report.pipeline import Briefing, KnownThen, compose
from report.word.record import printed_text

LANGUAGES: tuple[Language, Language] = ("zh", "en")
IVA = "iva.growth@gongyi/2021Q1"
AVERAGE = "iva.growth.average2@gongyi/2021Q1"
INVESTMENT = "industrial_investment.level@gongyi/2021Q1"
SINCE = "mark_corrected_since = 2021-04-20\n"
MARKS: dict[Language, str] = {"zh": "（更正）", "en": " [r]"}


class TestCorrectedKeys:
    def figures(self, growth: str, before: str = "-7.9") -> Figures:
        return hand_made.figures({IVA: growth, "iva.growth@gongyi/2020Q1": before})

    def cited(self, now: Figures, *keys: str) -> frozenset[str]:
        known = Facts(now, hand_made.CATALOGUE)
        then = Facts(self.figures("29.8"), hand_made.CATALOGUE)
        return corrected_keys([known.fact(key) for key in keys], then)

    def test_holds_a_figure_with_another_value_and_what_follows_from_it(self) -> None:
        assert self.cited(self.figures("31.2"), IVA, AVERAGE, "iva.growth@gongyi/2020Q1") == {IVA, AVERAGE}

    def test_holds_nothing_that_was_the_same(self) -> None:
        assert self.cited(self.figures("29.80"), IVA, AVERAGE) == frozenset()

    def test_holds_no_figure_that_was_not_known_then(self) -> None:
        now = hand_made.figures({INVESTMENT: "38.9"})
        assert self.cited(now, INVESTMENT) == frozenset()

    def test_holds_no_figure_that_only_rounds_otherwise_in_what_follows(self) -> None:
        """Growth of 31.2 and of 31.1 percent both make a two-year average of 9.9 percent."""
        now, then = (Facts(self.figures(value), hand_made.CATALOGUE) for value in ("31.2", "31.1"))
        assert corrected_keys([now.fact(AVERAGE)], then) == frozenset()


@pytest.mark.parametrize(("language", "said"), [("zh", "（更正）、"), ("en", r" \[r\]、")])
def test_a_mark_stands_behind_the_star_of_sample_data(language: Language, said: str) -> None:
    starred = rf"[31.2](figure:{IVA})\*、"
    assert marked(starred, frozenset({IVA}), language) == starred.replace("、", said)


@pytest.mark.parametrize(("language", "said"), [("zh", "（更正）、"), ("en", r" \[r\]、")])
def test_a_mark_stands_right_behind_its_figure(language: Language, said: str) -> None:
    markdown = f"增长[31.2%](figure:{IVA})、[9.9%](figure:{AVERAGE})[第4期](edition:issue)"
    made = marked(markdown, frozenset({IVA}), language)
    assert made == markdown.replace("、", said)
    assert marked(markdown, frozenset(), language) == markdown


def told(corrected: frozenset[str], language: Language, since: datetime.date | None) -> Narrative:
    about, figures = hand_made.shipped(QUARTERLY)
    used = hand_made.material(figures, replace(about, mark_corrected_since=since))
    return narrate(replace(used, corrected=corrected), TemplateEnvironment(hand_made.TEMPLATES), language)


def words(narrative: Narrative) -> str:
    return "\n".join(printed_text(passage, narrative.language) for passage in narrative.passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_and_their_note_are_all_that_a_marked_document_has_more(language: Language) -> None:
    plain = told(frozenset(), language, None)
    made = told(frozenset({IVA, AVERAGE, INVESTMENT}), language, datetime.date(2021, 4, 20))
    body = replace(made, passages=tuple(p for p in made.passages if p.id != "corrections"))
    assert MARKS[language] in words(body)
    assert words(body).replace(MARKS[language], "") == words(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_text_and_table_bears_the_mark(language: Language) -> None:
    made = told(frozenset({INVESTMENT}), language, datetime.date(2021, 4, 20))
    following = [
        after.text
        for passage in made.passages
        for spans in (passage.spans, *(cell.spans for row in passage.rows for cell in row))
        for span, after in zip(spans, (*spans[1:], None), strict=True)
        if span.fact and span.fact.key == INVESTMENT and after
    ]
    assert [text.removeprefix("*").startswith(MARKS[language]) for text in following] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_facts_are_told_with_and_without_marks(language: Language) -> None:
    def facts(narrative: Narrative) -> list[str]:
        return [span.fact.key for p in narrative.passages for span in p.all_spans() if span.fact]

    assert facts(told(frozenset({IVA}), language, datetime.date(2021, 4, 20))) == facts(
        told(frozenset(), language, None)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_with_nothing_but_the_note_under_it_goes(language: Language) -> None:
    about, figures = hand_made.shipped(QUARTERLY)
    bare = replace(about, remarks={}, mark_corrected_since=datetime.date(2021, 4, 20))
    used = replace(hand_made.material(figures, bare), corrected=frozenset({IVA}))
    made = narrate(used, TemplateEnvironment(hand_made.TEMPLATES), language)
    assert [p.id for p in made.passages if p.id in ("requests-heading", "corrections")] == ["corrections"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    shutil.copy(hand_made.INPUTS / "catalogue.toml", inputs)
    shutil.copytree(hand_made.INPUTS / QUARTERLY, inputs / QUARTERLY)
    return open_house(inputs, hand_made.TEMPLATES, tmp_path / "outputs")


def asked(house: House) -> House:
    """The edition asks for marks: the line stands above the first table of edition.toml."""
    file = house.inputs / QUARTERLY / "edition.toml"
    file.write_text(SINCE + file.read_text("utf-8"), "utf-8")
    return house


def then(_: Edition) -> Figures:
    """What was known: 38.7 was 37.8, and growth was 29.8 percent."""
    return hand_made.changed(hand_made.shipped(QUARTERLY)[1], {INVESTMENT: "37.8", IVA: "29.8"})


def built(house: House, known_then: KnownThen) -> dict[Language, Briefing]:
    orders = orders_for(house, (QUARTERLY,), (), force=True)
    return {briefing.language: briefing for briefing in compose(house, orders, known_then=known_then)}


def text(briefing: Briefing) -> str:
    return "\n".join(passage.text for passage in briefing.record.passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_build_marks_what_has_been_corrected_since(
    language: Language, house: House, golden: Callable[[str, str], None]
) -> None:
    briefing = built(asked(house), then)[language]
    lines = [line for line in text(briefing).splitlines() if MARKS[language].strip(" （）") in line]
    golden(f"golden/marked.{language}.md", "\n\n".join(line.replace("\t", " | ") for line in lines) + "\n")


def test_a_marked_document_is_valid_and_opens(
    house: House, tmp_path: Path, validate: Callable[[Path], None], to_pdf: Callable[[Path], Path]
) -> None:
    for language, briefing in built(asked(house), then).items():
        document = tmp_path / f"marked.{language}.docx"
        *_, document_bytes = briefing.files.values()
        document.write_bytes(document_bytes)
        validate(document)
        assert to_pdf(document).stat().st_size > 10_000


def test_marks_go_when_the_line_is_taken_away(house: House) -> None:
    assert not any("更正" in text(briefing) for briefing in built(house, then).values())


def test_nothing_is_marked_where_nothing_was_known_or_nothing_differs(house: House) -> None:
    same = lambda _: hand_made.shipped(QUARTERLY)[1]  # noqa: E731
    for known_then in (lambda _: None, same):
        briefings = built(asked(house) if known_then is same else house, known_then)
        assert not any("更正" in text(briefing) for briefing in briefings.values())


def test_a_figure_corrected_in_a_chart_alone_is_explained_in_a_note(house: House) -> None:
    """The quarters before are shown by the chart of the trend and said nowhere."""
    key = "iva.growth@gongyi/2020Q3"

    def known_then(_: Edition) -> Figures:
        return hand_made.changed(hand_made.shipped(QUARTERLY)[1], {key: "0.1"})

    for briefing in built(asked(house), known_then).values():
        (note,) = (passage.text for passage in briefing.record.passages if passage.id == "corrections")
        assert note.count("2021") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_is_small_print_before_the_credit(language: Language) -> None:
    made = told(frozenset({IVA}), language, datetime.date(2021, 4, 20))
    kinds = {passage.id: passage.kind for passage in made.passages}
    ids = list(kinds)
    assert kinds["corrections"] is Kind.NOTE
    assert ids[ids.index("corrections") + 1] == "credit"
