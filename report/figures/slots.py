"""A place where a figure is expected, and what becomes of it: a figure, an absence or a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.catalogue import Catalogue, Indicator, Measure, Unit
from report.errors import Caution, Fault, Place
from report.figures.grid import Cell, Grid
from report.figures.model import Absence, Figure, FigureKey, Status, Target
from report.figures.notes import Notes
from report.figures.reading import Reading
from report.figures.refused import Refused
from report.figures.units import converted, rounded, tell_unit, wanted_decimals, wanted_unit
from report.figures.values import Nothing, Value, read_value
from report.figures.vocabulary import said_of, says_sample
from report.i18n import msg

#: What reading a sheet reports, one after another.
Reported = Figure | Absence | Target | Fault | Caution

#: Measures of which a change is a difference in points.
OF_SHARES: Final = (Measure.SHARE, Measure.RATIO)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell whose row, column and title say which figure it holds.

    ``units``: each name of a unit for this value, with the units that it lists; ``default``: the table's.
    ``marks``: footnote marks on its row, column or title. ``sample``: words beside it say that it is invented.
    """

    indicator: Indicator
    key: FigureKey
    cell: Cell
    units: tuple[tuple[Unit, ...], ...] = ()
    default: tuple[Unit, ...] = ()
    marks: tuple[str, ...] = ()
    note: str = ""
    status: Status | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all slots of a sheet share."""

    grid: Grid
    notes: Notes
    reading: Reading
    catalogue: Catalogue


def settled(slot: Slot, sheet: Sheet) -> Iterator[Reported]:
    """A slot's figure, absence or fault, with a caution where it is implausible by itself."""
    place = sheet.grid.place(slot.cell)
    if sheet.grid.is_hidden(slot.cell):
        yield Absence(slot.key, place, msg("a value in a hidden row or column, which nobody sees"))
        if not slot.cell.is_blank:
            yield Caution(Place(place.file, place.sheet), msg("values in hidden rows or columns are not read"))
        return
    try:
        read = read_value(slot.cell, sheet.reading, sheet.catalogue)
        if isinstance(read, Nothing):
            status = _missing(slot.status)
            yield Absence(slot.key, place, read.found, status or read.status, read.stated or status is not None)
        elif _missing(slot.status):
            raise Refused(msg("no value beside the status {status}", status=slot.status), read.stored)
        elif slot.key.measure is Measure.GROWTH and slot.indicator.measure in OF_SHARES:
            yield Caution(place, _change_not_read(slot.indicator))
        else:
            yield from _figure(slot, read, place, sheet)
    except Refused as refused:
        yield Fault(
            place,
            msg("{expected} for {key}", expected=refused.expected, key=slot.key),
            refused.found,
            area=slot.key.area,
        )


def _change_not_read(indicator: Indicator) -> str:
    """In a column of growth a share has its change, in points or in percent as the office pleases; the product
    derives such differences itself, from the shares.
    """
    of = said_of(indicator.measure)
    return msg(
        "the change of {indicator}, a {of}, is not read: the product derives it from the {of}s",
        indicator=indicator.zh,
        of=of,
    )


def _missing(status: Status | None) -> Status | None:
    return status if status and not status.has_value else None


def _figure(slot: Slot, read: Value, place: Place, sheet: Sheet) -> Iterator[Reported]:
    wanted = wanted_unit(slot.indicator, slot.key.measure, sheet.catalogue)
    exact = _exact(slot, read, wanted)
    decimals = wanted_decimals(slot.indicator, slot.key.measure)
    if wanted.quantity == "percent" and _looks_like_fraction(exact, decimals, slot.key.measure):
        yield Caution(
            place,
            msg(
                "{key} is {exact}%: is {meant}% meant?",
                key=slot.key,
                exact=exact,
                meant=rounded(exact * 100, decimals),
            ),
        )
    marks = (*read.marks, *slot.marks)
    if "*" in marks and not sheet.notes.star_is_explained:
        yield Caution(Place(place.file, place.sheet), msg("figures are marked * and no footnote says what * means"))
    yield Figure(
        key=slot.key,
        value=rounded(exact, decimals),
        unit=wanted.key,
        decimals=decimals,
        place=place,
        stored=read.stored,
        status=slot.status or sheet.notes.status(marks) or Status.NORMAL,
        note="；".join(filter(None, (slot.note, slot.cell.comment.strip(), sheet.notes.about(marks)))),
        sample=is_sample(slot.cell, marks, sheet.notes, said=slot.sample),
    )


def _exact(slot: Slot, read: Value, wanted: Unit) -> Decimal:
    """The value in the unit in which it is to be held, not yet rounded."""
    said = (*([(read.unit,)] if read.unit else []), *slot.units)
    measure = slot.key.measure
    implied = measure in (Measure.GROWTH, Measure.RANK, Measure.COUNT)
    value = converted(read.number, tell_unit(said, slot.default, wanted, implied=implied), wanted)
    if measure in (Measure.RANK, Measure.COUNT) and value != value.to_integral_value():
        raise Refused(msg("a whole number"), read.stored)
    return value


def is_sample(cell: Cell, marks: tuple[str, ...], notes: Notes, *, said: bool) -> bool:
    """Invented: a star that a footnote explains so, or words to that effect right beside the value."""
    starred = any(mark in "*＊" for mark in marks)
    return said or says_sample(cell.comment) or (starred and notes.star_is_sample)


def _looks_like_fraction(value: Decimal, decimals: int, measure: Measure) -> bool:
    """0.65 where 65% is published, 0.082 where 8.2% is: reported, since units are not guessed from size."""
    if not 0 < abs(value) < 1:
        return False
    return measure is Measure.SHARE or value != rounded(value, decimals)
