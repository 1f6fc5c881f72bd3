"""The catalogue's names and the words of :mod:`report.proof.words`, to be found in a text in one pass.

Names are found longest first. Chinese is matched by characters (的 may stand within a name), English by words (the,
its, the city's and the name of an area in the genitive may).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from report.catalogue import Catalogue, Indicator, Measure
from report.facts.claims import Claims
from report.proof import words
from report.proof.numbers import folded
from report.proof.units import spellings

if TYPE_CHECKING:
    from report.proof.token import Token

WORD: Final = re.compile(r"'s|[a-z0-9&]+|,")
_HAN: Final = re.compile("[^\x00-\u2e7f]")
_SKIPPED: Final = frozenset(("the", "its", "'s", "city", "county", "total", "all"))
_PARTS: Final = (
    re.compile(r"(?P<part>.+?)'s? share of (?P<whole>.+)"),
    re.compile(r"(?:the )?share of (?P<part>.+?) in (?P<whole>.+)"),
    re.compile(r"(?P<part>.+?) as a share of (?P<whole>.+)"),
    re.compile(r"(?P<part>[^占]+)占(?P<whole>.+?)(?:的)?比重"),
    re.compile(r"(?P<part>[^占]+)占比"),
    re.compile(r"(?P<part>[^占]+)占(?P<whole>.+)"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """``kind`` of a token and what it stands for."""

    kind: str
    value: Any


@dataclass(slots=True)
class Node:
    after: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of which a share indicator tells, and the whole, as the indicator's name has them."""

    indicator: str
    whole: str


@dataclass(frozen=True)
class Lexicon:
    """``han``: by characters, ``latin``: by words; ``areas``: the words of areas' English names.

    ``read``: tokens of short texts that were read, since labels are the same in table after table.
    """

    catalogue: Catalogue
    claims: Claims
    han: Node
    latin: Node
    areas: frozenset[str]
    read: dict[str, tuple[Token, ...]] = field(default_factory=dict, repr=False, compare=False)


def lexicon(catalogue: Catalogue, claims: Claims) -> Lexicon:
    han, latin = Node(), Node()
    areas: set[str] = set()
    for phrase, entry in _entries(catalogue, claims):
        name = folded(phrase).strip()
        if not name:
            continue
        in_latin = _is_latin(name)
        steps = WORD.findall(name) if in_latin else list(name)
        node = latin if in_latin else han
        for step in steps:
            if step not in node.after:
                node.after[step] = Node()
            node = node.after[step]
        if entry not in node.entries:
            node.entries.append(entry)
        if entry.kind == "area" and in_latin:
            areas.update(steps)
    return Lexicon(catalogue, claims, han, latin, frozenset(areas - {"the"}) | _SKIPPED)


def _is_latin(name: str) -> bool:
    return name[0].isascii() and name[0].isalnum() and not _HAN.search(name)


def _entries(catalogue: Catalogue, claims: Claims) -> Iterator[tuple[str, Entry]]:
    yield from _indicators(catalogue)
    yield from _areas(catalogue)
    for sign, group in (*words.VERBS.items(), *words.COMPARISONS.items()):
        kind = "compare" if group is words.COMPARISONS.get(sign) else "verb"
        yield from ((word, Entry(kind, sign)) for word in group)
    for word, sign in words.SHORT_COMPARISONS.items():
        yield word, Entry("short", sign)
    for cue, group in words.CUES.items():
        yield from ((word, Entry("cue", cue)) for word in group)
    yield from _fixed(catalogue, claims)


def _fixed(catalogue: Catalogue, claims: Claims) -> Iterator[tuple[str, Entry]]:
    tables: tuple[tuple[str, Iterable[str], Any], ...] = (
        ("separator", words.SEPARATORS, None),
        ("neutral", words.NEUTRAL, None),
        ("own", words.OWN, None),
        ("last year", words.LAST_YEAR, None),
        ("last period", words.LAST_PERIOD, None),
        ("last month", words.LAST_MONTH, None),
        ("hundredths", ("百分之",), None),
        ("filler", words.FILLERS_ZH, None),
    )
    for kind, group, value in tables:
        yield from ((word, Entry(kind, value)) for word in group)
    for word, span in words.SPANS.items():
        yield word, Entry("span", span)
        if word[0].isascii() and word[0].isalpha():
            yield f"the {word}", Entry("span", span)
    for word, spelling in spellings(catalogue).items():
        yield word, Entry("unit", spelling)
    for word, group in words.SETS.items():
        yield word, Entry("indicators", group)
    for step in claims.growth:
        yield step.zh, Entry("pace", step)
        yield step.en, Entry("pace", step)


