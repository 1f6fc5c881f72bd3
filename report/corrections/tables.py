"""A table of the document brought up to date: cell by cell, rows that come and rows that go."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from report.corrections.anchors import Segment, cell_region, cell_text, cells_of, rows_of
from report.corrections.merge import merge, standing
from report.corrections.printed import Version
from report.corrections.versions import Generated
from report.corrections.work import Work
from report.word.flow import holds_objects, text_of
from report.word.inline import run
from report.word.ooxml import W
from report.word.tracked import mark_row

Row = tuple[Version, ...]
Key = tuple[str, int]  # the name in the first cell, and the how many'th row of that name it is


@dataclass(frozen=True)
class _Columns:
    """``theirs``: for each column of base, the cell of a row in the document; None where hands took it out."""

    theirs: Sequence[int | None]

    def cell(self, row: etree._Element, column: int) -> etree._Element | None:
        at, cells = self.theirs[column], cells_of(row)
        return cells[at] if at is not None and at < len(cells) else None


Fresh = Callable[[], Sequence[etree._Element]]  # the rows of the table as it would be set now


def revise_table(
    work: Work, generations: Sequence[Generated], ours: Generated, table: etree._Element, fresh: Fresh
) -> None:
    """``generations``: newest first."""
    base = generations[0]
    if list(map(_texts, base.rows)) == list(map(_texts, ours.rows)) or not rows_of(table):
        return
    headers, wanted = [_texts(row) for row in (base.rows[0], ours.rows[0])]
    if len(headers) != len(wanted):
        _replace_rows(work, base, wanted, table, fresh)
        return
    columns = _columns(headers, rows_of(table)[0])
    olds = [_keyed(made.rows) for made in generations]
    news, theirs = _keyed(ours.rows), _their_rows(_all_rows(olds), table)
    for key, row in reversed(theirs.items()):
        if key in news:
            _cells(work, ours.id, [made[key] for made in olds if key in made], news[key], row, columns)
    _drop_rows(work, base, olds[0], news, theirs, columns)
    _add_rows(work, ours, olds[0], news, theirs, columns)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _keyed(rows: Sequence[Row]) -> Mapping[Key, Row]:
    """The header's key is its own, whatever it says."""
    found: dict[Key, Row] = {("", 0): rows[0]}
    for row in rows[1:]:
        found[_next_key(row[0].text, found)] = row
    return found


def _all_rows(generations: Sequence[Mapping[Key, Row]]) -> Mapping[Key, Row]:
    """Those of the newest generation in its order, then those that only older ones have, which a reader has kept."""
    found: dict[Key, Row] = {}
    for made in generations:
        found.update({key: row for key, row in made.items() if key not in found})
    return found


def _next_key(name: str, found: Mapping[Key, object]) -> Key:
    number = 1
    while (name, number) in found:
        number += 1
    return name, number


def _their_rows(base: Mapping[Key, Row], table: etree._Element) -> dict[Key, etree._Element]:
    """The rows of the document by the names that they begin with; one whose name was edited, by its neighbours."""
    header, *rows = rows_of(table)
    found: dict[Key, etree._Element] = {("", 0): header}
    strangers: list[tuple[Key, etree._Element]] = []
    before: Key = ("", 0)
    for row in rows:
        cells = cells_of(row)
        key = _next_key(cell_text(cells[0]) if cells else "", found)
        if key in base:
            found[key], before = row, key
        else:
            strangers.append((before, row))
    order = list(base)
    for after, row in strangers:
        follows = order.index(after) + 1
        if follows < len(order) and order[follows] not in found and _is_like(base[order[follows]], row):
            found[order[follows]] = row
    return {key: found[key] for key in order if key in found}


def _is_like(base: Row, row: etree._Element) -> bool:
    """Most cells as generated: the row whose name somebody rewrote, and not a new one."""
    theirs = [cell_text(cell) for cell in cells_of(row)]
    same = sum(1 for cell, text in zip(base[1:], theirs[1:], strict=False) if cell.text == text)
    return same * 2 > len(base) - 1


def _columns(headers: Sequence[str], header: etree._Element) -> _Columns:
    theirs = [cell_text(cell) for cell in cells_of(header)]
    same_count = len(theirs) == len(headers)
    found = [theirs.index(text) if text in theirs else at if same_count else None for at, text in enumerate(headers)]
    return _Columns(found)


