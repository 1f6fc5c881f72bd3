"""check(document): read → align with its record → read the rest by rules → judge → findings.

Everything is read before anything is judged; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report import edition as editions
from report.catalogue import Language, Measure
from report.edition import Edition
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.derive import Facts
from report.facts.model import Subject
from report.figures.load import load
from report.figures.model import Figures
from report.figures.reading import Reading
from report.orders import House
from report.proof.cells import Cells
from report.proof.holes import holes
from report.proof.judge import Book
from report.proof.lexicon import Lexicon, lexicon
from report.proof.mentions import Mention, Reader
from report.proof.model import Checked, Finding, Line, Numbers, Source
from report.proof.reading import Read, read
from report.proof.tokens import Token, tokens_of


@dataclass(frozen=True)
class Matter:
    """What a document is read against: figures, and whom they are about."""

    name: str
    figures: Figures
    subject: Subject


def check(
    document: Path,
    house: House,
    edition: str | None = None,
    figures: Path | None = None,
    language: Language | None = None,
) -> Checked:
    """Proof-read a document against an edition, or a file of figures; without either, against what it says it is.

    Raises InputFaults: a document or figures that cannot be read, an unknown edition.
    """
    text = read(document)
    matter = _matter(text, house, edition, figures)
    return Proof(text, house, matter, language).checked()


def _matter(text: Read, house: House, name: str | None, figures: Path | None) -> Matter:
    if figures is not None:
        return _of_file(figures, house)
    if name is None:
        name = _edition_meant(text, house)
    if not name:
        return Matter("", Figures({}), _nobody(house))
    return _of_edition(name, house)


def _nobody(house: House) -> Subject:
    from report.periods import Period

    return Subject(next(iter(house.catalogue.areas), ""), Period(2000, 12))


def _of_edition(name: str, house: House) -> Matter:
    known = editions.names(house.inputs)
    if name not in known:
        place = Place(str(house.inputs.name))
        raise InputFaults([Fault(place, "the name of an edition's folder", name, nearest(name, known))])
    made: Edition = editions.load(house.inputs / name, house.catalogue)
    return Matter(name, load(made.files, house.catalogue, made.reading), made.subject)


def _of_file(path: Path, house: House) -> Matter:
    """Figures by themselves are about the area and the period of which they say most."""
    if not path.is_file():
        raise InputFaults([Fault(Place(path.name), "a file of figures", "no such file")])
    figures = load((path,), house.catalogue, Reading())
    counts: dict[str, int] = {}
    for figure in figures:
        counts[figure.key.area] = counts.get(figure.key.area, 0) + 1
    area = max(counts, key=lambda one: counts[one], default="")
    periods = [figure.key.period for figure in figures if figure.key.area == area and figure.key.period.is_cumulative]
    if not periods:
        raise InputFaults([Fault(Place(path.name), "figures of an area in a period", "none")])
    return Matter(path.name, figures, Subject(area, max(periods), tuple(one for one in counts if one != area)))


def _edition_meant(text: Read, house: House) -> str:
    """The edition whose area and period the document's words name most; none where no edition's are."""
    words = lexicon(house.catalogue, house.claims)
    named: dict[tuple[str, object], int] = {}
    for line in text.lines[:60]:
        for token in tokens_of(line.text[:4000], words):
            if token.kind in ("area", "period"):
                name = (token.kind, token.value)
                named[name] = named.get(name, 0) + 1
    best, score = "", 0
    for name in editions.names(house.inputs):
        try:
            made = editions.load(house.inputs / name, house.catalogue)
        except InputFaults:
            continue
        area, period = named.get(("area", made.subject.area), 0), named.get(("period", made.subject.period), 0)
        if area and period and area + period > score:
            best, score = name, area + period
    return best


@dataclass(frozen=True)
class Proof:
    """One document with all that it is read against."""

    text: Read
    house: House
    matter: Matter
    language: Language | None

    def checked(self) -> Checked:
        words = lexicon(self.house.catalogue, self.house.claims)
        reader = Reader(self.house.catalogue, self.matter.subject)
        cells = Cells(reader, words, {})
        book = Book(Facts(self.matter.figures, self.house.catalogue), self.house.catalogue)
        findings: list[Finding] = []
        sources: list[Source] = []
        by_hand = 0
        for index, line in enumerate(self.text.lines):
            tokens = tokens_of(line.text, words)
            findings += [_hole(line, index, one) for one in holes(line.text, tokens, line.labels is not None)]
            for mention in _mentions(line, tokens, reader, cells):
                verdict = book.judge(mention)
                if verdict.kind:
                    findings.append(_finding(line, index, mention, verdict.kind, verdict.expected))
                    by_hand += mention.number is not None
                elif mention.number is not None and verdict.fact:
                    words_ = book.shown(verdict.fact)
                    sources.append(Source(index, mention.start, mention.end, verdict.fact.key, words_))
        numbers = Numbers(0, len(sources), by_hand)
        return Checked(
            self.text.name, numbers, tuple(findings), self.matter.name, self.language, sources=tuple(sources)
        )


def _mentions(line: Line, tokens: Sequence[Token], reader: Reader, cells: Cells) -> Iterator[Mention]:
    if line.labels is not None and (line.labels.row or line.labels.column):
        yield from cells.mentions(line)
    elif line.labels is None:
        yield from reader.read(tokens)


def _hole(line: Line, index: int, hole: object) -> Finding:
    from report.proof.holes import Hole

    assert isinstance(hole, Hole)
    words = around(line.text, hole.start, hole.end)
    return Finding(
        "hole", line.place, words, _plural(hole.missing), "none", hole.missing, index, hole.start, hole.end
    )


def _plural(count: int) -> str:
    return "a number" if count == 1 else f"{count} numbers"


def _finding(line: Line, index: int, mention: Mention, kind: str, expected: str) -> Finding:
    said = line.text[mention.start : mention.end]
    words = around(line.text, mention.start, mention.end)
    return Finding(kind, line.place, words, expected, said, 0, index, mention.start, mention.end)  # type: ignore[arg-type]


def around(text: str, start: int, end: int, wide: int = 24) -> str:
    """The words of a place with a little of what stands around them."""
    return text[max(0, start - wide) : min(len(text), end + wide // 2)].strip()


__all__ = ["Checked", "Finding", "Measure", "check", "replace"]
