"""A document as the benchmark handles it: its paragraphs and cells in order, typed over, or stripped to bare text.

Shares no code with the proof-reader: what is read here is read once more there.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from lxml import etree

from report.word.inline import figure_tag
from report.word.record import Record

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_BODY = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATED = "word/_rels/document.xml.rels"
_FRAME = (
    f'<w:p xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}/main" xmlns:c="{_DRAWING}/chart"'
    f' xmlns:wp="{_DRAWING}/wordprocessingDrawing"><w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="2000000"/>'
    f'<wp:docPr id="77" name="chart"/><a:graphic><a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="rIdChart1"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_BARE = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{_BODY}" ContentType="{_WORD_TYPE}"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        f' Target="{_BODY}"/></Relationships>'
    ),
}

Change = tuple[int, int, str]
"""Characters from … to … of a block are typed over with …"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands, counted from 1: the ``paragraph`` outside tables, or ``row`` and ``column`` of a ``table``.

    ``text`` is what stands there.
    """

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    text: str = ""

    @property
    def is_cell(self) -> bool:
        return self.table > 0

    def __str__(self) -> str:
        return (
            f"table {self.table}, row {self.row}, column {self.column}" if self.table else f"paragraph {self.paragraph}"
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure where it is printed: characters ``start`` to ``end`` of its block; ``value`` in the unit of its fact."""

    start: int
    end: int
    text: str
    fact: str
    value: Decimal
    unit: str

    @property
    def decimals(self) -> int:
        return max(0, -int(self.value.as_tuple().exponent))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or cell. ``is_plain``: no picture and no field is in it, so that it can be typed over."""

    index: int
    spot: Spot
    figures: tuple[Printed, ...]
    is_plain: bool
    has_picture: bool

    @property
    def text(self) -> str:
        return self.spot.text


def blocks(document: bytes, record: Record) -> list[Block]:
    """All paragraphs and cells of the body, each with the figures that its controls hold."""
    known = {figure_tag(one.fact): one for one in record.figures}
    found = []
    for index, (paragraph, spot) in enumerate(_spots(_body(document))):
        figures = []
        at = 0
        for word in _words(paragraph):
            text = word.text or ""
            tag = _tag(word)
            one = known.get(tag)
            if one and text == _shown(one.text, text):
                figures.append(Printed(at, at + len(text), text, one.fact, Decimal(one.value), one.unit))
            at += len(text)
        picture = paragraph.find(f".//{_W}drawing") is not None
        plain = not picture and paragraph.find(f".//{_W}fldChar") is None
        found.append(Block(index, spot, tuple(figures), plain, picture))
    return found


def _shown(recorded: str, found: str) -> str:
    """A control's own run: not the hanzi that may stand before it. The same fact is printed in several ways."""
    return found if any(sign.isdigit() for sign in found) else recorded


