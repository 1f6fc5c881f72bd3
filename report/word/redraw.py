"""A chart's picture found again in a document by its bytes, and drawn anew in its place."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from report.charts.model import NativeChart, Picture
from report.word.native import add_chart
from report.word.ooxml import W, elements, qualified
from report.word.opened import CHART_PART, IMAGE, Opened
from report.word.pictures import SVG_EXTENSION, TYPES, Embed, svg_extension

_EMBED: Final = qualified("r:embed")
_AROUND: Final = (qualified("wp:inline"), qualified("wp:anchor"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in the body: its blip, the digests (SHA-256) of what it shows, and its alt text."""

    blip: etree._Element
    digests: frozenset[str]
    alt: str

    @property
    def around(self) -> etree._Element | None:
        return next(self.blip.iterancestors(*_AROUND), None)

    @property
    def paragraph(self) -> etree._Element | None:
        return next(self.blip.iterancestors(W + "p"), None)


def shown(opened: Opened) -> Iterator[Shown]:
    """The pictures of the body that nobody has deleted."""
    parts = {one.id: one.target for one in opened.relations(opened.main) if not one.external}
    for blip in opened.body.iter(qualified("a:blip")):
        if next(blip.iterancestors(W + "del", W + "moveFrom"), None) is not None:
            continue
        vectors = [vector.get(_EMBED, "") for vector in blip.iter(qualified("asvg:svgBlip"))]
        names = [parts.get(key, "") for key in (blip.get(_EMBED, ""), *vectors)]
        digests = frozenset(hashlib.sha256(opened.parts[name]).hexdigest() for name in names if name in opened.parts)
        yield Shown(blip, digests, _alt(blip))


def _alt(blip: etree._Element) -> str:
    properties = _properties(blip)
    return "" if properties is None else properties.get("descr", "")


def _properties(blip: etree._Element) -> etree._Element | None:
    around = next(blip.iterancestors(*_AROUND), None)
    return None if around is None else around.find(qualified("wp:docPr"))


def redraw(opened: Opened, old: Shown, picture: Picture) -> None:
    """Both pictures and the alt text; place and width stay, and height as far as the shape of the new one allows."""
    height = _height(opened, old, picture)
    embed = embedding(opened)
    old.blip.set(_EMBED, embed.picture(0, "png", picture.png))
    _set_vector(old.blip, embed.picture(0, "svg", picture.svg))
    properties = _properties(old.blip)
    if properties is not None:
        properties.set("descr", picture.alt)
    if height is not None and old.around is not None:
        sizes = [*old.around.iter(qualified("wp:extent")), *old.around.iter(qualified("a:ext"))]
        for size in sizes:
            if size.get("cy"):
                size.set("cy", str(round(int(size.get("cy", "0")) * height)))


@dataclass(frozen=True, slots=True)
class _Embedding:
    opened: Opened

    def picture(self, number: int, ending: str, blob: bytes) -> str:
        return self.opened.relate(IMAGE, self.opened.add("word/media/chart", ending, TYPES[ending], blob))

    def chart(self, number: int, chart: NativeChart) -> str:
        return self.opened.relate(CHART_PART, add_chart(self.opened, chart))


def embedding(opened: Opened) -> Embed:
    """How pictures and native charts get into a document that is there already."""
    return _Embedding(opened)


def _set_vector(blip: etree._Element, relation: str) -> None:
    vectors = list(blip.iter(qualified("asvg:svgBlip")))
    for vector in vectors:
        vector.set(_EMBED, relation)
    if vectors:
        return
    extensions = blip.find(qualified("a:extLst"))
    if extensions is None:
        extensions = etree.SubElement(blip, qualified("a:extLst"))
    for other in extensions.findall(qualified("a:ext")):
        if other.get("uri") == SVG_EXTENSION:
            extensions.remove(other)
    extensions.extend(elements(svg_extension(relation)))


def _height(opened: Opened, old: Shown, picture: Picture) -> float | None:
    """By how much the new picture is higher for its width than the old one."""
    parts = {one.id: one.target for one in opened.relations(opened.main) if not one.external}
    before = _size(opened.parts.get(parts.get(old.blip.get(_EMBED, ""), ""), b""))
    now = _size(picture.png)
    if before is None or now is None:
        return None
    return (now[1] / now[0]) / (before[1] / before[0])


def _size(png: bytes) -> tuple[int, int] | None:
    """Width and height in pixels: PNG (ISO/IEC 15948), the first chunk."""
    if not png.startswith(b"\x89PNG\r\n\x1a\n") or len(png) < 24:
        return None
    width, height = struct.unpack(">II", png[16:24])
    return (width, height) if width and height else None
