"""The least that a document with pictures can cost in this language: what any generator must do at the end.

The parts of a finished document deflated into a zip, and its charts, laid out already, drawn and encoded once by
matplotlib's Agg renderer without pyplot. No text is made, no figure looked up, no part built.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from report.charts.marks import Label, Mark, Shape, Sheet, Stroke
from report.charts.typeface import font_file

DPI = 200
_MM_PER_INCH = 25.4


def floor(parts: Mapping[str, bytes], sheets: Sequence[Sheet]) -> tuple[bytes, list[bytes]]:
    """The parts packed, and the sheets as PNG."""
    return packed(parts), [painted(sheet) for sheet in sheets]


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def painted(sheet: Sheet) -> bytes:
    size = (sheet.width / _MM_PER_INCH, sheet.height / _MM_PER_INCH)
    figure = Figure(figsize=size, dpi=DPI, facecolor="white")
    to_inches = Affine2D().scale(1 / _MM_PER_INCH, -1 / _MM_PER_INCH).translate(0, size[1])
    for mark in sheet.marks:
        figure.add_artist(_artist(mark, to_inches + figure.dpi_scale_trans), clip=False)
    canvas: Any = FigureCanvasAgg(figure)
    buffer = io.BytesIO()
    canvas.print_png(buffer)
    return buffer.getvalue()


def _artist(mark: Mark, transform: Transform) -> PathPatch | Text:
    match mark:
        case Shape():
            path = Path((*mark.corners, mark.corners[0]), closed=True)
            return PathPatch(path, transform=transform, facecolor=mark.fill, edgecolor=mark.edge)
        case Stroke():
            path = Path.make_compound_path(*(Path(line) for line in mark.lines))
            return PathPatch(path, transform=transform, fill=False, edgecolor=mark.color, linewidth=mark.width)
        case Label():
            placed: Any = {"transform": transform, "horizontalalignment": mark.align, "parse_math": False}
            return Text(
                mark.x, mark.y, mark.text, fontproperties=_font(mark.size, mark.bold), color=mark.color, **placed
            )


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=str(font_file(bold)), size=size)
