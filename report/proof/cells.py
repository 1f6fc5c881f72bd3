"""A table's cell in, mentions out: what its row, its column and the caption say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from report.catalogue import Measure, Unit
from report.facts.keys import FactKey
from report.periods import Period
from report.proof.lexicon import Lexicon
from report.proof.mention import Mention
from report.proof.mentions import Reader
from report.proof.model import Labels, Line
from report.proof.numbers import folded
from report.proof.subject import RATES, State, Topic
from report.proof.tables import is_value
from report.proof.tokens import Number, Token, tokens_of
from report.proof.words import VERDICTS

_ALL: Final = Decimal(100)
_NUMBER: Final = re.compile(r"(?P<sign>[-−–+])?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?\*?")


@dataclass(frozen=True)
class Heads:
    """The tokens of a cell's labels."""

    row: Sequence[Token]
    column: Sequence[Token]
    caption: Sequence[Token]

    def all(self) -> list[Token]:
        return [*self.row, *self.column, *self.caption]

    def says(self, *cues: str) -> bool:
        return not self._cues.isdisjoint(cues)

    @cached_property
    def _cues(self) -> frozenset[str]:
        return frozenset(token.value for token in (*self.column, *self.row) if token.kind == "cue")

    def verbs(self) -> bool:
        return any(token.kind == "verb" for token in (*self.column, *self.row)) or self.says("rate", "yearly")

    def first(self, *kinds: str) -> Token | None:
        for tokens in (self.column, self.row, self.caption):
            for token in tokens:
                if token.kind in kinds:
                    return token
        return None


