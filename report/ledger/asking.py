"""What a person asks for by name: an indicator, an area, a period; a name that is none is a fault with the nearest."""

from __future__ import annotations

from dataclasses import dataclass

from report import periods
from report.catalogue import Catalogue
from report.errors import Fault, InputFaults, Place, nearest
from report.i18n import msg


@dataclass(frozen=True, slots=True)
class Question:
    """Keys; empty: whatever it is."""

    indicator: str
    area: str = ""
    period: str = ""


def question(catalogue: Catalogue, indicator: str, area: str = "", period: str = "") -> Question:
    """Keys or names, in Chinese or English; raises InputFaults with every name that is not known."""
    found = catalogue.find_indicator(indicator)
    where = catalogue.find_area(area) if area else None
    when = _period(period) if period else None
    faults = []
    if found is None:
        names = [*catalogue.indicators, *catalogue.indicator_names]
        faults.append(
            _unknown("INDICATOR", msg("the key or a name of an indicator"), indicator, nearest(indicator, names))
        )
    if area and where is None:
        names = [*catalogue.areas, *catalogue.area_names]
        faults.append(_unknown("--area", msg("the key or a name of an area"), area, nearest(area, names)))
    if period and when is None:
        faults.append(_unknown("--period", msg("a period such as 2021Q1, 2020 or 2021年上半年"), period, ()))
    if found is None or faults:
        raise InputFaults(faults)
    return Question(found.key, where.key if where else "", str(when) if when else "")


def _period(text: str) -> periods.Period | None:
    try:
        return periods.parse_key(text)
    except ValueError:
        return periods.parse_spoken(text)


def _unknown(option: str, expected: str, found: str, near: tuple[str, ...]) -> Fault:
    return Fault(Place(option), expected, found, near)
