"""What passes between the one who plans a batch and those who make its documents; all of it can be sent elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from report.catalogue import Area, Indicator, Language, Unit
from report.edition import ChartKind, Pattern
from report.errors import Fault
from report.figures.model import Figures
from report.narrative.model import LeftOut
from report.proof.model import Finding

State = Literal["written", "current", "corrected", "failed"]
MANIFEST = "batch.json"


@dataclass(frozen=True)
class Setup:
    """What all documents of a batch share.

    ``place``: the store's folder or address. ``templates``: every file of that folder, by name. ``program``: that all
    who work on it must be. ``run``: unlike that of any other run.
    """

    pattern: Pattern
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    templates: Mapping[str, bytes]
    place: str
    charts: ChartKind
    program: str
    run: str

    @property
    def seen(self) -> str:
        """A file in the store by which a worker sees that it is the store of this run."""
        return f"batch.{self.run}.run"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that was written: from which inputs, and what it was then; ``sizes`` of its files, by name."""

    inputs: str
    sha256: str
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be made.

    ``there``: those of its files that are, each with its size. ``entry``: how it was written, where that is known.
    ``corrections``: files of its corrections that are there.
    """

    area: str
    language: Language
    inputs: str
    there: Mapping[str, int] = field(default_factory=dict)
    entry: Entry | None = None
    corrections: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        return f"{self.area}.{self.language}.docx"

    @property
    def files(self) -> tuple[str, ...]:
        """The document last, as they are written."""
        stem = f"{self.area}.{self.language}"
        return f"{stem}.md", f"{stem}.trace.csv", self.document


@dataclass(frozen=True)
class Task:
    """Some areas, for one worker: their documents, and their share of the source and of the catalogue's areas.

    ``setup`` is a pickled :class:`Setup`, the same bytes in every task of a batch. ``shares`` has each area once,
    also those that others are compared with.
    """

    setup: bytes
    areas: Mapping[str, Area]
    shares: Mapping[str, Figures]
    jobs: tuple[Job, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(job.document for job in self.jobs)

    def alone(self) -> tuple[Task, ...]:
        """A task for each area of its own."""
        areas = dict.fromkeys(job.area for job in self.jobs)
        return tuple(
            Task(self.setup, self.areas, self.shares, tuple(job for job in self.jobs if job.area == area))
            for area in areas
        )


@dataclass(frozen=True)
class Outcome:
    """What became of one document.

    ``file``: the correction that stands for it; ``findings``: of proof-reading.
    """

    area: str
    language: Language
    document: str
    state: State
    entry: Entry | None = None
    file: str = ""
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()
