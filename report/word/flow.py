"""A paragraph's words as they stand once tracked changes are accepted, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from report.word.ooxml import W

_SIGNS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_GONE: Final = frozenset({W + "del", W + "moveFrom"})
# Content of its own (text boxes, pictures, phonetic guides), or none: nothing of it belongs to the paragraph's words.
_APART: Final = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "drawing", "pict", "object", "rt", "tblPr", "trPr", "tcPr")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``start + len(text)`` of a paragraph, held by one element of a run.

    ``fixed``: the result of a field, which Word works out itself and nobody else should touch.
    """

    start: int
    text: str
    element: etree._Element
    fixed: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(paragraph: etree._Element) -> list[Piece]:
    found: list[Piece] = []
    start = depth = 0
    for element, in_field in _held(paragraph, False):
        if element.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(element.get(W + "fldCharType", ""), 0)
            continue
        text = _SIGNS.get(element.tag, element.text or "")
        if text:
            found.append(Piece(start, text, element, in_field or depth > 0))
            start += len(text)
    return found


def _held(element: etree._Element, in_field: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Texts, signs and marks of fields, in order, and whether they are the result of a simple field."""
    for child in element.iterchildren(f"{W}*"):
        if child.tag == W + "t" or child.tag in _SIGNS or child.tag == W + "fldChar":
            yield child, in_field
        elif child.tag not in _GONE and child.tag not in _APART:
            yield from _held(child, in_field or child.tag in (W + "fldSimple", W + "ruby"))


def text_of(paragraph: etree._Element) -> str:
    return "".join(piece.text for piece in pieces(paragraph))


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs in the order of the text, those of tables and text boxes too, each once.

    A text box stands twice in a file, once for programs before Word 2010; rows that are deleted are passed over.
    """
    for paragraph in root.iter(f"{W}p"):
        outside = paragraph.iterancestors(_FALLBACK, W + "tr")
        if not any(above.tag == _FALLBACK or is_deleted_row(above) for above in outside):
            yield paragraph


_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def is_deleted_row(row: etree._Element) -> bool:
    return row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is not None


_OBJECTS: Final = tuple(
    W + name for name in ("footnoteReference", "endnoteReference", "commentReference", "drawing", "pict", "object")
)


def holds_objects(element: etree._Element) -> bool:
    """Whether a note, a comment or a picture stands in it, which its words do not show."""
    return next(element.iter(*_OBJECTS), None) is not None
