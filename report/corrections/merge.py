"""Three texts in, what to change in the edited one out: the rules of a correction, without any document format.

``base`` is what was generated, ``theirs`` what it has become by hand, ``ours`` what would be generated now. What stands
as generated is changed as ours asks; what hands have changed is left to them, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

from rapidfuzz.distance import Indel

from report.corrections.words import Hunk, Word, clauses, comparable, ends_clause, hunks, joined, matches, words


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure in a text: characters ``start`` to ``end``, the key and value of its fact, its cells in words."""

    start: int
    end: int
    fact: str
    value: Decimal
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A passage as generated: its text, and the figures in it in order."""

    text: str
    figures: tuple[Printed, ...] = ()

    def shown(self, figure: Printed) -> str:
        return self.text[figure.start : figure.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of the edited text are to become ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A figure whose value or print is another now; ``new`` is empty where it is no longer said."""

    fact: str
    old: str
    new: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be changed, since hands have been there: characters ``start`` to ``end`` of the edited text.

    ``retyped``: a figure was retyped or said in other words; ``rephrased``: words around figures that must change too.
    ``suggestion``: the clause as it would be generated now.
    """

    kind: Literal["retyped", "rephrased"]
    start: int
    end: int
    suggestion: str
    renewed: tuple[Renewed, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    edits: tuple[Edit, ...] = ()
    clashes: tuple[Clash, ...] = ()

    def applied_to(self, theirs: str) -> str:
        """The edited text once every change is accepted."""
        for edit in reversed(self.edits):
            theirs = theirs[: edit.start] + edit.new + theirs[edit.end :]
        return theirs


UNTOUCHED: Final = Merged()


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two texts is the same, in the same order."""
    return Indel.normalized_similarity(one, other)


def merge(base: Version, theirs: str, ours: Version) -> Merged:
    """What to change in ``theirs``. Nothing where base says what ours says: then it is the editor's, whatever it is."""
    if base.text == ours.text or theirs == ours.text:
        return UNTOUCHED
    sides = _Sides.of(base, theirs, ours)
    if sides is None:
        return Merged(clashes=(_whole(base, theirs, ours),))
    edits: list[Edit] = []
    clashes: list[Clash] = []
    for unit in _units(sides):
        if sides.stands(unit):
            edits.extend(sides.edit(hunk) for hunk in unit)
        else:
            clashes.extend(_clash(sides, unit))
    return Merged(tuple(sorted(edits, key=lambda edit: (edit.start, edit.end))), tuple(clashes))


Unit = tuple[Hunk, ...]  # hunks that are made together or not at all


@dataclass(frozen=True)
class _Sides:
    """The three texts as words; ``matched``: for each word of base, the word of theirs that it still is."""

    base: Version
    theirs: str
    ours: Version
    base_words: list[Word]
    their_words: list[Word]
    our_words: list[Word]
    matched: list[int | None]

    @classmethod
    def of(cls, base: Version, theirs: str, ours: Version) -> _Sides | None:
        one, two, three = words(base.text), words(theirs), words(ours.text)
        if not (comparable(one, two) and comparable(one, three)):
            return None
        return cls(base, theirs, ours, one, two, three, matches(one, two))

    @cached_property
    def base_clauses(self) -> list[int]:
        return clauses(self.base_words)

    def stands(self, unit: Unit) -> bool:
        """Whether all words that the unit spans, and an insertion's neighbours, stand together as generated."""
        first, last = unit[0].first, unit[-1].last
        if first == last:
            first, last = max(first - 1, 0), min(last + 1, len(self.base_words))
        found = self.matched[first:last]
        if not found:
            return not self.their_words
        return found[0] is not None and found == list(range(found[0], found[0] + len(found)))

    def edit(self, hunk: Hunk) -> Edit:
        """The hunk in the characters of the edited text; call it only where the unit stands."""
        new = joined(self.our_words[hunk.new_first : hunk.new_last])
        if hunk.first < hunk.last:
            start, end = self.matched[hunk.first], self.matched[hunk.last - 1]
            assert start is not None and end is not None, hunk
            return Edit(self.their_words[start].start, self.their_words[end].end, new)
        before = self.matched[hunk.first - 1] if hunk.first else None
        at = self.their_words[before].end if before is not None else 0
        return Edit(at, at, new)

    def around(self, unit: Unit) -> tuple[int, int]:
        """The words of the edited text that stand where the unit stood: between what still stands on both sides."""
        before = [index for index in self.matched[: unit[0].first] if index is not None]
        after = [index for index in self.matched[unit[-1].last :] if index is not None]
        first = max(before, default=-1) + 1
        return first, max(min((index for index in after if index >= first), default=len(self.their_words)), first)


