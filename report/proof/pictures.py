"""Charts in a document: pictures known by their bytes, native charts by their values, others by their description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from report.catalogue import Catalogue, Measure
from report.charts.model import ShownSeries
from report.facts.keys import FactKey
from report.i18n import msg, parts
from report.proof.judge import Book
from report.proof.lexicon import Lexicon
from report.proof.model import Labels, Line
from report.proof.tokens import tokens_of
from report.word.chart_data import series_digest, series_of, title_of
from report.word.flow import Flow
from report.word.native import Native, natives
from report.word.opened import Opened
from report.word.record import Record, RecordedChart
from report.word.redraw import Shown, shown


@dataclass(frozen=True, slots=True)
class Amiss:
    """A picture, by its number among those of the body from 0 on, that does not show the current figures."""

    picture: int
    text: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class ShownNative:
    """A native chart: where it stands, its title with those of its axes, and what it shows."""

    native: Native
    title: str
    series: tuple[ShownSeries, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn in the body of a document, ``main``, in its order: read once for all who look at it."""

    main: str
    pictures: tuple[Shown, ...]
    natives: tuple[ShownNative, ...]


def sheet_of(opened: Opened) -> Sheet:
    found = ((one, opened.root(one.part)) for one in natives(opened))
    charts = tuple(ShownNative(one, title_of(root), tuple(series_of(root))) for one, root in found)
    return Sheet(opened.main, tuple(shown(opened)), charts)


def recorded_charts(sheet: Sheet, record: Record, book: Book) -> Iterator[Amiss]:
    """Pictures in the place of recorded charts that are other pictures; recorded charts whose figures changed."""
    pictures = dict(enumerate(sheet.pictures))
    known = {digest for chart in record.charts for digest in (chart.svg, chart.png) if digest}
    strange = [number for number, one in pictures.items() if not one.digests & known]
    still_native = _still_native(sheet, record)
    for chart in record.charts:
        if chart.id in still_native:
            continue
        present = [number for number, one in pictures.items() if one.digests & {chart.svg, chart.png} - {""}]
        if not present and (chart.png or chart.native):
            alike = (number for number in strange if pictures[number].alt == chart.alt)
            other = next(alike, next(iter(strange), None))
            if other is not None:
                strange.remove(other)
                found = msg("a picture that is not the one drawn from the figures")
                yield Amiss(other, chart.alt[:60], msg("the chart {id}", id=chart.id), found)
            continue
        for number in present[:1]:
            yield from _outdated(chart, book, number)


def _still_native(sheet: Sheet, record: Record) -> set[str]:
    """The recorded charts in whose place a native chart stands, whatever it shows: values are read by themselves."""
    there = [series_digest(one.series) for one in sheet.natives]
    wanted = [chart for chart in record.charts if chart.native]
    kept = {chart.id for chart in wanted if chart.native and chart.native.data in there}
    others = len([data for data in there if data not in {one.native.data for one in wanted if one.native}])
    return kept | {chart.id for chart in [one for one in wanted if one.id not in kept][:others]}


def _outdated(chart: RecordedChart, book: Book, picture: int) -> Iterator[Amiss]:
    for point in chart.points:
        try:
            now = book.known(FactKey.parse(point.fact))
        except ValueError:
            continue
        if now is not None and now.value != Decimal(point.value):
            yield Amiss(
                picture,
                chart.alt[:60],
                book.shown(now),
                msg("drawn from {value}{unit}", value=point.value, unit=point.unit),
            )
            return


def described(sheet: Sheet, book: Book, catalogue: Catalogue, lexicon: Lexicon) -> Iterator[Amiss]:
    """Pictures whose description has a number that no figure of its indicator has."""
    values = _values(book)
    for number, picture in enumerate(sheet.pictures):
        indicator = ""
        for token in tokens_of(picture.alt, lexicon):
            if token.kind == "indicators" and len(token.value) == 1:
                indicator = token.value[0]
            elif token.kind == "number" and token.value.unit == "%" and indicator in values:
                if {token.value.value, abs(token.value.value)} & values[indicator]:
                    continue
                expected = msg("a figure of {indicator}", indicator=catalogue.indicators[indicator].zh)
                yield Amiss(number, picture.alt[:60], expected, token.text)
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


def with_charts(sheet: Sheet | None, flow: Flow | None, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a document with those of its native charts and its pictures after them; ``flow``: of its body."""
    if sheet is None or flow is None:
        return tuple(lines)
    return (*lines, *native_charts(sheet, flow), *picture_lines(sheet, flow, lines))


def picture_lines(sheet: Sheet, flow: Flow, lines: Sequence[Line]) -> Iterator[Line]:
    """The descriptions of the pictures, and where they stand: for comments, not to be read as words."""
    for number, picture in enumerate(sheet.pictures, 1):
        at = flow.index.get(picture.paragraph, -1) if picture.paragraph is not None else -1
        place = _picture(number, _before(sheet.main, lines, at), at)
        yield Line(place, picture.alt, key=(sheet.main, at), drawn="picture")


def _before(main: str, lines: Sequence[Line], paragraph: int) -> Line | None:
    """The words that stand before a picture, or beside it: a paragraph without words has no number."""
    before = [line for line in lines if line.key[0] == main and 0 <= line.key[1] <= paragraph]
    return max(before, key=lambda line: line.key[1], default=None)


def _picture(number: int, before: Line | None, paragraph: int) -> str:
    if before is None:
        return msg("picture {number}", number=number)
    if before.key[1] == paragraph:
        return msg("picture {number}, in {place}", number=number, place=before.place)
    return msg("picture {number}, after {place}", number=number, place=before.place)


def native_charts(sheet: Sheet, flow: Flow) -> Iterator[Line]:
    """The points of native charts as cells, in the order of the body: category by series, under the chart's title.

    What a title says of all its series (growth, in %, of a period) a table would say above each column. Labels that
    stand in cells are what is read; bars behind them are lengths, whose values are nobody's figures.
    """
    for number, chart in enumerate(sheet.natives, 1):
        paragraph = chart.native.paragraph
        at = flow.index.get(paragraph, -1) if paragraph is not None else -1
        from_cells = any(one.labels for one in chart.series)
        for one in chart.series:
            points = one.labels if from_cells else one.values
            head = one.name if from_cells else f"{one.name} {chart.title}"
            for category, value in _cells(one, points):
                labels = Labels(category, head, chart.title)
                yield Line(_point_place(number, one.name, category), value, labels, (sheet.main, at), drawn="chart")


@lru_cache(maxsize=1024)
def _point_place(chart: int, series: str, category: str) -> str:
    return parts(msg("chart {number}", number=chart), series, category)


def _cells(series: ShownSeries, points: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The name of each point's category, and what it shows."""
    for index, value in points.items():
        yield series.categories.get(index, ""), f"{Decimal(value):f}" if _is_decimal(value) else value


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False
