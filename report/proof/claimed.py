"""Claims by claims.toml in a text: words that only a claim allows, where the figures do not bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from report.catalogue import Language
from report.facts.claims import Claim, Claims
from report.facts.derive import Facts
from report.facts.model import Subject
from report.proof.numbers import folded
from report.proof.tokens import Token

_AIMS: Final = (
    *("力争", "争取", "确保", "努力", "奋力", "冲刺", "夺取", "为实现", "要实现", "推动实现", "助力", "迎接", "全力"),
    *(
        "to achieve",
        "to make",
        "aim",
        "strive",
        "in order to",
        "so as to",
        "should",
        "is to ",
        "are to ",
        "hope",
        " may ",
        "will ",
    ),
    *("未能", "没有", "尚未", "not ", "failed to"),
)
_MOST: Final = 20  # times that one line may say one claim
_STOPS: Final = "。；！？;!?"
_INDICATOR: Final = re.compile(r"([a-z][a-z_0-9]*)\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Unearned:
    """Words of a claim at characters ``start`` to ``end``, the condition that fails and what the figures show."""

    start: int
    end: int
    claim: str
    condition: str
    shown: str
    unknown: bool = False  # it cannot be known whether it holds


@dataclass(frozen=True)
class Claimed:
    """``strict``: what cannot be known is not earned, as in a document of our own."""

    claims: Claims
    facts: Facts
    subject: Subject
    _judged: dict[str, Claim] = field(default_factory=dict, repr=False)

    def unearned(self, text: str, tokens: Sequence[Token], *, strict: bool) -> Iterator[Unearned]:
        plain = folded(text)
        for name, word in self._words:
            start, left = plain.find(word), _MOST
            while start >= 0 and left:
                left -= 1
                end = start + len(word)
                if not self._is_aim(plain, start) and self._is_about(name, tokens, plain, start):
                    yield from self._failed(name, start, end, strict)
                start = plain.find(word, end)

    def is_said_in(self, text: str) -> bool:
        """Whether a text has words of a claim, earned or not."""
        plain = folded(text)
        return any(map(plain.__contains__, self._said))

    @cached_property
    def _said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for _, word in self._words))

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        languages: tuple[Language, Language] = ("zh", "en")
        return [(name, folded(word)) for language in languages for name, word in self.claims.words(language)]

    def _failed(self, name: str, start: int, end: int, strict: bool) -> Iterator[Unearned]:
        claim = self._claim(name)
        if claim.held:
            return
        failed = next((one for one in claim.evidence if one.held is False), None)
        if failed is None and strict:
            failed = next(iter(claim.evidence), None)
        unknown = failed is None
        failed = failed or next(iter(claim.evidence), None)
        if failed is not None:
            yield Unearned(start, end, name, failed.condition, failed.shown, unknown)

    def _claim(self, name: str) -> Claim:
        if name not in self._judged:
            self._judged[name] = self.claims.judge(name, self.facts, self.subject)
        return self._judged[name]

    @staticmethod
    def _is_aim(text: str, at: int) -> bool:
        first = max((text.rfind(mark, max(0, at - 300), at) for mark in (*_STOPS, ". ")), default=-1) + 1
        return any(word in text[max(first, at - 300) : at] for word in _AIMS)

    def _is_about(self, name: str, tokens: Sequence[Token], text: str, at: int) -> bool:
        """Not of other indicators: "industrial tax outpaced …" is not the claim about industrial value added."""
        rule = self.claims.rules[name]
        asked = {found for condition in rule.all for found in _INDICATOR.findall(condition)} | {"period"}
        first = (
            max((text.rfind(mark, max(0, at - 200), at) for mark in (*_STOPS, "，", ". ", "、", ",")), default=-1) + 1
        )
        near = [token for token in tokens if token.kind == "indicators" and first <= token.start < at]
        return not near or any(key in asked for key in near[-1].value)
