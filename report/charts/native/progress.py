"""Progress: one row for each target of the year, set as a table; result and target on a scale of the row's own.

What is plotted are shares of the greater of result and target, worked out in the workbook: pieces of one bar for each
row, cut where the target's mark stands. Figures and words beside the bars are labels that stand in cells. So whoever
changes a result in the workbook changes its bar and its label.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from report.catalogue import Language
from report.charts.model import Chart, Point
from report.charts.native import labels, parts
from report.charts.native.parts import Axis, Box, Legend, Made
from report.charts.native.table import GENERAL, Cell, Column, Table, Value
from report.charts.native.xml import NOTHING, Xml, el, line, no_fill, solid, val
from report.charts.palette import AXIS, EMPHASIS, GRID, INK, MUTED, OWN, TRACK, Style
from report.charts.sizes import NAME, SIDE, VALUE, WIDTH
from report.charts.words import printed

_NAMES: Final = 40.0  # the most that a line of an indicator's name takes of the width
_ROW: Final = 9.0
_BAR: Final = 4.0
_GAP: Final = 3.0
_BEYOND: Final = Decimal(106)  # where the ground of the bars ends
_MARK: Final = 1.2  # width of the target's mark
_PLACES: Final = Decimal("0.000000001")
_CATEGORIES, _VALUES = 510030001, 510030002
_MARKED: Final = Style(INK, "none", "", INK, 1.0, (), "square", MUTED, False)

# Columns of the workbook.
_RESULT, _GOAL, _STATUS = 1, 2, 3
_PIECES = (7, 8, 9, 10, 11)  # up to the mark, from the result to the mark, the mark, beyond the mark, the rest
_ROOMS, _TEXTS = (12, 13, 14), (15, 16)  # of the columns of figures and words beside the bars
#: The columns of each series: of its name, of its values, of its labels where those stand in cells.
_SERIES: Final[tuple[tuple[int, int, int | None], ...]] = (
    *zip((_RESULT, _PIECES[1], _GOAL, *_PIECES[3:]), _PIECES, (None,) * 5, strict=True),
    (_RESULT, _ROOMS[0], _TEXTS[0]),
    (_GOAL, _ROOMS[1], _TEXTS[1]),
    (_STATUS, _ROOMS[2], _STATUS),
    (_GOAL, _PIECES[2], None),
)


@dataclass(frozen=True, slots=True)
class _Heads:
    """Of the columns that nobody need fill in; ``drawn``: of those that only the drawing needs."""

    status: str
    share: str
    scaled: str
    drawn: str
    label: str


_HEADS: Final[dict[Language, _Heads]] = {
    "zh": _Heads("进展", "实际为目标的%", "{}：占较大者的%", "绘图用{}", "{}标签"),
    "en": _Heads("Status", "Result as % of target", "{}: % of the greater", "For drawing {}", "Label of {}"),
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

    def mark(self, low: Decimal) -> Decimal:
        """The width of the target's mark on the scale of the bars."""
        return Decimal(f"{_MARK / self.unit(low) / 2:.1f}") * 2

    def place(self, x: float, low: Decimal) -> Decimal:
        """A place across the chart on the scale of the bars."""
        return Decimal(f"{(x - self.bars[0]) / self.unit(low) + float(low):.2f}")


