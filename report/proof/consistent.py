"""What a document says of itself, where no figure decides: one value each, differences that are differences, parts
that make up their whole.

Numbers that lines say of facts come in, with the lines; findings go out. A number that a figure has shown to be wrong
is told already: it neither accuses others nor is accused again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Measure
from report.facts.derive import PERCENT, POINTS
from report.facts.keys import FactKey
from report.i18n import msg
from report.periods import Period
from report.proof.judge import Book
from report.proof.mention import Mention
from report.proof.model import Finding, Line, around
from report.proof.token import Number

_ALL: Final = Decimal(100)
_SHARE: Final = r"\d{1,3}(?:\.\d{1,3})?%?"
_STRUCTURE: Final = re.compile(rf"(?<![\d.]){_SHARE}(?: ?[:：∶] ?{_SHARE}){{2,5}}(?![\d:：∶])")
_TIME: Final = re.compile(r"[012]?\d[:：][0-5]\d(?:[:：][0-5]\d)?")
_OF_STRUCTURE: Final = re.compile("结构|构成|占比|比重|structure|composition|breakdown|shares", re.IGNORECASE)
_STOP: Final = re.compile(r"[。！？!?；]|[.;](?=\s)")
_BEFORE: Final = 60  # characters before a structure in which it is called one
_SHARES: Final = Decimal(50)  # what comes to less (2∶3∶5) is a proportion
_READ: Final = 100_000  # characters of a line that are looked at for structures
_DIFFERENCES: Final = ("gap", "change", "share_change")


@dataclass(frozen=True, slots=True)
class Said:
    """A number in line ``line`` that is about ``key``; ``borne_out``: by a figure."""

    line: int
    mention: Mention
    key: FactKey
    borne_out: bool

    @property
    def number(self) -> Number:
        assert self.mention.number is not None
        return self.mention.number

    @property
    def value(self) -> Decimal:
        """As said, with the sign of its verb, in the base of its unit."""
        return self.number.amount if self.number.signed else self.number.amount * (self.mention.sign or 1)

    @property
    def step(self) -> Decimal:
        """The unit in which it is rounded, in the base of its unit."""
        return Decimal(1).scaleb(-self.number.decimals) * self.number.factor

    @property
    def unit(self) -> str:
        """That of the number; of a bare one in a table, of what it is about."""
        if self.number.unit or self.key.measure not in (Measure.GROWTH, Measure.SHARE, Measure.RATIO):
            return self.number.unit
        return POINTS if self.key.operation in _DIFFERENCES else PERCENT

    @property
    def is_exact(self) -> bool:
        """Not "about", "over" or "nearly"."""
        return not (self.mention.about or self.mention.bound)

    @property
    def shown(self) -> str:
        return shown_amount(self.number.value, self.number.spelled_unit)


@dataclass(frozen=True, slots=True)
class Clash:
    """Characters ``start`` to ``end`` of a line, and what should stand there by the document itself.

    ``beside``: the line with which it clashes.
    """

    line: int
    start: int
    end: int
    expected: str
    beside: int | None = None

    @classmethod
    def at(cls, one: Said, expected: str, beside: Said | None = None) -> Clash:
        place = None if beside is None or beside.line == one.line else beside.line
        return cls(one.line, one.mention.start, one.mention.end, expected, place)


@dataclass(frozen=True)
class Heard:
    """``sound``: what no figure has shown to be wrong. ``open``: what no figure decides."""

    sound: Sequence[Said]
    open: Sequence[Said]
    lines: Sequence[Line]
    catalogue: Catalogue

    @cached_property
    def _undecided(self) -> frozenset[int]:
        return frozenset(map(id, self.open))

    def is_open(self, one: Said) -> bool:
        return id(one) in self._undecided

    def by_key(self) -> Mapping[FactKey, Said]:
        """The first number that is said of each fact."""
        found: dict[FactKey, Said] = {}
        for one in self.sound:
            found.setdefault(normal(one.key, self.catalogue), one)
        return found


Rule = Callable[[Heard], Iterator[Clash]]


def findings(said: Sequence[Said], lines: Sequence[Line], book: Book) -> Iterator[Finding]:
    """Where a document contradicts itself, each with both places."""
    for clash in (*structures(lines), *clashes(said, lines, book)):
        line = lines[clash.line]
        expected = clash.expected
        if clash.beside is not None:
            expected = msg("{expected}, {place}", expected=expected, place=lines[clash.beside].place)
        words, found = around(line.text, clash.start, clash.end), line.text[clash.start : clash.end]
        yield Finding("inconsistent", line.place, words, expected, found, 0, clash.line, clash.start, clash.end)


def clashes(said: Sequence[Said], lines: Sequence[Line], book: Book) -> Iterator[Clash]:
    """Numbers that contradict others of the same document, each with what it should be by them."""
    heard = heard_of(said, lines, book)
    for rule in RULES:
        yield from rule(heard)


def heard_of(said: Sequence[Said], lines: Sequence[Line], book: Book) -> Heard:
    """What its sentence leaves no doubt about: neither the area nor the year is guessed."""
    decided = [one for one in said if one.mention.decided and one.key.area and one.key.period.year]
    unknown = [one for one in decided if book.known(one.key) is None]
    sound = [one for one in decided if one.borne_out or book.known(one.key) is None]
    return Heard(sound, unknown, lines, book.catalogue)


def normal(key: FactKey, catalogue: Catalogue) -> FactKey:
    """A share by the name of its whole, whether that is said or goes without saying."""
    if key.operation not in ("share", "share_change") or key.other or key.indicator not in catalogue.indicators:
        return key
    return replace(key, other=catalogue.indicators[key.indicator].part_of or "")


def same(one: Said, other: Said) -> bool:
    """Equal, or one rounded from the other; of two with a direction, in the same direction."""
    if not (one.is_exact and other.is_exact):
        return True
    coarse = max(one.step, other.step)
    turned = _direction(one) * _direction(other) < 0
    return not turned and abs(abs(one.value) - abs(other.value)) <= coarse / 2


def _direction(one: Said) -> int:
    if one.number.signed:
        return (one.value > 0) - (one.value < 0)
    return 0 if one.mention.swaps else (one.mention.sign or 0)


def shown_amount(value: Decimal, unit: str) -> str:
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{value}{space}{unit}"


# Rules


def two_values(heard: Heard) -> Iterator[Clash]:
    """Headline, text, table and chart give one figure two values.

    In one sentence nobody says a figure twice: there the second number is of something else that is not known by name.
    """
    first: dict[tuple[FactKey, str], Said] = {}
    for one in heard.open:
        before = first.setdefault((normal(one.key, heard.catalogue), one.unit), one)
        if not same(before, one) and _are_apart(before, one, heard.lines):
            yield Clash.at(one, msg("{shown} as said before", shown=before.shown), before)


def _are_apart(one: Said, other: Said, lines: Sequence[Line]) -> bool:
    """In different sentences."""
    return one.line != other.line or bool(_STOP.search(lines[one.line].text, one.mention.end, other.mention.start))


def differences(heard: Heard) -> Iterator[Clash]:
    """A gap between areas, or a change since an earlier period, of which both sides are said as well."""
    values = heard.by_key()
    for one in heard.open:
        if one.key.operation not in _DIFFERENCES or not one.is_exact:
            continue
        sides = _sides(one, values, heard.catalogue)
        if sides is not None and not _is_difference(one, *sides):
            own, other = sides
            expected = f"{own.value} − {other.value} = {own.value - other.value}"
            yield Clash.at(one, _in_units_of(one, expected, own, other), own)


def _sides(one: Said, values: Mapping[FactKey, Said], catalogue: Catalogue) -> tuple[Said, Said] | None:
    key = normal(one.key, catalogue)
    if key.operation == "gap":
        own, other = key.plain, key.plain.of(key.other)
    else:
        assert key.base is not None
        own = key.by("share", key.other) if key.operation == "share_change" else key.plain
        other = own.at(key.base)
    found = values.get(own), values.get(other)
    if own == other or found[0] is None or found[1] is None or not (found[0].is_exact and found[1].is_exact):
        return None
    return found[0], found[1]


def _is_difference(one: Said, own: Said, other: Said) -> bool:
    """Published figures are subtracted as published; what is rounded otherwise may be off by its last digit."""
    difference = own.value - other.value
    if _direction(one):
        difference *= _direction(one)
        said = abs(one.value)
    else:
        difference, said = abs(difference), abs(one.value)
    alike = one.step == own.step == other.step
    return abs(difference - said) <= (0 if alike else max(one.step, own.step, other.step))


def _in_units_of(one: Said, expected: str, own: Said, other: Said) -> str:
    """Money as it is said, not in yuan."""
    if one.number.factor == 1:
        return expected
    left, right = (side.value / one.number.factor for side in (own, other))
    return f"{left:f} − {right:f} = {shown_amount(left - right, one.number.spelled_unit)}"


Place = tuple[str, Period]


def totals(heard: Heard) -> Iterator[Clash]:
    """Levels of all the parts of a whole, where the whole is said too: they add up, but for rounding."""
    said: dict[Place, dict[str, Said]] = {}
    for one in heard.sound:
        if not one.key.operation and one.key.measure in (Measure.LEVEL, Measure.COUNT) and one.is_exact:
            said.setdefault((one.key.area, one.key.period), {}).setdefault(one.key.indicator, one)
    for levels in said.values():
        for whole, parts in _partitions(heard.catalogue):
            if whole in levels and all(part in levels for part in parts):
                yield from _total(levels[whole], [levels[part] for part in parts], heard)


def _total(whole: Said, parts: Sequence[Said], heard: Heard) -> Iterator[Clash]:
    accused = next((one for one in (whole, *reversed(parts)) if heard.is_open(one)), None)
    total = sum((part.value for part in parts), Decimal(0))
    tolerance = max(one.step for one in (whole, *parts)) * len(parts)
    if accused is None or abs(total - whole.value) <= tolerance:
        return
    factor, unit = whole.number.factor, whole.number.spelled_unit
    added = " + ".join(f"{part.value / factor:f}" for part in parts)
    expected = msg(
        "{added} = {total}, not {whole}", added=added, total=shown_amount(total / factor, unit), whole=whole.shown
    )
    yield Clash.at(accused, expected, parts[-1] if accused is whole else whole)


def _partitions(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for indicator in catalogue.indicators.values():
        for parts in indicator.made_of:
            yield indicator.key, parts


def shares(heard: Heard) -> Iterator[Clash]:
    """No part is more than its whole, nor do parts come to more; all of them together come to all of it."""
    said: dict[tuple[str, Place], dict[str, Said]] = {}
    for one in heard.sound:
        part = _part(one.key, heard.catalogue)
        if part is None or not one.is_exact:
            continue
        if heard.is_open(one) and abs(one.value) > _ALL:
            yield Clash.at(one, msg("a share of at most 100%"))
        said.setdefault((part[1], (one.key.area, one.key.period)), {}).setdefault(part[0], one)
    for (whole, _), of_whole in said.items():
        for parts in heard.catalogue.indicators[whole].made_of:
            yield from _together([of_whole[part] for part in parts if part in of_whole], len(parts), heard)


def _part(key: FactKey, catalogue: Catalogue) -> tuple[str, str] | None:
    """The part and the whole of a share; None of anything else, and where the one is no part of the other."""
    indicator = catalogue.indicators.get(key.indicator)
    if indicator is None:
        return None
    if key.operation == "share":
        whole = normal(key, catalogue).other
        return (key.indicator, whole) if whole and whole == indicator.part_of else None
    if not key.operation and key.measure is Measure.SHARE:
        part, whole = indicator.ratio_of or (indicator.key, "")
        return (part, whole or indicator.key)
    return None


def _together(parts: Sequence[Said], all_of_them: int, heard: Heard) -> Iterator[Clash]:
    accused = next((one for one in reversed(parts) if heard.is_open(one)), None)
    if accused is None or len(parts) < 2:
        return
    total = sum((abs(part.value) for part in parts), Decimal(0))
    tolerance = max(part.step for part in parts) * len(parts)
    is_less = len(parts) == all_of_them and total < _ALL - tolerance
    if total > _ALL + tolerance or is_less:
        added = " + ".join(f"{abs(part.value)}" for part in parts)
        yield Clash.at(
            accused, msg("shares that come to 100, not {added} = {total}", added=added, total=total), parts[0]
        )


RULES: Final[tuple[Rule, ...]] = (two_values, differences, totals, shares)


def structures(lines: Sequence[Line]) -> Iterator[Clash]:
    """A structure (三次产业结构为9.5∶41.3∶49.1) comes to 100, but for rounding."""
    for index, line in enumerate(lines):
        text = line.text[:_READ]
        for found in _STRUCTURE.finditer(text):
            called = _OF_STRUCTURE.search(text, max(0, found.start() - _BEFORE), found.start())
            if called and not _TIME.fullmatch(found[0]):
                yield from _structure(index, found)


def _structure(index: int, found: re.Match[str]) -> Iterator[Clash]:
    parts = [Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", found[0])]
    total = sum(parts, Decimal(0))
    step = Decimal(1).scaleb(max(int(part.as_tuple().exponent) for part in parts))
    if total >= _SHARES and abs(total - _ALL) > step * len(parts):
        added = " + ".join(map(str, parts))
        yield Clash(
            index,
            found.start(),
            found.end(),
            msg("parts that come to 100, not {added} = {total}", added=added, total=total),
        )
