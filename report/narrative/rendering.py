"""One rendering of a template: what it is about, what it asked for, and what was not there.

Templates ask through the views (:mod:`report.narrative.views`). A figure that is missing is noted
with the template's line and rendering goes on, so that one run finds everything that is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Template
from markupsafe import Markup

from report.catalogue import Area, Catalogue, Language
from report.edition import Edition, Words
from report.errors import Place
from report.facts.claims import Claim, Claims
from report.facts.derive import Facts, Missing
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.i18n import msg
from report.narrative.model import LeftOut
from report.narrative.wording import Wording

HOLE = Markup("[?](figure:missing)")
_NOT_THERE = msg("not in the source")


@dataclass(frozen=True, slots=True)
class Lack:
    """A template asked for figures that are not there: where it asked, and for which."""

    passage: str
    place: Place
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What a briefing is made from. ``charts``: for each chart, the figures that it lacks (none: it can be drawn).

    ``corrected``: the keys of the facts that are marked as corrected wherever they are printed.
    """

    edition: Edition
    facts: Facts
    claims: Claims
    catalogue: Catalogue
    charts: Mapping[str, Sequence[str]]
    corrected: frozenset[str] = frozenset()

    @property
    def subject(self) -> Subject:
        return self.edition.subject


@dataclass
class Rendering:
    """The state of one rendering; made for it, dropped after it."""

    material: Material
    wording: Wording
    lacks: list[Lack] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    judged: dict[str, Claim] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    passage: str = ""

    @property
    def facts(self) -> Facts:
        return self.material.facts

    @property
    def catalogue(self) -> Catalogue:
        return self.material.catalogue

    @property
    def language(self) -> Language:
        return self.wording.language

    @property
    def words(self) -> Words:
        return self.material.edition.words[self.language]

    @property
    def own_area(self) -> Area:
        return self.catalogue.areas[self.material.subject.area]

    def fact(self, key: FactKey) -> Fact | None:
        """The fact, or None where it is missing: that is noted against the passage."""
        try:
            return self.facts.fact(key)
        except Missing as missing:
            self.note(missing.keys)
            return None

    def note(self, keys: Sequence[str]) -> None:
        self.lacks.append(Lack(self.passage, asked_at(), tuple(keys)))

    def leave_out(self, passage: str, keys: Sequence[str]) -> None:
        """List an optional passage with the reasons: each cell without a figure, then all that the source has not."""
        known = {key: self.found(key) for key in keys}
        absent = tuple(key for key, found in known.items() if found == _NOT_THERE)
        cells = [_reason(key, found) for key, found in known.items() if found != _NOT_THERE]
        everywhere = [msg("{keys}: not in the source", keys=absent)] if absent else []
        self.left_out.append(LeftOut(passage, (*dict.fromkeys(cells), *everywhere)))

    def found(self, key: str) -> str:
        """What is known of a missing figure: the cell where it was expected, and what stands there; empty of others."""
        try:
            wanted = FactKey.parse(key)
        except ValueError:
            return ""
        absence = self.facts.absence(wanted.figure)
        if absence is not None:
            return msg("{place}: {found}", place=absence.place, found=absence.found)
        if self.facts.known(wanted):  # a base of zero, a fall by more than all
            fact = self.facts.fact(wanted)
            return msg(
                "{place} holds {stored}, from which nothing can be reckoned", place=fact.place, stored=fact.stored
            )
        return _NOT_THERE

    def claim(self, name: str) -> Claim:
        if name not in self.judged:
            self.judged[name] = self.material.claims.judge(name, self.facts, self.material.subject)
        return self.judged[name]


def _reason(key: str, found: str) -> str:
    return msg("{key}: {found}", key=key, found=found) if found else key


def asked_at() -> Place:
    """The template and line that is being rendered: Jinja2 leaves its template in each frame's globals."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template.get_corresponding_lineno(frame.f_lineno)
            return Place(template.name or "template", line=line)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return Place("template")
