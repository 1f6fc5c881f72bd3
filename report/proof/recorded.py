"""A document's own record beside its words: what stands as generated is traced; what does not is told word by word.

Passages are found again as corrections find them (:mod:`report.corrections.anchors`); a figure in one is known by its
words, never by a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from lxml import etree

from report.corrections.anchors import Region, Segment, cell_text, cells_of, places, rows_of
from report.corrections.printed import Printed, Version
from report.corrections.versions import Generated, generated
from report.corrections.words import Hunk, Word, comparable, hunks, joined, words
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.i18n import clauses, msg
from report.proof.judge import SLIPS, Book, near
from report.proof.lexicon import Lexicon
from report.proof.model import Kind
from report.proof.tokens import Token, tokens_of
from report.word.flow import Flow
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.record import Record

_STOPS: Final = re.compile(r"[。！？!?\n]|\.(?= |\Z)")
Span = tuple[int, int]
_NAMES: Final = ("area", "indicators", "period", "span", "own")


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the record tells of characters ``start`` to ``end`` of a paragraph (its number in the body)."""

    paragraph: int
    start: int
    end: int
    kind: Kind
    expected: str
    found: str
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure that stands as it was generated."""

    paragraph: int
    start: int
    end: int
    fact: str


@dataclass
class Alignment:
    """``settled``: ranges of paragraphs where every word is as generated, and vouched for: cells, and sentences with a
    figure in them. Other sentences may be remarks, which nobody has read yet. ``traced``, ``noted``: as found.
    """

    traced: list[Traced] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    settled: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @cached_property
    def _figures(self) -> Mapping[int, list[Span]]:
        """The figures of each paragraph; asked for when all are found."""
        found: dict[int, list[Span]] = {}
        for one in self.traced:
            found.setdefault(one.paragraph, []).append((one.start, one.end))
        return found

    def is_traced(self, paragraph: int, start: int, end: int) -> bool:
        """Whether a figure stands there as generated, or a part of one."""
        return any(first < end and start < last for first, last in self._figures.get(paragraph, ()))

    def is_settled(self, paragraph: int, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.settled.get(paragraph, ()))


def align(opened: Opened, flow: Flow, record: Record, book: Book, lexicon: Lexicon, own: str) -> Alignment:
    """``flow``: that of the body; ``own``: the area that the document is about.

    Raises ValueError where a record contradicts itself.
    """
    generations = [generated(one) for one in record.generations()]
    found = places(generations, opened.body, flow)
    aligner = Aligner(record, book, lexicon, own, flow)
    for id, made in generations[0].items():
        region = found.regions.get(id)
        if region is not None:
            aligner.passage(made.own, region, region.said(flow))
    for id, table in found.tables.items():
        aligner.table(generations[0][id], table)
    return aligner.result


@dataclass
class Aligner:
    """Compares passages with what stands in their place."""

    record: Record
    book: Book
    lexicon: Lexicon
    own: str
    flow: Flow
    result: Alignment = field(default_factory=Alignment)

    @property
    def order(self) -> Mapping[etree._Element, int]:
        return self.flow.index

    def passage(self, base: Version, region: Region, text: str) -> None:
        """``text``: that of the region."""
        if text == base.text:
            self._as_generated(base, region, text)
            return
        one, other = words(base.text), words(text)
        if not comparable(one, other):
            return
        changes = hunks(one, other)
        touched = [_range(other, change, len(text)) for change in changes]
        traced = list(self._trace(base, one, other, changes, region))
        self._settle(text, region, touched, traced)
        for change in changes:
            self._change(base, one, other, change, region)

    def _as_generated(self, base: Version, region: Region, text: str) -> None:
        self._settle(text, region, (), [(figure.start, figure.end) for figure in base.figures])
        for figure in base.figures:
            self._traced(figure, region, text, figure.start, figure.end)

    def _traced(self, figure: Printed, region: Region, text: str, start: int, end: int) -> None:
        for segment in region.located(start, end):
            self._traced_at(figure, self.order[segment.paragraph], segment.start, segment.end, text[start:end])
            return

    def _traced_at(self, figure: Printed, paragraph: int, start: int, end: int, said: str) -> None:
        self.result.traced.append(Traced(paragraph, start, end, figure.fact))
        now = self.now(figure)
        if now is not None and now.value != figure.value:
            self.result.noted.append(Noted(paragraph, start, end, "stale", self.book.shown(now), said))

    def now(self, figure: Printed) -> Fact | None:
        try:
            return self.book.known(FactKey.parse(figure.fact))
        except ValueError:
            return None

    def _settle(self, text: str, region: Region, touched: Sequence[Span], traced: Sequence[Span]) -> None:
        """Sentences without a change are as generated; those with a figure in them are vouched for."""
        start = 0
        for end in (*(stop.end() for stop in _STOPS.finditer(text)), len(text)):
            changed = any(first <= end and start <= last for first, last in touched)
            if not changed and any(first < end and start < last for first, last in traced):
                self._settle_words(region, start, end)
            start = end

    def _settle_words(self, region: Region, start: int, end: int) -> None:
        for segment in region.located(start, end):
            number = self.order[segment.paragraph]
            self.result.settled.setdefault(number, []).append((segment.start, segment.end))

    def _trace(
        self, base: Version, one: Sequence[Word], other: Sequence[Word], changes: Sequence[Hunk], region: Region
    ) -> Iterator[Span]:
        """Figures whose words no change touches stand where their words stand now."""
        shift: dict[int, int] = {}
        first, new_first = 0, 0
        for change in [*changes, Hunk(len(one), len(one), len(other), len(other))]:
            for step in range(change.first - first):
                shift[first + step] = new_first + step
            first, new_first = change.last, change.new_last
        for figure in base.figures:
            inside = [at for at, word in enumerate(one) if word.start < figure.end and figure.start < word.end]
            if inside and all(at in shift for at in inside):
                start, end = other[shift[inside[0]]].start, other[shift[inside[-1]]].end
                self._traced(figure, region, region.said(self.flow), start, end)
                yield start, end

    def _change(self, base: Version, one: Sequence[Word], other: Sequence[Word], change: Hunk, region: Region) -> None:
        old, new = joined(one[change.first : change.last]), joined(other[change.new_first : change.new_last])
        first = one[change.first].start if change.first < len(one) else len(base.text)
        last = one[change.last - 1].end if change.last > change.first else first
        figures = [figure for figure in base.figures if figure.start < last and first < figure.end]
        start, end = _range(other, change, len(region.text))
        if figures:
            self._figures_changed(base, figures, old, new, region, start, end)
        else:
            self._words_changed(old, new, region, start, end)

    def _figures_changed(
        self, base: Version, figures: Sequence[Printed], old: str, new: str, region: Region, start: int, end: int
    ) -> None:
        said, were = _numbers(new, self.lexicon), _numbers(old, self.lexicon)
        expected = clauses(self._expected(base, figure) for figure in figures)
        if not said and were:
            bare = "".join(
                one
                for one in old
                if one.isalpha() and one not in "个百分点亿万元年家percentagepointsbillionmillionyuan"
            )
            if not bare or len(bare) <= 2:
                self._note(region, start, end, "hole", expected, "none", len(were))
            return
        one, other = (_units(tokens_of(text, self.lexicon)) for text in (old, new))
        if not said and not were and one and other and one != other:
            start = _number_before(region.text, start)
            self._note(region, start, end, "unit", expected, region.text[start:end])
        if len(said) == len(were) and said:
            for number, before, figure in zip(said, were, _spread(figures, len(were)), strict=True):
                self._number_changed(base, figure, number, before, region, start, end)

    def _number_changed(
        self, base: Version, figure: Printed, number: Token, before: Token, region: Region, start: int, end: int
    ) -> None:
        one, other = number.value, before.value
        if one.amount == other.amount and one.unit == other.unit and one.signed == other.signed:
            return
        kind: Kind = "wrong"
        if (one.value == other.value and one.signed == other.signed) or (
            one.value and other.value and _slips(abs(one.amount), abs(other.amount))
        ):
            kind = "unit"
        elif self._was(figure, one.value):
            kind = "stale"
        self._note(region, start, end, kind, self._expected(base, figure), region.text[start:end])

    def _was(self, figure: Printed, value: Decimal) -> bool:
        for former in [*self.record.generations()][1:]:
            for one in former.figures:
                if one.fact == figure.fact and abs(Decimal(one.value)) == abs(value) != abs(figure.value):
                    return True
        return any(
            then is not None and then.value != figure.value and abs(then.value) == abs(value)
            for of in range(len(self.book.earlier))
            for then in [self.book.known(FactKey.parse(figure.fact), of)]
        )

    def _words_changed(self, old: str, new: str, region: Region, start: int, end: int) -> None:
        before, after = tokens_of(old, self.lexicon), tokens_of(new, self.lexicon)
        kind: Kind | None = None
        if _units(before) and _units(after) and _units(before) != _units(after):
            kind = "unit"
        elif _signs(before) and _signs(after) and _signs(before) != _signs(after):
            kind = "direction"
        elif (named := self._names(before)) and (now := self._names(after)) and named != now:
            kind = "wrong"
        if kind:
            self._note(region, start, end, kind, old.strip(), new.strip())

    def _names(self, tokens: Sequence[Token]) -> list[object]:
        """What is spoken of; 全市 in a city's document is the city."""
        return [self.own if one.kind == "own" else one.value for one in tokens if one.kind in _NAMES]

    def _expected(self, base: Version, figure: Printed) -> str:
        now = self.now(figure)
        return self.book.shown(now) if now else _with_cells(base.shown(figure), figure.cells)

    def _note(
        self, region: Region, start: int, end: int, kind: Kind, expected: str, found: str, missing: int = 0
    ) -> None:
        for segment in region.located(start, end):
            number = self.order[segment.paragraph]
            self.result.noted.append(Noted(number, segment.start, segment.end, kind, expected, found, missing))
            return

    def table(self, made: Generated, table: etree._Element) -> None:
        """Rows are known again by their names, cells by their place in the row."""
        rows: dict[str, list[etree._Element]] = {}
        for row in rows_of(table):
            cells = cells_of(row)
            if cells:
                rows.setdefault(cell_text(cells[0], self.flow), cells)
        for versions in made.rows:
            cells = rows.get(versions[0].text, [])
            if len(cells) != len(versions):
                continue
            for version, cell in zip(versions, cells, strict=True):
                self._cell(version, cell)

    def _cell(self, version: Version, cell: etree._Element) -> None:
        inside = [one for one in cell.iter(W + "p") if one in self.order]
        if len(inside) != 1:
            return
        paragraph, text = self.order[inside[0]], self.flow.texts[inside[0]]
        if text == version.text:
            for figure in version.figures:
                self._traced_at(figure, paragraph, figure.start, figure.end, version.shown(figure))
            self.result.settled.setdefault(paragraph, []).append((0, len(text)))
        elif not text.strip() and version.figures:
            expected = clauses(self._expected(version, figure) for figure in version.figures)
            self.result.noted.append(Noted(paragraph, 0, 0, "hole", expected, "none", 1))
        else:
            self.passage(version, Region((Segment(inside[0], 0, len(text)),)), text)


