"""The catalogue: indicators, areas and units, and the names under which each is known.

``load(path)`` takes ``inputs/catalogue.toml``, and ``areas.csv`` where that lies beside it, and gives a
:class:`Catalogue`; it raises
:class:`~report.errors.InputFaults` with every fault in the file. Later stages only ask it.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from report.errors import Fault, InputFaults, Place
from report.foreign import words_of, words_of_system
from report.i18n import msg
from report.validation import faults_of

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
FILE: Final = "catalogue.toml"
AREAS: Final = "areas.csv"
#: From the largest.
LEVELS: Final = ("nation", "province", "prefecture", "county")
COLUMNS: Final = ("key", "zh", "en", "level", "parent")


class Measure(StrEnum):
    """What a value says about its indicator."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"
    RANK = "rank"

    __hash__ = str.__hash__  # every key of a figure holds one, and Enum's own is written in Python


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = ""
    aliases: tuple[str, ...] = ()


class Unit(_Entry):
    """A unit; ``factor`` is how many base units of its ``quantity`` it makes."""

    quantity: str
    factor: Decimal
    en: str

    @property
    def zh(self) -> str:
        return self.key

    def names(self) -> tuple[str, ...]:
        return (self.key, self.en, *self.aliases)


class Area(_Entry):
    zh: str
    en: str
    relative_zh: str = ""
    relative_en: str = ""
    level: Literal["nation", "province", "prefecture", "county"]
    parent: str | None = None

    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.zh, self.en, self.relative_zh, self.relative_en, *self.aliases)))

    def name(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def relative(self, language: Language) -> str:
        """How a place inside it calls it: 全省, the province; else its own name."""
        return (self.relative_zh if language == "zh" else self.relative_en) or self.name(language)


class Indicator(_Entry):
    zh: str
    en: str
    zh_short: str = ""
    en_short: str = ""
    en_one: str = ""
    zh_nation: str = ""
    en_nation: str = ""
    en_nation_short: str = ""
    counter_zh: str = ""
    measure: Measure
    unit: str
    decimals: int
    growth_decimals: int = 1
    price: Literal["comparable", "current", "none"]
    better: Literal["higher", "lower", "none"]
    part_of: str | None = None
    made_of: tuple[tuple[str, ...], ...] = ()
    ratio_of: tuple[str, str] | None = None

    def names(self) -> tuple[str, ...]:
        named = (self.zh, self.en, self.zh_short, self.en_short, self.zh_nation, self.en_nation, self.en_nation_short)
        return tuple(dict.fromkeys(filter(None, (*named, *self.aliases))))

    def name(self, language: Language, area: Area | None = None) -> str:
        """The full name; of a nation's figure the national one (国内生产总值, not 地区生产总值)."""
        national = area is not None and area.level == "nation"
        if language == "zh":
            return (national and self.zh_nation) or self.zh
        return (national and self.en_nation) or self.en

    def short_name(self, language: Language, area: Area | None = None) -> str:
        national = area is not None and area.level == "nation"
        if language == "zh":
            return (national and self.zh_nation) or self.zh_short or self.zh
        return (national and (self.en_nation_short or self.en_nation)) or self.en_short or self.en

    def unit_of(self, measure: Measure) -> str:
        """The key of the unit in which this measure of the indicator is held and published."""
        return {Measure.GROWTH: "%", Measure.RANK: "位"}.get(measure, self.unit)

    def decimals_of(self, measure: Measure) -> int:
        return {Measure.GROWTH: self.growth_decimals, Measure.RANK: 0}.get(measure, self.decimals)


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    units: dict[str, Unit]
    areas: dict[str, Area]
    indicators: dict[str, Indicator]


def fold(name: str) -> str:
    """A name as it is compared: width, case, spaces and bracket style do not matter."""
    tidy = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\s+", "", tidy)


_Named = TypeVar("_Named", Unit, Area, Indicator)


def _index(entries: Iterable[_Named]) -> dict[str, _Named]:
    return {fold(name): entry for entry in entries for name in entry.names()}


@dataclass(frozen=True)
class Catalogue:
    """Everything that has a name; each mapping is keyed by the entry's key, in file order."""

    units: Mapping[str, Unit]
    areas: Mapping[str, Area]
    indicators: Mapping[str, Indicator]
    _unit_index: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _area_index: Mapping[str, Area] = field(init=False, repr=False, compare=False)
    _indicator_index: Mapping[str, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_unit_index", _index(self.units.values()))
        object.__setattr__(self, "_area_index", _index(self.areas.values()))
        object.__setattr__(self, "_indicator_index", _index(self.indicators.values()))

    def find_unit(self, name: str) -> Unit | None:
        return self._unit_index.get(fold(name))

    def find_area(self, name: str) -> Area | None:
        return self.areas.get(name) or self._area_index.get(fold(name))

    def find_indicator(self, name: str) -> Indicator | None:
        return self.indicators.get(name) or self._indicator_index.get(fold(name))

    @cached_property
    def indicator_names(self) -> tuple[str, ...]:
        return tuple(name for indicator in self.indicators.values() for name in indicator.names())

    @cached_property
    def area_names(self) -> tuple[str, ...]:
        return tuple(name for area in self.areas.values() for name in area.names())

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(name for unit in self.units.values() for name in unit.names())

    def parents(self, area: str) -> tuple[str, ...]:
        """The areas above one, nearest first: gongyi → zhengzhou, henan, china."""
        above: list[str] = []
        parent = self.areas[area].parent
        while parent and parent not in above:
            above.append(parent)
            parent = self.areas[parent].parent
        return tuple(above)

    @cached_property
    def _lying_in(self) -> Mapping[str, tuple[str, ...]]:
        """The areas that lie right in each."""
        found: dict[str, tuple[str, ...]] = {}
        for key, area in self.areas.items():
            if area.parent:
                found[area.parent] = (*found.get(area.parent, ()), key)
        return found

    def around(self, areas: Sequence[str]) -> Mapping[str, Area]:
        """These areas, those above them, and whatever lies in one of those: all that they speak of.

        What another province is called by those in it (全省) is not what they call it.
        """
        above = dict.fromkeys(parent for area in areas for parent in self.parents(area))
        near = (key for parent in above for key in self._lying_in.get(parent, ()))
        return {key: self._as_called(key, key in above) for key in dict.fromkeys((*above, *areas, *near))}

    def _as_called(self, key: str, above: bool) -> Area:
        area = self.areas[key]
        if above or not (area.relative_zh or area.relative_en):
            return area
        return area.model_copy(update={"relative_zh": "", "relative_en": ""})


def files(inputs: Path) -> tuple[Path, ...]:
    """Every file under the inputs that the catalogue is read from."""
    every = (inputs / FILE, inputs / AREAS)
    return tuple(path for path in every if path == inputs / FILE or path.exists())


def load(path: Path) -> Catalogue:
    """Read and check the catalogue.

    Raises InputFaults: unreadable, unknown key, unknown reference, a name used twice.
    """
    try:
        document = _with_keys(tomllib.loads(path.read_text("utf-8")))
        more = _areas(path.with_name(AREAS), document.get("areas"))
        parsed = _Document.model_validate({**document, "areas": more} if more else document)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([Fault(Place(path.name), msg("a readable TOML file"), words_of(error))]) from error
    except csv.Error as error:
        raise InputFaults([Fault(Place(AREAS), msg("comma-separated values"), words_of(error))]) from error
    except ValidationError as error:
        raise InputFaults(faults_of(error, path.name)) from error
    faults = [*_dangling(parsed, path.name), *_ambiguous(parsed, path.name)]
    if faults:
        raise InputFaults(faults)
    return Catalogue(parsed.units, parsed.areas, parsed.indicators)


def _with_keys(document: dict[str, Any]) -> dict[str, Any]:
    def keyed(table: object) -> object:
        if not isinstance(table, dict):
            return table
        return {key: {"key": key, **entry} if isinstance(entry, dict) else entry for key, entry in table.items()}

    return {name: keyed(table) for name, table in document.items()}


def _areas(path: Path, known: object) -> dict[str, object]:
    """The areas of a list with the columns of :data:`COLUMNS`, after those that are known already; none: no list."""
    if not path.exists() or not isinstance(known, dict):
        return {}
    rows = csv.DictReader(io.StringIO(_decoded(path), newline=""), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        found = ",".join(rows.fieldnames or ()) or msg("nothing")
        raise InputFaults(
            [Fault(Place(path.name, line=1), msg("the columns {columns}", columns=",".join(COLUMNS)), found)]
        )
    areas: dict[str, object] = dict(known)
    taken = {key.casefold() for key in areas}  # some file systems tell capitals apart, some do not
    faults = []
    for row in rows:
        place = Place(path.name, line=rows.line_num)
        if None in row or None in row.values():
            faults.append(
                Fault(place, msg("a row of {count} values", count=len(COLUMNS)), msg("another number of them"))
            )
            continue
        said = {name: " ".join(value.split()) for name, value in row.items()}
        blank = [name for name in COLUMNS[:4] if not said[name]]
        if said["key"].casefold() in taken:
            faults.append(Fault(place, msg("a key of its own"), msg("{key}, which another area has", key=said["key"])))
        elif blank and any(said.values()):
            faults.append(Fault(place, msg("a value for {blank}", blank=tuple(blank)), msg("nothing")))
        elif not blank:
            taken.add(said["key"].casefold())
            areas[said["key"]] = {name: value for name, value in said.items() if value}
    if faults:
        raise InputFaults(faults)
    return areas


def _decoded(path: Path) -> str:
    """UTF-8 with or without BOM, or GB18030, as spreadsheets in China save it. Raises InputFaults."""
    try:
        content = path.read_bytes()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("gb18030")
    except (OSError, UnicodeDecodeError) as error:
        found = words_of_system(error) if isinstance(error, OSError) else msg("another encoding, or no text")
        raise InputFaults([Fault(Place(path.name), msg("text in UTF-8 or GB18030"), found)]) from error


def _dangling(parsed: _Document, file: str) -> Iterable[Fault]:
    for key, area in parsed.areas.items():
        if area.parent and area.parent not in parsed.areas:
            yield Fault(Place(file, key=f"areas.{key}.parent"), msg("the key of an area"), area.parent)
        elif area.parent and LEVELS.index(level := parsed.areas[area.parent].level) >= LEVELS.index(area.level):
            expected = msg("an area of a larger level than {level}", level=area.level)
            yield Fault(Place(file, key=f"areas.{key}.parent"), expected, f"{area.parent} ({level})")
    for key, indicator in parsed.indicators.items():
        if indicator.unit not in parsed.units:
            yield Fault(Place(file, key=f"indicators.{key}.unit"), msg("the key of a unit"), indicator.unit)
        parts = (part for several in indicator.made_of for part in several)
        for other in (*(indicator.ratio_of or ()), indicator.part_of, *parts):
            if other and other not in parsed.indicators:
                yield Fault(Place(file, key=f"indicators.{key}"), msg("the key of an indicator"), other)


def _ambiguous(parsed: _Document, file: str) -> Iterable[Fault]:
    for kind, entries in (("units", parsed.units), ("areas", parsed.areas), ("indicators", parsed.indicators)):
        owner: dict[str, str] = {}
        for key, entry in entries.items():
            for name in {fold(name) for name in entry.names()}:
                if owner.setdefault(name, key) != key:
                    place = Place(file, key=f"{kind}.{key}")
                    yield Fault(
                        place,
                        msg("a name of its own"),
                        msg("{name!r}, which {kind}.{owner} has too", name=name, kind=kind, owner=owner[name]),
                    )
