"""Where the ledger is. Nothing here loads a database library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from report.errors import Fault, InputFaults, Place

NAME: Final = "ledger.sqlite"
VARIABLE: Final = "BRIEFING_LEDGER"


class Unavailable(InputFaults):
    """A ledger that cannot be read, or not be written to; its one fault says why, and names no password."""


def unavailable(name: str, expected: str, found: str) -> Unavailable:
    """Of the ledger with this name."""
    return Unavailable([Fault(Place(name), expected, found)])


def address(chosen: str, outputs: Path) -> str:
    """``chosen`` (a file, or an address such as ``postgresql://host/name``), else the one beside the documents."""
    return chosen or str(outputs / NAME)
