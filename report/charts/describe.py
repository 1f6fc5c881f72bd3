"""Describe: a chart in, the sentences out that stand for it where it cannot be seen (alt text).

They name the same labels that are drawn, and no number that is not drawn. Needs no drawing program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from report.charts import words
from report.charts.model import Chart, Point, Series
from report.charts.words import Words

LENGTH = 600  # characters; longer descriptions are shortened where the chart allows it
_Said: TypeAlias = Iterator[str]


def describe(chart: Chart) -> str:
    """The chart in words of its own language: what it is, its title and unit, then its values.

    Of a chart whose every value would make more than :data:`LENGTH` characters, those of comparison areas go.
    """
    said = words.of(chart.language)
    kind = said.kinds[chart.shape]
    unit = said.unit.format(chart.unit) if chart.unit and not _is_percent(chart) else ""
    title = chart.title.rstrip(".。")
    opening = f"{kind}{said.colon}{title}{unit}{said.stop}"
    for variant in _VARIANTS[chart.shape]:
        text = f"{opening}{said.clause.join(variant(chart, said))}{said.stop}".strip()
        if len(text) <= LENGTH:
            break
    return text


def _is_percent(chart: Chart) -> bool:
    return chart.unit == "%"


def _value(point: Point, chart: Chart, said: Words) -> str:
    """The label, with the sign of its unit where that is percent; or that there is no figure."""
    if point.fact is None:
        return said.nothing
    if _is_percent(chart) and not point.label.endswith("%"):
        return f"{point.label}%"
    return point.label


def _every_bar(chart: Chart, said: Words) -> _Said:
    return _bars(chart, chart.series, said)


def _own_bars(chart: Chart, said: Words) -> _Said:
    return _bars(chart, _leading(chart), said)


def _bars(chart: Chart, series: Sequence[Series], said: Words) -> _Said:
    for index, category in enumerate(chart.categories):
        values = [said.pair.format(one.name, _value(one.points[index], chart, said)) for one in series]
        yield f"{category}{said.colon}{said.comma.join(values)}"


def _leading(chart: Chart) -> tuple[Series, ...]:
    return tuple(series for series in chart.series if series.emphasis) or chart.series[:1]


def _every_line(chart: Chart, said: Words) -> _Said:
    own = _leading(chart)
    full = (_course(series, chart, said) for series in own)
    return chain(full, (_change(series, chart, said) for series in chart.series if series not in own))


def _own_line(chart: Chart, said: Words) -> _Said:
    own = _leading(chart)
    last = (
        said.at.format(series.name, chart.categories[-1], _value(series.points[-1], chart, said))
        for series in chart.series
        if series not in own
    )
    return chain((_course(series, chart, said) for series in own), last)


def _course(series: Series, chart: Chart, said: Words) -> str:
    """The change from the first figure to the last, then every point in between and every gap."""
    change = _change(series, chart, said)
    ends = _ends(series)
    between = [
        said.pair.format(category, _value(point, chart, said))
        for index, (category, point) in enumerate(zip(chart.categories, series.points, strict=True))
        if index not in ends
    ]
    return change + (said.between.format(said.comma.join(between)) if between else "")


def _ends(series: Series) -> tuple[int, ...]:
    """Which points are the first and the last with a figure; none where there is none."""
    known = [index for index, point in enumerate(series.points) if point.fact]
    return (known[0], known[-1]) if known else ()


def _change(series: Series, chart: Chart, said: Words) -> str:
    ends = _ends(series)
    if not ends:
        return said.pair.format(series.name, said.nothing)
    first, last = (series.points[index] for index in ends)
    then, now = (chart.categories[index] for index in ends)
    if ends[0] == ends[1] or first.fact is None or last.fact is None:
        return said.at.format(series.name, now, _value(last, chart, said))
    difference = last.fact.value - first.fact.value
    form = said.rose if difference > 0 else said.fell if difference < 0 else said.same
    return form.format(series.name, _value(first, chart, said), then, _value(last, chart, said), now)


def _progress(chart: Chart, said: Words) -> _Said:
    for index, (category, status) in enumerate(zip(chart.categories, chart.statuses, strict=True)):
        values = [said.pair.format(_inner(one.name), _value(one.points[index], chart, said)) for one in chart.series]
        yield f"{category}{said.colon}{said.comma.join((*values, status))}"


def _inner(name: str) -> str:
    """A common noun inside a sentence: Result → result."""
    return name[:1].lower() + name[1:]


_VARIANTS: Mapping[str, tuple[Callable[[Chart, Words], _Said], ...]] = {
    "bars": (_every_bar, _own_bars),
    "line": (_every_line, _own_line),
    "progress": (_progress,),
}
