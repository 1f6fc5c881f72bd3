"""What hands did to the numbers of one of our documents, passage by passage: which they put in, which they took out.

Passages have the same ids in both languages, so what is said of one here can be looked for in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from report.corrections.anchors import Places, Region, cell_region, cell_text, cells_of, places, rows_of
from report.corrections.printed import Version
from report.corrections.versions import Generated, generated
from report.corrections.words import Word, comparable, hunks, words
from report.proof.lexicon import Lexicon
from report.proof.model import Line
from report.proof.tokens import Number, Token, tokens_of
from report.word.flow import paragraphs, text_of
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.record import Record

MOST: Final = 400  # numbers by hand, in one passage and in all added paragraphs, that are compared
_LONGEST: Final = 100_000  # characters of a passage that is compared
MEASURED: Final = frozenset(("%", "百分点", "元", "元/亩", "倍", "个"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it stands, at characters ``start`` to ``end`` of line ``line``; one that was taken out, where it was.

    ``in_cell``: the table says what it measures, and in which unit.
    """

    number: Number
    text: str
    line: int
    start: int
    end: int
    in_cell: bool = False


@dataclass(frozen=True)
class Worked:
    """A passage, or the cell of a table: the numbers in it now, those put in and those taken out.

    ``line``: where it begins (-1: it is not there); ``is_cell``: it is no passage of its own.
    """

    line: int
    now: Sequence[Stated] = ()
    put_in: Sequence[Stated] = ()
    taken_out: Sequence[Stated] = ()
    is_cell: bool = False


@dataclass(frozen=True)
class Hands:
    """``passages`` by id, those of cells by id, row and column.

    ``added``: paragraphs that are no passage's, by line, each with its numbers; ``before``: after which passage.
    """

    passages: Mapping[str, Worked] = field(default_factory=dict)
    added: Mapping[int, Sequence[Stated]] = field(default_factory=dict)
    before: Mapping[int, str] = field(default_factory=dict)


def hands_in(opened: Opened, record: Record, lines: Sequence[Line], lexicon: Lexicon) -> Hands:
    """Raises ValueError where a record contradicts itself."""
    generations = [generated(one) for one in record.generations()]
    order = {paragraph: number for number, paragraph in enumerate(paragraphs(opened.body))}
    at = {line.key[1]: index for index, line in enumerate(lines) if line.key[0] == opened.main}
    looker = Looker(lexicon, lambda paragraph: at.get(order[paragraph], -1) if paragraph in order else -1)
    found = places(generations, opened.body)
    passages = {id: looker.worked(generations[0][id].own, found.regions.get(id)) for id in generations[0]}
    for id, table in found.tables.items():
        if id in generations[0]:
            passages |= looker.cells(generations[0][id], table)
    added, before = looker.added(opened.body, found)
    return Hands(passages, added, before)


@dataclass(frozen=True)
class Looker:
    """``line_of``: the line of a paragraph; -1 where it has no words."""

    lexicon: Lexicon
    line_of: Callable[[etree._Element], int]

    def worked(self, base: Version, region: Region | None, *, in_cell: bool = False) -> Worked:
        if region is None or not region.segments:
            return Worked(-1, is_cell=in_cell)
        first = self.line_of(region.segments[0].paragraph)
        if len(region.text) > _LONGEST:
            return Worked(first, is_cell=in_cell)
        now = numbers_of(region.text, self.lexicon)
        stated = [self._stated(one, region, one.start, one.end, in_cell) for one in now]
        one, other = words(base.text), words(region.text)
        if region.text == base.text or not comparable(one, other):
            return Worked(first, stated, is_cell=in_cell)
        put_in, taken_out = [], []
        were = numbers_of(base.text, self.lexicon)
        for change in hunks(one, other):
            old, new = _range(one, change.first, change.last), _range(other, change.new_first, change.new_last)
            put_in += [self._stated(token, region, token.start, token.end, in_cell) for token in _within(now, new)]
            taken_out += [self._stated(token, region, *new, in_cell) for token in _within(were, old)]
        return Worked(first, stated, put_in[:MOST], taken_out[:MOST], in_cell)

    def _stated(self, token: Token, region: Region, start: int, end: int, in_cell: bool) -> Stated:
        segment = next(region.located(start, end), region.segments[0])
        line = self.line_of(segment.paragraph)
        return Stated(token.value, token.text, line, segment.start, segment.end, in_cell)

    def cells(self, made: Generated, table: etree._Element) -> dict[str, Worked]:
        """Rows are known again by their names, cells by their place in the row."""
        rows: dict[str, list[etree._Element]] = {}
        for row in rows_of(table):
            cells = cells_of(row)
            if cells:
                rows.setdefault(cell_text(cells[0]), cells)
        found = {}
        for number, versions in enumerate(made.rows):
            cells = rows.get(versions[0].text, [])
            if len(cells) == len(versions):
                for column, (version, cell) in enumerate(zip(versions, cells, strict=True)):
                    found[f"{made.id}, {number}, {column}"] = self.worked(version, cell_region(cell), in_cell=True)
        return found

    def added(self, body: etree._Element, found: Places) -> tuple[dict[int, list[Stated]], dict[int, str]]:
        """Paragraphs that no passage stands in, outside tables, with a number in them."""
        owner = {segment.paragraph: id for id, region in found.regions.items() for segment in region.segments}
        added: dict[int, list[Stated]] = {}
        before: dict[int, str] = {}
        last = ""
        for paragraph in paragraphs(body):
            last = owner.get(paragraph, last)
            line = self.line_of(paragraph)
            if line < 0 or paragraph in owner or next(paragraph.iterancestors(W + "tbl"), None) is not None:
                continue
            tokens = [one for one in numbers_of(text_of(paragraph)[:_LONGEST], self.lexicon) if is_measure(one.value)]
            if tokens and sum(map(len, added.values())) + len(tokens) <= MOST:
                added[line] = [Stated(one.value, one.text, line, one.start, one.end) for one in tokens]
                before[line] = last
        return added, before


def numbers_of(text: str, lexicon: Lexicon) -> list[Token]:
    """Numbers with the unit that they share: 10.6、2.2个百分点."""
    found: list[Token] = []
    after: Token | None = None
    for token in reversed(tokens_of(text, lexicon)):
        if token.kind == "number":
            if not token.value.unit and after is not None:
                number = replace(token.value, unit=after.value.unit, factor=after.value.factor)
                token = replace(token, value=number)
            found.append(token)
            after = token if token.value.unit else None
        elif token.kind != "separator" and token.text != ",":
            after = None
    return found[::-1]


def is_measure(number: Number) -> bool:
    """A number that measures something: others are numbered headings, or said in words in the other language."""
    return number.unit in MEASURED


def _range(of: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return of[first].start, of[last - 1].end
    at = of[first].start if first < len(of) else (of[-1].end if of else 0)
    return at, at


def _within(tokens: Sequence[Token], span: tuple[int, int]) -> Iterator[Token]:
    return (token for token in tokens if token.start < span[1] and span[0] < token.end)
