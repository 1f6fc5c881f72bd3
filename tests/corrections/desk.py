"""A document on somebody's desk: where hands may reach, chosen by a seeded random."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from corrections.opened import Opened, W
from corrections.sheet import Sheet
from lxml import etree

AUTHOR = "王某"
REVISIONS = ("ins", "del", "rPrChange", "pPrChange", "moveFrom", "moveTo")
DATE = "2021-04-25T09:30:00Z"
NUMBER = re.compile(r"(?<![\d.])\d[\d,]*\.\d+%?|(?<![\d.])\d+%")
_SENTENCE = {"zh": re.compile(r"[^。]+。"), "en": re.compile(r"\S[^.]*(?:\.\d[^.]*)*\.(?=\s|$)\s?")}
_Any = TypeVar("_Any")


class NotPossible(Exception):
    """There is nothing in the document that this edit could be made to."""


@dataclass(frozen=True)
class Place:
    """From one character of a paragraph to another."""

    sheet: Sheet
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sheet.text[self.start : self.end]


@dataclass(frozen=True)
class Draft:
    """``numbers``: what may be typed over a number, beside what comes to mind."""

    file: Opened
    random: Random
    numbers: tuple[str, ...] = ()

    def choose(self, among: Sequence[_Any]) -> _Any:
        if not among:
            raise NotPossible
        return self.random.choice(among)

    def revision(self) -> str:
        """The attributes of a tracked change of this person's."""
        number = self.file.free_id(*REVISIONS)
        return f'w:id="{number}" w:author="{AUTHOR}" w:date="{DATE}"'

    @property
    def is_chinese(self) -> bool:
        words = "".join(word.text or "" for word in self.file.body.iter(W + "t"))
        return len(re.findall("[\u4e00-\u9fff]", words)) > len(words) / 4

    def paragraphs(self) -> list[etree._Element]:
        """Paragraphs of the body with words of their own, not in a table, without a picture."""
        return [
            paragraph
            for paragraph in self.file.body.findall(W + "p")
            if Sheet(paragraph).text.strip() and paragraph.find(f".//{W}drawing") is None
        ]

    def running_text(self) -> list[etree._Element]:
        """Paragraphs that have a whole sentence."""
        return [paragraph for paragraph in self.paragraphs() if self.sentences(Sheet(paragraph))]

    def sentences(self, sheet: Sheet) -> list[Place]:
        pattern = _SENTENCE["zh" if self.is_chinese else "en"]
        return [Place(sheet, *found.span()) for found in pattern.finditer(sheet.text)]

    def numbers_in_text(self) -> list[Place]:
        sheets = map(Sheet, self.running_text())
        return [Place(sheet, *found.span()) for sheet in sheets for found in NUMBER.finditer(sheet.text)]

    def charts(self) -> list[etree._Element]:
        """Paragraphs with a picture."""
        return [one for one in self.file.body.findall(W + "p") if one.find(f".//{W}drawing") is not None]

    def rows(self) -> list[etree._Element]:
        """Rows of tables with several columns, without their headers."""
        rows = [row for table in self.file.body.findall(W + "tbl") for row in table.findall(W + "tr")[1:]]
        return [row for row in rows if len(row.findall(W + "tc")) > 1]

    def number(self) -> str:
        """A number that comes to mind."""
        return f"{self.random.randint(1, 120)}.{self.random.randint(0, 9)}"

    def sentence(self, number: str = "") -> str:
        """Words that stand nowhere else in the document."""
        serial = self.random.randint(100, 999)
        if self.is_chinese:
            return f"据{serial}家企业反映，订单较为充足{f'，增长{number}' if number else ''}。"
        return f"Orders are ample, {serial} firms report{f', up by {number}' if number else ''}. "
