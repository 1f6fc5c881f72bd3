"""Single errors, each of a kind, that a briefing can suffer: every one of them is false of the figures.

A kind is a function from a page (one document, with what is known of its figures) to all the errors of the kind that
could be made there. What cannot be shown to be false is not seeded: a gap of zero turned, a digit that rounding
takes back, a claim that the figures may earn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from random import Random
from typing import Final

from proof import by_hand
from proof.by_hand import Sentence, Speaker
from proof.pages import Block, Change, NativeChart, Printed

from report.catalogue import Language, Measure
from report.facts.claims import Claims
from report.facts.derive import Facts, Missing, half_up
from report.facts.keys import FactKey
from report.facts.model import Subject

_NUMERAL: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Page:
    """One document of an edition, and another made from an ``earlier`` vintage of its figures (its blocks, if any).

    ``beside``: the blocks of the document in the other language.
    """

    language: Language
    blocks: Sequence[Block]
    facts: Facts
    claims: Claims
    subject: Subject
    random: Random
    earlier: Sequence[Block] = ()
    other_pictures: bool = False
    beside: Sequence[Block] = ()

    @property
    def text(self) -> Iterator[Block]:
        """Running text and headings that can be typed over."""
        return (block for block in self.blocks if block.is_plain and not block.spot.is_cell and block.text)

    @property
    def cells(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.is_plain and block.spot.is_cell and block.text)

    @property
    def with_figures(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.is_plain and block.figures)

    def value(self, key: FactKey) -> Decimal | None:
        try:
            return self.facts.fact(key).value
        except Missing:
            return None


@dataclass(frozen=True)
class Seeded:
    """An error: ``changes`` to one block. ``base``: made to the document itself, to the one of the ``earlier`` vintage
    (which is the error, whole), or by its ``pictures``.

    ``sound``: the same in words that hold, which is no error. ``beside``: changes to a block of the other language's
    document, with which the first then differ. ``chart``: a native chart that is put in. ``ledger``: the ledger is
    asked, which knows the earlier vintage.
    """

    kind: str
    block: Block
    changes: tuple[Change, ...] = ()
    base: str = "document"
    sound: tuple[Change, ...] = ()
    beside: tuple[int, tuple[Change, ...]] | None = None
    chart: NativeChart | None = None
    ledger: bool = False

    @property
    def is_of_itself(self) -> bool:
        """Whether it is false of what the document or the one beside it says, and of no figure."""
        return bool(self.sound) or self.beside is not None

    @property
    def text(self) -> str:
        """The block as it stands with the error."""
        text = self.block.text
        for start, end, typed in sorted(self.changes, reverse=True):
            text = text[:start] + typed + text[end:]
        return text

    @property
    def shown(self) -> str:
        """The place of the error with some words around it."""
        if self.chart:
            return f"{self.chart.title}: {dict(zip(self.chart.categories, self.chart.values, strict=True))}"
        if not self.changes:
            return self.text[:60]
        first, last = min(start for start, _, _ in self.changes), max(end for _, end, _ in self.changes)
        grown = len(self.text) - len(self.block.text)
        return (
            f"{self.block.text[max(0, first - 24) : last + 16]} → {self.text[max(0, first - 24) : last + 16 + grown]}"
        )


Kind = Callable[[Page], Iterator[Seeded]]


# Numbers


def _numbers(page: Page) -> Iterator[tuple[Block, Printed, re.Match[str]]]:
    for block in page.with_figures:
        for figure in block.figures:
            found = _NUMERAL.search(figure.text)
            if found:
                yield block, figure, found


def _is_other(figure: Printed, before: str, after: str) -> bool:
    """Whether the number is another one at the decimals that are published: rounding must not take it back."""
    old, new = Decimal(before.replace(",", "")), Decimal(after.replace(",", ""))
    if old == 0:
        return half_up(new, figure.decimals) != 0
    value = abs(figure.value)
    return half_up(value * new / old, figure.decimals) != half_up(value, figure.decimals)


def _retyped(kind: str, block: Block, figure: Printed, found: re.Match[str], typed: str) -> Iterator[Seeded]:
    odd = re.match(r"0\d", typed) or not _NUMERAL.fullmatch(typed)
    if not odd and _is_other(figure, found[0], typed):
        at = figure.start + found.start()
        yield Seeded(kind, block, ((at, at + len(found[0]), typed),))


def digit_changed(page: Page) -> Iterator[Seeded]:
    for block, figure, found in _numbers(page):
        at = page.random.choice([place for place, sign in enumerate(found[0]) if sign.isdigit()])
        digit = page.random.choice([sign for sign in "0123456789" if sign != found[0][at]])
        typed = found[0][:at] + digit + found[0][at + 1 :]
        yield from _retyped("digit changed", block, figure, found, typed)


def digits_swapped(page: Page) -> Iterator[Seeded]:
    for block, figure, found in _numbers(page):
        places = [place for place, sign in enumerate(found[0]) if sign.isdigit()]
        pairs = list(pairwise(places))
        if not pairs:
            continue
        one, other = page.random.choice(pairs)
        signs = list(found[0])
        signs[one], signs[other] = signs[other], signs[one]
        yield from _retyped("digits swapped", block, figure, found, "".join(signs))


def factor_of_ten(page: Page) -> Iterator[Seeded]:
    for block, figure, found in _numbers(page):
        value = Decimal(found[0].replace(",", ""))
        factor = page.random.choice((Decimal(10), Decimal("0.1"), Decimal(100)))
        typed = f"{(value * factor).normalize():f}"
        yield from _retyped("factor of ten", block, figure, found, typed)


def hundred_million_taken_for_billion(page: Page) -> Iterator[Seeded]:
    """The number of 亿元 before "billion yuan", and the number of billions before 亿元."""
    unit, factor = ("亿元", Decimal("0.1")) if page.language == "zh" else (" billion yuan", Decimal(10))
    for block, figure, found in _numbers(page):
        if not block.spot.is_cell and block.text.startswith(unit, figure.start + found.end()):
            typed = f"{Decimal(found[0].replace(',', '')) * factor:f}"
            yield from _retyped("亿 taken for billion", block, figure, found, typed)


def sign_lost(page: Page) -> Iterator[Seeded]:
    """A minus, in a cell or before a level."""
    for block in page.with_figures:
        for figure in block.figures:
            for minus in ("minus ", "负", "-", "−"):
                if figure.text.startswith(minus) and figure.value < 0:
                    yield Seeded("sign lost", block, ((figure.start, figure.start + len(minus), ""),))


def number_deleted(page: Page) -> Iterator[Seeded]:
    """The number goes, its unit stays. A count in English has none, and an empty cell says that nothing was known."""
    for block, figure, found in _numbers(page):
        if block.spot.is_cell or (
            page.language == "en" and ".count" in figure.fact.partition("@")[0] and not figure.text[len(found[0]) :]
        ):
            continue
        at = figure.start + found.start()
        end = at + len(found[0])
        if page.language == "en" and page.random.random() < 0.5:
            end += block.text[end : end + 1] == " "
        yield Seeded("number deleted", block, ((at, end, ""),))


def table_and_text_differ(page: Page) -> Iterator[Seeded]:
    """A figure that stands in a cell and in a sentence has another value in one of them."""
    cells = {figure.fact for block in page.cells for figure in block.figures}
    texts = {figure.fact for block in page.text for figure in block.figures}
    for block, figure, found in _numbers(page):
        if figure.fact in cells & texts:
            value = Decimal(found[0].replace(",", ""))
            step = Decimal(page.random.randint(1, 60)) / 10 * page.random.choice((1, -1))
            typed = f"{abs(value + step):f}"
            yield from _retyped("table and text differ", block, figure, found, typed)


# Units


_UNITS: Final[Mapping[Language, tuple[tuple[str, str], ...]]] = {
    "zh": (("个百分点", "%"), ("%", "个百分点"), ("万元/亩", "元/亩"), ("亿元", "万元")),
    "en": (
        ("percentage points", "percent"),
        ("percentage point", "percent"),
        ("percent", "percentage points"),
        ("billion yuan", "million yuan"),
        ("million yuan", "billion yuan"),
    ),
}


def unit_changed(page: Page) -> Iterator[Seeded]:
    for block, figure, found in _numbers(page):
        if block.spot.is_cell:
            continue
        at = figure.start + found.end()
        behind = block.text[at:]
        space = len(behind) - len(behind.lstrip(" "))
        for unit, other in _UNITS[page.language]:
            if behind[space:].startswith(unit) and not re.match(r" ?\w*/", behind[space + len(unit) :]):
                yield Seeded("unit changed", block, ((at + space, at + space + len(unit), other),))
                break


# Words


_DIRECTIONS: Final[Mapping[Language, tuple[tuple[str, str], ...]]] = {
    "zh": (
        ("增长", "下降"),
        ("下降", "增长"),
        ("提高", "下降"),
        ("回落", "提高"),
        ("扩大", "收窄"),
        ("收窄", "扩大"),
        ("减亏", "增亏"),
        ("增亏", "减亏"),
    ),
    "en": (
        ("grew by ", "declined by "),
        ("declined by ", "grew by "),
        ("up ", "down "),
        ("down ", "up "),
        ("growth of ", "a decline of "),
        ("a decline of ", "growth of "),
    ),
}
_DIRECTIONS_BEHIND: Final = ((" faster", " slower"), (" slower", " faster"), (" less than", " more than"))


def direction_turned(page: Page) -> Iterator[Seeded]:
    """The verb before a number, or in English the adverb behind it. What is aimed at has none."""
    for block in page.with_figures:
        for figure in block.figures:
            if block.spot.is_cell or ".target@" in figure.fact or figure.value == 0:
                continue
            for word, other in _DIRECTIONS[page.language]:
                start = figure.start - len(word)
                if start >= 0 and block.text.startswith(word, start):
                    yield Seeded("direction turned", block, ((start, figure.start, other),))
                    break
            for word, other in _DIRECTIONS_BEHIND:
                if page.language == "en" and block.text.startswith(word, figure.end):
                    yield Seeded("direction turned", block, ((figure.end, figure.end + len(word), other),))


_COMPARISONS: Final[Mapping[Language, tuple[tuple[str, str], ...]]] = {
    "zh": ((r"(?<!不)高于(?=[^。，；]{0,16}\d)", "低于"), (r"(?<!不)低于(?=[^。，；]{0,16}\d)", "高于")),
    "en": (
        (r"(?<= )higher(?= than the)", "lower"),
        (r"(?<= )lower(?= than the)", "higher"),
        (r"(?<= )above(?= the annual target)", "below"),
        (r"(?<= )below(?= the annual target)", "above"),
    ),
}
_STANDINGS: Final = {
    "高于目标": "低于目标",
    "低于目标": "高于目标",
    "above target": "below target",
    "below target": "above target",
}


def comparison_turned(page: Page) -> Iterator[Seeded]:
    for block in page.with_figures:
        for pattern, other in _COMPARISONS[page.language]:
            for found in re.finditer(pattern, block.text):
                yield Seeded("comparison turned", block, ((*found.span(), other),))
    for block in page.cells:
        if block.text in _STANDINGS:
            yield Seeded("comparison turned", block, ((0, len(block.text), _STANDINGS[block.text]),))


def _swapped(kind: str, block: Block, start: int, end: int, names: Sequence[str]) -> Iterator[Seeded]:
    """Two names that each stand once between two places take each other's place."""
    part = block.text[start:end]
    if all(part.count(name) == 1 for name in names):
        places = [start + part.index(name) for name in names]
        changes = [(at, at + len(name), other) for at, name, other in zip(places, names, names[::-1], strict=True)]
        yield Seeded(kind, block, tuple(changes))


