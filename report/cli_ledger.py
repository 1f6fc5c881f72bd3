"""The commands that ask the ledger, or make it anew: history, affected, ledger rebuild.

The libraries that they need are imported when one of them runs.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from report.cli import (
    FOLDER,
    ROOT,
    Day,
    fault_json,
    folders,
    json_option,
    ledger_option,
    say,
    tell_caution,
    tell_ledger,
)
from report.cli_revise import amendment_options, revise_all
from report.ledger.places import address

if TYPE_CHECKING:
    import datetime

    from report.corrections.model import Amendment
    from report.ledger.affected import Affected, Answer, Change
    from report.ledger.querying import Noted
    from report.ledger.rebuilding import Rebuilt
    from report.orders import House
    from report.pipeline import FiguresOf

HEADS: Final = ("edition", "figure", "value", "noted", "status", "cell", "change")


@click.command()
@click.argument("indicator")
@click.option("--area", default="", help="The key or a name of an area.  [default: all]")
@click.option("--period", default="", help="Such as 2021Q1, 2020 or 2021年上半年.  [default: all]")
@click.option("--as-of", type=Day(), metavar="DATE", help="As it was known at the end of this day (UTC).")
@folders
@ledger_option
@json_option
def history(
    indicator: str,
    area: str,
    period: str,
    as_of: datetime.date | None,
    inputs: Path,
    outputs: Path,
    ledger: str,
    as_json: bool,
) -> None:
    """Show the vintages of INDICATOR (its key or a name): each value, since when, from which cell, and why."""
    from report import catalogue
    from report.ledger import querying
    from report.ledger.asking import question
    from report.ledger.noting import caught_up
    from report.ledger.opening import reading

    asked = question(catalogue.load(inputs / "catalogue.toml"), indicator, area, period)
    known = address(ledger, outputs)
    tell_ledger(caught_up(known, outputs))
    with reading(known) as connection:
        found = querying.history(connection, asked.indicator, asked.area, asked.period, as_of)
    if not found:
        say(f"The ledger knows nothing of {_asked_words(asked.indicator, asked.area, asked.period, as_of)}.")
    if as_json:
        _show({"vintages": [asdict(noted) for noted in found]})
        return
    for line in _table([HEADS, *map(_row, found)] if found else []):
        click.echo(line)


def _asked_words(indicator: str, area: str, period: str, day: datetime.date | None) -> str:
    words = [indicator, f"of {area}" if area else "", f"in {period}" if period else ""]
    return " ".join(filter(None, [*words, f"as of {day.isoformat()}" if day else ""]))


def _row(noted: Noted) -> tuple[str, ...]:
    return (noted.edition, noted.key, _value(noted), noted.at[:10], _status(noted), _cell(noted), _change(noted))


def _value(noted: Noted) -> str:
    if noted.value is None:
        return "—"
    return f"{noted.value}{noted.unit}" + (" (target)" if noted.kind == "target" else "")


def _status(noted: Noted) -> str:
    from report.figures.model import Status

    said = Status(noted.status).name.lower().replace("_", " ") if noted.status else ""
    return ", ".join(filter(None, (said, "sample" if noted.sample else "")))


def _cell(noted: Noted) -> str:
    return " ".join(filter(None, (noted.file, noted.sheet, noted.cell)))


def _change(noted: Noted) -> str:
    making = "" if noted.making == "build" else noted.making
    return ": ".join(filter(None, (", ".join(filter(None, (noted.change, making))), noted.reason)))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell, whatever the script."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    """Chinese characters take two places."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@click.command()
