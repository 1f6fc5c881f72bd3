"""Other programs' verdicts on a correction: LibreOffice, which settles it, and the Open XML SDK validator."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from corrections.law import Played, body, differing
from corrections.office import Office

Errors = Callable[[bytes], "Counter[str]"]
CHOICES: tuple[Literal["accept", "reject"], ...] = ("accept", "reject")


@dataclass
class Verdicts:
    """How often LibreOffice agreed, and how often it read the edited document itself otherwise."""

    agreed: int = 0
    undecided: int = 0

    def of_libreoffice(self, played: Played, office: Office) -> list[str]:
        """Where LibreOffice, accepting or rejecting every change itself, is left with other words than the reader."""
        found = []
        for choice in CHOICES:
            if office.settle(played.document, choice).body != body(played.document, choice):
                self.undecided += 1
                continue
            said, read = office.settle(played.carried.content, choice).body, body(played.carried.content, choice)
            if said == read:
                self.agreed += 1
            else:
                found.append(f"LibreOffice, {choice}: {differing(said, read)}")
        return found


def broken_schemas(played: Played, errors: Errors) -> list[str]:
    """What the validator finds in the corrected document, and not in the edited one."""
    return sorted((errors(played.carried.content) - errors(played.document)).elements())


def validator(program: str) -> Errors:
    """The validator's findings by what they say; where they stand changes with every correction."""

    def errors(document: bytes) -> Counter[str]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "document.docx"
            path.write_bytes(document)
            ran = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, timeout=300)
        assert ran.stdout, ran.stderr
        return Counter(str(error["description"]) for error in json.loads(ran.stdout)["errors"])

    return errors
