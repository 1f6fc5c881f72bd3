"""What a value cell says: a number with what stands beside it, a mark for none, or something that is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.catalogue import Catalogue, Unit
from report.figures.formats import Format, read_format
from report.figures.grid import Cell, Kind
from report.figures.model import Status
from report.figures.notation import folded, trimmed, without_marks
from report.figures.reading import Reading
from report.figures.refused import Refused
from report.i18n import msg

_NUMBER: Final = re.compile(r"(?P<number>[+-]?(?:\d+(?:[, ]\d+)*)?(?:\.\d+)?)\s*(?P<unit>[^\d\s.,+-].*)?")
_GROUPED: Final = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*|)(?:\.\d+)?")
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-"})
#: Beyond any figure that is published, and a bound on what arithmetic can be made to cost.
_MOST_DIGITS: Final = 30


@dataclass(frozen=True, slots=True)
class Value:
    """A number as its cell says it: in ``unit`` where the cell itself gives one (12.3%, a percent format).

    ``marks`` are the footnote marks beside it, ``stored`` what the cell holds, in words.
    """

    number: Decimal
    stored: str
    unit: Unit | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """No number, and that on purpose (``stated`` by a mark) or for want of one."""

    found: str
    status: Status = Status.MISSING
    stated: bool = False


def read_value(cell: Cell, reading: Reading, catalogue: Catalogue) -> Value | Nothing:
    """What a value cell says. Text is never mended beyond its width, spaces and marks.

    Raises Refused where the cell holds something that is neither a number nor a mark.
    """
    match cell.kind:
        case Kind.BLANK:
            return Nothing(msg("an empty cell"))
        case Kind.UNCALCULATED:
            return Nothing(msg("a formula that was never calculated ({text})", text=cell.text))
        case Kind.NUMBER:
            return _number(cell, catalogue)
        case Kind.TEXT:
            return _text(cell.text, reading, catalogue)
        case Kind.ERROR:
            raise Refused(msg("a number"), msg("the error {text}", text=cell.text))
        case Kind.BOOLEAN:
            raise Refused(msg("a number"), msg("the truth value {text}", text=cell.text))
        case Kind.DATE:
            raise Refused(msg("a number"), msg("the date {text}", text=cell.text))


def _number(cell: Cell, catalogue: Catalogue) -> Value:
    assert cell.number is not None
    shown = read_format(cell.number_format, cell.number)
    if shown.scaled:
        raise Refused(
            msg("a number format that shows the number as it is"), msg("{text} shown in thousands", text=cell.text)
        )
    literal = without_marks(shown.literal)
    unit = catalogue.find_unit("%" if shown.percent else literal.text)
    value = cell.number * 100 if shown.percent else cell.number
    return Value(value, _stored(cell, shown), unit, literal.marks)


def _stored(cell: Cell, shown: Format) -> str:
    return f"{cell.text} (format {cell.number_format})" if shown.percent or shown.literal else cell.text


def _text(text: str, reading: Reading, catalogue: Catalogue) -> Value | Nothing:
    plain = without_marks(text, number=True)
    for written in (trimmed(text), plain.text):
        meaning = reading.meaning(written)
        if isinstance(meaning, Decimal):
            return Value(meaning, text.strip(), None, plain.marks)
        if meaning is not None:
            return Nothing(f"“{text.strip()}”", meaning, stated=True)
    if not trimmed(text):
        return Nothing(msg("an empty cell"))
    return _number_in(text, folded(plain.text).translate(_MINUS), plain.marks, catalogue)


def _number_in(text: str, written: str, marks: tuple[str, ...], catalogue: Catalogue) -> Value:
    """``written`` is the text without marks, at its usual width."""
    match = _NUMBER.fullmatch(written)
    number = (match["number"] or "").strip() if match else ""
    unit = catalogue.find_unit(match["unit"]) if match and match["unit"] else None
    if not match or not number.strip("+-") or len(number) > _MOST_DIGITS or (match["unit"] and not unit):
        raise Refused(msg("a number"), repr(text.strip()))
    if not _GROUPED.fullmatch(number):
        raise Refused(msg("a number with a decimal point and thousands in threes"), repr(text.strip()))
    return Value(Decimal(re.sub("[, ]", "", number)), text.strip(), unit, marks)
