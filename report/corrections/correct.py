"""Correct: an edited document and the house in; the corrected document, and what came of it, out.

Nothing is written here. Raises InputFaults for a document that cannot be corrected, with every fault.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, get_args

from report import clock, edition, outputs, pipeline
from report.catalogue import Language
from report.charts.artist import artist
from report.charts.model import Chart, Drawn
from report.corrections import filing
from report.corrections.differences import Differences, differences
from report.corrections.model import Amendment
from report.corrections.notice import TEMPLATE, NoticeInput, issue_notice
from report.corrections.revise import Carried, Ours, carry
from report.corrections.said import Teller
from report.edition import ChartKind, Edition
from report.errors import Fault, InputFaults, Place, nearest
from report.i18n import msg
from report.orders import House, order_of
from report.pipeline import FiguresOf, KnownThen, Prepared, as_filed, nothing_known
from report.word.opened import Opened, open_document
from report.word.read import read_record, records_in
from report.word.record import Record, RecordedChart
from report.word.tracked import Stamp, free_ids

AUTHOR: Final = "数据更正 / Data correction"
_GENERATION: Final = re.compile(r"\.r\d+$")


@dataclass(frozen=True)
class Request:
    """What a person asks for; ``output``: where the corrected document goes, by default beside the edited one.

    ``filed_in``: the folder of outputs into which it is filed instead: see :mod:`.filing`.
    """

    document: Path
    reason: str = ""
    kind: Amendment = "correction"
    author: str = AUTHOR
    output: Path | None = None
    filed_in: Path | None = None


@dataclass(frozen=True)
class Corrected:
    """``base``: the record that the edited document carried; ``files``: what is to be written, the document last.

    No files: the document is made from these very inputs, and there is nothing to bring in, not even into its record;
    or the correction was made already, and stands in ``already``.
    """

    document: Path
    base: Record
    prepared: Prepared
    carried: Carried
    differences: Differences
    files: Mapping[Path, bytes]
    already: Path | None = None

    @property
    def target(self) -> Path | None:
        """Where the corrected document belongs."""
        return list(self.files)[-1] if self.files else None


def correct(
    house: House, request: Request, figures_of: FiguresOf = as_filed, known_then: KnownThen = nothing_known
) -> Corrected:
    """``figures_of`` and ``known_then`` as :func:`report.pipeline.prepare` takes them."""
    opened = open_document(request.document)
    part, base = _record_of(opened)
    made = _edition(house, opened, base)
    day = clock.now()
    order = order_of(house, made, base.language, force=True, charts=_kind(base, made))
    prepared = next(pipeline.prepare(house, [order], figures_of, known_then))
    reason = " ".join(request.reason.split())
    heading = dataclasses.replace(prepared.heading, made=day.date(), making=request.kind, reason=reason)
    stamp = Stamp(request.author, day, free_ids(opened.root(opened.main)))
    teller = Teller(base.language, house.catalogue, house.claims, made.subject)
    ours = Ours(prepared.narrative, prepared.charts, heading, partial(_draw, base, order.charts), teller)
    carried = carry(opened, part, base, ours, stamp)
    found = differences(base, carried.record)
    target = _target(request, made.name, base, carried.record)
    if target.exists() and target.resolve() != request.document.resolve() and _is_same(target, carried.record):
        return Corrected(request.document, base, prepared, carried, found, {}, target)
    files: dict[Path, bytes] = {}
    if not carried.is_empty:
        first = list(base.generations())[-1]
        attention, given = carried.attention, frozenset(map(str, prepared.facts.figures.figures))
        about = NoticeInput(found, base, first, heading, made, request.kind, reason, day.date(), attention, given)
        files.update(_notices(house, about, target))
    if not carried.is_empty or base.inputs != heading.inputs:
        if request.filed_in:
            files[filing.kept(target)] = request.document.read_bytes()
        files[target] = carried.content
    _require_places(request.document, files)
    return Corrected(request.document, base, prepared, carried, found, files)


def _kind(base: Record, made: Edition) -> ChartKind:
    """How charts stand in a document; where it has none, as its edition has it."""
    kinds = [_kind_of(chart) for chart in base.charts]
    return kinds[0] if kinds else made.charts


def _kind_of(chart: RecordedChart) -> ChartKind:
    return "editable" if chart.native else "picture"


def _draw(base: Record, otherwise: ChartKind, chart: Chart) -> Drawn:
    """As the chart stands in the document; a new one like the others."""
    known = {one.id: _kind_of(one) for one in base.charts}
    return artist(known.get(chart.id, otherwise))(chart)


def _is_same(path: Path, record: Record) -> bool:
    """Whether a document was made by this very correction: from these inputs, saying the same."""
    try:
        there = read_record(path)
    except InputFaults:
        return False
    if there is None or there.heading.inputs != record.heading.inputs:
        return False
    return (there.passages, there.figures) == (record.passages, record.figures)


def _notices(house: House, about: NoticeInput, target: Path) -> Iterator[tuple[Path, bytes]]:
    """Beside the corrected document, in both languages, whichever the document is in."""
    for language in get_args(Language):
        made = issue_notice(about, language, house)
        yield filing.notice(target, language, ".md"), made.markdown
        yield filing.notice(target, language, ".docx"), made.document


def _record_of(opened: Opened) -> tuple[str, Record]:
    found = list(records_in(opened.parts, opened.name))
    if len(found) != 1:
        expected = msg("a briefing that this program made: it carries the record of what was generated")
        what = (
            msg("no record (made otherwise, or saved as another format in between)")
            if not found
            else msg("several records")
        )
        raise InputFaults([Fault(opened.place(), expected, what)])
    if found[0][1].heading.template == TEMPLATE:
        raise InputFaults([Fault(opened.place(), msg("a briefing"), msg("the notice of a correction"))])
    return found[0]


def _target(request: Request, name: str, base: Record, record: Record) -> Path:
    """Beside the edited document: ``briefing.r1.docx``, the next correction ``briefing.r2.docx``.

    ``name`` of the edition; ``record``: what the corrected document carries.
    """
    generation = len(list(base.generations()))
    if request.filed_in:
        known = (name, base.language)
        return filing.place(request.filed_in, request.document, known, generation, lambda path: _is_same(path, record))
    if request.output is not None:
        if request.output.suffix.lower() != ".docx":
            found = request.output.suffix or msg("no ending")
            raise InputFaults([Fault(Place(str(request.output)), msg("a file name that ends in .docx"), found)])
        return request.output
    stem = _GENERATION.sub("", request.document.stem)
    return request.document.with_name(f"{stem}.r{generation}.docx")


def _require_places(document: Path, files: Iterable[Path]) -> None:
    """What is there may hold somebody's work; the edited document itself may be written over where that is asked."""
    faults = [fault for path in files for fault in _in_the_way(document, path)]
    if faults:
        raise InputFaults(faults)


