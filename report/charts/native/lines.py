"""Lines: a value over the periods, one line for each area, named at its end instead of in a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.catalogue import Language
from report.charts import scale
from report.charts.model import Chart, Point, Series
from report.charts.native import labels, parts
from report.charts.native.bars import table_of
from report.charts.native.parts import Axis, Box, Made, Note
from report.charts.native.table import Table
from report.charts.native.xml import Xml, el, line, solid, val
from report.charts.palette import AXIS, GRID, MUTED, Marker, Style, styles
from report.charts.sizes import SIDE, SMALL, VALUE, WIDTH
from report.charts.words import printed

_HEIGHT: Final = 45.0  # of the plot
_AIR: Final = 4.0  # above it, for the label of the highest value
_PITCH: Final = 42.0  # the most between two periods
_COLUMN: Final = 36.0  # the most that names take of the width
_LEAD: Final = 2.5  # from the last point to its name
_CATEGORIES, _VALUES = 510020001, 510020002
_MARKERS: Final[dict[Marker, str]] = {
    "circle": "circle",
    "ring": "circle",
    "square": "square",
    "triangle": "triangle",
    "diamond": "diamond",
}
_DASHES: Final = {(): "solid", (4.5, 2.0): "dash", (1.4, 1.6): "sysDot", (6.0, 1.8, 1.4, 1.8): "dashDot"}


@dataclass(frozen=True, slots=True)
class _Plot:
    """``pitch``: millimetres between two periods; ``step``: between two lines of the grid."""

    box: Box
    pitch: float
    scale: scale.Scale
    step: Decimal

    def x(self, index: int) -> float:
        return self.box.x + (index + 0.5) * self.pitch

    def y(self, point: Point) -> float:
        return self.scale.at(point.fact.value) if point.fact else self.box.y + self.box.height


def make(chart: Chart, top: float) -> Made:
    plot, table = _plot(chart, top + _AIR), table_of(chart)
    names = max(parts.rows(name, plot.pitch - 1.0, SMALL) for name in chart.categories)
    bottom = plot.box.y + plot.box.height + 2.0 + names * parts.line_height(SMALL)
    height = parts.height(chart, bottom)
    lines = [val("c:grouping", "standard"), val("c:varyColors", 0), *_series(chart, table, plot, height)]
    lines += [val("c:marker", 1), val("c:axId", _CATEGORIES), val("c:axId", _VALUES)]
    axes = (
        parts.category_axis(
            Axis(_CATEGORIES, _VALUES, "b", title=parts.source(chart, height), line=AXIS), SMALL, MUTED
        ),
        parts.value_axis(
            Axis(
                _VALUES,
                _CATEGORIES,
                "l",
                low=f"{plot.scale.low:f}" if plot.scale.low > 0 else None,
                high=f"{plot.scale.high:f}" if plot.scale.high < 0 else None,
                step=f"{plot.step:f}",
                title=parts.unit(chart, height),
            ),
            _tick_format(plot.step, chart.language),
            GRID,
        ),
    )
    notes = (*_marks(chart, plot), *_absent(chart, plot))
    series = tuple(table.shown(index + 1, index + 1) for index, *_ in _in_order(chart))
    titles = tuple(filter(None, (chart.source, parts.unit_line(chart))))
    return Made(table, (el("c:lineChart", *lines), *axes), plot.box, height, series, titles, notes=notes)


def _tick_format(step: Decimal, language: Language) -> str:
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    return ("#,##0" if language == "en" else "0") + ("." + "0" * decimals if decimals else "")


def _plot(chart: Chart, top: float) -> _Plot:
    """Wide enough that the last point leaves room for the names; a period's point stands in the middle of its room."""
    known = [point.fact.value for series in chart.series for point in series.points if point.fact] or [Decimal(0)]
    ticks = scale.ticks(min(known), max(known))
    left = SIDE + max(parts.width(scale.tick_label(tick, chart.language), SMALL) for tick in ticks) + 2.5
    column = _LEAD + min(_COLUMN, max(parts.width(_name(series, chart), VALUE) for series in chart.series)) + 3.0
    count = len(chart.categories)
    pitch = min(_PITCH, (WIDTH - SIDE - column - left) / (count - 0.5))
    tall = max(_HEIGHT, sum(_height(series, chart) for series in chart.series))
    box = Box(left, top, pitch * count, tall)
    return _Plot(box, pitch, scale.Scale(ticks[0], ticks[-1], top + tall, top), ticks[1] - ticks[0])


def _name(series: Series, chart: Chart) -> str:
    return f"{series.name} {printed(series.points[-1], chart)}"


def _height(series: Series, chart: Chart) -> float:
    return parts.rows(_name(series, chart), _COLUMN, VALUE) * parts.line_height(VALUE) + 0.4


