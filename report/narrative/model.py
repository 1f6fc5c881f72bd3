"""What a briefing says, before any output format: passages with stable ids, made of spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from report.catalogue import Language
from report.facts.claims import Claim
from report.facts.model import Fact


class Kind(StrEnum):
    """What a passage is; a writer has one look for each."""

    PUBLICATION = "publication"  # masthead: name of the publication
    ISSUE = "issue"  # masthead: 第4期
    OFFICE = "office"  # masthead: issuing office, left
    DATE = "date"  # masthead: date, right, on the office's row
    NOTICE = "notice"  # what must be said on the face: sample data
    HEADLINE = "headline"
    HEADING = "heading"  # 一、
    SUBHEADING = "subheading"  # （一）
    PARAGRAPH = "paragraph"
    TABLE = "table"  # spans: its caption
    CHART = "chart"  # spans: its caption
    NOTE = "note"  # small print under a table or chart, or at the end of the text
    CREDIT = "credit"  # 供稿, 责任编辑
    CIRCULATION = "circulation"  # end matter, left: 报, 送, 发
    COPIES = "copies"  # end matter, right: 共印N份

    __hash__ = str.__hash__  # Enum's own is written in Python, and kinds are looked up for each passage


Origin = Literal["text", "figure", "edition", "hand"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words.

    ``figure``: ``fact`` says which; ``edition``: ``source`` is its key in edition.toml;
    ``hand``: written by a person in the remarks; ``text``: from the template.
    """

    text: str
    origin: Origin = "text"
    fact: Fact | None = None
    source: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    spans: tuple[Span, ...]
    align: Literal["left", "right", "center"] = "left"

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Passage:
    """One block. A table has ``rows`` (the first is its header); a chart has ``chart``, the id of a chart,
    and ``title``, what stands in the picture above it.

    ``number`` is the number in a table's or chart's caption (表1, Figure 1), counted per kind; 0 where there is none.
    """

    id: str
    kind: Kind
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    chart: str = ""
    title: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    def all_spans(self) -> list[Span]:
        """Its own, and those of its cells."""
        return [*self.spans, *(span for row in self.rows for cell in row for span in cell.spans)]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An optional passage that could not be said, and why."""

    passage: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Narrative:
    """A whole briefing in one language. ``markdown`` is the text that the templates gave, as parsed;
    ``claims`` are all that the template asked about, earned or not, with their evidence.
    """

    language: Language
    title: str
    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...] = ()
    claims: tuple[Claim, ...] = ()
    markdown: str = ""
