"""The edition's record: what was generated, from what; it travels inside the .docx as a custom XML part.

:mod:`report.word.record_xml` writes and reads it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from report.catalogue import Language
from report.charts.model import Chart, Drawn, NativeChart, Picture
from report.facts.claims import Claim
from report.facts.model import Fact
from report.i18n import msg, parts
from report.narrative.model import Kind, Narrative, Passage, Span
from report.word.chart_data import held_digest, series_digest

Making = Literal["build", "correction", "revision"]


_LINE = "line "  # of a cell in a file of lines


@dataclass(frozen=True, slots=True)
class RecordedSource:
    """A published figure at the root of what is said: its value in ``unit``, and the cell that it came from."""

    key: str
    value: str
    unit: str
    file: str
    sheet: str
    cell: str
    stored: str
    sample: bool = False

    @property
    def place(self) -> str:
        line = self.cell.removeprefix(_LINE)
        cell = msg("cell {cell}", cell=self.cell) if line == self.cell else msg("cell line {line}", line=line)
        return parts(self.file, self.sheet and msg("sheet {sheet}", sheet=self.sheet), self.cell and cell)


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A figure as printed: ``text`` at character ``at`` of its passage's text (in a chart: 0), and the fact behind it.

    ``sources`` are keys of :class:`RecordedSource`, in the order of the arithmetic.
    """

    passage: str
    at: int
    text: str
    fact: str
    value: str
    unit: str
    arithmetic: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedPassage:
    """``text`` is what stands in the document: see :func:`printed_text`; ``chart`` the id of a chart in it."""

    id: str
    kind: str
    text: str
    chart: str = ""


@dataclass(frozen=True, slots=True)
class RecordedNative:
    """What a native chart is known again by: digests of the data that it shows and of its workbook's cells, its titles.

    ``titles``: of the chart and its axes, in the order of its part.
    """

    data: str
    cells: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedChart:
    """A chart: digests of what it shows and of its two pictures, by which it is known again, and its points.

    ``native``: what it is known by where it is no picture.
    """

    id: str
    content: str
    svg: str
    png: str
    alt: str
    points: tuple[RecordedFigure, ...] = ()
    native: RecordedNative | None = None


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """A claim that the template asked about, and whether the figures earned it."""

    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """What a record says of the whole.

    ``inputs`` is a digest of all that went in, ``template_digest`` of the template alone; ``made`` the date of the
    edition, or of the correction, ``reason`` why it was corrected.
    """

    edition: str
    template: str
    template_digest: str
    inputs: str
    program: str
    made: datetime.date
    making: Making = "build"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One generation of a document; ``former`` is the one that it corrects."""

    heading: Heading
    language: Language
    figures: tuple[RecordedFigure, ...]
    passages: tuple[RecordedPassage, ...]
    charts: tuple[RecordedChart, ...] = ()
    claims: tuple[RecordedClaim, ...] = ()
    sources: tuple[RecordedSource, ...] = ()
    former: Record | None = None

    @property
    def edition(self) -> str:
        return self.heading.edition

    @property
    def inputs(self) -> str:
        return self.heading.inputs

    def generations(self) -> Iterator[Record]:
        """The record itself and those before it, newest first."""
        yield self
        if self.former:
            yield from self.former.generations()

    def places(self, figure: RecordedFigure) -> tuple[str, ...]:
        """The cells behind a figure, in words."""
        known = {source.key: source for source in self.sources}
        return tuple(dict.fromkeys(known[key].place for key in figure.sources if key in known))


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a caption: 表1 and a wide space, ``Table 1. ``; ``word`` names the sequence."""

    word: str
    before: str
    after: str


_LABELS = {
    ("zh", Kind.TABLE): Label("表", "表", "\u3000"),
    ("zh", Kind.CHART): Label("图", "图", "\u3000"),
    ("en", Kind.TABLE): Label("Table", "Table ", ". "),
    ("en", Kind.CHART): Label("Figure", "Figure ", ". "),
}


def caption_label(passage: Passage, language: Language) -> Label:
    return _LABELS[language, passage.kind]


def label_text(passage: Passage, language: Language) -> str:
    """What stands before a passage's own words: the number of a caption."""
    if not (passage.number and passage.spans):
        return ""
    label = caption_label(passage, language)
    return f"{label.before}{passage.number}{label.after}"


def printed_text(passage: Passage, language: Language) -> str:
    """A passage as it stands in the document.

    A caption with its number, then a line for each row of a table, its cells parted by tabs.
    """
    return "".join(text for text, _ in printed(passage, language))


