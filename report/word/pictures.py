"""A drawn chart in, the run that shows it out; the SVG and its PNG fallback go into the package."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from report.charts.model import Picture
from report.word.inline import Ids
from report.word.ooxml import EMU_PER_TWIP, node, qualified, w

_EMU_PER_MM = 36_000
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


Embed = Callable[[int, str, bytes], str]  # number of the picture, its ending, its bytes: the id of its relation
TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def picture_run(embed: Embed, picture: Picture, limit: int, ids: Ids) -> etree._Element:
    """A run with the picture inline, never wider than ``limit`` (twips), with its alt text.

    Word 2016 and later shows the SVG, others the PNG.
    """
    number = next(ids.drawings)
    png, svg = embed(number, "png", picture.png), embed(number, "svg", picture.svg)
    cx, cy = _extent(picture, limit)
    name = {"id": str(number), "name": f"Chart {number}"}
    inline = node(
        "wp:inline",
        node("wp:extent", cx=cx, cy=cy),
        node("wp:docPr", **name, descr=picture.alt),
        node("wp:cNvGraphicFramePr", node("a:graphicFrameLocks", noChangeAspect="1")),
        node("a:graphic", node("a:graphicData", _picture(name, _blip(png, svg), cx, cy), uri=_PICTURE)),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
    )
    return w("r", w("drawing", inline))


def _extent(picture: Picture, limit: int) -> tuple[str, str]:
    width, height = picture.width_mm * _EMU_PER_MM, picture.height_mm * _EMU_PER_MM
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
