"""Claims: phrases that the figures must earn, and the scale of adjectives for growth.

``claims.toml`` names each claim, the words that only it allows, and its conditions. A condition is
``TERM OPERATOR TERM``: a term is a number, ``period.quarter``, or a fact such as ``iva.growth``,
``iva.growth@each`` (each comparison area in turn), ``iva.growth/last_year`` or ``iva.growth.margin``;
area and period are the briefing's own where none is given. What cannot be known is not earned.
"""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from report.catalogue import Catalogue, Language, Measure
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.derive import Facts, Missing, operations
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.foreign import words_of
from report.i18n import msg
from report.periods import Period
from report.validation import faults_of

_OPERATORS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
_CONDITION: Final = re.compile(r"(?P<left>\S+)\s+(?P<operator>>=|<=|==|!=|>|<)\s+(?P<right>\S+)")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_FACT: Final = re.compile(
    r"(?P<indicator>[a-z][a-z_0-9]*)\.(?P<measure>[a-z]+)(\.(?P<operation>[a-z0-9_]+))?"
    r"(@(?P<area>[\w-]+))?(/(?P<period>last_year|last_period))?"
)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Model):
    """One step of a scale: its words hold from ``at_least`` upwards."""

    at_least: Decimal
    zh: str
    en: str

    def words(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class House(_Model):
    """Rules that are set once for the whole house.

    ``doubling``: growth of 100 % and more in Chinese as 增长189.7% (percent) or 增长1.9倍 (times);
    ``tolerance``: how far, in points, a result may be from a target of "about" or "held at" and meet it.
    """

    doubling: Literal["percent", "times"] = "percent"
    tolerance: Decimal = Decimal("0.5")


class _Claim(_Model):
    words_zh: tuple[str, ...] = ()
    words_en: tuple[str, ...] = ()
    all: tuple[str, ...]


class _Document(_Model):
    house: House = House()
    growth: tuple[Step, ...]
    claims: dict[str, _Claim]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One condition, tried: ``held`` is None where a figure that it needs is not there."""

    condition: str
    held: bool | None
    shown: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    name: str
    evidence: tuple[Evidence, ...]

    @property
    def held(self) -> bool:
        return bool(self.evidence) and all(item.held for item in self.evidence)


@dataclass(frozen=True)
class Claims:
    """What claims.toml says."""

    house: House
    growth: tuple[Step, ...]
    rules: Mapping[str, _Claim]

    def names(self) -> tuple[str, ...]:
        return tuple(self.rules)

    def words(self, language: Language) -> Iterator[tuple[str, str]]:
        """Each claim's name with each phrase that only this claim allows."""
        for name, rule in self.rules.items():
            for word in rule.words_zh if language == "zh" else rule.words_en:
                yield name, word

    def pace(self, growth: Decimal) -> Step | None:
        """The step of the scale that this growth reaches; None below the lowest."""
        reached = [step for step in self.growth if growth >= step.at_least]
        return max(reached, key=lambda step: step.at_least, default=None)

    def judge(self, name: str, facts: Facts, subject: Subject) -> Claim:
        evidence: list[Evidence] = []
        for condition in self.rules[name].all:
            evidence.extend(_try_condition(condition, facts, subject))
        return Claim(name, tuple(evidence))


def load(path: Path, catalogue: Catalogue) -> Claims:
    """Raises InputFaults: unreadable, a condition that cannot be read, an unknown name in it."""
    try:
        document = _Document.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([Fault(Place(path.name), msg("a readable TOML file"), words_of(error))]) from error
    except ValidationError as error:
        raise InputFaults(faults_of(error, path.name)) from error
    faults = list(_unreadable(document, path.name, catalogue))
    if faults:
        raise InputFaults(faults)
    return Claims(document.house, document.growth, document.claims)


def _unreadable(document: _Document, file: str, catalogue: Catalogue) -> Iterator[Fault]:
    for name, claim in document.claims.items():
        place = Place(file, key=f"claims.{name}.all")
        if not claim.all:
            yield Fault(place, msg("at least one condition"), msg("none"))
        for condition in claim.all:
            parsed = _CONDITION.fullmatch(condition)
            if not parsed:
                yield Fault(place, msg("a condition such as 'iva.growth > 0'"), repr(condition))
                continue
            for term in (parsed["left"], parsed["right"]):
                yield from _bad_term(term, place, catalogue)


def _bad_term(term: str, place: Place, catalogue: Catalogue) -> Iterator[Fault]:
    if term == "period.quarter" or _NUMBER.fullmatch(term):
        return
    parsed = _FACT.fullmatch(term)
    if not parsed:
        yield Fault(place, msg("a number, period.quarter, or a fact such as iva.growth@henan"), repr(term))
        return
    areas = [*catalogue.areas, "each"]
    known = (
        ("indicator", msg("the key of an indicator"), list(catalogue.indicators)),
        ("measure", msg("a measure"), [measure.value for measure in Measure]),
        ("operation", msg("an operation"), list(operations())),
        ("area", msg("the key of an area, or each"), areas),
    )
    for part, expected, names in known:
        if parsed[part] and parsed[part] not in names:
            yield Fault(place, expected, parsed[part], nearest(parsed[part], names))
    yield from _senseless(parsed, place, catalogue)


def _senseless(term: re.Match[str], place: Place, catalogue: Catalogue) -> Iterator[Fault]:
    """Operations that no figure could ever answer: said when the rules are read, not when a claim is tried."""
    indicator = catalogue.indicators.get(term["indicator"])
    if term["operation"] == "gap" and not term["area"]:
        yield Fault(place, msg("the area that a gap is to, such as iva.growth.gap@henan"), term[0])
    if term["operation"] == "alone" and term["measure"] != Measure.LEVEL:
        yield Fault(place, msg("the level of a quarter alone (growth is never derived)"), term[0])
    if term["operation"] in ("share", "share_change") and indicator and not indicator.part_of:
        yield Fault(place, msg("the share of an indicator that is part_of another"), term[0])


def _try_condition(condition: str, facts: Facts, subject: Subject) -> Iterator[Evidence]:
    if "@each" not in condition:
        yield _evidence(condition, facts, subject)
        return
    if not subject.compare_with:
        yield Evidence(condition, None, msg("no area to compare with"))
    for area in subject.compare_with:
        yield _evidence(condition.replace("@each", f"@{area}"), facts, subject)


def _evidence(condition: str, facts: Facts, subject: Subject) -> Evidence:
    parsed = _CONDITION.fullmatch(condition)
    assert parsed, condition  # load() has read every condition
    try:
        left, left_fact = _term(parsed["left"], facts, subject)
        right, right_fact = _term(parsed["right"], facts, subject)
    except Missing as missing:
        return Evidence(condition, None, msg("not known: {missing}", missing=missing.keys))
    held = _OPERATORS[parsed["operator"]](left, right)
    used = tuple(fact for fact in (left_fact, right_fact) if fact)
    return Evidence(condition, held, f"{left} {parsed['operator']} {right}", used)


def _term(term: str, facts: Facts, subject: Subject) -> tuple[Decimal, Fact | None]:
    if term == "period.quarter":
        return Decimal(subject.period.quarter), None
    if _NUMBER.fullmatch(term):
        return Decimal(term), None
    fact = facts.fact(_key(term, subject))
    return fact.value, fact


def _key(term: str, subject: Subject) -> FactKey:
    parsed = _FACT.fullmatch(term)
    assert parsed, term  # load() has read every term
    moved: Mapping[str | None, Callable[[Period], Period]] = {
        None: lambda period: period,
        "last_year": Period.last_year,
        "last_period": Period.last_period,
    }
    operation = parsed["operation"] or ""
    period = moved[parsed["period"]](subject.period)
    base = period.last_year() if operation in ("change", "share_change") else None
    area = parsed["area"] or subject.area
    other = ""
    if operation == "gap":
        area, other = subject.area, area
    return FactKey(
        parsed["indicator"],
        Measure(parsed["measure"]),
        area,
        period,
        operation,
        other,
        base,
    )