def areas_swapped(page: Page) -> Iterator[Seeded]:
    """The areas that a figure is compared with, where the gaps to them differ."""
    if len(page.subject.compare_with) != 2:
        return
    areas = [page.facts.catalogue.areas[area].relative(page.language) for area in page.subject.compare_with]
    for block in page.with_figures:
        if block.spot.is_cell:
            continue
        for one, other in pairwise(block.figures):
            keys = [FactKey.parse(figure.fact) for figure in (one, other)]
            gaps = all(key.operation == "gap" for key in keys) and keys[0].figure == keys[1].figure
            if gaps and one.value != other.value:
                start, end = _sentence(block.text, one.start, other.end)
                yield from _swapped("areas swapped", block, start, end, areas)


_ENDS: Final = re.compile(r"[。；]|\.\s|;")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [found.end() for found in _ENDS.finditer(text[:start])]
    after = _ENDS.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


_INDICATORS: Final[Mapping[Language, tuple[tuple[str, str, str, str], ...]]] = {
    "zh": (
        ("primary", "第一产业增加值", "secondary", "第二产业增加值"),
        ("secondary", "第二产业增加值", "tertiary", "第三产业增加值"),
        ("leading_share", "三大主导产业", "hightech_share", "高新技术产业"),
    ),
    "en": (
        ("primary", "primary industry", "secondary", "secondary industry"),
        ("secondary", "secondary industry", "tertiary", "tertiary industry"),
        ("leading_share", "three leading industries", "hightech_share", "high-tech industry"),
    ),
}


