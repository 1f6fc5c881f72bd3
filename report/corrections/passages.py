"""Passages that come and passages that go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from report.charts.model import Drawn
from report.corrections.anchors import Places, Region, Segment, cell_text, cells_of, rows_of
from report.corrections.model import Attention
from report.corrections.setting import IN_TABLES, Setting
from report.corrections.versions import Generated
from report.corrections.work import Work
from report.narrative.model import Passage
from report.word.flow import holds_objects, text_of
from report.word.native import Native
from report.word.ooxml import W
from report.word.redraw import Shown
from report.word.tracked import delete_paragraph


def insert(
    work: Work, setting: Setting, passages: Sequence[Passage], new: Passage, found: Places, drawn: Drawn | None
) -> None:
    """After the nearest passage before it that is there."""
    after = _predecessor(passages, new, found)
    words = "\n".join(filter(None, (new.text, *("\t".join(cell.text for cell in row) for row in new.rows))))
    if after is None or new.kind in IN_TABLES or next(after.iterancestors(W + "tc"), None) is not None:
        work.attention.append(Attention("unplaced", new.id, "", suggestion=words))
        beside = after if after is not None else next(work.opened.body.iter(W + "p"), None)
        if beside is not None:
            paragraph = beside if beside.tag == W + "p" else next(beside.iter(W + "p"))
            work.margin.note(paragraph, 0, len(text_of(paragraph)), work.teller.unplaced(words))
        return
    charts: Mapping[str, Drawn] = {new.chart: drawn} if drawn else {}
    for element in setting.blocks(new, charts):
        after.addnext(element)
        after = element
    work.tell(new.id, "", words)


def _predecessor(passages: Sequence[Passage], new: Passage, found: Places) -> etree._Element | None:
    """The last block of the passage before, or what stands behind it as inserted or struck out already.

    LibreOffice 7.4, rejecting, joins what it had before a new paragraph with a struck-out one right behind that.
    """
    before: etree._Element | None = None
    for passage in passages:
        if passage is new:
            break
        if passage.id in found.tables:
            before = found.tables[passage.id]
        elif passage.id in found.regions:
            before = found.regions[passage.id].segments[-1].paragraph
    if before is None:
        return None
    while (beside := before.getnext()) is not None and _is_open(beside):
        before = beside
    return before


def _is_open(element: etree._Element) -> bool:
    """Whether a paragraph is marked as inserted or deleted, or a table's first row is."""
    flags = f"{W}tr/{W}trPr" if element.tag == W + "tbl" else f"{W}pPr/{W}rPr"
    return any(element.find(f"{flags}/{W}{kind}") is not None for kind in ("ins", "del"))


def drop(work: Work, old: Sequence[Generated], found: Places, shown: Sequence[Shown | Native]) -> None:
    """All of a passage, tracked, where it stands as generated; else a comment. ``old``: newest first."""
    id = old[0].id
    region, table = found.regions.get(id), found.tables.get(id)
    if region is None and table is None:
        return
    base = next((one for one in old if region is None or one.own.text == region.text), None)
    if base is None or not _is_untouched(base, region, table):
        first = region.segments[0] if region else _first(table)
        work.note("falls_away", id, first, work.teller.falls_away())
        return
    if table is not None:
        for row in rows_of(table):
            work.drop_row(id, row)
    for picture in shown:
        paragraph = picture.paragraph
        if paragraph is not None and not text_of(paragraph):
            delete_paragraph(paragraph, work.stamp)
    if region is not None:
        _drop_region(work, id, region)


def _first(table: etree._Element | None) -> Segment:
    assert table is not None
    paragraph = next(table.iter(W + "p"))
    return Segment(paragraph, 0, len(text_of(paragraph)))


def _is_untouched(base: Generated, region: Region | None, table: etree._Element | None) -> bool:
    if region is not None:
        paragraphs = [segment.paragraph for segment in region.segments]
        whole = all(segment.end - segment.start == len(text_of(segment.paragraph)) for segment in region.segments)
        in_cell = any(next(one.iterancestors(W + "tc"), None) is not None for one in paragraphs)
        if not whole or in_cell or any(map(holds_objects, paragraphs)):
            return False
    if table is None:
        return True
    theirs = [[cell_text(cell) for cell in cells_of(row)] for row in rows_of(table)]
    return theirs == [[cell.text for cell in row] for row in base.rows]


def _drop_region(work: Work, id: str, region: Region) -> None:
    text = region.text
    for segment in region.segments:
        delete_paragraph(segment.paragraph, work.stamp)
    work.tell(id, text, "")
