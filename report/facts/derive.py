"""Derive: Figures in, Facts out. Everything that is said of figures is worked out here, in Decimal.

Gaps and changes are differences of *published* figures, so that a reader can redo them. Growth at
comparable prices is read and never derived (it does not follow from nominal levels).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Measure
from report.errors import BriefingError
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.figures.model import Absence, Figure, FigureKey, Figures, Target
from report.i18n import msg
from report.periods import Period

_RATES: Final = frozenset({"%"})
POINTS: Final = "百分点"
PERCENT: Final = "%"


class Missing(BriefingError):
    """Facts that cannot be had; ``keys`` are the figures that the source would have to give."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(dict.fromkeys(keys))
        super().__init__(", ".join(self.keys))


def half_up(value: Decimal, decimals: int) -> Decimal:
    """四舍五入 at ``decimals`` places; never minus zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


@dataclass(frozen=True)
class Facts:
    """All facts about an edition's figures, each made when it is asked for and always the same."""

    figures: Figures
    catalogue: Catalogue
    _made: dict[FactKey, Fact] = field(default_factory=dict, repr=False, compare=False)

    def fact(self, key: FactKey | str) -> Fact:
        """The fact of that key.

        Raises Missing where a figure that it needs is not there, ValueError for a key that is none.
        """
        wanted = FactKey.parse(key) if isinstance(key, str) else key
        made = self._made.get(wanted)
        if made is None:
            if wanted.operation not in _OPERATIONS:
                raise ValueError(
                    msg("{wanted}: no such operation as {operation}", wanted=wanted, operation=wanted.operation)
                )
            made = self._made[wanted] = _OPERATIONS[wanted.operation](self, wanted)
        return made

    def known(self, key: FactKey) -> bool:
        try:
            self.fact(key)
        except Missing:
            return False
        return True

    def reported(self, key: FactKey) -> bool:
        """Whether the source has a cell for it: filled, or still blank.

        A mark such as "-" says that there is no such figure; a blank cell says nothing, so whoever
        asks for it must hear that it is missing.
        """
        absence = self.absence(key.figure)
        if absence is None:
            return self.known(key)
        return not absence.stated

    def absence(self, key: FigureKey) -> Absence | None:
        return self.figures.absent.get(key)

    def target(self, key: FactKey) -> Target | None:
        """The year's target for what ``key`` is about."""
        return self._targets.get((key.indicator, key.measure, key.area, key.period.year))

    @cached_property
    def _targets(self) -> Mapping[tuple[str, Measure, str, int], Target]:
        """Of two for the same, the first counts."""
        return {(one.indicator, one.measure, one.area, one.year): one for one in reversed(self.figures.targets)}

    def targets(self, area: str, year: int) -> tuple[Target, ...]:
        return tuple(target for target in self.figures.targets if (target.area, target.year) == (area, year))

    def all_of(self, keys: Iterable[FactKey]) -> tuple[Fact, ...]:
        """The facts of all keys; raises one Missing that names everything that is not there."""
        found: list[Fact] = []
        lacking: list[str] = []
        for key in keys:
            try:
                found.append(self.fact(key))
            except Missing as missing:
                lacking.extend(missing.keys)
        if lacking:
            raise Missing(lacking)
        return tuple(found)


def signed(value: Decimal) -> str:
    """A number as it stands in arithmetic: a negative one after an operator needs brackets."""
    return f"(−{abs(value)})" if value < 0 else str(value)


def _first(value: Decimal) -> str:
    return f"−{abs(value)}" if value < 0 else str(value)


def _published(facts: Facts, key: FactKey) -> Fact:
    figure = facts.figures.figures.get(key.figure)
    if figure is None:
        raise Missing([str(key)])
    return _of_figure(figure)


def _of_figure(figure: Figure) -> Fact:
    return Fact(
        str(figure.key),
        figure.value,
        figure.unit,
        figure.decimals,
        place=figure.place,
        stored=figure.stored,
        sample=figure.sample,
    )


def _difference(key: FactKey, minuend: Fact, subtrahend: Fact) -> Fact:
    """Two rates differ by percentage points, two levels by an amount in their own unit (trap 3)."""
    decimals = max(minuend.decimals, subtrahend.decimals)
    value = half_up(minuend.value - subtrahend.value, decimals)
    arithmetic = f"{_first(minuend.value)} − {signed(subtrahend.value)} = {_first(value)}"
    unit = POINTS if minuend.unit in _RATES else minuend.unit
    return _derived(key, value, unit, decimals, arithmetic, (minuend, subtrahend))


def _derived(
    key: FactKey, value: Decimal, unit: str, decimals: int, arithmetic: str, parents: tuple[Fact, ...]
) -> Fact:
    sample = any(parent.sample for parent in parents)
    return Fact(str(key), value, unit, decimals, arithmetic, parents, sample=sample)


def _gap(facts: Facts, key: FactKey) -> Fact:
    own, other = facts.all_of([key.plain, key.plain.of(key.other)])
    return _difference(key, own, other)


def _lead(facts: Facts, key: FactKey) -> Fact:
    """By how much a rate is above that of ``other``, an indicator of the same area and period."""
    own, other = facts.all_of([key.plain, replace(key.plain, indicator=key.other)])
    return _difference(key, own, other)


