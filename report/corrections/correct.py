"""Correct: an edited document and the house in; the corrected document, and what came of it, out.

Nothing is written here. Raises InputFaults for a document that cannot be corrected, with every fault.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from report import clock, edition, outputs, pipeline
from report.charts.draw import draw
from report.corrections.model import Amendment
from report.corrections.revise import Carried, Ours, carry
from report.errors import Fault, InputFaults, Place, nearest
from report.orders import House, order_of
from report.pipeline import Prepared
from report.word.opened import Opened, open_document
from report.word.read import records_in
from report.word.record import Record
from report.word.tracked import Stamp, free_ids

AUTHOR: Final = "数据更正 / Data correction"
_GENERATION: Final = re.compile(r"\.r\d+$")


@dataclass(frozen=True)
class Request:
    """What a person asks for; ``output``: where the corrected document goes, by default beside the edited one."""

    document: Path
    reason: str = ""
    kind: Amendment = "correction"
    author: str = AUTHOR
    output: Path | None = None


@dataclass(frozen=True)
class Corrected:
    """``target``: where the corrected document belongs; ``base``: the record that the edited one carried."""

    target: Path
    base: Record
    prepared: Prepared
    carried: Carried
    moment: datetime.datetime

    @property
    def is_current(self) -> bool:
        """Made from these very inputs: there is nothing to bring in, not even into its record."""
        return self.carried.is_empty and self.base.inputs == self.prepared.heading.inputs


def correct(house: House, request: Request) -> Corrected:
    opened = open_document(request.document)
    part, base = _record_of(opened)
    target = _target(request, base)
    _require_place(request.document, target)
    moment = clock.now()
    prepared = _prepared(house, opened, base)
    heading = dataclasses.replace(
        prepared.heading, made=moment.date(), making=request.kind, reason=" ".join(request.reason.split())
    )
    ours = Ours(prepared.narrative, prepared.charts, heading, draw)
    stamp = Stamp(request.author, moment, free_ids(opened.root(opened.main)))
    return Corrected(target, base, prepared, carry(opened, part, base, ours, stamp), moment)


def _record_of(opened: Opened) -> tuple[str, Record]:
    found = list(records_in(opened.parts, opened.name))
    if len(found) != 1:
        expected = "a briefing that this program made: it carries the record of what was generated"
        what = "no record (made otherwise, or saved as another format in between)" if not found else "several records"
        raise InputFaults([Fault(opened.place(), expected, what)])
    return found[0]


def _target(request: Request, base: Record) -> Path:
    """Beside the edited document: ``briefing.r1.docx``, the next correction ``briefing.r2.docx``."""
    if request.output is not None:
        return request.output
    stem = _GENERATION.sub("", request.document.stem)
    return request.document.with_name(f"{stem}.r{len(list(base.generations()))}.docx")


def _require_place(document: Path, target: Path) -> None:
    faults = []
    if target.suffix.lower() != ".docx":
        faults.append(Fault(Place(str(target)), "a file name that ends in .docx", target.suffix or "none"))
    locked = outputs.open_elsewhere(target)
    if locked:
        faults.append(locked)
    if target.is_dir() or (target.exists() and target.resolve() != document.resolve()):
        expected = "a file that is not there yet (--output gives another name)"
        faults.append(Fault(Place(target.name), expected, "one that is there, and may hold somebody's work"))
    if faults:
        raise InputFaults(faults)


def _prepared(house: House, opened: Opened, base: Record) -> Prepared:
    """What would be said now, by the edition that the document was made for."""
    known = edition.names(house.inputs)
    if base.edition not in known:
        place = Place(str(house.inputs))
        expected = f"the edition of {opened.name}, {base.edition}"
        raise InputFaults([Fault(place, expected, "no such folder", nearest(base.edition, known))])
    made = edition.load(house.inputs / base.edition, house.catalogue)
    if base.language not in made.languages:
        place = Place(f"{made.name}/{edition.FILE}")
        raise InputFaults([Fault(place, f"a table [{base.language}], the language of {opened.name}", "none")])
    return next(pipeline.prepare(house, [order_of(house, made, base.language, force=True)]))


def deliver(corrected: Corrected) -> list[Path]:
    """Write what was corrected; nothing where the document is up to date. Raises InputFaults as outputs do."""
    if corrected.is_current:
        return []
    outputs.write_whole(corrected.target, corrected.carried.content)
    return [corrected.target]