def _units(sides: _Sides) -> Iterator[Unit]:
    """A figure that changes alone is a unit; where a clause changes its words too, all that changes in it is one."""
    found = hunks(sides.base_words, sides.our_words)
    homes = [_homes(sides, hunk) for hunk in found]
    worded: set[int] = set()
    for hunk, home in zip(found, homes, strict=True):
        if not _is_figure(sides, hunk):
            worded |= home
    current: list[Hunk] = []
    reached: set[int] = set()
    for hunk, home in zip(found, homes, strict=True):
        together = bool(home & worded)
        if current and not (together and home & reached):
            yield tuple(current)
            current, reached = [], set()
        if not together:
            yield (hunk,)
            continue
        current.append(hunk)
        reached |= home
    if current:
        yield tuple(current)


def _homes(sides: _Sides, hunk: Hunk) -> set[int]:
    """The clauses that a hunk is in. Clauses that come or go whole are by themselves, with the mark before them."""
    numbers = sides.base_clauses
    if hunk.first == hunk.last:
        new = sides.our_words[hunk.new_first : hunk.new_last]
        if ends_clause(new[0]) or ends_clause(new[-1]) or not numbers:
            return {-1 - hunk.first}
        return {numbers[hunk.first - 1] if hunk.first else numbers[0]}
    first = hunk.first
    if ends_clause(sides.base_words[first]) and first + 1 < hunk.last:
        first += 1
    return set(numbers[first : hunk.last])


def _is_figure(sides: _Sides, hunk: Hunk) -> bool:
    """Whether the hunk is one figure's new print and nothing more: the same fact, in the same direction."""
    if hunk.first == hunk.last or hunk.new_first == hunk.new_last:
        return False
    old = _figure_over(sides.base, sides.base_words[hunk.first].start, sides.base_words[hunk.last - 1].end)
    new = _figure_over(sides.ours, sides.our_words[hunk.new_first].start, sides.our_words[hunk.new_last - 1].end)
    if old is None or new is None or old.fact != new.fact:
        return False
    return old.value * new.value > 0 or old.value == new.value


def _figure_over(version: Version, start: int, end: int) -> Printed | None:
    return next((figure for figure in version.figures if figure.start <= start and end <= figure.end), None)


def _clash(sides: _Sides, unit: Unit) -> Iterator[Clash]:
    """Nothing to say where hands have taken the words away, or say already what ours says."""
    first, last = sides.around(unit)
    there = sides.their_words[first:last]
    taken_away = not there and unit[0].first < unit[-1].last
    if taken_away or _says(there, sides.our_words[unit[0].new_first : unit[-1].new_last]):
        return
    beside = there or sides.their_words[max(first - 1, 0) : first] or sides.their_words[:1]
    start, end = (beside[0].start, beside[-1].end) if beside else (0, 0)
    kind: Literal["retyped", "rephrased"] = "retyped" if _is_all_figures(sides, unit) else "rephrased"
    yield Clash(kind, start, end, _suggestion(sides, unit), tuple(_renewed(sides, unit)))


def _says(there: Sequence[Word], wanted: Sequence[Word]) -> bool:
    """Whether the wanted words stand there, whatever is beside them; where none are wanted, whether none are left."""
    texts, others = [word.text for word in there], [word.text for word in wanted]
    if not joined(wanted).strip():
        return not joined(there).strip()
    starts = range(len(texts) - len(others) + 1)
    return any(texts[start : start + len(others)] == others for start in starts)


def _is_all_figures(sides: _Sides, unit: Unit) -> bool:
    return all(_is_figure(sides, hunk) for hunk in unit)


