"""Elements of DrawingML charts, made with lxml, and the looks of their texts, lines and fills."""

from __future__ import annotations

from typing import Final

from lxml import etree

from report.catalogue import Language
from report.charts.palette import INK

NAMESPACES: Final = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
}
LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
EMU_PER_POINT: Final = 12_700
LATIN: Final = "Arial"  # both are named in the document too, which knows what stands for them where they are missing
EAST_ASIAN: Final = "黑体"
_QUALIFIED: dict[str, str] = {}


def qualified(name: str) -> str:
    """``c:ser`` as lxml spells it."""
    if name not in _QUALIFIED:
        prefix, _, local = name.partition(":")
        _QUALIFIED[name] = f"{{{NAMESPACES[prefix]}}}{local}"
    return _QUALIFIED[name]


def el(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element with plain attributes."""
    made = etree.Element(qualified(name), attributes, nsmap=NAMESPACES)
    made.extend(children)
    return made


def val(name: str, value: object) -> etree._Element:
    """An element that says one thing: ``<c:order val="1"/>``."""
    return etree.Element(qualified(name), {"val": str(value)}, nsmap=NAMESPACES)


def words(name: str, text: str, **attributes: str) -> etree._Element:
    made = el(name, **attributes)
    made.text = text
    return made


def to_bytes(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def solid(color: str) -> etree._Element:
    return el("a:solidFill", val("a:srgbClr", color.removeprefix("#")))


def line(color: str, points: float, dash: str = "solid") -> etree._Element:
    """A line of a width in points; ``none`` for no line."""
    if color == "none":
        return el("a:ln", el("a:noFill"))
    pen = (solid(color), val("a:prstDash", dash), el("a:round"))
    return el("a:ln", *pen, w=str(round(points * EMU_PER_POINT)), cap="flat")


def look(name: str, size: float, color: str = INK, *, bold: bool = False) -> etree._Element:
    """How a text is set, as ``a:rPr`` or ``a:defRPr``; the size in points."""
    fonts = (el("a:latin", typeface=LATIN), el("a:ea", typeface=EAST_ASIAN), el("a:cs", typeface=LATIN))
    return el(name, solid(color), *fonts, sz=str(round(size * 100)), b=str(int(bold)))


def text_look(size: float, color: str = INK, *, bold: bool = False) -> etree._Element:
    """The look of texts that the word processor sets by itself: labels, names of categories, a legend."""
    paragraph = el("a:p", el("a:pPr", look("a:defRPr", size, color, bold=bold)), el("a:endParaRPr"))
    return el("c:txPr", el("a:bodyPr"), el("a:lstStyle"), paragraph)


def set_language(root: etree._Element, language: Language) -> None:
    """What every text is in, and which of its two typefaces quotation marks take."""
    first, second = (LANGUAGES[one] for one in (("zh", "en") if language == "zh" else ("en", "zh")))
    for made in root.iter(*map(qualified, ("a:rPr", "a:defRPr", "a:endParaRPr"))):
        made.set("lang", first)
        made.set("altLang", second)


def no_fill() -> etree._Element:
    return el("c:spPr", el("a:noFill"), line("none", 0))
