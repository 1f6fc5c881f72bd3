"""Ledgers that cannot be opened: each is told in a line, and no address gives its password away."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledger_made import IVA, entry, note, read, rows
from sqlalchemy import insert, select, text

from report.ledger import opening, schema
from report.ledger.opening import reading, writing
from report.ledger.places import Unavailable


@pytest.fixture
def ledger(address: str) -> str:
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    return address


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 1)


def refused(address: str, opened: Callable[[str], object] = writing) -> str:
    with pytest.raises(Unavailable) as caught, opened(address):  # type: ignore[attr-defined]
        pass
    (fault,) = caught.value.faults
    assert "\n" not in str(fault)
    return str(fault)


def test_a_ledger_of_a_later_version_is_neither_read_nor_written(ledger: str) -> None:
    with writing(ledger) as connection:
        connection.execute(insert(schema.version).values(version=schema.VERSION + 1))
    for opened in (reading, writing):
        assert "expected a ledger of version 1, found version 2" in refused(ledger, opened)


@pytest.mark.usefixtures("impatient")
def test_a_ledger_that_another_program_holds_is_told_after_a_while(ledger: str) -> None:
    with writing(ledger):
        said = refused(ledger)
    assert "lock" in said
    note(ledger, entry("2021-04-21"))


def test_whoever_writes_next_waits_for_who_writes_now(ledger: str) -> None:
    """A reader sees the ledger as it was, meanwhile."""
    with writing(ledger) as connection:
        connection.execute(insert(schema.runs).values(_run("second")))
        assert len(rows(ledger, select(schema.runs))) == 1
    assert len(rows(ledger, select(schema.runs))) == 2


def test_a_reader_sees_one_state_of_a_server_though_somebody_appends(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20", name="first"))
    with reading(address) as connection:
        before = connection.execute(select(schema.runs)).all()
        note(address, entry("2021-04-21", name="second"))
        assert connection.execute(select(schema.runs)).all() == before
    assert len(rows(address, select(schema.runs))) == 2


def _run(name: str) -> dict[str, str]:
    return {"id": name, **dict.fromkeys(("at", "command", "program", "making", "reason"), "")}


def test_where_there_is_no_ledger_a_reader_finds_an_empty_one_and_makes_none(address: str) -> None:
    assert rows(address, select(schema.runs)) == []
    assert "://" in address or not Path(address).exists()
    with writing(address) as connection:
        assert connection.scalar(select(schema.version.c.version)) == schema.VERSION


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one", b"PK\x03\x04"])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(content * 100)
    for opened in (reading, writing):
        assert "file is not a database" in refused(str(path), opened)
    assert path.read_bytes() == content * 100


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE letters (text)")
    other.close()
    before = path.read_bytes()
    for opened in (reading, writing):
        assert "expected a ledger, found another program's database" in refused(str(path), opened)
    assert path.read_bytes() == before


def test_tables_of_others_in_the_same_server_database_do_no_harm(database: Callable[[], str]) -> None:
    address = database()
    engine, _ = opening._engine(address, "")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE letters (text text)"))
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    assert len(rows(address, select(schema.vintages))) == 1


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"")
    note(str(path), entry("2021-04-20", [read({IVA: "31.2"})]))
    assert len(rows(str(path), select(schema.vintages))) == 1


def test_a_ledger_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "unable to open database file" in refused(str(tmp_path / "none" / "ledger.sqlite"))
    folder = tmp_path / "folder"
    folder.mkdir()
    assert refused(str(folder))


def test_a_file_that_may_only_be_read_is_read_and_not_written() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        path = Path(name) / "ledger.sqlite"
        note(str(path), entry("2021-04-20", [read({IVA: "31.2"})]))
        path.chmod(0o444)
        with _somebody():
            with pytest.raises(Unavailable, match="attempt to write a readonly database"):
                note(str(path), entry("2021-04-21"))
            assert len(rows(str(path), select(schema.vintages))) == 1


def test_a_server_that_may_only_be_read_is_read_and_not_written(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    name = address.partition("@/")[2].partition("?")[0]
    engine, _ = opening._engine(address, "")
    with engine.begin() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    with pytest.raises(Unavailable, match="read-only transaction"):
        note(address, entry("2021-04-21"))
    assert len(rows(address, select(schema.vintages))) == 1


@contextmanager
def _somebody() -> Iterator[None]:
    """Root may write to whatever it likes, so it has to be somebody else."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://clerk:geheim@127.0.0.1:1/ledger", "postgresql://127.0.0.1/ledger: expected"),
        ("postgresql://clerk:geheim@127.0.0.1:1/ledger?sslmode=geheim", "postgresql://127.0.0.1/ledger: expected"),
        ("postgresql://clerk:geheim@127.0.0.1:1/ledger?nonsense=geheim", "postgresql://127.0.0.1/ledger: expected"),
        ("postgresql://clerk:geheim@host:port/ledger", "one that cannot be read"),
        ("mysql://clerk:geheim@host/ledger", "one that begins with mysql://"),
        ("://geheim", "one that cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, words: str) -> None:
    for opened in (reading, writing):
        said = refused(address, opened)
        assert words in said
        assert "geheim" not in said
        assert "clerk" not in said


def test_without_the_driver_for_postgresql_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "psycopg[binary]" in refused("postgresql://clerk@127.0.0.1:1/ledger")
