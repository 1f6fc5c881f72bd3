"""Two records of one document in, its words that differ out: sentence by sentence, cell by cell, the changes marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from report.corrections.differences import Block, Differences
from report.corrections.printed import Version
from report.corrections.versions import Generated, generated
from report.corrections.words import Word, comparable, hunks, joined, sentences, words
from report.narrative.model import LeftOut
from report.word.record import Record

Mark = Literal["", "old", "new"]
Fate = Literal["reworded", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stays, goes (``old``) or comes (``new``)."""

    text: str
    mark: Mark = ""


Marked = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellMove:
    """A cell of a table by the labels of its row and column; of a whole row that comes or goes, no column."""

    row: str
    column: str
    words: Marked


@dataclass(frozen=True, slots=True)
class PassageMove:
    """A passage that reads otherwise, appears or falls away.

    ``sentences`` are those with a change in them; ``cells`` those of a table; ``reasons``: why it was left out, or is.
    """

    block: Block
    fate: Fate
    sentences: tuple[Marked, ...]
    cells: tuple[CellMove, ...] = ()
    reasons: tuple[str, ...] = ()


def passage_moves(
    base: Record, ours: Record, found: Differences, left_out: Sequence[LeftOut], leaves_out: Sequence[LeftOut]
) -> tuple[PassageMove, ...]:
    """``found`` are the differences of the two; ``left_out`` what the first leaves out, ``leaves_out`` the second.

    In the order of the second; what falls away comes last.
    """
    was, now = generated(base), generated(ours)
    then, since = _reasons(left_out), _reasons(leaves_out)
    reworded = {block.passage: block for block in found.reworded}
    new = {block.passage: block for block in found.new_passages}
    made: list[PassageMove] = []
    for name, after in now.items():
        if name in new:
            made.append(PassageMove(new[name], "new", (_whole(after, "new"),), (), then.get(name, ())))
        elif name in reworded:
            made.append(_reworded(reworded[name], was[name], after))
    for block in found.gone_passages:
        gone = (_whole(was[block.passage], "old"),)
        made.append(PassageMove(block, "gone", gone, (), since.get(block.passage, ())))
    return tuple(made)


def marked(old: str, new: str) -> Marked:
    """One text with what changes marked in it."""
    return tuple(piece for _, piece in _pieces(old, new))


def marked_sentences(old: str, new: str) -> tuple[Marked, ...]:
    """Only the sentences in which something changes."""
    found = [[piece for _, piece in run] for _, run in groupby(_pieces(old, new), key=lambda one: one[0])]
    return tuple(tuple(run) for run in found if any(piece.mark for piece in run))


def _reasons(left_out: Sequence[LeftOut]) -> Mapping[str, tuple[str, ...]]:
    return {one.passage: one.reasons for one in left_out}


def _whole(passage: Generated, mark: Mark) -> Marked:
    return (Piece(passage.own.text, mark),)


def _reworded(block: Block, before: Generated, after: Generated) -> PassageMove:
    said = marked_sentences(before.own.text, after.own.text)
    return PassageMove(block, "reworded", said, tuple(_cells(before.rows, after.rows)))


def _pieces(old: str, new: str) -> Iterator[tuple[int, Piece]]:
    """Each with the number of its sentence in the old text."""
    was, now = words(old), words(new)
    if not comparable(was, now):
        yield 0, Piece(old, "old")
        yield 0, Piece(new, "new")
        return
    numbers = sentences(was)
    place = 0
    for hunk in hunks(was, now):
        yield from _run(was, numbers, place, hunk.first, "")
        yield from _run(was, numbers, hunk.first, hunk.last, "old")
        if hunk.new_first < hunk.new_last:
            number = numbers[min(hunk.first, len(was) - 1)] if was else 0
            yield number, Piece(joined(now[hunk.new_first : hunk.new_last]), "new")
        place = hunk.last
    yield from _run(was, numbers, place, len(was), "")


def _run(of: Sequence[Word], numbers: Sequence[int], first: int, last: int, mark: Mark) -> Iterator[tuple[int, Piece]]:
    for number, places in groupby(range(first, last), key=lambda place: numbers[place]):
        yield number, Piece(joined([of[place] for place in places]), mark)


def _cells(was: Sequence[Sequence[Version]], now: Sequence[Sequence[Version]]) -> Iterator[CellMove]:
    """In the order of the table as it would be; rows that fall away come last."""
    before, after = _labelled(was), _labelled(now)
    for label, row in after.items():
        old = before.get(label)
        if old is None:
            yield CellMove(label[0], "", (Piece(_line(row), "new"),))
            continue
        for column, text in row.items():
            if old.get(column, "") != text:
                yield CellMove(label[0], column, marked(old.get(column, ""), text))
    for label, row in before.items():
        if label not in after:
            yield CellMove(label[0], "", (Piece(_line(row), "old"),))


def _labelled(rows: Sequence[Sequence[Version]]) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """Rows by their first cell, and by how many of that label come before; cells by the header of their column."""
    found: dict[tuple[str, int], Mapping[str, str]] = {}
    seen: Counter[str] = Counter()
    for row in rows[1:]:
        label = row[0].text
        found[label, seen[label]] = {head.text: cell.text for head, cell in zip(rows[0][1:], row[1:], strict=False)}
        seen[label] += 1
    return found


def _line(row: Mapping[str, str]) -> str:
    return " | ".join(row.values())
