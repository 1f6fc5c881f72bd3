"""The ledger's tables: nothing that stands in them is changed or taken away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ledger_made import IVA, counted, document, entry, note, read, record, rows

from report.ledger.appending import append
from report.ledger.opening import writing
from report.ledger.places import Unavailable
from report.ledger.schema import REFUSAL, TABLES, VERSIONS


@pytest.fixture
def ledger(address: str) -> str:
    made = record("同比增长31.2%。", {IVA: ("31.2%", "31.2")})
    note(address, entry("2021-04-20", [read({IVA: "31.2"})], [document(made)]))
    return address


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_ever_changed_or_taken_away(ledger: str, table: str) -> None:
    before = rows(ledger, f"SELECT * FROM {table}")
    assert before
    column = "version" if table == VERSIONS else "seq"
    for change in (f"UPDATE {table} SET {column} = {column} + 1", f"DELETE FROM {table}"):
        with pytest.raises(Unavailable, match=REFUSAL), writing(ledger) as connection:
            connection.run(change)
    assert rows(ledger, f"SELECT * FROM {table}") == before


def test_postgresql_does_not_let_a_table_be_emptied_at_once(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20"))
    with pytest.raises(Unavailable, match=REFUSAL), writing(address) as connection:
        connection.run("TRUNCATE ledger_runs CASCADE")
    assert counted(address)["ledger_runs"] == 1


def test_a_transaction_that_fails_leaves_nothing_of_itself(ledger: str) -> None:
    before = counted(ledger)
    with pytest.raises(Unavailable), writing(ledger) as connection:
        append(connection, entry("2021-04-21", [read({IVA: "30.8"})]))
        connection.run("DELETE FROM ledger_documents")
    assert counted(ledger) == before
