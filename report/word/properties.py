"""What a document says of itself, to the programs that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Properties:
    """What Word shows under a file's properties; it is created and modified on ``date`` at 00:00 UTC."""

    title: str
    author: str
    keywords: tuple[str, ...]
    subject: str
    date: date

    def texts(self) -> tuple[str, ...]:
        return (self.title, self.author, *self.keywords, self.subject)
