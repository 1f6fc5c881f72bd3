"""What a document is read against: an edition, a file of figures, or the edition that its own words are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report import edition as editions
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.model import Subject
from report.figures.load import load
from report.figures.model import Figures
from report.figures.reading import Reading
from report.orders import House
from report.periods import Period
from report.proof.lexicon import Lexicon
from report.proof.model import Line
from report.proof.tokens import tokens_of

_OPENING = 60  # lines, from which it can be told what a document is about
_DATED = re.compile(
    r"(?:19|20)\d\d|\d月|[一二三四五六七八九十]月|季度?|半年|quarter|\bhalf\b"
    r"|January|February|March|April|\bMay\b|June|July|August|September|October|November|December",
)
_LONGEST = 4_000  # characters of a line that are looked at for that


@dataclass(frozen=True)
class Matter:
    """``name``: of the edition or the file; empty where nothing is known that the document is about."""

    name: str
    figures: Figures
    subject: Subject


def matter_of(
    lines: Sequence[Line], house: House, lexicon: Lexicon, edition: str | None, figures: Path | None
) -> Matter:
    """Raises InputFaults: an unknown edition, figures that cannot be read."""
    if figures is not None:
        dated = any(_DATED.search(line.text[:_LONGEST]) for line in lines[:_OPENING])
        return _of_file(figures, house, _named(lines, lexicon), dated=dated)
    name = edition or _meant(_named(lines, lexicon), house)
    return _of_edition(name, house) if name else nothing(house)


def nothing(house: House) -> Matter:
    """No figures: then holes are told, and what a text says of itself."""
    return Matter("", Figures({}), Subject(next(iter(house.catalogue.areas)), Period(2000, 12)))


def is_edition(name: str, house: House) -> bool:
    return name in editions.names(house.inputs)


def _of_edition(name: str, house: House) -> Matter:
    known = editions.names(house.inputs)
    if name not in known:
        place = Place(house.inputs.name)
        raise InputFaults([Fault(place, "the name of an edition's folder", name, nearest(name, known))])
    made = editions.load(house.inputs / name, house.catalogue)
    return Matter(name, load(made.files, house.catalogue, made.reading), made.subject)


def _of_file(path: Path, house: House, named: Named, *, dated: bool) -> Matter:
    """Figures by themselves are about the area and the cumulative period that the document names most.

    Where it names none, they are about the area of which they tell most, and about the last period that they have;
    not where the document is ``dated`` in words that are not read: then no period goes without saying.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise InputFaults([Fault(Place(path.name), "a file of figures", found)])
    nowhere = nothing(house).subject
    area, spoken = _most(named, "area"), _most(named, "period")
    period = spoken.cumulative() if isinstance(spoken, Period) else None
    figures = load((path,), house.catalogue, Reading(str(area or nowhere.area), period or nowhere.period))
    area = str(area or _fullest(figures) or nowhere.area)
    if period is None and not dated:
        period = max((one.key.period for one in figures if one.key.area == area), default=None)
    period = period or nowhere.period
    others = {figure.key.area for figure in figures} - {area}
    return Matter(path.name, figures, Subject(area, period.cumulative(), tuple(sorted(others))))


def _fullest(figures: Figures) -> str:
    areas = Counter(figure.key.area for figure in figures)
    return next((area for area, _ in areas.most_common(1)), "")


Named = dict[tuple[str, object], int]


def _most(named: Named, kind: str) -> object:
    counts = {value: count for (one, value), count in named.items() if one == kind}
    return max(counts, key=lambda value: counts[value], default=None)


def _named(lines: Sequence[Line], lexicon: Lexicon) -> Named:
    """How often a document's opening names each area and each period."""
    named: Named = {}
    for line in lines[:_OPENING]:
        for token in tokens_of(line.text[:_LONGEST], lexicon):
            if token.kind in ("area", "period"):
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
