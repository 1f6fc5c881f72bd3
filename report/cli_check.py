"""``check``: what the command does and says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from report.cli import ROOT, folders, json_option, ledger_option
from report.cli_words import say, spoken, wrong_usage
from report.i18n import msg
from report.ledger.places import address

if TYPE_CHECKING:
    from report.catalogue import Language
    from report.proof.model import Checked, Finding, Kind

_COLOURS: Final = {"unknown": "cyan"}
_KINDS: Final[Mapping[Kind, str]] = {
    "hole": msg("hole"),
    "wrong": msg("wrong"),
    "stale": msg("stale"),
    "direction": msg("direction"),
    "inconsistent": msg("inconsistent"),
    "unit": msg("unit"),
    "unknown": msg("unknown"),
    "chart": msg("chart"),
}


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.option("--edition", help="Read against the figures of this edition.  [default: the document's own]")
@click.option("--figures", type=click.Path(path_type=Path), help="Read against this file of figures instead.")
@click.option(
    "--beside",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A document that should say the same.  [default: the edition in the other language beside one of ours]",
)
@click.option("--language", type=click.Choice(["zh", "en"]), help="Read only what is written in it.  [default: both]")
@click.option(
    "--annotate", type=click.Path(path_type=Path), metavar="FILE", help="Write a copy with a comment at each."
)
@click.option("--sources", is_flag=True, help="In the copy, also a comment at each number: its cell and arithmetic.")
@folders
@ledger_option
@json_option
@click.pass_context
def check(
    context: click.Context,
    document: Path,
    edition: str | None,
    figures: Path | None,
    beside: Path | None,
    language: Language | None,
    annotate: Path | None,
    sources: bool,
    inputs: Path,
    outputs: Path,
    ledger: str,
    as_json: bool,
) -> None:
    """Tell every number and claim in DOCUMENT (.docx, .html, .md, .txt) that the figures do not bear out.

    Exit code 0: nothing to mend (what is unknown is information); 1: findings; 2: a document that cannot be read.
    """
    from report.orders import open_house
    from report.proof.annotate import annotated, require_annotatable
    from report.proof.check import check as proof_read

    if edition and figures:
        raise wrong_usage(msg("--edition or --figures, not both"))
    if sources and annotate is None:
        raise wrong_usage(msg("--sources goes with --annotate FILE"))
    if annotate:
        require_annotatable(document, annotate)
    house = open_house(inputs, ROOT / "templates", outputs)
    checked = proof_read(document, house, edition, figures, language, ledger=address(ledger, outputs), beside=beside)
    if annotate:
        annotated(document, checked, annotate, house, sources=sources)
        say(str(annotate), "✓")
    tell(checked)
    if as_json:
        click.echo(json.dumps(checked.as_json(), ensure_ascii=False, indent=2))
    context.exit(checked.exit_code)


def tell(checked: Checked) -> None:
    """To people: each finding with its place, then how many numbers were found again."""
    for note in checked.notes:
        say(note, "!")
    tell_findings(checked)
    numbers = checked.numbers
    document: str = checked.document
    if checked.edition:
        document = msg("{document} against {edition}", document=document, edition=checked.edition)
    say(
        msg(
            "{document}: {traced} numbers traced, {matched} matched, {by_hand} by hand",
            document=document,
            traced=numbers.traced,
            matched=numbers.matched,
            by_hand=numbers.by_hand,
        )
    )
    if not checked.exit_code:
        say(msg("nothing to mend"), "✓")


def tell_findings(checked: Checked) -> None:
    """The words that ``check``, ``build`` and ``revise`` say them in."""
    for finding in checked.findings:
        click.echo(line_of(finding), err=True)


def line_of(finding: Finding) -> str:
    """In the language of the command."""
    kind: str = click.style(spoken(_KINDS[finding.kind]), fg=_COLOURS.get(finding.kind, "red"))
    if finding.missing:
        kind = msg("{kind} ({count} missing)", kind=kind, count=finding.missing)
    line = msg("{kind} {place} “{text}”", kind=kind, place=finding.place, text=finding.text)
    if finding.expected:
        line = msg("{line}: expected {expected}", line=line, expected=finding.expected)
    if finding.found and finding.found != "none":
        line = msg("{line}, found {found}", line=line, found=finding.found)
    return spoken(line)
