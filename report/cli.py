"""The command: arguments, progress and exit codes; the only place that prints.

Exit codes: 0 done and clean; 1 done, and something needs a person; 2 bad input or usage.
Pandas, matplotlib and their like are imported by the stage that needs them, so ``--help`` is quick.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from report.cli_words import OPTION, Group, chosen, let_click_speak, localised, say, spoken
from report.errors import BriefingError, Caution, Fault, InputFaults
from report.foreign import words_of
from report.garbage import end_without_looking, look_for_garbage_seldom
from report.i18n import INTERFACES, clauses, msg, nmsg
from report.i18n import VARIABLE as LANGUAGE_VARIABLE
from report.ledger.places import VARIABLE, address

if TYPE_CHECKING:
    import datetime

    from report.catalogue import Language
    from report.edition import ChartKind
    from report.issuing import Issued
    from report.orders import Format, Order

ROOT = Path(__file__).resolve().parent.parent


FOLDER = click.Path(path_type=Path, file_okay=False)


#: Commands that have a module of their own.
_ELSEWHERE = {
    **dict.fromkeys(("history", "affected", "ledger"), "report.cli_ledger"),
    "batch": "report.cli_batch",
    "check": "report.cli_check",
    "revise": "report.cli_revise",
    "serve": "report.cli_serve",
}


class Main(Group):
    """The command with its faults: each on a line of its own, and exit code 2."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *_ELSEWHERE])

    def find(self, context: click.Context, name: str) -> click.Command | None:
        if name in _ELSEWHERE:
            return cast(click.Command, getattr(import_module(_ELSEWHERE[name]), name))
        return super().find(context, name)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BriefingError as error:
            _tell_faults(error, as_json="--json" in sys.argv)
            context.exit(error.exit_code)


def _tell_faults(error: BriefingError, *, as_json: bool) -> None:
    faults = error.faults if isinstance(error, InputFaults) else ()
    for line in [fault.words for fault in faults] or [words_of(error)]:
        say(line, "✗")
    if faults:
        say(nmsg("{n} fault; nothing was written.", "{n} faults; nothing was written.", n=len(faults)))
    if as_json:
        click.echo(json.dumps({"documents": [], "faults": [fault_json(fault) for fault in faults]}, ensure_ascii=False))


def tell_caution(caution: Caution | Fault) -> None:
    say(caution.words, "!")


def tell_ledger(kept_by: Fault | None) -> None:
    """What kept the ledger from what this run, or one before it, has to note."""
    if kept_by:
        say(msg("ledger {fault}; what is to be noted waits for the next run", fault=kept_by), "!")


def fault_json(fault: Fault) -> dict[str, Any]:
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


def folders(command: Callable[..., None]) -> Callable[..., None]:
    inputs = click.option("--inputs", type=FOLDER, default=ROOT / "inputs", help="Editions.  [default: inputs]")
    outputs = click.option(
        "--outputs", type=FOLDER, default=ROOT / "outputs", help="What is written.  [default: outputs]"
    )
    return inputs(outputs(command))


def ledger_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--ledger",
        envvar=VARIABLE,
        default="",
        help=f"A file or the address of a PostgreSQL database; or set {VARIABLE}.  [default: ledger.sqlite in outputs]",
    )(command)


class Day(click.DateTime):
    """A day as 2021-04-20."""

    name = "date"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, option: click.Parameter | None, context: click.Context | None) -> Any:
        return super().convert(value, option, context).date()


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")(command)


