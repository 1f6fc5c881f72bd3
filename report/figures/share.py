"""What one area's briefing needs of a source with many areas: its own figures, and those of the areas above it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from report.catalogue import Catalogue
from report.errors import Fault, InputFaults
from report.figures.load import load_with_faults
from report.figures.model import Absence, Figure, FigureKey, Figures, Target
from report.figures.reading import Reading

_NOTHING: Final = Figures(MappingProxyType({}))


@dataclass(frozen=True)
class Source:
    """Files that were read once, area by area.

    ``faults``: those that concern one area, by its key, or by its name in the file where nobody knows that.
    """

    areas: Mapping[str, Figures]
    faults: Mapping[str, tuple[Fault, ...]]

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return {area: _digest(figures) for area, figures in self.areas.items()}

    def digest(self, areas: Sequence[str]) -> str:
        """Of every value of some areas, with the cell that it stands in: whatever a briefing could print of it."""
        return hashlib.sha256("\0".join(self._digests.get(area, "") for area in areas).encode()).hexdigest()

    def share(self, areas: Sequence[str]) -> Figures:
        """The figures of some areas. Raises InputFaults with the faults that concern one of them."""
        faults = [fault for area in areas for fault in self.faults.get(area, ())]
        if faults:
            raise InputFaults(faults)
        return joined(self.areas.get(area, _NOTHING) for area in areas)


def read_areas(paths: Sequence[Path], catalogue: Catalogue, reading: Reading) -> tuple[Source, Figures]:
    """The source by area, and all of it.

    Raises InputFaults where something is wrong with it as a whole; what is wrong with an area waits for whoever
    asks for that area.
    """
    figures, faults = load_with_faults(paths, catalogue, reading)
    whole = [fault for fault in faults if not fault.area]
    if whole:
        raise InputFaults(whole)
    by_area: dict[str, list[Fault]] = {}
    for fault in faults:
        by_area.setdefault(fault.area, []).append(fault)
    return Source(_parted(figures), {area: tuple(found) for area, found in by_area.items()}), figures


def load_share(paths: Sequence[Path], catalogue: Catalogue, reading: Reading, areas: Sequence[str]) -> Figures:
    """The share of some areas in files that hold more. Raises InputFaults as :meth:`Source.share` does."""
    source, figures = read_areas(paths, catalogue, reading)
    places = _places(source.share(areas))
    return joined([source.share(areas), Figures({}, cautions=tuple(c for c in figures.cautions if c.place in places))])


def _places(figures: Figures) -> Collection[object]:
    return {one.place for one in (*figures, *figures.absent.values(), *figures.targets)}


def _parted(figures: Figures) -> Mapping[str, Figures]:
    values: dict[str, dict[FigureKey, Figure]] = {}
    absent: dict[str, dict[FigureKey, Absence]] = {}
    targets: dict[str, list[Target]] = {}
    for key, figure in figures.figures.items():
        values.setdefault(key.area, {})[key] = figure
    for key, absence in figures.absent.items():
        absent.setdefault(key.area, {})[key] = absence
    for target in figures.targets:
        targets.setdefault(target.area, []).append(target)
    return {
        area: Figures(values.get(area, {}), absent.get(area, {}), tuple(targets.get(area, ())))
        for area in dict.fromkeys((*values, *absent, *targets))
    }


def joined(parts: Iterable[Figures]) -> Figures:
    """Figures of several areas together."""
    several = tuple(parts)
    return Figures(
        {key: figure for part in several for key, figure in part.figures.items()},
        {key: absence for part in several for key, absence in part.absent.items()},
        tuple(target for part in several for target in part.targets),
        tuple(caution for part in several for caution in part.cautions),
    )


def digest(figures: Figures, areas: Sequence[str]) -> str:
    """As :meth:`Source.digest`, of a share."""
    return Source(_parted(figures), {}).digest(areas)


def _digest(figures: Figures) -> str:
    state = hashlib.sha256()
    for one in (*figures, *figures.absent.values(), *figures.targets):
        state.update(repr(one).encode())
    return state.hexdigest()
