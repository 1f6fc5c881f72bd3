"""The workbook behind a chart: a table in, the bytes of an .xlsx out, in the least that spreadsheets ask for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from report.charts.native.table import GENERAL, SHEET, Cell, Column, Table, letter, printed
from report.charts.native.xml import DECLARATION, NOTHING, Xml, el, in_text

_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can say
_WIDEST: Final = 40  # characters
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OWN_FORMATS: Final = 164  # numbers below are Excel's own


def workbook(table: Table) -> bytes:
    """The same table gives the same bytes; they are not packed, but by the document that they travel in."""
    formats = tuple(dict.fromkeys([GENERAL, *(cell.format for column in table.columns for cell in column.cells)]))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _book(),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": _sheet(table, formats),
        "xl/styles.xml": _styles(formats),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 0
            archive.writestr(entry, f"{DECLARATION}{content}")
    return written.getvalue()


@lru_cache(maxsize=4)
def _types() -> Xml:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    parts = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
    made = [el("Default", Extension=ending, ContentType=kind) for ending, kind in defaults.items()]
    made += [
        el("Override", PartName=f"/xl/{name}.xml", ContentType=f"{_KIND}.{kind}+xml") for name, kind in parts.items()
    ]
    return el("Types", *made, xmlns=_TYPES)


@lru_cache(maxsize=4)
def _relations(*targets: tuple[str, str]) -> Xml:
    made = (
        el("Relationship", Id=f"rId{number}", Type=f"{_OFFICE}/{kind}", Target=target)
        for number, (kind, target) in enumerate(targets, 1)
    )
    return el("Relationships", *made, xmlns=_RELATIONS)


@lru_cache(maxsize=4)
def _book() -> Xml:
    sheet = el("sheet", name=SHEET, sheetId="1", **{"r:id": "rId1"})
    return el("workbook", el("sheets", sheet), xmlns=_MAIN, **{"xmlns:r": _OFFICE})


@lru_cache(maxsize=64)
def _styles(formats: tuple[str, ...]) -> Xml:
    """A style for each format, in their order; the first is the general one."""
    own = [
        el("numFmt", numFmtId=str(_OWN_FORMATS + index), formatCode=code) for index, code in enumerate(formats) if index
    ]
    numbers = el("numFmts", *own, count=str(len(own))) if own else NOTHING
    font = el("font", el("sz", val="11"), el("name", val="Calibri"))
    fills = [el("fill", el("patternFill", patternType=kind)) for kind in ("none", "gray125")]
    border = el("border", *(el(side) for side in ("left", "right", "top", "bottom", "diagonal")))
    plain = {"fontId": "0", "fillId": "0", "borderId": "0"}
    looks = [
        el("xf", numFmtId=str(_OWN_FORMATS + index if index else 0), **plain, xfId="0", applyNumberFormat="1")
        for index, _ in enumerate(formats)
    ]
    return el(
        "styleSheet",
        numbers,
        el("fonts", font, count="1"),
        el("fills", *fills, count="2"),
        el("borders", border, count="1"),
        el("cellStyleXfs", el("xf", numFmtId="0", **plain), count="1"),
        el("cellXfs", *looks, count=str(len(looks))),
        el("cellStyles", el("cellStyle", name="Normal", xfId="0", builtinId="0"), count="1"),
        xmlns=_MAIN,
    )


def _sheet(table: Table, formats: Sequence[str]) -> Xml:
    styles = {code: str(index) for index, code in enumerate(formats)}
    widths = [
        el("col", min=str(at), max=str(at), width=str(_width(column)), customWidth="1")
        for at, column in enumerate(table.columns, 1)
    ]
    rows = [el("row", *_cells(cells, number, styles), r=str(number)) for number, cells in enumerate(table.rows(), 1)]
    return el("worksheet", el("cols", *widths), el("sheetData", *rows), xmlns=_MAIN)


def _width(column: Column) -> int:
    texts = (column.head, *(printed(cell.value) or "" for cell in column.cells))
    return min(_WIDEST, 2 + max(sum(2 if ord(one) >= 0x2E80 else 1 for one in text) for text in texts))


def _cells(cells: Sequence[Cell], row: int, styles: dict[str, str]) -> Iterator[Xml]:
    for column, cell in enumerate(cells):
        place = f'r="{letter(column)}{row}" s="{styles[cell.format]}"'
        formula = f"<f>{in_text(cell.formula.removeprefix('='))}</f>" if cell.formula else ""
        if isinstance(cell.value, Decimal):
            yield Xml(f"<c {place}>{formula}<v>{cell.value:f}</v></c>")
        elif cell.value is not None and cell.formula:
            yield Xml(f'<c {place} t="str">{formula}<v>{in_text(cell.value)}</v></c>')
        elif cell.value is not None:
            text = f'<t xml:space="preserve">{in_text(cell.value)}</t>'
            yield Xml(f'<c {place} t="inlineStr"><is>{text}</is></c>')
