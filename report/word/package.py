"""style.docx in, an empty briefing out; its words, pictures and record in, the same bytes everywhere out."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import starmap
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.oxml import serialize_part_xml
from docx.opc.rel import _Relationship
from docx.opc.spec import default_content_types
from lxml import etree

from report.catalogue import Language
from report.charts.model import NativeChart
from report.errors import Fault, InputFaults, Place
from report.foreign import words_of
from report.i18n import msg
from report.word.archive import CONTENT_TYPES, packed, xml_parts
from report.word.measure import type_size, type_width
from report.word.ooxml import DECLARATION, NAMESPACES, W, Xml, in_text, qualified, quoted, w
from report.word.pictures import CHART, SHAPES, SHAPES_RELATION, TYPES, WORKBOOK, WORKBOOK_RELATION
from report.word.properties import Properties
from report.word.record import Record
from report.word.record_xml import NAMESPACE as RECORD
from report.word.record_xml import to_xml
from report.word.styles import Looks, Role, look_up

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
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DATA_STORE_ID = "{6E0F5E9B-3C55-5C0B-9E0A-3F1C0B5B2A71}"  # any fixed one: it names the part within a document
_RECORD_PROPERTIES = (
    f'<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{_DATA_STORE_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{RECORD}"/></ds:schemaRefs></ds:datastoreItem>'
)
_AFTER_LANGUAGE = ("clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol", "listSeparator")


def open_style(path: Path, language: Language, content: bytes | None = None) -> Document:
    """The document of looks, emptied: its styles, fonts and settings, and one section.

    The first section of style.docx is the Chinese page, the last the English one; ``content`` is the file's where it
    is read already. Raises InputFaults where it cannot be read as a Word document.
    """
    xml_parts(path, content)
    try:
        document = docx.Document(io.BytesIO(path.read_bytes() if content is None else content))
    except (KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise InputFaults([Fault(Place(path.name), msg("a Word document with the styles"), words_of(error))]) from error
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


def settle_namespaces(document: Document) -> None:
    """Declare every prefix once, at the root, and let Word before 2013 pass over what it does not know."""
    root: etree._Element = document.element
    ignorable = qualified("mc:Ignorable")
    prefixes = dict.fromkeys((*(root.get(ignorable) or "").split(), "w15"))
    if ignorable in root.attrib:
        del root.attrib[ignorable]
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=[*prefixes, *NAMESPACES])
    root.set(ignorable, " ".join(prefixes))  # after its prefix is declared: lxml would make one up, and others trip


@dataclass(frozen=True, slots=True)
class Relation:
    """From a part to another, by its name, or to an address outside."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Blank:
    """A briefing without words, as :func:`open_style` gives it; every briefing of a language begins with the same one.

    ``main``: the part with the body, ``before`` and ``after`` what stands in it around the words; ``parts`` are the
    others by name, with what they refer to, ``types`` what each is, ``relations`` what the body refers to.
    ``width``: of the type area, ``table_em``: the size of table text, both in twips.
    """

    main: str
    before: str
    after: str
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    relations: tuple[Relation, ...]
    looks: Looks
    width: int
    table_em: int


def blank(path: Path, language: Language) -> Blank:
    """style.docx emptied; raises InputFaults: it cannot be read, or lacks a style."""
    try:
        content = path.read_bytes()
    except OSError:
        xml_parts(path)  # says what is in the way
        raise
    return _blank(content, path, language)


@lru_cache(maxsize=4)
def _blank(content: bytes, path: Path, language: Language) -> Blank:
    document = open_style(path, language, content)
    looks = look_up(document, language, Place(path.name))
    settle_namespaces(document)
    document.element.body.insert(0, w("p"))  # where the words will be
    before, _, after = serialize_part_xml(document.element).decode().partition("<w:p/>")
    others = [part for part in document.part.package.iter_parts() if part is not document.part]
    parts = {part.partname.membername: part.blob for part in others}
    parts |= {part.partname.rels_uri.membername: part.rels.xml for part in others if part.rels}
    return Blank(
        main=document.part.partname.membername,
        before=before,
        after=after,
        parts=parts,
        types={part.partname.membername: part.content_type for part in (document.part, *others)},
        relations=tuple(map(_relation, document.part.rels.values())),
        looks=looks,
        width=type_width(document),
        table_em=type_size(document, looks[Role.CELL_LEFT]),
    )


def _relation(known: _Relationship) -> Relation:
    target = known.target_ref if known.is_external else known.target_part.partname.membername
    return Relation(known.rId, known.reltype, target, known.is_external)


