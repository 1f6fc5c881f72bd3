"""Native charts: what the chart keeps for display, what its workbook holds, and what a reader sees."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from charts.by_hand import EXTREME, chart, charts, progress
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from report.charts.describe import describe
from report.charts.model import Chart, NativeChart, Point
from report.charts.native.draw import draw
from report.charts.palette import EMPHASIS, INK, styles
from report.charts.words import printed
from report.errors import InputFaults

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
}
BARS = chart("bars", "zh", [["8.4", "2.1", None], ["3.4", "-42.0", "9.9"], ["5.0", "12.5", "-1.1"]])
LINE = chart("line", "en", [["-6.3", None, "4.8", "6.1", "24.5"], ["-8.2", "0.6", "3.1", "6.1", "25.7"]])
PROGRESS = progress("zh", [("24.5", "9"), ("-3.2", "10"), ("1.0", "1"), (None, "65"), ("189.7", None)])


def root_of(made: NativeChart) -> etree._Element:
    return etree.fromstring(made.chart)


def xpath(element: etree._Element, query: str) -> list[etree._Element]:
    return list(element.xpath(query, namespaces=NAMES))  # type: ignore[arg-type, call-overload]


def values(element: etree._Element, query: str) -> list[str]:
    return list(map(str, element.xpath(query, namespaces=NAMES)))  # type: ignore[union-attr, arg-type]


def sheet_of(made: NativeChart, *, formulas: bool = False) -> Worksheet:
    sheet = load_workbook(io.BytesIO(made.workbook), data_only=not formulas)["Sheet1"]
    assert isinstance(sheet, Worksheet)
    return sheet


def caches(root: etree._Element) -> Iterator[tuple[str, dict[int, str]]]:
    """Each reference into the workbook, and what the chart keeps of it."""
    for formula in xpath(root, "//c:f|//c15:f"):
        holder = formula.getparent()
        assert holder is not None
        points = xpath(holder, ".//c:pt")
        yield formula.text or "", {int(one.get("idx", "")): "".join(values(one, "c:v/text()")) for one in points}


def held(sheet: Worksheet, reference: str) -> dict[int, object]:
    """What the cells of a reference hold, blank ones left out."""
    name, _, place = reference.partition("!")
    assert name == "Sheet1"
    found = sheet[place.replace("$", "")]
    cells = [one for row in found for one in row] if isinstance(found, tuple) else [found]
    return {index: cell.value for index, cell in enumerate(cells) if cell.value not in (None, "")}


def same(cached: str, held: object) -> bool:
    return Decimal(cached) == Decimal(repr(held)) if isinstance(held, int | float) else cached == held


@pytest.mark.parametrize("made", EXTREME)
def test_what_a_chart_keeps_for_display_is_what_its_workbook_holds(made: Chart) -> None:
    native = draw(made)
    sheet = sheet_of(native)
    for reference, cached in caches(root_of(native)):
        cells = held(sheet, reference)
        kept = {index: text for index, text in cached.items() if text}
        assert cells.keys() == kept.keys(), reference
        assert all(same(text, cells[index]) for index, text in kept.items()), reference


@settings(max_examples=40, deadline=None)
@given(charts())
def test_every_figure_stands_in_the_workbook_as_published_and_every_gap_is_blank(made: Chart) -> None:
    sheet = sheet_of(draw(made))
    assert [sheet.cell(row, 1).value for row in range(2, len(made.categories) + 2)] == list(made.categories)
    for column, series in enumerate(made.series, 2):
        assert sheet.cell(1, column).value == series.name
        for row, point in enumerate(series.points, 2):
            found = sheet.cell(row, column).value
            assert found is None if point.fact is None else Decimal(repr(found)) == point.fact.value


def shown_by(code: str, value: Decimal) -> str:
    """A number as a format of these charts prints it."""
    found = re.fullmatch(r'(#,##)?0(?:\.(0+))?("%")?', code)
    assert found, code
    text = f"{value:{',' if found[1] else ''}.{len(found[2] or '')}f}"
    return text + ("%" if found[3] else "")


def in_order(root: etree._Element) -> list[etree._Element]:
    """Series as the workbook has them; a line is drawn over those that come before it."""
    return sorted(xpath(root, "//c:ser"), key=lambda one: int(values(one, "c:idx/@val")[0]))


def label_of(series: etree._Element, index: int, point: Point, name: str) -> str:
    """What a reader sees at a point: word for word, or through the format of its label or of its series."""
    own = xpath(series, f"c:dLbls/c:dLbl[c:idx/@val='{index}']")
    if own and xpath(own[0], "c:delete[@val='1']"):
        return ""
    if own and xpath(own[0], "c:tx"):
        return "".join(values(own[0], "c:tx//a:t/text()"))
    assert point.fact is not None
    code = values(own[0] if own else series, "(.//c:numFmt)[1]/@formatCode")[-1]
    text = shown_by(code, point.fact.value)
    return f"{name} {text}" if own and xpath(own[0], "c:showSerName[@val='1']") else text


@pytest.mark.parametrize("made", [one for one in EXTREME if one.shape == "bars"])
def test_every_bar_is_labelled_as_printed(made: Chart) -> None:
    for series, drawn in zip(made.series, xpath(root_of(draw(made)), "//c:ser"), strict=True):
        for index, point in enumerate(series.points):
            if point.fact:
                assert label_of(drawn, index, point, series.name) == point.label


@pytest.mark.parametrize("made", [one for one in EXTREME if one.shape == "line"])
def test_the_own_line_is_labelled_at_every_point_and_the_others_at_their_ends_with_their_names(made: Chart) -> None:
    last = len(made.categories) - 1
    lines = in_order(root_of(draw(made)))
    for series, style, drawn in zip(made.series, styles(made.series), lines, strict=True):
        for index, point in enumerate(series.points):
            if point.fact is None:
                continue
            wanted = f"{series.name} {point.label}" if index == last else point.label if style.bold else ""
            assert label_of(drawn, index, point, series.name) == wanted


@pytest.mark.parametrize("made", [one for one in EXTREME if one.shape == "progress"])
def test_progress_shows_result_target_and_status_as_printed_from_cells_and_word_for_word(made: Chart) -> None:
    root = root_of(draw(made))
    wanted = [[printed(point, made) for point in series.points] for series in made.series] + [list(made.statuses)]
    from_cells = [values(one, ".//c:v/text()") for one in xpath(root, "//c15:dlblRangeCache")]
    literal = [values(one, "c:dLbls/c:dLbl//a:t/text()") for one in xpath(root, "//c:ser[c:dLbls]")]
    assert from_cells == literal == wanted


def test_what_follows_from_result_and_target_is_a_formula_whose_kept_value_is_right() -> None:
    native = draw(PROGRESS)
    kept, formulas = sheet_of(native), sheet_of(native, formulas=True)
    assert (kept["E1"].value, formulas["E2"].value) == ("实际为目标的%", "=ROUND(B2/C2*100,9)")
    assert kept["E2"].value == pytest.approx(24.5 / 9 * 100, abs=1e-9)
    assert kept["E3"].value == -32
    assert [kept[f"E{row}"].value for row in (5, 6)] == [None, None]
    assert [kept[f"F{row}"].value for row in (2, 3, 4, 6)] == [100, -32, 100, 100]
    assert formulas["P2"].value == '=TEXT(B2,"0.0""%""")'


