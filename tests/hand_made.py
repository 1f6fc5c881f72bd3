"""Figures by hand, and what is said of them: for tests that begin after the loader."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from report import catalogue as catalogues
from report import edition as editions
from report import periods
from report.catalogue import Catalogue, Language
from report.charts import plan
from report.charts.plan import Planner
from report.edition import Edition, Words
from report.errors import Place
from report.facts import claims as rules
from report.facts.claims import Claims
from report.facts.derive import Facts
from report.facts.model import Subject
from report.figures.load import load
from report.figures.model import Absence, Bound, Figure, FigureKey, Figures, Target
from report.figures.reading import Reading
from report.narrative.environment import TemplateEnvironment
from report.narrative.model import Narrative
from report.narrative.narrate import narrate
from report.narrative.rendering import Material

ROOT = Path(__file__).parents[1]
INPUTS = ROOT / "inputs"
TEMPLATES = ROOT / "templates"
CATALOGUE: Catalogue = catalogues.load(INPUTS / "catalogue.toml")
CLAIMS: Claims = rules.load(TEMPLATES / "claims.toml", CATALOGUE)
SHEET = "主要指标"
THEMES = "scale"

Values = Mapping[str, str]
Targets = Mapping[str, tuple[Bound, str]]


def figure(key: str, value: str, cell: str = "B5", *, sample: bool = False) -> Figure:
    """A published figure in the catalogue's unit and decimals."""
    parsed = FigureKey.parse(key)
    indicator = CATALOGUE.indicators[parsed.indicator]
    unit, decimals = indicator.unit_of(parsed.measure), indicator.decimals_of(parsed.measure)
    return Figure(parsed, Decimal(value), unit, decimals, Place("figures.xlsx", SHEET, cell), value, sample=sample)


def target(key: str, bound: Bound, value: str, cell: str = "C5") -> Target:
    """``key`` as a figure's, of the whole year: ``iva.growth@gongyi/2021``."""
    parsed = FigureKey.parse(key)
    indicator = CATALOGUE.indicators[parsed.indicator]
    unit, decimals = indicator.unit_of(parsed.measure), indicator.decimals_of(parsed.measure)
    place = Place("figures.xlsx", "目标", cell)
    what = (parsed.indicator, parsed.measure, parsed.area, parsed.period.year, bound)
    return Target(*what, Decimal(value), unit, decimals, THEMES, place, value)


def figures(
    values: Values, targets: Targets | None = None, absent: Mapping[str, str] | None = None, *, sample: bool = False
) -> Figures:
    """``figures({"iva.growth@gongyi/2021Q1": "31.2"}, absent={"gdp.level@gongyi/2021Q1": ""})``."""
    made = [figure(key, value, f"B{row}", sample=sample) for row, (key, value) in enumerate(values.items(), 5)]
    lacking = [
        Absence(
            FigureKey.parse(key),
            Place("figures.xlsx", SHEET, f"D{row}"),
            found.strip() or "an empty cell",
            stated=bool(found.strip()),
        )
        for row, (key, found) in enumerate((absent or {}).items(), 5)
    ]
    aims = tuple(target(key, *aim, f"C{row}") for row, (key, aim) in enumerate((targets or {}).items(), 5))
    return Figures({item.key: item for item in made}, {item.key: item for item in lacking}, aims)


def facts(values: Values, targets: Targets | None = None, absent: Mapping[str, str] | None = None) -> Facts:
    return Facts(figures(values, targets, absent), CATALOGUE)


def subject(area: str = "gongyi", period: str = "2021Q1", compare: Sequence[str] = ("henan", "zhengzhou")) -> Subject:
    return Subject(area, periods.parse_key(period), tuple(compare))


