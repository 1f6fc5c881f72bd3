"""The whole work in a real browser, in both languages: what a person does at the page, from quarter to quarter."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hand_made import ROOT
from openpyxl import load_workbook
from page.browser import Walk, walking
from playwright.sync_api import Browser

from report.i18n import INTERFACES, Interface
from report.page.office import Office

EXAMPLE = ROOT / "docs" / "example"
CORRECTED = EXAMPLE / "figures.xlsx"
NARROW = (
    "/",
    "/new",
    "/editions/gongyi-2021Q1/",
    "/editions/gongyi-2021Q1/figures",
    "/editions/gongyi-2021Q1/words/",
    "/editions/gongyi-2021Q1/preview",
    "/correct",
    "/check",
    "/templates/",
    "/templates/quarterly.zh.md.j2",
)


@pytest.fixture(params=INTERFACES)
def walk(request: pytest.FixtureRequest, browser: Browser, address: str, judge_of_access: Path) -> Iterator[Walk]:
    language: Interface = request.param
    with walking(browser, address, language, judge_of_access) as made:
        yield made


def test_editions_are_built_previewed_and_taken(
    walk: Walk, office: Office, tmp_path: Path, validate: Callable[[Path], None], to_pdf: Callable[[Path], Path]
) -> None:
    walk.go("/")
    walk.judge()
    walk.press("Build {name}", name="gongyi-2021Q1")
    walk.sees("Built")
    walk.sees("Proof-read: nothing to mend.")
    walk.judge()
    taken = walk.take(lambda: walk.page.locator(".documents a.button").first.click(), tmp_path)
    validate(taken)
    assert to_pdf(taken).stat().st_size > 10_000
    assert taken.read_bytes() == (office.outputs / "gongyi-2021Q1.zh.docx").read_bytes()
    walk.page.locator(".document summary").first.click()
    walk.page.get_by_role("button", name=walk.words("Word, charts that can be edited")).first.click()
    walk.settle()
    walk.judge()
    editable = walk.take(lambda: walk.press("Take {file}", file="gongyi-2021Q1.zh.docx"), tmp_path)
    validate(editable)
    assert any(name.startswith("word/charts/") for name in zipfile.ZipFile(editable).namelist())


def test_pages_are_printed_by_libreoffice(walk: Walk, tmp_path: Path) -> None:
    walk.go("/editions/gongyi-2020/")
    walk.press("Build")
    walk.press("PDF, by LibreOffice")
    taken = walk.take(lambda: walk.page.locator("[data-take]").click(), tmp_path)
    assert taken.read_bytes().startswith(b"%PDF")


def test_a_number_says_where_it_comes_from_by_mouse_and_by_keyboard(walk: Walk) -> None:
    walk.go("/editions/gongyi-2021Q1/preview")
    walk.settle()
    panel = walk.page.locator(".source-panel")
    assert panel.is_hidden()
    walk.page.locator("[data-figure='iva.growth.gap@gongyi~zhengzhou/2021Q1']").first.hover()
    assert "31.2 − 29.0 = 2.2" in panel.inner_text()
    walk.page.mouse.move(0, 0)
    assert panel.is_hidden()
    walk.page.locator(".sheet [data-source][tabindex='0']").first.focus()
    first = panel.inner_text()
    walk.page.keyboard.press("ArrowRight")
    assert panel.is_visible() and panel.inner_text() != first
    walk.page.keyboard.press("Escape")
    assert panel.is_hidden()
    walk.judge()


def test_the_next_quarter_is_begun(walk: Walk, office: Office, tmp_path: Path) -> None:
    walk.go("/")
    walk.press("New quarter")
    walk.judge()
    walk.page.get_by_role("combobox").fill("gongyi-2021Q2")
    walk.press("Begin")
    walk.judge()
    taken = walk.take(lambda: walk.press("Take the workbook"), tmp_path)
    assert taken.read_bytes() == (office.inputs / "gongyi-2021Q2" / "figures.xlsx").read_bytes()


def test_corrected_figures_are_dropped_looked_at_and_accepted(walk: Walk, office: Office, tmp_path: Path) -> None:
    first = (office.inputs / "gongyi-2021Q1" / "figures.xlsx").read_bytes()
    walk.go("/editions/gongyi-2021Q1/")
    walk.press("Build")
    walk.press("Figures")
    walk.judge()
    walk.drop(".drop", CORRECTED)
    walk.sees("Conclusions that turn")
    walk.settle()
    words = walk.page.inner_text("main")
    assert "31.2" in words and "28.4" in words
    assert "-2021Q1.zh.docx" in words and "-2021Q1.en.docx" in words
    assert (office.inputs / "gongyi-2021Q1" / "figures.xlsx").read_bytes() == first
    walk.judge()
    walk.press("Accept")
    walk.sees("Accepted")
    walk.judge()
    assert (office.inputs / "gongyi-2021Q1" / "figures.xlsx").read_bytes() == CORRECTED.read_bytes()
    walk.go("/editions/gongyi-2021Q1/figures")
    kept = walk.take(lambda: walk.page.locator("main table a").first.click(), tmp_path)
    assert kept.read_bytes() == first


def test_a_faulty_workbook_is_shown_with_the_sheet_around_the_cell(walk: Walk, tmp_path: Path) -> None:
    workbook = load_workbook(CORRECTED)
    workbook["主要指标"]["D11"] = "about 28"
    path = tmp_path / "faulty.xlsx"
    workbook.save(path)
    walk.go("/editions/gongyi-2021Q1/figures")
    walk.drop(".drop", path)
    walk.sees("Hand in another file")
    walk.settle()
    assert "about 28" in walk.page.locator("main table").first.inner_text()
    assert walk.page.get_by_role("button", name=walk.words("Accept"), exact=True).count() == 0
    walk.judge()


def test_words_are_changed_and_the_version_before_is_kept(walk: Walk, office: Office) -> None:
    edition = office.inputs / "gongyi-2021Q1" / "edition.toml"
    before = edition.read_text("utf-8")
    walk.go("/editions/gongyi-2021Q1/")
    walk.press("Words")
    walk.judge()
    walk.page.get_by_label(walk.words("Issue number")).first.fill("0")
    walk.press("Save")
    assert walk.page.locator("[aria-invalid=true]").count() == 1
    assert edition.read_text("utf-8") == before
    walk.judge()
    walk.page.get_by_label(walk.words("Issue number")).first.fill("5")
    walk.press("Save")
    assert "issue = 5" in edition.read_text("utf-8")
    assert [path.read_text("utf-8") for path in (edition.parent / "kept").iterdir()] == [before]
    walk.judge()


def test_a_template_is_written_with_its_preview_beside_it(walk: Walk, office: Office) -> None:
    walk.go("/templates/")
    walk.judge()
    walk.page.get_by_role("link", name="quarterly.zh.md.j2").click()
    text = walk.page.input_value("#text")
    walk.page.fill("#text", text.replace("{{ period }}，", "今年{{ period }}，", 1))
    walk.page.locator("#preview").get_by_text("今年2021年一季度").first.wait_for(timeout=60_000)
    walk.judge()
    walk.press("Save")
    assert "今年{{ period }}" in (office.templates / "quarterly.zh.md.j2").read_text("utf-8")


def test_an_edited_briefing_comes_back_with_tracked_changes_and_notices(
    walk: Walk, office: Office, tmp_path: Path, validate: Callable[[Path], None], to_pdf: Callable[[Path], Path]
) -> None:
    shutil.copy(CORRECTED, office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    walk.go("/correct")
    walk.judge()
    walk.page.fill("#reason", "统计部门复核")
    walk.drop(".drop", EXAMPLE / "edited.docx")
    walk.press("Correct")
    walk.sees("Conclusions change")
    walk.sees("What needs a person")
    walk.judge()
    taken = walk.take(lambda: walk.page.locator("main a.button[download]").first.click(), tmp_path)
    validate(taken)
    assert to_pdf(taken).stat().st_size > 10_000
    with zipfile.ZipFile(taken) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:ins " in document and "<w:del " in document
    for language in ("Chinese", "English"):
        name = walk.words(
            "Notice of the correction, {language} ({ending})", language=walk.words(language), ending=".docx"
        )
        validate(walk.take(lambda name=name: walk.page.get_by_role("link", name=name).click(), tmp_path))


def test_a_document_is_proof_read_and_taken_with_its_comments(
    walk: Walk, tmp_path: Path, validate: Callable[[Path], None], to_pdf: Callable[[Path], Path]
) -> None:
    walk.go("/check")
    walk.judge()
    walk.drop(".drop", EXAMPLE / "slips.docx")
    walk.press("Proof-read")
    walk.sees("Findings")
    walk.settle()
    assert walk.page.locator("mark").count() == 5
    walk.page.locator("mark a").first.click()
    assert "#finding-1" in walk.page.url
    walk.judge()
    walk.press("Copy with comments (.docx)")
    annotated = walk.take(lambda: walk.page.locator("main a[download]").first.click(), tmp_path)
    validate(annotated)
    assert to_pdf(annotated).stat().st_size > 10_000
    with zipfile.ZipFile(annotated) as archive:
        assert any(name.startswith("word/comments") for name in archive.namelist())


def test_the_language_is_the_browsers_until_it_is_chosen(walk: Walk) -> None:
    walk.go("/editions/gongyi-2021Q1/")
    lang = walk.page.locator("html").get_attribute("lang")
    assert lang == {"zh": "zh-CN", "en": "en"}[walk.language]
    walk.page.locator(".language button").click()
    assert walk.page.url.rstrip("?").endswith("/editions/gongyi-2021Q1/")
    assert walk.page.locator("html").get_attribute("lang") != lang
    walk.go("/")
    assert walk.page.locator("html").get_attribute("lang") != lang


def test_a_narrow_screen_shows_everything(browser: Browser, address: str, judge_of_access: Path) -> None:
    with walking(browser, address, "zh", judge_of_access, width=390) as walk:
        for path in NARROW:
            walk.go(path)
            walk.settle()
            walk.judge()