def make(chart: Chart, top: float) -> Made:
    columns, low = _columns(chart), _low(chart)
    table = _table(chart, columns, low)
    lines = max(parts.rows(name, _NAMES, NAME) for name in chart.categories)
    row = max(_ROW, lines * parts.line_height(NAME) + 2)
    head = parts.line_height(NAME) + 1.6
    left = columns.bars[0]
    box = Box(left, top + head, WIDTH - SIDE - left, row * len(chart.categories))
    height = parts.height(chart, box.y + box.height + 0.4)
    bars = [val("c:barDir", "bar"), val("c:grouping", "stacked"), val("c:varyColors", 0), *_bars(chart, table)]
    gap = max(0, min(500, round((row - _BAR) / _BAR * 100)))
    bars += [val("c:gapWidth", gap), val("c:overlap", 100), val("c:axId", _CATEGORIES), val("c:axId", _VALUES)]
    names = Axis(_CATEGORIES, _VALUES, "l", reversed=True, line=AXIS if low else "none")
    high = f"{columns.place(WIDTH - SIDE, low):f}"
    said = parts.source(chart, height)
    values = Axis(_VALUES, _CATEGORIES, "b", low=f"{low:f}", high=high, title=said, unlabelled=True)
    axes = (parts.category_axis(names, NAME, INK, GRID), parts.value_axis(values))
    series = tuple(table.shown(*columns) for columns in _SERIES)
    titles = tuple(filter(None, (chart.source,)))
    return Made(table, (el("c:barChart", *bars), *axes), box, height, series, titles, _legend(chart, columns, top))


def _legend(chart: Chart, columns: _Columns, top: float) -> Legend:
    """Over the two columns of figures, as near as the word processor lets it be."""
    wide = sum(parts.width(series.name, NAME) + 9.0 for series in chart.series) + 2.0
    keys = (OWN, *(None,) * 7, _MARKED)  # alike from either end: LibreOffice counts from the last
    return Legend(Box(columns.goal - wide, top - 0.8, wide, parts.line_height(NAME)), keys)


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
    pairs = enumerate(zip(results.points, goals.points, strict=True), 2)
    mark = columns.mark(low)
    rows = [
        (*_row(result, goal, number, mark), *_labels(result, goal, chart, number)) for number, (result, goal) in pairs
    ]
    share, reach, target, *pieces, said, set_at = (tuple(cells) for cells in zip(*rows, strict=True))
    edges = [_BEYOND, *(columns.place(x, low) for x in (columns.result, columns.goal, WIDTH - SIDE))]
    rooms = [tuple(Cell(right - left) for _ in rows) for left, right in pairwise(edges)]
    return Table(
        (
            Column("", tuple(map(Cell, chart.categories))),
            Column(results.name, tuple(_cell(point, chart) for point in results.points)),
            Column(goals.name, tuple(_cell(point, chart) for point in goals.points)),
            Column(heads.status, tuple(map(Cell, chart.statuses))),
            Column(heads.share, share),
            Column(heads.scaled.format(results.name), reach),
            Column(heads.scaled.format(goals.name), target),
            *(Column(heads.drawn.format(number), cells) for number, cells in enumerate((*pieces, *rooms), 1)),
            Column(heads.label.format(results.name), said),
            Column(heads.label.format(goals.name), set_at),
        )
    )


def _row(result: Point, goal: Point, row: int, mark: Decimal) -> tuple[Cell, ...]:
    """What follows from a result and a target, with the formulas that say how."""
    values = [point.fact.value for point in (result, goal) if point.fact]
    greater = max(map(abs, values), default=Decimal(0))
    share = reach = target = Cell(None)
    if result.fact and goal.fact and goal.fact.value > 0:
        share = Cell(_share(result.fact.value, goal.fact.value), "0.0", f"=ROUND(B{row}/C{row}*100,9)")
    if result.fact:
        reach = Cell(_share(result.fact.value, greater), "0.0", _scaled("B", row))
    if goal.fact:
        target = Cell(_share(goal.fact.value, greater), "0.0", _scaled("C", row))
    return share, reach, target, *_pieces(reach.value, target.value, row, mark)


def _scaled(column: str, row: int) -> str:
    scale = f"MAX(ABS(B{row}),ABS(C{row}))"
    return f"=IF({scale}=0,0,ROUND({column}{row}/{scale}*100,9))"


