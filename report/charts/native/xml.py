"""XML of DrawingML charts, as text, and the looks of their texts, lines and fills.

A chart has about two thousand elements, most of them the same few looks: made once, they are kept as the text they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NewType
from xml.sax.saxutils import escape

from report.catalogue import Language
from report.charts.palette import INK

Xml = NewType("Xml", str)
"""Well-formed elements, none or some; what comes from outside is escaped in it, by :func:`el` and its like."""

NAMESPACES: Final = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
}
EMU_PER_POINT: Final = 12_700
LATIN: Final = "Arial"  # both are named in the document too, which knows what stands for them where they are missing
EAST_ASIAN: Final = "黑体"
LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
NOTHING: Final = Xml("")
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPOKEN: Final = "\x00"  # stands for the language of a text until the whole is put together; no text can have it
_QUOTED: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_MARKUP: Final = re.compile('[&<>"\n\t]')


def el(name: str, /, *children: Xml, **attributes: str) -> Xml:
    """An element with plain attributes."""
    if _MARKUP.search("".join(attributes.values())):
        attributes = {key: escape(value, _QUOTED) for key, value in attributes.items()}
    shown = "".join([f' {key}="{value}"' for key, value in attributes.items()])
    inner = "".join(children)
    return Xml(f"<{name}{shown}>{inner}</{name}>" if inner else f"<{name}{shown}/>")


def val(name: str, value: object) -> Xml:
    """An element that says one thing: ``<c:order val="1"/>``."""
    shown = str(value)
    return Xml(f'<{name} val="{escape(shown, _QUOTED) if _MARKUP.search(shown) else shown}"/>')


def in_text(text: str) -> Xml:
    """``text`` as it stands between two tags."""
    return Xml(escape(text) if _MARKUP.search(text) else text)


def words(name: str, text: str, **attributes: str) -> Xml:
    return el(name, in_text(text), **attributes)


def together(*parts: Xml) -> Xml:
    return Xml("".join(parts))


def document(name: str, language: Language, *children: Xml) -> bytes:
    """A part: its declaration, its root with the namespaces, and all texts in their language.

    Which typeface quotation marks take follows from the first of the two languages.
    """
    spaces = {f"xmlns:{prefix}": address for prefix, address in NAMESPACES.items()}
    first, second = (LANGUAGES[one] for one in (("zh", "en") if language == "zh" else ("en", "zh")))
    root = el(name, *children, **spaces).replace(_SPOKEN, f'lang="{first}" altLang="{second}"')
    return f"{DECLARATION}{root}".encode()


@lru_cache(maxsize=64)
def solid(color: str) -> Xml:
    return el("a:solidFill", val("a:srgbClr", color.removeprefix("#")))


@lru_cache(maxsize=64)
def line(color: str, points: float, dash: str = "solid") -> Xml:
    """A line of a width in points; ``none`` for no line."""
    if color == "none":
        return el("a:ln", el("a:noFill"))
    pen = (solid(color), val("a:prstDash", dash), el("a:round"))
    return el("a:ln", *pen, w=str(round(points * EMU_PER_POINT)), cap="flat")


@lru_cache(maxsize=256)
def look(name: str, size: float, color: str = INK, *, bold: bool = False) -> Xml:
    """How a text is set, as ``a:rPr`` or ``a:defRPr``; the size in points."""
    fonts = (el("a:latin", typeface=LATIN), el("a:ea", typeface=EAST_ASIAN), el("a:cs", typeface=LATIN))
    inner = "".join((solid(color), *fonts))
    return Xml(f'<{name} {_SPOKEN} sz="{round(size * 100)}" b="{int(bold)}">{inner}</{name}>')


@lru_cache(maxsize=256)
def text_look(size: float, color: str = INK, *, bold: bool = False) -> Xml:
    """The look of texts that the word processor sets by itself: labels, names of categories, a legend."""
    end = Xml(f"<a:endParaRPr {_SPOKEN}/>")
    paragraph = el("a:p", el("a:pPr", look("a:defRPr", size, color, bold=bold)), end)
    return el("c:txPr", el("a:bodyPr"), el("a:lstStyle"), paragraph)


def run(text: str, size: float, color: str, *, bold: bool = False) -> Xml:
    return el("a:r", look("a:rPr", size, color, bold=bold), words("a:t", text))


@lru_cache(maxsize=1)
def no_fill() -> Xml:
    return el("c:spPr", el("a:noFill"), line("none", 0))
