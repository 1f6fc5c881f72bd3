"""Files in, Figures out: see :func:`load`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from report.catalogue import Catalogue
from report.errors import Fault, InputFaults, Place
from report.figures.aspects import LabelReader
from report.figures.gather import gathered
from report.figures.model import Absence, Figure, Figures, Target
from report.figures.plausible import cautions
from report.figures.reading import Reading
from report.figures.sheets import read_sheet
from report.figures.slots import Reported
from report.figures.sources import read_source
from report.i18n import msg


def load(paths: Sequence[Path], catalogue: Catalogue, reading: Reading) -> Figures:
    """Every figure, absence and target in some files, each with the cell it came from.

    Raises InputFaults with every fault of all files; nothing is mended in silence. What is implausible but
    possible is a caution of the Figures.
    """
    figures, faults = load_with_faults(paths, catalogue, reading)
    if faults:
        raise InputFaults(faults)
    return figures


def load_with_faults(
    paths: Sequence[Path], catalogue: Catalogue, reading: Reading
) -> tuple[Figures, tuple[Fault, ...]]:
    """As :func:`load`, but the faults are handed back: whatever a fault concerns is not whole in the figures."""
    labels = LabelReader(catalogue)
    reported = [item for path in paths for item in _read(path, catalogue, reading, labels)]
    figures, faults = gathered(reported)
    cautious = replace(figures, cautions=(*figures.cautions, *cautions(figures, catalogue)))
    return cautious, tuple(dict.fromkeys(faults))


def _read(path: Path, catalogue: Catalogue, reading: Reading, labels: LabelReader) -> Iterator[Reported]:
    file = reading.name(path.name)
    grids = read_source(path, file)
    if isinstance(grids, Fault):
        yield grids
        return
    reported = [item for grid in grids for item in read_sheet(grid, catalogue, reading, labels)]
    yield from reported
    if not any(isinstance(item, Figure | Absence | Target | Fault) for item in reported):
        expected = msg("a table of figures: a row of headers (指标, 单位, areas, periods, measures) and rows under it")
        yield Fault(Place(file), expected, msg("none"))
