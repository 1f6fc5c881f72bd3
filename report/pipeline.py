"""build(edition): load → derive → narrate → draw → write.

Everything is gathered and checked before anything is written.

Raises InputFaults with the faults of every edition asked for; then nothing has been written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from report import __version__, outputs
from report.catalogue import Language
from report.charts import plan
from report.charts.artist import artist
from report.charts.model import Chart
from report.charts.plan import Planner
from report.edition import Edition
from report.errors import Caution, Fault, InputFaults, Place
from report.facts.corrected import corrected_keys
from report.facts.derive import Facts
from report.facts.model import Subject
from report.figures.model import Figures
from report.filed import filed
from report.narrative.model import Kind, LeftOut, Narrative
from report.narrative.narrate import LACKING, narrate, wording_for
from report.narrative.rendering import Material
from report.orders import Format, House, Order, digest
from report.trace import trace
from report.word.properties import Properties
from report.word.record import Heading, Record, record_of

FiguresOf = Callable[[House, Edition], Figures]
KnownThen = Callable[[Edition], Figures | None]
"""An edition's figures as they were known at the end of the day since when corrections are marked; None: not known."""


def as_filed(house: House, made: Edition) -> Figures:
    """The figures in an edition's own files."""
    return filed(made, house.catalogue)


def nothing_known(_: Edition) -> None:
    """What was known where no vintages are kept: then nothing is marked."""


@dataclass(frozen=True)
class Prepared:
    """One document before it is set: all that is said in it, and the figures that it was said of."""

    order: Order
    narrative: Narrative
    charts: tuple[Chart, ...]
    heading: Heading
    properties: Properties
    facts: Facts


@dataclass(frozen=True)
class Briefing:
    """One document, not yet written: ``files`` in the order of writing, the document last.

    ``subject``: what it is about; ``facts`` are of all that its edition's files hold, ``record`` is what travels
    in it, None where nothing does: such a document says what an issue says, and is none itself.
    """

    edition: str
    subject: Subject
    language: Language
    record: Record | None
    facts: Facts
    files: Mapping[Path, bytes]
    left_out: tuple[LeftOut, ...]
    cautions: tuple[Caution, ...]

    @property
    def document(self) -> Path:
        return list(self.files)[-1]

    @property
    def figures(self) -> Figures:
        return self.facts.figures


def compose(
    house: House, wanted: Sequence[Order], figures_of: FiguresOf = as_filed, known_then: KnownThen = nothing_known
) -> Iterator[Briefing]:
    """Make each document in turn; raises InputFaults, once, after all were tried."""
    faults: list[Fault] = []
    for made in dict.fromkeys(order.edition.name for order in wanted):
        group = [order for order in wanted if order.edition.name == made]
        try:
            for prepared in prepare(house, group, figures_of, known_then):
                yield _briefing(house, prepared)
        except InputFaults as error:
            faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)


def prepare(
    house: House, group: Sequence[Order], figures_of: FiguresOf = as_filed, known_then: KnownThen = nothing_known
) -> Iterator[Prepared]:
    """What each document of one edition says, in each language asked for; raises InputFaults before the first."""
    made = group[0].edition
    facts = Facts(figures_of(house, made), house.catalogue)
    planner = Planner(facts, house.catalogue, made.subject, house.claims.house)
    specs = plan.load(house.templates / f"{made.template}.charts.toml", house.catalogue)
    lacking = {name: planner.lacking(spec) for name, spec in specs.items()}
    material = Material(made, facts, house.claims, house.catalogue, lacking)
    narratives, faults = _narrated(house, material, group)
    if faults:
        raise InputFaults(faults)
    drawn = {one.language: tuple(_charts(planner, specs, one, material)) for one in narratives}
    then = known_then(made) if made.mark_corrected_since else None
    if then:
        narratives = [_with_marks(house, material, one, drawn[one.language], then) for one in narratives]
    said = {one.language: one for one in narratives}
    for order in group:
        narrative, charts = said[order.language], drawn[order.language]
        yield Prepared(order, narrative, charts, _heading(house, order), _properties(house, order, narrative), facts)


def _with_marks(
    house: House, material: Material, narrative: Narrative, charts: Sequence[Chart], then: Figures
) -> Narrative:
    """Said once more where figures that it cites, in words or charts, have been corrected since."""
    cited = [span.fact for passage in narrative.passages for span in passage.all_spans() if span.fact]
    cited += [point.fact for chart in charts for series in chart.series for point in series.points if point.fact]
    corrected = corrected_keys(cited, Facts(then, house.catalogue))
    if not corrected:
        return narrative
    return narrate(replace(material, corrected=corrected), house.environment, narrative.language)


