"""Native charts in a document: found, known again by their data, and given new data in their place.

Word, WPS and LibreOffice write a chart anew when they save, under another name; its data are what stays.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from report.charts.model import NativeChart
from report.word.archive import careful_parser
from report.word.chart_data import cells_digest, data_digest, series_of, words_of
from report.word.ooxml import NAMESPACES, C, W, qualified
from report.word.opened import CHART_PART, SHAPES_PART, WORKBOOK_PART, Opened
from report.word.pictures import CHART, SHAPES, SHAPES_RELATION, WORKBOOK, WORKBOOK_RELATION
from report.word.record import RecordedNative

_A: Final = f"{{{NAMESPACES['a']}}}"
_C15: Final = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_ID: Final = qualified("r:id")
_AROUND: Final = (qualified("wp:inline"), qualified("wp:anchor"))
_GONE: Final = (W + "del", W + "moveFrom", qualified("mc:Fallback"))


@dataclass(frozen=True, slots=True)
class Native:
    """A native chart in the body: what refers to it, and the part that it is in."""

    reference: etree._Element
    part: str

    @property
    def around(self) -> etree._Element | None:
        return next(self.reference.iterancestors(*_AROUND), None)

    @property
    def paragraph(self) -> etree._Element | None:
        return next(self.reference.iterancestors(W + "p"), None)


def natives(opened: Opened) -> Iterator[Native]:
    """The native charts of the body that nobody has deleted."""
    parts = {one.id: one.target for one in opened.relations(opened.main) if not one.external}
    for reference in opened.body.iter(f"{C}chart"):
        part = parts.get(reference.get(_ID, ""), "")
        if part in opened.parts and next(reference.iterancestors(*_GONE), None) is None:
            yield Native(reference, part)


def is_as_generated(opened: Opened, native: Native, known: RecordedNative) -> bool:
    """Whether a chart still has the data that it was made with; its looks are its editor's affair.

    Programs that know no workbooks within a document leave it out: then what the chart shows is all there is.
    """
    if data_digest(opened.root(native.part)) != known.data:
        return False
    workbook = _related(opened, native.part, WORKBOOK_PART)
    return workbook is None or cells_digest(opened.parts[workbook]) == known.cells


def _related(opened: Opened, part: str, kind: str) -> str | None:
    found = (one.target for one in opened.relations(part) if one.type == kind and not one.external)
    return next((target for target in found if target in opened.parts), None)


def redraw_native(opened: Opened, old: Native, known: RecordedNative, chart: NativeChart) -> None:
    """New data in the chart as it has been edited, where series, categories and gaps are as many; else all anew.

    ``known``: what it was made as. Place and width stay.
    """
    fresh = etree.fromstring(chart.chart, careful_parser())
    root = opened.root(old.part)
    if _form(root) == _form(fresh):
        _renew(root, fresh, known.titles)
        _renew_workbook(opened, old.part, root, chart.workbook)
    else:
        _replace(opened, old, chart)
    around = old.around
    properties = None if around is None else around.find(qualified("wp:docPr"))
    if properties is not None:
        properties.set("descr", chart.alt)


def _form(root: etree._Element) -> list[tuple[list[str], list[str], list[str]]]:
    return [tuple(sorted(points) for points in (one.categories, one.values, one.labels)) for one in series_of(root)]  # type: ignore[misc]


def _renew(root: etree._Element, fresh: etree._Element, titles_then: Sequence[str]) -> None:
    for old, new in zip(root.iter(f"{C}ser"), fresh.iter(f"{C}ser"), strict=True):
        for name in ("tx", "cat", "val"):
            _exchange(old, new, f"{C}{name}")
        _exchange(old, new, f"{_C15}datalabelsRange")
        _renew_labels(old, new)
    for old, new in zip(root.iter(f"{C}valAx"), fresh.iter(f"{C}valAx"), strict=False):
        for name in (f"{C}min", f"{C}max", f"{C}majorUnit"):
            _exchange_value(old, new, name)
    for then, title in zip(titles_then, fresh.iter(f"{C}title"), strict=True):
        for theirs in root.iter(f"{C}title"):
            if words_of(theirs) == then:
                _say(theirs, words_of(title))


def _exchange(old: etree._Element, new: etree._Element, name: str) -> None:
    before, after = next(old.iter(name), None), next(new.iter(name), None)
    parent = None if before is None else before.getparent()
    if before is not None and after is not None and parent is not None:
        parent.replace(before, copy.deepcopy(after))


def _exchange_value(old: etree._Element, new: etree._Element, name: str) -> None:
    """Where an axis ends follows the data; where both say it, it is said anew."""
    before, after = next(old.iter(name), None), next(new.iter(name), None)
    if before is not None and after is not None:
        before.set("val", after.get("val", ""))


def _say(element: etree._Element, text: str) -> None:
    """In the look of its first words."""
    runs = list(element.iter(f"{_A}t"))
    for run in runs[1:]:
        run.text = ""
    if runs:
        runs[0].text = text


def _renew_labels(old: etree._Element, new: etree._Element) -> None:
    theirs, ours = old.find(f"{C}dLbls"), new.find(f"{C}dLbls")
    if theirs is None or ours is None:
        return
    _exchange_format(theirs, ours)
    there = {_index(label): label for label in theirs.iterchildren(f"{C}dLbl")}
    wanted = {_index(label): label for label in ours.iterchildren(f"{C}dLbl")}
    for index, label in there.items():
        made = wanted.get(index)
        texts = label.find(f"{C}tx")
        if made is not None:
            _exchange_format(label, made)
        if texts is not None and made is not None and made.find(f"{C}tx") is not None:
            _say(texts, words_of(made))
        elif texts is not None:
            theirs.remove(label)
    for index in sorted(wanted.keys() - there.keys()):
        later = (label for label in theirs.iterchildren(f"{C}dLbl") if _index(label) > index)
        before = next(later, None)
        place = len(list(theirs.iterchildren(f"{C}dLbl"))) if before is None else theirs.index(before)
        theirs.insert(place, copy.deepcopy(wanted[index]))


def _exchange_format(old: etree._Element, new: etree._Element) -> None:
    before, after = old.find(f"{C}numFmt"), new.find(f"{C}numFmt")
    if before is not None and after is not None:
        before.set("formatCode", after.get("formatCode", ""))


def _index(label: etree._Element) -> int:
    index = label.find(f"{C}idx")
    return int(index.get("val", "0")) if index is not None else 0


def _renew_workbook(opened: Opened, part: str, root: etree._Element, workbook: bytes) -> None:
    there = _related(opened, part, WORKBOOK_PART)
    if there is not None:
        opened.parts[there] = workbook
        return
    relation = opened.relate(WORKBOOK_PART, opened.add("word/embeddings/chart", "xlsx", WORKBOOK, workbook), part)
    for lost in root.findall(f"{C}externalData"):
        root.remove(lost)
    made = etree.Element(f"{C}externalData", {_ID: relation})
    etree.SubElement(made, f"{C}autoUpdate", {"val": "0"})
    after = [f"{C}{name}" for name in ("printSettings", "userShapes", "extLst")]
    later = next((child for child in root if child.tag in after), None)
    if later is None:
        root.append(made)
    else:
        later.addprevious(made)


def _replace(opened: Opened, old: Native, chart: NativeChart) -> None:
    old.reference.set(_ID, opened.relate(CHART_PART, add_chart(opened, chart)))
    extents = [] if old.around is None else list(old.around.iter(qualified("wp:extent")))
    for extent in extents:
        width = int(extent.get("cx", "0"))
        extent.set("cy", str(round(width * chart.height_mm / chart.width_mm)))


def add_chart(opened: Opened, chart: NativeChart) -> str:
    """The name of a new part with a native chart, beside its workbook and what is drawn over it."""
    part = opened.add("word/charts/chart", "xml", CHART, chart.chart)
    workbook = opened.add("word/embeddings/chart", "xlsx", WORKBOOK, chart.workbook)
    opened.relate(WORKBOOK_PART, workbook, part, WORKBOOK_RELATION)
    if chart.shapes:
        shapes = opened.add("word/drawings/drawing", "xml", SHAPES, chart.shapes)
        opened.relate(SHAPES_PART, shapes, part, SHAPES_RELATION)
    return part
