"""Files in, Figures out: see :func:`load`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from report.catalogue import Catalogue
from report.errors import Fault, InputFaults
from report.figures.aspects import LabelReader
from report.figures.gather import gathered
from report.figures.model import Figures
from report.figures.reading import Reading
from report.figures.sheets import read_sheet
from report.figures.slots import Reported
from report.figures.sources import read_source


def load(paths: Sequence[Path], catalogue: Catalogue, reading: Reading) -> Figures:
    """Every figure, absence and target in some files, each with the cell it came from.

    Raises InputFaults with every fault of all files; nothing is mended in silence. What is implausible but
    possible is a caution of the Figures.
    """
    labels = LabelReader(catalogue)
    reported = [item for path in paths for item in _read(path, catalogue, reading, labels)]
    figures, faults = gathered(reported)
    if faults:
        raise InputFaults(faults)
    return figures


def _read(path: Path, catalogue: Catalogue, reading: Reading, labels: LabelReader) -> Iterator[Reported]:
    grids = read_source(path, reading.name(path.name))
    if isinstance(grids, Fault):
        yield grids
        return
    for grid in grids:
        yield from read_sheet(grid, catalogue, reading, labels)
