"""The words around a chart's own labels, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from report.catalogue import Language
from report.charts.model import Chart, Point


@dataclass(frozen=True, slots=True)
class Words:
    """Forms of the description of a chart.

    ``pair``: a name and its value; ``at``: name, period, value; ``rose``, ``fell``, ``same``: name, first
    value, its period, last value, its period; ``between``: the values in between; ``unit``: said after the title.
    ``mark`` is drawn where there is no figure, ``nothing`` said.
    """

    kinds: Mapping[str, str]
    colon: str
    comma: str
    clause: str
    stop: str
    unit: str
    unit_line: str
    pair: str
    at: str
    rose: str
    fell: str
    same: str
    between: str
    nothing: str
    mark: str


_ZH: Final = Words(
    kinds={"bars": "条形图", "line": "折线图", "progress": "目标进度图"},
    colon="：",
    comma="，",
    clause="；",
    stop="。",
    unit="（单位：{}）",
    unit_line="单位：{}",
    pair="{}{}",
    at="{}{}为{}",
    rose="{0}由{2}的{1}升至{4}的{3}",
    fell="{0}由{2}的{1}降至{4}的{3}",
    same="{0}{2}和{4}均为{3}",
    between="（{}）",
    nothing="无数据",
    mark="—",
)
_EN: Final = Words(
    kinds={"bars": "Bar chart", "line": "Line chart", "progress": "Progress chart"},
    colon=": ",
    comma=", ",
    clause=". ",
    stop=". ",
    unit=" (unit: {})",
    unit_line="Unit: {}",
    pair="{} {}",
    at="{0} stood at {2} in {1}",
    rose="{0} rose from {1} in {2} to {3} in {4}",
    fell="{0} fell from {1} in {2} to {3} in {4}",
    same="{0} stood at {3} in both {2} and {4}",
    between=" ({})",
    nothing="no figure",
    mark="n/a",
)


def of(language: Language) -> Words:
    return _ZH if language == "zh" else _EN


def printed(point: Point, chart: Chart) -> str:
    """A point's label; where there is no figure and nothing said about it, the mark for that."""
    if point.fact is None and not point.label:
        return of(chart.language).mark
    return point.label
