"""Issues as they were and as they would be now: records of shipped editions with other figures, charts undrawn."""

from __future__ import annotations

from collections.abc import Mapping

import hand_made

from report.catalogue import Language
from report.charts import plan
from report.charts.model import Chart, Picture
from report.charts.plan import Planner
from report.corrections.differences import Differences, differences
from report.edition import Edition
from report.facts.derive import Facts
from report.figures.model import Figures
from report.narrative.model import Kind, Narrative
from report.narrative.narrate import wording_for
from report.word.record import Heading, Making, Record, record_of

QUARTERLY = "gongyi-2021Q1"
UNDRAWN = Picture(b"", b"", 150, 80, "")

Values = Mapping[str, str | None]


def heading(made: Edition, inputs: str, making: Making = "build") -> Heading:
    return Heading(made.name, made.template, "template", inputs * 32, "program", made.date, making)


def charts(figures: Figures, about: Edition, narrative: Narrative) -> list[Chart]:
    used = hand_made.material(figures, about)
    specs = plan.load(hand_made.TEMPLATES / f"{about.template}.charts.toml", hand_made.CATALOGUE)
    planner = Planner(Facts(figures, hand_made.CATALOGUE), hand_made.CATALOGUE, about.subject, hand_made.CLAIMS.house)
    wording, words = wording_for(used, narrative.language), about.words[narrative.language]
    shown = [passage for passage in narrative.passages if passage.kind is Kind.CHART]
    return [planner.chart(one.chart, specs[one.chart], wording, one.title, words.source) for one in shown]


def record(figures: Figures, about: Edition, language: Language, inputs: str = "a1") -> Record:
    narrative = hand_made.narratives(figures, about)[language]
    drawn = [(chart, UNDRAWN) for chart in charts(figures, about, narrative)]
    return record_of(narrative, heading(about, inputs), drawn)


def issue(
    name: str, language: Language, now: Values, was: Values | None = None
) -> tuple[Edition, Record, Record, Differences]:
    """An edition issued with the values of ``was``, and what it would be with those of ``now``."""
    about, figures = hand_made.shipped(name)
    before = hand_made.changed(figures, was or {}, add=True)
    after = hand_made.changed(before, now, add=True)
    base, ours = record(before, about, language), record(after, about, language, "b2")
    return about, base, ours, differences(base, ours)


def changed(now: Values, language: Language = "zh", name: str = QUARTERLY, was: Values | None = None) -> Differences:
    return issue(name, language, now, was)[3]
