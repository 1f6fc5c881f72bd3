"""What a drawing is made of, before any drawing program: marks on a sheet measured in millimetres.

The origin is the sheet's top left corner, x runs right and y runs down. Line widths and type sizes are in points.
Marks are painted in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Spot: TypeAlias = tuple[float, float]
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon."""

    corners: tuple[Spot, ...]
    fill: str
    edge: str = "none"
    edge_width: float = 0.6


@dataclass(frozen=True, slots=True)
class Stroke:
    """Line segments drawn with one pen; ``dashes``: lengths on and off, in widths of the pen."""

    lines: tuple[tuple[Spot, ...], ...]
    color: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``y`` is the middle of its digits and capitals."""

    x: float
    y: float
    text: str
    size: float
    color: str
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"


Mark: TypeAlias = Shape | Stroke | Label


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished layout: ``width`` × ``height`` millimetres."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def labels(self) -> Iterable[Label]:
        return (mark for mark in self.marks if isinstance(mark, Label))


def box(x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> Shape:
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill, edge)


def rule(start: Spot, end: Spot, color: str, width: float, dashes: tuple[float, ...] = ()) -> Stroke:
    return Stroke(((start, end),), color, width, dashes)
