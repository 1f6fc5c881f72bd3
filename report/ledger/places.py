"""Where the ledger is. Nothing here loads a database library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from report.errors import InputFaults

NAME: Final = "ledger.sqlite"
VARIABLE: Final = "BRIEFING_LEDGER"


class Unavailable(InputFaults):
    """A ledger that cannot be read, or not be written to; its one fault says why, and names no password."""


def address(chosen: str, outputs: Path) -> str:
    """``chosen`` (a file, or an address such as ``postgresql://host/name``), else the one beside the documents."""
    return chosen or str(outputs / NAME)
