"""build(edition): load → derive → narrate → draw → write.

Everything is gathered and checked before anything is written.

Raises InputFaults with the faults of every edition asked for; then nothing has been written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report import __version__, catalogue, edition, outputs
from report.catalogue import Catalogue, Language
from report.charts import plan
from report.charts.draw import draw
from report.charts.model import Chart
from report.charts.plan import Planner
from report.edition import Edition
from report.errors import Caution, Fault, InputFaults, Place, nearest
from report.facts import claims
from report.facts.claims import Claims
from report.facts.derive import Facts
from report.figures.load import load
from report.narrative.environment import TemplateEnvironment
from report.narrative.model import Kind, LeftOut, Narrative
from report.narrative.narrate import narrate, wording_for
from report.narrative.rendering import Material
from report.trace import trace
from report.word.read import HandWork, hand_work, read_record
from report.word.record import record_of
from report.word.write import Properties, write

HANDS = "a document as it was generated (edited by hand? then: python generate.py revise, once figures are corrected)"


@dataclass(frozen=True)
class House:
    """What all editions share."""

    inputs: Path
    templates: Path
    outputs: Path
    catalogue: Catalogue
    claims: Claims
    environment: TemplateEnvironment


@dataclass(frozen=True)
class Briefing:
    """One document, not yet written: ``files`` in the order of writing, the document last."""

    edition: str
    language: Language
    files: Mapping[Path, bytes]
    left_out: tuple[LeftOut, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Order:
    """One document to be made; ``current``: it stands there already, made from these very inputs."""

    edition: Edition
    language: Language
    document: Path
    inputs: str
    current: bool


def open_house(inputs: Path, templates: Path, folder: Path) -> House:
    """Raises InputFaults: no catalogue, no claims, or faults in them."""
    known = catalogue.load(inputs / "catalogue.toml")
    rules = claims.load(templates / "claims.toml", known)
    return House(inputs, templates, folder, known, rules, TemplateEnvironment(templates))


def orders(house: House, names: Sequence[str], languages: Sequence[Language], *, force: bool) -> list[Order]:
    """The documents asked for (no names: all editions; no languages: all that an edition has)."""
    known = edition.names(house.inputs)
    faults = [_unknown_edition(house, name, known) for name in names if name not in known]
    found: list[Order] = []
    for name in names or known:
        if name not in known:
            continue
        try:
            made = edition.load(house.inputs / name, house.catalogue)
            wanted = [language for language in made.languages if language in languages or not languages]
            found.extend(_order(house, made, language, force=force) for language in wanted)
        except InputFaults as error:
            faults.extend(error.faults)
    faults.extend(fault for order in found if not order.current for fault in _in_the_way(order.document))
    if faults:
        raise InputFaults(faults)
    return found


def _unknown_edition(house: House, name: str, known: Sequence[str]) -> Fault:
    return Fault(Place(str(house.inputs)), "the name of an edition's folder", name, nearest(name, known))


def _order(house: House, made: Edition, language: Language, *, force: bool) -> Order:
    document = house.outputs / f"{made.name}.{language}.docx"
    inputs = _digest(
        [*made.inputs(), house.inputs / "catalogue.toml", *_template_files(house)], extra=(__version__, language)
    )
    return Order(made, language, document, inputs, not force and _is_current(document, inputs))


def _template_files(house: House) -> Iterator[Path]:
    return (path for path in sorted(house.templates.iterdir()) if path.is_file())


def _digest(paths: Iterable[Path], extra: Sequence[str] = ()) -> str:
    """Of names and contents; independent of where the folders are."""
    state = hashlib.sha256("\0".join(extra).encode())
    for path in paths:
        content = path.read_bytes()
        state.update(f"\0{path.name}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()


def _is_current(document: Path, inputs: str) -> bool:
    beside = (document.with_suffix(".md"), document.with_suffix(".trace.csv"))
    if not document.is_file() or not all(path.is_file() for path in beside):
        return False
    record = read_record(document)
    return record is not None and record.inputs == inputs


def _in_the_way(document: Path) -> Iterator[Fault]:
    """What keeps a document from being replaced: somebody has it open, or somebody has worked in it."""
    locked = outputs.open_elsewhere(document)
    if locked:
        yield locked
    if document.exists():
        try:
            hands = hand_work(document)
        except InputFaults as error:
            yield from error.faults
            return
        if hands:
            yield Fault(Place(document.name), HANDS, _hand_work(hands))


def _hand_work(hands: HandWork) -> str:
    if not hands.recorded:
        return "one that this program did not make"
    said = [f"{hands.comments} comments"] if hands.comments else []
    said += [f"{hands.tracked} tracked changes"] if hands.tracked else []
    said += [f"changed words: {hands.changed[0][:40]!r}"] if hands.changed else []
    return ", ".join(said)


def compose(house: House, wanted: Sequence[Order]) -> Iterator[Briefing]:
    """Make each document in turn; raises InputFaults, once, after all were tried."""
    faults: list[Fault] = []
    for made in dict.fromkeys(order.edition.name for order in wanted):
        group = [order for order in wanted if order.edition.name == made]
        try:
            yield from _compose_edition(house, group)
        except InputFaults as error:
            faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)


def _compose_edition(house: House, group: Sequence[Order]) -> Iterator[Briefing]:
    made = group[0].edition
    figures = load(made.files, house.catalogue, made.reading)
    facts = Facts(figures, house.catalogue)
    planner = Planner(facts, house.catalogue, made.subject, house.claims.house)
    specs = plan.load(house.templates / f"{made.template}.charts.toml", house.catalogue)
    lacking = {name: planner.lacking(spec) for name, spec in specs.items()}
    material = Material(made, facts, house.claims, house.catalogue, lacking)
    narratives, faults = _narrated(house, material, group)
    if faults:
        raise InputFaults(faults)
    for order, narrative in zip(group, narratives, strict=True):
        charts = _charts(planner, specs, narrative, material)
        yield Briefing(
            made.name, order.language, _files(house, order, narrative, charts), narrative.left_out, figures.cautions
        )


def _narrated(house: House, material: Material, group: Sequence[Order]) -> tuple[list[Narrative], list[Fault]]:
    narratives: list[Narrative] = []
    faults: list[Fault] = []
    for order in group:
        try:
            narratives.append(narrate(material, house.environment, order.language))
        except InputFaults as error:
            faults.extend(error.faults)
    return narratives, _once(faults)


def _once(faults: Sequence[Fault]) -> list[Fault]:
    """What several templates miss in one cell is one thing to mend: it is said where it was first asked for."""
    first: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.expected, fault.found), fault)
    return list(first.values())


def _charts(planner: Planner, specs: plan.Specs, narrative: Narrative, material: Material) -> list[Chart]:
    wording = wording_for(material, narrative.language)
    words = material.edition.words[narrative.language]
    return [
        planner.chart(passage.chart, specs[passage.chart], wording, passage.title, words.source)
        for passage in narrative.passages
        if passage.kind is Kind.CHART
    ]


def _files(house: House, order: Order, narrative: Narrative, charts: Sequence[Chart]) -> Mapping[Path, bytes]:
    made = order.edition
    template = house.templates / f"{made.template}.{order.language}.md.j2"
    record = record_of(narrative, made.name, made.template, _digest([template]), order.inputs, __version__)
    words = made.words[order.language]
    properties = Properties(
        title=narrative.title,
        author=words.office,
        keywords=_keywords(house, made, order.language),
        subject=words.publication,
        date=made.date,
    )
    pictures = {chart.id: draw(chart) for chart in charts}
    document = write(narrative, pictures, record, properties, house.templates / "style.docx")
    return {
        order.document.with_suffix(".md"): narrative.markdown.encode(),
        order.document.with_suffix(".trace.csv"): trace(narrative, charts),
        order.document: document,
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
