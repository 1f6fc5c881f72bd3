"""Tables of any length, and columns as wide as their content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from report.narrative.model import Cell, Narrative, Span
from report.word.ooxml import W
from report.word.tables import column_widths


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Span(text),)) for text in texts)


def test_a_thousand_rows_are_a_thousand_rows(
    long_table: Narrative, written: Callable[[Narrative], Path], validate: Callable[[Path], None]
) -> None:
    path = written(long_table)
    made = docx.Document(str(path)).tables[0]._tbl
    rows = made.findall(f"{W}tr")
    assert len(rows) == 1001
    assert all(len(cells.findall(f"{W}tc")) == 6 for cells in rows)
    assert "".join(text.text or "" for text in rows[1000].iter(f"{W}t")).startswith("指标1000")
    validate(path)


def test_columns_fill_the_type_area_exactly() -> None:
    rows = [row("指标", "单位", "累计"), row("规模以上工业增加值", "亿元", "1,234.5")]
    assert sum(column_widths(rows, 8844, 220)) == 8844


def test_a_column_of_long_names_is_wider_than_one_of_numbers() -> None:
    names, unit, numbers = column_widths(
        [row("指标", "单位", "累计"), row("规模以上工业增加值", "亿元", "1.5")], 8844, 220
    )
    assert names > unit
    assert names > numbers


def test_where_room_is_short_the_longest_text_wraps_and_numbers_stay_whole() -> None:
    rows = [
        row("Indicator", "Value"),
        row("Value added of industrial enterprises above designated size " * 3, "28,927.96"),
    ]
    name, number = column_widths(rows, 4000, 220)
    assert number >= 9 * 110
    assert name + number == 4000


def test_a_hanzi_counts_as_two_letters() -> None:
    hanzi, letters = column_widths([row("", ""), row("工业增加值", "abcdefghij")], 3000, 220)
    assert hanzi == pytest.approx(letters, rel=0.1)


def test_chinese_columns_too_many_for_the_page_are_equal_shares() -> None:
    widths = column_widths([row(*["规模以上工业增加值同比增长"] * 12)] * 2, 8844, 220)
    assert max(widths) - min(widths) < 12
    assert sum(widths) == 8844
