"""Where words stand in a .docx, and what a reader sees of them: places in words, tracked changes, hidden text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from lxml import etree
from proof.word_made import WHO, box, marked, paragraph, reference, table, written

from report.proof.reading_docx import hidden_in, read_docx
from report.word.flow import flow_of
from report.word.inline import run
from report.word.ooxml import W, w
from report.word.opened import Opened

Place = tuple[str, str]


Made = Callable[..., Opened]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return partial(written, tmp_path / "made.docx")


def lines(opened: Opened, path: Path) -> list[Place]:
    target = path / "read.docx"
    target.write_bytes(opened.to_bytes())
    return [(line.place, line.text) for line in read_docx(target)[1] if line.text]


def test_headers_footnotes_and_boxes_are_named_as_a_person_finds_them(made: Made, tmp_path: Path) -> None:
    body = [
        paragraph("one", reference(3), box("in a box", "still", number=1)),
        paragraph("two", reference(2), box("other", number=2)),
    ]
    opened = made(*body, header="above", notes=["second", "first", "of nothing"])
    assert lines(opened, tmp_path) == [
        ("paragraph 1", "one"),
        ("text box, paragraph 1", "in a box"),
        ("text box, paragraph 2", "still"),
        ("paragraph 2", "two"),
        ("text box 2, paragraph 1", "other"),
        ("header", "above"),
        ("footnote 2", "second"),
        ("footnote 1", "first"),
    ]


def test_headers_of_first_and_even_pages_and_of_sections(tmp_path: Path) -> None:
    document = docx.Document()
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "always"
    first.first_page_header.paragraphs[0].text = "once"
    first.footer.paragraphs[0].text = "below"
    first.footer.add_paragraph("at the very bottom")
    other = document.add_section()
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "later"
    document.save(str(tmp_path / "sections.docx"))
    assert {(line.place, line.text) for line in read_docx(tmp_path / "sections.docx")[1]} == {
        ("header", "always"),
        ("first-page header", "once"),
        ("footer, paragraph 1", "below"),
        ("footer, paragraph 2", "at the very bottom"),
        ("header of section 2", "later"),
    }


def test_tables_are_counted_where_they_stand_and_one_within_a_cell_by_the_cell(made: Made, tmp_path: Path) -> None:
    inner = w("tc", paragraph("outer"), table(["指标", "增速"], ["投资", "8.5"]), w("p"))
    opened = made(table(["a", "b"], ["c", inner]), table(["x", "y"]))
    found = dict(lines(opened, tmp_path))
    assert found["table 1, row 2, column 2"] == "outer"
    assert found["table 1, row 2, column 2, table in the cell, row 2, column 2"] == "8.5"
    assert found["table 2, row 1, column 2"] == "y"
    cells = {line.text: line.labels for line in read_docx(tmp_path / "read.docx")[1]}
    assert (cells["8.5"].row, cells["8.5"].column) == ("投资", "增速")  # type: ignore[union-attr]


def test_a_merged_label_stands_over_all_that_it_spans(made: Made, tmp_path: Path) -> None:
    wide = w("tc", w("tcPr", w("gridSpan", val=2)), w("p", run("2021年一季度")))
    tall = w("tc", w("tcPr", w("vMerge", val="restart")), w("p", run("工业投资")))
    below = w("tc", w("tcPr", w("vMerge")), w("p"))
    late = table(["指标", wide], ["", "总量", "增速"], [tall, "38.7", "17.3"], [below, "39.1", "18.0"])
    late[-1].insert(0, w("trPr", w("gridBefore", val=0)))
    made_line = {line.text: line for line in read_docx(_saved(made(late), tmp_path))[1]}
    for text, column in (("38.7", "总量"), ("17.3", "增速"), ("39.1", "总量"), ("18.0", "增速")):
        labels = made_line[text].labels
        assert labels is not None
        assert (labels.row, labels.column) == ("工业投资", f"2021年一季度 {column}")


def test_a_row_that_begins_later_keeps_its_columns(made: Made, tmp_path: Path) -> None:
    late = table(["指标", "总量", "增速"], ["工业投资", "38.7", "17.3"], ["18.0"])
    late[-1].insert(0, w("trPr", w("gridBefore", val=2)))
    line = next(one for one in read_docx(_saved(made(late), tmp_path))[1] if one.text == "18.0")
    assert line.place == "table 1, row 3, column 3"
    assert line.labels is not None
    assert line.labels.column == "增速"


def _saved(opened: Opened, folder: Path) -> Path:
    (folder / "read.docx").write_bytes(opened.to_bytes())
    return folder / "read.docx"


def gone(text: str, mark: str = "del") -> etree._Element:
    held = w("r", w("delText"))
    held[0].text = text
    return w(mark, held, **WHO)


def test_tracked_changes_are_read_as_accepted(made: Made, tmp_path: Path) -> None:
    new = w("ins", run("31.2%"), **WHO)
    moved = w("moveTo", run("，增长较快"), **WHO)
    away = w("moveFrom", run("已移走"), **WHO)
    opened = made(paragraph("增长", gone("13.2%"), new, away, moved, "。"))
    assert lines(opened, tmp_path) == [("paragraph 1", "增长31.2%，增长较快。")]


def test_a_deleted_mark_makes_one_paragraph_of_two(made: Made, tmp_path: Path) -> None:
    opened = made(
        marked(paragraph("工业投资增长"), "del"),
        paragraph("17.3%。"),
        marked(paragraph(gone("all of it")), "del"),
        paragraph("after"),
        marked(paragraph(w("moveFrom", run("elsewhere"), **WHO)), "moveFrom"),
        paragraph("last"),
    )
    assert lines(opened, tmp_path) == [
        ("paragraph 1", "工业投资增长17.3%。"),
        ("paragraph 2", "after"),
        ("paragraph 3", "last"),
    ]
    first = read_docx(tmp_path / "read.docx")[1][0]
    assert list(first.located(4, 10)) == [(0, 4, 6), (1, 0, 4)]
    assert first.placed(1, 2) == 8


def test_a_deleted_row_and_what_is_in_comments_are_left_out(made: Made, tmp_path: Path) -> None:
    rows = table(["指标", "增速"], ["旧", "1.0"], ["新", "2.0"])
    rows[3].insert(0, w("trPr", w("del", **WHO)))
    opened = made(rows)
    assert [text for _, text in lines(opened, tmp_path)] == ["指标", "增速", "新", "2.0"]


def hidden(text: str, **attributes: str) -> etree._Element:
    made = run(text)
    made.insert(0, w("rPr", w("vanish", **attributes)))
    return made


def test_hidden_text_is_left_out_and_the_places_stay_right(made: Made, tmp_path: Path) -> None:
    opened = made(
        paragraph("增长", hidden("99.9%，"), "31.2%", hidden("。", val="0")),
        paragraph(hidden("a draft")),
        paragraph("b"),
    )
    assert lines(opened, tmp_path) == [("paragraph 1", "增长31.2%。"), ("paragraph 2", "b")]
    line = read_docx(tmp_path / "read.docx")[1][0]
    assert list(line.located(2, 7)) == [(0, 8, 13)]
    assert hidden_in(opened, flow_of(opened.body)) == 2


def test_the_results_of_fields_are_read_and_not_what_makes_them(made: Made, tmp_path: Path) -> None:
    code = w("r", w("instrText"))
    code[0].text = " REF figure 99.9% "
    marks = [w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    simple = w("fldSimple", run("17.3"), instr=" SEQ x ")
    opened = made(paragraph("增长", marks[0], code, marks[1], "31.2", marks[2], "%，", simple, "%"))
    assert lines(opened, tmp_path) == [("paragraph 1", "增长31.2%，17.3%")]


def test_a_box_in_a_cell_is_a_box(made: Made, tmp_path: Path) -> None:
    opened = made(table(["指标", "增速"], ["投资", w("tc", paragraph("8.5", box("in it")))]))
    assert lines(opened, tmp_path)[-2:] == [("table 1, row 2, column 2", "8.5"), ("text box, paragraph 1", "in it")]


def test_what_libreoffice_makes_of_it_is_read_alike(
    made: Made, tmp_path: Path, saved_again: Callable[[Path], Path]
) -> None:
    opened = made(
        paragraph("one", reference(2), box("in a box")),
        table(["指标", "增速"], ["投资", "8.5"]),
        header="above",
        notes=["note"],
    )
    path = tmp_path / "made.docx"
    before = {(line.place, line.text.strip()) for line in read_docx(path)[1]}
    after = {(line.place, line.text.strip()) for line in read_docx(saved_again(path))[1]}
    assert before == after
    assert ("footnote 1", "note") in before
    assert opened.body.find(W + "p") is not None
