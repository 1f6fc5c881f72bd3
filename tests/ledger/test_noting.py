"""Entries on their way to the ledger: each gets there once, in order, and no document waits for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_made import IVA, document, entry, note, read, record, rows

from report.errors import InputFaults
from report.ledger import noting, opening
from report.ledger.entries import ENTRY, Entry, sha256
from report.ledger.noting import FOLDER, caught_up, waiting
from report.ledger.opening import writing

RECORD = record("增长31.2%。", {IVA: ("31.2%", "31.2")})
RUNS = "SELECT id FROM ledger_runs ORDER BY seq"
FILES = "SELECT file FROM ledger_documents ORDER BY seq"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 1)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs"
    folder.mkdir()
    return folder


def made(outputs: Path, name: str) -> tuple[Entry, Callable[[], None]]:
    """An entry with a document, and what writes the document."""
    content = name.encode()
    issued = document(RECORD, f"{name}.docx", sha256(content))

    def write() -> None:
        (outputs / f"{name}.docx").write_bytes(content)

    return entry("2021-04-20", [read({IVA: "31.2"})], [issued], name=name), write


def test_what_a_run_wrote_is_noted_and_nothing_waits(address: str, outputs: Path) -> None:
    assert noting.note(address, outputs, *made(outputs, "one")) is None
    assert rows(address, RUNS) == [("one",)]
    assert [path.name for path in outputs.iterdir()] == ["one.docx"]


def test_while_the_ledger_is_locked_documents_are_written_and_entries_wait_in_order(
    address: str, outputs: Path
) -> None:
    note(address, entry("2021-04-01", name="before"))
    with writing(address):
        for name in ("b", "a", "c"):
            fault = noting.note(address, outputs, *made(outputs, name))
            assert fault is not None
            assert "lock" in str(fault)
            assert (outputs / f"{name}.docx").exists()
    assert rows(address, RUNS) == [("before",)]
    assert len(waiting(outputs)) == 3
    assert caught_up(address, outputs) is None
    assert rows(address, RUNS) == [("before",), ("b",), ("a",), ("c",)]
    assert not (outputs / FOLDER).exists()


def test_a_ledger_of_a_later_version_keeps_entries_waiting(address: str, outputs: Path) -> None:
    with writing(address) as connection:
        connection.run("INSERT INTO ledger_version (version) VALUES (9)")
    fault = noting.note(address, outputs, *made(outputs, "one"))
    assert "version 9" in str(fault)
    assert (outputs / "one.docx").exists()
    (path,) = waiting(outputs)
    assert ENTRY.validate_json(path.read_bytes()).id == "one"


def test_the_next_run_takes_along_what_waits_before_its_own(address: str, outputs: Path) -> None:
    assert noting.note("postgresql://nobody@127.0.0.1:1/none", outputs, *made(outputs, "first")) is not None
    assert noting.note(address, outputs, *made(outputs, "second")) is None
    assert rows(address, RUNS) == [("first",), ("second",)]


def test_a_kill_after_the_ledger_had_it_notes_nothing_twice(
    address: str, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, write = made(outputs, "one")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _killed)
        with pytest.raises(KeyboardInterrupt):
            noting.note(address, outputs, one, write)
    assert waiting(outputs)
    assert caught_up(address, outputs) is None
    assert not waiting(outputs)
    assert rows(address, FILES) == [("one.docx",)]


def _killed(path: Path, missing_ok: bool = False) -> None:
    raise KeyboardInterrupt


def test_of_a_run_killed_while_it_wrote_those_documents_count_that_stand(address: str, outputs: Path) -> None:
    one, write = made(outputs, "one")
    two = document(RECORD, "two.docx", sha256(b"two"))

    def killed() -> None:
        write()
        (outputs / "two.docx").write_bytes(b"an older one")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        noting.note(address, outputs, replace(one, documents=(*one.documents, two)), killed)
    assert caught_up(address, outputs) is None
    assert rows(address, FILES) == [("one.docx",)]
    assert rows(address, "SELECT value FROM ledger_vintages") == [("31.2",)]
    assert not (outputs / FOLDER).exists()


def test_a_run_that_another_took_for_killed_still_notes_all_it_wrote(address: str, outputs: Path) -> None:
    one, write = made(outputs, "one")

    def slowly() -> None:
        assert caught_up(address, outputs) is None
        write()

    assert noting.note(address, outputs, one, slowly) is None
    assert rows(address, RUNS) == [("one",)]
    assert rows(address, FILES) == [("one.docx",)]


def test_an_entry_that_waits_and_was_altered_is_told_and_keeps_its_place(address: str, outputs: Path) -> None:
    noting.note("postgresql://nobody@127.0.0.1:1/none", outputs, *made(outputs, "first"))
    (path,) = waiting(outputs)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    fault = noting.note(address, outputs, *made(outputs, "second"))
    assert fault is not None
    assert fault.place.file == f"{FOLDER}/{path.name}"
    assert rows(address, RUNS) == []
    path.write_bytes(whole)
    assert caught_up(address, outputs) is None
    assert rows(address, RUNS) == [("first",), ("second",)]


def test_where_nothing_can_wait_nothing_is_written(address: str, outputs: Path) -> None:
    (outputs / FOLDER).write_bytes(b"a file in the folder's place")
    one, write = made(outputs, "one")
    with pytest.raises(InputFaults, match="a folder that can be written to"):
        noting.note(address, outputs, one, write)
    assert not (outputs / "one.docx").exists()


def test_with_nothing_waiting_no_ledger_is_made_or_touched(address: str, outputs: Path) -> None:
    assert caught_up(address, outputs) is None
    assert "://" in address or not Path(address).exists()
    assert rows(address, RUNS) == []


def test_an_entry_reads_as_it_was_kept(outputs: Path) -> None:
    one, _ = made(outputs, "one")
    assert ENTRY.validate_json(ENTRY.dump_json(one)) == one


def test_a_transaction_of_another_program_in_the_file_is_waited_for(tmp_path: Path, outputs: Path) -> None:
    address = str(tmp_path / "ledger.sqlite")
    note(address, entry("2021-04-01", name="before"))
    other = sqlite3.connect(address, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "database is locked" in str(noting.note(address, outputs, *made(outputs, "one")))
    other.execute("ROLLBACK")
    other.close()
    assert caught_up(address, outputs) is None
