"""Tracked changes: words taken out and put in so that a reader can accept or reject each, and nothing else moves.

Every function changes one paragraph (or row) in place, at character positions of :func:`report.word.flow.text_of`.
Rejecting all of it gives back what was there, text and formatting.
"""

from __future__ import annotations

import copy
import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from report.word.flow import Piece, pieces
from report.word.inline import run
from report.word.ooxml import W, w

_CHANGES: Final = frozenset(W + name for name in ("ins", "moveTo"))
_AFTER_RUN_MARK: Final = frozenset(W + name for name in ("pPrChange", "sectPr"))
_ANNOTATIONS: Final = tuple(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("moveFromRangeStart", "moveToRangeStart", "bookmarkStart", "permStart"),
    )
)


@dataclass(frozen=True)
class Stamp:
    """Who makes the changes, and when; ``ids`` are numbers that no other mark of the document has.

    ``made`` are the numbers of the changes made with it.
    """

    author: str
    date: datetime.datetime
    ids: Iterator[int]
    made: set[str] = field(default_factory=set)

    def mark(self, name: str, *children: etree._Element) -> etree._Element:
        number = str(next(self.ids))
        self.made.add(number)
        return w(name, *children, id=number, author=self.author, date=self.moment)

    def is_ours(self, mark: etree._Element) -> bool:
        return mark.get(W + "id") in self.made and mark.get(W + "author") == self.author

    @property
    def moment(self) -> str:
        return self.date.strftime("%Y-%m-%dT%H:%M:%SZ")


def free_ids(root: etree._Element) -> Iterator[int]:
    """Numbers above those of every change and bookmark that is there."""
    taken = [0]
    for element in root.iter(*_ANNOTATIONS):
        number = element.get(W + "id", "")
        if number.lstrip("-").isdigit():
            taken.append(int(number))
    return itertools.count(max(taken) + 1)


def replace(paragraph: etree._Element, start: int, end: int, new: str, stamp: Stamp) -> None:
    """Characters ``start`` to ``end`` out, ``new`` in, with the run formatting of what it replaces or follows."""
    found = pieces(paragraph) if start < end else []
    held = [piece for piece in found if piece.start < end and start < piece.end and not piece.fixed]
    runs = [isolated(piece, max(start, piece.start), min(end, piece.end)) for piece in held]
    marks = [_deleted(element, stamp) for element in runs]
    if new and marks:
        after = _outside_changes(marks[-1], stamp)
        after.addnext(_inserted_run(new, marks[-1][0], stamp))
    elif new and start == end:
        _insert(paragraph, start, new, stamp)
    for mark in marks:
        _leave_no_empty_control(mark)


def _insert(paragraph: etree._Element, at: int, new: str, stamp: Stamp) -> None:
    """Beside the words that stand there; a field's result is not written into."""
    held = pieces(paragraph)
    before = next((piece for piece in reversed(held) if piece.start < at), None)
    after = next((piece for piece in held if piece.start >= at), None)
    if before is not None and not before.fixed:
        left = isolated(before, before.start, min(before.end, at))
        _outside(left, stamp).addnext(_inserted_run(new, left, stamp))
    elif after is not None and not after.fixed:
        right = isolated(after, after.start, after.end)
        _first_outside(right).addprevious(_inserted_run(new, right, stamp))
    else:
        made = _inserted_run(new, before.element.getparent() if before is not None else None, stamp)
        end = paragraph.find(W + "bookmarkEnd")
        if end is not None and before is None:
            end.addprevious(made)
        else:
            paragraph.append(made)


def isolated(piece: Piece, start: int, end: int) -> etree._Element:
    """The run that holds characters ``start`` to ``end`` of a piece and nothing else; the others go to runs beside."""
    element = piece.element
    if element.tag == W + "t":
        if end < piece.end:
            element.addnext(_text_like(element, piece.text[end - piece.start :]))
            element.text = piece.text[: end - piece.start]
        if start > piece.start:
            rest = _text_like(element, piece.text[start - piece.start : end - piece.start])
            element.addnext(rest)
            element.text = piece.text[: start - piece.start]
            _keep_spaces(element)
            element = rest
        _keep_spaces(element)
    return _own_run(element)


def _text_like(element: etree._Element, text: str) -> etree._Element:
    made = etree.Element(element.tag, _attributes(element))
    made.text = text
    _keep_spaces(made)
    return made


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def _keep_spaces(element: etree._Element) -> None:
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _own_run(element: etree._Element) -> etree._Element:
    """The element's run once what stands before and after it in the run has runs of its own."""
    held = element.getparent()
    assert held is not None
    content = [child for child in held if child.tag != W + "rPr"]
    at = content.index(element)
    for part, put in ((content[:at], "before"), (content[at + 1 :], "after")):
        if part:
            other = _run_like(held)
            other.extend(part)
            (held.addprevious if put == "before" else held.addnext)(other)
    return held


