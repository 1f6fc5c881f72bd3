"""Draw for a page: a chart in, its picture out as SVG alone; the renderer of pixels is not loaded."""

from __future__ import annotations

from report.charts import vectors
from report.charts.describe import describe
from report.charts.layout import lay_out
from report.charts.model import Chart, Picture


def draw(chart: Chart) -> Picture:
    """The picture of a chart without its PNG; raises as :func:`~report.charts.layout.lay_out` does."""
    sheet = lay_out(chart)
    return Picture(vectors.svg(sheet), b"", sheet.width, sheet.height, describe(chart))
