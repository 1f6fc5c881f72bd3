"""A drawn chart in, the run that shows it out; its parts go into the package."""

from __future__ import annotations

from typing import Final, Protocol

from report.charts.model import Drawn, NativeChart, Picture
from report.word.inline import Ids
from report.word.ooxml import CHARTS, EMU_PER_TWIP, Xml, quoted

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


def chart_run(embed: Embed, drawn: Drawn, limit: int, ids: Ids) -> Xml:
    """A run with the picture or the native chart inline, never wider than ``limit`` (twips), with its alt text.

    Of a picture Word 2016 and later shows the SVG, others the PNG.
    """
    number = next(ids.drawings)
    cx, cy = _extent(drawn, limit)
    name = f'id="{number}" name="Chart {number}"'
    match drawn:
        case Picture():
            png, svg = embed.picture(number, "png", drawn.png), embed.picture(number, "svg", drawn.svg)
            frame = '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            data = f'<a:graphicData uri="{_PICTURE}">{_picture(name, _blip(png, svg), cx, cy)}</a:graphicData>'
        case NativeChart():
            frame = "<wp:cNvGraphicFramePr/>"
            data = f'<a:graphicData uri="{CHARTS}">{_referring(embed.chart(number, drawn))}</a:graphicData>'
    inline = (
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr {name} descr="{quoted(drawn.alt)}"/>{frame}'
        f"<a:graphic>{data}</a:graphic>"
    )
    sides = 'distT="0" distB="0" distL="0" distR="0"'
    return Xml(f"<w:r><w:drawing><wp:inline {sides}>{inline}</wp:inline></w:drawing></w:r>")


def _referring(relation: str) -> str:
    return f'<c:chart xmlns:c="{CHARTS}" r:id="{relation}"/>'


def _extent(drawn: Drawn, limit: int) -> tuple[int, int]:
    width, height = drawn.width_mm * _EMU_PER_MM, drawn.height_mm * _EMU_PER_MM
    scale = min(1.0, limit * EMU_PER_TWIP / width)
    return round(width * scale), round(height * scale)


def _blip(png: str, svg: str) -> str:
    return f'<a:blip r:embed="{png}"><a:extLst>{svg_extension(svg)}</a:extLst></a:blip>'


def svg_extension(relation: str) -> Xml:
    """What names the SVG beside the PNG that is its fallback."""
    return Xml(f'<a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip r:embed="{relation}"/></a:ext>')


def _picture(name: str, blip: str, cx: int, cy: int) -> str:
    named = f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
    fill = f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    size = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    shape = f'<pic:spPr>{size}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    return f"<pic:pic>{named}{fill}{shape}</pic:pic>"
