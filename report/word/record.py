"""The edition's record: what was generated, from what; it travels inside the .docx as a custom XML part."""

from __future__ import annotations

from dataclasses import dataclass

from report.catalogue import Language

NAMESPACE = "urn:briefing:record:1"


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A figure span: where it was printed, how, and the fact and value behind it."""

    passage: str
    text: str
    fact: str
    value: str
    unit: str
    arithmetic: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedPassage:
    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """``inputs`` is a digest of all that went in; ``template_digest`` of the template alone."""

    edition: str
    language: Language
    template: str
    template_digest: str
    inputs: str
    program: str
    figures: tuple[RecordedFigure, ...]
    passages: tuple[RecordedPassage, ...]
