"""A .docx taken apart, changed part by part, and put together again: for what people and other programs do to it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NSMAP = {
    "w": W[1:-1],
    "r": R[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}


def element(xml: str) -> etree._Element:
    """An element typed as XML with the usual prefixes."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NSMAP.items())
    return etree.fromstring(f"<x {declared}>{xml}</x>")[0]


def elements(xml: str) -> list[etree._Element]:
    return list(element(f"<x>{xml}</x>"))


@dataclass
class Opened:
    """The parts of a document by name; ``document`` is its main part, as a tree."""

    parts: dict[str, bytes]
    document: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        self.document = etree.fromstring(self.parts["word/document.xml"])

    @property
    def body(self) -> etree._Element:
        return self.document[0]

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = _serialised(self.document)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return made.getvalue()

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def put(self, name: str, root: etree._Element) -> None:
        self.parts[name] = _serialised(root)

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """A relation of the main part to a part beside it, or to an address outside; its id."""
        relations = self.part(_RELS)
        known = {one.get("Id") for one in relations}
        number = next(number for number in range(1, 10_000) if f"rId{number}" not in known)
        named = {"Id": f"rId{number}", "Type": f"{RELATION}/{kind}", "Target": target}
        made = etree.SubElement(relations, f"{_RELATIONS}Relationship", named)
        if outside:
            made.set("TargetMode", "External")
        self.put(_RELS, relations)
        return f"rId{number}"

    def add(self, name: str, content: bytes, content_type: str) -> None:
        types = self.part(_CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)
        self.put(_CONTENT_TYPES, types)
        self.parts[name] = content

    def rename(self, old: str, new: str) -> None:
        """Give a part another name, and say so wherever the package refers to it."""
        self.parts = {new if name == old else name: content for name, content in self.parts.items()}
        folder, file = posixpath.split(old)
        beside = f"{folder}/_rels/{file}.rels"
        if beside in self.parts:
            place, called = posixpath.split(new)
            self.parts[f"{place}/_rels/{called}.rels"] = self.parts.pop(beside)
        types = self.part(_CONTENT_TYPES)
        for one in types.iter(f"{_TYPES}Override"):
            if one.get("PartName") == f"/{old}":
                one.set("PartName", f"/{new}")
        self.put(_CONTENT_TYPES, types)
        for name in [name for name in self.parts if name.endswith(".rels")]:
            self._redirect(name, old, new)

    def _redirect(self, name: str, old: str, new: str) -> None:
        relations = self.part(name)
        home = posixpath.dirname(posixpath.dirname(name))
        for one in relations:
            target = posixpath.normpath(posixpath.join(home, str(one.get("Target"))))
            if one.get("TargetMode") != "External" and target == old:
                one.set("Target", posixpath.relpath(new, home or "."))
        self.put(name, relations)

    def free_id(self, *names: str) -> int:
        """A number that no element of these names has as its ``w:id``."""
        numbers = [int(one.get(f"{W}id") or 0) for one in self.document.iter(*(W + name for name in names))]
        return max([100, *numbers]) + 1

    def stories(self) -> Iterator[str]:
        """The names of the parts with text in them, beside the main one."""
        for name in self.parts:
            if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes")):
                yield name


_RELS = "word/_rels/document.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"


def opened(document: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return Opened({name: archive.read(name) for name in archive.namelist()})


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
