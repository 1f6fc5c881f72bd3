"""A .docx from outside, opened to be changed: what is not changed stays byte for byte.

Only the parts that a correction touches are parsed and written anew; everything else of the package goes through as
it came.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.word.archive import CONTENT_TYPES, PACKAGE_RELATIONS, all_parts, packed, parse
from report.word.ooxml import W

_PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT: Final = f"{_OFFICE}/officeDocument"
COMMENTS: Final = f"{_OFFICE}/comments"
IMAGE: Final = f"{_OFFICE}/image"
CHART_PART: Final = f"{_OFFICE}/chart"
WORKBOOK_PART: Final = f"{_OFFICE}/package"
SHAPES_PART: Final = f"{_OFFICE}/chartUserShapes"
STYLES: Final = f"{_OFFICE}/styles"
SETTINGS: Final = f"{_OFFICE}/settings"
CUSTOM_XML: Final = f"{_OFFICE}/customXml"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
CHARACTERS: Final = 600_000  # about a thousand pages of 22 lines of 28 characters
PARAGRAPHS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    type: str
    target: str  # the name of a part; of something outside, its address
    external: bool


@dataclass(frozen=True)
class Opened:
    """A document: its parts by name, and the roots of those that were parsed, which :meth:`to_bytes` writes anew."""

    name: str
    parts: dict[str, bytes]
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def place(self, key: str = "") -> Place:
        return Place(self.name, key=key)

    def root(self, part: str) -> etree._Element:
        """The root of a part, to be changed in place. Raises InputFaults where it is no XML."""
        if part not in self.roots:
            self.roots[part] = parse(self.parts[part], self.place(part))
        return self.roots[part]

    @cached_property
    def main(self) -> str:
        """The part with the body."""
        return next(relation.target for relation in self.relations("") if relation.type == DOCUMENT)

    @property
    def body(self) -> etree._Element:
        body = self.root(self.main).find(W + "body")
        assert body is not None  # open_document() has looked
        return body

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part (``""``: the package) refers to."""
        name = _relations_of(part)
        if name not in self.parts and name not in self.roots:
            return
        for made in self.root(name).iterchildren(f"{_PACKAGE}Relationship"):
            external = made.get("TargetMode") == "External"
            target = made.get("Target", "")
            yield Relation(
                made.get("Id", ""), made.get("Type", ""), target if external else _resolved(part, target), external
            )

    def related(self, kind: str) -> str | None:
        """The part of a kind that the body refers to."""
        found = (one.target for one in self.relations(self.main) if one.type == kind and not one.external)
        return next((target for target in found if target in self.parts or target in self.roots), None)

    def relate(self, kind: str, target: str, source: str = "", id: str = "") -> str:
        """The id of a new relation to a part, from the body or from another ``source``."""
        source = source or self.main
        name = _relations_of(source)
        if name not in self.parts and name not in self.roots:
            self.roots[name] = etree.Element(f"{_PACKAGE}Relationships", nsmap={None: _PACKAGE[1:-1]})  # type: ignore[dict-item]
        root = self.root(name)
        taken = {made.get("Id") for made in root}
        made = id or next(f"rIdC{n}" for n in range(1, len(taken) + 2) if f"rIdC{n}" not in taken)
        shown = posixpath.relpath(target, posixpath.dirname(source))
        etree.SubElement(root, f"{_PACKAGE}Relationship", {"Id": made, "Type": kind, "Target": shown})
        return made

    def add(self, stem: str, ending: str, content_type: str, content: bytes) -> str:
        """The name of a new part ``stem`` + a free number + ``.ending``."""
        number = next(n for n in range(1, len(self.parts) + 2) if f"{stem}{n}.{ending}" not in self.parts)
        name = f"{stem}{number}.{ending}"
        self.parts[name] = content
        etree.SubElement(
            self.root(CONTENT_TYPES), f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": content_type}
        )
        return name

    def to_bytes(self) -> bytes:
        """The package, with what was changed; the same changes give the same bytes."""
        return packed({name: self._content(name) for name in self.parts.keys() | self.roots.keys()})

    def _content(self, name: str) -> bytes:
        if name not in self.roots:
            return self.parts[name]
        return etree.tostring(self.roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def open_document(path: Path) -> Opened:
    """A document that can be changed.

    Raises InputFaults: not a .docx, encrypted, protected against changes, strict Open XML, too long, a part that is no
    XML.
    """
    opened = Opened(path.name, all_parts(path))
    _require_body(opened)
    faults = [*_broken(opened), *_protected(opened), *_too_long(opened)]
    if faults:
        raise InputFaults(faults)
    return opened


def open_made(name: str, content: bytes) -> Opened:
    """A document that this program has just made, and that is not written yet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Opened(name, {part: archive.read(part) for part in archive.namelist()})


def open_to_read(path: Path) -> Opened:
    """A document that is only read: protected against changes or not.

    Raises InputFaults: not a .docx, encrypted, strict Open XML, a part that is no XML.
    """
    opened = Opened(path.name, all_parts(path))
    _require_body(opened)
    faults = list(_broken(opened))
    if faults:
        raise InputFaults(faults)
    return opened


def _require_body(opened: Opened) -> None:
    if CONTENT_TYPES not in opened.parts or PACKAGE_RELATIONS not in opened.parts:
        raise InputFaults([Fault(opened.place(), msg("a Word document (.docx)"), msg("a ZIP file of another kind"))])
    kinds = [relation.type for relation in opened.relations("")]
    if any(kind.startswith(_STRICT) for kind in kinds):
        expected = msg("a Word document (.docx); save it as “Word Document”")
        raise InputFaults([Fault(opened.place(), expected, msg("a “Strict Open XML Document”"))])
    main = next((one.target for one in opened.relations("") if one.type == DOCUMENT), None)
    if main not in opened.parts or opened.root(main).find(W + "body") is None:
        raise InputFaults([Fault(opened.place(), msg("a Word document (.docx)"), msg("a file without a body of text"))])


def _broken(opened: Opened) -> Iterator[Fault]:
    """Every part that should be XML and is none: such a document opens nowhere, or not as it was."""
    for name, content in opened.parts.items():
        if name.endswith((".xml", ".rels")) and name not in opened.roots:
            try:
                parse(content, opened.place(name))
            except InputFaults as error:
                yield from error.faults


def _protected(opened: Opened) -> Iterator[Fault]:
    part = opened.related(SETTINGS)
    if part is None:
        return
    found = parse(opened.parts[part], opened.place(part)).find(f"{W}documentProtection")
    if found is None or found.get(f"{W}enforcement", "0") in ("0", "false", "off"):
        return
    if found.get(f"{W}edit") != "trackedChanges":
        expected = msg("a document that may be changed (in Word: Review, Restrict Editing, Stop Protection)")
        yield Fault(opened.place(part), expected, msg("one that is protected against changes"))


def _too_long(opened: Opened) -> Iterator[Fault]:
    paragraphs = sum(1 for _ in opened.body.iter(f"{W}p"))
    characters = sum(len(text.text or "") for text in opened.body.iter(f"{W}t"))
    if paragraphs > PARAGRAPHS or characters > CHARACTERS:
        expected = msg(
            "a briefing of at most {paragraphs} paragraphs and {characters} characters",
            paragraphs=PARAGRAPHS,
            characters=CHARACTERS,
        )
        yield Fault(
            opened.place(),
            expected,
            msg("{paragraphs} paragraphs and {characters} characters", paragraphs=paragraphs, characters=characters),
        )
