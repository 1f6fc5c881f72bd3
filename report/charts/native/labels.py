"""Labels of points: a number format where that prints the label, so that it follows the data; else word for word."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from report.charts.model import Chart, Point
from report.charts.native.table import GENERAL
from report.charts.native.xml import Xml, el, look, no_fill, run, text_look, together, val, words
from report.charts.palette import Style
from report.charts.sizes import VALUE
from report.charts.words import printed

Position: TypeAlias = Literal["outEnd", "inEnd", "inBase", "t", "b", "l", "r"]
_EXTENSION: Final = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"  # of labels, from Word 2013 on
_RANGE: Final = "{02D57815-91ED-43cb-92C2-25804820EDAC}"  # of series: labels from cells
_FIELDS: Final = uuid.UUID("5b1f0f6e-3c0f-5a55-9a63-51f8d40b6d2e")  # any fixed one


def format_of(point: Point, chart: Chart) -> str:
    """The number format that prints a point's value as its label; general where none does."""
    number = point.label.removesuffix("%")
    decimals = len(number.partition(".")[2])
    code = ("#,##0" if chart.language == "en" else "0") + ("." + "0" * decimals if decimals else "")
    if point.fact is None or _in(point.fact.value, decimals, chart.language == "en") != number:
        return GENERAL
    return code if number == point.label else f'{code}"%"'


def _in(value: Decimal, decimals: int, grouped: bool) -> str:
    exact = value.quantize(Decimal(1).scaleb(-decimals)) if value.is_finite() else value
    return f"{exact:,f}" if grouped else f"{exact:f}"


def of_points(
    points: Sequence[Point], chart: Chart, style: Style, at: Position, only: Sequence[int], turned: Sequence[int] = ()
) -> list[Xml]:
    """``c:dLbl`` of those points of a series that the whole series' label does not print.

    ``only``: the points that have one; ``turned``: those whose label is below the point instead of above.
    """
    common = format_of_all(points, chart)
    made = []
    for index, point in enumerate(points):
        if point.fact is None:
            continue
        if index not in only:
            made.append(el("c:dLbl", val("c:idx", index), val("c:delete", 1)))
            continue
        own = format_of(point, chart)
        if own == GENERAL or own != common or index in turned:
            place: Position = "b" if index in turned else at
            made.append(_label(index, own, place, style, printed(point, chart) if own == GENERAL else ""))
    return made


def format_of_all(points: Sequence[Point], chart: Chart) -> str:
    """The format of most points: that of the first with a figure."""
    return next((format_of(point, chart) for point in points if point.fact), GENERAL)


def _label(index: int, code: str, at: Position, style: Style, literal: str) -> Xml:
    shown = [el("c:tx", rich(run(literal, VALUE, style.ink, bold=style.bold)))]
    parts = [*(shown if literal else ()), *_form(code, at, style), *flags(value=True)]
    return el("c:dLbl", val("c:idx", index), *parts)


def rich(*runs: Xml, turned: bool = True) -> Xml:
    """Words of a title or a label, on one line. ``turned``: as its axis is; else as a reader reads."""
    frame = el("a:bodyPr") if turned else el("a:bodyPr", rot="0", vert="horz")
    return el("c:rich", frame, el("a:lstStyle"), el("a:p", *runs))


def _form(code: str, at: Position, style: Style) -> tuple[Xml, ...]:
    number = el("c:numFmt", formatCode=code, sourceLinked="0")
    return (number, no_fill(), text_look(VALUE, style.ink, bold=style.bold), val("c:dLblPos", at))


@lru_cache(maxsize=4)
def flags(*, value: bool = False, series: bool = False) -> tuple[Xml, ...]:
    """What a label shows, in the order of the schema."""
    on = {"showVal": value, "showSerName": series}
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return tuple(val(f"c:{name}", int(on.get(name, False))) for name in names)


def labelled(single: Sequence[Xml], points: Sequence[Point], chart: Chart, style: Style, at: Position) -> Xml:
    """``c:dLbls``: the labels of a series, those of single points first; no lines lead to labels that are moved."""
    alone = el("c:extLst", el("c:ext", val("c15:showLeaderLines", 0), uri=_EXTENSION))
    return el("c:dLbls", *single, *_form(format_of_all(points, chart), at, style), *flags(value=True), alone)


def name_and_value(index: int, point: Point, chart: Chart, name: str, style: Style, shift: tuple[float, float]) -> Xml:
    """The label at the end of a line: the series' name and its last value. ``shift``: in shares of the chart."""
    code = format_of(point, chart)
    x, y = (f"{part:.4f}" for part in shift)
    moved = el("c:layout", el("c:manualLayout", val("c:x", x), val("c:y", y)))
    text = f"{name} {printed(point, chart)}"
    literal = [el("c:tx", rich(run(text, VALUE, style.ink, bold=style.bold)))] if code == GENERAL else []
    said = flags(value=True, series=True)
    separator = words("c:separator", " ")
    return el("c:dLbl", val("c:idx", index), moved, *literal, *_form(code, "r", style), *said, separator)


def from_cells(texts: Sequence[tuple[str, str]], style: tuple[float, bool], at: Position, key: str) -> Xml:
    """``c:dLbls`` whose texts stand in cells; programs that do not know this show the texts kept here.

    ``texts``: each with its colour; ``style``: the size in points, and whether they are bold.
    """
    size, bold = style
    told = together(val("c:dLblPos", at), *flags())
    cells = el("c:extLst", el("c:ext", val("c15:showDataLabelsRange", 1), uri=_EXTENSION))
    made = []
    for index, (text, color) in enumerate(texts):
        inner = (look("a:rPr", size, color, bold=bold), el("a:pPr"), words("a:t", text))
        field = el("a:fld", *inner, id=_field_id(key, index), type="CELLRANGE")
        made.append(el("c:dLbl", val("c:idx", index), el("c:tx", rich(field)), told, cells))
    return el("c:dLbls", *made, no_fill(), text_look(size, texts[0][1], bold=bold), told, cells)


@lru_cache(maxsize=1024)
def _field_id(key: str, index: int) -> str:
    """The same in every chart: a field is known by it within its own."""
    return f"{{{str(uuid.uuid5(_FIELDS, f'{key} {index}')).upper()}}}"


def cell_range(labels: Xml) -> Xml:
    """The end of a series whose labels stand in cells."""
    return el("c:extLst", el("c:ext", labels, uri=_RANGE))
