"""Comments beside the words of a document, in the part that holds them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from report.word.flow import pieces
from report.word.inline import run
from report.word.ooxml import W, w
from report.word.opened import COMMENTS, Opened
from report.word.tracked import Stamp, isolated

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True)
class Margin:
    """Where comments are written: beside those of other people, which stay."""

    comments: etree._Element
    stamp: Stamp
    ids: Iterator[int]

    def note(self, paragraph: etree._Element, start: int, end: int, lines: Sequence[str]) -> str:
        """A comment on characters ``start`` to ``end``; on the whole paragraph where there are none. Gives its id."""
        number = str(next(self.ids))
        held = [piece for piece in pieces(paragraph) if piece.start < end and start < piece.end]
        first, last = _ends(paragraph)
        if held:
            one, other = held[0], held[-1]
            if not one.fixed:
                isolated(one, max(start, one.start), one.end)
                one = next(piece for piece in pieces(paragraph) if piece.end > max(start, one.start))
            if not other.fixed:
                other = next(piece for piece in reversed(pieces(paragraph)) if piece.start < end)
                isolated(other, other.start, min(end, other.end))
                other = next(piece for piece in reversed(pieces(paragraph)) if piece.start < end)
            first, last = _child(paragraph, one.element), _child(paragraph, other.element)
        reference = w("r", w("commentReference", id=number))
        if first is None or last is None:
            paragraph.extend([w("commentRangeStart", id=number), w("commentRangeEnd", id=number), reference])
        else:
            first.addprevious(w("commentRangeStart", id=number))
            last.addnext(w("commentRangeEnd", id=number))
            last.getnext().addnext(reference)  # type: ignore[union-attr]
        self.comments.append(self._comment(number, lines))
        return number

    def note_at(self, element: etree._Element, lines: Sequence[str]) -> str:
        """A comment on what is no text: a picture, the mark of a footnote. Gives its id."""
        number = str(next(self.ids))
        around = next(element.iterancestors(W + "p"))
        held = _child(around, element)
        held.addprevious(w("commentRangeStart", id=number))
        held.addnext(w("commentRangeEnd", id=number))
        held.getnext().addnext(w("r", w("commentReference", id=number)))  # type: ignore[union-attr]
        self.comments.append(self._comment(number, lines))
        return number

    def _comment(self, number: str, lines: Sequence[str]) -> etree._Element:
        who = {"author": self.stamp.author, "date": self.stamp.moment, "initials": self.stamp.author[:2]}
        first, *rest = [w("p", run(line)) for line in lines]
        first.insert(0, w("r", w("annotationRef")))
        return w("comment", first, *rest, id=number, **who)


def _ends(paragraph: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    content = [child for child in paragraph if child.tag != W + "pPr"]
    return (content[0], content[-1]) if content else (None, None)


def _child(paragraph: etree._Element, element: etree._Element) -> etree._Element:
    """The paragraph's own child in which an element stands."""
    while (parent := element.getparent()) is not paragraph:
        assert parent is not None
        element = parent
    return element


def margin(opened: Opened, stamp: Stamp) -> Margin:
    """The document's comments, in a part made for them where it had none."""
    name = opened.related(COMMENTS)
    if name is None:
        name = opened.add("word/comments", "xml", _TYPE, etree.tostring(w("comments")))
        opened.relate(COMMENTS, name)
    root = opened.root(name)
    taken = [int(number) for made in root if (number := made.get(W + "id", "")).isdigit()]
    return Margin(root, stamp, itertools.count(max(taken, default=-1) + 1))
