"""A briefing as part of a page: the article of the web bulletin, with its charts."""

from __future__ import annotations

from markupsafe import Markup

from report.charts.outlines import draw
from report.html.article import Explained, nothing_more
from report.html.article import article as written
from report.pipeline import Prepared

_BELOW = 2  # the levels of headings that the page has above it


def article(prepared: Prepared, explained: Explained = nothing_more) -> Markup:
    """``explained`` as :func:`report.html.article.article` takes it. The page brings the bulletin's style sheet."""
    pictures = {chart.id: draw(chart) for chart in prepared.charts}
    dated = prepared.properties.date
    return written(prepared.narrative, pictures, dated, level=_BELOW + 1, explained=explained)
