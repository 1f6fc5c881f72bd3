"""What would change: an edition and the files that are to be its figures in, all that they would change out.

Nothing is written. The claims that turn come first, since that is what matters; then what else the text concludes,
the briefings that were issued, the words of both languages, the charts and the figures. Where the new files cannot be
used, their faults, each with the piece of the sheet around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from report import catalogue as catalogues
from report import pipeline
from report.catalogue import Language
from report.corrections.both import Both
from report.corrections.differences import Block, Differences, VerdictChange, differences
from report.corrections.moves import Move, moves
from report.corrections.rephrased import PassageMove, passage_moves
from report.corrections.speaker import DirectionMove, Speaker
from report.edition import Edition
from report.errors import Caution, Fault, InputFaults, Place
from report.facts.claims import Claim
from report.facts.keys import FactKey
from report.figures.excerpt import Excerpt, excerpts
from report.figures.model import Figures
from report.filed import filed
from report.ledger.affected import Affected, Standing, affected_by
from report.ledger.noting import caught_up
from report.ledger.opening import reading
from report.ledger.places import Unavailable
from report.narrative.narrate import LACKING
from report.orders import House, digest, order_of, template_files
from report.pipeline import Prepared
from report.word.record import Record, compiled, recorded_chart


@dataclass(frozen=True, slots=True)
class Tried:
    """A condition of a claim, in words, as it is now and as it was; None: not known, for want of a figure."""

    now: Both
    held: bool | None
    before: Both
    held_before: bool | None


@dataclass(frozen=True, slots=True)
class ClaimMove:
    """A claim that would be earned only now, or no longer."""

    name: str
    words: Both
    held: bool
    evidence: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """What a briefing would say otherwise in one language."""

    language: Language
    passages: tuple[PassageMove, ...]
    charts: tuple[Block, ...]
    verdicts: tuple[VerdictChange, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued briefing that cites what would change; ``figures``: how many that it cites, ``claims`` that turn."""

    edition: str
    language: Language
    file: str
    title: str
    standing: Standing
    substantial: bool
    figures: int
    claims: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a fault is to be mended; ``figure``: what is missing there, where something is."""

    place: Place
    excerpt: Excerpt | None
    figure: Both | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """All that would change.

    ``faults`` keep a briefing from being written from the new files; ``standing`` of them are there already, with the
    present files, as are ``mended`` faults that the new files have no more. ``kept_by``: why the ledger knows nothing.
    """

    claims: tuple[ClaimMove, ...] = ()
    turned: tuple[DirectionMove, ...] = ()
    issued: tuple[Issued, ...] = ()
    passed_over: tuple[Fault, ...] = ()
    kept_by: Fault | None = None
    words: tuple[Reworded, ...] = ()
    figures: tuple[Move, ...] = ()
    cautions: tuple[Caution, ...] = ()
    faults: tuple[Fault, ...] = ()
    standing: tuple[Fault, ...] = ()
    mended: tuple[Fault, ...] = ()
    located: Mapping[Fault, Located] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether the new files bring no fault with them that is not there already."""
        return len(self.faults) == len(self.standing)

    @property
    def conclusions(self) -> int:
        """How many turn; of the verdicts in tables, which each language has in its own words, those of one."""
        return len(self.claims) + len(self.turned) + max((len(one.verdicts) for one in self.words), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be another: no figure, no word, no conclusion."""
        said = any(one.passages or one.charts or one.verdicts for one in self.words)
        return not (said or self.figures or self.claims or self.turned or self.issued or self.faults or self.mended)


@dataclass(frozen=True)
class _Side:
    """An edition with some files: what they hold, and what is said of it; ``faults`` where that cannot be had."""

    made: Edition
    figures: Figures | None
    documents: Mapping[Language, Prepared]
    faults: tuple[Fault, ...]


def prospect(house: House, ledger: str, made: Edition, files: Sequence[Path]) -> Prospect:
    """``files`` as they would stand in the edition's folder, by name; they may lie anywhere.

    Raises InputFaults only where the present ones cannot even be looked for.
    """
    was, now = _side(house, made), _side(house, replace(made, files=tuple(files)))
    standing = tuple(fault for fault in now.faults if fault in was.faults)
    found = Prospect(faults=now.faults, standing=standing, located=_located(house, now))
    if was.figures is None or now.figures:  # else nobody knows which faults further on would be mended
        found = replace(found, mended=tuple(fault for fault in was.faults if fault not in now.faults))
    if now.figures is None:
        return found
    found = replace(found, cautions=now.figures.cautions, figures=_moves(house, was, now))
    if now.faults:
        return found
    return _issued(house, ledger, now, _said(house, was, now, found))


def state_of(house: House, made: Edition) -> str:
    """A digest of all that a prospect rests on: whether it still holds when somebody accepts it."""
    return digest([*made.inputs(), *catalogues.files(house.inputs), *template_files(house.templates)])


def _side(house: House, made: Edition) -> _Side:
    try:
        figures = filed(made, house.catalogue)
    except InputFaults as error:
        return _Side(made, None, {}, error.faults)
    try:
        orders = [order_of(house, made, language, force=True) for language in made.languages]
        documents = {one.order.language: one for one in pipeline.prepare(house, orders, lambda *_: figures)}
    except InputFaults as error:
        return _Side(made, figures, {}, error.faults)
    return _Side(made, figures, documents, ())


def _located(house: House, side: _Side) -> Mapping[Fault, Located]:
    """The cell of each fault that has one: its own, or where the figure was expected that a template asks for."""
    missing = {fault: key for fault in side.faults if (key := _lacked(fault))}
    places = {fault: fault.place for fault in side.faults if fault.place.cell}
    for fault, key in missing.items():
        absence = side.figures.absent.get(key.figure) if side.figures else None
        if absence:
            places[fault] = absence.place
    pieces = excerpts(side.made.files, side.made.reading, places.values())
    speaker = Speaker(house, side.made.subject)
    names = {fault: speaker.name(key) for fault, key in missing.items()}
    return {fault: Located(place, pieces.get(place), names.get(fault)) for fault, place in places.items()}


def _lacked(fault: Fault) -> FactKey | None:
    """The figure that a template asks for and that is not there."""
    if not fault.expected.startswith(LACKING):
        return None
    try:
        return FactKey.parse(fault.expected.removeprefix(LACKING).strip())
    except ValueError:
        return None


def _moves(house: House, was: _Side, now: _Side) -> tuple[Move, ...]:
    assert now.figures  # nothing is compared with what cannot be read
    return moves(was.figures or Figures({}), now.figures, house.catalogue)


def _said(house: House, was: _Side, now: _Side, found: Prospect) -> Prospect:
    """What is said otherwise, where something could be said before."""
    if not was.documents:
        return found
    speaker = Speaker(house, now.made.subject)
    records = {one: (_record(was.documents[one]), _record(now.documents[one])) for one in now.documents}
    differing = {language: differences(*pair) for language, pair in records.items()}
    return replace(
        found,
        claims=tuple(_claims(speaker, was, now)),
        turned=tuple(_turned(speaker, differing.values())),
        words=tuple(
            _reworded(was.documents[one], now.documents[one], records[one], differing[one]) for one in now.documents
        ),
    )


def _record(prepared: Prepared) -> Record:
    """What would be recorded, but for the pictures: they need not be drawn to know what they show."""
    charts = [recorded_chart(chart, None) for chart in prepared.charts]
    return compiled(prepared.narrative, prepared.heading, charts, prepared.charts)


def _reworded(was: Prepared, now: Prepared, records: tuple[Record, Record], found: Differences) -> Reworded:
    passages = passage_moves(*records, found, was.narrative.left_out, now.narrative.left_out)
    return Reworded(now.order.language, passages, found.charts, found.verdicts)


def _claims(speaker: Speaker, was: _Side, now: _Side) -> Iterator[ClaimMove]:
    """A claim that no template comes to ask about is not said, and so not held."""
    before, after = _judged(was), _judged(now)
    for name in {**after, **before}:
        old, new = (side.get(name) or _again(speaker.house, one, name) for side, one in ((before, was), (after, now)))
        held = (name in before and old.held, name in after and new.held)
        if held[0] != held[1]:
            yield ClaimMove(name, speaker.claim(name), held[1], tuple(_tried(speaker, old, new)))


def _judged(side: _Side) -> Mapping[str, Claim]:
    return {claim.name: claim for one in side.documents.values() for claim in one.narrative.claims}


def _again(house: House, side: _Side, name: str) -> Claim:
    facts = next(iter(side.documents.values())).facts
    return house.claims.judge(name, facts, side.made.subject)


def _tried(speaker: Speaker, old: Claim, new: Claim) -> Iterator[Tried]:
    for before, after in zip(old.evidence, new.evidence, strict=True):  # the same conditions, of the same areas
        yield Tried(speaker.condition(after), after.held, speaker.condition(before), before.held)


def _turned(speaker: Speaker, found: Iterable[Differences]) -> Iterator[DirectionMove]:
    """Each once, in whichever language it is told."""
    for change in {change.key: change for one in found for change in one.turned}.values():
        yield speaker.direction(change)


def _issued(house: House, ledger: str, now: _Side, found: Prospect) -> Prospect:
    assert now.figures  # they could be read
    try:
        kept_by = caught_up(ledger, house.outputs)
        with reading(ledger) as connection:
            answer = affected_by(connection, house, now.made, now.figures)
    except Unavailable as error:
        return replace(found, kept_by=error.faults[0])
    issued = tuple(map(partial(_as_issued, Speaker(house, now.made.subject)), answer.affected))
    return replace(found, issued=issued, passed_over=answer.passed_over, kept_by=kept_by)


def _as_issued(speaker: Speaker, one: Affected) -> Issued:
    document = one.document
    return Issued(
        document.edition,
        "zh" if document.language == "zh" else "en",
        document.file,
        document.title,
        one.standing,
        one.substantial,
        len({change.cited.fact for change in one.changes}),
        tuple(speaker.claim(turned.claim) for turned in one.claims),
    )


def likeliest(made: Edition, name: str) -> Path:
    """Which of an edition's files one of that name is meant to replace: the same name, the same kind, or the first."""
    named = [path for path in made.files if path.name.casefold() == name.casefold()]
    kind = [path for path in made.files if path.suffix.casefold() == Path(name).suffix.casefold()]
    return (*named, *kind, *made.files)[0]
