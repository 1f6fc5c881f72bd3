"""Other programs that save a document change its file, and nothing that a person sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from corrections.corrected import base
from corrections.rewritten import Habits, as_word_saves
from corrections.settled import settled

ALL_HABITS = [Habits(*one) for one in product(("kept", "parted", "merged"), ("kept", "untagged", "unwrapped"))]


@pytest.fixture(scope="module")
def issued() -> bytes:
    return base("gongyi-2021Q1")["zh"].document


def part(document: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("used", [*ALL_HABITS, Habits(bookmarks=False, prefixes=True, record=True)])
def test_saved_as_word_saves_it_says_and_looks_the_same(
    used: Habits, issued: bytes, tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    again = as_word_saves(issued, used, seed=5)
    assert settled(again) == settled(issued)
    assert part(again) != part(issued)
    path = tmp_path / "again.docx"
    path.write_bytes(again)
    validate(path)


def test_habits_do_what_they_say(issued: bytes) -> None:
    parted = part(as_word_saves(issued, Habits()))
    merged = part(as_word_saves(issued, Habits(runs="merged")))
    assert merged.count("</w:r>") < part(issued).count("</w:r>") < parted.count("</w:r>")
    assert "w:rsidR" in parted and "<w:proofErr" in parted and "<w:lastRenderedPageBreak" in parted
    assert "<w:tag" not in part(as_word_saves(issued, Habits(controls="untagged")))
    assert "<w:sdt>" not in part(as_word_saves(issued, Habits(controls="unwrapped")))
    assert "_p_" not in part(as_word_saves(issued, Habits(bookmarks=False)))
    assert "<w:p>" not in part(as_word_saves(issued, Habits(prefixes=True)))
    assert "record" in part(as_word_saves(issued, Habits(record=True)), "customXml/item71.xml")


def test_saved_by_the_npm_package_docx_it_says_and_looks_the_same(
    issued: bytes, saved_by_npm_docx: Callable[[bytes], bytes], tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    """After Word: it takes it for granted that what may be ignored is declared under the prefix mc."""
    again = saved_by_npm_docx(as_word_saves(issued, Habits()))
    assert settled(again) == settled(issued)
    path = tmp_path / "again.docx"
    path.write_bytes(again)
    validate(path)