def _range(other: Sequence[Word], change: Hunk, length: int) -> tuple[int, int]:
    """The characters of the new text that a change takes; where words are gone, the place between their neighbours."""
    if change.new_first < change.new_last:
        return other[change.new_first].start, other[change.new_last - 1].end
    at = other[change.new_first].start if change.new_first < len(other) else length
    return at, at


def _numbers(text: str, lexicon: Lexicon) -> list[Token]:
    return [token for token in tokens_of(text, lexicon) if token.kind == "number"]


def _spread(figures: Sequence[Printed], count: int) -> Sequence[Printed]:
    return figures if len(figures) == count else [figures[0]] * count


def _with_cells(value: str, cells: Sequence[str]) -> str:
    for cell in cells:
        value = msg("{value} — {cells}", value=value, cells=cell)
    return value


def _slips(one: Decimal, other: Decimal) -> bool:
    return any(near(one / other, slip) or near(other / one, slip) for slip in SLIPS)


def _number_before(text: str, at: int) -> int:
    """Where the number begins whose unit stands at ``at``."""
    return len(text[:at].rstrip().rstrip("0123456789.,"))


def _units(tokens: Sequence[Token]) -> list[object]:
    return [token.value for token in tokens if token.kind == "unit"]


def _signs(tokens: Sequence[Token]) -> list[int]:
    return [token.value for token in tokens if token.kind in ("verb", "compare", "short")]
