"""How one source is to be read: what its sheets leave unsaid, and what its marks mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from report.figures.model import Status
from report.periods import Period

#: What a mark stands for, or the value that the office says it stands for (a mark set to zero).
Meaning = Status | Decimal

#: Publishers differ (DOMAIN 2.6), so the defaults say only that there is no value; none of them is zero.
DEFAULT_MARKS: Final[Mapping[str, Meaning]] = MappingProxyType(
    {
        "-": Status.MISSING,
        "--": Status.MISSING,
        "–": Status.MISSING,
        "—": Status.MISSING,
        "——": Status.MISSING,
        "…": Status.MISSING,
        "……": Status.MISSING,
        "...": Status.MISSING,
        "/": Status.CANNOT_EXIST,
        "x": Status.SUPPRESSED,
        "#": Status.SUPPRESSED,
        "不详": Status.MISSING,
        "n/a": Status.CANNOT_EXIST,
        "n.a.": Status.MISSING,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one source is to be read; from edition.toml.

    ``area``: catalogue key of the area that a sheet is about where it names none; empty: each names
    its own. ``period``: the period of
    a table that names none. ``marks``: what marks mean for this source, on top of :data:`DEFAULT_MARKS`; a
    Decimal is the value that the office says the mark stands for. ``label``: put before the file's name in
    every place ("gongyi-2021Q1/figures.xlsx").
    """

    area: str
    period: Period
    marks: Mapping[str, Meaning] = field(default_factory=lambda: MappingProxyType({}))
    label: str = ""

    def meaning(self, text: str) -> Meaning | None:
        """What a mark means here; None where ``text`` is no mark. Case does not matter."""
        folded = text.casefold()
        if self.marks:
            own = {mark.casefold(): meaning for mark, meaning in self.marks.items()}
            if folded in own:
                return own[folded]
        return DEFAULT_MARKS.get(folded)

    def name(self, file: str) -> str:
        """A file as it is named in places."""
        return f"{self.label}/{file}" if self.label else file