def _areas(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    """Names; and for the area that those in it call 全省 or 全国 by itself, the words for its average."""
    for area in catalogue.areas.values():
        called = bool(area.relative_zh or area.relative_en)
        averages = words.AVERAGES.get(area.level, ()) if called else ()
        for name in (*area.names(), *averages):
            yield name, Entry("area", area.key)
    tops = {area.level: area.key for area in catalogue.areas.values() if area.relative_zh or area.relative_en}
    for phrase, levels in words.BOTH.items():
        yield from ((phrase, Entry("area", tops[level])) for level in levels if level in tops)


def _indicators(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    taken = {folded(name) for name in catalogue.indicator_names}
    for indicator in catalogue.indicators.values():
        entry = Entry("indicators", (indicator.key,))
        for name in (*indicator.names(), indicator.en_one, *words.BESIDES.get(indicator.key, ())):
            if not name:
                continue
            yield name, entry
            for variant in _variants(name):
                if folded(variant) not in taken:
                    yield variant, entry
            yield from _contraries(name, entry)
        yield from _parts(indicator)


def _variants(name: str) -> Iterator[str]:
    """As people shorten a name: 绿色工厂 of 省级以上绿色工厂, "technological upgrading" without its "industrial"."""
    if "占" in name and name.endswith("比重") and not name.endswith("的比重"):
        yield f"{name.removesuffix('比重')}的比重"
    for before in ("省级以上", "省级及以上", "the "):
        if name.startswith(before):
            yield name.removeprefix(before)
    if name.isascii() and len(name.split()) > 3 and " industrial " in name:
        yield name.replace(" industrial ", " ", 1)
    for before, after in (
        ("profits of", "total profits of"),
        (" at or above provincial level", ""),
        ("aluminium", "aluminum"),
    ):
        if before in name:
            yield name.replace(before, after)


def _contraries(name: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """A surplus says more than nothing, a deficit less: 贸易逆差 is the same indicator as 贸易顺差."""
    for more, less in words.CONTRARIES:
        if more in name:
            yield name, Entry("cue", "surplus")
            yield name.replace(more, less), entry
            yield name.replace(more, less), Entry("cue", "deficit")


def _parts(indicator: Indicator) -> Iterator[tuple[str, Entry]]:
    """三大主导产业 of 三大主导产业占…比重: what may be said to have a share."""
    for part, whole in parts_and_wholes(indicator):
        entry = Entry("part", Part(indicator.key, whole))
        yield part, entry
        yield from ((shorter, entry) for shorter in _shorter(part))


def parts_and_wholes(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """What the names of a share say that it is the share of, and in what (empty where they do not say)."""
    if indicator.measure not in (Measure.SHARE, Measure.RATIO):
        return
    for name in indicator.names():
        found = next(filter(None, (pattern.fullmatch(folded(name)) for pattern in _PARTS)), None)
        if found:
            yield found["part"].strip(), (found.groupdict().get("whole") or "").strip()


def _shorter(part: str) -> Iterator[str]:
    for ending in ("增加值", "value added", "企业"):
        if part.endswith(ending) and len(part) > len(ending) + 1:
            yield part.removesuffix(ending).strip()
    if part.startswith("the "):
        yield part.removeprefix("the ")


def find_han(root: Node, text: str, start: int) -> tuple[int, list[Entry]] | None:
    """The longest phrase that begins at ``start``: its end, and what it may be."""
    node, at, best = root, start, None
    while at < len(text):
        step = node.after.get(text[at])
        if step is None and text[at] == "的" and at > start and best is None:
            at += 1
            continue
        if step is None:
            break
        node, at = step, at + 1
        if node.entries:
            best = (at, node.entries)
    return best


Words = list[tuple[str, int, int]]


def find_latin(
    root: Node, skipped: frozenset[str], text: str, of: Words, first: int
) -> tuple[int, list[Entry], list[int]] | None:
    """The longest phrase that begins with word ``first``: the word after it, what it may be, the words passed over."""
    node, at, best = root, first, None
    passed: list[int] = []
    while at < len(of):
        word = of[at][0]
        gap = text[of[at - 1][2] : of[at][1]] if at > first else ""
        if gap.strip() not in ("", "-", "'") or len(gap) > 2:
            break
        step = node.after.get(word)
        if step is not None:
            node, at = step, at + 1
            if node.entries:
                best = (at, node.entries, list(passed))
        elif at > first and word in skipped and len(passed) < 4:
            passed.append(at)
            at += 1
        else:
            break
    return best
