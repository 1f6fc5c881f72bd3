"""What all native charts are put together from: title, axes, plot, legend, and the words over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree

from report.charts import words
from report.charts.marks import MM_PER_POINT
from report.charts.model import Chart
from report.charts.native.labels import rich
from report.charts.native.table import Table
from report.charts.native.xml import el, line, look, no_fill, solid, text_look, val
from report.charts.native.xml import words as text_of
from report.charts.palette import AXIS, INK, MUTED, Style
from report.charts.sizes import NAME, SIDE, SMALL, TITLE, WIDTH

_LINE: Final = 1.32  # line height, in ems
_GAP: Final = 1.6
LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the chart, in millimetres."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Note:
    """Words that stand on the chart and belong to no point of it: the source, the mark where there is no figure."""

    name: str
    text: str
    box: Box
    size: float
    color: str
    bold: bool = False
    align: Literal["l", "ctr", "r"] = "l"


@dataclass(frozen=True, slots=True)
class Legend:
    """``looks``: of each series; None: one without an entry."""

    box: Box
    looks: tuple[Style | None, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What the shapes of charts differ in. ``bottom``: of the plot with all that belongs to it, in millimetres."""

    table: Table
    plot: tuple[etree._Element, ...]
    box: Box
    bottom: float
    legend: Legend | None = None
    notes: tuple[Note, ...] = ()


def width(text: str, size: float) -> float:
    """About how many millimetres a text takes: the word processor has fonts of its own."""
    ems = sum(1.0 if ord(character) >= 0x2E80 else 0.56 for character in text)
    return ems * size * MM_PER_POINT


def rows(text: str, limit: float, size: float) -> int:
    """About how many lines a text takes."""
    return max(1, -int(-width(text, size) // limit))


def line_height(size: float) -> float:
    return _LINE * size * MM_PER_POINT


def head_height(chart: Chart) -> float:
    """What title and unit take, with the room under them."""
    title = rows(chart.title, WIDTH - 6, TITLE) * line_height(TITLE)
    unit = line_height(SMALL) if chart.unit else 0.0
    return 0.8 + title + unit + _GAP


def title(chart: Chart, height: float) -> etree._Element:
    """The title, and the unit as a second paragraph of it."""
    left = el("a:pPr", look("a:defRPr", TITLE, bold=True), algn="l")
    language = LANGUAGES[chart.language]
    paragraphs = [el("a:p", left, _run(chart.title, TITLE, INK, bold=True, lang=language))]
    if chart.unit:
        said = words.of(chart.language).unit_line.format(chart.unit)
        small = el("a:pPr", look("a:defRPr", SMALL, MUTED), algn="l")
        paragraphs.append(el("a:p", small, _run(said, SMALL, MUTED, lang=language)))
    made = rich([])
    made[-1:] = paragraphs
    place = el("c:layout", manual(Box(0, 0.4, 0, 0), height, size=False))
    return el("c:title", el("c:tx", made), place, val("c:overlay", 0), no_fill())


def _run(text: str, size: float, color: str, *, bold: bool = False, lang: str) -> etree._Element:
    return el("a:r", look("a:rPr", size, color, bold=bold, lang=lang), text_of("a:t", text))


def manual(box: Box, height: float, *, size: bool = True, inner: bool = False) -> etree._Element:
    """A place in shares of a chart that is ``height`` millimetres high."""
    made = [val("c:layoutTarget", "inner")] if inner else []
    made += [val("c:xMode", "edge"), val("c:yMode", "edge")]
    made += [val("c:x", f"{box.x / WIDTH:.5f}"), val("c:y", f"{box.y / height:.5f}")]
    if size:
        made += [val("c:w", f"{box.width / WIDTH:.5f}"), val("c:h", f"{box.height / height:.5f}")]
    return el("c:manualLayout", *made)


@dataclass(frozen=True, slots=True)
class Axis:
    """``crosses``: the id of the axis that it meets; ``low`` and ``high``: where it ends, None: as its values ask."""

    id: int
    crosses: int
    at: Literal["l", "b", "r", "t"]
    hidden: bool = False
    reversed: bool = False
    low: str | None = None
    high: str | None = None


def _opening(axis: Axis) -> list[etree._Element]:
    scaling = [val("c:orientation", "maxMin" if axis.reversed else "minMax")]
    scaling += [val(f"c:{name}", end) for name, end in (("max", axis.high), ("min", axis.low)) if end is not None]
    return [
        val("c:axId", axis.id),
        el("c:scaling", *scaling),
        val("c:delete", int(axis.hidden)),
        val("c:axPos", axis.at),
    ]


def category_axis(axis: Axis, size: float, color: str, grid: str = "") -> etree._Element:
    """The axis of the names; its line stands at zero, the names at the edge of the plot."""
    lines = [el("c:majorGridlines", el("c:spPr", line(grid, 0.6)))] if grid else []
    made = [*_opening(axis), *lines, el("c:numFmt", formatCode="General", sourceLinked="0")]
    made += [val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "low")]
    made += [el("c:spPr", line(AXIS, 0.8)), text_look(size, color), val("c:crossAx", axis.crosses)]
    made += [val("c:crosses", "autoZero"), val("c:auto", 0), val("c:lblAlgn", "ctr"), val("c:lblOffset", 60)]
    return el("c:catAx", *made, val("c:noMultiLvlLbl", 1))


def value_axis(axis: Axis, code: str = "General", grid: str = "") -> etree._Element:
    lines = [el("c:majorGridlines", el("c:spPr", line(grid, 0.6)))] if grid else []
    made = [*_opening(axis), *lines, el("c:numFmt", formatCode=code, sourceLinked="0")]
    made += [val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "nextTo")]
    made += [el("c:spPr", line("none", 0)), text_look(SMALL, MUTED), val("c:crossAx", axis.crosses)]
    crossing = "max" if axis.at in ("r", "t") else "autoZero"
    return el("c:valAx", *made, val("c:crosses", crossing), val("c:crossBetween", "between"))


def filled(style: Style) -> etree._Element:
    """The look of a bar, as the palette has it; hatching as a pattern."""
    edge = line(style.edge, 0.6)
    if not style.hatch:
        return el("c:spPr", solid(style.fill), edge)
    strokes = el("a:fgClr", val("a:srgbClr", style.hatch.removeprefix("#")))
    ground = el("a:bgClr", val("a:srgbClr", style.fill.removeprefix("#")))
    return el("c:spPr", el("a:pattFill", strokes, ground, prst="wdDnDiag"), edge)


def legend(made: Legend, height: float) -> etree._Element:
    """An entry for each series, the emphasised one in its own look."""
    entries = []
    for index, style in enumerate(made.looks):
        if style is None:
            entries.append(el("c:legendEntry", val("c:idx", index), val("c:delete", 1)))
        elif style.bold:
            entries.append(el("c:legendEntry", val("c:idx", index), text_look(NAME, style.ink, bold=True)))
    place, text = el("c:layout", manual(made.box, height)), text_look(NAME, MUTED)
    return el("c:legend", val("c:legendPos", "t"), *entries, place, val("c:overlay", 0), no_fill(), text)


def source(chart: Chart, top: float) -> tuple[tuple[Note, ...], float]:
    """The source line under all else, and where the chart ends."""
    if not chart.source:
        return (), top + 0.8
    height = rows(chart.source, WIDTH - 2 * SIDE, SMALL) * line_height(SMALL) + 1.0
    box = Box(SIDE, top + _GAP, WIDTH - 2 * SIDE, height)
    return (Note("source", chart.source, box, SMALL, MUTED),), top + _GAP + height + 0.6
