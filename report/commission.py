"""Commission: the folder of the next edition, made from the last one of the same area, with a workbook to fill in."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report import catalogue, clock, edition, outputs, periods
from report.catalogue import Catalogue, Language
from report.edition import Edition, Words
from report.errors import Fault, InputFaults, Place, nearest
from report.figures.form import write_form
from report.figures.form_next import Asked, next_form
from report.figures.load import load
from report.i18n import listed, msg
from report.periods import Period

WORKBOOK = "figures.xlsx"
_NAME = re.compile(r"(?P<area>[a-z][a-z_]*)-(?P<period>\d{4}(?:Q[1-4])?)")


@dataclass(frozen=True, slots=True)
class Commissioned:
    folder: Path
    workbook: Path
    files: tuple[Path, ...]


def commission(name: str, inputs: Path) -> Commissioned:
    """Write ``inputs/<name>/``: the words of the area's last quarterly edition, its workbook's rows, blank cells.

    Raises InputFaults: not a name such as gongyi-2021Q2, an unknown area, a folder that is there already,
    no edition of the area to go by.
    """
    known = catalogue.load(inputs / "catalogue.toml")
    area, period = _parse(name, known, inputs)
    last = _last(area, period, name, inputs, known)
    figures = load(last.files, known, last.reading)
    asked = Asked(area, period, last.subject.compare_with)
    made = clock.today()
    folder = inputs / name
    contents = {
        folder / WORKBOOK: write_form(next_form(figures, last.subject.period, asked, made, known), known),
        **{folder / edition.remarks_name(language): _remarks(text) for language, text in last.remarks.items()},
        folder / edition.FILE: "".join(f"{line}\n" for line in _toml(last, period, made)).encode(),
    }
    for path, content in contents.items():
        outputs.write_whole(path, content)
    return Commissioned(folder, folder / WORKBOOK, tuple(contents))


def following(inputs: Path) -> list[str]:
    """The names that can be asked for next: of each area with a quarterly edition, the quarter after its last."""
    known = catalogue.load(inputs / catalogue.FILE)
    last: dict[str, Period] = {}
    for name in edition.names(inputs):
        parsed = _NAME.fullmatch(name)
        if parsed and parsed["area"] in known.areas and "Q" in parsed["period"]:
            period = periods.parse_key(parsed["period"])
            last[parsed["area"]] = max(period, last.get(parsed["area"], period))
    return [f"{area}-{period.next_period()}" for area, period in last.items()]


def _parse(name: str, known: Catalogue, inputs: Path) -> tuple[str, Period]:
    place = Place(str(inputs))
    parsed = _NAME.fullmatch(name)
    if not parsed:
        raise InputFaults([Fault(place, msg("a name such as gongyi-2021Q2: area, year and quarter"), name)])
    if parsed["area"] not in known.areas:
        found = nearest(parsed["area"], known.areas)
        raise InputFaults([Fault(place, msg("the key of an area in the catalogue"), parsed["area"], found)])
    if (inputs / name).exists():
        raise InputFaults([Fault(place, msg("a folder that is not there yet"), name)])
    return parsed["area"], periods.parse_key(parsed["period"])


def _last(area: str, period: Period, name: str, inputs: Path, known: Catalogue) -> Edition:
    """The area's latest edition before ``period``; among those of one period, a quarterly one."""
    made = [edition.load(inputs / other, known) for other in edition.names(inputs) if other.startswith(f"{area}-")]
    before = [other for other in made if other.subject.area == area and other.subject.period < period]
    if not before:
        there = listed(edition.names(inputs)) or msg("none")
        expected = msg("an earlier edition of {area} to make {name} from", area=area, name=name)
        raise InputFaults([Fault(Place(str(inputs)), expected, there)])
    quarterly = [other for other in before if other.template == "quarterly"]
    return max(quarterly or before, key=lambda other: other.subject.period)


def _remarks(text: str) -> bytes:
    """The sections of the last remarks, still empty: what people said then is not said again."""
    return "".join(f"{line}\n\n" for line in text.splitlines() if line.startswith("## ")).encode()


def _toml(last: Edition, period: Period, made: datetime.date) -> Iterator[str]:
    same_year = last.subject.period.year == period.year
    yield f'template = "{last.template}"'
    yield f'area = "{last.subject.area}"'
    yield f'period = "{period}"'
    yield f"compare_with = {_array(last.subject.compare_with)}"
    yield f'figures = ["{WORKBOOK}"]'
    yield f"date = {made.isoformat()}  # of issue: check it"
    yield f"issue = {last.issue + 1 if same_year else 1}"
    if last.total_issue:
        yield f"total_issue = {last.total_issue + 1}"
    if last.copies:
        yield f"copies = {last.copies}"
    if last.charts != "picture":
        yield f'charts = "{last.charts}"'
    yield from _marks(last)
    for language, words in last.words.items():
        yield from _words(language, words)


def _marks(last: Edition) -> Iterator[str]:
    names = {meaning: name for name, meaning in edition.MARKS.items()}
    yield "\n[marks]"
    for mark, meaning in last.reading.marks.items():
        yield f'{_string(mark)} = "{names[meaning]}"'


def _words(language: Language, words: Words) -> Iterator[str]:
    """All but the headline, which was about the last period."""
    yield f"\n[{language}]"
    for key, value in words.model_dump(exclude={"headline"}, exclude_defaults=True).items():
        yield f"{key} = {_string(value) if isinstance(value, str) else _array(value)}"


def _array(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_string, words))}]"


def _string(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False)
