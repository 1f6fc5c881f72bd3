"""The unit of a value, from everything that names one; conversion between units of a quantity, exactly.

Units are read, never guessed from the size of a number (DOMAIN 2.12).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from report.catalogue import Catalogue, Indicator, Measure, Unit
from report.figures.refused import Refused
from report.i18n import all_of, msg

#: Enough for any figure times any factor, so that conversion never rounds.
_EXACT = Context(prec=60)
#: What is found where nothing names a unit.
NO_UNIT = msg("no unit")
#: The quantities of the catalogue as it comes, as they are said.
QUANTITIES: Final[Mapping[str, str]] = {
    "money": msg("money"),
    "money per area": msg("money per area"),
    "percent": msg("percent"),
    "percentage points": msg("percentage points"),
    "count": msg("count"),
    "rank": msg("rank"),
}


def wanted_unit(indicator: Indicator, measure: Measure, catalogue: Catalogue) -> Unit:
    """The unit in which a measure of an indicator is held; a share of a level is in percent."""
    if measure is Measure.SHARE and indicator.measure is not Measure.SHARE:
        return catalogue.units["%"]
    return catalogue.units[indicator.unit_of(measure)]


def wanted_decimals(indicator: Indicator, measure: Measure) -> int:
    """The decimals at which a measure is published; a share of a level has one."""
    if measure is Measure.SHARE and indicator.measure is not Measure.SHARE:
        return 1
    return indicator.decimals_of(measure)


def tell_unit(said: Sequence[Sequence[Unit]], default: Sequence[Unit], wanted: Unit, *, implied: bool) -> Unit:
    """The unit of a value to be held in ``wanted``.

    ``said``: each name of a unit for this very value (in the cell, its row's label, its column's header),
    with the units that it lists; ``default``: those of the whole table; ``implied``: without any, it is
    ``wanted`` itself, as a growth rate is in percent. Raises Refused where units clash or there is none.
    """
    fitting = []
    for units in said:
        same = [unit for unit in units if unit.quantity == wanted.quantity]
        if not same:
            raise Refused(_expected(wanted), _named(units))
        fitting.extend(same)
    if not fitting:
        fitting = [unit for unit in default if unit.quantity == wanted.quantity]
    different = list(dict.fromkeys(fitting))
    if len(different) > 1:
        raise Refused(msg("one unit"), all_of(unit.zh for unit in different))
    if different:
        return different[0]
    if implied:
        return wanted
    raise Refused(msg("{expected}, in the header, the label or a column of units", expected=_expected(wanted)), NO_UNIT)


def _expected(wanted: Unit) -> str:
    return msg(
        "a unit of {quantity} such as {unit}", quantity=QUANTITIES.get(wanted.quantity, wanted.quantity), unit=wanted.zh
    )


def _named(units: Sequence[Unit]) -> str:
    named = "、".join(unit.zh for unit in units)
    points = any(unit.quantity == "percentage points" for unit in units)
    return msg("{named} (percent is not percentage points)", named=named) if points else named


def converted(value: Decimal, unit: Unit, wanted: Unit) -> Decimal:
    """Exactly; factors are powers of ten times whole numbers."""
    if unit.factor == wanted.factor:
        return value
    return _EXACT.divide(_EXACT.multiply(value, unit.factor), wanted.factor)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up (四舍五入), away from zero for negative values; never "-0.0"."""
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return result if result else abs(result)
