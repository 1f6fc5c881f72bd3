"""Corrections by chance: an edition as it was issued, and as better figures would have it.

What is made goes through the product's own stages; only the figures and the edition's particulars are other ones.
"""

from __future__ import annotations

import functools
import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

import hand_made
from hypothesis import strategies as st

from report import pipeline
from report.catalogue import Language, Measure
from report.charts.draw import draw
from report.charts.model import Chart, Picture
from report.edition import Edition
from report.errors import InputFaults
from report.figures.model import Figures
from report.narrative.model import Narrative
from report.orders import House, Order, open_house
from report.word.record import Record, content_digest, record_of
from report.word.write import write

EDITIONS = ("gongyi-2021Q1", "gongyi-2020")
_AREA = "gongyi"
_REACH = ("2021Q1", "2020Q1", "2020Q4", "2019Q4", "2020Q3")  # periods that the texts speak of

Turn = Literal["digit", "sign", "level", "double", "withdrawn", "blank", "given"]
TURNS: tuple[Turn, ...] = ("digit", "digit", "digit", "sign", "level", "double", "withdrawn", "blank")


@dataclass(frozen=True)
class Correction:
    """What becomes of some figures, by key, and of targets, by their place; ``days`` and ``issues`` later.

    ``given``: a figure that the edition had to do without. The numbers steer the new values.
    """

    figures: tuple[tuple[str, Turn, int], ...]
    targets: tuple[tuple[int, int], ...] = ()
    days: int = 0
    issues: int = 0


@dataclass(frozen=True)
class Made:
    """One document: what it says, the pictures in it, its record, and its bytes."""

    narrative: Narrative
    charts: tuple[Chart, ...]
    pictures: Mapping[str, Picture]
    record: Record
    document: bytes


def corrections(edition: str) -> st.SearchStrategy[Correction]:
    """One to five figures turned, now and then a target, the date or the number of the issue."""
    turned = st.tuples(st.sampled_from(_keys(edition)), st.sampled_from(TURNS), st.integers(1, 99))
    given = st.tuples(st.sampled_from(_absent(edition)), st.just("given"), st.integers(1, 99))
    figures = st.lists(
        st.one_of(turned, turned, turned, given), min_size=1, max_size=5, unique_by=lambda turn: turn[0]
    ).map(tuple)
    _, shipped = _shipped(edition)
    target = st.tuples(st.integers(0, len(shipped.targets) - 1), st.integers(1, 60))
    seldom = st.one_of(st.just(()), st.just(()), st.tuples(target))
    return st.builds(Correction, figures, seldom, st.sampled_from([0, 0, 0, 5]), st.sampled_from([0, 0, 0, 1]))


def base(edition: str) -> dict[Language, Made]:
    """The edition as it was issued."""
    return dict(_base(edition))


def ours(
    edition: str, correction: Correction, languages: Iterable[Language] = get_args(Language)
) -> dict[Language, Made] | None:
    """The edition with its figures corrected; None where it could not be built of them."""
    about, figures = _shipped(edition)
    try:
        return _made(_later(about, correction), corrected(figures, correction), languages)
    except InputFaults:
        return None


def corrected(figures: Figures, correction: Correction) -> Figures:
    for key, turn, seed in correction.figures:
        if turn == "blank":
            figures = hand_made.emptied(figures, key, found="…" if seed % 2 else "")
        else:
            figures = hand_made.changed(figures, {key: _value(figures, key, turn, seed)}, add=turn == "given")
    targets = list(figures.targets)
    for place, value in correction.targets:
        targets[place] = replace(targets[place], value=Decimal(value), stored=str(value))
    return replace(figures, targets=tuple(targets))


def _value(figures: Figures, key: str, turn: Turn, seed: int) -> str | None:
    if turn in ("withdrawn", "given"):
        return None if turn == "withdrawn" else str(seed)
    figure = next(figure for figure in figures if str(figure.key) == key)
    step = Decimal(1).scaleb(-figure.decimals)
    if figure.key.measure not in (Measure.GROWTH, Measure.LEVEL):
        return str((figure.value + step * seed) % 100)  # a share or a count has no sign, and a share no second hundred
    turned = {
        "digit": figure.value + step * seed,
        "sign": -figure.value - step,
        "level": Decimal(0),
        "double": abs(figure.value) + 100 + step * seed,
    }
    return str(turned[turn].quantize(step))


def _later(about: Edition, correction: Correction) -> Edition:
    date = about.date + timedelta(days=correction.days)
    return replace(about, date=date, issue=about.issue + correction.issues)


@functools.cache
def _shipped(edition: str) -> tuple[Edition, Figures]:
    return hand_made.shipped(edition)


@functools.cache
def _keys(edition: str) -> list[str]:
    """The area's own figures, and what they are compared with, of periods that the text speaks of."""
    _, figures = _shipped(edition)
    keys = [figure.key for figure in figures if str(figure.key.period) in _REACH]
    own = [str(key) for key in keys if key.area == _AREA]
    return [*own, *own, *(str(key) for key in keys if key.area in ("henan", "zhengzhou"))]


@functools.cache
def _absent(edition: str) -> list[str]:
    _, figures = _shipped(edition)
    return [str(key) for key in figures.absent if key.area == _AREA and str(key.period) in _REACH]


@functools.cache
def _base(edition: str) -> Mapping[Language, Made]:
    return _made(*_shipped(edition))


@functools.cache
def _house() -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, Path(tempfile.gettempdir()))


def _made(about: Edition, figures: Figures, languages: Iterable[Language] = get_args(Language)) -> dict[Language, Made]:
    """By the stages of the pipeline, with these figures instead of those in the edition's files."""
    house = _house()
    inputs = hashlib.sha256(repr((about.date, about.issue, figures)).encode()).hexdigest()
    orders = [_order(house, about, language, inputs) for language in about.languages if language in languages]
    prepared = pipeline.prepare(house, orders, lambda _house, _edition: figures)
    return {one.order.language: _written(house, one) for one in prepared}


def _order(house: House, about: Edition, language: Language, inputs: str) -> Order:
    return Order(about, language, house.outputs / f"{about.name}.{language}.docx", inputs, current=False)


def _written(house: House, prepared: pipeline.Prepared) -> Made:
    pictures = dict(_drawn(prepared.charts))
    drawn = [(chart, pictures[chart.id]) for chart in prepared.charts]
    record = record_of(prepared.narrative, prepared.heading, drawn)
    style = house.templates / "style.docx"
    document = write(prepared.narrative, pictures, record, prepared.properties, style)
    return Made(prepared.narrative, prepared.charts, pictures, record, document)


_DRAWN: dict[tuple[str, Language], Picture] = {}


def _drawn(charts: Iterable[Chart]) -> Iterable[tuple[str, Picture]]:
    """Each content is drawn once: drawing takes longer than all the rest."""
    for chart in charts:
        content = content_digest(chart), chart.language
        if content not in _DRAWN:
            _DRAWN[content] = draw(chart)
        yield chart.id, _DRAWN[content]
