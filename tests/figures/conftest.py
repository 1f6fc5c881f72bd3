"""Workbooks and text files as offices send them, made on the spot, and read as the product reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import Workbook

from report import catalogue as catalogues
from report import periods
from report.catalogue import Catalogue
from report.errors import InputFaults
from report.figures.load import load
from report.figures.model import Absence, Figure, FigureKey, Figures
from report.figures.reading import Meaning, Reading

ROOT = Path(__file__).parents[2]
Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return catalogues.load(ROOT / "inputs" / "catalogue.toml")


class Office:
    """Makes files and reads them; ``values`` and ``faults`` say what came of it in few words."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue

    def workbook(
        self,
        rows: Rows,
        *,
        sheet: str = "主要指标",
        name: str = "figures.xlsx",
        change: Callable[..., None] | None = None,
    ) -> Path:
        """An .xlsx with one sheet of rows; ``change`` gets the sheet before it is saved."""
        book = Workbook()
        page = book.worksheets[0]
        page.title = sheet
        for row in rows:
            page.append(list(row))
        if change:
            change(page)
        path = self.folder / name
        book.save(path)
        return path

    def text(self, text: str, *, encoding: str = "utf-8", name: str = "figures.csv") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def load(
        self,
        *paths: Path,
        area: str = "gongyi",
        period: str = "2021Q1",
        marks: Mapping[str, Meaning] = MappingProxyType({}),
    ) -> Figures:
        return load(paths, self.catalogue, Reading(area, periods.parse_key(period), marks, "gongyi-2021Q1"))

    def rows(self, rows: Rows, change: Callable[..., None] | None = None, **how: object) -> Figures:
        """The figures of a workbook of these rows."""
        return self.load(self.workbook(rows, change=change), **how)  # type: ignore[arg-type]

    def values(self, rows: Rows, change: Callable[..., None] | None = None, **how: object) -> dict[str, Decimal]:
        return values(self.rows(rows, change, **how))

    def faults(self, rows: Rows, change: Callable[..., None] | None = None, **how: object) -> list[str]:
        """What is said of a workbook that cannot be used."""
        return self.refused(self.workbook(rows, change=change), **how)

    def refused(self, *paths: Path, **how: object) -> list[str]:
        with pytest.raises(InputFaults) as refusal:
            self.load(*paths, **how)  # type: ignore[arg-type]
        return [str(fault) for fault in refusal.value.faults]


def values(figures: Figures) -> dict[str, Decimal]:
    return {str(key): figure.value for key, figure in figures.figures.items()}


@pytest.fixture
def office(tmp_path: Path, catalogue: Catalogue) -> Office:
    return Office(tmp_path, catalogue)


@pytest.fixture
def values_of() -> Callable[[Figures], dict[str, Decimal]]:
    return values


@pytest.fixture
def figure() -> Callable[[Figures, str], Figure]:
    return lambda figures, key: figures.figures[FigureKey.parse(key)]


@pytest.fixture
def absence() -> Callable[[Figures, str], Absence]:
    return lambda figures, key: figures.absent[FigureKey.parse(key)]
