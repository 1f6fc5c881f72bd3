"""Numbers, dates, periods and lists as they are printed in each language. Formats come from Babel where it has them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from report.catalogue import Language
from report.periods import Period

LOCALES: Final = {"zh": "zh_Hans_CN", "en": "en_US"}
_CHINESE_DATE: Final = "y年M月d日"  # without zero padding
_ENGLISH_DATE: Final = "d MMMM y"
_SPANS_ZH: Final = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
_SPANS_EN: Final = {3: "first quarter", 6: "first half", 9: "first three quarters"}
_QUARTERS_ZH: Final = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}
_QUARTERS_EN: Final = {1: "first quarter", 2: "second quarter", 3: "third quarter", 4: "fourth quarter"}


def in_text(value: Decimal, language: Language) -> str:
    """Running text: trailing zeros go (29%, 2 points); English groups thousands, Chinese does not."""
    whole = value == value.to_integral_value()
    plain = value.to_integral_value() if whole else value.normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return _formatted(plain, decimals, language)


def in_table(value: Decimal, decimals: int, language: Language) -> str:
    """Tables and charts: every published decimal stays (29.0)."""
    return _formatted(value, decimals, language)


@lru_cache(maxsize=4096)
def _formatted(value: Decimal, decimals: int, language: Language) -> str:
    pattern = ("#,##0" if language == "en" else "0") + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=LOCALES[language], decimal_quantization=True))


def date(day: datetime.date, language: Language) -> str:
    return str(format_date(day, _CHINESE_DATE if language == "zh" else _ENGLISH_DATE, locale=LOCALES[language]))


def listed(words: Sequence[str], language: Language) -> str:
    """Chinese enumerates with 、 throughout, as official texts do; English as Babel's list format has it."""
    if language == "zh":
        return "、".join(words)
    return str(format_list(words, style="standard", locale="en_GB"))


def span_name(period: Period, language: Language) -> str:
    """The months without the year: 一季度, 1—4月, 四季度当季; the first half, January to April."""
    if not period.is_cumulative:
        return _alone_name(period, language)
    spans = _SPANS_ZH if language == "zh" else _SPANS_EN
    if period.last in spans:
        return spans[period.last] if language == "zh" else f"the {spans[period.last]}"
    if language == "zh":
        return "全年" if period.is_full_year else f"1—{period.last}月"
    return "the whole year" if period.is_full_year else f"January to {_month(period)}"


def _alone_name(period: Period, language: Language) -> str:
    if language == "zh":
        return f"{_QUARTERS_ZH[period.quarter]}当季" if period.quarter else f"{period.first}—{period.last}月"
    if period.quarter:
        return f"the {_QUARTERS_EN[period.quarter]} alone"
    return f"{_month(Period(period.year, period.first))} to {_month(period)}"


def _month(period: Period) -> str:
    return str(format_date(datetime.date(period.year, period.last, 1), "MMMM", locale="en_US"))


def period_name(period: Period, language: Language) -> str:
    """2021年一季度, 2020年; the first quarter of 2021, 2020."""
    if language == "zh":
        return f"{period.year}年" if period.is_full_year else f"{period.year}年{span_name(period, language)}"
    if period.is_full_year:
        return str(period.year)
    joint = " " if period.is_cumulative and not period.quarter else " of "
    return f"{span_name(period, language)}{joint}{period.year}"


def period_short(period: Period, language: Language) -> str:
    """On an axis: 2021年一季度, 2020年; 2021 Q1, 2020 (whole year), 2021 Q1–Q2."""
    if language == "zh":
        return period_name(period, language)
    if period.is_full_year:
        return f"{period.year}"
    if period.quarter:
        return (
            f"{period.year} Q{period.quarter}"
            if period.quarter == 1 or not period.is_cumulative
            else (f"{period.year} Q1–Q{period.quarter}")
        )
    return f"{period.year} M{period.first}–M{period.last}"


def ordinal(number: int) -> str:
    """English ordinals: 1st, 2nd, 3rd, 4th, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
