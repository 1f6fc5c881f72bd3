"""The command: arguments, progress and exit codes; the only place that prints.

Exit codes: 0 done and clean; 1 done, and something needs a person; 2 bad input or usage.
Pandas, matplotlib and their like are imported by the stage that needs them, so ``--help`` is quick.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from report.errors import BriefingError, Caution, Fault, InputFaults

if TYPE_CHECKING:
    from report.catalogue import Language
    from report.orders import House, Order
    from report.pipeline import Briefing

ROOT = Path(__file__).resolve().parent.parent


_FOLDER = click.Path(path_type=Path, file_okay=False)


def say(words: str) -> None:
    """To people: standard error, so that standard output holds results alone."""
    click.echo(words, err=True)


class Group(click.Group):
    """The command with its faults: each on a line of its own, and exit code 2."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BriefingError as error:
            _tell_faults(error, as_json="--json" in sys.argv)
            context.exit(error.exit_code)


def _tell_faults(error: BriefingError, *, as_json: bool) -> None:
    faults = error.faults if isinstance(error, InputFaults) else ()
    for line in map(str, faults or (error,)):
        say(click.style("✗ ", fg="red") + line)
    if faults:
        say(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}; nothing was written.")
    if as_json:
        click.echo(json.dumps({"documents": [], "faults": [_fault(fault) for fault in faults]}, ensure_ascii=False))


def _fault(fault: Fault) -> dict[str, Any]:
    place = fault.place
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "key": place.key,
        "expected": fault.expected,
        "found": fault.found,
        "nearest": list(fault.nearest),
    }


def _folders(command: Callable[..., None]) -> Callable[..., None]:
    inputs = click.option("--inputs", type=_FOLDER, default=ROOT / "inputs", help="Editions.  [default: inputs]")
    outputs = click.option(
        "--outputs", type=_FOLDER, default=ROOT / "outputs", help="What is written.  [default: outputs]"
    )
    return inputs(outputs(command))


