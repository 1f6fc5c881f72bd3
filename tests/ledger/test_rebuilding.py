"""The ledger made anew from documents alone, after it was lost."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import hand_made
import pytest
from docx import Document
from ledger_made import counted, note, rows

from report.charts.draw import draw
from report.errors import InputFaults
from report.figures.model import FigureKey
from report.ledger import entries, querying
from report.ledger.opening import reading
from report.ledger.rebuilding import rebuild
from report.orders import House, open_house, orders_for
from report.pipeline import as_filed, compose, deliver, prepare
from report.word.record import Record, record_of
from report.word.write import write

GDP = "gdp.level@china/2021Q4"
CITED = (
    "SELECT passage, element, at, printed, sentence, fact, value, unit, arithmetic, CAST(sources AS TEXT) "
    "FROM ledger_citations"
)
STATED = (
    "SELECT edition, language, file, sha256, record, inputs, template, title, supersedes, making, reason "
    "FROM ledger_documents"
)
CLAIMS = "SELECT name, held FROM ledger_claims"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="module")
def issued(house: House) -> entries.Entry:
    """Documents in the house's outputs, and what their build notes."""
    orders = orders_for(house, ("china-2021Q4", "gongyi-2021Q1"), ("zh",), force=False)
    briefings = list(compose(house, orders))
    deliver(house, briefings)
    return entries.of_build((order.edition for order in orders), briefings, house.outputs)


@pytest.fixture
def folder(house: House, issued: entries.Entry, tmp_path: Path) -> Path:
    return Path(shutil.copytree(house.outputs, tmp_path / "outputs"))


def corrected(house: House, path: Path, day: datetime.date = datetime.date(2022, 12, 27)) -> Record:
    """Another generation of the national briefing, in which GDP was corrected, written to ``path``."""
    (order,) = orders_for(house, ("china-2021Q4",), ("zh",), force=True)
    (prepared,) = prepare(house, [order], as_filed)
    pictures = {chart.id: draw(chart) for chart in prepared.charts}
    first = record_of(prepared.narrative, prepared.heading, [(chart, pictures[chart.id]) for chart in prepared.charts])
    heading = replace(first.heading, making="revision", made=day, reason="最终核实", inputs="later")
    sources = [replace(one, value="1149237.0") if one.key == GDP else one for one in first.sources]
    record = replace(first, heading=heading, sources=tuple(sources), former=first)
    path.write_bytes(write(prepared.narrative, pictures, record, prepared.properties, house.templates / "style.docx"))
    return record


def test_a_rebuilt_ledger_has_the_documents_that_the_lost_one_had(
    address: str, issued: entries.Entry, folder: Path, tmp_path: Path
) -> None:
    lost = str(tmp_path / "lost.sqlite")
    note(lost, issued)
    rebuilt = rebuild(address, folder)
    assert [made.file for made in rebuilt.noted] == ["gongyi-2021Q1.zh.docx", "china-2021Q4.zh.docx"]
    assert (rebuilt.passed_over, rebuilt.faults) == ({}, ())
    for told in (STATED, CITED, CLAIMS):
        assert sorted(rows(address, told)) == sorted(rows(lost, told))


def test_cited_figures_come_back_with_their_cells_on_the_documents_date(address: str, folder: Path) -> None:
    rebuild(address, folder)
    about, figures = hand_made.shipped("china-2021Q4")
    with reading(address) as connection:
        found = querying.figures_on(connection, about.name, about.date, hand_made.CATALOGUE)
        before = querying.editions_known(connection, about.date - datetime.timedelta(days=1))
    assert about.name not in before
    assert found.figures
    assert dict(found.figures) == {key: figures.figures[key] for key in found.figures}
    again = hand_made.narratives(found, about)["zh"]
    assert again.markdown == hand_made.narratives(figures, about)["zh"].markdown


def test_an_edition_whose_targets_are_known_by_value_alone_is_not_built_from_guesses(
    address: str, folder: Path
) -> None:
    rebuild(address, folder)
    with reading(address) as connection, pytest.raises(InputFaults, match="its value alone"):
        querying.figures_on(connection, "gongyi-2021Q1", datetime.date(2030, 1, 1), hand_made.CATALOGUE)


