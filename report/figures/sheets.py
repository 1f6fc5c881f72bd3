"""One sheet in; its figures, absences, targets, faults and cautions out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report.catalogue import Catalogue
from report.errors import Caution, Fault, Place, nearest
from report.figures.aspects import LabelReader
from report.figures.crosstab import Crosstab
from report.figures.delimited import is_garbled
from report.figures.grid import Grid
from report.figures.reading import Reading
from report.figures.slots import Reported, Sheet
from report.figures.tables import Cutter, Table
from report.figures.targets import is_targets, read_targets
from report.figures.titles import read_title
from report.figures.units import NO_UNIT
from report.i18n import msg


def read_sheet(grid: Grid, catalogue: Catalogue, reading: Reading, labels: LabelReader) -> Iterator[Reported]:
    """What a sheet reports, table by table.

    What is hidden is not read: staff check what they see, and a number that nobody saw must not be printed.
    A hidden sheet with a table is a caution; a value in a hidden row or column is an absence that says so,
    so that a briefing which needs it fails and names the cell. Labels and headers are read though hidden.
    """
    tables = list(Cutter(grid, labels, reading).tables())
    place = Place(grid.file, grid.sheet)
    if grid.hidden:
        if tables:
            yield Caution(place, msg("a hidden sheet is not read; it holds a table"))
        return
    if any(is_garbled(cell.text) for cell in grid.cells.values()):
        yield Caution(place, msg("some text is cut within a character or garbled"))
    for table in tables:
        yield from _table(table, Sheet(grid, table.notes, reading, catalogue), labels)
    yield from _before(grid, tables)


def _before(grid: Grid, tables: list[Table]) -> Iterator[Caution]:
    """Numbers above the first header belong to no table."""
    end = tables[0].head.row if tables else grid.height + 1
    for row in range(1, end):
        numbers = [cell for cell in grid.row(row) if cell.number is not None]
        if len(numbers) > 1:
            message = msg(
                "numbers that are not read: no row of headers (指标, 单位, areas, periods) was found above them"
            )
            yield Caution(grid.place(numbers[0]), message)
            return


def _table(table: Table, sheet: Sheet, labels: LabelReader) -> Iterator[Reported]:
    title = read_title((cell.text for cell in table.above), sheet.catalogue, labels)
    named = read_title([sheet.grid.sheet], sheet.catalogue, labels)
    title = replace(
        title,
        areas=title.areas or named.areas,
        periods=title.periods or (() if title.unclear else named.periods),
        targets=title.targets or named.targets,
    )
    if title.unknown_unit:
        known = nearest(title.unknown_unit, sheet.catalogue.unit_names)
        yield Fault(sheet.grid.place(table.above[-1]), msg("units of the catalogue"), title.unknown_unit, known)
    if is_targets(table, title):
        yield from read_targets(table, title, sheet, labels)
    elif title.targets:
        expected = msg("a column headed 目标值 in a table of targets, or a title that says 完成情况 over results")
        yield Fault(sheet.grid.place(table.head), expected, msg("neither"))
    else:
        for item in Crosstab(table, title, sheet, labels).read():
            # Where the table's own unit is unknown, that is said once, not again for each of its cells.
            if not (title.unknown_unit and isinstance(item, Fault) and item.found == NO_UNIT):
                yield item
