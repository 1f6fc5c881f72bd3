"""Names of which a part is left out because it was said before: "that of rural residents", 城镇居民, 商品零售."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from report.catalogue import Catalogue
from report.proof.numbers import folded
from report.proof.token import Token

_JOINTS: Final = (" of ", " in ", " for ", " on ", " by ")
_SPELLED: Final = ("other", "filler", "neutral", "part")
_WORDED: Final = ("other", "filler", "word", "part", "neutral", "unit")
_LEAST: Final = 2  # characters of a Chinese name that must be said at either end
_KIN: Final = 2  # characters that the names of two indicators of one kind have in common at the end
_WORDS: Final = 5  # of an English name that may follow "that of"


@dataclass(frozen=True)
class Shorter:
    """Finds the indicator that shortened words mean beside others that are spoken of."""

    catalogue: Catalogue
    _found: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _han(self) -> list[tuple[str, str]]:
        return [(name, key) for name, key in self._all() if not name.isascii()]

    @cached_property
    def _latin(self) -> dict[str, str]:
        return {name: key for name, key in self._all() if name.isascii()}

    def _all(self) -> Iterator[tuple[str, str]]:
        for indicator in self.catalogue.indicators.values():
            yield from ((folded(name), indicator.key) for name in indicator.names())

    def found(self, tokens: Sequence[Token], beside: Sequence[str]) -> tuple[str, ...]:
        """The indicator that unknown words among ``tokens`` mean, where the names of those ``beside`` complete them."""
        for topic in beside:
            for token in tokens:
                if token.kind == "other" and not token.text.isascii() and (key := self._of_han(token.text, topic)):
                    return (key,)
            if keys := self._of_latin(tokens, topic) or self._subject(tokens, topic):
                return keys
        return ()

    def listed(self, tokens: Sequence[Token], last: str) -> tuple[str, ...]:
        """The indicators of a list before its last name, which alone is whole; none where one is not known."""
        at = max((at for at, token in enumerate(tokens) if token.kind == "indicators"), default=0)
        found: list[str] = []
        while at >= 2 and tokens[at - 1].kind == "separator":
            item, first = _item(tokens, at - 2)
            key = self._item_of_list(item, last) if item else ""
            if not key:
                return ()
            found, at = [key, *found], first
        return tuple(found)

    def _item_of_list(self, item: str, last: str) -> str:
        """第二 in 第二、第三产业增加值: what the last name ends with completes it."""
        if ("、" + item, last) not in self._found:
            names, whole = dict(self._han), map(folded, self.catalogue.indicators[last].names())
            found = (names.get(item + name[at:]) for name in whole for at in range(len(name) - _KIN + 1))
            self._found["、" + item, last] = next((key for key in found if key and key != last), "")
        return self._found["、" + item, last]

    def _of_han(self, words: str, topic: str) -> str:
        if (words, topic) not in self._found:
            names = [folded(name) for name in self.catalogue.indicators[topic].names() if not name.isascii()]
            possible = {key for name, key in self._han if _is_short(words, name, names)}
            self._found[words, topic] = possible.pop() if len(possible) == 1 else ""
        return self._found[words, topic]

    def _of_latin(self, tokens: Sequence[Token], topic: str) -> tuple[str, ...]:
        """The topic's name up to a joint, and after it what follows "that of"."""
        for at, token in enumerate(tokens):
            if token.kind == "cue" and token.value == "that of":
                return tuple(self._after_that(tokens[at + 1 :], topic))
        return ()

    def _after_that(self, tokens: Sequence[Token], topic: str) -> Iterator[str]:
        """That of crude oil and of natural gas."""
        parted = [
            at for at, token in enumerate(tokens[:-1]) if token.kind == "separator" and tokens[at + 1].text == "of"
        ]
        for first, last in zip((0, *(at + 2 for at in parted)), (*parted, len(tokens)), strict=True):
            words = [one.text for one in tokens[first : min(last, first + _WORDS)]]
            yield from islice(self._completed(words, topic), 1)

    def _subject(self, tokens: Sequence[Token], topic: str) -> tuple[str, ...]:
        """High-tech industries, after foreign direct investment in manufacturing."""
        words: list[str] = []
        for token in tokens:
            if token.kind not in _WORDED or not token.text.isascii():
                break
            words += token.text.split()
        starts = [at for at, word in enumerate(words[:_WORDS]) if len(word) > _KIN]
        return tuple(islice((key for at in starts for key in self._completed(words[at : at + _WORDS], topic)), 1))

    def _completed(self, words: Sequence[str], topic: str) -> Iterator[str]:
        for name in map(folded, self.catalogue.indicators[topic].names()):
            for joint in _JOINTS:
                stem, met, _ = name.partition(joint)
                for count in range(len(words), 0, -1) if met else ():
                    key = self._latin.get(f"{stem}{joint}{' '.join(words[:count])}")
                    if key and key != topic:
                        yield key


def _item(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The words of an item of a list that ends at a token, and where it begins."""
    first = at
    while (
        first >= 0 and tokens[first].kind in _SPELLED and (first == at or tokens[first].end == tokens[first + 1].start)
    ):
        first -= 1
    return "".join(token.text for token in tokens[first + 1 : at + 1]), first + 1


def _is_short(words: str, name: str, beside: Sequence[str]) -> bool:
    """Whether ``words`` begin like a name (and may end like it), and the rest ends as a name that was said."""
    if len(words) < _LEAST or not any(one[-_KIN:] == name[-_KIN:] for one in beside):
        return False
    if name.startswith(words):
        return True
    return any(name.startswith(words[:at]) and name.endswith(words[at:]) for at in range(_LEAST, len(words) - 1))
