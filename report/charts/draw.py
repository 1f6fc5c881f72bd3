"""Draw: a chart in, its picture out, as SVG (text as outlines) and PNG, with the sentence that describes it."""

from __future__ import annotations

from report.charts import canvas
from report.charts.describe import describe
from report.charts.layout import lay_out
from report.charts.model import Chart, Picture

__all__ = ["draw", "lay_out"]


def draw(chart: Chart) -> Picture:
    """The picture of a chart, 150 mm wide, as high as its content needs.

    Raises as :func:`~report.charts.layout.lay_out` does.
    """
    sheet = lay_out(chart)
    svg, png = canvas.paint(sheet)
    return Picture(svg, png, sheet.width, sheet.height, describe(chart))
