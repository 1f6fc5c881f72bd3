"""What is possible but hardly true: reported as cautions, never "corrected".

Figures are compared as they are published, so every comparison allows for rounding: half a unit of the last
decimal for each figure taken (DOMAIN 2.9 counts a whole one for each part).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from report.catalogue import Catalogue, Indicator, Measure
from report.errors import Caution
from report.figures.model import Figure, FigureKey, Figures
from report.i18n import msg
from report.periods import Period

#: What the three industries' value added adds up to is GDP; other parts need not be all of their whole.
_COMPLETE: Final = {"gdp": ("primary", "secondary", "tertiary")}
#: Growth as it is published against growth of the published levels: the base is often revised a little.
_REVISION: Final = Decimal("0.5")


def cautions(figures: Figures, catalogue: Catalogue) -> Iterator[Caution]:
    """Every implausibility among figures, with the cell to look at first."""
    for figure in figures:
        indicator = catalogue.indicators[figure.key.indicator]
        for check in _CHECKS:
            message = check(figure, indicator, figures)
            if message:
                yield Caution(
                    figure.place,
                    msg(
                        "{key} is {value}{unit}, {message}",
                        key=figure.key,
                        value=figure.value,
                        unit=figure.unit,
                        message=message,
                    ),
                )


def _share_out_of_bounds(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    if figure.key.measure is Measure.SHARE and not 0 <= figure.value <= 100:
        return msg("and a share lies between 0 and 100%")
    return ""


def _rank_below_one(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    return msg("and ranks begin at 1") if figure.key.measure is Measure.RANK and figure.value < 1 else ""


def _part_above_whole(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    whole = _level(figures, figure.key, indicator.part_of)
    if figure.key.measure is not Measure.LEVEL or whole is None or figure.value <= whole.value + _unit(figure):
        return ""
    return msg(
        "more than the whole that it is part of ({key} is {value}, {place})",
        key=whole.key,
        value=whole.value,
        place=whole.place,
    )


def _parts_beside_whole(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    """DOMAIN 2.9: the tolerance is the rounding unit times the number of parts."""
    names = _COMPLETE.get(indicator.key, ())
    parts = [part for name in names if (part := _level(figures, figure.key, name))]
    if figure.key.measure is not Measure.LEVEL or not names or len(parts) < len(names):
        return ""
    total = sum((part.value for part in parts), Decimal(0))
    if abs(total - figure.value) <= _unit(figure) * len(parts):
        return ""
    return msg("but its parts make {sum} = {total}", sum=" + ".join(str(part.value) for part in parts), total=total)


def _ratio_beside_its_terms(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    """A share such as industrial tax in all tax, against the two levels, each known to half its last decimal."""
    if not indicator.ratio_of or figure.key.measure is not indicator.measure:
        return ""
    part, whole = (_level(figures, figure.key, name) for name in indicator.ratio_of)
    if not part or not whole or whole.value <= _unit(whole):
        return ""
    lowest = (part.value - _unit(part) / 2) / (whole.value + _unit(whole) / 2) * 100
    highest = (part.value + _unit(part) / 2) / (whole.value - _unit(whole) / 2) * 100
    if lowest - _unit(figure) / 2 <= figure.value <= highest + _unit(figure) / 2:
        return ""
    return msg(
        "but {part} ÷ {whole} is {share:.1f}%",
        part=part.value,
        whole=whole.value,
        share=part.value / whole.value * 100,
    )


def _growth_beside_levels(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    """For growth at current prices only: real growth cannot be had from nominal levels (DOMAIN 2.1)."""
    if figure.key.measure is not Measure.GROWTH or indicator.price != "current":
        return ""
    now = _level(figures, figure.key, indicator.key)
    before = _level(figures, figure.key, indicator.key, figure.key.period.last_year())
    if not now or not before or before.value <= _unit(before):
        return ""
    lowest = ((now.value - _unit(now) / 2) / (before.value + _unit(before) / 2) - 1) * 100
    highest = ((now.value + _unit(now) / 2) / (before.value - _unit(before) / 2) - 1) * 100
    if lowest - _REVISION <= figure.value <= highest + _REVISION:
        return ""
    derived = (now.value / before.value - 1) * 100
    return msg(
        "but the levels {before} and {now} make {derived:.1f}% (was the base revised?)",
        before=before.value,
        now=now.value,
        derived=derived,
    )


def _quarters_beside_sum(figure: Figure, indicator: Indicator, figures: Figures) -> str:
    """Quarters alone against the cumulative level that they make."""
    key = figure.key
    if key.measure is not Measure.LEVEL or not key.period.is_cumulative or key.period.quarter < 2:
        return ""
    spans = [Period(key.period.year, 3 * quarter, 3 * quarter - 2) for quarter in range(1, key.period.quarter + 1)]
    quarters = [quarter for span in spans if (quarter := _level(figures, key, key.indicator, span))]
    total = sum((quarter.value for quarter in quarters), Decimal(0))
    if len(quarters) < len(spans) or abs(total - figure.value) <= _unit(figure) * len(quarters):
        return ""
    return msg(
        "but its quarters make {sum} = {total}",
        sum=" + ".join(str(quarter.value) for quarter in quarters),
        total=total,
    )


_CHECKS: Final[tuple[Callable[[Figure, Indicator, Figures], str], ...]] = (
    _share_out_of_bounds,
    _rank_below_one,
    _part_above_whole,
    _parts_beside_whole,
    _ratio_beside_its_terms,
    _growth_beside_levels,
    _quarters_beside_sum,
)


def _level(figures: Figures, key: FigureKey, indicator: str | None, period: Period | None = None) -> Figure | None:
    """The level of an indicator where and when ``key`` is."""
    if not indicator:
        return None
    return figures.figures.get(FigureKey(indicator, Measure.LEVEL, key.area, period or key.period))


def _unit(figure: Figure) -> Decimal:
    """A unit of the last decimal."""
    return Decimal(1).scaleb(-figure.decimals)
