"""Documents that ``build`` and ``revise`` are about to write: proof-read as they are in memory, with their figures.

Words and charts are read from the bytes that will be written. The record of a fresh document is the one that was put
in; that of a corrected one, whose package others may have made, is read too.
What a correction says itself, in its list and its comments, is not told a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.corrections.words import NUMBER
from report.i18n import msg
from report.orders import House
from report.proof.check import proof_read, record_in
from report.proof.lexicon import Lexicon, lexicon
from report.proof.matter import Matter
from report.proof.model import Checked, Finding, Line
from report.proof.reading import Read, read_made
from report.word.flow import paragraphs, pieces
from report.word.ooxml import W
from report.word.opened import Opened

if TYPE_CHECKING:
    from report.corrections.correct import Corrected
    from report.corrections.model import Attention
    from report.pipeline import Briefing
    from report.word.record import Record

_SAID_OF_WORDS: Final = ("retyped", "rephrased", "typed_elsewhere", "claim")
Span = tuple[int, int]


@dataclass(frozen=True)
class Proofreader:
    """Of all documents that a run writes. ``ledger``: its address, read only where something is found."""

    house: House
    ledger: str = ""

    @cached_property
    def _words(self) -> Lexicon:
        return lexicon(self.house.catalogue, self.house.claims)

    def briefing(self, made: Briefing) -> Checked:
        matter = Matter(made.edition, made.facts, made.subject)
        return self._checked(read_made(made.document.name, made.files[made.document]), matter, made.record)

    def correction(self, made: Corrected) -> Checked | None:
        """As it will be when all changes are accepted; None where nothing is written."""
        if made.target is None:
            return None
        about = made.prepared.order.edition
        text = read_made(made.target.name, made.carried.content)
        matter = Matter(about.name, made.prepared.facts, about.subject)
        checked = self._checked(text, matter, record_in(text))
        told = _Told(made, text, checked.lines)
        return replace(checked, findings=tuple(one for one in checked.findings if not told.has(one)))

    def _checked(self, text: Read, matter: Matter, record: Record | None) -> Checked:
        checked = proof_read(text, self.house, matter, self._words, record)
        if not checked.exit_code or not self.ledger:
            return checked
        return proof_read(text, self.house, matter, self._words, record, ledger=self.ledger)


class _Told:
    """What a correction has said, by the words that its comments stand at; by the words alone where none can stand."""

    def __init__(self, made: Corrected, text: Read, lines: Sequence[Line]) -> None:
        said = made.carried.attention
        self._lines = lines
        self._spans = _spans(text.opened, said) if text.opened else {}
        self._apart = [one for one in said if one.kind in _SAID_OF_WORDS and not one.comment]
        passages = {one.passage for one in said if one.kind == "chart"}
        charts = [one.chart for one in made.carried.record.passages if one.id in passages]
        self._charts = {msg("the chart {id}", id=chart) for chart in charts}
        self._captions = _commented(text.opened, said) if text.opened else set()

    def has(self, finding: Finding) -> bool:
        if finding.kind == "chart":
            return finding.expected in self._charts or self._is_of_native(finding)
        if finding.line < 0 or finding.line >= len(self._lines):
            return False
        line = self._lines[finding.line]
        for paragraph, start, end in line.located(finding.start, max(finding.end, finding.start + 1)):
            if any(_meet(span, (start, end)) for span in self._spans.get((line.key[0], paragraph), ())):
                return True
        words = line.text[finding.start : finding.end]
        return any(one.words in line.text and _same(words, one.old) for one in self._apart)

    def _is_of_native(self, finding: Finding) -> bool:
        """A point of a native chart: what there is to say of its chart stands at the caption, right after it."""
        line = self._lines[finding.line] if 0 <= finding.line < len(self._lines) else None
        return line is not None and line.drawn == "chart" and line.key[1] + 1 in self._captions


def _commented(opened: Opened, said: Collection[Attention]) -> set[int]:
    """The paragraphs of the body at which a correction says that a chart was left."""
    wanted = {one.comment for one in said if one.comment and one.kind == "chart"}
    return {
        number
        for number, paragraph in enumerate(paragraphs(opened.body))
        if wanted & {start.get(W + "id", "") for start in paragraph.iter(W + "commentRangeStart")}
    }


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < max(one[1], one[0] + 1)


def _same(words: str, old: str) -> bool:
    """The same number, or the same words of a claim."""
    return bool({*NUMBER.findall(words)} & {*NUMBER.findall(old)}) or words.casefold() == old.casefold()


def _spans(opened: Opened, said: Collection[Attention]) -> dict[tuple[str, int], list[Span]]:
    """The characters of each paragraph of the body at which the correction's comments stand."""
    wanted = {one.comment for one in said if one.comment and one.kind in _SAID_OF_WORDS}
    found: dict[tuple[str, int], list[Span]] = {}
    for number, paragraph in enumerate(paragraphs(opened.body)):
        if wanted and next(paragraph.iter(W + "commentRangeStart"), None) is not None:
            found[opened.main, number] = list(_ranges(paragraph, wanted))
    return found


def _ranges(paragraph: etree._Element, wanted: Collection[str]) -> Iterator[Span]:
    ends = {piece.element: piece.end for piece in pieces(paragraph)}
    began: dict[str, int] = {}
    at = 0
    for element in paragraph.iter():
        at = ends.get(element, at)
        number = element.get(W + "id", "") if isinstance(element.tag, str) else ""
        if number in wanted and element.tag == W + "commentRangeStart":
            began[number] = at
        elif number in began and element.tag == W + "commentRangeEnd":
            yield began[number], at
