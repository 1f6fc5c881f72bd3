"""What the process beside the page does for figures: compare a file with an edition's own, and put it in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report import edition as editions
from report.editing import with_figures
from report.edition import Edition
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.outputs import open_elsewhere, write_whole
from report.page.jobs import Tell
from report.page.keeping import keep, keep_and_replace
from report.page.office import Office
from report.page.tasks import laid

if TYPE_CHECKING:
    from report.prospect import Prospect

_GONE: Final = msg("a file that was handed in a while ago and is no longer here: hand it in again")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that is to be one of an edition's: what it would change, until somebody accepts it or leaves it.

    ``shown``: the name that it came with; ``path`` where it lies meanwhile; ``replaces``: the name of the edition's
    file, ``name`` what it would bear there. ``state``: of the inputs with which it was compared; ``same``: it is that
    very file, byte by byte. ``overtaken``: somebody has changed the inputs since it was first compared.
    """

    shown: str
    path: Path
    replaces: str
    name: str
    state: str
    prospect: Prospect
    same: bool
    overtaken: bool = False

    @property
    def is_acceptable(self) -> bool:
        return self.prospect.is_usable and not self.same


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is in its place; ``kept``: the name under which the one before is kept."""

    name: str
    replaced: str
    kept: str


def propose(office: Office, tell: Tell, name: str, path: Path, shown: str, replaces: str) -> Proposal:
    """``replaces``: one of the edition's files by name; empty: the one that is most likely meant."""
    return _proposal(office, tell, name, path, shown, replaces)


def accept(office: Office, tell: Tell, name: str, proposal: Proposal) -> Accepted | Proposal:
    """Put a proposed file in its place, and keep the one before; where the inputs are others now, propose it anew."""
    from report.prospect import state_of

    house = office.house()
    made = editions.load(house.inputs / name, house.catalogue)
    taken = proposal.name != proposal.replaces and (made.folder / proposal.name).exists()
    if taken or state_of(house, made) != proposal.state:
        return _proposal(office, tell, name, proposal.path, proposal.shown, proposal.replaces, overtaken=True)
    if not proposal.is_acceptable:
        raise InputFaults([Fault(Place(proposal.shown), msg("figures without new faults"), msg("some"))])
    target = made.folder / proposal.replaces
    locked = open_elsewhere(target)
    if locked:
        raise InputFaults([locked])
    tell(msg("putting {name} in its place", name=proposal.name), 0, 0)
    content = _content(proposal.path, proposal.shown)
    if proposal.name == proposal.replaces:
        kept = keep_and_replace(target, content)
    else:
        kept = _beside(made, target, proposal.name, content)
    return Accepted(proposal.name, proposal.replaces, kept.name if kept else "")


def _proposal(
    office: Office, tell: Tell, name: str, path: Path, shown: str, replaces: str, *, overtaken: bool = False
) -> Proposal:
    from report.prospect import prospect, state_of

    tell(msg("comparing the figures"), 0, 0)
    house = office.house()
    made = editions.load(house.inputs / name, house.catalogue)
    state = state_of(house, made)
    target = _target(made, shown, replaces)
    placed = laid(office) / _name(made, target, path.suffix)
    content = _content(path, shown)
    write_whole(placed, content)
    files = [placed if one == target else one for one in made.files]
    same = placed.name == target.name and target.read_bytes() == content
    found = prospect(house, office.ledger, made, files)
    return Proposal(shown, placed, target.name, placed.name, state, found, same, overtaken)


def _target(made: Edition, shown: str, replaces: str) -> Path:
    """One that the edition no longer has was replaced meanwhile, under another ending."""
    from report.prospect import likeliest

    return next((path for path in made.files if path.name == replaces), None) or likeliest(made, shown)


def _name(made: Edition, target: Path, ending: str) -> str:
    """As the file that is replaced; of another kind with its own ending, where no other file has that name."""
    if target.suffix.lower() == ending:
        return target.name
    taken = {path.name.casefold() for path in made.folder.iterdir()}
    number, name = 1, f"{target.stem}{ending}"
    while name.casefold() in taken:
        number += 1
        name = f"{target.stem}-{number}{ending}"
    return name


def _content(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputFaults([Fault(Place(shown), msg("a file that can be read"), _GONE)]) from error


def _beside(made: Edition, target: Path, name: str, content: bytes) -> Path:
    """The new file beside, then edition.toml that names it, then the old one away: at no moment is one missing."""
    document = made.folder / editions.FILE
    named = with_figures(document.read_bytes(), target.name, name)
    write_whole(made.folder / name, content)
    keep_and_replace(document, named)
    kept = keep(target)
    target.unlink()
    return kept
