"""Numbers typed by hand that were right until a figure was corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree

from report.corrections.anchors import Region, Segment
from report.corrections.merge import Renewed, Version
from report.corrections.words import NUMBER, comparable, matches, words
from report.word.flow import text_of
from report.word.ooxml import W
from report.word.record import Record, RecordedFigure

_LIST: Final = r"(?:\s*(?:[、,，和及]|and)\s*\d+(?:[.,]\d+)*)*\s*"
_UNITS: Final[Mapping[str, str]] = {
    "%": r"(?:[%％]|per ?cent(?!age point))",
    "百分点": r"(?:个?百分点|percentage points?)",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A segment of a paragraph that says what was printed for these figures before."""

    segment: Segment
    figures: tuple[Renewed, ...]


@dataclass(frozen=True)
class Outdated:
    """A print of a figure before it was corrected: the number, and the pattern of what must follow it."""

    number: Decimal
    unit: re.Pattern[str]
    figure: Renewed


def outdated(base: Record, ours: Record) -> list[Outdated]:
    """Every figure of the base that has another value now, in each way in which it was printed."""
    now = {figure.fact: figure for figure in _all(ours)}
    found: dict[tuple[str, str, str], Outdated] = {}
    for figure in _all(base):
        new = now.get(figure.fact)
        if new is not None and new.value != figure.value:
            for number, unit in _prints(figure):
                renewed = Renewed(figure.fact, figure.text, new.text, ours.places(new))
                found.setdefault((figure.fact, str(number), unit), Outdated(number, re.compile(unit), renewed))
    return list(found.values())


def _all(record: Record) -> Iterator[RecordedFigure]:
    yield from record.figures
    for chart in record.charts:
        yield from chart.points


def _prints(figure: RecordedFigure) -> Iterator[tuple[Decimal, str]]:
    """As printed with its own unit; and the value in the unit of its fact."""
    number = NUMBER.search(figure.text)
    after = figure.text[number.end() :].strip() if number else ""
    if number and after:
        yield _decimal(number[0]), _LIST + re.escape(after)
    unit = _UNITS.get(figure.unit, re.escape(figure.unit))
    if figure.unit:
        yield abs(Decimal(figure.value)), _LIST + unit


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


Span = tuple[int, int]


def typed(paragraph: etree._Element, old: Sequence[Outdated], spoken_for: Sequence[Span]) -> Iterator[Typed]:
    """Where a number with its unit is an outdated one, and not one of the figures that are ``spoken_for``."""
    text = text_of(paragraph)
    for found in NUMBER.finditer(text):
        hits = [one.figure for one in old if one.number == _decimal(found[0]) and one.unit.match(text, found.end())]
        if hits and not any(start < found.end() and found.start() < end for start, end in spoken_for):
            yield Typed(Segment(paragraph, found.start(), found.end()), tuple(dict.fromkeys(hits)))


def generated_segments(region: Region, base: Version) -> Iterator[Segment]:
    """Where the figures of ``base`` stand in a region, word by word."""
    one, other = words(base.text), words(region.text)
    if not base.figures or not comparable(one, other):
        return
    inside = [any(figure.start < word.end and word.start < figure.end for figure in base.figures) for word in one]
    for at, is_figure in zip(matches(one, other), inside, strict=True):
        if is_figure and at is not None:
            yield from region.located(other[at].start, other[at].end)


def is_in_box(paragraph: etree._Element) -> bool:
    """Comments cannot stand in text boxes."""
    return next(paragraph.iterancestors(W + "txbxContent"), None) is not None
