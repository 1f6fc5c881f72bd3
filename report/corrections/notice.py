"""The notice of a correction (更正说明) or revision (修订说明): what has changed in an issue, conclusions first.

Differences and what needs a person in, a Narrative out; ``templates/notice.*.md.j2`` has the sentences.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from markupsafe import Markup

from report import __version__, numerals
from report.catalogue import Language
from report.corrections.differences import Block, Differences, FigureChange, Spot, TitleChange, VerdictChange
from report.corrections.model import Amendment, Attention
from report.corrections.names import claim_name, fact_name, topic
from report.corrections.notice_words import NoticeWords, fact_of, opening, quoted, words_for
from report.edition import Edition, Words
from report.errors import Fault, InputFaults, Place
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.i18n import msg
from report.narrative.context import issue_name
from report.narrative.markdown import edition, figure, passage_block, plain
from report.narrative.model import Kind, Narrative
from report.narrative.narrate import numbered, refuse_links, refuse_words_outside, rendered
from report.narrative.page import as_markdown
from report.narrative.parse import parse
from report.narrative.vouch import undeclared, untraced
from report.orders import House, digest
from report.word.record import Heading, Record, record_of
from report.word.write import Properties, write

TEMPLATE: Final = "notice"
_SPOKEN = 5  # more published figures than that are read better in the table
_STOPS: Final = ("。", "！", "？", ".", "!", "?")
_NUMBER: Final = re.compile(r"\d+")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class NoticeInput:
    """What a notice is about: ``base`` is the version that is superseded, ``ours`` the one that takes its place.

    ``first`` is what was issued, before all corrections: by its number and date the reader knows the issue.
    ``reason`` as a person typed it, empty where nobody did; ``date`` of the notice; ``given``: the keys of all
    figures that the sources give now, whether the text uses them or not.
    """

    differences: Differences
    base: Record
    first: Record
    ours: Heading
    edition: Edition
    kind: Amendment
    reason: str
    date: datetime.date
    attention: Sequence[Attention] = ()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Notice:
    """A notice as it is handed out: a Word document and a Markdown file."""

    narrative: Narrative
    document: bytes
    markdown: bytes


class Count(TypedDict):
    number: Markup
    one: bool


class Row(TypedDict):
    """A line of the table; a dash where the text did not use the figure, or uses it no more."""

    name: Markup
    old: Markup
    new: Markup
    corrected: bool
    unit: Markup
    places: Markup


class Sentence(TypedDict):
    """A published figure: when (empty: as in the sentence before), of what, what it is now, and how far it moved."""

    period: Markup
    topic: Markup
    now: Markup
    shift: Markup


class Turn(TypedDict):
    before: Markup
    after: Markup


class Turned(TypedDict):
    """All the ways in which one thing has turned: against the province, against the target."""

    topic: Markup
    turns: list[Turn]


class Verdict(TypedDict):
    """A word in a table that says how something stands."""

    table: Markup
    row: Markup
    column: Markup
    old: Markup
    new: Markup


class Retitled(TypedDict):
    element: str
    old: Markup
    new: Markup


class Item(TypedDict):
    """What needs a person; see :class:`~report.corrections.model.Attention`."""

    kind: str
    words: Markup
    old: Markup
    new: Markup
    cells: Markup
    suggestion: Markup


def issue_notice(about: NoticeInput, language: Language, house: House) -> Notice:
    """Raises InputFaults: a template of the notice or style.docx that cannot be used, a character Word cannot hold."""
    said = notice(about, language, house)
    template = digest([house.templates / _template(language)])
    heading = Heading(
        about.edition.name, TEMPLATE, template, about.ours.inputs, __version__, about.date, about.kind, about.reason
    )
    words = _edition_words(about.edition, language)
    areas = (about.edition.subject.area, *about.edition.subject.compare_with)
    keywords = (*(house.catalogue.areas[area].name(language) for area in areas), str(about.edition.subject.period))
    properties = Properties(said.title, words.office, keywords, words.publication, about.date)
    document = write(said, {}, record_of(said, heading), properties, house.templates / "style.docx")
    return Notice(said, document, as_markdown(said).encode())


def notice(about: NoticeInput, language: Language, house: House) -> Narrative:
    """Raises InputFaults: a template that is not there or cannot be used, a number typed into it."""
    name = _template(language)
    refuse_links(house.environment, name)
    blocks: list[str] = []
    context = {**_Teller(about, language, house).context(), "_passage": _passage_maker(blocks)}
    markdown = rendered(house.environment, name, context, {"is undefined": context})
    refuse_words_outside(blocks, markdown, name)
    facts = {change.key: fact for change in about.differences.figures if (fact := _after(change))}
    passages = parse(markdown, language, lambda key: _known(facts, key, name), name)
    faults = [*untraced(passages, name), *undeclared(passages, name)]
    if faults:
        raise InputFaults(faults)
    shown = numbered(passages) if language == "zh" else passages
    title = next((passage.text for passage in shown if passage.kind == "headline"), name)
    return Narrative(language, title, shown, markdown=f"{markdown.strip()}\n")


def _template(language: Language) -> str:
    return f"notice.{language}.md.j2"


def _known(facts: Mapping[str, Fact], key: str, name: str) -> Fact:
    if key not in facts:
        raise InputFaults([Fault(Place(name), msg("a figure that has changed"), key)])
    return facts[key]


def _passage_maker(blocks: list[str]) -> Callable[..., Markup]:
    def passage(name: str, kind: str, optional: bool, caller: Callable[[], str]) -> Markup:
        """In a notice every passage may be empty: it is then left out."""
        body = caller().strip()
        if not body:
            return Markup("")
        blocks.append(passage_block(name, kind, body))
        return Markup(blocks[-1])

    return passage


def _edition_words(made: Edition, language: Language) -> Words:
    """The edition's own words; of an edition in one language only, the words that it has."""
    return made.words.get(language) or next(iter(made.words.values()))


