"""A form is what an office fills in: what is written into it is read back, and what is left out is found missing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from report import catalogue
from report.catalogue import Measure
from report.figures.form import write_form
from report.figures.form_model import NOT_PUBLISHED, Entry, Foot, Form, Row, Series, TargetLine
from report.figures.form_next import Asked, next_form
from report.figures.load import load
from report.figures.model import FigureKey, Figures
from report.figures.reading import Reading
from report.periods import parse_key

ROOT = Path(__file__).parents[2]
CATALOGUE = catalogue.load(ROOT / "inputs" / "catalogue.toml")
AREAS = ("gongyi", "henan", "zhengzhou", "china")
Q1 = parse_key("2021Q1")
BEFORE = tuple(parse_key(key) for key in ("2020Q1", "2020Q2", "2020Q3", "2020"))
LEVEL, GROWTH, SHARE = Measure.LEVEL, Measure.GROWTH, Measure.SHARE


def read_back(form: Form, folder: Path) -> Figures:
    path = folder / "figures.xlsx"
    path.write_bytes(write_form(form, CATALOGUE))
    return load([path], CATALOGUE, Reading(form.area, form.period))


def a_form(**changes: object) -> Form:
    rows = (Row("gdp", (LEVEL, GROWTH)), Row("secondary", (LEVEL, GROWTH), of_which=True), Row("tax_share", (SHARE,)))
    form = Form("gongyi", Q1, ("henan", "zhengzhou"), rows, date(2021, 4, 20))
    return replace(form, **changes)  # type: ignore[arg-type]


def key(text: str) -> FigureKey:
    return FigureKey.parse(text)


def head(form: Form) -> str:
    """What stands above the area's own columns in the main sheet."""
    return str(openpyxl.load_workbook(io.BytesIO(write_form(form, CATALOGUE)))["主要指标"]["C3"].value)


def published(indicator: str) -> tuple[Measure, ...]:
    """The measures that an office publishes of an indicator: a share has no growth."""
    measure = CATALOGUE.indicators[indicator].measure
    return (measure,) if measure in (SHARE, Measure.RATIO) else (measure, GROWTH)


def words(workbook: bytes) -> str:
    """All the words in a workbook, in the order of its cells."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.rows for cell in row if cell.value)


@st.composite
def values(draw: st.DrawFn, indicator: str, measure: Measure) -> Decimal:
    """A value as an office publishes it: with the catalogue's decimals, and such as the measure can have."""
    entry = CATALOGUE.indicators[indicator]
    lowest, highest = {GROWTH: (-99, 900), SHARE: (0, 100), Measure.RATIO: (0, 20)}.get(measure, (0, 9_999_999))
    places = entry.decimals_of(measure)
    whole = draw(st.integers(lowest * 10**places, highest * 10**places))
    return Decimal(whole).scaleb(-places)


@st.composite
def cells(draw: st.DrawFn, indicator: str, measure: Measure) -> Entry | None:
    kind = draw(st.sampled_from(["value", "value", "sample", "mark", "blank"]))
    if kind == "blank":
        return None
    if kind == "mark":
        return Entry(None, mark=NOT_PUBLISHED)
    return Entry(draw(values(indicator, measure)), sample=kind == "sample")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    names = draw(st.lists(st.sampled_from(sorted(CATALOGUE.indicators)), min_size=1, max_size=5, unique=True))
    others = tuple(draw(st.lists(st.sampled_from(AREAS[1:]), max_size=3, unique=True)))
    areas = ("gongyi", *others)
    slots = [(name, measure) for name in names for measure in published(name)]
    history = tuple(Series(name, measure, area) for name, measure in slots for area in areas if draw(st.booleans()))
    wanted = [FigureKey(name, measure, area, Q1) for name, measure in slots for area in areas]
    wanted += [FigureKey(line.indicator, line.measure, line.area, period) for line in history for period in BEFORE]
    found = {key: draw(cells(key.indicator, key.measure)) for key in wanted}
    rows = tuple(Row(name, published(name)) for name in names)
    entries = {key: entry for key, entry in found.items() if entry}
    return a_form(compare_with=others, rows=rows, entries=entries, history=history, periods=BEFORE)


@settings(max_examples=40, deadline=None)
@given(forms())
def test_every_value_written_into_a_form_is_read_back_and_nothing_else(form: Form) -> None:
    with TemporaryDirectory() as folder:
        figures = read_back(form, Path(folder))
    read = {key: (figure.value, figure.sample) for key, figure in figures.figures.items()}
    assert read == {key: (e.value, e.sample) for key, e in form.entries.items() if e.value is not None}


@settings(max_examples=40, deadline=None)
@given(forms())
def test_every_cell_without_a_value_is_an_absence(form: Form) -> None:
    with TemporaryDirectory() as folder:
        figures = read_back(form, Path(folder))
    measures = {row.indicator: row.measures for row in form.rows}
    main = {
        FigureKey(name, measure, area, Q1)
        for name in measures
        for measure in measures[name]
        for area in (form.area, *form.compare_with)
    }
    history = {FigureKey(s.indicator, s.measure, s.area, period) for s in form.history for period in form.periods}
    valued = {key for key, entry in form.entries.items() if entry.value is not None}
    assert {key for key in figures.absent if key.measure in published(key.indicator)} == (main | history) - valued


def test_a_blank_form_names_the_cell_of_each_figure_that_is_to_be_filled_in(tmp_path: Path) -> None:
    absent = read_back(a_form(), tmp_path).absent
    assert {str(name): absent[name].place.cell for name in absent if "gdp" in str(name)} == {
        "gdp.level@gongyi/2021Q1": "C5",
        "gdp.growth@gongyi/2021Q1": "D5",
        "gdp.level@henan/2021Q1": "E5",
        "gdp.growth@henan/2021Q1": "F5",
        "gdp.level@zhengzhou/2021Q1": "G5",
        "gdp.growth@zhengzhou/2021Q1": "H5",
    }
    assert {absence.place.sheet for absence in absent.values()} == {"主要指标"}


def test_targets_are_read_back_with_bound_theme_and_mark(tmp_path: Path) -> None:
    lines = (
        TargetLine("iva", GROWTH, 2021, "about", "scale", Decimal("9")),
        TargetLine("industry_share", SHARE, 2021, "held_at", "scale", Decimal("54")),
        TargetLine("revenue_per_mu", GROWTH, 2021, "above", "quality", Decimal("10")),
        TargetLine("rd_platforms", Measure.COUNT, 2021, "count", "innovation", Decimal("6")),
        TargetLine("rd_ratio", Measure.RATIO, 2021, "at_least", "innovation", Decimal("2.1"), sample=True),
    )
    targets = read_back(a_form(targets=lines), tmp_path).targets
    read = [TargetLine(t.indicator, t.measure, t.year, t.bound, t.theme, t.value, t.sample) for t in targets]
    assert read == list(lines)


def test_a_sheet_explains_its_sample_mark_only_where_it_has_one(tmp_path: Path) -> None:
    invented = {key("gdp.growth@henan/2021Q1"): Entry(Decimal("15.4"), sample=True)}
    assert "样例数据（虚构）" in words(write_form(a_form(entries=invented), CATALOGUE))
    published = {key("gdp.growth@henan/2021Q1"): Entry(Decimal("15.4"))}
    assert "样例" not in words(write_form(a_form(entries=published), CATALOGUE))


def test_a_column_is_marked_at_its_head_only_when_it_is_full_and_invented_throughout() -> None:
    entries = {
        key("gdp.level@gongyi/2021Q1"): Entry(Decimal("196.4"), sample=True),
        key("gdp.growth@henan/2021Q1"): Entry(Decimal("15.4"), sample=True),
    }
    form = a_form(rows=(Row("gdp", (LEVEL,)), Row("primary", (GROWTH,))), entries=entries)
    whole = {**entries, key("primary.growth@gongyi/2021Q1"): Entry(Decimal("6.2"), sample=True)}
    assert (head(form), head(replace(form, entries=whole))) == ("巩义市", "巩义市*")


def test_a_cell_invented_by_itself_is_marked_in_its_number_format() -> None:
    entries = {key("gdp.growth@henan/2021Q1"): Entry(Decimal("15.4"), sample=True)}
    sheet = openpyxl.load_workbook(io.BytesIO(write_form(a_form(entries=entries), CATALOGUE)))["主要指标"]
    assert (sheet["E3"].value, sheet["F5"].number_format) == ("河南省", '0.0"*"')


def test_notes_and_source_stand_under_the_table() -> None:
    foot = Foot(("全国为初步核算数。",), "国家统计局。")
    text = words(write_form(a_form(main_foot=foot), CATALOGUE))
    assert (
        text.index("工业税收占税收总额比重") < text.index("全国为初步核算数。") < text.index("数据来源：国家统计局。")
    )


def test_the_first_part_of_a_whole_is_introduced_and_the_next_stands_below_it() -> None:
    parts = (Row("gdp", (LEVEL,)), Row("primary", (LEVEL,), of_which=True), Row("secondary", (LEVEL,), of_which=True))
    sheet = openpyxl.load_workbook(io.BytesIO(write_form(a_form(rows=parts), CATALOGUE)))["主要指标"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["地区生产总值", "其中：第一产业增加值", "第二产业增加值"]
    assert 0 == sheet["A5"].alignment.indent < sheet["A6"].alignment.indent < sheet["A7"].alignment.indent


def test_each_sheet_prints_across_on_a4_with_its_header_always_in_sight() -> None:
    targets = (TargetLine("iva", GROWTH, 2021, "about", "scale", Decimal("9")),)
    form = a_form(targets=targets, history=(Series("gdp", LEVEL, "gongyi"),), periods=BEFORE)
    workbook = openpyxl.load_workbook(io.BytesIO(write_form(form, CATALOGUE)))
    seen = [(s.title, s.freeze_panes, s.page_setup.orientation, s.print_title_rows) for s in workbook.worksheets]
    assert seen == [
        ("主要指标", "C5", "landscape", "$1:$4"),
        ("2021年目标", "A4", "landscape", "$1:$3"),
        ("历史数据", "E4", "landscape", "$1:$3"),
    ]


MAKER = """
import sys
from datetime import date
from pathlib import Path
from report import catalogue
from report.catalogue import Measure
from report.figures.form import write_form
from report.figures.form_model import Form, Row
from report.periods import parse_key
rows = (Row("gdp", (Measure.LEVEL, Measure.GROWTH)), Row("tax_share", (Measure.SHARE,)))
form = Form("gongyi", parse_key("2021Q1"), ("henan", "zhengzhou"), rows, date(2021, 4, 20))
sys.stdout.buffer.write(write_form(form, catalogue.load(Path("inputs/catalogue.toml"))))
"""


def test_the_same_form_gives_the_same_bytes_in_other_processes_and_time_zones() -> None:
    made = set()
    for zone, seed in (("Asia/Shanghai", "1"), ("America/New_York", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", MAKER]
        made.add(subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout)
    assert len(made) == 1


def test_a_form_carries_its_own_date_and_no_other() -> None:
    with zipfile.ZipFile(io.BytesIO(write_form(a_form(), CATALOGUE))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2021, 4, 20, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2021-04-20T00:00:00Z") == 2


def last_edition(folder: Path) -> Figures:
    entries = {
        key("gdp.level@gongyi/2021Q1"): Entry(Decimal("196.4"), sample=True),
        key("gdp.growth@gongyi/2021Q1"): Entry(Decimal("17.6"), sample=True),
        key("gdp.level@henan/2021Q1"): Entry(None, mark=NOT_PUBLISHED),
        key("gdp.growth@henan/2021Q1"): Entry(Decimal("15.4"), sample=True),
        key("gdp.growth@zhengzhou/2021Q1"): Entry(Decimal("18.4")),
        key("gdp.growth@zhengzhou/2020"): Entry(Decimal("3.0")),
        key("gdp.growth@zhengzhou/2020Q3"): Entry(None, mark=NOT_PUBLISHED),
    }
    targets = (TargetLine("iva", GROWTH, 2021, "about", "scale", Decimal("9")),)
    history = (Series("gdp", GROWTH, "zhengzhou"),)
    return read_back(a_form(entries=entries, targets=targets, history=history, periods=BEFORE), folder)


def the_next(last: Figures, period: str) -> Form:
    asked = Asked("gongyi", parse_key(period), ("henan", "zhengzhou"))
    return next_form(last, Q1, asked, date(2021, 7, 1), CATALOGUE)


def test_the_next_form_asks_for_the_same_lines_in_the_same_order(tmp_path: Path) -> None:
    assert the_next(last_edition(tmp_path), "2021Q2").rows == a_form().rows


def test_the_next_form_leaves_the_new_period_empty_but_for_what_nobody_publishes(tmp_path: Path) -> None:
    form = the_next(last_edition(tmp_path), "2021Q2")
    new = {str(key): entry for key, entry in form.entries.items() if key.period == form.period}
    assert new == {"gdp.level@henan/2021Q2": Entry(None, mark=NOT_PUBLISHED)}


def test_the_next_form_fills_in_the_history_with_its_sample_marks(tmp_path: Path) -> None:
    form = the_next(last_edition(tmp_path), "2021Q2")
    assert [str(period) for period in form.periods] == ["2020Q1", "2020Q2", "2020Q3", "2020Q4", "2021Q1"]
    known = {str(key): entry for key, entry in form.entries.items() if key.period != form.period}
    assert known == {
        "gdp.level@gongyi/2021Q1": Entry(Decimal("196.4"), sample=True),
        "gdp.growth@gongyi/2021Q1": Entry(Decimal("17.6"), sample=True),
        "gdp.growth@henan/2021Q1": Entry(Decimal("15.4"), sample=True),
        "gdp.growth@zhengzhou/2021Q1": Entry(Decimal("18.4")),
        "gdp.growth@zhengzhou/2020Q4": Entry(Decimal("3.0")),
        "gdp.growth@zhengzhou/2020Q3": Entry(None, mark=NOT_PUBLISHED),
    }


def test_targets_hold_for_their_year_and_are_asked_for_anew_in_the_next(tmp_path: Path) -> None:
    last = last_edition(tmp_path)
    assert [(t.year, t.value) for t in the_next(last, "2021Q2").targets] == [(2021, Decimal("9"))]
    assert [(t.year, t.value) for t in the_next(last, "2022Q1").targets] == [(2022, None)]


def test_a_form_made_from_a_form_loads_again_and_says_what_is_missing(tmp_path: Path) -> None:
    form = the_next(last_edition(tmp_path), "2021Q2")
    figures = read_back(form, tmp_path)
    assert figures.figures.keys() == {key for key, entry in form.entries.items() if entry.value is not None}
    assert figures.absent[key("gdp.level@gongyi/2021Q2")].place.cell == "C5"
    assert figures.cautions == ()
