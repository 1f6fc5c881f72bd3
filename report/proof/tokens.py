"""A text in, its tokens out: numbers with unit and sign, names, words of direction, the marks that end clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from report.periods import Period
from report.proof import words
from report.proof.lexicon import WORD, Entry, Lexicon, find_han, find_latin
from report.proof.numbers import Spelled, chinese, digits, english, folded

_ENDS: Final = {"，": 1, ",": 1, "：": 1, ":": 1, "；": 2, ";": 2, "。": 3, "！": 3, "？": 3, "!": 3, "?": 3}
_BRACKETS: Final = {"（": "open", "(": "open", "）": "close", ")": "close", "[": "open", "]": "close"}
_DATE_ZH: Final = re.compile(r" ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?(?! ?[-—–至])")
_MONTHS_ZH: Final = re.compile(r" ?年 ?(?P<first>\d{1,2}) ?月? ?[-—–至] ?(?P<last>\d{1,2}) ?月")
_BARE_MONTHS: Final = re.compile(r"(?P<first>\d{1,2}) ?月? ?[-—–至] ?(?P<last>\d{1,2}) ?月")
_DAY_ZH: Final = re.compile(r"\d{1,2} ?月(?: ?\d{1,2} ?[日号])?")
_ORDINAL_EN: Final = re.compile(r"\d+(?:st|nd|rd|th)\b")
_MONTH: Final = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_LOOSE: Final = frozenset("多余几")  # 200多亿元
_UNITS_HAN: Final = frozenset(("成", "倍", "个百分点", "百分点", "亿元", "万元", "万亿元", "元", "家", "个", "项"))


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` as spelled, with its sign; ``unit``: "%", "百分点", "元", "元/亩", "倍", "个" or ""; its ``factor``."""

    value: Decimal
    decimals: int
    unit: str = ""
    factor: Decimal = Decimal(1)
    spelled_unit: str = ""
    by_words: bool = False
    signed: bool = False

    @property
    def amount(self) -> Decimal:
        return self.value * self.factor


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    start: int
    end: int
    value: Any = None
    text: str = ""


def tokens_of(text: str, lexicon: Lexicon) -> list[Token]:
    """In order, none within another; what is not known by any name is passed over."""
    return _with_units(text, _with_years(list(_scan(folded(text), lexicon))))


def _scan(text: str, lexicon: Lexicon) -> Iterator[Token]:
    latin = [(found[0], found.start(), found.end()) for found in WORD.finditer(text)]
    index = {start: number for number, (_, start, _) in enumerate(latin)}
    spelled = {one.start: one for one in (*english(text), *chinese(text), *digits(text))}
    at = 0
    while at < len(text):
        found = _at(text, at, lexicon, latin, index, spelled)
        if found:
            yield from found
            at = max(found[-1].end, at + 1)
        else:
            at += 1


def _at(
    text: str,
    at: int,
    lexicon: Lexicon,
    latin: list[tuple[str, int, int]],
    index: dict[int, int],
    spelled: dict[int, Spelled],
) -> list[Token]:
    mark = _mark(text, at)
    if mark:
        return [mark]
    dated = _dated(text, at)
    if dated:
        return [dated]
    if at in index and text[at] != ",":
        named = find_latin(lexicon.latin, lexicon.areas, text, latin, index[at])
        if named:
            after, entries, passed = named
            end = latin[after - 1][2]
            inside = [token for word in passed for token in _area(text, latin, word, lexicon)]
            return [*inside, *_tokens(entries, at, end, text)]
    elif not text[at].isspace():
        matched = find_han(lexicon.han, text, at)
        if matched:
            return _tokens(matched[1], at, matched[0], text)
    if at in spelled and (at not in index or text[at - 1 : at] not in ("'",)):
        one = spelled[at]
        if text[at].isdigit() and at and text[at - 1].isascii() and text[at - 1].isalpha():
            return [Token("neutral", at, one.end)]
        return [Token("number", one.start, one.end, one, text[one.start : one.end])]
    if at in index:
        word, _, end = latin[index[at]]
        return [Token("month" if word in _MONTH else "word", at, end, word)]
    return []


def _tokens(entries: Sequence[Entry], start: int, end: int, text: str) -> list[Token]:
    """A phrase's token; its other meanings stay in ``value`` where they are names of parts."""
    kinds = {entry.kind for entry in entries}
    parts = tuple(entry.value for entry in entries if entry.kind == "part")
    order = ("indicators", "part", "compare", "pace", "verb", "span", "unit", "neutral")
    kind = next((one for one in order if one in kinds), entries[0].kind)
    value = parts if kind == "part" else next(entry.value for entry in entries if entry.kind == kind)
    made = [Token(kind, start, end, value, text[start:end])]
    if parts and kind != "part":
        made.append(Token("part", start, end, parts, text[start:end]))
    made += [Token("cue", start, end, one.value, text[start:end]) for one in entries if one.kind == "cue" != kind]
    return made


def _area(text: str, latin: list[tuple[str, int, int]], word: int, lexicon: Lexicon) -> Iterator[Token]:
    node = lexicon.latin.after.get(latin[word][0])
    for entry in node.entries if node else ():
        if entry.kind == "area":
            yield Token("area", latin[word][1], latin[word][2], entry.value, latin[word][0])


