"""What stands around words and numbers in cells: stray spaces, footnote marks, other widths.

Footnote marks are taken off **before** compatibility characters are folded (DOMAIN 2.5): folding first would
turn ``12.3①`` and ``12.3¹`` into 12.31.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_CIRCLED: Final = "\u2460-\u2473\u2776-\u277f\u24ea"
_RAISED: Final = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u1d43-\u1d6a"
_SIGNS: Final = "*＊†‡§"
_BRACKETED: Final = r"[\[［〔【(（]\s*(?:\d{1,2}|[preb]|预|估|初|预计|估计|初步)\s*[\]］〕】)）]"
_MARK: Final = rf"[{_CIRCLED}{_RAISED}{_SIGNS}]|{_BRACKETED}|注[{_CIRCLED}\d]"
_TRAILING: Final = re.compile(rf"(?:{_MARK})$", re.IGNORECASE)
_LEADING: Final = re.compile(rf"^(?:[{_CIRCLED}{_RAISED}{_SIGNS}])")
_WITHIN: Final = re.compile(rf"[{_CIRCLED}{_RAISED}{_SIGNS}]")
_LETTER: Final = re.compile(r"(?<=[\d%％])\s?[preb预估]$", re.IGNORECASE)
_STARS: Final = frozenset("*＊")
_TEXTS: Final = 16_384  # that are remembered: the labels of long tables repeat in every row
_BRACKETS: Final = "[]［］〔〕【】()（） "


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its footnote marks; ``marks`` are those taken off, bare and in order."""

    text: str
    marks: tuple[str, ...] = ()

    @property
    def starred(self) -> bool:
        return any(mark in _STARS for mark in self.marks)


@lru_cache(maxsize=_TEXTS)
def trimmed(text: str) -> str:
    """A text without spaces of any kind around it, nor invisible characters anywhere, nor a text apostrophe."""
    return _INVISIBLE.sub("", text).strip().removeprefix("'").removeprefix("’").strip()


@lru_cache(maxsize=_TEXTS)
def folded(text: str) -> str:
    """Full-width characters brought to their usual form, runs of spaces to one."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=_TEXTS)
def without_marks(text: str, *, number: bool = False) -> Plain:
    """A text and its footnote marks, apart; letters (12.3p) are marks only behind a number."""
    rest = trimmed(text)
    marks: list[str] = []
    while rest:
        match = _TRAILING.search(rest) or (_LETTER.search(rest) if number else None)
        if not match:
            break
        marks.insert(0, match[0].strip(_BRACKETS))
        rest = rest[: match.start()].rstrip()
    while match := _LEADING.search(rest):
        marks.append(match[0])
        rest = rest[match.end() :].lstrip()
    return Plain(rest, tuple(marks))


@lru_cache(maxsize=_TEXTS)
def label_without_marks(text: str) -> Plain:
    """A name and its footnote marks, apart; in a name they may stand anywhere (工业增加值①增速)."""
    plain = without_marks(text)
    return Plain(_WITHIN.sub("", plain.text), (*_WITHIN.findall(plain.text), *plain.marks))
