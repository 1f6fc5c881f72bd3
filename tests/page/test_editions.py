"""The editions with their state, building, the next quarter, and what there is to take."""

from __future__ import annotations

import io
import shutil
import zipfile

from hand_made import ROOT
from openpyxl import load_workbook
from page.handed import edited
from page.visitor import Visitor, words

from report.corrections.correct import Request
from report.issuing import issue_correction
from report.page.office import Office
from report.pipeline import as_filed


def test_the_first_page_lists_the_editions_with_what_there_is_to_do(visitor: Visitor) -> None:
    said = words(visitor.page("/"))
    assert "the first quarter of 2021 No. 4" in said
    assert "not built yet" in said
    assert "Build what is not up to date" in said


def test_one_click_builds_what_is_due_and_says_what_was_left_out(visitor: Visitor, office: Office) -> None:
    answer = visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    assert answer.status_code == 200
    said = words(answer)
    assert "gongyi-2021Q1.zh.docx" in said and "gongyi-2021Q1.en.docx" in said
    assert "1 passage left out, for want of figures or of text" in said
    assert (office.outputs / "gongyi-2021Q1.zh.docx").is_file()
    assert not (office.outputs / "gongyi-2020.zh.docx").exists()
    assert "up to date" in words(visitor.page("/editions/gongyi-2021Q1/"))


def test_newer_figures_are_seen_and_so_are_hands(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2020/build"))
    with (office.inputs / "gongyi-2020" / "edition.toml").open("a", encoding="utf-8") as file:
        file.write("\n# looked over\n")
    assert "figures or words are newer" in words(visitor.page("/editions/gongyi-2020/"))
    assert "edited by hand" not in words(visitor.page("/editions/gongyi-2020/"))
    _edit(office, "gongyi-2020.zh.docx", "巩义", "巩一")
    page = visitor.page("/editions/gongyi-2020/")
    assert "edited by hand" in words(page) and "corrected first" in words(page)
    assert not page.xpath("//form[@action='/editions/gongyi-2020/build']")
    answer = visitor.outcome(visitor.post("/editions/gongyi-2020/build"))
    assert "1 fault; nothing was written." in words(answer)
    assert 'href="/correct/gongyi-2020/zh"' in answer.text


def test_faults_stand_on_the_page_with_their_cell(visitor: Visitor, office: Office) -> None:
    path = office.inputs / "gongyi-2021Q1" / "figures.xlsx"
    workbook = load_workbook(path)
    workbook["主要指标"]["D11"] = "about 31"
    workbook.save(path)
    said = words(visitor.page("/editions/gongyi-2021Q1/"))
    assert "cell D11" in said and "about 31" in said
    assert "1 fault" in words(visitor.page("/"))


def test_the_next_quarter_begins_with_a_workbook_to_fill_in(visitor: Visitor, office: Office) -> None:
    assert "gongyi-2021Q2" in visitor.get("/new").text
    answer = visitor.post("/new", {"name": "gongyi-2021Q2"})
    assert answer.status_code == 303
    assert "Begun: gongyi-2021Q2" in words(visitor.page(answer.location))
    taken = visitor.get("/editions/gongyi-2021Q2/workbook")
    assert load_workbook(io.BytesIO(taken.data))["主要指标"]["C5"].value is None
    assert "attachment" in taken.headers["Content-Disposition"]
    again = visitor.post("/new", {"name": "gongyi-2021Q2"})
    assert again.status_code == 422 and "a folder that is not there yet" in words(again)
    assert "To gongyi-2021Q2" in words(again) and str(office.inputs) not in again.text


def test_documents_are_taken_as_files(visitor: Visitor) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    taken = visitor.get("/editions/gongyi-2021Q1/documents/zh.docx")
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(taken.data)).namelist()
    trace = visitor.get("/editions/gongyi-2021Q1/documents/zh.trace.csv")
    assert "iva.growth@gongyi/2021Q1" in trace.text


