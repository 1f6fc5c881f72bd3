"""New passages set for a document that went through other hands: in its own styles, in its own width."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from report.catalogue import Language
from report.charts.model import Drawn
from report.narrative.model import Kind, Passage
from report.word.blocks import Sheet, block
from report.word.inline import Ids
from report.word.ooxml import W, qualified
from report.word.opened import STYLES, Opened
from report.word.redraw import embedding
from report.word.styles import Looks, Role, looks_in
from report.word.tracked import Stamp, insert_paragraph, mark_end, mark_row

_WIDTH: Final = 8845  # twips: 156 mm, the type area of GB/T 9704-2012
_EM: Final = 210  # twips: the type of tables


@dataclass(frozen=True)
class Setting:
    """``looks``: the ids of the document's styles."""

    opened: Opened
    language: Language
    looks: Looks
    stamp: Stamp

    def blocks(self, passage: Passage, pictures: Mapping[str, Drawn]) -> list[etree._Element]:
        """The paragraphs and tables of a passage, all marked as inserted."""
        made = list(block(passage, self._sheet(pictures), hold=False))
        for element in made:
            self._mark(element)
        return made

    def rows(self, passage: Passage) -> Sequence[etree._Element]:
        """The rows of a table, not marked."""
        table = next(one for one in block(passage, self._sheet({}), hold=False) if one.tag == W + "tbl")
        return [_plain(row) for row in table.iterchildren(W + "tr")]

    def _mark(self, element: etree._Element) -> None:
        if element.tag == W + "tbl":
            for row in element.iterchildren(W + "tr"):
                mark_row(row, "ins", self.stamp)
            return
        insert_paragraph(element, self.stamp)
        mark_end(element, "ins", self.stamp)

    def _sheet(self, pictures: Mapping[str, Drawn]) -> Sheet:
        ids = Ids(bookmarks=self.stamp.ids, drawings=itertools.count(max(_drawings(self.opened), default=0) + 1))
        embed = embedding(self.opened)
        return Sheet(embed, self.language, self.looks, _type_width(self.opened.body), _EM, pictures, ids)


def setting(opened: Opened, language: Language, stamp: Stamp) -> Setting:
    styles = opened.related(STYLES)
    looks = looks_in(opened.root(styles), language) if styles else dict.fromkeys(Role, "")
    return Setting(opened, language, looks, stamp)


def _plain(row: etree._Element) -> etree._Element:
    """Without the passage's bookmark: the table that is there has it already."""
    for mark in list(row.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return row


def _drawings(opened: Opened) -> Iterator[int]:
    for properties in opened.body.iter(qualified("wp:docPr")):
        if properties.get("id", "").isdigit():
            yield int(properties.get("id", "0"))


def _type_width(body: etree._Element) -> int:
    size, margins = body.find(f"{W}sectPr/{W}pgSz"), body.find(f"{W}sectPr/{W}pgMar")
    if size is None or margins is None:
        return _WIDTH
    try:
        left, right = (int(margins.get(W + side, "")) for side in ("left", "right"))
        return int(size.get(W + "w", "")) - left - right
    except ValueError:
        return _WIDTH


IN_TABLES: Final = (Kind.OFFICE, Kind.DATE, Kind.CIRCULATION, Kind.COPIES)  # set together with others, on one row
