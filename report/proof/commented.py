"""Where comments stand in a document: the place in words of each, as proof-reading names places."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from report.proof.pictures import sheet_of, with_charts
from report.proof.reading import read_made
from report.word.flow import paragraphs
from report.word.ooxml import W


def places_of_comments(name: str, content: bytes, comments: Collection[str]) -> dict[str, str]:
    """Of those comments that stand in the body, by their ids; ``content``: of a .docx."""
    return dict(_found(name, content, set(comments))) if comments else {}


def _found(name: str, content: bytes, wanted: set[str]) -> Iterator[tuple[str, str]]:
    text = read_made(name, content)
    if text.opened is None or text.flow is None:
        return
    places: dict[int, str] = {}
    for line in with_charts(sheet_of(text.opened), text.flow, text.lines):
        for paragraph in (line.key[1], *(one.paragraph for one in line.stretches)):
            if line.key[0] == text.opened.main:
                places.setdefault(paragraph, line.place)
    for number, element in enumerate(paragraphs(text.opened.body)):
        for start in element.iter(W + "commentRangeStart"):
            if start.get(W + "id", "") in wanted and number in places:
                yield start.get(W + "id", ""), places[number]
