"""A template while it is typed, in a browser: the preview comes by itself, and faults are marked beside their lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

FILE = "templates/bulletin.en.md.j2"
LINE = 12


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.goto(f"{address}{FILE}")
        yield page


def test_the_preview_follows_what_is_typed_and_marks_the_line_of_a_fault(page: Page) -> None:
    text = page.input_value("#text")
    expect(page.locator("#preview-status")).to_have_text("No fault.")
    page.fill("#text", text.replace("The high-precision", "The plants are busy. The high-precision", 1))
    expect(page.locator("#preview")).to_contain_text("The plants are busy.")
    page.fill("#text", text.replace("The high-precision", "{{ iva.growht|moved }} The high-precision", 1))
    expect(page.locator("#preview-status")).to_have_text("1 fault")
    expect(page.locator(".lines .marked")).to_have_count(1)
    assert (
        page.evaluate("[...document.querySelectorAll('.lines div')].findIndex(e => e.matches('.marked')) + 1") == LINE
    )
    page.click("#preview a[data-line]")
    selected = page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)")
    assert "{{ iva.growht|moved }}" in selected and "\n" not in selected
    page.fill("#text", text)
    expect(page.locator("#preview-status")).to_have_text("No fault.")
    expect(page.locator(".lines .marked")).to_have_count(0)


def test_numbers_stand_beside_their_lines_and_the_tab_key_leaves_the_text(page: Page) -> None:
    text, numbers = (page.evaluate(f"document.querySelector('{one}').scrollHeight") for one in ("#text", ".lines"))
    assert abs(text - numbers) <= 2
    text = page.input_value("#text")
    page.focus("#text")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"
    assert page.input_value("#text") == text
