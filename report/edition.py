"""The edition: what one briefing is about, and the words of its own that only people can give.

``load(folder, catalogue)`` reads ``edition.toml`` and the remarks beside it and gives an
:class:`Edition`; it raises :class:`~report.errors.InputFaults` with every fault in them.

An edition.toml without an ``area`` is a :class:`Pattern`: one source with many areas, an edition for each of them,
named ``<pattern>/<area>``. Its words say ``{area}`` where each says its own name.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from report import periods
from report.catalogue import LEVELS, Catalogue, Language
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.model import Subject
from report.figures.model import Status
from report.figures.reading import Meaning, Reading
from report.foreign import words_of, words_of_system
from report.i18n import msg
from report.periods import Period
from report.validation import faults_of

FILE = "edition.toml"
ChartKind = Literal["picture", "editable"]
"""How charts are to stand in a document: drawn, or so that their data can be edited there."""
MARKS: Final[Mapping[str, Meaning]] = {
    "missing": Status.MISSING,
    "not collected": Status.NOT_COLLECTED,
    "cannot exist": Status.CANNOT_EXIST,
    "suppressed": Status.SUPPRESSED,
    "zero": Decimal(0),
}


def _period(value: object) -> object:
    try:
        return periods.parse_key(value if isinstance(value, str) else "")
    except ValueError as error:
        raise ValueError(msg('a period in quotes, such as "2021Q1" or "2020"')) from error


# Line breaks would tear a masthead apart; the others no document can hold (XML 1.0, section 2.2).
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_Line = Annotated[str, Field(pattern="^[^\x00-\x1f\ufffe\uffff]*$")]
_Word = Annotated[_Line, Field(min_length=1)]


class Words(BaseModel):
    """What the masthead and the end say, in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    publication: _Word
    office: _Word
    headline: _Line = ""
    contributor: _Line = ""
    editors: tuple[_Word, ...] = ()
    report_to: tuple[_Word, ...] = ()
    send_to: tuple[_Word, ...] = ()
    distribute_to: tuple[_Word, ...] = ()
    source: _Word


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    template: _Word
    area: _Word | None = None
    period: Annotated[Period, BeforeValidator(_period)]
    compare_with: tuple[_Word, ...] = ()
    levels: tuple[_Word, ...] = ()
    figures: Annotated[tuple[_Word, ...], Field(min_length=1)]
    date: datetime.date
    issue: Annotated[int, Field(ge=1)]
    total_issue: Annotated[int, Field(ge=1)] | None = None
    copies: Annotated[int, Field(ge=1)] | None = None
    mark_corrected_since: datetime.date | None = None
    charts: ChartKind = "picture"
    marks: dict[str, str] = {}
    zh: Words | None = None
    en: Words | None = None


