"""The names that a template may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from report import numerals
from report.catalogue import Language
from report.errors import Fault, InputFaults, nearest
from report.i18n import msg
from report.narrative.markdown import edition, escaped, passage_block, plain
from report.narrative.remarks import sections
from report.narrative.rendering import HOLE, Material, Rendering, asked_at
from report.narrative.tables import indicator_table
from report.narrative.views import IndicatorView, PeriodView


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """``claim.good_start``: whether the figures earn it."""

    rendering: Rendering

    def __getitem__(self, name: str) -> bool:
        known = self.rendering.material.claims.names()
        if name not in known:
            raise InputFaults(
                [Fault(asked_at(), msg("the name of a claim in claims.toml"), name, nearest(name, known))]
            )
        return self.rendering.claim(name).held


def context_for(rendering: Rendering) -> dict[str, Any]:
    """Everything by name: indicators (in both languages), the edition's facts, and the makers of blocks."""
    remarks = _remarks(rendering)
    makers: dict[str, Any] = {
        "_passage": _passage_maker(rendering),
        "table": lambda views, columns: indicator_table(rendering, views, columns),
        "chart": _chart_maker(rendering),
        "remarks": _remarks_maker(rendering, remarks),
        "claim": ClaimsView(rendering),
        "has_remarks": lambda section: section in remarks,
    }
    return {**_indicators(rendering), **_edition_facts(rendering), **makers, **_chinese(makers)}


def _chinese(makers: Mapping[str, Any]) -> dict[str, Any]:
    names = {"table": "表", "chart": "图", "remarks": "讲话", "claim": "论断", "has_remarks": "有讲话"}
    return {chinese: makers[name] for name, chinese in names.items()}


def _indicators(rendering: Rendering) -> dict[str, Any]:
    views: dict[str, Any] = {}
    for key, indicator in rendering.catalogue.indicators.items():
        view = IndicatorView(indicator, rendering)
        views.update({name: view for name in (key, *indicator.names()) if name.isidentifier()})
    return views


def _edition_facts(rendering: Rendering) -> dict[str, Any]:
    material, words, language = rendering.material, rendering.words, rendering.language
    made = material.edition
    period = PeriodView(material.subject.period, rendering)
    lists = {name: _linked(getattr(words, name), name, rendering) for name in _LISTS}
    singles = {name: _link(getattr(words, name), name) for name in _SINGLES}
    area = escaped(rendering.own_area.name(language))
    areas = [escaped(rendering.catalogue.areas[key].relative(language)) for key in material.subject.compare_with]
    return {
        **lists,
        **singles,
        "area": area,
        "地区": area,
        "compared_areas": Markup(numerals.listed(areas, language)),
        "period": period,
        "时期": period,
        "issue": edition(issue_name(made.issue, language), "issue"),
        "total_issue": _link(_total(made.total_issue, language), "total_issue"),
        "date": edition(numerals.date(made.date, language), "date"),
        "corrected_since": _link(_corrected_since(material, language), "mark_corrected_since"),
        "copies": _link(str(made.copies or ""), "copies"),
        "nation": rendering.own_area.level == "nation",
        "sample": any(figure.sample for figure in material.facts.figures)
        or any(target.sample for target in material.facts.figures.targets),
    }


_SINGLES = ("publication", "office", "headline", "contributor", "source")
_LISTS = ("editors", "report_to", "send_to", "distribute_to")


def _link(text: str, source: str) -> Markup:
    return edition(text, source) if text else Markup("")


def _linked(words: Sequence[str], source: str, rendering: Rendering) -> Markup:
    return _link(numerals.listed(words, rendering.language), source) if words else Markup("")


def issue_name(number: int, language: str) -> str:
    return f"第{number}期" if language == "zh" else f"No. {number}"


def _total(number: int | None, language: str) -> str:
    if number is None:
        return ""
    return f"总第{number}期" if language == "zh" else f"Serial No. {number}"


def _corrected_since(material: Material, language: Language) -> str:
    """Empty where no figure is marked: there is nothing to explain then."""
    since = material.edition.mark_corrected_since
    return numerals.date(since, language) if since and material.corrected else ""


def _passage_maker(rendering: Rendering) -> Callable[..., Markup]:
    def passage(name: str, kind: str, optional: bool, caller: Callable[[], str]) -> Markup:
        rendering.passage = name
        before = len(rendering.lacks)
        body = caller().strip()
        lacking = [key for lack in rendering.lacks[before:] for key in lack.keys]
        rendering.passage = ""
        if optional and lacking:
            del rendering.lacks[before:]
            rendering.leave_out(name, lacking)
            return Markup("")
        if not body:
            if not optional:
                raise InputFaults([Fault(asked_at(), msg("words in the passage {name}", name=name), msg("none"))])
            return Markup("")
        block = passage_block(name, kind, body)
        rendering.blocks.append(block)
        return block

    return passage


def _chart_maker(rendering: Rendering) -> Callable[..., Markup]:
    def chart(name: str, caption: str, title: str = "") -> Markup:
        charts = rendering.material.charts
        if name not in charts:
            raise InputFaults(
                [Fault(asked_at(), msg("the name of a chart of this template"), name, nearest(name, charts))]
            )
        if charts[name]:
            rendering.note(charts[name])
            return HOLE
        words = plain(title or caption).replace('"', "”")
        return Markup(f'![{escaped(caption)}](chart:{name} "{escaped(words)}")')

    return chart


def _remarks(rendering: Rendering) -> Mapping[str, tuple[Markup, ...]]:
    made = rendering.material.edition
    text = made.remarks.get(rendering.language, "")
    return sections(text, f"{made.name}/remarks.{rendering.language}.md")


def _remarks_maker(rendering: Rendering, found: Mapping[str, tuple[Markup, ...]]) -> Callable[[str], Markup]:
    def remarks(section: str) -> Markup:
        if not found.get(section):
            file = f"{rendering.material.edition.name}/remarks.{rendering.language}.md"
            rendering.note([msg("section ## {section} of {file}", section=section, file=file)])
            return HOLE
        return Markup("\n\n".join(found[section]))

    return remarks
