"""What a narrative says as lines to be proof-read: the words alone, without a record and without controls."""

from __future__ import annotations

import zipfile
from pathlib import Path

import hand_made
from lxml import etree

from report.catalogue import Language
from report.edition import Edition
from report.facts.derive import Facts
from report.figures.model import Figures
from report.narrative.model import Narrative, Passage
from report.orders import House, open_house
from report.proof.check import Proof
from report.proof.lexicon import lexicon
from report.proof.matter import Matter
from report.proof.model import Checked, Line
from report.proof.reading import Read
from report.proof.tables import labelled
from report.word.ooxml import W
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
    matter = Matter(about.name, Facts(figures, HOUSE.catalogue), about.subject)
    return Proof(Read("tried", lines), HOUSE, matter, language, WORDS).checked()


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def edited(source: Path, old: str, new: str, target: Path) -> Path:
    """The first paragraph that says ``old`` says ``new`` in its place."""
    parts = parts_of(source)
    root = etree.fromstring(parts["word/document.xml"])
    for paragraph in root.iter(W + "p"):
        texts = list(paragraph.iter(W + "t"))
        whole = "".join(text.text or "" for text in texts)
        if old in whole and "\t" not in whole and "图" not in whole:
            _replace(texts, whole.index(old), len(old), new)
            break
    else:
        raise AssertionError(f"nothing says {old}")
    parts["word/document.xml"] = etree.tostring(root)
    return packed(parts, target)


def _replace(texts: list[etree._Element], at: int, length: int, new: str) -> None:
    for text in texts:
        held = text.text or ""
        if at < len(held):
            cut = min(length, len(held) - at)
            text.text = held[:at] + new + held[at + cut :]
            at, length, new = 0, length - cut, ""
            if not length:
                return
            continue
        at -= len(held)


def with_paragraph(source: Path, after: str, words: str, target: Path) -> Path:
    """A paragraph added by hand after the first that says ``after``."""
    parts = parts_of(source)
    root = etree.fromstring(parts["word/document.xml"])
    paragraph = next(
        one for one in root.iter(W + "p") if after in "".join(text.text or "" for text in one.iter(W + "t"))
    )
    added = etree.Element(W + "p")
    etree.SubElement(etree.SubElement(added, W + "r"), W + "t").text = words
    paragraph.addnext(added)
    parts["word/document.xml"] = etree.tostring(root)
    return packed(parts, target)


def without_paragraph(path: Path, words: str) -> None:
    """The paragraph of these words is gone, with all that marked it."""
    parts = parts_of(path)
    root = etree.fromstring(parts["word/document.xml"])
    paragraph = next(one for one in root.iter(W + "p") if _words(one) == words)
    paragraph.getparent().remove(paragraph)
    parts["word/document.xml"] = etree.tostring(root)
    packed(parts, path)


def edited_cell(path: Path, row: str, old: str, new: str) -> None:
    """The first cell that says ``old``, in the row of that name, says ``new``."""
    parts = parts_of(path)
    root = etree.fromstring(parts["word/document.xml"])
    cells = next(list(one.iter(W + "tc")) for one in root.iter(W + "tr") if _words(one).startswith(row))
    cell = next(one for one in cells if _words(one) == old)
    for at, text in enumerate(cell.iter(W + "t")):
        text.text = "" if at else new
    parts["word/document.xml"] = etree.tostring(root)
    packed(parts, path)


def _words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))