class Package:
    """A briefing that is being put together from a blank one."""

    def __init__(self, begun: Blank) -> None:
        self._begun = begun
        self._parts = dict(begun.parts)
        self._types = dict(begun.types)
        self._relations = {"": [Relation("rId1", RELATIONSHIP_TYPE.OFFICE_DOCUMENT, begun.main)]}
        self._relations[begun.main] = list(begun.relations)

    def picture(self, number: int, ending: str, blob: bytes) -> str:
        name = self._add(f"word/media/chart{number}.{ending}", TYPES[ending], blob)
        return self._relate(self._begun.main, RELATIONSHIP_TYPE.IMAGE, name)

    def chart(self, number: int, chart: NativeChart) -> str:
        name = self._add(f"word/charts/chart{number}.xml", CHART, chart.chart)
        workbook = self._add(f"word/embeddings/chart{number}.xlsx", WORKBOOK, chart.workbook)
        self._relate(name, RELATIONSHIP_TYPE.PACKAGE, workbook, WORKBOOK_RELATION)
        if chart.shapes:
            shapes = self._add(f"word/drawings/drawing{number}.xml", SHAPES, chart.shapes)
            self._relate(name, RELATIONSHIP_TYPE.CHART_USER_SHAPES, shapes, SHAPES_RELATION)
        return self._relate(self._begun.main, RELATIONSHIP_TYPE.CHART, name)

    def add_words(self, words: Xml) -> None:
        self._parts[self._begun.main] = f"{self._begun.before}{words}{self._begun.after}".encode()

    def add_record(self, record: Record) -> None:
        """The record as a custom XML part, with the properties part that Word expects beside it."""
        item = self._add("customXml/item1.xml", CONTENT_TYPE.XML, to_xml(record))
        self._relate(self._begun.main, RELATIONSHIP_TYPE.CUSTOM_XML, item)
        known = f"{DECLARATION}{_RECORD_PROPERTIES}".encode()
        properties = self._add("customXml/itemProps1.xml", CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, known)
        self._relate(item, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS, properties)

    def add_properties(self, properties: Properties, language: Language) -> None:
        content = _core_properties(properties, language)
        core = self._add("docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, content)
        self._relate("", RELATIONSHIP_TYPE.CORE_PROPERTIES, core)

    def to_bytes(self, day: date) -> bytes:
        """The package, every part of ``day``."""
        relations = {_relations_of(source): _relations_xml(source, found) for source, found in self._relations.items()}
        return packed({CONTENT_TYPES: _content_types(self._types), **self._parts, **relations}, day)

    def _add(self, name: str, kind: str, content: bytes) -> str:
        self._parts[name], self._types[name] = content, kind
        return name

    def _relate(self, source: str, kind: str, target: str, id: str = "") -> str:
        """The id of a new relation: the one that is asked for, or the first that is free."""
        relations = self._relations.setdefault(source, [])
        taken = {relation.id for relation in relations}
        made = id or next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relations.append(Relation(made, kind, target))
        return made


def _core_properties(properties: Properties, language: Language) -> bytes:
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
    return f"{DECLARATION}<cp:coreProperties {_CORE}>{''.join(starmap(_core, values))}</cp:coreProperties>".encode()


def _core(name: str, value: str) -> str:
    kind = ' xsi:type="dcterms:W3CDTF"' if name.startswith("dcterms:") else ""
    return f"<{name}{kind}>{in_text(value)}</{name}>" if value else f"<{name}{kind}/>"


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations_xml(source: str, relations: Iterable[Relation]) -> bytes:
    shown = "".join(_relation_xml(source, relation) for relation in relations)
    return f'{DECLARATION}<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}">{shown}</Relationships>'.encode()


def _relation_xml(source: str, relation: Relation) -> str:
    """Parts are named as seen from the one that refers to them."""
    target, mode = relation.target, ' TargetMode="External"'
    if not relation.external:
        target, mode = _seen_from(posixpath.dirname(source), target), ""
    return f'<Relationship Id="{relation.id}" Type="{quoted(relation.type)}" Target="{quoted(target)}"{mode}/>'


@lru_cache(maxsize=256)
def _seen_from(folder: str, target: str) -> str:
    return posixpath.relpath(target, folder or ".")


def _content_types(types: Mapping[str, str]) -> bytes:
    """What each part is, by its ending where that says it."""
    endings, others = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}, {}
    for name, kind in types.items():
        ending = posixpath.splitext(name)[1][1:].lower()
        if (ending, kind) in default_content_types:
            endings[ending] = kind
        else:
            others[name] = kind
    shown = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(endings.items())]
    shown += [f'<Override PartName="/{quoted(name)}" ContentType="{kind}"/>' for name, kind in sorted(others.items())]
    return f'{DECLARATION}<Types xmlns="{NAMESPACE.OPC_CONTENT_TYPES}">{"".join(shown)}</Types>'.encode()