def _suggestion(sides: _Sides, unit: Unit) -> str:
    """The clauses of ours in which the unit's words stand; nothing where it only takes words away."""
    if all(hunk.new_first == hunk.new_last for hunk in unit):
        return ""
    numbers = clauses(sides.our_words)
    homes = set(numbers[unit[0].new_first : unit[-1].new_last])
    kept = [word for word, home in zip(sides.our_words, numbers, strict=True) if home in homes]
    return joined(kept).strip("，,；; \n")


def _renewed(sides: _Sides, unit: Unit) -> Iterator[Renewed]:
    """The figures that are printed otherwise now, or no longer: the unit's own, or those of its clauses."""
    if _is_all_figures(sides, unit):
        start, end = _characters(sides.base_words, unit[0].first, unit[-1].last)
        yield from renewed(sides.base, sides.ours, start, end)
        return
    homes = {home for hunk in unit for home in _homes(sides, hunk)}
    inside = [word for word, home in zip(sides.base_words, sides.base_clauses, strict=True) if home in homes]
    if inside:
        yield from renewed(sides.base, sides.ours, inside[0].start, inside[-1].end)


def renewed(base: Version, ours: Version, start: int, end: int) -> Iterator[Renewed]:
    """The figures of ``base`` that touch characters ``start`` to ``end`` and that ``ours`` prints otherwise."""
    for figure in base.figures:
        if figure.end <= start or end <= figure.start:
            continue
        now = next((other for other in ours.figures if other.fact == figure.fact), None)
        old, new = base.shown(figure), ours.shown(now) if now else ""
        if old != new:
            yield Renewed(figure.fact, old, new, now.cells if now else figure.cells)


def _whole(base: Version, theirs: str, ours: Version) -> Clash:
    """Two texts too long to compare: all of it is for a person."""
    return Clash("rephrased", 0, len(theirs), ours.text, tuple(renewed(base, ours, 0, len(base.text))))


def standing(generations: Sequence[Version], theirs: str) -> Version:
    """What the edited text was edited from, when corrections were accepted in one place and rejected in another.

    Newest first: wherever an earlier generation is nearer to what stands there, its words are taken for the base.
    """
    base, *former = generations
    for older in former:
        base = _nearer(base, older, theirs)
    return base


def _nearer(base: Version, older: Version, theirs: str) -> Version:
    if base.text in (theirs, older.text):
        return base
    if older.text == theirs:
        return older
    one, other = words(base.text), words(older.text)
    if not comparable(one, other):
        return base
    for hunk in reversed(hunks(one, other)):
        tried = _put_back(base, one, older, other, hunk)
        if likeness(tried.text, theirs) > likeness(base.text, theirs):
            base = tried
    return base


def _put_back(base: Version, one: Sequence[Word], older: Version, other: Sequence[Word], hunk: Hunk) -> Version:
    """Base with one hunk as it was before; figures that the hunk cuts into are taken whole from where they are."""
    start, end = _characters(one, hunk.first, hunk.last)
    old_start, old_end = _characters(other, hunk.new_first, hunk.new_last)
    shift = (old_end - old_start) - (end - start)
    text = base.text[:start] + older.text[old_start:old_end] + base.text[end:]
    kept = [_moved(figure, shift, start, end) for figure in base.figures if figure.end <= start or figure.start >= end]
    back = [_overlaid(figure, start - old_start) for figure in _touching(older.figures, old_start, old_end)]
    return Version(text, tuple(sorted([*kept, *back], key=lambda figure: figure.start)))


def _touching(figures: Iterable[Printed], start: int, end: int) -> list[Printed]:
    return [figure for figure in figures if figure.start < end and start < figure.end]


def _moved(figure: Printed, shift: int, start: int, end: int) -> Printed:
    return _overlaid(figure, shift) if figure.start >= end and figure.end > start else figure


def _overlaid(figure: Printed, shift: int) -> Printed:
    return replace(figure, start=figure.start + shift, end=figure.end + shift)


def _characters(of: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return of[first].start, of[last - 1].end
    at = of[first - 1].end if first else 0
    return at, at
