"""The law of corrections, on one case: any hands, any program that saved the file, any correction, and one after it.

Rejecting all of our changes gives back the edited document, text and formatting; accepting all gives what is generated
now wherever hands had not been; nothing that a person typed disappears.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Literal, get_args

import hand_made
from corrections import opened as packages
from corrections.corrected import EDITIONS, Correction, Made, base, corrections, ours
from corrections.hands import Step, edited, steps
from corrections.opened import W
from corrections.rewritten import Habits, as_word_saves, habits
from corrections.settled import Block, Choice, Grid, Line, Settled, plain, settled, texts
from hypothesis import strategies as st
from lxml import etree
from rapidfuzz.distance import Indel

from report.catalogue import Language
from report.charts.model import Chart, Picture
from report.corrections.correct import AUTHOR
from report.corrections.revise import Carried, Ours, carry
from report.corrections.said import Teller
from report.word import settle
from report.word.opened import open_document
from report.word.read import records_in
from report.word.tracked import Stamp, free_ids

TELLERS = {one: Teller(one, hand_made.CATALOGUE, hand_made.CLAIMS) for one in ("zh", "en")}
MOMENT = datetime.datetime(2021, 5, 3, 8, tzinfo=datetime.UTC)
LATER = "数据更正（二）"
_DRAWING = re.compile(r"⟦drawing [0-9a-f]+⟧")
_CHANGES = (W + "ins", W + "del")

Fate = Literal["accepted", "rejected", "left standing", "decided in part"]


@dataclass(frozen=True)
class Case:
    """What is done to a briefing, by whom, and what its figures become."""

    edition: str
    language: Language
    hands: tuple[Step, ...]
    saved: Habits | None
    correction: Correction


@dataclass(frozen=True)
class Sequel:
    """A second correction: what became of the first, which hands came after it, and who corrects now.

    ``correction``: None where the figures go back to what they were at first.
    """

    fate: Fate
    seed: int
    hands: tuple[Step, ...]
    correction: Correction | None
    author: str


def cases(
    editions: Sequence[str] = EDITIONS, languages: Sequence[Language] = get_args(Language)
) -> st.SearchStrategy[Case]:
    return st.sampled_from(editions).flatmap(
        lambda edition: st.builds(
            Case,
            st.just(edition),
            st.sampled_from(languages),
            steps(5).map(tuple) | st.just(()),
            st.none() | habits(),
            corrections(edition),
        )
    )


def sequels(edition: str) -> st.SearchStrategy[Sequel]:
    return st.builds(
        Sequel,
        st.sampled_from(get_args(Fate)),
        st.integers(0, 2**16),
        st.just(()) | steps(2).map(tuple),
        corrections(edition) | st.none(),
        st.sampled_from([AUTHOR, LATER]),
    )


def stories() -> st.SearchStrategy[tuple[Case, Sequel]]:
    """A correction and another one after it."""
    return cases().flatmap(lambda case: st.tuples(st.just(case), sequels(case.edition)))


@dataclass(frozen=True)
class Played:
    """A correction as it came out.

    ``document`` is what was corrected, ``generations`` what it had been made from, newest first, ``now`` what would be
    generated now; ``typed``: words of a person's in it; ``is_as_made``: nobody else has changed a word of it.
    """

    document: bytes
    generations: tuple[Made, ...]
    typed: tuple[str, ...]
    is_as_made: bool
    now: Made
    author: str
    carried: Carried

    @cached_property
    def earlier(self) -> set[str]:
        """Whose changes stand in the edited document: ours are told from them by a name of their own."""
        root = packages.opened(self.document).document
        return {mark.get(W + "author") or "" for mark in root.iter(*_CHANGES)}

    def is_ours(self, author: str) -> bool:
        return author.startswith(self.author) and author not in self.earlier


@lru_cache(256)
def _made(edition: str, correction: Correction | None, language: Language) -> Made | None:
    if correction is None:
        return base(edition)[language]
    made = ours(edition, correction, [language])
    return made[language] if made else None


def play(case: Case, rewrite: Callable[[bytes], bytes] | None = None) -> Played | None:
    """None where the corrected figures make no briefing at all.

    ``rewrite``: another program that saves the edited document.
    """
    now, generated = _made(case.edition, case.correction, case.language), _made(case.edition, None, case.language)
    if now is None or generated is None:
        return None
    hands = edited(generated.document, case.hands, [figure.text for figure in now.record.figures[:5]])
    document = hands.document if case.saved is None else as_word_saves(hands.document, case.saved)
    if rewrite is not None:
        document = rewrite(document)
    result = carried(document, now, AUTHOR)
    return Played(document, (generated,), hands.typed, not hands.done, now, AUTHOR, result)


def play_on(case: Case, first: Played, sequel: Sequel) -> Played | None:
    """The second correction, on what became of the first."""
    now = _made(case.edition, sequel.correction, case.language)
    if now is None:
        return None
    document = decided(first.carried.content, sequel)
    hands = edited(document, sequel.hands, [figure.text for figure in now.record.figures[:5]])
    is_as_made = first.is_as_made and not hands.done and sequel.fate in ("accepted", "left standing")
    generations, typed = (first.now, *first.generations), (*first.typed, *hands.typed)
    result = carried(hands.document, now, sequel.author)
    return Played(hands.document, generations, typed, is_as_made, now, sequel.author, result)


def decided(document: bytes, sequel: Sequel) -> bytes:
    """The document once a person has accepted or rejected our changes, or some of them."""
    if sequel.fate == "left standing":
        return document
    file = packages.opened(document)
    random = Random(sequel.seed)
    wholes = _together(file.document)
    verdicts = [(_verdict(sequel.fate, random), numbers) for numbers in wholes.values()]
    for verdict in ("accepted", "rejected"):
        chosen = {number for given, numbers in verdicts if given == verdict for number in numbers}
        file.document = _settled(file.document, chosen, accept=verdict == "accepted")
    return file.saved()


def _verdict(fate: Fate, random: Random) -> Fate:
    if fate != "decided in part":
        return fate
    return random.choice(["accepted", "rejected", "left standing"])


def _together(root: etree._Element) -> dict[etree._Element, list[str]]:
    """The numbers of our changes: all of a paragraph or a row that comes or goes at once, every other by itself."""
    found: dict[etree._Element, list[str]] = {}
    for mark in root.iter(*_CHANGES):
        if mark.get(W + "author") == AUTHOR:
            found.setdefault(_whole(mark), []).append(mark.get(W + "id") or "")
    return found


def _whole(mark: etree._Element) -> etree._Element:
    for around, flags in ((W + "tr", f"{W}trPr/*"), (W + "p", f"{W}pPr/{W}rPr/*")):
        for element in mark.iterancestors(around):
            if any(flag.tag in _CHANGES and flag.get(W + "author") == AUTHOR for flag in element.findall(flags)):
                return element
    return mark


def _settled(root: etree._Element, chosen: set[str], *, accept: bool) -> etree._Element:
    return settle.settled(root, lambda mark: mark.get(W + "id") in chosen, accept=accept)


def carried(document: bytes, made: Made, author: str) -> Carried:
    """The correction in the document, by the product."""

    def draw(chart: Chart) -> Picture:
        return made.pictures[chart.id]

    heading = replace(made.record.heading, making="correction", made=MOMENT.date())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.docx"
        path.write_bytes(document)
        opened = open_document(path)
    [(part, record)] = records_in(opened.parts, opened.name)
    stamp = Stamp(author, MOMENT, free_ids(opened.root(opened.main)))
    return carry(
        opened, part, record, Ours(made.narrative, made.charts, heading, draw, TELLERS[made.narrative.language]), stamp
    )


def broken(played: Played) -> Iterator[str]:
    """Every way in which the law is broken, by the reader that shares nothing with the product."""
    result = played.carried.content
    if _but_pictures(played, result) != _but_pictures(played, played.document):
        yield "rejecting our changes does not give back the edited document"
    edited, before = settled(played.document), settled(played.document, "accept", _is_generated)
    standing, accepted = settled(result), settled(result, "accept", _is_generated)
    for words in played.typed:
        if (edited.typed(words) and not standing.typed(words)) or (before.typed(words) and not accepted.typed(words)):
            yield f"typed by hand and gone: {words!r}"
    yield from _not_as_now(played, before, accepted)
    yield from _rows_not_as_now(played, before, accepted)
    if played.is_as_made:
        yield from _not_as_fresh(played, accepted)
    yield from _not_said(played, edited, standing)


def _is_generated(author: str) -> bool:
    """The changes of this correction, and those of an earlier one that still stand."""
    return author.startswith((AUTHOR, LATER))


def _but_pictures(played: Played, document: bytes) -> Settled:
    """With all that is ours rejected: on the edited document too, where comments of ours may stand already.

    Pictures are replaced in their place and cannot be tracked.
    """
    found = settled(document, "reject", played.is_ours)
    stories = {name: tuple(map(_without_pictures, blocks)) for name, blocks in found.stories.items()}
    return replace(found, stories=stories)


def _without_pictures(block: Block) -> Block:
    if isinstance(block, Line):
        pieces = tuple(replace(piece, text=_DRAWING.sub("⟦drawing⟧", piece.text)) for piece in block.pieces)
        return replace(block, pieces=pieces)
    rows = tuple(
        replace(
            row,
            cells=tuple(replace(cell, blocks=tuple(map(_without_pictures, cell.blocks))) for cell in row.cells),
        )
        for row in block.rows
    )
    return replace(block, rows=rows)


def _not_as_now(played: Played, before: Settled, accepted: Settled) -> Iterator[str]:
    """A passage that stands as once generated, and once only, says now what is generated now."""
    stood, stands = Counter(_settled_lines(before)), Counter(accepted.lines())
    told, now = _told(played), _texts(played.now)
    for id, versions in _versions(played).items():
        lines = next((lines for lines in versions if lines and all(stood[line] == 1 for line in lines)), None)
        if lines is None or id in told or any(_has_a_double(line, before) for line in lines):
            continue
        if id in now and lines != now[id] == _texts(played.generations[0]).get(id):
            continue  # it was proposed once and rejected: the same again is no news
        if id in now:
            yield from (f"{id} should say {line!r}" for line in now[id] if not stands[line])
        elif id in _texts(played.generations[0]):  # else its going was rejected once, and it stays
            yield from (f"{id} should be gone: {line!r}" for line in lines if stands[line])


def _has_a_double(line: str, found: Settled) -> bool:
    """A paragraph that hands have copied, and changed one of the two: which of them is the passage, nobody can say."""
    others = (plain(other.text) for other in _all_lines(found.body))
    return any(other != line and Indel.normalized_similarity(line, other, score_cutoff=0.8) for other in others)


def _settled_lines(found: Settled) -> Iterator[str]:
    """Paragraphs that nobody has struck out or written into with changes that are still open: there hands have been."""
    for line in _all_lines(found.body):
        pending = {change.kind for change in (*line.pending, *(one for piece in line.pieces for one in piece.pending))}
        if not pending & {"ins", "del", "moveFrom", "moveTo"}:
            yield plain(line.text)


def _all_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row.cells for line in _all_lines(cell.blocks))


def _told(played: Played) -> set[str]:
    return {item.passage for item in played.carried.attention}


def _versions(played: Played) -> dict[str, list[list[str]]]:
    """The lines of each passage as generated, newest first."""
    found: dict[str, list[list[str]]] = {}
    for made in played.generations:
        for id, lines in _texts(made).items():
            found.setdefault(id, []).append(lines)
    return found


def _texts(made: Made) -> dict[str, list[str]]:
    """The paragraphs of passages that can be told from others: not what shares its row with others."""
    passages = [passage for passage in made.record.passages if passage.kind not in ("chart", "office", "date")]
    return {one.id: one.text.split("\n")[: 1 if one.kind == "table" else None] for one in passages}


Row = tuple[str, ...]


def _rows_not_as_now(played: Played, before: Settled, accepted: Settled) -> Iterator[str]:
    """A row that stands as once generated, and once only, says now what is generated now, or is gone."""
    stood, stands = Counter(_rows(before)), Counter(_rows(accepted))
    told, now = _told(played), _tables(played.now)
    for id, rows in _tables(played.generations[0]).items():
        wanted = now.get(id, {})
        if id in told or (wanted and _columns(wanted) != _columns(rows)):
            continue
        for name, row in rows.items():
            if stood[row] != 1:
                continue
            if name in wanted and not stands[wanted[name]]:
                yield f"a row of {id} should say {wanted[name]!r}"
            if name not in wanted and stands[row]:
                yield f"a row of {id} should be gone: {row!r}"


def _columns(rows: dict[str, Row]) -> set[int]:
    return {len(row) for row in rows.values()}


def _tables(made: Made) -> dict[str, dict[str, Row]]:
    """The rows of each table by their names, as far as they have one of their own."""
    found: dict[str, dict[str, Row]] = {}
    for passage in made.record.passages:
        if passage.kind == "table":
            rows = [tuple(line.split("\t")) for line in passage.text.split("\n")[1:]]
            names = Counter(row[0] for row in rows)
            found[passage.id] = {row[0]: row for row in rows if names[row[0]] == 1}
    return found


def _rows(found: Settled) -> Iterator[Row]:
    """Rows that nobody has struck out."""
    for block in found.body:
        if isinstance(block, Grid):
            for row in (row for row in block.rows if not row.pending):
                yield tuple("\n".join(plain(line) for line in texts(cell.blocks)) for cell in row.cells)


def _not_as_fresh(played: Played, accepted: Settled) -> Iterator[str]:
    """Where hands have not been at all, the whole body is the one that would be generated now."""
    if "unplaced" in {item.kind for item in played.carried.attention}:
        return
    found, fresh = (tuple(map(plain, texts(one.body))) for one in (accepted, settled(played.now.document)))
    if found != fresh:
        yield f"accepted, not as a fresh one: {differing(found, fresh)}"


def differing(one: Sequence[str], other: Sequence[str]) -> object:
    """The first lines that differ, or how many there are of each."""
    return next((pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]), (len(one), len(other)))


def _not_said(played: Played, edited: Settled, standing: Settled) -> Iterator[str]:
    """What needs a person has a comment, wherever the document can hold one."""
    former, said = (sum(played.is_ours(one.author) for one in found.comments) for found in (edited, standing))
    needed = [item for item in played.carried.attention if item.kind in ("retyped", "rephrased", "falls_away", "row")]
    if said - former < len(needed):
        yield f"{len(needed)} things need a person, and {said - former} comments say so"


def body(document: bytes, choice: Choice) -> tuple[str, ...]:
    """The text of the body once every change, whosever it is, is accepted or rejected."""
    return tuple(plain(line) for line in texts(settled(document, choice).body))