def edition(about: Subject, template: str = "tried", remarks: Mapping[Language, str] | None = None) -> Edition:
    words = Words(publication="简报", office="办公室", source="统计局")
    return Edition(
        name=f"{about.area}-{about.period}",
        folder=INPUTS,
        template=template,
        subject=about,
        files=(),
        reading=Reading(about.area, about.period, {}, "tried"),
        date=datetime.date(2021, 4, 9),
        issue=4,
        total_issue=None,
        copies=None,
        words={"zh": words, "en": words},
        remarks=remarks or {},
    )


def material(made: Figures, about: Edition, claims: Claims = CLAIMS, templates: Path = TEMPLATES) -> Material:
    """What the pipeline hands to the narrative, with the charts that the template has."""
    known = Facts(made, CATALOGUE)
    specs = plan.load(templates / f"{about.template}.charts.toml", CATALOGUE)
    planner = Planner(known, CATALOGUE, about.subject, claims.house)
    return Material(about, known, claims, CATALOGUE, {name: planner.lacking(spec) for name, spec in specs.items()})


class Desk:
    """Templates typed on the spot, in a folder of their own, and what comes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def narrate(
        self,
        template: str,
        made: Figures,
        language: Language = "zh",
        about: Subject | None = None,
        claims: Claims = CLAIMS,
        remarks: Mapping[Language, str] | None = None,
    ) -> Narrative:
        """Raises InputFaults as the narrative does."""
        (self.folder / f"tried.{language}.md.j2").write_text(template, "utf-8")
        used = material(made, edition(about or subject(), remarks=remarks), claims, self.folder)
        return narrate(used, TemplateEnvironment(self.folder), language)

    def say(
        self,
        expression: str,
        made: Figures,
        language: Language = "zh",
        about: Subject | None = None,
        claims: Claims = CLAIMS,
    ) -> str:
        """The words of ``{{ expression }}``."""
        template = f"{{% passage lead %}}\nX{{{{ {expression} }}}}\n{{% endpassage %}}"
        narrative = self.narrate(template, made, language, about, claims)
        return narrative.passages[0].text.removeprefix("X")


def shipped(name: str) -> tuple[Edition, Figures]:
    """An edition of ``inputs/`` with its figures, as the product reads them."""
    made = editions.load(INPUTS / name, CATALOGUE)
    return made, load(made.files, CATALOGUE, made.reading)


def changed(made: Figures, values: Mapping[str, str | None], *, add: bool = False) -> Figures:
    """Figures with other values; None takes a figure out of the source altogether."""
    kept = dict(made.figures)
    for key, value in values.items():
        parsed = FigureKey.parse(key)
        before = kept.pop(parsed, None)
        assert before is not None or add, f"{key} is not among the figures: {sorted(map(str, made.figures))}"
        if value is None:
            continue
        made_up = before or figure(key, value, "Z9", sample=True)
        kept[parsed] = replace(made_up, value=Decimal(value), stored=value)
    absent = {key: absence for key, absence in made.absent.items() if key not in kept}
    return replace(made, figures=kept, absent=absent)


def emptied(made: Figures, *keys: str, found: str = "") -> Figures:
    """Figures of which some cells are blank, or hold a mark."""
    parsed = [FigureKey.parse(key) for key in keys]
    absent = {
        key: Absence(key, made.figures[key].place, found.strip() or "an empty cell", stated=bool(found.strip()))
        for key in parsed
    }
    return replace(
        made,
        figures={key: item for key, item in made.figures.items() if key not in absent},
        absent={**made.absent, **absent},
    )


def narratives(made: Figures, about: Edition) -> dict[Language, Narrative]:
    """The briefing in both languages, with the shipped templates."""
    used = material(made, about)
    environment = TemplateEnvironment(TEMPLATES)
    return {language: narrate(used, environment, language) for language in about.languages}


def words(markdown: str) -> str:
    """Markdown as it reads: links as their text."""
    return re.sub(r"\[((?:[^\]\\]|\\.)*)\]\((?:figure|edition):[^)]*\)", r"\1", markdown)
