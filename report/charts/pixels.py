"""A sheet in, its PNG out: matplotlib's renderer of paths, without its figures and artists, then few colours.

Text is painted as the outlines of its glyphs, so that it stands where it was measured, to a part of a pixel.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from PIL import Image

from report.charts import typeface
from report.charts.marks import MM_PER_POINT, Label, Mark, Shape, Sheet, Stroke, box

DPI: Final = 200
_PIXELS_PER_MM: Final = DPI / 25.4
_WHITE: Final = "#FFFFFF"
_COLORS: Final = 256  # of the PNG: few hues, each with its shades towards white
_CELLS: Final = 2**15  # of colours, 32 steps of each channel
_Pixels: TypeAlias = NDArray[np.uint32]  # red in the lowest byte, then green and blue


def png(sheet: Sheet) -> bytes:
    """The picture at :data:`DPI`, in whole pixels."""
    shades, palette = _reduced(_painted(sheet), _inks(sheet))
    picture = Image.fromarray(shades)
    picture.putpalette(palette.tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=4, dpi=(DPI, DPI))
    return buffer.getvalue()


def _inks(sheet: Sheet) -> list[str]:
    """The colours that the sheet is painted with, apart from its ground."""
    shapes = [mark for mark in sheet.marks if isinstance(mark, Shape)]
    lines = [mark.color for mark in sheet.marks if not isinstance(mark, Shape)]
    used = {*lines, *(shape.fill for shape in shapes), *(shape.edge for shape in shapes)}
    return sorted(used - {_WHITE, "none"})


def _painted(sheet: Sheet) -> _Pixels:
    width, height = (round(length * _PIXELS_PER_MM) for length in (sheet.width, sheet.height))
    renderer: Any = RendererAgg(width, height, DPI)  # type: ignore[no-untyped-call]
    place = Affine2D().scale(_PIXELS_PER_MM, -_PIXELS_PER_MM).translate(0, height)
    ground = box(-1, -1, sheet.width + 2, sheet.height + 2, _WHITE)
    for mark in (ground, *sheet.marks):
        path = outline(mark)
        path.should_simplify = False  # else it would be as the settings of matplotlib have it
        renderer.draw_path(_pen(renderer, mark), path, place, _filling(mark))
    painted: _Pixels = np.asarray(renderer.buffer_rgba()).view("<u4")[:, :, 0]
    return painted


def outline(mark: Mark) -> Path:
    """What is painted of a mark, in millimetres; of a text, the outlines of its glyphs."""
    match mark:
        case Shape():
            return Path((*mark.corners, mark.corners[0]), closed=True)
        case Stroke():
            return Path.make_compound_path(*(Path(line) for line in mark.lines))
        case Label():
            return _line(mark)


def _line(label: Label) -> Path:
    glyphs = [(typeface.outline(one, label.bold), at) for one, at in typeface.set_line(label.text, label.bold)]
    if not glyphs:
        return Path(np.empty((0, 2)))
    spots = np.concatenate([glyph.spots + np.array((at, 0)) for glyph, at in glyphs])
    codes = np.concatenate([glyph.codes for glyph, _ in glyphs])
    return Path(spots * (label.size * MM_PER_POINT / typeface.UNITS) + typeface.origin(label), codes)


def _pen(renderer: Any, mark: Mark) -> GraphicsContextBase:
    """Text has no edge; that of a shape is mitred. Lengths of dashes are in widths of the pen."""
    pen: GraphicsContextBase = renderer.new_gc()
    pen.set_snap(False)
    width = 0.0
    if isinstance(mark, Stroke):
        width = mark.width
        pen.set_foreground(mark.color)
        pen.set_dashes(0, [length * width for length in mark.dashes] or None)
    elif isinstance(mark, Shape) and mark.edge != "none":
        width = mark.edge_width
        pen.set_foreground(mark.edge)
        pen.set_joinstyle("miter")
    pen.set_linewidth(width)
    return pen


def _filling(mark: Mark) -> tuple[float, float, float] | None:
    if isinstance(mark, Stroke):
        return None
    return to_rgb(mark.color if isinstance(mark, Label) else mark.fill)


def _reduced(pixels: _Pixels, inks: Iterable[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The picture in at most :data:`_COLORS` colours: for each pixel the number of its colour, and the colours.

    White and ``inks``, the colours painted with, are kept as they are. Of their mixtures at edges, those that are alike
    become one; when they are too many, the rare ones the nearest of the others.
    """
    painted = np.flatnonzero(pixels != _packed(_WHITE))
    cells = _cell(pixels.ravel()[painted])
    kept = np.array([_packed(ink) for ink in inks], np.uint32)
    count = np.bincount(cells, minlength=_CELLS)
    count[_cell(kept)] += pixels.size
    color = _middle(np.arange(_CELLS))
    color[_cell(kept)] = kept
    found = np.argsort(-count, kind="stable")[: np.count_nonzero(count)]
    palette = np.concatenate(([_packed(_WHITE)], color[found[: _COLORS - 1]])).astype("<u4")
    number = np.zeros(_CELLS, np.uint8)
    number[found] = _nearest(color[found], palette)
    shades = np.zeros(pixels.shape, np.uint8)
    shades.ravel()[painted] = number[cells]
    return shades, _channels(palette).astype(np.uint8)


def _packed(color: str) -> int:
    """``#RRGGBB`` as a pixel, which is opaque."""
    red, green, blue = bytes.fromhex(color[1:])
    return 0xFF000000 | blue << 16 | green << 8 | red


def _cell(pixels: _Pixels) -> NDArray[np.intp]:
    """The upper five bits of each channel."""
    return (pixels >> 3 & 0x1F | pixels >> 6 & 0x3E0 | pixels >> 9 & 0x7C00).astype(np.intp)


def _middle(cells: NDArray[np.intp]) -> _Pixels:
    """The pixel in the middle of a cell."""
    return ((cells & 0x1F) << 3 | (cells & 0x3E0) << 6 | (cells & 0x7C00) << 9 | 0xFF040404).astype(np.uint32)


def _channels(pixels: _Pixels) -> NDArray[np.int32]:
    return np.stack([pixels >> shift & 0xFF for shift in (0, 8, 16)], axis=-1).astype(np.int32)


def _nearest(pixels: _Pixels, palette: _Pixels) -> NDArray[np.intp]:
    """The place of each pixel's nearest colour in the palette."""
    apart = _channels(pixels)[:, None] - _channels(palette)[None]
    nearest: NDArray[np.intp] = (apart**2).sum(axis=-1).argmin(axis=1)
    return nearest