def test_generations_come_back_oldest_first_with_what_each_corrects(address: str, house: House, folder: Path) -> None:
    record = corrected(house, folder / "china-2021Q4.zh.docx")
    rebuild(address, folder)
    wanted = (
        "SELECT r.at, d.record, d.supersedes, d.making, d.reason FROM ledger_documents d "
        "JOIN ledger_runs r ON r.seq = d.run WHERE d.edition = 'china-2021Q4' ORDER BY d.seq"
    )
    assert record.former
    first, last = entries.record_digest(record.former), entries.record_digest(record)
    assert rows(address, wanted) == [
        ("2022-06-01T00:00:00+00:00", first, "", "build", ""),
        ("2022-12-27T00:00:00+00:00", last, first, "revision", "最终核实"),
    ]
    with reading(address) as connection:
        told = querying.history(connection, "gdp", "china", "2021Q4")
        standing = {one.file: one.sha256 for one in querying.latest_documents(connection)}
    assert [(one.value, one.at[:10], one.reason) for one in told if ".level" in one.key] == [
        ("1143669.7", "2022-06-01", ""),
        ("1149237.0", "2022-12-27", "最终核实"),
    ]
    path = folder / "china-2021Q4.zh.docx"
    assert standing[path.name] == entries.sha256(path.read_bytes())


def test_generations_of_one_day_come_back_oldest_first_too(address: str, house: House, folder: Path) -> None:
    about, _ = hand_made.shipped("china-2021Q4")
    corrected(house, folder / "china-2021Q4.zh.docx", about.date)
    rebuild(address, folder)
    with reading(address) as connection:
        found = querying.figures_on(connection, about.name, about.date, hand_made.CATALOGUE)
    assert str(found.figures[FigureKey.parse(GDP)].value) == "1149237.0"


def test_a_document_beside_its_correction_keeps_its_own_name(address: str, house: House, folder: Path) -> None:
    corrected(house, folder / "a-correction.docx")
    rebuild(address, folder)
    found = rows(address, "SELECT file, making FROM ledger_documents WHERE edition = 'china-2021Q4'")
    assert sorted(found) == [("a-correction.docx", "revision"), ("china-2021Q4.zh.docx", "build")]


def test_rebuilding_again_or_over_a_whole_ledger_adds_nothing(
    address: str, issued: entries.Entry, folder: Path
) -> None:
    note(address, issued)
    before = counted(address)
    assert rebuild(address, folder).noted == ()
    assert counted(address) == before
    (folder / "china-2021Q4.zh.docx").rename(folder / "moved.docx")
    assert rebuild(address, folder).noted == ()


def test_what_carries_no_record_is_passed_over_and_what_is_damaged_is_told(address: str, folder: Path) -> None:
    Document().save(str(folder / "letter.docx"))
    shutil.copy(folder / "china-2021Q4.zh.docx", folder / "china-2021Q4@2022-06-01.zh.docx")
    (folder / "~$ina-2021Q4.zh.docx").write_bytes(b"Word has it open")
    (folder / "torn.docx").write_bytes((folder / "china-2021Q4.zh.docx").read_bytes()[:5000])
    rebuilt = rebuild(address, folder)
    assert len(rebuilt.noted) == 2
    assert rebuilt.passed_over == {
        "letter.docx": "carries no record",
        "china-2021Q4@2022-06-01.zh.docx": "built as of a day, not issued",
    }
    assert [fault.place.file for fault in rebuilt.faults] == ["torn.docx"]


def test_a_document_with_hands_in_it_is_not_taken_for_what_was_written(address: str, folder: Path) -> None:
    path = folder / "china-2021Q4.zh.docx"
    document = Document(str(path))
    document.paragraphs[7].add_run("，市领导批示")
    document.save(str(path))
    rebuild(address, folder)
    digest = "SELECT sha256 FROM ledger_documents WHERE file = :file"
    assert rows(address, digest, file=path.name) == [("",)]