@settings(max_examples=60, deadline=None)
@given(charts())
def test_the_pieces_of_a_row_make_up_result_target_and_ground(made: Chart) -> None:
    if made.shape != "progress":
        return
    sheet = sheet_of(draw(made))
    for row in range(2, len(made.categories) + 2):
        reach, target = (float(sheet.cell(row, column).value or 0) for column in (6, 7))  # type: ignore[arg-type]
        up_to, gap, mark, beyond, rest = (float(sheet.cell(row, at).value or 0) for at in range(8, 13))  # type: ignore[arg-type]
        assert sum(max(0.0, one) for one in (up_to, gap, mark, beyond, rest)) == pytest.approx(106)
        if sheet.cell(row, 2).value is not None:
            drawn = up_to + beyond
            met = reach * target >= 0 and sheet.cell(row, 3).value is not None
            assert abs(drawn - reach) <= (abs(mark) + 1e-6 if met else 1e-6)
        if sheet.cell(row, 3).value is not None:
            met = up_to if reach * target >= 0 else 0.0
            assert met + gap + mark / 2 == pytest.approx(target, abs=max(abs(mark), 1e-6))


def test_formulas_give_what_is_kept_of_them_when_a_spreadsheet_works_them_out(
    convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    for number, made in enumerate(one for one in EXTREME if one.shape == "progress"):
        native = draw(made)
        book = load_workbook(io.BytesIO(native.workbook))
        path = tmp_path / f"progress{number}.xlsx"
        book.save(path)  # openpyxl keeps formulas without their values
        again = load_workbook(convert(path, "xlsx"), data_only=True)
        reckoned, kept = again["Sheet1"], sheet_of(native)
        for row in kept.iter_rows(min_row=2):
            for cell in row:
                other = reckoned[cell.coordinate].value
                if isinstance(cell.value, int | float):
                    assert other == pytest.approx(cell.value, abs=1e-6), cell.coordinate
                else:
                    assert (other or None) == (cell.value or None), cell.coordinate


def test_series_keep_their_order_their_colours_and_the_emphasis() -> None:
    root = root_of(draw(BARS))
    drawn = xpath(root, "//c:ser")
    assert [values(one, "c:tx//c:v/text()")[0] for one in drawn] == [series.name for series in BARS.series]
    for one, style in zip(drawn, styles(BARS.series), strict=True):
        fill = values(one, "c:spPr/a:solidFill/a:srgbClr/@val|c:spPr/a:pattFill/a:bgClr/a:srgbClr/@val")
        assert [f"#{color}" for color in fill] == [style.fill]
        assert values(one, "c:dLbls/c:txPr//a:srgbClr/@val") == [style.ink.removeprefix("#")]
        assert values(one, "c:dLbls/c:txPr//a:defRPr/@b") == [str(int(style.bold))]
    assert values(drawn[2], "c:spPr/a:pattFill/a:fgClr/a:srgbClr/@val") == ["FFFFFF"]
    assert values(root, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]


def test_lines_keep_colour_dash_and_marker() -> None:
    lines = in_order(root_of(draw(LINE)))
    assert [values(one, "c:spPr/a:ln//a:srgbClr/@val")[0] for one in lines] == [EMPHASIS.removeprefix("#"), "4C5761"]
    assert [values(one, "c:marker/c:symbol/@val")[0] for one in lines] == ["circle", "square"]


def test_the_own_line_is_drawn_over_the_others_and_stands_before_them_in_the_workbook() -> None:
    native = draw(LINE)
    drawn = xpath(root_of(native), "//c:ser")
    assert [values(one, "c:order/@val") for one in drawn] == [["0"], ["1"]]
    assert [values(one, "c:tx//c:v/text()")[0] for one in drawn] == ["Zhengzhou", "Gongyi"]
    assert [sheet_of(native)[cell].value for cell in ("B1", "C1")] == ["Gongyi", "Zhengzhou"]


def test_the_target_has_its_own_mark_in_the_legend_and_nothing_else_but_the_result_has() -> None:
    root = root_of(draw(PROGRESS))
    gone = set(values(root, "//c:legend/c:legendEntry[c:delete/@val='1']/c:idx/@val"))
    kept = [one for one in xpath(root, "//c:ser") if values(one, "c:idx/@val")[0] not in gone]
    shown = [(values(one, "c:tx//c:v/text()")[0], values(one, "c:spPr/a:solidFill//@val")[0]) for one in kept]
    assert shown == [("实际", EMPHASIS.removeprefix("#")), ("目标", INK.removeprefix("#"))]


@pytest.mark.parametrize("made", [BARS, LINE, PROGRESS])
def test_title_unit_and_source_stand_in_the_chart(made: Chart) -> None:
    titles = ["".join(values(one, ".//a:t/text()")) for one in xpath(root_of(draw(made)), "//c:title")]
    unit = {"zh": f"单位：{made.unit}", "en": f"Unit: {made.unit}"}[made.language]
    assert titles[0] == made.title
    assert sorted(titles[1:]) == sorted([unit, made.source] if made.unit else [made.source])


@pytest.mark.parametrize("made", EXTREME)
def test_it_is_described_as_its_picture_is(made: Chart) -> None:
    assert draw(made).alt == describe(made)


def test_a_gap_stays_a_gap_and_bears_the_mark_for_it() -> None:
    for made, mark in ((BARS, "—"), (LINE, "n/a")):
        native = draw(made)
        root = root_of(native)
        assert values(root, "//c:dispBlanksAs/@val") == ["gap"]
        own = in_order(root)[0]
        absent = next(index for index, point in enumerate(made.series[0].points) if point.fact is None)
        assert str(absent) not in values(own, "c:val//c:pt/@idx")
        assert values(own, "c:val//c:ptCount/@val") == [str(len(made.categories))]
        assert values(etree.fromstring(native.shapes), "//a:t/text()") == [mark]


def test_a_line_that_does_not_reach_the_last_period_is_named_with_the_mark() -> None:
    native = draw(chart("line", "zh", [["1.0", "2.0", "3.0"], ["4.0", "5.0", None]]))
    assert values(etree.fromstring(native.shapes), "//a:t/text()") == ["郑州市 —"]


def test_a_chart_without_gaps_has_nothing_drawn_over_it() -> None:
    native = draw(chart("bars", "zh", [["1.0", "2.0"]]))
    assert not native.shapes
    assert not xpath(root_of(native), "//c:userShapes")


def test_a_bar_begins_at_zero_and_its_scale_grows_with_the_data() -> None:
    positive = root_of(draw(chart("bars", "zh", [["98.1", "98.7"]])))
    negative = root_of(draw(chart("bars", "zh", [["-98.1", "-98.7"]])))
    assert (values(positive, "//c:valAx//c:min/@val"), values(positive, "//c:valAx//c:max/@val")) == (["0"], [])
    assert (values(negative, "//c:valAx//c:min/@val"), values(negative, "//c:valAx//c:max/@val")) == ([], ["0"])


@pytest.mark.parametrize("made", EXTREME)
def test_ids_of_axes_are_unsigned_and_each_meets_the_other(made: Chart) -> None:
    root = root_of(draw(made))
    ids = values(root, "//c:catAx/c:axId/@val|//c:valAx/c:axId/@val")
    assert len(set(ids)) == 2
    assert all(id.isdigit() and int(id) < 2**32 for id in ids)
    assert sorted(values(root, "//c:crossAx/@val")) == sorted(ids)


@pytest.mark.parametrize(("language", "spoken"), [("zh", "zh-CN"), ("en", "en-US")])
def test_every_text_names_both_typefaces_and_its_language(language: str, spoken: str) -> None:
    made = chart("line", language, [["1.0", None, "3.0"]])  # type: ignore[arg-type]
    native = draw(made)
    for root in (root_of(native), etree.fromstring(native.shapes)):
        for look in xpath(root, "//a:rPr|//a:defRPr"):
            assert values(look, "a:latin/@typeface") == ["Arial"]
            assert values(look, "a:ea/@typeface") == ["黑体"]
            assert look.get("lang") == spoken


def test_the_same_chart_gives_the_same_bytes_and_nothing_of_the_moment() -> None:
    first, second = draw(PROGRESS), draw(PROGRESS)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first.workbook)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {0}
        assert not [name for name in archive.namelist() if name.startswith("docProps")]


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    risky = replace(chart("bars", "zh", [["1.0"]]), categories=("=1+1",))
    assert sheet_of(draw(risky), formulas=True)["A2"].data_type == "s"


