"""A bulletin as those meet it who read it, by eye or by ear, and the programs that read it for them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import hand_made
import pytest
from html_made import DATED, Page, file_of, said, written
from lxml import html

from report.errors import InputFaults
from report.narrative.model import Cell, Kind, Passage, Span
from report.orders import House
from report.proof.check import check
from report.word.record import printed_text

VOID = {"meta", "link", "br"}
HEADLINE = Passage("headline", Kind.HEADLINE, (Span("Title"),))


class Balance(HTMLParser):
    """Follows what opens and what closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.amiss: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.amiss.append(f"<{tag}> with an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in self.open and tag != "svg":
            self.amiss.append(f"<{tag}/> outside a picture")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.amiss.append(f"</{tag}>")


def squeezed(text: str) -> str:
    """Without white space, which markup may have more of."""
    return re.sub(r"\s+", "", text)


def blocks(page: Page) -> list[html.HtmlElement]:
    """The element of each passage."""
    language = page.narrative.language
    return [page.root.get_element_by_id(f"{language}-{passage.id}") for passage in page.narrative.passages]


class TestEachBulletin:
    """Every edition in every language."""

    def test_opens_and_closes_every_element_in_order(self, page: Page) -> None:
        balance = Balance()
        balance.feed(page.text)
        assert (balance.open, balance.amiss) == ([], [])
        assert page.text.startswith("<!DOCTYPE html>\n")

    def test_says_each_passage_word_for_word(self, page: Page) -> None:
        language = page.narrative.language
        for passage, block in zip(page.narrative.passages, blocks(page), strict=True):
            assert squeezed(said(block)) == squeezed(printed_text(passage, language))

    def test_says_its_passages_in_order_and_nothing_else_but_the_way_about(self, page: Page) -> None:
        language = page.narrative.language
        (body,) = page.root.iter("body")
        for way in (*body.iter("nav"), *body.find_class("skip")):
            way.drop_tree()
        told = "".join(printed_text(passage, language) for passage in page.narrative.passages)
        assert squeezed(body.text_content()) == squeezed(told)

    def test_says_what_the_markdown_beside_a_word_document_says(self, page: Page) -> None:
        lines = hand_made.words(page.narrative.markdown).replace("\\", "").splitlines()
        prose = [line.lstrip("# ").replace("**", "") for line in lines if line.strip() and line[0] not in "{!|"]
        shown = [squeezed(said(block)) for block in blocks(page)]  # headings and captions with their numbers
        assert len(prose) > 5
        assert [line for line in prose if not any(squeezed(line) in words for words in shown)] == []

    def test_has_each_figure_once_and_in_order_with_the_fact_that_it_is(self, page: Page) -> None:
        spans = [span for passage in page.narrative.passages for span in passage.all_spans() if span.fact]
        found = [(one.text, one.get("data-figure"), one.get("value")) for one in page.root.find_class("figure")]
        assert len(found) > 20
        assert found == [(span.text, span.fact.key, str(span.fact.value)) for span in spans if span.fact]

    def test_asks_for_nothing_and_runs_nothing(self, page: Page) -> None:
        assert "://" not in page.text
        assert not re.search(r"url\(|@import|javascript:", page.text)
        assert [element.tag for element in page.root.iter("script", "img", "iframe", "object", "base", "form")] == []
        names = {name for element in page.root.iter() for name in element.attrib}
        assert [name for name in names if name == "style" or name == "src" or name.startswith("on")] == []

    def test_names_each_element_once_and_points_only_at_what_is_there(self, page: Page) -> None:
        ids = Counter(page.root.xpath("//@id"))
        assert [name for name, count in ids.items() if count > 1 or re.search(r"\s", name)] == []
        pointed = [href.removeprefix("#") for href in page.root.xpath("//@href") if href.startswith("#")]
        pointed += page.root.xpath("//@aria-labelledby")
        assert pointed
        assert [name for name in pointed if name not in ids] == []

    def test_has_one_headline_and_leaves_no_level_out(self, page: Page) -> None:
        levels = [int(element.tag[1]) for element in page.root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_has_its_landmarks(self, page: Page) -> None:
        (body,) = page.root.iter("body")
        assert [child.tag for child in body][:3] == ["a", "header", "main"]
        assert len(list(page.root.iter("main"))) == len(page.root.xpath("/html/body/header")) == 1
        assert [child.tag for child in body][3:] in ([], ["footer"])

    def test_says_what_language_it_is_in(self, page: Page) -> None:
        assert page.root.get("lang") == {"zh": "zh-CN", "en": "en"}[page.narrative.language]

    def test_leads_to_the_other_language_for_programs_and_for_people(self, page: Page) -> None:
        other, tag, name = {"zh": ("en", "en", "English"), "en": ("zh", "zh-CN", "中文")}[page.narrative.language]
        (link,) = page.root.xpath("/html/head/link[@rel='alternate']")
        (shown,) = page.root.xpath("//nav/a")
        assert link.get("href") == shown.get("href")
        assert link.get("href").endswith(f".{other}.html")
        assert (link.get("hreflang"), shown.get("hreflang"), shown.get("lang")) == (tag, tag, tag)
        assert shown.text == name

    def test_marks_up_its_tables(self, page: Page) -> None:
        tables = [passage for passage in page.narrative.passages if passage.rows]
        assert tables
        for passage, table in zip(tables, page.root.iter("table"), strict=True):
            caption, head, body = table
            assert (caption.tag, head.tag, body.tag) == ("caption", "thead", "tbody")
            assert passage.text in said(caption)
            assert [cell.text_content() for cell in head.iter("th")] == [cell.text for cell in passage.rows[0]]
            assert {cell.get("scope") for cell in head.iter("th")} == {"col"}
            assert [[cell.tag for cell in row] for row in body] == [
                ["th", *("td" for _ in row[1:])] for row in passage.rows[1:]
            ]
            assert {cell.get("scope") for cell in body.iter("th")} == {"row"}

    def test_lets_a_wide_table_be_moved_from_the_keyboard(self, page: Page) -> None:
        for table in page.root.iter("table"):
            around = table.getparent()
            assert (around.get("role"), around.get("tabindex")) == ("region", "0")
            assert page.root.get_element_by_id(around.get("aria-labelledby")).tag == "caption"

    def test_describes_its_charts(self, page: Page) -> None:
        charts = [passage for passage in page.narrative.passages if passage.kind is Kind.CHART]
        pictures = page.root.xpath("//figure/svg")
        assert len(pictures) == len(charts) > 0
        for passage, picture in zip(charts, pictures, strict=True):
            assert picture.get("role") == "img"
            assert re.search(r"\d", picture.get("aria-label"))
            assert passage.text in said(picture.getnext())
            assert picture.getnext().tag == "figcaption"

    def test_comes_out_of_proof_reading_clean_with_its_figures_found_again(
        self, page: Page, house: House, tmp_path: Path
    ) -> None:
        checked = check(file_of(tmp_path, page), house)
        figures = sum(1 for passage in page.narrative.passages for span in passage.all_spans() if span.fact)
        assert (checked.findings, checked.numbers.by_hand) == ((), 0)
        assert checked.numbers.matched >= 0.8 * figures

    def test_a_wrong_number_in_it_is_found(self, page: Page, house: House, tmp_path: Path) -> None:
        figure = next(one for one in page.root.find_class("figure") if one.getparent().tag == "p")
        wrong = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), figure.text, count=1)
        amiss = Page(page.narrative, page.content.replace(f">{figure.text}</data>".encode(), f">{wrong}<".encode(), 1))
        assert check(file_of(tmp_path, amiss), house).exit_code == 1


