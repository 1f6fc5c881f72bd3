"""Rows of cells in, a table out, its columns as wide as their content asks for.

Built with lxml row by row: the time grows with the number of cells and no faster.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from lxml import etree

from report.catalogue import Language
from report.narrative.model import Cell, Passage
from report.word.inline import Ids, bookmarked, paragraph, runs_of
from report.word.ooxml import w
from report.word.styles import Looks, Role

_ALIGNED = {"left": Role.CELL_LEFT, "right": Role.CELL_RIGHT, "center": Role.CELL_CENTER}
_PADDING = 200  # twips: the cell margins of the table styles, and a little air
_HEADER_LINES = 2  # a header may take two lines, so that long words over short numbers do not widen a column


def table(
    passage: Passage, looks: Looks, widths: Sequence[int], ids: Ids, language: Language, *, hold: bool
) -> etree._Element:
    """``widths``: of the columns, in twips. ``hold``: the last row stays with the note under the table.

    The passage's bookmark is in the first cell where there is no caption to carry it.
    """
    made = _frame(looks[Role.TABLE], widths, header=True)
    _describe(made, passage, language)
    last = len(passage.rows) - 1
    for index, cells in enumerate(passage.rows):
        styles = [looks[_role(cell, index)] for cell in cells]
        contents: list[Iterable[etree._Element]] = [runs_of(cell.spans, looks[Role.STRONG], ids) for cell in cells]
        if index == 0 and not passage.spans:
            contents[0] = bookmarked(contents[0], passage.id, ids)
        made.append(_row(styles, contents, widths, header=index == 0, hold=hold and index == last))
    return made


def end_matter(
    passages: Iterable[Passage], styles: Sequence[str], looks: Looks, width: int, ids: Ids
) -> etree._Element:
    """版记: one row for each line, between rules that the table style draws (GB/T 9704-2012, 7.4)."""
    made = _frame(looks[Role.END_MATTER], [width], header=False)
    for passage, style in zip(passages, styles, strict=True):
        content = bookmarked(runs_of(passage.spans, looks[Role.STRONG], ids), passage.id, ids)
        made.append(_row([style], [content], [width], header=False, hold=False))
    return made


def _role(cell: Cell, row: int) -> Role:
    return _ALIGNED[cell.align] if row else Role.TABLE_HEAD


def _frame(style: str, widths: Sequence[int], *, header: bool) -> etree._Element:
    look = w(
        "tblLook",
        val="0420" if header else "0400",
        firstRow=int(header),
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def _describe(made: etree._Element, passage: Passage, language: Language) -> None:
    """What a screen reader says of the table: its caption, and its columns."""
    columns = [cell.text for cell in passage.rows[0]]
    said = "各列：" + "、".join(columns) if language == "zh" else "Columns: " + ", ".join(columns)
    properties = made[0]
    if passage.text:
        properties.append(w("tblCaption", val=passage.text))
    properties.append(w("tblDescription", val=said))


def _row(
    styles: Sequence[str],
    contents: Sequence[Iterable[etree._Element]],
    widths: Sequence[int],
    *,
    header: bool,
    hold: bool,
) -> etree._Element:
    properties = w("trPr", w("cantSplit"))
    if header:
        properties.append(w("tblHeader"))
    made = w("tr", properties)
    for style, content, width in zip(styles, contents, widths, strict=True):
        made.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), paragraph(style, content, hold=hold)))
    return made


def column_widths(rows: Sequence[Sequence[Cell]], available: int, em: int) -> list[int]:
    """Widths in twips that add up to ``available``; ``em`` is the size of the table's type in twips.

    Where the content asks for more than there is, the widest columns give way first and wrap, so that
    numbers stay whole; where it asks for less, every column gets an equal part of the rest.
    """
    wanted = [max(_wanted(column, em)) for column in zip(*rows, strict=True)]
    fitted = _capped(wanted, available) if sum(wanted) > available else _spread(wanted, available)
    fitted[0] += available - sum(fitted)
    return fitted


def _wanted(column: Sequence[Cell], em: int) -> Iterable[int]:
    head, *body = column
    yield int(_ems(head.text) / _HEADER_LINES * em) + _PADDING + em
    for cell in body:
        yield int(_ems(cell.text) * em) + _PADDING


def _ems(text: str) -> float:
    """The width of a text in ems: a Chinese character is one, a letter or digit about half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.52 for character in text)


def _spread(wanted: Sequence[int], available: int) -> list[int]:
    share = (available - sum(wanted)) // len(wanted)
    return [width + share for width in wanted]


def _capped(wanted: Sequence[int], available: int) -> list[int]:
    """Water-filling: the one cap under which the widths fit, found from the narrowest column up."""
    left, columns = available, len(wanted)
    cap = 0
    for width in sorted(wanted):
        cap = left // columns
        if width > cap:
            break
        left, columns = left - width, columns - 1
    return [min(width, cap) for width in wanted]
