"""The form of the next period: the last edition's figures in, a form with what is already known out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from report.catalogue import Catalogue, Measure
from report.errors import Place
from report.figures.form_model import NOT_PUBLISHED, Entry, Foot, Form, Row, Series, TargetLine
from report.figures.model import FigureKey, Figures, Target
from report.periods import Period

HISTORY = 5  # periods before the new one: enough for the same period of last year and its trend
_FILLING = f"请填写空白单元格；未公布或不适用的填“{NOT_PUBLISHED}”，不填零。"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures are asked for: an area (key) for a period, beside the areas that it is compared with."""

    area: str
    period: Period
    compare_with: tuple[str, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        return (self.area, *self.compare_with)


def next_form(last: Figures, last_period: Period, asked: Asked, made: date, catalogue: Catalogue) -> Form:
    """The form for ``asked``, which asks again for what ``last`` held for ``last_period``.

    The new period's cells are empty, except that what was not published the last time is so marked again;
    the history and, within the same year, the targets are filled in as ``last`` has them.
    """
    rows = tuple(_rows(last, last_period, asked, catalogue))
    periods = tuple(_before(asked.period))
    history = tuple(_history(last, periods, asked, catalogue))
    return Form(
        area=asked.area,
        period=asked.period,
        compare_with=asked.compare_with,
        rows=rows,
        date=made,
        entries=dict([*_unpublished(last, last_period, asked, rows), *_known(last, history, periods)]),
        targets=tuple(_targets(last.targets, asked)),
        history=history,
        periods=periods,
        main_foot=Foot((_FILLING,)),
        targets_foot=Foot((_FILLING,)),
    )


def _rows(last: Figures, period: Period, asked: Asked, catalogue: Catalogue) -> Iterator[Row]:
    """The indicators in the order in which the last workbook had them."""
    measures: dict[str, set[Measure]] = {}
    for key in sorted(_at(last, period, asked.areas), key=lambda key: _line(_place(last, key))):
        measures.setdefault(key.indicator, set()).update(set() if _is_unpublished(last, key) else {key.measure})
    whole = ""
    for name, published in measures.items():
        of_which = catalogue.indicators[name].part_of == whole
        whole = whole if of_which else name
        slots = (catalogue.indicators[name].measure, Measure.GROWTH)
        yield Row(name, tuple(slot for slot in slots if slot in published), of_which)


def _at(figures: Figures, period: Period, areas: Iterable[str]) -> Iterator[FigureKey]:
    for key in (*figures.figures, *figures.absent):
        if key.period == period and key.area in areas:
            yield key


def _place(figures: Figures, key: FigureKey) -> Place:
    return figures.figures[key].place if key in figures.figures else figures.absent[key].place


def _line(place: Place) -> tuple[str, str, int]:
    """Where a line of a table stands, so that lines can be put in order again."""
    digits = re.search(r"\d+", place.cell)
    return place.file, place.sheet, int(digits.group()) if digits else place.line


def _is_unpublished(figures: Figures, key: FigureKey) -> bool:
    return key in figures.absent and NOT_PUBLISHED in figures.absent[key].found


def _unpublished(
    last: Figures, last_period: Period, asked: Asked, rows: Iterable[Row]
) -> Iterator[tuple[FigureKey, Entry]]:
    for row in rows:
        for area in asked.areas:
            for measure in row.measures:
                if _is_unpublished(last, FigureKey(row.indicator, measure, area, last_period)):
                    yield FigureKey(row.indicator, measure, area, asked.period), Entry(None, mark=NOT_PUBLISHED)


def _before(period: Period) -> list[Period]:
    """The cumulative quarters before a period, oldest first."""
    periods = [period.last_period()]
    while len(periods) < HISTORY:
        periods.insert(0, periods[0].last_period())
    return periods


def _history(last: Figures, periods: tuple[Period, ...], asked: Asked, catalogue: Catalogue) -> Iterator[Series]:
    """Every measure that has a value in one of the periods, in the catalogue's order."""
    there = {(key.indicator, key.measure, key.area) for period in periods for key in _valued(last, period, asked)}
    for indicator in catalogue.indicators.values():
        for measure in (indicator.measure, Measure.GROWTH):
            for area in asked.areas:
                if (indicator.key, measure, area) in there:
                    yield Series(indicator.key, measure, area)


def _valued(figures: Figures, period: Period, asked: Asked) -> Iterator[FigureKey]:
    return (key for key in _at(figures, period, asked.areas) if key in figures.figures)


def _known(last: Figures, history: Iterable[Series], periods: tuple[Period, ...]) -> Iterator[tuple[FigureKey, Entry]]:
    for series in history:
        for period in periods:
            key = FigureKey(series.indicator, series.measure, series.area, period)
            if figure := last.figures.get(key):
                yield key, Entry(figure.value, figure.sample)
            elif _is_unpublished(last, key):
                yield key, Entry(None, mark=NOT_PUBLISHED)


def _targets(targets: Iterable[Target], asked: Asked) -> Iterator[TargetLine]:
    """The year's targets; where they are still those of another year, the same lines without their values."""
    own = [target for target in targets if target.area == asked.area]
    known = [target for target in own if target.year == asked.period.year]
    for target in known or own:
        value = target.value if known else None
        year, sample = asked.period.year, bool(known) and target.sample
        yield TargetLine(target.indicator, target.measure, year, target.bound, target.theme, value, sample)