def test_the_day_of_the_masthead_is_one_for_programs_too() -> None:
    page = written(Passage("date", Kind.DATE, (Span("20 April 2021", "edition", source="date"),)), HEADLINE)
    (time,) = page.root.iter("time")
    assert (time.get("datetime"), time.text) == (DATED.isoformat(), "20 April 2021")


@pytest.mark.parametrize(
    "text",
    [
        "a < b && c > d \"quoted\" 'so' </p></main><script>alert(1)</script>",
        "&lt; &amp; &nbsp; &#60; ]]> <!-- --> {{ sheet }} {% raw %}",
        "零宽\u200b，右至左\u202e，合字e\u0301，生僻字𠮷𪚥，表情👩‍👩‍👧，行分隔\u2028，\u0085，\ufdd0，\U0001fffe",
        "\u00a0 不换行\u3000全角\ufeff",
    ],
)
def test_any_words_come_out_as_themselves(text: str) -> None:
    cells = (Cell((Span("Name"),)), Cell((Span(text),)))
    page = written(
        Passage("headline", Kind.HEADLINE, (Span(text),)),
        Passage("words", Kind.PARAGRAPH, (Span(text, "hand"), Span(text, "hand", strong=True))),
        Passage("table", Kind.TABLE, (Span(text),), (cells, cells), number=1),
        title=text,
        author=text,
        subject=text,
    )
    words = page.root.get_element_by_id("en-words")
    assert words.text == text
    assert [child.tag for child in words] == ["strong"]
    assert words[0].text == text
    assert page.root.xpath("//h1")[0].text_content() == text
    assert page.root.xpath("//caption")[0].text_content() == f"Table 1. {text}"
    assert page.root.xpath("//td")[0].text_content() == text
    assert page.root.xpath("//title")[0].text == f"{text} – {text}"
    assert page.root.xpath("//meta[@name='author']/@content") == [text]
    assert list(page.root.iter("script")) == []


def test_a_chart_that_speaks_of_markup_is_described_with_it() -> None:
    page = written(HEADLINE, Passage("growth", Kind.CHART, (Span("Growth"),), chart="growth", number=1))
    assert page.root.xpath("//svg/@aria-label") == ["Growth: <31.2> & more"]


def test_a_line_breaks_where_the_words_do() -> None:
    page = written(HEADLINE, Passage("words", Kind.PARAGRAPH, (Span("one\r\ntwo\rthree\nfour"),)))
    assert said(page.root.get_element_by_id("en-words")) == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_a_character_that_no_document_can_hold_is_a_fault(character: str) -> None:
    with pytest.raises(InputFaults, match="expected characters that a document can hold"):
        written(Passage("words", Kind.PARAGRAPH, (Span(f"a{character}b", "hand"),)))


def test_without_another_language_there_is_nothing_to_skip_and_nowhere_to_go() -> None:
    page = written(HEADLINE)
    assert page.root.xpath("//nav | //link | //a") == []


def test_a_file_of_any_name_is_led_to() -> None:
    name = "巩义 100%#1?.zh.html"
    page = written(HEADLINE, elsewhere={"zh": name})
    (address,) = set(page.root.xpath("//link/@href"))
    assert re.fullmatch(r"[\w.%-]+", address, flags=re.ASCII)
    assert page.root.xpath("//nav/a/@href") == [address]


def test_the_same_briefing_gives_the_same_bytes() -> None:
    chart = Passage("growth", Kind.CHART, chart="growth")
    assert written(HEADLINE, chart).content == written(HEADLINE, chart).content