def indicators_swapped(page: Page) -> Iterator[Seeded]:
    """Two names where each has one number of its own, and these differ."""
    for block in page.with_figures:
        if block.spot.is_cell:
            continue
        for one, name, other, other_name in _INDICATORS[page.language]:
            said = [_said_of(block, indicator) for indicator in (one, other)]
            if all(said) and said[0] != said[1]:
                yield from _swapped("indicators swapped", block, 0, len(block.text), (name, other_name))


def _said_of(block: Block, indicator: str) -> list[str]:
    return [figure.text for figure in block.figures if FactKey.parse(figure.fact).indicator == indicator]


def period_turned(page: Page) -> Iterator[Seeded]:
    """The year of a sentence, where the figure of that other year is known and is another one."""
    for block in page.with_figures:
        if block.spot.is_cell or not block.figures:
            continue
        first = block.figures[0]
        key = FactKey.parse(first.fact)
        if key.operation or key.period != page.subject.period:
            continue
        former = page.value(key.at(key.period.last_year()))
        year = str(key.period.year)
        at = block.text.find(year, 0, first.start)
        if former is not None and former != first.value and at >= 0:
            yield Seeded("period turned", block, ((at, at + 4, str(key.period.year - 1)),))


# Claims


_CLAIMS: Final[Mapping[str, Mapping[Language, str]]] = {
    "good_start": {"zh": "工业经济实现“开门红”。", "en": " Its industrial economy made a good start to the year."},
    "outpaces_all": {
        "zh": "规模以上工业增加值增速领先。",
        "en": " Above-scale industrial value added outpaced the province and Zhengzhou.",
    },
    "ahead_of_target": {
        "zh": "工业增速快于年度目标。",
        "en": " Industrial growth is running ahead of the annual target.",
    },
    "turned_positive": {
        "zh": "规模以上工业增加值增速由负转正。",
        "en": " The growth of above-scale industrial value added turned positive.",
    },
    "investment_supports": {"zh": "工业投资支撑有力。", "en": " Industrial investment lent firm support."},
    "structure_improves": {"zh": "工业结构进一步优化。", "en": " The industrial structure improved further."},
    "efficiency_improves": {"zh": "工业质效有所提升。", "en": " In industry, quality and efficiency improved."},
    "services_lead": {
        "zh": "第三产业占比过半。",
        "en": " The tertiary industry made up more than half of the total.",
    },
}


