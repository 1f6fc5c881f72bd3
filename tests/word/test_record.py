"""The record that travels in the document."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from report.errors import InputFaults
from report.narrative.model import Cell, Kind, Narrative, Passage, Span
from report.word.read import read_record
from report.word.record import (
    Heading,
    Record,
    RecordedChart,
    RecordedClaim,
    RecordedFigure,
    RecordedNative,
    RecordedPassage,
    RecordedSource,
    printed_text,
)
from report.word.record_xml import Altered, from_xml, to_xml

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
FIGURES = st.builds(
    RecordedFigure, TEXT, st.integers(0, 10**6), TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple)
)
PASSAGES = st.builds(RecordedPassage, TEXT, TEXT, st.lists(TEXT).map("\n\t".join), TEXT)
NATIVES = st.none() | st.builds(RecordedNative, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple))
CHARTS = st.builds(RecordedChart, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(FIGURES, max_size=2).map(tuple), NATIVES)
CLAIMS = st.builds(RecordedClaim, TEXT, st.booleans())
SOURCES = st.builds(RecordedSource, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.booleans())
MAKINGS = st.sampled_from(["build", "correction", "revision"])
HEADINGS = st.builds(Heading, TEXT, TEXT, TEXT, TEXT, TEXT, st.dates(), MAKINGS, TEXT)


def records(former: st.SearchStrategy[Record | None]) -> st.SearchStrategy[Record]:
    lists = [st.lists(kind, max_size=3).map(tuple) for kind in (FIGURES, PASSAGES, CHARTS, CLAIMS, SOURCES)]
    return st.builds(Record, HEADINGS, st.sampled_from(["zh", "en"]), *lists, former)


RECORDS = records(st.none() | records(st.none() | records(st.none())))


@given(RECORDS)
def test_any_record_reads_as_it_was_written(record: Record) -> None:
    assert from_xml(to_xml(record)) == record


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ud800", "\uffff"])
def test_a_record_with_what_xml_cannot_carry_is_refused(text: str) -> None:
    heading = Heading("e", "t", "", "", "", datetime.date(2021, 4, 20))
    with pytest.raises(ValueError, match="XML"):
        to_xml(Record(heading, "zh", (), (RecordedPassage("lead", "paragraph", text),)))


@given(RECORDS)
def test_a_record_that_was_altered_is_found_out(record: Record) -> None:
    altered = etree.fromstring(to_xml(record))
    altered.set("inputs", altered.get("inputs", "") + "x")
    with pytest.raises(Altered, match="altered"):
        from_xml(etree.tostring(altered))


def test_a_record_is_the_same_whatever_prefixes_and_spaces_it_was_given() -> None:
    heading = Heading("e", "t", "d", "i", "p", datetime.date(2021, 4, 9))
    record = Record(heading, "zh", (), (RecordedPassage("lead", "paragraph", " a\tb\n"),))
    again = to_xml(record).replace(b' xmlns="', b' xmlns:b="').replace(b"<record", b"<b:record ")
    again = again.replace(b"<passage", b"\n  <b:passage").replace(b"</passage", b"</b:passage")
    assert from_xml(again.replace(b"</record", b"\n</b:record")) == record


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<record/>",
        b'<record xmlns="urn:briefing:record:2"/>',
        b'<record xmlns="urn:briefing:record:2" edition="e" language="zh" template="t" templateDigest="d" inputs="i"'
        b' program="p"><passage name="?"/></record>',
    ],
)
def test_what_is_no_record_is_refused(xml: bytes) -> None:
    with pytest.raises(ValueError, match=r"record|XML"):
        from_xml(xml)


def test_a_document_carries_the_record_it_was_given(
    chinese: Narrative, written: Callable[[Narrative], Path], make_record: Callable[[Narrative], Record]
) -> None:
    record = make_record(chinese)
    assert read_record(written(chinese)) == record
    assert record.figures[0].fact == "iva.growth@gongyi/2021Q1"
    assert record.places(record.figures[0]) == ("figures.xlsx, sheet 一季度, cell D7",)
    texts = {passage.id: passage.text for passage in record.passages}
    for figure in record.figures:
        assert texts[figure.passage][figure.at : figure.at + len(figure.text)] == figure.text


def test_the_record_survives_being_saved_by_libreoffice(
    chinese: Narrative,
    written: Callable[[Narrative], Path],
    make_record: Callable[[Narrative], Record],
    saved_again: Callable[[Path], Path],
) -> None:
    assert read_record(saved_again(written(chinese))) == make_record(chinese)


def test_a_table_is_recorded_as_it_is_printed() -> None:
    rows = ((Cell((Span("指标"),)), Cell((Span("累计"),))), (Cell((Span("工业"),)), Cell((Span("1.5"),))))
    passage = Passage("t", Kind.TABLE, (Span("主要指标"),), rows, number=2)
    assert printed_text(passage, "zh") == "表2　主要指标\n指标\t累计\n工业\t1.5"
    assert printed_text(passage, "en").startswith("Table 2. 主要指标\n")


def test_a_file_that_is_no_document_is_a_fault_and_not_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "briefing.docx"
    path.write_text("plain text", "utf-8")
    with pytest.raises(InputFaults, match=r"briefing\.docx: expected a readable Word document"):
        read_record(path)
