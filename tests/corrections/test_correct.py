"""``revise`` as people run it: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from command import Office, Ran, opened
from lxml import etree

from report.corrections import correct
from report.orders import open_house
from report.word import opened as opened_documents
from report.word.flow import paragraphs, text_of
from report.word.ooxml import W
from report.word.opened import open_document
from report.word.read import read_record

EDITION = "gongyi-2021Q1"
CLOCK = {"SOURCE_DATE_EPOCH": "1620000000"}
CORRECTED = {"主要指标": {"D11": 30.2}, "历史数据": {"I7": 30.2}}
TURNED = {"主要指标": {"D11": -3.2}, "历史数据": {"I7": -3.2}}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The sample briefing in both languages, as generated."""
    office = opened(tmp_path_factory.mktemp("built"))
    ran = office.build(EDITION)
    assert ran.code == 0, ran.said
    return office


@pytest.fixture
def office(built: Office, tmp_path: Path) -> Office:
    """One of its own for each test."""
    for name in ("inputs", "outputs"):
        shutil.copytree(built.folder / name, tmp_path / name)
    return Office(tmp_path)


def correct_figures(office: Office, cells: Mapping[str, Mapping[str, float | str]] = CORRECTED) -> None:
    path = office.inputs / EDITION / "figures.xlsx"
    workbook = openpyxl.load_workbook(path)
    for sheet, values in cells.items():
        for cell, value in values.items():
            workbook[sheet][cell] = value
    workbook.save(path)


def document(office: Office, language: str = "zh") -> Path:
    return office.outputs / f"{EDITION}.{language}.docx"


def texts(path: Path) -> list[str]:
    return [text_of(one) for one in paragraphs(open_document(path).body)]


