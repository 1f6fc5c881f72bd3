"""A transaction on a ledger: SQL and values in, rows by name out, in words that are good for both databases.

Statements are text that names its values ``:so``; the driver binds them, nothing is put into the text. JSON goes in
as text and is asked for as text (``CAST(content AS TEXT)``); a truth goes in as ``bool`` and comes out as a number or
a ``bool``. What the databases do not share is said by :mod:`sqlite` and :mod:`postgresql`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from report.i18n import msg
from report.ledger.places import unavailable


class Row(Protocol):
    """A value by the name of its column."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True)
class Connection(ABC):
    """One transaction; ``name`` is the ledger's in faults, ``driver`` the connection of a DB-API driver."""

    name: str
    driver: Any  # the two drivers have the same methods, and no type in common

    #: The type of a column that numbers the rows of its table.
    NUMBERED: ClassVar[str]
    #: What lists tables: that of the ledger's version, and others that may not stand beside it.
    TABLES: ClassVar[str]

    def rows(self, statement: str, /, **values: object) -> Sequence[Row]:
        found: Sequence[Row] = self.run(statement, **values).fetchall()
        return found

    def row(self, statement: str, /, **values: object) -> Row | None:
        """The first one."""
        return next(iter(self.rows(statement, **values)), None)

    def run(self, statement: str, /, **values: object) -> Any:
        """Gives the driver's cursor."""
        return self.driver.execute(self._spelled(statement), values)

    def run_for_each(self, statement: str, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self.driver.cursor().executemany(self._spelled(statement), rows)

    def tables(self) -> set[str]:
        return {row["name"] for row in self.rows(self.TABLES)}

    @abstractmethod
    def added(self, statement: str, /, **values: object) -> int:
        """Insert a row; gives its number."""

    @abstractmethod
    def guards(self, table: str, refusal: str) -> Iterator[str]:
        """The statements that have every change of what stands in a table refused, with these words."""

    @abstractmethod
    def _spelled(self, statement: str) -> str:
        """A statement with its values named as the driver wants them."""


@contextmanager
def told(name: str, errors: type[Exception], password: str = "") -> Iterator[None]:
    """Whatever a driver says, as a fault of one line; raises Unavailable."""
    try:
        yield
    except errors as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        said = said.replace(password, "***") if password else said
        raise unavailable(name, msg("a ledger that can be used"), said) from error
