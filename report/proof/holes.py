"""Holes: where a number should be and none is. Rules by themselves, without figures.

Each pattern moves on with every character that it takes and never goes back over a run: cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from report.proof.numbers import folded
from report.proof.tables import is_value
from report.proof.tokens import Token
from report.proof.units import COUNT, RATES, YUAN

_LEFT: Final = re.compile(
    r"\{\{|\}\}|\{%|%\}|#(?:ref!|n/a|div/0!|value!|name\?|null!|num!)"
    r"|(?<![a-z0-9])(?:nan|tbd|undefined)(?![a-z0-9])"
    r"|(?<![a-z0-9×])[x×]{2,4}(?=[%亿万元个家,，。 ]|percent|$)|_{3,20}|…{2,6}(?=%)|\[(?:待填|待补|数据|number)\]"
)
_NONE: Final = re.compile(
    r"(?<![A-Za-z])None(?=[%％亿万个元，,。.]| percent| billion| million|$)|(?<![A-Za-z])null(?![A-Za-z])"
)
_UNIT_ZH: Final = re.compile(r"%|个百分点|万亿元|亿元|万元|百分点")
_NUMERAL: Final = frozenset("0123456789零〇一二两三四五六七八九十百千万亿几数多余上半.)）]*①②③④⑤⑥⑦⑧⑨")
_APART: Final = frozenset("(（[:：/“\"'、每以按")
_UNIT_EN: Final = re.compile(
    r"(?<![a-z0-9])(?:percentage points?|percent(?!age)|per cent(?!age)|"
    r"(?:trillion|billion|million) (?:yuan|rmb)|yuan per mu)(?![a-z])"
)
_BEFORE_EN: Final = frozenset(
    [
        "and",
        "by",
        "of",
        "to",
        "than",
        "at",
        "was",
        "were",
        "is",
        "be",
        "are",
        "reached",
        "reaching",
        "totalled",
        "totaling",
        "up",
        "down",
        "grew",
        "rose",
        "increased",
        "declined",
        "fell",
        "decreased",
        "growth",
        "increase",
        "decline",
        "investment",
        "about",
        "around",
        "nearly",
        "over",
        "or",
        "respectively",
        "some",
        "only",
        "added",
        "value",
        "revenue",
        "output",
        "product",
        "from",
        "accounted",
        "made",
        "for",
        "least,",
        "held",
        "expanded",
        "dropped",
        "gained",
        ",",
        "(",
        ":",
    ]
)
_NOT_HOLES_EN: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "in",
        "per",
        "each",
        "several",
        "many",
        "few",
        "half",
        "one-half",
        "no",
        "any",
        "these",
        "those",
        "same",
    ]
)
_VERB_ZH: Final = re.compile(
    r"(?:同比|环比|比上年同期|比上年|较上年|两年平均|年均)(?:实际|名义|增速)?(?:增长|下降|提高|上升|回落|减少|增加)(?=[，,。；;、]|$)"
)
_TO_ZH: Final = re.compile(r"(?:分别为|分别达|比重为|占比为|达到|增速为|降幅为|达|为)(?=[，。；、]|$)")
_BY_EN: Final = re.compile(
    r"(?<![a-z])(?:grew|increased|rose|declined|fell|decreased|dropped|expanded|up|down) by ?"
    r"(?=[,.;]|year|over the|on the|and |from a|$)"
)
_GAP_EN: Final = re.compile(
    r"(?<![a-z])(?:was|were|by|of|to|than|reached|for|and|up|down|about|add|added|adds)  (?=[a-z,.])"
    r"|[;,]  (?=[a-z])|(?<![a-z])(?:accounted for|made up) ?(?=[,.;]|of (?!the total)| *percent)"
)
_COUNT_ZH: Final = re.compile(r"(?:新增|新建|完成|达到|增加)(?:个|家)(?=[，、；。]|$)")


_STOPS: Final = ("end", "separator", "close")
MOST: Final = 200  # holes of one line: whoever has more has another trouble
_LONGEST: Final = 400  # tokens of a clause that are read together


@dataclass(frozen=True, slots=True)
class Hole:
    start: int
    end: int
    missing: int


def holes(text: str, tokens: Sequence[Token], is_cell: bool) -> list[Hole]:
    """The holes of a line in order, none within another; of each rule the first :data:`MOST`.

    A cell that is a number alone has none.
    """
    if is_cell and is_value(text):
        return []
    plain = folded(text)
    found = [
        Hole(one.start(), one.end(), 1)
        for one in (*islice(_LEFT.finditer(plain), MOST), *islice(_NONE.finditer(text), MOST))
    ]
    found += islice(_chinese_units(plain, tokens, is_cell), MOST)
    found += islice(_english_units(plain, tokens, is_cell), MOST)
    found += islice(_nouns(tokens, is_cell), MOST)
    found += [Hole(one.start(), one.end(), 1) for one in islice(_COUNT_ZH.finditer(plain), MOST)]
    if not is_cell:
        found += islice(_short_lists(tokens), MOST)
        found += [
            Hole(one.start(), one.end(), 1)
            for one in islice(_VERB_ZH.finditer(plain), MOST)
            if _is_bare(plain, one.end())
        ]
        found += [
            Hole(one.start(), one.end(), _listed(plain, one.end())) for one in islice(_TO_ZH.finditer(plain), MOST)
        ]
        found += [Hole(one.start(), one.end(), 1) for one in islice(_BY_EN.finditer(plain), MOST)]
        found += [Hole(one.start(), one.end(), 1) for one in islice(_GAP_EN.finditer(plain), MOST)]
    return list(_apart(found))[:MOST]


def _apart(found: list[Hole]) -> Iterator[Hole]:
    """Two rules may see one hole: of those that touch, the one with most numbers."""
    kept: list[Hole] = []
    for hole in sorted(found, key=lambda one: (one.start, -one.missing)):
        if kept and hole.start <= kept[-1].end + 1:
            best = max(kept[-1], hole, key=lambda one: one.missing)
            kept[-1] = Hole(kept[-1].start, max(kept[-1].end, hole.end), best.missing)
        else:
            kept.append(hole)
    return iter(kept)


def _is_bare(text: str, at: int) -> bool:
    return text[at : at + 1] != "、" or text[at + 1 : at + 3] not in ("环比", "同比")


def _listed(text: str, at: int) -> int:
    """分别为、和。: how many numbers a list of nothing lacks."""
    count = 1
    while at < len(text) and text[at] in "、和":
        at += 1
        count += 1
    return count


def _chinese_units(text: str, tokens: Sequence[Token], is_cell: bool) -> Iterator[Hole]:
    ends = {token.end for token in tokens if token.kind == "number"}
    named = {token.start for token in tokens if token.kind == "indicators"}  # 万元国内生产总值能耗
    for unit in _UNIT_ZH.finditer(text):
        at = unit.start()
        if at in named:
            continue
        wide = text[max(0, at - 12) : at]
        before = wide.rstrip()
        if not before or before[-1] in _NUMERAL:
            continue
        if before[-1] in "、和及与" and (at - 1 in ends or text[at] == "个"):
            yield Hole(at - 1, unit.end(), _missing(text, at, tokens))
            continue
        if before[-1] in _APART:
            continue
        if is_cell and unit.end() >= len(text) and len(before) < 4:
            continue
        missing = 1 if before[-1].isascii() else _missing(text, at, tokens)
        start = at - (len(wide) - len(before)) - 1
        yield Hole(max(0, start), unit.end(), missing)


def _nouns(tokens: Sequence[Token], is_cell: bool) -> Iterator[Hole]:
    """A unit of any amount right after a name or a verb: 销售面积万平方米, "received million visits"."""
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if token.kind != "unit" or is_cell or token.value[0] in RATES:
            continue
        if before.kind == "indicators" and token.value[0] == COUNT and (after is None or after.kind in _STOPS):
            yield Hole(before.end - 1, token.end, 1)
            continue
        close = token.start - before.end <= (1 if token.text.isascii() else 0)
        scaled = token.value[1] > 1 or token.value[0] == YUAN
        if close and scaled and before.kind in ("indicators", "verb"):
            yield Hole(before.end - 1, token.end, 1)


def _short_lists(tokens: Sequence[Token]) -> Iterator[Hole]:
    """Fewer numbers than areas: 分别高于全省、郑州市、2.2个百分点; "2.2 points higher than A and B respectively"."""
    clause: list[Token] = []
    for token in [*tokens, Token("end", 0, 0, 3)]:
        if len(clause) < _LONGEST and (token.kind != "end" or (token.value == 1 and token.text == ",")):
            clause.append(token)
            continue
        for at, one in enumerate(clause[:-2]):
            parted = one.kind == "area" and clause[at + 1].text in ("、", "和", "及")
            if parted and clause[at + 2].kind == "number" and any(before.kind == "compare" for before in clause[:at]):
                yield Hole(clause[at + 1].start, clause[at + 2].end, 1)
        yield from _short_of_areas(clause)
        clause = []


def _short_of_areas(clause: Sequence[Token]) -> Iterator[Hole]:
    said = [at for at, token in enumerate(clause) if token.kind == "cue" and token.text == "respectively"]
    if not said:
        return
    compare = [at for at, token in enumerate(clause[: said[0]]) if token.kind == "compare"]
    if not compare or compare[-1] < 2:
        return
    areas = sum(1 for token in clause[compare[-1] : said[0]] if token.kind == "area")
    lone, before = clause[compare[-1] - 1], clause[compare[-1] - 2]
    if areas >= 2 and lone.kind == "number" and before.kind != "separator":
        yield Hole(lone.start, lone.end, areas - 1)
    elif areas >= 2 and lone.kind == "number" and before.text == "and" and clause[compare[-1] - 3].kind != "number":
        yield Hole(before.start, lone.end, areas - 1)


def _missing(text: str, at: int, tokens: Sequence[Token]) -> int:
    """As many as areas are compared, less the numbers that are there."""
    first = _clause_start(text, at)
    inside = [token for token in tokens if first <= token.start < at]
    compared = [token for token in inside if token.kind in ("compare", "short")]
    if not compared:
        return 1
    after = [token for token in inside if token.start > compared[-1].start]
    areas = sum(1 for token in after if token.kind in ("area",))
    numbers = sum(1 for token in after if token.kind == "number")
    return max(1, areas - numbers)


def _clause_start(text: str, at: int) -> int:
    first = max(0, at - 200)
    return max((text.rfind(mark, first, at) for mark in "。；;!！?？，,"), default=-1) + 1 or first


def _english_units(text: str, tokens: Sequence[Token], is_cell: bool) -> Iterator[Hole]:
    numbers = {token.end for token in tokens if token.kind == "number"}
    for unit in _UNIT_EN.finditer(text):
        at = unit.start()
        if at == 0 or unit.end() in numbers:
            continue
        before = text[max(0, at - 40) : at].split()
        if not before or is_cell:
            continue
        word = before[-1]
        if word[-1].isdigit() or word in _NOT_HOLES_EN or (word not in _BEFORE_EN and word[-1] not in ",("):
            if not (unit[0].endswith("yuan") and word.isalpha() and word not in ("of", "hundred", "thousand")):
                continue
            if word in ("several", "a", "hundreds", "tens", "the", "in", "per", "ten", "100"):
                continue
        if word in ("in", "as") or (word == "of" and len(before) > 1 and before[-2] in ("tens", "hundreds", "terms")):
            continue
        start = at - len(word) - 1
        yield Hole(max(0, start), unit.end(), _missing_en(text, at, tokens, word))


def _missing_en(text: str, at: int, tokens: Sequence[Token], word: str) -> int:
    """By and percentage points: two; "higher than the province, Zhengzhou, and percent": one for each area."""
    if word == "and":
        first = max(text.rfind(". ", 0, at), text.rfind("; ", 0, at), at - 160, 0)
        inside = [token for token in tokens if first <= token.start < at]
        compared = [token for token in inside if token.kind == "compare"]
        areas = [token for token in inside if compared and token.start > compared[-1].start and token.kind == "area"]
        numbers = [
            token for token in inside if compared and token.start > compared[-1].start and token.kind == "number"
        ]
        if numbers:
            return 1
        return max(2, len(areas))
    return 1