def _cells(work: Work, id: str, olds: Sequence[Row], new: Row, row: etree._Element, columns: _Columns) -> None:
    for column in reversed(range(len(new))):
        cell = columns.cell(row, column)
        if cell is None:
            continue
        region = cell_region(cell)
        known = [old[column] for old in olds if column < len(old)]
        base = standing(known, region.text)
        work.put(id, region, merge(base, region.text, new[column], known[0]))


def _is_untouched(base: Row, row: etree._Element, columns: _Columns) -> bool:
    """As generated, as far as its columns are still there."""
    cells = [columns.cell(row, column) for column in range(len(base))]
    there = [(cell, made) for cell, made in zip(cells, base, strict=True) if cell is not None]
    same = len(cells_of(row)) == len(there) and all(cell_text(cell) == made.text for cell, made in there)
    return same and not holds_objects(row)


def _drop_rows(
    work: Work,
    base: Generated,
    olds: Mapping[Key, Row],
    news: Mapping[Key, Row],
    theirs: Mapping[Key, etree._Element],
    columns: _Columns,
) -> None:
    for key, row in theirs.items():
        if key in news or key not in olds:
            continue
        if _is_untouched(olds[key], row, columns):
            work.drop_row(base.id, row)
        else:
            work.note("row", base.id, _first_segment(row), work.teller.row_falls_away())


def _first_segment(row: etree._Element) -> Segment:
    paragraph = next(row.iter(W + "p"))
    return Segment(paragraph, 0, len(text_of(paragraph)))


def _add_rows(
    work: Work,
    ours: Generated,
    olds: Mapping[Key, Row],
    news: Mapping[Key, Row],
    theirs: Mapping[Key, etree._Element],
    columns: _Columns,
) -> None:
    after = theirs[("", 0)]
    like = next((row for key, row in theirs.items() if key != ("", 0)), after)
    for key, new in news.items():
        if key in theirs:
            after = theirs[key]
        elif key not in olds:
            made = _row_like(like, new, columns)
            after.addnext(made)
            mark_row(made, "ins", work.stamp)
            work.tell(ours.id, "", "\t".join(_texts(new)))
            after = made


def _row_like(like: etree._Element, new: Row, columns: _Columns) -> etree._Element:
    """A row in the look of one that is there, with other words; a column that an editor added stays empty in it."""
    made = etree.Element(like.tag)
    properties = like.find(W + "trPr")
    if properties is not None:
        made.append(_without_changes(properties))
    words = {at: new[column].text for column, at in enumerate(columns.theirs) if at is not None}
    for at, cell in enumerate(cells_of(like)):
        made.append(_cell_like(cell, words.get(at, "")))
    return made


def _cell_like(cell: etree._Element, text: str) -> etree._Element:
    made = etree.Element(cell.tag)
    properties = cell.find(W + "tcPr")
    if properties is not None:
        made.append(_without_changes(properties))
    paragraph = etree.SubElement(made, W + "p")
    look = cell.find(f"{W}p/{W}pPr")
    if look is not None:
        paragraph.append(_without_changes(look))
    if text:
        words = run(text)
        formatted = next(cell.iter(W + "r"), None)
        formatting = formatted.find(W + "rPr") if formatted is not None else None
        if formatting is not None:
            words.insert(0, _without_changes(formatting))
        paragraph.append(words)
    return made


def _without_changes(properties: etree._Element) -> etree._Element:
    """A copy without the tracked changes of the original."""
    made = copy.deepcopy(properties)
    for change in list(made.iter(W + "ins", W + "del", *(W + name for name in _CHANGES))):
        parent = change.getparent()
        if parent is not None:
            parent.remove(change)
    return made


_CHANGES = (
    "rPrChange",
    "pPrChange",
    "tcPrChange",
    "trPrChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "moveFrom",
    "moveTo",
)


def _replace_rows(work: Work, base: Generated, wanted: Sequence[str], table: etree._Element, fresh: Fresh) -> None:
    """Columns come or go: a column cannot be tracked, so all rows are taken out and the new ones put in."""
    rows = rows_of(table)
    columns = _columns(_texts(base.rows[0]), rows[0])
    untouched = len(rows) == len(base.rows) and all(
        _is_untouched(made, row, columns) for made, row in zip(base.rows, rows, strict=True)
    )
    if not untouched:
        work.note("row", base.id, _first_segment(rows[0]), work.teller.other_columns(wanted))
        return
    for row in rows:
        work.drop_row(base.id, row)
    for row in fresh():
        table.append(row)
        mark_row(row, "ins", work.stamp)
        work.tell(base.id, "", "\t".join(_shown(row)))


def _shown(row: etree._Element) -> Iterator[str]:
    return (cell_text(cell) for cell in cells_of(row))
