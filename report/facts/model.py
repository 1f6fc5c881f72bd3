"""A fact: a published figure, or what follows from published figures, with its derivation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from report.errors import Place
from report.periods import Period


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about: an area (key) in a period, beside the areas that it is compared with."""

    area: str
    period: Period
    compare_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """``key`` is the figure's key, or names the derivation: ``iva.growth.gap@gongyi~henan/2021Q1``.

    ``value`` is exact at ``decimals`` decimals, in ``unit`` (a key of the catalogue's units).
    ``arithmetic`` can be redone by a reader: ``8.5 − 0.4 = 8.1``; empty for a published figure.
    ``parents`` are the facts that it follows from; a published figure has a ``place`` instead.
    """

    key: str
    value: Decimal
    unit: str
    decimals: int
    arithmetic: str = ""
    parents: tuple[Fact, ...] = ()
    place: Place | None = None
    stored: str = ""
    sample: bool = False

    def sources(self) -> list[Fact]:
        """The published figures at the root of this fact, in the order of the arithmetic."""
        if not self.parents:
            return [self]
        return [source for parent in self.parents for source in parent.sources()]
