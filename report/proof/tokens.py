"""A text in, its tokens out: numbers with unit and sign, names, words of direction, periods, ends of clauses.

What no name and no word of :mod:`report.proof.words` covers is a token too ("other"): whether a sentence is about what
its known words say depends on what else it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from report.proof.dates import MONTHS, dated, is_month, with_months, with_years
from report.proof.lexicon import WORD, Entry, Lexicon, find_han, find_latin
from report.proof.numbers import Spelled, chinese, digits, english, folded
from report.proof.token import Number, Token
from report.proof.units import PERCENT
from report.proof.words import FILLERS_EN, KEPT_EN

_ENDS: Final = {"，": 1, ",": 1, "：": 1, ":": 1, "；": 2, ";": 2, "。": 3, "！": 3, "？": 3, "!": 3, "?": 3}
_BRACKETS: Final = {"（": "open", "(": "open", "）": "close", ")": "close", "[": "open", "]": "close"}
_DASHES: Final = frozenset("-–—~～")
_QUIET: Final = frozenset("\"“”‘’'《》<>*·•#|/\\_=+…%％") | _DASHES
_LOOSE: Final = frozenset("多余几")  # 200多亿元
_UNKNOWN: Final = frozenset(("other", "word", "filler", "dash"))
_ORDER: Final = ("indicators", "part", "compare", "pace", "verb", "span", "unit", "neutral")


@dataclass(frozen=True)
class _Text:
    """A text and what is found in it beforehand, in one pass each."""

    plain: str
    shown: str
    lexicon: Lexicon
    latin: list[tuple[str, int, int]]
    index: dict[int, int]
    spelled: dict[int, Spelled]


_KEPT: Final = 4_000  # texts of which the tokens are kept
_SHORT: Final = 200  # characters that such a text has at most


def tokens_of(text: str, lexicon: Lexicon) -> Sequence[Token]:
    """In order, none within another."""
    found = lexicon.read.get(text)
    if found is None:
        found = _read(text, lexicon)
        if len(lexicon.read) >= _KEPT:
            lexicon.read.clear()
        if len(text) <= _SHORT:
            lexicon.read[text] = found
    return found


def _read(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    plain = folded(text)
    latin = [(found[0], found.start(), found.end()) for found in WORD.finditer(plain)]
    index = {start: number for number, (_, start, _) in enumerate(latin)}
    spelled = {one.start: one for one in (*english(plain), *chinese(plain), *digits(plain))}
    found = list(_scan(_Text(plain, text, lexicon, latin, index, spelled)))
    return tuple(with_years(with_months(_with_units(plain, found))))


def known(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that the lexicon knows."""
    return [token for token in tokens if token.kind not in _UNKNOWN]


def _scan(text: _Text) -> Iterator[Token]:
    at, strange = 0, -1
    while at < len(text.plain):
        found = _at(text, at)
        if found is None:
            strange = at if strange < 0 else strange
            at += 1
            continue
        if strange >= 0:
            yield Token("other", strange, at, None, text.plain[strange:at])
            strange = -1
        yield from found[0]
        at = max(found[1], at + 1)
    if strange >= 0:
        yield Token("other", strange, at, None, text.plain[strange:at])


def _at(text: _Text, at: int) -> tuple[list[Token], int] | None:
    """The tokens that begin at a character and where they end; None for a character that nothing is known of."""
    one = text.plain[at]
    if one.isspace():
        return [], at + 1
    if mark := _mark(text.plain, at):
        return [mark], mark.end
    if date := dated(text.plain, at):
        return [date], date.end
    latin = at in text.index
    named = (_latin(text, at) if latin and one != "," else None) or _han(text, at)
    if named:
        return named, named[-1].end
    if at in text.spelled and not (latin and text.plain[at - 1 : at] == "'"):
        return _spelled(text, at)
    if latin:
        return _word(text, at)
    return ([], at + 1) if one in _QUIET else None


def _spelled(text: _Text, at: int) -> tuple[list[Token], int]:
    found = text.spelled[at]
    behind = text.plain[at - 1 : at]
    if text.plain[at].isdigit() and behind.isascii() and behind.isalpha():
        return [Token("neutral", at, found.end)], found.end
    return [Token("number", at, found.end, found, text.plain[at : found.end])], found.end


def _word(text: _Text, at: int) -> tuple[list[Token], int]:
    word, _, end = text.latin[text.index[at]]
    if word in MONTHS and is_month(text.shown, at, end):
        return [Token("month", at, end, MONTHS[word], word)], end
    if word in KEPT_EN:
        return [Token("word", at, end, None, word)], end
    if word in FILLERS_EN:
        return [Token("filler", at, end, None, word)], end
    return [Token("other", at, end, None, word)], end


def _latin(text: _Text, at: int) -> list[Token] | None:
    named = find_latin(text.lexicon.latin, text.lexicon.areas, text.plain, text.latin, text.index[at])
    if not named:
        return None
    after, entries, passed = named
    inside = [token for word in passed for token in _area(text, word)]
    return [*inside, *_tokens(entries, at, text.latin[after - 1][2], text.plain)]


