"""What a language must be able to say of facts. ``zh.py`` and ``en.py`` say it; nothing else knows their words.

Every method returns Markdown in which each number is a link to its fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol

from markupsafe import Markup

from report.catalogue import Indicator, Language
from report.facts.claims import House
from report.facts.derive import Facts
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.figures.model import Target
from report.periods import Period


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance from one comparison area, called by ``name``."""

    name: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Turn:
    """A value, what it was before, and the change between them; ``base`` says when before was."""

    now: Fact
    before: Fact
    change: Fact
    period: Period
    base: Period


@dataclass(frozen=True, slots=True)
class Attainment:
    """A target, and where known the result with its distance: ``margin`` (points) or ``progress`` (percent)."""

    target: Target
    goal: Fact
    result: Fact
    distance: Fact


class Standing(Enum):
    """Where a result stands against the year's target."""

    ABOVE = "above"
    LEVEL = "level"
    BELOW = "below"
    DONE = "done"
    UNDER_WAY = "under way"


def attain(facts: Facts, key: FactKey) -> Attainment:
    """The result for ``key`` against its target; counts are measured by progress, rates by their margin.

    Raises Missing where there is no result or no target.
    """
    adds_up = key.measure in ("count", "level")
    operation = "progress" if adds_up else "margin"
    goal, result, distance = facts.all_of([key.by("target"), key.plain, key.by(operation)])
    target = facts.target(key)
    assert target is not None  # its fact was just found
    return Attainment(target, goal, result, distance)


def standing(attainment: Attainment, house: House) -> Standing:
    """About and held-at allow the house's tolerance; at-least and above do not."""
    distance = attainment.distance.value
    if attainment.target.measure in ("count", "level"):
        return Standing.DONE if attainment.result.value >= attainment.goal.value else Standing.UNDER_WAY
    allowed = house.tolerance if attainment.target.bound in ("about", "held_at") else Decimal(0)
    if abs(distance) <= allowed:
        return Standing.LEVEL
    return Standing.ABOVE if distance > 0 else Standing.BELOW


def sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def by_direction(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Gaps that point the same way together, in the order in which each direction first comes up."""
    groups: dict[int, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(sign(gap.fact.value), []).append(gap)
    return list(groups.values())


class Wording(Protocol):
    """Words for facts in one language."""

    language: Language

    def amount(self, fact: Fact) -> Markup:
        """A value with its unit: 28%, 268.4亿元; 28 percent, 26.84 billion yuan."""

    def moved(self, growth: Fact, period: Period) -> Markup:
        """Growth as a predicate: 同比增长8.2%; grew by 8.2 percent year on year."""

    def grew(self, growth: Fact) -> Markup:
        """Growth without since when: 增长8.2%; grew by 8.2 percent."""

    def counted(self, fact: Fact, indicator: Indicator) -> Markup:
        """A count with what it counts, where the language needs its number: 2 new green plants; 2家."""

    def up(self, growth: Fact, period: Period) -> Markup:
        """Growth as an apposition: 同比增长8.2%; up 8.2 percent year on year."""

    def compared(self, gaps: Sequence[Gap], growth: bool) -> Markup:
        """A clause with its comma: ，高于全省1.2个百分点、低于郑州市0.3个百分点. Empty for no gaps."""

    def turned(self, turn: Turn) -> Markup:
        """Growth against growth before: 增速比一季度提高1.2个百分点; 降幅收窄; a turn from one to the other."""

    def shifted(self, turn: Turn) -> Markup:
        """A share against the share before: 比上年同期提高7.3个百分点; up 7.3 percentage points from a year earlier."""

    def balance(self, turn: Turn) -> Markup:
        """Profit or loss against a year before, where growth has no meaning: 由亏转盈, 减亏, 增亏 (trap 10)."""

    def goal(self, target: Target, fact: Fact, indicator: Indicator) -> Markup:
        """What is aimed at: 增长9%左右, 保持在54%左右, 不低于2.5%, 新增6个."""

    def goal_short(self, target: Target, fact: Fact, growth: bool) -> Markup:
        """The same for a table cell, as it was set: 增长9%左右; growth about 9%."""

    def progressed(self, attainment: Attainment) -> Markup:
        """Where the result stands: 高于年度目标22.2个百分点; 22.2 percentage points above the annual target."""

    def standing_word(self, state: Standing) -> str:
        """One or two words for a table cell or a chart."""

    def ranked(self, rank: Fact) -> Markup:
        """居第3位; ranked 3rd."""
