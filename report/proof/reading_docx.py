"""A .docx in, its lines out: body, tables, headers, footers, notes, text boxes; comments are left out.

Tracked changes are read as accepted. A text box's paragraphs stand after those of the paragraph that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from report.errors import Fault, InputFaults, Place
from report.proof.model import Labels, Line
from report.proof.tables import header_depth, labels_of
from report.word.flow import is_deleted_row, paragraphs, text_of
from report.word.ooxml import W
from report.word.opened import Opened, open_to_read

_BESIDE: Final = re.compile(r"word/(header|footer|footnotes|endnotes)(\d*)\.xml")
_CAPTION: Final = 80  # characters: a longer paragraph above a table is no caption


@dataclass(frozen=True)
class Grid:
    """A table's rows with their cells; a merged cell stands in each column that it spans."""

    number: int
    rows: list[list[etree._Element]]
    texts: list[list[str]]
    caption: str
    depth: int
    at: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)


def read_docx(path: Path) -> tuple[Opened, list[Line]]:
    """Raises InputFaults as :func:`report.word.opened.open_to_read` does."""
    try:
        opened = open_to_read(path)
    except StopIteration as error:
        raise InputFaults([Fault(Place(path.name), "a Word document (.docx)", "a file without a body")]) from error
    return opened, list(lines_of(opened))


def lines_of(opened: Opened) -> Iterator[Line]:
    yield from _of_part(opened.body, "", opened.main)
    for name in sorted(opened.parts):
        found = _BESIDE.fullmatch(name)
        if found:
            yield from _of_part(opened.root(name), f"{found[1].removesuffix('s')} {found[2]}".strip(), name)


def _of_part(root: etree._Element, where: str, part: str) -> Iterator[Line]:
    grids = _grids(root)
    cells = {cell: grid for grid in grids for cell in grid.at}
    number = 0
    for index, paragraph in enumerate(paragraphs(root)):
        text = text_of(paragraph)
        cell = next(paragraph.iterancestors(W + "tc"), None)
        boxed = next(paragraph.iterancestors(W + "txbxContent"), None) is not None
        if cell is None:
            number += bool(text.strip())
        if not text.strip():
            continue
        labels = None
        place = f"{'text box, ' if boxed else ''}paragraph {number}"
        if cell is not None and cell in cells:
            grid = cells[cell]
            row, column = grid.at[cell]
            place = f"table {grid.number}, row {row + 1}, column {column + 1}"
            labels = Labels(caption=grid.caption)
            if row >= grid.depth:
                labels = labels_of(grid.texts, row, column, grid.depth, grid.caption)
        yield Line(f"{where}, {place}" if where else place, text, labels, (part, index))


def _grids(root: etree._Element) -> list[Grid]:
    return [_grid(table, number) for number, table in enumerate(root.iter(W + "tbl"), 1)]


def _grid(table: etree._Element, number: int) -> Grid:
    rows: list[list[etree._Element]] = []
    at: dict[etree._Element, tuple[int, int]] = {}
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl"), None) is not table or is_deleted_row(row):
            continue
        spread: list[etree._Element] = []
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr"), None) is row:
                at[cell] = (len(rows), len(spread))
                spread.extend([cell] * _width(cell))
        rows.append(spread)
    texts = [[_cell_text(cell) for cell in row] for row in rows]
    _carry_down(rows, texts)
    return Grid(number, rows, texts, _caption(table), header_depth(texts), at)


def _width(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(W + "val", "1") if span is not None else "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _cell_text(cell: etree._Element) -> str:
    return " ".join(text for one in cell.iter(W + "p") if (text := text_of(one).strip()))


def _carry_down(rows: Sequence[Sequence[etree._Element]], texts: list[list[str]]) -> None:
    """A cell merged with the one above it says what that one says."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if number and merged is not None and merged.get(W + "val", "continue") == "continue":
                above = texts[number - 1]
                texts[number][column] = above[column] if column < len(above) else ""


def _caption(table: etree._Element) -> str:
    for before in table.itersiblings(W + "p", preceding=True):
        text = text_of(before).strip()
        if text:
            return text if len(text) <= _CAPTION else ""
    return ""
