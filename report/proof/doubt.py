"""Whether a sentence may be about what the catalogue does not know: unknown words where a name would stand.

新能源汽车产量增长5% after a sentence about investment is not about investment, and 高技术产业工业增加值 is not the
value added of all industry. Where that may be so, a number that differs is unknown, never wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from report.proof.token import Token

#: Ends of Chinese words that tell of circumstances, not of a thing that is measured.
_CIRCUMSTANCE: Final = (
    *"下后中时前上看算里内外间",
    *("计算", "同时", "以来", "来说", "而言", "方面", "统计", "核算"),
)
_STRANGE: Final = ("other", "part", "unit")
_PREPOSITIONS: Final = frozenset(("of", "in", "for", "from"))
_NO_THING: Final = ("ly", "ed")  # ends of adverbs and of verbs
_OWNED: Final = "的"


def is_doubted(around: Sequence[Token], was: bool) -> bool:
    """Of the tokens before a number, unknown ones too; ``was``: how it stood before."""
    shared = any(token.kind == "cue" and token.value == "share" for token in around)
    kinds = ("indicators", "part") if shared else ("indicators",)
    names = [at for at, token in enumerate(around) if token.kind in kinds]
    strange = [at for at, token in enumerate(around) if token.kind in _STRANGE and _is_thing(token)]
    if any(token.kind == "cue" and token.value in ("per", "excluding") for token in around):
        return True
    if not names:
        parted = any(token.kind == "cue" and token.value == "of this" for token in around)
        return was or parted or any(_is_subject(around, at) for at in strange)
    first, last = names[0], names[-1]
    return any(_qualifies(around, at, names) for at in strange if at < last) or any(
        _extends(around, at, last) for at in strange if at > last and first <= last
    )


def _is_thing(token: Token) -> bool:
    if token.text.isascii():
        return len(token.text) > 2 and not token.text.endswith(_NO_THING)
    return (len(token.text) > 1 or token.kind == "unit") and not token.text.endswith(_CIRCUMSTANCE)


def _is_subject(around: Sequence[Token], at: int) -> bool:
    """Unknown words without any name beside: directly before what is said of them, in Chinese; anywhere in English."""
    if around[at].text.isascii():
        return True
    following = around[at + 1 : at + 2]
    return not following or following[0].start - around[at].end <= 1


def _qualifies(around: Sequence[Token], at: int, names: Sequence[int]) -> bool:
    """Unknown words right before a name: another, narrower thing."""
    following = at + 1
    while following < len(around) and around[following].kind == "filler" and around[following].text == _OWNED:
        following += 1
    if following not in names:
        return False
    gap = around[following].start - around[at].end
    return gap <= (1 if around[at].text.isascii() else 1 + following - at - 1)


def _extends(around: Sequence[Token], at: int, last: int) -> bool:
    """Unknown words after a name that belong to it: 工业投资项目, "value added of chemicals"."""
    if not around[at].text.isascii():
        return at == last + 1 and around[at].start == around[last].end
    between = around[last + 1 : at]
    if any(token.kind in ("verb", "compare", "area", "period", "span", "cue") for token in between):
        return False
    return any(token.kind == "word" and token.text in _PREPOSITIONS for token in between)
