"""One model of a sheet, whatever file it came from: cells with what they hold, merged blocks, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property

from openpyxl.utils import get_column_letter

from report.errors import Place


class Kind(Enum):
    """What a cell holds."""

    BLANK = auto()
    TEXT = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    DATE = auto()
    ERROR = auto()
    UNCALCULATED = auto()  # a formula of which the file keeps no value


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``row`` and ``column`` count from 1.

    ``text`` is what it holds, in words; ``number`` is set for numbers only, at the 15 significant digits
    that a spreadsheet keeps.
    """

    row: int
    column: int
    kind: Kind = Kind.BLANK
    text: str = ""
    number: Decimal | None = None
    number_format: str = "General"
    comment: str = ""

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return self.kind is Kind.BLANK


@dataclass(frozen=True, slots=True)
class Block:
    """A merged block of cells; all bounds included."""

    top: int
    left: int
    bottom: int
    right: int

    def positions(self) -> Iterator[tuple[int, int]]:
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


def exact(number: float) -> Decimal:
    """A spreadsheet's binary float at its 15 significant digits: 0.1 + 0.2 is 0.3."""
    return Decimal(format(number, ".15g"))


def number_cell(row: int, column: int, number: float, number_format: str = "General", comment: str = "") -> Cell:
    value = exact(number)
    return Cell(row, column, Kind.NUMBER, format(value, "f"), value, number_format, comment)


@dataclass(frozen=True)
class Grid:
    """A sheet. ``cells`` holds what is not blank or has a comment; ``hidden``: the whole sheet is."""

    file: str
    sheet: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Block, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    _anchors: Mapping[tuple[int, int], Block] = field(init=False, repr=False, compare=False)
    _rows: Mapping[int, tuple[Cell, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        anchors = {position: block for block in self.merged for position in block.positions()}
        rows: dict[int, list[Cell]] = {}
        for position in sorted(self.cells):
            if not self.cells[position].is_blank:
                rows.setdefault(position[0], []).append(self.cells[position])
        object.__setattr__(self, "_anchors", anchors)
        object.__setattr__(self, "_rows", {row: tuple(cells) for row, cells in rows.items()})

    @cached_property
    def height(self) -> int:
        return max(self._rows, default=0)

    @cached_property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column)) or Cell(row, column)

    def label(self, row: int, column: int) -> Cell:
        """As :meth:`cell`, but anywhere in a merged block it is the block's content."""
        block = self._anchors.get((row, column))
        return self.cell(block.top, block.left) if block else self.cell(row, column)

    def block(self, cell: Cell) -> Block:
        """The merged block that a cell opens; a block of its own where it is not merged."""
        own = Block(cell.row, cell.column, cell.row, cell.column)
        return self._anchors.get((cell.row, cell.column), own)

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row that are not blank, from left to right."""
        return self._rows.get(row, ())

    def is_hidden(self, cell: Cell) -> bool:
        return cell.row in self.hidden_rows or cell.column in self.hidden_columns

    def place(self, cell: Cell) -> Place:
        return Place(self.file, self.sheet, cell.address)
