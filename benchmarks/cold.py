"""Where a cold build's time goes: the imports, package by package, then the stages, in one process for each round.

    python benchmarks/cold.py [--rounds 15] [--charts editable]

Prints a table for docs/performance.md. Each figure is the processor's time, the least of the rounds; packages are
imported one after the other before the command runs, each without what one before it has brought in.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from cores import one_core

ROOT: Final = Path(__file__).resolve().parent.parent
COMMAND: Final = ("build", "gongyi-2021Q1", "--language", "zh", "--force")
_PYDANTIC: Final = ("pydantic.main", "pydantic.type_adapter", "pydantic.types")
_OTHERS: Final = ("markdown_it", "mdit_py_plugins", "babel.dates", "babel.numbers")
PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "click": ("click",),
    "pydantic": _PYDANTIC,
    "lxml": ("lxml.etree",),
    "Jinja2": ("jinja2", "jinja2.sandbox", "jinja2.ext"),
    "markdown-it-py, Babel": _OTHERS,
    "numpy": ("numpy",),
    "openpyxl, and Pillow with it": ("openpyxl",),
    "python-docx": ("docx",),
    "sqlite3": ("sqlite3",),
    "matplotlib": ("matplotlib.backends.backend_agg", "matplotlib.ft2font"),
    "the product's own modules": (
        "report.cli_check",
        "report.ledger.knowing",
        "report.proof.outgoing",
        "report.pipeline",
    ),
}
PICTURES: Final = ("matplotlib", "report.charts.draw")
#: Module, name in it, stage.
STAGES: Final = (
    ("report.orders", "open_house", "orders: catalogue, claims, edition, what stands there already"),
    ("report.orders", "orders_for", "orders: catalogue, claims, edition, what stands there already"),
    ("report.pipeline", "filed", "load: the workbook into figures"),
    ("report.pipeline", "narrate", "derive and narrate: templates compiled and rendered, text parsed"),
    ("report.pipeline", "record_of", "write: record and document"),
    ("report.word.write", "write", "write: record and document"),
    ("report.proof.outgoing", "Proofreader.briefing", "proof-read"),
    ("report.ledger.noting", "note", "ledger: the entry, and noting it"),
    ("report.pipeline", "deliver", "files"),
)


class Watch:
    """The processor's time by what it was spent on; what is timed within something else does not count to that."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._since = 0.0
        self._open = ["start of Python"]

    def turn(self) -> None:
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            self.turn()
            self._open.append(name)
            try:
                return work(*given, **named)
            finally:
                self.turn()
                self._open.pop()

        return run


def inside(arguments: list[str]) -> None:
    """The command in this process, watched; prints what it took as JSON, after what the command prints."""
    watch = Watch()
    watch.turn()
    sys.path.insert(0, str(ROOT))
    from report.garbage import look_for_garbage_seldom

    look_for_garbage_seldom(500_000)  # as the command does before it imports all this
    pictures = "editable" not in arguments
    watch.timed("the rest of the run", _watched)(watch, pictures, arguments)
    print(json.dumps(watch.spent), flush=True)


def _watched(watch: Watch, pictures: bool, arguments: list[str]) -> None:
    for name, modules in PACKAGES.items():
        if pictures or name != PICTURES[0]:
            watch.timed(f"import {name}", lambda wanted: [import_module(one) for one in wanted])(modules)
    drawing = PICTURES[1] if pictures else "report.charts.native.draw"
    watch.timed("import the product's own modules", import_module)(drawing)
    for module, path, stage in STAGES:
        *owner, name = path.split(".")
        place: Any = import_module(module)
        for one in owner:
            place = getattr(place, one)
        setattr(place, name, watch.timed(stage, getattr(place, name)))
    drawn: Any = import_module(drawing)
    drawn.draw = watch.timed("charts", drawn.draw)
    from report import cli

    sys.argv = ["generate.py", *arguments]
    try:
        cli.run()
    except SystemExit as end:
        if end.code:
            raise


def measured(arguments: list[str]) -> dict[str, float]:
    """Milliseconds of one process; what it takes after its last stage is its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, __file__, "--inside", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent: dict[str, float] = json.loads(said.splitlines()[-1])
    spent["end of Python"] = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime - sum(spent.values())
    return {name: seconds * 1000 for name, seconds in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Where a cold build's time goes.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--charts", choices=("picture", "editable"), default="picture")
    chosen = parser.parse_args()
    with one_core(), tempfile.TemporaryDirectory() as folder:
        arguments = [*COMMAND, "--charts", chosen.charts, "--outputs", folder]
        rounds = [measured(arguments) for _ in range(chosen.rounds + 1)][1:]
    least = {name: min(spent[name] for spent in rounds) for name in rounds[0]}
    print(f"{platform.platform()}, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}.\n")
    print("| | ms |\n|---|--:|")
    for name, taken in least.items():
        print(f"| {name} | {taken:.0f} |")
    print(f"| sum | {sum(least.values()):.0f} |")
    print(f"| least of a whole process | {min(sum(spent.values()) for spent in rounds):.0f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2:])
    else:
        main()
