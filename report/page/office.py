"""What a running page serves: folders, the ledger, and the desk on which received files lie meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from report.orders import House, open_house


@dataclass(frozen=True)
class Office:
    """Folders of inputs, templates and outputs; the ledger's address; ``desk``: a folder for what is not kept.

    ``password``: what everybody who comes in must know; empty on this machine's own address. Goes to other processes.
    """

    inputs: Path
    templates: Path
    outputs: Path
    ledger: str
    desk: Path
    password: str = ""

    def house(self) -> House:
        """As it stands now: people edit its files while the page runs. Raises InputFaults."""
        return open_house(self.inputs, self.templates, self.outputs)