def test_a_document_with_charts_of_the_other_kind_leaves_the_issued_one_alone(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    before = (office.outputs / "gongyi-2021Q1.zh.docx").read_bytes()
    page = visitor.outcome(visitor.post("/editions/gongyi-2021Q1/documents/zh/editable"))
    link = page.text.split("/taken/")[1].split('"')[0]
    parts = zipfile.ZipFile(io.BytesIO(visitor.get(f"/taken/{link}").data)).namelist()
    assert any(part.startswith("word/charts/") for part in parts)
    assert (office.outputs / "gongyi-2021Q1.zh.docx").read_bytes() == before


def test_the_web_bulletin_is_taken_as_a_file_and_never_shown_as_a_page(visitor: Visitor, office: Office) -> None:
    page = visitor.outcome(visitor.post("/editions/gongyi-2021Q1/documents/en/html"))
    taken = visitor.get("/taken/" + page.text.split("/taken/")[1].split('"')[0])
    assert "<svg" in taken.text
    assert taken.headers["Content-Disposition"] == "attachment; filename=gongyi-2021Q1.en.html"
    assert taken.mimetype == "application/octet-stream"
    assert not list(office.outputs.iterdir())


def test_what_was_made_of_one_edition_is_not_shown_as_anothers(visitor: Visitor) -> None:
    built = visitor.outcome(visitor.post("/editions/gongyi-2020/build"))
    preview = visitor.outcome(visitor.get("/editions/gongyi-2020/preview"))
    for page in (built, preview):
        assert visitor.get(page.request.path).status_code == 200
        assert visitor.get(page.request.path.replace("gongyi-2020", "gongyi-2021Q1")).status_code == 404


def test_no_name_from_outside_becomes_a_path(visitor: Visitor) -> None:
    for name in ("..%2f..%2fetc", "..", "catalogue.toml", "provinces-sample"):
        assert visitor.get(f"/editions/{name}/").status_code == 404, name
    assert visitor.get("/editions/gongyi-2021Q1/documents/zh...%2f..%2fcatalogue.toml").status_code == 404
    assert visitor.post("/new", {"name": "../gongyi-2021Q2"}).status_code == 422


def _edit(office: Office, name: str, old: str, new: str) -> None:
    path = office.outputs / name
    path.write_bytes(edited(path.read_bytes(), old, new))


def test_a_correction_is_what_is_taken_and_printed_and_offers_no_trace_of_another(
    visitor: Visitor, office: Office
) -> None:
    shutil.copy(ROOT / "docs" / "example" / "edited.docx", office.outputs / "gongyi-2021Q1.zh.docx")
    shutil.copy(ROOT / "docs" / "example" / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    house = office.house()
    request = Request(office.outputs / "gongyi-2021Q1.zh.docx")
    issue_correction(house, request, office.ledger, as_filed)
    page = visitor.page("/editions/gongyi-2021Q1/")
    assert "gongyi-2021Q1.zh.r1.docx" in words(page)
    assert "corrected" in words(page) and "edited by hand" not in words(page)
    assert not page.xpath("//a[contains(@href, 'zh.trace.csv')]")
    taken = visitor.get("/editions/gongyi-2021Q1/documents/zh.docx")
    assert taken.data == (office.outputs / "gongyi-2021Q1.zh.r1.docx").read_bytes()
    assert visitor.get("/editions/gongyi-2021Q1/documents/zh.trace.csv").status_code == 404


def test_what_failed_leads_on_to_what_mends_it(visitor: Visitor, office: Office) -> None:
    visitor.post("/new", {"name": "gongyi-2021Q2"})
    failed = visitor.outcome(visitor.post("/editions/gongyi-2021Q2/build"))
    said = words(failed)
    assert "Not done: Building gongyi-2021Q2" in said
    assert "a figure for growth of the value added of" in said and "iva.growth@" not in said
    assert 'href="/editions/gongyi-2021Q2/figures"' in failed.text


def test_what_is_no_more_is_told_from_what_never_was(visitor: Visitor) -> None:
    assert "There is no such page" in words(visitor.get("/nothing"))
    assert "What stood here is not kept any more" in words(visitor.get("/progress/aaaaaaaaaaaaaaaa"))
