"""check(document): read → align with its record → read the rest by rules → judge → findings.

Everything is read before anything is judged; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from report.catalogue import Language
from report.errors import InputFaults
from report.facts.derive import Facts
from report.orders import House
from report.proof import consistent, editions, pictures, vintages
from report.proof import matter as matters
from report.proof.cells import Cells
from report.proof.claimed import Claimed
from report.proof.consistent import Said
from report.proof.editions import Side
from report.proof.holes import holes
from report.proof.judge import Book
from report.proof.lexicon import Lexicon, lexicon
from report.proof.matter import Matter
from report.proof.mentions import Mention, Reader
from report.proof.model import Checked, Finding, Kind, Line, Numbers, Source, around
from report.proof.reading import Read, read
from report.proof.recorded import Alignment, align
from report.proof.tokens import Token, tokens_of
from report.word.read import records_in
from report.word.record import Record

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
    record = _record(text)
    if edition is None and figures is None and record and matters.is_edition(record.edition, house):
        edition = record.edition
    matter = matters.matter_of(text.lines, house, words, edition, figures)
    earlier = [*vintages.of_records(record, house.catalogue)]
    if ledger and matter.name:
        earlier += vintages.of_ledger(ledger, matter.name, house.catalogue)
    proof = Proof(text, house, matter, language, words, record, tuple(earlier))
    return _beside(proof, proof.checked(), document, beside)


def _beside(proof: Proof, checked: Checked, document: Path, named: Path | None) -> Checked:
    """With what differs from the document beside it. Raises InputFaults where one that is named cannot be read."""
    try:
        path = named or editions.sibling(document, proof.record)
        if path is None:
            return checked
        text = read(path)
        other = replace(proof, text=text, record=_record(text))
    except InputFaults as faults:
        if named:
            raise
        return replace(checked, notes=(*checked.notes, editions.unread(faults)))
    found = editions.differences(proof.side(checked), other.side(other.checked()), proof.book)
    return replace(checked, findings=tuple(_once([*checked.findings, *found])))


def _record(text: Read) -> Record | None:
    if text.opened is None:
        return None
    xml = {name: content for name, content in text.opened.parts.items() if name.endswith(".xml")}
    return next((record for _, record in records_in(xml, text.name)), None)


@dataclass(frozen=True)
class Proof:
    """One document with all that it is read against."""

    text: Read
    house: House
    matter: Matter
    language: Language | None
    words: Lexicon
    record: Record | None = None
    earlier: tuple[Facts, ...] = ()

    @cached_property
    def book(self) -> Book:
        return Book(Facts(self.matter.figures, self.house.catalogue), self.house.catalogue, self.earlier)

    def side(self, checked: Checked) -> Side:
        """As one of two documents that are compared."""
        hands = editions.hands_of(self.text.opened, self.record, checked.lines, self.words)
        return Side(checked.document, checked.lines, checked.said, checked.findings, hands)

    def checked(self) -> Checked:
        book = self.book
        aligned = self._aligned(book)
        reading = Reading(self, book, aligned)
        lines = [*self.text.lines, *(pictures.native_charts(self.text.opened) if self.text.opened else ())]
        for index, line in enumerate(lines):
            reading.line(index, line)
        findings = [*_from_record(lines, aligned), *reading.findings, *self._charts(lines, book)]
        findings += consistent.findings(reading.said, lines, book)
        kept = tuple(_once(findings))
        by_hand = reading.by_hand
        numbers = Numbers(len(aligned.traced), len(reading.sources), by_hand)
        sources = (*_traced(lines, aligned, book), *reading.sources)
        notes = _notes(self, lines)
        told = (tuple(lines), tuple(reading.said))
        return Checked(self.text.name, numbers, kept, self.matter.name, self.language, notes, sources, *told)

    def _aligned(self, book: Book) -> Alignment:
        if self.record is None or self.text.opened is None:
            return Alignment()
        try:
            return align(self.text.opened, self.record, book, self.words)
        except ValueError:  # a record that contradicts itself vouches for nothing: the words are read by rules
            return Alignment()

    def _charts(self, lines: Sequence[Line], book: Book) -> Iterator[Finding]:
        opened = self.text.opened
        if opened is None:
            return
        if self.record is not None:
            amiss = pictures.recorded_charts(opened, self.record, book)
        else:
            amiss = pictures.described(opened, book, self.house.catalogue, self.words)
        for one in amiss:
            place = f"picture, paragraph {one.paragraph + 1} of the body" if one.paragraph >= 0 else "picture"
            yield Finding("chart", place, one.text, one.expected, one.found)


class Reading:
    """Reads line after line by rules, and keeps what it finds."""

    def __init__(self, proof: Proof, book: Book, aligned: Alignment) -> None:
        self._proof = proof
        self._book = book
        self._aligned = aligned
        self._reader = Reader(proof.house.catalogue, proof.matter.subject)
        self._cells = Cells(self._reader, proof.words, {})
        self._claimed = Claimed(proof.house.claims, book.facts, proof.matter.subject)
        self._held = {one.name for one in proof.record.claims if one.held} if proof.record else frozenset()
        self.findings: list[Finding] = []
        self.sources: list[Source] = []
        self.said: list[Said] = []
        self.by_hand = 0

    def line(self, index: int, line: Line) -> None:
        text = line.text[:_UNREAD]
        tokens = tokens_of(text, self._proof.words)
        in_table = line.labels is not None
        for hole in holes(line.text, tokens, in_table):
            if not self._settled(line, hole.start, hole.end):
                expected = "a number" if hole.missing == 1 else f"{hole.missing} numbers"
                self._add("hole", index, line, hole.start, hole.end, expected, "none", hole.missing)
        for mention in self._mentions(line, tokens):
            self._judge(index, line, mention)
        self._claims(index, line, text, tokens)

    def _mentions(self, line: Line, tokens: list[Token]) -> Iterator[Mention]:
        labels = line.labels
        if labels is not None and (labels.row or labels.column):
            yield from self._cells.mentions(line)
        elif labels is None:
            yield from self._reader.read(tokens)

    def _settled(self, line: Line, start: int, end: int) -> bool:
        return line.key[0] == self._main and self._aligned.is_settled(line.key[1], start, end)

    @property
    def _main(self) -> str:
        opened = self._proof.text.opened
        return opened.main if opened else "-"

    def _judge(self, index: int, line: Line, mention: Mention) -> None:
        if self._settled(line, mention.start, mention.end):
            return
        verdict = self._book.judge(mention)
        is_traced = line.key[0] == self._main and any(
            one.paragraph == line.key[1] and one.start < mention.end and mention.start < one.end
            for one in self._aligned.traced
        )
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
            shown = self._book.shown(verdict.fact)
            self.sources.append(Source(index, mention.start, mention.end, verdict.fact.key, shown))

    def _claims(self, index: int, line: Line, text: str, tokens: list[Token]) -> None:
        if not self._proof.matter.name:
            return
        for one in self._claimed.unearned(text, tokens, strict=self._proof.record is not None):
            if self._settled(line, one.start, one.end) and one.claim not in self._held:
                continue  # as generated, and it was no claim then: what people wrote in the remarks
            expected = f"{one.claim} only where {one.condition}"
            self._add("unknown" if one.unknown else "direction", index, line, one.start, one.end, expected, one.shown)

    def _add(
        self, kind: Kind, index: int, line: Line, start: int, end: int, expected: str, found: str, missing: int = 0
    ) -> None:
        words = around(line.text, start, end)
        self.findings.append(Finding(kind, line.place, words, expected, found, missing, index, start, end))


def _from_record(lines: Sequence[Line], aligned: Alignment) -> Iterator[Finding]:
    by_paragraph = {line.key[1]: number for number, line in enumerate(lines) if line.key[0].endswith("document.xml")}
    for one in aligned.noted:
        index = by_paragraph.get(one.paragraph, -1)
        line = lines[index] if index >= 0 else Line(f"paragraph {one.paragraph + 1} of the body", "")
        words = around(line.text, one.start, one.end)
        yield Finding(one.kind, line.place, words, one.expected, one.found, one.missing, index, one.start, one.end)


def _traced(lines: Sequence[Line], aligned: Alignment, book: Book) -> Iterator[Source]:
    from report.facts.keys import FactKey

    by_paragraph = {line.key[1]: number for number, line in enumerate(lines) if line.key[0].endswith("document.xml")}
    for one in aligned.traced:
        fact = book.known(FactKey.parse(one.fact)) if one.paragraph in by_paragraph else None
        if fact is not None:
            yield Source(by_paragraph[one.paragraph], one.start, one.end, one.fact, book.shown(fact))


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
    notes = []
    if not proof.matter.name:
        notes.append("no figures to read against: give --edition or --figures; holes are told all the same")
    if any(len(line.text) > _UNREAD for line in lines):
        notes.append(f"of a paragraph longer than {_UNREAD} characters only the beginning was read for what it says")
    letters = "".join(line.text for line in lines[:200])[:20_000]
    known = sum(1 for one in letters if one.isascii() or "\u2e80" <= one <= "\uffef" or not one.isalpha())
    english = sum(f" {word} " in f" {letters.casefold()} " for word in ("the", "of", "and", "in"))
    han = sum(1 for one in letters if "\u4e00" <= one <= "\u9fff")
    if letters and (known < 0.9 * len(letters) or (han < 10 and english < 2 and len(letters) > 400)):
        notes.append("a language that is neither Chinese nor English: only numbers with units were read")
    return tuple(notes)


__all__ = ["Checked", "Finding", "Proof", "check"]
