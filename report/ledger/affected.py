"""Which issued briefings cite figures that other figures would change, and whether that turns what they say.

The last document of each edition, language and file is looked at. Whatever it cites is reckoned again from the new
figures; what a workbook does not hold stands as it was known when the document was made.

A workbook is one edition's, its home's: it says anew what that edition's source did not say already. Into documents
of other editions only corrections of figures that they have are carried, and none over a value that they have later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Literal

from report import edition as editions
from report.edition import Edition
from report.errors import Fault, InputFaults, Place
from report.facts.conclusions import turns
from report.facts.derive import Facts, Missing
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.figures.load import load
from report.figures.model import Figure, Figures, Target
from report.i18n import msg
from report.ledger.connection import Connection
from report.ledger.entries import Citation, sha256
from report.ledger.querying import EVER, Document, given_by, held, latest_documents, said_until
from report.orders import House

Standing = Literal["as written", "edited since", "gone"]
_Value = Figure | Target
_Named = tuple[object, tuple[Decimal, str] | None]


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

    Raises InputFaults where the inputs, or the workbook as whatever edition's, cannot be read.
    """
    issued = _issued(connection, house)
    if workbook is None:
        filed = _filed(house, issued.made.values())
        return _answer(house, issued, lambda document: filed[document.edition])
    source = _source(connection, house, issued.made, workbook)
    if source is None:
        return Answer((), issued.passed_over)
    return _answer(house, issued, lambda document: source.carried_into(document, issued.made[document.edition]))


def affected_by(connection: Connection, house: House, home: Edition, figures: Figures) -> Answer:
    """What other figures of an edition would change: its own documents as a whole, others by what they cite of them."""
    issued = _issued(connection, house)
    source = _Source(connection, home, figures, loose=False)

    def carried(document: Document) -> Figures:
        made = issued.made[document.edition]
        return figures if made.name == home.name else source.carried_into(document, made)

    return _answer(house, issued, carried)


@dataclass(frozen=True)
class _Issued:
    """The documents that can be looked at, with their editions, and why the others cannot."""

    documents: tuple[Document, ...]
    made: Mapping[str, Edition]
    passed_over: tuple[Fault, ...]


def _issued(connection: Connection, house: House) -> _Issued:
    documents = latest_documents(connection)
    issued = list(dict.fromkeys(document.edition for document in documents))
    known = editions.names(house.inputs)
    passed_over = tuple(_not_there(house, name) for name in issued if name not in known)
    made = {name: editions.load(house.inputs / name, house.catalogue) for name in issued if name in known}
    return _Issued(tuple(document for document in documents if document.edition in made), made, passed_over)


def _answer(house: House, issued: _Issued, figures_of: Callable[[Document], Figures]) -> Answer:
    found = [_affected(house, issued.made[one.edition], one, figures_of(one)) for one in issued.documents]
    changed = [one for one in found if one.changes or one.claims]
    return Answer(tuple(sorted(changed, key=lambda one: not one.substantial)), issued.passed_over)


def home_of(house: House, workbook: Path) -> Edition | None:
    """The edition in whose folder a workbook lies."""
    folder = workbook.resolve().parent
    if folder.parent == house.inputs.resolve() and (folder / editions.FILE).is_file():
        return editions.load(folder, house.catalogue)
    return None


def behind(house: House, found: Affected) -> bool:
    """Whether the folder of a document's edition still holds other figures than would be carried into the document."""
    made = editions.load(house.inputs / found.document.edition, house.catalogue)
    facts = Facts(load(made.files, house.catalogue, made.reading), house.catalogue)
    filed = [(_reckoned(facts, change.cited.fact), change.new) for change in found.changes]
    return any((str(fact.value) if fact else None) != new for fact, new in filed)


def _not_there(house: House, name: str) -> Fault:
    return Fault(
        Place(str(house.inputs)), msg("the folder of {name}, of which documents were issued", name=name), msg("none")
    )


def _filed(house: House, made: Collection[Edition]) -> dict[str, Figures]:
    read: dict[str, Figures] = {}
    faults: list[Fault] = []
    for edition in made:
        try:
            read[edition.name] = load(edition.files, house.catalogue, edition.reading)
        except InputFaults as error:
            faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)
    return read


