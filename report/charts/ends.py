"""The names at the ends of lines, each with the last value, moved apart where lines end close together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.charts import frame, typeface, words
from report.charts.marks import Mark, Spot, rule
from report.charts.model import Chart
from report.charts.palette import Style
from report.charts.sizes import VALUE

_COLUMN = 36.0  # the most that names take of the width
_LEAD = 5.0  # from the last point to its name
_APART = 0.5


@dataclass(frozen=True, slots=True)
class Name:
    """A series' name and last value, as set."""

    lines: tuple[str, ...]
    look: Style

    @property
    def height(self) -> float:
        return len(self.lines) * typeface.line_height(VALUE) + _APART


def names(chart: Chart, looks: Sequence[Style]) -> tuple[Name, ...]:
    return tuple(
        Name(typeface.wrap(f"{series.name} {words.printed(series.points[-1], chart)}", _COLUMN, VALUE, look.bold), look)
        for series, look in zip(chart.series, looks, strict=True)
    )


def column(ends: Sequence[Name]) -> float:
    """The width in millimetres that the names take to the right of the last point."""
    return _LEAD + max(typeface.widest(name.lines, VALUE, name.look.bold) for name in ends)


def lay_out(
    ends: Sequence[Name], tracks: Sequence[Sequence[Spot | None]], last: float, bounds: tuple[float, float]
) -> Iterator[Mark]:
    """Names beside their lines' ends; a name that had to move, or whose line ends early, gets a leader."""
    anchors = [next((spot for spot in reversed(track) if spot), None) for track in tracks]
    wished = [anchor[1] if anchor else bounds[1] for anchor in anchors]
    for name, anchor, y in zip(ends, anchors, _apart(ends, wished, bounds), strict=True):
        yield from frame.centred(name.lines, last + _LEAD, y, VALUE, name.look.ink, bold=name.look.bold)
        if anchor and (abs(anchor[1] - y) > 0.8 or anchor[0] < last):
            yield rule((anchor[0] + 1.4, anchor[1]), (last + _LEAD - 0.7, y), name.look.line, 0.5)


def _apart(ends: Sequence[Name], wished: Sequence[float], bounds: tuple[float, float]) -> list[float]:
    """Middles, in the order of the names, that keep their wishes as nearly as they can without touching.

    Names from top to bottom; those that touch become one block around the mean of its wishes.
    """
    order = sorted(range(len(ends)), key=lambda index: wished[index])
    blocks: list[tuple[float, list[int]]] = []  # middle, names
    for index in order:
        block = (wished[index], [index])
        block = _within(block, ends, bounds)
        while blocks and _bottom(blocks[-1], ends) > block[0] - _tall(block[1], ends) / 2:
            _, above = blocks.pop()
            together = [*above, *block[1]]
            block = _within((sum(wished[one] for one in together) / len(together), together), ends, bounds)
        blocks.append(block)
    return _middles(blocks, ends)


def _tall(block: Sequence[int], ends: Sequence[Name]) -> float:
    return sum(ends[index].height for index in block)


def _bottom(block: tuple[float, list[int]], ends: Sequence[Name]) -> float:
    return block[0] + _tall(block[1], ends) / 2


def _within(
    block: tuple[float, list[int]], ends: Sequence[Name], bounds: tuple[float, float]
) -> tuple[float, list[int]]:
    half = _tall(block[1], ends) / 2
    return min(max(block[0], bounds[0] + half), bounds[1] - half), block[1]


def _middles(blocks: Sequence[tuple[float, list[int]]], ends: Sequence[Name]) -> list[float]:
    middles = [0.0] * len(ends)
    for middle, block in blocks:
        y = middle - _tall(block, ends) / 2
        for index in block:
            middles[index] = y + ends[index].height / 2
            y += ends[index].height
    return middles
