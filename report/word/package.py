"""style.docx in, an empty briefing out; a finished document in, the same bytes everywhere out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.oxml import CT_Types
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.spec import default_content_types
from lxml import etree

from report.catalogue import Language
from report.charts.model import NativeChart
from report.errors import Fault, InputFaults, Place
from report.word.archive import CONTENT_TYPES, PACKAGE_RELATIONS, packed, xml_parts
from report.word.ooxml import NAMESPACES, W, qualified, w
from report.word.pictures import CHART, SHAPES, SHAPES_RELATION, TYPES, WORKBOOK, WORKBOOK_RELATION, Embed
from report.word.record import Record
from report.word.record_xml import NAMESPACE, to_xml

_LOCALES = {"zh": "zh-CN", "en": "en-US"}
_KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.FOOTNOTES,
    RELATIONSHIP_TYPE.ENDNOTES,
}
_CORE_NAMESPACES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DATA_STORE_ID = "{6E0F5E9B-3C55-5C0B-9E0A-3F1C0B5B2A71}"  # any fixed one: it names the part within a document
_AFTER_LANGUAGE = ("clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol", "listSeparator")


@dataclass(frozen=True, slots=True)
class Properties:
    """What Word shows under a file's properties; it is created and modified on ``date`` at 00:00 UTC."""

    title: str
    author: str
    keywords: tuple[str, ...]
    subject: str
    date: date

    def texts(self) -> tuple[str, ...]:
        return (self.title, self.author, *self.keywords, self.subject)


def open_style(path: Path, language: Language) -> Document:
    """The document of looks, emptied: its styles, fonts and settings, and one section.

    The first section of style.docx is the Chinese page, the last the English one.
    Raises InputFaults where it cannot be read as a Word document.
    """
    xml_parts(path)
    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
    except (KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise InputFaults([Fault(Place(path.name), "a Word document with the styles", str(error))]) from error
    section = _empty(document, language)
    _drop_relations(document, section)
    _set_language(document)
    return document


def _empty(document: Document, language: Language) -> etree._Element:
    body: etree._Element = document.element.body
    sections = list(body.iter(W + "sectPr"))
    section = sections[0 if language == "zh" else -1]
    body.clear()
    for kind in section.findall(W + "type"):
        section.remove(kind)
    body.append(section)
    return section


def _drop_relations(document: Document, section: etree._Element) -> None:
    """Keep what the looks need: no sample pictures, no comments, no footer of the other language."""
    relations = document.part.rels
    referred = {element.get(qualified("r:id")) for element in section.iter()}
    for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT and key not in referred]:
        del relations[key]
    package = document.part.package.rels
    for key in [key for key, relation in package.items() if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT]:
        del package[key]


def _set_language(document: Document) -> None:
    """For spelling, line breaking and reading aloud: hanzi are Chinese, letters and digits English, as in Word.

    Digits marked as Chinese would be broken over two lines in the middle of a number.
    """
    values = {"val": "en-US", "eastAsia": "zh-CN"}
    properties = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if properties is not None:
        _replace(properties, w("lang", **values, bidi="ar-SA"), ("eastAsianLayout", "specVanish", "oMath"))
    _replace(document.settings.element, w("themeFontLang", **values), _AFTER_LANGUAGE)


def _replace(parent: etree._Element, made: etree._Element, successors: Iterable[str]) -> None:
    """Put an element in its place in the sequence that the schema asks for, instead of any like it."""
    for old in parent.findall(made.tag):
        parent.remove(old)
    later = [found for name in successors if (found := parent.find(W + name)) is not None]
    if later:
        min(later, key=parent.index).addprevious(made)
    else:
        parent.append(made)


