"""The commands that ask the ledger, or make it anew: history, affected, ledger rebuild.

The libraries that they need are imported when one of them runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
    tell_caution,
    tell_ledger,
)
from report.cli_revise import amendment_options, revise_all
from report.cli_words import Group, say, spoken, width
from report.i18n import msg, nmsg, parts
from report.ledger.places import address

if TYPE_CHECKING:
    import datetime

    from report.corrections.model import Amendment
    from report.ledger.affected import Affected, Answer, Change, Standing, Turned
    from report.ledger.querying import Noted
    from report.ledger.rebuilding import Rebuilt
    from report.orders import House
    from report.pipeline import FiguresOf

HEADS: Final = (
    msg("edition"),
    msg("figure"),
    msg("value"),
    msg("noted"),
    msg("status"),
    msg("cell"),
    msg("change"),
)
_STATUSES: Final[Mapping[str, str]] = {
    "A": msg("normal"),
    "B": msg("break"),
    "E": msg("estimated"),
    "F": msg("forecast"),
    "I": msg("imputed"),
    "L": msg("not collected"),
    "M": msg("cannot exist"),
    "O": msg("missing"),
    "P": msg("provisional"),
    "Q": msg("suppressed"),
    "U": msg("low reliability"),
    "V": msg("unvalidated"),
}
_CHANGES: Final[Mapping[str, str]] = {
    "new": msg("new"),
    "value": msg("value"),
    "source": msg("source"),
    "withdrawn": msg("withdrawn"),
}
_MAKINGS: Final[Mapping[str, str]] = {
    "build": msg("build"),
    "correction": msg("correction"),
    "revision": msg("revision"),
}
_ELEMENTS: Final[Mapping[str, str]] = {
    "publication": msg("publication"),
    "issue": msg("issue"),
    "office": msg("office"),
    "date": msg("date"),
    "notice": msg("notice"),
    "headline": msg("headline"),
    "heading": msg("heading"),
    "subheading": msg("subheading"),
    "paragraph": msg("paragraph"),
    "table": msg("table"),
    "chart": msg("chart"),
    "note": msg("note"),
    "credit": msg("credit"),
    "circulation": msg("circulation"),
    "copies": msg("copies"),
}
_STANDINGS: Final[Mapping[Standing, str]] = {
    "as written": msg("as written"),
    "edited since": msg("edited since"),
    "gone": msg("gone"),
}


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
        say(_nothing_known(asked.indicator, asked.area, asked.period, as_of))
    if as_json:
        _show({"vintages": [asdict(noted) for noted in found]})
        return
    for line in _table([tuple(map(spoken, HEADS)), *map(_row, found)] if found else []):
        click.echo(line)


def _nothing_known(indicator: str, area: str, period: str, day: datetime.date | None) -> str:
    asked = indicator
    if area:
        asked = msg("{asked} of {area}", asked=asked, area=area)
    if period:
        asked = msg("{asked} in {period}", asked=asked, period=period)
    if day:
        asked = msg("{asked} as of {day}", asked=asked, day=day.isoformat())
    return msg("The ledger knows nothing of {asked}.", asked=asked)


def _row(noted: Noted) -> tuple[str, ...]:
    return (noted.edition, noted.key, _value(noted), noted.at[:10], _status(noted), _cell(noted), _change(noted))


def _value(noted: Noted) -> str:
    if noted.value is None:
        return "—"
    value = f"{noted.value}{noted.unit}"
    return spoken(msg("{value} (target)", value=value)) if noted.kind == "target" else value


def _status(noted: Noted) -> str:
    return spoken(parts(_STATUSES[noted.status] if noted.status else "", msg("sample") if noted.sample else ""))


def _cell(noted: Noted) -> str:
    return " ".join(filter(None, (noted.file, noted.sheet, noted.cell)))


def _change(noted: Noted) -> str:
    change = parts(_CHANGES[noted.change], "" if noted.making == "build" else _MAKINGS[noted.making])
    return spoken(msg("{change}: {reason}", change=change, reason=noted.reason) if noted.reason else change)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell, whatever the script."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()


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
        words = nmsg(
            "{folders} still holds the old figures: correct them there too",
            "{folders} still hold the old figures: correct them there too",
            n=len(found),
            folders=tuple(str(house.inputs / name) for name in found),
        )
        say(words, "!")


def _tell_affected(answer: Answer) -> None:
    if not answer.affected:
        say(msg("No issued briefing cites a figure that would change."))
    for one in answer.affected:
        mark = click.style(spoken(msg("✗ substantial  ")), fg="red") if one.substantial else "· "
        click.echo(mark + spoken(_affected_words(one)))
        for turned in one.claims:
            click.echo(f"    {spoken(_turned(turned))}")
        for change in sorted(one.changes, key=lambda change: not change.substantial):
            click.echo(f"    {spoken(_words(change))}")


def _affected_words(one: Affected) -> str:
    document = one.document
    standing = _STANDINGS[one.standing]
    return msg("{document} ({standing}): {title}", document=document.file, standing=standing, title=document.title)


def _turned(turned: Turned) -> str:
    if turned.held:
        return msg("claim {claim}: earned only now", claim=turned.claim)
    return msg("claim {claim}: no longer earned", claim=turned.claim)


def _words(change: Change) -> str:
    cited = change.cited
    new = msg("no figure") if change.new is None else f"{change.new}{change.unit}"
    if change.substantial and change.new is not None:
        new = msg("{new}, which turns", new=new)
    return msg(
        "{element} {passage}: {fact}, printed {printed}: {old} → {new} — {sentence}",
        element=_ELEMENTS.get(cited.element, cited.element),
        passage=cited.passage,
        fact=cited.fact,
        printed=cited.printed,
        old=f"{cited.value}{cited.unit}",
        new=new,
        sentence=cited.sentence,
    )


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


@click.group(cls=Group)
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
        words = nmsg(
            "{document}: {making}, {n} figure",
            "{document}: {making}, {n} figures",
            n=len(document.citations),
            document=document.file,
            making=_MAKINGS[document.making],
        )
        say(words, "✓")
    for name, reason in rebuilt.passed_over.items():
        say(msg("{document}: {reason}", document=name, reason=reason), "–")
    for fault in rebuilt.faults:
        say(fault.words, "✗")
    if not rebuilt.noted:
        say(msg("The ledger has all that the documents record."))


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
