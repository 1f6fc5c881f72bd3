"""Places in files of figures in, the piece of the sheet around each out, for whoever has to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter

from report.errors import Fault, Place
from report.figures.grid import Grid
from report.figures.reading import Reading
from report.figures.sources import read_source

MOST: Final = 20  # excerpts: whoever has more faults than that mends these first
_ROWS: Final = 2  # on either side of the cell
_COLUMNS: Final = 2
_LONGEST: Final = 60  # characters of a cell that are shown
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """``marked``: the cell that all this is about."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``columns`` by their letters; each row with its number. The first column is among them, for its labels."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[ExcerptCell, ...]], ...]


def excerpts(paths: Sequence[Path], reading: Reading, places: Iterable[Place]) -> Mapping[Place, Excerpt]:
    """Of each place that is a cell in one of the files; of the first :data:`MOST`."""
    wanted = [place for place in dict.fromkeys(places) if _ADDRESS.fullmatch(place.cell)][:MOST]
    files = {reading.name(path.name): path for path in paths}
    grids: dict[tuple[str, str], Grid] = {}
    for file in dict.fromkeys(place.file for place in wanted if place.file in files):
        grids.update({(file, grid.sheet): grid for grid in _grids(files[file], file)})
    found = ((place, grids.get((place.file, place.sheet))) for place in wanted)
    return {place: _excerpt(grid, place.cell) for place, grid in found if grid}


def _grids(path: Path, file: str) -> Iterator[Grid]:
    grids = read_source(path, file)
    if not isinstance(grids, Fault):
        yield from grids


def _excerpt(grid: Grid, address: str) -> Excerpt:
    row, column = _position(address)
    last = max(grid.width, column)
    columns = sorted({1, *range(max(1, column - _COLUMNS), min(last, column + _COLUMNS) + 1)})
    rows = range(max(1, row - _ROWS), min(max(grid.height, row), row + _ROWS) + 1)
    return Excerpt(
        tuple(map(get_column_letter, columns)),
        tuple((one, tuple(_cell(grid, one, other, (row, column)) for other in columns)) for one in rows),
    )


def _position(address: str) -> tuple[int, int]:
    parsed = _ADDRESS.fullmatch(address)
    assert parsed, address  # only such are wanted
    return int(parsed[2]), column_index_from_string(parsed[1])


def _cell(grid: Grid, row: int, column: int, wanted: tuple[int, int]) -> ExcerptCell:
    """As it stands there; anywhere in a merged block what the block says."""
    text = " ".join(grid.label(row, column).text.split())
    return ExcerptCell(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", (row, column) == wanted)
