"""What many briefings cost: two workers beside one, memory as they go on, and a synthetic nation of 2,843 counties.

    python -m pip install -e ".[benchmarks]"
    python benchmarks/scale.py [PART …] [--counties 2843] [--most 10000] [--write]

Parts are whole, workers and memory; all of them take most of an hour. Prints the tables of benchmarks/scale.md;
``--write`` writes them there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import nation  # noqa: E402

from report import clock  # noqa: E402
from report.batch import plan as plans  # noqa: E402
from report.batch import store  # noqa: E402
from report.batch.executors import processes  # noqa: E402
from report.batch.model import Task  # noqa: E402
from report.batch.plan import Request  # noqa: E402
from report.batch.work import make  # noqa: E402
from report.orders import open_house  # noqa: E402

FEW: Final = 200  # counties of which one worker and two make the briefings
TURNS: Final = 3
MARKS: Final = (100, 300, 1000, 3000, 10_000)
CHARTS: Final = ("picture", "editable")
PARTS: Final = ("whole", "workers", "memory")
HEAD: Final = """# What many briefings cost

Printed by `python benchmarks/scale.py`. The figures are those of `benchmarks/nation.py`: invented.
"""
TEMPLATES: Final = ROOT / "templates"


def batch(inputs: Path, outputs: Path, *words: str) -> Mapping[str, Any]:
    """A run of the command, as people run it, from nothing: its JSON, and the seconds of the whole process."""
    shutil.rmtree(outputs, ignore_errors=True)
    command = [sys.executable, str(ROOT / "generate.py"), "batch", "--inputs", str(inputs), "--outputs", str(outputs)]
    started = time.perf_counter()
    run = subprocess.run([*command, "--json", *words], check=True, stdout=subprocess.PIPE)
    return {**json.loads(run.stdout), "whole": time.perf_counter() - started}


def workers(inputs: Path, outputs: Path, kinds: Sequence[str]) -> Iterator[str]:
    """By turns, since a machine is quicker at one moment than at another."""
    yield "| Charts | Documents | One worker, s | Two workers, s | One beside two |"
    yield "|---|--:|--:|--:|--:|"
    for charts in kinds:
        taken: dict[str, list[float]] = {"1": [], "2": []}
        for _ in range(TURNS):
            for count, seconds in taken.items():
                made = batch(inputs, outputs, "--charts", charts, "--workers", count)
                seconds.append(made["seconds"])
        one, two = (statistics.median(seconds) for seconds in taken.values())
        yield f"| {charts} | {len(made['documents'])} | {one:.1f} | {two:.1f} | {one / two:.2f} |"


def made_and_held(task: Task, folder: Path) -> tuple[int, float]:
    """What a worker does; how many documents, and the MiB of memory that it holds then.

    The documents are taken away again: those of a county that comes again would only be looked at.
    """
    outcomes = make(task)
    assert {outcome.state for outcome in outcomes} == {"written"}
    for name in (name for job in task.jobs for name in job.files):
        (folder / name).unlink()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return len(outcomes), pages * resource.getpagesize() / 2**20


def memory(inputs: Path, outputs: Path, charts: Any, most: int) -> Iterator[tuple[int, float]]:
    """One worker that makes briefing after briefing, those of the nation again and again."""
    shutil.rmtree(outputs, ignore_errors=True)
    plan = plans.plan(open_house(inputs, TEMPLATES, Path()), Request("", str(outputs), charts=charts))
    store.opened(plan.place, plan.setup.run).write(plan.setup.seen, b"")
    marks = iter([mark for mark in MARKS if mark <= most])
    made, mark = 0, next(marks)
    with processes(1).hire() as worker:
        for task in cycle(list(plan.tasks())):
            count, held = worker.submit(made_and_held, task, Path(plan.setup.place)).result()
            made += count
            if made >= mark:
                yield mark, held
                mark = next(marks, 0)
                if not mark:
                    return


def memories(inputs: Path, folder: Path, kinds: Sequence[str], most: int) -> Iterator[str]:
    yield "| Charts | Briefings | MiB |"
    yield "|---|--:|--:|"
    for charts in kinds:
        for mark, held in memory(inputs, folder / charts, charts, most):
            yield f"| {charts} | {mark:,} | {held:.0f} |"


def whole(inputs: Path, outputs: Path, kinds: Sequence[str]) -> Iterator[str]:
    yield "| Charts | Documents | The command, s | Of this, making, s | A second | Again, nothing changed, s | MiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for charts in kinds:
        made = batch(inputs, outputs, "--charts", charts)
        size = sum(path.stat().st_size for path in outputs.rglob("*") if path.is_file()) / 2**20
        started = time.perf_counter()
        again = plans.plan(open_house(inputs, TEMPLATES, Path()), Request("", str(outputs), charts=charts))  # type: ignore[arg-type]
        settled = time.perf_counter() - started
        count, seconds = len(made["documents"]), made["seconds"]
        assert not again.jobs and len(again.settled) == count
        yield (
            f"| {charts} | {count:,} | {made['whole']:.0f} | {seconds:.0f} | {count / seconds:.1f} | {settled:.0f} "
            f"| {size:,.0f} |"
        )


def report(part: str, folder: Path, counties: int, kinds: Sequence[str], most: int) -> Iterator[str]:
    """One section, by its part."""
    inputs, outputs = folder / "inputs", folder / "outputs"
    if part == "whole":
        nation.write(inputs, counties, "csv")
        yield f"## {counties:,} counties in two languages, on this machine"
        yield ""
        yield from whole(inputs, outputs, kinds)
    elif part == "workers":
        nation.write(inputs, FEW, "csv")
        yield f"## Two workers beside one: {FEW} counties in two languages"
        yield ""
        yield f"From the hiring of workers to the last document; medians of {TURNS} runs by turns."
        yield ""
        yield from workers(inputs, outputs, kinds)
    else:
        nation.write(inputs, counties, "csv")
        yield "## Memory of a worker"
        yield ""
        yield "Resident between two tasks, after so many briefings in one process."
        yield ""
        yield from memories(inputs, folder, kinds, most)
    yield ""
    yield f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {clock.today()}."


def written(sections: Mapping[str, str]) -> None:
    """Into scale.md, beside the sections that were not measured this time."""
    path = ROOT / "benchmarks" / "scale.md"
    before = path.read_text("utf-8").split("\n## ")[1:] if path.exists() else []
    kept = {_part(f"## {text}"): f"## {text.strip()}\n" for text in before}
    kept.update(sections)
    path.write_text("\n".join([HEAD, *(kept[part] for part in PARTS if part in kept)]), "utf-8")


def _part(section: str) -> str:
    title = section.splitlines()[0]
    return "whole" if "counties in two languages, on" in title else "workers" if "workers" in title else "memory"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="What many briefings cost.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; none: all")
    parser.add_argument("--counties", type=int, default=nation.COUNTIES)
    parser.add_argument("--charts", nargs="+", choices=CHARTS, default=CHARTS)
    parser.add_argument("--most", type=int, default=MARKS[-1], help="briefings by one worker")
    parser.add_argument("--write", action="store_true", help="write benchmarks/scale.md")
    chosen = parser.parse_args(arguments)
    sections = {}
    for part in chosen.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            lines = []
            for line in report(part, Path(folder), chosen.counties, chosen.charts, chosen.most):
                print(line, flush=True)
                lines.append(line)
            sections[part] = "\n".join(lines) + "\n"
            if chosen.write:
                written(sections)


if __name__ == "__main__":
    main(sys.argv[1:])
