"""Native charts in a .docx: their parts, the record of them, and what other programs make of them."""

from __future__ import annotations

import dataclasses
import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from charts.by_hand import chart, progress
from lxml import etree
from openpyxl import load_workbook

from report.charts.model import Chart
from report.charts.native.draw import draw
from report.narrative.model import Narrative
from report.word.chart_data import cells_digest, data_digest, series_of, titles
from report.word.native import is_as_generated, natives
from report.word.ooxml import CHARTS, NAMESPACES, qualified
from report.word.opened import WORKBOOK_PART, Opened, open_document
from report.word.read import hand_work, read_record
from report.word.record import Heading, RecordedChart, RecordedNative, record_of
from report.word.record_xml import from_xml, to_xml
from report.word.write import Properties, write

STYLE = Path(__file__).parents[2] / "templates" / "style.docx"
HEADING = Heading("gongyi-2021Q1", "quarterly", "ab12", "cd34", "0.1.0", date(2021, 4, 9))
Made = Callable[[Narrative], Path]


def charts_of(narrative: Narrative) -> Mapping[str, Chart]:
    language = narrative.language
    made = {
        "growth": chart("bars", language, [["24.5", None, "-3.2"], ["16.4", "8.1", "2.0"]]),
        "trend": chart("line", language, [["-6.3", "1.2", None, "6.1"], ["-8.2", "0.6", "3.1", None]]),
        "targets": progress(language, [("24.5", "9"), ("-3.2", "10"), (None, "65")]),
    }
    return {id: dataclasses.replace(one, id=id) for id, one in made.items()}


@pytest.fixture
def editable(properties: Properties, tmp_path: Path) -> Made:
    """A briefing with native charts of all three shapes, gaps and negative values in them."""

    def make(narrative: Narrative) -> Path:
        charts = charts_of(narrative)
        drawn = {id: draw(one) for id, one in charts.items()}
        record = record_of(narrative, HEADING, [(one, drawn[id]) for id, one in charts.items()])
        path = tmp_path / f"{narrative.language}.docx"
        path.write_bytes(write(narrative, drawn, record, properties, STYLE))
        return path

    return make


@pytest.fixture(params=["chinese", "english"])
def narrative(request: pytest.FixtureRequest) -> Narrative:
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Narrative)
    return made


def shown(path: Path) -> list[etree._Element]:
    opened = open_document(path)
    return [opened.root(one.part) for one in natives(opened)]


def recorded(path: Path) -> tuple[RecordedChart, ...]:
    record = read_record(path)
    assert record is not None
    return record.charts


def changed(path: Path, change: Callable[[Opened], None]) -> Path:
    opened = open_document(path)
    change(opened)
    other = path.with_name("changed.docx")
    other.write_bytes(opened.to_bytes())
    return other


def test_a_briefing_with_native_charts_passes_the_validator(
    narrative: Narrative, editable: Made, validate: Callable[[Path], None]
) -> None:
    validate(editable(narrative))


def test_each_chart_has_its_workbook_its_alt_text_and_no_picture(narrative: Narrative, editable: Made) -> None:
    opened = open_document(editable(narrative))
    found = list(natives(opened))
    assert len(found) == 3
    for native, drawn in zip(found, map(draw, charts_of(narrative).values()), strict=True):
        related = {one.id: one.target for one in opened.relations(native.part)}
        assert opened.parts[native.part] == drawn.chart
        assert opened.parts[related["rId1"]] == drawn.workbook
        assert opened.parts.get(related.get("rId2", ""), b"") == drawn.shapes
        assert native.around is not None
        described = native.around.find(qualified("wp:docPr"))
        assert described is not None
        assert described.get("descr") == drawn.alt
        assert load_workbook(io.BytesIO(drawn.workbook)).sheetnames == ["Sheet1"]
    assert not [name for name in opened.parts if name.startswith("word/media/")]


def test_the_same_briefing_gives_the_same_bytes(chinese: Narrative, editable: Made) -> None:
    first = editable(chinese).read_bytes()
    assert editable(chinese).read_bytes() == first


def test_a_chart_never_is_wider_than_the_text(chinese: Narrative, editable: Made) -> None:
    for one in natives(open_document(editable(chinese))):
        assert one.around is not None
        extent = one.around.find(qualified("wp:extent"))
        assert extent is not None
        assert int(extent.get("cx", "0")) <= 156 * 36_000


def test_libreoffice_prints_the_labels_of_every_chart(
    narrative: Narrative, editable: Made, to_pdf: Callable[[Path], Path]
) -> None:
    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(to_pdf(editable(narrative))).pages)
    for one in charts_of(narrative).values():
        assert one.title[:8] in text
        labels = [point.label for series in one.series[:1] for point in series.points if point.fact]
        assert [label for label in labels if label not in text] == []


