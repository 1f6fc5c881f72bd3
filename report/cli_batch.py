"""The command ``batch``: arguments, progress, what became of each document."""

from __future__ import annotations

import json
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from report.catalogue import Language
from report.cli import FOLDER, ROOT, charts_option, fault_json, json_option, languages_option, tell_caution
from report.cli_words import say, spoken, wrong_usage
from report.errors import Fault, InputFaults, Place
from report.i18n import Message, clauses, listed, msg, parts

if TYPE_CHECKING:
    from report.batch.model import Outcome, State
    from report.batch.plan import Plan
    from report.edition import ChartKind

_TOLD: Final = 20  # lines of one kind; --json has them all
_EVERY: Final = 10.0  # seconds between two lines of progress where nobody sees a bar


@click.command()
@click.argument("source", default="")
@click.option("--areas", default="all", help="Keys, names or levels, with commas between them.  [default: all]")
@languages_option
@charts_option
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: one for each core]")
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that does the work, such as tcp://host:8786.")
@click.option("--inputs", type=FOLDER, default=ROOT / "inputs", help="Patterns.  [default: inputs]")
@click.option(
    "--outputs",
    default=str(ROOT / "outputs"),
    help="A folder, or an address that fsspec knows (s3://…).  [default: outputs]",
)
@json_option
@click.pass_context
def batch(
    context: click.Context,
    source: str,
    areas: str,
    language: Sequence[Language],
    charts: ChartKind | None,
    workers: int | None,
    scheduler: str | None,
    inputs: Path,
    outputs: str,
    as_json: bool,
) -> None:
    """Build a briefing for each area of SOURCE: a folder under inputs/ with a pattern, and figures of many areas."""
    from report.batch import plan as plans
    from report.orders import open_house

    if workers and scheduler:
        raise wrong_usage(msg("--workers or --scheduler, not both"))
    request = plans.Request(source, _place(outputs), _listed(areas), tuple(language), charts)
    try:
        plan = plans.plan(open_house(inputs, ROOT / "templates", Path()), request)
    except KeyboardInterrupt:
        say(msg("stopped while the source was read; nothing was written"))
        context.exit(2)
    for caution in plan.cautions[:_TOLD]:
        tell_caution(caution)
    _tell_rest(msg("… and {count} more cautions (--json has them all)", count=len(plan.cautions) - _TOLD))
    started = time.monotonic()
    outcomes, stopped = _carried_out(plan, workers, scheduler)
    seconds = time.monotonic() - started
    _tell(plan, outcomes, stopped, seconds)
    if as_json:
        click.echo(json.dumps(_told(plan, outcomes, stopped, seconds), ensure_ascii=False, indent=2))
    context.exit(_exit_code(outcomes, stopped))


def _carried_out(plan: Plan, workers: int | None, scheduler: str | None) -> tuple[list[Outcome], tuple[Fault, ...]]:
    """What became of each document, and what stopped the run before the last."""
    from report.batch.executors import cluster, cores, processes
    from report.batch.run import batch as made

    outcomes: list[Outcome] = []
    with ExitStack() as stack:
        stack.enter_context(_one_interrupt())
        crew = stack.enter_context(cluster(scheduler)) if scheduler else processes(workers or cores())
        step = stack.enter_context(_progress(len(plan.settled) + len(plan.jobs), len(plan.settled)))
        try:
            for outcome in made(plan, crew):
                outcomes.append(outcome)
                step(1)
        except InputFaults as error:
            return outcomes, error.faults
        except KeyboardInterrupt:
            found = msg("those that were made before the run was stopped")
            return outcomes, (Fault(Place(plan.place), msg("all documents"), found),)
    return outcomes, ()


@contextmanager
def _one_interrupt() -> Iterator[None]:
    """The first Ctrl-C ends the run in order, which takes a moment; further ones would only spoil that."""

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        say(msg("stopping: documents that are being made are finished first"))
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _place(outputs: str) -> str:
    from report.batch.store import is_address

    if not outputs.strip():
        raise wrong_usage(msg("--outputs: a folder or an address"))
    return outputs if is_address(outputs) else str(Path(outputs).absolute())


def _listed(areas: str) -> tuple[str, ...]:
    listed = tuple(filter(None, (one.strip() for one in re.split("[,，、]", areas))))
    if not listed:
        raise wrong_usage(msg("--areas: all, or some keys, names or levels"))
    return listed


def _exit_code(outcomes: Sequence[Outcome], stopped: Sequence[Fault]) -> int:
    """Bad input where nothing came of it; where other documents stand, some need a person."""
    failed = sum(outcome.state == "failed" for outcome in outcomes)
    if stopped or (failed and failed == len(outcomes)):
        return 2
    return int(failed > 0 or any(finding.is_to_mend for outcome in outcomes for finding in outcome.findings))


