"""Text in, words out: what a change replaces whole, and never cuts in half.

A number is one word, so is an English word; of Chinese, which has no spaces, each character is one, but for the words
below, by which official texts say directions and units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_CHINESE: Final = (
    *("增长", "下降", "高于", "低于", "持平", "提高", "降低", "上升", "回落", "扩大", "收窄", "加快", "放缓", "增加"),
    *("减少", "快速", "较快", "平稳", "小幅", "大幅", "有所", "明显", "基本", "完成", "超过", "达到", "领先", "转为"),
    *("由负转正", "由正转负", "由亏转盈", "由盈转亏", "减亏", "增亏", "盈利", "亏损", "开门红", "分别"),
    *("个百分点", "百分点", "万亿元", "亿元", "万元", "同比", "环比", "目标", "推进中", "已完成", "未完成"),
)
_WORD: Final = re.compile(
    r"\d+(?:,\d{3})*(?:\.\d+)?"
    r"|[A-Za-z]+(?:[’'-][A-Za-z]+)*"
    rf"|{'|'.join(sorted(_CHINESE, key=len, reverse=True))}"
    r"|[^\S\n\t]+|.",
    re.DOTALL,
)
NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FULL_STOPS: Final = frozenset("。！？.!?\n")
_ENDS: Final = frozenset("，。；：！？,.;:!?\n\t")
LIMIT: Final = 20_000_000  # pairs of words: beyond that, two texts are not compared word by word


@dataclass(frozen=True, slots=True)
class Word:
    """``text`` and the character of the whole text at which it starts."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words ``first`` to ``last`` (not included) of one text, for which another has its words ``new_first`` to
    ``new_last``.
    """

    first: int
    last: int
    new_first: int
    new_last: int


def words(text: str) -> list[Word]:
    return [Word(found[0], found.start()) for found in _WORD.finditer(text)]


def clauses(of: Sequence[Word]) -> list[int]:
    """The number of the clause in which each word stands; a mark that ends a clause belongs to it."""
    numbers, current = [], 0
    for index, word in enumerate(of):
        numbers.append(current)
        if word.text in _ENDS and not _enumerates(of, index):
            current += 1
    return numbers


def ends_clause(word: Word) -> bool:
    return word.text in _ENDS


def _enumerates(of: Sequence[Word], index: int) -> bool:
    """A comma before a number parts the members of a list ("by 1.2, 3.4 and 5.6 points"), not clauses."""
    after = next((word.text for word in of[index + 1 :] if not word.text.isspace()), "")
    return of[index].text == "," and after[:1].isdigit()


def comparable(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether comparing word by word comes to an end within moments."""
    return len(one) * len(other) <= LIMIT


def sentences(of: Sequence[Word]) -> list[int]:
    """The number of the sentence in which each word stands; the mark that ends it belongs to it."""
    numbers, current = [], 0
    for word in of:
        numbers.append(current)
        current += word.text in _FULL_STOPS
    return numbers


def hunks(one: Sequence[Word], other: Sequence[Word]) -> list[Hunk]:
    """Where ``other`` differs from ``one``: clause by clause first, then word by word within clauses that correspond.

    Compared word by word alone, "the" or a number of another indicator would join what does not belong together.
    """
    found: list[Hunk] = []
    for first, last, new_first, new_last in _corresponding(one, other):
        texts, others = [word.text for word in one[first:last]], [word.text for word in other[new_first:new_last]]
        for kind, *bounds in SequenceMatcher(None, texts, others, autojunk=False).get_opcodes():
            if kind != "equal":
                start, end, new_start, new_end = bounds
                hunk = Hunk(first + start, first + end, new_first + new_start, new_first + new_end)
                _append(found, hunk, one, within=range(first, last))
    return found


def _append(found: list[Hunk], hunk: Hunk, one: Sequence[Word], within: range) -> None:
    """A space or a lone character between two differences of a clause is taken along, and so are neighbours."""
    before = found[-1] if found else None
    if before is not None:
        joint = one[before.last : hunk.first]
        touching = not joint and before.new_last == hunk.new_first
        if touching or (before.first in within and _is_scrap(joint)):
            found[-1] = Hunk(before.first, hunk.last, before.new_first, hunk.new_last)
            return
    found.append(hunk)


def _corresponding(one: Sequence[Word], other: Sequence[Word]) -> Iterator[tuple[int, int, int, int]]:
    """Clauses of both texts side by side, as word ranges; a clause without its like stands beside nothing."""
    left, right = _parts(one), _parts(other)
    texts, others = [joined(one[slice(*span)]) for span in left], [joined(other[slice(*span)]) for span in right]
    same = _shared(texts, others)
    tail = _shared(texts[same:][::-1], others[same:][::-1])
    place = left[same - 1][1] if same else 0
    new_place = right[same - 1][1] if same else 0
    for part, new_part in _paired(texts[same : len(texts) - tail], others[same : len(others) - tail]):
        first, last = left[same + part] if part is not None else (place, place)
        new_first, new_last = right[same + new_part] if new_part is not None else (new_place, new_place)
        yield first, last, new_first, new_last
        place, new_place = last, new_last


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many clauses at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (text, new) in pairs if text != new), min(len(one), len(other)))


