"""How long a correction takes, beside the build of the same briefing and a two-way comparison by python-redlines.

    python -m pip install -e ".[benchmarks]"
    python benchmarks/revise.py [--write]

Prints the tables of benchmarks/revise.md; ``--write`` writes them there. Everything is timed in one run, each figure
the least of several, so that ratios hold whatever else the machine does.
"""

from __future__ import annotations

import argparse
import dataclasses
import platform
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from report import clock, edition, pipeline  # noqa: E402
from report.charts.draw import draw  # noqa: E402
from report.corrections.correct import AUTHOR, Corrected, Request, correct  # noqa: E402
from report.corrections.revise import Carried, Ours, carry  # noqa: E402
from report.corrections.said import Teller  # noqa: E402
from report.figures.model import FigureKey, Figures  # noqa: E402
from report.narrative.model import Narrative  # noqa: E402
from report.orders import House, open_house, order_of  # noqa: E402
from report.pipeline import Prepared  # noqa: E402
from report.word.flow import paragraphs, text_of  # noqa: E402
from report.word.ooxml import W, w  # noqa: E402
from report.word.opened import open_document  # noqa: E402
from report.word.read import records_in  # noqa: E402
from report.word.record import record_of  # noqa: E402
from report.word.tracked import Stamp, free_ids  # noqa: E402
from report.word.write import write  # noqa: E402

EDITION = "gongyi-2021Q1"
CORRECTED = {"iva.growth@gongyi/2021Q1": "30.2", "industrial_investment.level@gongyi/2021Q1": "39.4"}
BY_HAND = "这句话是编辑手写的，任何工具都不应当删掉它。"
TIMES = 5
COPIES = (1, 4, 16, 64)


@dataclass(frozen=True)
class Case:
    """A briefing of ``copies`` times the sample's text: as generated, edited by hand, and what it should be now."""

    copies: int
    document: Path
    edited: Path
    ours: Ours
    fresh: Path


