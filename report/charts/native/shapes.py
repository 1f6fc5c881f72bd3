"""Notes in, the part that holds what is drawn over a chart out: boxes of text, placed in shares of the chart."""

from __future__ import annotations

from collections.abc import Sequence

from report.catalogue import Language
from report.charts.native.parts import Note
from report.charts.native.xml import Xml, document, el, line, run, words
from report.charts.sizes import WIDTH


def drawn_over(notes: Sequence[Note], height: float, language: Language) -> bytes:
    """``c:userShapes`` of a chart that is ``height`` millimetres high."""
    return document("c:userShapes", language, *(_anchored(note, at, height) for at, note in enumerate(notes, 2)))


def _anchored(note: Note, number: int, height: float) -> Xml:
    box = note.box
    start = _corner("cdr:from", box.x / WIDTH, box.y / height)
    end = _corner("cdr:to", (box.x + box.width) / WIDTH, (box.y + box.height) / height)
    return el("cdr:relSizeAnchor", start, end, _shape(note, number))


def _corner(name: str, x: float, y: float) -> Xml:
    at = (min(max(part, 0.0), 1.0) for part in (x, y))
    return el(name, *(words(f"cdr:{axis}", f"{part:.5f}") for axis, part in zip("xy", at, strict=True)))


def _shape(note: Note, number: int) -> Xml:
    properties = el("cdr:nvSpPr", el("cdr:cNvPr", id=str(number), name=note.name), el("cdr:cNvSpPr", txBox="1"))
    place = el("a:xfrm", el("a:off", x="0", y="0"), el("a:ext", cx="0", cy="0"))
    outline = el("a:prstGeom", el("a:avLst"), prst="rect")
    form = el("cdr:spPr", place, outline, el("a:noFill"), line("none", 0))
    said = run(note.text, note.size, note.color, bold=note.bold)
    edges = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0")
    frame = el("a:bodyPr", vertOverflow="overflow", wrap="square", anchor="ctr", rtlCol="0", **edges)
    body = el("cdr:txBody", frame, el("a:lstStyle"), el("a:p", el("a:pPr", algn=note.align), said))
    return el("cdr:sp", properties, form, body, macro="", textlink="")
