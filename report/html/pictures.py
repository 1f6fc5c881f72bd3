"""A picture's SVG as it stands within a page: part of the page, so its ids are its own and it needs no namespaces."""

from __future__ import annotations

from typing import Final

from lxml import etree
from markupsafe import Markup

from report.charts.model import Picture
from report.word.archive import careful_parser

_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_OF_A_FILE: Final = ("width", "height", "version")  # a page gives the picture its size


def inlined(picture: Picture, name: str) -> Markup:
    """The picture with its sentence. ``name``: begins its ids, so that no other picture of the page has them."""
    root = etree.fromstring(picture.svg, careful_parser())
    for element in root.iter():
        element.tag = etree.QName(element).localname
        if "id" in element.attrib:
            element.set("id", f"{name}-{element.get('id')}")
        if _HREF in element.attrib:
            element.set("href", f"#{name}-{element.get(_HREF, '').removeprefix('#')}")
            del element.attrib[_HREF]
    for attribute in _OF_A_FILE:
        del root.attrib[attribute]
    root.attrib.update({"role": "img", "aria-label": picture.alt})
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))
