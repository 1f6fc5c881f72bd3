"""An entry: all that one run notes in the ledger. Plain values, so that it can wait in a file where it must.

The figures of the editions that were read go in whole; which of them are new is found in the ledger's transaction.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from report import __version__, clock
from report.figures.model import Absence, Figure, FigureKey, Figures, Target
from report.ledger.sentences import sentence
from report.periods import Period
from report.word.record import Making, Record, RecordedFigure, RecordedPassage
from report.word.record_xml import to_xml

if TYPE_CHECKING:
    from report.corrections.correct import Corrected
    from report.edition import Edition
    from report.pipeline import Briefing

Kind = Literal["figure", "absence", "target"]
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vintage:
    """What a source says under a key: ``content`` is the Figure, Absence or Target as JSON.

    ``sha256`` is of the file that says so, empty where it is not known.
    """

    kind: Kind
    key: str
    sha256: str
    content: Content


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an edition's inputs held; ``whole``: whatever they do not give is withdrawn."""

    edition: str
    whole: bool
    vintages: tuple[Vintage, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure as a document prints it.

    ``element`` is the kind of its passage, ``sentence`` the words that it stands in (in a table its row and
    column, in a chart the caption), ``sources`` the keys of the published figures that it rests on.
    """

    passage: str
    element: str
    at: int
    printed: str
    sentence: str
    fact: str
    value: str
    unit: str
    arithmetic: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """A document: ``file`` as seen from the outputs folder, ``sha256`` empty where its bytes are not known.

    ``record`` is the digest of its record, ``supersedes`` that of the generation which it corrects.
    """

    edition: str
    language: str
    file: str
    sha256: str
    record: str
    inputs: str
    template: str
    title: str
    supersedes: str
    making: Making
    reason: str
    citations: tuple[Citation, ...]
    claims: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One run. ``id`` is unique, so that no entry is noted twice; ``at`` is in UTC, as ISO 8601, in whole seconds."""

    id: str
    at: str
    command: str
    program: str
    making: Making
    reason: str
    loaded: tuple[Loaded, ...]
    documents: tuple[Issued, ...]


ENTRY: Final = TypeAdapter(Entry)


def entry(
    command: str,
    loaded: Sequence[Loaded],
    documents: Sequence[Issued],
    making: Making = "build",
    reason: str = "",
) -> Entry:
    """An entry of now. ``command`` is the one that was run, ``reason`` why figures were corrected or revised."""
    at = clock.now().isoformat()
    return Entry(uuid.uuid4().hex, at, command, __version__, making, reason, tuple(loaded), tuple(documents))


def of_build(editions: Iterable[Edition], briefings: Sequence[Briefing], outputs: Path) -> Entry:
    """What a build notes: the figures of each edition once, and each document that is an issue."""
    made = {edition.name: edition for edition in editions}
    figures = {briefing.edition: briefing.figures for briefing in briefings}
    read = [loaded(name, held, digests(made[name])) for name, held in figures.items()]
    documents = []
    for briefing in briefings:
        *_, (path, content) = briefing.files.items()
        if briefing.record:
            documents.append(issued(path, content, briefing.record, outputs))
    return entry("build", read, documents)


def of_correction(corrected: Corrected, outputs: Path) -> Entry:
    """What a correction notes: the figures that it carried in, and the document that supersedes another."""
    made, record = corrected.prepared.order.edition, corrected.carried.record
    read = loaded(made.name, corrected.prepared.facts.figures, digests(made))
    documents = [issued(corrected.target, corrected.carried.content, record, outputs)] if corrected.target else []
    return entry("revise", [read], documents, record.heading.making, record.heading.reason)


def digests(edition: Edition) -> dict[str, str]:
    """The SHA-256 of each of an edition's files of figures, by its name in places."""
    return {edition.reading.name(path.name): sha256(path.read_bytes()) for path in edition.files}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def loaded(edition: str, figures: Figures, files: Mapping[str, str]) -> Loaded:
    """All that an edition's inputs hold; ``files``: the SHA-256 of each file, by its name in places."""
    return Loaded(edition, True, tuple(_vintages(figures, files)))


def content_of(said: Figure | Absence | Target) -> Content:
    """What a source says, as JSON."""
    content: Content = to_jsonable_python(said)
    return content


def _vintages(figures: Figures, files: Mapping[str, str]) -> Iterator[Vintage]:
    for figure in figures:
        known = files.get(figure.place.file, "")
        yield Vintage("figure", str(figure.key), known, content_of(figure))
    for absence in figures.absent.values():
        known = files.get(absence.place.file, "")
        yield Vintage("absence", str(absence.key), known, content_of(absence))
    for position, target in enumerate(figures.targets):
        # Targets are told in the order of the sheet, which is therefore a part of what was known.
        content = {**content_of(target), "position": position}
        yield Vintage("target", target_key(target), files.get(target.place.file, ""), content)


def target_key(target: Target) -> str:
    return str(FigureKey(target.indicator, target.measure, target.area, Period(target.year, 12)))


def issued(path: Path, content: bytes, record: Record, outputs: Path) -> Issued:
    """A document that was written to ``path``, with the record in it."""
    return described(record, place(path, outputs), sha256(content))


def place(path: Path, outputs: Path) -> str:
    """A file as seen from the outputs folder; its name alone where no way leads there (another drive)."""
    try:
        return Path(os.path.relpath(path, outputs)).as_posix()
    except ValueError:
        return path.name


def described(record: Record, file: str, known: str) -> Issued:
    """What a record says of its document, which stands in ``file`` with the SHA-256 ``known``."""
    heading = record.heading
    return Issued(
        edition=heading.edition,
        language=record.language,
        file=file,
        sha256=known,
        record=record_digest(record),
        inputs=heading.inputs,
        template=heading.template,
        title=next((passage.text for passage in record.passages if passage.kind == "headline"), ""),
        supersedes=record_digest(record.former) if record.former else "",
        making=heading.making,
        reason=heading.reason,
        citations=tuple(_citations(record)),
        claims=tuple((claim.name, claim.held) for claim in record.claims),
    )


def record_digest(record: Record) -> str:
    return sha256(to_xml(record))


def _citations(record: Record) -> Iterator[Citation]:
    passages = {passage.id: passage for passage in record.passages}
    captions = {passage.chart: passage for passage in record.passages if passage.chart}
    for figure in record.figures:
        passage = passages.get(figure.passage) or RecordedPassage(figure.passage, "", "")
        yield _citation(figure, passage, sentence(passage, figure.at))
    for chart in record.charts:
        for point in chart.points:
            caption = captions.get(chart.id) or RecordedPassage(point.passage, "chart", "", chart.id)
            yield _citation(point, caption, caption.text)


def _citation(figure: RecordedFigure, passage: RecordedPassage, words: str) -> Citation:
    return Citation(
        passage.id,
        passage.kind,
        figure.at,
        figure.text,
        words,
        figure.fact,
        figure.value,
        figure.unit,
        figure.arithmetic,
        figure.sources,
    )
