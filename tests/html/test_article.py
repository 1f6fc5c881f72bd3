"""The article alone, for a page of others: what the office page builds on."""

from __future__ import annotations

from html_made import DATED, PICTURE, Page
from lxml import html
from markupsafe import Markup

from report.html.article import article
from report.narrative.model import Kind, Narrative, Passage, Span


def parsed(markup: Markup) -> html.HtmlElement:
    return html.fragment_fromstring(str(markup))


def levels(*kinds: Kind, level: int = 1) -> list[str]:
    passages = tuple(Passage(f"p{index}", kind, (Span("Words"),)) for index, kind in enumerate(kinds))
    root = parsed(article(Narrative("en", "Title", passages), {}, DATED, level=level))
    return [element.tag for element in root.iter("h1", "h2", "h3", "h4", "p")]


def test_it_is_one_element_that_says_its_language_and_has_no_style_of_its_own() -> None:
    passages = (Passage("lead", Kind.PARAGRAPH, (Span("A < B"),)), Passage("growth", Kind.CHART, chart="growth"))
    markup = article(Narrative("zh", "题", passages), {"growth": PICTURE}, DATED)
    root = parsed(markup)
    assert (root.tag, root.get("lang"), root.get("class")) == ("article", "zh-CN", "bulletin")
    assert not {"style", "script", "main", "html"} & {element.tag for element in root.iter()}
    assert "style=" not in markup


def test_both_languages_may_stand_on_one_page(pages: dict[tuple[str, str], Page]) -> None:
    ids = []
    for language in ("zh", "en"):
        narrative = pages["gongyi-2021Q1", language].narrative
        charts = {passage.chart: PICTURE for passage in narrative.passages if passage.chart}
        ids += parsed(article(narrative, charts, DATED)).xpath("//@id")
    assert len(ids) == len(set(ids)) > 50


def test_a_page_adds_what_it_knows_of_each_figure_in_the_order_of_the_text(pages: dict[tuple[str, str], Page]) -> None:
    narrative = pages["china-2021Q4", "en"].narrative
    charts = {passage.chart: PICTURE for passage in narrative.passages if passage.chart}
    asked: list[Span] = []

    def explained(span: Span) -> dict[str, str]:
        asked.append(span)
        return {"tabindex": "0", "id": f"figure-{len(asked)}", "data-cell": '"A1" & <B2>'}

    found = parsed(article(narrative, charts, DATED, explained=explained)).find_class("figure")
    assert [one.get("id") for one in found] == [f"figure-{number}" for number in range(1, len(asked) + 1)]
    assert [one.text for one in found] == [span.text for span in asked]
    assert {one.get("data-cell") for one in found} == {'"A1" & <B2>'}
    assert all(one.get("data-figure") for one in found)


def test_one_chart_in_two_places_keeps_its_glyphs_apart() -> None:
    passages = tuple(Passage(name, Kind.CHART, chart="growth") for name in ("first", "second"))
    root = parsed(article(Narrative("en", "Title", passages), {"growth": PICTURE}, DATED))
    glyphs = root.xpath("//path/@id")
    assert len(set(glyphs)) == 2
    assert root.xpath("//use/@href") == [f"#{name}" for name in glyphs]


def test_headings_begin_where_a_page_says_and_leave_no_level_out() -> None:
    assert levels(Kind.HEADLINE, Kind.HEADING, Kind.SUBHEADING, Kind.HEADING) == ["h1", "h2", "h3", "h2"]
    assert levels(Kind.HEADLINE, Kind.HEADING, Kind.SUBHEADING, level=2) == ["h2", "h3", "h4"]
    assert levels(Kind.HEADLINE, Kind.SUBHEADING, Kind.PARAGRAPH) == ["h1", "h2", "p"]
    assert levels(Kind.HEADLINE, Kind.HEADLINE) == ["h1", "h2"]
    assert levels(Kind.PUBLICATION, Kind.HEADING) == ["h1", "h2"]


def test_every_kind_of_passage_has_its_markup() -> None:
    for kind in Kind:
        passage = Passage("one", kind, (Span("Words"),), chart="growth" if kind is Kind.CHART else "")
        if kind is Kind.TABLE:
            continue
        root = parsed(article(Narrative("en", "Title", (passage,)), {"growth": PICTURE}, DATED))
        assert root.get_element_by_id("en-one").text_content().strip() == "Words"


def test_an_office_that_signs_below_the_text_stays_there() -> None:
    kinds = (Kind.HEADLINE, Kind.PARAGRAPH, Kind.OFFICE, Kind.COPIES)
    passages = tuple(Passage(kind, kind, (Span(kind),)) for kind in kinds)
    root = parsed(article(Narrative("en", "Title", passages), {}, DATED))
    assert root.text_content().split() == list(kinds)
    assert [child.tag for child in root] == ["div", "footer"]
