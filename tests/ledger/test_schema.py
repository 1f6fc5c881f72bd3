"""The ledger's tables: nothing that stands in them is changed or taken away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ledger_made import IVA, document, entry, note, read, record, rows
from sqlalchemy import delete, func, select, text, update

from report.ledger.opening import writing
from report.ledger.places import Unavailable
from report.ledger.schema import REFUSAL, documents, metadata, runs, vintages


@pytest.fixture
def ledger(address: str) -> str:
    made = record("同比增长31.2%。", {IVA: ("31.2%", "31.2")})
    note(address, entry("2021-04-20", [read({IVA: "31.2"})], [document(made)]))
    return address


@pytest.mark.parametrize("table", metadata.tables)
def test_no_row_is_ever_changed_or_taken_away(ledger: str, table: str) -> None:
    made = metadata.tables[table]
    before = rows(ledger, select(made))
    assert before
    column = list(made.columns)[-1]
    for change in (update(made).values({column: column}), delete(made)):
        with pytest.raises(Unavailable, match=REFUSAL), writing(ledger) as connection:
            connection.execute(change)
    assert rows(ledger, select(made)) == before


def test_postgresql_does_not_let_a_table_be_emptied_at_once(database: Callable[[], str]) -> None:
    address = database()
    note(address, entry("2021-04-20"))
    with pytest.raises(Unavailable, match=REFUSAL), writing(address) as connection:
        connection.execute(text("TRUNCATE ledger_runs CASCADE"))
    assert rows(address, select(func.count()).select_from(runs)) == [(1,)]


def test_a_transaction_that_fails_leaves_nothing_of_itself(ledger: str) -> None:
    before = rows(ledger, select(vintages))
    with pytest.raises(Unavailable), writing(ledger) as connection:
        connection.execute(vintages.insert().values({**_row(before[0]), "key": "half of it"}))
        connection.execute(delete(documents))
    assert rows(ledger, select(vintages)) == before


def _row(values: tuple[object, ...]) -> dict[str, object]:
    return {column.name: value for column, value in zip(vintages.columns, values, strict=True) if column.name != "seq"}
