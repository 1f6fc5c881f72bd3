"""Passages in, the paragraphs and tables of the document's body out, in the order of the narrative."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from report.catalogue import Language
from report.charts.model import Drawn
from report.narrative.model import Kind, Passage
from report.word.inline import Ids, bookmarked, paragraph, runs_of, sequence_number, text_run
from report.word.ooxml import NOTHING, Xml, elements, joined
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


def body(passages: tuple[Passage, ...], sheet: Sheet) -> Iterator[Xml]:
    """Everything between the masthead and the end matter, ready to stand before the section's properties."""
    groups = [tuple(group) for _, group in itertools.groupby(passages, key=_band)]
    for group, after in zip(groups, (*groups[1:], ()), strict=True):
        first = group[0]
        if first.kind in _IMPRINT:
            yield _imprint(group, sheet)
        elif first.kind in _END_MATTER:
            yield _end_matter(group, sheet)
        else:
            yield _set(first, sheet, hold=bool(after) and after[0].kind in _HELD_TO)
            if first.kind is Kind.TABLE and not _opens_with_words(after):
                yield paragraph(sheet.looks[Role.END], NOTHING)


def _band(passage: Passage) -> str:
    """Passages of one band are set together: office and date on one row, the end matter in one table."""
    if passage.kind in _IMPRINT:
        return "imprint"
    return "end matter" if passage.kind in _END_MATTER else f"passage {passage.id}"


def _opens_with_words(group: tuple[Passage, ...]) -> bool:
    """Word merges tables that touch, and wants a paragraph after the last."""
    return bool(group) and (group[0].kind is not Kind.TABLE or bool(group[0].spans))


def _imprint(group: tuple[Passage, ...], sheet: Sheet) -> Xml:
    """Office left and date right on one row: the style has the tab stop and the red rule."""
    left = [_words(passage, sheet) for passage in group if passage.kind is Kind.OFFICE]
    right = [_words(passage, sheet) for passage in group if passage.kind is Kind.DATE]
    parted = [text_run("\t")] if right else []
    return paragraph(sheet.looks[Role.IMPRINT], joined((*left, *parted, *right)))


def _end_matter(group: tuple[Passage, ...], sheet: Sheet) -> Xml:
    """版记, set off from the text before it; Word wants a paragraph after the table too."""
    styles = [sheet.looks[_ROLES[passage.kind]] for passage in group]
    apart = paragraph(sheet.looks[Role.END], NOTHING)
    return joined((apart, end_matter(group, styles, sheet.looks, sheet.width, sheet.ids), apart))


def block(passage: Passage, sheet: Sheet, *, hold: bool) -> Iterator[etree._Element]:
    """One passage by itself, as elements. ``hold``: it stays on the page of what follows."""
    yield from elements(_set(passage, sheet, hold=hold))


def _set(passage: Passage, sheet: Sheet, *, hold: bool) -> Xml:
    if passage.kind is Kind.CHART:
        return _chart(passage, sheet, hold=hold)
    if passage.kind is Kind.TABLE:
        return _table(passage, sheet, hold=hold)
    return paragraph(sheet.looks[_ROLES[passage.kind]], _words(passage, sheet), hold=hold)


def _table(passage: Passage, sheet: Sheet, *, hold: bool) -> Xml:
    """The caption above its table; the caption's style keeps them together."""
    caption = paragraph(sheet.looks[Role.TABLE_CAPTION], _words(passage, sheet)) if passage.spans else NOTHING
    widths = column_widths(passage.rows, sheet.width, sheet.table_em)
    return joined((caption, table(passage, sheet.looks, widths, sheet.ids, sheet.language, hold=hold)))


def _chart(passage: Passage, sheet: Sheet, *, hold: bool) -> Xml:
    """The caption below its chart; the style of pictures keeps them together."""
    shown = chart_run(sheet.embed, sheet.pictures[passage.chart], sheet.width, sheet.ids)
    if not passage.spans:
        return paragraph(sheet.looks[Role.PICTURE], bookmarked(shown, passage.id, sheet.ids))
    caption = paragraph(sheet.looks[Role.CHART_CAPTION], _words(passage, sheet), hold=hold)
    return joined((paragraph(sheet.looks[Role.PICTURE], shown), caption))


def _words(passage: Passage, sheet: Sheet) -> Xml:
    """A passage's runs in its bookmark; a caption's begin with its number."""
    runs = runs_of(passage.spans, sheet.looks[Role.STRONG], sheet.ids)
    if passage.number:
        label = caption_label(passage, sheet.language)
        number = sequence_number(label.word, passage.number)
        runs = joined((text_run(label.before), number, text_run(label.after), runs))
    return bookmarked(runs, passage.id, sheet.ids)
