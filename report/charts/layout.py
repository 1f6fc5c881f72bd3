"""Lay out: a chart in, the sheet of marks out that painters paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from report.charts import bars, frame, lines, progress, typeface
from report.charts.frame import Block
from report.charts.marks import Sheet
from report.charts.model import Chart, require_whole, texts_of, with_texts
from report.charts.sizes import WIDTH
from report.errors import Fault, InputFaults, Place
from report.i18n import msg

_LAYOUTS: Mapping[str, Callable[[Chart, float], Block]] = {
    "bars": bars.lay_out,
    "line": lines.lay_out,
    "progress": progress.lay_out,
}


def lay_out(chart: Chart) -> Sheet:
    """A chart as marks on a sheet 150 mm wide, as high as its content needs.

    Raises InputFaults where a text has a character that the charts' typeface does not have, and ValueError for a chart
    whose parts do not fit together (see :class:`~report.charts.model.Chart`).
    """
    require_whole(chart)
    _require_glyphs(chart)
    set_text = with_texts(chart, partial(typeface.tidy, language=chart.language))
    head = frame.head(set_text)
    body = _LAYOUTS[chart.shape](set_text, head.bottom)
    source = frame.source(set_text, body.bottom)
    return Sheet(WIDTH, round(source.bottom, 1), (*head.marks, *body.marks, *source.marks))


def _require_glyphs(chart: Chart) -> None:
    faults = []
    for text in texts_of(chart):
        lacking = typeface.missing(typeface.tidy(text, chart.language))
        if lacking:
            named = ", ".join(f"{character} (U+{ord(character):04X})" for character in lacking)
            expected = msg("characters that the charts' typeface has")
            faults.append(Fault(Place(msg("chart {id}", id=chart.id), key=f"“{text}”"), expected, named))
    if faults:
        raise InputFaults(faults)
