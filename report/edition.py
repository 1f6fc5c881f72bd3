"""The edition: what one briefing is about, and the words of its own that only people can give.

``load(folder, catalogue)`` reads ``edition.toml`` and the remarks beside it and gives an
:class:`Edition`; it raises :class:`~report.errors.InputFaults` with every fault in them.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from report import periods
from report.catalogue import Catalogue, Language
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.model import Subject
from report.figures.model import Status
from report.figures.reading import Meaning, Reading
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
        raise ValueError('a period in quotes, such as "2021Q1" or "2020"') from error


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
    area: _Word
    period: Annotated[Period, BeforeValidator(_period)]
    compare_with: tuple[_Word, ...] = ()
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


KEYS = (*_Document.model_fields, *Words.model_fields)


@dataclass(frozen=True)
class Edition:
    """An edition as it was read: ``name`` is its folder's, ``remarks`` the hand-written Markdown by language.

    ``mark_corrected_since``: figures known by another value at the end of that day bear a mark; None: no marks.
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
    charts: ChartKind = "picture"

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(self.words)

    def inputs(self) -> tuple[Path, ...]:
        """Every file of the edition's folder that it is made from."""
        remarks = [self.folder / remarks_name(language) for language in self.remarks]
        return (self.folder / FILE, *self.files, *remarks)


def remarks_name(language: Language) -> str:
    return f"remarks.{language}.md"


def names(inputs: Path) -> list[str]:
    """The editions under a folder, by name: every folder that holds an edition.toml."""
    return sorted(path.parent.name for path in inputs.glob(f"*/{FILE}"))


def load(folder: Path, catalogue: Catalogue) -> Edition:
    document = _read(folder)
    faults = list(_unknown(document, folder, catalogue))
    words: dict[Language, Words] = {}
    if document.zh:
        words["zh"] = document.zh
    if document.en:
        words["en"] = document.en
    remarks: dict[Language, str] = {}
    for language in words:
        try:
            remarks[language] = (folder / remarks_name(language)).read_text("utf-8-sig")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            place = Place(f"{folder.name}/{remarks_name(language)}")
            faults.append(Fault(place, "readable text in UTF-8", _plain(error)))
            continue
        faults.extend(_unprintable(remarks[language], f"{folder.name}/{remarks_name(language)}"))
    if faults:
        raise InputFaults(faults)
    subject = Subject(document.area, document.period, document.compare_with)
    marks = {mark: MARKS[meaning] for mark, meaning in document.marks.items()}
    return Edition(
        name=folder.name,
        folder=folder,
        template=document.template,
        subject=subject,
        files=tuple(folder / name for name in document.figures),
        reading=Reading(document.area, document.period, marks, folder.name),
        date=document.date,
        issue=document.issue,
        total_issue=document.total_issue,
        copies=document.copies,
        words=words,
        remarks=remarks,
        mark_corrected_since=document.mark_corrected_since,
        charts=document.charts,
    )


def _read(folder: Path) -> _Document:
    place = Place(f"{folder.name}/{FILE}")
    try:
        document: dict[str, Any] = tomllib.loads((folder / FILE).read_text("utf-8-sig"))
        return _Document.model_validate(document)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([Fault(place, "a readable TOML file", _plain(error))]) from error
    except ValidationError as error:
        raise InputFaults(faults_of(error, place.file, KEYS)) from error


def _plain(error: Exception) -> str:
    """What went wrong, without the path of the machine that it went wrong on."""
    return error.strerror or "an error of the disk" if isinstance(error, OSError) else str(error)


def _unprintable(text: str, file: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _UNPRINTABLE.search(line)
        if found:
            yield Fault(Place(file, line=number), "characters that a document can hold", repr(found[0]))


def _unknown(document: _Document, folder: Path, catalogue: Catalogue) -> Iterator[Fault]:
    file = f"{folder.name}/{FILE}"
    known = list(catalogue.areas)
    for key, area in (("area", document.area), *(("compare_with", area) for area in document.compare_with)):
        if area not in catalogue.areas:
            yield Fault(Place(file, key=key), "the key of an area in the catalogue", area, nearest(area, known))
    compared = document.compare_with
    for area in dict.fromkeys(area for area in compared if area == document.area or compared.count(area) > 1):
        yield Fault(Place(file, key="compare_with"), "other areas than the edition's own, each once", area)
    for mark, meaning in document.marks.items():
        if meaning not in MARKS:
            place = Place(file, key=f"marks.{mark}")
            yield Fault(place, f"one of {', '.join(MARKS)}", meaning, nearest(meaning, MARKS))
    if not (document.zh or document.en):
        yield Fault(Place(file), "a table [zh] or [en] with the words of a language", "neither")
    for name in document.figures:
        if Path(name).name != name:
            yield Fault(Place(file, key="figures"), "the name of a file beside edition.toml", name)
        elif not (folder / name).is_file():
            there = [path.name for path in folder.iterdir() if path.is_file()]
            yield Fault(Place(file, key="figures"), "a file in the edition's folder", name, nearest(name, there))
    if not document.period.is_cumulative:
        yield Fault(Place(file, key="period"), "a cumulative period such as 2021Q2", str(document.period))
