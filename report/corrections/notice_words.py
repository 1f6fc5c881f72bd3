"""What a notice says of figures that change, in each language, as Markdown whose new numbers are linked to their facts.

The sentences stand in ``templates/notice.*.md.j2``; here are the parts that follow from a figure: how it moved,
which way it turned, where it stands.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from report import numerals
from report.catalogue import Catalogue, Language, Measure
from report.corrections.differences import Element, Spot, Valued
from report.errors import Place
from report.facts.claims import House
from report.facts.derive import POINTS
from report.facts.keys import FactKey
from report.facts.model import Fact
from report.narrative.en import English
from report.narrative.markdown import figure, plain
from report.narrative.wording import Gap, Turn, Wording
from report.narrative.zh import Chinese
from report.word.record import RecordedSource


def fact_of(key: str, unit: str, valued: Valued) -> Fact:
    """A fact again, from what a record keeps of it."""
    decimals = max(0, -int(valued.value.as_tuple().exponent))
    if valued.arithmetic:
        parents = tuple(_published(source) for source in valued.sources)
        sample = any(parent.sample for parent in parents)
        return Fact(key, valued.value, unit, decimals, valued.arithmetic, parents, sample=sample)
    (source,) = valued.sources[:1] or (RecordedSource(key, str(valued.value), unit, "", "", "", ""),)
    place = Place(source.file, source.sheet, source.cell)
    return Fact(key, valued.value, unit, decimals, place=place, stored=source.stored, sample=source.sample)


def _published(source: RecordedSource) -> Fact:
    return fact_of(source.key, source.unit, Valued(Decimal(source.value), "", "", (source,)))


def _difference(before: Fact, after: Fact) -> Fact:
    """By how much a figure has changed, without its direction; rates by points (trap 3)."""
    unit = POINTS if after.unit == "%" else after.unit
    return Fact(after.key, abs(after.value - before.value), unit, max(before.decimals, after.decimals))


def _turn(key: FactKey, fact: Fact) -> Turn:
    return Turn(fact, fact, fact, key.period, key.base or key.period.last_year())


_OPENING_ZH: Final = re.compile(r".{12,40}?(?=[，、；：。（）])|.{20}[\d.%]*")  # whole clauses; no number cut off
_OPENING_EN: Final = re.compile(r"(?:\S+ ){5}\S+")  # six words
_PAUSES: Final = "，、；：,;: "
_WITHIN: Final = str.maketrans("“”", "‘’")
_PLACES_ZH: Final[Mapping[Element, str]] = {
    "headline": "标题",
    "heading": "小标题",
    "paragraph": "正文",
    "table": "表",
    "chart": "图",
    "note": "附注",
    "masthead": "报头",
    "end": "报尾",
}
_PLACES_EN: Final[Mapping[Element, str]] = {
    "headline": "headline",
    "heading": "heading ",
    "paragraph": "text ",
    "table": "Table ",
    "chart": "Figure ",
    "note": "note ",
    "masthead": "masthead",
    "end": "end matter",
}
_CELL: Final = re.compile(r"(?P<file>.+?)(?:, sheet (?P<sheet>.+?))?(?:, cell (?P<cell>\S+|line \d+))?")


def opening(words: str) -> str:
    """The first words of a passage, enough to find it by; what is quoted stays in the document's language."""
    pattern = _OPENING_ZH if re.search(r"[\u4e00-\u9fff]", words) else _OPENING_EN
    found = pattern.match(words)
    return f"{found[0].rstrip(_PAUSES)}…" if found and found[0] != words else words


def quoted(words: str) -> str:
    """In quotation marks; those within become single ones."""
    return f"“{words.translate(_WITHIN)}”"