def _run_like(original: etree._Element) -> etree._Element:
    """An empty run of the same formatting."""
    made = etree.Element(W + "r", _attributes(original))
    look = original.find(W + "rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    return made


def _deleted(held: etree._Element, stamp: Stamp) -> etree._Element:
    """The run marked as deleted; words that somebody else has put in, tracked, stay theirs."""
    for text in held.findall(W + "t"):
        text.tag = W + "delText"
    mark = stamp.mark("del")
    held.addprevious(mark)
    mark.append(held)
    return mark


def _inserted_run(text: str, like: etree._Element | None, stamp: Stamp) -> etree._Element:
    made = run(text)
    look = like.find(W + "rPr") if like is not None else None
    if look is not None:
        look = copy.deepcopy(look)
        for change in look.findall(W + "rPrChange"):
            look.remove(change)
        made.insert(0, look)
    return stamp.mark("ins", made)


def _outside_changes(element: etree._Element, stamp: Stamp) -> etree._Element:
    """What to put the new words after: an insertion by somebody else is parted there, so that ours is beside it."""
    parent = element.getparent()
    while parent is not None and parent.tag in _CHANGES:
        after = element.itersiblings()
        rest = list(after)
        if rest:
            other = etree.Element(parent.tag, _attributes(parent))
            other.set(W + "id", str(next(stamp.ids)))
            other.extend(rest)
            parent.addnext(other)
        element, parent = parent, parent.getparent()
    return element


def _outside(element: etree._Element, stamp: Stamp) -> etree._Element:
    """As :func:`_outside_changes`, and out of any control or link that ends there."""
    element = _outside_changes(element, stamp)
    while (around := _wrapper(element)) is not None and element.getnext() is None:
        element = _outside_changes(around, stamp)
    return element


def _first_outside(element: etree._Element) -> etree._Element:
    """Out of any change, control or link that begins with the element."""
    while element.getprevious() is None:
        parent = element.getparent()
        around = parent if parent is not None and parent.tag in _CHANGES else _wrapper(element)
        if around is None:
            break
        element = around
    return element


def _wrapper(element: etree._Element) -> etree._Element | None:
    """The control or link whose content the element is part of."""
    parent = element.getparent()
    if parent is None or parent.tag not in _WRAPPERS:
        return None
    return parent.getparent() if parent.tag == W + "sdtContent" else parent


_WRAPPERS: Final = frozenset(W + name for name in ("sdtContent", "hyperlink", "smartTag"))


def _leave_no_empty_control(mark: etree._Element) -> None:
    """Word shows a placeholder in a control without content: a figure's control goes, its deleted words stay."""
    content = mark.getparent()
    while content is not None and content.tag == W + "sdtContent":
        control = content.getparent()
        if control is None or not _is_plain(control) or any(not _is_ours(child, mark) for child in content):
            return
        above = control.getparent()
        _unwrap(control)
        content = above


def _is_ours(child: etree._Element, mark: etree._Element) -> bool:
    return child.tag == W + "del" and child.get(W + "author") == mark.get(W + "author")


def _is_plain(control: etree._Element) -> bool:
    """A control that only wraps words: bound to no data, no list, date or picture."""
    properties = control.find(W + "sdtPr")
    known = {W + name for name in ("tag", "id", "rPr", "richText", "text", "alias", "lock", "placeholder")}
    return properties is None or all(
        child.tag in known or child.tag.endswith(("}appearance", "}color")) for child in properties
    )


def delete_paragraph(paragraph: etree._Element, stamp: Stamp) -> None:
    """All of a paragraph, its pictures and its end mark."""
    for piece in reversed(pieces(paragraph)):
        if not piece.fixed:
            _leave_no_empty_control(_deleted(isolated(piece, piece.start, piece.end), stamp))
    for held in list(paragraph.iter(W + "r")):
        above = [element.tag for element in held.iterancestors()]
        if not {W + "del", W + "moveFrom"} & {*above[: above.index(W + "p")]} and _paragraph_of(held) is paragraph:
            _deleted(held, stamp)
    mark_end(paragraph, "del", stamp)


def _paragraph_of(held: etree._Element) -> etree._Element | None:
    return next(held.iterancestors(W + "p"), None)


def mark_end(paragraph: etree._Element, kind: str, stamp: Stamp) -> None:
    """The paragraph's end mark as inserted (``ins``) or deleted (``del``)."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    look = properties.find(W + "rPr")
    if look is None:
        look = etree.Element(W + "rPr")
        later = next((child for child in properties if child.tag in _AFTER_RUN_MARK), None)
        if later is None:
            properties.append(look)
        else:
            later.addprevious(look)
    known = [child for child in look if child.tag in (W + "ins", W + "del", W + "moveFrom", W + "moveTo")]
    if kind == "ins" or not known:
        look.insert(0, stamp.mark(kind))
    else:
        known[-1].addnext(stamp.mark(kind))


def insert_paragraph(paragraph: etree._Element, stamp: Stamp) -> None:
    """A paragraph that was just made, all of it marked as inserted; its figures become plain words."""
    for control in list(paragraph.iter(W + "sdt")):
        _unwrap(control)
    for held in list(paragraph.iterchildren(W + "r")):
        mark = stamp.mark("ins")
        held.addprevious(mark)
        mark.append(held)


def _unwrap(control: etree._Element) -> None:
    content, parent = control.find(W + "sdtContent"), control.getparent()
    assert parent is not None
    for child in list(content if content is not None else ()):
        control.addprevious(child)
    parent.remove(control)


def mark_row(row: etree._Element, kind: str, stamp: Stamp) -> None:
    """A table row as inserted or deleted, with all that is in it; its figures become plain words.

    LibreOffice 7.4 leaves a row where it is, whatever a reader decides, as long as a control stands in it.
    """
    for control in list(row.iter(W + "sdt")):
        if _is_plain(control):
            _unwrap(control)
    for paragraph in row.iter(W + "p"):
        if kind == "ins":
            insert_paragraph(paragraph, stamp)
            mark_end(paragraph, "ins", stamp)
        else:
            delete_paragraph(paragraph, stamp)
    properties = row.find(W + "trPr")
    if properties is None:
        properties = etree.Element(W + "trPr")
        before = row.find(W + "tblPrEx")
        if before is None:
            row.insert(0, properties)
        else:
            before.addnext(properties)
    change = properties.find(W + "trPrChange")
    if change is None:
        properties.append(stamp.mark(kind))
    else:
        change.addprevious(stamp.mark(kind))
