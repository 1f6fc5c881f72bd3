"""Progress: one row for each target of the year, set as a table; result and target on a scale of the row's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report.charts import frame, scale, symbols, typeface, words
from report.charts.frame import Block
from report.charts.marks import Label, Mark, Shape, box, rule
from report.charts.model import Chart, Point
from report.charts.palette import AXIS, EMPHASIS, GRID, INK, MUTED, OWN, TRACK
from report.charts.sizes import NAME, SIDE, SMALL, VALUE, WIDTH

_NAMES = 46.0  # the most that names of indicators take of the width
_STATUS = 26.0  # and the words on how it stands
_VALUES = 30.0  # and each of the two columns of values
_GAP = 3.0
_ROW = 9.0
_BAR = 3.6
_TARGET = 6.4  # height of the target's mark
_BEYOND = Decimal("1.06")


@dataclass(frozen=True)
class _Columns:
    """Right edges of the value columns, and where the bars and the status words stand."""

    bars: tuple[float, float]
    result: float
    target: float
    status: float
    names: tuple[tuple[str, ...], ...]
    statuses: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], tuple[str, ...]]


def lay_out(chart: Chart, top: float) -> Block:
    columns = _columns(chart)
    marks, y = list(_heads(columns, top)), top + _head_height(columns)
    for index in range(len(chart.categories)):
        marks.append(rule((SIDE, y), (WIDTH - SIDE, y), AXIS if index == 0 else GRID, 0.6))
        lines = max(len(columns.names[index]), len(columns.statuses[index]))
        height = max(_ROW, lines * typeface.line_height(NAME) + 2)
        marks += _row(chart, index, y + height / 2, columns)
        y += height
    marks.append(rule((SIDE, y), (WIDTH - SIDE, y), AXIS, 0.6))
    return Block(tuple(marks), y + 0.4)


def _columns(chart: Chart) -> _Columns:
    names = tuple(typeface.wrap(name, _NAMES, NAME) for name in chart.categories)
    statuses = tuple(typeface.wrap(word, _STATUS, NAME) for word in chart.statuses)
    result, target = chart.series
    heads = (_head(result.name, 4.6), _head(target.name, 2.6))
    status = WIDTH - SIDE - max(typeface.widest(lines, NAME) for lines in statuses)
    right = status - _GAP
    left = right - max(_widest(target.points, chart, False), typeface.widest(heads[1], SMALL) + 2.6) - _GAP
    start = SIDE + max(typeface.widest(lines, NAME) for lines in names) + _GAP
    end = left - max(_widest(result.points, chart, True), typeface.widest(heads[0], SMALL) + 4.6) - _GAP
    return _Columns((start, end), left, right, status, names, statuses, heads)


def _head(name: str, swatch: float) -> tuple[str, ...]:
    return typeface.wrap(name, _VALUES - swatch, SMALL)


def _widest(points: Sequence[Point], chart: Chart, bold: bool) -> float:
    return typeface.widest((words.printed(point, chart) for point in points), VALUE, bold)


def _head_height(columns: _Columns) -> float:
    return max(map(len, columns.heads)) * typeface.line_height(SMALL) + 1.4


def _heads(columns: _Columns, top: float) -> Iterator[Mark]:
    """The heads of the two value columns, which are the legend as well."""
    middle = top + (_head_height(columns) - 1.4) / 2
    result, target = columns.heads
    yield from frame.centred(result, columns.result, middle, SMALL, MUTED, align="right")
    yield from symbols.swatch(columns.result - typeface.widest(result, SMALL) - 4.6, middle, OWN)
    yield from frame.centred(target, columns.target, middle, SMALL, MUTED, align="right")
    yield _target_mark(columns.target - typeface.widest(target, SMALL) - 1.6, middle, 3.2)


def _target_mark(x: float, middle: float, height: float) -> Shape:
    return box(x - 0.4, middle - height / 2, 0.8, height, INK, "#FFFFFF")


def _row(chart: Chart, index: int, y: float, columns: _Columns) -> Iterator[Mark]:
    result, target = (series.points[index] for series in chart.series)
    yield from frame.centred(columns.names[index], SIDE, y, NAME)
    yield from _track(result, target, y, columns)
    yield _value(result, chart, columns.result, y, bold=True)
    yield _value(target, chart, columns.target, y)
    yield from frame.centred(columns.statuses[index], columns.status, y, NAME)


def _value(point: Point, chart: Chart, x: float, y: float, *, bold: bool = False) -> Label:
    text = words.printed(point, chart)
    if point.fact is None:
        return Label(x, y, text, VALUE, MUTED, align="right")
    return Label(x, y, text, VALUE, EMPHASIS if bold else INK, bold, "right")


def _track(result: Point, target: Point, y: float, columns: _Columns) -> Iterator[Mark]:
    """The row's own scale: from zero to a little beyond the greater of result and target."""
    start, end = columns.bars
    yield box(start, y - _BAR / 2, end - start, _BAR, TRACK)
    low, high = scale.from_zero(point.fact.value for point in (result, target) if point.fact)
    if low == high:
        high = low + 1
    ground = scale.Scale(low * _BEYOND, high * _BEYOND, start, end)
    zero = ground.at(Decimal(0))
    if result.fact is not None and result.fact.value:
        reach = ground.at(result.fact.value)
        yield from symbols.bar(min(zero, reach), y - _BAR / 2, abs(reach - zero), _BAR, OWN)
    if low < 0:
        yield rule((zero, y - _BAR / 2 - 0.6), (zero, y + _BAR / 2 + 0.6), AXIS, 0.8)
    if target.fact is not None:
        yield _target_mark(ground.at(target.fact.value), y, _TARGET)
