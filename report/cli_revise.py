"""``revise``, and the corrections that ``affected --revise`` makes: what the command does and says."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from report import outputs
from report.cli import ROOT, fault_json, folders, json_option, ledger_option, tell_caution, tell_ledger
from report.cli_check import tell_findings
from report.cli_words import say
from report.errors import Caution, Place
from report.i18n import clauses, msg, nmsg
from report.ledger.places import address

if TYPE_CHECKING:
    from report.corrections.correct import Corrected
    from report.corrections.model import Amendment, Attention, Trouble
    from report.corrections.revise import Carried
    from report.issuing import Revised
    from report.orders import House
    from report.pipeline import FiguresOf

_SHOWN: Final = 60  # characters of a passage in a line
_TROUBLES: Final[dict[Trouble, str]] = {
    "retyped": msg("a figure was changed by hand; left as it is"),
    "rephrased": msg("words that would have to change were edited by hand; left as they are"),
    "typed_elsewhere": msg("a number typed by hand matches a figure that has been corrected"),
    "chart": msg("a chart whose figures were corrected is not the one that was generated; left as it is"),
    "falls_away": msg("a passage is no longer supported, but was edited by hand; left as it is"),
    "row": msg("a table row or column is no longer given, but was edited by hand"),
    "unplaced": msg("a new passage has no place"),
    "rejected": msg("a correction was rejected before, and is proposed anew"),
    "beside": msg("words written by hand stand beside a figure or claim that turned; left as they are"),
    "claim": msg("a claim that no longer holds is repeated in words typed by hand"),
}


def amendment_options(command: Callable[..., None]) -> Callable[..., None]:
    """Why, and of which kind."""
    reason = click.option("--reason", default="", help="Why the figures were corrected: for the notice and the record.")
    kind = click.option(
        "--kind",
        type=click.Choice(["correction", "revision"]),
        default="correction",
        show_default=True,
        help="A correction mends an error; a revision is better data or method.",
    )
    return reason(kind(command))


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@amendment_options
@click.option("--author", default="", help="Who the tracked changes are by.  [default: 数据更正 / Data correction]")
@click.option("--output", type=click.Path(path_type=Path), help="[default: beside DOCUMENT, as .r1.docx]")
@folders
@ledger_option
@json_option
@click.pass_context
def revise(
    context: click.Context,
    document: Path,
    reason: str,
    kind: Amendment,
    author: str,
    output: Path | None,
    inputs: Path,
    outputs: Path,
    ledger: str,
    as_json: bool,
) -> None:
    """Carry corrected figures into the edited DOCUMENT, as tracked changes; nothing done by hand is lost.

    The notice of the correction is written beside it, in both languages. Exit code 1: something needs a person.
    """
    from report.corrections.correct import AUTHOR, Request
    from report.issuing import issue_correction
    from report.orders import open_house
    from report.pipeline import as_filed

    house = open_house(inputs, ROOT / "templates", outputs)
    request = Request(document, reason, kind, author or AUTHOR, output)
    revised = issue_correction(house, request, address(ledger, outputs), as_filed)
    tell(revised)
    if as_json:
        click.echo(json.dumps(shown(revised), ensure_ascii=False, indent=2))
    context.exit(revised.exit_code)


def tell(revised: Revised) -> None:
    """To people: what was written, which conclusions change, what is left to them, what the figures do not bear out."""
    _tell_corrected(revised.corrected)
    if revised.checked:
        tell_findings(revised.checked)
    tell_ledger(revised.kept_by)


def _tell_corrected(corrected: Corrected) -> None:
    carried = corrected.carried
    if outputs.open_elsewhere(corrected.document):
        unsaved = msg("is open in another program: edits that have not been saved are not seen")
        tell_caution(Caution(Place(corrected.document.name), unsaved))
    if corrected.already:
        name = corrected.already.name
        words = msg(
            "this correction has been made already: {name} (--output makes it anew under another name)", name=name
        )
        say(words, "–")
        return
    if not corrected.files:
        say(msg("{document} is up to date: it says what the figures say", document=corrected.document.name), "–")
        return
    for path in reversed(list(corrected.files)):
        say(str(path), "✓")
    say(_summary(carried), "   ")
    if corrected.differences.substantial:
        say(msg("conclusions change (see the notice)"), "!")
    for item in carried.attention:
        say(_line(item), "!")


def _summary(carried: Carried) -> str:
    changed = nmsg(
        "{n} change, to be accepted or rejected in Word",
        "{n} changes, each to be accepted or rejected in Word",
        n=len(carried.changed),
    )
    redrawn = nmsg("{n} chart redrawn", "{n} charts redrawn", n=len(carried.redrawn))
    if not (carried.changed or carried.redrawn):
        return msg("no words change; the record of its figures is brought up to date")
    return clauses((changed if carried.changed else "", redrawn if carried.redrawn else ""))


def _line(item: Attention) -> str:
    what = _TROUBLES[item.kind]
    said: list[str] = [msg("{passage}: {what}", passage=item.passage, what=what) if item.passage else what]
    if item.words:
        said.append(msg("found {words!r}", words=_short(item.words)))
    if item.old:
        said.append(msg("was {old}, now {new}", old=item.old, new=item.new or msg("no longer given")))
    said.extend(item.cells[:1])
    if item.suggestion:
        said.append(msg("suggested: {suggestion}", suggestion=_short(item.suggestion)))
    return clauses(said)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def shown(revised: Revised) -> dict[str, Any]:
    """As JSON."""
    corrected, kept_by = revised.corrected, revised.kept_by
    carried, found = corrected.carried, corrected.differences
    return {
        "document": str(corrected.document),
        "edition": corrected.base.edition,
        "language": corrected.base.language,
        "output": str(corrected.target or corrected.already or "") or None,
        "files": [str(path) for path in corrected.files],
        "substantial": found.substantial,
        "claims": [{"claim": one.name, "held": one.held} for one in found.claims],
        "figures": [{"fact": one.key, "old": one.old, "new": one.new, "cells": one.cells} for one in found.figures],
        "changes": [{"passage": one.passage, "old": one.old, "new": one.new} for one in carried.changed],
        "redrawn": list(carried.redrawn),
        "attention": [_item(one) for one in carried.attention],
        "findings": [one.as_json() for one in revised.checked.findings] if revised.checked else [],
        "faults": [],
        "ledger": fault_json(kept_by) if kept_by else None,
    }


def _item(item: Attention) -> dict[str, Any]:
    names = ("kind", "passage", "words", "old", "new", "suggestion")
    return {**{name: getattr(item, name) for name in names}, "cells": list(item.cells)}


def revise_all(
    house: House, wanted: Sequence[tuple[Path, FiguresOf]], reason: str, kind: Amendment, ledger: str
) -> tuple[list[dict[str, Any]], int]:
    """Each document by itself: one that cannot be corrected is said, and the others are. Gives an exit code too."""
    from report.corrections.correct import Request
    from report.errors import InputFaults
    from report.issuing import issue_correction

    results, code = [], 0
    for path, figures_of in wanted:
        try:
            revised = issue_correction(house, Request(path, reason, kind), ledger, figures_of)
        except InputFaults as error:
            for fault in error.faults:
                tell_caution(fault)
            results.append({"document": str(path), "faults": [fault_json(fault) for fault in error.faults]})
            code = 2
            continue
        tell(revised)
        results.append(shown(revised))
        code = code or revised.exit_code
    return results, code
