"""Whether a finding stands where an error was made.

Places are in words: ``paragraph 5``, ``table 1, row 3, column 4``. Cells are known by theirs. Paragraphs are known by
the words of the finding, since who reads a document may count paragraphs otherwise; by number where it has no words.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from proof.pages import Spot

_CELL: Final = re.compile(r"table (\d+), row (\d+), column (\d+)")
_PARAGRAPH: Final = re.compile(r"paragraph (\d+)")


class Found(Protocol):
    """What is looked at of a finding."""

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...


def stands_at(finding: Found, spot: Spot) -> bool:
    """In the same paragraph, or in the same cell."""
    cell = _CELL.search(finding.place)
    if cell:
        return tuple(map(int, cell.groups())) == (spot.table, spot.row, spot.column)
    if spot.is_cell:
        return False
    words, text = _plain(finding.text), _plain(spot.text)
    if words and text:
        return words in text or text in words
    number = _PARAGRAPH.search(finding.place)
    return number is not None and int(number[1]) == spot.paragraph


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).strip("…")
