"""What can be wrong with an input, said to the person who must mend it.

A check raises (or returns) bare faults; stages gather them; only :mod:`report.cli` prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from report.i18n import Interface, clauses, in_language, msg, parts


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

    @property
    def words(self) -> str:
        return parts(
            self.file,
            self.sheet and msg("sheet {sheet}", sheet=self.sheet),
            self.cell and msg("cell {cell}", cell=self.cell),
            msg("line {line}", line=self.line) if self.line else "",
            self.key,
        )

    def said(self, language: Interface) -> str:
        return in_language(self.words, language)


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

    @property
    def words(self) -> str:
        given = {"place": self.place, "expected": self.expected}
        if self.found == "none":
            line = msg("{place}: expected {expected}, found none", **given)
        else:
            line = msg("{place}: expected {expected}, found {found}", found=self.found, **given)
        near = msg("nearest known: {nearest}", nearest=self.nearest) if self.nearest else ""
        return clauses((line, near))

    def said(self, language: Interface) -> str:
        """The line in a language."""
        return in_language(self.words, language).replace("\n", " ")


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something implausible but possible: reported, never "corrected"."""

    place: Place
    message: str

    def __str__(self) -> str:
        return self.said("en")

    @property
    def words(self) -> str:
        return msg("{place}: {message}", place=self.place, message=self.message)

    def said(self, language: Interface) -> str:
        """The line in a language."""
        return in_language(self.words, language).replace("\n", " ")


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
