"""From files to documents: what the shipped editions become, judged by the validator and LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hand_made
import pytest
from docx import Document

from report.catalogue import Language
from report.errors import InputFaults
from report.orders import House, open_house, orders_for
from report.pipeline import Briefing, compose, deliver
from report.word.read import hand_work, read_record

LANGUAGES: tuple[Language, Language] = ("zh", "en")
EDITIONS = ("china-2021Q4", "gongyi-2020", "gongyi-2021Q1")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="module")
def built(house: House) -> dict[tuple[str, str], Briefing]:
    briefings = list(compose(house, orders_for(house, (), (), force=False)))
    deliver(house, briefings)
    return {(briefing.edition, briefing.language): briefing for briefing in briefings}


def document_of(briefing: Briefing) -> Path:
    *_, document = briefing.files
    return document


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", EDITIONS)
class TestEachDocument:
    """Every edition in every language."""

    def test_is_valid(
        self,
        edition: str,
        language: str,
        built: dict[tuple[str, str], Briefing],
        validate: Callable[[Path], None],
    ) -> None:
        validate(document_of(built[edition, language]))

    def test_opens_in_libreoffice(
        self,
        edition: str,
        language: str,
        built: dict[tuple[str, str], Briefing],
        to_pdf: Callable[[Path], Path],
    ) -> None:
        assert to_pdf(document_of(built[edition, language])).stat().st_size > 10_000

    def test_is_as_generated_and_carries_its_record(
        self, edition: str, language: str, built: dict[tuple[str, str], Briefing]
    ) -> None:
        path = document_of(built[edition, language])
        assert not hand_work(path)
        record = read_record(path)
        assert record is not None
        assert (record.edition, record.language) == (edition, language)

    def test_says_what_its_markdown_says(
        self, edition: str, language: str, built: dict[tuple[str, str], Briefing]
    ) -> None:
        path = document_of(built[edition, language])
        markdown = hand_made.words(path.with_suffix(".md").read_text("utf-8"))
        headings = [line.removeprefix("## ") for line in markdown.splitlines() if line.startswith("## ")]
        printed = [paragraph.text for paragraph in Document(str(path)).paragraphs]
        assert headings
        assert [heading for heading in headings if not any(heading in text for text in printed)] == []

    def test_has_no_hole(self, edition: str, language: str, built: dict[tuple[str, str], Briefing]) -> None:
        document = Document(str(document_of(built[edition, language])))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        for hole in ("nan", "None", "[?]", "{{", "}}", "](", "figure:", "Undefined"):
            assert hole not in text.split() if hole == "nan" else hole not in text


@pytest.mark.parametrize("edition", ["gongyi-2020", "gongyi-2021Q1"])
def test_a_briefing_of_sample_data_says_so_on_its_face(edition: str, built: dict[tuple[str, str], Briefing]) -> None:
    for language, word in (("zh", "虚构的样例数据"), ("en", "invented sample data")):
        text = document_of(built[edition, language]).with_suffix(".md").read_text("utf-8")
        assert word in text.partition("\n# ")[0]


def test_a_briefing_of_real_data_alone_speaks_of_no_sample(built: dict[tuple[str, str], Briefing]) -> None:
    for language in LANGUAGES:
        path = document_of(built["china-2021Q4", language])
        assert "样例" not in path.with_suffix(".md").read_text("utf-8")
        assert "ample" not in path.with_suffix(".md").read_text("utf-8")
        assert "sample" not in path.with_suffix(".trace.csv").read_text("utf-8-sig").partition("\n")[2]


def test_what_real_data_cannot_say_is_left_out_and_listed(built: dict[tuple[str, str], Briefing]) -> None:
    left_out = {item.passage for item in built["china-2021Q4", "zh"].left_out}
    assert {"production", "investment", "tax", "targets-growth", "growth-chart", "investment-heading"} <= left_out


def test_the_eight_lost_numbers_have_their_places_again(built: dict[tuple[str, str], Briefing]) -> None:
    text = hand_made.words(document_of(built["gongyi-2020", "en"]).with_suffix(".md").read_text("utf-8"))
    for words in (
        "above designated size grew by ",
        "percentage points higher than the rates for the province and Zhengzhou",
        "Industrial investment grew by ",
        "aluminium industry grew by ",
        "investment in it was ",
        "billion yuan, up ",
        "R&D expenditure is to be no less than ",
    ):
        assert words in text


def test_the_gaps_of_2020_fit_what_is_published(built: dict[tuple[str, str], Briefing]) -> None:
    """(gap to Henan) − (gap to Zhengzhou) = 5.7 points, whatever is invented for Gongyi."""
    _, figures = hand_made.shipped("gongyi-2020")
    facts = hand_made.material(figures, hand_made.shipped("gongyi-2020")[0]).facts
    gaps = [facts.fact(f"iva.growth.gap@gongyi~{area}/2020Q4").value for area in ("henan", "zhengzhou")]
    assert str(gaps[0] - gaps[1]) == "5.7"


def test_nothing_is_written_while_composing(house: House, tmp_path: Path) -> None:
    elsewhere = open_house(house.inputs, house.templates, tmp_path / "new")
    assert len(list(compose(elsewhere, orders_for(elsewhere, ("china-2021Q4",), ("zh",), force=False)))) == 1
    assert not (tmp_path / "new").exists()


def test_templates_without_rules_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match=r"claims\.toml: expected a readable TOML file"):
        open_house(hand_made.INPUTS, tmp_path, tmp_path)


def test_a_file_that_cannot_be_read_is_a_fault_and_no_traceback(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputFaults, match=r"edition\.toml: expected a file that can be read, found Permission denied"):
        orders_for(house, ("gongyi-2020",), (), force=False)


def test_a_folder_in_the_place_of_a_file_is_a_fault_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "china-2021Q4.en.trace.csv").mkdir()
    with pytest.raises(InputFaults, match=r"china-2021Q4\.en\.trace\.csv: expected a file"):
        orders_for(open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path), ("china-2021Q4",), (), force=False)
