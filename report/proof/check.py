"""check(document): read → align with its record → read the rest by rules → judge → findings.

Everything is read before anything is judged; nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from report.catalogue import Language
from report.errors import InputFaults
from report.facts.derive import Facts
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.i18n import msg, nmsg
from report.orders import House
from report.proof import consistent, languages, pictures, vintages
from report.proof import matter as matters
from report.proof.cells import Cells
from report.proof.claimed import Claimed
from report.proof.clauses import sentences
from report.proof.consistent import Said
from report.proof.holes import holes
from report.proof.judge import Book
from report.proof.lexicon import Lexicon, lexicon
from report.proof.matter import Matter
from report.proof.mention import Mention
from report.proof.mentions import Reader, may_say
from report.proof.model import NO_FIGURES, Checked, Finding, Kind, Line, Numbers, Source, around
from report.proof.reading import Read, read
from report.proof.reading_docx import hidden_in
from report.proof.recorded import Alignment, align
from report.proof.tokens import Token, known, tokens_of
from report.word.read import records_in
from report.word.record import Record

if TYPE_CHECKING:
    from report.proof.editions import Side

_BESIDE = 400  # findings of a line that a new one is compared with
_UNREAD = 100_000  # characters of one line that are read for what they say; of the rest only holes are told


def check(
    document: Path,
    house: House,
    edition: str | None = None,
    figures: Path | None = None,
    language: Language | None = None,
    *,
    ledger: str = "",
    beside: Path | None = None,
) -> Checked:
    """Proof-read a document against an edition, or a file of figures; without either, against what it says it is.

    ``ledger``: the address of a ledger, which knows earlier vintages. ``beside``: a document that should say the same,
    as the edition in the other language does that lies beside one of ours, and is read without being named.
    Raises InputFaults: a document or figures that cannot be read, an unknown edition.
    """
    text = read(document)
    words = lexicon(house.catalogue, house.claims)
    record = record_in(text)
    if edition is None and figures is None and record and matters.is_edition(record.edition, house):
        edition = record.edition
    matter = matters.matter_of(text.lines, house, words, edition, figures)
    proof = _proof(text, house, matter, words, record, language, ledger)
    return _beside(proof, proof.checked(), document, beside)


def proof_read(
    text: Read,
    house: House,
    matter: Matter,
    words: Lexicon,
    record: Record | None = None,
    language: Language | None = None,
    ledger: str = "",
) -> Checked:
    """What was read and is about to be written, against the figures of ``matter``."""
    return _proof(text, house, matter, words, record, language, ledger).checked()


def _proof(
    text: Read,
    house: House,
    matter: Matter,
    words: Lexicon,
    record: Record | None,
    language: Language | None,
    ledger: str,
) -> Proof:
    def earlier() -> Iterator[Facts]:
        yield from vintages.of_records(record, house.catalogue)
        if ledger and matter.name:
            yield from vintages.of_ledger(ledger, matter.name, house.catalogue)

    return Proof(text, house, matter, language, words, record, earlier)


def _beside(proof: Proof, checked: Checked, document: Path, named: Path | None) -> Checked:
    """With what differs from the document beside it. Raises InputFaults where one that is named cannot be read."""
    from report.proof import editions

    try:
        path = named or editions.sibling(document, proof.record)
        if path is None:
            return checked
        text = read(path)
        other = replace(proof, text=text, record=record_in(text), language=None)  # whatever it is in
    except InputFaults as faults:
        if named:
            raise
        return replace(checked, notes=(*checked.notes, editions.unread(faults)))
    found = editions.differences(proof.side(checked), other.side(other.checked()), proof.book)
    return replace(checked, findings=tuple(_once([*checked.findings, *found])))


def record_in(text: Read) -> Record | None:
    if text.opened is None:
        return None
    xml = {name: content for name, content in text.opened.parts.items() if name.endswith(".xml")}
    return next((record for _, record in records_in(xml, text.name)), None)


@dataclass(frozen=True)
class Proof:
    """One document with all that it is read against; ``earlier``: how the figures were known before."""

    text: Read
    house: House
    matter: Matter
    language: Language | None
    words: Lexicon
    record: Record | None = None
    earlier: Callable[[], Iterable[Facts]] = tuple

    @cached_property
    def book(self) -> Book:
        return Book(self.matter.facts, self.house.catalogue, self.earlier)

    def side(self, checked: Checked) -> Side:
        """As one of two documents that are compared."""
        from report.proof import editions

        hands = editions.hands_of(self.text.opened, self.record, checked.lines, self.words)
        return editions.Side(checked.document, checked.lines, checked.said, checked.findings, hands)

    def checked(self) -> Checked:
        book = self.book
        aligned = self._aligned(book)
        reading = Reading(self, book, aligned)
        sheet = pictures.sheet_of(self.text.opened) if self.text.opened else None
        lines = pictures.with_charts(sheet, self.text.flow, self.text.lines)
        passed_over = languages.others(lines, self.language)
        silent = {lines[index].key for index in passed_over}
        for index, line in enumerate(lines):
            if index not in passed_over and line.text.strip() and line.drawn != "picture":
                reading.line(index, line)
        findings = [*_from_record(lines, aligned, reading.main), *reading.findings]
        findings += self._charts(sheet, lines, book)
        findings += consistent.findings(reading.said, lines, book)
        kept = tuple(_once(one for one in findings if one.line not in passed_over))
        by_hand = reading.by_hand
        traced = sum((reading.main, one.paragraph) not in silent for one in aligned.traced)
        numbers = Numbers(traced, len(reading.matched), by_hand)

        def sources() -> Iterator[Source]:
            known = (*_traced(lines, aligned, book, reading.main), *reading.sources())
            return (one for one in known if one.line not in passed_over)

        told = (tuple(lines), tuple(reading.said), sources)
        return Checked(self.text.name, numbers, kept, self.matter.name, self.language, _notes(self, lines), *told)

    def _aligned(self, book: Book) -> Alignment:
        if self.record is None or self.text.opened is None or self.text.flow is None:
            return Alignment()
        try:
            return align(self.text.opened, self.text.flow, self.record, book, self.words, self.matter.subject.area)
        except ValueError:  # a record that contradicts itself vouches for nothing: the words are read by rules
            return Alignment()

    def _charts(self, sheet: pictures.Sheet | None, lines: Sequence[Line], book: Book) -> Iterator[Finding]:
        if sheet is None:
            return
        if self.record is not None:
            amiss = pictures.recorded_charts(sheet, self.record, book)
        else:
            amiss = pictures.described(sheet, book, self.house.catalogue, self.words)
        for one in amiss:
            index = len(lines) - sum(line.drawn == "picture" for line in lines) + one.picture
            yield Finding("chart", lines[index].place, one.text, one.expected, one.found, 0, index)


class Reading:
    """Reads line after line by rules, and keeps what it finds."""

    def __init__(self, proof: Proof, book: Book, aligned: Alignment) -> None:
        self._proof = proof
        self._book = book
        self._aligned = aligned
        self._reader = Reader(proof.house.catalogue, proof.matter.subject)
        self._cells = Cells(self._reader, proof.words)
        self._claimed = Claimed(proof.house.claims, book.facts, proof.matter.subject)
        self.findings: list[Finding] = []
        self.matched: list[tuple[int, int, int, Fact]] = []  # line, start, end, what the number there is
        self.said: list[Said] = []
        self.by_hand = 0

    def line(self, index: int, line: Line) -> None:
        """Where all of it stands as generated, every number and every place for one is vouched for: only its claims are
        not.
        """
        text = line.text[:_UNREAD]
        vouched_for = self._settled(line, 0, len(line.text))
        if vouched_for and not self._claimed.is_said_in(text):
            return
        tokens = tokens_of(text, self._proof.words)
        if not vouched_for:
            self._numbers(index, line, tokens)
        self._claims(index, line, text, tokens)

    def _numbers(self, index: int, line: Line, tokens: Sequence[Token]) -> None:
        in_table = line.labels is not None
        for hole in holes(line.text, known(tokens), in_table):
            if not self._settled(line, hole.start, hole.end):
                expected = _missing(hole.missing)
                self._add("hole", index, line, hole.start, hole.end, expected, "none", hole.missing)
        for mention in self._mentions(line, tokens):
            self._judge(index, line, mention)

    def _mentions(self, line: Line, tokens: Sequence[Token]) -> Iterator[Mention]:
        labels = line.labels
        if labels is not None and (labels.row or labels.column):
            yield from self._cells.mentions(line)
        elif labels is None:
            yield from self._reader.read(self._open(line, tokens))

    def _open(self, line: Line, tokens: Sequence[Token]) -> list[Token]:
        """The sentences up to the last that may say what is not vouched for: none depends on those after it."""
        found = list(sentences(tokens))
        while found and (not may_say(found[-1]) or self._settled(line, found[-1][0].start, found[-1][-1].end)):
            found.pop()
        return [token for sentence in found for token in sentence]

    def _settled(self, line: Line, start: int, end: int) -> bool:
        if not self._is_of_body(line):
            return False
        parts = list(line.located(start, end))
        return bool(parts) and all(self._aligned.is_settled(*one) for one in parts)

    def _is_of_body(self, line: Line) -> bool:
        return line.key[0] == self.main and not line.drawn

    def _traced(self, line: Line, start: int, end: int) -> bool:
        return self._is_of_body(line) and any(
            self._aligned.is_traced(*part) for part in line.located(start, max(end, start + 1))
        )

    @property
    def main(self) -> str:
        opened = self._proof.text.opened
        return opened.main if opened else "-"

    def _judge(self, index: int, line: Line, mention: Mention) -> None:
        if self._settled(line, mention.start, mention.end):
            return
        verdict = self._book.judge(mention)
        is_traced = self._traced(line, mention.start, mention.end)
        if verdict.kind == "unknown" and is_traced:
            return
        if mention.number is not None and mention.keys:
            self.said.append(Said(index, mention, verdict.key or mention.keys[0], verdict.kind is None))
        if verdict.kind:
            kind: Kind = "chart" if line.place.startswith("chart ") and verdict.kind != "unknown" else verdict.kind
            said = line.text[mention.start : mention.end]
            self._add(kind, index, line, mention.start, mention.end, verdict.expected, said)
            self.by_hand += mention.number is not None
        elif mention.number is not None and verdict.fact is not None and not is_traced:
            self.matched.append((index, mention.start, mention.end, verdict.fact))

    def sources(self) -> Iterator[Source]:
        """Where the numbers come from that equal a figure and are not traced by the record."""
        for index, start, end, fact in self.matched:
            yield Source(index, start, end, fact.key, self._book.shown(fact))

    def _claims(self, index: int, line: Line, text: str, tokens: Sequence[Token]) -> None:
        if not self._proof.matter.name:
            return
        for one in self._claimed.unearned(text, tokens, strict=self._proof.record is not None):
            expected = msg("{claim} only where {condition}", claim=one.claim, condition=one.condition)
            self._add("unknown" if one.unknown else "direction", index, line, one.start, one.end, expected, one.shown)

    def _add(
        self, kind: Kind, index: int, line: Line, start: int, end: int, expected: str, found: str, missing: int = 0
    ) -> None:
        words = around(line.text, start, end)
        self.findings.append(Finding(kind, line.place, words, expected, found, missing, index, start, end))


def _missing(count: int) -> str:
    return msg("a number") if count == 1 else nmsg("{n} number", "{n} numbers", n=count)


def _from_record(lines: Sequence[Line], aligned: Alignment, main: str) -> Iterator[Finding]:
    by_paragraph = _by_paragraph(lines, main)
    for one in aligned.noted:
        index, start, end = _placed(by_paragraph, lines, one.paragraph, one.start, one.end)
        line = lines[index] if index >= 0 else Line(msg("body"), "")
        words = around(line.text, start, end)
        yield Finding(one.kind, line.place, words, one.expected, one.found, one.missing, index, start, end)


def _traced(lines: Sequence[Line], aligned: Alignment, book: Book, main: str) -> Iterator[Source]:
    by_paragraph = _by_paragraph(lines, main)
    for one in aligned.traced:
        fact = _known(book, one.fact)
        index, start, end = _placed(by_paragraph, lines, one.paragraph, one.start, one.end)
        if fact is not None and index >= 0:
            yield Source(index, start, end, one.fact, book.shown(fact))


def _known(book: Book, key: str) -> Fact | None:
    try:
        return book.known(FactKey.parse(key))
    except ValueError:  # of another version's making
        return None


def _by_paragraph(lines: Sequence[Line], main: str) -> dict[int, int]:
    """The line in which each paragraph of the body is read."""
    found: dict[int, int] = {}
    for index, line in enumerate(lines):
        for paragraph in (line.key[1], *(one.paragraph for one in line.stretches)):
            if line.key[0] == main:
                found.setdefault(paragraph, index)
    return found


def _placed(
    by_paragraph: Mapping[int, int], lines: Sequence[Line], paragraph: int, start: int, end: int
) -> tuple[int, int, int]:
    """A place in a paragraph as one in a line: (-1, …) where the paragraph has no words."""
    index = by_paragraph.get(paragraph, -1)
    first = lines[index].placed(paragraph, start) if index >= 0 else start
    return (index, first, first + end - start) if first is not None else (-1, start, end)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """In the order of the text; of what two rules found in the same words, the first that is to be mended."""
    kept: list[Finding] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in sorted(findings, key=lambda one: not one.is_to_mend):
        spans = taken.setdefault(one.line, [])
        end = max(one.end, one.start + 1)
        if one.line >= 0 and any(first < end and one.start < last for first, last in spans[-_BESIDE:]):
            continue
        spans.append((one.start, max(one.end, one.start + 1)))
        kept.append(one)
    yield from sorted(kept, key=lambda one: (one.line if one.line >= 0 else len(kept) + 10**6, one.start))


def _notes(proof: Proof, lines: Sequence[Line]) -> tuple[str, ...]:
    notes: list[str] = []
    if not proof.matter.name:
        notes.append(NO_FIGURES)
    if any(len(line.text) > _UNREAD for line in lines):
        notes.append(
            msg(
                "of a paragraph longer than {count} characters only the beginning was read for what it says",
                count=_UNREAD,
            )
        )
    notes.extend(languages.notes(lines, proof.language))
    text = proof.text
    hidden = hidden_in(text.opened, text.flow) if text.opened and text.flow else 0
    if hidden:
        notes.append(
            nmsg("hidden text in {n} paragraph was left out", "hidden text in {n} paragraphs was left out", n=hidden)
        )
    return tuple(notes)


__all__ = ["Checked", "Finding", "Proof", "check", "proof_read", "record_in"]
