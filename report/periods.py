"""Periods: spans of whole months within one year, cumulative from January unless said.

A single quarter ("quarter alone") is the span of its own three months, so the first quarter alone
and the first quarter cumulative are one and the same period.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from report.i18n import msg

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_KEY = re.compile(r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])(?P<alone>-alone)?|M(?P<month>\d{2})(?:-(?P<until>\d{2}))?)?")
_YEAR = r"(?P<year>(?:19|20)\d{2})"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The months ``first`` to ``last`` (1–12, both included) of ``year``."""

    year: int
    last: int
    first: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last <= 12:
            raise ValueError(msg("no such span of months: {first} to {last}", first=self.first, last=self.last))

    def __str__(self) -> str:
        if self.is_cumulative:
            return f"{self.year}Q{self.quarter}" if self.quarter else f"{self.year}M{self.last:02}"
        if self.quarter:
            return f"{self.year}Q{self.quarter}-alone"
        return f"{self.year}M{self.first:02}-{self.last:02}"

    @property
    def is_cumulative(self) -> bool:
        return self.first == 1

    @property
    def quarter(self) -> int:
        """The quarter (1–4) that the span ends with, cumulative or alone; 0 for any other span."""
        whole = self.last % 3 == 0 and self.first in (1, self.last - 2)
        return self.last // 3 if whole else 0

    @property
    def is_full_year(self) -> bool:
        return self.first == 1 and self.last == 12

    def last_year(self) -> Period:
        """The same months a year before: what 同比 compares with."""
        return Period(self.year - 1, self.last, self.first)

    def last_period(self) -> Period:
        """The cumulative quarter before: Q1 follows the whole of the year before."""
        if self.last <= 3:
            return Period(self.year - 1, 12)
        return Period(self.year, self.last - 3)

    def next_period(self) -> Period:
        """The cumulative quarter after: a whole year is followed by the next one's first."""
        return Period(self.year + 1, 3) if self.last > 9 else Period(self.year, self.last + 3)

    def alone(self) -> Period:
        """The last quarter of a cumulative span, by itself.

        Raises ValueError where the span does not end with a quarter.
        """
        if not self.quarter:
            raise ValueError(msg("{self} does not end with a quarter", self=self))
        return Period(self.year, self.last, self.last - 2)

    def cumulative(self) -> Period:
        return Period(self.year, self.last)


def parse_key(text: str) -> Period:
    """``2021Q1``, ``2021`` (the year), ``2021M04`` (January to April), ``2021M05-08``, ``2021Q2-alone``.

    Raises ValueError for anything else.
    """
    match = _KEY.fullmatch(text)
    if not match:
        raise ValueError(msg("not a period: {text}", text=text))
    year = int(match["year"])
    if match["until"]:
        return Period(year, int(match["until"]), int(match["month"]))
    if match["month"]:
        return Period(year, int(match["month"]))
    if not match["quarter"]:
        return Period(year, 12)
    cumulative = Period(year, 3 * int(match["quarter"]))
    return cumulative.alone() if match["alone"] else cumulative


def _months(match: re.Match[str]) -> Period:
    return Period(int(match["year"]), int(match["last"]), int(match["first"]))


def _quarter(match: re.Match[str]) -> Period:
    word = match["quarter"].lower()
    return Period(int(match["year"]), 3 * (_NUMERALS.get(word) or _ORDINALS[word]))


def _fixed(last: int) -> Callable[[re.Match[str]], Period]:
    return lambda match: Period(int(match["year"]), last)


_SPELLINGS = (
    (re.compile(_YEAR + r"\s*Q\s*(?P<quarter>[1-4])", re.I), _quarter),
    (re.compile(r"Q\s*(?P<quarter>[1-4])\s*[,/ ]?\s*" + _YEAR, re.I), _quarter),
    (re.compile(_YEAR + r"年?第?(?P<quarter>[一二三四1234])季度?"), _quarter),
    (re.compile(r"(?:the )?(?P<quarter>first|second|third|fourth) quarter,? (?:of )?" + _YEAR, re.I), _quarter),
    (re.compile(_YEAR + r"年?上半年"), _fixed(6)),
    (re.compile(_YEAR + r"年?1-?2季度"), _fixed(6)),
    (re.compile(r"(?:the )?first half,? (?:of )?" + _YEAR, re.I), _fixed(6)),
    (re.compile(_YEAR + r"\s*H1", re.I), _fixed(6)),
    (re.compile(_YEAR + r"年?前三季度"), _fixed(9)),
    (re.compile(r"(?:the )?first three quarters,? (?:of )?" + _YEAR, re.I), _fixed(9)),
    (re.compile(_YEAR + r"(?:年|年全年|年度|全年)?"), _fixed(12)),
    (re.compile(_YEAR + r"(?:年|-)0?(?P<first>\d{1,2})(?:月)?(?:-|\.\.)0?(?P<last>\d{1,2})月?"), _months),
)


def parse_spoken(text: str) -> Period | None:
    """A period as people write it in headers, or None: 2021年第一季度, 2021年上半年, 2021年1—4月, Q1 2021.

    A quarter is read as cumulative; whoever knows that the row or column holds a quarter alone
    (当季值) takes :meth:`Period.alone` of it. January and February are published together: a span.
    """
    tidy = unicodedata.normalize("NFKC", text).strip().translate(str.maketrans("—–～~至", "-----"))
    tidy = re.sub(r"-+", "-", re.sub(r"\s+", " ", tidy))
    for pattern, build in _SPELLINGS:
        match = pattern.fullmatch(tidy) or pattern.fullmatch(tidy.replace(" ", ""))
        if match:
            try:
                return build(match)
            except ValueError:
                return None
    return None
