"""A paragraph's words as they stand once tracked changes are accepted, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
_FIELD: Final = W + "fldChar"
_HELD: Final = frozenset({W + "t", _FIELD, *_SIGNS})
_PASSED: Final = _GONE | _APART
_RESULTS: Final = frozenset({W + "fldSimple", W + "ruby"})


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
    held: list[tuple[etree._Element, bool]] = []
    _gather(paragraph, False, held)
    found: list[Piece] = []
    start = depth = 0
    for element, in_field in held:
        if element.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(element.get(W + "fldCharType", ""), 0)
            continue
        text = _SIGNS.get(element.tag, element.text or "")
        if text:
            found.append(Piece(start, text, element, in_field or depth > 0))
            start += len(text)
    return found


def _gather(element: etree._Element, in_field: bool, held: list[tuple[etree._Element, bool]]) -> None:
    """Texts, signs and marks of fields, in order, and whether they are the result of a simple field."""
    for child in element:
        tag = child.tag
        if tag in _HELD:
            held.append((child, in_field))
        elif tag not in _PASSED and isinstance(tag, str) and tag.startswith(W):  # comments have no name
            _gather(child, in_field or tag in _RESULTS, held)


def text_of(paragraph: etree._Element) -> str:
    return "".join(piece.text for piece in pieces(paragraph))


@dataclass(frozen=True, slots=True)
class Flow:
    """The paragraphs of a part in order, read once for all who only read them: their pieces, texts and numbers."""

    order: tuple[etree._Element, ...]
    pieces: Mapping[etree._Element, list[Piece]]
    texts: Mapping[etree._Element, str]
    index: Mapping[etree._Element, int]

    def text(self, paragraph: etree._Element) -> str:
        """Of any paragraph, also of one that is passed over in the order."""
        known = self.texts.get(paragraph)
        return text_of(paragraph) if known is None else known


def flow_of(root: etree._Element) -> Flow:
    order = tuple(paragraphs(root))
    held = {paragraph: pieces(paragraph) for paragraph in order}
    texts = {paragraph: "".join([piece.text for piece in of]) for paragraph, of in held.items()}
    return Flow(order, held, texts, {paragraph: number for number, paragraph in enumerate(order)})


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs in the order of the text, those of tables and text boxes too, each once.

    A text box stands twice in a file, once for programs before Word 2010; rows that are deleted are passed over.
    """
    around = (*root.iterancestors(*_AROUND), *root.iter(*_AROUND))
    unseen = frozenset(one for one in around if one.tag == _FALLBACK or is_deleted_row(one))
    for paragraph in root.iter(f"{W}p"):
        if not unseen or unseen.isdisjoint(paragraph.iterancestors(*_AROUND)):
            yield paragraph


_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AROUND: Final = (_FALLBACK, W + "tr")


def is_deleted_row(row: etree._Element) -> bool:
    if row.tag != W + "tr":
        return False
    properties = next(row.iterchildren(W + "trPr"), None)
    return properties is not None and next(properties.iterchildren(W + "del"), None) is not None


_OBJECTS: Final = tuple(
    W + name for name in ("footnoteReference", "endnoteReference", "commentReference", "drawing", "pict", "object")
)


def holds_objects(element: etree._Element) -> bool:
    """Whether a note, a comment or a picture stands in it, which its words do not show."""
    return next(element.iter(*_OBJECTS), None) is not None
