"""What a document says of one fact in several places, where no figure decides: one value, gaps that are differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.facts.keys import FactKey
from report.proof.judge import Book
from report.proof.mention import Mention

_WHOLE: Final = Decimal("100.15")  # shares published with one decimal may come to a little more than all


@dataclass(frozen=True, slots=True)
class Said:
    """A number in line ``line`` that is about ``key``; ``borne_out``: by a figure."""

    line: int
    mention: Mention
    key: FactKey
    borne_out: bool

    @property
    def value(self) -> Decimal:
        """As said, with the sign of its verb, in the base of its unit."""
        number = self.mention.number
        assert number is not None
        return number.amount * (self.mention.sign or 1) if not number.signed else number.amount


def clashes(said: Sequence[Said], book: Book) -> Iterator[tuple[Said, str]]:
    """Numbers that contradict others of the same document, each with what it should be by them."""
    first: dict[tuple[FactKey, str], Said] = {}
    open_ones = [one for one in said if one.mention.decided and book.known(one.key) is None]
    for one in open_ones:
        number = one.mention.number
        assert number is not None
        before = first.setdefault((one.key, number.unit), one)
        if not _same(before, one):
            yield one, f"{_shown(before)} as in another place"
    yield from _gaps(open_ones, said)
    yield from _shares(said)


def _same(one: Said, other: Said) -> bool:
    """Equal, or one rounded from the other."""
    mine, theirs = one.mention.number, other.mention.number
    assert mine is not None and theirs is not None
    coarse = max(_step(one), _step(other))
    return abs(abs(one.value) - abs(other.value)) <= coarse / 2


def _step(one: Said) -> Decimal:
    number = one.mention.number
    assert number is not None
    return Decimal(1).scaleb(-number.decimals) * number.factor


def _shown(one: Said) -> str:
    number = one.mention.number
    assert number is not None
    return f"{number.value}{number.spelled_unit}"


def _gaps(open_ones: Sequence[Said], said: Sequence[Said]) -> Iterator[tuple[Said, str]]:
    """A gap whose two rates are said as well."""
    values: dict[FactKey, Decimal] = {}
    for one in said:
        if not one.key.operation:
            values.setdefault(one.key, one.value)
    for one in open_ones:
        if one.key.operation != "gap":
            continue
        own, other = one.key.plain, one.key.plain.of(one.key.other)
        if own in values and other in values and abs(values[own] - values[other]) != abs(one.value):
            yield one, f"{values[own]} − {values[other]} = {values[own] - values[other]}"


def _shares(said: Sequence[Said]) -> Iterator[tuple[Said, str]]:
    """Shares of one whole, said in one line, that come to more than all of it."""
    groups: dict[tuple[int, str, object], list[Said]] = {}
    for one in said:
        if one.key.operation == "share" and not one.borne_out:
            groups.setdefault((one.line, one.key.other, one.key.period), []).append(one)
    for group in groups.values():
        total = sum((abs(one.value) for one in group), Decimal(0))
        if len({one.key for one in group}) > 1 and total > _WHOLE:
            yield group[-1], f"shares of at most 100, not {total}"