def typed_over(document: bytes, index: int, changes: Iterable[Change]) -> bytes:
    """The document with words of one block replaced, whatever runs hold them."""
    parts = _parts(document)
    root = etree.fromstring(parts[_BODY])
    paragraph = next(one for at, (one, _) in enumerate(_spots(root[0])) if at == index)
    for start, end, typed in sorted(changes, reverse=True):
        _replace(_words(paragraph), start, end, typed)
    parts[_BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _packed(parts)


def _replace(words: Sequence[etree._Element], start: int, end: int, typed: str) -> None:
    at, put = 0, False
    for number, word in enumerate(words):
        text = word.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        inside = start < at + len(text) or number == len(words) - 1
        if not put and inside:
            word.text, put = text[:first] + typed + text[max(first, last) :], True
            word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif put and first < last:
            word.text = text[:first] + text[last:]
        at += len(text)


def with_pictures_of(document: bytes, other: bytes) -> bytes | None:
    """The document with the other's pictures in it; None where they are the same."""
    parts, others = _parts(document), _parts(other)
    media = {name: content for name, content in others.items() if name.startswith("word/media/") and name in parts}
    different = {name: content for name, content in media.items() if content != parts[name]}
    return _packed({**parts, **different}) if different else None


def stripped(document: bytes) -> bytes:
    """The text alone in a new document: no controls, bookmarks, record, properties, pictures, styles."""
    made = []
    for child in _body(document):
        if child.tag == _W + "p":
            made.append(_bare(_all_text(child)))
        elif child.tag == _W + "tbl":
            rows = (
                "".join(f"<w:tc>{''.join(_bare(_all_text(one)) for one in _paragraphs(cell))}</w:tc>" for cell in row)
                for row in ([*row.iterchildren(_W + "tc")] for row in child.iterchildren(_W + "tr"))
            )
            made.append(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    body = f'<w:document xmlns:w="{_MAIN}"><w:body>{"".join(made)}</w:body></w:document>'
    return _packed({**{name: text.encode() for name, text in _BARE.items()}, _BODY: body.encode()})


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart that Word draws: one series of values by category."""

    title: str
    series: str
    categories: tuple[str, ...]
    values: tuple[Decimal, ...]


def with_chart(document: bytes, chart: NativeChart) -> bytes:
    """The document with a native chart's part in it."""
    points = "".join(f"<c:pt idx='{at}'><c:v>{value}</c:v></c:pt>" for at, value in enumerate(chart.values))
    names = "".join(f"<c:pt idx='{at}'><c:v>{escape(name)}</c:v></c:pt>" for at, name in enumerate(chart.categories))
    made = (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"><c:chart>'
        f"<c:title><a:t>{escape(chart.title)}</a:t></c:title>"
        f"<c:ser><c:tx><c:pt idx='0'><c:v>{escape(chart.series)}</c:v></c:pt></c:tx>"
        f"<c:cat>{names}</c:cat><c:val>{points}</c:val></c:ser></c:chart></c:chartSpace>"
    )
    parts = _parts(document)
    root = etree.fromstring(parts[_BODY])
    root[0].insert(len(root[0]), etree.fromstring(_FRAME))
    related = etree.fromstring(parts.get(_RELATED, f'<Relationships xmlns="{_RELATIONS}"/>'.encode()))
    etree.SubElement(
        related, f"{{{_RELATIONS}}}Relationship", Id="rIdChart1", Type=f"{_OFFICE}/chart", Target="charts/chart1.xml"
    )
    made_of = {_BODY: etree.tostring(root), _RELATED: etree.tostring(related), "word/charts/chart1.xml": made.encode()}
    return _packed({**parts, **made_of})


def repeated(document: bytes, characters: int) -> bytes:
    """A bare document's body over and over, until it has so many characters."""
    parts = _parts(document)
    root = etree.fromstring(parts[_BODY])
    body = root[0]
    once = [copy.deepcopy(child) for child in body]
    length = max(sum(len("".join(child.itertext())) for child in once), 1)
    for _ in range(characters // length):
        body.extend(copy.deepcopy(once))
    kept = 0
    for child in list(body):
        kept += len("".join(child.itertext()))
        if kept > characters:
            body.remove(child)
    return _packed({**parts, _BODY: etree.tostring(root)})


def written(lines: Iterable[str]) -> bytes:
    """A bare document of paragraphs."""
    body = f'<w:document xmlns:w="{_MAIN}"><w:body>{"".join(map(_bare, lines))}</w:body></w:document>'
    return _packed({**{name: text.encode() for name, text in _BARE.items()}, _BODY: body.encode()})


def _bare(text: str) -> str:
    runs = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _spots(body: etree._Element) -> Iterator[tuple[etree._Element, Spot]]:
    paragraph = table = 0
    for child in body:
        if child.tag == _W + "p":
            paragraph += 1
            yield child, Spot(paragraph, text=_text(child))
        elif child.tag == _W + "tbl":
            table += 1
            for row, cells in enumerate(child.iterchildren(_W + "tr"), 1):
                for column, cell in enumerate(cells.iterchildren(_W + "tc"), 1):
                    for one in _paragraphs(cell):
                        yield one, Spot(0, table, row, column, _text(one))


def _paragraphs(cell: etree._Element) -> list[etree._Element]:
    return [*cell.iterchildren(_W + "p")]


def _words(paragraph: etree._Element) -> list[etree._Element]:
    return [one for one in paragraph.iter(_W + "t") if not any(True for _ in one.iterancestors(_W + "drawing"))]


def _text(paragraph: etree._Element) -> str:
    return "".join(word.text or "" for word in _words(paragraph))


def _all_text(paragraph: etree._Element) -> str:
    signs = [one for one in paragraph.iter(_W + "t", _W + "tab") if next(one.iterancestors(_W + "tabs"), None) is None]
    return "".join("\t" if one.tag == _W + "tab" else one.text or "" for one in signs)


def _tag(word: etree._Element) -> str:
    control = next(word.iterancestors(_W + "sdt"), None)
    tag = None if control is None else control.find(f"{_W}sdtPr/{_W}tag")
    return "" if tag is None else tag.get(_W + "val", "")


def _body(document: bytes) -> etree._Element:
    return etree.fromstring(_parts(document)[_BODY])[0]


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()