def _pieces(reach: Value, target: Value, row: int, wide: Decimal) -> tuple[Cell, ...]:
    """The pieces of a bar from zero outwards; those on the left of zero are negative.

    ``reach`` and ``target``: where result and target stand, ``wide``: the target's mark. On opposite sides of zero
    they do not meet.
    """
    f, g, half = f"F{row}", f"G{row}", wide / 2
    r, t = (value if isinstance(value, Decimal) else Decimal(0) for value in (reach, target))
    apart = r * t < 0
    inner = max(Decimal(0), abs(t) - half)  # where the mark begins
    up_to = gap = mark = beyond = Cell(None)
    if reach is not None and target is None:
        up_to = _drawn(r, f"={f}")
    elif reach is not None:
        short = f"SIGN({f})*MIN(ABS({f}),MAX(0,ABS({g})-{half}))"
        up_to = _drawn(r if apart else _signed(r, min(abs(r), inner)), f"=IF({f}*{g}<0,{f},{short})")
        over = f"SIGN({f})*MAX(0,ABS({f})-MAX(ABS({g}),{half})-{half})"
        left = max(Decimal(0), abs(r) - max(abs(t), half) - half)
        beyond = _drawn(Decimal(0) if apart else _signed(r, left), f"=IF({f}*{g}<0,0,{over})")
    if target is not None:
        met = Decimal(0) if apart else abs(r)
        empty = f"=SIGN({g})*MAX(0,ABS({g})-{half}-IF({f}*{g}<0,0,ABS({f})))"
        gap = _drawn(_signed(t, max(Decimal(0), inner - met)), empty)
        mark = _drawn(-wide if t < 0 else wide, f"=IF({g}<0,-{wide},{wide})")
    parts = (up_to, gap, mark, beyond)
    filled = sum((max(Decimal(0), cell.value) for cell in parts if isinstance(cell.value, Decimal)), Decimal(0))
    taken = "+".join(f"MAX(0,{column}{row})" for column in "HIJK")
    return *parts, _drawn(_BEYOND - filled, f"={_BEYOND}-({taken})")


def _signed(like: Decimal, size: Decimal) -> Decimal:
    return size.copy_sign(like) if size else Decimal(0)


def _drawn(value: Decimal, formula: str) -> Cell:
    return Cell(value.normalize() + 0, "0.0", formula)


def _labels(result: Point, goal: Point, chart: Chart, row: int) -> tuple[Cell, Cell]:
    return _said(result, chart, f"B{row}"), _said(goal, chart, f"C{row}")


def _said(point: Point, chart: Chart, cell: str) -> Cell:
    """The label, as a formula where a number format prints it."""
    code = labels.format_of(point, chart)
    if code == GENERAL:
        return Cell(printed(point, chart))
    doubled = code.replace('"', '""')
    return Cell(printed(point, chart), GENERAL, f'=TEXT({cell},"{doubled}")')


def _bars(chart: Chart, table: Table) -> list[Xml]:
    """The pieces of the bars, then three that are not seen: rooms for labels, figures at their right edges.

    The last stands beyond the end of the scale: it is there for the target's key in the legend.
    """
    results, goals = chart.series
    own = [(printed(point, chart), EMPHASIS if point.fact else MUTED) for point in results.points]
    other = [(printed(point, chart), INK if point.fact else MUTED) for point in goals.points]
    words = [(word, INK) for word in chart.statuses]
    result, ground, mark = parts.filled(OWN), el("c:spPr", solid(TRACK)), el("c:spPr", solid(INK))
    looks = (result, ground, el("c:spPr", solid(INK), line("#FFFFFF", 0.5)), result, ground, *(no_fill(),) * 3, mark)
    said = {
        5: labels.from_cells(own, (VALUE, True), "inEnd", "result"),
        6: labels.from_cells(other, (VALUE, False), "inEnd", "target"),
        7: labels.from_cells(words, (NAME, False), "inBase", "status"),
    }
    made, names = [], table.texts(0)
    for index, ((name, values, texts), look) in enumerate(zip(_SERIES, looks, strict=True)):
        opening = (val("c:idx", index), val("c:order", index), table.head(name), look, val("c:invertIfNegative", 0))
        end = NOTHING if texts is None else labels.cell_range(table.labels(texts))
        made.append(el("c:ser", *opening, said.get(index, NOTHING), names, table.numbers(values), end))
    return made
