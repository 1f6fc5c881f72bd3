"""The preview as a task: what each language would say now, and behind each number its cells, sums and vintages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from report import edition as editions
from report.catalogue import Catalogue, Language
from report.corrections.both import Both, both
from report.corrections.names import fact_name
from report.errors import Caution, Place
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.model import LeftOut, Span
from report.orders import House, order_of
from report.page.jobs import Tell
from report.page.office import Office

if TYPE_CHECKING:
    from report.ledger.querying import Noted
    from report.pipeline import Prepared


@dataclass(frozen=True, slots=True)
class Vintage:
    """What a cell said, since which day, and why it was changed."""

    value: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A published figure behind a number; ``stored``: what the cell holds, as it holds it."""

    place: Place | None
    stored: str
    sample: bool
    vintages: tuple[Vintage, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one fact comes from; ``number``: by which the articles name it. ``printed`` by language."""

    number: int
    name: Both
    printed: Mapping[Language, str]
    arithmetic: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that the template asked about, with what it rests on."""

    name: Both
    held: bool
    evidence: tuple[tuple[Both, bool | None], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One language: its article, and what was left out of it and why."""

    language: Language
    article: Markup
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    shown: tuple[Shown, ...]
    sources: tuple[Source, ...]
    claims: tuple[Judged, ...]
    cautions: tuple[Caution, ...]


def preview(office: Office, tell: Tell, name: str) -> Preview:
    """What would be built now. Raises InputFaults with what keeps it from being built."""
    from report.ledger.noting import caught_up
    from report.pipeline import prepare

    house = office.house()
    tell(msg("reading figures"), 0, 0)
    made = editions.load(house.inputs / name, house.catalogue)
    orders = [order_of(house, made, language, force=True) for language in made.languages]
    prepared = list(prepare(house, orders))
    told = _Told()
    shown = tuple(_shown(one, told) for one in prepared)
    caught_up(office.ledger, office.outputs)
    sources = _sources(house.catalogue, office.ledger, name, told.facts)
    claims = tuple(_judged(house, prepared))
    return Preview(shown, sources, claims, prepared[0].facts.figures.cautions)


class _Told:
    """The facts that the articles print, in the order in which they are first printed, and how each language does."""

    def __init__(self) -> None:
        self.facts: dict[str, tuple[Fact, dict[Language, str]]] = {}
        self._numbers: dict[str, int] = {}

    def attributes(self, language: Language, span: Span) -> Mapping[str, str]:
        """A figure's element says the number of its source."""
        if span.fact is None:
            return {}
        key = span.fact.key
        self.facts.setdefault(key, (span.fact, {}))[1].setdefault(language, span.text)
        return {"data-source": str(self._numbers.setdefault(key, len(self._numbers) + 1))}


def _shown(prepared: Prepared, told: _Told) -> Shown:
    from report.page.article import article

    narrative = prepared.narrative
    text = article(prepared, partial(told.attributes, narrative.language))
    return Shown(narrative.language, text, narrative.left_out)


def _sources(
    catalogue: Catalogue, ledger: str, edition: str, facts: Mapping[str, tuple[Fact, dict[Language, str]]]
) -> tuple[Source, ...]:
    from report.ledger.opening import reading
    from report.ledger.querying import history

    with reading(ledger) as connection:

        @cache
        def noted(indicator: str) -> Sequence[Noted]:
            return [one for one in history(connection, indicator) if one.edition == edition]

        def cell(source: Fact) -> Cell:
            indicator = source.key.partition(".")[0]
            return Cell(source.place, source.stored, source.sample, tuple(_vintages(noted(indicator), source.key)))

        return tuple(
            Source(number, _named(catalogue, key), printed, fact.arithmetic, tuple(map(cell, fact.sources())))
            for number, (key, (fact, printed)) in enumerate(facts.items(), 1)
        )


def _named(catalogue: Catalogue, key: str) -> Both:
    try:
        return both(lambda language: fact_name(FactKey.parse(key), catalogue, language))
    except (KeyError, ValueError):  # a key that names no one thing, such as a count of indicators
        return Both(key, key)


def _vintages(noted: Iterable[Noted], key: str) -> Iterator[Vintage]:
    """Those of a figure or, for the fact that a target is, of the target."""
    fact = FactKey.parse(key)
    wanted = (str(fact.plain), fact.operation == "target")
    for one in noted:
        if (one.key, one.kind == "target") == wanted and one.change in ("new", "value", "withdrawn"):
            yield Vintage("" if one.value is None else f"{one.value}{one.unit}", one.at[:10], one.reason)


def _judged(house: House, prepared: Sequence[Prepared]) -> Iterator[Judged]:
    from report.corrections.speaker import Speaker

    speaker = Speaker(house, prepared[0].order.edition.subject)
    seen = {claim.name: claim for one in prepared for claim in one.narrative.claims}
    for claim in seen.values():
        yield Judged(
            speaker.claim(claim.name), claim.held, tuple((speaker.condition(one), one.held) for one in claim.evidence)
        )
