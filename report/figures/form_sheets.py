"""The three sheets of a form: main indicators, targets, history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from report.catalogue import Catalogue, Indicator, Measure
from report.figures import form_look as look
from report.figures.form_model import NOT_PUBLISHED, Entry, Foot, Form, Row, Series, TargetLine
from report.figures.model import Bound, FigureKey
from report.periods import Period

SAMPLE_NOTE = "带*的为样例数据（虚构），非统计部门发布。"
_NONE_NOTE = f"“{NOT_PUBLISHED}”表示未公布或不适用。"
_MEASURES = {
    Measure.LEVEL: "累计",
    Measure.GROWTH: "同比增长",
    Measure.SHARE: "比重",
    Measure.RATIO: "强度",
    Measure.COUNT: "数量",
    Measure.RANK: "位次",
}
_TARGET_MEASURES = {**_MEASURES, Measure.LEVEL: "水平", Measure.GROWTH: "增速"}
_BOUNDS: dict[Bound, str] = {
    "about": "左右",
    "at_least": "不低于",
    "above": "以上",
    "held_at": "保持在",
    "count": "新增",
}
_THEMES = {"scale": "规模", "quality": "质量效益", "innovation": "创新"}
_SPANS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: ""}


def spoken(period: Period) -> str:
    """A cumulative period as headers have it: 2021年一季度, 2020年, 2021年1—2月."""
    return f"{period.year}年{_SPANS.get(period.last, f'1—{period.last}月')}"


def write_main(workbook: Workbook, form: Form, catalogue: Catalogue) -> None:
    """The main indicators: areas across, each with 累计 and 同比增长%."""
    sheet = _sheet(workbook, "主要指标")
    areas = (form.area, *form.compare_with)
    columns = 2 + 2 * len(areas)
    indicators = [catalogue.indicators[row.indicator] for row in form.rows]
    look.set_widths(sheet, [_label_width(indicators) + 6, 10, *[12] * (columns - 2)])
    look.set_title(sheet, f"{catalogue.areas[form.area].zh}{spoken(form.period)}主要经济指标", columns)
    look.set_units(sheet, _units([*(indicator.unit for indicator in indicators), "%"]), columns)
    starred = _wholly_sample(_column(form, form.area, catalogue))
    _main_header(sheet, [catalogue.areas[area].zh + "*" * (starred and area == form.area) for area in areas])
    for line, row in enumerate(form.rows, 5):
        _main_row(sheet, line, row, form, starred, catalogue)
    found = [entry for area in areas for entry in _column(form, area, catalogue)]
    _foot(sheet, 5 + len(form.rows), form.main_foot, found, columns)
    look.set_page(sheet, 4, "C5")


def _column(form: Form, area: str, catalogue: Catalogue) -> Iterator[Entry | None]:
    """The cells of one area in the main sheet."""
    for row in form.rows:
        for measure in (catalogue.indicators[row.indicator].measure, Measure.GROWTH):
            yield _entry(form, FigureKey(row.indicator, measure, area, form.period), row)


def _entry(form: Form, key: FigureKey, row: Row) -> Entry | None:
    """What the cell holds; None where it is to be filled in."""
    if key.measure not in row.measures:
        return Entry(None, mark=NOT_PUBLISHED)
    return form.entries.get(key)


def _main_header(sheet: Worksheet, areas: Sequence[str]) -> None:
    look.set_header(sheet, 3, 1, "指标", rows=2)
    look.set_header(sheet, 3, 2, "单位", rows=2)
    for column, area in enumerate(areas):
        look.set_header(sheet, 3, 3 + 2 * column, area, columns=2)
        look.set_header(sheet, 4, 3 + 2 * column, "累计")
        look.set_header(sheet, 4, 4 + 2 * column, "同比增长%")


def _main_row(sheet: Worksheet, line: int, row: Row, form: Form, starred: bool, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators[row.indicator]
    first_part = row.of_which and not form.rows[form.rows.index(row) - 1].of_which
    look.set_label(sheet, line, 1, "其中：" * first_part + indicator.zh, indent=_indent(row, first_part))
    look.set_label(sheet, line, 2, indicator.unit, centred=True)
    column = 3
    for area in (form.area, *form.compare_with):
        marked = starred and area == form.area
        for measure in (indicator.measure, Measure.GROWTH):
            entry = _entry(form, FigureKey(indicator.key, measure, area, form.period), row)
            _set_entry(sheet, line, column, entry, indicator.decimals_of(measure), starred=marked)
            column += 1


def _indent(row: Row, first_part: bool) -> int:
    """Parts stand under the first part's name, which follows its 其中：."""
    if not row.of_which:
        return 0
    return 2 if first_part else 5


def write_targets(workbook: Workbook, form: Form, year: int, catalogue: Catalogue) -> None:
    """One year's targets, grouped by theme."""
    sheet = _sheet(workbook, f"{year}年目标")
    lines = [target for target in form.targets if target.year == year]
    indicators = [catalogue.indicators[target.indicator] for target in lines]
    look.set_widths(sheet, [14, _label_width(indicators) + 2, 12, 12, 12, 12])
    look.set_title(sheet, f"{catalogue.areas[form.area].zh}{year}年工业经济主要目标", 6)
    look.set_units(sheet, _units(_unit_of_each(lines, indicators)), 6)
    for column, word in enumerate(("主题", "指标", "口径", "表述", "目标值", "单位"), 1):
        look.set_header(sheet, 3, column, word)
    for line, target in enumerate(lines, 4):
        _target_row(sheet, line, target, catalogue.indicators[target.indicator])
    found = [Entry(target.value, target.sample) for target in lines]
    _foot(sheet, 4 + len(lines), form.targets_foot, found, 6)
    look.set_page(sheet, 3, "A4")