def _languages(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(filter(None, (part.strip() for part in value.split(","))))
    for language in chosen:
        if language not in ("zh", "en"):
            words = msg("{language!r} is not zh or en", language=language)
            raise click.BadParameter(spoken(words), context, option)
    return chosen


def languages_option(command: Callable[..., None]) -> Callable[..., None]:
    said = "zh, en or zh,en.  [default: all that an edition has]"
    return click.option("--language", default="", callback=_languages, help=said)(command)


def charts_option(command: Callable[..., None]) -> Callable[..., None]:
    said = "Drawn, or native charts of Word and WPS with their data.  [default: as edition.toml has it, or picture]"
    return click.option("--charts", type=click.Choice(["picture", "editable"]), help=said)(command)


def _formats(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(filter(None, (part.strip() for part in value.split(",")))) or ("docx",)
    for one in chosen:
        if one not in ("docx", "html"):
            words = msg("{format} is not docx or html", format=repr(one))
            raise click.BadParameter(spoken(words), context, option)
    return chosen


def formats_option(command: Callable[..., None]) -> Callable[..., None]:
    said = "docx, html or docx,html: Word documents, web bulletins (.html) that say the same.  [default: docx]"
    return click.option("--format", "formats", default="", callback=_formats, help=said)(command)


_INTERFACE = f"In which language to speak; or set {LANGUAGE_VARIABLE}.  [default: the machine's, or English]"


@click.group(cls=Main, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(OPTION, type=click.Choice(INTERFACES), expose_value=False, help=_INTERFACE)
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
            as_of=None,
            charts=None,
            formats=("docx",),
            ledger=os.environ.get(VARIABLE, ""),
            as_json=False,
        )


@main.command()
@click.argument("editions", nargs=-1)
@folders
@languages_option
@click.option("--force", is_flag=True, help="Also what is up to date. Documents edited by hand are never overwritten.")
@click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Of figures as the ledger knew them at the end of this day (UTC); words and templates are as they are now.",
)
@charts_option
@formats_option
@ledger_option
@json_option
@click.pass_context
def build(
    context: click.Context,
    editions: Sequence[str],
    inputs: Path,
    outputs: Path,
    language: Sequence[Language],
    force: bool,
    as_of: datetime.date | None,
    charts: ChartKind | None,
    formats: Sequence[Format],
    ledger: str,
    as_json: bool,
) -> None:
    """Build EDITIONS (default: all): a .docx, its trace (.csv) and its text (.md) for each language."""
    from report.issuing import issue, issue_as_of
    from report.orders import open_house, orders_for

    house = open_house(inputs, ROOT / "templates", outputs)
    known = address(ledger, outputs)
    if as_of:
        with _progress(0) as step:
            orders, issued = issue_as_of(house, editions, language, as_of, known, charts, formats, step)
    else:
        orders = orders_for(house, editions, language, force=force, charts=charts, formats=formats)
        due = [order for order in orders if not order.current]
        with _progress(len(due)) as step:
            issued = issue(house, due, known, step)
    _tell_built(orders, issued)
    if not editions:
        _tell_patterns(inputs)
    tell_ledger(issued.kept_by)
    if as_json:
        click.echo(json.dumps(_built(orders, issued), ensure_ascii=False, indent=2))
    context.exit(issued.exit_code)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar where a person is looking; nothing where standard error is a file."""
    if not sys.stderr.isatty() or not total:
        yield lambda name: None
        return
    with click.progressbar(
        length=total, label=spoken(msg("building")), file=sys.stderr, item_show_func=lambda name: name
    ) as bar:
        yield lambda name: bar.update(1, name)


def _tell_built(orders: Sequence[Order], issued: Issued) -> None:
    from report.cli_check import tell_findings

    if not orders:
        say(msg("There is nothing to build: no edition, or none in this language."))
    for order in orders:
        if order.corrected_in:
            words = msg(
                "{document} is corrected in {correction}",
                document=order.document.name,
                correction=order.corrected_in.name,
            )
            say(words, "–")
        elif order.current:
            say(msg("{document} is up to date", document=order.document.name), "–")
    cautions: dict[Caution, None] = {}
    for briefing, checked in issued.made:
        say(str(briefing.document), "✓")
        for left_out in briefing.left_out:
            reasons = clauses(left_out.reasons)
            say(msg("left out: {passage} — {reasons}", passage=left_out.passage, reasons=reasons), "   ")
        tell_findings(checked)
        cautions.update(dict.fromkeys(briefing.cautions))
    for caution in cautions:
        tell_caution(caution)


def _tell_patterns(inputs: Path) -> None:
    from report.edition import pattern_names

    for name in pattern_names(inputs):
        say(msg("{name} is a pattern of many areas: python generate.py batch {name}", name=name), "–")


def _built(orders: Sequence[Order], issued: Issued) -> dict[str, Any]:
    known = {briefing.document: (briefing, checked) for briefing, checked in issued.made}
    documents = []
    for order in orders:
        briefing, checked = known.get(order.document, (None, None))
        documents.append(
            {
                "edition": order.edition.name,
                "language": order.language,
                "format": order.format,
                "document": str(order.corrected_in or order.document),
                "state": "up to date" if briefing is None else "written",
                "files": [str(path) for path in briefing.files] if briefing else [],
                "left_out": [_left_out(item) for item in briefing.left_out] if briefing else [],
                "cautions": [str(caution) for caution in briefing.cautions] if briefing else [],
                "findings": [finding.as_json() for finding in checked.findings] if checked else [],
            }
        )
    return {"documents": documents, "faults": [], "ledger": fault_json(issued.kept_by) if issued.kept_by else None}


def _left_out(item: Any) -> dict[str, Any]:
    return {"passage": item.passage, "reasons": list(item.reasons)}


@main.command()
@click.argument("edition")
@click.option("--inputs", type=FOLDER, default=ROOT / "inputs", help="Editions.  [default: inputs]")
@json_option
def new(edition: str, inputs: Path, as_json: bool) -> None:
    """Make the folder EDITION (such as gongyi-2021Q2) under inputs/, with a workbook to fill in."""
    from report import commission

    made = commission.commission(edition, inputs)
    for path in made.files:
        say(str(path), "✓")
    words = msg(
        "Fill in the blank cells of {workbook}, then: python generate.py build {edition}",
        workbook=made.workbook.name,
        edition=edition,
    )
    say(words)
    if as_json:
        click.echo(json.dumps({"edition": edition, "files": [str(path) for path in made.files]}, ensure_ascii=False))


def run() -> None:
    """What generate.py calls; output in UTF-8 whatever the console's code page."""
    look_for_garbage_seldom(500_000)  # what is imported and a document or two are fewer
    end_without_looking()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads for matrices: none here, and they wait busily
    for stream in (sys.stdout, sys.stderr):
        cast(Any, stream).reconfigure(encoding="utf-8", errors="replace")
    words, language = chosen(sys.argv[1:])
    let_click_speak(language)
    localised(main, language).main(words, prog_name="generate.py", obj=language)
