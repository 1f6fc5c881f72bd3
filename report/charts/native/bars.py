"""Bars: one group for each indicator, one horizontal bar for each area, each value at the end of its bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.charts import scale
from report.charts.model import Chart
from report.charts.native import labels, parts
from report.charts.native.parts import Axis, Box, Legend, Made, Note
from report.charts.native.table import Cell, Column, Table
from report.charts.native.xml import Xml, el, val
from report.charts.palette import AXIS, INK, MUTED, styles
from report.charts.sizes import NAME, SIDE, VALUE, WIDTH
from report.charts.words import printed

_NAMES: Final = 38.0  # the most that a line of an indicator's name takes of the width
_ROWS: Final = 54.0  # height that all bars share, as far as a bar's own limits let them
_BETWEEN: Final = 2.4  # between two groups
_APART: Final = 0.8  # between two bars
_CATEGORIES, _VALUES = 510010001, 510010002


def table_of(chart: Chart) -> Table:
    """Categories in column A, a column for each series."""
    names = Column("", tuple(Cell(name) for name in chart.categories))
    columns = [
        Column(
            series.name,
            tuple(
                Cell(point.fact.value if point.fact else None, labels.format_of(point, chart))
                for point in series.points
            ),
        )
        for series in chart.series
    ]
    return Table((names, *columns))


@dataclass(frozen=True, slots=True)
class _Ground:
    """Sizes in millimetres: of a bar with the room under it, and of a group with the room around it."""

    pitch: float
    group: float
    box: Box

    @classmethod
    def of(cls, chart: Chart, top: float) -> _Ground:
        count = len(chart.series)
        pitch = min(6.0, max(3.3, _ROWS / (count * len(chart.categories))))
        longest = max(parts.width(name, NAME) for name in chart.categories)
        lines = max(parts.rows(name, _NAMES, NAME) for name in chart.categories)
        group = max(count * pitch, lines * parts.line_height(NAME)) + _BETWEEN
        left = SIDE + min(_NAMES, longest) + 4.0 + _room(chart, negative=True)
        right = WIDTH - SIDE - max(5.0, _room(chart, negative=False))
        box = Box(left, top, right - left, group * len(chart.categories))
        return cls(pitch, group, box)

    @property
    def bar(self) -> float:
        return self.pitch - _APART

    def middle(self, category: int, row: int, count: int) -> float:
        """The height of a bar's middle."""
        first = (self.group - count * self.pitch + _APART) / 2
        return self.box.y + category * self.group + first + row * self.pitch + self.bar / 2


def make(chart: Chart, top: float) -> Made:
    looks = styles(chart.series)
    several = len(chart.series) > 1
    rows = _legend_rows(chart) if several else 0
    height = rows * parts.line_height(NAME) + (1.6 if rows else 0.0)
    ground = _Ground.of(chart, top + height)
    table = table_of(chart)
    shares = {"gapWidth": (ground.group - len(looks) * ground.pitch + _APART) / ground.bar}
    shares["overlap"] = -_APART / ground.bar
    bars = [val("c:barDir", "bar"), val("c:grouping", "clustered"), val("c:varyColors", 0)]
    bars += _series(chart, table)
    bars += [val(f"c:{name}", _percent(share)) for name, share in shares.items()]
    bars += [val("c:axId", _CATEGORIES), val("c:axId", _VALUES)]
    low, high = _ends(chart)
    whole = parts.height(chart, ground.box.y + ground.box.height + 0.6)
    axes = (
        parts.category_axis(
            Axis(_CATEGORIES, _VALUES, "l", reversed=True, title=parts.unit(chart, whole), line=AXIS), NAME, INK
        ),
        parts.value_axis(
            Axis(_VALUES, _CATEGORIES, "b", low=low, high=high, title=parts.source(chart, whole), unlabelled=True)
        ),
    )
    legend = Legend(Box(0, top, min(WIDTH, _legend_width(chart)), height), looks) if several else None
    notes = tuple(_marks(chart, ground, low, high))
    series = tuple(table.shown(index, index) for index, _ in enumerate(chart.series, 1))
    titles = tuple(filter(None, (parts.unit_line(chart), chart.source)))
    return Made(table, (el("c:barChart", *bars), *axes), ground.box, whole, series, titles, legend, notes)


def _room(chart: Chart, *, negative: bool) -> float:
    """For the labels at the ends of bars on one side of zero."""
    points = [point for series in chart.series for point in series.points if point.fact]
    labelled = [point for point in points if point.fact and (point.fact.value < 0) == negative]
    return max((parts.width(point.label, VALUE) + 2.0 for point in labelled), default=0.0)


def _percent(share: float) -> int:
    """The schema lets a gap be from 0 to 500 percent of a bar."""
    return max(-100, min(500, round(share * 100)))


def _series(chart: Chart, table: Table) -> Iterator[Xml]:
    names = table.texts(0)
    for index, (series, style) in enumerate(zip(chart.series, styles(chart.series), strict=True)):
        shown = range(len(series.points))
        single = labels.of_points(series.points, chart, style, "outEnd", shown)
        yield el(
            "c:ser",
            val("c:idx", index),
            val("c:order", index),
            table.head(index + 1),
            parts.filled(style),
            val("c:invertIfNegative", 0),
            labels.labelled(single, series.points, chart, style, "outEnd"),
            names,
            table.numbers(index + 1),
        )


def _ends(chart: Chart) -> tuple[str | None, str | None]:
    """A bar begins at zero. The other end is left to the data, but for marks that must know where zero is."""
    points = [point for series in chart.series for point in series.points]
    low, high = scale.from_zero(point.fact.value for point in points if point.fact)
    if low == 0:
        return "0", None
    if high == 0:
        return None, "0"
    if all(point.fact for point in points):
        return None, None
    ticks = scale.ticks(low, high)
    return f"{ticks[0]:f}", f"{ticks[-1]:f}"


def _marks(chart: Chart, ground: _Ground, low: str | None, high: str | None) -> Iterator[Note]:
    """Where there is no figure, the mark for that stands at zero."""
    if low is not None and high is not None:
        share = float(-Decimal(low) / (Decimal(high) - Decimal(low)))
    else:
        share = 0.0 if high is None else 1.0
    zero = ground.box.x + share * ground.box.width
    for row, series in enumerate(chart.series):
        for category, point in enumerate(series.points):
            if point.fact is None:
                middle = ground.middle(category, row, len(chart.series))
                box = Box(zero + 1.1, middle - 1.8, parts.width(printed(point, chart), VALUE) + 3, 3.6)
                yield Note(f"no figure {row + 1}.{category + 1}", printed(point, chart), box, VALUE, MUTED)


def _legend_width(chart: Chart) -> float:
    return sum(parts.width(series.name, NAME) + 11.0 for series in chart.series) + 2.0


def _legend_rows(chart: Chart) -> int:
    """What does not fit on one row is set in columns of one width."""
    if _legend_width(chart) <= WIDTH * 0.8:
        return 1
    widest = max(parts.width(series.name, NAME) for series in chart.series) + 8.0
    columns = max(1, int(WIDTH * 0.8 // widest))
    return -(-len(chart.series) // columns)
