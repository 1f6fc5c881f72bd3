"""What the ledger holds, table by table, and that nothing in it is ever changed or taken away.

The tables' names begin with ``ledger_``, so that an office may keep it in a database that it has already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from report.ledger.connection import Connection

VERSION: Final = 1
VERSIONS: Final = "ledger_version"
REFUSAL: Final = "the ledger is only ever added to"

#: The columns of each table, in the order in which tables refer to one another.
#:
#: Runs: ``at`` is in UTC, as ISO 8601 in whole seconds: it sorts as text.
#: Loads: an edition whose inputs a run read as a whole, whether or not they said anything new.
#: Vintages: a row for each value that was new or differed. ``value`` is a decimal number, exact, as text; ``content``
#: is all that the source said; ``state``: given, or withdrawn where the source no longer has the key.
TABLES: Final[Mapping[str, str]] = {
    VERSIONS: """
        version INTEGER NOT NULL""",
    "ledger_runs": """
        seq {numbered},
        id VARCHAR NOT NULL UNIQUE,
        at VARCHAR NOT NULL,
        command VARCHAR NOT NULL,
        program VARCHAR NOT NULL,
        making VARCHAR NOT NULL,
        reason VARCHAR NOT NULL""",
    "ledger_loads": """
        seq {numbered},
        run INTEGER NOT NULL REFERENCES ledger_runs (seq),
        edition VARCHAR NOT NULL""",
    "ledger_vintages": """
        seq {numbered},
        run INTEGER NOT NULL REFERENCES ledger_runs (seq),
        edition VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        key VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        indicator VARCHAR NOT NULL,
        measure VARCHAR NOT NULL,
        area VARCHAR NOT NULL,
        period VARCHAR NOT NULL,
        value VARCHAR,
        unit VARCHAR NOT NULL,
        status VARCHAR NOT NULL,
        sample BOOLEAN NOT NULL,
        file VARCHAR NOT NULL,
        sha256 VARCHAR NOT NULL,
        sheet VARCHAR NOT NULL,
        cell VARCHAR NOT NULL,
        stored VARCHAR NOT NULL,
        content JSON NOT NULL""",
    "ledger_documents": """
        seq {numbered},
        run INTEGER NOT NULL REFERENCES ledger_runs (seq),
        edition VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        file VARCHAR NOT NULL,
        sha256 VARCHAR NOT NULL,
        record VARCHAR NOT NULL,
        inputs VARCHAR NOT NULL,
        template VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        supersedes VARCHAR NOT NULL,
        making VARCHAR NOT NULL,
        reason VARCHAR NOT NULL""",
    "ledger_citations": """
        seq {numbered},
        document INTEGER NOT NULL REFERENCES ledger_documents (seq),
        passage VARCHAR NOT NULL,
        element VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        printed VARCHAR NOT NULL,
        sentence VARCHAR NOT NULL,
        fact VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        unit VARCHAR NOT NULL,
        arithmetic VARCHAR NOT NULL,
        sources JSON NOT NULL""",
    "ledger_claims": """
        seq {numbered},
        document INTEGER NOT NULL REFERENCES ledger_documents (seq),
        name VARCHAR NOT NULL,
        held BOOLEAN NOT NULL""",
}
#: What each index finds rows by.
_INDEXES: Final[Mapping[str, str]] = {
    "ix_ledger_loads_run": "ledger_loads (run)",
    "ledger_loads_by_edition": "ledger_loads (edition)",
    "ix_ledger_vintages_run": "ledger_vintages (run)",
    "ledger_vintages_by_edition": "ledger_vintages (edition, kind, key)",
    "ledger_vintages_by_indicator": "ledger_vintages (indicator)",
    "ix_ledger_documents_run": "ledger_documents (run)",
    "ledger_documents_by_edition": "ledger_documents (edition, language)",
    "ledger_documents_by_record": "ledger_documents (record)",
    "ix_ledger_citations_document": "ledger_citations (document)",
    "ix_ledger_claims_document": "ledger_claims (document)",
}


def create(connection: Connection) -> None:
    """Make an empty ledger, in the transaction that is open."""
    for table, columns in TABLES.items():
        connection.run(f"CREATE TABLE {table} ({columns.format(numbered=connection.NUMBERED)}\n)")
    for index, found_by in _INDEXES.items():
        connection.run(f"CREATE INDEX {index} ON {found_by}")
    for table in TABLES:
        for guard in connection.guards(table, REFUSAL):
            connection.run(guard)
    connection.run(f"INSERT INTO {VERSIONS} (version) VALUES (:version)", version=VERSION)
