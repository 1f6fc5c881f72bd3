"""The whole work in a real browser, in both languages: what a person does at the page, from quarter to quarter."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page.browser import Walk, walking
from playwright.sync_api import Browser

from report.i18n import INTERFACES, Interface
from report.page.office import Office


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
    taken = walk.take(lambda: walk.page.get_by_role("link", name="gongyi-2021Q1.zh.docx").click(), tmp_path)
    validate(taken)
    assert to_pdf(taken).stat().st_size > 10_000
    assert taken.read_bytes() == (office.outputs / "gongyi-2021Q1.zh.docx").read_bytes()
    walk.page.locator("summary").first.click()
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


def test_the_language_is_the_browsers_until_it_is_chosen(walk: Walk) -> None:
    walk.go("/editions/gongyi-2021Q1/")
    lang = walk.page.locator("html").get_attribute("lang")
    assert lang == {"zh": "zh-CN", "en": "en"}[walk.language]
    walk.page.locator(".language button").click()
    assert walk.page.url.rstrip("?").endswith("/editions/gongyi-2021Q1/")
    assert walk.page.locator("html").get_attribute("lang") != lang
    walk.go("/")
    assert walk.page.locator("html").get_attribute("lang") != lang


@pytest.mark.parametrize("path", ["/", "/new", "/editions/gongyi-2021Q1/", "/editions/gongyi-2021Q1/preview"])
def test_a_narrow_screen_shows_everything(browser: Browser, address: str, judge_of_access: Path, path: str) -> None:
    with walking(browser, address, "zh", judge_of_access, width=390) as walk:
        walk.go(path)
        walk.settle()
        walk.judge()
