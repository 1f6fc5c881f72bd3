"""Lines: a value over the periods, one line for each area, named at its end instead of in a legend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from report.catalogue import Language
from report.charts import ends, frame, scale, symbols, typeface, values
from report.charts.frame import Block
from report.charts.marks import Label, Mark, Spot, Stroke, rule
from report.charts.model import Chart, Series
from report.charts.palette import AXIS, GRID, MUTED, Style, styles
from report.charts.sizes import SIDE, SMALL, WIDTH

_HEIGHT = 45.0  # of the plot
_AIR = 4.0  # above it, for the label of the highest value
_FOOT = 3.6  # under it, where the lowest value may need it
_PITCH = 42.0  # the most between two periods


@dataclass(frozen=True)
class _Plot:
    """Where the points stand: ``xs`` for the periods, ``scale`` for the values; ``left`` edge of the plot."""

    xs: tuple[float, ...]
    scale: scale.Scale
    left: float
    pitch: float

    def spots(self, series: Series) -> tuple[Spot | None, ...]:
        """The places of a series' points; None where there is no figure."""
        return tuple(
            (x, self.scale.at(point.fact.value)) if point.fact else None
            for x, point in zip(self.xs, series.points, strict=True)
        )


def lay_out(chart: Chart, top: float) -> Block:
    looks = styles(chart.series)
    known = [point.fact.value for series in chart.series for point in series.points if point.fact] or [Decimal(0)]
    ticks = scale.ticks(min(known), max(known))
    names = ends.names(chart, looks)
    plot = _plot(chart, top, ticks, names)
    tracks = [plot.spots(series) for series in chart.series]
    marks: list[Mark] = [*_grid(plot, ticks, chart.language)]
    for track, look in sorted(zip(tracks, looks, strict=True), key=lambda line: line[1].bold):  # its own area on top
        marks += _line(track, look)
    base = plot.scale.start
    ended = tuple(ends.lay_out(names, tracks, plot.xs[-1], (top, base)))
    leaders = [line for mark in ended if isinstance(mark, Stroke) for line in mark.lines]
    valued = tuple(
        values.lay_out(chart, looks, tracks, plot.xs, leaders, (plot.left, top, plot.xs[-1] + 2, base + _FOOT))
    )
    below = any(isinstance(mark, Label) and mark.y > base - 1 for mark in valued)
    periods = _periods(chart, plot, base + (_FOOT if below else 0))
    return Block((*marks, *ended, *valued, *periods.marks), periods.bottom)


def _plot(chart: Chart, top: float, ticks: tuple[Decimal, ...], names: tuple[ends.Name, ...]) -> _Plot:
    left = SIDE + typeface.widest((scale.tick_label(tick, chart.language) for tick in ticks), SMALL) + 2
    right = WIDTH - SIDE - ends.column(names)
    count = len(chart.categories)
    pitch = min(_PITCH, (right - left) / max(count - 0.5, 1))
    xs = tuple(left + (index + 0.5) * pitch for index in range(count))
    height = max(_HEIGHT, sum(name.height for name in names))
    base = top + _AIR + height
    return _Plot(xs, scale.Scale(ticks[0], ticks[-1], base, base - height), left, pitch)


def _grid(plot: _Plot, ticks: tuple[Decimal, ...], language: Language) -> Iterator[Mark]:
    for tick in ticks:
        y = plot.scale.at(tick)
        zero = tick == 0
        yield rule((plot.left, y), (plot.xs[-1] + 2, y), AXIS if zero else GRID, 0.8 if zero else 0.6)
        yield Label(plot.left - 1.2, y, scale.tick_label(tick, language), SMALL, MUTED, align="right")


def _line(track: tuple[Spot | None, ...], look: Style) -> Iterator[Mark]:
    """One line, broken where there is no figure, and its markers."""
    runs = [tuple(spot for spot in run if spot) for present, run in groupby(track, key=bool) if present]
    longer = tuple(run for run in runs if len(run) > 1)
    if longer:
        yield Stroke(longer, look.line, look.width, look.dashes)
    for run in runs:
        for x, y in run:
            yield symbols.marker(x, y, look)


def _periods(chart: Chart, plot: _Plot, floor: float) -> Block:
    """The names of the periods under the plot, each within its own width."""
    marks: list[Mark] = []
    top = bottom = floor + 1.4
    for x, name in zip(plot.xs, chart.categories, strict=True):
        lines = typeface.wrap(name, plot.pitch - 1.0, SMALL)
        block = frame.paragraph(lines, x, top, SMALL, MUTED, align="center")
        marks += block.marks
        bottom = max(bottom, block.bottom)
    return Block(tuple(marks), bottom)
