"""The ledger anew, from the records in the documents: what was cited, from which cells, and what superseded what.

A record gives the cited figures alone, dated with its edition's or its correction's date. What is noted already
stays as it is, so that rebuilding twice, or over a ledger that is whole, adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from report.corrections.notice import TEMPLATE as NOTICE
from report.errors import Fault, InputFaults, Place
from report.facts.keys import FactKey
from report.figures.model import Figure
from report.foreign import words_of
from report.i18n import msg
from report.ledger.appending import append, is_known
from report.ledger.entries import (
    Content,
    Entry,
    Issued,
    Loaded,
    Vintage,
    content_of,
    described,
    record_digest,
    sha256,
)
from report.ledger.opening import writing
from report.word.read import hand_edited, read_record
from report.word.record import Record, RecordedSource

#: A document built as of a day is no issue of its own: see ``build --as-of``.
_AS_OF: Final = re.compile(r".*@\d{4}-\d{2}-\d{2}\.(zh|en)")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was done: generations noted, files passed over with the reason, and the faults of damaged ones."""

    noted: tuple[Issued, ...]
    passed_over: Mapping[str, str]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with its record; ``sha256`` is empty where hands have changed it since it was written."""

    file: str
    sha256: str
    record: Record


def rebuild(address: str, folder: Path) -> Rebuilt:
    """Note what the documents of a folder record, oldest first, in one transaction; raises Unavailable."""
    found, passed_over, faults = _read(folder)
    entries = sorted(_entries(found), key=lambda entry: entry.at)
    with writing(address) as connection:
        new = [entry for entry in entries if not is_known(connection, entry.documents[0].record)]
        for entry in new:
            append(connection, entry)
    return Rebuilt(tuple(document for entry in new for document in entry.documents), passed_over, tuple(faults))


def _read(folder: Path) -> tuple[list[_Found], dict[str, str], list[Fault]]:
    found: list[_Found] = []
    passed_over: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.docx")):
        if path.name.startswith(("~$", ".")):
            continue
        if _AS_OF.fullmatch(path.stem):
            passed_over[path.name] = msg("built as of a day, not issued")
            continue
        try:
            one = _found(path)
        except InputFaults as error:
            faults.extend(error.faults)
            continue
        if one is None:
            passed_over[path.name] = msg("carries no record")
        elif one.record.heading.template == NOTICE:
            passed_over[path.name] = msg("the notice of a correction")
        else:
            found.append(one)
    return found, passed_over, faults


def _found(path: Path) -> _Found | None:
    """Raises InputFaults where the document or its record is damaged."""
    record = read_record(path)
    if record is None:
        return None
    try:
        for generation in record.generations():
            _loaded(generation)
    except (ValueError, ArithmeticError) as error:
        raise InputFaults(
            [Fault(Place(path.name), msg("a record whose figures can be read"), words_of(error))]
        ) from error
    return _Found(path.name, "" if hand_edited(path) else sha256(path.read_bytes()), record)


def _entries(found: Sequence[_Found]) -> Iterator[Entry]:
    """One for each generation, the oldest of a document first.

    A generation whose document is in the folder too stands there; else it stood where its correction stands.
    """
    homes = {record_digest(one.record): one for one in found}
    seen: set[str] = set()
    for one in found:
        for record in reversed(list(one.record.generations())):
            digest = record_digest(record)
            if digest not in seen:
                home = homes.get(digest)
                document = described(record, (home or one).file, home.sha256 if home else "")
                yield _entry(record, document)
            seen.add(digest)


def _entry(record: Record, document: Issued) -> Entry:
    """With an id of the record's own, so that two who rebuild at once note it once."""
    heading = record.heading
    at = f"{heading.made.isoformat()}T00:00:00+00:00"
    about = ("ledger rebuild", heading.program, heading.making, heading.reason)
    return Entry(f"record-{document.record}", at, *about, (_loaded(record),), (document,))


def _loaded(record: Record) -> Loaded:
    return Loaded(record.edition, False, tuple(map(_vintage, record.sources)))


def _vintage(source: RecordedSource) -> Vintage:
    """Raises ValueError or ArithmeticError for what is no published figure or target."""
    key = FactKey.parse(source.key)
    value = Decimal(source.value)
    decimals = max(0, -int(value.as_tuple().exponent))
    line = source.cell.removeprefix("line ") if source.cell.startswith("line ") else ""
    place = Place(source.file, source.sheet, "" if line else source.cell, int(line or 0))
    figure = Figure(key.figure, value, source.unit, decimals, place, source.stored, sample=source.sample)
    content = content_of(figure)
    if not key.operation:
        return Vintage("figure", str(figure.key), "", content)
    if key.operation != "target":
        raise ValueError(msg("{key} is not a published figure", key=source.key))
    return Vintage("target", str(figure.key), "", _target(content))


def _target(figure: Content) -> Content:
    """What a record knows of a target: its value, not its wording nor its theme."""
    key = figure["key"]
    what = {name: key[name] for name in ("indicator", "measure", "area")}
    shared = ("value", "unit", "decimals", "place", "stored", "sample")
    return {**what, "year": key["period"]["year"], **{name: figure[name] for name in shared}}
