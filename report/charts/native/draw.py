"""Draw: a chart in, the native chart out, with the sentence that describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from report.charts.describe import describe
from report.charts.model import Chart, NativeChart, NativeData, require_whole, texts_of, with_texts
from report.charts.native import bars, lines, parts, progress
from report.charts.native.parts import Made
from report.charts.native.shapes import drawn_over
from report.charts.native.workbook import workbook
from report.charts.native.xml import LANGUAGES, NOT_XML, document, el, no_fill, solid, text_look, val
from report.charts.native.xml import line as pen
from report.charts.sizes import VALUE, WIDTH
from report.errors import Fault, InputFaults, Place
from report.i18n import msg

WORKBOOK: Final = "rId1"
SHAPES: Final = "rId2"
_SHAPES: Final[Mapping[str, Callable[[Chart, float], Made]]] = {
    "bars": bars.make,
    "line": lines.make,
    "progress": progress.make,
}


def draw(chart: Chart) -> NativeChart:
    """The native chart of a chart, 150 mm wide, as high as its content needs.

    Raises InputFaults where a text has a character that no document can hold, and ValueError for a chart whose parts do
    not fit together (see :class:`~report.charts.model.Chart`).
    """
    require_whole(chart)
    _require_characters(chart)
    tidy = with_texts(chart, _on_one_line)
    made = _SHAPES[chart.shape](tidy, parts.head_height(tidy))
    over = drawn_over(made.notes, made.height, chart.language) if made.notes else b""
    data = NativeData(made.series, (tidy.title, *made.titles), tuple(made.table.filled()))
    return NativeChart(data, _space(tidy, made), workbook(made.table), over, WIDTH, made.height, describe(chart))


def _require_characters(chart: Chart) -> None:
    faults = []
    for text in texts_of(chart):
        found = NOT_XML.search(text)
        if found:
            place = Place(msg("chart {id}", id=chart.id), key=ascii(text))
            faults.append(Fault(place, msg("characters that a document can hold"), f"U+{ord(found[0]):04X}"))
    if faults:
        raise InputFaults(faults)


def _space(chart: Chart, made: Made) -> bytes:
    height = made.height
    layout = el("c:layout", parts.manual(made.box, height, inner=True))
    plot = el("c:plotArea", layout, *made.plot, no_fill())
    shown = [parts.title(chart, height), val("c:autoTitleDeleted", 0), plot]
    shown += [parts.legend(made.legend, height)] if made.legend else []
    shown += [val("c:plotVisOnly", 1), val("c:dispBlanksAs", "gap")]
    opening = (val("c:date1904", 0), val("c:lang", LANGUAGES[chart.language]), val("c:roundedCorners", 0))
    looks = (el("c:spPr", solid("#FFFFFF"), pen("none", 0)), text_look(VALUE))
    ends = [el("c:externalData", val("c:autoUpdate", 0), **{"r:id": WORKBOOK})]
    ends += [el("c:userShapes", **{"r:id": SHAPES})] if made.notes else []
    return document("c:chartSpace", chart.language, *opening, el("c:chart", *shown), *looks, *ends)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
