"""One sheet in; its figures, absences, targets, faults and cautions out."""

from __future__ import annotations

from collections.abc import Iterator

from report.catalogue import Catalogue
from report.figures.aspects import LabelReader
from report.figures.crosstab import Crosstab
from report.figures.grid import Grid
from report.figures.reading import Reading
from report.figures.slots import Reported, Sheet
from report.figures.tables import Cutter, Table
from report.figures.titles import read_title


def read_sheet(grid: Grid, catalogue: Catalogue, reading: Reading, labels: LabelReader) -> Iterator[Reported]:
    """What a sheet reports, table by table."""
    for table in Cutter(grid, labels, reading).tables():
        yield from _table(table, Sheet(grid, table.notes, reading, catalogue), labels)


def _table(table: Table, sheet: Sheet, labels: LabelReader) -> Iterator[Reported]:
    title = read_title((cell.text for cell in table.above), sheet.catalogue, labels)
    yield from Crosstab(table, title, sheet, labels).read()