@dataclass(frozen=True, slots=True)
class _Embedding:
    document: Document

    def picture(self, number: int, ending: str, blob: bytes) -> str:
        part = self._part(f"/word/media/chart{number}.{ending}", TYPES[ending], blob)
        return self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)

    def chart(self, number: int, chart: NativeChart) -> str:
        part = self._part(f"/word/charts/chart{number}.xml", CHART, chart.chart)
        workbook = self._part(f"/word/embeddings/chart{number}.xlsx", WORKBOOK, chart.workbook)
        part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, workbook, WORKBOOK_RELATION)
        if chart.shapes:
            shapes = self._part(f"/word/drawings/drawing{number}.xml", SHAPES, chart.shapes)
            part.rels.add_relationship(RELATIONSHIP_TYPE.CHART_USER_SHAPES, shapes, SHAPES_RELATION)
        return self.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)

    def _part(self, name: str, content_type: str, blob: bytes) -> Part:
        return Part(PackURI(name), content_type, blob, self.document.part.package)


def embedding(document: Document) -> Embed:
    """How pictures and native charts get into the package."""
    return _Embedding(document)


def add_record(document: Document, record: Record) -> None:
    """The record as a custom XML part, with the properties part that Word expects beside it."""
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", to_xml(record), package)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    name = f"{{{_DATA_STORE}}}"
    root = etree.Element(f"{name}datastoreItem", {f"{name}itemID": _DATA_STORE_ID}, nsmap={"ds": _DATA_STORE})
    schemas = etree.SubElement(root, f"{name}schemaRefs")
    etree.SubElement(schemas, f"{name}schemaRef", {f"{name}uri": NAMESPACE})
    properties = Part(
        PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _serialised(root), package
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def add_properties(document: Document, properties: Properties, language: Language) -> None:
    moment = f"{properties.date.isoformat()}T00:00:00Z"
    values = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", properties.author),
        ("cp:keywords", "; ".join(properties.keywords)),
        ("cp:lastModifiedBy", properties.author),
        ("cp:revision", "1"),
        ("dcterms:created", moment),
        ("dcterms:modified", moment),
        ("dc:language", _LOCALES[language]),
    )
    root = etree.Element(_core("cp:coreProperties"), nsmap=_CORE_NAMESPACES)
    for name, value in values:
        made = etree.SubElement(root, _core(name))
        made.text = value
        if name.startswith("dcterms:"):
            made.set(_core("xsi:type"), "dcterms:W3CDTF")
    package = document.part.package
    part = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, _serialised(root), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _core(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_CORE_NAMESPACES[prefix]}}}{local}"


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def settle_namespaces(document: Document) -> None:
    """Declare every prefix once, at the root, and let Word before 2013 pass over what it does not know."""
    root: etree._Element = document.element
    ignorable = qualified("mc:Ignorable")
    prefixes = dict.fromkeys((*(root.get(ignorable) or "").split(), "w15"))
    if ignorable in root.attrib:
        del root.attrib[ignorable]
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=[*prefixes, *NAMESPACES])
    root.set(ignorable, " ".join(prefixes))  # after its prefix is declared: lxml would make one up, and others trip


def to_bytes(document: Document, day: date) -> bytes:
    """The package, every part of ``day``."""
    package = document.part.package
    parts = list(package.iter_parts())
    content = {CONTENT_TYPES: _content_types(parts), PACKAGE_RELATIONS: package.rels.xml}
    for part in parts:
        part.before_marshal()
        content[part.partname.membername] = part.blob
        if part.rels:
            content[part.partname.rels_uri.membername] = part.rels.xml
    return packed(content, day)


def _content_types(parts: Iterable[Part]) -> bytes:
    """What each part is, by its ending where that says it."""
    endings, others = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}, {}
    for part in parts:
        ending = part.partname.ext.lower()
        if (ending, part.content_type) in default_content_types:
            endings[ending] = part.content_type
        else:
            others[part.partname] = part.content_type
    types = CT_Types.new()  # type: ignore[no-untyped-call]
    for ending, kind in sorted(endings.items()):
        types.add_default(ending, kind)
    for name, kind in sorted(others.items()):
        types.add_override(name, kind)
    return _serialised(types)