def _in_order(chart: Chart) -> list[tuple[int, Series, Style]]:
    """The series in the order in which they are drawn, its own on top, each with its number in the workbook."""
    numbered = zip(range(len(chart.series)), chart.series, styles(chart.series), strict=True)
    return sorted(numbered, key=lambda one: one[2].bold)


def _series(chart: Chart, table: Table, plot: _Plot, height: float) -> Iterator[Xml]:
    last, names = len(chart.categories) - 1, table.texts(0)
    shifts = _shifts(chart, plot)
    for order, (index, series, style) in enumerate(_in_order(chart)):
        valued = range(last) if style.bold else ()
        single = labels.of_points(series.points[:-1], chart, style, "t", valued, _turned(series, chart))
        end = series.points[-1]
        if end.fact:
            shift = (_LEAD / WIDTH, shifts[index] / height)
            single.append(labels.name_and_value(last, end, chart, series.name, style, shift))
        yield el(
            "c:ser",
            val("c:idx", index),
            val("c:order", order),
            table.head(index + 1),
            el("c:spPr", line(style.line, style.width, _DASHES[style.dashes])),
            _marker(style),
            labels.labelled(single, series.points, chart, style, "t"),
            names,
            table.numbers(index + 1),
            val("c:smooth", 0),
        )


def _marker(style: Style) -> Xml:
    fill, edge = ("#FFFFFF", line(style.line, 1.0)) if style.marker == "ring" else (style.line, line("#FFFFFF", 0.5))
    look = el("c:spPr", solid(fill), edge)
    return el("c:marker", val("c:symbol", _MARKERS[style.marker]), val("c:size", 6 if style.bold else 5), look)


def _turned(series: Series, chart: Chart) -> list[int]:
    """Points whose label stands below: those under every other line."""
    return [
        index
        for index, point in enumerate(series.points[:-1])
        if point.fact and _is_lowest(point, [one.points[index] for one in chart.series if one is not series])
    ]


def _is_lowest(point: Point, others: Sequence[Point]) -> bool:
    known = [other.fact.value for other in others if other.fact]
    return point.fact is not None and bool(known) and point.fact.value < min(known)


def _shifts(chart: Chart, plot: _Plot) -> list[float]:
    """By how much each name leaves the height of its last point, in millimetres, so that none touch."""
    ends = [plot.y(series.points[-1]) for series in chart.series]
    heights = [_height(series, chart) for series in chart.series]
    places = apart(ends, heights, (plot.box.y - _AIR / 2, plot.box.y + plot.box.height))
    return [place - end for place, end in zip(places, ends, strict=True)]


def apart(wished: Sequence[float], heights: Sequence[float], bounds: tuple[float, float]) -> list[float]:
    """Middles as near as can be to those wished, from top to bottom, that keep their heights between them."""
    order = sorted(range(len(wished)), key=lambda index: wished[index])
    places = dict(zip(order, (wished[index] for index in order), strict=True))
    floor = bounds[0]
    for index in order:
        places[index] = max(places[index], floor + heights[index] / 2)
        floor = places[index] + heights[index] / 2
    ceiling = bounds[1]
    for index in reversed(order):
        places[index] = min(places[index], ceiling - heights[index] / 2)
        ceiling = places[index] - heights[index] / 2
    return [places[index] for index in range(len(wished))]


def _marks(chart: Chart, plot: _Plot) -> Iterator[Note]:
    """Where the area's own line has no figure, the mark for that stands over the period's name."""
    for series, style in zip(chart.series, styles(chart.series), strict=True):
        for index, point in enumerate(series.points[:-1]):
            if style.bold and point.fact is None:
                text = printed(point, chart)
                box = Box(plot.x(index) - 8, plot.box.y + plot.box.height - 4.5, 16, 3.6)
                yield Note(f"no figure {index + 1}", text, box, VALUE, MUTED, align="ctr")


def _absent(chart: Chart, plot: _Plot) -> Iterator[Note]:
    """The names of lines that do not reach the last period."""
    x = plot.x(len(chart.categories) - 1) + _LEAD + 1.5
    taken = [plot.y(series.points[-1]) for series in chart.series if series.points[-1].fact]
    for series, style in zip(chart.series, styles(chart.series), strict=True):
        if series.points[-1].fact is None:
            known = [point for point in series.points if point.fact]
            wished = plot.y(known[-1]) if known else plot.box.y + plot.box.height - 2
            y = _free(wished, taken)
            taken.append(y)
            box = Box(x, y - 1.9, WIDTH - x, 3.8)
            yield Note(f"end of {series.name}", _name(series, chart), box, VALUE, style.ink, style.bold)


def _free(wished: float, taken: Sequence[float]) -> float:
    tries = (wished + side * step * 1.0 for step in range(60) for side in (-1, 1))
    return next((y for y in tries if all(abs(y - other) >= 4.2 for other in taken)), wished)
