"""Value labels of the emphasised line: beside its points, off each other and, where there is room, off the lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from report.charts import typeface, words
from report.charts.marks import Label, Mark, Spot, rule
from report.charts.model import Chart
from report.charts.palette import AXIS, MUTED, Style
from report.charts.sizes import VALUE

Track: TypeAlias = Sequence[Spot | None]
Bounds: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom

_HEIGHT = 3.1  # of a label's digits with the room around them
_NEAR = 3.0  # from a point to the middle of the label next to it
_TIER = 1.6
_CROSSED = 0.6  # each millimetre of line under a label costs as much as moving it so many tiers


@dataclass(frozen=True, slots=True)
class _Area:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, bounds: Bounds) -> bool:
        left, top, right, bottom = bounds
        return left <= self.left and self.right <= right and top <= self.top and self.bottom <= bottom

    def holds(self, spot: Spot) -> bool:
        return self.left < spot[0] < self.right and self.top < spot[1] < self.bottom


def lay_out(
    chart: Chart,
    looks: Sequence[Style],
    tracks: Sequence[Track],
    xs: Sequence[float],
    leaders: Sequence[Track],
    bounds: Bounds,
) -> Iterator[Mark]:
    """Labels of all points of the emphasised line but the last, which the name at the line's end gives."""
    passed = [spot for track in (*tracks, *leaders) for spot in _passed(track)]
    taken: list[_Area] = []
    for series, look, track in zip(chart.series, looks, tracks, strict=True):
        if not look.bold:
            continue
        for point, x, spot in list(zip(series.points, xs, track, strict=True))[:-1]:
            text = words.printed(point, chart)
            wide = typeface.width(text, VALUE, bold=spot is not None)
            middle = min(max(x, bounds[0] + wide / 2 + 0.5), bounds[2] - wide / 2 - 0.5)
            area = _place(wide, (middle, spot[1] if spot else bounds[3] - _HEIGHT), passed, taken, bounds)
            taken.append(area)
            yield from _label(text, area, spot, look)


def _label(text: str, area: _Area, spot: Spot | None, look: Style) -> Iterator[Mark]:
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    if spot is None:
        yield Label(x, y, text, VALUE, MUTED, align="center")
        return
    if abs(y - spot[1]) > 2 * _NEAR:
        side = 1 if y > spot[1] else -1
        yield rule((spot[0], spot[1] + side * 1.2), (spot[0], y - side * _HEIGHT / 2), AXIS, 0.4)
    yield Label(x, y, text, VALUE, look.ink, look.bold, "center")


def _place(wide: float, spot: Spot, passed: Sequence[Spot], taken: Sequence[_Area], bounds: Bounds) -> _Area:
    """The cheapest free area around ``spot``: near, and with as little of the lines in it as can be."""
    best, least = None, math.inf
    for cost, area in _areas(wide, spot, bounds):
        if cost >= least:
            break
        if not any(area.meets(other) for other in taken):
            crossed = cost + _CROSSED * sum(map(area.holds, passed))
            best, least = (area, crossed) if crossed < least else (best, least)
    if best is None:
        raise ValueError("a value label is wider than its chart")
    return best


def _areas(wide: float, spot: Spot, bounds: Bounds) -> Iterator[tuple[float, _Area]]:
    """Areas within the bounds and what each costs: above and below, straight and aslant, in ever wider tiers."""
    aside = wide / 2 + 0.8
    for tier in range(int((bounds[3] - bounds[1]) / _TIER) + 1):
        for slant in (0.0, -aside, aside):
            for side in (-1, 1):
                x, y = spot[0] + slant, spot[1] + side * (_NEAR + tier * _TIER - (0.8 if slant else 0))
                area = _Area(x - wide / 2 - 0.4, y - _HEIGHT / 2, x + wide / 2 + 0.4, y + _HEIGHT / 2)
                if area.within(bounds):
                    yield tier + (0.9 if slant else 0) + (0.1 if side > 0 else 0), area


def _passed(track: Track) -> Iterable[Spot]:
    """Places about a millimetre apart along a line, its points among them."""
    for spot in track:
        if spot:
            yield spot
    for start, end in pairwise(track):
        if start and end:
            steps = int(abs(end[0] - start[0]) + abs(end[1] - start[1])) + 1
            for step in range(1, steps):
                share = step / steps
                yield start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
