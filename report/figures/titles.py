"""What stands above a table: title, unit row, lines such as 时间：最近6季度. It says what the table leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from report.catalogue import Area, Catalogue, Indicator, Unit
from report.figures.aspects import Aspects, LabelReader, in_year
from report.figures.notation import folded, label_without_marks
from report.figures.vocabulary import Word
from report.periods import Period, parse_spoken

_UNIT: Final = re.compile(r"(?:单位|units?)\s*:\s*(?P<units>[^)\]]+)", re.IGNORECASE)
_DAY: Final = re.compile(r"(?:19|20)\d{2}(?:年|-|/|\.)\d{1,2}(?:月|-|/|\.)\d{1,2}日?")
_YEAR: Final = r"(?:19|20)\d{2}"
_PART: Final = (
    r"(?:第?[一二三四1-4]季度|上半年|前三季度|1-?2季度|\d{1,2}\s*[-—–－～~至]\s*\d{1,2}月|全年)"
    r"(?!月)"
)
_PERIOD: Final = re.compile(
    rf"{_YEAR}\s*(?:年\s*)?(?:Q[1-4]|H1|{_PART})|Q[1-4]\s*[,/ ]?\s*{_YEAR}"
    rf"|(?:first|second|third|fourth) quarter,? (?:of )?{_YEAR}|first (?:half|three quarters),? (?:of )?{_YEAR}",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(rf"(?<!\d){_YEAR}(?:年度?)?(?!\d)")
_MONTH: Final = re.compile(rf"{_YEAR}年?\s*\d{{1,2}}月|{_YEAR}-\d{{2}}(?!\d)")
_OFFICE: Final = r"(?!\s*(?:省|市|县)?(?:统计局|调查队|人民政府|statistics|bureau))"
_TARGETS: Final = re.compile(r"目标|targets?", re.IGNORECASE)
_RESULTS: Final = re.compile(r"完成|进展|进度|实绩|progress|results", re.IGNORECASE)
_CONTINUED: Final = re.compile(r"续表|continued", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """What a table says of itself as a whole. An empty ``areas`` or ``periods`` is silence; several are no answer.

    ``targets``: it announces targets, not how far they are reached.
    ``unclear``: a period that does not say whether it is cumulative (2021年3月).
    """

    areas: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    unclear: str = ""
    indicator: Indicator | None = None
    word: Word | None = None
    units: tuple[Unit, ...] = ()
    unknown_unit: str = ""
    starred: bool = False
    targets: bool = False


def is_continued(texts: Iterable[str]) -> bool:
    """Whether the lines above a header say that it repeats an earlier one (续表)."""
    return any(_CONTINUED.search(text) for text in texts)


def read_title(texts: Iterable[str], catalogue: Catalogue, labels: LabelReader) -> Title:
    """What the lines above a table say."""
    plains = [label_without_marks(text) for text in texts]
    lines = [folded(plain.text) for plain in plains]
    said = [_UNIT.sub("", line) for line in lines]
    text = _DAY.sub("", "\n".join(said))
    names = [match["units"] for line in lines for match in _UNIT.finditer(line)]
    units = [labels.units(name) for name in names]
    whole = next((aspects for aspects in map(labels.read, said) if aspects.is_known and aspects.indicator), Aspects())
    return Title(
        areas=_areas(text, catalogue),
        periods=_periods(text),
        unclear=month[0] if (month := _MONTH.search(_PERIOD.sub("", text))) else "",
        indicator=whole.indicator,
        word=whole.word,
        units=(*whole.units, *(unit for known in units for unit in known or ())),
        unknown_unit="、".join(name for name, known in zip(names, units, strict=True) if known is None),
        starred=any(plain.starred for plain in plains),
        targets=bool(_TARGETS.search(text)) and not _RESULTS.search(text),
    )


def _areas(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The areas that a title names, without those that only say where another lies (河南省巩义市)."""
    named = [area for area in catalogue.areas.values() if _names(text, area)]
    above = {parent for area in named for parent in catalogue.parents(area.key)}
    return tuple(area.key for area in named if area.key not in above)


def _names(text: str, area: Area) -> bool:
    """Whether a text names an area, not only an office of it."""
    names = {area.zh, area.en, *area.aliases}
    inside = [plain for plain in map(folded, names) if plain.casefold() in text.casefold()]
    return any(re.search(_bounded(re.escape(plain)) + _OFFICE, text, re.IGNORECASE) for plain in inside)


def _bounded(pattern: str) -> str:
    return rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"


def _periods(text: str) -> tuple[Period, ...]:
    """Every period that a title names: 2021年一季度, a year, or a year with its part further on."""
    spans = [period for match in _PERIOD.finditer(text) if (period := parse_spoken(match[0]))]
    rest = _MONTH.sub("", _PERIOD.sub("", text))
    years = {int(match[0][:4]) for match in _WHOLE.finditer(rest)}
    parts = re.findall(_PART, rest)
    if not spans and len(years) == len(parts) == 1:
        period = in_year(parts[0], years.pop())
        return (period,) if period else ()
    return tuple(dict.fromkeys(spans or (Period(year, 12) for year in sorted(years))))
