"""A sheet in, its pictures out: SVG whose text is outlines, and PNG.

The same sheet gives the same bytes, whatever the reader's own matplotlib settings, fonts, time zone or locale: both
painters are told everything that they paint with, and write nothing of the moment.
"""

from __future__ import annotations

from report.charts import pixels, vectors
from report.charts.marks import Sheet


def paint(sheet: Sheet) -> tuple[bytes, bytes]:
    """The sheet as SVG and as PNG of :data:`~report.charts.pixels.DPI`."""
    return vectors.svg(sheet), pixels.png(sheet)
