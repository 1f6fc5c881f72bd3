"""In which language a line is written, told by its letters; and whether a document is in one that is read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from report.catalogue import Language
from report.i18n import msg, nmsg
from report.proof.model import Line

_HAN_FOR_LATIN: Final = 4  # letters that a Chinese character counts for: a Chinese sentence may hold R&D and GDP
_NAMES: Final[dict[Language, str]] = {"zh": msg("Chinese"), "en": msg("English")}
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = frozenset(
    ("the", "of", "and", "by", "to", "from", "than", "with", "was", "were", "year", "percent", "percentage", "growth")
)
_LINES: Final = 200
_CHARACTERS: Final = 20_000
_FEW: Final = 15  # words from which a language can be told
_SHARE: Final = 0.08  # of the words of an English text are such as these, and of no other's


def language_of(line: Line) -> Language | None:
    """None where there are no letters: a number in a table without labels belongs to any."""
    labels = line.labels
    text = line.text + (f"{labels.row}{labels.column}{labels.caption}" if labels else "")
    han, latin = _han(text), sum(one.isascii() and one.isalpha() for one in text)
    if not han and not latin:
        return None
    return "zh" if han * _HAN_FOR_LATIN >= latin else "en"


def others(lines: Sequence[Line], language: Language | None) -> frozenset[int]:
    """The numbers of the lines in another language than the one that is to be read."""
    if language is None:
        return frozenset()
    return frozenset(number for number, line in enumerate(lines) if language_of(line) not in (None, language))


def notes(lines: Sequence[Line], language: Language | None) -> Iterator[str]:
    """What is not read, and why."""
    count = len(others(lines, language))
    if language and count:
        yield nmsg(
            "{n} paragraph or cell in another language than {language} left out",
            "{n} paragraphs and cells in another language than {language} left out",
            n=count,
            language=_NAMES[language],
        )
    if _is_strange("\n".join(line.text for line in lines[:_LINES])[:_CHARACTERS]):
        yield msg("a language that is neither Chinese nor English: only numbers with units were read")


def _is_strange(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    han = _han(text)
    if (
        letters
        and han * _HAN_FOR_LATIN < letters
        and sum(one.isascii() and one.isalpha() for one in text) + han < (0.9 * letters)
    ):
        return True
    found = [word.casefold() for word in _WORD.findall(text) if word.isascii() or not _han(word)]
    english = sum(word in _ENGLISH for word in found)
    return len(found) >= _FEW and han < len(found) and english < _SHARE * len(found)


def _han(text: str) -> int:
    return sum(map(len, _HAN.findall(text)))
