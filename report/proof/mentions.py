"""Tokens in, mentions out: which fact each number of a text is about, as far as its sentence says.

A sentence is read clause by clause (:mod:`report.proof.clauses`). The subject (indicators, area, period) is carried
over from clause to clause, and from the sentence before (:mod:`report.proof.subject`); a list of areas or indicators
takes a list of numbers of the same length in turn. What a number then may be, :mod:`report.proof.asked` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Measure
from report.facts.model import Subject
from report.proof.asked import Asked, is_aside, is_large
from report.proof.bare import directions
from report.proof.clauses import Group, clauses, compared, going_on, groups, has, has_kind, sentences
from report.proof.doubt import is_doubted
from report.proof.mention import Mention
from report.proof.shorter import Shorter
from report.proof.signs import about, bound, sign
from report.proof.subject import Spoken, State, Subjects, Topic, indicators
from report.proof.token import Number, Token
from report.proof.tokens import known
from report.proof.units import COUNT, PERCENT, POINTS

#: Words by which a sentence says what is to be, not what was.
_FIRM: Final = ("力争", "计划", "预期", "is to", "are to", "to be held", "aims", "aim")
_GOALS: Final = ("目标", "targets", "goals")
_SAYING: Final = frozenset(("number", "pace", "verb", "compare", "short"))


@dataclass(frozen=True)
class Reader:
    """Reads lines about one subject with one catalogue."""

    catalogue: Catalogue
    subject: Subject

    @cached_property
    def subjects(self) -> Subjects:
        return Subjects(self.catalogue, self.subject, Shorter(self.catalogue))

    def read(self, tokens: Sequence[Token], state: State | None = None) -> Iterator[Mention]:
        """The mentions of a paragraph in order."""
        carried = state or State()
        for sentence in sentences(tokens):
            carried.aiming = _aims(known(sentence))
            carried.fresh = carried.dated = False
            listed = has(sentence, "respectively")
            for clause in _in_order(list(clauses(sentence, listed))):
                yield from self._clause(clause, carried)
            carried.alone = carried.average = False

    def read_as(self, tokens: Sequence[Token], state: State) -> Iterator[Mention]:
        """The mentions of a few words of which ``state`` says everything but the number."""
        for clause in clauses(tokens, False):
            yield from self._clause(clause, state)

    def _clause(self, whole: Sequence[Token], state: State) -> Iterator[Mention]:
        found, clause = list(groups(whole)), known(whole)
        state.alone = state.alone or has(clause, "alone")
        if not found:
            state.average = state.average or has(clause, "average")
        for number, group in enumerate(found):
            if number:
                group = found[number] = going_on(found[number - 1], group)
            here = self._follow(Spoken(group.before, group.after, group), group.all_before, state)
            if any(token.kind == "verb" and token.value == 0 for token in group.before):
                yield from directions(self.subjects, clause, group.before, here, True)
            yield from self._group(group, clause, here)
            state.compared = here.compared
            state.doubted = here.doubted or is_aside(group)
        here = state if found else self._follow(Spoken(tuple(clause)), whole, state)
        rest = [token for token in (found[-1].after if found else clause) if token.kind != "neutral"]
        if found and found[-1].unit == POINTS and has_kind(rest[:1], "compare"):
            return  # 2.4 percentage points lower than the province: said with the number
        yield from directions(self.subjects, clause, rest, here, bool(found))

    def _follow(self, spoken: Spoken, around: Sequence[Token], state: State) -> State:
        before = state.topics
        here = self.subjects.follow(spoken, state, around)
        completed = state.topics != before and not has_kind(spoken.head, "indicators")
        if not completed and (spoken.group or has_kind(around, "indicators")):
            state.doubted = is_doubted(around, state.doubted)
        if self.subjects.is_of_another(spoken, state):
            state.doubted = True
        here.doubted = state.doubted
        return here

    def _group(self, group: Group, clause: Sequence[Token], state: State) -> Iterator[Mention]:
        beside = tuple(
            token.value
            for token in (compared(group.before) or compared(group.after))
            if token.value != (state.area or self.subject.area)
        )
        rivals = tuple(self._rivals(group, state)) if not beside else ()
        if beside:
            state.compared = beside
        for at, token in enumerate(group.numbers):
            topics, areas, others = state.topics, beside, rivals
            if len(group.numbers) > 1:
                topics = (topics[at],) if _in_turn(topics, group) and not _in_turn(beside, group) else topics
                areas = (beside[at],) if _in_turn(beside, group) else beside
                others = (rivals[at],) if _in_turn(rivals, group) else rivals
            number = _with_unit(token.value, group)
            if _is_measured(number, group, topics, self.subjects):
                asked = Asked(self.subjects, group, clause, self._whose(group, number, areas, state), topics)
                yield self._mention(token, number, replace(asked, compared=areas, rivals=others))

    def _rivals(self, group: Group, state: State) -> Iterator[str]:
        """The indicators that a comparison is with: 快于商品零售额23.6个百分点."""
        own = {topic.indicator for topic in state.topics}
        for tokens, around in ((group.before, group.all_before), (group.after, group.all_after)):
            at = next((at for at, one in enumerate(tokens) if one.kind in ("compare", "short")), None)
            if at is None:
                continue
            first = next((n for n, one in enumerate(tokens) if one.kind == "compare" or has([one], "than")), at)
            named = indicators(tokens[first:])
            if not named:
                start = tokens[first].start
                later = [one for one in around if one.start > start]
                named = list(self.subjects.shorter.found(later, [topic.indicator for topic in state.topics]))
            yield from (key for key in named if key not in own)

    def _whose(self, group: Group, number: Number, areas: Sequence[str], state: State) -> State:
        """20.6 percent for Henan: the area stands after the number."""
        first = next(iter(group.after), None)
        if first is not None and first.kind == "area" and first.text.isascii() and not areas and number.unit != POINTS:
            return replace(state, area=first.value)
        return state

    def _mention(self, token: Token, number: Number, asked: Asked) -> Mention:
        group, readings = asked.group, asked.readings(number)
        due = asked.points_due()
        said, swaps = sign(number, group, due, token)
        return Mention(
            token.start,
            token.end,
            number,
            tuple(dict.fromkeys(readings.keys)),
            readings.sure and len(asked.topics) == 1 and not asked.state.doubted and not _is_short(asked),
            said,
            swaps,
            bound=bound(group, token),
            about=about(group),
            points_due=due,
            otherwise=asked.otherwise(number),
            at_most=has(group.before, "at most"),
            others=tuple(dict.fromkeys(readings.others)),
            instead=tuple(dict.fromkeys(readings.instead)),
            confirming=tuple(asked.confirming(readings.keys)),
        )


def may_say(tokens: Sequence[Token]) -> bool:
    """Whether words may say anything of a figure: every mention is of a number or of a direction."""
    return any(one.kind in _SAYING or (one.kind == "cue" and one.value == "turned") for one in tokens)


def _in_order(found: list[list[Token]]) -> list[list[Token]]:
    """The clause that says of what is read first: of 5.0 percent in "At 5.0 percent, the rate was …"."""
    led = found[0] if len(found) > 1 else []
    if [token.text for token in led[:1]] == ["at"] and has_kind(led[1:2], "number") and not has_kind(led, "indicators"):
        return [found[1], found[0], *found[2:]]
    return found


def _in_turn(names: Sequence[object], group: Group) -> bool:
    """A list of names takes a list of numbers of the same length in turn."""
    return len(names) == len(group.numbers)


def _is_short(asked: Asked) -> bool:
    """More numbers than names: some of what they are of is not known."""
    numbers = len(asked.group.numbers)
    return numbers > 1 and len(asked.state.topics) != numbers and not (asked.compared or asked.rivals)


def _with_unit(number: Number, group: Group) -> Number:
    """10.6 in 10.6、2.2个百分点 has the unit of the number after it."""
    if group.is_structure:
        return replace(number, unit=PERCENT)
    if number.unit or not group.unit:
        return number
    last = next(one.value for one in reversed(group.numbers) if one.value.unit)
    return replace(number, unit=last.unit, factor=last.factor, spelled_unit=last.spelled_unit)


def _is_measured(number: Number, group: Group, topics: Sequence[Topic], subjects: Subjects) -> bool:
    """Numbers of measures; a count only beside what it counts."""
    if number.unit not in ("", COUNT) or number.is_amount or is_large(number):
        return True
    if not any(subjects.measure(topic.indicator) is Measure.COUNT for topic in topics):
        return False
    before = [token for token in group.before if token.kind != "neutral"][-3:]
    return has_kind((*before, *group.after[:2]), "indicators")


def _aims(sentence: Sequence[Token]) -> bool:
    """Whether a sentence says what is to be, not what was."""
    for at, token in enumerate(sentence):
        if token.kind != "cue" or token.value != "target":
            continue
        if token.text in _FIRM:
            return True
        following = sentence[at + 1 : at + 2]
        if token.text in _GOALS and following and following[0].kind == "end" and following[0].text in (":", "："):
            return True
    return False


__all__ = ["Mention", "Reader", "State", "Topic"]
