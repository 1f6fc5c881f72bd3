"""Rows of cells in, lines out: each cell with the labels of its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from report.i18n import msg
from report.proof.model import Labels, Line

_VALUE: Final = re.compile(r"[-−–+]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?\*?")
_DEPTH: Final = 3  # rows that a header may have
_BESIDE: Final = 8  # cells at the beginning of a row that may be its label


def is_value(text: str) -> bool:
    """A number alone, as a table holds it."""
    return bool(_VALUE.fullmatch(text.strip()))


def header_depth(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the first with a value; one where there is none."""
    for depth, row in enumerate(rows[: _DEPTH + 1]):
        if any(is_value(cell) for cell in row[1:]):
            return depth
    return 1


def labels_of(rows: Sequence[Sequence[str]], row: int, column: int, depth: int, caption: str) -> Labels:
    """A cell's labels: above it in the header, and to the left of its row's first value."""
    above = [rows[at][column] for at in range(depth) if column < len(rows[at])]
    left = []
    for cell in rows[row][: min(column, _BESIDE)]:
        if is_value(cell):
            break
        left.append(cell)
    return Labels(" ".join(filter(None, left)), " ".join(dict.fromkeys(filter(None, above))), caption)


def labelled(rows: Sequence[Sequence[str]], place: str, caption: str = "") -> Iterator[Line]:
    """A line for each cell with words in it."""
    depth = header_depth(rows)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                labels = labels_of(rows, number, column, depth, caption) if number >= depth else Labels(caption=caption)
                yield Line(
                    msg("{place}, row {number}, column {column}", place=place, number=number + 1, column=column + 1),
                    text,
                    labels,
                )
