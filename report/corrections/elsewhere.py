"""Numbers typed by hand that were right until a figure was corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree

from report.catalogue import Catalogue, Measure
from report.corrections.anchors import Region, Segment
from report.corrections.merge import Renewed
from report.corrections.printed import Version
from report.corrections.words import NUMBER, Word, comparable, matches, words
from report.facts.keys import FactKey
from report.word.flow import text_of
from report.word.ooxml import W
from report.word.record import Record, RecordedFigure

_LIST: Final = r"(?:\s*(?:[、,，和及]|and)\s*\d+(?:[.,]\d+)*)*\s*"
_UNITS: Final[Mapping[str, str]] = {
    "%": r"(?:[%％]|per ?cent(?!age point))",
    "百分点": r"(?:个?百分点|percentage points?)",
    "亿元": r"亿元?",
    "万元": r"万元?",
    "万元/亩": r"万元(?:/亩)?",
    "billion yuan": r"billion(?: yuan)?",
    "million yuan": r"million(?: yuan)?",
    "个": r"个(?!百分点)",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A segment of a paragraph that says what was printed for these figures before."""

    segment: Segment
    figures: tuple[Renewed, ...]


@dataclass(frozen=True)
class Outdated:
    """A print of a figure before it was corrected: the number, and the pattern of what must follow it.

    ``names``: where a number is too small to be told by itself, one of these must stand in its clause.
    """

    number: Decimal
    unit: re.Pattern[str]
    figure: Renewed
    names: tuple[str, ...] = ()


def outdated(base: Record, ours: Record, catalogue: Catalogue) -> list[Outdated]:
    """Every figure of the base that has another value now, or none, in each way in which it was printed."""
    now: dict[str, list[RecordedFigure]] = {}
    for figure in _all(ours):
        now.setdefault(figure.fact, []).append(figure)
    found: dict[tuple[str, str, str], Outdated] = {}
    for figure in _all(base):
        new = _like(figure, now.get(figure.fact, []))
        if new is None or new.value != figure.value:
            renewed = renewed_figure(figure, new, (ours if new else base).places(new or figure))
            for number, unit in _prints(figure):
                one = Outdated(number, re.compile(unit), renewed, _names(figure, catalogue))
                found.setdefault((figure.fact, str(number), unit), one)
    return list(found.values())


def _like(figure: RecordedFigure, now: Sequence[RecordedFigure]) -> RecordedFigure | None:
    """The new print that is of the kind of the old one: with its unit, or without as in tables."""
    bare = bool(NUMBER.fullmatch(figure.text.lstrip("-")))
    alike = [other for other in now if bool(NUMBER.fullmatch(other.text.lstrip("-"))) == bare]
    return next(iter(alike or now), None)


def renewed_figure(figure: RecordedFigure, new: RecordedFigure | None, cells: tuple[str, ...]) -> Renewed:
    """A recorded figure and what it is now; None: it is no longer given."""
    value = Decimal(new.value) if new else None
    return Renewed(figure.fact, figure.text, new.text if new else "", cells, Decimal(figure.value), value, figure.unit)


def _names(figure: RecordedFigure, catalogue: Catalogue) -> tuple[str, ...]:
    """Of what is counted: its names, and the word that each ends with."""
    try:
        key = FactKey.parse(figure.fact)
    except ValueError:
        return ()
    indicator = catalogue.indicators.get(key.indicator)
    if key.measure is not Measure.COUNT or indicator is None:
        return ()
    names = indicator.names()
    return tuple(dict.fromkeys((*names, *(name.split()[-1] if " " in name else name[-2:] for name in names))))


def _all(record: Record) -> Iterator[RecordedFigure]:
    yield from record.figures
    for chart in record.charts:
        yield from chart.points


def _prints(figure: RecordedFigure) -> Iterator[tuple[Decimal, str]]:
    """As printed with its own unit; and the value in the unit of its fact."""
    number = NUMBER.search(figure.text)
    after = figure.text[number.end() :].strip() if number else ""
    if number and after:
        yield _decimal(number[0]), _LIST + _UNITS.get(after, re.escape(after))
    if figure.unit:
        yield abs(Decimal(figure.value)), _LIST + _UNITS.get(figure.unit, re.escape(figure.unit))


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


Span = tuple[int, int]


