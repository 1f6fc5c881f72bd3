"""A passage as it was generated: a text, and the figures that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from report.word.record import RecordedSource


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure in a text: characters ``start`` to ``end``, the key, value and unit of its fact, and its sources."""

    start: int
    end: int
    fact: str
    value: Decimal
    sources: tuple[RecordedSource, ...] = ()
    unit: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Where it comes from, in words: asked for only where there is something to tell."""
        return tuple(dict.fromkeys(source.place for source in self.sources))


@dataclass(frozen=True, slots=True)
class Version:
    """A passage as generated: its text, and the figures in it in order."""

    text: str
    figures: tuple[Printed, ...] = ()

    def shown(self, figure: Printed) -> str:
        return self.text[figure.start : figure.end]
