"""The mark behind a figure that has been corrected: （更正）, [r]. It goes by the links that filters write."""

from __future__ import annotations

import re
from typing import Final

from report.catalogue import Language

_FIGURE: Final = re.compile(r"\]\(figure:([^)\s]+)\)(?:\\\*)?")  # with the star of sample data, where it has one
_MARKS: Final[dict[Language, str]] = {"zh": "（更正）", "en": r" \[r\]"}


def marked(markdown: str, corrected: frozenset[str], language: Language) -> str:
    """``markdown`` with a mark behind each figure whose key is among ``corrected``."""

    def with_mark(link: re.Match[str]) -> str:
        return f"{link[0]}{_MARKS[language]}" if link[1] in corrected else link[0]

    return _FIGURE.sub(with_mark, markdown) if corrected else markdown
