"""The charts' own typeface: what it can set, how wide it sets it, where its lines break, how its glyphs look.

Widths are the font's advance widths, in millimetres; the drawing uses the same, without hinting or kerning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.ft2font import FT2Font, LoadFlags
from numpy import float64, integer
from numpy.typing import NDArray

from report.catalogue import Language
from report.charts.marks import MM_PER_POINT, Label, Spot

_FOLDER = Path(__file__).parent / "fonts"
UNITS = 1000  # of one em, as both fonts have it
LINE = 1.32  # line height, in ems: hanzi need more than Latin letters
MIDDLE = 0.367  # the middle of digits and capitals above the baseline, in ems
# Quotation marks of a Chinese font are as wide as a hanzi; English takes their narrow forms (see fonts/README.md).
_NARROW = str.maketrans({"‘": "\ue018", "’": "\ue019", "“": "\ue01c", "”": "\ue01d"})
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕％‰…—～·,.;:!?)]}%’”\ue019\ue01d")
_NOT_LAST = frozenset("（《「『【〔([{‘“\ue018\ue01c")


class Outline(NamedTuple):
    """Spots in units of the font from the glyph's own origin, y running down as on a sheet; codes as matplotlib's."""

    spots: NDArray[float64]
    codes: NDArray[integer[Any]]


def font_file(bold: bool) -> Path:
    return _FOLDER / f"BriefingSansSC-{'Bold' if bold else 'Regular'}.otf"


@lru_cache(maxsize=2)
def _face(bold: bool) -> FT2Font:
    face = FT2Font(str(font_file(bold)))
    face.set_size(UNITS, 72)
    return face


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The characters that both weights have."""
    return frozenset(map(chr, _face(False).get_charmap().keys() & _face(True).get_charmap().keys()))


@lru_cache(maxsize=20_000)
def _advance(character: str, bold: bool) -> float:
    glyph = _face(bold).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / UNITS


def tidy(text: str, language: Language) -> str:
    """A text as it is set: on one line, with the quotation marks of its language."""
    line = " ".join(text.split())
    return line.translate(_NARROW) if language == "en" else line


def missing(text: str) -> tuple[str, ...]:
    """The characters that the typeface does not have, each once, in the order of the text."""
    return tuple(dict.fromkeys(character for character in text if character not in _known()))


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in millimetres of a line set at ``size`` points."""
    return sum(_advance(character, bold) for character in text) * size * MM_PER_POINT


@lru_cache(maxsize=20_000)
def outline(character: str, bold: bool) -> Outline:
    """The glyph without hinting; nothing for a space."""
    face = _face(bold)
    face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    spots, codes = face.get_path()
    return Outline(spots * (1, -1), codes)


def set_line(text: str, bold: bool) -> Iterator[tuple[str, float]]:
    """Characters that leave ink, and where their origins stand from the line's own, in units of the font."""
    at = 0.0
    for character in text:
        if len(outline(character, bold).spots):
            yield character, at
        at += _advance(character, bold) * UNITS


def origin(label: Label) -> Spot:
    """Where a line of text begins on its sheet: its left end, on the baseline."""
    before = {"left": 0.0, "center": 0.5, "right": 1.0}[label.align]
    left = label.x - before * width(label.text, label.size, label.bold)
    return left, label.y + MIDDLE * label.size * MM_PER_POINT


def line_height(size: float) -> float:
    """Distance in millimetres between two lines set at ``size`` points."""
    return LINE * size * MM_PER_POINT


def widest(texts: Iterable[str], size: float, bold: bool = False) -> float:
    return max((width(text, size, bold) for text in texts), default=0.0)


def _is_wide(character: str) -> bool:
    return ord(character) >= 0x2E80 and character not in _NARROW.values()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may not break: Latin words and numbers stay whole, closing marks stay with what they close."""
    piece = ""
    for character in text:
        glued = bool(piece) and (
            character in _NOT_FIRST
            or piece[-1] in _NOT_LAST
            or (character in "年月日个" and piece[-1].isdigit())
            or (character != " " and piece[-1] != " " and not _is_wide(character) and not _is_wide(piece[-1]))
        )
        if piece and not glued:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _split(piece: str, limit: float, size: float, bold: bool) -> Iterator[str]:
    """A piece that is wider than a line, cut where the line ends."""
    part = ""
    for character in piece:
        if part and width(part + character, size, bold) > limit:
            yield part
            part = ""
        part += character
    yield part


def _fill(text: str, limit: float, size: float, bold: bool) -> list[str]:
    """Lines no wider than ``limit``, each as full as can be."""
    lines = [""]
    for piece in _pieces(text):
        if width((lines[-1] + piece).rstrip(), size, bold) <= limit:
            lines[-1] += piece
            continue
        parts = list(_split(piece.lstrip(), limit, size, bold))
        lines[-1:] = [line for line in (lines[-1], *parts) if line]
    return [line.strip() for line in lines]


def wrap(text: str, limit: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than ``limit`` millimetres, as few as can be and of like length."""
    lines = _fill(text, limit, size, bold)
    if len(lines) == 1:
        return tuple(lines)
    low, high = limit / 2, limit
    for _ in range(6):
        middle = (low + high) / 2
        narrower = _fill(text, middle, size, bold)
        if len(narrower) > len(lines):
            low = middle
        else:
            lines, high = narrower, middle
    return tuple(lines)
