"""Texts that no office writes and that a program must survive: each a generator, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_CLAUSE_ZH: Final = "规上工业增加值增长8.5%，高于全省8.1个百分点，工业投资增长11.2%；"
_CLAUSE_EN: Final = "industrial investment grew by 11.2 percent, 8.1 percentage points higher than the province, "
_MEGABYTES: Final = 5 * 1024 * 1024


def _repeated(piece: str, size: int) -> str:
    """About ``size`` bytes of one piece again and again."""
    return piece * (size // len(piece.encode()))


def paragraph_of_five_megabytes() -> str:
    """One paragraph without an end of a sentence in it."""
    return _repeated(_CLAUSE_ZH, _MEGABYTES)


def english_paragraph_of_five_megabytes() -> str:
    return _repeated(_CLAUSE_EN, _MEGABYTES)


def a_million_digits() -> str:
    return "工业投资" + "1234567890" * 100_000 + "亿元"


def a_million_digits_with_commas() -> str:
    return "Industrial investment was " + "123," * 250_000 + "000 yuan."


def digits_that_end_in_no_unit() -> str:
    return "增长" + "9" * 200_000 + "。" + "9." * 200_000


def commas() -> str:
    return "，" * 500_000 + "," * 500_000


def nested_brackets() -> str:
    return "（" * 100_000 + "增长8.5%" + "）" * 100_000 + "(" * 100_000 + "8.5%" + ")" * 100_000


def brackets_that_never_close() -> str:
    return "工业投资（目标为" * 60_000 + "增长10%左右"


def spaces() -> str:
    return "grew by" + " " * 1_000_000 + "percent"


def areas_without_a_number() -> str:
    return "分别高于" + "全省、郑州市、" * 80_000 + "个百分点。"


def words_for_change_without_a_number() -> str:
    return "增长下降提高回落" * 60_000


def chinese_numerals() -> str:
    return "增长百分之" + "九千九百九十九万" * 60_000 + "。"


def names_that_begin_alike() -> str:
    """Every name is a beginning of a longer one: what looks for the longest tries them all."""
    return "规模以上工业企业利润规模以上工业增加规模以上" * 40_000


def percent_signs() -> str:
    return "%" * 500_000 + "个百分点" * 100_000


def full_width() -> str:
    return "增长８．５％，" * 100_000


def many_short_lines() -> str:
    return "增长8.5%\n" * 30_000


def rows_of_a_table() -> str:
    """As Markdown."""
    return "| 指标 | 增速（%） |\n|---|--:|\n" + "| 工业投资 | 11.2 |\n" * 20_000


def a_row_of_many_labels() -> str:
    """As Markdown: each cell has all those before it beside it."""
    return "|指标" * 8_000 + "|\n" + "|-" * 8_000 + "|\n" + "|工业投资" * 8_000 + "|\n" + "|11.2" * 8_000 + "|\n"


def brackets_of_markdown() -> str:
    return "[" * 100_000 + "![" * 60_000


MARKDOWN: Final = ("rows_of_a_table", "a_row_of_many_labels", "brackets_of_markdown")
PATHOLOGICAL: Final[Mapping[str, Callable[[], str]]] = {
    made.__name__: made
    for made in (
        paragraph_of_five_megabytes,
        english_paragraph_of_five_megabytes,
        a_million_digits,
        a_million_digits_with_commas,
        digits_that_end_in_no_unit,
        commas,
        nested_brackets,
        brackets_that_never_close,
        spaces,
        areas_without_a_number,
        words_for_change_without_a_number,
        chinese_numerals,
        names_that_begin_alike,
        percent_signs,
        full_width,
        many_short_lines,
        rows_of_a_table,
        a_row_of_many_labels,
        brackets_of_markdown,
    )
}
