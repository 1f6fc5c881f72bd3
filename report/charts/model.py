"""A chart before it is drawn, and the picture or the native chart that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

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


def require_whole(chart: Chart) -> None:
    """Raises ValueError for a chart whose parts do not fit together."""
    count = len(chart.categories)
    if not count or not chart.series:
        raise ValueError(f"chart {chart.id} has no categories or no series")
    if any(len(series.points) != count for series in chart.series):
        raise ValueError(f"chart {chart.id} has series that do not match its {count} categories")
    if len(chart.series) > 5 or sum(series.emphasis for series in chart.series) > 1:
        raise ValueError(f"chart {chart.id} has more than five series, or more than one that is emphasised")
    if chart.shape == "progress" and (len(chart.series) != 2 or len(chart.statuses) != count):
        raise ValueError(f"chart {chart.id} needs a result, a target and a status for each category")


def texts_of(chart: Chart) -> Iterator[str]:
    """Every text of a chart that a reader may see."""
    yield from (chart.title, chart.unit, chart.source, *chart.categories, *chart.statuses)
    for series in chart.series:
        yield series.name
        yield from (point.label for point in series.points)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: ``svg`` and its ``png`` fallback, the size to print it at, and its alt text.

    ``png`` is empty where a picture is drawn for a page, which needs none.
    """

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
    alt: str


@dataclass(frozen=True, slots=True)
class ShownSeries:
    """A series as a native chart shows it, its points by their number; gaps have none.

    ``labels``: texts that stand in cells, where it takes its labels from there.
    """

    name: str
    categories: Mapping[str, str]
    values: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NativeData:
    """What a native chart is made of, as whoever reads its parts finds it.

    ``titles``: of the chart and its axes; ``cells``: of its workbook, row by row, with what they hold.
    """

    series: tuple[ShownSeries, ...]
    titles: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart that the word processor draws: DrawingML, and the workbook (.xlsx) that holds its data.

    ``chart`` refers to the workbook as its relation ``rId1``, and to ``shapes``, what is drawn over it, as ``rId2``.
    """

    data: NativeData
    chart: bytes
    workbook: bytes
    shapes: bytes
    width_mm: float
    height_mm: float
    alt: str


Drawn: TypeAlias = Picture | NativeChart


def with_texts(chart: Chart, tidy: Callable[[str], str]) -> Chart:
    """The chart with every text as ``tidy`` gives it."""

    def tidied(series: Series) -> Series:
        points = tuple(Point(point.fact, tidy(point.label)) for point in series.points)
        return replace(series, name=tidy(series.name), points=points)

    return replace(
        chart,
        title=tidy(chart.title),
        unit=tidy(chart.unit),
        source=tidy(chart.source),
        categories=tuple(map(tidy, chart.categories)),
        statuses=tuple(map(tidy, chart.statuses)),
        series=tuple(map(tidied, chart.series)),
    )