def _target_row(sheet: Worksheet, line: int, target: TargetLine, indicator: Indicator) -> None:
    look.set_label(sheet, line, 1, _THEMES[target.theme], centred=True)
    look.set_label(sheet, line, 2, indicator.zh)
    look.set_label(sheet, line, 3, _TARGET_MEASURES[target.measure], centred=True)
    look.set_label(sheet, line, 4, _BOUNDS[target.bound], centred=True)
    # A target is a round number: it is shown with the decimals that it has.
    decimals = max(0, -_exponent(target.value)) if target.value is not None else 0
    _set_entry(sheet, line, 5, Entry(target.value, target.sample), decimals)
    look.set_label(sheet, line, 6, indicator.unit_of(target.measure), centred=True)


def _exponent(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent)


def write_history(workbook: Workbook, form: Form, catalogue: Catalogue) -> None:
    """The history: periods across, oldest first."""
    sheet = _sheet(workbook, "历史数据")
    columns = 4 + len(form.periods)
    indicators = [catalogue.indicators[series.indicator] for series in form.history]
    look.set_widths(sheet, [_label_width(indicators) + 2, 12, 12, 10, *[15] * len(form.periods)])
    look.set_title(sheet, f"{catalogue.areas[form.area].zh}主要经济指标历史数据", columns)
    look.set_units(sheet, _units(_unit_of_each(form.history, indicators)), columns)
    for column, word in enumerate(("指标", "地区", "口径", "单位", *map(spoken, form.periods)), 1):
        look.set_header(sheet, 3, column, word)
    for line, series in enumerate(form.history, 4):
        _history_row(sheet, line, series, form, catalogue)
    found = [entry for series in form.history for entry in _line(form, series)]
    _foot(sheet, 4 + len(form.history), form.history_foot, found, columns)
    look.set_page(sheet, 3, "E4")


def _history_row(sheet: Worksheet, line: int, series: Series, form: Form, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators[series.indicator]
    starred = series.area == form.area and _wholly_sample(_line(form, series))
    look.set_label(sheet, line, 1, indicator.zh)
    look.set_label(sheet, line, 2, catalogue.areas[series.area].zh + "*" * starred, centred=True)
    look.set_label(sheet, line, 3, _MEASURES[series.measure], centred=True)
    look.set_label(sheet, line, 4, indicator.unit_of(series.measure), centred=True)
    for column, period in enumerate(form.periods, 5):
        entry = form.entries.get(_key(series, period))
        _set_entry(sheet, line, column, entry, indicator.decimals_of(series.measure), starred=starred)


def _key(series: Series, period: Period) -> FigureKey:
    return FigureKey(series.indicator, series.measure, series.area, period)


def _line(form: Form, series: Series) -> Iterator[Entry | None]:
    return (form.entries.get(_key(series, period)) for period in form.periods)


def _wholly_sample(entries: Iterable[Entry | None]) -> bool:
    """Whether the area's own column or line is invented throughout: then its head is marked, not its cells.

    Where a cell is still to be filled in it is not: the mark would fall on the office's own figure.
    """
    cells = list(entries)
    values = [entry for entry in cells if entry and entry.value is not None]
    return None not in cells and bool(values) and all(entry.sample for entry in values)


def _set_entry(
    sheet: Worksheet, row: int, column: int, entry: Entry | None, decimals: int, *, starred: bool = False
) -> None:
    """An entry in its cell; a sample is marked in its number format unless its column or line is."""
    number_format = f"0.{'0' * decimals}" if decimals else "0"
    if entry and entry.sample and not starred:
        number_format += '"*"'
    look.set_value(sheet, row, column, _content(entry), number_format)


def _content(entry: Entry | None) -> Decimal | str | None:
    if entry is None:
        return None
    return entry.mark or None if entry.value is None else entry.value


def _unit_of_each(lines: Sequence[Series | TargetLine], indicators: Sequence[Indicator]) -> Iterator[str]:
    return (indicator.unit_of(line.measure) for indicator, line in zip(indicators, lines, strict=True))


def _units(units: Iterable[str]) -> str:
    """The unit row: each unit once, percent last."""
    return f"单位：{'、'.join(sorted(dict.fromkeys(units), key=lambda unit: unit == '%'))}"


def _label_width(indicators: Sequence[Indicator]) -> int:
    return max(look.width_of(indicator.zh) for indicator in indicators)


def _foot(sheet: Worksheet, row: int, foot: Foot, entries: Sequence[Entry | None], columns: int) -> None:
    said = list(foot.notes)
    if any(entry and entry.mark for entry in entries):
        said.insert(0, _NONE_NOTE)
    if any(entry and entry.sample for entry in entries):
        said.insert(0, SAMPLE_NOTE)
    numbered = "\n".join(f"{'注：' if number == 1 else '　　'}{number}.{note}" for number, note in enumerate(said, 1))
    source = f"数据来源：{foot.source}" if foot.source else ""
    look.set_notes(sheet, row, filter(None, (numbered, source)), columns)


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet = workbook.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet
