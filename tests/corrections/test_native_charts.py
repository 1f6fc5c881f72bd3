"""What a correction does to native charts: new data where they are as generated, a word to a person where not."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import hand_made
import pytest
from corrections.test_revise import CORRECTED, TELLERS, Briefing, Desk, kinds, remove
from lxml import etree
from openpyxl import load_workbook

from report.catalogue import Language
from report.charts.model import Chart
from report.charts.native.draw import draw
from report.corrections.revise import Ours
from report.orders import open_house
from report.word.chart_data import series_of, titles
from report.word.native import Native, is_as_generated, natives
from report.word.ooxml import NAMESPACES, C, W, qualified
from report.word.opened import open_document
from report.word.record import record_of
from report.word.write import write

A = f"{{{NAMESPACES['a']}}}"
Q1 = "@gongyi/2021Q1"


@dataclasses.dataclass(frozen=True)
class Editable(Briefing):
    """A briefing with native charts."""

    def document(self, language: Language) -> bytes:
        one = self.prepared(language)
        drawn = {chart.id: draw(chart) for chart in one.charts}
        record = record_of(one.narrative, one.heading, [(chart, drawn[chart.id]) for chart in one.charts])
        return write(one.narrative, drawn, record, one.properties, self.house.templates / "style.docx")

    def ours(self, language: Language) -> Ours:
        one = self.prepared(language)
        heading = dataclasses.replace(one.heading, making="correction")
        return Ours(one.narrative, one.charts, heading, draw, TELLERS[language])

    def corrected(self, values: Mapping[str, str | None] = CORRECTED, **words: object) -> Editable:
        made = self.having(values, **words)
        return Editable(made.house, made.made, made.figures)


@pytest.fixture(scope="module")
def sample() -> Editable:
    house = open_house(hand_made.INPUTS, hand_made.TEMPLATES, Path("outputs"))
    return Editable(house, *hand_made.shipped("gongyi-2021Q1"))


@pytest.fixture
def desk(sample: Editable, tmp_path: Path) -> Desk:
    return Desk.with_document(tmp_path, sample.document("zh"))


def native(desk: Desk, number: int = 0) -> Native:
    return list(natives(desk.opened))[number]


def root(desk: Desk, number: int = 0) -> etree._Element:
    return desk.opened.root(native(desk, number).part)


def drawing(prepared: Editable, id: str) -> Chart:
    return next(chart for chart in prepared.prepared("zh").charts if chart.id == id)


def workbook(desk: Desk, number: int = 0) -> bytes:
    part = next(one.target for one in desk.opened.relations(native(desk, number).part) if one.type.endswith("/package"))
    return desk.opened.parts[part]


def alt(desk: Desk, number: int = 0) -> str:
    around = native(desk, number).around
    assert around is not None
    properties = around.find(qualified("wp:docPr"))
    assert properties is not None
    return properties.get("descr", "")


def point(desk: Desk, number: int, value: str) -> etree._Element:
    return next(one for one in root(desk, number).iter(f"{C}v") if one.text == value)


def test_a_chart_that_is_as_generated_gets_the_corrected_data_in_cache_workbook_and_description(
    desk: Desk, sample: Editable, validate: Callable[[Path], None]
) -> None:
    ours = sample.corrected()
    carried = desk.revise(ours.ours("zh"))
    validate(desk.path)
    assert carried.redrawn == ("growth", "trend", "progress")
    assert not carried.attention
    assert series_of(root(desk))[0].values["0"] == "30.2"
    assert load_workbook(io.BytesIO(workbook(desk)), data_only=True)["Sheet1"]["B2"].value == 30.2
    assert "巩义市30.2%" in alt(desk)
    for at, id in enumerate(carried.redrawn):
        made = draw(drawing(ours, id))
        assert series_of(root(desk, at)) == series_of(etree.fromstring(made.chart))
        assert workbook(desk, at) == made.workbook
        assert alt(desk, at) == made.alt
    for chart, one in zip(carried.record.charts, natives(desk.opened), strict=True):
        assert chart.native is not None
        assert is_as_generated(desk.opened, one, chart.native)
    assert any("图已按更正后的数据重绘" in one and "原为“31.2”" in one for one in desk.comments())


def test_labels_of_progress_follow_word_for_word_and_in_their_cells(desk: Desk, sample: Editable) -> None:
    desk.revise(sample.corrected().ours("zh"))
    carrier = next(one for one in root(desk, 2).iter(f"{C}ser") if one.find(f"{C}dLbls/{C}dLbl") is not None)
    literal = [text.text for text in carrier.iter(f"{A}t")]
    assert literal[0] == "30.2%"
    assert next(one for one in series_of(root(desk, 2)) if one.labels).labels["0"] == "30.2%"


def test_what_an_editor_made_of_its_looks_stays(desk: Desk, sample: Editable) -> None:
    made = native(desk)
    assert made.around is not None
    extent = made.around.find(qualified("wp:extent"))
    assert extent is not None
    extent.set("cx", "3600000")
    chart = root(desk)
    next(chart.iter(f"{A}t")).text = "我的题目"
    fill = next(one for one in next(chart.iter(f"{C}ser")).iter(f"{A}srgbClr"))
    fill.set("val", "0070C0")
    parent = next(chart.iter(f"{C}legend")).getparent()
    assert parent is not None
    parent.remove(next(chart.iter(f"{C}legend")))
    desk.revise(sample.corrected().ours("zh"))
    chart = root(desk)
    assert series_of(chart)[0].values["0"] == "30.2"
    assert titles(chart)[0] == "我的题目"
    assert next(next(chart.iter(f"{C}ser")).iter(f"{A}srgbClr")).get("val") == "0070C0"
    assert next(chart.iter(f"{C}legend"), None) is None
    around = native(desk).around
    again = around.find(qualified("wp:extent")) if around is not None else None
    assert again is not None and again.get("cx") == "3600000"


def test_a_title_and_a_source_that_stand_as_generated_are_renewed(desk: Desk, sample: Editable) -> None:
    words = {"zh": sample.made.words["zh"].model_copy(update={"source": "新来源"})}
    carried = desk.revise(sample.corrected({}, words=words).ours("zh"))
    assert carried.redrawn == ("growth", "trend", "progress")
    assert "数据来源：新来源" in titles(root(desk))
    assert "数据来源：样例工作簿" not in "".join(titles(root(desk)))


def test_data_edited_by_hand_are_left_and_said_at_the_caption(desk: Desk, sample: Editable) -> None:
    point(desk, 0, "31.2").text = "33.3"
    kept = workbook(desk)
    carried = desk.revise(sample.corrected().ours("zh"))
    assert kinds(carried) == [("chart", "growth-chart")]
    assert carried.redrawn == ("trend", "progress")
    assert series_of(root(desk))[0].values["0"] == "33.3"
    assert (workbook(desk), "巩义市31.2%" in alt(desk)) == (kept, True)
    assert any("其数据经人工改动" in one and "原为“31.2”，现为“30.2”" in one for one in desk.comments())


def test_a_workbook_edited_by_hand_is_left_too(desk: Desk, sample: Editable) -> None:
    book = load_workbook(io.BytesIO(workbook(desk)))
    book["Sheet1"]["F9"] = "备注"
    saved = io.BytesIO()
    book.save(saved)
    part = next(one.target for one in desk.opened.relations(native(desk).part) if one.type.endswith("/package"))
    desk.opened.parts[part] = saved.getvalue()
    carried = desk.revise(sample.corrected().ours("zh"))
    assert kinds(carried) == [("chart", "growth-chart")]
    assert load_workbook(io.BytesIO(workbook(desk)))["Sheet1"]["F9"].value == "备注"


def test_another_number_of_bars_replaces_the_chart_in_its_place_and_width(
    desk: Desk, sample: Editable, validate: Callable[[Path], None]
) -> None:
    made = native(desk)
    assert made.around is not None
    extent = made.around.find(qualified("wp:extent"))
    assert extent is not None
    extent.set("cx", "2700000")
    ours = sample.corrected({**CORRECTED, f"gdp.growth{Q1}": None})
    before = made.part
    carried = desk.revise(ours.ours("zh"))
    validate(desk.path)
    assert "growth" in carried.redrawn
    drawn = draw(drawing(ours, "growth"))
    assert native(desk).part != before
    assert desk.opened.parts[native(desk).part] == drawn.chart
    around = native(desk).around
    again = around.find(qualified("wp:extent")) if around is not None else None
    assert again is not None
    assert again.get("cx") == "2700000"
    assert int(again.get("cy", "0")) == round(2700000 * drawn.height_mm / drawn.width_mm)


def test_a_new_gap_replaces_the_chart_with_one_that_bears_the_mark(
    desk: Desk, sample: Editable, validate: Callable[[Path], None]
) -> None:
    desk.revise(sample.corrected({"iva.growth@zhengzhou/2021Q1": None}).ours("zh"))
    validate(desk.path)
    assert "0" not in series_of(root(desk))[2].values
    shapes = next(one.target for one in desk.opened.relations(native(desk).part) if "UserShapes" in one.type)
    assert "—" in [text.text for text in etree.fromstring(desk.opened.parts[shapes]).iter(f"{A}t")]


def test_a_chart_that_was_taken_out_with_its_caption_stays_out(desk: Desk, sample: Editable) -> None:
    paragraph = native(desk).paragraph
    assert paragraph is not None
    remove(desk.paragraph("主要指标同比增速与全省、郑州市比较"))
    remove(paragraph)
    carried = desk.revise(sample.corrected().ours("zh"))
    assert not carried.attention
    assert len(list(natives(desk.opened))) == 2


def test_a_chart_that_falls_away_goes_and_one_that_comes_is_native_too(
    desk: Desk, sample: Editable, validate: Callable[[Path], None]
) -> None:
    without = {f"{name}.growth{Q1}": None for name in ("iva", "industrial_investment", "fixed_investment", "gdp")}
    gone = sample.corrected(without)
    assert "growth" not in [chart.id for chart in gone.prepared("zh").charts]
    desk.revise(gone.ours("zh"))
    struck = [one for one in desk.opened.body.iter(f"{C}chart") if next(one.iterancestors(W + "del"), None) is not None]
    assert struck
    back = Desk.with_document(desk.folder, gone.document("zh"))
    assert len(list(natives(back.opened))) < 3
    back.revise(sample.ours("zh"))
    validate(back.path)
    assert len(list(natives(back.opened))) == 3


def test_saved_by_libreoffice_in_between_it_is_still_given_the_corrected_data(
    desk: Desk, sample: Editable, saved_again: Callable[[Path], Path], validate: Callable[[Path], None]
) -> None:
    path = desk.folder / "saved.docx"
    path.write_bytes(desk.opened.to_bytes())
    desk.opened = open_document(saved_again(path))
    carried = desk.revise(sample.corrected().ours("zh"))
    assert not carried.attention
    assert carried.redrawn == ("growth", "trend", "progress")
    assert series_of(root(desk))[0].values["0"] == "30.2"
    assert load_workbook(io.BytesIO(workbook(desk)), data_only=True)["Sheet1"]["B2"].value == 30.2


def test_a_second_correction_finds_what_the_first_has_made(desk: Desk, sample: Editable) -> None:
    desk.revise(sample.corrected().ours("zh"))
    desk.settle(accept=True)
    carried = desk.revise(sample.corrected({f"iva.growth{Q1}": "29.9"}).ours("zh"))
    assert carried.redrawn == ("growth", "trend", "progress")
    assert series_of(root(desk))[0].values["0"] == "29.9"


def test_the_same_correction_gives_the_same_bytes(sample: Editable, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        desk = Desk.with_document(tmp_path / name, sample.document("zh"))
        made.append(desk.revise(sample.corrected().ours("zh")).content)
    assert made[0] == made[1]
