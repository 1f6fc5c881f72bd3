"""The words of a briefing as part of a page: where a draft of a template shows what would be said."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markupsafe import Markup

from report.narrative.page import as_markdown
from report.pipeline import Prepared

_WRITER = MarkdownIt("commonmark", {"html": False}).enable("table")
_BELOW = 2  # the levels of headings that the page has above it


def article(prepared: Prepared) -> Markup:
    """Every passage with its heading; charts by their captions."""
    tokens = _WRITER.parse(as_markdown(prepared.narrative))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + _BELOW}"
    return Markup(_WRITER.renderer.render(tokens, _WRITER.options, {}))
