"""Two records of one document in, what differs between them out: figures with their places, conclusions, charts.

``base`` is what was generated, ``ours`` what would be generated now. Nothing is read and nothing written.
Figures are paired by their keys and, within each passage, in the order in which they stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Final, Literal

from report.corrections.printed import Version
from report.corrections.versions import generated
from report.facts.conclusions import turns
from report.facts.keys import FactKey
from report.narrative.model import Kind
from report.word.record import Record, RecordedFigure, RecordedPassage, RecordedSource

Element = Literal["headline", "heading", "paragraph", "table", "chart", "note", "masthead", "end"]
Fate = Literal["corrected", "reworded", "new", "gone"]

_ELEMENTS: Final[Mapping[Kind, Element]] = {
    Kind.PUBLICATION: "masthead",
    Kind.ISSUE: "masthead",
    Kind.OFFICE: "masthead",
    Kind.DATE: "masthead",
    Kind.NOTICE: "masthead",
    Kind.HEADLINE: "headline",
    Kind.HEADING: "heading",
    Kind.SUBHEADING: "heading",
    Kind.PARAGRAPH: "paragraph",
    Kind.TABLE: "table",
    Kind.CHART: "chart",
    Kind.NOTE: "note",
    Kind.CREDIT: "end",
    Kind.CIRCULATION: "end",
    Kind.COPIES: "end",
}
_TITLES: Final = ("headline", "heading")
_COUNTED: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_SENTENCE: Final = re.compile(r"(?<=[。！？!?])|(?<=\.)\s+(?=[A-Z“])|\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A passage as a reader sees it: ``number`` is that of a table or chart (else 0), ``words`` its text or caption."""

    passage: str
    element: Element
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: ``words`` are the sentence around it, the label of its row, or the chart's caption.

    They are those of the original, which the reader holds, wherever the figure stood in it.
    ``old`` and ``new`` are what is printed there before and after; empty where it is new there, or fell away.
    """

    passage: str
    element: Element
    number: int
    words: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Valued:
    """A figure's value in one record, with what it rests on; ``text`` is how it is printed first."""

    value: Decimal
    text: str
    arithmetic: str
    sources: tuple[RecordedSource, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A cited figure that is no longer what it was. ``before`` is None for a new one, ``after`` for one gone."""

    key: str
    unit: str
    before: Valued | None
    after: Valued | None
    spots: tuple[Spot, ...]

    @property
    def fate(self) -> Fate:
        """``reworded``: the same value, printed in other words or in other places."""
        if self.before is None or self.after is None:
            return "gone" if self.before else "new"
        return "reworded" if self.before.value == self.after.value else "corrected"

    @property
    def old(self) -> str:
        return self.before.text if self.before else ""

    @property
    def new(self) -> str:
        return self.after.text if self.after else ""

    @property
    def _latest(self) -> Valued:
        latest = self.after or self.before
        assert latest  # a change is of something
        return latest

    @property
    def cells(self) -> tuple[str, ...]:
        """Where it comes from, in words."""
        return tuple(dict.fromkeys(source.place for source in self._latest.sources))

    @property
    def derivation(self) -> str:
        """How it is worked out; empty for a published figure."""
        return self._latest.arithmetic

    @property
    def turned(self) -> bool:
        """Whether the direction that it tells has changed."""
        if self.before is None or self.after is None:
            return False
        return turns(FactKey.parse(self.key), self.before.value, self.after.value)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is earned now and was not, or the other way about."""

    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A word in a table that says how something stands, such as whether a target is met, and that is another now.

    ``number`` of the table, ``row`` and ``column`` by their labels.
    """

    number: int
    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TitleChange:
    """A headline or heading that reads otherwise now, its number left aside: that only counts."""

    passage: str
    element: Element
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs.

    ``charts`` show something else; ``reworded`` are passages that read otherwise now, as they were;
    ``sample``: invented figures are among those cited.
    """

    figures: tuple[FigureChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    titles: tuple[TitleChange, ...] = ()
    charts: tuple[Block, ...] = ()
    new_passages: tuple[Block, ...] = ()
    gone_passages: tuple[Block, ...] = ()
    reworded: tuple[Block, ...] = ()
    sample: bool = False

    def fated(self, fate: Fate) -> tuple[FigureChange, ...]:
        return tuple(change for change in self.figures if change.fate == fate)

    @property
    def turned(self) -> tuple[FigureChange, ...]:
        return tuple(change for change in self.figures if change.turned)

    @property
    def substantial(self) -> bool:
        """Whether a conclusion of the text is qualified or contradicted: a claim, a direction, a verdict."""
        return bool(self.claims or self.turned or self.verdicts)


def differences(base: Record, ours: Record) -> Differences:
    was, now = _Printed(base), _Printed(ours)
    return Differences(
        figures=tuple(_figure_changes(was, now)),
        claims=tuple(_claim_changes(base, ours)),
        verdicts=tuple(_verdict_changes(was, now)),
        titles=tuple(_title_changes(was, now)),
        charts=tuple(_changed_charts(was, now)),
        new_passages=tuple(block for name, block in now.blocks.items() if name not in was.blocks),
        gone_passages=tuple(block for name, block in was.blocks.items() if name not in now.blocks),
        reworded=tuple(
            block for name, block in was.blocks.items() if now.texts.get(name, was.texts[name]) != was.texts[name]
        ),
        sample=any(source.sample for record in (base, ours) for source in record.sources),
    )


class _Printed:
    """A record as a page: its passages with their numbers, and each figure with all its places in their order."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.texts = {passage.id: passage.text for passage in record.passages}
        self.blocks = dict(_blocks(record.passages))
        self.charts = {passage.chart: passage.id for passage in record.passages if passage.chart}
        self.sources = {source.key: source for source in record.sources}
        self.figures: dict[str, list[RecordedFigure]] = {}
        for figure in record.figures:
            self.figures.setdefault(figure.fact, []).append(figure)
        for chart in record.charts:
            for point in chart.points:
                self.figures.setdefault(point.fact, []).append(point)

    def passage_of(self, figure: RecordedFigure) -> str:
        """A point of a chart stands in the passage that shows the chart."""
        chart = figure.passage.removeprefix("chart ")
        return self.charts[chart] if chart != figure.passage and chart in self.charts else figure.passage

    def by_passage(self, key: str) -> dict[str, list[RecordedFigure]]:
        found: dict[str, list[RecordedFigure]] = {}
        for figure in self.figures.get(key, ()):
            found.setdefault(self.passage_of(figure), []).append(figure)
        return found

    def valued(self, figure: RecordedFigure) -> Valued:
        sources = tuple(self.sources[key] for key in figure.sources if key in self.sources)
        return Valued(Decimal(figure.value), figure.text, figure.arithmetic, sources)

    def words_around(self, figure: RecordedFigure) -> str:
        """The label of the row, the caption of the chart, or the sentence."""
        block = self.blocks[self.passage_of(figure)]
        if block.element == "chart":
            return block.words
        text = self.texts[figure.passage]
        start, line = _part_at(text, figure.at, re.compile("\n"))
        if "\t" in line:
            return line.partition("\t")[0]
        return _part_at(line, figure.at - start, _SENTENCE)[1].strip()


def _blocks(passages: Sequence[RecordedPassage]) -> Iterator[tuple[str, Block]]:
    last: dict[Element, int] = {"table": 0, "chart": 0}
    for passage in passages:
        element = _ELEMENTS[Kind(passage.kind)]
        if element in last:
            last[element] += 1
        yield passage.id, Block(passage.id, element, last.get(element, 0), passage.text.partition("\n")[0])


def _part_at(text: str, at: int, parting: re.Pattern[str]) -> tuple[int, str]:
    """The part of a text that holds the character at ``at``, and where it begins."""
    begins = 0
    for end in parting.finditer(text):
        if end.start() > at:
            return begins, text[begins : end.start()]
        begins = end.end()
    return begins, text[begins:]


def _figure_changes(was: _Printed, now: _Printed) -> Iterator[FigureChange]:
    for key in dict.fromkeys((*now.figures, *was.figures)):
        spots = tuple(_spots(key, was, now))
        before, after = (page.figures.get(key, [])[:1] for page in (was, now))
        same_value = bool(before and after) and Decimal(before[0].value) == Decimal(after[0].value)
        if same_value and all(spot.old == spot.new for spot in spots):
            continue
        yield FigureChange(
            key=key,
            unit=(after or before)[0].unit,
            before=was.valued(before[0]) if before else None,
            after=now.valued(after[0]) if after else None,
            spots=spots,
        )


def _spots(key: str, was: _Printed, now: _Printed) -> Iterator[Spot]:
    """All places in the order of the new page; then those where it stood before and stands no more."""
    old, new = was.by_passage(key), now.by_passage(key)
    for passage in dict.fromkeys((*new, *old)):
        for before, after in zip_longest(old.get(passage, ()), new.get(passage, ())):
            page, figure = (was, before) if before else (now, after)
            block = page.blocks[passage]
            words = page.words_around(figure)
            texts = (before.text if before else "", after.text if after else "")
            yield Spot(passage, block.element, block.number, words, *texts)


def _claim_changes(base: Record, ours: Record) -> Iterator[ClaimChange]:
    """A claim that a template did not come to ask about is not said, and so not held."""
    held = {claim.name: claim.held for claim in base.claims}
    holds = {claim.name: claim.held for claim in ours.claims}
    for name in dict.fromkeys((*holds, *held)):
        if held.get(name, False) != holds.get(name, False):
            yield ClaimChange(name, holds.get(name, False))


def _verdict_changes(was: _Printed, now: _Printed) -> Iterator[VerdictChange]:
    """Cells of words under the same labels; a dash is no verdict."""
    before, after = generated(was.record), generated(now.record)
    for name in (name for name in after if name in before):
        old, new = (dict(_verdicts(made.rows)) for made in (before[name], after[name]))
        for labels in new:
            if labels in old and old[labels] != new[labels]:
                yield VerdictChange(now.blocks[name].number, *labels, old[labels], new[labels])


def _verdicts(rows: Sequence[Sequence[Version]]) -> Iterator[tuple[tuple[str, str], str]]:
    for row in rows[1:]:
        for head, cell in list(zip(rows[0], row, strict=False))[1:]:
            if any(map(str.isalpha, cell.text)) and not cell.figures:
                yield (row[0].text, head.text), cell.text


def _title_changes(was: _Printed, now: _Printed) -> Iterator[TitleChange]:
    for name, block in now.blocks.items():
        before = was.blocks.get(name)
        if before and block.element in _TITLES:
            old, new = (_COUNTED.sub("", one.words) for one in (before, block))
            if old != new:
                yield TitleChange(name, block.element, old, new)


def _changed_charts(was: _Printed, now: _Printed) -> Iterable[Block]:
    content = {chart.id: chart.content for chart in was.record.charts}
    for chart in now.record.charts:
        if chart.id in now.charts and content.get(chart.id, chart.content) != chart.content:
            yield now.blocks[now.charts[chart.id]]
