"""An entry into the ledger: of its values those that are new or differ, of its documents those not noted yet.

Appending an entry again changes nothing, and appending the rest of one that was cut short completes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from report.ledger import schema
from report.ledger.entries import Entry, Issued, Loaded, Vintage
from report.ledger.querying import Held, Moment, held, is_load, next_load, noted_by

Row = dict[str, Any]


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
    documents = schema.documents.c
    return connection.scalar(select(documents.seq).where(documents.record == record).limit(1)) is not None


def _run(connection: Connection, entry: Entry) -> Moment:
    runs = schema.runs.c
    known = connection.execute(select(runs.at, runs.seq).where(runs.id == entry.id)).first()
    if known:
        return Moment(*known)
    names = ("id", "at", "command", "program", "making", "reason")
    made = connection.execute(insert(schema.runs).values({name: getattr(entry, name) for name in names}))
    assert made.inserted_primary_key  # both databases give it back
    return Moment(entry.at, made.inserted_primary_key[0])


def _append_loaded(connection: Connection, loaded: Loaded, moment: Moment) -> None:
    before = held(connection, loaded.edition, moment)
    rows = list(_changes(before, loaded, moment.run))
    following = next_load(connection, loaded.edition, moment)
    if following is not None:
        said = noted_by(connection, loaded.edition, following)
        rows += _said_again(before, [row for row in rows if (row["kind"], row["key"]) not in said], following)
    if rows:
        connection.execute(insert(schema.vintages), rows)
    if loaded.whole and not is_load(connection, loaded.edition, moment.run):
        connection.execute(insert(schema.loads).values(run=moment.run, edition=loaded.edition))


def _said_again(before: Held, rows: Sequence[Row], following: int) -> Iterator[Row]:
    """An entry came late, and a load after it had found nothing new: what that load read held on from then."""
    for row in rows:
        old = before.get((row["kind"], row["key"]))
        if old:
            yield _row(row["edition"], old, "given", following)
        else:
            yield {**row, "state": "withdrawn", "run": following}


def _noted(connection: Connection, run: int) -> set[tuple[str, str]]:
    documents = schema.documents.c
    found = connection.execute(select(documents.file, documents.record).where(documents.run == run))
    return {(file, record) for file, record in found}


def _changes(before: Held, loaded: Loaded, run: int) -> Iterator[Row]:
    given: Held = {(vintage.kind, vintage.key): vintage for vintage in loaded.vintages}
    for name, vintage in given.items():
        if name not in before or before[name].content != vintage.content:
            yield _row(loaded.edition, vintage, "given", run)
    for name, old in before.items():
        if loaded.whole and name not in given:
            yield _row(loaded.edition, old, "withdrawn", run)


def _row(edition: str, vintage: Vintage, state: str, run: int) -> Row:
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
        "content": content,
    }


def _append_document(connection: Connection, document: Issued, run: int) -> None:
    names = [column.name for column in schema.documents.columns if column.name not in ("seq", "run")]
    values = {name: getattr(document, name) for name in names}
    made = connection.execute(insert(schema.documents).values(run=run, **values))
    assert made.inserted_primary_key
    seq = made.inserted_primary_key[0]
    cited = [column.name for column in schema.citations.columns if column.name not in ("seq", "document", "sources")]
    rows = [
        {"document": seq, "sources": list(one.sources), **{name: getattr(one, name) for name in cited}}
        for one in document.citations
    ]
    if rows:
        connection.execute(insert(schema.citations), rows)
    claims = [{"document": seq, "name": name, "held": held} for name, held in document.claims]
    if claims:
        connection.execute(insert(schema.claims), claims)
