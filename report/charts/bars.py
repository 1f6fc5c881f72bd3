"""Bars: one group for each indicator, one horizontal bar for each area, each value at the end of its bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from report.charts import frame, scale, symbols, typeface, words
from report.charts.frame import Block
from report.charts.marks import Label, Mark, rule
from report.charts.model import Chart, Point
from report.charts.palette import AXIS, MUTED, Style, styles
from report.charts.sizes import NAME, SIDE, VALUE, WIDTH

_NAMES = 46.0  # the most that names of indicators take of the width
_BETWEEN = 2.4  # between two groups
_LABEL_GAP = 1.1
_ROWS = 54.0  # height that all bars share, as far as a bar's own limits let them


@dataclass(frozen=True)
class _Ground:
    """Where bars stand: their scale, and the height that each takes."""

    scale: scale.Scale
    pitch: float
    looks: tuple[Style, ...]

    @property
    def zero(self) -> float:
        return self.scale.at(Decimal(0))


def lay_out(chart: Chart, top: float) -> Block:
    looks = styles(chart.series)
    legend = frame.legend(chart, looks, top) if len(chart.series) > 1 else Block((), top)
    names = [typeface.wrap(name, _NAMES, NAME) for name in chart.categories]
    left = SIDE + max(typeface.widest(lines, NAME) for lines in names) + 2.5
    bars = len(chart.categories) * len(chart.series)
    ground = _Ground(_scale(chart, looks, left), min(6.0, max(3.3, _ROWS / bars)), looks)
    marks: list[Mark] = [*legend.marks]
    y = legend.bottom
    for index, lines in enumerate(names):
        group = max(len(chart.series) * ground.pitch, len(lines) * typeface.line_height(NAME))
        marks += frame.centred(lines, left - 2.5, y + group / 2, NAME, align="right")
        first = y + (group - len(chart.series) * ground.pitch) / 2
        marks += _group(chart, index, first, ground)
        y += group + _BETWEEN
    axis = rule((ground.zero, legend.bottom - 0.8), (ground.zero, y - _BETWEEN + 0.8), AXIS, 0.8)
    return Block((*marks, axis), y - _BETWEEN + 1.2)


def _label_width(point: Point, chart: Chart, look: Style) -> float:
    return typeface.width(words.printed(point, chart), VALUE, look.bold) + _LABEL_GAP


def _scale(chart: Chart, looks: tuple[Style, ...], left: float) -> scale.Scale:
    """Zero and the unit length, so that on either side the longest label has room beside the longest bar."""
    low, high = scale.from_zero(point.fact.value for one in chart.series for point in one.points if point.fact)
    room = {True: 0.0, False: 0.0}  # for labels left of zero, right of zero
    for series, look in zip(chart.series, looks, strict=True):
        for point in series.points:
            negative = point.fact is not None and point.fact.value < 0
            room[negative] = max(room[negative], _label_width(point, chart, look))
    return scale.Scale(low, high, left + room[True], WIDTH - SIDE - room[False])


def _group(chart: Chart, category: int, top: float, ground: _Ground) -> Iterator[Mark]:
    for row, (series, look) in enumerate(zip(chart.series, ground.looks, strict=True)):
        y = top + (row + 0.5) * ground.pitch
        yield from _bar(series.points[category], chart, y, look, ground)


def _bar(point: Point, chart: Chart, y: float, look: Style, ground: _Ground) -> Iterator[Mark]:
    text = words.printed(point, chart)
    if point.fact is None:
        yield Label(ground.zero + _LABEL_GAP, y, text, VALUE, MUTED)
        return
    end = ground.scale.at(point.fact.value)
    height = ground.pitch - 0.8
    if end != ground.zero:
        yield from symbols.bar(min(end, ground.zero), y - height / 2, abs(end - ground.zero), height, look)
    if point.fact.value < 0:
        yield Label(end - _LABEL_GAP, y, text, VALUE, look.ink, look.bold, "right")
    else:
        yield Label(end + _LABEL_GAP, y, text, VALUE, look.ink, look.bold)
