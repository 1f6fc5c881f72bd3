"""A mention in, a verdict out: the number is a figure in one of its usual renderings, or a finding says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Measure
from report.facts.derive import PERCENT, POINTS, Facts, Missing, half_up
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.figures.model import Figure
from report.i18n import clauses, msg
from report.periods import Period
from report.proof.mention import Mention
from report.proof.model import Kind
from report.proof.token import Number
from report.proof.units import are_of, noun_of

_RATES: Final = (PERCENT, POINTS)
SLIPS: Final = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 6, 8))
_LOOKED: Final = 500
_LONG: Final = 3  # digits of which it is no accident that they are nearly a figure's
_LEAST: Final = 2  # digits that a rounded number must keep to be known again
_FAR: Final = Decimal("0.7")  # a round number that something is "more than" is no less than this of it


@dataclass(frozen=True, slots=True)
class Verdict:
    """``fact``: what a number is; ``kind``: what is wrong with it (None: nothing)."""

    kind: Kind | None
    fact: Fact | None = None
    key: FactKey | None = None
    expected: str = ""


@dataclass(frozen=True)
class Book:
    """The figures to read against, and how they were known before, ``former``: asked for where something is amiss."""

    facts: Facts
    catalogue: Catalogue
    former: Callable[[], Iterable[Facts]] = tuple
    _known: dict[tuple[int, FactKey], Fact | None] = field(default_factory=dict, repr=False, compare=False)

    _nearest: dict[Number, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def earlier(self) -> tuple[Facts, ...]:
        return tuple(self.former())

    def known(self, key: FactKey, of: int = -1) -> Fact | None:
        """The fact of a key, now or in an earlier vintage; None where it cannot be had."""
        name = (of, key)
        try:
            return self._known[name]
        except KeyError:
            made = self._known[name] = self._made(key, self.facts if of < 0 else self.earlier[of])
            return made

    @staticmethod
    def _made(key: FactKey, facts: Facts) -> Fact | None:
        try:
            return facts.fact(key)
        except (Missing, ValueError, KeyError, ArithmeticError):
            return None

    def judge(self, mention: Mention) -> Verdict:
        """Raises nothing: what cannot be decided is unknown."""
        known = self._all(mention.keys) or self._all(mention.instead)
        if not known:
            mention = replace(mention, others=(*mention.others, *mention.confirming, *_spelled_otherwise(mention.keys)))
        if mention.number is None:
            return self._direction(mention, known)
        contrary: Verdict | None = None
        for key, fact in (*known, *self._all(mention.others)):
            if not self._equal(mention, mention.number, fact):
                continue
            if _says(mention, key, fact):
                if self._is_turned_bound(mention, key):
                    return Verdict("direction", fact, key, msg("at least {shown}", shown=self.shown(fact)))
                if mention.points_due and mention.number.unit == PERCENT:
                    return Verdict("unit", fact, key, self.shown(fact))
                return Verdict(None, fact, key)
            contrary = contrary or Verdict("direction", fact, key, self.shown(fact, signed=True))
        if contrary:
            return contrary
        return self._amiss(mention, mention.number, known)

    def _amiss(self, mention: Mention, number: Number, known: Sequence[tuple[FactKey, Fact]]) -> Verdict:
        """A number that no candidate has."""
        for of in range(len(self.earlier)):
            for key in mention.keys:
                then, now = self.known(key, of), self.known(key)
                if then is None or now is None or then.value == now.value:
                    continue
                if self._equal(mention, number, then) and _says(mention, key, then):
                    return Verdict("stale", now, key, self.shown(now))
        for key in mention.otherwise:
            fact = self.known(key)
            if fact is not None and self._equal(mention, replace(number, unit=""), fact) and _says(mention, key, fact):
                return Verdict("unit", fact, key, self.shown(fact))
        if not known:
            return Verdict("unknown", expected=self.nearest(number))
        key, fact = known[0]
        if self._slipped(mention, number, fact) and (mention.decided or _is_long(number)):
            return Verdict("unit", fact, key, self.shown(fact))
        if number.unit and self._in_units(number, fact) is None and fact.unit not in _RATES:
            return Verdict("unknown", fact, key, self.shown(fact))  # of another quantity: of something else
        if mention.decided or self._is_slip_of_the_pen(number, fact):
            return Verdict("wrong", fact, key, self.shown(fact))
        return Verdict("unknown", fact, key, self.shown(fact))

    def _all(self, keys: Sequence[FactKey]) -> list[tuple[FactKey, Fact]]:
        return [(key, fact) for key in keys if (fact := self.known(key)) is not None]

    def _is_slip_of_the_pen(self, number: Number, fact: Fact) -> bool:
        """Two digits swapped or one changed in a number of three or more: then it is meant to be this figure."""
        value = self._in_units(number, fact)
        if value is None or not _is_long(number):
            return False
        one, other = _digits(abs(number.value)), _digits(half_up(abs(value), number.decimals))
        if len(one) != len(other):
            return False
        differ = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(one) == sorted(other)
        return swapped or (len(differ) == 1 and len(one) > _LONG)

    def _is_turned_bound(self, mention: Mention, key: FactKey) -> bool:
        """不高于 of a target that is to be reached."""
        target = self.facts.target(key) if mention.at_most and key.operation == "target" else None
        return target is not None and target.bound in ("at_least", "above")

    def _direction(self, mention: Mention, known: Sequence[tuple[FactKey, Fact]]) -> Verdict:
        """Words alone: they hold of the fact, or do not."""
        for key, fact in known[:1]:
            if mention.at_least is not None and fact.value < mention.at_least:
                expected = msg("{shown}, less than {least}", shown=self.shown(fact), least=mention.at_least)
                return Verdict("direction", fact, key, expected)
            sign = mention.sign
            if sign is not None and mention.swaps and fact.parents and fact.parents[0].value < 0:
                sign = -sign
            if sign is not None and _sign(fact.value) != sign:
                return Verdict("direction", fact, key, self.shown(fact, signed=True))
        return Verdict(None)

    def _equal(self, mention: Mention, number: Number, fact: Fact) -> bool:
        return any(_agrees(mention, number, value) for value in self._values(number, fact))

    def _values(self, number: Number, fact: Fact) -> Iterator[Decimal]:
        """A fact's value in the unit of a number; of a number without any, in the fact's own unit or in its base."""
        value = self._in_units(number, fact)
        if value is not None:
            yield value
        unit = self.catalogue.units.get(fact.unit)
        if unit is not None and not number.unit and number.factor == 1 != unit.factor:
            yield fact.value * unit.factor

    def _in_units(self, number: Number, fact: Fact) -> Decimal | None:
        """A fact's value in the unit that a number is printed in; None where they do not measure the same."""
        if fact.unit in _RATES:
            if number.unit == "倍":
                return fact.value / 100 if fact.unit == PERCENT else None
            if number.unit == "" or (number.unit == fact.unit) or (number.unit == PERCENT and fact.unit == POINTS):
                return fact.value / number.factor
            return None
        unit = self.catalogue.units.get(fact.unit)
        if unit is None:
            return None
        if not number.unit and number.factor == 1:
            return fact.value
        is_same = not number.unit or are_of(number.unit, noun_of(unit))
        return fact.value * unit.factor / number.factor if is_same else None

    def _slipped(self, mention: Mention, number: Number, fact: Fact) -> bool:
        """The right digits in the wrong unit, or moved by a power of ten."""
        confused = number.unit in _RATES and fact.unit in _RATES and number.unit != fact.unit
        if confused and _rounds(abs(fact.value), abs(number.value), number.decimals, loose=False):
            return True
        bare = replace(number, unit="", factor=Decimal(1))
        if number.unit and self._in_units(number, fact) is None and self._equal(mention, bare, fact):
            return True
        value = self._in_units(number, fact)
        if value is None or not number.value or not value:
            return False
        ratio = abs(value) / abs(number.value)
        return any(near(ratio, slip) or near(1 / ratio, slip) for slip in SLIPS)

    def shown(self, fact: Fact, *, signed: bool = False) -> str:
        """A fact with its arithmetic and the cells it comes from; ``signed``: that it is positive is what matters."""
        sign = "+" if signed and fact.value > 0 else ""
        value = f"{sign}{fact.value}{'个百分点' if fact.unit == '百分点' else fact.unit}"
        cells = clauses(dict.fromkeys(_cell(source) for source in fact.sources()))
        known = msg("{value} — {arithmetic}", value=value, arithmetic=fact.arithmetic) if fact.arithmetic else value
        return msg("{value} — {cells}", value=known, cells=cells)

    def nearest(self, number: Number) -> str:
        """The figure of the same unit whose value is nearest; looked for a limited number of times."""
        if number not in self._nearest and len(self._nearest) < _LOOKED:
            self._nearest[number] = self._look(number)
        return self._nearest.get(number, "")

    def _look(self, number: Number) -> str:
        best: tuple[Decimal, Figure] | None = None
        for figure in self.facts.figures:
            fact = self.known(FactKey(figure.key.indicator, figure.key.measure, figure.key.area, figure.key.period))
            value = self._in_units(number, fact) if fact else None
            if value is not None and fact is not None:
                distance = abs(abs(value) - abs(number.value))
                if best is None or distance < best[0]:
                    best = (distance, figure)
        return (
            msg(
                "nearest: {value}{unit} — {key}, {place}",
                value=best[1].value,
                unit=best[1].unit,
                key=best[1].key,
                place=best[1].place,
            )
            if best
            else ""
        )


