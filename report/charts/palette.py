"""How series are told apart: in colour, in grey print and by readers who see no red.

The briefing's own area is deep red, solid and bold; the others are greys from dark to light. Each fill differs from its
neighbours in luminance by a ratio of 1.3 or more, and lines differ in dash and marker besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.charts.model import Series

INK = "#1F2327"
MUTED = "#575E65"
AXIS = "#8A9299"
GRID = "#E4E7EA"
TRACK = "#EFF1F3"
EMPHASIS = "#A3161F"

Marker = Literal["circle", "square", "triangle", "diamond", "ring"]


@dataclass(frozen=True, slots=True)
class Style:
    """``hatch``: the colour of diagonal strokes over the fill, empty for none."""

    fill: str
    edge: str
    hatch: str
    line: str
    width: float
    dashes: tuple[float, ...]
    marker: Marker
    ink: str
    bold: bool


OWN = Style(EMPHASIS, "none", "", EMPHASIS, 1.8, (), "circle", EMPHASIS, True)
_OTHERS = (
    Style("#6A7682", "none", "", "#4C5761", 1.1, (), "square", MUTED, False),
    Style("#9DA8B2", "none", "#FFFFFF", "#7B8792", 1.1, (4.5, 2.0), "triangle", MUTED, False),
    Style("#C9D0D6", "none", "", "#9AA4AE", 1.1, (1.4, 1.6), "diamond", MUTED, False),
    Style("#F4F6F7", "#6A7682", "#6A7682", "#4C5761", 1.1, (6.0, 1.8, 1.4, 1.8), "ring", MUTED, False),
    Style("#333B43", "none", "", "#2B3238", 1.1, (), "ring", MUTED, False),
)


def styles(series: tuple[Series, ...]) -> tuple[Style, ...]:
    """One for each series: greys in order for all but the emphasised one; a series alone is emphasised."""
    if len(series) == 1:
        return (OWN,)
    greys = iter(_OTHERS)
    return tuple(OWN if one.emphasis else next(greys) for one in series)