def _heading(house: House, order: Order) -> Heading:
    made = order.edition
    template = house.templates / f"{made.template}.{order.language}.md.j2"
    return Heading(made.name, made.template, digest([template]), order.inputs, __version__, made.date)


def _properties(house: House, order: Order, narrative: Narrative) -> Properties:
    words = order.edition.words[order.language]
    return Properties(
        title=narrative.title,
        author=words.office,
        keywords=_keywords(house, order.edition, order.language),
        subject=words.publication,
        date=order.edition.date,
    )


def _narrated(house: House, material: Material, group: Sequence[Order]) -> tuple[list[Narrative], list[Fault]]:
    """What is said in each language, once, whatever it is written as."""
    narratives: list[Narrative] = []
    faults: list[Fault] = []
    for language in dict.fromkeys(order.language for order in group):
        try:
            narratives.append(narrate(material, house.environment, language))
        except InputFaults as error:
            faults.extend(error.faults)
    return narratives, _once(faults)


def _once(faults: Sequence[Fault]) -> list[Fault]:
    """What several templates miss in one cell is one thing to mend: it is said where it was first asked for."""
    first: dict[tuple[str, str, Place | None], Fault] = {}
    for fault in faults:
        place = None if fault.expected.startswith(LACKING) else fault.place
        first.setdefault((fault.expected, fault.found, place), fault)
    return list(first.values())


def _charts(planner: Planner, specs: plan.Specs, narrative: Narrative, material: Material) -> list[Chart]:
    wording = wording_for(material, narrative.language)
    words = material.edition.words[narrative.language]
    return [
        planner.chart(passage.chart, specs[passage.chart], wording, passage.title, words.source)
        for passage in narrative.passages
        if passage.kind is Kind.CHART
    ]


def _briefing(house: House, prepared: Prepared) -> Briefing:
    record, files = _WRITERS[prepared.order.format](house, prepared)
    made, facts = prepared.order.edition, prepared.facts
    left_out, cautions = prepared.narrative.left_out, facts.figures.cautions
    return Briefing(made.name, made.subject, prepared.order.language, record, facts, files, left_out, cautions)


def _word(house: House, prepared: Prepared) -> tuple[Record, Mapping[Path, bytes]]:
    """The Word document, with its text and its trace beside it."""
    from report.word.write import write

    order, narrative = prepared.order, prepared.narrative
    draw = artist(order.charts)
    drawn = {chart.id: draw(chart) for chart in prepared.charts}
    record = record_of(narrative, prepared.heading, [(chart, drawn[chart.id]) for chart in prepared.charts])
    document = write(narrative, drawn, record, prepared.properties, house.templates / "style.docx")
    files = {
        order.document.with_suffix(".md"): narrative.markdown.encode(),
        order.document.with_suffix(".trace.csv"): trace(narrative, prepared.charts),
        order.document: document,
    }
    return record, files


def _html(house: House, prepared: Prepared) -> tuple[None, Mapping[Path, bytes]]:
    """The web bulletin alone: text and trace are the Word document's, and stay true of it."""
    from report.charts.outlines import draw
    from report.html.write import write

    order = prepared.order
    drawn = {chart.id: draw(chart) for chart in prepared.charts}
    stem = order.document.name.removesuffix(f"{order.language}.html")
    elsewhere = {other: f"{stem}{other}.html" for other in order.edition.languages if other != order.language}
    page = write(prepared.narrative, drawn, prepared.heading, prepared.properties, elsewhere=elsewhere)
    return None, {order.document: page}


#: Each loads what it writes with when it is asked for.
_WRITERS: Final[Mapping[Format, Callable[[House, Prepared], tuple[Record | None, Mapping[Path, bytes]]]]] = {
    "docx": _word,
    "html": _html,
}


def _keywords(house: House, made: Edition, language: Language) -> tuple[str, ...]:
    areas = (made.subject.area, *made.subject.compare_with)
    return (*(house.catalogue.areas[area].name(language) for area in areas), str(made.subject.period))


def deliver(house: House, briefings: Iterable[Briefing]) -> None:
    """Write what was composed. Raises InputFaults where the folder cannot be written."""
    outputs.check_writable(house.outputs)
    outputs.clear_parts(house.outputs)
    for briefing in briefings:
        for path, content in briefing.files.items():
            outputs.write_whole(path, content)
