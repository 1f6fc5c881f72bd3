"""A .parquet file as a grid: its columns' names are the first row, and cells are addressed as a spreadsheet shows them.

Needs pyarrow (the extra ``parquet``), which is imported only where such a file is read.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from report.figures.grid import Cell, Grid, Kind, number_cell
from report.figures.refused import Refused
from report.i18n import msg


def read_parquet(content: bytes, file: str) -> Grid:
    """The one table of a .parquet. Raises Refused where it is none, or pyarrow is not installed."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        expected = msg('the package pyarrow, to read it (python -m pip install "briefing-generator[parquet]")')
        raise Refused(expected, msg("none")) from error
    try:
        table = parquet.read_table(io.BytesIO(content))
        columns = [values.to_pylist() for values in table.columns]
    except (ArrowException, OSError, ValueError) as error:
        raise Refused(
            msg("a .parquet file"), msg("one that is broken ({error})", error=" ".join(str(error).split())[:80])
        ) from error
    cells = {(1, column): Cell(1, column, Kind.TEXT, name) for column, name in enumerate(table.column_names, 1)}
    for column, values in enumerate(columns, 1):
        cells.update(((cell.row, column), cell) for cell in _cells(column, values))
    return Grid(file, "", cells)


def _cells(column: int, values: Sequence[Any]) -> Iterator[Cell]:
    for row, value in enumerate(values, 2):
        if value is not None and value == value and (not isinstance(value, str) or value.strip()):  # NaN: no value
            yield _cell(row, column, value)


def _cell(row: int, column: int, value: Any) -> Cell:
    match value:
        case bool():
            return Cell(row, column, Kind.BOOLEAN, str(value))
        case float() if math.isinf(value):
            return Cell(row, column, Kind.ERROR, str(value))
        case int() | float():
            return number_cell(row, column, value)
        case Decimal():
            return Cell(row, column, Kind.NUMBER, format(value, "f"), value)
        case datetime.date():
            return Cell(row, column, Kind.DATE, value.isoformat())
        case _:
            return Cell(row, column, Kind.TEXT, str(value))
