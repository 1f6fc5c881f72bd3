"""Progress: one row for each target of the year, set as a table; result and target on a scale of the row's own.

What is plotted are shares of the greater of result and target, worked out in the workbook; figures and words beside
the bars are labels that stand in cells, so that whoever changes a result there changes its bar and its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree

from report.catalogue import Language
from report.charts.model import Chart, Point
from report.charts.native import labels, parts
from report.charts.native.parts import Axis, Box, Legend, Made
from report.charts.native.table import GENERAL, Cell, Column, Table
from report.charts.native.xml import el, no_fill, solid, val
from report.charts.palette import EMPHASIS, GRID, INK, MUTED, OWN, TRACK, Style
from report.charts.sizes import NAME, SIDE, VALUE, WIDTH
from report.charts.words import printed

_NAMES: Final = 46.0  # the most that names of indicators take of the width
_ROW: Final = 9.0
_BAR: Final = 3.6
_TARGET: Final = 6.4  # height of the target's mark
_GAP: Final = 3.0
_BEYOND: Final = Decimal(106)  # where the ground of the bars ends
_MARK: Final = Decimal("1.2")  # width of the target's mark
_PLACES: Final = Decimal("0.000000001")
_FIRST, _SECOND = (510030001, 510030002), (510030003, 510030004)
_MARKED: Final = Style(INK, "none", "", INK, 1.0, (), "square", MUTED, False)

# Columns of the workbook.
_RESULT, _GOAL, _STATUS, _SHARE, _GROUND, _REACH, _START, _TICK = range(1, 9)
_AT, _TEXTS = (9, 10, 11), (12, 13)


@dataclass(frozen=True, slots=True)
class _Heads:
    status: str
    share: str
    ground: str
    reach: str
    start: str
    tick: str
    at: str
    text: str


_HEADS: Final[dict[Language, _Heads]] = {
    "zh": _Heads("进展", "实际为目标的%", "图：底", "图：{}", "图：{}起点", "图：{}标记", "图：{}位置", "图：{}标签"),
    "en": _Heads(
        "Status",
        "Result as % of target",
        "Chart: ground",
        "Chart: {}",
        "Chart: {} starts",
        "Chart: {} mark",
        "Chart: place of {}",
        "Chart: label of {}",
    ),
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """``bars``: left and right edge of the bars' ground; right edges of the figures, left edge of the words; in mm."""

    bars: tuple[float, float]
    result: float
    goal: float
    status: float

    def unit(self, low: Decimal) -> float:
        return (self.bars[1] - self.bars[0]) / float(_BEYOND - low)

    def place(self, x: float, low: Decimal) -> Decimal:
        """A place across the chart on the scale of the bars."""
        return Decimal(f"{(x - self.bars[0]) / self.unit(low) + float(low):.2f}")


def make(chart: Chart, top: float) -> Made:
    columns, low = _columns(chart), _low(chart)
    table = _table(chart, columns, low)
    high = f"{columns.place(WIDTH - SIDE, low):f}"
    lines = max(parts.rows(name, _NAMES, NAME) for name in chart.categories)
    row = max(_ROW, lines * parts.line_height(NAME) + 2)
    head = parts.line_height(NAME) + 1.0
    box = Box(columns.bars[0], top + head, WIDTH - SIDE - columns.bars[0], row * len(chart.categories))
    first = [val("c:barDir", "bar"), val("c:grouping", "clustered"), val("c:varyColors", 0), *_bars(chart, table)]
    first += [val("c:gapWidth", _room(row, _BAR)), val("c:overlap", 100), *(val("c:axId", id) for id in _FIRST)]
    second = [val("c:barDir", "bar"), val("c:grouping", "stacked"), val("c:varyColors", 0), *_targets(table)]
    second += [val("c:gapWidth", _room(row, _TARGET)), val("c:overlap", 100), *(val("c:axId", id) for id in _SECOND)]
    ends = (f"{low:f}", high)
    axes = (*_axes(_FIRST, ends, GRID), *_axes(_SECOND, ends, ""))
    keys: tuple[Style | None, ...] = (None, OWN, None, None, None, None, _MARKED)
    wide = sum(parts.width(series.name, NAME) + 11.0 for series in chart.series) + 2.0
    right = min(WIDTH - wide, columns.goal - wide + 2.0)
    legend = Legend(Box(right, top, wide, head), keys)
    return Made(table, (el("c:barChart", *first), el("c:barChart", *second), *axes), box, box.y + box.height, legend)


