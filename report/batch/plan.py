"""A pattern in; which documents are to be made of it, which stand there already, and the tasks for the others, out.

The source is read once, here; a task takes with it only what its areas need.
"""

from __future__ import annotations

import json
import pickle
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from report import edition
from report.batch import store
from report.batch.model import MANIFEST, Entry, Job, Outcome, Setup, Task
from report.batch.store import Store
from report.batch.work import program
from report.catalogue import LEVELS, Catalogue, Language
from report.edition import ChartKind, Pattern
from report.errors import Caution, Fault, InputFaults, Place, nearest
from report.facts.model import Subject
from report.figures.share import Source, read_areas
from report.i18n import any_of, listed, msg
from report.orders import House, common_digest, inputs_digest, template_files

ALL: Final = "all"
_TOGETHER: Final = 8  # areas in one task: some seconds of work, so that a worker that is killed loses little
_CORRECTION: Final = re.compile(r"(?P<stem>.+)\.r(?P<number>\d+)\.docx")


@dataclass(frozen=True)
class Request:
    """What is asked for. ``areas``: keys, names or levels of areas; none: all. ``outputs``: a folder or an address.
    ``charts``: how they stand in the documents; None: as the pattern has it.
    """

    pattern: str
    outputs: str
    areas: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    charts: ChartKind | None = None


@dataclass(frozen=True)
class Plan:
    """``settled``: documents that need no work: they stand there, or their area cannot be made.

    ``entries``: how documents were written that stand in the store, by their names.
    """

    pattern: Pattern
    place: str
    jobs: tuple[Job, ...]
    settled: tuple[Outcome, ...]
    entries: Mapping[str, Entry]
    cautions: tuple[Caution, ...]
    source: Source
    catalogue: Catalogue
    setup: Setup

    def tasks(self) -> Iterator[Task]:
        """A few areas at a time that lie in one area; made when they are asked for, so that few are ever held."""
        pickled = pickle.dumps(self.setup)
        areas: dict[str, list[Job]] = {}
        for job in self.jobs:
            areas.setdefault(job.area, []).append(job)
        ordered = sorted(areas, key=lambda area: (self.catalogue.parents(area)[::-1], area))
        for _, group in groupby(ordered, key=self.catalogue.parents):
            together = list(group)
            for start in range(0, len(together), _TOGETHER):
                yield self._task(pickled, together[start : start + _TOGETHER], areas)

    def _task(self, pickled: bytes, areas: Sequence[str], jobs: Mapping[str, list[Job]]) -> Task:
        needed = dict.fromkeys((*areas, *(above for area in areas for above in self.catalogue.parents(area))))
        shares = {area: self.source.areas[area] for area in needed if area in self.source.areas}
        near = self.catalogue.around(areas)
        return Task(pickled, near, shares, tuple(job for area in areas for job in jobs[area]))


def plan(house: House, request: Request) -> Plan:
    """Raises InputFaults: no such pattern, a source that cannot be read, areas named twice, outputs that are lost."""
    pattern = edition.load_pattern(house.inputs / _pattern(house, request.pattern), house.catalogue)
    languages = _languages(pattern, request.languages)
    place = _place(request.outputs, pattern)
    kept = store.opened(place)
    sizes = kept.sizes()
    source, figures = read_areas(pattern.files, house.catalogue, pattern.reading)
    areas = _areas(pattern, request.areas, source, house.catalogue)
    entries = {name: entry for name, entry in manifest(kept, sizes).items() if name in sizes}
    charts = request.charts or pattern.charts
    common = {language: common_digest(house, pattern.inputs(), language, charts) for language in languages}
    planner = _Planner(pattern, source, house.catalogue, common, sizes, entries, _corrections(sizes))
    found = [item for area in areas for item in planner.area(area)]
    settled = tuple(item for item in found if isinstance(item, Outcome))
    jobs = tuple(item for item in found if isinstance(item, Job))
    cautions = (*figures.cautions, *_forgotten(pattern, areas, source, house.catalogue))
    setup = _setup(house, pattern, place, charts)
    return Plan(pattern, place, jobs, settled, entries, cautions, source, house.catalogue, setup)


def _place(outputs: str, pattern: Pattern) -> str:
    """A folder of its own for each pattern. Raises InputFaults where the workers would write each for itself."""
    if store.within_a_process(outputs):
        expected = msg("a folder or an address that every worker sees")
        raise InputFaults([Fault(Place(msg("the command"), key="--outputs"), expected, outputs)])
    return f"{outputs.rstrip('/')}/{pattern.name}" if store.is_address(outputs) else str(Path(outputs) / pattern.name)