def printed(passage: Passage, language: Language) -> Iterator[tuple[str, Span | None]]:
    """The pieces of :func:`printed_text` in order, each with the span that it is, if it is one."""
    if passage.spans:
        yield label_text(passage, language), None
        yield from ((span.text, span) for span in passage.spans)
    for index, row in enumerate(passage.rows):
        if index or passage.spans:
            yield "\n", None
        for column, cell in enumerate(row):
            if column:
                yield "\t", None
            yield from ((span.text, span) for span in cell.spans)


def record_of(narrative: Narrative, heading: Heading, drawn: Sequence[tuple[Chart, Drawn]] = ()) -> Record:
    """The record of a narrative and its charts, in the order of its passages."""
    recorded = [recorded_chart(chart, picture) for chart, picture in drawn]
    return compiled(narrative, heading, recorded, [chart for chart, _ in drawn])


def compiled(
    narrative: Narrative, heading: Heading, recorded: Sequence[RecordedChart], charts: Sequence[Chart]
) -> Record:
    """A record whose charts are known already: ``recorded``, of ``charts``."""
    language = narrative.language
    facts = [span.fact for passage in narrative.passages for span in passage.all_spans() if span.fact]
    facts += [point.fact for chart in charts for series in chart.series for point in series.points if point.fact]
    return Record(
        heading=heading,
        language=language,
        figures=tuple(figure for passage in narrative.passages for figure in _figures(passage, language)),
        passages=tuple(
            RecordedPassage(passage.id, passage.kind, printed_text(passage, language), passage.chart)
            for passage in narrative.passages
        ),
        charts=tuple(recorded),
        claims=tuple(map(_claim, narrative.claims)),
        sources=tuple(_sources(facts).values()),
    )


def _claim(claim: Claim) -> RecordedClaim:
    return RecordedClaim(claim.name, claim.held)


def _figures(passage: Passage, language: Language) -> Iterator[RecordedFigure]:
    at = 0
    for text, span in printed(passage, language):
        if span and span.fact:
            yield _figure(passage.id, at, text, span.fact)
        at += len(text)


def _figure(passage: str, at: int, text: str, fact: Fact) -> RecordedFigure:
    sources = tuple(dict.fromkeys([source.key for source in fact.sources()])) if fact.parents else (fact.key,)
    return RecordedFigure(passage, at, text, fact.key, str(fact.value), fact.unit, fact.arithmetic, sources)


def _sources(facts: Sequence[Fact]) -> Mapping[str, RecordedSource]:
    found: dict[str, RecordedSource] = {}
    for fact in {fact.key: fact for fact in facts}.values():
        for source in fact.sources():
            if source.key not in found:
                found[source.key] = _source(source)
    return found


def _source(fact: Fact) -> RecordedSource:
    place = fact.place
    file, sheet, cell = (place.file, place.sheet, place.cell or _line(place.line)) if place else ("", "", "")
    return RecordedSource(fact.key, str(fact.value), fact.unit, file, sheet, cell, fact.stored, fact.sample)


def _line(number: int) -> str:
    return f"{_LINE}{number}" if number else ""


def content_digest(chart: Chart) -> str:
    """Of all that a chart shows; the same whatever draws it."""
    points = [(s.name, s.emphasis, [(p.fact.key if p.fact else "", p.label) for p in s.points]) for s in chart.series]
    shown = (chart.shape, chart.title, chart.unit, chart.source, chart.categories, chart.statuses, points)
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def recorded_chart(chart: Chart, drawn: Drawn | None) -> RecordedChart:
    """``drawn``: None where the document shows nothing that was drawn from the chart."""
    picture = drawn if isinstance(drawn, Picture) else None
    return RecordedChart(
        chart.id,
        content_digest(chart),
        hashlib.sha256(picture.svg).hexdigest() if picture else "",
        hashlib.sha256(picture.png).hexdigest() if picture else "",
        drawn.alt if drawn else "",
        tuple(
            _figure(f"chart {chart.id}", 0, point.label, point.fact)
            for series in chart.series
            for point in series.points
            if point.fact
        ),
        _native(drawn) if isinstance(drawn, NativeChart) else None,
    )


def _native(drawn: NativeChart) -> RecordedNative:
    """As whoever reads the chart's parts would find it, without reading them."""
    data = drawn.data
    return RecordedNative(series_digest(data.series), held_digest(data.cells), data.titles)
