"""Who draws a chart, by how charts are to stand in a document; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from report.charts.model import Chart, Drawn
from report.edition import ChartKind


def artist(kind: ChartKind) -> Callable[[Chart], Drawn]:
    """What makes a picture or a native chart of a chart; the drawing program is loaded for pictures alone."""
    if kind == "editable":
        from report.charts.native import draw as native

        return native.draw
    from report.charts import draw as pictures

    return pictures.draw
