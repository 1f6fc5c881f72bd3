"""A chart before it is drawn, and the picture that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.catalogue import Language
from report.facts.model import Fact

Shape = Literal["bars", "line", "progress"]


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: its fact (None: no figure there, a gap in the drawing) and its label as printed."""

    fact: Fact | None
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of the chart's categories. ``emphasis``: the briefing's own area."""

    name: str
    points: tuple[Point, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """``bars``: categories are indicators, series are areas (grouped bars, same unit).
    ``line``: categories are periods, oldest first, series are areas.
    ``progress``: categories are indicators; exactly two series, the result and the year's target
    (same unit within a category; each category its own scale, so units may differ between them);
    ``statuses`` has one word for each category (超目标, on course …).

    ``title`` says what the chart shows; ``unit`` as printed (empty for progress); ``source`` the source line.
    """

    id: str
    shape: Shape
    language: Language
    title: str
    unit: str
    source: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: ``svg`` and its ``png`` fallback, the size to print it at, and its alt text."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
    alt: str
