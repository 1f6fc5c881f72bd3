"""A ledger in a file: a path in, a transaction out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from report.ledger.connection import Connection, told


class SQLite(Connection):
    NUMBERED = "INTEGER NOT NULL PRIMARY KEY"
    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"

    def added(self, statement: str, /, **values: object) -> int:
        number: int = self.run(statement, **values).lastrowid  # RETURNING is younger than some systems' SQLite
        return number

    def guards(self, table: str, refusal: str) -> Iterator[str]:
        for change in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )

    def _spelled(self, statement: str) -> str:
        return statement


@contextmanager
def opened(path: Path, wait: float, *, writing: bool) -> Iterator[SQLite]:
    """Waits so many seconds for another writer; raises Unavailable.

    A writer takes the file at once, and makes it where there is none: a transaction that reads first could be refused
    when it comes to write.
    """
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if writing else 'rw'}"
    with told(path.name, sqlite3.Error), _connected(uri, path.name, wait) as connection:
        connection.run("BEGIN IMMEDIATE" if writing else "BEGIN")
        yield connection


@contextmanager
def in_memory() -> Iterator[SQLite]:
    """An empty database that is gone afterwards."""
    with _connected(":memory:", "", 0) as connection:
        yield connection


@contextmanager
def _connected(database: str, name: str, wait: float) -> Iterator[SQLite]:
    """Transactions are begun by whoever uses it; one that is open at the end is committed, or taken back."""
    driver = sqlite3.connect(database, timeout=wait, isolation_level=None, uri=True)
    with closing(driver), driver:
        driver.row_factory = sqlite3.Row
        driver.execute("PRAGMA foreign_keys = ON")
        yield SQLite(name, driver)
