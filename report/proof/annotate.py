"""A copy of a document for reviewers: a Word comment at each finding, and at each number where asked for.

Comments cannot stand in headers, footers, notes and text boxes: there they stand at what leads to them, and say the
place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from report import clock, outputs
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.orders import House
from report.proof.comments import Reviewer, language_in
from report.proof.model import Checked, Line
from report.proof.pictures import sheet_of, with_charts
from report.proof.reading_docx import lines_of, open_docx, references
from report.word.comments import Margin, margin
from report.word.flow import flow_of, paragraphs
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.tracked import Stamp

AUTHOR = "校核 / Proof"


def require_annotatable(document: Path, target: Path) -> None:
    """Raises InputFaults: not a .docx, or a target that is the document itself."""
    for path, expected in (
        (document, msg("a .docx: comments can be put into no other document")),
        (target, msg("a name that ends in .docx")),
    ):
        if path.suffix.lower() != ".docx":
            raise InputFaults([Fault(Place(path.name), expected, path.suffix or msg("no ending"))])
    if target.exists() and document.exists() and target.samefile(document):
        raise InputFaults(
            [Fault(Place(target.name), msg("another file than the document"), msg("the document itself"))]
        )


def annotated(document: Path, checked: Checked, target: Path, house: House, *, sources: bool) -> None:
    """Write ``target``; the original stays untouched.

    Raises InputFaults as :func:`require_annotatable` does, and where the copy cannot be written.
    """
    require_annotatable(document, target)
    opened = open_docx(document)
    flow = flow_of(opened.body)
    words = list(lines_of(opened, flow))
    lines = with_charts(sheet_of(opened), flow, words)
    reviewer = Reviewer(checked.language or language_in(words), house.catalogue, house.claims)
    writer = _Writer(opened, lines, margin(opened, Stamp(AUTHOR, clock.now(), itertools.count(1))))
    for finding in checked.findings:
        place = writer.away(finding.line) or ("" if finding.line >= 0 else finding.place)
        writer.note(finding.line, finding.start, finding.end, reviewer.finding(finding, place))
    for source in checked.sources if sources else ():
        writer.note(source.line, source.start, source.end, reviewer.source(source, writer.away(source.line)))
    outputs.write_whole(target, opened.to_bytes())


class _Writer:
    """Puts comments where they can stand."""

    def __init__(self, opened: Opened, lines: Sequence[Line], notes: Margin) -> None:
        self._opened = opened
        self._lines = lines
        self._notes = notes
        self._order = list(paragraphs(opened.body))
        parts = {line.key[0] for line in lines} - {""}
        self._parts = {part: list(paragraphs(opened.root(part))) for part in parts}
        self._references = {kind: references(opened, kind) for kind in ("footnote", "endnote")}

    def note(self, index: int, start: int, end: int, words: list[str]) -> None:
        line = self._lines[index] if 0 <= index < len(self._lines) else Line("", "")
        if line.key[1] < 0:
            self._at_the_beginning(words)
        elif line.key[0] != self._opened.main:
            self._beside(line, words)
        else:
            self._in_the_body(line, start, end, words)

    def away(self, index: int) -> str:
        """The place in words of a line at which no comment can stand."""
        line = self._lines[index] if 0 <= index < len(self._lines) else Line("", "")
        if line.key[1] < 0 or (line.key[0] == self._opened.main and _box(self._order[line.key[1]]) is None):
            return ""
        return line.place

    def _in_the_body(self, line: Line, start: int, end: int, words: list[str]) -> None:
        number, first, last = next(iter(line.located(start, end)), (line.key[1], 0, 0))
        paragraph = self._order[number]
        drawing = _box(paragraph)
        if drawing is None and line.drawn:
            drawing = _drawing(paragraph, line)
        if drawing is not None:
            self._notes.note_at(drawing, words)
        else:
            self._notes.note(paragraph, first, last, words)

    def _beside(self, line: Line, words: list[str]) -> None:
        """Of a note at its reference, of a header or footer at the beginning."""
        paragraph = self._parts[line.key[0]][line.key[1]]
        note = next(paragraph.iterancestors(W + "footnote", W + "endnote"), None)
        if note is None:
            self._at_the_beginning(words)
            return
        kind = etree.QName(note).localname
        reference = self._references[kind][note.get(W + "id", "")]
        box = _box(reference)
        self._notes.note_at(reference if box is None else box, words)

    def _at_the_beginning(self, words: list[str]) -> None:
        first = next((one for one in self._order if _box(one) is None), None)
        if first is not None:
            self._notes.note(first, 0, 0, words)


def _box(element: etree._Element) -> etree._Element | None:
    """The outermost text box around something."""
    return next(iter([*element.iterancestors(W + "txbxContent")][::-1]), None)


def _drawing(paragraph: etree._Element, line: Line) -> etree._Element | None:
    """The picture or chart that a line tells of; by its description where a paragraph has several."""
    found = list(_drawings(paragraph))
    described = (one for one in found if line.text in {part.get("descr") for part in one.iter()})
    return next(described, next(iter(found), None))


def _drawings(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (one for one in paragraph.iter(W + "drawing", W + "pict") if next(one.iterancestors(W + "p")) is paragraph)