@dataclass(frozen=True)
class _Source:
    """A workbook, read as its edition's."""

    connection: Connection
    home: Edition
    figures: Figures
    loose: bool

    def carried_into(self, document: Document, made: Edition) -> Figures:
        """The figures of a document with what the workbook says otherwise than its edition's source said then."""
        own = self._known(made, document)
        said = own if made.name == self.home.name else self._known(self.home, document)
        fresh = news(self.figures, said)
        if made.name != self.home.name:
            fresh = _corrections(fresh, own, self._withheld(made, document, own, said))
        return overlaid(own, fresh)

    def _known(self, made: Edition, document: Document) -> Figures:
        return given_by(held(self.connection, made.name, document.moment).values())

    def _withheld(self, made: Edition, document: Document, own: Figures, said: Figures) -> Callable[[_Named], bool]:
        """Whether a value is older than the one which the document's own edition gives.

        Its source has said something else since the document was made; or it gave another figure than the workbook's
        edition from the start, and is the later of the two; or a loose workbook says what its edition has given up.
        """
        since = _values(given_by(held(self.connection, made.name, EVER).values()))
        then, theirs = _values(own), _values(said)
        given_up = self._given_up(document, theirs) if self.loose else frozenset()

        def withheld(named: _Named) -> bool:
            name, value = named
            moved = since.get(name) not in (then.get(name), value)
            differed = then.get(name) != theirs.get(name) and made.date > self.home.date
            return moved or differed or named in given_up

        return withheld

    def _given_up(self, document: Document, theirs: Mapping[object, tuple[Decimal, str]]) -> frozenset[_Named]:
        """What the workbook's edition said once and had given up when the document was made."""
        vintages = said_until(self.connection, self.home.name, document.moment)
        said = chain.from_iterable(_values(given_by([vintage])).items() for vintage in vintages)
        return frozenset((name, value) for name, value in said if theirs.get(name) != value)


def _source(connection: Connection, house: House, made: Mapping[str, Edition], workbook: Path) -> _Source | None:
    """A loose workbook is the edition's whose own figures it repeats most; none's where it has no figure of any."""
    home = home_of(house, workbook)
    if home:
        return _Source(connection, home, load((workbook,), house.catalogue, home.reading), loose=False)
    faults: list[Fault] = []
    best: tuple[tuple[int, int], _Source | None] = ((0, 0), None)
    for edition in made.values():
        try:
            figures = load((workbook,), house.catalogue, edition.reading)
        except InputFaults as error:
            faults.extend(error.faults)
            continue
        kinship = _kinship(figures, given_by(held(connection, edition.name, EVER).values()))
        if kinship > best[0]:
            best = kinship, _Source(connection, edition, figures, loose=True)
    if best[1] is None and faults:
        raise InputFaults(faults)
    return best[1]


def _kinship(figures: Figures, known: Figures) -> tuple[int, int]:
    """How many values are the same, and how many keys."""
    there, own = _values(figures), _values(known)
    shared = {*there, *figures.absent} & {*own, *known.absent}
    return sum(there.get(name) == own.get(name) for name in shared if name in there), len(shared)


def _corrections(fresh: Figures, own: Figures, withheld: Callable[[_Named], bool]) -> Figures:
    """Of what is new the part that says another value of what a document's own figures have."""
    known = _values(own)

    def is_carried(one: _Value) -> bool:
        return _aimed(one) in known and not withheld((_aimed(one), _value(one)))

    return Figures(
        {key: one for key, one in fresh.figures.items() if is_carried(one)},
        {key: one for key, one in fresh.absent.items() if key in known and not withheld((key, None))},
        tuple(filter(is_carried, fresh.targets)),
    )


def _values(figures: Figures) -> dict[object, tuple[Decimal, str]]:
    given: list[_Value] = [*figures.figures.values(), *figures.targets]
    return {_aimed(one): _value(one) for one in given}


def _value(one: _Value) -> tuple[Decimal, str]:
    return one.value, one.unit


def news(new: Figures, said: Figures) -> Figures:
    """What figures say that was not said before."""
    return Figures(
        {key: one for key, one in new.figures.items() if _same(said.figures.get(key)) != _same(one)},
        {key: one for key, one in new.absent.items() if key not in said.absent},
        tuple(one for one in new.targets if _same(one) not in map(_same, said.targets)),
    )


def _same(one: _Value | None) -> tuple[object, ...]:
    """What a value must share with another for both to say the same."""
    return (_aimed(one), _value(one)) if one else ()


def overlaid(old: Figures, new: Figures) -> Figures:
    """Old figures, with new ones in their place; a blank cell says nothing, a mark says that there is none."""
    stated = {key: absence for key, absence in new.absent.items() if absence.stated}
    figures = {key: figure for key, figure in {**old.figures, **new.figures}.items() if key not in stated}
    absent = {key: absence for key, absence in {**old.absent, **stated}.items() if key not in figures}
    targets = {_aim(target): target for target in (*old.targets, *new.targets)}
    return Figures(figures, absent, tuple(targets.values()))


def _aimed(one: _Value) -> object:
    return _aim(one) if isinstance(one, Target) else one.key


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
