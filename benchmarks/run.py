"""What a briefing costs: the product, docxtpl with pyplot, and the floor, side by side in one run.

    python -m pip install -e ".[benchmarks]"
    python benchmarks/run.py [--rounds 7] [--write]

All on one core, in rounds by turns, each figure the median of the rounds; ratios are of the processor's time, so that
they hold whatever else the machine does.

Cold is a process of its own for one document; warm is one document in a process that has made others, the figures
read already. Prints the tables of benchmarks/results.md; ``--write`` writes them there.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "peers")]

from cores import one_core  # noqa: E402
from floor import floor, packed, parts_of  # noqa: E402

from report import clock, pipeline  # noqa: E402
from report.charts.draw import draw, lay_out  # noqa: E402
from report.charts.model import Picture  # noqa: E402
from report.charts.native.draw import draw as native  # noqa: E402
from report.edition import ChartKind  # noqa: E402
from report.garbage import look_for_garbage_seldom  # noqa: E402
from report.narrative.model import Kind, Narrative  # noqa: E402
from report.orders import House, open_house  # noqa: E402
from report.pipeline import Prepared  # noqa: E402
from report.proof.outgoing import Proofreader  # noqa: E402
from report.word.record import record_of  # noqa: E402
from report.word.write import write  # noqa: E402

EDITION: Final = "gongyi-2021Q1"
ROWS: Final = (100, 300, 1000)
PACKAGES: Final = ("matplotlib", "python-docx", "lxml", "Jinja2", "docxtpl")
WRITTEN: Final = (Kind.HEADLINE, Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE, Kind.NOTICE)
PRODUCT: Final = "product, picture charts"
EDITABLE: Final = "product, editable charts"
PEER: Final = "docxtpl and pyplot"
FLOOR: Final = "floor"

Work = Callable[[], object]


@dataclass(frozen=True)
class Cost:
    """Seconds by the wall and of the processor."""

    wall: float
    cpu: float


def warm(work: Work) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def ours(work: Work) -> Cost:
    """In a process of the product, which looks for garbage as seldom as its command and its workers do."""
    before = gc.get_threshold()
    look_for_garbage_seldom()
    try:
        return warm(work)
    finally:
        gc.set_threshold(*before)


def cold(command: Sequence[str]) -> Cost:
    """A process from its start to its end; raises CalledProcessError where it fails."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=_as_installed())
    after, taken = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - wall
    return Cost(taken, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def _as_installed() -> dict[str, str]:
    """Modules compiled once and for all, as for everybody who runs a program a second time."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def by_turns(works: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The median of each, measured in rounds by turns after one round that does not count."""
    taken: dict[str, list[Cost]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, measure in works.items():
            cost = measure()
            if number:
                taken[name].append(cost)
    return {name: median(costs) for name, costs in taken.items()}


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


# Contenders


@dataclass(frozen=True)
class Bench:
    """All that is measured on: the edition prepared once, and what the peer needs for the same."""

    house: House
    folder: Path
    prepared: Prepared
    figures: Mapping[str, Any]
    figures_file: Path
    template: Path
    document: bytes

    def composed(self, charts: ChartKind = "picture") -> pipeline.Briefing:
        """As ``build`` and ``batch`` make a document once the figures are read."""
        order = dataclasses.replace(self.prepared.order, charts=charts)
        return next(pipeline.compose(self.house, [order], lambda _house, _edition: self.prepared.facts.figures))


def opened(folder: Path) -> Bench:
    import briefing
    import make_template

    briefing.set_font()
    prepared = make_template.prepare(EDITION, folder)
    figures_file, template = make_template.write(prepared, folder)
    figures = json.loads(figures_file.read_text("utf-8"))
    house = open_house(ROOT / "inputs", ROOT / "templates", folder)
    bench = Bench(house, folder, prepared, figures, figures_file, template, b"")
    made = bench.composed()
    return dataclasses.replace(bench, document=made.files[made.document])


def cold_works(bench: Bench) -> Iterator[tuple[str, Callable[[], Cost]]]:
    build = [sys.executable, "generate.py", "build", EDITION, "--language", "zh", "--force"]
    build += ["--outputs", str(bench.folder)]
    script = str(ROOT / "benchmarks" / "peers" / "briefing.py")
    files = map(str, (bench.figures_file, bench.template, bench.folder / "peer.docx"))
    peer = [sys.executable, script, *files]
    yield PRODUCT, lambda: cold(build)
    yield EDITABLE, lambda: cold([*build, "--charts", "editable"])
    yield PEER, lambda: cold(peer)


def warm_works(bench: Bench) -> Iterator[tuple[str, Callable[[], Cost]]]:
    import briefing

    proofreader = Proofreader(bench.house)
    parts, sheets = parts_of(bench.document), [lay_out(chart) for chart in bench.prepared.charts]
    yield PRODUCT, lambda: ours(lambda: proofreader.briefing(bench.composed()))
    yield "of this, all but proof-reading", lambda: ours(bench.composed)
    yield "of this, the charts", lambda: ours(lambda: [draw(chart) for chart in bench.prepared.charts])
    yield EDITABLE, lambda: ours(lambda: proofreader.briefing(bench.composed("editable")))
    yield "of this, all but proof-reading ", lambda: ours(lambda: bench.composed("editable"))
    yield "of this, the charts ", lambda: ours(lambda: [native(chart) for chart in bench.prepared.charts])
    yield PEER, lambda: warm(lambda: briefing.build(bench.figures, bench.template))
    yield "of this, the charts (pyplot)", lambda: warm(lambda: briefing.draw_charts(bench.figures))
    yield FLOOR, lambda: warm(lambda: floor(parts, sheets))
    yield "of this, the zip", lambda: warm(lambda: packed(parts))


# Long tables


def with_rows(narrative: Narrative, count: int) -> Narrative:
    """The table of the narrative with as many rows, its own again and again."""

    def longer(passage: Any) -> Any:
        if passage.kind is not Kind.TABLE:
            return passage
        head, *body = passage.rows
        return dataclasses.replace(passage, rows=(head, *islice(cycle(body), count)))

    return dataclasses.replace(narrative, passages=tuple(map(longer, narrative.passages)))


def set_down(bench: Bench, narrative: Narrative, pictures: Mapping[str, Picture]) -> bytes:
    """Record and document of a narrative, its pictures drawn already."""
    one = bench.prepared
    record = record_of(narrative, one.heading, [(chart, pictures[chart.id]) for chart in one.charts])
    return write(narrative, pictures, record, one.properties, bench.house.templates / "style.docx")


def table_works(bench: Bench, counts: Sequence[int]) -> Iterator[tuple[str, Callable[[], Cost]]]:
    import briefing

    pictures = {chart.id: draw(chart) for chart in bench.prepared.charts}
    drawn = briefing.draw_charts(bench.figures)
    for count in counts:
        narrative = with_rows(bench.prepared.narrative, count)
        figures = {**bench.figures, "rows": list(islice(cycle(bench.figures["rows"]), count))}
        yield f"ours {count}", lambda said=narrative: warm(lambda: set_down(bench, said, pictures))  # type: ignore[misc]
        yield f"peer {count}", lambda told=figures: warm(lambda: briefing.fill(told, bench.template, drawn))  # type: ignore[misc]


# What is told


def content(narrative: Narrative) -> str:
    tables = [passage for passage in narrative.passages if passage.kind is Kind.TABLE]
    prose = [passage for passage in narrative.passages if passage.kind is not Kind.TABLE]
    said = sum(bool(span.fact) for passage in prose for span in passage.all_spans())
    shown = sum(bool(span.fact) for passage in tables for span in passage.all_spans())
    written = sum(
        passage.kind in (Kind.HEADLINE, Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE, Kind.NOTICE) for passage in prose
    )
    charts = sum(passage.kind is Kind.CHART for passage in prose)
    rows = sum(len(passage.rows) - 1 for passage in tables)
    return (
        f"`{EDITION}`, in Chinese: {written} paragraphs and headings besides masthead and end, {said} figures in them, "
        f"a table of {rows} rows with {shown} figures, {charts} charts. The peer sets the same words, figures, rows, "
        "bars and labels, at the same size, and is given its figures ready to print."
    )


def told(costs: Mapping[str, Cost], against: str) -> Iterator[str]:
    yield f"| | Wall, ms | Processor, ms | Processor, beside “{against}” | “{PEER}” takes so many times as much |"
    yield "|---|--:|--:|--:|--:|"
    for name, cost in costs.items():
        ratio, times = cost.cpu / costs[against].cpu, costs[PEER].cpu / cost.cpu
        yield f"| {name} | {cost.wall * 1000:.1f} | {cost.cpu * 1000:.1f} | {ratio:.2f} | {times:.1f} |"


def tables(bench: Bench, rounds: int) -> Iterator[str]:
    small = len(bench.figures["rows"])
    costs = by_turns(dict(table_works(bench, (small, *ROWS))), rounds)
    ours, peer = ([costs[f"{who} {count}"].cpu * 1000 for count in (small, *ROWS)] for who in ("ours", "peer"))
    yield f"| Rows | product | docxtpl | product, on top of {small} rows | docxtpl, on top | product, a row more |"
    yield "|--:|--:|--:|--:|--:|--:|"
    for count, one, other in zip((small, *ROWS), ours, peer, strict=True):
        each = f"{(one - ours[0]) / (count - small):.2f}" if count > small else "–"
        yield f"| {count} | {one:.1f} | {other:.1f} | {one - ours[0]:.1f} | {other - peer[0]:.1f} | {each} |"


def report(bench: Bench, rounds: int) -> Iterator[str]:
    yield "# What a briefing costs"
    yield ""
    machine = f"{platform.platform()}, {os.cpu_count()} cores"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"{machine}, Python {platform.python_version()}, {packages}, {clock.today()}."
    yield f"Written by `python benchmarks/run.py --write`; medians of {rounds} rounds by turns, on one core."
    yield ""
    yield content(bench.prepared.narrative)
    yield ""
    yield "## A process for one document"
    yield ""
    yield "The product reads the workbook, proof-reads, writes trace and record and notes them in the ledger;"
    yield "the peer reads a small JSON file."
    yield ""
    yield from told(by_turns(dict(cold_works(bench)), rounds), PEER)
    yield ""
    yield "## One more document in a process that runs"
    yield ""
    yield from told(by_turns(dict(warm_works(bench)), rounds * 3), FLOOR)
    yield ""
    yield "The floor packs the product's parts and draws its charts once with Agg: no text made, no figure looked up."
    yield ""
    yield "## A long table"
    yield ""
    yield "Milliseconds of the processor for record and document (the peer: the template filled), the charts drawn."
    yield ""
    yield from tables(bench, rounds)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="What a briefing costs.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    chosen = parser.parse_args(arguments)
    lines = []
    with tempfile.TemporaryDirectory() as folder, one_core():
        for line in report(opened(Path(folder)), chosen.rounds):
            print(line, flush=True)
            lines.append(line)
    if chosen.write:
        (ROOT / "benchmarks" / "results.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
