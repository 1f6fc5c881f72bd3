"""Two documents that should say the same, a Chinese and an English edition: where they differ.

Of what no figure decides, each says one value. Of our own documents, passages stand side by side by their ids: a number
that hands put into one, or took out of it, is looked for in the other, in any rendering. What is told as wrong in the
document where it stands is not told once more as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from report.errors import InputFaults
from report.i18n import clauses, msg, parts
from report.proof.consistent import Said, heard_of, normal, same
from report.proof.hands import Hands, Stated, Worked, hands_in, is_measure
from report.proof.judge import Book
from report.proof.lexicon import Lexicon
from report.proof.model import Finding, Line, around
from report.proof.tokens import Number
from report.word.opened import Opened
from report.word.read import read_record
from report.word.record import Record

_LANGUAGE: Final = re.compile(r"\.(zh|en)(?=\.)")
_OTHER: Final = {"zh": "en", "en": "zh"}
_RATES: Final[Mapping[str, int]] = {"%": 1, "百分点": 1, "倍": 100}
_NO_HANDS: Final = Hands()


@dataclass(frozen=True)
class Side:
    """A document that has been proof-read: its lines, the numbers that it says, what was found in it."""

    name: str
    lines: Sequence[Line]
    said: Sequence[Said]
    findings: Sequence[Finding]
    hands: Hands = field(default_factory=Hands)

    def is_told(self, line: int, start: int, end: int) -> bool:
        """Whether something is to be mended there already."""
        return any(
            one.is_to_mend and one.line == line and one.start <= end and start <= max(one.end, one.start)
            for one in self.findings
        )

    def telling(self, more: Iterable[Finding]) -> Side:
        return replace(self, findings=[*self.findings, *more])

    def where(self, line: int) -> str:
        return parts(self.name, self.lines[line].place) if line >= 0 else self.name


def sibling(document: Path, record: Record | None) -> Path | None:
    """The edition in the other language beside a document: named as it is but for the language, of the same edition.

    None where there is none. Raises InputFaults where it is there and cannot be read.
    """
    if record is None:
        return None
    name, changed = _LANGUAGE.subn(f".{_OTHER[record.language]}", document.name, count=1)
    path = document.with_name(name)
    if not changed or path == document or not path.is_file():
        return None
    other = read_record(path)
    is_sibling = other is not None and other.edition == record.edition and other.language != record.language
    return path if is_sibling else None


def hands_of(opened: Opened | None, record: Record | None, lines: Sequence[Line], lexicon: Lexicon) -> Hands:
    """What hands did to a document, where it is one of ours and its record can be believed."""
    if opened is None or record is None:
        return _NO_HANDS
    try:
        return hands_in(opened, record, lines, lexicon)
    except ValueError:
        return _NO_HANDS


def differences(mine: Side, theirs: Side, book: Book) -> list[Finding]:
    """Where ``mine`` differs from ``theirs``, with both places."""
    found = [*two_values(mine, theirs, book)]
    if mine.hands.passages and theirs.hands.passages:
        mine, theirs = mine.telling(found), theirs.telling(two_values(theirs, mine, book))
        found += passages(mine, theirs)
        found += added(mine, theirs)
    return found


# Numbers that no figure decides


def two_values(mine: Side, theirs: Side, book: Book) -> Iterator[Finding]:
    """Facts unknown to the figures that the other document gives another value."""
    elsewhere: dict[object, dict[Decimal, Said]] = {}
    for one in heard_of(theirs.said, theirs.lines, book).open:
        elsewhere.setdefault((normal(one.key, book.catalogue), one.unit), {}).setdefault(one.value, one)
    for one in heard_of(mine.said, mine.lines, book).open:
        others = elsewhere.get((normal(one.key, book.catalogue), one.unit), {}).values()
        if others and not any(same(one, other) for other in others):
            other = next(iter(others))
            expected = msg("{shown} as in {where}", shown=other.shown, where=theirs.where(other.line))
            yield _finding(mine, one.line, one.mention.start, one.mention.end, expected)


# Passages of our own documents


def passages(mine: Side, theirs: Side) -> Iterator[Finding]:
    """Numbers by hand in a passage that the same passage of the other lacks, and those that are gone from one."""
    last = 0
    for id, here in mine.hands.passages.items():
        there = theirs.hands.passages.get(id)
        if there is None:
            continue
        if here.line >= 0 and there.line >= 0:
            more = [*_more(mine, here, theirs, there)]
            less = [*_more(theirs, there, mine, here)]
            yield from _paired(mine, here, theirs, there, more, less)
        elif here.line != there.line and not here.is_cell:
            yield from _gone(mine, here, theirs, there, last)
        last = max(here.line, last) if not here.is_cell else last


def _gone(mine: Side, here: Worked, theirs: Side, there: Worked, last: int) -> Iterator[Finding]:
    """A passage with numbers that hands took out of one document, and left in the other."""
    lacking, having, left = (mine, theirs, there) if here.line < 0 else (theirs, mine, here)
    numbers = [one for one in left.now if _counts(one) and not _is_by_hand(one, lacking) and not _told(having, one)]
    if not numbers:
        return
    if having is mine:
        whole = mine.lines[left.line].text
        yield _finding(
            mine, left.line, 0, len(whole), msg("a counterpart of this paragraph in {name}", name=theirs.name)
        )
    else:
        yield _finding(mine, last, 0, 0, _as_in(theirs, numbers), "none")


def _more(one: Side, worked: Worked, other: Side, beside: Worked) -> Iterator[Stated]:
    """What a passage says that the other does not say, by what hands did to either; what is told already apart."""
    for stated in worked.put_in:
        if _counts(stated) and not _is_said(stated, other, beside) and not _told(one, stated):
            yield stated
    for gone in beside.taken_out:
        if _told(other, gone) or not _counts(gone) or _is_said(gone, other, beside):
            continue
        still = next((stated for stated in worked.now if renders(stated.number, gone.number)), None)
        if still is not None and still not in worked.put_in and not _told(one, still):
            yield still


def _counts(stated: Stated) -> bool:
    """A number that measures something, or stands in a cell."""
    return stated.in_cell or is_measure(stated.number)


def _is_said(stated: Stated, by: Side, worked: Worked) -> bool:
    """In the same passage, or in a paragraph that was added for it."""
    new = [one for several in by.hands.added.values() for one in several]
    return any(renders(one.number, stated.number, in_cell=stated.in_cell) for one in (*worked.now, *new))


def _told(side: Side, stated: Stated) -> bool:
    return side.is_told(stated.line, stated.start, stated.end)


def _paired(
    mine: Side, here: Worked, theirs: Side, there: Worked, more: Sequence[Stated], less: Sequence[Stated]
) -> Iterator[Finding]:
    """A number here and another there, of one unit, are one difference."""
    left = list(less)
    for one in more:
        other = next((other for other in left if _family_of(other.number) == _family_of(one.number)), None)
        expected: str = msg("a number that {where} has too", where=theirs.where(there.line))
        if other is not None:
            left.remove(other)
            expected = _as_in(theirs, [other])
        yield _finding(mine, one.line, one.start, one.end, expected)
    if left:
        yield _finding(mine, *_place_for(here), _as_in(theirs, left), "none")


def _as_in(side: Side, stated: Sequence[Stated]) -> str:
    numbers = tuple(one.text for one in stated)
    return msg("{numbers} as in {where}", numbers=numbers, where=side.where(stated[0].line))


def _place_for(worked: Worked) -> tuple[int, int, int]:
    """Where something is missing: where it was taken out, else at the beginning of the passage."""
    gone = next(iter(worked.taken_out), None)
    return (gone.line, gone.start, gone.end) if gone else (worked.line, 0, 0)


# Paragraphs by hand


def added(mine: Side, theirs: Side) -> Iterator[Finding]:
    """Paragraphs added by hand with numbers that have no counterpart in the other document."""
    for line, numbers in mine.hands.added.items():
        lacking = [one for one in numbers if not _is_by_hand(one, theirs) and not _told(mine, one)]
        if lacking and len(lacking) == len(numbers):
            whole = mine.lines[line].text
            yield _finding(
                mine, line, 0, len(whole), msg("a counterpart of this paragraph in {name}", name=theirs.name)
            )
            continue
        for one in lacking:
            yield _finding(mine, line, one.start, one.end, msg("a number that {name} has too", name=theirs.name))
    for line, numbers in theirs.hands.added.items():
        lacking = [one for one in numbers if not _is_by_hand(one, mine) and not _told(theirs, one)]
        if lacking:
            after = mine.hands.passages.get(theirs.hands.before[line], Worked(0))
            shown = theirs.lines[line].text[:40]
            yield _finding(
                mine,
                max(after.line, 0),
                0,
                0,
                msg("{numbers} (“{shown}”)", numbers=_as_in(theirs, lacking), shown=shown),
                "none",
            )


def _is_by_hand(stated: Stated, by: Side) -> bool:
    """In a paragraph that was added there, or put into a passage."""
    put_in = (one for worked in by.hands.passages.values() for one in worked.put_in)
    new = (one for several in by.hands.added.values() for one in several)
    return any(renders(one.number, stated.number) for one in (*put_in, *new))


# What is one number in two languages


def renders(one: Number, other: Number, *, in_cell: bool = False) -> bool:
    """Whether two numbers are the same in other words: 亿元 and billion yuan, 1.1倍 and 110 percent, rounded or not.

    A bare number may be of any unit; in a cell the table says which, and may count in other thousands.
    """
    if _family_of(one) != _family_of(other):
        return not (one.unit and other.unit) and abs(one.value) == abs(other.value)
    value, against = abs(one.amount) * _scale(one), abs(other.amount) * _scale(other)
    coarse = max(_step(one), _step(other))
    return abs(value - against) <= coarse / 2 or (in_cell and _is_scaled(value, against))


def _family_of(number: Number) -> str:
    return "%" if number.unit in _RATES else number.unit


def _scale(number: Number) -> int:
    return _RATES.get(number.unit, 1)


def _step(number: Number) -> Decimal:
    """The unit in which a number is rounded, as :func:`renders` compares it."""
    return Decimal(1).scaleb(-number.decimals) * number.factor * _scale(number)


def _is_scaled(value: Decimal, against: Decimal) -> bool:
    return bool(value and against) and abs((value / against).log10() % 1) == 0


def _finding(side: Side, line: int, start: int, end: int, expected: str, found: str = "") -> Finding:
    text = side.lines[line].text
    words = around(text, start, end)
    found = found or text[start:end]
    return Finding("inconsistent", side.lines[line].place, words, expected, found, 0, line, start, end)


def unread(faults: InputFaults) -> str:
    """A note to people: the edition in the other language is there, and cannot be read."""
    said = clauses(fault.words for fault in faults.faults)
    return msg("not compared with the edition in the other language: {faults}", faults=said)
