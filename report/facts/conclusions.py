"""Whether new values turn a conclusion: a correction is substantial where one does.

A conclusion is a claim (claims.toml) that is earned or lost, or a direction: growth, a gap, a change or a margin
over a target that changes its sign, progress that comes to the target or falls short of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from report.facts.keys import FactKey

_REACHED: Final = {"progress": Decimal(100)}


def direction(key: FactKey, value: Decimal) -> int:
    """-1, 0 or 1: below, at or above what decides the wording (nought; for progress, the whole target)."""
    threshold = _REACHED.get(key.operation, Decimal(0))
    return (value > threshold) - (value < threshold)


def turns(key: FactKey, before: Decimal, after: Decimal) -> bool:
    """Whether the direction of a fact changes with its value."""
    return direction(key, before) != direction(key, after)
