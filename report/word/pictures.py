"""A drawn chart in, the run that shows it out; its parts go into the package."""

from __future__ import annotations

from typing import Final, Protocol

from lxml import etree

from report.charts.model import Drawn, NativeChart, Picture
from report.word.inline import Ids
from report.word.ooxml import CHARTS, EMU_PER_TWIP, C, node, qualified, w

_EMU_PER_MM = 36_000
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


TYPES = {"png": "image/png", "svg": "image/svg+xml"}
CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHAPES: Final = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_RELATION, SHAPES_RELATION = "rId1", "rId2"  # as a native chart refers to them


class Embed(Protocol):
    """How what is drawn gets into a package; each gives the id of the relation from the body to it."""

    def picture(self, number: int, ending: str, blob: bytes) -> str: ...

    def chart(self, number: int, chart: NativeChart) -> str: ...


def chart_run(embed: Embed, drawn: Drawn, limit: int, ids: Ids) -> etree._Element:
    """A run with the picture or the native chart inline, never wider than ``limit`` (twips), with its alt text.

    Of a picture Word 2016 and later shows the SVG, others the PNG.
    """
    number = next(ids.drawings)
    cx, cy = _extent(drawn, limit)
    name = {"id": str(number), "name": f"Chart {number}"}
    match drawn:
        case Picture():
            png, svg = embed.picture(number, "png", drawn.png), embed.picture(number, "svg", drawn.svg)
            locked = [node("a:graphicFrameLocks", noChangeAspect="1")]
            data = node("a:graphicData", _picture(name, _blip(png, svg), cx, cy), uri=_PICTURE)
        case NativeChart():
            locked = []
            data = node("a:graphicData", _referring(embed.chart(number, drawn)), uri=CHARTS)
    inline = node(
        "wp:inline",
        node("wp:extent", cx=cx, cy=cy),
        node("wp:docPr", **name, descr=drawn.alt),
        node("wp:cNvGraphicFramePr", *locked),
        node("a:graphic", data),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
    )
    return w("r", w("drawing", inline))


def _referring(relation: str) -> etree._Element:
    return etree.Element(f"{C}chart", {qualified("r:id"): relation}, nsmap={"c": CHARTS})


def _extent(drawn: Drawn, limit: int) -> tuple[str, str]:
    width, height = drawn.width_mm * _EMU_PER_MM, drawn.height_mm * _EMU_PER_MM
    scale = min(1.0, limit * EMU_PER_TWIP / width)
    return str(round(width * scale)), str(round(height * scale))


def _blip(png: str, svg: str) -> etree._Element:
    blip = node("a:blip", node("a:extLst", svg_extension(svg)))
    blip.set(qualified("r:embed"), png)
    return blip


def svg_extension(relation: str) -> etree._Element:
    """What names the SVG beside the PNG that is its fallback."""
    vector = node("asvg:svgBlip")
    vector.set(qualified("r:embed"), relation)
    return node("a:ext", vector, uri=SVG_EXTENSION)


def _picture(name: dict[str, str], blip: etree._Element, cx: str, cy: str) -> etree._Element:
    shape = node(
        "pic:spPr",
        node("a:xfrm", node("a:off", x="0", y="0"), node("a:ext", cx=cx, cy=cy)),
        node("a:prstGeom", node("a:avLst"), prst="rect"),
    )
    fill = node("pic:blipFill", blip, node("a:stretch", node("a:fillRect")))
    return node("pic:pic", node("pic:nvPicPr", node("pic:cNvPr", **name), node("pic:cNvPicPr")), fill, shape)