def _in_the_way(document: Path, path: Path) -> Iterator[Fault]:
    locked = outputs.open_elsewhere(path)
    if locked:
        yield locked
    if path.is_dir() or (path.exists() and path.resolve() != document.resolve()):
        expected = msg("a file that is not there yet (--output gives another name)")
        yield Fault(Place(path.name), expected, msg("one that is there, and may hold somebody's work"))


def _edition(house: House, opened: Opened, base: Record) -> Edition:
    """The edition that the document was made for."""
    if not edition.is_known(base.edition, house.inputs):
        place = Place(str(house.inputs))
        expected = msg("the edition of {name}, {edition}", name=opened.name, edition=base.edition)
        known = edition.names(house.inputs)
        raise InputFaults([Fault(place, expected, msg("no such folder"), nearest(base.edition, known))])
    made = edition.load(house.inputs / base.edition, house.catalogue)
    if base.language not in made.languages:
        place = Place(f"{made.name}/{edition.FILE}")
        expected = msg("a table [{language}], the language of {name}", language=base.language, name=opened.name)
        raise InputFaults([Fault(place, expected, msg("none"))])
    return made


def deliver(corrected: Corrected) -> None:
    """Write what was corrected, the document last. Raises InputFaults as outputs do."""
    for path, content in corrected.files.items():
        outputs.write_whole(path, content)
