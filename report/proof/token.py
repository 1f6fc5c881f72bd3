"""What a text is made of for the proof-reader: tokens of a kind, each with its place and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from report.proof.units import RATES


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` as spelled, with its sign; ``unit``: the noun of its unit (:mod:`report.proof.units`); ``factor``."""

    value: Decimal
    decimals: int
    unit: str = ""
    factor: Decimal = Decimal(1)
    spelled_unit: str = ""
    by_words: bool = False
    signed: bool = False

    @property
    def amount(self) -> Decimal:
        return self.value * self.factor

    @property
    def is_rate(self) -> bool:
        return self.unit in RATES

    @property
    def is_amount(self) -> bool:
        """Money, weight, persons: anything in a unit, or after a scale word."""
        return self.unit not in ("", "%", "百分点", "倍", "个") or (not self.unit and self.factor != 1)


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` says what ``value`` is; ``text`` as folded. "other" is what nothing is known of."""

    kind: str
    start: int
    end: int
    value: Any = None
    text: str = ""
