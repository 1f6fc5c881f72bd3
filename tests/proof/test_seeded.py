"""The errors that the proof-reader is tried on: each is one, stands where it is said to, and is the same every time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import hand_made
import pytest
from proof import by_hand, pages
from proof.by_chance import ByChance, by_chance
from proof.by_hand import Speaker
from proof.pages import Spot
from proof.places import stands_at
from proof.seeded import KINDS, WITH_CONTROLS_ONLY
from proof.trial import FORMS, Desk, Form, Made, caught, house_of, make

from report import edition
from report.catalogue import Area
from report.facts.derive import half_up
from report.facts.model import Subject
from report.figures.load import load
from report.figures.model import FigureKey, Figures
from report.proof.model import Finding

NUMBERS = (0, 2, 3, 5)  # of editions: one on a year among quarterly ones


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    return [case for number in NUMBERS for case in make(tmp_path_factory.mktemp("edition"), "tests", number)]


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


def read_edition(case: Made) -> tuple[Subject, Figures]:
    catalogue = house_of(case.inputs).catalogue
    made = edition.load(case.inputs / case.edition, catalogue)
    return made.subject, load(made.files, catalogue, made.reading)


def test_an_edition_by_chance_is_read_back_as_it_was_filed(cases: list[Made]):
    for number in NUMBERS:
        one = by_chance(Random(f"tests/{number}"), number)
        case = next(case for case in cases if case.edition == one.name)
        _, figures = read_edition(case)
        assert {str(key): figure.value for key, figure in figures.figures.items()} == {
            str(FigureKey.parse(key)): value for key, value in one.values.items()
        }
        assert len(figures.targets) == len(one.targets)


def test_every_kind_of_error_can_be_made(cases: list[Made]):
    found = {kind for case in cases for kind, errors in case.errors.items() if errors}
    assert found == set(KINDS)


def test_an_error_changes_its_own_block_and_no_other(cases: list[Made]):
    for case in cases:
        before = [block.text for block in pages.blocks(case.document, case.record)]
        for errors in case.errors.values():
            for error in (one for one in errors[:2] if one.base == "document" and one.changes):
                changed = pages.typed_over(case.document, error.block.index, error.changes)
                after = [block.text for block in pages.blocks(changed, case.record)]
                assert after[error.block.index] == error.text != error.block.text
                assert [at for at, text in enumerate(after) if text != before[at]] == [error.block.index]


def test_a_changed_digit_is_another_number_even_when_it_is_rounded(cases: list[Made]):
    for case in cases:
        for kind in ("digit changed", "digits swapped", "factor of ten", "table and text differ"):
            for error in case.errors[kind]:
                [(start, end, typed)] = error.changes
                figure = next(one for one in error.block.figures if one.start <= start and end <= one.end)
                old = Decimal(error.block.text[start:end].replace(",", ""))
                new = Decimal(typed.replace(",", ""))
                scale = abs(figure.value) / old if old else Decimal(1)
                assert half_up(new * scale, figure.decimals) != abs(figure.value), error.shown


def test_a_deleted_number_leaves_its_words(cases: list[Made]):
    for case in cases:
        for error in case.errors["number deleted"]:
            [(start, end, typed)] = error.changes
            assert re.fullmatch(r"[\d.,]+ ?", error.block.text[start:end])
            assert typed == ""


def test_a_claim_is_put_in_only_where_a_condition_is_known_not_to_hold(cases: list[Made]):
    for case in cases:
        earned = [claim.name for claim in case.record.claims if claim.held]
        words = "".join(error.text for error in case.errors["claim put in"])
        if "good_start" in earned:
            assert "实现“开门红”" not in words


def test_an_old_vintage_stands_in_the_document_made_of_it(cases: list[Made]):
    for case in cases:
        texts = {block.text for block in pages.blocks(case.earlier, case.record)}
        now = [block.text for block in pages.blocks(case.document, case.record)]
        for error in case.errors["old vintage"]:
            assert error.text in texts
            assert error.text != now[error.block.index] or len(texts) != len(now)


def test_stripped_text_says_the_same_without_controls_or_record(cases: list[Made]):
    for case in cases:
        whole = pages.blocks(case.document, case.record)
        bare = pages.stripped(case.document)
        assert [block.text.replace("\t", "") for block in pages.blocks(bare, case.record)] == [
            block.text for block in whole
        ]
        assert b"sdt" not in bare
        assert not any(block.figures for block in pages.blocks(bare, case.record))


def numbers(words: str) -> list[Decimal]:
    return [Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", words)]


@pytest.mark.parametrize("number", range(40))
def test_parts_by_hand_add_up_where_they_hold_and_do_not_where_they_are_wrong(number: int):
    sentence = by_hand.parts_and_total(speaker(number))
    for words, holds in ((sentence.sound, True), (sentence.wrong, False)):
        for one in words.values():
            _, *said = numbers(one)
            whole = max(said)
            assert (sum(said) == 2 * whole) is holds
            assert holds or abs(sum(said) - 2 * whole) > 1


@pytest.mark.parametrize("number", range(40))
def test_shares_by_hand_come_to_a_hundred_where_they_hold_and_to_more_where_they_are_wrong(number: int):
    sentence = by_hand.share_beyond_100(speaker(number))
    for one in sentence.sound.values():
        assert abs(sum(numbers(one)[1:]) - 100) <= Decimal("0.1")
    for one in sentence.wrong.values():
        assert sum(numbers(one)[1:]) >= Decimal("102.9")


@pytest.mark.parametrize("number", range(40))
def test_two_editions_by_hand_say_the_same_where_they_hold_and_another_number_where_they_do_not(number: int):
    sentence = by_hand.said_otherwise(speaker(number))
    factor = 10 if "亿元" in sentence.sound["zh"] else 1
    said = {
        (holds, language): numbers(words)[1] * (factor if language == "en" else 1)
        for holds, both in ((True, sentence.sound), (False, sentence.wrong))
        for language, words in both.items()
    }
    assert said[True, "zh"] == said[True, "en"]
    assert said[False, "zh"] != said[True, "en"]
    assert said[False, "en"] != said[True, "zh"]


def speaker(number: int) -> Speaker:
    area = house_area("china" if number % 3 == 0 else "gongyi")
    return Speaker(area, 2010 + number % 9, Random(number))


def house_area(key: str) -> Area:
    return hand_made.CATALOGUE.areas[key]


def test_what_is_said_by_hand_is_of_years_that_no_figure_is_of(cases: list[Made]):
    for case in cases:
        _, figures = read_edition(case)
        known = {key.period.year for key in figures.figures if key.indicator != "iva"}
        for kind in ("parts and total", "share beyond 100", "editions differ"):
            for error in case.errors[kind]:
                ((_, _, typed),) = error.changes
                assert not known & {int(year) for year in re.findall(r"\b20[0-2]\d(?!\d|\.)", typed.replace("年", " "))}


def test_a_chart_of_other_figures_has_one_point_that_is_not_its_figure(cases: list[Made]):
    for case in cases:
        for error in case.errors["native chart of other figures"]:
            assert error.chart is not None and case.chart is not None
            assert error.chart.categories == case.chart.categories
            differ = [one != other for one, other in zip(error.chart.values, case.chart.values, strict=True)]
            assert sum(differ) == 1


def test_an_amount_in_hundred_millions_is_no_amount_in_billions(cases: list[Made]):
    for case in cases:
        for error in case.errors["亿 taken for billion"]:
            [(start, end, typed)] = error.changes
            old, new = Decimal(error.block.text[start:end].replace(",", "")), Decimal(typed)
            assert new == (old / 10 if case.language == "zh" else old * 10)


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


# A small run of the benchmark.
TRIED = [(kind, form) for kind in KINDS for form in FORMS if form == "controls" or kind not in WITH_CONTROLS_ONLY]


@pytest.fixture(scope="module")
def desks(cases: list[Made], tmp_path_factory: pytest.TempPathFactory) -> list[Desk]:
    return [Desk(house_of(case.inputs), case, tmp_path_factory.mktemp("desk")) for case in cases]


@pytest.fixture(scope="module")
def clean(desks: list[Desk]) -> dict[tuple[int, Form], list[Finding]]:
    return {(at, form): desk.findings(desk.made.document, form) for at, desk in enumerate(desks) for form in FORMS}


def test_a_small_run_raises_no_false_alarm(clean: dict[tuple[int, Form], list[Finding]]):
    assert [one for findings in clean.values() for one in findings if one.is_to_mend] == []


@pytest.mark.parametrize(("kind", "form"), TRIED)
def test_a_small_run_catches_an_error_of_each_kind(
    kind: str, form: Form, desks: list[Desk], clean: dict[tuple[int, Form], list[Finding]]
):
    missed = []
    for at, desk in enumerate(desks):
        for error in desk.made.errors[kind][:1]:
            found = [one for one in desk.of_error(error, form) if one not in clean[at, form]]
            if not caught(error, found):
                missed.append(f"{desk.made.edition}.{desk.made.language}: {error.shown}")
    assert missed == []
