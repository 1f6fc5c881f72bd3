"""Ledgers that were made before the ledger's SQL was written out: the same tables, read and added to as ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import hand_made
import psycopg
import pytest
from hand_made import Targets
from ledger_made import EDITION, GDP, IVA, counted, document, entry, held, note, read, record

from report.figures.model import FigureKey, Status
from report.ledger import querying, schema
from report.ledger.entries import Loaded
from report.ledger.opening import reading, writing
from report.ledger.places import Unavailable

MADE = Path(__file__).parent / "before"
TAX = "tax.level@gongyi/2021Q1"
AIM: Targets = {"iva.growth@gongyi/2021": ("about", "9")}
#: Columns with type, default and whether they may be empty; constraints with what they check; indexes; triggers.
CATALOGUES = (
    "SELECT table_name, ordinal_position, column_name, data_type, column_default, is_nullable "
    "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def restore(address: str) -> None:
    """The ledger of before, in a file or on a server."""
    if "://" in address:
        with psycopg.connect(address) as server:
            server.execute((MADE / "ledger.postgresql.sql").read_bytes())
        return
    with closing(sqlite3.connect(address)) as file:
        file.executescript((MADE / "ledger.sqlite.sql").read_text("utf-8"))


@pytest.fixture
def before(address: str) -> str:
    restore(address)
    return address


def first() -> Loaded:
    """What its first run had read."""
    return held(hand_made.figures({IVA: "31.2", TAX: "15.3"}, AIM, {GDP: "—"}, sample=True))


def second() -> Loaded:
    return held(hand_made.figures({IVA: "30.8"}, AIM, {GDP: "—"}, sample=True))


def test_its_history_is_read(before: str) -> None:
    with reading(before) as connection:
        iva, tax = querying.history(connection, "iva"), querying.history(connection, "tax")
    assert [(one.kind, one.value, one.at[:10], one.change, one.sample, one.reason) for one in iva] == [
        ("figure", "31.2", "2021-04-20", "new", True, ""),
        ("figure", "30.8", "2021-05-06", "value", True, "漏报一家企业"),
        ("target", "9", "2021-04-20", "new", False, ""),
    ]
    assert [type(one.sample) for one in iva] == [bool] * 3
    assert [(one.value, one.change, one.cell) for one in tax] == [("15.3", "new", "B6"), (None, "withdrawn", "B6")]


def test_its_figures_and_documents_are_read(before: str) -> None:
    with reading(before) as connection:
        then = querying.given_by(querying.held(connection, EDITION, "2021-04-30").values())
        now = querying.given_by(querying.held(connection, EDITION, querying.EVER).values())
        (standing,) = querying.latest_documents(connection)
    known = hand_made.figures({IVA: "31.2", TAX: "15.3"}, AIM, {GDP: "—"}, sample=True)
    assert (then.figures, then.absent, then.targets) == (known.figures, known.absent, known.targets)
    assert set(now.figures) == {FigureKey.parse(IVA)}
    assert now.absent[FigureKey.parse(GDP)].status is Status.MISSING
    assert standing.file == "gongyi-2021Q1.r1.zh.docx"
    assert [(one.printed, one.value, one.at, one.sources) for one in standing.citations] == [
        ("30.8%", "30.8", 4, (IVA,))
    ]
    assert standing.claims["good_start"] is True


def test_it_is_appended_to_and_what_it_had_is_not_noted_again(before: str) -> None:
    had = counted(before)
    note(before, entry("2021-05-07", [second()], [document(record("增长30.8%。", {IVA: ("30.8%", "30.8")}))]))
    added = {table: number - had[table] for table, number in counted(before).items()}
    assert added == {**dict.fromkeys(schema.TABLES, 1), schema.VERSIONS: 0, "ledger_vintages": 0}
    note(before, entry("2021-05-08", [read({IVA: "30.9"})]))
    with reading(before) as connection:
        told = [(one.kind, one.value) for one in querying.history(connection, "iva")]
    figures = [("figure", value) for value in ("31.2", "30.8", "30.9")]
    assert told == [*figures, ("target", "9"), ("target", None)]


def test_nothing_that_stands_in_it_is_changed(before: str) -> None:
    with pytest.raises(Unavailable, match=schema.REFUSAL), writing(before) as connection:
        connection.run("UPDATE ledger_claims SET held = held")


def test_a_file_has_the_tables_that_it_had(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    restore(str(old))
    with writing(str(new)):
        pass
    assert told_of_file(new) == told_of_file(old)


def test_a_server_has_the_tables_that_it_had(database: Callable[[], str]) -> None:
    old, new = database(), database()
    restore(old)
    with writing(new):
        pass
    assert told_of_server(new) == told_of_server(old)


def test_in_a_file_values_are_stored_as_they_were(tmp_path: Path) -> None:
    """SQLite keeps a number or a text in any column, whatever the column's type."""
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    restore(str(old))
    note(str(new), entry("2021-04-20", [first()], [document(record("增长31.2%。", {IVA: ("31.2%", "31.2")}))]))
    note(str(new), entry("2021-05-06", [second()]))
    assert storage(new) == storage(old)


def told_of_file(path: Path) -> dict[str, Any]:
    """Of each table its columns, what it refers to, and its indexes; and the triggers."""
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        known: dict[str, Any] = {name: _table(file, name) for name in tables}
        triggers = file.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {**known, "triggers": sorted(triggers)}


def _table(file: sqlite3.Connection, name: str) -> tuple[Any, ...]:
    def asked(pragma: str, of: str) -> list[Any]:
        return file.execute(f"PRAGMA {pragma}({of})").fetchall()

    indexes = {index: (rest, asked("index_info", index)) for _, index, *rest in asked("index_list", name)}
    return asked("table_info", name), asked("foreign_key_list", name), indexes


def told_of_server(address: str) -> list[Any]:
    with psycopg.connect(address) as server:
        return [server.execute(wanted).fetchall() for wanted in CATALOGUES]


def storage(path: Path) -> dict[str, set[str]]:
    """How the values of each column are stored."""
    with closing(sqlite3.connect(path)) as file:
        return {
            f"{table}.{column}": {kind for (kind,) in file.execute(f"SELECT typeof({column}) FROM {table}")}
            for table in schema.TABLES
            for _, column, *_ in file.execute(f"PRAGMA table_info({table})").fetchall()
        }
