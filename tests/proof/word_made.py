"""Documents of Word's own form, made block by block: text boxes, notes, merged cells, tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from lxml import etree

from report.word.inline import run
from report.word.ooxml import NAMESPACES, w
from report.word.opened import Opened, open_to_read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHAPES = {
    **NAMESPACES,
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
BOX = """<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="800000"/>
<wp:docPr id="{id}" name="Box {id}"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="800000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape style="width:100pt;height:40pt"><v:textbox><w:txbxContent>{words}</w:txbxContent>
</v:textbox></v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
WHO = {"id": "900", "author": "A", "date": "2021-05-01T00:00:00Z"}


def box(*texts: str, number: int = 1) -> etree._Element:
    """A text box as Word writes it, once for itself and once for older programs."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in SHAPES.items())
    words = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return etree.fromstring(BOX.format(names=names, id=number, words=words))


def paragraph(*runs: str | etree._Element) -> etree._Element:
    return w("p", *(run(one) if isinstance(one, str) else one for one in runs))


def table(*rows: Sequence[str | etree._Element]) -> etree._Element:
    made = w("tbl", w("tblPr"), w("tblGrid", *(w("gridCol", w=2000) for _ in rows[0])))
    for row in rows:
        cells = [w("tc", w("p", run(cell))) if isinstance(cell, str) else cell for cell in row]
        made.append(w("tr", *cells))
    return made


def marked(paragraph: etree._Element, mark: str) -> etree._Element:
    """With its mark deleted, or moved away."""
    paragraph.insert(0, w("pPr", w("rPr", w(mark, **WHO))))
    return paragraph


def written(path: Path, *blocks: etree._Element, header: str = "", notes: Sequence[str] = ()) -> Opened:
    """A document with these blocks in its body, and a header or footnotes where given."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(str(path))
    opened = open_to_read(path)
    for at, block in enumerate(blocks):
        opened.body.insert(at, block)
    if notes:
        _with_notes(opened, notes)
    path.write_bytes(opened.to_bytes())
    return open_to_read(path)


def _with_notes(opened: Opened, notes: Sequence[str]) -> None:
    root = w("footnotes", *(w("footnote", paragraph(text), id=number) for number, text in enumerate(notes, 2)))
    name = opened.add("word/footnotes", "xml", f"{TYPES}.footnotes+xml", etree.tostring(root))
    opened.relate(f"{OFFICE}/footnotes", name)


def reference(number: int) -> etree._Element:
    return w("r", w("footnoteReference", id=number))