@dataclass(frozen=True)
class Cells:
    """Reads cells."""

    reader: Reader
    lexicon: Lexicon

    def mentions(self, line: Line) -> Iterator[Mention]:
        labels = line.labels or Labels()
        heads = Heads(self._tokens(labels.row), self._tokens(labels.column), self._tokens(labels.caption))
        topic = self._topic(heads)
        if topic is None:
            return
        text = line.text.strip()
        if not is_value(text):
            yield from self._words(line, heads, topic)
            return
        found = _NUMBER.fullmatch(folded(text))
        if found:
            start = line.text.index(text)
            yield self._value(found, labels, heads, topic, start, start + len(text))

    def _tokens(self, text: str) -> Sequence[Token]:
        return tokens_of(text, self.lexicon)

    def _topic(self, heads: Heads) -> Topic | None:
        for tokens in (heads.row, heads.column, heads.caption):
            named = next((token for token in tokens if token.kind == "indicators" and len(token.value) == 1), None)
            if named:
                return Topic(named.value[0])
        return None

    def _value(self, found: re.Match[str], labels: Labels, heads: Heads, topic: Topic, start: int, end: int) -> Mention:
        plain = found["number"].replace(",", "")
        value = Decimal(plain)
        number = Number(value, len(plain.partition(".")[2]))
        if found["percent"]:
            number = replace(number, unit="%")
        keys, decided = self._keys(heads, topic)
        number = self._in_unit(number, labels, keys)
        if found["sign"] and found["sign"] != "+":
            number = replace(number, value=-value)
        rates = all(key.measure in (Measure.GROWTH, *RATES) or key.operation in ("gap", "change") for key in keys)
        signed = not any(token.kind == "verb" and token.value < 0 for token in heads.column)
        return Mention(start, end, replace(number, signed=signed and rates), tuple(keys), decided)

    def _in_unit(self, number: Number, labels: Labels, keys: Sequence[FactKey]) -> Number:
        """Money in the unit that the labels name; else in the unit of the figure."""
        if any(key.measure is not Measure.LEVEL or key.operation in ("share", "progress") for key in keys) or not keys:
            return number
        words = folded(f"{labels.row} {labels.column} {labels.caption}")
        for name, unit in self._money:
            if name in words:
                kind = "元" if unit.quantity == "money" else "元/亩"
                return replace(number, unit=kind, factor=unit.factor)
        return number

    @cached_property
    def _money(self) -> list[tuple[str, Unit]]:
        """Units of money by their names, the longest first."""
        units = self.reader.catalogue.units.values()
        names = [(folded(name), unit) for unit in units if unit.quantity.startswith("money") for name in unit.names()]
        return sorted(names, key=lambda one: -len(one[0]))

    def _keys(self, heads: Heads, topic: Topic) -> tuple[list[FactKey], bool]:
        area = self._area(heads)
        period, sure = self._period(heads)
        own = self.reader.catalogue.indicators[topic.indicator].measure
        if heads.says("target", "annual target"):
            years = dict.fromkeys((period.year, self.reader.subject.period.year, period.year + 1))
            measures = dict.fromkeys((Measure.GROWTH, own) if own is Measure.LEVEL else (own,))
            return [
                FactKey(topic.indicator, measure, area, Period(year, 12), "target")
                for measure in measures
                for year in years
            ], True
        if heads.says("average"):
            return [FactKey(topic.indicator, Measure.GROWTH, area, period, "average2")], sure
        if heads.says("share") and own is Measure.LEVEL:
            return [FactKey(topic.indicator, own, area, period, "share")], False
        if heads.says("alone") and not any(token.kind == "verb" for token in heads.column):
            alone = period.alone() if period.is_cumulative and period.quarter else period
            keys = [FactKey(topic.indicator, own, area, alone)]
            return [*keys, FactKey(topic.indicator, own, area, period.cumulative(), "alone")], sure
        if own in RATES or own is Measure.COUNT:
            compared = [token for token in heads.column if token.kind in ("compare", "verb")]
            return [FactKey(topic.indicator, own, area, period)], sure and not compared
        compared = [token for token in heads.column if token.kind in ("compare", "short")]
        if compared:
            return [], False
        growth = FactKey(topic.indicator, Measure.GROWTH, area, period)
        if heads.verbs() or "%" in "".join(token.text for token in heads.column if token.kind == "unit"):
            return [growth], sure
        level = FactKey(topic.indicator, own, area, period)
        if heads.says("level"):
            return [level], sure
        return [level, growth], False

    def _area(self, heads: Heads) -> str:
        found = heads.first("area", "own")
        return found.value if found and found.kind == "area" else self.reader.subject.area

    def _period(self, heads: Heads) -> tuple[Period, bool]:
        own = self.reader.subject.period
        found = heads.first("period", "span")
        if any(token.kind in ("last year", "last period") for token in heads.column):
            return own.last_year(), False
        if found is None:
            return own, True
        if found.kind == "period":
            return found.value, True
        first, last = found.value
        return Period(own.year, last, first), True

    def _verdict(self, verdict: int, line: Line, heads: Heads, growth: FactKey) -> Mention:
        """A result beside the target for it: of growth where the row says so, else of whichever has one."""
        own = growth.having(self.reader.catalogue.indicators[growth.indicator].measure)
        keys = tuple(key.by("margin" if verdict else "progress") for key in dict.fromkeys((growth, own)))
        keys = keys if heads.verbs() else keys[::-1]
        if verdict:
            return Mention(0, len(line.text), None, keys, True, verdict)
        return Mention(0, len(line.text), None, keys, True, at_least=_ALL)

    def _words(self, line: Line, heads: Heads, topic: Topic) -> Iterator[Mention]:
        """增长9%左右 in a column of targets, 高于目标 in one of verdicts."""
        period, _ = self._period(heads)
        verdict = VERDICTS.get(folded(line.text.strip()))
        if verdict is not None:
            yield self._verdict(
                verdict, line, heads, FactKey(topic.indicator, Measure.GROWTH, self._area(heads), period)
            )
            return
        state = State((topic,), self._area(heads), period, fresh=True)
        tokens = self._tokens(line.text)
        if self.reader.catalogue.find_unit(line.text) or not any(token.kind == "number" for token in tokens):
            return
        state.aiming = heads.says("target", "annual target")
        yield from self.reader.read_as(tokens, state)
