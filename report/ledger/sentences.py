"""The words that a figure stands in: its sentence, or its row and column of a table."""

from __future__ import annotations

import re
from typing import Final

from report.word.record import RecordedPassage

#: The end of a sentence, with the quotes and brackets that close after it; a point within a number is none.
_END: Final = re.compile(r"(?:[。！？]|[.!?](?=[\s”’\"')]|$))[”’』」）\"')]*\s*")


def sentence(passage: RecordedPassage, at: int) -> str:
    """The sentence around character ``at`` of a passage; in a table the head of the row and of the column."""
    line = passage.text.rfind("\n", 0, at) + 1
    row = passage.text[line:].partition("\n")[0]
    if passage.kind == "table" and "\t" in row:
        return _cell(passage, row, row[: at - line].count("\t"))
    return _sentence(row, at - line)


def _sentence(text: str, at: int) -> str:
    begin = 0
    for end in _END.finditer(text):
        if end.end() > at:
            return text[begin : end.end()].strip()
        begin = end.end()
    return text[begin:].strip()


def _cell(passage: RecordedPassage, row: str, column: int) -> str:
    heads = next((line.split("\t") for line in passage.text.split("\n") if "\t" in line), [])
    label = row.split("\t")[0].strip()
    head = heads[column].strip() if 0 < column < len(heads) else ""
    return f"{label} · {head}" if head else label