@click.argument("workbook", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--revise", is_flag=True, help="Carry the figures into each document that is still where it was written.")
@amendment_options
@folders
@ledger_option
@json_option
@click.pass_context
def affected(
    context: click.Context,
    workbook: Path | None,
    revise: bool,
    reason: str,
    kind: Amendment,
    inputs: Path,
    outputs: Path,
    ledger: str,
    as_json: bool,
) -> None:
    """List the issued briefings that cite figures which WORKBOOK would change (default: the present inputs).

    Those whose conclusions would turn come first. Exit code 1 where there is any.
    """
    from report.ledger.affected import affected as asked
    from report.ledger.noting import caught_up
    from report.ledger.opening import reading
    from report.orders import open_house

    house = open_house(inputs, ROOT / "templates", outputs)
    known = address(ledger, outputs)
    tell_ledger(caught_up(known, outputs))
    with reading(known) as connection:
        answer = asked(connection, house, workbook)
    for fault in answer.passed_over:
        tell_caution(fault)
    if not as_json:
        _tell_affected(answer)
    there = [one for one in answer.affected if one.standing != "gone"] if revise else []
    wanted = [(one.path, _figures_of(one, workbook)) for one in there]
    revised, code = revise_all(house, wanted, reason, kind, known)
    if workbook:
        _tell_behind(house, there)
    if as_json:
        _show({**_answer(answer), "revised": revised})
    if answer.affected:
        context.exit(max(code, 1))


def _figures_of(one: Affected, workbook: Path | None) -> FiguresOf:
    """By what a document is corrected: by its inputs, or by what a workbook would make of them."""
    from report.pipeline import as_filed

    return as_filed if workbook is None else lambda house, made: one.figures


def _tell_behind(house: House, revised: Sequence[Affected]) -> None:
    """A workbook corrects documents, not inputs: the next build would take the old figures from there."""
    from report.ledger.affected import behind

    found = {one.document.edition: None for one in revised if behind(house, one)}
    if found:
        folders = ", ".join(str(house.inputs / name) for name in found)
        hold = "holds" if len(found) == 1 else "hold"
        say(click.style("! ", fg="yellow") + f"{folders} still {hold} the old figures: correct them there too")


def _tell_affected(answer: Answer) -> None:
    if not answer.affected:
        say("No issued briefing cites a figure that would change.")
    for one in answer.affected:
        mark = click.style("✗ substantial  ", fg="red") if one.substantial else "· "
        click.echo(f"{mark}{one.document.file} ({one.standing}): {one.document.title}")
        for turned in one.claims:
            click.echo(f"    claim {turned.claim}: {'earned only now' if turned.held else 'no longer earned'}")
        for change in sorted(one.changes, key=lambda change: not change.substantial):
            click.echo(f"    {_words(change)}")


def _words(change: Change) -> str:
    cited = change.cited
    new = "no figure" if change.new is None else f"{change.new}{change.unit}"
    turn = ", which turns" if change.substantial and change.new is not None else ""
    where = f"{cited.element} {cited.passage}"
    return f"{where}: {cited.fact}, printed {cited.printed}: {cited.value}{cited.unit} → {new}{turn} — {cited.sentence}"


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "documents": [_affected_json(one) for one in answer.affected],
        "passed_over": [fault_json(fault) for fault in answer.passed_over],
    }


def _affected_json(one: Affected) -> dict[str, Any]:
    document = one.document
    return {
        "edition": document.edition,
        "language": document.language,
        "document": str(one.path),
        "title": document.title,
        "noted": document.moment.at,
        "standing": one.standing,
        "substantial": one.substantial,
        "claims": [{"claim": turned.claim, "held": turned.held} for turned in one.claims],
        "changes": [_change_json(change) for change in one.changes],
    }


def _change_json(change: Change) -> dict[str, Any]:
    cited = change.cited
    return {
        "passage": cited.passage,
        "element": cited.element,
        "sentence": cited.sentence,
        "printed": cited.printed,
        "fact": cited.fact,
        "old": {"value": cited.value, "unit": cited.unit},
        "new": None if change.new is None else {"value": change.new, "unit": change.unit},
        "substantial": change.substantial,
    }


@click.group()
def ledger() -> None:
    """Look after the ledger of figures and issued briefings."""


@ledger.command()
@click.argument("folder", type=FOLDER)
@ledger_option
@json_option
@click.pass_context
def rebuild(context: click.Context, folder: Path, ledger: str, as_json: bool) -> None:
    """Note again what the documents in FOLDER record, where the ledger was lost."""
    from report.ledger.noting import caught_up
    from report.ledger.rebuilding import rebuild as make_anew

    known = address(ledger, folder)
    tell_ledger(caught_up(known, folder))
    rebuilt = make_anew(known, folder)
    _tell_rebuilt(rebuilt)
    if as_json:
        _show(_rebuilt(rebuilt))
    if rebuilt.faults:
        context.exit(1)


def _tell_rebuilt(rebuilt: Rebuilt) -> None:
    for document in rebuilt.noted:
        say(click.style("✓ ", fg="green") + f"{document.file}: {document.making}, {len(document.citations)} figures")
    for name, reason in rebuilt.passed_over.items():
        say(f"– {name}: {reason}")
    for fault in rebuilt.faults:
        say(click.style("✗ ", fg="red") + str(fault))
    if not rebuilt.noted:
        say("The ledger has all that the documents record.")


def _rebuilt(rebuilt: Rebuilt) -> dict[str, Any]:
    return {
        "noted": [
            {"edition": made.edition, "language": made.language, "document": made.file, "making": made.making}
            for made in rebuilt.noted
        ],
        "passed_over": dict(rebuilt.passed_over),
        "faults": [fault_json(fault) for fault in rebuilt.faults],
    }


def _show(result: dict[str, Any]) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))
