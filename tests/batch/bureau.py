"""A small province of made-up areas, with a template of two passages, so that a batch of it takes seconds."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from hand_made import INPUTS, TEMPLATES

from report.batch import plan as plans
from report.batch.executors import Crew, Hire, processes
from report.batch.model import Outcome
from report.batch.plan import Plan, Request
from report.batch.run import batch
from report.catalogue import Language
from report.edition import ChartKind
from report.orders import open_house

PATTERN = "sample"
COUNTIES = ("xa", "xb", "xc", "xd", "xe", "xf")
AREAS = [
    ["xp", "甲省", "Province P", "province", "china"],
    ["xq", "乙市", "City Q", "prefecture", "xp"],
    ["xr", "丙市", "City R", "prefecture", "xp"],
    *([key, f"样例{key[1]}县", f"County {key[1].upper()}", "county", "xq" if key < "xd" else "xr"] for key in COUNTIES),
]
EDITION = """
template = "brief"
period = "2021Q1"
levels = ["county"]
figures = ["figures.csv"]
date = 2021-04-28
issue = 4

[zh]
publication = "{area}简报"
office = "{area}统计局"
source = "样例"

[en]
publication = "Bulletin of {area}"
office = "Office of {area}"
source = "sample"
"""
ZH = """{% include "masthead.zh.md.j2" %}
{% passage headline %}
# {{ period }}{{ area }}经济运行情况

{% endpassage %}
{% passage lead %}
{{ period }}，{{ area }}{{ gdp.名称 }}{{ gdp.数值|数额 }}，{{ gdp.增速|增减 }}{{ gdp.增速|比较 }}。
{% endpassage %}
"""
EN = """{% include "masthead.en.md.j2" %}
{% passage headline %}
# {{ area }}’s economy in {{ period }}

{% endpassage %}
{% passage lead %}
In {{ period }}, the {{ gdp.name }} of {{ area }} was {{ gdp.value|amount }},
{{ gdp.growth|up }}{{ gdp.growth|compare }}.
{% endpassage %}
"""
Row: TypeAlias = list[str]


def _rows() -> dict[tuple[str, str], Row]:
    """GDP of every area, each different, by the area's key and the measure."""
    named = {"china": "全国", **{area[0]: area[1] for area in AREAS}}
    rows = {}
    for number, (key, name) in enumerate(named.items()):
        rows[key, "level"] = ["地区生产总值", name, "2021Q1", "累计", f"{9000 - 800 * number}.5", "亿元"]
        rows[key, "growth"] = ["地区生产总值", name, "2021Q1", "增速", f"{9 + number}.{number}", "%"]
    return rows


@dataclass
class Bureau:
    """Inputs, templates and outputs in one folder; what a test changes, it changes before :meth:`filed`."""

    folder: Path
    areas: list[Row] = field(default_factory=lambda: [list(area) for area in AREAS])
    rows: dict[tuple[str, str], Row] = field(default_factory=_rows)
    edition: str = EDITION

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs" / PATTERN

    def filed(self) -> Bureau:
        """Write the inputs as they are now."""
        pattern = self.inputs / PATTERN
        pattern.mkdir(parents=True, exist_ok=True)
        shutil.copy(INPUTS / "catalogue.toml", self.inputs)
        (self.inputs / "areas.csv").write_text(_csv(["key", "zh", "en", "level", "parent"], self.areas), "utf-8-sig")
        header = ["指标", "地区", "时期", "口径", "数值", "单位"]
        (pattern / "figures.csv").write_text(_csv(header, self.rows.values()), "utf-8-sig")
        (pattern / "edition.toml").write_text(self.edition, "utf-8")
        templates = self.folder / "templates"
        if not templates.exists():
            templates.mkdir()
            for path in TEMPLATES.iterdir():
                if path.name in ("claims.toml", "style.docx") or path.name.startswith("masthead"):
                    shutil.copy(path, templates)
            (templates / "brief.zh.md.j2").write_text(ZH, "utf-8")
            (templates / "brief.en.md.j2").write_text(EN, "utf-8")
        return self

    def plan(
        self, *areas: str, outputs: str = "", languages: Sequence[Language] = (), charts: ChartKind | None = None
    ) -> Plan:
        house = open_house(self.inputs, self.folder / "templates", Path())
        place = outputs or str(self.folder / "outputs")
        return plans.plan(house, Request(PATTERN, place, areas, tuple(languages), charts))

    def run(self, *areas: str, outputs: str = "", hire: Hire | None = None) -> dict[str, Outcome]:
        """A batch, by processes unless somebody else is to be hired; the outcomes by document."""
        plan = self.plan(*areas, outputs=outputs)
        return {outcome.document: outcome for outcome in batch(plan, Crew(hire, 4) if hire else processes(2))}

    def written(self) -> dict[str, bytes]:
        return contents(self.outputs)


def _csv(header: Row, rows: object) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    """The documents and what lies beside them, by name; what begins with a dot nobody sees."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith((".", "batch."))
    }


def states(outcomes: Mapping[str, Outcome]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for outcome in outcomes.values():
        counted[outcome.state] = counted.get(outcome.state, 0) + 1
    return counted


def retyped(document: Path, change: Callable[[str], str]) -> None:
    """Edit a document by hand: its main part, as text."""
    with zipfile.ZipFile(document) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts.items():
            if info.filename == "word/document.xml":
                text = content.decode()
                assert change(text) != text
                content = change(text).encode()
            archive.writestr(info, content)
