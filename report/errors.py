"""What can be wrong with an input, said to the person who must mend it.

A check raises (or returns) bare faults; stages gather them; only :mod:`report.cli` prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from report.i18n import Interface, in_language, msg


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, and within it a sheet and cell, or a line, or a key."""

    file: str
    sheet: str = ""
    cell: str = ""
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: Interface) -> str:
        parts: list[str] = [self.file]
        if self.sheet:
            parts.append(msg("sheet {sheet}", sheet=self.sheet))
        if self.cell:
            parts.append(msg("cell {cell}", cell=self.cell))
        if self.line:
            parts.append(msg("line {line}", line=self.line))
        if self.key:
            parts.append(self.key)
        return in_language(msg("{parts}", parts=tuple(parts)), language)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that keeps a briefing from being made, in one line.

    ``area``: the key of the one area that it concerns, where it concerns one and leaves the others as they are.
    """

    place: Place
    expected: str
    found: str
    nearest: tuple[str, ...] = ()
    area: str = ""

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: Interface) -> str:
        """The line in a language."""
        given = {"place": self.place.said(language), "expected": self.expected, "found": self.found}
        if self.nearest:
            line = msg(
                "{place}: expected {expected}, found {found}; nearest known: {nearest}", **given, nearest=self.nearest
            )
        else:
            line = msg("{place}: expected {expected}, found {found}", **given)
        return in_language(line, language).replace("\n", " ")


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something implausible but possible: reported, never "corrected"."""

    place: Place
    message: str

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: Interface) -> str:
        """The line in a language."""
        line = msg("{place}: {message}", place=self.place.said(language), message=self.message)
        return in_language(line, language).replace("\n", " ")


class BriefingError(Exception):
    """Base of every error that this product raises on purpose; ``exit_code`` is the command's."""

    exit_code = 2


class InputFaults(BriefingError):
    """Inputs that cannot be used, with every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[InputFaults], tuple[tuple[Fault, ...]]]:
        """So that it can come from another process with its faults."""
        return type(self), (self.faults,)


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known names most like ``word``, best first; compared without regard to case."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    matches = difflib.get_close_matches(word.casefold(), folded, n=count, cutoff=0.4)
    return tuple(folded[match] for match in matches)
