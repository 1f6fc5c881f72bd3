"""An address in, a transaction on the ledger out; raises Unavailable, in one line, for whatever is in the way.

Writers wait for one another: what is compared with the latest values is still the latest when it is appended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from report.i18n import msg
from report.ledger import schema, sqlite
from report.ledger.connection import Connection
from report.ledger.places import unavailable

WAIT: Final = 20  # seconds for another writer to finish
CONNECT: Final = 10  # seconds for a server to answer


@contextmanager
def writing(address: str) -> Iterator[Connection]:
    """One transaction, alone among writers; makes the ledger where there is none yet."""
    with _opened(address, writing=True) as connection:
        if _is_new(connection):
            schema.create(connection)
        yield connection


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    """One transaction that sees one state of the ledger; an empty one where there is none yet."""
    if not _is_on_a_server(address) and not Path(address).exists():
        with _empty() as connection:
            yield connection
        return
    with _opened(address, writing=False) as connection:
        if not _is_new(connection):
            yield connection
            return
        with _empty() as nothing:
            yield nothing


@contextmanager
def _empty() -> Iterator[Connection]:
    with sqlite.in_memory() as connection:
        schema.create(connection)
        yield connection


def _is_on_a_server(address: str) -> bool:
    return "://" in address


def _opened(address: str, *, writing: bool) -> AbstractContextManager[Connection]:
    if not _is_on_a_server(address):
        return sqlite.opened(Path(address), WAIT, writing=writing)
    from report.ledger import postgresql

    return postgresql.opened(address, WAIT, CONNECT, writing=writing)


def _is_new(connection: Connection) -> bool:
    """Whether there is no ledger yet; raises Unavailable where there is something else."""
    tables = connection.tables()
    if schema.VERSIONS not in tables:
        if tables:
            raise unavailable(connection.name, msg("a ledger"), msg("another program's database"))
        return True
    found = connection.rows(f"SELECT max(version) AS version FROM {schema.VERSIONS}")[0]["version"]
    if found != schema.VERSION:
        raise unavailable(
            connection.name,
            msg("a ledger of version {version}", version=schema.VERSION),
            msg("version {found}, of another program", found=found),
        )
    return False
