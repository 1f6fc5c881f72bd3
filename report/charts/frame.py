"""What stands around every drawing: title, unit, legend, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from report.charts import typeface, words
from report.charts.marks import Label, Mark
from report.charts.model import Chart
from report.charts.palette import INK, MUTED, Style
from report.charts.sizes import NAME, SIDE, SMALL, TITLE, WIDTH
from report.charts.symbols import swatch

_GAP = 1.6
_SWATCH = 5.0


@dataclass(frozen=True, slots=True)
class Block:
    """Marks, and the height in millimetres at which what follows may begin."""

    marks: tuple[Mark, ...]
    bottom: float


def paragraph(
    lines: Sequence[str],
    x: float,
    top: float,
    size: float,
    color: str = INK,
    *,
    bold: bool = False,
    align: Literal["left", "center", "right"] = "left",
) -> Block:
    """Lines under each other from ``top``."""
    pitch = typeface.line_height(size)
    marks = tuple(
        Label(x, top + (index + 0.5) * pitch, line, size, color, bold, align) for index, line in enumerate(lines)
    )
    return Block(marks, top + len(lines) * pitch)


def centred(
    lines: Sequence[str],
    x: float,
    middle: float,
    size: float,
    color: str = INK,
    *,
    bold: bool = False,
    align: Literal["left", "center", "right"] = "left",
) -> tuple[Mark, ...]:
    """Lines under each other around the height ``middle``."""
    top = middle - len(lines) * typeface.line_height(size) / 2
    return paragraph(lines, x, top, size, color, bold=bold, align=align).marks


def head(chart: Chart) -> Block:
    """Title and unit."""
    lines = typeface.wrap(chart.title, WIDTH - 2 * SIDE, TITLE, bold=True)
    title = paragraph(lines, SIDE, 0.8, TITLE, bold=True)
    if not chart.unit:
        return Block(title.marks, title.bottom + _GAP)
    said = words.of(chart.language).unit_line.format(chart.unit)
    lines = typeface.wrap(said, WIDTH - 2 * SIDE, SMALL)
    unit = paragraph(lines, SIDE, title.bottom + 0.3, SMALL, MUTED)
    return Block((*title.marks, *unit.marks), unit.bottom + _GAP)


def source(chart: Chart, top: float) -> Block:
    if not chart.source:
        return Block((), top + 0.8)
    lines = typeface.wrap(chart.source, WIDTH - 2 * SIDE, SMALL)
    block = paragraph(lines, SIDE, top + _GAP, SMALL, MUTED)
    return Block(block.marks, block.bottom + 0.8)


def legend(chart: Chart, looks: tuple[Style, ...], top: float) -> Block:
    """A swatch and a name for each series, in their order, in as many rows as they need."""
    marks: list[Mark] = []
    x, y = SIDE, top + typeface.line_height(NAME) / 2
    for series, look in zip(chart.series, looks, strict=True):
        lines = typeface.wrap(series.name, WIDTH - 2 * SIDE - _SWATCH, NAME, look.bold)
        taken = _SWATCH + typeface.widest(lines, NAME, look.bold)
        if x > SIDE and x + taken > WIDTH - SIDE:
            x, y = SIDE, y + typeface.line_height(NAME)
        marks += swatch(x, y, look)
        marks += paragraph(lines, x + _SWATCH, y - typeface.line_height(NAME) / 2, NAME, look.ink, bold=look.bold).marks
        y += (len(lines) - 1) * typeface.line_height(NAME)
        x += taken + 6
    return Block(tuple(marks), y + typeface.line_height(NAME) / 2 + _GAP)
