"""What a header cell or a row's label says: which indicator, area, period, measure and unit, in any mixture.

A text such as ``其中：巩义市规上工业增加值①增速(%)`` is taken apart from its ends, the longest known name first;
whatever is left over is ``unknown``, and nothing is concluded from a text of which something is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import attrgetter
from typing import Any, Final

from report.catalogue import Catalogue, Indicator, Unit, fold
from report.figures.model import Status
from report.figures.notation import folded, label_without_marks
from report.figures.vocabulary import ALONE, LAST_YEAR, LEADING, REMARKS, STATUSES, WORDS, Word
from report.i18n import msg
from report.periods import Period, parse_spoken

_PREFIX: Final = re.compile(
    r"(?:其中|of which|including)\s*[::,]?|[#\-–—·•○●※◆:,]+"
    r"|[一二三四五六七八九十]{1,3}、|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|\d{1,2}[.、](?!\d)"
)
_PART: Final = re.compile(
    r"第?[一二三四1-4]季度?|上半年|前三季度|1-?2季度|全年|q[1-4]|h1|\d{1,2}-\d{1,2}月"
    r"|(?:the )?(?:first|second|third|fourth) quarter|(?:the )?first half|(?:the )?first three quarters"
)
_INNER: Final = re.compile(r"(?P<rest>.*)\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_SPACED: Final = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_BETWEEN: Final = " \t-:,、/|·_的"
_LONGEST_PERIOD: Final = 28
_DATED: Final = re.compile(r"\d|季|年|quarter|half")


@dataclass(frozen=True, slots=True)
class Aspects:
    """``part`` is a period that lacks its year; ``alone``: the last quarter of the period by itself;
    ``marks``: footnote marks; ``unknown``: what is not understood, or said in two ways.
    """

    indicator: Indicator | None = None
    area: str = ""
    period: Period | None = None
    part: str = ""
    word: Word | None = None
    alone: bool = False
    last_year: bool = False
    units: tuple[Unit, ...] = ()
    status: Status | None = None
    marks: tuple[str, ...] = ()
    unknown: str = ""

    @property
    def is_known(self) -> bool:
        """Something is said, and all of it is understood."""
        return not self.unknown and replace(self, marks=()) != NOTHING

    @property
    def starred(self) -> bool:
        return any(mark in "*＊" for mark in self.marks)


_NAMES: Final = tuple(field.name for field in fields(Aspects))
_values: Final = attrgetter(*_NAMES)
NOTHING: Final = Aspects()


def combined(first: Aspects, second: Aspects) -> Aspects:
    """Both together. What they say differently of the same thing becomes ``unknown``, but for a year and its part."""
    if first is NOTHING:
        return _with_year(second)
    pairs = list(zip(_values(first), _values(second), strict=True))
    if any(mine and other and mine != other for mine, other in pairs):
        return _differing(pairs)
    return _with_year(Aspects(*(mine or other for mine, other in pairs)))


def together(said: Sequence[Aspects]) -> Aspects:
    """All of them :func:`combined`, in their order; where each says what no other does, in one step."""
    found = [tuple(filter(None, values)) for values in zip(*map(_values, said or [NOTHING]), strict=True)]
    if any(len(values) > 1 for values in found):
        return reduce(combined, said, NOTHING)
    return _with_year(Aspects(*(one[0] if one else none for one, none in zip(found, _values(NOTHING), strict=True))))


def _differing(pairs: Iterable[tuple[Any, Any]]) -> Aspects:
    said: dict[str, object] = {}
    for name, (mine, other) in zip(_NAMES, pairs, strict=True):
        if mine and other and mine != other:
            if name == "marks":
                said["marks"] = (*mine, *other)
                continue
            if name == "word" and (stronger := _stronger(mine, other)):
                said["word"] = stronger
                continue
            said["unknown"] = msg("{one} and {other}", one=_told(mine), other=_told(other))
        said.setdefault(name, mine or other)
    return _with_year(Aspects(**said))  # type: ignore[arg-type]  # each value comes from a field of the same name


def _stronger(first: Word, second: Word) -> Word | None:
    """累计 beside 增速 is no contradiction, nor is 增速 beside 位次: a rank by growth."""
    words = {first, second}
    if Word.OWN in words:
        return (words - {Word.OWN}).pop()
    return Word.RANK if words == {Word.GROWTH, Word.RANK} else None


def _told(value: object) -> str:
    if isinstance(value, Indicator):
        return value.zh
    if isinstance(value, tuple):
        return "、".join(unit.zh for unit in value)
    return str(value)


def _with_year(aspects: Aspects) -> Aspects:
    """2021年 over 一季度 is one period."""
    if not (aspects.part and aspects.period and aspects.period.is_full_year):
        return aspects
    period = in_year(aspects.part, aspects.period.year)
    return replace(aspects, period=period, part="") if period else aspects


def in_year(part: str, year: int) -> Period | None:
    """A part of a year (一季度, first half) in a year."""
    return parse_spoken(f"{year}年{part}") or parse_spoken(f"{part} {year}") or parse_spoken(f"{year}{part}")


class LabelReader:
    """Takes texts apart with the names of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[str, Aspects] = {}
        self._units: dict[str, tuple[Unit, ...] | None] = {}

    def read(self, text: str) -> Aspects:
        """What a header cell or label says."""
        if text not in self._read:
            plain = label_without_marks(text)
            self._read[text] = replace(self._parts(_opened(plain.text)), marks=plain.marks)
        return self._read[text]

    def units(self, text: str) -> tuple[Unit, ...] | None:
        """The units that a text names (亿元、%), or None where one of them is unknown."""
        if text not in self._units:
            self._units[text] = self._units_in(text)
        return self._units[text]

    def _units_in(self, text: str) -> tuple[Unit, ...] | None:
        text = re.sub(r"^(?:计量)?单位\s*[::]?|^units?\s*:", "", folded(text).casefold()).strip()
        if whole := self._catalogue.find_unit(text):
            return (whole,)
        units = [self._catalogue.find_unit(name) for name in re.split(r"[、,;]| and |(?<=\w)/(?=%)", text)]
        return None if None in units else tuple(unit for unit in units if unit)

    def _parts(self, text: str) -> Aspects:
        """Peels one known piece after another off a text."""
        found = Aspects()
        while text := _bare(text):
            peeled = self._whole(text) or self._inner(text) or self._behind(text) or self._before(text)
            if not peeled:
                return replace(found, unknown=text)
            text, piece = peeled
            found = combined(piece, found)
            if found.unknown:
                break
        return found

    def _whole(self, text: str) -> tuple[str, Aspects] | None:
        known = self._indicator(text) or _said(text) or self._unit(text) or self._area(text) or _period(text)
        return ("", known) if known else None

    def _inner(self, text: str) -> tuple[str, Aspects] | None:
        """(亿元), (quarter alone) at the end, with all that is in it."""
        match = _INNER.fullmatch(text)
        if not match:
            return None
        status = STATUSES.get(fold(match["inner"]))
        return match["rest"], Aspects(status=status) if status else self._parts(match["inner"])

    def _behind(self, text: str) -> tuple[str, Aspects] | None:
        for start in range(1, len(text)):
            piece = text[start:]
            if _within_word(text, start):
                continue
            known = _said(piece) or (self._unit(piece) if _apart(text, start) else None)
            if not known and text[start - 1] in " ,:":
                known = self._area(piece) or _period(piece)
            if known:
                return text[:start], known
        return None

    def _before(self, text: str) -> tuple[str, Aspects] | None:
        for end in range(len(text) - 1, 0, -1):
            piece = text[:end].strip()
            if _within_word(text, end):
                continue
            leading = LEADING.get(fold(piece))
            known = Aspects(word=leading) if leading else self._area(piece) or _period(piece) or _alone(piece)
            if known:
                return text[end:], known
        return None

    def _indicator(self, text: str) -> Aspects | None:
        """An indicator by one of its names; a name that itself ends in a word for growth says growth."""
        indicator = self._catalogue.find_indicator(text)
        if not indicator:
            return None
        growing = re.search("增速|增长率?|growth(?: rate)?", text[-6:]) or text.endswith("growth rate")
        return Aspects(indicator=indicator, word=Word.GROWTH if growing else None)

    def _unit(self, text: str) -> Aspects | None:
        units = self.units(text)
        return Aspects(units=units) if units else None

    def _area(self, text: str) -> Aspects | None:
        area = self._catalogue.find_area(text)
        return Aspects(area=area.key) if area else None


