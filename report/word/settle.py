"""A document with some of its tracked changes accepted or rejected: what a reader would be left with."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from report.word.flow import paragraphs, pieces
from report.word.ooxml import W

Ours = Callable[[etree._Element], bool]
Look = tuple[str, str]  # the formatting of a run, as XML, and its words

_LAYERS: Final = (W + "ins", W + "del")


def settled(root: etree._Element, ours: Ours, *, accept: bool) -> etree._Element:
    """A copy in which the changes that are ``ours`` are accepted or rejected, and all others still stand."""
    made = copy.deepcopy(root)
    gone, kept = (_LAYERS[1], _LAYERS[0]) if accept else _LAYERS
    marks = [element for element in made.iter(*_LAYERS) if ours(element)]
    for mark in marks:
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == W + "trPr":
            _settle_row(mark, parent, gone)
        elif parent.tag == W + "rPr":
            _settle_paragraph(mark, parent, gone)
        elif mark.tag == gone:
            parent.remove(mark)
        else:
            _unwrap(mark, parent, kept)
    return made


def _settle_row(mark: etree._Element, properties: etree._Element, gone: str) -> None:
    row = properties.getparent()
    if mark.tag == gone and row is not None:
        _remove(row)
    else:
        properties.remove(mark)


def _settle_paragraph(mark: etree._Element, properties: etree._Element, gone: str) -> None:
    """Paragraphs come and go whole here: a correction never joins or parts what others wrote."""
    paragraph = next(properties.iterancestors(W + "p"), None)
    if mark.tag == gone and paragraph is not None:
        _remove(paragraph)
    else:
        properties.remove(mark)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(mark: etree._Element, parent: etree._Element, kept: str) -> None:
    for text in mark.iter(W + "delText"):
        if kept == W + "del" and next(text.iterancestors(W + "del")) is mark:
            text.tag = W + "t"
    for child in list(mark):
        mark.addprevious(child)
    parent.remove(mark)


def looks(root: etree._Element) -> list[list[Look]]:
    """For each paragraph its words with their formatting, runs of one look joined."""
    return [list(_looks(paragraph)) for paragraph in paragraphs(root)]


def _looks(paragraph: etree._Element) -> Iterator[Look]:
    current: Look | None = None
    for piece in pieces(paragraph):
        look = _look(piece.element)
        if current and current[0] == look:
            current = (look, current[1] + piece.text)
            continue
        if current:
            yield current
        current = (look, piece.text)
    if current:
        yield current


def _look(element: etree._Element) -> str:
    run = element.getparent()
    properties = run.find(W + "rPr") if run is not None else None
    return (
        ""
        if properties is None
        else etree.tostring(properties, method="c14n", exclusive=True, with_tail=False).decode()
    )
