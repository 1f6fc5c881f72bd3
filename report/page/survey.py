"""How the editions stand: which briefings are there, which figures are newer, what is faulty, what hands have edited.

Looking costs some tens of milliseconds an edition, so what was seen is kept for as long as no file of it changes.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from report import edition as editions
from report.catalogue import LANGUAGES, Language
from report.edition import Edition
from report.errors import Fault, InputFaults
from report.filed import filed
from report.numerals import period_name
from report.orders import House, Order, hands_in, order_of
from report.outputs import open_elsewhere
from report.page.office import Office

Standing = Literal["current", "older", "missing", "corrected"]
_Signature: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One briefing as it stands: made from the present inputs, from older ones, or not at all.

    ``corrected``: its correction is what stands there instead. ``edited``: hands have worked in it since.
    ``opened``: a program has it open. ``built``: when it was last written.
    """

    language: Language
    name: str
    standing: Standing
    edited: bool
    opened: bool
    built: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One edition. ``faults``: what keeps it from being built; then it may have no more than a name."""

    name: str
    area: dict[str, str]
    period: dict[str, str]
    headline: dict[str, str]
    issue: int
    documents: tuple[Document, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def is_due(self) -> bool:
        return any(one.standing in ("older", "missing") for one in self.documents)

    @property
    def is_edited(self) -> bool:
        return any(one.edited for one in self.documents)

    @property
    def built(self) -> datetime.datetime | None:
        return max((one.built for one in self.documents if one.built), default=None)


class Survey:
    """What is known of an office's editions, seen again where files have changed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[_Signature, Surveyed]] = {}
        self._house: tuple[_Signature, House] | None = None

    def all(self) -> list[Surveyed]:
        """The editions, latest period first, then by name. Raises InputFaults: no catalogue, faults in the claims."""
        found = [self.of(name) for name in editions.names(self._office.inputs)]
        return sorted(found, key=lambda one: one.period.get("key", ""), reverse=True)

    def patterns(self) -> list[str]:
        """Folders of many areas, which the command makes."""
        return editions.pattern_names(self._office.inputs)

    def of(self, name: str) -> Surveyed:
        """One edition, whose folder must be there: see :func:`report.edition.names`."""
        with self._lock:
            common, house = self._opened()
            signature = (*common, *_signature(self._files(name)))
            known = self._seen.get(name)
            if known is None or known[0] != signature:
                known = signature, _surveyed(house, name)
                self._seen[name] = known
            return known[1]

    def _opened(self) -> tuple[_Signature, House]:
        office = self._office
        files = [*office.inputs.glob("*.*"), *office.templates.glob("*.*")]
        signature = _signature(files)
        if self._house is None or self._house[0] != signature:
            self._house = signature, office.house()
        return self._house

    def _files(self, name: str) -> Iterator[Path]:
        yield from (self._office.inputs / name).glob("*.*")
        yield from self._office.outputs.glob(f"{name}.*")
        yield from self._office.outputs.glob(f".~lock.{name}.*")
        yield from self._office.outputs.glob("~$*")


def _signature(paths: Iterator[Path] | list[Path]) -> _Signature:
    return tuple(sorted(filter(None, map(_state, paths))))


def _state(path: Path) -> tuple[str, int, int] | None:
    try:
        state = path.stat()
    except OSError:  # gone meanwhile
        return None
    return str(path), state.st_mtime_ns, state.st_size


def _surveyed(house: House, name: str) -> Surveyed:
    try:
        made = editions.load(house.inputs / name, house.catalogue)
    except InputFaults as error:
        return Surveyed(name, {}, {"key": name.rpartition("-")[2]}, {}, 0, (), error.faults)
    faults: tuple[Fault, ...] = ()
    try:
        filed(made, house.catalogue)
    except InputFaults as error:
        faults = error.faults
    documents: list[Document] = []
    for language in made.languages:
        try:
            documents.append(_document(order_of(house, made, language, force=False)))
        except InputFaults as error:
            faults += error.faults
    return _named(house, made, tuple(documents), faults)


def _named(house: House, made: Edition, documents: tuple[Document, ...], faults: tuple[Fault, ...]) -> Surveyed:
    area = house.catalogue.areas[made.subject.area]
    period = made.subject.period
    return Surveyed(
        made.name,
        {language: area.name(language) for language in LANGUAGES},
        {"key": str(period), **{language: period_name(period, language) for language in LANGUAGES}},
        {language: words.headline or words.publication for language, words in made.words.items()},
        made.issue,
        documents,
        faults,
    )


def _document(order: Order) -> Document:
    path = order.corrected_in or order.document
    standing: Standing = "corrected" if order.corrected_in else "current" if order.current else "older"
    if not path.exists():
        return Document(order.language, path.name, "missing", edited=False, opened=False, built=None)
    edited = any(True for _ in hands_in(path)) and order.corrected_in is None
    built = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return Document(order.language, path.name, standing, edited, open_elsewhere(path) is not None, built)
