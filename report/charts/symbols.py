"""The small figures of a chart: filled bars with their hatching, markers, legend swatches."""

from __future__ import annotations

import math
from collections.abc import Iterator

from report.charts.marks import Mark, Shape, Spot, Stroke, box
from report.charts.palette import Marker, Style

_HATCH_PITCH = 1.5
_CIRCLE = 24


def bar(x: float, y: float, width: float, height: float, look: Style) -> tuple[Mark, ...]:
    """A filled bar. Hatching is drawn as strokes of its own: not every reader of SVG knows patterns."""
    filled = box(x, y, width, height, look.fill, look.edge)
    if not look.hatch:
        return (filled,)
    strokes = tuple(_diagonals(x, y, width, height))
    return (filled, Stroke(strokes, look.hatch, 0.6)) if strokes else (filled,)


def _diagonals(x: float, y: float, width: float, height: float) -> Iterator[tuple[Spot, Spot]]:
    """Strokes at 45 degrees, each cut off at the edges of the bar."""
    for index in range(1, math.ceil((width + height) / _HATCH_PITCH)):
        reach = index * _HATCH_PITCH
        low, high = max(0.0, reach - height), min(reach, width)
        if high > low:
            yield (x + low, y + height - (reach - low) + 0.0), (x + high, y + height - (reach - high))


def swatch(x: float, y: float, look: Style) -> tuple[Mark, ...]:
    """A sample of a bar, 3.6 mm wide, in the middle of a line of text at the height ``y``."""
    return bar(x, y - 1.25, 3.6, 2.5, look)


def marker(x: float, y: float, look: Style) -> Shape:
    """A series' marker, about 2 mm across, with a white rim that keeps it off the lines."""
    radius = 1.0 if look.bold else 0.85
    corners = {
        "circle": _round(x, y, radius),
        "ring": _round(x, y, radius),
        "square": tuple(
            (x + radius * 0.9 * dx, y + radius * 0.9 * dy) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ),
        "triangle": (
            (x, y - radius * 1.15),
            (x + radius * 1.1, y + radius * 0.8),
            (x - radius * 1.1, y + radius * 0.8),
        ),
        "diamond": ((x, y - radius * 1.2), (x + radius * 1.2, y), (x, y + radius * 1.2), (x - radius * 1.2, y)),
    }
    kind: Marker = look.marker
    if kind == "ring":
        return Shape(corners[kind], "#FFFFFF", look.line, 1.0)
    return Shape(corners[kind], look.line, "#FFFFFF", 0.5)


def _round(x: float, y: float, radius: float) -> tuple[Spot, ...]:
    angles = (2 * math.pi * index / _CIRCLE for index in range(_CIRCLE))
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)
