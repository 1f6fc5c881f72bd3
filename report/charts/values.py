"""Value labels of the emphasised line: beside its points, off each other and, where there is room, off the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from report.charts import frame, typeface
from report.charts.frame import VALUE
from report.charts.marks import Label, Mark, Spot, rule
from report.charts.model import Chart
from report.charts.palette import AXIS, MUTED, Style

Track: TypeAlias = Sequence[Spot | None]
Bounds: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom

_HEIGHT = 3.1  # of a label's digits with the room around them
_NEAR = 3.0  # from a point to the middle of the label next to it
_TIER = 1.6
_CROSSED = 3.0  # a line through a label costs as much as moving it so many tiers


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

    def holds(self, spot: Spot) -> bool:
        return self.left < spot[0] < self.right and self.top < spot[1] < self.bottom


def lay_out(
    chart: Chart, looks: Sequence[Style], tracks: Sequence[Track], xs: Sequence[float], bounds: Bounds
) -> Iterator[Mark]:
    """Labels of all points of the emphasised line but the last, which the name at the line's end gives."""
    passed = [spot for track in tracks for spot in _passed(track)]
    taken: list[_Area] = []
    for series, look, track in zip(chart.series, looks, tracks, strict=True):
        if not look.bold:
            continue
        for point, x, spot in list(zip(series.points, xs, track, strict=True))[:-1]:
            text = frame.printed(point, chart)
            wide = typeface.width(text, VALUE, bold=spot is not None)
            middle = min(max(x, bounds[0] + wide / 2), bounds[2] - wide / 2)
            area = _place(wide, (middle, spot[1] if spot else bounds[3]), passed, taken, bounds)
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
    """The cheapest free area above or below ``spot``: near, and with no line through it."""
    candidates = [area for area in _areas(wide, spot, bounds) if not any(area.meets(other) for other in taken)]
    costs = [tier * 1.0 + _CROSSED * any(map(area.holds, passed)) for tier, area in enumerate(candidates)]
    return candidates[costs.index(min(costs))]


def _areas(wide: float, spot: Spot, bounds: Bounds) -> Iterator[_Area]:
    """Places within the bounds, the nearest first; above comes before below."""
    reach = int((bounds[3] - bounds[1]) / _TIER) + 1
    for tier in range(reach):
        for side in (-1, 1):
            y = spot[1] + side * (_NEAR + tier * _TIER)
            if bounds[1] <= y - _HEIGHT / 2 and y + _HEIGHT / 2 <= bounds[3]:
                yield _Area(spot[0] - wide / 2 - 0.5, y - _HEIGHT / 2, spot[0] + wide / 2 + 0.5, y + _HEIGHT / 2)


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
