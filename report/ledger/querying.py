"""Questions to the ledger: what an edition's sources said at a moment, and since when; which documents were issued."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any, Final

from pydantic import TypeAdapter

from report.catalogue import Catalogue
from report.errors import Fault, InputFaults, Place
from report.figures.model import Absence, Figure, Figures, Target
from report.figures.plausible import cautions
from report.i18n import msg
from report.ledger.connection import Connection, Row
from report.ledger.entries import Citation, Vintage

Held = dict[tuple[str, str], Vintage]
EVER: Final = "9999"  # after whatever time the ledger has
_LAST: Final = 2**31 - 1  # no run of a second is after it

#: What is put for a target of which only the value is known, where nothing is worded from it.
_UNWORDED: Final = {"bound": "about", "theme": "", "position": 0}


@dataclass(frozen=True, slots=True)
class Moment:
    """A run, and when it was: what was known then is what it and the runs before it noted."""

    at: str
    run: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A vintage as it was noted.

    ``change``: new, value (another one), source (the same one, said otherwise: its cell, its status) or withdrawn.
    """

    edition: str
    key: str
    kind: str
    value: str | None
    unit: str
    status: str
    sample: bool
    file: str
    sha256: str
    sheet: str
    cell: str
    stored: str
    at: str
    change: str
    making: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """An issued document, and when it was noted; ``claims``: each that was asked about, and whether it held."""

    edition: str
    language: str
    file: str
    sha256: str
    title: str
    moment: Moment
    citations: tuple[Citation, ...]
    claims: Mapping[str, bool]


def end_of(day: datetime.date) -> str:
    """The last second of a day in UTC, as the ledger writes it."""
    return f"{day.isoformat()}T23:59:59+00:00"


def held(connection: Connection, edition: str, until: Moment | str) -> Held:
    """What an edition's sources said at a moment or time, by kind and key; nothing of what was withdrawn."""
    found: Held = {}
    for state, vintage in _noted_until(connection, edition, until):
        found.pop((vintage.kind, vintage.key), None)
        if state == "given":
            found[vintage.kind, vintage.key] = vintage
    return found


def said_until(connection: Connection, edition: str, until: Moment | str) -> list[Vintage]:
    """All that an edition's sources ever said up to a moment or time, whether they still did or not."""
    return [vintage for state, vintage in _noted_until(connection, edition, until) if state == "given"]


def _noted_until(connection: Connection, edition: str, until: Moment | str) -> Iterator[tuple[str, Vintage]]:
    found = connection.rows(
        "SELECT v.state, v.kind, v.key, v.sha256, CAST(v.content AS TEXT) AS content "
        "FROM ledger_vintages v JOIN ledger_runs r ON r.seq = v.run "
        "WHERE v.edition = :edition AND (r.at, r.seq) <= (:at, :run) ORDER BY r.at, r.seq, v.seq",
        edition=edition,
        **_bounds(until),
    )
    for row in found:
        yield row["state"], Vintage(row["kind"], row["key"], row["sha256"], json.loads(row["content"]))


def _bounds(until: Moment | str) -> dict[str, str | int]:
    """The last run that counts, by its time and its number; by a time alone: whatever was noted in that second."""
    return {"at": until, "run": _LAST} if isinstance(until, str) else {"at": until.at, "run": until.run}


def moments(connection: Connection, edition: str) -> list[Moment]:
    """When something was noted of an edition's sources."""
    found = connection.rows(
        "SELECT DISTINCT r.at, r.seq FROM ledger_vintages v JOIN ledger_runs r ON r.seq = v.run "
        "WHERE v.edition = :edition ORDER BY r.at, r.seq",
        edition=edition,
    )
    return [Moment(row["at"], row["seq"]) for row in found]


def next_load(connection: Connection, edition: str, moment: Moment) -> int | None:
    """The first run after a moment that read an edition's inputs as a whole."""
    found = connection.row(
        "SELECT l.run FROM ledger_loads l JOIN ledger_runs r ON r.seq = l.run "
        "WHERE l.edition = :edition AND (r.at, r.seq) > (:at, :run) ORDER BY r.at, r.seq LIMIT 1",
        edition=edition,
        **_bounds(moment),
    )
    return found["run"] if found else None