def _room(row: float, bar: float) -> int:
    return max(0, min(500, round((row - bar) / bar * 100)))


def _axes(ids: tuple[int, int], ends: tuple[str, str], grid: str) -> tuple[etree._Element, etree._Element]:
    """Of the bars, and of the targets' marks over them, which are not shown."""
    categories, values = ids
    hidden = not grid
    low, high = ends
    names = Axis(categories, values, "l", hidden=hidden, reversed=True)
    numbers = Axis(values, categories, "b" if hidden else "t", hidden=True, low=low, high=high)
    return parts.category_axis(names, NAME, INK, grid), parts.value_axis(numbers)


def _columns(chart: Chart) -> _Columns:
    result, goal = (max(parts.width(printed(p, chart), VALUE) for p in series.points) for series in chart.series)
    status = WIDTH - SIDE - max(parts.width(word, NAME) for word in chart.statuses) - 2.0
    right = status - 1.0
    middle = right - max(goal, parts.width(chart.series[1].name, NAME) + 4.0) - _GAP
    end = middle - max(result, parts.width(chart.series[0].name, NAME) + 4.0) - _GAP
    start = SIDE + min(_NAMES, max(parts.width(name, NAME) for name in chart.categories)) + 4.0
    return _Columns((start, end), middle, right, status)


def _low(chart: Chart) -> Decimal:
    """Where the scale begins: left of zero where anything is negative."""
    values = [point.fact.value for series in chart.series for point in series.points if point.fact]
    return -_BEYOND if any(value < 0 for value in values) else Decimal(0)


def _share(value: Decimal, scale: Decimal) -> Decimal:
    return (value / scale * 100).quantize(_PLACES).normalize() + Decimal(0) if scale else Decimal(0)


def _cell(point: Point, chart: Chart) -> Cell:
    return Cell(point.fact.value if point.fact else None, labels.format_of(point, chart))


def _table(chart: Chart, columns: _Columns, low: Decimal) -> Table:
    heads, (results, goals) = _HEADS[chart.language], chart.series
    rows = [
        _row(result, goal, chart, number)
        for number, (result, goal) in enumerate(zip(results.points, goals.points, strict=True), 2)
    ]
    share, reach, start, tick, said, set_at = (tuple(cells) for cells in zip(*rows, strict=True))
    constant = [_BEYOND, *(columns.place(x, low) for x in (columns.result, columns.goal, columns.status))]
    ground, *places = (tuple(Cell(value) for _ in rows) for value in constant)
    return Table(
        (
            Column("", tuple(map(Cell, chart.categories))),
            Column(results.name, tuple(_cell(point, chart) for point in results.points)),
            Column(goals.name, tuple(_cell(point, chart) for point in goals.points)),
            Column(heads.status, tuple(map(Cell, chart.statuses))),
            Column(heads.share, share),
            Column(heads.ground, ground),
            Column(heads.reach.format(results.name), reach),
            Column(heads.start.format(goals.name), start),
            Column(heads.tick.format(goals.name), tick),
            *(
                Column(heads.at.format(name), cells)
                for name, cells in zip((results.name, goals.name, heads.status), places, strict=True)
            ),
            Column(heads.text.format(results.name), said),
            Column(heads.text.format(goals.name), set_at),
        )
    )