def least(work: Callable[[], object], times: int = TIMES) -> float:
    """Seconds, the least of several."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def prepared(house: House, corrected: bool) -> Prepared:
    made = edition.load(house.inputs / EDITION, house.catalogue)
    order = order_of(house, made, "zh", force=True)
    return next(pipeline.prepare(house, [order], _corrected if corrected else pipeline.as_filed))


def _corrected(house: House, made: edition.Edition) -> Figures:
    return changed(pipeline.as_filed(house, made))


def changed(figures: Figures) -> Figures:
    kept = dict(figures.figures)
    for key, value in CORRECTED.items():
        parsed = FigureKey.parse(key)
        kept[parsed] = dataclasses.replace(kept[parsed], value=Decimal(value), stored=value)
    return dataclasses.replace(figures, figures=kept)


def long(narrative: Narrative, copies: int) -> Narrative:
    """The body again and again, each passage under an id of its own."""
    body = [passage for passage in narrative.passages if not passage.chart and passage.kind != "table"]
    more = [dataclasses.replace(passage, id=f"{passage.id}x{copy}") for copy in range(1, copies) for passage in body]
    return dataclasses.replace(narrative, passages=(*narrative.passages, *more))


def case(house: House, folder: Path, copies: int) -> Case:
    before, now = prepared(house, corrected=False), prepared(house, corrected=True)
    style = house.templates / "style.docx"
    made = []
    for name, one in (("generated", before), ("fresh", now)):
        narrative = long(one.narrative, copies)
        pictures = {chart.id: draw(chart) for chart in one.charts}
        record = record_of(narrative, one.heading, [(chart, pictures[chart.id]) for chart in one.charts])
        path = folder / f"{name}-{copies}.docx"
        path.write_bytes(write(narrative, pictures, record, one.properties, style))
        made.append(path)
    edited = folder / f"edited-{copies}.docx"
    edited.write_bytes(by_hand(made[0]))
    teller = Teller("zh", house.catalogue, house.claims)
    ours = Ours(long(now.narrative, copies), now.charts, now.heading, draw, teller)
    return Case(copies, made[0], edited, ours, made[1])


def by_hand(path: Path) -> bytes:
    """A sentence added to every fifth paragraph, as an editor would."""
    opened = open_document(path)
    for number, paragraph in enumerate(list(paragraphs(opened.body))):
        if number % 5 == 0 and len(text_of(paragraph)) > 60:
            paragraph.append(w("r", text(BY_HAND)))
    return opened.to_bytes()


def text(words: str) -> etree._Element:
    made = w("t")
    made.text = words
    return made


def revised(one: Case) -> Carried:
    opened = open_document(one.edited)
    part, base = next(records_in(opened.parts, opened.name))
    return carry(opened, part, base, one.ours, Stamp(AUTHOR, clock.now(), free_ids(opened.root(opened.main))))


def built(house: House) -> bytes:
    """The sample briefing from its workbook: what a correction is measured against."""
    one = prepared(house, corrected=False)
    pictures = {chart.id: draw(chart) for chart in one.charts}
    record = record_of(one.narrative, one.heading, [(chart, pictures[chart.id]) for chart in one.charts])
    return write(one.narrative, pictures, record, one.properties, house.templates / "style.docx")


def corrected_from_workbook(house: House, one: Case) -> Corrected:
    """As the command does it: the workbook is read, the text made anew, the document corrected, both notices set."""
    return correct(house, Request(one.edited), _corrected)


def lengths(house: House, folder: Path) -> Iterator[str]:
    yield "| Text | Paragraphs | Characters | Changes | Seconds | Milliseconds per 1,000 characters |"
    yield "|---|--:|--:|--:|--:|--:|"
    for copies in COPIES:
        one = case(house, folder, copies)
        opened = open_document(one.edited)
        found = [text_of(paragraph) for paragraph in paragraphs(opened.body)]
        characters = sum(map(len, found))
        seconds = least(lambda one=one: revised(one), 3)  # type: ignore[misc]
        changes = len(revised(one).changed)
        pages = f"× {copies} (about {max(1, round(characters / 616))} pages)"
        rate = seconds / characters * 1_000_000
        yield f"| {pages} | {len(found)} | {characters} | {changes} | {seconds:.2f} | {rate:.1f} |"


def peers(house: House, folder: Path) -> Iterator[str]:
    """The same pair of documents: the one that was edited, and the one that would be generated now."""
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        yield 'python-redlines is not installed: python -m pip install -e ".[benchmarks]"'
        return
    yield "Sentences typed by hand, and how many of them are marked as deleted by each:"
    yield ""
    yield "| Text | revise, s | python-redlines, s | Ratio | Typed | revise deletes | python-redlines deletes |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    engine = DocxodusEngine()
    for copies in COPIES[:3]:
        one = case(house, folder, copies)
        edited, fresh = one.edited.read_bytes(), one.fresh.read_bytes()
        ours = least(lambda one=one: revised(one), 3)  # type: ignore[misc]
        theirs = least(lambda old=edited, new=fresh: engine.run_redline("peer", original=old, modified=new), 3)  # type: ignore[misc]
        redlined = folder / "redlined.docx"
        redlined.write_bytes(engine.run_redline("peer", original=edited, modified=fresh)[0])
        carried = folder / "carried.docx"
        carried.write_bytes(revised(one).content)
        typed = body_text(one.edited, "t").count(BY_HAND)
        lost = [deleted(path).count(BY_HAND) for path in (carried, redlined)]
        yield f"| × {copies} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} | {typed} | {lost[0]} | {lost[1]} |"


def deleted(path: Path) -> str:
    return body_text(path, "delText")


def body_text(path: Path, kind: str) -> str:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(one.text or "" for one in root.iter(W + kind))


def report(house: House, folder: Path) -> Iterator[str]:
    one = case(house, folder, 1)
    build = least(lambda: built(house))
    revise = least(lambda: corrected_from_workbook(house, one))
    yield "# How long a correction takes"
    yield ""
    yield f"{platform.platform()}, Python {platform.python_version()}, lxml {version('lxml')}, {clock.today()}."
    yield "Written by `python benchmarks/revise.py --write`; each figure is the least of several in one run."
    yield ""
    yield "## Beside the build of the same briefing"
    yield ""
    yield f"Build {build:.2f} s, revise {revise:.2f} s: ratio {revise / build:.2f}."
    yield "Both from the workbook, in one process, all charts drawn; revise with its notices in both languages."
    yield ""
    yield "## By the length of the document"
    yield ""
    yield from lengths(house, folder)
    yield ""
    yield "## Beside a two-way comparison"
    yield ""
    yield from peers(house, folder)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How long a correction takes.")
    parser.add_argument("--write", action="store_true", help="write benchmarks/revise.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(ROOT / "inputs", ROOT / "templates", Path(folder))
        lines = []
        for line in report(house, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    if chosen.write:
        (ROOT / "benchmarks" / "revise.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
