"""A sheet in, its pictures out: SVG whose text is outlines, and PNG.

The same sheet gives the same bytes, whatever the reader's own matplotlib settings, fonts, time zone or locale:
settings are matplotlib's own defaults for the time of the drawing, and nothing of the moment is written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform
from PIL import Image

from report.charts.marks import MM_PER_POINT, Label, Mark, Shape, Sheet, Stroke
from report.charts.typeface import MIDDLE, font_file

DPI = 200
_MM_PER_INCH = 25.4
_COLORS = 128  # of the PNG: few hues, each with its shades towards white
_OURS: Any = {"svg.fonttype": "path", "svg.hashsalt": "briefing", "text.hinting": "no_hinting"}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@contextmanager
def _settings() -> Iterator[None]:
    """The defaults that matplotlib ships, for a while, so that nobody's matplotlibrc changes a picture."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_OURS)
        yield


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=str(font_file(bold)), size=size)


def _shape(mark: Shape, transform: Transform) -> PathPatch:
    path = Path((*mark.corners, mark.corners[0]), closed=True)
    edge_width = mark.edge_width if mark.edge != "none" else 0
    return PathPatch(
        path, transform=transform, facecolor=mark.fill, edgecolor=mark.edge, linewidth=edge_width, snap=False
    )


def _stroke(mark: Stroke, transform: Transform) -> PathPatch:
    path = Path.make_compound_path(*(Path(line) for line in mark.lines))
    style = (0, mark.dashes) if mark.dashes else "-"
    return PathPatch(
        path,
        transform=transform,
        fill=False,
        edgecolor=mark.color,
        linewidth=mark.width,
        linestyle=style,
        capstyle="butt",
        joinstyle="round",
        snap=False,
    )


def _text(mark: Label, transform: Transform) -> Text:
    baseline = mark.y + MIDDLE * mark.size * MM_PER_POINT
    return Text(
        mark.x,
        baseline,
        mark.text,
        transform=transform,
        color=mark.color,
        fontproperties=_font(mark.size, mark.bold),
        horizontalalignment=mark.align,
        verticalalignment="baseline",
        parse_math=False,
    )


def _artist(mark: Mark, transform: Transform) -> PathPatch | Text:
    match mark:
        case Shape():
            return _shape(mark, transform)
        case Stroke():
            return _stroke(mark, transform)
        case Label():
            return _text(mark, transform)


def figure(sheet: Sheet) -> Figure:
    """The sheet as a matplotlib figure of its size at :data:`DPI`, in whole pixels."""
    pixels = [round(length / _MM_PER_INCH * DPI) for length in (sheet.width, sheet.height)]
    made = Figure(figsize=(pixels[0] / DPI, pixels[1] / DPI), dpi=DPI, facecolor="white")
    flipped = Affine2D().scale(1 / _MM_PER_INCH, -1 / _MM_PER_INCH).translate(0, pixels[1] / DPI)
    transform = flipped + made.dpi_scale_trans
    for mark in sheet.marks:
        made.add_artist(_artist(mark, transform), clip=False)
    return made


def _svg(made: Figure) -> bytes:
    buffer = io.BytesIO()
    canvas: Any = FigureCanvasSVG(made)
    canvas.print_svg(buffer, metadata=_NO_METADATA)
    drawn = buffer.getvalue()
    # matplotlib names the SVG 1.1 document type by its address; a picture must point at nothing outside itself.
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + drawn[drawn.index(b"<svg") :]


def _png(made: Figure) -> bytes:
    canvas: Any = FigureCanvasAgg(made)
    canvas.draw()
    picture = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba())).convert("RGB")
    buffer = io.BytesIO()
    picture.quantize(_COLORS, dither=Image.Dither.NONE).save(buffer, "png", compress_level=6, dpi=(DPI, DPI))
    return buffer.getvalue()


def paint(sheet: Sheet) -> tuple[bytes, bytes]:
    """The sheet as SVG and as PNG of :data:`DPI`."""
    with _settings():
        made = figure(sheet)
        png = _png(made)  # first: the writing of SVG sets the figure to 72 dots per inch
        return _svg(made), png