def _row(result: Point, goal: Point, chart: Chart, row: int) -> tuple[Cell, Cell, Cell, Cell, Cell, Cell]:
    """What follows from a result and a target, with the formulas that say how."""
    known = [point.fact.value for point in (result, goal) if point.fact]
    greater = max(map(abs, known), default=Decimal(0))
    scale = f"MAX(ABS(B{row}),ABS(C{row}))"
    share = reach = start = tick = Cell(None)
    if result.fact and goal.fact and goal.fact.value > 0:
        share = Cell(_share(result.fact.value, goal.fact.value), "0.0", f"=ROUND(B{row}/C{row}*100,9)")
    if result.fact:
        formula = f"=IF({scale}=0,0,ROUND(B{row}/{scale}*100,9))"
        reach = Cell(_share(result.fact.value, greater), "0.0", formula)
    if goal.fact:
        place, half = _share(goal.fact.value, greater), _MARK / 2
        side = -1 if place < 0 else 1
        formula = f"=IF({scale}=0,0,SIGN(C{row})*MAX(0,ROUND(ABS(C{row})/{scale}*100,9)-{half}))"
        start = Cell(side * max(Decimal(0), abs(place) - half) + 0, "0.0", formula)
        tick = Cell(side * _MARK, "0.0", f"=IF(C{row}<0,-{_MARK},{_MARK})")
    return share, reach, start, tick, _said(result, chart, f"B{row}"), _said(goal, chart, f"C{row}")


def _said(point: Point, chart: Chart, cell: str) -> Cell:
    """The label, as a formula where a number format prints it."""
    code = labels.format_of(point, chart)
    if code == GENERAL:
        return Cell(printed(point, chart))
    doubled = code.replace('"', '""')
    return Cell(printed(point, chart), GENERAL, f'=TEXT({cell},"{doubled}")')


def _bars(chart: Chart, table: Table) -> list[etree._Element]:
    """The ground, the results on it, and three that only carry labels: each at the edge of its column."""
    results, goals = chart.series
    own = [(printed(point, chart), EMPHASIS if point.fact else MUTED) for point in results.points]
    other = [(printed(point, chart), INK if point.fact else MUTED) for point in goals.points]
    words = [(word, INK) for word in chart.statuses]
    return [
        _plain(0, table, _GROUND, el("c:spPr", solid(TRACK))),
        _plain(1, table, _REACH, parts.filled(OWN), _RESULT),
        _carrier(2, table, (_RESULT, _AT[0], _TEXTS[0]), labels.from_cells(own, (VALUE, True), "inEnd", "result")),
        _carrier(3, table, (_GOAL, _AT[1], _TEXTS[1]), labels.from_cells(other, (VALUE, False), "inEnd", "target")),
        _carrier(4, table, (_STATUS, _AT[2], _STATUS), labels.from_cells(words, (NAME, False), "outEnd", "status")),
    ]


def _targets(table: Table) -> list[etree._Element]:
    """The target's mark, on the end of a bar that is not seen."""
    return [
        _plain(5, table, _START, no_fill()),
        _plain(6, table, _TICK, el("c:spPr", solid(INK), _rim()), _GOAL),
    ]


def _rim() -> etree._Element:
    return el("a:ln", solid("#FFFFFF"), w="6350")


def _plain(index: int, table: Table, column: int, look: etree._Element, name: int | None = None) -> etree._Element:
    """A series that is drawn; ``name``: the column whose head names it, if not its own."""
    head = table.head(column if name is None else name)
    return _set(index, table, column, head, look, [])


def _carrier(index: int, table: Table, columns: Sequence[int], said: etree._Element) -> etree._Element:
    """A series that is not seen, but for its labels: the columns of its name, its values and its labels."""
    name, column, texts = columns
    made = _set(index, table, column, table.head(name), no_fill(), [said])
    made.append(labels.cell_range(table.labels(texts)))
    return made


def _set(
    index: int, table: Table, column: int, head: etree._Element, look: etree._Element, said: Sequence[etree._Element]
) -> etree._Element:
    opening = (val("c:idx", index), val("c:order", index), head, look, val("c:invertIfNegative", 0))
    return el("c:ser", *opening, *said, table.texts(0), table.numbers(column))
