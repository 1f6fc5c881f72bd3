"""The errors that the proof-reader is tried on: each is one, stands where it is said to, and is the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from proof import pages, seeded
from proof.by_chance import TEMPLATES, ByChance, by_chance, earlier_vintage, file_edition
from proof.pages import Spot
from proof.places import stands_at
from proof.seeded import KINDS, Page, Seeded

from report import edition, pipeline
from report.catalogue import Language
from report.facts.derive import Facts, half_up
from report.figures.model import FigureKey
from report.orders import House, open_house, orders_for
from report.pipeline import Briefing

NUMBERS = (0, 2, 3, 5)  # of editions: one on a year among quarterly ones


@dataclass(frozen=True)
class Case:
    language: Language
    document: bytes
    earlier: bytes
    briefing: Briefing
    errors: Mapping[str, list[Seeded]]


def _briefings(house: House) -> dict[Language, Briefing]:
    return {one.language: one for one in pipeline.compose(house, orders_for(house, [], [], force=True))}


def _document(briefing: Briefing) -> bytes:
    return next(content for path, content in briefing.files.items() if path.suffix == ".docx")


def _cases(folder: Path, number: int) -> list[Case]:
    random = Random(f"tests/{number}")
    made = by_chance(random, number)
    file_edition(made, folder / "now")
    file_edition(earlier_vintage(random, made), folder / "then")
    house, before = (open_house(folder / name, TEMPLATES, folder / "outputs") for name in ("now", "then"))
    now, then = _briefings(house), _briefings(before)
    subject = edition.load(folder / "now" / made.name, house.catalogue).subject
    cases: list[Case] = []
    for language, one in now.items():
        document, earlier = _document(one), _document(then[language])
        blocks, blocks_then = pages.blocks(document, one.record), pages.blocks(earlier, then[language].record)
        facts = Facts(one.figures, house.catalogue)
        page = Page(language, blocks, facts, house.claims, subject, Random(number), blocks_then)
        cases.append(Case(language, document, earlier, one, seeded.seeded(page)))
    return cases


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return [case for number in NUMBERS for case in _cases(tmp_path_factory.mktemp("edition"), number)]


@pytest.fixture(scope="module")
def made() -> list[ByChance]:
    return [by_chance(Random(f"tests/{number}"), number) for number in range(25)]


def test_figures_by_chance_hang_together(made: list[ByChance]):
    for one in made:
        at = f"{one.area}/{one.period}"
        parts = sum(one.values[f"{part}.level@{at}"] for part in ("primary", "secondary", "tertiary"))
        assert parts == one.values[f"gdp.level@{at}"]
        if one.area == "gongyi":
            industrial, tax = one.values[f"industrial_tax.level@{at}"], one.values[f"tax.level@{at}"]
            assert one.values[f"tax_share.share@{at}"] == half_up(industrial / tax * 100, 1)


def test_figures_by_chance_are_the_same_for_the_same_seed(made: list[ByChance]):
    assert made == [by_chance(Random(f"tests/{number}"), number) for number in range(25)]


def test_an_edition_by_chance_is_read_back_as_it_was_filed(cases: list[Case], tmp_path: Path):
    for number in NUMBERS:
        one = by_chance(Random(f"tests/{number}"), number)
        figures = next(case.briefing.figures for case in cases if case.briefing.edition == one.name)
        assert {str(key): figure.value for key, figure in figures.figures.items()} == {
            str(FigureKey.parse(key)): value for key, value in one.values.items()
        }
        assert len(figures.targets) == len(one.targets)


def test_every_kind_of_error_can_be_made(cases: list[Case]):
    found = {kind for case in cases for kind, errors in case.errors.items() if errors}
    assert found >= set(KINDS) - {"picture of other figures"}


def test_an_error_changes_its_own_block_and_no_other(cases: list[Case]):
    for case in cases:
        before = [block.text for block in pages.blocks(case.document, case.briefing.record)]
        for errors in case.errors.values():
            for error in (one for one in errors[:2] if one.base == "document"):
                changed = pages.typed_over(case.document, error.block.index, error.changes)
                after = [block.text for block in pages.blocks(changed, case.briefing.record)]
                assert after[error.block.index] == error.text != error.block.text
                assert [at for at, text in enumerate(after) if text != before[at]] == [error.block.index]


def test_a_changed_digit_is_another_number_even_when_it_is_rounded(cases: list[Case]):
    for case in cases:
        for kind in ("digit changed", "digits swapped", "factor of ten", "table and text differ"):
            for error in case.errors[kind]:
                [(start, end, typed)] = error.changes
                figure = next(one for one in error.block.figures if one.start <= start and end <= one.end)
                old = Decimal(error.block.text[start:end].replace(",", ""))
                new = Decimal(typed.replace(",", ""))
                scale = abs(figure.value) / old if old else Decimal(1)
                assert half_up(new * scale, figure.decimals) != abs(figure.value), error.shown


def test_a_deleted_number_leaves_its_words(cases: list[Case]):
    for case in cases:
        for error in case.errors["number deleted"]:
            [(start, end, typed)] = error.changes
            assert re.fullmatch(r"[\d.,]+ ?", error.block.text[start:end])
            assert typed == ""


def test_a_claim_is_put_in_only_where_a_condition_is_known_not_to_hold(cases: list[Case]):
    for case in cases:
        earned = [claim.name for claim in case.briefing.record.claims if claim.held]
        words = "".join(error.text for error in case.errors["claim put in"])
        if "good_start" in earned:
            assert "实现“开门红”" not in words


def test_an_old_vintage_stands_in_the_document_made_of_it(cases: list[Case]):
    for case in cases:
        texts = {block.text for block in pages.blocks(case.earlier, case.briefing.record)}
        now = [block.text for block in pages.blocks(case.document, case.briefing.record)]
        for error in case.errors["old vintage"]:
            assert error.text in texts
            assert error.text != now[error.block.index] or len(texts) != len(now)


def test_stripped_text_says_the_same_without_controls_or_record(cases: list[Case]):
    for case in cases:
        whole = pages.blocks(case.document, case.briefing.record)
        bare = pages.stripped(case.document)
        assert [block.text.replace("\t", "") for block in pages.blocks(bare, case.briefing.record)] == [
            block.text for block in whole
        ]
        assert b"sdt" not in bare
        assert not any(block.figures for block in pages.blocks(bare, case.briefing.record))


@dataclass(frozen=True)
class _Finding:
    place: str
    text: str


@pytest.mark.parametrize(
    ("finding", "spot", "stands"),
    [
        (_Finding("paragraph 5", "增长31.2%"), Spot(5, text="工业增加值增长31.2%。"), True),
        (_Finding("paragraph 7", "增长31.2%"), Spot(5, text="工业增加值增长31.2%。"), True),
        (_Finding("paragraph 5", "增长13.2%"), Spot(5, text="工业增加值增长31.2%。"), False),
        (_Finding("paragraph 5", ""), Spot(5, text="工业增加值增长%。"), True),
        (_Finding("paragraph 6", ""), Spot(5, text="工业增加值增长%。"), False),
        (_Finding("table 1, row 3, column 4", "31.2"), Spot(0, 1, 3, 4, "31.2"), True),
        (_Finding("table 1, row 3, column 5", "31.2"), Spot(0, 1, 3, 4, "31.2"), False),
        (_Finding("paragraph 5", "31.2"), Spot(0, 1, 3, 4, "31.2"), False),
        (_Finding("table 1, row 3, column 4", "31.2"), Spot(5, text="增长31.2%"), False),
    ],
)
def test_a_finding_stands_in_the_paragraph_or_cell_of_the_error(finding: _Finding, spot: Spot, stands: bool):
    assert stands_at(finding, spot) is stands
