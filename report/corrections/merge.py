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

from report.corrections.printed import Printed, Version
from report.corrections.words import (
    Hunk,
    Word,
    clauses,
    comparable,
    ends_clause,
    hunks,
    joined,
    likeness,
    matches,
    sentences,
    words,
)
from report.facts.conclusions import turns
from report.facts.keys import FactKey


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
    cells: tuple[str, ...] = ()
    old_value: Decimal = Decimal(0)
    new_value: Decimal | None = None
    unit: str = ""

    @property
    def turned(self) -> bool:
        """Whether a direction has changed with the value; whether it is said no longer."""
        if self.new_value is None:
            return True
        try:
            return turns(FactKey.parse(self.fact), self.old_value, self.new_value)
        except ValueError:
            return self.old_value * self.new_value <= 0 and self.old_value != self.new_value


@dataclass(frozen=True, slots=True)
class Clash:
    """What is left to a person, since hands have been there: characters ``start`` to ``end`` of the edited text.

    ``retyped``: a figure was retyped or said in other words; ``rephrased``: words around figures that must change too;
    ``beside``: words by hand in a sentence of which a direction or a claim has been changed, and which they may belie.
    ``suggestion``: the clause as it would be generated now.
    """

    kind: Literal["retyped", "rephrased", "beside"]
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


def merge(base: Version, theirs: str, ours: Version, newest: Version | None = None) -> Merged:
    """What to change in ``theirs``.

    ``newest``: the last generation, where ``base`` is what stands of an earlier one: what the last generation said
    already is no news, and stays as a person has left it. Nothing at all where it says what ours says.
    """
    last = newest or base
    if last.text == ours.text or theirs == ours.text:
        return UNTOUCHED
    sides = _Sides.of(base, theirs, ours)
    if sides is None:
        return Merged(clashes=(_whole(base, theirs, ours),))
    units = [unit for unit in _units(sides) if last is base or _is_news(sides, unit, last)]
    edits: list[Edit] = []
    clashes: list[Clash] = []
    for group in _decided_together(sides, units):
        refused = [clash for unit in group for clash in _refused(sides, unit)]
        if refused:
            clashes.append(refused[0] if len(group) == 1 else _joined(sides, group, refused))
            continue
        standing_units = [unit for unit in group if sides.stands(unit)]
        edits.extend(sides.edit(hunk) for unit in standing_units for hunk in unit)
        clashes.extend(_beside(sides, standing_units))
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

    def base_sentence(self, unit: Unit) -> int:
        return self._sentences[min(unit[0].first, len(self._sentences) - 1)] if self._sentences else 0

    @cached_property
    def _sentences(self) -> list[int]:
        return sentences(self.base_words)

    def theirs_of(self, unit: Unit) -> tuple[int, int]:
        """The words of the edited text that a unit stands on; call it only where it stands."""
        found = [place for place in self.matched[unit[0].first : unit[-1].last] if place is not None]
        if found:
            return found[0], found[-1] + 1
        before = self.matched[unit[0].first - 1] if unit[0].first else None
        return (0, 0) if before is None else (before + 1, before + 1)

    def clash(
        self,
        kind: Literal["retyped", "rephrased", "beside"],
        first: int,
        last: int,
        suggestion: str,
        renewed: Iterable[Renewed],
    ) -> Clash:
        """About words ``first`` to ``last`` of the edited text."""
        there = self.their_words[first:last] or self.their_words[max(first - 1, 0) : first] or self.their_words[:1]
        start, end = (there[0].start, there[-1].end) if there else (0, 0)
        return Clash(kind, start, end, suggestion, tuple(renewed))

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


def _is_news(sides: _Sides, unit: Unit, last: Version) -> bool:
    """Whether the last generation did not say yet what the unit brings."""
    known = words(last.text)
    if not comparable(sides.our_words, known):
        return True
    found = matches(sides.our_words, known)
    for hunk in unit:
        first, end = hunk.new_first, hunk.new_last
        if first == end:
            first, end = max(first - 1, 0), min(end + 1, len(found))
        span = found[first:end]
        if not span or span[0] is None or span != list(range(span[0], span[0] + len(span))):
            return True
    return False