def is_load(connection: Connection, edition: str, run: int) -> bool:
    """Whether a run read an edition's inputs as a whole."""
    wanted = "SELECT seq FROM ledger_loads WHERE edition = :edition AND run = :run"
    return connection.row(wanted, edition=edition, run=run) is not None


def noted_by(connection: Connection, edition: str, run: int) -> set[tuple[str, str]]:
    """Kind and key of what a run noted of an edition's inputs."""
    wanted = "SELECT kind, key FROM ledger_vintages WHERE edition = :edition AND run = :run"
    return {(row["kind"], row["key"]) for row in connection.rows(wanted, edition=edition, run=run)}


def editions_known(connection: Connection, day: datetime.date) -> list[str]:
    """The editions of which anything was known at the end of a day."""
    found = connection.rows(
        "SELECT DISTINCT v.edition FROM ledger_vintages v JOIN ledger_runs r ON r.seq = v.run WHERE r.at <= :at",
        at=end_of(day),
    )
    return sorted(row["edition"] for row in found)


def figures_on(connection: Connection, edition: str, day: datetime.date, catalogue: Catalogue) -> Figures:
    """What an edition's sources said at the end of a day (UTC), as the loader gave it.

    Raises InputFaults where nothing was known, or where the ledger holds only what documents cite.
    """
    found = held(connection, edition, end_of(day))
    if not found:
        place = Place(edition, key=msg("as of {day}", day=day.isoformat()))
        raise InputFaults([Fault(place, msg("figures that the ledger knew on that day"), msg("none"))])
    return figures_of(edition, found, catalogue)


def figures_of(edition: str, found: Held, catalogue: Catalogue) -> Figures:
    """Raises InputFaults where a target is not known in full."""
    faults = [_cited_only(edition, vintage) for vintage in found.values() if not _is_whole(vintage)]
    if faults:
        raise InputFaults(faults)
    figures = given_by(found.values())
    return replace(figures, cautions=tuple(cautions(figures, catalogue)))


def given_by(vintages: Iterable[Vintage]) -> Figures:
    """Figures, absences and targets out of their vintages, to reckon with: see :data:`_UNWORDED`."""
    by_kind: dict[str, list[Any]] = {"figure": [], "absence": [], "target": []}
    for vintage in vintages:
        by_kind[vintage.kind].append(vintage)
    figures: list[Figure] = [_reader(Figure).validate_python(vintage.content) for vintage in by_kind["figure"]]
    absences: list[Absence] = [_reader(Absence).validate_python(vintage.content) for vintage in by_kind["absence"]]
    return Figures(
        {figure.key: figure for figure in figures},
        {absence.key: absence for absence in absences},
        _targets(by_kind["target"]),
    )


def _targets(vintages: Sequence[Vintage]) -> tuple[Target, ...]:
    contents = [{**_UNWORDED, **vintage.content} for vintage in vintages]
    in_order = sorted(contents, key=lambda content: content["position"])
    without = ({name: said for name, said in content.items() if name != "position"} for content in in_order)
    return tuple(map(_reader(Target).validate_python, without))


@cache
def _reader(kind: type) -> TypeAdapter[Any]:
    """Made where anything is read: a build only writes."""
    return TypeAdapter(kind)


def _is_whole(vintage: Vintage) -> bool:
    """A ledger rebuilt from documents knows the value of a target, not whether it is about or at least that."""
    return vintage.kind != "target" or "bound" in vintage.content


def _cited_only(edition: str, vintage: Vintage) -> Fault:
    expected = msg("a target with its wording (about, at least, above …)")
    return Fault(Place(edition, key=vintage.key), expected, msg("its value alone, from the record of a document"))


