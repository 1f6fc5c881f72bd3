"""Where each generated passage stands in an edited document.

By its hidden bookmark, where that still marks words like its own; else by its text. Word and WPS split and join
paragraphs, move bookmarks and drop them, so neither is believed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from report.corrections.versions import Generated
from report.corrections.words import likeness
from report.narrative.model import Kind
from report.word.flow import Flow, flow_of, is_deleted_row, text_of
from report.word.inline import bookmark_name
from report.word.ooxml import W

_ALIKE: Final = 0.5  # by its text alone, a passage is known again from here
_MARKED: Final = 0.3  # with its bookmark, from here
_WIDEST: Final = 40  # paragraphs that a bookmark may span before it is no longer believed


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start`` to ``end`` of a paragraph."""

    paragraph: etree._Element
    start: int
    end: int

    @property
    def text(self) -> str:
        return text_of(self.paragraph)[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Region:
    """Where a passage stands: in a paragraph, a part of one, or several."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "\n".join(segment.text for segment in self.segments)

    def said(self, flow: Flow) -> str:
        """The text, where the paragraphs were read already."""
        return "\n".join([flow.text(one.paragraph)[one.start : one.end] for one in self.segments])

    def located(self, start: int, end: int) -> Iterator[Segment]:
        """Characters of :attr:`text` in the paragraphs where they stand; an insertion's is empty."""
        at = 0
        for segment in self.segments:
            length = segment.end - segment.start
            first, last = max(start - at, 0), min(end - at, length)
            if first < last or (start == end and 0 <= start - at <= length):
                yield Segment(segment.paragraph, segment.start + first, segment.start + max(first, last))
                if start == end:
                    return
            at += length + 1


@dataclass
class Reading:
    """The document's paragraphs in order with their texts, and which of them are spoken for."""

    body: etree._Element
    flow: Flow
    texts: Sequence[str]
    taken: set[int] = field(default_factory=set)
    parts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def order(self) -> Sequence[etree._Element]:
        return self.flow.order

    @property
    def index(self) -> Mapping[etree._Element, int]:
        return self.flow.index

    def free(self) -> Iterator[int]:
        return (number for number in range(len(self.order)) if number not in self.taken)

    def whole(self, number: int) -> Region:
        return Region((Segment(self.order[number], 0, len(self.texts[number])),))

    def take(self, region: Region) -> Region:
        """Speak for a region; of a paragraph that holds more than it, the rest stays free."""
        for segment in region.segments:
            number = self.index[segment.paragraph]
            self.taken.add(number)
            self.parts.setdefault(number, []).append((segment.start, segment.end))
        return region

    def free_edge(self, number: int, step: int) -> Segment | None:
        """What is free of a paragraph at its beginning (``step`` 1) or its end (-1); None where nothing is."""
        if not 0 <= number < len(self.order) or (number in self.taken and number not in self.parts):
            return None
        parts, length = self.parts.get(number, ()), len(self.texts[number])
        start = 0 if step > 0 else max((end for _, end in parts), default=0)
        end = length if step < 0 else min((start for start, _ in parts), default=length)
        return Segment(self.order[number], start, end) if start < end else None

    def is_free(self, number: int, start: int, end: int) -> bool:
        if number in self.taken and number not in self.parts:
            return False
        return all(end <= first or last <= start for first, last in self.parts.get(number, ()))


@dataclass(frozen=True)
class Places:
    """``regions``: of the passages that are there, by id (a table's: its caption); ``tables``: by passage id."""

    regions: Mapping[str, Region]
    tables: Mapping[str, etree._Element]


def places(generations: Sequence[Mapping[str, Generated]], body: etree._Element, flow: Flow | None = None) -> Places:
    """``generations``: newest first; a passage is known by any of its texts. ``flow``: of the body, where it was read.

    One that only an older generation has is there still where a reader rejected its going.
    """
    flow = flow or flow_of(body)
    reading = Reading(body, flow, tuple(flow.texts.values()))
    tables = dict(_tables(generations, reading))
    ids = dict.fromkeys(id for made in generations for id in made)
    wanted = {id: [made[id].own.text for made in generations if id in made] for id in ids}
    found: dict[str, Region] = {}
    marked = dict(_marked(wanted, reading))
    for find in (_by_bookmark, _by_text, _inside, _by_likeness, _by_bookmark_alone):
        missing = {id: texts for id, texts in wanted.items() if id not in found and any(texts)}
        for id, texts in missing.items():
            region = find(id, texts, marked, reading)
            if region is not None:
                found[id] = reading.take(region)
    return Places(found, tables)


Marked = Mapping[str, Region]


def _marked(wanted: Iterable[str], reading: Reading) -> Iterator[tuple[str, Region]]:
    """The region that each passage's bookmark marks now."""
    names = {bookmark_name(id): id for id in wanted}
    starts: dict[str, tuple[str, etree._Element]] = {}
    for mark in reading.body.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        number = mark.get(W + "id", "")
        if mark.tag == W + "bookmarkStart":
            if mark.get(W + "name") in names:
                starts[number] = (names[mark.get(W + "name", "")], mark)
        elif number in starts:
            id, start = starts.pop(number)
            region = _between(start, mark, reading)
            if region is not None:
                yield id, region


def _between(start: etree._Element, end: etree._Element, reading: Reading) -> Region | None:
    first, last = _position(start, reading), _position(end, reading)
    if first is None or last is None or not first[0] <= last[0] <= first[0] + _WIDEST:
        return None
    segments = []
    for number in range(first[0], last[0] + 1):
        begin = first[1] if number == first[0] else 0
        finish = last[1] if number == last[0] else len(reading.texts[number])
        if begin < finish:
            segments.append(Segment(reading.order[number], begin, finish))
    return Region(tuple(segments)) if segments else None


def _position(mark: etree._Element, reading: Reading) -> tuple[int, int] | None:
    """Number of the paragraph, and character in it; a mark between paragraphs stands before the next."""
    paragraph = next(mark.iterancestors(W + "p"), None)
    if paragraph is None:
        after = next((one for one in mark.itersiblings(W + "p", W + "tbl")), None)
        paragraph = after if after is None or after.tag == W + "p" else next(after.iter(W + "p"), None)
        return None if paragraph is None or paragraph not in reading.index else (reading.index[paragraph], 0)
    if paragraph not in reading.index:
        return None
    ends = {piece.element: piece.end for piece in reading.flow.pieces[paragraph]}
    at = 0
    for element in paragraph.iter():
        if element is mark:
            break
        at = ends.get(element, at)
    return reading.index[paragraph], at


def _by_bookmark(id: str, texts: Sequence[str], marked: Marked, reading: Reading) -> Region | None:
    region = marked.get(id)
    if region is None or _alike(texts, region.said(reading.flow)) < _MARKED:
        return None
    return region


def _by_bookmark_alone(id: str, texts: Sequence[str], marked: Marked, reading: Reading) -> Region | None:
    """Rewritten from the first word to the last, in its place."""
    region = marked.get(id)
    if region is None or any(reading.index[segment.paragraph] in reading.taken for segment in region.segments):
        return None
    return region


def _by_text(id: str, texts: Sequence[str], marked: Marked, reading: Reading) -> Region | None:
    return next((reading.whole(number) for number in reading.free() if reading.texts[number] in texts), None)


def _inside(id: str, texts: Sequence[str], marked: Marked, reading: Reading) -> Region | None:
    """As a part of a paragraph that holds other words too: joined with another, or office and date on one row."""
    for text in texts:
        for number, line in enumerate(reading.texts):
            at = line.find(text) if len(text) >= _SHORTEST else -1
            if at >= 0 and reading.is_free(number, at, at + len(text)):
                return Region((Segment(reading.order[number], at, at + len(text)),))
    return None


_SHORTEST: Final = 4  # characters: shorter texts stand inside others by chance


def _by_likeness(id: str, texts: Sequence[str], marked: Marked, reading: Reading) -> Region | None:
    best, score = -1, 0.0
    for number in reading.free():
        alike = _alike(texts, reading.texts[number])
        if alike > score:
            best, score = number, alike
    if best < 0:
        return None
    region = _widened(reading.whole(best), texts, reading)
    return region if _alike(texts, region.said(reading.flow)) >= _ALIKE else None


def _alike(texts: Sequence[str], found: str) -> float:
    return 1.0 if found in texts else max(likeness(text, found) for text in texts)


def _widened(region: Region, texts: Sequence[str], reading: Reading) -> Region:
    """With what stands beside it, where the passage was parted: paragraphs that are free, or as far as they are."""
    for step in (1, -1):
        while True:
            last = region.segments[-1 if step > 0 else 0]
            beside = reading.free_edge(reading.index[last.paragraph] + step, step)
            if beside is None:
                break
            wider = Region((*region.segments, beside) if step > 0 else (beside, *region.segments))
            if _alike(texts, wider.said(reading.flow)) <= _alike(texts, region.said(reading.flow)):
                break
            region = wider
    return region


def _tables(generations: Sequence[Mapping[str, Generated]], reading: Reading) -> Iterator[tuple[str, etree._Element]]:
    """The table whose rows begin with the most of a passage's row names: half of them at least."""
    known = {table: _row_names(table, reading.flow) for table in reading.body.iter(W + "tbl")}
    newest = {id: made for one in reversed(generations) for id, made in one.items()}
    for id, made in newest.items():
        if made.kind is not Kind.TABLE or not made.rows:
            continue
        names = {row[0].text for one in generations if id in one for row in one[id].rows}
        scores = {table: len(names & set(found)) for table, found in known.items()}
        best = max(scores, key=lambda table: scores[table], default=None)
        if best is not None and scores[best] * 2 >= len(made.rows):
            del known[best]
            reading.taken.update(reading.index[one] for one in best.iter(W + "p") if one in reading.index)
            yield id, best


def _row_names(table: etree._Element, flow: Flow) -> list[str]:
    return [cell_text(cells[0], flow) for row in rows_of(table) if (cells := cells_of(row))]


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a table that a reader sees once changes are accepted."""
    return [row for row in table.iterchildren(W + "tr") if not is_deleted_row(row)]


def cells_of(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren(W + "tc"))


def cell_region(cell: etree._Element) -> Region:
    return Region(tuple(Segment(one, 0, len(text_of(one))) for one in cell.iterchildren(W + "p")))


def cell_text(cell: etree._Element, flow: Flow | None = None) -> str:
    """``flow``: in which the cell stands, where that was read."""
    return "\n".join(flow.text(one) if flow else text_of(one) for one in cell.iterchildren(W + "p"))
