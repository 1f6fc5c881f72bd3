"""Numbers as people spell them: digits with separators, full width, Chinese numerals, English words.

Everything here reads a text once from left to right; ``folded`` keeps every character in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ASCII: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_MARKS: Final[dict[str, str]] = {
    "’": "'",
    "‘": "'",
    "−": "-",
    "\u00a0": " ",
    "\u3000": " ",
    "\t": " ",
    "\n": " ",
    "．": ".",
    "，": "，",
}
_WIDE_KEPT: Final = frozenset("，：；！？（）")
_TABLE: Final[dict[int, int | str]] = {
    **{code: to + 32 if 65 <= to <= 90 else to for code, to in _WIDE.items() if chr(code) not in _WIDE_KEPT},
    **_ASCII,
    **{ord(mark): to for mark, to in _MARKS.items()},
}

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_HAN: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_RUN: Final = re.compile(r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS: Final = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 20 + 10 * value for value, word in enumerate(_TENS)},
}
_LONGEST: Final = 16  # words of one number
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number at characters ``start`` to ``end``; ``decimals`` as spelled; ``by_words``: not in digits."""

    start: int
    end: int
    value: Decimal
    decimals: int
    by_words: bool = False


def folded(text: str) -> str:
    """Width and case put aside, character by character."""
    return text.translate(_TABLE)


def digits(text: str) -> Iterator[Spelled]:
    for found in _DIGITS.finditer(text):
        plain = found[0].replace(",", "")
        if len(plain) <= 24:
            yield Spelled(found.start(), found.end(), Decimal(plain), len(plain.partition(".")[2]))


def chinese(text: str) -> Iterator[Spelled]:
    """Runs of Chinese numerals; what they count decides whether they are numbers at all."""
    for found in _HAN_RUN.finditer(text):
        if len(found[0]) <= 16:
            whole, _, fraction = found[0].partition("点")
            value = _han_whole(whole)
            if value is not None:
                digits_ = "".join(str(_HAN[one]) for one in fraction)
                number = Decimal(f"{value}.{digits_}") if digits_ else Decimal(value)
                yield Spelled(found.start(), found.end(), number, len(digits_), True)


def _han_whole(run: str) -> int | None:
    """二十四 → 24; 二〇二一 → 2021; None where the run is no number."""
    if all(one in _HAN for one in run):
        return int("".join(str(_HAN[one]) for one in run))
    total, current = 0, 0
    for one in run:
        if one in _HAN:
            current = _HAN[one]
        else:
            total += (current or 1) * _HAN_TENS[one]
            current = 0
    return total + current


def english(text: str) -> Iterator[Spelled]:
    """Runs of number words: eight point five, twenty-four, one hundred and six, half."""
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        run = _english_run(text, words, at)
        if run is None:
            at += 1
            continue
        spelled, at = run
        yield spelled


def _english_run(text: str, words: list[tuple[str, int, int]], at: int) -> tuple[Spelled, int] | None:
    if words[at][0] not in _WORDS:
        return None
    total, current, fraction, first = 0, 0, "", at
    pointed = False
    while at < min(len(words), first + _LONGEST):
        word = words[at][0]
        if at > first and text[words[at - 1][2] : words[at][1]] not in (" ", "-"):
            break
        if pointed and word in _WORDS and _WORDS[word] < 10:
            fraction += str(_WORDS[word])
        elif word == "point" and not pointed and at + 1 < len(words) and words[at + 1][0] in _WORDS:
            pointed = True
        elif not pointed and word in _WORDS:
            current += _WORDS[word]
        elif not pointed and word == "hundred":
            current = max(current, 1) * 100
        elif not pointed and word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif not (word == "and" and current % 100 == 0 and current and _next_is_number(words, at)):
            break
        at += 1
    value = Decimal(f"{total + current}.{fraction}") if fraction else Decimal(total + current)
    return Spelled(words[first][1], words[at - 1][2], value, len(fraction), True), at


def _next_is_number(words: list[tuple[str, int, int]], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1][0] in _WORDS