class NoticeWords(ABC):
    """Words for a notice in one language."""

    language: Language
    joint: str
    beside: str
    elements: Mapping[Element, str]

    def __init__(self, catalogue: Catalogue, wording: Wording) -> None:
        self.catalogue = catalogue
        self.wording = wording

    @abstractmethod
    def now(self, key: FactKey, fact: Fact) -> Markup:
        """What a figure is now, as a predicate: 同比增长29.8%; grew by 29.8 percent year on year."""

    @abstractmethod
    def shift(self, key: FactKey, before: Fact, after: Fact) -> str:
        """How far it is from what it was: 下降1.4个百分点; 1.4 percentage points lower."""

    @abstractmethod
    def cell(self, place: str) -> str:
        """A cell, as :attr:`RecordedSource.place` has it, in the words of the language."""

    @abstractmethod
    def _rate(self, fact: Fact) -> Markup: ...

    @abstractmethod
    def _gap(self, gap: Gap, key: FactKey, *, again: bool) -> Markup: ...

    @abstractmethod
    def _margin(self, fact: Fact, *, again: bool) -> Markup: ...

    @abstractmethod
    def _progress(self, fact: Fact) -> Markup: ...

    @abstractmethod
    def _balance(self, fact: Fact) -> Markup: ...

    @abstractmethod
    def _shifted(self, turn: Turn, *, again: bool) -> Markup: ...

    def state(self, key: FactKey, fact: Fact, *, again: bool = False) -> Markup:
        """What a figure tells, so that two states can be set beside each other: 增长31.2%; growth of 31.2 percent.

        ``again``: the second of the two; with what they are compared goes without saying.
        """
        if key.measure is Measure.GROWTH and key.operation in ("", "average2"):
            return self._rate(fact)
        if key.operation == "gap":
            name = self.catalogue.areas[key.other].relative(self.language)
            return self._gap(Gap(name, fact), key, again=again)
        if key.operation in ("change", "share_change") and fact.unit == POINTS:
            return self._shifted(_turn(key, fact), again=again)
        if key.operation == "margin":
            return self._margin(fact, again=again)
        if self._is_profit(key):
            return self._balance(fact)
        return self._progress(fact) if key.operation == "progress" else self.wording.amount(fact)

    def _is_profit(self, key: FactKey) -> bool:
        """Where less than nought is a loss."""
        if key.measure is not Measure.LEVEL or key.operation:
            return False
        return "利润" in self.catalogue.indicators[key.indicator].zh

    def _is_loss(self, key: FactKey, fact: Fact) -> bool:
        return self._is_profit(key) and fact.value <= 0

    def places(self, spots: Sequence[Spot]) -> str:
        """Where a figure stands, each place once: 标题、正文“从走势看…”、表1、图1."""
        parts: dict[str, list[str]] = {}
        for spot in spots:
            number = str(spot.number or "")
            parts.setdefault(f"{self.elements[spot.element]}{number}", []).extend(_found_by(spot))
        return self.joint.join(f"{part}{self.beside.join(dict.fromkeys(found))}" for part, found in parts.items())


def _found_by(spot: Spot) -> Iterator[str]:
    """What words are found by; tables and charts have their numbers."""
    if spot.element in ("heading", "paragraph", "note"):
        yield quoted(opening(spot.words))


