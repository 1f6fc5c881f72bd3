"""A document that was proof-read, as text with its findings and sources in place: for a page that shows it.

``marked(checked)`` cuts each line into pieces; a piece is plain, or the words of a finding, or a number with a source.
Findings and sources are numbered from 1, as they stand in ``checked.findings`` and in :attr:`Marked.sources`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from report.proof.model import Checked, Line, Source

_CELL: Final = re.compile(r"(?P<table>.+), row (?P<row>\d+), column (?P<column>\d+)(?P<within>, .+)?")
_WHOLE: Final = 300_000  # characters of a document that is shown whole; of a longer one, what there is to say of it
_AROUND: Final = 160  # characters around a finding in a line of a longer one
_WIDEST: Final = 60  # columns of a table that is shown as one
_LONGEST: Final = 3_000  # rows of one


@dataclass(frozen=True, slots=True)
class Piece:
    """``finding``, ``source``: numbers from 1, 0 where there is none; a finding's words may be empty: a hole."""

    text: str
    finding: int = 0
    source: int = 0


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line in its pieces. ``drawn``: as of :class:`.model.Line`."""

    place: str
    pieces: tuple[Piece, ...]
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``heads``: whether it is a header of its ``column`` or its ``row``, or nothing."""

    lines: tuple[MarkedLine, ...]
    heads: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``rows``: of cells, None where a table has no words."""

    place: str
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """So many lines of a long document that are not shown: there is nothing to say of them."""

    lines: int


Block = MarkedLine | Table | Gap


@dataclass(frozen=True, slots=True)
class Marked:
    """``sources``: each once, however often its number stands in the text; ``placed``: findings that have a mark."""

    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    placed: frozenset[int]


def marked(checked: Checked) -> Marked:
    """The text with its marks. Words that two findings share are those of the first."""
    numbers: dict[tuple[str, str], int] = {}
    sources: list[Source] = []
    spans: dict[int, list[_Span]] = {}
    for number, finding in enumerate(checked.findings, 1):
        spans.setdefault(finding.line, []).append(_Span(finding.start, finding.end, finding=number))
    for source in checked.sources:
        known = (source.fact, source.words)
        if known not in numbers:
            sources.append(source)
            numbers[known] = len(sources)
        spans.setdefault(source.line, []).append(_Span(source.start, source.end, source=numbers[known]))
    is_long = sum(len(line.text) for line in checked.lines) > _WHOLE
    lines = [_line(line, spans.get(index, ()), is_long=is_long) for index, line in enumerate(checked.lines)]
    placed = frozenset(piece.finding for line in lines for piece in line.pieces if piece.finding)
    return Marked(tuple(_blocks(checked.lines, lines, is_long=is_long)), tuple(sources), placed)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    finding: int = 0
    source: int = 0


def _line(line: Line, spans: Sequence[_Span], *, is_long: bool) -> MarkedLine:
    pieces = tuple(_pieces(line.text, spans))
    return MarkedLine(line.place, tuple(map(_shortened, pieces)) if is_long else pieces, line.drawn)


def _pieces(text: str, spans: Sequence[_Span]) -> Iterator[Piece]:
    at = 0
    for span in _apart(spans, len(text)):
        if span.start > at:
            yield Piece(text[at : span.start])
        yield Piece(text[span.start : span.end], span.finding, span.source)
        at = span.end
    if at < len(text):
        yield Piece(text[at:])


def _apart(spans: Sequence[_Span], length: int) -> list[_Span]:
    """In the order of the text, none over another: each finding has its mark, a source gives way to one."""
    findings = list(_swept((span for span in spans if span.finding), length))
    kept = list(findings)
    at = 0
    for span in _swept((span for span in spans if span.source), length):
        while at < len(findings) and findings[at].end <= span.start and findings[at].start < span.start:
            at += 1
        if at == len(findings) or findings[at].start >= span.end or not span.start < findings[at].end:
            kept.append(span)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _swept(spans: Iterable[_Span], length: int) -> Iterator[_Span]:
    """From left to right, each from where the one before it ends."""
    at = 0
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        start = max(at, min(span.start, length))
        at = max(start, min(span.end, length))
        yield _Span(start, at, span.finding, span.source)


def _shortened(piece: Piece) -> Piece:
    if piece.finding or piece.source or len(piece.text) <= 2 * _AROUND:
        return piece
    return Piece(f"{piece.text[:_AROUND]} … {piece.text[-_AROUND:]}")


def _blocks(lines: Sequence[Line], shown: Sequence[MarkedLine], *, is_long: bool) -> Iterator[Block]:
    for table, group in groupby(zip(lines, shown, strict=True), key=lambda pair: _table_of(pair[0])):
        pairs = list(group)
        if table and not is_long and (made := _table(table, pairs)):
            yield made
        elif is_long:
            yield from _without_silence([line for _, line in pairs])
        else:
            yield from (line for _, line in pairs)


def _without_silence(lines: Iterable[MarkedLine]) -> Iterator[Block]:
    for speaks, group in groupby(lines, key=lambda line: any(piece.finding for piece in line.pieces)):
        found = list(group)
        yield from found if speaks else [Gap(len(found))]


def _table_of(line: Line) -> str:
    found = _CELL.fullmatch(line.place) if line.labels is not None else None
    return found["table"] if found else ""


def _table(place: str, pairs: Sequence[tuple[Line, MarkedLine]]) -> Table | None:
    """None where it is too large to be shown as one."""
    cells: dict[tuple[int, int], list[tuple[Line, MarkedLine]]] = {}
    for line, shown in pairs:
        found = _CELL.fullmatch(line.place)
        assert found  # it is of this table
        cells.setdefault((int(found["row"]), int(found["column"])), []).append((line, shown))
    depth, width = max(row for row, _ in cells), max(column for _, column in cells)
    if depth > _LONGEST or width > _WIDEST:
        return None
    rows = (
        tuple(_cell(cells.get((row, column)), is_list=width == 1) for column in range(1, width + 1))
        for row in range(1, depth + 1)
    )
    return Table(place, tuple(rows))


def _cell(pairs: Sequence[tuple[Line, MarkedLine]] | None, *, is_list: bool) -> Cell | None:
    if not pairs:
        return None
    labels = pairs[0][0].labels
    heads = "" if is_list or labels is None or labels.row else "row" if labels.column else "column"
    return Cell(tuple(shown for _, shown in pairs), heads)
