"""``python generate.py`` as people run it: a process of its own, on a copy of the shipped inputs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hand_made import INPUTS, ROOT


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    said: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Office:
    """A folder with inputs and outputs, and the command run on them."""

    folder: Path
    program: Path = ROOT / "generate.py"

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs"

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> Ran:
        return ran([sys.executable, str(self.program), *words], self.folder, env)

    def build(self, *words: str, env: Mapping[str, str] | None = None) -> Ran:
        return self.run("build", *words, "--inputs", str(self.inputs), "--outputs", str(self.outputs), env=env)

    def revise(self, *words: str, env: Mapping[str, str] | None = None) -> Ran:
        return self.run("revise", *words, "--inputs", str(self.inputs), "--outputs", str(self.outputs), env=env)

    def new(self, *words: str, env: Mapping[str, str] | None = None) -> Ran:
        return self.run("new", *words, "--inputs", str(self.inputs), env=env)

    def change(self, file: str, old: str, new: str) -> None:
        """Replace words in an input file, once."""
        path = self.inputs / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def written(self) -> dict[str, bytes]:
        """The documents and what lies beside them; the ledger is no document."""
        files = [path for path in sorted(self.outputs.glob("*")) if not path.name.startswith("ledger.")]
        return {path.name: path.read_bytes() for path in files}


def ran(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Ran:
    run = subprocess.run(
        command, cwd=folder, env={**os.environ, **(env or {})}, capture_output=True, check=False, timeout=300
    )
    return Ran(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def opened(folder: Path) -> Office:
    """An office with the shipped inputs."""
    shutil.copytree(INPUTS, folder / "inputs")
    return Office(folder)
