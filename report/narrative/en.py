"""English, as the national statistics office writes it: "grew by 8.2 percent year on year"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from report import numerals
from report.catalogue import Catalogue, Indicator, Language
from report.facts.claims import House
from report.facts.model import Fact
from report.figures.model import Target
from report.narrative.markdown import escaped, figure
from report.narrative.wording import Attainment, Gap, Standing, Turn, by_direction, sign, standing
from report.periods import Period

_STANDINGS: Final = {
    Standing.ABOVE: "above target",
    Standing.LEVEL: "on target",
    Standing.BELOW: "below target",
    Standing.DONE: "completed",
    Standing.UNDER_WAY: "under way",
}
_MONEY: Final = ((Decimal(10) ** 9, "billion yuan"), (Decimal(10) ** 6, "million yuan"), (Decimal(1), "yuan"))


def _number(value: Decimal) -> str:
    return numerals.in_text(value, "en")


def _points(value: Decimal) -> str:
    """Singular up to and including 1: 0.6 percentage point, 1.2 percentage points."""
    return "percentage point" if abs(value) <= 1 else "percentage points"


class English:
    """Words for facts in English."""

    language: Language = "en"

    def __init__(self, catalogue: Catalogue, house: House) -> None:
        self._catalogue = catalogue
        self._house = house

    def amount(self, fact: Fact) -> Markup:
        return figure(("minus " if fact.value < 0 else "") + self._size(fact), fact)

    def _size(self, fact: Fact) -> str:
        value = abs(fact.value)
        unit = self._catalogue.units[fact.unit]
        if unit.quantity == "money":
            return _money(value * unit.factor)
        if unit.quantity == "money per area":
            return f"{_number(value * unit.factor)} yuan per mu"
        words = {"percent": "percent", "percentage points": _points(value)}
        return f"{_number(value)} {words.get(unit.quantity, '')}".rstrip()

    def moved(self, growth: Fact, period: Period) -> Markup:
        if growth.value == 0:
            flat = "was unchanged from the previous year" if period.is_full_year else "was flat year on year"
            return figure(flat, growth)
        return Markup(f"{self.grew(growth)} {_since(period)}")

    def grew(self, growth: Fact) -> Markup:
        if growth.value == 0:
            return figure("remained flat", growth)
        verb = "grew" if growth.value > 0 else "declined"
        return Markup(f"{verb} by {figure(self._size(growth), growth)}")

    def counted(self, fact: Fact, indicator: Indicator) -> Markup:
        noun = indicator.en_one if fact.value == 1 and indicator.en_one else indicator.en
        return Markup(f"{figure(_number(fact.value) if fact.value else 'no', fact)} {escaped(noun)}")

    def up(self, growth: Fact, period: Period) -> Markup:
        since = _since(period)
        if growth.value == 0:
            return figure("unchanged from the previous year" if period.is_full_year else "flat year on year", growth)
        verb = "up" if growth.value > 0 else "down"
        return Markup(f"{verb} {figure(self._size(growth), growth)} {since}")

    def compared(self, gaps: Sequence[Gap], growth: bool) -> Markup:
        noun = "rate" if growth else "figure"
        clauses = [_beside(group, noun) for group in by_direction(gaps)]
        if not clauses:
            return Markup("")
        signs = {sign(gap.fact.value) for gap in gaps}
        joint = " but " if len(clauses) == 2 and signs == {1, -1} else " and "
        if len(clauses) == 3:
            return Markup(f", {clauses[0]}, {clauses[1]} and {clauses[2]}")
        return Markup(f", {joint.join(clauses)}")

    def turned(self, turn: Turn) -> Markup:
        now, then = sign(turn.now.value), sign(turn.before.value)
        before = _before(turn)
        if now != then and -1 in (now, then):
            size = figure(self._size(turn.before), turn.before)
            past = {1: f"growth of {size}", -1: f"a decline of {size}", 0: figure("no change", turn.before)}[then]
            if 0 in (now, then):
                return Markup(f"after {past} {before}")
            return Markup(f"turning from {past} {before} to {'growth' if now > 0 else 'decline'}")
        if turn.change.value == 0:
            return figure(f"the same rate as {before}", turn.change)
        size = figure(self._size(turn.change), turn.change)
        more, less = ("less", "more") if now < 0 else ("faster", "slower")
        return Markup(f"{size} {more if turn.change.value > 0 else less} than {before}")

    def shifted(self, turn: Turn) -> Markup:
        before = _before(turn).removeprefix("in ")
        if turn.change.value == 0:
            return figure(f"unchanged from {before}", turn.change)
        verb = "up" if turn.change.value > 0 else "down"
        return Markup(f"{verb} {figure(self._size(turn.change), turn.change)} from {before}")

    def balance(self, turn: Turn) -> Markup:
        now, then = turn.now.value, turn.before.value
        result = figure(self._size(turn.now), turn.now)
        if now == 0:
            even = figure("broke even", turn.now)
            return Markup(f"{even} after a loss a year earlier") if then < 0 else even
        if now > 0:
            return Markup(f"returned to profit, at {result}" if then < 0 else f"made a profit of {result}")
        if then > 0:
            return Markup(f"swung from profit to a loss of {result}")
        return Markup(f"showed a loss of {result}{self._deeper(turn) if then else ''}")

    def _deeper(self, turn: Turn) -> str:
        """A loss against the loss before it."""
        if turn.change.value == 0:
            return f", {figure('unchanged from a year earlier', turn.change)}"
        size = figure(self._size(turn.change), turn.change)
        return f", {size} {'smaller' if turn.change.value > 0 else 'larger'} than a year earlier"

    def goal(self, target: Target, fact: Fact, indicator: Indicator) -> Markup:
        size = figure(self._size(fact), fact)
        one = fact.value == 1 and indicator.en_one
        noun = f" {one or indicator.en}" if target.measure == "count" else ""
        grows = "growth " if target.measure == "growth" else ""
        of = "of " if grows else ""
        phrases = {
            "about": f"{grows}{of}about {size}{noun}",
            "at_least": f"{grows}{of}no less than {size}{noun}",
            "above": f"{grows}{of}{size} or more{noun}",
            "held_at": f"{grows}held at about {size}{noun}",
            "count": f"{size} new{noun}",
        }
        return Markup(phrases[target.bound])

    def goal_short(self, target: Target, fact: Fact, growth: bool) -> Markup:
        unit = "%" if fact.unit == "%" else ""
        size = figure(f"{_number(fact.value)}{unit}", fact)
        phrases = {"about": f"about {size}", "at_least": f"≥ {size}", "above": f"≥ {size}", "held_at": f"about {size}"}
        return Markup(("growth " if growth else "") + phrases.get(target.bound, str(size)))

    def progressed(self, attainment: Attainment) -> Markup:
        distance = attainment.distance
        size = figure(self._size(distance), distance)
        if attainment.target.measure in ("count", "level"):
            return Markup(f"{size} of the annual target")
        if distance.value == 0:
            return figure("equal to the annual target", distance)
        close = ", in line with it" if standing(attainment, self._house) is Standing.LEVEL else ""
        return Markup(f"{size} {'above' if distance.value > 0 else 'below'} the annual target{close}")

    def standing_word(self, state: Standing) -> str:
        return _STANDINGS[state]

    def ranked(self, rank: Fact) -> Markup:
        return Markup(f"ranked {figure(numerals.ordinal(int(rank.value)), rank)}")


def _since(period: Period) -> str:
    return "over the previous year" if period.is_full_year else "year on year"


def _money(yuan: Decimal) -> str:
    """The largest unit that keeps a whole part; the conversion is exact, so the figure is the same one."""
    for size, name in _MONEY:
        if yuan >= size:
            return f"{_number(yuan / size)} {name}"
    return f"{_number(yuan)} yuan"


def _beside(group: Sequence[Gap], noun: str) -> str:
    direction = sign(group[0].fact.value)
    names = [str(escaped(gap.name)) for gap in group]
    if direction == 0:
        return _level_with(group)
    sizes = [str(figure(_number(abs(gap.fact.value)), gap.fact)) for gap in group]
    than = "higher" if direction > 0 else "lower"
    if len(group) == 1:
        return f"{sizes[0]} {_points(group[0].fact.value)} {than} than the {noun} for {names[0]}"
    listed, areas = numerals.listed(sizes, "en"), numerals.listed(names, "en")
    return f"{listed} percentage points {than} than the {noun}s for {areas} respectively"


def _level_with(group: Sequence[Gap]) -> str:
    """Of several areas each name is the figure's, so that none of the gaps goes unsaid."""
    if len(group) == 1:
        return f"{figure('level', group[0].fact)} with {escaped(group[0].name)}"
    return f"level with {numerals.listed([figure(gap.name, gap.fact) for gap in group], 'en')}"


def _before(turn: Turn) -> str:
    if turn.base == turn.period.last_year():
        return "in the previous year" if turn.base.is_full_year else "a year earlier"
    return (
        "in the whole of the previous year" if turn.base.is_full_year else f"in {numerals.span_name(turn.base, 'en')}"
    )
