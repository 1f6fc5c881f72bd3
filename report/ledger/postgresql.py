"""A ledger on a server: its address in, a transaction out. The driver is loaded when one is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qs, unquote

from report.i18n import msg
from report.ledger.connection import Connection, told
from report.ledger.places import unavailable

Settings = dict[str, str]
_LOCK: Final = 0x6C6564676572  # "ledger": the key of the advisory lock
_EXPECTED: Final = msg("a file, or an address such as postgresql://user@host/database")
_VALUE: Final = re.compile(r":(\w+)")
#: A password may be written as it is, but for an @, which has to be %40.
_ADDRESS: Final = re.compile(
    r"""
    (?P<scheme>[\w+]+)://
    (?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?
    (?:\[(?P<numeric>[^/?@]+)\]|(?P<host>[^/:?@]+))?
    (?::(?P<port>[0-9]+))?
    (?:/(?P<dbname>[^?]*))?
    (?:\?(?P<settings>.*))?
    """,
    re.VERBOSE,
)
_HOST_AND_PORT: Final = re.compile(r"([\w.-]+):([0-9]+)")


class PostgreSQL(Connection):
    NUMBERED = "SERIAL PRIMARY KEY"
    #: Tables of others do no harm beside a ledger's.
    TABLES = (
        "SELECT relname AS name FROM pg_catalog.pg_class "
        "WHERE relname = 'ledger_version' AND relkind IN ('r', 'p', 'f', 'v', 'm') AND pg_table_is_visible(oid)"
    )

    def added(self, statement: str, /, **values: object) -> int:
        number: int = self.rows(f"{statement} RETURNING seq", **values)[0]["seq"]
        return number

    def guards(self, table: str, refusal: str) -> Iterator[str]:
        yield (
            "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )

    def _spelled(self, statement: str) -> str:
        return _spelled(statement)


@cache
def _spelled(statement: str) -> str:
    return _VALUE.sub(r"%(\1)s", statement)


@contextmanager
def opened(address: str, wait: int, answer: int, *, writing: bool) -> Iterator[PostgreSQL]:
    """Waits so many seconds for another writer, and for the server to answer; raises Unavailable.

    A writer has to see what the one before it committed while it waited; a reader sees one state throughout.
    """
    settings, name = settings_of(address)
    psycopg = _driver(name)
    with told(name, psycopg.Error, settings.get("password", "")):
        where = psycopg.conninfo.make_conninfo(**{**settings, "connect_timeout": answer})
        with psycopg.connect(where, row_factory=psycopg.rows.dict_row) as driver:
            levels = psycopg.IsolationLevel
            driver.isolation_level = levels.READ_COMMITTED if writing else levels.REPEATABLE_READ
            connection = PostgreSQL(name, driver)
            if writing:
                connection.run("SELECT set_config('lock_timeout', :wait, true)", wait=f"{wait}s")
                connection.run("SELECT pg_advisory_xact_lock(:lock)", lock=_LOCK)
            yield connection


def _driver(name: str) -> Any:
    try:
        import psycopg
    except ImportError as error:
        expected = msg("the driver for PostgreSQL (python -m pip install 'psycopg[binary]>=3.2,<4')")
        raise unavailable(name, expected, msg("none")) from error
    return psycopg


def settings_of(address: str) -> tuple[Settings, str]:
    """What an address says to the driver, and the ledger's name in faults; raises Unavailable.

    The name is without user, password and settings, any of which may be a secret.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise unavailable(msg("the ledger's address"), _EXPECTED, msg("one that cannot be read"))
    scheme, host, database = found["scheme"], found["host"] or found["numeric"] or "", unquote(found["dbname"] or "")
    if scheme.partition("+")[0] not in ("postgresql", "postgres"):
        begins = msg("one that begins with {driver}://", driver=scheme)
        raise unavailable(msg("the ledger's address"), _EXPECTED, begins)
    said = {
        "host": host,
        "port": found["port"],
        "dbname": database,
        "user": unquote(found["user"] or ""),
        "password": unquote(found["password"] or ""),
    }
    settings = {key: value for key, value in said.items() if value} | _more(found["settings"] or "")
    return settings, f"postgresql://{host}/{database}"


def _more(query: str) -> Settings:
    """Settings after the ``?``; of several hosts each may have its port: ``?host=one:5432&host=two:5432``."""
    given = parse_qs(query)
    hosts = [_HOST_AND_PORT.fullmatch(host) for host in given.get("host", ())]
    if any(hosts) and "port" not in given:
        given["port"] = [host[2] if host else "" for host in hosts]
        given["host"] = [found[1] if found else host for found, host in zip(hosts, given["host"], strict=True)]
    return {key: ",".join(values) for key, values in given.items()}
