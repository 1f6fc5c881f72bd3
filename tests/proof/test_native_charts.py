"""Documents with native charts as the product builds them: no false alarm in any, and no changed value overlooked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from proof.test_pictures import corrected

from report import pipeline
from report.orders import House, orders_for
from report.proof.check import check
from report.proof.outgoing import Proofreader
from report.word.native import natives
from report.word.ooxml import NAMESPACES, C
from report.word.opened import Opened, open_to_read
from report.word.redraw import shown

Document = Callable[[str], Path]
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
NAMES = (
    "gongyi-2021Q1.zh",
    "gongyi-2021Q1.en",
    "gongyi-2020.zh",
    "gongyi-2020.en",
    "china-2021Q4.zh",
    "china-2021Q4.en",
)


@pytest.fixture(scope="module")
def office(house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    return replace(house, outputs=tmp_path_factory.mktemp("editable"))


@pytest.fixture(scope="module")
def editable(office: House) -> Document:
    proofreader = Proofreader(office)
    orders = orders_for(office, [], [], force=True, charts="editable")
    briefings = list(pipeline.compose(office, orders))
    for briefing in briefings:
        assert proofreader.briefing(briefing).findings == ()
    pipeline.deliver(office, briefings)
    return lambda name: office.outputs / f"{name}.docx"


def changed(path: Path, change: Callable[[Opened], object], folder: Path) -> Path:
    opened = open_to_read(path)
    change(opened)
    other = folder / "changed.docx"
    other.write_bytes(opened.to_bytes())
    return other


def without_record(opened: Opened) -> None:
    for name in [name for name in opened.parts if name.startswith("customXml/")]:
        del opened.parts[name]
    for part in [name for name in opened.parts if name.endswith(".rels")]:
        for relation in list(opened.root(part)):
            if "customXml" in relation.get("Target", ""):
                opened.root(part).remove(relation)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_with_native_charts_is_clean(name: str, editable: Document, office: House) -> None:
    assert list(natives(open_to_read(editable(name))))
    checked = check(editable(name), office)
    assert checked.findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_without_its_record_its_charts_are_clean_too(
    name: str, editable: Document, office: House, tmp_path: Path
) -> None:
    checked = check(changed(editable(name), without_record, tmp_path), office, name.partition(".")[0])
    assert [one for one in checked.findings if one.place.startswith("chart ")] == []


def figures_of(root: etree._Element) -> Iterator[etree._Element]:
    """Where a chart keeps the figures that it shows."""
    labels = [one for cache in root.iter(f"{C15}dlblRangeCache") for one in cache.iter(f"{C}v")]
    held = labels or [one for cache in root.iter(f"{C}numCache") for one in cache.iter(f"{C}v")]
    return (one for one in held if (one.text or "").strip("%-").replace(".", "").replace(",", "").isdigit())


def other(text: str) -> str:
    """The same to another value, as far from it as a slip of the hand."""
    number = Decimal(text.rstrip("%").replace(",", ""))
    return f"{number + Decimal('1.3')}{'%' if text.endswith('%') else ''}"


@pytest.mark.parametrize("name", NAMES)
def test_every_value_that_is_changed_is_told(name: str, editable: Document, office: House, tmp_path: Path) -> None:
    wrong: list[str] = []

    def change(opened: Opened) -> None:
        for one in natives(opened):
            for value in figures_of(opened.root(one.part)):
                value.text = other(value.text or "")
                wrong.append(value.text)

    checked = check(changed(editable(name), change, tmp_path), office)
    found = [one.found for one in checked.findings if one.place.startswith("chart ")]
    assert sorted(map(as_number, found)) == sorted(map(as_number, wrong))
    assert wrong


def as_number(text: str) -> Decimal:
    return Decimal(text.rstrip("%").replace(",", ""))


def test_native_charts_of_an_older_vintage_are_told(editable: Document, office: House, tmp_path: Path) -> None:
    findings = check(editable("gongyi-2021Q1.zh"), corrected(office, tmp_path), "gongyi-2021Q1").findings
    charts = [(one.kind, one.place) for one in findings if one.place.startswith("chart ")]
    assert charts == [
        ("chart", "chart 1, 巩义市, 规上工业增加值"),
        ("chart", "chart 2, 巩义市, 2021年一季度"),
        ("chart", "chart 3, 实际, 规上工业增加值增速"),
    ]


def with_picture(opened: Opened, built: Document) -> etree._Element:
    """The drawing of a picture that is nobody's chart, its part in the package."""
    opened.parts["word/media/pasted.png"] = b"\x89PNG\r\n\x1a\n" + bytes(40)
    relation = opened.relate(f"{NAMESPACES['r']}/image", "word/media/pasted.png")
    picture = next(shown(open_to_read(built("gongyi-2021Q1.zh"))))
    picture.blip.set(f"{{{NAMESPACES['r']}}}embed", relation)
    for vector in list(picture.blip):
        picture.blip.remove(vector)
    assert picture.around is not None
    return picture.around


def test_a_picture_beside_native_charts_is_the_editors_own(
    editable: Document, built: Document, office: House, tmp_path: Path
) -> None:
    def add(opened: Opened) -> None:
        first = next(natives(opened))
        assert first.around is not None
        first.around.addnext(with_picture(opened, built))

    assert check(changed(editable("gongyi-2021Q1.zh"), add, tmp_path), office).findings == ()


def test_a_picture_put_in_the_place_of_a_native_chart_is_told(
    editable: Document, built: Document, office: House, tmp_path: Path
) -> None:
    """As pictures of charts are made: cut, and pasted as a picture."""

    def paste(opened: Opened) -> None:
        first = next(natives(opened))
        assert first.around is not None
        parent = first.around.getparent()
        assert parent is not None
        parent.replace(first.around, with_picture(opened, built))

    findings = check(changed(editable("gongyi-2021Q1.zh"), paste, tmp_path), office).findings
    assert [(one.kind, one.found) for one in findings] == [
        ("chart", "a picture that is not the one drawn from the figures")
    ]