def _change(facts: Facts, key: FactKey) -> Fact:
    if key.base is None:
        raise ValueError(msg("{key}: a change needs the period that it is measured from", key=key))
    now, before = facts.all_of([key.plain, key.plain.at(key.base)])
    return _difference(key, now, before)


def _share(facts: Facts, key: FactKey) -> Fact:
    """A level as a percentage of the level of ``other``, an indicator: else of what it is a part of."""
    indicator = facts.catalogue.indicators.get(key.indicator)
    whole_key = key.other or (indicator.part_of if indicator else None)
    if whole_key is None:
        raise ValueError(
            msg("{key}: {indicator} is not known to be a part of anything", key=key, indicator=key.indicator)
        )
    plain = key.plain
    part, whole = facts.all_of([plain, replace(plain, indicator=whole_key)])
    if whole.value <= 0:
        raise Missing([whole.key])
    value = half_up(part.value / whole.value * 100, 1)
    arithmetic = f"{_first(part.value)} ÷ {whole.value} × 100 = {_first(value)}"
    return _derived(key, value, PERCENT, 1, arithmetic, (part, whole))


def _share_change(facts: Facts, key: FactKey) -> Fact:
    if key.base is None:
        raise ValueError(msg("{key}: a change needs the period that it is measured from", key=key))
    share = key.by("share", key.other)
    now, before = facts.all_of([share, share.at(key.base)])
    return _difference(key, now, before)


def _alone(facts: Facts, key: FactKey) -> Fact:
    """The last quarter by itself: as published, else from cumulative levels. Never growth (trap 1)."""
    if key.measure is not Measure.LEVEL:
        raise ValueError(msg("{key}: only levels can be taken apart by quarter", key=key))
    single = key.plain.at(key.period.alone())
    if facts.known(single):
        return facts.fact(single)
    cumulative, before = facts.all_of([key.plain, key.plain.at(key.period.last_period())])
    return _difference(key, cumulative, before)


def _sum(facts: Facts, key: FactKey) -> Fact:
    plain = key.plain
    parts = facts.all_of([replace(plain, indicator=name) for name in key.indicator.split("+")])
    units = {part.unit for part in parts}
    if len(units) != 1:
        raise ValueError(msg("{key}: cannot add up values in {units}", key=key, units=tuple(sorted(units))))
    decimals = max(part.decimals for part in parts)
    value = half_up(sum((part.value for part in parts), Decimal(0)), decimals)
    terms = " + ".join([_first(parts[0].value), *(signed(part.value) for part in parts[1:])])
    return _derived(key, value, parts[0].unit, decimals, f"{terms} = {_first(value)}", parts)


def _average2(facts: Facts, key: FactKey) -> Fact:
    """Two-year average growth (两年平均): √((1+g₁)(1+g₀)) − 1, as the national office reckons it."""
    now, before = facts.all_of([key.plain, key.plain.at(key.period.last_year())])
    senseless = [fact.key for fact in (now, before) if fact.value < -100]
    if senseless:  # nothing can fall by more than all of it: there is no factor to take a root of
        raise Missing(senseless)
    with localcontext() as context:
        context.prec = 40
        product = (1 + now.value / 100) * (1 + before.value / 100)
        value = half_up((product.sqrt() - 1) * 100, now.decimals)
    one, zero = (f"{_first(fact.value)}%" for fact in (now, before))
    arithmetic = f"√((1 + {one}) × (1 + {zero})) − 1 = {_first(value)}%"
    return _derived(key, value, PERCENT, now.decimals, arithmetic, (now, before))


def _target(facts: Facts, key: FactKey) -> Fact:
    target = facts.target(key)
    if target is None:
        raise Missing([str(key)])
    return Fact(
        str(key.at(Period(key.period.year, 12))),
        target.value,
        target.unit,
        target.decimals,
        place=target.place,
        stored=target.stored,
        sample=target.sample,
    )


def _result_and_target(facts: Facts, key: FactKey) -> tuple[Fact, Fact]:
    result, target = facts.all_of([key.plain, key.by("target")])
    if result.unit != target.unit:
        raise ValueError(
            msg("{key}: the result is in {unit}, the target in {other}", key=key, unit=result.unit, other=target.unit)
        )
    return result, target


def _margin(facts: Facts, key: FactKey) -> Fact:
    """The result less the year's target."""
    return _difference(key, *_result_and_target(facts, key))


def _progress(facts: Facts, key: FactKey) -> Fact:
    """How much of the year's target is reached, in percent: for counts and levels, which add up over a year."""
    result, target = _result_and_target(facts, key)
    if target.value <= 0:
        raise Missing([target.key])
    value = half_up(result.value / target.value * 100, 1)
    arithmetic = f"{_first(result.value)} ÷ {target.value} × 100 = {_first(value)}"
    return _derived(key, value, PERCENT, 1, arithmetic, (result, target))


Operation = Callable[[Facts, FactKey], Fact]

_OPERATIONS: Final[Mapping[str, Operation]] = {
    "": _published,
    "gap": _gap,
    "lead": _lead,
    "change": _change,
    "share": _share,
    "share_change": _share_change,
    "alone": _alone,
    "sum": _sum,
    "average2": _average2,
    "target": _target,
    "margin": _margin,
    "progress": _progress,
}


def operations() -> tuple[str, ...]:
    return tuple(filter(None, _OPERATIONS))
