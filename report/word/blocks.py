"""Passages in, the paragraphs and tables of the document's body out, in the order of the narrative."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from report.catalogue import Language
from report.charts.model import Drawn
from report.narrative.model import Kind, Passage
from report.word.inline import Ids, bookmarked, paragraph, run, runs_of, sequence_number
from report.word.ooxml import w
from report.word.pictures import Embed, chart_run
from report.word.record import caption_label
from report.word.styles import Looks, Role
from report.word.tables import column_widths, end_matter, table

_ROLES = {
    Kind.PUBLICATION: Role.MASTHEAD,
    Kind.ISSUE: Role.ISSUE,
    Kind.NOTICE: Role.NOTICE,
    Kind.HEADLINE: Role.HEADLINE,
    Kind.HEADING: Role.HEADING,
    Kind.SUBHEADING: Role.SUBHEADING,
    Kind.PARAGRAPH: Role.BODY,
    Kind.TABLE: Role.TABLE_CAPTION,
    Kind.CHART: Role.CHART_CAPTION,
    Kind.NOTE: Role.NOTE,
    Kind.CREDIT: Role.CREDIT,
    Kind.CIRCULATION: Role.CIRCULATION,
    Kind.COPIES: Role.COPIES,
}
_HELD_TO = (Kind.NOTE, Kind.CREDIT)  # neither opens a page without the text that it belongs to
_IMPRINT = (Kind.OFFICE, Kind.DATE)
_END_MATTER = (Kind.CIRCULATION, Kind.COPIES)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What passages are set with.

    ``width``: of the type area, ``table_em``: the size of table text, both in twips;
    ``pictures``: by the id of the chart.
    """

    embed: Embed
    language: Language
    looks: Looks
    width: int
    table_em: int
    pictures: Mapping[str, Drawn]
    ids: Ids = field(default_factory=Ids)


def body(passages: tuple[Passage, ...], sheet: Sheet) -> Iterator[etree._Element]:
    """Everything between the masthead and the end matter, ready to stand before the section's properties."""
    groups = [tuple(group) for _, group in itertools.groupby(passages, key=_band)]
    for group, after in zip(groups, (*groups[1:], ()), strict=True):
        first = group[0]
        if first.kind in _IMPRINT:
            yield _imprint(group, sheet)
        elif first.kind in _END_MATTER:
            yield from _end_matter(group, sheet)
        else:
            yield from block(first, sheet, hold=bool(after) and after[0].kind in _HELD_TO)
            if first.kind is Kind.TABLE and not _opens_with_words(after):
                yield paragraph(sheet.looks[Role.END], ())


def _band(passage: Passage) -> str:
    """Passages of one band are set together: office and date on one row, the end matter in one table."""
    if passage.kind in _IMPRINT:
        return "imprint"
    return "end matter" if passage.kind in _END_MATTER else f"passage {passage.id}"


def _opens_with_words(group: tuple[Passage, ...]) -> bool:
    """Word merges tables that touch, and wants a paragraph after the last."""
    return bool(group) and (group[0].kind is not Kind.TABLE or bool(group[0].spans))


def _imprint(group: tuple[Passage, ...], sheet: Sheet) -> etree._Element:
    """Office left and date right on one row: the style has the tab stop and the red rule."""
    left = [passage for passage in group if passage.kind is Kind.OFFICE]
    right = [passage for passage in group if passage.kind is Kind.DATE]
    content = [element for passage in left for element in _words(passage, sheet)]
    if right:
        content.append(w("r", w("tab")))
    content += [element for passage in right for element in _words(passage, sheet)]
    return paragraph(sheet.looks[Role.IMPRINT], content)


def _end_matter(group: tuple[Passage, ...], sheet: Sheet) -> Iterator[etree._Element]:
    """版记, set off from the text before it; Word wants a paragraph after the table too."""
    styles = [sheet.looks[_ROLES[passage.kind]] for passage in group]
    yield paragraph(sheet.looks[Role.END], ())
    yield end_matter(group, styles, sheet.looks, sheet.width, sheet.ids)
    yield paragraph(sheet.looks[Role.END], ())


def block(passage: Passage, sheet: Sheet, *, hold: bool) -> Iterator[etree._Element]:
    """One passage by itself. ``hold``: it stays on the page of what follows."""
    if passage.kind is Kind.CHART:
        yield from _chart(passage, sheet, hold=hold)
    elif passage.kind is Kind.TABLE:
        yield from _table(passage, sheet, hold=hold)
    else:
        yield paragraph(sheet.looks[_ROLES[passage.kind]], _words(passage, sheet), hold=hold)


def _table(passage: Passage, sheet: Sheet, *, hold: bool) -> Iterator[etree._Element]:
    """The caption above its table; the caption's style keeps them together."""
    if passage.spans:
        yield paragraph(sheet.looks[Role.TABLE_CAPTION], _words(passage, sheet))
    widths = column_widths(passage.rows, sheet.width, sheet.table_em)
    yield table(passage, sheet.looks, widths, sheet.ids, sheet.language, hold=hold)


def _chart(passage: Passage, sheet: Sheet, *, hold: bool) -> Iterator[etree._Element]:
    """The caption below its chart; the style of pictures keeps them together."""
    shown = chart_run(sheet.embed, sheet.pictures[passage.chart], sheet.width, sheet.ids)
    bare = not passage.spans
    yield paragraph(sheet.looks[Role.PICTURE], bookmarked([shown], passage.id, sheet.ids) if bare else [shown])
    if not bare:
        yield paragraph(sheet.looks[Role.CHART_CAPTION], _words(passage, sheet), hold=hold)


def _words(passage: Passage, sheet: Sheet) -> list[etree._Element]:
    """A passage's runs in its bookmark; a caption's begin with its number."""
    runs = list(runs_of(passage.spans, sheet.looks[Role.STRONG], sheet.ids))
    if passage.number:
        label = caption_label(passage, sheet.language)
        runs = [run(label.before), *sequence_number(label.word, passage.number), run(label.after), *runs]
    return bookmarked(runs, passage.id, sheet.ids)
