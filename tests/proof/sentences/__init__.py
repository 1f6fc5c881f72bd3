"""Sentences in Markdown: what each says is read against figures given by name, and what is found is told in words.

A section of ``numbers.*.md`` and ``subjects.*.md`` is a rule::

    ## A unit of the catalogue, at every scale

    About gongyi, 2023M08.                      (left out: that)
    Figures: power.level 315.7, iva.growth@henan -1.2.

    | Sentence | Found |
    |---|---|
    | 用电量315.7亿千瓦时。 | power.level |
    | 用电量351.7亿千瓦时。 | wrong 315.7亿千瓦时 |

A figure is ``<indicator>.<measure>[@area][/period]`` and a value in the catalogue's unit (``catalogue.toml``, here);
area and period are left out where they are the section's. A period is ``2023Q1``, ``2023M08`` (January to August) or
``2023M08-08`` (August). ``Targets`` are of the year and have a bound: ``iva.growth about 9.0``.

What is found stands in the order of the sentence: the fact that a number is, or a finding with its kind and the value
that it expects; a dash where nothing is told. A third column says why the sentence is not read so yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, get_args

from report import catalogue, periods
from report.catalogue import Language, Measure
from report.errors import Place
from report.facts import claims
from report.facts.derive import Facts
from report.facts.model import Subject
from report.figures.model import Bound, Figure, FigureKey, Figures, Target
from report.narrative.environment import TemplateEnvironment
from report.orders import House
from report.proof.check import Proof
from report.proof.lexicon import Lexicon, lexicon
from report.proof.matter import Matter
from report.proof.model import Checked, Finding, Line
from report.proof.reading import Read

HERE: Final = Path(__file__).parent
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
NOTHING: Final = "—"
AREA: Final = "gongyi"
PERIOD: Final = "2023M08"
_TOLD: Final = re.compile(r"^(?P<what>About|Figures|Targets):? (?P<said>.+)\.$", re.M)


@dataclass(frozen=True)
class Section:
    """A rule: what its sentences are about, and the figures that they are read against."""

    name: str
    language: Language
    subject: Subject
    figures: Figures


@dataclass(frozen=True)
class Case:
    """``found``: what is to be told of a sentence; ``not_yet``: why that is not so."""

    section: Section
    sentence: str
    found: str
    not_yet: str = ""


@cache
def house() -> House:
    known = catalogue.load(HERE / "catalogue.toml")
    return House(HERE, HERE, HERE, known, claims.load(HERE / "claims.toml", known), TemplateEnvironment(HERE))


@cache
def words() -> Lexicon:
    return lexicon(house().catalogue, house().claims)


def cases(language: Language) -> Iterator[Case]:
    """All cases of a language, in order."""
    texts = [path.read_text("utf-8") for path in sorted(HERE.glob(f"*.{language}.md"))]
    for part in [one for text in texts for one in text.split("\n## ")[1:]]:
        name, *lines = part.strip().splitlines()
        section = _section(name, language, dict(_TOLD.findall(part)))
        for line in lines:
            if line.startswith("| ") and not line.startswith("| Sentence"):
                yield Case(section, *(cell.strip() for cell in line.strip("| ").split(" | ")))


def _section(name: str, language: Language, told: Mapping[str, str]) -> Section:
    area, _, period = told.get("About", f"{AREA}, {PERIOD}").partition(", ")
    subject = Subject(area, periods.parse_key(period), ("henan", "zhengzhou"))
    given = [one.rsplit(" ", 1) for one in told["Figures"].split(", ")]
    figures = [_figure(key, value, subject, row) for row, (key, value) in enumerate(given, 5)]
    aims = [one.split(" ") for one in told.get("Targets", "").split(", ") if one]
    targets = tuple(_target(key, bound, value, subject) for key, bound, value in aims)
    return Section(name, language, subject, Figures({one.key: one for one in figures}, {}, targets))


def _key(text: str, subject: Subject) -> FigureKey:
    what, _, period = text.partition("/")
    name, _, area = what.partition("@")
    indicator, _, measure = name.partition(".")
    spoken = periods.parse_key(period) if period else subject.period
    return FigureKey(indicator, Measure(measure), area or subject.area, spoken)


def _figure(text: str, value: str, subject: Subject, row: int) -> Figure:
    key = _key(text, subject)
    indicator = house().catalogue.indicators[key.indicator]
    unit, decimals = indicator.unit_of(key.measure), indicator.decimals_of(key.measure)
    return Figure(key, Decimal(value), unit, decimals, Place("figures.xlsx", "figures", f"B{row}"), value)


def _target(text: str, bound: str, value: str, subject: Subject) -> Target:
    key = _key(text, subject)
    indicator = house().catalogue.indicators[key.indicator]
    unit, decimals = indicator.unit_of(key.measure), indicator.decimals_of(key.measure)
    chosen: Bound = next(one for one in get_args(Bound) if one == bound)
    what = (key.indicator, key.measure, key.area, subject.period.year, chosen)
    return Target(*what, Decimal(value), unit, decimals, "scale", Place("figures.xlsx", "targets", "C5"), value)


def told(case: Case) -> str:
    """What is found in a sentence, in its order."""
    section = case.section
    matter = Matter("tried", Facts(section.figures, house().catalogue), section.subject)
    line = Line("paragraph 1", case.sentence)
    checked = Proof(Read("tried", (line,)), house(), matter, section.language, words()).checked()
    return "; ".join(words for _, words in sorted(_found(checked, section.subject))) or NOTHING


def _found(checked: Checked, subject: Subject) -> Iterator[tuple[int, str]]:
    for source in checked.sources:
        yield source.start, _short(source.fact, subject)
    for finding in checked.findings:
        yield finding.start, _words(finding)


def _words(finding: Finding) -> str:
    if finding.kind in ("unknown", "inconsistent"):
        return finding.kind
    if finding.kind == "hole":
        return f"hole of {finding.missing}"
    return f"{finding.kind} {finding.expected.partition(' — ')[0]}"


def _short(fact: str, subject: Subject) -> str:
    """A fact's key without the area and the period of the section."""
    key = re.sub(rf"@{subject.area}(?=[~/])", "", fact)
    return re.sub(rf"/{subject.period}(?![-\d])", "", key)
