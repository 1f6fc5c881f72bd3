"""What a native chart shows, and what its workbook holds: read from any program's XML, and told by digests."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from report.charts.model import ShownSeries
from report.foreign import UNPACKING
from report.word.archive import PART_LIMIT, SIZE_LIMIT, careful_parser
from report.word.ooxml import NAMESPACES, C

_A: Final = f"{{{NAMESPACES['a']}}}"
_C15: Final = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_POINT: Final = f"{C}pt"
_VALUE: Final = f"{C}v"
_CELL: Final = f"{_X}c"
_CELL_VALUE: Final = f"{_X}v"
_CELL_TEXT: Final = f"{_X}t"


def series_of(root: etree._Element) -> list[ShownSeries]:
    """The series of a chart, in order."""
    return [
        ShownSeries(
            " ".join(_points(series.find(f"{C}tx")).values()),
            _points(series.find(f"{C}cat")),
            _points(series.find(f"{C}val")),
            _points(next(series.iter(f"{_C15}dlblRangeCache"), None)),
        )
        for series in root.iter(f"{C}ser")
    ]


def _points(element: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for point in element.iter(_POINT) if element is not None else ():
        value = next(point.iterchildren(_VALUE), None)
        found[point.get("idx", "")] = (value.text or "") if value is not None else ""
    return found


def title_of(root: etree._Element) -> str:
    """The title of a chart, with those of its axes."""
    return " ".join(filter(None, titles(root)))


def titles(root: etree._Element) -> tuple[str, ...]:
    return tuple(words_of(title) for title in root.iter(f"{C}title"))


def words_of(title: etree._Element) -> str:
    return "".join(text.text or "" for text in title.iter(f"{_A}t"))


def data_digest(root: etree._Element) -> str:
    """Of what a chart shows: see :func:`series_digest`."""
    return series_digest(series_of(root))


def series_digest(series: Iterable[ShownSeries]) -> str:
    """Of names, categories, values and labels, as numbers where they are numbers."""
    shown = [
        (one.name, *(sorted(_even(points)) for points in (one.categories, one.values, one.labels))) for one in series
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def _even(points: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    return ((int(index), _number(text)) for index, text in points.items() if index.isdigit())


@lru_cache(maxsize=2048)
def _number(text: str) -> str:
    """A number as every program has it, whatever digits it writes; a chart and its workbook say each twice."""
    try:
        return f"{float(text) + 0:.12g}"
    except ValueError:
        return " ".join(text.split())


def cells_digest(workbook: bytes) -> str:
    """Of what the cells of a workbook hold: see :func:`held_digest`; empty for anything that is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            entries = archive.infolist()
            if len(entries) > PART_LIMIT or sum(entry.file_size for entry in entries) > SIZE_LIMIT:
                return ""
            found = [cell for name in sorted(_sheets(archive)) for cell in _cells(archive, name)]
    except (*UNPACKING, LookupError, etree.XMLSyntaxError):
        return ""
    return held_digest(found)


def held_digest(cells: Iterable[tuple[str, str]]) -> str:
    """Of cells and what they hold, as numbers where they are numbers; of cells that hold nothing but space, nothing."""
    held = [(name, shown) for name, text in cells if (shown := _number(text))]
    return hashlib.sha256(repr(held).encode()).hexdigest()


def _sheets(archive: zipfile.ZipFile) -> Iterator[str]:
    return (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))


def _cells(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = etree.fromstring(archive.read("xl/sharedStrings.xml"), careful_parser())
        shared = ["".join(text.text or "" for text in one.iter(_CELL_TEXT)) for one in strings.iter(f"{_X}si")]
    for cell in etree.fromstring(archive.read(name), careful_parser()).iter(_CELL):
        value = next(cell.iterchildren(_CELL_VALUE), None)
        text = value.text if value is not None else ""
        text = text or "".join([one.text or "" for one in cell.iter(_CELL_TEXT)])
        yield cell.get("r", ""), shared[int(text)] if text and cell.get("t") == "s" else text


def is_chart(root: etree._Element) -> bool:
    return root.tag == f"{C}chartSpace"
