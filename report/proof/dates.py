"""Years, months, quarters and days of a text as tokens of periods; what is only a date says nothing of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from report.periods import Period
from report.proof.numbers import folded
from report.proof.token import Token

_TO: Final = r" ?(?:-|—|–|~|至|到)+ ?"
_SPAN: Final = rf"(?P<first>\d{{1,2}}) ?月?{_TO}(?P<last>\d{{1,2}}) ?月份?"
_ONE: Final = r"(?P<month>\d{1,2}) ?月(?P<day> ?\d{1,2} ?[日号])?份?"
_MONTHS: Final = re.compile(rf"(?:(?P<year>(?:19|20)\d\d) ?年 ?)?{_SPAN}")
_MONTH: Final = re.compile(rf"(?:(?P<year>(?:19|20)\d\d) ?年 ?)?{_ONE}")
_QUARTERS: Final = re.compile(r"(?P<year>(?:19|20)\d\d) ?[Qq]1[-–—][Qq](?P<last>[2-4])")  # as charts name them
_FIRST_MONTHS: Final = re.compile(r"前 ?(?P<count>\d{1,2}|[二两三四五六七八九十]|十一) ?个?月")
_COUNTS: Final = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11}
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)\b")
_COUNTED: Final = "[万亿吨元人个家]|thousand|million|billion|trillion|yuan|tonnes|percent"  # then it is no year
_YEAR: Final = re.compile(rf"(?:19|20)\d\d(?![\d%])(?![.,]\d)(?! ?(?:{_COUNTED}))")
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_TO_WORDS: Final = ("to", "through", "and", "-", "–", "—")
_DAYS: Final = 31


def dated(text: str, at: int) -> Token | None:
    """What of the calendar begins with a digit, or with 前, at ``at``."""
    if text[at] == "前":
        first = _FIRST_MONTHS.match(text, at)
        count = (_COUNTS.get(first["count"]) or int(first["count"])) if first else 0
        return Token("span", at, first.end(), (1, count)) if first and 1 <= count <= 12 else None
    if not text[at].isdigit() or (at and (text[at - 1].isdigit() or text[at - 1] in ".,")):
        return None
    for pattern in (_MONTHS, _MONTH):
        found = pattern.match(text, at)
        if found:
            return _span(found, at)
    if quarters := _QUARTERS.match(text, at):
        return Token("period", at, quarters.end(), Period(int(quarters["year"]), 3 * int(quarters["last"])))
    if year := _YEAR.match(text, at):
        end = year.end()
        end += text[end : end + 1] == "年" and 1 + (text[end + 1 : end + 2] == "度")
        return Token("year", at, end, int(year[0]))
    ordinal = _ORDINAL.match(text, at)
    return Token("neutral", at, ordinal.end()) if ordinal else None


def _span(found: re.Match[str], at: int) -> Token:
    named = found.groupdict()
    first, last = int(named.get("first") or named.get("month") or 0), int(named.get("last") or named.get("month") or 0)
    if named.get("day") or not 1 <= first <= last <= 12:
        return Token("date", at, found.end())
    if named["year"]:
        return Token("period", at, found.end(), Period(int(named["year"]), last, first))
    return Token("span", at, found.end(), (first, last))


def is_month(text: str, start: int, end: int) -> bool:
    """A month's name: in capitals, for "may" and "march" are other words too (``text`` is not folded)."""
    return text[start].isupper() and folded(text[start:end]) in MONTHS


def with_months(tokens: Sequence[Token]) -> list[Token]:
    """Names of months as spans; beside the number of a day they are dates: 9 April 2021, "January to April"."""
    made: list[Token] = []
    for token in tokens:
        before = made[-1] if made else None
        kinds = {token.kind, before.kind} if before else set()
        if before and kinds == {"number", "month"} and _is_day(token if token.kind == "number" else before):
            made[-1] = Token("date", before.start, token.end)
        elif before and token.kind == "month" and len(made) > 1 and made[-2].kind == "month" and _is_to(before):
            first, last = made[-2].value, token.value
            made[-2:] = [Token("span", made[-2].start, token.end, (first, last)) if first <= last else token]
        else:
            made.append(token)
    return [replace(one, kind="span", value=(one.value, one.value)) if one.kind == "month" else one for one in made]


def _is_to(token: Token) -> bool:
    return token.kind in ("word", "separator", "cue", "dash") and token.text in _TO_WORDS


def _is_day(token: Token) -> bool:
    return not token.value.decimals and 1 <= token.value.value <= _DAYS and not token.value.by_words


def with_years(tokens: Sequence[Token]) -> list[Token]:
    """2021年 and 一季度 as one period; "the first quarter" and "2021" after it too; a day's year is no period."""
    made: list[Token] = []
    for token in tokens:
        before = made[-1] if made else None
        if token.kind == "span" and before and before.kind == "year" and token.start - before.end <= 1:
            made[-1] = Token("period", before.start, token.end, _period(before.value, token.value))
        elif token.kind == "year" and before and before.kind == "span" and token.start - before.end <= 5:
            made[-1] = Token("period", before.start, token.end, _period(token.value, before.value))
        elif token.kind == "year" and before and before.kind == "date" and token.start - before.end <= 2:
            made[-1] = Token("date", before.start, token.end)
        elif token.kind == "year" and before and before.text == "," and len(made) > 1 and made[-2].kind == "date":
            made[-2:] = [Token("date", made[-2].start, token.end)]
        elif token.kind == "word" and token.text == "of" and before and before.kind == "span":
            continue
        else:
            made.append(token)
    return [replace(one, kind="period", value=Period(one.value, 12)) if one.kind == "year" else one for one in made]


def _period(year: int, span: tuple[int, int]) -> Period:
    return Period(year, span[1], span[0])
