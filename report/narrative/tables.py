"""The table of indicators, as a Markdown table: one row an indicator, one column a kind of value.

A column or row without any figure is not drawn, and listed; a cell without one is a dash, never a space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from report import numerals
from report.catalogue import Language, Measure
from report.errors import Fault, InputFaults, nearest
from report.facts.derive import Missing
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.markdown import edition, escaped, figure
from report.narrative.model import LeftOut
from report.narrative.rendering import HOLE, Rendering, asked_at
from report.narrative.views import IndicatorView, PeriodView, Value
from report.narrative.wording import attain, standing

NO_FIGURE: Final = Markup("—")
SAMPLE_MARK: Final = Markup(r"\*")

_HEADERS: Final[Mapping[str, Mapping[Language, str]]] = {
    "indicator": {"zh": "指标", "en": "Indicator"},
    "unit": {"zh": "单位", "en": "Unit"},
    "value": {"zh": "累计", "en": "To date"},
    "growth": {"zh": "增速（%）", "en": "Growth (%)"},
    "growth@each": {"zh": "增速（%）", "en": "growth (%)"},
    "alone": {"zh": "当季", "en": "Quarter alone"},
    "share": {"zh": "比重（%）", "en": "Share (%)"},
    "target": {"zh": "年度目标", "en": "Annual target"},
    "plan": {"zh": "目标", "en": "target"},
    "standing": {"zh": "对比目标", "en": "Against target"},
}
COLUMNS: Final = tuple(_HEADERS)[2:]


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is one of COLUMNS; ``area`` the comparison area of a growth column, else empty."""

    kind: str
    header: Markup
    area: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row is about: an indicator's own value, and its growth."""

    value: Value
    growth: Value


def indicator_table(rendering: Rendering, views: Sequence[IndicatorView], kinds: Sequence[str]) -> Markup:
    """Raises InputFaults for a kind of column that there is not."""
    columns = list(_columns(rendering, kinds))
    rows = [_Row(view.value, view.growth) for view in views]
    cells = [[_cell(rendering, row, column) for column in columns] for row in rows]
    drawn = [index for index in range(len(columns)) if any(row[index] for row in cells)]
    filled = [(view, row) for view, row in zip(views, cells, strict=True) if any(row)]
    lead = [_header(name, rendering.language) for name in ("indicator", "unit")]
    lines = [
        _line([*lead, *(columns[index].header for index in drawn)]),
        _line(["---", ":-:", *(":-:" if columns[index].kind == "standing" else "--:" for index in drawn)]),
    ]
    for view, row in filled:
        lines.append(
            _line([_capital(view.short), _unit(rendering, view), *(row[index] or NO_FIGURE for index in drawn)])
        )
    kept = {view.indicator.key for view, _ in filled}
    _list_left_out(rendering, [view.indicator.key for view in views if view.indicator.key not in kept])
    return Markup("\n".join(lines))


def _columns(rendering: Rendering, kinds: Sequence[str]) -> Iterator[Column]:
    for kind in kinds:
        if kind not in COLUMNS:
            raise InputFaults([Fault(asked_at(), msg("a kind of column"), kind, nearest(kind, COLUMNS))])
        header = _header(kind, rendering.language)
        if kind == "plan":
            joint = "" if rendering.language == "zh" else " "
            yield Column(
                kind, Markup(f"{PeriodView(rendering.material.subject.period, rendering).next_year}{joint}{header}")
            )
            continue
        if kind != "growth@each":
            yield Column(kind, header)
            continue
        for area in rendering.material.subject.compare_with:
            own = rendering.catalogue.areas[area]
            name = own.relative("zh") if rendering.language == "zh" else f"{own.en} "
            yield Column(kind, Markup(f"{escaped(name)}{header}"), area)


def _header(name: str, language: Language) -> Markup:
    return Markup(_HEADERS[name][language])


def _line(cells: Sequence[Markup | str]) -> str:
    return f"| {' | '.join(cells)} |"


def _capital(name: Markup) -> Markup:
    """English rows begin with a capital letter; Chinese has none."""
    return Markup(f"{name[:1].upper()}{name[1:]}")


def _unit(rendering: Rendering, view: IndicatorView) -> Markup:
    unit = rendering.catalogue.units[view.indicator.unit]
    name = unit.zh if rendering.language == "zh" else unit.en
    return edition(name, "unit") if any(map(str.isdigit, name)) else escaped(name)


def _list_left_out(rendering: Rendering, dropped: Sequence[str]) -> None:
    if dropped:
        rendering.left_out.append(
            LeftOut(
                msg("{passage}: rows {dropped}", passage=rendering.passage, dropped=tuple(dropped)),
                (msg("no figure in the source"),),
            )
        )


def _cell(rendering: Rendering, row: _Row, column: Column) -> Markup | None:
    if column.kind in ("target", "plan", "standing"):
        return _target_cell(rendering, row, column.kind)
    key = _key(row, column)
    only_levels = column.kind in ("alone", "share") and key.measure is not Measure.LEVEL
    if only_levels or not rendering.facts.reported(key):
        return None
    fact = rendering.fact(key)
    return HOLE if fact is None else _number(rendering, fact)


def _key(row: _Row, column: Column) -> FactKey:
    if column.kind in ("growth", "growth@each"):
        key = row.growth.key
        return key.of(column.area) if column.area else key
    key = row.value.key
    return key if column.kind == "value" else key.by(column.kind)


def _number(rendering: Rendering, fact: Fact) -> Markup:
    printed = figure(numerals.in_table(fact.value, fact.decimals, rendering.language), fact)
    return Markup(printed + SAMPLE_MARK) if fact.sample else printed


def _target_cell(rendering: Rendering, row: _Row, kind: str) -> Markup | None:
    """An indicator's target is for its growth or for its own value: whichever the plan sets."""
    for own in (row.growth, row.value):
        value = own.next_year if kind == "plan" else own
        target = rendering.facts.target(value.key)
        if target is None:
            continue
        if kind in ("target", "plan"):
            fact = rendering.facts.fact(value.target.key)
            mark = SAMPLE_MARK if fact.sample else Markup("")
            return Markup(rendering.wording.goal_short(target, fact, value.key.measure is Measure.GROWTH) + mark)
        try:
            attained = attain(rendering.facts, value.key)
        except Missing:
            return None
        state = standing(attained, rendering.material.claims.house)
        return escaped(rendering.wording.standing_word(state))
    return None
