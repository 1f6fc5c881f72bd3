"""The trace: each number in a briefing, the arithmetic behind it, and the cells that it comes from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import hand_made
import pytest
from hand_made import Desk

from report.charts import plan
from report.charts.plan import Planner
from report.narrative.narrate import wording_for
from report.trace import COLUMNS, trace

Rows = list[dict[str, str]]
VALUES = {"iva.growth@gongyi/2021Q1": "31.2", "iva.growth@henan/2021Q1": "20.6", "iva.growth@zhengzhou/2021Q1": "29.0"}
TEMPLATE = (
    "{% passage notice as notice %}样例{% endpassage %}\n"
    "{% passage lead %}\n{{ period }}，X{{ iva.growth|moved }}{{ iva.growth|compare }}。\n{% endpassage %}\n"
    '{% passage asked as hand %}{{ remarks("asked") }}{% endpassage %}\n'
    "{% passage more %}{% if claim.good_start %}开门红{% else %}平稳{% endif %}{% endpassage %}"
)


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("templates"))


def rows_of(content: bytes) -> Rows:
    assert content.startswith(b"\xef\xbb\xbf")  # so that Excel reads it as UTF-8
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def traced(desk: Desk) -> Rows:
    made = hand_made.figures(VALUES, sample=True)
    remarks = '## asked\n\n引进12个项目，投资3.5亿元，"五,五"规划。\n'
    return rows_of(trace(desk.narrate(TEMPLATE, made, remarks={"zh": remarks}), ()))


def test_a_published_figure_has_one_row_with_its_cell(desk: Desk) -> None:
    (row,) = [row for row in traced(desk) if row["fact"] == "iva.growth@gongyi/2021Q1"]
    assert row == {
        "passage": "lead",
        "printed": "31.2%",
        "fact": "iva.growth@gongyi/2021Q1",
        "arithmetic": "",
        "file": "figures.xlsx",
        "sheet": "主要指标",
        "cell": "B5",
        "stored": "31.2",
        "sample": "sample",
    }


def test_a_derived_figure_has_a_row_for_each_cell_behind_it(desk: Desk) -> None:
    rows = [row for row in traced(desk) if row["fact"] == "iva.growth.gap@gongyi~henan/2021Q1"]
    assert [(row["printed"], row["arithmetic"], row["cell"]) for row in rows] == [
        ("10.6", "31.2 − 20.6 = 10.6", "B5"),
        ("10.6", "31.2 − 20.6 = 10.6", "B6"),
    ]


def test_what_people_wrote_is_by_hand_and_what_the_edition_says_is_the_editions(desk: Desk) -> None:
    rows = traced(desk)
    assert [(row["printed"], row["fact"]) for row in rows if row["passage"] == "asked"] == [
        ("12", "by hand"),
        ("3.5", "by hand"),
    ]
    assert [row["fact"] for row in rows if row["printed"] == "2021"] == ["edition.toml: period"]


def test_claims_keep_their_evidence_whether_earned_or_not(desk: Desk) -> None:
    claims = [row for row in traced(desk) if row["passage"] == "claim good_start"]
    assert {row["printed"] for row in claims} == {"not earned"}
    shown = {row["fact"]: row["arithmetic"] for row in claims}
    assert shown["iva.growth > iva.growth@henan"] == "31.2 > 20.6: holds"
    assert shown["industrial_investment.growth > 0"].endswith(": not known")
    against = next(row for row in claims if row["fact"] == "iva.growth > iva.growth@henan")
    assert "cell B5" in against["file"]
    assert "cell B6" in against["file"]


def test_every_label_of_a_chart_is_traced_too() -> None:
    edition, figures = hand_made.shipped("gongyi-2021Q1")
    material = hand_made.material(figures, edition)
    planner = Planner(material.facts, hand_made.CATALOGUE, material.subject, hand_made.CLAIMS.house)
    specs = plan.load(hand_made.TEMPLATES / "quarterly.charts.toml", hand_made.CATALOGUE)
    narrative = hand_made.narratives(figures, edition)["zh"]
    shown = [passage.chart for passage in narrative.passages if passage.chart]
    charts = [planner.chart(name, specs[name], wording_for(material, "zh"), "题", "源") for name in shown]
    rows = rows_of(trace(replace(narrative, passages=(), claims=()), charts))
    for chart in charts:
        labels = [point.label for series in chart.series for point in series.points if point.fact]
        assert labels
        printed = {row["printed"] for row in rows if row["passage"] == f"chart {chart.id}"}
        assert set(labels) == printed


def test_each_row_has_every_column(desk: Desk) -> None:
    for row in traced(desk):
        assert tuple(row) == COLUMNS
        assert None not in row.values()
