"""What a narrative says as lines to be proof-read: the words alone, without a record and without controls."""

from __future__ import annotations

import zipfile
from pathlib import Path

import hand_made

from report.catalogue import Language
from report.edition import Edition
from report.figures.model import Figures
from report.narrative.model import Narrative, Passage
from report.orders import House, open_house
from report.proof.check import Proof
from report.proof.lexicon import lexicon
from report.proof.matter import Matter
from report.proof.model import Checked, Line
from report.proof.reading import Read
from report.proof.tables import labelled
from report.word.record import label_text

HOUSE: House = open_house(hand_made.INPUTS, hand_made.TEMPLATES, Path("outputs"))
WORDS = lexicon(HOUSE.catalogue, HOUSE.claims)


def lines_of(narrative: Narrative) -> tuple[Line, ...]:
    """Paragraphs, and tables cell by cell, as they are read in a document."""
    lines: list[Line] = []
    for passage in narrative.passages:
        if passage.spans:
            text = label_text(passage, narrative.language) + passage.text
            lines.extend(Line(passage.id, one) for one in text.split("\n") if one.strip())
        lines.extend(_cells(passage))
    return tuple(lines)


def _cells(passage: Passage) -> list[Line]:
    rows = [[cell.text for cell in row] for row in passage.rows]
    return list(labelled(rows, passage.id, passage.text)) if rows else []


def proof_of(lines: tuple[Line, ...], figures: Figures, about: Edition, language: Language | None = None) -> Checked:
    """The findings in these lines, read against these figures."""
    matter = Matter(about.name, figures, about.subject)
    return Proof(Read("tried", lines), HOUSE, matter, language, WORDS).checked()


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
