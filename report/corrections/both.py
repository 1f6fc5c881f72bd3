"""Words in both languages at once, for results that are made before it is known who will read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from report.catalogue import Language


@dataclass(frozen=True, slots=True)
class Both:
    zh: str
    en: str

    def said(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


def both(worded: Callable[[Language], str]) -> Both:
    return Both(worded("zh"), worded("en"))
