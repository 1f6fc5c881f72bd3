"""An address in, a transaction on the ledger out; raises Unavailable, in one line, for whatever is in the way.

Writers wait for one another: what is compared with the latest values is still the latest when it is appended.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from report.errors import Fault, Place
from report.i18n import msg
from report.ledger import schema
from report.ledger.places import Unavailable

WAIT: Final = 20  # seconds for another writer to finish
CONNECT: Final = 10  # seconds for a server to answer
_LOCK: Final = 0x6C6564676572  # "ledger": the key of PostgreSQL's advisory lock
IsolationLevel = Literal["READ COMMITTED", "REPEATABLE READ"]
_EXPECTED: Final = msg("a file, or an address such as postgresql://user@host/database")


@contextmanager
def writing(address: str) -> Iterator[Connection]:
    """One transaction, alone among writers; makes the ledger where there is none yet."""
    engine, name = _engine(address, "rwc")
    with _told(engine, name), engine.connect().execution_options(writing=True) as connection, connection.begin():
        _wait_for_others(connection)
        if _is_new(connection, name):
            schema.create(connection)
        yield connection


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    """One transaction that sees one state of the ledger; an empty one where there is none yet."""
    engine, name = _engine(address, "rw")
    file = _file(address)
    if file is not None and not file.exists():
        with _empty() as connection:
            yield connection
        return
    with _told(engine, name), engine.connect() as connection, connection.begin():
        if not _is_new(connection, name):
            yield connection
            return
        with _empty() as nothing:
            yield nothing


@contextmanager
def _empty() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as connection:
        schema.create(connection)
        yield connection


def _file(address: str) -> Path | None:
    return None if "://" in address else Path(address)


def _engine(address: str, mode: str) -> tuple[Engine, str]:
    """The engine, and the ledger's name in faults."""
    file = _file(address)
    if file is None:
        return _server(address, "READ COMMITTED" if mode == "rwc" else "REPEATABLE READ")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", timeout=WAIT, uri=True)
        connection.isolation_level = None  # transactions are begun below, and nowhere else
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine, file.name


def _begin(connection: Connection) -> None:
    """A writer takes the file at once: a transaction that reads first could be refused when it comes to write."""
    writer = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def _server(address: str, isolation: IsolationLevel) -> tuple[Engine, str]:
    """A writer has to see what the one before it committed while it waited; a reader sees one state throughout."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise _unavailable(msg("the ledger's address"), _EXPECTED, msg("one that cannot be read")) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise _unavailable(
            msg("the ledger's address"),
            _EXPECTED,
            msg("one that begins with {driver}://", driver=url.drivername),
        )
    url = url.set(drivername="postgresql+psycopg")
    try:
        limits = {"connect_timeout": CONNECT}
        engine = create_engine(url, poolclass=NullPool, isolation_level=isolation, connect_args=limits)
    except ImportError as error:
        expected = msg("the driver for PostgreSQL (python -m pip install 'psycopg[binary]>=3.2,<4')")
        raise _unavailable(_name(url), expected, msg("none")) from error
    return engine, _name(url)


def _name(url: URL) -> str:
    """An address without its user, its password and its settings, any of which may be a secret."""
    return f"postgresql://{url.host or ''}/{url.database or ''}"


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}s'"))
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _is_new(connection: Connection, name: str) -> bool:
    """Whether there is no ledger yet; raises Unavailable where there is something else."""
    look = inspect(connection)
    if not look.has_table(schema.version.name):
        if connection.dialect.name == "sqlite" and look.get_table_names():
            raise _unavailable(name, msg("a ledger"), msg("another program's database"))
        return True
    found = connection.scalar(select(func.max(schema.version.c.version)))
    if found != schema.VERSION:
        raise _unavailable(
            name,
            msg("a ledger of version {version}", version=schema.VERSION),
            msg("version {found}, of another program", found=found),
        )
    return False


@contextmanager
def _told(engine: Engine, name: str) -> Iterator[None]:
    """Whatever the database says, as a fault of one line."""
    try:
        yield
    except DBAPIError as error:
        raise _unavailable(name, msg("a ledger that can be used"), _said(error, engine.url.password)) from error
    finally:
        engine.dispose()


def _said(error: DBAPIError, password: Any) -> str:
    lines = str(error.orig).splitlines() or [type(error.orig).__name__]
    return lines[0].replace(str(password), "***") if password else lines[0]


def _unavailable(name: str, expected: str, found: str) -> Unavailable:
    return Unavailable([Fault(Place(name), expected, found)])
