"""The task of a correction: :func:`report.issuing.issue_correction`, and of what it gives what a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report.catalogue import LANGUAGES, Language
from report.corrections.both import Both, both
from report.corrections.model import Amendment, Attention, Changed
from report.errors import Fault
from report.i18n import msg
from report.page.jobs import Tell
from report.page.naming import known_as
from report.page.office import Office
from report.proof.model import Finding

if TYPE_CHECKING:
    from report.corrections.correct import Corrected
    from report.corrections.notice_words import NoticeWords
    from report.issuing import Revised
    from report.orders import House

State = Literal["corrected", "recorded", "already", "current"]


@dataclass(frozen=True, slots=True)
class Turned:
    """A conclusion that is another now: of what, and of a figure or a word in a table what it was and is.

    ``held``: of a claim, whether it is earned now.
    """

    about: Both
    old: Both | None = None
    new: Both | None = None
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What needs a person, with its place in the document (empty: no comment could stand there) and its cells."""

    item: Attention
    place: str
    cells: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a correction. ``name``: of the document as its sender had it; ``document``: what is to be taken.

    ``state``: ``recorded``: no words change, but the record of the figures; ``already``: ``document`` is that very
    correction; ``current``: there is nothing to correct. ``opened``: a program had it open. ``kept_by``: what kept the
    ledger from it.
    """

    name: str
    edition: str
    language: Language
    state: State
    opened: bool
    substantial: bool
    turned: tuple[Turned, ...]
    changed: tuple[Changed, ...]
    redrawn: tuple[str, ...]
    needing: tuple[Open, ...]
    findings: tuple[Finding, ...]
    document: Path | None
    notices: tuple[Path, ...]
    kept: Path | None
    kept_by: Fault | None


def correct(
    office: Office, tell: Tell, document: Path, name: str, reason: str, kind: Amendment, author: str
) -> Outcome:
    """Carry the present figures into a document. ``name``: as its sender has it."""
    from report.corrections.correct import AUTHOR, Request
    from report.corrections.filing import own
    from report.issuing import issue_correction
    from report.outputs import open_elsewhere
    from report.pipeline import as_filed

    tell(msg("carrying the figures into the document"), 0, 0)
    house = office.house()
    with known_as({document: name}):
        path = own(document, house.outputs)
        request = Request(path, reason, kind, author or AUTHOR, filed_in=house.outputs)
        revised = issue_correction(house, request, office.ledger, as_filed)
    return _outcome(house, revised, name, opened=open_elsewhere(path) is not None)


def _outcome(house: House, revised: Revised, name: str, *, opened: bool) -> Outcome:
    from report.corrections.filing import kept

    corrected, found = revised.corrected, revised.corrected.differences
    target = corrected.target
    return Outcome(
        name=name,
        edition=corrected.prepared.order.edition.name,
        language=corrected.base.language,
        state=_state(corrected),
        opened=opened,
        substantial=found.substantial,
        turned=tuple(_turned(house, corrected)),
        changed=corrected.carried.changed,
        redrawn=corrected.carried.redrawn,
        needing=tuple(_needing(house, corrected)),
        findings=revised.checked.findings if revised.checked else (),
        document=target or corrected.already,
        notices=_notices(target or corrected.already),
        kept=kept(target) if target else None,
        kept_by=revised.kept_by,
    )


def _notices(document: Path | None) -> tuple[Path, ...]:
    """Those that stand beside a corrected document."""
    from report.corrections.filing import notice

    if document is None:
        return ()
    beside = (notice(document, language, ending) for ending in (".docx", ".md") for language in LANGUAGES)
    return tuple(path for path in beside if path.is_file())


def _state(corrected: Corrected) -> State:
    if corrected.already:
        return "already"
    if not corrected.files:
        return "current"
    carried = corrected.carried
    return "corrected" if carried.changed or carried.redrawn or carried.attention else "recorded"


def _turned(house: House, corrected: Corrected) -> Iterator[Turned]:
    """What makes a correction substantial: claims, directions, verdicts."""
    from report.corrections.speaker import Speaker

    found = corrected.differences
    speaker = Speaker(house, corrected.prepared.order.edition.subject)
    for claim in found.claims:
        yield Turned(speaker.claim(claim.name), held=claim.held)
    for change in found.turned:
        move = speaker.direction(change)
        yield Turned(move.topic, move.before, move.after)
    for verdict in found.verdicts:
        cell = ": ".join(filter(None, (verdict.row, verdict.column)))
        yield Turned(_alike(cell), _alike(verdict.old), _alike(verdict.new))


def _alike(words: str) -> Both:
    """The document's own words, whatever the page speaks."""
    return Both(words, words)


def _cell(words: Mapping[Language, NoticeWords], cell: str) -> Both:
    return both(lambda language: words[language].cell(cell))


def _needing(house: House, corrected: Corrected) -> Iterator[Open]:
    from report.corrections.notice_words import words_for
    from report.proof.commented import places_of_comments

    carried = corrected.carried
    name = corrected.target.name if corrected.target else corrected.document.name
    comments = [one.comment for one in carried.attention if one.comment]
    places = places_of_comments(name, carried.content, comments)
    words = {language: words_for(language, house.catalogue, house.claims.house) for language in LANGUAGES}
    for one in carried.attention:
        cells = tuple(_cell(words, cell) for cell in one.cells)
        yield Open(one, places.get(one.comment, ""), cells)