def retyped(path: Path, old: str, new: str) -> None:
    """Words of one text element replaced, in the first place where they stand."""
    made = open_document(path)
    found = next(one for one in made.body.iter(W + "t") if old in (one.text or ""))
    found.text = (found.text or "").replace(old, new, 1)
    path.write_bytes(made.to_bytes())


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """One part of the package changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(written, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, change(content) if part == name else content)
    path.write_bytes(written.getvalue())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_corrected_figures_come_into_the_document_as_tracked_changes(
    office: Office, language: str, validate: Callable[[Path], None]
) -> None:
    correct_figures(office)
    before = document(office, language).read_bytes()
    ran = office.revise(str(document(office, language)), "--reason", "数据核实", env=CLOCK)
    assert (ran.code, ran.out) == (0, ""), ran.said
    assert document(office, language).read_bytes() == before
    revised = office.outputs / f"{EDITION}.{language}.r1.docx"
    validate(revised)
    root = open_document(revised).body
    authors = {mark.get(W + "author") for mark in root.iter(W + "ins", W + "del")}
    assert authors == {correct.AUTHOR}
    assert {mark.get(W + "date") for mark in root.iter(W + "ins", W + "del")} == {"2021-05-03T00:00:00Z"}
    taken = {"".join(one.text or "" for one in mark.iter(W + "delText")) for mark in root.iter(W + "del")}
    assert {"31.2", "10.6", "2.2", "22.2"} <= taken
    assert not any("31.2" in text for text in texts(revised))


def test_the_corrected_document_says_what_a_fresh_one_would(office: Office) -> None:
    correct_figures(office, TURNED)
    assert office.revise(str(document(office)), env=CLOCK).code == 0
    revised = texts(office.outputs / f"{EDITION}.zh.r1.docx")
    assert office.build(EDITION, "--force").code == 0
    assert revised == texts(document(office))


def test_the_same_correction_gives_the_same_bytes(office: Office) -> None:
    correct_figures(office)
    made = []
    for name in ("one", "other"):
        target = office.folder / f"{name}.docx"
        environment = {**CLOCK, "PYTHONHASHSEED": str(len(made)), "TZ": "Asia/Shanghai" if made else "UTC"}
        assert office.revise(str(document(office)), "--output", str(target), env=environment).code == 0
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_what_needs_a_person_is_listed_and_the_exit_code_is_1(office: Office) -> None:
    retyped(document(office), "31.2", "31.3")
    correct_figures(office)
    ran = office.revise(str(document(office)), "--json", env=CLOCK)
    assert ran.code == 1
    [item] = ran.json["attention"]
    assert (item["kind"], item["passage"], item["words"]) == ("retyped", "lead", "31.3")
    assert (item["old"], item["new"]) == ("31.2%", "30.2%")
    assert item["cells"] == [f"{EDITION}/figures.xlsx, sheet 主要指标, cell D11"]
    assert "31.3%" in texts(Path(ran.json["output"]))[5]
    assert "a figure was changed by hand; left as it is" in ran.said


def test_the_record_carries_why_and_when_and_what_was_before(office: Office) -> None:
    correct_figures(office)
    before = read_record(document(office))
    office.revise(str(document(office)), "--reason", "  复核\n更正 ", "--kind", "revision", env=CLOCK)
    record = read_record(office.outputs / f"{EDITION}.zh.r1.docx")
    assert record is not None
    assert (record.heading.making, record.heading.reason) == ("revision", "复核 更正")
    assert record.heading.made.isoformat() == "2021-05-03"
    assert record.former == before


def test_another_author_and_another_place_can_be_set(office: Office) -> None:
    correct_figures(office)
    target = office.folder / "改.docx"
    ran = office.revise(str(document(office)), "--author", "统计科", "--output", str(target), env=CLOCK)
    assert ran.code == 0, ran.said
    assert {mark.get(W + "author") for mark in open_document(target).body.iter(W + "ins", W + "del")} == {"统计科"}


def test_a_document_that_is_up_to_date_is_left_as_it_is(office: Office) -> None:
    retyped(document(office), "从走势看", "总的来看")
    ran = office.revise(str(document(office)))
    assert ran.code == 0
    assert "is up to date: it says what the figures say" in ran.said
    assert not (office.outputs / f"{EDITION}.zh.r1.docx").exists()


def test_two_corrections_in_a_row_build_on_each_other(office: Office) -> None:
    correct_figures(office)
    assert office.revise(str(document(office)), env=CLOCK).code == 0
    correct_figures(office, {"主要指标": {"D11": 29.5}, "历史数据": {"I7": 29.5}})
    ran = office.revise(str(office.outputs / f"{EDITION}.zh.r1.docx"), env=CLOCK)
    assert ran.code == 0, ran.said
    record = read_record(office.outputs / f"{EDITION}.zh.r2.docx")
    assert record is not None
    assert len(list(record.generations())) == 3
    assert "同比增长29.5%" in texts(office.outputs / f"{EDITION}.zh.r2.docx")[5]


def test_the_notice_stands_beside_in_both_languages(office: Office, validate: Callable[[Path], None]) -> None:
    correct_figures(office, TURNED)
    ran = office.revise(str(document(office, "en")), "--reason", "数据核实", "--json", env=CLOCK)
    assert ran.code == 0, ran.said
    assert ran.json["substantial"]
    assert {"claim": "good_start", "held": False} in ran.json["claims"]
    assert "conclusions change (see the notice)" in ran.said
    names = [f"{EDITION}.en.r1.notice.{language}" for language in ("zh", "en")]
    for name in names:
        validate(office.outputs / f"{name}.docx")
    chinese, english = ((office.outputs / f"{name}.md").read_text("utf-8") for name in names)
    assert "主要结论的变化" in chinese and "更正原因：数据核实" in chinese and "2021年5月3日" in chinese
    assert "Conclusions that change" in english and "“good start”" in english
    assert ran.json["files"][-1] == ran.json["output"]


def test_a_build_knows_the_correction_of_a_document_that_was_edited(office: Office) -> None:
    retyped(document(office), "从走势看", "总的来看")
    correct_figures(office)
    stopped = office.build(EDITION)
    assert stopped.code == 2
    assert "python generate.py revise" in stopped.said
    assert office.revise(str(document(office))).code == 0
    ran = office.build(EDITION)
    assert ran.code == 0, ran.said
    assert f"{EDITION}.zh.docx is corrected in {EDITION}.zh.r1.docx" in ran.said
    assert f"{EDITION}.en.docx" in ran.said
    correct_figures(office, {"主要指标": {"D11": 29.5}, "历史数据": {"I7": 29.5}})
    assert office.build(EDITION).code == 2


def test_a_document_with_native_charts_is_corrected_as_it_stands_whatever_its_edition_says(
    office: Office, validate: Callable[[Path], None]
) -> None:
    assert office.build(EDITION, "--charts", "editable").code == 0
    correct_figures(office)
    ran = office.revise(str(document(office)), "--json", env=CLOCK)
    assert ran.code == 0, ran.said
    assert "3 charts redrawn" in ran.said
    corrected = office.outputs / f"{EDITION}.zh.r1.docx"
    validate(corrected)
    record = read_record(corrected)
    assert record is not None
    assert [bool(chart.native) for chart in record.charts] == [True] * 3
    again = office.build(EDITION, "--charts", "editable", "--language", "zh")
    assert f"{EDITION}.zh.docx is corrected in {EDITION}.zh.r1.docx" in again.said


def test_data_of_a_native_chart_edited_by_hand_stop_a_build_and_are_said_once_by_a_correction(office: Office) -> None:
    assert office.build(EDITION, "--charts", "editable").code == 0
    with_part(document(office), "word/charts/chart1.xml", lambda xml: xml.replace(b">31.2<", b">33.3<"))
    stopped = office.build(EDITION, "--charts", "editable", "--force")
    assert stopped.code == 2
    assert "edited by hand" in stopped.said
    correct_figures(office)
    ran = office.revise(str(document(office)), env=CLOCK)
    assert ran.code == 1
    assert "2 charts redrawn" in ran.said
    assert "a chart whose figures were corrected is not the one that was generated; left as it is" in ran.said
    assert "found 33.3" not in ran.said


def test_a_notice_is_no_briefing_that_could_be_corrected(office: Office) -> None:
    correct_figures(office)
    office.revise(str(document(office)), env=CLOCK)
    ran = office.revise(str(office.outputs / f"{EDITION}.zh.r1.notice.zh.docx"))
    assert ran.code == 2
    assert "expected a briefing, found the notice of a correction" in ran.said


def asked(office: Office, *words: str) -> Ran:
    return office.run(*words, "--inputs", str(office.inputs), "--outputs", str(office.outputs))


def test_a_correction_is_noted_in_the_ledger_with_its_reason(office: Office) -> None:
    correct_figures(office)
    office.revise(str(document(office)), "--reason", "数据核实")
    ran = asked(office, "history", "规上工业增加值", "--area", "巩义", "--period", "2021Q1", "--json")
    found = [(one["value"], one["making"], one["reason"]) for one in ran.json["vintages"] if one["value"]]
    assert found == [("31.2", "build", ""), ("30.2", "correction", "数据核实")]


def test_what_a_correction_supersedes_is_affected_no_longer(office: Office) -> None:
    correct_figures(office)
    office.revise(str(document(office)))
    left = [one["document"] for one in asked(office, "affected", "--json").json["documents"]]
    assert [Path(path).name for path in left] == [f"{EDITION}.en.docx"]


def test_affected_briefings_are_corrected_by_a_workbook_each_where_it_was_written(office: Office) -> None:
    sent = office.folder / "更正.xlsx"
    shutil.copy(office.inputs / EDITION / "figures.xlsx", sent)
    before = sent.read_bytes()
    correct_figures(office)
    (office.inputs / EDITION / "figures.xlsx").rename(sent)
    (office.inputs / EDITION / "figures.xlsx").write_bytes(before)
    retyped(document(office), "31.2", "31.3")
    document(office, "en").unlink()
    ran = asked(office, "affected", str(sent), "--revise", "--reason", "数据核实", "--json")
    assert ran.code == 1
    assert [Path(one["output"]).name for one in ran.json["revised"]] == [f"{EDITION}.zh.r1.docx"]
    [item] = ran.json["revised"][0]["attention"]
    assert (item["kind"], item["words"], item["new"]) == ("retyped", "31.3", "30.2%")
    assert any("高于全省、郑州市9.6、1.2个百分点" in text for text in texts(office.outputs / f"{EDITION}.zh.r1.docx"))


def test_a_ledger_that_cannot_be_written_holds_up_no_correction(office: Office) -> None:
    correct_figures(office)
    (office.outputs / "ledger.sqlite").write_bytes(b"no ledger at all")
    ran = office.revise(str(document(office)))
    assert ran.code == 1
    assert (office.outputs / f"{EDITION}.zh.r1.docx").exists()
    assert "ledger ledger.sqlite: expected" in ran.said
    assert "waits for the next run" in ran.said
    (office.outputs / "ledger.sqlite").unlink()
    later = asked(office, "history", "规上工业增加值", "--area", "巩义", "--json")
    assert "30.2" in [one["value"] for one in later.json["vintages"]]


def test_a_fresh_build_marks_what_was_corrected_for_as_long_as_the_edition_asks(office: Office) -> None:
    correct_figures(office)
    later = {"SOURCE_DATE_EPOCH": "2000000000"}
    asks = "mark_corrected_since = 2033-01-01\ntemplate ="
    office.change(f"{EDITION}/edition.toml", "template =", asks)
    assert office.build(EDITION, env=later).code == 0
    lead = texts(document(office))[5]
    assert "同比增长30.2%（更正）" in lead and "9.6（更正）、1.2（更正）个百分点" in lead
    assert any("[r]" in text for text in texts(document(office, "en")))
    office.change(f"{EDITION}/edition.toml", asks, "template =")
    assert office.build(EDITION, env=later).code == 0
    assert "更正" not in "".join(texts(document(office)))


def not_there(office: Office) -> Path:
    return office.outputs / "nowhere.docx"


def plain_text(office: Office) -> Path:
    document(office).write_text("简报", "utf-8")
    return document(office)


def another_kind_of_zip(office: Office) -> Path:
    path = office.outputs / "other.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "简报")
    return path


def workbook(office: Office) -> Path:
    return Path(shutil.copy(office.inputs / EDITION / "figures.xlsx", office.outputs / "figures.docx"))


def with_password(office: Office) -> Path:
    document(office).write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    return document(office)


def old_word(office: Office) -> Path:
    document(office).write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512)
    )
    return document(office)


def cut_short(office: Office) -> Path:
    content = document(office).read_bytes()
    document(office).write_bytes(content[: len(content) // 2])
    return document(office)


def corrupt_part(office: Office) -> Path:
    with_part(document(office), "word/styles.xml", lambda xml: xml[: len(xml) // 2])
    return document(office)


def with_entities(office: Office) -> Path:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    with_part(document(office), "word/settings.xml", lambda xml: bomb)
    return document(office)


def without_record(office: Office) -> Path:
    with_part(document(office), "customXml/item1.xml", lambda xml: b"<other/>")
    return document(office)


def altered_record(office: Office) -> Path:
    with_part(document(office), "customXml/item1.xml", lambda xml: xml.replace(b'value="31.2"', b'value="99.9"'))
    return document(office)


def damaged_record(office: Office) -> Path:
    with_part(document(office), "customXml/item1.xml", lambda xml: xml.replace(b'language="zh"', b'language="fr"'))
    return document(office)


def older_record(office: Office) -> Path:
    with_part(document(office), "customXml/item1.xml", lambda xml: xml.replace(b"record:2", b"record:1"))
    return document(office)


def other_edition(office: Office) -> Path:
    (office.inputs / EDITION).rename(office.inputs / "gongyi-2021Q4")
    return document(office)


def protected(office: Office) -> Path:
    def protect(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        root.append(etree.Element(W + "documentProtection", {W + "edit": "readOnly", W + "enforcement": "1"}))
        return etree.tostring(root)

    with_part(document(office), "word/settings.xml", protect)
    return document(office)


def strict(office: Office) -> Path:
    def turn(xml: bytes) -> bytes:
        return xml.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/x")

    with_part(document(office), "_rels/.rels", turn)
    return document(office)


def two_thousand_pages(office: Office) -> Path:
    made = open_document(document(office))
    last = made.body[-1]
    for _ in range(opened_documents.PARAGRAPHS):
        last.addprevious(etree.Element(W + "p"))
    document(office).write_bytes(made.to_bytes())
    return document(office)


def a_folder(office: Office) -> Path:
    (office.outputs / "folder.docx").mkdir()
    return office.outputs / "folder.docx"


REFUSED = {
    not_there: "nowhere.docx: expected a readable Word document (.docx), found No such file",
    a_folder: "folder.docx: expected a readable Word document (.docx), found Is a directory",
    plain_text: "expected a readable Word document (.docx), found File is not a zip file",
    another_kind_of_zip: "other.docx: expected a Word document (.docx), found a ZIP file of another kind",
    workbook: "figures.docx: expected a Word document (.docx), found a file without a body of text",
    with_password: "expected a readable Word document (.docx), found one with a password",
    old_word: "found a document of Word 97–2003 (.doc), or another old file",
    cut_short: "expected a readable Word document (.docx), found File is not a zip file",
    corrupt_part: "word/styles.xml: expected well-formed XML, found",
    with_entities: "word/settings.xml: expected XML without a document type declaration, found one",
    without_record: "it carries the record of what was generated, found no record",
    altered_record: "customXml/item1.xml: expected a briefing's record, found a record that was altered",
    damaged_record: "customXml/item1.xml: expected a briefing's record, found a briefing's record in another form",
    older_record: "expected a record in the form urn:briefing:record:2, found the form urn:briefing:record:1",
    other_edition: f"expected the edition of {EDITION}.zh.docx, {EDITION}, found no such folder; nearest known: gongyi",
    protected: "Review, Restrict Editing, Stop Protection), found one that is protected against changes",
    strict: "save it as “Word Document”, found a “Strict Open XML Document”",
    two_thousand_pages: "expected a briefing of at most 20000 paragraphs and 600000 characters, found 2",
}


@pytest.mark.parametrize("made", REFUSED, ids=lambda made: made.__name__)
def test_what_cannot_be_corrected_is_refused_in_a_line_and_nothing_is_written(
    made: Callable[[Office], Path], office: Office
) -> None:
    path = made(office)
    correct_figures(office) if (office.inputs / EDITION).exists() else None
    before = sorted(office.outputs.rglob("*"))
    ran = office.revise(str(path))
    assert ran.code == 2
    assert REFUSED[made] in ran.said
    assert "Traceback" not in ran.said
    assert str(office.folder / "inputs") not in ran.said or made is other_edition
    assert sorted(office.outputs.rglob("*")) == before


def test_a_file_that_is_there_is_not_overwritten(office: Office) -> None:
    correct_figures(office)
    taken = office.outputs / f"{EDITION}.zh.r1.docx"
    taken.write_bytes(b"somebody's work")
    ran = office.revise(str(document(office)))
    assert ran.code == 2
    assert "expected a file that is not there yet (--output gives another name)" in ran.said
    assert taken.read_bytes() == b"somebody's work"


def test_a_correction_that_was_made_already_is_named_in_one_line(office: Office) -> None:
    correct_figures(office)
    assert office.revise(str(document(office)), env=CLOCK).code == 0
    made = (office.outputs / f"{EDITION}.zh.r1.docx").read_bytes()
    again = office.revise(str(document(office)), "--json")
    assert (again.code, again.json["files"]) == (0, [])
    assert Path(again.json["output"]).name == f"{EDITION}.zh.r1.docx"
    assert again.said.count("\n") == 1
    assert f"this correction has been made already: {EDITION}.zh.r1.docx" in again.said
    assert (office.outputs / f"{EDITION}.zh.r1.docx").read_bytes() == made
    correct_figures(office, {"主要指标": {"D11": 29.5}, "历史数据": {"I7": 29.5}})
    other = office.revise(str(document(office)))
    assert other.code == 2
    assert "a file that is not there yet" in other.said


def test_a_document_that_is_open_in_word_is_corrected_as_it_was_saved(office: Office) -> None:
    correct_figures(office)
    (office.outputs / f"~${EDITION}.zh.docx").write_bytes(b"")
    ran = office.revise(str(document(office)))
    assert ran.code == 0
    assert f"! {EDITION}.zh.docx: is open in another program: edits that have not been saved are not seen" in ran.said


def test_one_change_is_counted_as_one(office: Office) -> None:
    correct_figures(office, {"主要指标": {"C26": 3}})
    said = office.revise(str(document(office))).said
    assert re.search("    1 change, to be accepted or rejected|    \\d+ changes, each to be", said)


def test_the_notice_names_the_issue_that_was_printed(office: Office) -> None:
    about = office.inputs / EDITION / "edition.toml"
    words = about.read_text("utf-8").replace("date = 2021-04-20", "date = 2021-04-28").replace("issue = 4", "issue = 5")
    about.write_text(words, "utf-8")
    correct_figures(office)
    assert office.revise(str(document(office)), env=CLOCK).code == 0
    said = (office.outputs / f"{EDITION}.zh.r1.notice.zh.md").read_text("utf-8")
    assert "2021年4月20日印发的《巩义工业经济简报》第4期有1项数据有误" in said
    correct_figures(office, {"主要指标": {"D11": 29.5}, "历史数据": {"I7": 29.5}})
    assert office.revise(str(office.outputs / f"{EDITION}.zh.r1.docx"), env=CLOCK).code == 0
    english = (office.outputs / f"{EDITION}.zh.r2.notice.en.md").read_text("utf-8")
    assert (
        "In No. 4 of the Gongyi Industrial Economy Bulletin, issued on 20 April 2021, one figure was wrong" in english
    )


def test_a_target_of_nought_is_left_out_and_listed(office: Office) -> None:
    correct_figures(office, {"2021年目标": {"E9": 0}})
    assert office.revise(str(document(office)), env=CLOCK).code in (0, 1)
    assert read_record(office.outputs / f"{EDITION}.zh.r1.docx") is not None
    built = office.build(EDITION, "--force")
    assert built.code == 0, built.said
    assert "left out: targets-count — " in built.said
    assert "holds 0, from which nothing can be reckoned" in built.said


def test_a_copy_of_an_editions_workbook_corrects_nothing_anywhere(office: Office) -> None:
    for edition in ("china-2021Q4", "gongyi-2020"):
        assert office.build(edition).code == 0
    same = Path(shutil.copy(office.inputs / EDITION / "figures.xlsx", office.folder / "same.xlsx"))
    ran = asked(office, "affected", str(same), "--revise")
    assert ran.code == 0, ran.said
    assert not list(office.outputs.glob("*.r1.docx"))


def test_what_a_workbook_corrects_is_announced_and_the_old_inputs_are_named(office: Office) -> None:
    """Gongyi's two editions share figures of 2020; the national one gives other values, later."""
    for edition in ("china-2021Q4", "gongyi-2020"):
        assert office.build(edition).code == 0
    sent = Path(shutil.copy(office.inputs / EDITION / "figures.xlsx", office.folder / "更正.xlsx"))
    workbook = openpyxl.load_workbook(sent)
    for sheet, cell, value in (("主要指标", "I5", 249000), ("历史数据", "F7", -7.8)):
        workbook[sheet][cell] = value
    workbook.save(sent)
    before = asked(office, "affected", str(sent), "--json").json["documents"]
    ran = asked(office, "affected", str(sent), "--revise", "--json")
    assert {one["document"] for one in ran.json["revised"]} == {one["document"] for one in before}
    assert {one["edition"] for one in before} == {EDITION, "gongyi-2020"}
    assert f"{office.inputs / EDITION}" in ran.said
    assert "still hold the old figures: correct them there too" in ran.said


def test_a_document_that_is_open_in_word_where_the_result_should_go_is_said(office: Office) -> None:
    correct_figures(office)
    (office.outputs / "~$new.docx").write_bytes(b"")
    ran = office.revise(str(document(office)), "--output", str(office.outputs / "new.docx"))
    assert ran.code == 2
    assert "a document that is not open in another program" in ran.said


def test_faults_in_the_corrected_workbook_are_said_as_a_build_says_them(office: Office) -> None:
    correct_figures(office, {"主要指标": {"D11": 30.2}})
    ran = office.revise(str(document(office)))
    assert ran.code == 2
    assert "expected 30.2 for iva.growth@gongyi/2021Q1" in ran.said


def test_a_bomb_is_refused_before_it_is_unpacked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from report.errors import InputFaults
    from report.word import archive

    monkeypatch.setattr(archive, "SIZE_LIMIT", 2**10)
    house = open_house(office.inputs, Path(__file__).parents[2] / "templates", office.outputs)
    with pytest.raises(InputFaults, match="when unpacked"):
        correct.correct(house, correct.Request(document(office)))