def _parts(of: Sequence[Word]) -> list[tuple[int, int]]:
    """The word ranges of clauses, and of the marks between them by themselves."""
    numbers = clauses(of)
    found: list[tuple[int, int]] = []
    for place, word in enumerate(of):
        begins = not place or numbers[place] != numbers[place - 1]
        is_mark = ends_clause(word) and (place + 1 == len(of) or numbers[place + 1] != numbers[place])
        if begins or is_mark:
            found.append((place, place + 1))
        else:
            found[-1] = (found[-1][0], place + 1)
    return found


_LIKE: Final = 0.35  # clauses that have less in common than this do not correspond
_MOST: Final = 10_000  # pairs of clauses that are tried: of more, each comes or goes alone


def _paired(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The pairing in order that has the most in common: each pair of clauses, and those that come or go alone."""
    if len(one) * len(other) > _MOST:
        yield from ((place, None) for place in range(len(one)))
        yield from ((None, new) for new in range(len(other)))
        return
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for place in reversed(range(len(one))):
        for new in reversed(range(len(other))):
            together = _common(one[place], other[new]) + best[place + 1][new + 1]
            best[place][new] = max(together, best[place + 1][new], best[place][new + 1])
    place = new = 0
    while place < len(one) or new < len(other):
        if place < len(one) and best[place][new] == best[place + 1][new]:
            yield place, None
            place += 1
        elif new < len(other) and best[place][new] == best[place][new + 1]:
            yield None, new
            new += 1
        else:
            yield place, new
            place, new = place + 1, new + 1


def _common(one: str, other: str) -> float:
    """Characters that two clauses share; none where they do not correspond."""
    alike = likeness(one, other)
    return alike * (len(one) + len(other)) / 2 if alike >= _LIKE else 0.0


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two texts is the same, in the same order."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def _is_scrap(between: Sequence[Word]) -> bool:
    """A space, or a lone character that happens to stand in both: marking around it would tear words apart."""
    return len(between) == 1 and len(between[0].text) == 1 and (between[0].text.isalpha() or between[0].text.isspace())


def matches(one: Sequence[Word], other: Sequence[Word]) -> list[int | None]:
    """For each word of ``one``, the word of ``other`` that it still is: first in order, then what was moved."""
    texts, others = [word.text for word in one], [word.text for word in other]
    found: list[int | None] = [None] * len(one)
    for block in SequenceMatcher(None, texts, others, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            found[block.a + step] = block.b + step
    _find_moved(texts, others, found)
    _settle_marks(one, other, found)
    return found


def _settle_marks(one: Sequence[Word], other: Sequence[Word], found: list[int | None]) -> None:
    """A comma goes with the clause that follows it, where what followed another comma is gone."""
    owner = {index: place for place, index in enumerate(found) if index is not None}
    for place in range(len(one) - 1):
        after = found[place + 1]
        if not ends_clause(one[place]) or not after or found[place] == after - 1:
            continue
        holder = owner.get(after - 1)
        loose = holder is None or found[holder + 1 : holder + 2] != [after]
        if loose and other[after - 1].text == one[place].text:
            if holder is not None:
                found[holder] = None
            found[place] = after - 1
            owner[after - 1] = place


_MOVED: Final = 6  # words at least: fewer recur by chance


def _find_moved(texts: Sequence[str], others: Sequence[str], found: list[int | None]) -> None:
    """Blocks that stand elsewhere than their neighbours: an editor has turned two clauses around."""
    while True:
        taken = {index for index in found if index is not None}
        left = _free([index for index in range(len(texts)) if found[index] is None])
        free = _free([index for index in range(len(others)) if index not in taken])
        blocks = [
            block for run in left for other in free if (block := _longest(texts, run, others, other))[2] >= _MOVED
        ]
        if not blocks:
            return
        first, new_first, size = max(blocks, key=lambda block: block[2])
        for step in range(size):
            found[first + step] = new_first + step


def _free(indices: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive indices, long enough to have been moved."""
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return [run for run in runs if run[1] - run[0] >= _MOVED]


def _longest(
    texts: Sequence[str], run: tuple[int, int], others: Sequence[str], other: tuple[int, int]
) -> tuple[int, int, int]:
    matcher = SequenceMatcher(None, texts[run[0] : run[1]], others[other[0] : other[1]], autojunk=False)
    block = matcher.find_longest_match()
    return run[0] + block.a, other[0] + block.b, block.size


def joined(of: Sequence[Word]) -> str:
    return "".join(word.text for word in of)
