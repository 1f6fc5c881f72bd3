"""Charts in a document: pictures known by their bytes, native charts by their values, others by their description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree

from report.catalogue import Catalogue, Measure
from report.facts.keys import FactKey
from report.proof.judge import Book
from report.proof.lexicon import Lexicon
from report.proof.model import Labels, Line
from report.proof.tokens import tokens_of
from report.word.flow import paragraphs
from report.word.opened import Opened
from report.word.record import Record, RecordedChart
from report.word.redraw import Shown, shown

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Amiss:
    """A picture in paragraph ``paragraph`` of the body (-1: not there) that does not show the current figures."""

    paragraph: int
    text: str
    expected: str
    found: str


def recorded_charts(opened: Opened, record: Record, book: Book) -> Iterator[Amiss]:
    """Pictures in the place of recorded charts that are other pictures; recorded charts whose figures changed."""
    pictures = list(shown(opened))
    order = {paragraph: number for number, paragraph in enumerate(paragraphs(opened.body))}
    known = {digest for chart in record.charts for digest in (chart.svg, chart.png) if digest}
    strange = [one for one in pictures if not one.digests & known]
    for chart in record.charts:
        present = [one for one in pictures if one.digests & {chart.svg, chart.png} - {""}]
        if not present and chart.png:
            other = next((one for one in strange if one.alt == chart.alt), None) or next(iter(strange), None)
            if other is not None:
                strange.remove(other)
                found = "a picture that is not the one drawn from the figures"
                yield Amiss(_place(other, order), chart.alt[:60], f"the chart {chart.id}", found)
            continue
        for one in present[:1]:
            yield from _outdated(chart, book, _place(one, order))


def _place(picture: Shown, order: dict[etree._Element, int]) -> int:
    paragraph = picture.paragraph
    return order.get(paragraph, -1) if paragraph is not None else -1


def _outdated(chart: RecordedChart, book: Book, paragraph: int) -> Iterator[Amiss]:
    for point in chart.points:
        try:
            now = book.known(FactKey.parse(point.fact))
        except ValueError:
            continue
        if now is not None and now.value != Decimal(point.value):
            yield Amiss(paragraph, chart.alt[:60], book.shown(now), f"drawn from {point.value}{point.unit}")
            return


def described(opened: Opened, book: Book, catalogue: Catalogue, lexicon: Lexicon) -> Iterator[Amiss]:
    """Pictures whose description has a number that no figure of its indicator has."""
    order = {paragraph: number for number, paragraph in enumerate(paragraphs(opened.body))}
    values = _values(book)
    for picture in shown(opened):
        indicator = ""
        for token in tokens_of(picture.alt, lexicon):
            if token.kind == "indicators" and len(token.value) == 1:
                indicator = token.value[0]
            elif token.kind == "number" and token.value.unit == "%" and indicator in values:
                if {token.value.value, abs(token.value.value)} & values[indicator]:
                    continue
                expected = f"a figure of {catalogue.indicators[indicator].zh}"
                yield Amiss(_place(picture, order), picture.alt[:60], expected, token.text)
                break


def _values(book: Book) -> dict[str, set[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for figure in book.facts.figures:
        if figure.key.measure in (Measure.GROWTH, Measure.SHARE, Measure.RATIO):
            found.setdefault(figure.key.indicator, set()).update((figure.value, abs(figure.value)))
    for target in book.facts.figures.targets:
        if target.indicator in found:
            found[target.indicator].add(target.value)
    return found


def native_charts(opened: Opened) -> Iterator[Line]:
    """The points of native charts as cells: category by series, under the chart's title."""
    number = 0
    for name in sorted(opened.parts):
        if not name.startswith("word/charts/chart") or not name.endswith(".xml"):
            continue
        number += 1
        root = opened.root(name)
        title = "".join(text.text or "" for text in root.iterfind(f".//{_C}title//{_A}t"))
        for series in root.iter(f"{_C}ser"):
            yield from _series(series, title, number)


def _series(series: etree._Element, title: str, number: int) -> Iterator[Line]:
    name = " ".join(_points(series.find(f"{_C}tx")).values())
    categories = _points(series.find(f"{_C}cat"))
    for index, value in _points(series.find(f"{_C}val")).items():
        category = categories.get(index, "")
        text = f"{Decimal(value):f}" if _is_decimal(value) else value
        yield Line(f"chart {number}, {name}, {category}".rstrip(", "), text, Labels(category, name, title))


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False


def _points(element: etree._Element | None) -> dict[str, str]:
    if element is None:
        return {}
    found = {}
    for point in element.iter(f"{_C}pt"):
        value = point.find(f"{_C}v")
        found[point.get("idx", "")] = (value.text or "") if value is not None else ""
    return found
