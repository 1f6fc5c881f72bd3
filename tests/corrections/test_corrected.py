"""Corrections by chance are such as an office makes, and the product can build of most of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corrections.corrected import EDITIONS, Correction, base, corrections, ours
from corrections.settled import settled
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def test_a_correction_of_nothing_gives_the_same_words() -> None:
    made = ours("gongyi-2021Q1", Correction(()))
    assert made is not None
    for language, one in base("gongyi-2021Q1").items():
        assert made[language].narrative.markdown == one.narrative.markdown
        assert settled(made[language].document) == settled(one.document)


def test_a_figure_corrected_stands_in_the_text_and_in_the_chart() -> None:
    made = ours("gongyi-2021Q1", Correction((("iva.growth@gongyi/2021Q1", "digit", 3),)))
    assert made is not None
    assert "31.5%" in made["zh"].narrative.markdown
    assert "31.5%" in made["zh"].pictures["growth"].alt
    assert any("31.5 percent" in line for line in settled(made["en"].document).lines())


def test_a_figure_withdrawn_takes_its_passage_with_it() -> None:
    made = ours("gongyi-2021Q1", Correction((("green_plants.count@gongyi/2021Q1", "withdrawn", 1),)))
    assert made is not None
    passages = {passage.id for passage in base("gongyi-2021Q1")["zh"].narrative.passages}
    assert passages - {passage.id for passage in made["zh"].narrative.passages} == {"targets-count"}


@FEW
@given(st.sampled_from(EDITIONS).flatmap(lambda edition: st.tuples(st.just(edition), corrections(edition))))
def test_a_correction_is_made_in_both_languages_or_not_at_all(case: tuple[str, Correction]) -> None:
    made = ours(*case)
    assert made is None or set(made) == {"zh", "en"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_was_issued_is_a_document(edition: str, tmp_path: Path, validate: Callable[[Path], None]) -> None:
    for language, made in base(edition).items():
        path = tmp_path / f"{language}.docx"
        path.write_bytes(made.document)
        validate(path)