def _languages(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(filter(None, (part.strip() for part in value.split(","))))
    for language in chosen:
        if language not in ("zh", "en"):
            raise click.BadParameter(f"{language!r} is not zh or en", context, option)
    return chosen


@click.group(cls=Group, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Make Word briefings from a statistics office's workbooks, in Chinese and English.

    Without a command: build every edition under inputs/ that is not up to date.
    """
    if context.invoked_subcommand is None:
        context.invoke(
            build,
            editions=(),
            inputs=ROOT / "inputs",
            outputs=ROOT / "outputs",
            language=(),
            force=False,
            as_json=False,
        )


@main.command()
@click.argument("editions", nargs=-1)
@_folders
@click.option(
    "--language", default="", callback=_languages, help="zh, en or zh,en.  [default: all that an edition has]"
)
@click.option("--force", is_flag=True, help="Also what is up to date. Documents edited by hand are never overwritten.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def build(
    editions: Sequence[str], inputs: Path, outputs: Path, language: Sequence[Language], force: bool, as_json: bool
) -> None:
    """Build EDITIONS (default: all): a .docx, its trace (.csv) and its text (.md) for each language."""
    from report.orders import open_house, orders_for

    house = open_house(inputs, ROOT / "templates", outputs)
    orders = orders_for(house, editions, language, force=force)
    due = [order for order in orders if not order.current]
    briefings = _make(house, due) if due else []
    _tell_built(orders, briefings)
    if as_json:
        click.echo(json.dumps(_built(orders, briefings), ensure_ascii=False, indent=2))


def _make(house: House, due: Sequence[Order]) -> list[Briefing]:
    from report import pipeline

    with _progress(len(due)) as step:
        briefings: list[Briefing] = []
        for briefing in pipeline.compose(house, due):
            step(f"{briefing.edition} {briefing.language}")
            briefings.append(briefing)
    pipeline.deliver(house, briefings)
    return briefings


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar where a person is looking; nothing where standard error is a file."""
    if not sys.stderr.isatty() or not total:
        yield lambda name: None
        return
    with click.progressbar(length=total, label="building", file=sys.stderr, item_show_func=lambda name: name) as bar:
        yield lambda name: bar.update(1, name)


def _tell_built(orders: Sequence[Order], briefings: Sequence[Briefing]) -> None:
    if not orders:
        say("There is nothing to build: no edition, or none in this language.")
    for order in orders:
        if order.current:
            say(f"– {order.document.name} is up to date")
    cautions: dict[Caution, None] = {}
    for briefing in briefings:
        *_, document = briefing.files
        say(click.style("✓ ", fg="green") + f"{document}")
        for left_out in briefing.left_out:
            say(f"    left out: {left_out.passage} — {'; '.join(left_out.reasons)}")
        cautions.update(dict.fromkeys(briefing.cautions))
    for caution in cautions:
        say(click.style("! ", fg="yellow") + str(caution))


def _built(orders: Sequence[Order], briefings: Sequence[Briefing]) -> dict[str, Any]:
    made = {(briefing.edition, briefing.language): briefing for briefing in briefings}
    documents = []
    for order in orders:
        briefing = made.get((order.edition.name, order.language))
        documents.append(
            {
                "edition": order.edition.name,
                "language": order.language,
                "document": str(order.document),
                "state": "up to date" if briefing is None else "written",
                "files": [str(path) for path in briefing.files] if briefing else [],
                "left_out": [_left_out(item) for item in briefing.left_out] if briefing else [],
                "cautions": [str(caution) for caution in briefing.cautions] if briefing else [],
            }
        )
    return {"documents": documents, "faults": []}


def _left_out(item: Any) -> dict[str, Any]:
    return {"passage": item.passage, "reasons": list(item.reasons)}


@main.command()
@click.argument("edition")
@click.option("--inputs", type=_FOLDER, default=ROOT / "inputs", help="Editions.  [default: inputs]")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def new(edition: str, inputs: Path, as_json: bool) -> None:
    """Make the folder EDITION (such as gongyi-2021Q2) under inputs/, with a workbook to fill in."""
    from report import commission

    made = commission.commission(edition, inputs)
    for path in made.files:
        say(click.style("✓ ", fg="green") + str(path))
    say(f"Fill in the blank cells of {made.workbook.name}, then: python generate.py build {edition}")
    if as_json:
        click.echo(json.dumps({"edition": edition, "files": [str(path) for path in made.files]}, ensure_ascii=False))


@main.command()
@click.argument("document", type=click.Path(path_type=Path))
@_folders
@click.option("--reason", default="", help="Why the figures were corrected: for the notice and the record.")
@click.option(
    "--kind",
    type=click.Choice(["correction", "revision"]),
    default="correction",
    show_default=True,
    help="A correction mends an error; a revision is better data or method.",
)
@click.option("--author", default="", help="Who the tracked changes are by.  [default: 数据更正 / Data correction]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="[default: beside DOCUMENT, as .r1.docx]"
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def revise(
    context: click.Context,
    document: Path,
    inputs: Path,
    outputs: Path,
    reason: str,
    kind: Literal["correction", "revision"],
    author: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """Carry corrected figures into the edited DOCUMENT, as tracked changes; nothing done by hand is lost.

    Exit code 1: something in it needs a person, and is listed.
    """
    from report import cli_revise
    from report.corrections import correct
    from report.orders import open_house

    house = open_house(inputs, ROOT / "templates", outputs)
    request = correct.Request(document, reason, kind, author or correct.AUTHOR, output)
    corrected = correct.correct(house, request)
    written = correct.deliver(corrected)
    cli_revise.tell(corrected, written, say)
    if as_json:
        click.echo(cli_revise.as_json(corrected, document, written))
    if corrected.carried.attention:
        context.exit(1)


def run() -> None:
    """What generate.py calls; output in UTF-8 whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        cast(Any, stream).reconfigure(encoding="utf-8", errors="replace")
    main(prog_name="generate.py")