@contextmanager
def _progress(total: int, settled: int) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left where a person is looking, a line now and then where standard error is a file."""
    if total == settled:
        yield lambda count: None
    elif sys.stderr.isatty():
        yield from _bar(total)
    else:
        yield _lines(total, settled)


def _bar(total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second."""

        def render(self, task: Task) -> Text:
            return Text(spoken(msg("{rate:.1f}/s", rate=task.finished_speed or task.speed or 0)))

    columns = (TextColumn(spoken(msg("documents"))), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("documents", total=total)
        yield lambda count: progress.advance(task, count)


def _lines(total: int, settled: int) -> Callable[[int], None]:
    """The rate is counted from the first document that a worker gave: before that, workers begin."""
    done = 0
    started = last = 0.0

    def step(count: int) -> None:
        nonlocal done, started, last
        done += count
        now = time.monotonic()
        if done == settled + 1:
            started = last = now
        elif started and now - last > _EVERY:
            rate = (done - settled - 1) / (now - started)
            words = msg(
                "{done} of {total} documents, {rate:.1f} a second, {left:.0f} s left",
                done=done,
                total=total,
                rate=rate,
                left=(total - done) / rate,
            )
            say(words)
            last = now

    return step


def _tell(plan: Plan, outcomes: Sequence[Outcome], stopped: Sequence[Fault], seconds: float) -> None:
    """What needs a person, then how many documents there are."""
    from report.cli_check import line_of

    faults: dict[Fault, list[str]] = {}
    for outcome in outcomes:
        for fault in outcome.faults:
            faults.setdefault(fault, []).append(outcome.document)
    for fault, documents in list(faults.items())[:_TOLD]:
        own = fault.place.file in documents
        say(fault.words if own else msg("{documents}: {fault}", documents=_few(documents), fault=fault), "✗")
    _tell_rest(msg("… and {count} more faults (--json has them all)", count=len(faults) - _TOLD))
    found = [(outcome.document, finding) for outcome in outcomes for finding in outcome.findings]
    for document, finding in found[:_TOLD]:
        click.echo(f"{document}: {line_of(finding)}", err=True)
    _tell_rest(msg("… and {count} more findings (--json has them all)", count=len(found) - _TOLD))
    _tell_left_out(outcomes)
    for fault in stopped:
        say(fault.words, "✗")
    states = Counter(outcome.state for outcome in outcomes)
    made: str = parts(*_counted(states))
    if states["written"] and seconds:
        rate = states["written"] / seconds
        made = msg("{made} in {seconds:.0f} s ({rate:.1f} a second)", made=made, seconds=seconds, rate=rate)
    made = made or msg("nothing made")
    say(msg("{pattern}: {made} → {place}", pattern=plan.pattern.name, made=made, place=plan.place))
    if stopped:
        left = len(plan.settled) + len(plan.jobs) - len(outcomes)
        say(msg("Up to {left} are still to be made; the same command continues where this run stopped.", left=left))


def _counted(states: Mapping[State, int]) -> Iterator[str]:
    if count := states.get("written"):
        yield msg("{count} written", count=count)
    if count := states.get("current"):
        yield msg("{count} up to date", count=count)
    if count := states.get("corrected"):
        yield msg("{count} corrected in a document beside", count=count)
    if count := states.get("failed"):
        yield msg("{count} failed", count=count)


def _few(documents: Sequence[str]) -> str:
    few = listed(documents[:2])
    return msg("{few} and {count} more", few=few, count=len(documents) - 2) if len(documents) > 2 else few


def _tell_left_out(outcomes: Iterable[Outcome]) -> None:
    """Passages that were left away, each once, with how many documents lack it."""
    lacking = Counter(
        (item.passage, clauses(item.reasons)) for outcome in outcomes for item in outcome.left_out
    ).most_common()
    for (passage, reasons), count in lacking[:_TOLD]:
        say(msg("left out of {count}: {passage} — {reasons}", count=count, passage=passage, reasons=reasons), "   ")
    _tell_rest(msg("… and {count} more passages left out (--json has them all)", count=len(lacking) - _TOLD))


def _tell_rest(words: Message) -> None:
    """Of how many nothing was told, where there are any."""
    if words.given["count"] > 0:
        say(words, "   ")


def _told(plan: Plan, outcomes: Sequence[Outcome], stopped: Sequence[Fault], seconds: float) -> dict[str, Any]:
    return {
        "pattern": plan.pattern.name,
        "outputs": plan.place,
        "seconds": round(seconds, 3),
        "documents": [_document(outcome) for outcome in sorted(outcomes, key=lambda one: one.document)],
        "faults": [fault_json(fault) for fault in stopped],
        "cautions": [str(caution) for caution in plan.cautions],
    }


def _document(outcome: Outcome) -> dict[str, Any]:
    return {
        "area": outcome.area,
        "language": outcome.language,
        "document": outcome.file or outcome.document,
        "state": outcome.state,
        "left_out": [{"passage": item.passage, "reasons": list(item.reasons)} for item in outcome.left_out],
        "findings": [finding.as_json() for finding in outcome.findings],
        "faults": [fault_json(fault) for fault in outcome.faults],
    }
