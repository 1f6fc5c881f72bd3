"""Hands do what staff do: each edit can be seen, leaves a valid document, and what was typed is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random

import pytest
from corrections.corrected import base
from corrections.hands import EDITS, edited
from corrections.settled import Settled, settled

from report.catalogue import Language

WORDLESS = {"delete", "split", "join", "move", "copy", "restyle", "resize", "replace", "embolden", "redden", "track"}


@pytest.fixture(scope="module")
def issued() -> dict[Language, bytes]:
    return {language: made.document for language, made in base("gongyi-2021Q1").items()}


@pytest.fixture(scope="module")
def read(issued: dict[Language, bytes]) -> dict[Language, Settled]:
    return {language: settled(document) for language, document in issued.items()}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_changes_the_document_and_says_what_was_typed(
    name: str, issued: dict[Language, bytes], read: dict[Language, Settled]
) -> None:
    for language, seed in product(issued, range(2)):
        made = edited(issued[language], [(name, seed)])
        found = settled(made.document)
        assert made.done == (name,)
        assert found != read[language]
        assert made.typed or name.partition("_")[0] in WORDLESS
        assert all(found.typed(words) for words in made.typed)


def test_the_same_steps_do_the_same(issued: dict[Language, bytes]) -> None:
    steps = [("retype_number", 1), ("footnote", 2), ("track_number", 3), ("replace_picture", 4)]
    assert edited(issued["zh"], steps) == edited(issued["zh"], steps)


def test_a_number_that_a_correction_brings_may_be_typed(issued: dict[Language, bytes]) -> None:
    typed = {edited(issued["zh"], [("retype_number", seed)], numbers=["31.9%"]).typed for seed in range(20)}
    assert ("31.9%",) in typed


def test_what_cannot_be_done_is_passed_over() -> None:
    bulletin = base("gongyi-2020")["zh"].document
    made = edited(bulletin, [("embolden", 1), ("delete_row", 1)] * 60)
    assert set(made.done) <= {"embolden", "delete_row"}
    assert made.done.count("delete_row") < 60


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("seed", range(5))
def test_many_edits_leave_a_valid_document(
    seed: int, language: Language, issued: dict[Language, bytes], tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    """Every edit has its turn, after whatever others."""
    random = Random(seed)
    names = sorted(EDITS)
    random.shuffle(names)
    path = tmp_path / "edited.docx"
    path.write_bytes(edited(issued[language], [(name, random.randrange(2**16)) for name in names[:18]]).document)
    validate(path)
