"""An entry into the ledger: of its values those that are new or differ, of its documents those not noted yet.

Appending an entry again changes nothing, and appending the rest of one that was cut short completes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from report.ledger.connection import Connection
from report.ledger.entries import Citation, Entry, Issued, Loaded, Vintage
from report.ledger.querying import Held, Moment, held, is_load, next_load, noted_by

Values = dict[str, Any]


def append(connection: Connection, entry: Entry) -> None:
    """In the transaction that is open: see :func:`report.ledger.opening.writing`."""
    moment = _run(connection, entry)
    for loaded in entry.loaded:
        _append_loaded(connection, loaded, moment)
    noted = _noted(connection, moment.run)
    for document in entry.documents:
        if (document.file, document.record) not in noted:
            _append_document(connection, document, moment.run)


def is_known(connection: Connection, record: str) -> bool:
    """Whether a document with this record (its digest) was noted, by whatever run."""
    wanted = "SELECT seq FROM ledger_documents WHERE record = :record LIMIT 1"
    return connection.row(wanted, record=record) is not None


def _run(connection: Connection, entry: Entry) -> Moment:
    known = connection.row("SELECT at, seq FROM ledger_runs WHERE id = :id", id=entry.id)
    if known:
        return Moment(known["at"], known["seq"])
    run = connection.added(
        "INSERT INTO ledger_runs (id, at, command, program, making, reason) "
        "VALUES (:id, :at, :command, :program, :making, :reason)",
        **_fields(entry),
    )
    return Moment(entry.at, run)


def _fields(noted: Entry | Issued | Citation) -> Values:
    """All that it has; a statement takes those that it names."""
    return {name: getattr(noted, name) for name in noted.__dataclass_fields__}


def _append_loaded(connection: Connection, loaded: Loaded, moment: Moment) -> None:
    before = held(connection, loaded.edition, moment)
    rows = list(_changes(before, loaded, moment.run))
    following = next_load(connection, loaded.edition, moment)
    if following is not None:
        said = noted_by(connection, loaded.edition, following)
        rows += _said_again(before, [row for row in rows if (row["kind"], row["key"]) not in said], following)
    connection.run_for_each(
        "INSERT INTO ledger_vintages (run, edition, kind, key, state, indicator, measure, area, period, value, unit, "
        "status, sample, file, sha256, sheet, cell, stored, content) "
        "VALUES (:run, :edition, :kind, :key, :state, :indicator, :measure, :area, :period, :value, :unit, "
        ":status, :sample, :file, :sha256, :sheet, :cell, :stored, :content)",
        rows,
    )
    if loaded.whole and not is_load(connection, loaded.edition, moment.run):
        load = "INSERT INTO ledger_loads (run, edition) VALUES (:run, :edition)"
        connection.run(load, run=moment.run, edition=loaded.edition)


def _said_again(before: Held, rows: Sequence[Values], following: int) -> Iterator[Values]:
    """An entry came late, and a load after it had found nothing new: what that load read held on from then."""
    for row in rows:
        old = before.get((row["kind"], row["key"]))
        if old:
            yield _row(row["edition"], old, "given", following)
        else:
            yield {**row, "state": "withdrawn", "run": following}


def _noted(connection: Connection, run: int) -> set[tuple[str, str]]:
    found = connection.rows("SELECT file, record FROM ledger_documents WHERE run = :run", run=run)
    return {(row["file"], row["record"]) for row in found}


def _changes(before: Held, loaded: Loaded, run: int) -> Iterator[Values]:
    given: Held = {(vintage.kind, vintage.key): vintage for vintage in loaded.vintages}
    for name, vintage in given.items():
        if name not in before or before[name].content != vintage.content:
            yield _row(loaded.edition, vintage, "given", run)
    for name, old in before.items():
        if loaded.whole and name not in given:
            yield _row(loaded.edition, old, "withdrawn", run)


def _row(edition: str, vintage: Vintage, state: str, run: int) -> Values:
    content = vintage.content
    place = content["place"]
    what, _, where = vintage.key.partition("@")
    indicator, _, measure = what.partition(".")
    area, _, period = where.partition("/")
    return {
        "run": run,
        "edition": edition,
        "kind": vintage.kind,
        "key": vintage.key,
        "state": state,
        "indicator": indicator,
        "measure": measure,
        "area": area,
        "period": period,
        "value": content.get("value"),
        "unit": content.get("unit", ""),
        "status": content.get("status", ""),
        "sample": content.get("sample", False),
        "file": place["file"],
        "sha256": vintage.sha256,
        "sheet": place["sheet"],
        "cell": place["cell"] or (f"line {place['line']}" if place["line"] else ""),
        "stored": content.get("stored", content.get("found", "")),
        "content": json.dumps(content),
    }


def _append_document(connection: Connection, document: Issued, run: int) -> None:
    seq = connection.added(
        "INSERT INTO ledger_documents (run, edition, language, file, sha256, record, inputs, template, title, "
        "supersedes, making, reason) "
        "VALUES (:run, :edition, :language, :file, :sha256, :record, :inputs, :template, :title, "
        ":supersedes, :making, :reason)",
        run=run,
        **_fields(document),
    )
    connection.run_for_each(
        "INSERT INTO ledger_citations (document, passage, element, at, printed, sentence, fact, value, unit, "
        "arithmetic, sources) "
        "VALUES (:document, :passage, :element, :at, :printed, :sentence, :fact, :value, :unit, "
        ":arithmetic, :sources)",
        [{**_fields(one), "document": seq, "sources": json.dumps(one.sources)} for one in document.citations],
    )
    connection.run_for_each(
        "INSERT INTO ledger_claims (document, name, held) VALUES (:document, :name, :held)",
        [{"document": seq, "name": name, "held": held} for name, held in document.claims],
    )
