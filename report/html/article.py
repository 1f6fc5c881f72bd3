"""Narrative and pictures in, the article out: markup for a page, with no style and no script in it."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from report.catalogue import Language
from report.charts.model import Picture
from report.html.look import FOLDER
from report.html.pictures import inlined
from report.html.words import WORDS, Words
from report.narrative.model import Kind, Narrative, Passage, Span
from report.word.record import label_text

_MASTHEAD: Final = (Kind.PUBLICATION, Kind.ISSUE, Kind.OFFICE, Kind.DATE)
_END: Final = (Kind.CIRCULATION, Kind.COPIES)
_BREAK: Final = re.compile(r"\r\n|\r|\n")

Explained = Callable[[Span], Mapping[str, str]]
"""More attributes of a figure's element, asked for in the order of the text."""


def nothing_more(_: Span) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Block:
    """A passage as it is set; ``level``: as a heading, 0 of what is none."""

    passage: Passage
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What passages are set with, as the templates ask for it.

    ``pictures``: by the id of the chart; ``dated``: the day that the masthead names.
    """

    language: Language
    pictures: Mapping[str, Picture]
    dated: datetime.date
    explained: Explained = nothing_more

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    def name(self, passage: Passage) -> str:
        """The id of a passage's element: both languages may stand on one page."""
        return f"{self.language}-{passage.id}"

    def label(self, passage: Passage) -> str:
        return label_text(passage, self.language)

    def picture(self, passage: Passage) -> Markup:
        return inlined(self.pictures[passage.chart], self.name(passage))

    def figure(self, span: Span) -> Mapping[str, str]:
        """The attributes of a figure's element: its exact value, in what unit, and which fact it is."""
        fact = span.fact
        known = {"value": str(fact.value), "data-unit": fact.unit, "data-figure": fact.key} if fact else {}
        return {"class": "figure", **known, **self.explained(span)}


@dataclass(frozen=True, slots=True)
class Parts:
    """A briefing's blocks: above the text, the text, below it."""

    masthead: tuple[Block, ...]
    text: tuple[Block, ...]
    end: tuple[Block, ...]


def article(
    narrative: Narrative,
    pictures: Mapping[str, Picture],
    dated: datetime.date,
    *,
    level: int = 1,
    explained: Explained = nothing_more,
) -> Markup:
    """The briefing as one element, for a page with the rules of ``bulletin.css``.

    ``level``: of its headline among the page's headings. A figure is ``<data class="figure" data-figure="…">``, with
    the attributes that ``explained`` adds; a passage has the id ``<language>-<id of the passage>``.
    """
    sheet = Sheet(narrative.language, pictures, dated, explained)
    return rendered("article.html.j2", sheet=sheet, parts=parts_of(narrative.passages, level))


def rendered(template: str, **context: object) -> Markup:
    return Markup(_environment().get_template(template).render(context))


def parts_of(passages: Sequence[Passage], level: int = 1) -> Parts:
    """What opens the briefing as its masthead, and what closes it as its end matter."""
    blocks = [Block(passage, depth) for passage, depth in zip(passages, _levels(passages, level), strict=True)]
    start = len(list(itertools.takewhile(lambda block: block.passage.kind in _MASTHEAD, blocks)))
    after = len(list(itertools.takewhile(lambda block: block.passage.kind in _END, reversed(blocks[start:]))))
    stop = len(blocks) - after
    return Parts(tuple(blocks[:start]), tuple(blocks[start:stop]), tuple(blocks[stop:]))


def _levels(passages: Sequence[Passage], level: int) -> Iterator[int]:
    """One passage alone is of the highest level, and no level is left out below it."""
    kinds = [passage.kind for passage in passages]
    top = next((kinds.index(kind) for kind in (Kind.HEADLINE, Kind.PUBLICATION) if kind in kinds), -1)
    parted = False
    for index, kind in enumerate(kinds):
        parted = parted or kind is Kind.HEADING
        below = {Kind.HEADLINE: 1, Kind.HEADING: 1, Kind.SUBHEADING: 2 if parted else 1}
        yield level if index == top else level + below[kind] if kind in below else 0


def _lines(text: str) -> Markup:
    """Words as they stand; where they break off, the page does."""
    return Markup("<br>").join(escape(line) for line in _BREAK.split(text))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["lines"] = _lines
    return made
