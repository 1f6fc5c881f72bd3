"""What a text says of one fact: a number, or a word of direction, with the facts that it may be about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from report.facts.keys import FactKey
from report.proof.token import Number


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, or a word of direction without one (``number`` None), and the facts that it may be.

    ``keys``: what the sentence says that it is, likeliest first; ``others``: what it may be as well; ``instead``: what
    it is where no figure is known of ``keys``; ``confirming``: what then may bear it out, but never accuses.
    ``decided``: the sentence leaves no other reading, so a value that none of them has is wrong.
    ``sign``: what its verb says; ``swaps``: more and less, of a fall, say the contrary. ``bound``: above (1) or below
    (-1) a round number. ``otherwise``: what it would be with percent for points, or points for percent; ``at_most``:
    said of a target; ``at_least``: what the words say that it reaches, as a pace of claims.toml does.
    """

    start: int
    end: int
    number: Number | None
    keys: tuple[FactKey, ...]
    decided: bool
    sign: int | None = None
    swaps: bool = False
    bound: int = 0
    about: bool = False
    points_due: bool = False
    otherwise: tuple[FactKey, ...] = ()
    at_most: bool = False
    at_least: Decimal | None = None
    others: tuple[FactKey, ...] = ()
    instead: tuple[FactKey, ...] = ()
    confirming: tuple[FactKey, ...] = ()
