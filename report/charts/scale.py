"""From values to places on a sheet. Divisions are decimal, so that the largest and smallest values keep their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from report.catalogue import Language

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear: ``low`` stands at ``start`` and ``high`` at ``end``, in millimetres."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        if self.high == self.low:
            return self.start
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)


def from_zero(values: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The least and the greatest of the values and zero: a bar's length must not lie."""
    with_zero = (Decimal(0), *values)
    return min(with_zero), max(with_zero)


def _step(span: Decimal, count: int) -> Decimal:
    rough = span / count
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * step for step in _STEPS if power * step >= rough)


def ticks(low: Decimal, high: Decimal, count: int = 4) -> tuple[Decimal, ...]:
    """Round values, equally far apart, that enclose ``low`` to ``high``: about ``count`` steps.

    Zero is among them unless all values are on one side and more than twice as far from zero as from each other.
    """
    floor = low if low > 0 and high <= 2 * low else min(low, Decimal(0))
    ceiling = high if high < 0 and low >= 2 * high else max(high, Decimal(0))
    if floor == ceiling:
        floor, ceiling = (floor, floor + 1) if floor == 0 else sorted((floor * Decimal("0.9"), floor * Decimal("1.1")))
    step = _step(ceiling - floor, count)
    first = (floor / step).to_integral_value("ROUND_FLOOR")
    last = (ceiling / step).to_integral_value("ROUND_CEILING")
    return tuple(step * (first + index) for index in range(int(last - first) + 1))


def tick_label(value: Decimal, language: Language) -> str:
    """A scale's value without idle zeros; English separates thousands, Chinese does not, as in value labels."""
    text = f"{value:,f}" if language == "en" else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