def history(
    connection: Connection, indicator: str, area: str = "", period: str = "", day: datetime.date | None = None
) -> list[Noted]:
    """The vintages of an indicator (all by key; of an area, of a period, up to a day), oldest first for each key."""
    rows = connection.rows(
        "SELECT v.run, v.edition, v.kind, v.key, v.state, v.value, v.unit, v.status, v.sample, v.file, v.sha256, "
        "v.sheet, v.cell, v.stored, r.at, r.making, r.reason "
        "FROM ledger_vintages v JOIN ledger_runs r ON r.seq = v.run "
        "WHERE v.indicator = :indicator AND (:area = '' OR v.area = :area) AND (:period = '' OR v.period = :period) "
        "AND r.at <= :at ORDER BY v.edition, v.key, r.at, r.seq, v.seq",
        indicator=indicator,
        area=area,
        period=period,
        at=end_of(day) if day else EVER,
    )
    return [noted for _, group in groupby(rows, _series) for noted in _series_noted(list(group))]


def _series(row: Row) -> tuple[str, str, bool]:
    return row["edition"], row["key"], row["kind"] == "target"


def _series_noted(rows: Sequence[Row]) -> Iterator[Noted]:
    """One series: where a figure gives way to an absence, the withdrawal says nothing that the absence does not."""
    before: Row | None = None
    for row in rows:
        if _gives_way(row, rows):
            continue
        yield _noted(row, _change(row, before))
        before = row


def _gives_way(row: Row, rows: Sequence[Row]) -> bool:
    return row["state"] == "withdrawn" and any(
        other["run"] == row["run"] and other["state"] == "given" for other in rows
    )


def _change(row: Row, before: Row | None) -> str:
    if row["state"] == "withdrawn":
        return "withdrawn"
    if before is None or before["state"] == "withdrawn":
        return "new"
    return "source" if (row["value"], row["unit"]) == (before["value"], before["unit"]) else "value"


def _noted(row: Row, change: str) -> Noted:
    names = [name for name in Noted.__dataclass_fields__ if name not in ("change", "value", "sample")]
    value = None if change == "withdrawn" else row["value"]
    return Noted(**{name: row[name] for name in names}, value=value, sample=bool(row["sample"]), change=change)


def latest_documents(connection: Connection) -> list[Document]:
    """Of each file of an edition in a language the document that was noted last, but none that another supersedes."""
    latest: dict[tuple[str, str, str], Row] = {}
    rows = connection.rows(
        "SELECT d.seq, d.run, r.at, d.edition, d.language, d.file, d.sha256, d.record, d.title, d.supersedes "
        "FROM ledger_documents d JOIN ledger_runs r ON r.seq = d.run ORDER BY r.at, r.seq, d.seq"
    )
    for row in rows:
        if row["supersedes"]:
            latest = {name: one for name, one in latest.items() if one["record"] != row["supersedes"]}
        latest[row["edition"], row["language"], row["file"]] = row
    return [_document(connection, row) for _, row in sorted(latest.items())]


def _document(connection: Connection, row: Row) -> Document:
    return Document(
        row["edition"],
        row["language"],
        row["file"],
        row["sha256"],
        row["title"],
        Moment(row["at"], row["run"]),
        tuple(_citations(connection, row["seq"])),
        _claims(connection, row["seq"]),
    )


def _citations(connection: Connection, document: int) -> Iterator[Citation]:
    rows = connection.rows(
        "SELECT passage, element, at, printed, sentence, fact, value, unit, arithmetic, "
        "CAST(sources AS TEXT) AS sources FROM ledger_citations WHERE document = :document ORDER BY seq",
        document=document,
    )
    names = [name for name in Citation.__dataclass_fields__ if name != "sources"]
    for row in rows:
        yield Citation(**{name: row[name] for name in names}, sources=tuple(json.loads(row["sources"])))


def _claims(connection: Connection, document: int) -> dict[str, bool]:
    wanted = "SELECT name, held FROM ledger_claims WHERE document = :document ORDER BY seq"
    return {row["name"]: bool(row["held"]) for row in connection.rows(wanted, document=document)}
