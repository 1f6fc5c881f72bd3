"""Entries by hand: figures and documents of a day, noted in a ledger without a build."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from hand_made import Targets, figures

from report.figures.model import Figures
from report.ledger import schema
from report.ledger.appending import append
from report.ledger.entries import Entry, Issued, Loaded, described, loaded
from report.ledger.opening import reading, writing
from report.word.record import Heading, Record, RecordedClaim, RecordedFigure, RecordedPassage

EDITION = "gongyi-2021Q1"
IVA = "iva.growth@gongyi/2021Q1"
GDP = "gdp.level@gongyi/2021Q1"
FILES = {"figures.xlsx": "a" * 64}


def read(values: Mapping[str, str], targets: Targets | None = None, absent: Mapping[str, str] | None = None) -> Loaded:
    return held(figures(values, targets, absent))


def held(made: Figures, edition: str = EDITION) -> Loaded:
    return loaded(edition, made, FILES)


def entry(
    day: str, what: Sequence[Loaded] = (), documents: Sequence[Issued] = (), name: str = "", **words: Any
) -> Entry:
    """Of noon of a day."""
    at = f"{day}T12:00:00+00:00"
    said = {"command": "build", "program": "0", "making": "build", "reason": "", **words}
    return Entry(id=name or day, at=at, loaded=tuple(what), documents=tuple(documents), **said)


def note(address: str, *entries: Entry) -> None:
    for one in entries:
        with writing(address) as connection:
            append(connection, one)


def record(text: str, cited: Mapping[str, tuple[str, str]], former: Record | None = None, **words: Any) -> Record:
    """A document of one paragraph: ``cited`` gives, for each fact, what is printed and the value in percent."""
    heading = Heading(EDITION, "t", "d", words.pop("inputs", "i"), "0", datetime.date(2021, 4, 20), **words)
    printed = [
        RecordedFigure("lead", text.index(said), said, fact, value, "%", "", (fact,))
        for fact, (said, value) in cited.items()
    ]
    passages = (RecordedPassage("headline", "headline", "工业开门红"), RecordedPassage("lead", "paragraph", text))
    return Record(heading, "zh", tuple(printed), passages, claims=(RecordedClaim("good_start", True),), former=former)


def document(made: Record, file: str = "gongyi-2021Q1.zh.docx", sha256: str = "f" * 64) -> Issued:
    return described(made, file, sha256)


def rows(address: str, wanted: str, **values: object) -> list[Any]:
    """What a reader is given, each row as a tuple."""
    with reading(address) as connection:
        return [tuple(row[name] for name in row.keys()) for row in connection.rows(wanted, **values)]  # noqa: SIM118


def counted(address: str) -> dict[str, int]:
    """How many rows each table has."""
    return {table: rows(address, f"SELECT count(*) AS many FROM {table}")[0][0] for table in schema.TABLES}
