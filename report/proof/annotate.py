"""A copy of a document for reviewers: a Word comment at each finding, and at each number where asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from report import clock, outputs
from report.errors import Fault, InputFaults, Place
from report.proof.model import Checked, Finding, Line, Source
from report.proof.reading_docx import read_docx
from report.word.comments import Margin, margin
from report.word.flow import paragraphs
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.tracked import Stamp

AUTHOR = "校核 / Proof"


def annotated(document: Path, checked: Checked, target: Path, *, sources: bool) -> None:
    """Write ``target``; the original stays untouched.

    Raises InputFaults: not a .docx, or a target that is the document itself or cannot be written.
    """
    if document.suffix.lower() != ".docx" or target.suffix.lower() != ".docx":
        raise InputFaults([Fault(Place(target.name), "a .docx to annotate, and a .docx to write", document.suffix)])
    if target.exists() and target.samefile(document):
        raise InputFaults([Fault(Place(target.name), "another file than the document", "the document itself")])
    opened, lines = read_docx(document)
    notes = margin(opened, Stamp(AUTHOR, clock.now(), itertools.count(1)))
    _write(opened, lines, checked, notes, sources=sources)
    outputs.write_whole(target, opened.to_bytes())


def _write(opened: Opened, lines: Sequence[Line], checked: Checked, notes: Margin, *, sources: bool) -> None:
    order = list(paragraphs(opened.body))
    for index, start, end, words in _comments(checked, sources=sources):
        paragraph = _paragraph(opened, lines, index, order)
        if paragraph is None:
            continue
        if _is_in_box(paragraph):  # comments cannot stand in text boxes
            paragraph = next(paragraph.iterancestors(W + "p"), None)
            start = end = 0
        if paragraph is not None:
            notes.note(paragraph, start, end, words)


def _comments(checked: Checked, *, sources: bool) -> Iterator[tuple[int, int, int, list[str]]]:
    for finding in checked.findings:
        yield finding.line, finding.start, finding.end, _words(finding)
    if sources:
        for source in checked.sources:
            yield source.line, source.start, source.end, _source(source)


def _words(finding: Finding) -> list[str]:
    lines = [finding.kind + (f" ({finding.missing} missing)" if finding.missing else "")]
    if finding.expected:
        lines.append(f"expected: {finding.expected}")
    if finding.found:
        lines.append(f"found: {finding.found}")
    if finding.line < 0 or finding.kind == "chart":
        lines.append(finding.place)
    return lines


def _source(source: Source) -> list[str]:
    return [source.fact, source.words]


def _paragraph(
    opened: Opened, lines: Sequence[Line], index: int, order: Sequence[etree._Element]
) -> etree._Element | None:
    """Where a line stands in the body; what stands elsewhere (headers, notes) is said at the beginning."""
    if 0 <= index < len(lines) and lines[index].key[0] == opened.main:
        return order[lines[index].key[1]]
    return order[0] if order else None


def _is_in_box(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(W + "txbxContent"), None) is not None