def _decided_together(sides: _Sides, units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that change words of one sentence are made all or none: half of them would say something else."""
    groups: list[list[Unit]] = []
    of_sentence: dict[int, list[Unit]] = {}
    for unit in units:
        if _is_all_figures(sides, unit):
            groups.append([unit])
            continue
        sentence = sides.base_sentence(unit)
        if sentence not in of_sentence:
            of_sentence[sentence] = []
            groups.append(of_sentence[sentence])
        of_sentence[sentence].append(unit)
    return groups


def _refused(sides: _Sides, unit: Unit) -> Iterator[Clash]:
    """Why a unit cannot be made; nothing where hands have taken its words away, or say already what ours says."""
    if not sides.stands(unit):
        yield from _clash(sides, unit)
    elif all(hunk.new_first == hunk.new_last for hunk in unit) and _leaves_a_rest(sides, unit):
        first, last = sides.theirs_of(unit)
        yield sides.clash("rephrased", first, last, _suggestion(sides, unit), _renewed(sides, unit))


def _leaves_a_rest(sides: _Sides, unit: Unit) -> bool:
    """Whether words by hand within the same clause would be left without what they lead to or rest on."""
    first, last = sides.theirs_of(unit)
    before, after = sides.their_words[:first], sides.their_words[last:]
    opens, closes = sides.base_words[unit[0].first], sides.base_words[unit[-1].last - 1]
    loose = set(range(len(sides.their_words))) - {place for place in sides.matched if place is not None}
    lead = next((place for place in reversed(range(len(before))) if not before[place].text.isspace()), None)
    tail = next((last + place for place in range(len(after)) if not after[place].text.isspace()), None)
    left = lead in loose and not ends_clause(sides.their_words[lead]) and not ends_clause(opens)
    right = tail in loose and not ends_clause(sides.their_words[tail]) and not ends_clause(closes)
    return left or right


def _beside(sides: _Sides, made: Sequence[Unit]) -> Iterator[Clash]:
    """Words by hand in a sentence of which a direction turns, or a claim goes, with the change that is made there."""
    said: set[int] = set()
    loose = set(range(len(sides.their_words))) - {place for place in sides.matched if place is not None}
    numbers = sentences(sides.their_words)
    for unit in made:
        turned = tuple(one for one in _renewed(sides, unit) if one.turned)
        goes = all(hunk.new_first == hunk.new_last for hunk in unit)
        if not (turned or goes) or not sides.their_words:
            continue
        sentence = numbers[min(sides.theirs_of(unit)[0], len(numbers) - 1)]
        own = [place for place in loose if numbers[place] == sentence and sides.their_words[place].text.isalnum()]
        if own and sentence not in said:
            said.add(sentence)
            yield sides.clash("beside", min(own), max(own) + 1, "", turned)


def _clash(sides: _Sides, unit: Unit) -> Iterator[Clash]:
    """Nothing to say where hands have taken the words away, or say already what ours says."""
    first, last = sides.around(unit)
    there = sides.their_words[first:last]
    taken_away = not there and unit[0].first < unit[-1].last
    if taken_away or _says(there, sides.our_words[unit[0].new_first : unit[-1].new_last]):
        return
    if not there:
        first, last = (first - 1, first) if first else (0, min(1, len(sides.their_words)))
    kind: Literal["retyped", "rephrased"] = "retyped" if _is_all_figures(sides, unit) else "rephrased"
    found = _still_printed(sides, unit) if kind == "retyped" and not _has_words(there) else None
    first, last = found or (first, last)
    yield sides.clash(kind, first, last, _suggestion(sides, unit), _renewed(sides, unit))


def _has_words(there: Sequence[Word]) -> bool:
    return any(word.text.isalnum() or word.text[:1].isdigit() for word in there)


def _still_printed(sides: _Sides, unit: Unit) -> tuple[int, int] | None:
    """The number as it was, where hands have moved it out of its place."""
    wanted = [word.text for word in sides.base_words[unit[0].first : unit[-1].last]]
    taken = {place for place in sides.matched if place is not None}
    for place in range(len(sides.their_words) - len(wanted) + 1):
        span = range(place, place + len(wanted))
        if [sides.their_words[at].text for at in span] == wanted and not taken.intersection(span):
            return place, place + len(wanted)
    return None


def _joined(sides: _Sides, group: Sequence[Unit], refused: Sequence[Clash]) -> Clash:
    """One word for all that is left in a sentence, with the sentence as it would be said now."""
    renewed = tuple(dict.fromkeys(one for unit in group for one in _renewed(sides, unit)))
    numbers = sentences(sides.our_words)
    homes = {numbers[place] for unit in group for hunk in unit for place in range(hunk.new_first, hunk.new_last)}
    kept = [word for word, home in zip(sides.our_words, numbers, strict=True) if home in homes]
    return replace(refused[0], kind="rephrased", suggestion=joined(kept).strip(), renewed=renewed)


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
            value, cells = (now.value, now.cells) if now else (None, figure.cells)
            yield Renewed(figure.fact, old, new, cells, figure.value, value, figure.unit)


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
