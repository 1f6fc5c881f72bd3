"""Text as it stands in XML: whatever it is, it is read as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.word.inline import run, text_run
from report.word.ooxml import W, Xml, elements, in_text, quoted

CARRIED = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\ufffe\uffff")).map(
    lambda text: "".join(one for one in text if one >= " " or one in "\t\n\r")
)
SPECIAL = CARRIED | st.text("&<>\"'\t\n\r;#x1]")


@given(SPECIAL)
def test_words_between_tags_read_as_themselves(text: str) -> None:
    (made,) = elements(Xml(f"<w:t>{in_text(text)}</w:t>"))
    assert (made.text or "") == text


@given(SPECIAL)
def test_words_in_an_attribute_read_as_themselves(text: str) -> None:
    (made,) = elements(Xml(f'<w:tag w:val="{quoted(text)}"/>'))
    assert made.get(W + "val") == text


@pytest.mark.parametrize("text", ["", "a", " a ", "a\tb", "a\r\nb", "a\rb\nc", "<w:t/>&amp;"])
def test_a_run_reads_as_its_words_with_breaks_and_tabs_of_word(text: str) -> None:
    shown = {"t": lambda one: one.text, "tab": lambda _: "\t", "br": lambda _: "\n"}
    made = run(text)
    read = "".join(shown[child.tag.removeprefix(W)](child) for child in made)
    assert read == text.replace("\r\n", "\n").replace("\r", "\n")


def test_elements_stand_by_themselves() -> None:
    first, second = elements(Xml(text_run("a") + text_run("b")))
    assert first.getparent() is None
    assert second.getprevious() is None
