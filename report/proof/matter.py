"""What a document is read against: an edition, a file of figures, or the edition that its own words are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report import edition as editions
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.derive import Facts
from report.facts.model import Subject
from report.figures.load import load
from report.figures.model import Figures
from report.figures.reading import Reading
from report.filed import filed
from report.i18n import msg
from report.orders import House
from report.periods import Period
from report.proof.lexicon import Lexicon
from report.proof.model import Line
from report.proof.tokens import tokens_of

_OPENING = 60  # lines, from which it can be told what a document is about
_OURS = ("prefecture", "county")  # who says 全市 and 全县 of itself
_LONGEST = 4_000  # characters of a line that are looked at for that


@dataclass(frozen=True)
class Matter:
    """``name``: of the edition or the file; empty where nothing is known that the document is about."""

    name: str
    facts: Facts
    subject: Subject


def matter_of(
    lines: Sequence[Line], house: House, lexicon: Lexicon, edition: str | None, figures: Path | None
) -> Matter:
    """Raises InputFaults: an unknown edition, figures that cannot be read."""
    if figures is not None:
        return _of_file(figures, house, _named(lines, lexicon))
    name = edition or _meant(_named(lines, lexicon), house)
    return _of_edition(name, house) if name else _nothing(house, _named(lines, lexicon))


def _nothing(house: House, named: Named) -> Matter:
    """No figures: then holes are told, and what a text says of itself.

    It is about the one area and the one period that it names; where it names several, about none that is known.
    """
    area, period = _only(named, "area"), _only(named, "period")
    cumulative = period.cumulative() if isinstance(period, Period) else Period(0, 12)
    return Matter("", Facts(Figures({}), house.catalogue), Subject(str(area or ""), cumulative))


def is_edition(name: str, house: House) -> bool:
    return editions.is_known(name, house.inputs)


def _of_edition(name: str, house: House) -> Matter:
    if not is_edition(name, house):
        place = Place(house.inputs.name)
        known = editions.names(house.inputs)
        raise InputFaults([Fault(place, msg("the name of an edition's folder"), name, nearest(name, known))])
    made = editions.load(house.inputs / name, house.catalogue)
    return Matter(name, Facts(filed(made, house.catalogue), house.catalogue), made.subject)


def _of_file(path: Path, house: House, named: Named) -> Matter:
    """Figures by themselves are about that area, among those that the document names, of which they tell most.

    Their period is the one that the document names most; where it names none, the last that they have.
    """
    if not path.is_file():
        found = msg("a folder") if path.is_dir() else msg("no such file")
        raise InputFaults([Fault(Place(path.name), msg("a file of figures"), found)])
    said = _most(named, "period")
    spoken = said.cumulative() if isinstance(said, Period) else Period(2000, 12)
    figures = load(
        (path,), house.catalogue, Reading(str(_most(named, "area") or next(iter(house.catalogue.areas))), spoken)
    )
    area = _area(figures, house, named)
    period = _period([one.key.period for one in figures if one.key.area == area], said, named) or spoken
    others = {figure.key.area for figure in figures} - {area}
    return Matter(path.name, Facts(figures, house.catalogue), Subject(area, period, tuple(sorted(others))))


def _area(figures: Figures, house: House, named: Named) -> str:
    held = Counter(figure.key.area for figure in figures)
    levels = {key: area.level for key, area in house.catalogue.areas.items()}
    ours = {area for area in held if levels.get(area) in _OURS} if ("own", None) in named else set()
    mine = ours or {area for area in held if ("area", area) in named} or set(held)
    return max(mine, key=lambda one: (held[one], named.get(("area", one), 0)), default=str(_most(named, "area") or ""))


def _period(held: Sequence[Period], said: object, named: Named) -> Period | None:
    """What is said, as the figures spell it; else the last that is said without a year, else the last of all."""
    if isinstance(said, Period):
        same = [one for one in held if (one.year, one.last) == (said.year, said.last)]
        return said if said in held or not same else max(same)
    span = _most(named, "span")
    spanned = [one for one in held if (one.first, one.last) == span]
    return max(spanned or ([] if span else held), default=None)


Named = dict[tuple[str, object], int]


def _most(named: Named, kind: str) -> object:
    counts = {value: count for (one, value), count in named.items() if one == kind}
    return max(counts, key=lambda value: counts[value], default=None)


def _only(named: Named, kind: str) -> object:
    found = [value for one, value in named if one == kind]
    return found[0] if len(found) == 1 else None


def _named(lines: Sequence[Line], lexicon: Lexicon) -> Named:
    """How often a document's opening names each area and each period."""
    named: Named = {}
    for line in lines[:_OPENING]:
        for token in tokens_of(line.text[:_LONGEST], lexicon):
            if token.kind in ("area", "period", "own", "span"):
                named[token.kind, token.value] = named.get((token.kind, token.value), 0) + 1
    return named


def _meant(named: Named, house: House) -> str:
    """The edition whose area and period the document names most; none where no edition's are named."""
    best, score = "", 0
    for name in editions.names(house.inputs):
        try:
            about = editions.load(house.inputs / name, house.catalogue).subject
        except InputFaults:
            continue  # a folder with faults is nobody's choice here; build tells them
        area, period = named.get(("area", about.area), 0), named.get(("period", about.period), 0)
        if area and period and area + period > score:
            best, score = name, area + period
    return best