def typed(paragraph: etree._Element, old: Sequence[Outdated], spoken_for: Sequence[Span]) -> Iterator[Typed]:
    """Where a number with its unit is an outdated one, and not one of the figures that are ``spoken_for``."""
    text = text_of(paragraph)
    for number, start, end in (*_digits(text), *_chinese_percentages(text)):
        hits = [one.figure for one in old if one.number == number and _is_said(one, text, start, end)]
        if hits and not any(first < end and start < last for first, last in spoken_for):
            yield Typed(Segment(paragraph, start, end), _once(hits))


def _digits(text: str) -> Iterator[tuple[Decimal, int, int]]:
    for found in NUMBER.finditer(text):
        yield _decimal(found[0]), found.start(), found.end()


def _chinese_percentages(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """百分之十三点七."""
    for found in _SPELT.finditer(text):
        value = _spelt(found["whole"], found["part"] or "")
        if value is not None:
            yield value, found.start(), found.end()


_SPELT: Final = re.compile(r"百分之(?P<whole>[零〇一二三四五六七八九十百]+)(?:点(?P<part>[零〇一二三四五六七八九]+))?")
_NUMERALS: Final = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}


_ONE: Final = "[一二三四五六七八九]"
_BELOW_A_THOUSAND: Final = re.compile(rf"(?:({_ONE})百)?零?(?:({_ONE})?(十))?({_ONE}|[零〇])?")


def _spelt(whole: str, part: str) -> Decimal | None:
    """一百二十三 as 123; None where the numerals make no number below a thousand."""
    found = re.fullmatch(
        r"(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([零〇一二三四五六七八九])?", whole
    )
    if not found or not whole:
        return None
    hundreds, tens, ten, ones = found.groups()
    value = 100 * _NUMERALS.get(hundreds or "零", 0) + _NUMERALS.get(ones or "零", 0)
    value += 10 * (_NUMERALS[tens] if tens else 1) if ten else 0
    return Decimal(f"{value}.{''.join(str(_NUMERALS[one]) for one in part) or 0}")


def _is_said(one: Outdated, text: str, start: int, end: int) -> bool:
    spelt = text.startswith("百分之", start)
    if not (one.figure.unit == "%" if spelt else one.unit.match(text, end)):
        return False
    return not one.names or any(name in _clause_around(text, start) for name in one.names)


def _clause_around(text: str, at: int) -> str:
    before = max(text.rfind(mark, 0, at) for mark in _CLAUSE_ENDS)
    after = [place for mark in _CLAUSE_ENDS if (place := text.find(mark, at)) >= 0]
    return text[before + 1 : min(after, default=len(text))]


_CLAUSE_ENDS: Final = "，。；！？,;!?\n"


def _once(hits: Sequence[Renewed]) -> tuple[Renewed, ...]:
    """Each fact once, by its print with the unit."""
    found: dict[str, Renewed] = {}
    for hit in hits:
        if hit.fact not in found or len(hit.old) > len(found[hit.fact].old):
            found[hit.fact] = hit
    return tuple(found.values())


def claims_typed(
    paragraph: etree._Element, words: Sequence[tuple[str, str]], spoken_for: Sequence[Span]
) -> Iterator[tuple[Segment, str]]:
    """Where the words of a claim stand, which were not generated: each with the claim's name."""
    text = text_of(paragraph)
    for name, phrase in words:
        for found in re.finditer(re.escape(phrase), text, re.IGNORECASE):
            start, end = found.span()
            if not any(first < end and start < last for first, last in spoken_for):
                yield Segment(paragraph, start, end), name


def generated_segments(region: Region, base: Version, *, figures: bool) -> Iterator[Segment]:
    """Where the words of ``base`` stand in a region, word by word; ``figures``: only those of its figures."""
    one, other = words(base.text), words(region.text)
    if not comparable(one, other):
        return
    for at, word in zip(matches(one, other), one, strict=True):
        if at is None or (figures and not _is_in_figure(word, base)):
            continue
        yield from region.located(other[at].start, other[at].end)


def _is_in_figure(word: Word, base: Version) -> bool:
    return any(figure.start < word.end and word.start < figure.end for figure in base.figures)


def is_in_box(paragraph: etree._Element) -> bool:
    """Comments cannot stand in text boxes."""
    return next(paragraph.iterancestors(W + "txbxContent"), None) is not None
