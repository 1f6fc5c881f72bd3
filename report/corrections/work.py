"""One correction under way: the document, who changes it, and what has been changed and left so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree

from report.catalogue import Language
from report.corrections import said
from report.corrections.anchors import Region, Segment
from report.corrections.elsewhere import Typed
from report.corrections.merge import Clash, Merged, Renewed
from report.corrections.model import Attention, Changed, Trouble
from report.errors import BriefingError
from report.word.comments import Margin, margin
from report.word.flow import pieces, text_of
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.tracked import Stamp, mark_row, replace


class Unproven(BriefingError):
    """A corrected document would not be what it should be: a fault of this program, and nothing is written."""


@dataclass
class Work:
    """``stamp``: who makes the changes; ``changed`` and ``attention`` grow in the order in which they are made."""

    opened: Opened
    language: Language
    stamp: Stamp
    changed: list[Changed] = field(default_factory=list)
    attention: list[Attention] = field(default_factory=list)

    @cached_property
    def margin(self) -> Margin:
        """Made with the first comment: a document that needs none gets no part for them."""
        return margin(self.opened, self.stamp)

    def put(self, passage: str, region: Region, merged: Merged) -> None:
        """Clashes as comments, edits as tracked changes; positions are those of the region as it was read."""
        for clash in merged.clashes:
            self._say(passage, region, clash)
        for edit in reversed(merged.edits):
            for segment in region.located(edit.start, edit.end):
                self._replace(passage, segment, edit.new)

    def _say(self, passage: str, region: Region, clash: Clash) -> None:
        words = region.text[clash.start : clash.end]
        tell = said.retyped if clash.kind == "retyped" else said.rephrased
        first = clash.renewed[0] if clash.renewed else Renewed("", "", "", ())
        self.attention.append(
            Attention(clash.kind, passage, words, first.old, first.new, first.cells, clash.suggestion)
        )
        lines = tell(clash.renewed, clash.suggestion, self.language)
        for segment in list(region.located(clash.start, clash.end))[:1]:
            self.margin.note(segment.paragraph, segment.start, segment.end, lines)

    def _replace(self, passage: str, segment: Segment, new: str) -> None:
        paragraph, start, end = segment.paragraph, segment.start, segment.end
        held = [piece for piece in pieces(paragraph) if piece.start < end and start < piece.end]
        if held and all(piece.fixed for piece in held):
            return  # the number of a caption: a field, which Word works out anew
        before = text_of(paragraph)
        replace(paragraph, start, end, new, self.stamp)
        self.tell(passage, before[start:end], new)
        if text_of(paragraph) != before[:start] + new + before[end:]:
            raise Unproven(f"{self.opened.name}: {passage} would not say what it should")

    def tell(self, passage: str, old: str, new: str) -> None:
        self.changed.append(Changed(passage, old, new))

    def say_typed(self, hit: Typed, *, comment: bool) -> None:
        """A number typed by hand; ``comment``: whether one can stand there."""
        first, segment = hit.figures[0], hit.segment
        self.attention.append(Attention("typed_elsewhere", "", _around(segment), first.old, first.new, first.cells))
        if comment:
            lines = said.elsewhere(hit.figures, self.language)
            self.margin.note(segment.paragraph, segment.start, segment.end, lines)

    def drop_row(self, passage: str, row: etree._Element) -> None:
        words = "\t".join(text_of(paragraph) for paragraph in row.iter(W + "p"))
        mark_row(row, "del", self.stamp)
        self.tell(passage, words, "")

    def note(self, kind: Trouble, passage: str, segment: Segment, lines: Sequence[str], suggestion: str = "") -> None:
        """A comment on a segment, listed as needing a person."""
        self.attention.append(Attention(kind, passage, segment.text, suggestion=suggestion))
        self.margin.note(segment.paragraph, segment.start, segment.end, lines)


_NEAR: Final = 15  # characters on either side, by which a reader finds a number again


def _around(segment: Segment) -> str:
    text = text_of(segment.paragraph)
    return text[max(segment.start - _NEAR, 0) : segment.end + _NEAR]