def _before(change: FigureChange) -> Fact | None:
    return fact_of(change.key, change.unit, change.before) if change.before else None


def _after(change: FigureChange) -> Fact | None:
    return fact_of(change.key, change.unit, change.after) if change.after else None


def _both(change: FigureChange) -> tuple[Fact, Fact]:
    before, after = _before(change), _after(change)
    assert before and after  # what is corrected has both
    return before, after


def _quote(words: str) -> Markup:
    return edition(quoted(words), "document") if words else Markup("")


def _linked(words: str, source: str) -> Markup:
    return edition(words, source) if words else Markup("")


def _number(about: NoticeInput) -> int:
    """As it was printed, whatever edition.toml says now; that, where a masthead had none."""
    printed = next((passage.text for passage in about.first.passages if passage.kind == Kind.ISSUE), "")
    found = _NUMBER.search(printed)
    return int(found[0]) if found else about.edition.issue


def _spot(block: Block) -> Spot:
    return Spot(block.passage, block.element, block.number, block.words, block.words, "")


def _is_published(change: FigureChange) -> bool:
    return not change.derivation


class _Teller:
    """What the template is told, in one language."""

    def __init__(self, about: NoticeInput, language: Language, house: House) -> None:
        self.about = about
        self.found = about.differences
        self.language = language
        self.house = house
        self.words: NoticeWords = words_for(language, house.catalogue, house.claims.house)
        self.corrected = sorted(self.found.fated("corrected"), key=lambda change: not _is_published(change))

    def context(self) -> dict[str, Any]:
        published = [change for change in self.corrected if _is_published(change)]
        return {
            **self._issue(),
            "correction": self.about.kind == "correction",
            "sample": self.found.sample,
            "substantial": self.found.substantial,
            "reason": self._reason(),
            "published": self._count(published),
            "derived": self._count(self.corrected[len(published) :]),
            "lost": self._claims(held=False),
            "earned": self._claims(held=True),
            "turned": self._turned(),
            "verdicts": [self._verdict(verdict) for verdict in self.found.verdicts],
            "titles": [self._retitled(title) for title in self.found.titles],
            "sentences": self._sentences(published) if len(published) <= _SPOKEN else [],
            "rows": list(self._rows()),
            "dashed": bool(self.found.fated("new") or self.found.fated("gone")),
            "charts": self._listed([_linked(self._chart(block), "chart") for block in self.found.charts]),
            "one_chart": len(self.found.charts) == 1,
            "new_passages": self._quotes(self.found.new_passages),
            "one_new": len(self.found.new_passages) == 1,
            "gone_passages": self._quotes(self.found.gone_passages),
            "one_gone": len(self.found.gone_passages) == 1,
            "added": self._names(self._added()),
            "withdrawn": self._names(self._withdrawn()),
            "words_only": not (self.corrected or self.found.fated("new") or self.found.fated("gone")),
            "reworded": _linked(self.words.places([_spot(block) for block in self.found.reworded]), "document"),
            "attention": [self._item(item) for item in self.about.attention],
        }

    def _issue(self) -> dict[str, Markup]:
        """The issue, and the two versions of it: their dates, and the marks by which they are known."""
        words = _edition_words(self.about.edition, self.language)
        return {
            "publication": _linked(words.publication, "publication"),
            "office": _linked(words.office, "office"),
            "issue": _linked(issue_name(_number(self.about), self.language), "issue"),
            "issued": self._date(self.about.first.heading.made),
            "date": self._date(self.about.date),
            "superseded_date": self._date(self.about.base.heading.made),
            "superseded_version": _linked(self.about.base.heading.inputs[:8], "version"),
            "version": _linked(self.about.ours.inputs[:8], "version"),
        }

    def _date(self, day: datetime.date) -> Markup:
        return edition(numerals.date(day, self.language), "date")

    def _reason(self) -> Markup:
        """With the full stop of the notice's language, whatever language the reason is in."""
        reason = self.about.reason.strip()
        if self.language == "en":
            reason = reason.removesuffix("。")
        stop = "" if reason.endswith(_STOPS) else "." if self.language == "en" or reason.isascii() else "。"
        return _linked(reason and f"{reason}{stop}", "reason")

    def _added(self) -> list[FigureChange]:
        """Published figures that the superseded version did not rest on."""
        known = {source.key for source in self.about.base.sources}
        return [change for change in self.found.fated("new") if _is_published(change) and change.key not in known]

    def _withdrawn(self) -> list[FigureChange]:
        """Published figures that the sources give no more."""
        return [
            change
            for change in self.found.fated("gone")
            if _is_published(change) and change.key not in self.about.given
        ]

    def _names(self, changes: Sequence[FigureChange]) -> Markup:
        """By name; of many the first, and how many there are besides."""
        catalogue, subject = self.house.catalogue, self.about.edition.subject
        keys = [FactKey.parse(change.key) for change in changes]
        names = [fact_name(key, catalogue, self.language, subject, short=True) for key in keys[:_SPOKEN]]
        if len(keys) <= _SPOKEN:
            return self._listed([edition(name, "name") for name in names])
        if self.language == "zh":
            return edition(f"{'、'.join(names)}等{len(keys)}项", "name")
        return edition(f"{', '.join(names)} and {len(keys) - _SPOKEN} more", "name")

    def _count(self, changes: Sequence[FigureChange]) -> Count | None:
        if not changes:
            return None
        number = len(changes)
        spelt = self.language == "en" and number < len(_SMALL)
        return Count(number=edition(_SMALL[number] if spelt else str(number), "count"), one=number == 1)

    def _listed(self, words: Iterable[Markup]) -> Markup:
        return Markup(numerals.listed(list(words), self.language))

    def _claims(self, *, held: bool) -> Markup:
        names = [claim.name for claim in self.found.claims if claim.held is held]
        words = [claim_name(name, self.house.claims, self.language) for name in names]
        return self._quoted(words)

    def _quoted(self, words: Sequence[str]) -> Markup:
        quotes = list(map(_quote, words))
        return Markup("".join(quotes)) if self.language == "zh" else self._listed(quotes)

    def _quotes(self, blocks: Sequence[Block]) -> Markup:
        return self._quoted([opening(block.words) for block in blocks])

    def _chart(self, block: Block) -> str:
        return f"图{block.number}" if self.language == "zh" else f"Figure {block.number}"

    def _turned(self) -> list[Turned]:
        found: dict[str, list[Turn]] = {}
        for change in self.found.turned:
            key = FactKey.parse(change.key)
            said = topic(key, self.house.catalogue, self.language, self.about.edition.subject, short=True)
            found.setdefault(said, []).append(self._turn(key, change))
        return [Turned(topic=self._name(said), turns=turns) for said, turns in found.items()]

    def _turn(self, key: FactKey, change: FigureChange) -> Turn:
        before, after = _both(change)
        words = edition(plain(self.words.state(key, before)), "superseded")
        return Turn(before=words, after=self.words.state(key, after, again=True))

    def _sentences(self, changes: Sequence[FigureChange]) -> list[Sentence]:
        periods = [FactKey.parse(change.key).period for change in changes]
        return [
            self._sentence(change, period != last)
            for change, period, last in zip(changes, periods, (None, *periods), strict=False)
        ]

    def _sentence(self, change: FigureChange, dated: bool) -> Sentence:
        """``dated``: the period is another than in the sentence before."""
        key = FactKey.parse(change.key)
        before, after = _both(change)
        said = topic(key, self.house.catalogue, self.language, Subject("", key.period))
        return Sentence(
            period=edition(numerals.period_name(key.period, self.language), "period") if dated else Markup(""),
            topic=edition(said, "name") if dated else self._name(said),
            now=self.words.now(key, after),
            shift=edition(self.words.shift(key, before, after), "difference"),
        )

    def _name(self, words: str) -> Markup:
        """English names begin a line with a capital letter; Chinese has none."""
        return edition(words if self.language == "zh" else f"{words[:1].upper()}{words[1:]}", "name")

    def _verdict(self, verdict: VerdictChange) -> Verdict:
        table = edition(str(verdict.number), "table")
        return Verdict(
            table=table,
            row=_quote(verdict.row),
            column=_quote(verdict.column),
            old=_quote(verdict.old),
            new=_quote(verdict.new),
        )

    def _retitled(self, title: TitleChange) -> Retitled:
        return Retitled(element=title.element, old=_quote(title.old), new=_quote(title.new))

    def _rows(self) -> Iterator[Row]:
        for change in (*self.corrected, *self.found.fated("new"), *self.found.fated("gone")):
            yield self._row(change)

    def _row(self, change: FigureChange) -> Row:
        key, subject = FactKey.parse(change.key), self.about.edition.subject
        name = fact_name(key, self.house.catalogue, self.language, subject, short=True)
        unit = self.house.catalogue.units[change.unit]
        before, after = _before(change), _after(change)
        return Row(
            name=self._name(name),
            old=edition(self._number(before), "superseded") if before else Markup("—"),
            new=figure(self._number(after), after) if after else Markup("—"),
            corrected=change.fate == "corrected",
            unit=edition(unit.zh if self.language == "zh" else unit.en, "unit"),
            places=edition(self.words.places(change.spots), "document"),
        )

    def _number(self, fact: Fact) -> str:
        return numerals.in_table(fact.value, fact.decimals, self.language)

    def _item(self, item: Attention) -> Item:
        return Item(
            kind=item.kind,
            words=_quote(item.words),
            old=_linked(item.old, "superseded"),
            new=_linked(item.new, "document"),
            cells=self._listed([_linked(self.words.cell(cell), "cell") for cell in item.cells]),
            suggestion=_quote(item.suggestion),
        )
