"""Tokens in, sentences, clauses and groups out: which numbers stand together, and which words belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from report.proof.token import Token
from report.proof.tokens import known
from report.proof.units import PERCENT, POINTS

_LONGEST: Final = 400  # tokens of a clause that are read together: cost stays linear
_DURING: Final = ("in", "for", "during")
_SHORT: Final = 5  # tokens between "in" and the end of a period
_RATES: Final = {PERCENT, POINTS}


@dataclass(frozen=True)
class Group:
    """Numbers in a row (10.6、2.2个百分点); the known tokens before and after them, and all that stand before them.

    ``before`` reaches back to the number before or to the begin of the clause, ``after`` on to the next number.
    """

    numbers: tuple[Token, ...]
    all_before: tuple[Token, ...]
    all_after: tuple[Token, ...]
    carried: tuple[Token, ...] = ()  # what a comparison that goes on takes from the group before

    @cached_property
    def before(self) -> tuple[Token, ...]:
        return (*self.carried, *known(self.all_before))

    @cached_property
    def after(self) -> tuple[Token, ...]:
        return tuple(known(self.all_after))

    @cached_property
    def unit(self) -> str:
        return next((one.value.unit for one in reversed(self.numbers) if one.value.unit), "")

    @property
    def is_structure(self) -> bool:
        """1.5∶50.0∶48.5: parts of a hundred."""
        return len(self.numbers) > 2 and not self.unit


def has(tokens: Sequence[Token], *cues: str) -> bool:
    return any(token.kind == "cue" and token.value in cues for token in tokens)


def has_kind(tokens: Sequence[Token], *kinds: str) -> bool:
    return any(token.kind in kinds for token in tokens)


def is_than(token: Token) -> bool:
    return token.kind == "cue" and token.value == "than"


def sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.kind == "end" and token.value == 3:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def clauses(sentence: Sequence[Token], listed: bool) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for at, token in enumerate(sentence):
        if token.kind not in ("end", "open", "close"):
            clause.append(token)
            if len(clause) >= _LONGEST:
                yield clause
                clause = []
            continue
        if _is_number_alone(sentence, at) and not has_kind(clause, "number") and not has_kind(clause[-1:], "area"):
            continue
        if token.kind == "end" and token.text in (":", "：") and clause and has(clause[-1:], "target"):
            continue
        if token.kind == "end" and token.text == "," and _enumerates(sentence, at, listed):
            clause.append(replace(token, kind="separator"))
            continue
        if clause:
            yield clause
        of_area = token.kind == "open" and at and sentence[at - 1].kind == "area" and _is_number_alone(sentence, at)
        clause = [sentence[at - 1]] if of_area else []
    if clause:
        yield clause


def _is_number_alone(sentence: Sequence[Token], at: int) -> bool:
    """Hotels and catering (17.5 percent): a number in brackets, and nothing else."""
    first = sentence[at + 1 : at + 2]
    return sentence[at].kind == "open" and has_kind(first, "number") and has_kind(sentence[at + 2 : at + 3], "close")


def _enumerates(sentence: Sequence[Token], at: int, listed: bool) -> bool:
    """A comma between two numbers of one unit, two areas, or two indicators of a list."""
    if not 0 < at < len(sentence) - 1:
        return False
    before, after = sentence[at - 1], sentence[at + 1]
    if before.kind == after.kind == "number":
        if before.value.unit and at + 2 < len(sentence) and sentence[at + 2].kind in ("compare", "verb"):
            return False
        unit = _unit_of_run(sentence[at + 1 :])
        return not before.value.unit or not unit or before.value.unit == unit
    if before.kind == after.kind == "area":
        return True
    if after.kind == "separator" and at + 2 < len(sentence):
        after = sentence[at + 2]
    return listed and before.kind == after.kind == "indicators"


def _unit_of_run(tokens: Sequence[Token]) -> str:
    """The unit of numbers in a row: points, of "2.5 and 2.4 percentage points"."""
    for token in tokens:
        if token.kind == "number" and token.value.unit:
            return str(token.value.unit)
        if token.kind not in ("number", "separator"):
            break
    return ""


def groups(clause: Sequence[Token]) -> Iterator[Group]:
    runs: list[tuple[int, int]] = []
    for at, token in enumerate(clause):
        if token.kind != "number":
            continue
        if runs and _continues(clause, runs[-1][1], at):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    for number, (first, last) in enumerate(runs):
        start = runs[number - 1][1] if number else 0
        end = runs[number + 1][0] if number + 1 < len(runs) else len(clause)
        numbers = tuple(token for token in clause[first:last] if token.kind == "number")
        if number:
            start += _tail(clause[start:first])
        if number + 1 < len(runs):
            end = last + (_tail(clause[last:end]) or end - last)
        yield Group(numbers, tuple(clause[start:first]), tuple(clause[last:end]))


def _tail(between: Sequence[Token]) -> int:
    """How much of what stands between two numbers belongs to the first: "higher than the rate for the province but",
    "in the first quarter and".
    """
    if between and between[0].kind == "word" and between[0].text in _DURING:
        for at, token in enumerate(between[:_SHORT]):
            if token.kind in ("period", "span") and has_kind(between[at + 1 : at + 2], "separator"):
                return at + 1
    if not between or between[0].kind != "compare" or not between[0].text.isascii():
        return 0
    parted = [at for at, token in enumerate(between) if token.kind == "separator"]
    return parted[-1] if parted else len(between)


def _continues(clause: Sequence[Token], last: int, at: int) -> bool:
    between = clause[last:at]
    one, other = clause[last - 1].value, clause[at].value
    rates = {one.unit, other.unit} == _RATES
    same = not one.unit or not other.unit or one.unit == other.unit or rates
    return bool(between) and same and all(token.kind == "separator" for token in between)


def going_on(before: Group, group: Group) -> Group:
    """A comparison that goes on: 比全国平均水平24.5%高6.7个百分点; "by 10.6 points and that of B by 2.2 points"."""
    if group.unit != POINTS or compared(group.before) or compared(group.after):
        return group
    than = [at for at, token in enumerate(before.before) if is_than(token) or token.kind == "compare"]
    if not than:
        return group
    opened = before.before[than[-1]]
    if has_kind(group.before, "short"):
        areas = [token for token in before.before[than[-1] :] if token.kind == "area"]
        return replace(group, carried=(opened, *areas)) if areas else group
    if opened.kind == "compare" and has_kind(group.before, "area") and not has_kind(group.before, "verb"):
        return replace(group, carried=(opened,))
    return group


def compared(tokens: Sequence[Token]) -> list[Token]:
    """The areas that something is compared with: after 高于 or 比, after "higher than"."""
    opened = opening(tokens)
    return [token for token in tokens[opened:] if token.kind == "area"] if opened is not None else []


def opening(tokens: Sequence[Token]) -> int | None:
    """Where a comparison begins: what stands after it is what something is compared with."""
    opened = next((at for at, token in enumerate(tokens) if token.kind == "compare" or is_than(token)), None)
    if opened is None:
        return None
    if is_than(tokens[opened]) and not has_kind(tokens[opened:], "short", "compare"):
        return None
    return opened
