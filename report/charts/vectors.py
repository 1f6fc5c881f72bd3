"""A sheet in, its SVG out: in millimetres, text as outlines, each glyph written once and used where it stands.

Written from the marks themselves, without a drawing program: what it says is short, and points at nothing outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from lxml import etree
from matplotlib.path import Path

from report.charts import typeface
from report.charts.marks import MM_PER_POINT, Label, Shape, Sheet, Spot, Stroke

_SVG: Final = "http://www.w3.org/2000/svg"
_NAMESPACES: Final[Any] = {None: _SVG, "xlink": "http://www.w3.org/1999/xlink"}
_HREF: Final = f"{{{_NAMESPACES['xlink']}}}href"
_COMMANDS: Final = {int(Path.MOVETO): "M", int(Path.LINETO): "L", int(Path.CURVE3): "Q", int(Path.CURVE4): "C"}
#: Spots that a step has after its first; matplotlib gives the code with each.
_MORE: Final = {
    int(Path.CLOSEPOLY): 0,
    int(Path.MOVETO): 0,
    int(Path.LINETO): 0,
    int(Path.CURVE3): 1,
    int(Path.CURVE4): 2,
}


def svg(sheet: Sheet) -> bytes:
    """The picture at its size in points, drawn on a ground of white."""
    size = {side: f"{length / MM_PER_POINT:.2f}pt" for side, length in _sides(sheet)}
    box = f"0 0 {_number(sheet.width)} {_number(sheet.height)}"
    root = etree.Element(f"{{{_SVG}}}svg", {**size, "viewBox": box, "version": "1.1"}, nsmap=_NAMESPACES)
    _glyphs(etree.SubElement(root, "defs"), sheet)
    etree.SubElement(root, "rect", {side: _number(length) for side, length in _sides(sheet)}, fill="#FFFFFF")
    for mark in sheet.marks:
        match mark:
            case Shape():
                _shape(root, mark)
            case Stroke():
                _stroke(root, mark)
            case Label():
                _label(root, mark)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _sides(sheet: Sheet) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("width", sheet.width), ("height", sheet.height)


def _number(value: float) -> str:
    """To a thousandth of a millimetre, without idle zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _line(spots: tuple[Spot, ...]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in spots)


def _shape(root: etree._Element, mark: Shape) -> None:
    made = etree.SubElement(root, "path", d=f"{_line(mark.corners)}Z", fill=mark.fill)
    if mark.edge != "none":
        made.set("stroke", mark.edge)
        made.set("stroke-width", _number(mark.edge_width * MM_PER_POINT))


def _stroke(root: etree._Element, mark: Stroke) -> None:
    pen = {"fill": "none", "stroke": mark.color, "stroke-width": _number(mark.width * MM_PER_POINT)}
    if mark.dashes:
        pen["stroke-dasharray"] = " ".join(_number(length * mark.width * MM_PER_POINT) for length in mark.dashes)
    etree.SubElement(root, "path", {**pen, "stroke-linejoin": "round", "d": "".join(map(_line, mark.lines))})


def _label(root: etree._Element, mark: Label) -> None:
    x, y = typeface.origin(mark)
    place = f"translate({_number(x)} {_number(y)}) scale({mark.size * MM_PER_POINT / typeface.UNITS:.6f})"
    line = etree.SubElement(root, "g", fill=mark.color, transform=place)
    for character, at in typeface.set_line(mark.text, mark.bold):
        etree.SubElement(line, "use", {_HREF: f"#{_name(character, mark.bold)}", "x": _number(at)})


def _glyphs(definitions: etree._Element, sheet: Sheet) -> None:
    """Each glyph of the sheet once: a reader of SVG need not have the typeface."""
    for character, bold in dict.fromkeys((one, label.bold) for label in sheet.labels() for one in label.text):
        if drawn := _outline(character, bold):
            etree.SubElement(definitions, "path", id=_name(character, bold), d=drawn)


def _name(character: str, bold: bool) -> str:
    return f"{'b' if bold else 'r'}{ord(character):x}"


@lru_cache(maxsize=20_000)
def _outline(character: str, bold: bool) -> str:
    """The glyph as path data, in units of the font; empty for a space."""
    drawn = typeface.outline(character, bold)
    spots = drawn.spots + 0.0  # what is on the baseline is at 0, not at -0
    steps = zip(spots.tolist(), drawn.codes.tolist(), strict=True)
    return "".join(_step(code, spot, islice(steps, _MORE[code])) for spot, code in steps)


def _step(code: int, spot: Sequence[float], more: Iterable[tuple[Sequence[float], int]]) -> str:
    if code == Path.CLOSEPOLY:
        return "Z"
    return _COMMANDS[code] + " ".join(f"{x:g} {y:g}" for x, y in (spot, *(spot for spot, _ in more)))
