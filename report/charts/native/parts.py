"""What all native charts are put together from: title, axes, plot, legend, and the words over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from report.charts import words
from report.charts.marks import MM_PER_POINT
from report.charts.model import Chart, ShownSeries
from report.charts.native.labels import rich
from report.charts.native.table import Table
from report.charts.native.xml import Xml, el, line, look, no_fill, run, solid, text_look, val
from report.charts.palette import INK, MUTED, Style
from report.charts.sizes import NAME, SMALL, TITLE, WIDTH

_LINE: Final = 1.32  # line height, in ems
_GAP: Final = 1.6
_WRAPPED: Final = 0.8  # of the chart's width: where Word breaks the lines of titles


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
    """What the shapes of charts differ in; ``height`` of the whole, in millimetres.

    ``series``: in the order in which they are drawn; ``titles``: of the axes, in theirs.
    """

    table: Table
    plot: tuple[Xml, ...]
    box: Box
    height: float
    series: tuple[ShownSeries, ...]
    titles: tuple[str, ...]
    legend: Legend | None = None
    notes: tuple[Note, ...] = ()


def width(text: str, size: float) -> float:
    """About how many millimetres a text takes: the word processor has fonts of its own."""
    return sum(map(_ems, text)) * size * MM_PER_POINT


def _ems(character: str) -> float:
    if ord(character) >= 0x2E80:
        return 1.0
    return 0.56 if character.isdigit() or character.isupper() else 0.5


def rows(text: str, limit: float, size: float) -> int:
    """About how many lines a text takes."""
    return max(1, -int(-width(text, size) // limit))


def line_height(size: float) -> float:
    return _LINE * size * MM_PER_POINT


def head_height(chart: Chart) -> float:
    """What title and unit take, with the room under them."""
    return _title_height(chart) + (line_height(SMALL) + 0.3 if chart.unit else 0.0) + _GAP


def _title_height(chart: Chart) -> float:
    return 0.8 + rows(chart.title, WIDTH * _WRAPPED, TITLE) * line_height(TITLE)


def height(chart: Chart, bottom: float) -> float:
    """Of the chart whose plot, with all that belongs to it, ends at ``bottom``."""
    return round(bottom + (_GAP + source_height(chart) + 1.0 if chart.source else 0.8), 1)


def source_height(chart: Chart) -> float:
    return rows(chart.source, WIDTH * _WRAPPED, SMALL) * line_height(SMALL) if chart.source else 0.0


def title(chart: Chart, height: float) -> Xml:
    """The title of a chart that is ``height`` millimetres high."""
    return _title(chart.title, (TITLE, INK, True), Box(0, 0.4, 0, 0), height)


def unit_line(chart: Chart) -> str:
    return words.of(chart.language).unit_line.format(chart.unit) if chart.unit else ""


def unit(chart: Chart, height: float) -> Xml | None:
    """The unit under the title: as the title of the vertical axis, which every program shows where it is put."""
    if not chart.unit:
        return None
    return _title(unit_line(chart), (SMALL, MUTED, False), Box(0, _title_height(chart) - 0.6, 0, 0), height)


def source(chart: Chart, height: float) -> Xml | None:
    """The source under all else: as the title of the horizontal axis, which may be as long as the chart is wide."""
    if not chart.source:
        return None
    return _title(chart.source, (SMALL, MUTED, False), Box(0, height - source_height(chart) - 1.8, 0, 0), height)


def _title(text: str, style: tuple[float, str, bool], place: Box, height: float) -> Xml:
    size, color, bold = style
    left = el("a:pPr", look("a:defRPr", size, color, bold=bold), algn="l")
    made = rich(left, run(text, size, color, bold=bold), turned=False)
    layout = el("c:layout", manual(place, height, size=False))
    return el("c:title", el("c:tx", made), layout, val("c:overlay", 0), no_fill())


def manual(box: Box, height: float, *, size: bool = True, inner: bool = False) -> Xml:
    """A place in shares of a chart that is ``height`` millimetres high."""
    made = [val("c:layoutTarget", "inner")] if inner else []
    made += [val("c:xMode", "edge"), val("c:yMode", "edge")]
    made += [val("c:x", f"{box.x / WIDTH:.5f}"), val("c:y", f"{box.y / height:.5f}")]
    if size:
        made += [val("c:w", f"{box.width / WIDTH:.5f}"), val("c:h", f"{box.height / height:.5f}")]
    return el("c:manualLayout", *made)


@dataclass(frozen=True, slots=True)
class Axis:
    """``crosses``: the id of the axis that it meets; ``unlabelled``: nothing but its title is seen.

    ``low`` and ``high``: where it ends, ``step``: between two lines of its grid; None: as its values ask.
    """

    id: int
    crosses: int
    at: Literal["l", "b", "r", "t"]
    hidden: bool = False
    reversed: bool = False
    low: str | None = None
    high: str | None = None
    step: str | None = None
    title: Xml | None = None
    unlabelled: bool = False
    line: str = "none"


def _opening(axis: Axis) -> list[Xml]:
    scaling = [val("c:orientation", "maxMin" if axis.reversed else "minMax")]
    scaling += [val(f"c:{name}", end) for name, end in (("max", axis.high), ("min", axis.low)) if end is not None]
    return [
        val("c:axId", axis.id),
        el("c:scaling", *scaling),
        val("c:delete", int(axis.hidden)),
        val("c:axPos", axis.at),
    ]


def _form(axis: Axis, code: str, grid: str, place: str) -> list[Xml]:
    """What stands between an axis' scale and the look of its labels."""
    made = [el("c:majorGridlines", el("c:spPr", line(grid, 0.6)))] if grid else []
    made += [axis.title] if axis.title is not None else []
    made += [el("c:numFmt", formatCode=code, sourceLinked="0")]
    shown = "none" if axis.unlabelled else place
    made += [val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", shown)]
    return [*made, el("c:spPr", line(axis.line, 0.8))]


def category_axis(axis: Axis, size: float, color: str, grid: str = "") -> Xml:
    """The axis of the names; its line stands at zero, the names at the edge of the plot."""
    made = [*_opening(axis), *_form(axis, "General", grid, "low"), text_look(size, color)]
    made += [val("c:crossAx", axis.crosses), val("c:crosses", "autoZero")]
    made += [val("c:auto", 0), val("c:lblAlgn", "ctr"), val("c:lblOffset", 60)]
    return el("c:catAx", *made, val("c:noMultiLvlLbl", 1))


def value_axis(axis: Axis, code: str = "General", grid: str = "") -> Xml:
    """The axis of the values. Where the first category stands at the top, it is put under the last."""
    made = [*_opening(axis), *_form(axis, code, grid, "nextTo"), text_look(SMALL, MUTED)]
    made += [val("c:crossAx", axis.crosses), val("c:crosses", "max" if axis.at == "b" else "autoZero")]
    steps = [val("c:majorUnit", axis.step)] if axis.step else []
    return el("c:valAx", *made, val("c:crossBetween", "between"), *steps)


def filled(style: Style) -> Xml:
    """The look of a bar, as the palette has it; hatching as a pattern."""
    edge = line(style.edge, 0.6)
    if not style.hatch:
        return el("c:spPr", solid(style.fill), edge)
    strokes = el("a:fgClr", val("a:srgbClr", style.hatch.removeprefix("#")))
    ground = el("a:bgClr", val("a:srgbClr", style.fill.removeprefix("#")))
    return el("c:spPr", el("a:pattFill", strokes, ground, prst="wdDnDiag"), edge)


def legend(made: Legend, height: float) -> Xml:
    """An entry for each series, the emphasised one in its own look."""
    entries = []
    for index, style in enumerate(made.looks):
        if style is None:
            entries.append(el("c:legendEntry", val("c:idx", index), val("c:delete", 1)))
        elif style.bold:
            entries.append(el("c:legendEntry", val("c:idx", index), text_look(NAME, style.ink, bold=True)))
    place, text = el("c:layout", manual(made.box, height, size=False)), text_look(NAME, MUTED)
    return el("c:legend", val("c:legendPos", "t"), *entries, place, val("c:overlay", 0), no_fill(), text)