def test_a_chart_whose_parts_do_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="do not match its 1 categories"):
        draw(Chart("x", "progress", "zh", "", "", "", ("一",), PROGRESS.series))


PROGRAM = """
import sys
from charts.by_hand import EXTREME
from report.charts.artist import artist
from report import pipeline
draw = artist("editable")
for made in EXTREME:
    draw(made)
print(sorted(name for name in sys.modules if name.partition(".")[0] == "matplotlib"))
"""


def test_no_drawing_program_is_loaded_for_native_charts_alone() -> None:
    path = [name for name in sys.path if name]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{PROGRAM}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_character_that_no_document_can_hold_is_a_fault() -> None:
    with pytest.raises(InputFaults, match=r"U\+0007"):
        draw(replace(BARS, source="来源\x07"))


def test_signs_of_xml_in_texts_come_out_as_themselves() -> None:
    signs = "R&D <\"x\"> 'y'"
    native = draw(replace(chart("bars", "en", [["1.0", None]]), title=signs, categories=(signs, "b")))
    assert values(root_of(native), "//c:cat//c:pt[@idx='0']/c:v/text()") == [signs]
    assert values(root_of(native), "/c:chartSpace/c:chart/c:title//a:t/text()") == [signs]
    assert sheet_of(native)["A2"].value == signs


@pytest.mark.parametrize("made", EXTREME)
def test_its_workbook_passes_the_validator(made: Chart, tmp_path: Path, validate: Callable[[Path], None]) -> None:
    path = tmp_path / "chart.xlsx"
    path.write_bytes(draw(made).workbook)
    validate(path)