def _han(text: _Text, at: int) -> list[Token] | None:
    matched = find_han(text.lexicon.han, text.plain, at)
    if not matched:
        return None
    made = _tokens(matched[1], at, matched[0], text.plain)
    if made[0].kind == "indicators" and (led := _led_by(text, at, matched[0])):
        return [led, *made]
    return made


def _led_by(text: _Text, start: int, end: int) -> Token | None:
    """The area with whose name the name of an indicator begins: 全国居民消费价格."""
    node = text.lexicon.han
    for at in range(start, end):
        step = node.after.get(text.plain[at])
        if step is None:
            return None
        node = step
        for entry in node.entries:
            if entry.kind == "area":
                return Token("area", start, at + 1, entry.value, text.plain[start : at + 1])
    return None


def _tokens(entries: Sequence[Entry], start: int, end: int, text: str) -> list[Token]:
    """A phrase's token; its other meanings stay in ``value`` where they are names of parts."""
    kinds = {entry.kind for entry in entries}
    parts = tuple(entry.value for entry in entries if entry.kind == "part")
    kind = next((one for one in _ORDER if one in kinds), entries[0].kind)
    values = [entry.value for entry in entries if entry.kind == kind]
    if kind == "area":  # the national and provincial averages
        return [Token(kind, start, end, value, text[start:end]) for value in values]
    made = [Token(kind, start, end, parts if kind == "part" else values[0], text[start:end])]
    if parts and kind != "part":
        made.append(Token("part", start, end, parts, text[start:end]))
    cues = dict.fromkeys(entry.value for entry in entries if entry.kind == "cue")
    made += [Token("cue", start, end, cue, text[start:end]) for cue in cues if kind != "cue" or cue != values[0]]
    return made


def _area(text: _Text, word: int) -> Iterator[Token]:
    """The name of an area that stands within a longer name: Gongyi's industrial investment."""
    name, start, end = text.latin[word]
    node = text.lexicon.latin.after.get(name)
    for entry in node.entries if node else ():
        if entry.kind == "area":
            yield Token("area", start, end, entry.value, name)


def _mark(text: str, at: int) -> Token | None:
    one = text[at]
    if one in _BRACKETS:
        return Token(_BRACKETS[one], at, at + 1)
    if one in "∶:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return Token("separator", at, at + 1, None, "∶")
    if one in _ENDS:
        return Token("end", at, at + 1, _ENDS[one], one)
    if one == "." and text[at + 1 : at + 2] in ("", " ", '"', "”", ")"):
        return Token("end", at, at + 1, 3, one)
    if one in _DASHES and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
        return Token("dash", at, at + 1, None, "-")
    return None


def _with_units(text: str, found: list[Token]) -> list[Token]:
    made: list[Token] = []
    at = 0
    while at < len(found):
        token, at = found[at], at + 1
        if token.kind != "number":
            made.append(token)
            continue
        loose = at + 1 < len(found) and found[at].text in _LOOSE and found[at + 1].kind == "unit"
        unit = found[at + loose] if at + loose < len(found) and found[at + loose].kind == "unit" else None
        if unit is not None and not _is_beside(text[token.end : unit.start]):
            unit = None
        if unit is not None:
            at += 1 + loose
        made.append(_number(text, token, unit, made))
    return made


def _is_beside(gap: str) -> bool:
    return not gap.strip() or (len(gap) == 1 and gap in _LOOSE) or gap.strip() in ("-", "个")


def _is_joined(before: str) -> bool:
    """Whether a dash joins two Latin words or numbers: 1-2月, COVID-19."""
    return before.isascii() and before.isalnum()


def _number(text: str, token: Token, unit: Token | None, made: list[Token]) -> Token:
    spelled: Spelled = token.value
    start, end, value = token.start, token.end, spelled.value
    name, factor, shown = "", Decimal(1), ""
    if unit is not None:
        (name, factor), end = unit.value, unit.end
        shown = text[unit.start : unit.end]
    if made and made[-1].kind == "hundredths" and made[-1].end == start:
        start, name, factor, shown = made.pop().start, PERCENT, Decimal(1), "百分之"
    elif spelled.by_words and not (shown or token.text.isascii()):
        return Token(
            "neutral", start, end, None, text[start:end]
        )  # 一 in 第一, 两 in 两个: numerals that count nothing
    signed = False
    if made and made[-1].kind == "cue" and made[-1].value == "minus" and start - made[-1].end <= 1:
        start, value, signed = made.pop().start, -value, True
    elif text[start - 1 : start] in ("-", "−", "–", "﹣", "－") and not _is_joined(text[start - 2 : start - 1]):
        start, value, signed = start - 1, -value, True
    if shown == "成" and text[end : end + 1] == "半":
        value, end = value + Decimal("0.5"), end + 1
    elif shown == "成" and (tail := text[end : end + 1]) and tail in "一二三四五六七八九":
        value, end = value + Decimal("一二三四五六七八九".index(tail) + 1) / 10, end + 1
    number = Number(value, spelled.decimals, name, factor, shown, spelled.by_words, signed)
    return Token("number", start, end, number, text[start:end])


__all__ = ["Number", "Token", "known", "tokens_of"]
