"""The footnotes of a sheet: which rows they are, and what they say of the marks beside figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from report.figures.model import Status
from report.figures.vocabulary import says_sample

_OPENS: Final = re.compile(
    r"\s*(?:(?:附?注|备注|说明|注释)\s*(?:[:：\s\d①-⑳]|$)|(?:数据|资料)?来源\s*[:：]|(?:notes?|sources?|remarks?)\s*\d*\s*[:.：]"
    r"|[*＊†‡①-⑳¹²³]|[\[［〔]\d+[\]］〕]|[“\"]?[—…#x\-]+[”\"]?\s*表示|带[*＊])",
    re.IGNORECASE,
)
_MEANINGS: Final = (
    (Status.PROVISIONAL, "pP预初", ("预计数", "初步", "预数", "provisional", "preliminary")),
    (Status.ESTIMATED, "eE估", ("估计", "估算", "estimate")),
)


def opens_note(text: str) -> bool:
    """Whether a text is the start of a footnote: 注：, 数据来源：, a mark and its explanation."""
    return bool(_OPENS.match(text))


@dataclass(frozen=True, slots=True)
class Notes:
    """The lines of a sheet's footnotes."""

    lines: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Notes:
        return cls(tuple(line.strip() for text in texts for line in text.splitlines() if line.strip()))

    @property
    def star_is_sample(self) -> bool:
        """A line explains the star as sample data."""
        return any(says_sample(line) for line in self._starred())

    @property
    def star_is_explained(self) -> bool:
        return any(True for _ in self._starred())

    def about(self, marks: Iterable[str]) -> str:
        """What the footnotes say of marks; the mark itself where they say nothing."""
        return "；".join(self._about(mark) for mark in marks if mark not in "*＊")

    def status(self, marks: Iterable[str]) -> Status | None:
        """Provisional or estimated, where a mark says so and a line explains it that way."""
        for mark in marks:
            for status, letters, words in _MEANINGS:
                if mark[:1] in letters and any(
                    mark[:1] in line and any(word in line.casefold() for word in words) for line in self.lines
                ):
                    return status
        return None

    def _starred(self) -> Iterable[str]:
        return (line for line in self.lines if "*" in line or "＊" in line or "星号" in line or "asterisk" in line)

    def _about(self, mark: str) -> str:
        return next((line for line in self.lines if mark in line), mark)