def claim_put_in(page: Page) -> Iterator[Seeded]:
    """A claim at the end of a paragraph with figures; one of its conditions is known not to hold."""
    bodies = [block for block in page.text if block.figures and block.text.endswith(("。", "."))]
    if not bodies:
        return
    for name, words in _CLAIMS.items():
        judged = page.claims.judge(name, page.facts, page.subject)
        if any(item.held is False for item in judged.evidence):
            block = page.random.choice(bodies[:3])
            end = len(block.text)
            yield Seeded("claim put in", block, ((end, end, words[page.language]),))


def adjective_overdone(page: Page) -> Iterator[Seeded]:
    """A higher step of the scale than the growth has reached, in a heading. A lower one says too little, not wrong."""
    steps = sorted(page.claims.growth, key=lambda step: step.at_least)
    words = [step.words(page.language) for step in steps]
    for block in page.text:
        found = [at for at, one in enumerate(words) if one in block.text]
        if block.figures or len(found) != 1:
            continue
        said = words[found[0]]
        at = block.text.index(said)
        for higher in words[found[0] + 1 :]:
            yield Seeded("adjective overdone", block, ((at, at + len(said), higher),))


# Vintages and pictures


def old_vintage(page: Page) -> Iterator[Seeded]:
    """What stands otherwise in a document that was made before a figure was revised."""
    now, then = [block.text for block in page.blocks], [block.text for block in page.earlier]
    for tag, start, end, first, last in SequenceMatcher(None, now, then, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == last - first:
            for before, block in zip(page.blocks[start:end], page.earlier[first:last], strict=True):
                values = [(figure.fact, figure.text) for figure in before.figures]
                if [(figure.fact, figure.text) for figure in block.figures] != values and block.figures:
                    yield Seeded("old vintage", block, base="earlier")


def picture_of_other_figures(page: Page) -> Iterator[Seeded]:
    if page.other_pictures:
        for block in page.blocks:
            if block.has_picture:
                yield Seeded("picture of other figures", block, base="pictures")
                return


def old_vintage_with_ledger(page: Page) -> Iterator[Seeded]:
    for one in old_vintage(page):
        yield replace(one, kind="old vintage, ledger asked", ledger=True)


_QUARTERS: Final[Mapping[int, tuple[str, str]]] = {
    3: ("一季度", "the first quarter of "),
    6: ("上半年", "the first half of "),
    9: ("前三季度", "the first three quarters of "),
    12: ("", ""),
}
_CHARTED: Final = ("gdp", "iva", "industrial_investment", "fixed_investment", "tax", "secondary", "tertiary")


def native_chart_of_other_figures(page: Page) -> Iterator[Seeded]:
    """A chart that somebody has drawn in Word: one of its points is of another state of the figures."""
    keys = [FactKey(name, Measure.GROWTH, page.subject.area, page.subject.period) for name in _CHARTED]
    known = [(key, value) for key in keys if (value := page.value(key)) is not None]
    blocks = [*page.text]
    if len(known) < 2 or not blocks:
        return
    for at in range(len(known)):
        step = Decimal(page.random.randint(3, 60)) / 10 * page.random.choice((1, -1))
        values = [value + step * (place == at) for place, (_, value) in enumerate(known)]
        yield Seeded("native chart of other figures", blocks[0], chart=_chart(page, [key for key, _ in known], values))


def sound_chart(page: Page) -> NativeChart | None:
    """Such a chart of the figures as they are."""
    keys = [FactKey(name, Measure.GROWTH, page.subject.area, page.subject.period) for name in _CHARTED]
    known = {key: value for key in keys if (value := page.value(key)) is not None}
    return _chart(page, [*known], [*known.values()]) if known else None


def _chart(page: Page, keys: Sequence[FactKey], values: Sequence[Decimal]) -> NativeChart:
    area, period = page.facts.catalogue.areas[page.subject.area], page.subject.period
    zh, en = _QUARTERS[period.last]
    indicators = [page.facts.catalogue.indicators[key.indicator] for key in keys]
    names = tuple(one.short_name(page.language, area) for one in indicators)
    if page.language == "zh":
        return NativeChart(f"{period.year}年{zh}{area.zh}主要指标增速（%）", "同比增长（%）", names, tuple(values))
    title = f"{area.en} in {en}{period.year}: growth of main indicators (%)"
    return NativeChart(title, "Year-on-year growth (%)", names, tuple(values))


# What a document says of itself, and what two of them say


def _speaker(page: Page) -> Speaker:
    """Of a year that is in no workbook."""
    year = page.subject.period.year - page.random.randint(4, 9)
    return Speaker(page.facts.catalogue.areas[page.subject.area], year, page.random)


def _bodies(page: Page) -> list[Block]:
    return [block for block in page.text if block.figures and block.text.endswith(("。", "."))]


def _put_in(kind: str, page: Page, made: Callable[[Speaker], Sentence]) -> Iterator[Seeded]:
    """A sentence by hand at the end of each of a few paragraphs."""
    for block in _bodies(page)[:4]:
        sentence = made(_speaker(page))
        end = len(block.text)
        wrong, sound = ((end, end, words[page.language]) for words in (sentence.wrong, sentence.sound))
        yield Seeded(kind, block, (wrong,), sound=(sound,))


def parts_and_total(page: Page) -> Iterator[Seeded]:
    yield from _put_in("parts and total", page, by_hand.parts_and_total)


def share_beyond_100(page: Page) -> Iterator[Seeded]:
    yield from _put_in("share beyond 100", page, by_hand.share_beyond_100)


def editions_differ(page: Page) -> Iterator[Seeded]:
    """A sentence by hand in both languages, with another number in each."""
    other: Language = "en" if page.language == "zh" else "zh"
    for block in _bodies(page)[:4]:
        facing = _facing(block, page)
        if facing is None:
            continue
        sentence = by_hand.said_otherwise(_speaker(page))
        here, there = len(block.text), len(facing.text)
        beside = (facing.index, ((there, there, sentence.sound[other]),))
        wrong, sound = ((here, here, words[page.language]) for words in (sentence.wrong, sentence.sound))
        yield Seeded("editions differ", block, (wrong,), sound=(sound,), beside=beside)


def said_in_one_edition_only(page: Page) -> Iterator[Seeded]:
    for block in _bodies(page)[:4]:
        facing = _facing(block, page)
        if facing is not None:
            end = len(block.text)
            words = by_hand.said_otherwise(_speaker(page)).sound[page.language]
            yield Seeded("said in one edition only", block, ((end, end, words),), beside=(facing.index, ()))


def _facing(block: Block, page: Page) -> Block | None:
    """The paragraph of the other document that cites the same facts."""
    facts = {figure.fact for figure in block.figures}
    plain = [one for one in page.beside if one.is_plain and not one.spot.is_cell and one.text.endswith(("。", "."))]
    return next((one for one in plain if {figure.fact for figure in one.figures} == facts), None)


KINDS: Final[Mapping[str, Kind]] = {
    "digit changed": digit_changed,
    "digits swapped": digits_swapped,
    "factor of ten": factor_of_ten,
    "亿 taken for billion": hundred_million_taken_for_billion,
    "sign lost": sign_lost,
    "number deleted": number_deleted,
    "table and text differ": table_and_text_differ,
    "unit changed": unit_changed,
    "direction turned": direction_turned,
    "comparison turned": comparison_turned,
    "areas swapped": areas_swapped,
    "indicators swapped": indicators_swapped,
    "period turned": period_turned,
    "claim put in": claim_put_in,
    "adjective overdone": adjective_overdone,
    "old vintage": old_vintage,
    "old vintage, ledger asked": old_vintage_with_ledger,
    "picture of other figures": picture_of_other_figures,
    "native chart of other figures": native_chart_of_other_figures,
    "parts and total": parts_and_total,
    "share beyond 100": share_beyond_100,
    "editions differ": editions_differ,
    "said in one edition only": said_in_one_edition_only,
}
#: Of bare text there are no pictures left to go wrong, and no passages that could be found in another text.
WITH_CONTROLS_ONLY: Final = frozenset({"picture of other figures", "said in one edition only"})


def seeded(page: Page) -> dict[str, list[Seeded]]:
    """Every kind with all its errors on a page, in an order by chance."""
    found: dict[str, list[Seeded]] = {}
    for name, kind in KINDS.items():
        errors = list(kind(page))
        page.random.shuffle(errors)
        found[name] = errors
    return found
