"""One correction under way: the document, who changes it, and what has been changed and left so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree

from report.corrections.anchors import Region, Segment
from report.corrections.elsewhere import Typed
from report.corrections.merge import Clash, Merged, Renewed
from report.corrections.model import Attention, Changed, Trouble
from report.corrections.said import Teller
from report.errors import BriefingError
from report.i18n import msg
from report.word.comments import Margin, margin
from report.word.flow import pieces, text_of
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.tracked import Stamp, mark_row, replace


class Unproven(BriefingError):
    """A corrected document would not be what it should be: a fault of this program, and nothing is written."""


@dataclass
class Work:
    """``stamp``: who makes the changes; what is changed, redrawn (charts, by id) and left grows as it is done."""

    opened: Opened
    teller: Teller
    stamp: Stamp
    changed: list[Changed] = field(default_factory=list)
    redrawn: list[str] = field(default_factory=list)
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
        first = clash.renewed[0] if clash.renewed else Renewed("", "", "")
        old, new = self.teller.states(first)
        segment = next(iter(region.located(clash.start, clash.end)), None)
        said = self._comment(segment, self._lines(clash)) if segment else ""
        self.attention.append(Attention(clash.kind, passage, words, old, new, first.cells, clash.suggestion, said))

    def _comment(self, segment: Segment, lines: Sequence[str]) -> str:
        return self.margin.note(segment.paragraph, segment.start, segment.end, lines)

    def _lines(self, clash: Clash) -> list[str]:
        if clash.kind == "beside":
            return self.teller.beside(clash.renewed)
        tell = self.teller.retyped if clash.kind == "retyped" else self.teller.rephrased
        return tell(clash.renewed, clash.suggestion)

    def _replace(self, passage: str, segment: Segment, new: str) -> None:
        paragraph, start, end = segment.paragraph, segment.start, segment.end
        held = [piece for piece in pieces(paragraph) if piece.start < end and start < piece.end]
        if held and all(piece.fixed for piece in held):
            return  # the number of a caption: a field, which Word works out anew
        before = text_of(paragraph)
        replace(paragraph, start, end, new, self.stamp)
        self.tell(passage, before[start:end], new)
        if text_of(paragraph) != before[:start] + new + before[end:]:
            raise Unproven(
                msg("{name}: {passage} would not say what it should", name=self.opened.name, passage=passage)
            )

    def tell(self, passage: str, old: str, new: str) -> None:
        self.changed.append(Changed(passage, old, new))

    def say_typed(self, hit: Typed, *, comment: bool) -> None:
        """A number typed by hand; ``comment``: whether one can stand there."""
        first, segment = hit.figures[0], hit.segment
        old, new = self.teller.states(first)
        words = _around(segment)
        said = self._comment(segment, self.teller.elsewhere(hit.figures)) if comment else ""
        self.attention.append(Attention("typed_elsewhere", "", words, old, new, first.cells, comment=said))

    def say_claim(self, segment: Segment, claim: str, *, comment: bool) -> None:
        """The words of a claim that no longer holds, typed by hand."""
        words = _around(segment)
        said = self._comment(segment, self.teller.claim(claim)) if comment else ""
        self.attention.append(Attention("claim", "", words, segment.text, comment=said))

    def drop_row(self, passage: str, row: etree._Element) -> None:
        words = "\t".join(text_of(paragraph) for paragraph in row.iter(W + "p"))
        mark_row(row, "del", self.stamp)
        self.tell(passage, words, "")

    def note(self, kind: Trouble, passage: str, segment: Segment, lines: Sequence[str], suggestion: str = "") -> None:
        """A comment on a segment, listed as needing a person."""
        words = segment.text
        self.attention.append(
            Attention(kind, passage, words, suggestion=suggestion, comment=self._comment(segment, lines))
        )


_NEAR: Final = 15  # characters on either side, by which a reader finds a number again


def _around(segment: Segment) -> str:
    text = text_of(segment.paragraph)
    return text[max(segment.start - _NEAR, 0) : segment.end + _NEAR]
