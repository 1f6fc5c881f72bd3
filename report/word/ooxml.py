"""Elements of WordprocessingML and DrawingML, made with lxml: one function, one table of namespaces."""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_MAIN = {"w": NAMESPACES["w"]}  # each prefix that an element declares takes time
W = f"{{{NAMESPACES['w']}}}"
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"  # declared only where a document has native ones
C = f"{{{CHARTS}}}"
EMU_PER_TWIP = 635  # English metric units, of which a millimetre has 36,000
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def qualified(name: str) -> str:
    """``wp:inline`` as lxml spells it: ``{http://…}inline``. A name without a prefix stays as it is."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else local


def node(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element with plain attributes: ``node("wp:extent", cx="914400", cy="914400")``."""
    made = copy(_empty(qualified(name)))
    for key, value in attributes.items():
        made.set(key, value)
    made.extend(children)
    return made


def w(name: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of the main namespace, whose attributes are of that namespace too."""
    made = copy(_empty(W + name))
    for key, value in attributes.items():
        made.set(W + key, str(value))
    made.extend(children)
    return made


@lru_cache
def _empty(tag: str) -> etree._Element:
    """The element of a name that others are copied from: lxml makes one anew in five times the time."""
    return etree.Element(tag, nsmap=_MAIN if tag.startswith(W) else NAMESPACES)


def forbidden_characters(text: str) -> list[str]:
    """The characters of ``text`` that XML 1.0 cannot carry (section 2.2), each once, as ``U+000B``."""
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(_NOT_XML.findall(text))]
