"""Which issued briefings cite figures that other figures would change, and whether that turns what they say.

The last document of each edition, language and file is looked at. Whatever it cites is reckoned again from the new
figures; what a workbook does not hold stands as it was known when the document was made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from report import edition as editions
from report.edition import Edition
from report.errors import Fault, InputFaults, Place
from report.facts.conclusions import turns
from report.facts.derive import Facts, Missing
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.figures.load import load
from report.figures.model import Figure, Figures, Target
from report.ledger.entries import Citation, sha256
from report.ledger.querying import Document, given_by, held, latest_documents
from report.orders import House

Standing = Literal["as written", "edited since", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that would change where it is cited; ``new`` is None where it can no longer be had."""

    cited: Citation
    new: str | None
    unit: str
    substantial: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim that would be earned no longer, or only now."""

    claim: str
    held: bool


@dataclass(frozen=True, slots=True)
class Affected:
    """A document of which something would change; ``path`` is where it was written, ``standing`` what is there now.

    ``figures`` are those by which it would be corrected.
    """

    document: Document
    figures: Figures
    path: Path
    standing: Standing
    changes: tuple[Change, ...]
    claims: tuple[Turned, ...]

    @property
    def substantial(self) -> bool:
        return bool(self.claims) or any(change.substantial for change in self.changes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is affected, substantial first, and the editions that could not be looked at, with the reason."""

    affected: tuple[Affected, ...]
    passed_over: tuple[Fault, ...]


def affected(connection: Connection, house: House, workbook: Path | None = None) -> Answer:
    """What the present inputs would change, or what ``workbook`` would.

    Of a workbook in an edition's folder only that counts which it did not say already when a document was made:
    what one source has always said otherwise than another is no news.
    Raises InputFaults where the inputs, or the workbook for every edition, cannot be read.
    """
    documents = latest_documents(connection)
    issued = list(dict.fromkeys(document.edition for document in documents))
    known = editions.names(house.inputs)
    passed_over = [_not_there(house, name) for name in issued if name not in known]
    made = {name: editions.load(house.inputs / name, house.catalogue) for name in issued if name in known}
    home = _home(house, workbook)
    new, unread = _read_all(house, made.values(), workbook, home)

    def figures(document: Document) -> Figures:
        if workbook is None:
            return new[document.edition]
        own = given_by(held(connection, document.edition, document.moment).values())
        said = given_by(held(connection, home.name, document.moment).values()) if home else Figures({})
        return overlaid(own, news(new[document.edition], said))

    found = [
        _affected(house, made[document.edition], document, figures(document))
        for document in documents
        if document.edition in new
    ]
    changed = [one for one in found if one.changes or one.claims]
    return Answer(tuple(sorted(changed, key=lambda one: not one.substantial)), (*passed_over, *unread))


def _not_there(house: House, name: str) -> Fault:
    return Fault(Place(str(house.inputs)), f"the folder of {name}, of which documents were issued", "none")


def _home(house: House, workbook: Path | None) -> Edition | None:
    """The edition in whose folder a workbook lies."""
    folder = workbook.resolve().parent if workbook else None
    if folder and folder.parent == house.inputs.resolve() and (folder / editions.FILE).is_file():
        return editions.load(folder, house.catalogue)
    return None


def _read_all(
    house: House, made: Collection[Edition], workbook: Path | None, home: Edition | None
) -> tuple[dict[str, Figures], list[Fault]]:
    """The new figures for each edition; one as whose source a workbook cannot be read is passed over.

    A workbook is read as its own edition is, with its marks and its area; one from elsewhere as each edition in turn.
    """
    read: dict[str, Figures] = {}
    faults: list[Fault] = []
    for edition in made:
        files = (workbook,) if workbook else edition.files
        try:
            read[edition.name] = load(files, house.catalogue, (home or edition).reading)
        except InputFaults as error:
            faults.extend(error.faults)
    if faults and not (workbook and read):
        raise InputFaults(faults)
    return read, faults


def news(new: Figures, said: Figures) -> Figures:
    """What figures say that was not said before."""
    return Figures(
        {key: one for key, one in new.figures.items() if _same(said.figures.get(key)) != _same(one)},
        {key: one for key, one in new.absent.items() if key not in said.absent},
        tuple(one for one in new.targets if _same(one) not in map(_same, said.targets)),
    )


def _same(one: Figure | Target | None) -> tuple[object, ...]:
    """What a value must share with another for both to say the same."""
    if one is None:
        return ()
    return (_aim(one) if isinstance(one, Target) else one.key, one.value, one.unit)


def overlaid(old: Figures, new: Figures) -> Figures:
    """Old figures, with new ones in their place; a blank cell says nothing, a mark says that there is none."""
    stated = {key: absence for key, absence in new.absent.items() if absence.stated}
    figures = {key: figure for key, figure in {**old.figures, **new.figures}.items() if key not in stated}
    absent = {key: absence for key, absence in {**old.absent, **stated}.items() if key not in figures}
    targets = {_aim(target): target for target in (*old.targets, *new.targets)}
    return Figures(figures, absent, tuple(targets.values()))


def _aim(target: Target) -> tuple[str, str, str, int]:
    return target.indicator, target.measure, target.area, target.year


def _affected(house: House, edition: Edition, document: Document, figures: Figures) -> Affected:
    facts = Facts(figures, house.catalogue)
    path = house.outputs / document.file
    now = standing(path, document.sha256)
    turned = _claims(house, edition, document, facts)
    return Affected(document, figures, path, now, tuple(_changes(document, facts)), tuple(turned))


def _changes(document: Document, facts: Facts) -> Iterator[Change]:
    for cited in document.citations:
        fact = _reckoned(facts, cited.fact)
        if fact is None:
            yield Change(cited, None, cited.unit, substantial=True)
        elif (fact.value, fact.unit) != (Decimal(cited.value), cited.unit):
            yield Change(cited, str(fact.value), fact.unit, _is_substantial(cited, fact))


def _reckoned(facts: Facts, key: str) -> Fact | None:
    try:
        return facts.fact(key)
    except (Missing, ValueError):  # a figure is not there, or values are in units that cannot be reckoned with
        return None


def _is_substantial(cited: Citation, fact: Fact) -> bool:
    return fact.unit == cited.unit and turns(FactKey.parse(cited.fact), Decimal(cited.value), fact.value)


def _claims(house: House, edition: Edition, document: Document, facts: Facts) -> Iterator[Turned]:
    for name, before in document.claims.items():
        if name in house.claims.names():
            now = house.claims.judge(name, facts, edition.subject).held
            if now != before:
                yield Turned(name, now)


def standing(path: Path, digest: str) -> Standing:
    """Whether a document is still where it was written, to the byte."""
    try:
        return "as written" if sha256(path.read_bytes()) == digest else "edited since"
    except OSError:
        return "gone"
