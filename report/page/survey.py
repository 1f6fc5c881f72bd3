"""How the editions stand: which briefings are there, which figures are newer, what is faulty, what hands have edited.

Looking costs some tens of milliseconds an edition, so what was seen is kept for as long as no file of it changes.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar

from report import edition as editions
from report.catalogue import LANGUAGES, Catalogue, Language
from report.edition import Edition
from report.errors import Fault, InputFaults
from report.filed import filed
from report.numerals import period_name
from report.orders import House, Order, hands_in, order_of
from report.outputs import open_elsewhere
from report.page.office import Office

Standing = Literal["current", "older", "missing", "corrected"]
_Signature: TypeAlias = tuple[tuple[str, int, int], ...]
T = TypeVar("T")
BESIDE: Final = ("trace.csv", "md")


@dataclass(frozen=True, slots=True)
class Document:
    """One briefing as it stands: made from the present inputs, from older ones, or not at all.

    ``corrected``: its correction is what stands there instead. ``edited``: hands have worked in it since.
    ``opened``: a program has it open. ``built``: when it was last written. ``beside``: the endings of what was written
    with it, trace and text, that are still there.
    """

    language: Language
    name: str
    standing: Standing
    edited: bool
    opened: bool
    built: datetime.datetime | None
    beside: tuple[str, ...] = ()

    @property
    def needs_correction(self) -> bool:
        """Whether it is brought up to date by a correction only; a build refuses it."""
        return self.edited and self.standing == "older"


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
    def needs_correction(self) -> bool:
        return any(one.needs_correction for one in self.documents)

    @property
    def built(self) -> datetime.datetime | None:
        return max((one.built for one in self.documents if one.built), default=None)


class Survey:
    """What is known of an office's editions, seen again where files have changed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._house: dict[str, tuple[_Signature, House]] = {}
        self._names: dict[str, tuple[_Signature, tuple[list[str], list[str]]]] = {}
        self._figures: dict[str, tuple[_Signature, tuple[Fault, ...]]] = {}
        self._seen: dict[str, tuple[_Signature, Surveyed]] = {}

    def all(self) -> list[Surveyed]:
        """The editions, latest period first, then by name. Raises InputFaults: no catalogue, faults in the claims."""
        with self._lock:
            common, house = self._opened()
            found = [self._of(name, common, house) for name in self._folders()[0]]
        return sorted(found, key=lambda one: one.period.get("key", ""), reverse=True)

    def catalogue(self) -> Catalogue:
        """What indicators and areas are called. Raises InputFaults as :meth:`all` does."""
        with self._lock:
            return self._opened()[1].catalogue

    def names(self) -> list[str]:
        """The editions: see :func:`report.edition.names`."""
        with self._lock:
            return self._folders()[0]

    def patterns(self) -> list[str]:
        """Folders of many areas, which the command makes."""
        with self._lock:
            return self._folders()[1]

    def of(self, name: str) -> Surveyed:
        """One edition, whose folder must be there. Raises InputFaults as :meth:`all` does."""
        with self._lock:
            return self._of(name, *self._opened())

    def _of(self, name: str, common: _Signature, house: House) -> Surveyed:
        inputs = (*common, *_signature((self._office.inputs / name).glob("*.*")))
        faults = _kept(self._figures, name, inputs, lambda: _faults_in_figures(house, name))
        files = (*inputs, *_signature(self._documents(name)))
        return _kept(self._seen, name, files, lambda: _surveyed(house, name, faults))

    def _opened(self) -> tuple[_Signature, House]:
        office = self._office
        signature = _signature([*office.inputs.glob("*.*"), *office.templates.glob("*.*")])
        return signature, _kept(self._house, "", signature, office.house)

    def _folders(self) -> tuple[list[str], list[str]]:
        inputs = self._office.inputs
        signature = _signature(inputs.glob(f"*/{editions.FILE}"))
        return _kept(self._names, "", signature, lambda: (editions.names(inputs), editions.pattern_names(inputs)))

    def _documents(self, name: str) -> Iterator[Path]:
        yield from self._office.outputs.glob(f"{name}.*")
        yield from self._office.outputs.glob(f".~lock.{name}.*")
        yield from self._office.outputs.glob("~$*")


def _kept(known: dict[str, tuple[_Signature, T]], name: str, signature: _Signature, look: Callable[[], T]) -> T:
    """What was seen when the files were as they are, or what is seen now."""
    if name not in known or known[name][0] != signature:
        known[name] = signature, look()
    return known[name][1]


def _signature(paths: Iterable[Path]) -> _Signature:
    return tuple(sorted(filter(None, map(_state, paths))))


def _state(path: Path) -> tuple[str, int, int] | None:
    try:
        state = path.stat()
    except OSError:  # gone meanwhile
        return None
    return str(path), state.st_mtime_ns, state.st_size


def _faults_in_figures(house: House, name: str) -> tuple[Fault, ...]:
    """What takes longest to see, and no build changes."""
    try:
        filed(editions.load(house.inputs / name, house.catalogue), house.catalogue)
    except InputFaults as error:
        return error.faults
    return ()


def _surveyed(house: House, name: str, faults: tuple[Fault, ...]) -> Surveyed:
    try:
        made = editions.load(house.inputs / name, house.catalogue)
    except InputFaults as error:
        return Surveyed(name, {}, {"key": name.rpartition("-")[2]}, {}, 0, (), error.faults)
    documents: list[Document] = []
    for language in made.languages:
        try:
            documents.append(_document(order_of(house, made, language, force=False)))
        except InputFaults as error:
            faults += error.faults
    return _named(house, made, tuple(documents), tuple(dict.fromkeys(faults)))


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
    state = _state(path)
    if state is None:
        return Document(order.language, path.name, "missing", edited=False, opened=False, built=None)
    edited = any(True for _ in hands_in(path)) and order.corrected_in is None
    built = datetime.datetime.fromtimestamp(state[1] // 1_000_000_000, datetime.UTC)
    beside = tuple(ending for ending in BESIDE if path.with_suffix(f".{ending}").is_file())
    return Document(order.language, path.name, standing, edited, open_elsewhere(path) is not None, built, beside)
