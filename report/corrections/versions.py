"""A record's passages as texts with figures: whole, or line by line and cell by cell for a table."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from report.corrections.printed import Printed, Version
from report.i18n import msg
from report.narrative.model import Kind
from report.word.record import Record, RecordedFigure, RecordedSource


@dataclass(frozen=True)
class Generated:
    """One passage of one generation. ``own``: its words, or its caption; ``rows``: of a table, cell by cell."""

    id: str
    kind: Kind
    own: Version
    rows: tuple[tuple[Version, ...], ...] = ()
    chart: str = ""


def generated(record: Record) -> Mapping[str, Generated]:
    """Every passage by its id, in order. Raises ValueError where a record contradicts itself."""
    figures: dict[str, list[Printed]] = {}
    known = {source.key: source for source in record.sources}
    for figure in record.figures:
        figures.setdefault(figure.passage, []).append(_printed(figure, known))
    made: dict[str, Generated] = {}
    for passage in record.passages:
        whole = Version(passage.text, tuple(figures.get(passage.id, ())))
        _require_inside(whole, passage.id)
        kind = Kind(passage.kind)
        own, rows = _apart(whole) if kind is Kind.TABLE else (whole, ())
        made[passage.id] = Generated(passage.id, kind, own, rows, passage.chart)
    return made


def _printed(figure: RecordedFigure, known: Mapping[str, RecordedSource]) -> Printed:
    try:
        value = Decimal(figure.value)
    except InvalidOperation as error:
        raise ValueError(msg("{fact} with the value {value}", fact=figure.fact, value=figure.value)) from error
    end = figure.at + len(figure.text)
    sources = tuple(known[key] for key in figure.sources if key in known)
    return Printed(figure.at, end, figure.fact, value, sources, figure.unit)


def _require_inside(version: Version, passage: str) -> None:
    for figure in version.figures:
        if not 0 <= figure.start <= figure.end <= len(version.text):
            raise ValueError(msg("a figure outside the passage {passage}", passage=passage))


def _apart(whole: Version) -> tuple[Version, tuple[tuple[Version, ...], ...]]:
    """The caption, and the rows in cells: see :func:`report.word.record.printed_text`."""
    at = 0
    left = deque(sorted(whole.figures, key=lambda one: one.start))
    lines: list[tuple[Version, ...]] = []
    for line in whole.text.split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append(_cut(cell, at, left))
            at += len(cell) + 1
        lines.append(tuple(cells))
    caption, *rows = lines
    return caption[0], tuple(rows)


def _cut(cell: str, start: int, left: deque[Printed]) -> Version:
    """The figures that stand in a cell are taken from those that are ``left``; one that leaves it is nobody's."""
    moved: list[Printed] = []
    end = start + len(cell)
    while left and left[0].start <= end:
        figure = left.popleft()
        if figure.end <= end:
            moved.append(replace(figure, start=figure.start - start, end=figure.end - start))
    return Version(cell, tuple(moved))
