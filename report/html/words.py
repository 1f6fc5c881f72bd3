"""The words that a bulletin has of its own, in each language: for who finds the way, by eye or by ear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from report.catalogue import Language


@dataclass(frozen=True, slots=True)
class Words:
    """``tag``: the language's as pages name it (BCP 47); ``name``: the language's own name for itself."""

    tag: str
    name: str
    skip: str
    languages: str
    table: str


WORDS: Final[Mapping[Language, Words]] = {
    "zh": Words("zh-CN", "中文", "跳到正文", "语言版本", "表格"),
    "en": Words("en", "English", "Skip to the text", "Languages", "Table"),
}
