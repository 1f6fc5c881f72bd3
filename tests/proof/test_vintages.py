"""Stale: what was right once. Known by the generations of a document's record, and by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from command import Office, Ran, opened

from report.word.flow import paragraphs, pieces, text_of
from report.word.opened import open_document
from report.word.settle import settled

EDITION = "gongyi-2021Q1"
OLD = "2021年一季度，巩义市规模以上工业增加值同比增长31.2%，高于全省{}个百分点。\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that built a briefing, corrected a figure of it, and carried the correction in."""
    office = opened(tmp_path_factory.mktemp("office"))
    assert office.build(EDITION, "--language", "zh").code == 0
    path = office.inputs / EDITION / "figures.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.2
    workbook.save(path)
    assert office.revise(str(office.outputs / f"{EDITION}.zh.docx")).code == 0
    yield office


def checked(office: Office, path: Path, *words: str) -> Ran:
    folders = ["--inputs", str(office.inputs), "--outputs", str(office.outputs)]
    return office.run("check", str(path), "--json", *folders, *words)


def told(ran: Ran) -> list[tuple[str, str]]:
    return [(one["kind"], one["found"]) for one in ran.json["findings"]]


def retyped(source: Path, old: str, new: str, target: Path, *, accepted: bool) -> Path:
    """The first number in the running text that is ``old`` typed over; ``accepted``: after all changes were."""
    made = open_document(source)
    if accepted:
        body = settled(made.root(made.main), lambda mark: True, accept=True)
        made.roots[made.main] = body
    held = next(
        piece
        for paragraph in paragraphs(made.body)
        if len(text_of(paragraph)) > 40
        for piece in pieces(paragraph)
        if piece.text.strip("市长") == old
    )
    held.element.text = (held.element.text or "").replace(old, new)
    target.write_bytes(made.to_bytes())
    return target


def test_a_corrected_document_is_not_stale_and_the_one_before_it_is(office: Office) -> None:
    assert told(checked(office, office.outputs / f"{EDITION}.zh.r1.docx")) == []
    kinds = {kind for kind, _ in told(checked(office, office.outputs / f"{EDITION}.zh.docx"))}
    assert kinds == {"stale", "chart"}


@pytest.mark.parametrize("accepted", (True, False), ids=("accepted", "as tracked"))
def test_an_old_value_typed_back_is_known_by_the_record(office: Office, tmp_path: Path, accepted: bool) -> None:
    source = office.outputs / f"{EDITION}.zh.r1.docx"
    path = retyped(source, "30.2", "31.2", tmp_path / "typed.docx", accepted=accepted)
    ran = checked(office, path, "--ledger", str(tmp_path / "none.sqlite"))
    assert ran.code == 1
    assert [kind for kind, _ in told(ran)] == ["stale"]
    assert ran.json["findings"][0]["expected"].startswith("30.2% — iva.growth@gongyi/2021Q1")


def test_another_value_typed_is_wrong_and_not_stale(office: Office, tmp_path: Path) -> None:
    source = office.outputs / f"{EDITION}.zh.r1.docx"
    path = retyped(source, "30.2", "33.2", tmp_path / "typed.docx", accepted=True)
    assert [kind for kind, _ in told(checked(office, path))] == ["wrong"]


def test_an_old_value_in_a_text_of_its_own_is_known_by_the_ledger(office: Office, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text(OLD.format("10.6"), "utf-8")
    (tmp_path / "mixed.txt").write_text(OLD.format("9.6"), "utf-8")
    assert told(checked(office, tmp_path / "words.txt")) == [("stale", "31.2%"), ("stale", "10.6个百分点")]
    assert told(checked(office, tmp_path / "mixed.txt")) == [("stale", "31.2%")]


def test_without_a_ledger_it_is_wrong(office: Office, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text(OLD.format("9.6"), "utf-8")
    ran = checked(office, tmp_path / "words.txt", "--ledger", str(tmp_path / "none.sqlite"))
    assert told(ran) == [("wrong", "31.2%")]
    assert not (tmp_path / "none.sqlite").exists()