class _Chinese(NoticeWords):
    language = "zh"
    joint = "、"
    beside = ""
    elements = _PLACES_ZH

    def now(self, key: FactKey, fact: Fact) -> Markup:
        if key.measure is Measure.GROWTH and not key.operation:
            return self.wording.moved(fact, key.period)
        if self._is_loss(key, fact):
            return self._balance(fact)
        return self.wording.ranked(fact) if key.measure is Measure.RANK else Markup(f"为{self.wording.amount(fact)}")

    def shift(self, key: FactKey, before: Fact, after: Fact) -> str:
        size = plain(self.wording.amount(_difference(before, after)))
        if key.measure is Measure.RANK:
            return f"{'上升' if after.value < before.value else '下降'}{size}"
        up, down = ("提高", "下降") if after.unit == "%" else ("增加", "减少")
        return f"{up if after.value > before.value else down}{size}"

    def cell(self, place: str) -> str:
        parsed = _CELL.fullmatch(place)
        if not parsed:
            return place
        sheet = f"工作表“{parsed['sheet']}”" if parsed["sheet"] else ""
        line = (parsed["cell"] or "").removeprefix("line ")
        cell = f"第{line}行" if line.isdigit() else f"单元格{line}"
        return f"{parsed['file']}{sheet}{cell if line else ''}"

    def _rate(self, fact: Fact) -> Markup:
        return self.wording.grew(fact)

    def _balance(self, fact: Fact) -> Markup:
        if fact.value == 0:
            return figure("盈亏相抵", fact)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        return Markup(f"{'盈利' if fact.value > 0 else '亏损'}{size}")

    def _shifted(self, turn: Turn, *, again: bool) -> Markup:
        said = self.wording.shifted(turn)
        verb = "提高" if turn.change.value > 0 else "下降"
        return Markup(f"{verb}{said.partition(verb)[2]}") if again and turn.change.value else said

    def _gap(self, gap: Gap, key: FactKey, *, again: bool) -> Markup:
        return Markup(self.wording.compared([gap], growth=False).removeprefix("，"))

    def _margin(self, fact: Fact, *, again: bool) -> Markup:
        if fact.value == 0:
            return figure("与年度目标持平", fact)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        return Markup(f"{'高于' if fact.value > 0 else '低于'}年度目标{size}")

    def _progress(self, fact: Fact) -> Markup:
        return Markup(f"完成年度目标的{self.wording.amount(fact)}")


class _English(NoticeWords):
    language = "en"
    joint = "; "
    beside = ", "
    elements = _PLACES_EN

    def now(self, key: FactKey, fact: Fact) -> Markup:
        if key.measure is Measure.GROWTH and not key.operation:
            return self.wording.moved(fact, key.period)
        if key.measure is Measure.RANK:
            return self.wording.ranked(fact)
        said = self._balance(fact) if self._is_loss(key, fact) else self.wording.amount(fact)
        return Markup(f"came to {said}")

    def shift(self, key: FactKey, before: Fact, after: Fact) -> str:
        higher = after.value > before.value
        if key.measure is Measure.RANK:
            places = abs(after.value - before.value)
            noun = "place" if places == 1 else "places"
            return f"{numerals.in_text(places, 'en')} {noun} {'lower' if higher else 'higher'}"
        return f"{plain(self.wording.amount(_difference(before, after)))} {'higher' if higher else 'lower'}"

    def cell(self, place: str) -> str:
        return place

    def _rate(self, fact: Fact) -> Markup:
        if fact.value == 0:
            return figure("no change", fact)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        return Markup(f"{'growth' if fact.value > 0 else 'a decline'} of {size}")

    def _balance(self, fact: Fact) -> Markup:
        if fact.value == 0:
            return figure("break-even", fact)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        return Markup(f"a {'profit' if fact.value > 0 else 'loss'} of {size}")

    def _shifted(self, turn: Turn, *, again: bool) -> Markup:
        fact = turn.change
        if fact.value == 0:
            return self.wording.shifted(turn)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        if again:
            size = figure(numerals.in_text(abs(fact.value), "en"), fact)
        since = plain(self.wording.shifted(turn)).rpartition(" from ")[2]
        return Markup(f"a {'rise' if fact.value > 0 else 'fall'} of {size}{'' if again else f' on {since}'}")

    def _gap(self, gap: Gap, key: FactKey, *, again: bool) -> Markup:
        said = self.wording.compared([gap], key.measure is Measure.GROWTH).removeprefix(", ")
        return Markup(said.rpartition(" than ")[0] or said) if again else Markup(said)

    def _margin(self, fact: Fact, *, again: bool) -> Markup:
        if fact.value == 0:
            return figure("equal to the annual target", fact)
        size = self.wording.amount(replace(fact, value=abs(fact.value)))
        side = "above" if fact.value > 0 else "below"
        return Markup(f"{size} {side} {'it' if again else 'the annual target'}")

    def _progress(self, fact: Fact) -> Markup:
        return Markup(f"{self.wording.amount(fact)} of the annual target")


def words_for(language: Language, catalogue: Catalogue, house: House) -> NoticeWords:
    if language == "zh":
        return _Chinese(catalogue, Chinese(house))
    return _English(catalogue, English(catalogue, house))
