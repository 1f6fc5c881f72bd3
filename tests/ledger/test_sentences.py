"""The words that a figure stands in."""

from __future__ import annotations

import pytest

from report.ledger.sentences import sentence
from report.word.record import RecordedPassage


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("投资增长17.3%。税收增长23.4%！", "17.3", "投资增长17.3%。"),
        ("投资增长17.3%。税收增长23.4%！", "23.4", "税收增长23.4%！"),
        ("工业“开门红”（增长31.2%。）税收增长23.4%", "31.2", "工业“开门红”（增长31.2%。）"),
        ("工业“开门红”（增长31.2%。）税收增长23.4%", "23.4", "税收增长23.4%"),
        ("Value added grew by 31.2 percent. Tax grew by 0.6 point.", "31.2", "Value added grew by 31.2 percent."),
        ("Value added grew by 31.2 percent. Tax grew by 0.6 point.", "0.6", "Tax grew by 0.6 point."),
        ("It was 1.5. 2.5 came next.", "2.5", "2.5 came next."),
    ],
)
def test_a_figure_stands_in_the_sentence_around_it(text: str, printed: str, expected: str) -> None:
    assert sentence(RecordedPassage("lead", "paragraph", text), text.index(printed)) == expected


def test_in_a_table_it_stands_in_its_row_and_column() -> None:
    text = "表1\u3000主要指标\n指标\t单位\t累计\t增速（%）\n生产总值\t亿元\t196.4*\t17.6*\n其中：税收\t亿元\t15.3\t23.4"
    passage = RecordedPassage("indicators", "table", text)
    assert sentence(passage, text.index("17.6")) == "生产总值 · 增速（%）"
    assert sentence(passage, text.index("15.3")) == "其中：税收 · 累计"
    assert sentence(passage, text.index("生产总值")) == "生产总值"


def test_a_heading_without_a_full_stop_is_a_sentence() -> None:
    passage = RecordedPassage("headline", "headline", "巩义市工业增长31.2%")
    assert sentence(passage, 5) == "巩义市工业增长31.2%"
