"""What the ledger holds, table by table, and that nothing in it is ever changed or taken away.

The tables' names begin with ``ledger_``, so that an office may keep it in a database that it has already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    text,
)

VERSION: Final = 1
REFUSAL: Final = "the ledger is only ever added to"

metadata = MetaData()


def _words(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _sequence() -> Column[int]:
    return Column("seq", Integer, primary_key=True)


def _of(table: str) -> Column[int]:
    return Column(table, Integer, ForeignKey(f"ledger_{table}s.seq"), nullable=False, index=True)


version = Table("ledger_version", metadata, Column("version", Integer, nullable=False))

#: ``at`` is in UTC, as ISO 8601 in whole seconds: it sorts as text.
runs = Table(
    "ledger_runs",
    metadata,
    _sequence(),
    Column("id", String, nullable=False, unique=True),
    *map(_words, ("at", "command", "program", "making", "reason")),
)

#: An edition whose inputs a run read as a whole, whether or not they said anything new.
loads = Table(
    "ledger_loads", metadata, _sequence(), _of("run"), _words("edition"), Index("ledger_loads_by_edition", "edition")
)

#: A row for each value that was new or differed. ``value`` is a decimal number, exact, as text; ``content`` is all
#: that the source said; ``state``: given, or withdrawn where the source no longer has the key.
vintages = Table(
    "ledger_vintages",
    metadata,
    _sequence(),
    _of("run"),
    *map(_words, ("edition", "kind", "key", "state", "indicator", "measure", "area", "period")),
    Column("value", String),
    *map(_words, ("unit", "status")),
    Column("sample", Boolean, nullable=False),
    *map(_words, ("file", "sha256", "sheet", "cell", "stored")),
    Column("content", JSON, nullable=False),
    Index("ledger_vintages_by_edition", "edition", "kind", "key"),
    Index("ledger_vintages_by_indicator", "indicator"),
)

documents = Table(
    "ledger_documents",
    metadata,
    _sequence(),
    _of("run"),
    *map(_words, ("edition", "language", "file", "sha256", "record", "inputs", "template", "title", "supersedes")),
    *map(_words, ("making", "reason")),
    Index("ledger_documents_by_edition", "edition", "language"),
    Index("ledger_documents_by_record", "record"),
)

citations = Table(
    "ledger_citations",
    metadata,
    _sequence(),
    _of("document"),
    *map(_words, ("passage", "element")),
    Column("at", Integer, nullable=False),
    *map(_words, ("printed", "sentence", "fact", "value", "unit", "arithmetic")),
    Column("sources", JSON, nullable=False),
)

claims = Table(
    "ledger_claims",
    metadata,
    _sequence(),
    _of("document"),
    _words("name"),
    Column("held", Boolean, nullable=False),
)


def create(connection: Connection) -> None:
    """Make an empty ledger, in the transaction that is open."""
    metadata.create_all(connection)
    for statement in _guards(connection.dialect.name):
        connection.execute(text(statement))
    connection.execute(insert(version).values(version=VERSION))


def _guards(dialect: str) -> Iterator[str]:
    """Triggers that refuse every change of what stands, whoever tries it."""
    if dialect == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for table in metadata.tables:
            yield (
                f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )
        return
    for table in metadata.tables:
        for change in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
