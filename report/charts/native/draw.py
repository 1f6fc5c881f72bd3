"""Draw: a chart in, the native chart out, with the sentence that describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from report.charts.describe import describe
from report.charts.model import Chart, NativeChart, Series, require_whole
from report.charts.native import bars, lines, parts, progress
from report.charts.native.parts import Made
from report.charts.native.shapes import drawn_over
from report.charts.native.xml import LANGUAGES, el, no_fill, qualified, set_language, solid, text_look, to_bytes, val
from report.charts.native.xml import line as pen
from report.charts.sizes import VALUE, WIDTH

WORKBOOK: Final = "rId1"
SHAPES: Final = "rId2"
_SHAPES: Final[Mapping[str, Callable[[Chart, float], Made]]] = {
    "bars": bars.make,
    "line": lines.make,
    "progress": progress.make,
}


def draw(chart: Chart) -> NativeChart:
    """The native chart of a chart, 150 mm wide, as high as its content needs.

    Raises ValueError for a chart whose parts do not fit together (see :class:`~report.charts.model.Chart`).
    """
    require_whole(chart)
    tidy = _tidied(chart)
    made = _SHAPES[chart.shape](tidy, parts.head_height(tidy))
    root = _space(tidy, made)
    over = drawn_over(made.notes, made.height, chart.language) if made.notes else b""
    return NativeChart(to_bytes(root), made.table.workbook(), over, WIDTH, made.height, describe(chart))


def _space(chart: Chart, made: Made) -> etree._Element:
    height = made.height
    layout = el("c:layout", parts.manual(made.box, height, inner=True))
    plot = el("c:plotArea", layout, *made.plot, no_fill())
    shown = [parts.title(chart, height), val("c:autoTitleDeleted", 0), plot]
    shown += [parts.legend(made.legend, height)] if made.legend else []
    shown += [val("c:plotVisOnly", 1), val("c:dispBlanksAs", "gap")]
    space = el("c:chartSpace", val("c:date1904", 0), val("c:lang", LANGUAGES[chart.language]))
    space.append(val("c:roundedCorners", 0))
    ground = el("c:spPr", solid("#FFFFFF"), pen("none", 0))
    space.extend([el("c:chart", *shown), ground, text_look(VALUE)])
    space.append(_referring("c:externalData", WORKBOOK, val("c:autoUpdate", 0)))
    if made.notes:
        space.append(_referring("c:userShapes", SHAPES))
    set_language(space, chart.language)
    return space


def _referring(name: str, relation: str, *children: etree._Element) -> etree._Element:
    made = el(name, *children)
    made.set(qualified("r:id"), relation)
    return made


def _tidied(chart: Chart) -> Chart:
    """The chart with every text on one line."""

    def tidy(text: str) -> str:
        return " ".join(text.split())

    def tidy_series(series: Series) -> Series:
        points = tuple(replace(point, label=tidy(point.label)) for point in series.points)
        return replace(series, name=tidy(series.name), points=points)

    return replace(
        chart,
        title=tidy(chart.title),
        unit=tidy(chart.unit),
        source=tidy(chart.source),
        categories=tuple(map(tidy, chart.categories)),
        statuses=tuple(map(tidy, chart.statuses)),
        series=tuple(map(tidy_series, chart.series)),
    )
