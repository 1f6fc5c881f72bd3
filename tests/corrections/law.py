"""The law of corrections, on one case: any hands, any program that saved the file, any correction.

Rejecting all of our changes gives back the edited document, text and formatting; accepting all gives what is generated
now wherever hands had not been; nothing that a person typed disappears.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corrections.corrected import EDITIONS, Correction, Made, base, corrections, ours
from corrections.hands import Edited, Step, edited, steps
from corrections.rewritten import Habits, as_word_saves, habits
from corrections.settled import Block, Line, Settled, settled
from hypothesis import strategies as st

from report.catalogue import Language
from report.charts.model import Chart, Picture
from report.corrections.correct import AUTHOR
from report.corrections.revise import Carried, Ours, carry
from report.word.opened import open_document
from report.word.read import records_in
from report.word.tracked import Stamp, free_ids

MOMENT = datetime.datetime(2021, 5, 3, 8, tzinfo=datetime.UTC)
_DRAWING = re.compile(r"⟦drawing [0-9a-f]+⟧")


@dataclass(frozen=True)
class Case:
    """What is done to a briefing, by whom, and what its figures become."""

    edition: str
    language: Language
    hands: tuple[Step, ...]
    saved: Habits | None
    correction: Correction


def cases() -> st.SearchStrategy[Case]:
    return st.sampled_from(EDITIONS).flatmap(
        lambda edition: st.builds(
            Case,
            st.just(edition),
            st.sampled_from(["zh", "en"]),
            steps(5).map(tuple) | st.just(()),
            st.none() | habits(),
            corrections(edition),
        )
    )


@dataclass(frozen=True)
class Played:
    """A case as it came out: ``document`` is what was corrected, ``now`` what would be generated now."""

    case: Case
    generated: Made
    hands: Edited
    document: bytes
    now: Made
    carried: Carried


def play(case: Case) -> Played | None:
    """None where the corrected figures make no briefing at all."""
    now = ours(case.edition, case.correction)
    if now is None:
        return None
    generated, made = base(case.edition)[case.language], now[case.language]
    hands = edited(generated.document, case.hands, [figure.text for figure in made.record.figures[:5]])
    document = hands.document if case.saved is None else as_word_saves(hands.document, case.saved)
    return Played(case, generated, hands, document, made, carried(document, made))


def carried(document: bytes, made: Made) -> Carried:
    """The correction in the document, by the product."""

    def draw(chart: Chart) -> Picture:
        return made.pictures[chart.id]

    heading = replace(made.record.heading, making="correction", made=MOMENT.date())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.docx"
        path.write_bytes(document)
        opened = open_document(path)
    [(part, record)] = records_in(opened.parts, opened.name)
    stamp = Stamp(AUTHOR, MOMENT, free_ids(opened.root(opened.main)))
    return carry(opened, part, record, Ours(made.narrative, made.charts, heading, draw), stamp)


def is_ours(author: str) -> bool:
    return author == AUTHOR


def broken(played: Played) -> Iterator[str]:
    """Every way in which the law is broken, by the reader that shares nothing with the product."""
    before, result = settled(played.document), played.carried.content
    if _but_pictures(settled(result, "reject", is_ours)) != _but_pictures(before):
        yield "rejecting our changes does not give back the edited document"
    standing, accepted = settled(result), settled(result, "accept", is_ours)
    for words in played.hands.typed:
        if before.typed(words) and not (standing.typed(words) and accepted.typed(words)):
            yield f"typed by hand and gone: {words!r}"
    yield from _not_as_now(played, before, accepted)
    yield from _not_said(played)


def _but_pictures(found: Settled) -> Settled:
    """Pictures are replaced in their place and cannot be tracked."""
    stories = {name: tuple(map(_without_pictures, blocks)) for name, blocks in found.stories.items()}
    return replace(found, stories=stories, comments=tuple(one for one in found.comments if not is_ours(one.author)))


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
    """A passage that stands as generated, and once only, says now what is generated now."""
    stood, stands = Counter(before.lines()), Counter(accepted.lines())
    told = {item.passage for item in played.carried.attention}
    now = {passage.id: passage for passage in played.now.record.passages}
    for passage in played.generated.record.passages:
        lines = _lines(passage.text, passage.kind)
        if passage.id in told or any(stood[line] != 1 for line in lines):
            continue
        wanted = _lines(now[passage.id].text, passage.kind) if passage.id in now else []
        missing = [line for line in wanted if not stands[line]]
        if missing:
            yield f"{passage.id} should say {missing[0]!r}"
        left = [line for line in lines if line not in wanted and stands[line] and passage.id not in now]
        if left:
            yield f"{passage.id} should be gone: {left[0]!r}"


def _lines(text: str, kind: str) -> list[str]:
    """The paragraphs of a passage that can be told from others: not cells, not what shares its row with others."""
    if kind in ("table", "chart", "office", "date"):
        return []
    return text.split("\n")


def _not_said(played: Played) -> Iterator[str]:
    """What needs a person has a comment, wherever the document can hold one."""
    ours_said = [one for one in settled(played.carried.content).comments if is_ours(one.author)]
    needed = [item for item in played.carried.attention if item.kind in ("retyped", "rephrased", "falls_away", "row")]
    if len(ours_said) < len(needed):
        yield f"{len(needed)} things need a person, and {len(ours_said)} comments say so"
