"""All that was reported, put together: one figure for each key, or every fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from report.errors import Caution, Fault
from report.figures.model import Absence, Figure, FigureKey, Figures, Status, Target
from report.figures.slots import Reported
from report.figures.vocabulary import BOUND_NAMES
from report.i18n import msg

_Kind = TypeVar("_Kind")


def gathered(reported: Sequence[Reported]) -> tuple[Figures, list[Fault]]:
    """The figures, and the faults; the figures are whole only where there is no fault.

    The same figure may stand in several places. Values are compared as they are published, after rounding
    (1.04 and 1.0 agree at one decimal); the first place is kept, and a figure marked as sample or as
    provisional in any of its places stays so marked. Two values are a fault that names both cells.
    """
    faults = of_kind(reported, Fault)
    figures: dict[FigureKey, Figure] = {}
    for figure in of_kind(reported, Figure):
        first = figures.setdefault(figure.key, figure)
        if first.value != figure.value:
            expected = msg("{value} for {key}, as in {place}", value=first.value, key=figure.key, place=first.place)
            faults.append(Fault(figure.place, expected, f"{figure.value} ({figure.stored})", area=figure.key.area))
        if first is not figure:
            figures[figure.key] = _marked(first, figure)
    absent: dict[FigureKey, Absence] = {}
    for absence in of_kind(reported, Absence):
        if absence.key not in figures:
            absent.setdefault(absence.key, absence)
    cautions = [*of_kind(reported, Caution), *_filled_elsewhere(of_kind(reported, Absence), figures)]
    targets, clashes = _targets(of_kind(reported, Target))
    made = Figures(MappingProxyType(figures), MappingProxyType(absent), targets, tuple(dict.fromkeys(cautions)))
    return made, [*faults, *clashes]


def of_kind(reported: Iterable[Reported], kind: type[_Kind]) -> list[_Kind]:
    return [item for item in reported if isinstance(item, kind)]


def _filled_elsewhere(absences: Iterable[Absence], figures: Mapping[FigureKey, Figure]) -> Iterator[Caution]:
    """A cell left blank whose figure another cell gives: somebody may have emptied it on purpose."""
    for absence in absences:
        if absence.key in figures and not absence.stated:
            where = figures[absence.key].place
            yield Caution(
                absence.place,
                msg("{found}; {key} is read from {where}", found=absence.found, key=absence.key, where=where),
            )


def _marked(first: Figure, again: Figure) -> Figure:
    status = again.status if first.status is Status.NORMAL else first.status
    return replace(first, sample=first.sample or again.sample, status=status, note=first.note or again.note)


def _targets(targets: Iterable[Target]) -> tuple[tuple[Target, ...], list[Fault]]:
    kept: dict[tuple[str, str, str, int], Target] = {}
    faults = []
    for target in targets:
        first = kept.setdefault((target.indicator, target.measure, target.area, target.year), target)
        if (first.value, first.bound, first.theme) != (target.value, target.bound, target.theme):
            expected = msg(
                "the same target as in {place} ({bound} {value})",
                place=first.place,
                bound=BOUND_NAMES[first.bound],
                value=first.value,
            )
            bound = BOUND_NAMES[target.bound]
            found = msg("{bound} {value} ({stored})", bound=bound, value=target.value, stored=target.stored)
            faults.append(Fault(target.place, expected, found, area=target.area))
    return tuple(kept.values()), faults