def test_a_record_with_native_charts_is_read_as_it_was_written(narrative: Narrative, editable: Made) -> None:
    record = read_record(editable(narrative))
    assert record is not None
    assert [bool(chart.native) for chart in record.charts] == [True] * 3
    assert from_xml(to_xml(record)) == record


def test_what_is_recorded_of_a_chart_is_what_is_read_in_its_parts(narrative: Narrative, editable: Made) -> None:
    path = editable(narrative)
    opened = open_document(path)
    read = []
    for one in natives(opened):
        root = opened.root(one.part)
        workbook = next(made.target for made in opened.relations(one.part) if made.type == WORKBOOK_PART)
        read.append(RecordedNative(data_digest(root), cells_digest(opened.parts[workbook]), titles(root)))
    assert read == [chart.native for chart in recorded(path)]
    assert [len(one.titles) for one in read] == [3, 3, 2]


def test_a_record_of_pictures_says_nothing_of_native_charts(chinese: Narrative) -> None:
    one = charts_of(chinese)["growth"]
    xml = to_xml(record_of(chinese, HEADING, [(one, draw(one))]))
    assert b"<native" in xml
    without = dataclasses.replace(
        from_xml(xml), charts=tuple(dataclasses.replace(c, native=None) for c in from_xml(xml).charts)
    )
    assert b"<native" not in to_xml(without)
    assert from_xml(to_xml(without)) == without


def test_saved_by_libreoffice_a_chart_is_as_generated(
    narrative: Narrative, editable: Made, saved_again: Callable[[Path], Path]
) -> None:
    path = editable(narrative)
    other = saved_again(path)
    assert not hand_work(other)
    opened = open_document(other)
    known = [chart.native for chart in recorded(path)]
    assert [data_digest(opened.root(one.part)) for one in natives(opened)] == [one.data for one in known if one]
    assert all(is_as_generated(opened, native, one) for native, one in zip(natives(opened), known, strict=True) if one)


def test_under_another_name_with_other_colours_and_another_title_it_is_as_generated(
    chinese: Narrative, editable: Made
) -> None:
    def restyled(opened: Opened) -> None:
        for one in list(natives(opened)):
            root = opened.root(one.part)
            for color in root.iter(f"{{{NAMESPACES['a']}}}srgbClr"):
                color.set("val", "00AA00")
            for text in root.iter(f"{{{NAMESPACES['a']}}}t"):
                text.text = "改过的题目"
            for value in root.iter(f"{{{CHARTS}}}v"):
                if value.text == "24.5":
                    value.text = "24.499999999999996"

    assert not hand_work(changed(editable(chinese), restyled))


def edit_value(opened: Opened) -> None:
    root = opened.root(next(iter(natives(opened))).part)
    next(one for one in root.iter(f"{{{CHARTS}}}v") if one.text == "24.5").text = "25.5"


def test_data_edited_by_hand_are_hand_work(chinese: Narrative, editable: Made) -> None:
    path = editable(chinese)
    assert not hand_work(path)
    hands = hand_work(changed(path, edit_value))
    assert hands.changed == (recorded(path)[0].alt,)


def test_a_workbook_edited_by_hand_is_known(chinese: Narrative, editable: Made) -> None:
    path = editable(chinese)
    opened = open_document(path)
    native, known = next(iter(natives(opened))), recorded(path)[0].native
    assert known is not None
    assert is_as_generated(opened, native, known)
    workbook = next(one.target for one in opened.relations(native.part) if one.type.endswith("/package"))
    book = load_workbook(io.BytesIO(opened.parts[workbook]))
    for value, same in ((24.5, True), (24.6, False)):
        book["Sheet1"]["B2"] = value
        saved = io.BytesIO()
        book.save(saved)
        opened.parts[workbook] = saved.getvalue()
        assert is_as_generated(opened, native, known) == same
    opened.parts[workbook] = b"no workbook"
    assert not is_as_generated(opened, native, known)


def test_every_part_of_a_chart_is_reached_by_its_relations(chinese: Narrative, editable: Made) -> None:
    with zipfile.ZipFile(editable(chinese)) as archive:
        names = set(archive.namelist())
        held = [name for name in names if name.startswith(("word/charts/chart", "word/embeddings/", "word/drawings/"))]
        reached = set()
        for name in names:
            if name.startswith(("word/_rels/", "word/charts/_rels/")):
                folder = posixpath.dirname(posixpath.dirname(name))
                for made in etree.fromstring(archive.read(name)):
                    reached.add(posixpath.normpath(posixpath.join(folder, made.get("Target", ""))))
    assert sorted(held) == sorted(set(held) & reached)
    assert len(held) == 3 + 3 + 2


def test_series_are_read_with_their_labels_from_cells(english: Narrative, editable: Made) -> None:
    series = series_of(shown(editable(english))[2])
    labelled = {one.name: list(one.labels.values()) for one in series if one.labels}
    assert labelled["Result"] == ["24.5%", "-3.2%", "n/a"]
    assert labelled["Target"] == ["9%", "10%", "65%"]