def _corrections(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The corrections that are there of each document, the last first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if match := _CORRECTION.fullmatch(name):
            found.setdefault(match["stem"], []).append((int(match["number"]), name))
    return {stem: tuple(name for _, name in sorted(several, reverse=True)) for stem, several in found.items()}


def _setup(house: House, pattern: Pattern, place: str, charts: ChartKind) -> Setup:
    templates = {path.name: path.read_bytes() for path in template_files(house.templates)}
    known = house.catalogue
    return Setup(pattern, known.units, known.indicators, templates, place, charts, program(), uuid.uuid4().hex[:12])


def _pattern(house: House, name: str) -> str:
    """The folder of the pattern; without a name, the only one there is."""
    known = edition.pattern_names(house.inputs)
    if not name and len(known) == 1:
        return known[0]
    for inside in (name, Path(name).name, Path(name).parent.name if Path(name).suffix else ""):
        if inside in known:
            return inside
    place = Place(str(house.inputs))
    expected = msg("the name of a pattern's folder (an edition.toml without area)")
    if name in edition.names(house.inputs):
        found = msg("{name}, an edition of one area (python generate.py build {name})", name=name)
        raise InputFaults([Fault(place, expected, found, tuple(known))])
    raise InputFaults([Fault(place, expected, name or (listed(known) if known else msg("none")), nearest(name, known))])


def _languages(pattern: Pattern, wanted: Sequence[Language]) -> tuple[Language, ...]:
    place = Place(f"{pattern.name}/{edition.FILE}")
    faults = [
        Fault(place, msg("a table [{one}]", one=one), msg("none")) for one in wanted if one not in pattern.languages
    ]
    if faults:
        raise InputFaults(faults)
    return tuple(one for one in pattern.languages if one in wanted or not wanted)


def _areas(pattern: Pattern, wanted: Sequence[str], source: Source, known: Catalogue) -> list[str]:
    """Keys of areas; a name that nobody knows stays as it is, to be told with the others that fail."""
    named = [one for one in wanted if one not in (ALL, *LEVELS)]
    keys = [area.key if (area := known.find_area(one)) else one for one in named]
    twice = dict.fromkeys(one for one, key in zip(named, keys, strict=True) if keys.count(key) > 1)
    if twice:
        place = Place(msg("the command"), key="--areas")
        raise InputFaults([Fault(place, msg("each area once"), msg("{twice}, listed twice", twice=tuple(twice)))])
    levels = {one for one in wanted if one in LEVELS}

    def is_wanted(level: str) -> bool:
        return level in levels or (pattern.includes(level) and (ALL in wanted or not wanted))

    whole = bool(levels) or ALL in wanted or not wanted
    there = dict.fromkeys((*source.areas, *source.faults) if whole else ())
    every = [key for key in there if key not in known.areas or is_wanted(known.areas[key].level)]
    if levels and not any(key in known.areas and known.areas[key].level in levels for key in every):
        place = Place(", ".join(path.name for path in pattern.files))
        expected = msg("figures of areas of the level {levels}", levels=any_of(sorted(levels)))
        raise InputFaults([Fault(place, expected, msg("none"))])
    return list(dict.fromkeys((*every, *keys)))


def _forgotten(pattern: Pattern, areas: Sequence[str], source: Source, known: Catalogue) -> Iterator[Caution]:
    """Areas of the catalogue beside those that get a briefing, of which the source has nothing."""
    beside = {(known.areas[area].level, known.areas[area].parent) for area in areas if area in known.areas}
    lacking = [
        area.zh
        for key, area in known.areas.items()
        if (area.level, area.parent) in beside and key not in (*source.areas, *source.faults, *areas)
    ]
    if lacking:
        place = Place(", ".join(path.name for path in pattern.files))
        yield Caution(
            place, msg("nothing about {lacking}, which the catalogue has beside the others", lacking="、".join(lacking))
        )


@dataclass(frozen=True)
class _Planner:
    """Whether an area can be made at all, and what stands there already."""

    pattern: Pattern
    source: Source
    catalogue: Catalogue
    common: Mapping[Language, str]
    sizes: Mapping[str, int]
    entries: Mapping[str, Entry]
    corrections: Mapping[str, tuple[str, ...]]

    def area(self, area: str) -> Iterator[Job | Outcome]:
        try:
            subject = self.pattern.subject(area, self.catalogue)
            self._require_figures(subject)
            share = self.source.digest((subject.area, *subject.compare_with))
        except InputFaults as error:
            for language in self.common:
                name = Job(area, language, "").document
                yield Outcome(area, language, name, "failed", faults=self._faults(area, error))
            return
        for language, common in self.common.items():
            yield self._job(Job(area, language, inputs_digest(common, share)))

    def _faults(self, area: str, error: InputFaults) -> tuple[Fault, ...]:
        """Of an area that nobody knows, the cells that name it say more than the catalogue's silence."""
        unknown = self.source.faults.get(area, ()) if area not in self.catalogue.areas else ()
        return unknown or error.faults

    def _require_figures(self, subject: Subject) -> None:
        """Of the area and of each that it is compared with, and no fault in any of them."""
        areas = (subject.area, *subject.compare_with)
        faults = [fault for area in areas for fault in self.source.faults.get(area, ())]
        place = Place(", ".join(self.pattern.reading.name(path.name) for path in self.pattern.files))
        for area in () if faults else areas:
            if area not in self.source.areas or not self.source.areas[area].figures:
                name = self.catalogue.areas[area].zh
                expected = msg("figures of {area}, with which it is compared (compare_with in edition.toml)", area=name)
                if area == subject.area:
                    expected = msg("figures of {area}", area=name)
                faults.append(Fault(place, expected, msg("none")))
        if faults:
            raise InputFaults(faults)

    def _job(self, job: Job) -> Job | Outcome:
        entry = self.entries.get(job.document)
        there = {name: self.sizes[name] for name in job.files if name in self.sizes}
        if entry and entry.inputs == job.inputs and entry.sizes == there:
            return Outcome(job.area, job.language, job.document, "current", entry)
        corrections = self.corrections.get(job.document.removesuffix(".docx"), ())
        return replace(job, there=there, entry=entry, corrections=corrections)


def manifest(kept: Store, sizes: Mapping[str, int]) -> Mapping[str, Entry]:
    """How the documents of the store were written, as far as the last run got to note it."""
    if MANIFEST not in sizes:
        return {}
    try:
        noted = json.loads(kept.read(MANIFEST))
        return {name: Entry(**entry) for name, entry in noted["documents"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}  # then every document says itself what it was made from


def manifest_of(pattern: str, entries: Mapping[str, Entry]) -> bytes:
    """The same entries make the same bytes."""
    documents = {name: asdict(entries[name]) for name in sorted(entries)}
    return json.dumps({"pattern": pattern, "documents": documents}, ensure_ascii=False, indent=0).encode()
