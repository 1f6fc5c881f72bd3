"""Whether a bulletin still is what was made: what counts as a change, and what does not."""

from __future__ import annotations

import pytest
from html_made import written

from report.html.stamp import stamp_of
from report.narrative.model import Kind, Passage, Span

PAGE = written(Passage("lead", Kind.PARAGRAPH, (Span("Growth was 8.2 percent."),))).content


def test_a_bulletin_knows_what_it_was_made_from() -> None:
    stamp = stamp_of(PAGE)
    assert stamp is not None
    assert (stamp.inputs, stamp.intact) == ("a" * 64, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"8.2", b"8.3"),
        (b"Growth was", b"Growth  was"),
        (b"</main>", b"<p>More.</p></main>"),
        (b"color: var(--ink)", b"color: red"),
        (b'lang="en"', b'lang="de"'),
        (b'content="' + b"a" * 64, b'content="' + b"b" * 64),
    ],
)
def test_any_change_is_seen(old: bytes, new: bytes) -> None:
    assert old in PAGE
    stamp = stamp_of(PAGE.replace(old, new, 1))
    assert stamp is not None
    assert not stamp.intact


def test_what_a_program_makes_of_the_ends_of_lines_is_no_change() -> None:
    stamp = stamp_of(PAGE.replace(b"\n", b"\r\n"))
    assert stamp is not None
    assert stamp.intact


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><p>8.2%", PAGE.replace(b"briefing-content", b"other")])
def test_another_page_is_none_of_ours(content: bytes) -> None:
    assert stamp_of(content) is None


def test_words_that_look_like_a_stamp_are_words() -> None:
    forged = '<meta name="briefing-content" content="' + "0" * 64 + '">'
    stamp = stamp_of(written(Passage("lead", Kind.PARAGRAPH, (Span(forged, "hand"),))).content)
    assert stamp is not None
    assert stamp.intact
