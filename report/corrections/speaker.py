"""Figures, claims and their conditions in words, in both languages at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from report.catalogue import LANGUAGES, Language
from report.corrections.both import Both, both
from report.corrections.differences import FigureChange
from report.corrections.names import claim_name, fact_name, topic
from report.corrections.notice_words import NoticeWords, fact_of, words_for
from report.facts.claims import Evidence
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.narrative.markdown import plain
from report.orders import House

_RELATIONS: Final[Mapping[str, tuple[Both, Both]]] = {
    ">": (Both("高于", "is above"), Both("不高于", "is not above")),
    ">=": (Both("不低于", "is at least"), Both("低于", "is below")),
    "<": (Both("低于", "is below"), Both("不低于", "is not below")),
    "<=": (Both("不高于", "is at most"), Both("高于", "is above")),
    "==": (Both("等于", "equals"), Both("不等于", "does not equal")),
    "!=": (Both("不等于", "does not equal"), Both("等于", "equals")),
}


@dataclass(frozen=True, slots=True)
class DirectionMove:
    """A figure of which the text tells another direction: growth that becomes a decline, a target that is missed."""

    topic: Both
    before: Both
    after: Both


class Speaker:
    """Says figures and claims in both languages."""

    def __init__(self, house: House, subject: Subject) -> None:
        self.house = house
        self.subject = subject
        self.words: Mapping[Language, NoticeWords] = {
            language: words_for(language, house.catalogue, house.claims.house) for language in LANGUAGES
        }

    def claim(self, name: str) -> Both:
        return both(lambda language: claim_name(name, self.house.claims, language))

    def name(self, key: FactKey) -> Both:
        return both(lambda language: fact_name(key, self.house.catalogue, language))

    def condition(self, tried: Evidence) -> Both:
        """规模以上工业增加值增速31.2%高于河南省…20.6%; the growth of …, 31.2 percent, is above ….."""
        if tried.held is None:
            return Both(
                f"缺少数据，无法判定（{tried.condition}）", f"not known, for want of a figure ({tried.condition})"
            )
        left, operator, right = tried.condition.split()
        facts = iter(tried.facts)
        terms = [next(facts) if _is_fact(term) else term for term in (left, right)]
        relation = _RELATIONS[operator][0 if tried.held else 1]
        return both(lambda language: self._related(terms, relation, language))

    def _related(self, terms: Sequence[Fact | str], relation: Both, language: Language) -> str:
        left, right = (self._term(term, language) for term in terms)
        between = relation.said(language)
        return f"{left}{between}{right}" if language == "zh" else f"{left} {between} {right}"

    def _term(self, term: Fact | str, language: Language) -> str:
        if isinstance(term, str):
            quarter = str(self.subject.period.quarter)
            said = f"本期季度（{quarter}）" if language == "zh" else f"the quarter ({quarter})"
            return said if term == "period.quarter" else term
        name = fact_name(FactKey.parse(term.key), self.house.catalogue, language, self.subject, short=True)
        amount = plain(str(self.words[language].wording.amount(term)))
        return f"{name}（{amount}）" if language == "zh" else f"{name} ({amount})"

    def direction(self, change: FigureChange) -> DirectionMove:
        assert change.before and change.after  # what turns has both
        key = FactKey.parse(change.key)
        before, after = (fact_of(change.key, change.unit, one) for one in (change.before, change.after))
        return DirectionMove(
            both(lambda language: topic(key, self.house.catalogue, language, self.subject, short=True)),
            both(lambda language: plain(str(self.words[language].state(key, before)))),
            both(lambda language: plain(str(self.words[language].state(key, after)))),
        )


def _is_fact(term: str) -> bool:
    return term[0].isalpha() and term != "period.quarter"