def _cell(source: Fact) -> str:
    return msg("{key}, {place}", key=source.key, place=source.place) if source.place else source.key


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _says(mention: Mention, key: FactKey, fact: Fact) -> bool:
    """Whether the direction of the words is that of the fact; a rate that fell to 64.7% has none."""
    number = mention.number
    if number is not None and number.signed:
        return _sign(number.value) == _sign(fact.value)
    if mention.sign is None or fact.value == 0 or _is_height(key, fact):
        return True
    sign = mention.sign
    if mention.swaps and fact.parents and fact.parents[0].value < 0:
        sign = -sign
    return _sign(fact.value) == sign


def _is_height(key: FactKey, fact: Fact) -> bool:
    """How high a rate or an index stands, not how it changed."""
    rate = key.measure in (Measure.SHARE, Measure.RATIO) or (key.measure is Measure.LEVEL and fact.unit == PERCENT)
    return rate and key.operation in ("", "share")


def _agrees(mention: Mention, number: Number, value: Decimal) -> bool:
    """Equal as rounded; "more than" and "nearly" of a round number leave room."""
    said = abs(number.value)
    if mention.bound and said and value:
        ratio = abs(value) / said
        held = 1 <= ratio <= 1 / _FAR if mention.bound > 0 else _FAR <= ratio <= 1
        return held or _rounds(abs(value), said, number.decimals, loose=True)
    return _rounds(abs(value), said, number.decimals, loose=mention.about)


def _rounds(value: Decimal, said: Decimal, decimals: int, *, loose: bool) -> bool:
    if value == said:
        return True
    if half_up(value, decimals) != said:
        return False
    digits = len(f"{said:f}".replace(".", "").lstrip("0"))
    return loose or digits >= _LEAST


def near(ratio: Decimal, slip: Decimal) -> bool:
    return abs(ratio / slip - 1) < Decimal("0.001")


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").lstrip("0")


def _is_long(number: Number) -> bool:
    return len(_digits(abs(number.value))) >= _LONG


def _spelled_otherwise(keys: Sequence[FactKey]) -> list[FactKey]:
    """The same by spans that end in the same month: what a text says of June, a source may have for the half-year."""
    return [key.at(period) for key in keys for period in _ending_with(key.period) if period != key.period]


def _ending_with(period: Period) -> Iterator[Period]:
    firsts = (1, period.last - 2, period.last)
    yield from (Period(period.year, period.last, first) for first in dict.fromkeys(firsts) if first >= 1)
