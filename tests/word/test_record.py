"""The record that travels in the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.errors import InputFaults
from report.narrative.model import Cell, Kind, Narrative, Passage, Span
from report.word.read import read_record
from report.word.record import Record, RecordedFigure, RecordedPassage, from_xml, printed_text, to_xml

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
FIGURES = st.builds(RecordedFigure, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple))
PASSAGES = st.builds(RecordedPassage, TEXT, TEXT, st.lists(TEXT).map("\n\t".join))
RECORDS = st.builds(
    Record,
    TEXT,
    st.sampled_from(["zh", "en"]),
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    st.lists(FIGURES, max_size=3).map(tuple),
    st.lists(PASSAGES, max_size=3).map(tuple),
)


@given(RECORDS)
def test_any_record_reads_as_it_was_written(record: Record) -> None:
    assert from_xml(to_xml(record)) == record


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<record/>",
        b'<record xmlns="urn:briefing:record:1"/>',
        b'<record xmlns="urn:briefing:record:1" edition="e" language="zh" template="t" templateDigest="d" inputs="i"'
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
    assert record.figures[0].cells == ("figures.xlsx, sheet 一季度, cell D7",)


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
