"""Ledgers that cannot be opened: each is told in a line, and no address gives its password away."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from ledger_made import IVA, counted, entry, note, read, rows

from report.ledger import opening, schema
from report.ledger.appending import append
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
        connection.run("INSERT INTO ledger_version (version) VALUES (:version)", version=schema.VERSION + 1)
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
        connection.run(
            "INSERT INTO ledger_runs (id, at, command, program, making, reason) VALUES ('second', '', '', '', '', '')"
        )
        assert counted(ledger)["ledger_runs"] == 1
    assert counted(ledger)["ledger_runs"] == 2


def test_a_reader_sees_one_state_of_a_server_though_somebody_appends(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20", name="first"))
    with reading(address) as connection:
        before = connection.rows("SELECT id FROM ledger_runs")
        note(address, entry("2021-04-21", name="second"))
        assert connection.rows("SELECT id FROM ledger_runs") == before
    assert counted(address)["ledger_runs"] == 2


def test_nobody_appends_to_a_file_while_somebody_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "ledger.sqlite")
    note(address, entry("2021-04-20", name="first"))
    monkeypatch.setattr(opening, "WAIT", 0.1)
    with reading(address) as connection:
        assert len(connection.rows("SELECT id FROM ledger_runs")) == 1
        with pytest.raises(Unavailable, match="locked"):
            note(address, entry("2021-04-21", name="second"))
    note(address, entry("2021-04-21", name="second"))


@pytest.mark.parametrize("opened", [reading, writing])
def test_a_connection_is_closed_whatever_happened(ledger: str, opened: Callable[..., Any]) -> None:
    kept = []
    with opened(ledger) as connection:
        kept.append(connection)
    with pytest.raises(Unavailable) as told, opened(ledger) as connection:
        kept.append(connection)
        connection.rows("SELECT nothing FROM nowhere")
    assert "\n" not in told.value.faults[0].found
    with pytest.raises(KeyboardInterrupt), opened(ledger) as connection:
        kept.append(connection)
        raise KeyboardInterrupt
    assert len(kept) == 3
    for one in kept:
        with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
            one.rows("SELECT id FROM ledger_runs")


def test_a_run_that_is_stopped_leaves_nothing_of_its_transaction(ledger: str) -> None:
    with pytest.raises(KeyboardInterrupt), writing(ledger) as connection:
        append(connection, entry("2021-04-21"))
        raise KeyboardInterrupt
    assert counted(ledger)["ledger_runs"] == 1


def test_a_row_that_refers_to_none_is_refused(ledger: str) -> None:
    with pytest.raises(Unavailable, match=r"(?i)foreign key"), writing(ledger) as connection:
        connection.run("INSERT INTO ledger_loads (run, edition) VALUES (:run, :edition)", run=99, edition="e")


@pytest.mark.parametrize("value", ["it's", "100%", "%s %(edition)s", ":edition", "一\n二", '"; DROP TABLE ledger_runs'])
def test_a_value_is_a_value_whatever_is_in_it(ledger: str, value: str) -> None:
    with writing(ledger) as connection:
        connection.run("INSERT INTO ledger_loads (run, edition) VALUES (:run, :edition)", run=1, edition=value)
    found = rows(ledger, "SELECT edition FROM ledger_loads WHERE edition = :edition", edition=value)
    assert found == [(value,)]


def test_where_there_is_no_ledger_a_reader_finds_an_empty_one_and_makes_none(address: str) -> None:
    assert rows(address, "SELECT id FROM ledger_runs") == []
    assert "://" in address or not Path(address).exists()
    with writing(address) as connection:
        assert [row["version"] for row in connection.rows("SELECT version FROM ledger_version")] == [schema.VERSION]


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
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE letters (text text)")
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    assert counted(address)["ledger_vintages"] == 1


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"")
    note(str(path), entry("2021-04-20", [read({IVA: "31.2"})]))
    assert counted(str(path))["ledger_vintages"] == 1


def test_a_database_whose_tables_are_all_gone_becomes_a_ledger(tmp_path: Path) -> None:
    """SQLite leaves a table of its own in it."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.executescript("CREATE TABLE letters (n INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE letters")
    note(str(path), entry("2021-04-20", [read({IVA: "31.2"})]))
    assert counted(str(path))["ledger_vintages"] == 1


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
            assert counted(str(path))["ledger_vintages"] == 1


def test_a_server_that_may_only_be_read_is_read_and_not_written(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    name = address.partition("@/")[2].partition("?")[0]
    with psycopg.connect(address) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(Unavailable, match="read-only transaction"):
        note(address, entry("2021-04-21"))
    assert counted(address)["ledger_vintages"] == 1


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
        ("postgresql://clerk@127.0.0.1:1/ledger?password=geheim&sslmode=geheim", "postgresql://127.0.0.1/ledger: exp"),
        (
            "postgresql://clerk:ge%40heim@127.0.0.1:1/ledger?sslmode=ge%40heim",
            "postgresql://127.0.0.1/ledger: expected",
        ),
        ("postgresql://clerk:geheim@host:port/ledger", "one that cannot be read"),
        ("postgresql://clerk:ge@heim@host/ledger", "one that cannot be read"),
        ("sqlite:///geheim.sqlite", "one that begins with sqlite://"),
        ("POSTGRESQL://clerk:geheim@host/ledger", "one that begins with POSTGRESQL://"),
        ("mysql://clerk:geheim@host/ledger", "one that begins with mysql://"),
        ("://geheim", "one that cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, words: str) -> None:
    for opened in (reading, writing):
        said = refused(address, opened)
        assert words in said
        assert "heim" not in said
        assert "clerk" not in said


def test_a_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "CONNECT", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://clerk:geheim@127.0.0.1:{silent.getsockname()[1]}/ledger?connect_timeout=600"
        begun = time.monotonic()
        assert "timeout" in refused(address)
    assert time.monotonic() - begun < 20


def test_without_the_driver_for_postgresql_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "psycopg[binary]" in refused("postgresql://clerk@127.0.0.1:1/ledger")