def _mark(text: str, at: int) -> Token | None:
    one = text[at]
    if one in _BRACKETS:
        return Token(_BRACKETS[one], at, at + 1)
    if one in _ENDS:
        return Token("end", at, at + 1, _ENDS[one], one)
    if one == "." and text[at + 1 : at + 2] in ("", " ", '"', "”", ")"):
        return Token("end", at, at + 1, 3, one)
    return None


def _dated(text: str, at: int) -> Token | None:
    """Years, dates and spans of months in digits."""
    if not text[at].isdigit() or (at and (text[at - 1].isdigit() or text[at - 1] == ".")):
        return None
    year = text[at : at + 4]
    if year.isascii() and year.isdigit() and year[:2] in ("19", "20") and not text[at + 4 : at + 5].isdigit():
        if months := _MONTHS_ZH.match(text, at + 4):
            return _months(at, months, int(year))
        if date := _DATE_ZH.match(text, at + 4):
            return Token("date", at, date.end())
        if text[at + 4 : at + 5] == "年":
            return Token("year", at, at + 5 + (text[at + 5 : at + 6] == "度"), int(year))
        if text[at + 4 : at + 5] not in (".", ",", "%") or text[at + 5 : at + 6] in ("", " "):
            return Token("year", at, at + 4, int(year))
    if months := _BARE_MONTHS.match(text, at):
        return _months(at, months, 0)
    if day := _DAY_ZH.match(text, at):
        return Token("date", at, day.end())
    if ordinal := _ORDINAL_EN.match(text, at):
        return Token("neutral", at, ordinal.end())
    return None


def _months(at: int, found: re.Match[str], year: int) -> Token:
    span = (int(found["first"]), int(found["last"]))
    if not 1 <= span[0] <= span[1] <= 12:
        return Token("date", at, found.end())
    return (
        Token("period", at, found.end(), Period(year, span[1], span[0]))
        if year
        else Token("span", at, found.end(), span)
    )


def _with_years(found: list[Token]) -> list[Token]:
    """2021年 and 一季度 as one period; "the first quarter" and "2021" after it too; a day's year is no period."""
    made: list[Token] = []
    for token in found:
        before = made[-1] if made else None
        if token.kind == "span" and before and before.kind == "year" and token.start - before.end <= 1:
            made[-1] = Token("period", before.start, token.end, _period(before.value, token.value))
        elif token.kind == "year" and before and before.kind == "span" and token.start - before.end <= 5:
            made[-1] = Token("period", before.start, token.end, _period(token.value, before.value))
        elif token.kind == "year" and _is_of_date(made):
            made.append(replace(token, kind="date"))
        elif token.kind == "word" and token.value == "of" and before and before.kind == "span":
            continue
        else:
            made.append(token)
    return [
        replace(one, kind="period", value=Period(one.value, 12)) if one.kind == "year" else one
        for one in made
        if one.kind != "word"
    ]


def _is_of_date(made: Sequence[Token]) -> bool:
    return any(one.kind == "month" for one in made[-3:])


def _period(year: int, span: tuple[int, int]) -> Period:
    return Period(year, span[1], span[0])


def _with_units(text: str, found: list[Token]) -> list[Token]:
    made: list[Token] = []
    at = 0
    while at < len(found):
        token, at = found[at], at + 1
        if token.kind != "number":
            made.append(token)
            continue
        spelled: Spelled = token.value
        unit = found[at] if at < len(found) and found[at].kind == "unit" else None
        if unit is not None and not _is_beside(text[token.end : unit.start]):
            unit = None
        if unit is not None:
            at += 1
        number = _number(text, token, spelled, unit, made)
        if number is not None:
            made.append(number)
    return made


def _is_beside(gap: str) -> bool:
    return not gap.strip() or (len(gap) == 1 and gap in _LOOSE) or gap.strip() in ("-", "个")


def _number(text: str, token: Token, spelled: Spelled, unit: Token | None, made: list[Token]) -> Token | None:
    start, end, value, decimals = token.start, token.end, spelled.value, spelled.decimals
    name, factor, shown = "", Decimal(1), ""
    if unit is not None:
        name, factor, end = unit.value[0], Decimal(unit.value[1]), unit.end
        shown = text[unit.start : unit.end]
    if made and made[-1].kind == "hundredths" and made[-1].end == start:
        start, name, factor, shown = made.pop().start, "%", Decimal(1), "百分之"
    elif spelled.by_words and not _is_counted(text, token, shown):
        return Token("neutral", start, end)
    signed = False
    if made and made[-1].kind == "cue" and made[-1].value == "minus" and start - made[-1].end <= 1:
        start, value, signed = made.pop().start, -value, True
    elif text[start - 1 : start] in ("-", "−", "–", "﹣", "－") and not text[start - 2 : start - 1].isalnum():
        start, value, signed = start - 1, -value, True
    if shown == "成" and (tail := text[end : end + 1]) and tail in "一二三四五六七八九":
        value, end = value + Decimal("一二三四五六七八九".index(tail) + 1) / 10, end + 1
    number = Number(value, decimals, name, factor, shown, spelled.by_words, signed)
    return Token("number", start, end, number, text[start:end])


def _is_counted(text: str, token: Token, unit: str) -> bool:
    """Whether number words before something are meant as a number: with a unit of measure, or counting in English."""
    if unit:
        return True
    return token.text.isascii()


__all__ = ["Number", "Token", "tokens_of", "words"]
