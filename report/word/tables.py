"""Rows of cells in, a table out, its columns as wide as their content asks for.

Built row by row: the time grows with the number of cells and no faster.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from report.catalogue import Language
from report.narrative.model import Cell, Passage
from report.word.inline import Ids, bookmarked, paragraph, runs_of
from report.word.ooxml import Xml, quoted
from report.word.styles import Looks, Role

_ALIGNED = {"left": Role.CELL_LEFT, "right": Role.CELL_RIGHT, "center": Role.CELL_CENTER}
_NARROW = 0.52  # ems: a letter or digit
_PADDING = 180  # twips: the cell margins of the table styles, and a little air
_FIRST_ROWS = 2  # that stay with the header
_LEAST_HANZI = 3.0  # ems: narrower columns of hanzi are hard to read
_WORD_BREAKS = re.compile(r"[\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|(?<=-)")
_NUMBER_WITH_NOTE = re.compile(r"-?\d[\d.,]*%?\*?（[^）]*）")  # 28.8*（更正） is read in one
_HEADER_LINES = 2  # a header may take two lines, so that long words over short numbers do not widen a column


def _held(index: int, last: int) -> bool:
    """Neither the first rows nor the last one stand alone on a page."""
    return index < last and (index <= _FIRST_ROWS or index == last - 1)


def table(passage: Passage, looks: Looks, widths: Sequence[int], ids: Ids, language: Language, *, hold: bool) -> Xml:
    """``widths``: of the columns, in twips. ``hold``: the last row stays with the note under the table.

    The passage's bookmark is in the first cell where there is no caption to carry it.
    """
    head, *rows = passage.rows
    contents = [runs_of(cell.spans, looks[Role.STRONG], ids) for cell in head]
    if not passage.spans:
        contents[0] = bookmarked(contents[0], passage.id, ids)
    last = len(rows)
    styles = [looks[Role.TABLE_HEAD]] * len(head)
    made = [_row(styles, contents, widths, header=True, hold=_held(0, last) or (hold and not last))]
    for index, cells in enumerate(rows, 1):
        styles = [looks[_ALIGNED[cell.align]] for cell in cells]
        contents = [runs_of(cell.spans, looks[Role.STRONG], ids) for cell in cells]
        made.append(_row(styles, contents, widths, hold=_held(index, last) or (hold and index == last)))
    return _framed(looks[Role.TABLE], widths, made, _described(passage, language))


def end_matter(passages: Iterable[Passage], styles: Sequence[str], looks: Looks, width: int, ids: Ids) -> Xml:
    """版记: one row for each line, between rules that the table style draws (GB/T 9704-2012, 7.4)."""
    made = []
    for passage, style in zip(passages, styles, strict=True):
        content = bookmarked(runs_of(passage.spans, looks[Role.STRONG], ids), passage.id, ids)
        made.append(_row([style], [content], [width]))
    return _framed(looks[Role.END_MATTER], [width], made)


def _framed(style: str, widths: Sequence[int], rows: Iterable[str], description: str = "") -> Xml:
    """Rows in their table. One with a ``description`` has a header, which the style may set off."""
    value, first = ("0420", 1) if description else ("0400", 0)
    look = f'<w:tblLook w:val="{value}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    properties = (
        f'<w:tblStyle w:val="{quoted(style)}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{look} w:noHBand="0" w:noVBand="1"/>{description}'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Xml(f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def _described(passage: Passage, language: Language) -> str:
    """What a screen reader says of the table: its caption, and its columns."""
    columns = [cell.text for cell in passage.rows[0]]
    said = "各列：" + "、".join(columns) if language == "zh" else "Columns: " + ", ".join(columns)
    caption = f'<w:tblCaption w:val="{quoted(passage.text)}"/>' if passage.text else ""
    return f'{caption}<w:tblDescription w:val="{quoted(said)}"/>'


def _row(
    styles: Sequence[str], contents: Sequence[Xml], widths: Sequence[int], *, header: bool = False, hold: bool = False
) -> str:
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, content, hold=hold)}</w:tc>'
        for style, content, width in zip(styles, contents, widths, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def column_widths(rows: Sequence[Sequence[Cell]], available: int, em: int) -> list[int]:
    """Widths in twips that add up to ``available``; ``em`` is the size of the table's type in twips.

    Every column gets what it needs for its longest word to stay whole (numbers above all), then a part of
    the rest in proportion to what more it would take to set its texts on one line.
    """
    head, *body = rows
    columns = [_Column(cell.text, {row[index].text for row in body}) for index, cell in enumerate(head)]
    needed = [column.width(_longest_word, em) for column in columns]
    wanted = [column.width(_ems, em) for column in columns]
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    rest = available - sum(needed)
    if rest < 0:
        fitted = [need * available // sum(needed) for need in needed]
    elif rest > sum(more):
        fitted = [want + (rest - sum(more)) // len(wanted) for want in wanted]
    else:
        fitted = [need + extra * rest // (sum(more) or 1) for need, extra in zip(needed, more, strict=True)]
    fitted[0] += available - sum(fitted)
    return fitted


@dataclass(frozen=True, slots=True)
class _Column:
    """A header and the texts under it, each once: most are numbers of the same few lengths, units, or dashes."""

    head: str
    texts: Set[str]

    def width(self, measure: Callable[[str], float], em: int) -> int:
        """In twips, with what is around a text."""
        head = max(math.ceil(measure(self.head) / _HEADER_LINES), _longest_word(self.head))
        return int(max([head, *map(measure, self.texts)]) * em) + _PADDING


def _longest_word(text: str) -> float:
    """In ems; hanzi may be parted anywhere, but not into less than a few on a line."""
    if _NUMBER_WITH_NOTE.fullmatch(text):
        return _ems(text)
    words = [word for word in _WORD_BREAKS.split(text) if word]
    least = min(_ems(text), _LEAST_HANZI)
    return max([least, *map(_ems, words)])


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    """The width of a text in ems: a Chinese character is one, a letter or digit about half.

    Between a Chinese character and a letter or digit Word and LibreOffice set a quarter of an em.
    """
    if text.isascii():
        return _NARROW * len(text)
    seams = sum(1 for one, other in pairwise(text) if _is_hanzi(one) != _is_hanzi(other) and (one + other).isalnum())
    wide = sum(1 for character in text if unicodedata.east_asian_width(character) in "WFA")
    return wide + _NARROW * (len(text) - wide) + 0.25 * seams


def _is_hanzi(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W"
