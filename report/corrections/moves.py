"""Two sets of figures of one edition in, each figure and target that differs between them out.

What only stands in another cell does not differ. Names, units and values are said in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from report import numerals
from report.catalogue import Catalogue
from report.corrections.both import Both, both
from report.corrections.names import fact_name
from report.errors import Place
from report.facts.keys import FactKey
from report.facts.model import Subject
from report.figures.model import Absence, Bound, Figure, Figures, Status, Target
from report.periods import Period

Fate = Literal["changed", "added", "removed", "marked"]
_Aim = tuple[str, str, str, int]

_BOUNDS: Final[Mapping[Bound, Both]] = {
    "about": Both("{}左右", "about {}"),
    "at_least": Both("不低于{}", "at least {}"),
    "above": Both("{}以上", "{} or more"),
    "held_at": Both("保持在{}", "held at {}"),
    "count": Both("新增{}", "{} new"),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states: a value as it is printed, the cell that it stands in, whether it is invented, its status."""

    text: Both
    place: Place
    sample: bool
    status: Status = Status.NORMAL


@dataclass(frozen=True, slots=True)
class Move:
    """A figure or target that is no longer what it was. ``before`` is None for a new one, ``after`` for one removed.

    ``blank``: of a removed one the cell where it was expected, and ``found`` what stands there; None: no such row.
    """

    key: str
    name: Both
    area: Both
    period: Both
    unit: Both
    before: Stated | None
    after: Stated | None
    blank: Place | None = None
    found: str = ""

    @property
    def fate(self) -> Fate:
        """``marked``: the same value, now or no longer marked as a sample, or of another status."""
        if self.before is None or self.after is None:
            return "removed" if self.before else "added"
        return "changed" if self.before.text != self.after.text else "marked"

    @property
    def place(self) -> Place | None:
        """The cell to look at."""
        stated = self.after or self.before
        return self.blank or (stated.place if stated else None)

    @property
    def sample_turned(self) -> bool:
        return bool(self.before and self.after and self.before.sample != self.after.sample)

    @property
    def status_turned(self) -> bool:
        return bool(self.before and self.after and self.before.status != self.after.status)


def moves(before: Figures, after: Figures, catalogue: Catalogue) -> tuple[Move, ...]:
    """In the order of the new file; what it no longer has comes last."""
    return (*_figures(before, after, catalogue), *_targets(before, after, catalogue))


def _figures(before: Figures, after: Figures, catalogue: Catalogue) -> Iterator[Move]:
    for key, one in {**after.figures, **before.figures}.items():
        old, new = before.figures.get(key), after.figures.get(key)
        if _says(old) != _says(new):
            absent = None if new else after.absent.get(key)
            stated = _Sides(_stated(old) if old else None, _stated(new) if new else None, absent)
            yield _move(FactKey(key.indicator, key.measure, key.area, key.period), one.unit, stated, catalogue)


def _targets(before: Figures, after: Figures, catalogue: Catalogue) -> Iterator[Move]:
    was, now = ({_aim(one): one for one in figures.targets} for figures in (before, after))
    for aim, one in {**now, **was}.items():
        old, new = was.get(aim), now.get(aim)
        if _aims(old) != _aims(new):
            year = Period(one.year, 12)
            key = FactKey(one.indicator, one.measure, one.area, year, "target")
            sides = _Sides(_aimed(old) if old else None, _aimed(new) if new else None)
            yield _move(key, one.unit, sides, catalogue)


@dataclass(frozen=True, slots=True)
class _Sides:
    before: Stated | None
    after: Stated | None
    absent: Absence | None = None


def _move(key: FactKey, unit: str, sides: _Sides, catalogue: Catalogue) -> Move:
    within = Subject(key.area, key.period)
    units = catalogue.units[unit]
    return Move(
        str(key),
        both(lambda language: fact_name(key, catalogue, language, within)),
        both(catalogue.areas[key.area].name),
        both(lambda language: numerals.period_name(key.period, language)),
        Both(units.zh, units.en),
        sides.before,
        sides.after,
        sides.absent.place if sides.absent else None,
        sides.absent.found if sides.absent else "",
    )


def _says(figure: Figure | None) -> object:
    return figure and (figure.value, figure.unit, figure.sample, figure.status)


def _aims(target: Target | None) -> object:
    return target and (target.bound, target.value, target.unit, target.sample)


def _aim(target: Target) -> _Aim:
    return target.indicator, target.measure, target.area, target.year


def _stated(figure: Figure) -> Stated:
    text = both(lambda language: numerals.in_table(figure.value, figure.decimals, language))
    return Stated(text, figure.place, figure.sample, figure.status)


def _aimed(target: Target) -> Stated:
    bound = _BOUNDS[target.bound]
    text = both(
        lambda language: bound.said(language).format(numerals.in_table(target.value, target.decimals, language))
    )
    return Stated(text, target.place, target.sample)
