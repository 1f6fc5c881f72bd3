"""Which figures of a fresh document bear a mark: those that were known by another value on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable

from report.facts.derive import Facts, Missing
from report.facts.model import Fact


def corrected_keys(cited: Iterable[Fact], then: Facts) -> frozenset[str]:
    """The keys of ``cited`` facts whose value ``then`` was known and another; what was not known was not wrong."""
    return frozenset(fact.key for fact in cited if _differs(fact, then))


def _differs(fact: Fact, then: Facts) -> bool:
    try:
        return then.fact(fact.key).value != fact.value
    except (Missing, ValueError):  # not there, or not to be reckoned: a target that was in another unit
        return False
