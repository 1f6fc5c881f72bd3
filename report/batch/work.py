"""The one function that every worker runs, on a laptop or in a cluster: a task in, its documents written."""

from __future__ import annotations

import atexit
import hashlib
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from report import __version__, pipeline
from report.batch import store
from report.batch.model import Entry, Job, Outcome, Setup, Task
from report.batch.store import Store
from report.catalogue import Catalogue
from report.errors import Fault, InputFaults, Place
from report.figures.share import joined
from report.foreign import words_of_system
from report.garbage import give_back
from report.i18n import msg
from report.orders import House, Order, hands_in, open_house_with
from report.pipeline import Briefing
from report.proof.outgoing import Proofreader
from report.word.read import read_record


@lru_cache(maxsize=1)
def program() -> str:
    """What this package is: its version, and a digest of its code, since a version is not always raised."""
    state = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        state.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        state.update(path.read_bytes())
    return f"{__version__} ({state.hexdigest()[:12]})"


def make(task: Task) -> tuple[Outcome, ...]:
    """The documents of a task, each written unless it stands there already.

    An area that cannot be made fails by itself. Raises Lost where nothing more can be written or read, and
    InputFaults where this worker is not of the batch.
    """
    bench = _bench(task.setup)
    house = bench.house(task)
    desk = _Desk(bench, house, Proofreader(house), task)
    areas = dict.fromkeys(job.area for job in task.jobs)
    outcomes = [outcome for area in areas for outcome in desk.area([job for job in task.jobs if job.area == area])]
    give_back()
    return tuple(outcomes)


@dataclass(frozen=True)
class _Bench:
    """What a worker keeps from task to task: where documents go, and the house but for areas.

    ``bare``: that house, whose templates are in a folder of this worker's own.
    """

    setup: Setup
    bare: House
    store: Store

    def house(self, task: Task) -> House:
        """The house with the areas that a task speaks of."""
        return replace(self.bare, catalogue=replace(self.bare.catalogue, areas=task.areas))


@lru_cache(maxsize=2)
def _bench(pickled: bytes) -> _Bench:
    setup: Setup = pickle.loads(pickled)
    if setup.program != program():
        expected = msg("a worker with this program, {program}", program=setup.program)
        raise InputFaults([Fault(Place(msg("a worker")), expected, program())])
    place = store.opened(setup.place, setup.run)
    _require_place(setup, place)
    folder = _unpacked(setup.templates)
    known = Catalogue(setup.units, {}, setup.indicators)
    name = Path(setup.pattern.name)
    return _Bench(setup, open_house_with(known, name, folder, name), place)


def _unpacked(templates: Mapping[str, bytes]) -> Path:
    """The templates in a folder of this worker's own, which goes with it. Raises Lost where there is no room."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="briefing-")
        atexit.register(folder.cleanup)
        Finalize(None, folder.cleanup, exitpriority=1)  # a process of a pool ends without its exit functions
        for file, content in templates.items():
            (Path(folder.name) / file).write_bytes(content)
    except OSError as error:
        place = Place(tempfile.gettempdir())
        raise store.Lost([Fault(place, msg("room for the templates"), words_of_system(error))]) from error
    return Path(folder.name)


def _require_place(setup: Setup, place: Store) -> None:
    if not place.holds(setup.seen):
        expected = msg("the outputs that this run began with, seen by every worker")
        raise store.Lost([Fault(Place(setup.place), expected, msg("others, or none (is the share still mounted?)"))])


@dataclass(frozen=True)
class _Desk:
    """Makes the documents of one task."""

    bench: _Bench
    house: House
    proofreader: Proofreader
    task: Task

    def area(self, jobs: list[Job]) -> list[Outcome]:
        """The documents of one area."""
        standing = [self._standing(job) for job in jobs]
        due = [job for job, outcome in zip(jobs, standing, strict=True) if outcome is None]
        there = [outcome for outcome in standing if outcome is not None]
        try:
            return [*there, *self._made(due)] if due else there
        except store.Lost:
            raise
        except InputFaults as error:
            failed = [Outcome(job.area, job.language, job.document, "failed", faults=error.faults) for job in due]
            return [*there, *failed]

    def _standing(self, job: Job) -> Outcome | None:
        """What is there instead of a document to be made: itself, its correction, or what hands did; None: nothing."""
        kept = self.bench.store
        try:
            there = job.document in job.there or kept.holds(job.document)
            found = self._found(job, kept.read(job.document)) if there else None
        except store.Lost:
            raise
        except InputFaults as error:
            found = list(error.faults)
        if isinstance(found, Outcome):
            return found
        ways = (kept.in_the_way(name) for name in job.files)
        faults = (*(found or ()), *(fault for fault in ways if fault))
        return Outcome(job.area, job.language, job.document, "failed", faults=faults) if faults else None

    def _found(self, job: Job, content: bytes) -> Outcome | list[Fault]:
        """Of a document that is there: that it stands, or its correction does; else what hands did to it."""
        digest = hashlib.sha256(content).hexdigest()
        as_written = job.entry is not None and job.entry.sha256 == digest
        record = read_record(Path(job.document), content)
        if record and record.inputs == job.inputs and job.there.keys() == set(job.files):
            # What hands have changed is never noted as written: the next run would write over it.
            untouched = as_written or not list(hands_in(Path(job.document), content))
            entry = Entry(job.inputs, digest, job.there) if untouched else None
            return Outcome(job.area, job.language, job.document, "current", entry)
        for name in job.corrections:
            corrected = read_record(Path(name), self.bench.store.read(name))
            if corrected and corrected.inputs == job.inputs:
                return Outcome(job.area, job.language, job.document, "corrected", file=name)
        return [] if as_written else list(hands_in(Path(job.document), content))

    def _made(self, due: list[Job]) -> Iterator[Outcome]:
        orders = [self._order(job) for job in due]
        figures = joined(self.task.shares[area] for area in orders[0].edition.areas)
        made = list(pipeline.compose(self.house, orders, lambda house, edition: figures))
        for job, briefing in zip(due, made, strict=True):
            checked = self.proofreader.briefing(briefing)
            yield replace(self._written(job, briefing), findings=checked.findings)

    def _order(self, job: Job) -> Order:
        edition = self.bench.setup.pattern.edition(job.area, self.house.catalogue)
        return Order(
            edition, job.language, Path(job.document), job.inputs, current=False, charts=self.bench.setup.charts
        )

    def _written(self, job: Job, briefing: Briefing) -> Outcome:
        _require_place(self.bench.setup, self.bench.store)
        sizes = {}
        for path, content in briefing.files.items():
            self.bench.store.write(path.name, content)
            sizes[path.name] = len(content)
        digest = hashlib.sha256(briefing.files[briefing.document]).hexdigest()
        entry = Entry(job.inputs, digest, sizes)
        return Outcome(job.area, job.language, job.document, "written", entry, left_out=briefing.left_out)