AREA: Final = "{area}"
_BLANK: Final = re.compile(r"\{[^{}]*\}")
#: Names that every file system can hold, and that are no devices of Windows.
_FILE_NAME: Final = re.compile(r"\w[\w-]*")
_LONGEST: Final = 100  # bytes; file systems hold 255, and the name gets endings
_DEVICES: Final = ("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10)))
KEYS = (*_Document.model_fields, *Words.model_fields)


@dataclass(frozen=True)
class Edition:
    """An edition as it was read: ``name`` is its folder's, ``remarks`` the hand-written Markdown by language.

    ``mark_corrected_since``: figures known by another value at the end of that day bear a mark; None: no marks.
    ``shared``: its files hold other areas too, whose faults are not its own.
    ``charts``: how they stand in the documents, unless something else is asked for.
    """

    name: str
    folder: Path
    template: str
    subject: Subject
    files: tuple[Path, ...]
    reading: Reading
    date: datetime.date
    issue: int
    total_issue: int | None
    copies: int | None
    words: Mapping[Language, Words]
    remarks: Mapping[Language, str]
    mark_corrected_since: datetime.date | None = None
    shared: bool = False
    charts: ChartKind = "picture"

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(self.words)

    @property
    def areas(self) -> tuple[str, ...]:
        """Its own, and those that it is compared with."""
        return (self.subject.area, *self.subject.compare_with)

    def inputs(self) -> tuple[Path, ...]:
        """Every file of the edition's folder that it is made from, but for those that it shares with other areas."""
        remarks = [self.folder / remarks_name(language) for language in self.remarks]
        return (self.folder / FILE, *(() if self.shared else self.files), *remarks)


@dataclass(frozen=True)
class Pattern:
    """What the editions of many areas share. ``above``: the levels of the areas that each is compared with."""

    folder: Path
    _document: _Document
    remarks: Mapping[Language, str]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(_words(self._document))

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(self.folder / name for name in self._document.figures)

    @property
    def reading(self) -> Reading:
        """Each row or column of its files says which area it is about."""
        return _reading(self._document, "", self.name)

    @property
    def charts(self) -> ChartKind:
        """How they stand in the documents, unless something else is asked for."""
        return self._document.charts

    def inputs(self) -> tuple[Path, ...]:
        """The files of its folder that every edition is made from; of the figures, each is made from its share."""
        return (self.folder / FILE, *(self.folder / remarks_name(language) for language in self.remarks))

    def subject(self, area: str, catalogue: Catalogue) -> Subject:
        """What the briefing of an area is about: compared with the areas above it, the largest first.

        Raises InputFaults: an unknown area, one whose key is no name for a file, one that lies in none.
        """
        self._require_area(area, catalogue)
        above = [key for key in reversed(catalogue.parents(area)) if self._compares(catalogue.areas[key].level)]
        return Subject(area, self._document.period, tuple(above))

    def includes(self, level: str) -> bool:
        """Whether areas of a level get a briefing where none are named."""
        return level in self._document.levels

    def edition(self, area: str, catalogue: Catalogue) -> Edition:
        """The edition of one area; raises as :meth:`subject` does."""
        subject = self.subject(area, catalogue)
        known = catalogue.areas[area]
        words = {language: _filled(said, known.name(language)) for language, said in _words(self._document).items()}
        remarks = {language: text.replace(AREA, known.name(language)) for language, text in self.remarks.items()}
        name = f"{self.name}/{area}"
        reading = _reading(self._document, "", self.name)
        return _edition(name, self.folder, self._document, subject, words, remarks, reading, shared=True)

    def _compares(self, level: str) -> bool:
        return level in self._document.compare_with or not self._document.compare_with

    def _require_area(self, area: str, catalogue: Catalogue) -> None:
        place = Place(self.name)
        if area not in catalogue.areas:
            known = nearest(area, (*catalogue.areas, *catalogue.area_names))
            raise InputFaults([Fault(place, msg("an area of the catalogue"), area, known)])
        if not _FILE_NAME.fullmatch(area) or len(area.encode()) > _LONGEST or area.upper() in _DEVICES:
            expected = msg("the key of an area that can be a file's name: letters, digits, - and _")
            raise InputFaults([Fault(Place("catalogue", key=f"areas.{area}"), expected, area)])
        if catalogue.areas[area].level != "nation" and not catalogue.parents(area):
            place = Place("catalogue", key=f"areas.{area}.parent")
            raise InputFaults(
                [Fault(place, msg("the key of the area in which it lies, to compare it with"), msg("none"))]
            )


def remarks_name(language: Language) -> str:
    return f"remarks.{language}.md"


def names(inputs: Path) -> list[str]:
    """The editions under a folder, by name: every folder that holds an edition.toml for one area."""
    return [name for name in _folders(inputs) if not _is_pattern(inputs / name)]


def pattern_names(inputs: Path) -> list[str]:
    """The folders whose edition.toml is a pattern for many areas."""
    return [name for name in _folders(inputs) if _is_pattern(inputs / name)]


def is_known(name: str, inputs: Path) -> bool:
    """Whether there is an edition of that name: a folder, or an area of a pattern (``provinces-sample/henan``).

    A name may come from a document of others: one that leads out of its pattern's folder is none.
    """
    pattern, _, area = name.partition("/")
    is_plain = bool(area.strip(".")) and not set(area) & {"/", "\\"}
    return name in names(inputs) or (is_plain and pattern in pattern_names(inputs))


def _folders(inputs: Path) -> list[str]:
    return sorted(path.parent.name for path in inputs.glob(f"*/{FILE}"))


def _is_pattern(folder: Path) -> bool:
    """What cannot be read is an edition with a fault in it."""
    try:
        return "area" not in tomllib.loads((folder / FILE).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def load(folder: Path, catalogue: Catalogue) -> Edition:
    """The edition of a folder, or of one area of the pattern in the folder above."""
    if not (folder / FILE).exists() and (folder.parent / FILE).exists():
        return load_pattern(folder.parent, catalogue).edition(folder.name, catalogue)
    document, remarks, faults = _checked(folder, catalogue)
    if document.area is None:
        expected = msg(
            "the key of an area (a briefing for each of many: python generate.py batch {name})", name=folder.name
        )
        faults.append(Fault(Place(f"{folder.name}/{FILE}", key="area"), expected, msg("none")))
    faults.extend(_unknown_areas(document, folder, catalogue))
    if document.levels:
        faults.append(Fault(Place(f"{folder.name}/{FILE}", key="levels"), msg("no levels beside an area"), msg("some")))
    if faults or document.area is None:
        raise InputFaults(faults)
    subject = Subject(document.area, document.period, document.compare_with)
    reading = _reading(document, document.area, folder.name)
    return _edition(folder.name, folder, document, subject, _words(document), remarks, reading, shared=False)


def load_pattern(folder: Path, catalogue: Catalogue) -> Pattern:
    """Raises InputFaults as :func:`load` does, and where the edition is of one area only."""
    document, remarks, faults = _checked(folder, catalogue)
    place = Place(f"{folder.name}/{FILE}")
    if document.area is not None:
        expected = msg("no area, for a pattern of many (of one: python generate.py build {name})", name=folder.name)
        faults.append(Fault(replace(place, key="area"), expected, document.area))
    faults.extend(_unknown_blanks(document, remarks, place))
    for key, levels in (("compare_with", document.compare_with), ("levels", document.levels)):
        for level in levels:
            if level not in LEVELS:
                expected = msg("a level of areas: {levels}", levels=tuple(LEVELS))
                faults.append(Fault(replace(place, key=key), expected, level, nearest(level, LEVELS)))
    if not document.levels:
        expected = msg("which areas get a briefing where none are named: some of {levels}", levels=tuple(LEVELS))
        faults.append(Fault(replace(place, key="levels"), expected, msg("none")))
    if document.mark_corrected_since:
        expected = msg("no marks of corrections in a pattern: no ledger is kept of many areas")
        faults.append(Fault(replace(place, key="mark_corrected_since"), expected, str(document.mark_corrected_since)))
    if faults:
        raise InputFaults(faults)
    return Pattern(folder, document, remarks)


def _unknown_blanks(document: _Document, remarks: Mapping[Language, str], place: Place) -> Iterator[Fault]:
    """``{地区}`` would be printed as it stands."""
    for language, text in remarks.items():
        for blank in _BLANK.findall(text):
            if blank != AREA:
                expected = msg("{area}, for the area's name", area=AREA)
                yield Fault(Place(f"{Path(place.file).parent}/{remarks_name(language)}"), expected, blank)
    for language, words in _words(document).items():
        for name, value in words:
            for blank in _BLANK.findall(" ".join((value,) if isinstance(value, str) else value)):
                if blank != AREA:
                    expected = msg("{area}, for the area's name", area=AREA)
                    yield Fault(replace(place, key=f"{language}.{name}"), expected, blank)


def _checked(folder: Path, catalogue: Catalogue) -> tuple[_Document, dict[Language, str], list[Fault]]:
    """What a folder says, and every fault in that."""
    document = _read(folder)
    faults = list(_unknown(document, folder))
    remarks: dict[Language, str] = {}
    for language in _words(document):
        try:
            remarks[language] = (folder / remarks_name(language)).read_text("utf-8-sig")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            place = Place(f"{folder.name}/{remarks_name(language)}")
            faults.append(Fault(place, msg("readable text in UTF-8"), _plain(error)))
            continue
        faults.extend(_unprintable(remarks[language], f"{folder.name}/{remarks_name(language)}"))
    return document, remarks, faults


def _words(document: _Document) -> dict[Language, Words]:
    said: dict[Language, Words | None] = {"zh": document.zh, "en": document.en}
    return {language: words for language, words in said.items() if words}


def _filled(words: Words, area: str) -> Words:
    """A pattern's words with the name of an area in them."""

    def fill(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        return value.replace(AREA, area) if isinstance(value, str) else tuple(one.replace(AREA, area) for one in value)

    return words.model_copy(update={name: fill(value) for name, value in words})


def _reading(document: _Document, area: str, label: str) -> Reading:
    return Reading(area, document.period, {mark: MARKS[meaning] for mark, meaning in document.marks.items()}, label)


def _edition(
    name: str,
    folder: Path,
    document: _Document,
    subject: Subject,
    words: Mapping[Language, Words],
    remarks: Mapping[Language, str],
    reading: Reading,
    *,
    shared: bool,
) -> Edition:
    return Edition(
        name=name,
        folder=folder,
        template=document.template,
        subject=subject,
        files=tuple(folder / file for file in document.figures),
        reading=reading,
        date=document.date,
        issue=document.issue,
        total_issue=document.total_issue,
        copies=document.copies,
        words=words,
        remarks=remarks,
        mark_corrected_since=document.mark_corrected_since,
        shared=shared,
        charts=document.charts,
    )


def _read(folder: Path) -> _Document:
    place = Place(f"{folder.name}/{FILE}")
    try:
        document: dict[str, Any] = tomllib.loads((folder / FILE).read_text("utf-8-sig"))
        return _Document.model_validate(document)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([Fault(place, msg("a readable TOML file"), _plain(error))]) from error
    except ValidationError as error:
        raise InputFaults(faults_of(error, place.file, KEYS)) from error


def _plain(error: Exception) -> str:
    """What went wrong, without the path of the machine that it went wrong on."""
    return words_of_system(error) if isinstance(error, OSError) else words_of(error)


def _unprintable(text: str, file: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _UNPRINTABLE.search(line)
        if found:
            yield Fault(Place(file, line=number), msg("characters that a document can hold"), repr(found[0]))


def _unknown_areas(document: _Document, folder: Path, catalogue: Catalogue) -> Iterator[Fault]:
    file = f"{folder.name}/{FILE}"
    known = list(catalogue.areas)
    for key, area in (("area", document.area), *(("compare_with", area) for area in document.compare_with)):
        if area is not None and area not in catalogue.areas:
            yield Fault(Place(file, key=key), msg("the key of an area in the catalogue"), area, nearest(area, known))
    compared = document.compare_with
    for area in dict.fromkeys(area for area in compared if area == document.area or compared.count(area) > 1):
        yield Fault(Place(file, key="compare_with"), msg("other areas than the edition's own, each once"), area)


def _unknown(document: _Document, folder: Path) -> Iterator[Fault]:
    file = f"{folder.name}/{FILE}"
    for mark, meaning in document.marks.items():
        if meaning not in MARKS:
            place = Place(file, key=f"marks.{mark}")
            yield Fault(place, msg("one of {marks}", marks=tuple(MARKS)), meaning, nearest(meaning, MARKS))
    if not (document.zh or document.en):
        yield Fault(Place(file), msg("a table [zh] or [en] with the words of a language"), msg("neither"))
    for name in document.figures:
        if Path(name).name != name:
            yield Fault(Place(file, key="figures"), msg("the name of a file beside edition.toml"), name)
        elif not (folder / name).is_file():
            there = [path.name for path in folder.iterdir() if path.is_file()]
            yield Fault(Place(file, key="figures"), msg("a file in the edition's folder"), name, nearest(name, there))
    if not document.period.is_cumulative:
        yield Fault(Place(file, key="period"), msg("a cumulative period such as 2021Q2"), str(document.period))
