"""A narrative as Markdown for a page reads as the narrative does, whatever its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from report.narrative.model import Cell, Kind, Narrative, Passage, Span
from report.narrative.page import as_markdown

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


def test_headings_tables_and_bold_keep_their_looks() -> None:
    rows = (
        (Cell((Span("指标"),)), Cell((Span("现数"),), "right"), Cell((Span("单位"),), "center")),
        (Cell((Span("增速"),)), Cell((Span("-3.4"), Span(" [r]")), "right"), Cell((Span("%"),), "center")),
    )
    passages = (
        Passage("headline", Kind.HEADLINE, (Span("说明"),)),
        Passage("heading", Kind.HEADING, (Span("一、"), Span("数据"))),
        Passage("subheading", Kind.SUBHEADING, (Span("（一）工业"),)),
        Passage("lead", Kind.PARAGRAPH, (Span("1. 并非列表；"), Span("要发展。", strong=True), Span("好"))),
        Passage("table", Kind.TABLE, (Span("对照"),), rows),
    )
    assert as_markdown(Narrative("zh", "说明", passages)).split("\n\n") == [
        "# 说明",
        "## 一、数据",
        "### （一）工业",
        "1\\. 并非列表；**要发展。**好",
        "对照",
        "| 指标 | 现数 | 单位 |\n| --- | --: | :-: |\n| 增速 | -3.4 \\[r\\] | % |\n",
    ]


@given(WORDS, WORDS)
def test_any_words_come_out_as_themselves(first: str, second: str) -> None:
    rows = ((Cell((Span("a"),)),), (Cell((Span(first), Span(second))),))
    passages = (
        Passage("lead", Kind.PARAGRAPH, (Span(first), Span(second))),
        Passage("t", Kind.TABLE, (Span("b"),), rows),
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(Narrative("en", "", passages)))
    said = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    assert said == [first + second, "b", "a", first + second]
