"""The law of corrections over random edits and random corrections: see :mod:`corrections.law`.

``LAW_CASES`` is how many the first test tries, over both editions and languages; the gate tries a thousand. The others
are as many as can be judged in moments by LibreOffice, by the Open XML SDK validator, or after another program;
``python tests/corrections/many.py`` judges as many as are asked for by all of them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from corrections.corrected import EDITIONS, Correction, Turn, base
from corrections.judges import Verdicts, broken_schemas
from corrections.law import Case, Fate, Played, Sequel, body, broken, cases, play, play_on, stories
from corrections.office import Office
from corrections.rewritten import Habits
from corrections.settled import settled
from hypothesis import HealthCheck, Phase, assume, given, settings

from report.catalogue import Language

COUNT = int(os.environ.get("LAW_CASES", "40"))
ANY = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None, print_blob=False)
MANY = settings(ANY, max_examples=-(-COUNT // 4))  # one test for each edition and language
SOME = settings(ANY, max_examples=15)
FEW = settings(ANY, max_examples=4, phases=[Phase.generate])


def there(played: Played | None) -> Played:
    """A case that the corrected figures make a briefing of; others are passed over."""
    assume(played is not None)
    assert played is not None
    return played


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_correction_breaks_the_law(edition: str, language: Language) -> None:
    @MANY
    @given(cases([edition], [language]))
    def holds(case: Case) -> None:
        assert list(broken(there(play(case)))) == []

    holds()


@SOME
@given(stories())
def test_no_second_correction_breaks_the_law(story: tuple[Case, Sequel]) -> None:
    case, sequel = story
    assert list(broken(there(play_on(case, there(play(case)), sequel)))) == []


@pytest.mark.parametrize("fate", ["accepted", "rejected", "left standing"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_correction_back_to_the_first_figures_gives_back_the_first_document(fate: Fate, language: Language) -> None:
    turned: tuple[str, Turn, int] = ("iva.growth@gongyi/2021Q1", "sign", 3)
    withdrawn: tuple[str, Turn, int] = ("tax.level@gongyi/2021Q1", "withdrawn", 1)
    case = Case("gongyi-2021Q1", language, (), None, Correction((turned, withdrawn), ((0, 30),), days=5, issues=1))
    first = play(case)
    assert first is not None
    back = play_on(case, first, Sequel(fate, 0, (), None, first.author))
    assert back is not None
    assert list(broken(back)) == []
    assert body(first.carried.content, "accept") != body(first.document, "accept")
    assert body(back.carried.content, "accept") == body(first.document, "accept")


def test_libreoffice_accepts_and_rejects_to_the_same_words(office: Office) -> None:
    """Where it reads the edited document itself otherwise, a case says nothing; most must say something."""
    verdicts = Verdicts()

    @settings(ANY, max_examples=6, phases=[Phase.generate])
    @given(stories())
    def agrees(story: tuple[Case, Sequel]) -> None:
        case, sequel = story
        first = there(play(case))
        for played in filter(None, (first, play_on(case, first, sequel))):
            assert verdicts.of_libreoffice(played, office) == []

    agrees()
    assert verdicts.agreed >= verdicts.undecided
    assert verdicts.agreed > 6


def test_no_correction_breaks_the_schemas(schema_errors: Callable[[bytes], Counter[str]]) -> None:
    @FEW
    @given(stories())
    def holds(story: tuple[Case, Sequel]) -> None:
        case, sequel = story
        first = there(play(case))
        played = play_on(case, first, sequel) or first
        assert broken_schemas(played, schema_errors) == []

    holds()


def test_no_correction_breaks_the_law_after_libreoffice_saved_the_document(
    saved_again: Callable[[Path], Path], office: Office, tmp_path: Path
) -> None:
    def rewritten(document: bytes) -> bytes:
        path = tmp_path / "edited.docx"
        path.write_bytes(document)
        return saved_again(path).read_bytes()

    verdicts = Verdicts()

    @FEW
    @given(cases())
    def holds(case: Case) -> None:
        played = there(play(replace(case, saved=None), rewritten))
        assert list(broken(played)) == []
        assert verdicts.of_libreoffice(played, office) == []

    holds()
    assert verdicts.agreed


@pytest.mark.parametrize("saved", [None, Habits()], ids=["as it was made", "after Word"])
def test_no_correction_breaks_the_law_after_the_npm_package_docx_saved_the_document(
    saved: Habits | None, saved_by_npm_docx: Callable[[bytes], bytes]
) -> None:
    @FEW
    @given(cases())
    def holds(case: Case) -> None:
        assert list(broken(there(play(replace(case, saved=saved), saved_by_npm_docx)))) == []

    holds()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_npm_package_docx_saves_a_briefing_that_says_and_looks_the_same(
    edition: str, language: Language, saved_by_npm_docx: Callable[[bytes], bytes]
) -> None:
    document = base(edition)[language].document
    assert settled(saved_by_npm_docx(document)) == settled(document)