def _opened(text: str) -> str:
    """A label without what leads it: 其中：, numbering, dashes."""
    text = _SPACED.sub("", folded(text).casefold())
    while match := _PREFIX.match(text):
        text = text[match.end() :].lstrip()
    return text


def _bare(text: str) -> str:
    return text.strip(_BETWEEN)


def _said(text: str) -> Aspects | None:
    """A measure, the quarter alone, last year, or a remark that changes nothing."""
    name = fold(text)
    if word := WORDS.get(name):
        return Aspects(word=word)
    if name in LAST_YEAR:
        return Aspects(last_year=True)
    return Aspects() if name in REMARKS else _alone(text)


def _alone(text: str) -> Aspects | None:
    return Aspects(alone=True) if fold(text) in ALONE else None


def _period(text: str) -> Aspects | None:
    if len(text) > _LONGEST_PERIOD or not _DATED.search(text):
        return None
    if period := parse_spoken(text):
        return Aspects(period=period)
    return Aspects(part=text) if _PART.fullmatch(text) else None


def _apart(text: str, start: int) -> bool:
    """Whether a unit may begin here: % anywhere, any other behind a mark that parts it from the name."""
    return text[start] in "%‰" or text[start - 1] in " ,:/"


def _within_word(text: str, position: int) -> bool:
    """Whether a cut here would part an English word or a number."""
    before, after = text[position - 1], text[position]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
