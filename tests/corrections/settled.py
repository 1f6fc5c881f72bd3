"""A .docx in; out, what it says and how it looks once tracked changes are accepted, rejected, or kept as they are.

A reader of its own, which shares nothing with the product: two that agree are two witnesses. It follows
ISO/IEC 29500-1:2016, 17.13.5: what is inserted or moved here, what is deleted or moved away, runs, paragraph marks and
rows, and what formatting was. A kind of change that it does not know is an error, never passed over.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Choice = Literal["accept", "reject", "keep"]

_STORIES = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_COMES = {W + "ins", W + "moveTo"}
_GOES = {W + "del", W + "moveFrom"}
_REMOVED: Mapping[Choice, set[str]] = {"accept": _GOES, "reject": _COMES, "keep": set()}
_FORMER = re.compile(r"(rPr|pPr|tblPr|tblPrEx|tblGrid|trPr|tcPr|sectPr)Change")
_UNKNOWN = re.compile(r"cell(Ins|Del|Merge)|customXml(Ins|Del|MoveFrom|MoveTo)Range(Start|End)|numberingChange")
_UNWRAPPED = {W + "sdt", W + "sdtContent", W + "smartTag", W + "customXml"}
_IGNORED = (
    *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart"),
    *("permEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "footnoteRef"),
    *("endnoteRef", "lastRenderedPageBreak", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
    *("moveToRangeEnd", "separator", "continuationSeparator"),
)
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_WORDS = {W + "t", W + "delText"}
_INSTRUCTIONS = {W + "instrText", W + "delInstrText"}
_NOTES = {W + "footnote", W + "endnote"}


@dataclass(frozen=True, slots=True)
class Pending:
    """A change still open: what it is, whose, of when; of formatting, also how it was."""

    kind: str
    author: str
    date: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look; an object (a picture, a field, a reference) stands in brackets ⟦…⟧."""

    text: str
    look: str
    pending: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: ``look`` is what its properties say beside the style, ``mark`` how its mark is formatted."""

    pieces: tuple[Piece, ...]
    style: str = ""
    look: str = ""
    mark: str = ""
    pending: tuple[Pending, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class CellFound:
    blocks: tuple[Block, ...]
    look: str = ""


@dataclass(frozen=True, slots=True)
class RowFound:
    cells: tuple[CellFound, ...]
    look: str = ""
    pending: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[RowFound, ...]
    look: str = ""


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin."""

    author: str
    text: str


@dataclass(frozen=True)
class Settled:
    """A document by its stories: the body, each text box, note, header and footer."""

    stories: Mapping[str, tuple[Block, ...]]
    comments: tuple[Remark, ...] = ()

    @property
    def body(self) -> tuple[Block, ...]:
        return self.stories["document"]

    def lines(self) -> tuple[str, ...]:
        """The text of every paragraph, cells among them, story by story; see :func:`plain`."""
        return tuple(plain(line) for story in self.stories.values() for line in texts(story))

    def typed(self, words: str) -> bool:
        """Whether words stand within a paragraph, or in a comment."""
        return any(words in line for line in self.lines()) or any(words in remark.text for remark in self.comments)


def plain(line: str) -> str:
    """The text of a paragraph without objects, and without the number of a caption: programs count anew."""
    return re.sub("⟦[^⟧]*⟧", "", re.sub("⟦SEQ [^⟧]*⟧⟦[^⟧]*⟧[^⟦]*", "", line))


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The text of each paragraph in order; a table is read row by row."""
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (text for row in block.rows for cell in row.cells for text in texts(cell.blocks))


def settled(document: bytes, choice: Choice = "keep", mine: Callable[[str], bool] = lambda author: True) -> Settled:
    """The document once the changes of the authors that ``mine`` says are accepted or rejected; others stay open."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stories: dict[str, tuple[Block, ...]] = {}
    for name in sorted(filter(_STORIES.fullmatch, parts), key=lambda name: (name != "word/document.xml", name)):
        root = etree.fromstring(parts[name])
        _settle(root, choice, mine)
        stories.update(_Reading(parts, name).stories(root))
    return Settled(stories, tuple(_comments(parts, mine if choice == "reject" else lambda author: False)))


def _comments(parts: Mapping[str, bytes], left_out: Callable[[str], bool]) -> Iterator[Remark]:
    """Comments are no tracked changes; but who takes back all that one author did takes back those as well."""
    for name in filter(_COMMENTS.fullmatch, parts):
        for comment in etree.fromstring(parts[name]).iter(W + "comment"):
            author = comment.get(W + "author") or ""
            if not left_out(author):
                yield Remark(author, "".join(word.text or "" for word in comment.iter(W + "t")))


# --- settling: the tree as it is once the choice is made


def _settle(root: etree._Element, choice: Choice, mine: Callable[[str], bool]) -> None:
    for element in root.iter(f"{W}*"):
        if _UNKNOWN.fullmatch(etree.QName(element).localname):
            raise NotImplementedError(f"a tracked change of the kind {element.tag}")
    _simplify(root)
    if choice == "keep":
        return
    changes = _Changes(_REMOVED[choice], mine)
    changes.settle_runs(root)
    changes.settle_formatting(root, restore=choice == "reject")
    changes.settle_rows(root)
    changes.settle_marks(root)


def _simplify(root: etree._Element) -> None:
    """Controls give way to what is in them; what marks places, not text, goes."""
    for element in list(root.iter(*(W + name for name in _IGNORED))):
        _remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    for element in list(root.iter(MC + "AlternateContent")):
        chosen = element.find(MC + "Choice")
        for other in element:
            if other is not chosen:
                element.remove(other)
        if chosen is not None:
            _unwrap(chosen)
        _unwrap(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


@dataclass(frozen=True)
class _Changes:
    """``removed``: the kinds whose content goes with this choice; the content of the others stays."""

    removed: set[str]
    mine: Callable[[str], bool]

    def _is_settled(self, element: etree._Element) -> bool:
        return self.mine(element.get(W + "author") or "")

    def settle_runs(self, root: etree._Element) -> None:
        for element in reversed(list(root.iter(*_COMES, *_GOES))):
            parent = element.getparent()
            if parent is None or parent.tag in (W + "rPr", W + "trPr") or not self._is_settled(element):
                continue
            if element.tag in self.removed:
                _remove(element)
            else:
                _unwrap(element)

    def settle_formatting(self, root: etree._Element, *, restore: bool) -> None:
        for element in list(root.iter(f"{W}*")):
            if _FORMER.fullmatch(etree.QName(element).localname) and self._is_settled(element):
                if restore:
                    _restore(element)
                _remove(element)

    def settle_rows(self, root: etree._Element) -> None:
        for row in list(root.iter(W + "tr")):
            if self._vanishes(row.find(W + "trPr")):
                table = row.getparent()
                _remove(row)
                if table is not None and table.find(W + "tr") is None:
                    _remove(table)

    def settle_marks(self, root: etree._Element) -> None:
        for paragraph in list(root.iter(W + "p")):
            if self._vanishes(paragraph.find(f"{W}pPr/{W}rPr")):
                _join(paragraph)

    def _vanishes(self, properties: etree._Element | None) -> bool:
        """Whether what these are the properties of goes; flags that are settled are taken off."""
        if properties is None:
            return False
        flags = [flag for flag in properties if flag.tag in _COMES | _GOES and self._is_settled(flag)]
        for flag in flags:
            properties.remove(flag)
        return any(flag.tag in self.removed for flag in flags)


def _restore(change: etree._Element) -> None:
    """Put properties back as they were; a paragraph's mark and section are no part of what is remembered."""
    properties, former = change.getparent(), change[0] if len(change) else None
    if properties is None:
        return
    apart = {W + "rPr", W + "sectPr"} if properties.tag == W + "pPr" else _COMES | _GOES
    if properties.tag == W + "sectPr":
        apart = {W + "headerReference", W + "footerReference"}
    for child in list(properties):
        if child is not change and child.tag not in apart:
            properties.remove(child)
    for position, child in enumerate(list(former) if former is not None else []):
        properties.insert(position, child)


def _join(paragraph: etree._Element) -> None:
    """A paragraph without its mark flows into the next one, whose properties hold for both.

    Before a table, or at the end of a story or cell, there is no next one: what has words keeps its mark.
    """
    following = paragraph.getnext()
    words = [child for child in paragraph if child.tag != W + "pPr"]
    if following is not None and following.tag == W + "p":
        start = 1 if following.find(W + "pPr") is not None else 0
        for position, child in enumerate(words):
            following.insert(start + position, child)
        _remove(paragraph)
    elif following is not None and following.tag == W + "tbl" and not words:
        _remove(paragraph)


# --- reading: what stands in the tree


@dataclass
class _Reading:
    """One part of the package, read; text boxes found on the way are stories of their own."""

    parts: Mapping[str, bytes]
    name: str
    boxes: list[tuple[Block, ...]] = field(default_factory=list)

    def stories(self, root: etree._Element) -> Iterator[tuple[str, tuple[Block, ...]]]:
        label = self.name.removeprefix("word/").removesuffix(".xml")
        body = root.find(W + "body")
        notes = [child for child in root if child.tag in _NOTES]
        if notes:
            for note in notes:
                yield f"{label} {note.get(W + 'id')}", self._blocks(note)
        else:
            yield label, self._blocks(root if body is None else body)
        if body is not None:
            yield "section", (Line((), look=_canonical(body.find(W + "sectPr"))),)
        for number, box in enumerate(self.boxes, 1):
            yield f"{label} text box {number}", box

    def _blocks(self, parent: etree._Element) -> tuple[Block, ...]:
        return tuple(
            self._line(child) if child.tag == W + "p" else self._grid(child)
            for child in parent
            if child.tag in (W + "p", W + "tbl")
        )

    def _line(self, paragraph: etree._Element) -> Line:
        properties = paragraph.find(W + "pPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        pieces = [piece for child in paragraph for piece in self._pieces(child, "", ())]
        return Line(
            pieces=_merged(pieces),
            style="" if style is None else style.get(W + "val") or "",
            look=_canonical(properties, without=("pStyle", "rPr")),
            mark=_canonical(mark),
            pending=(*_flags(mark), *_former(properties), *_former(mark)),
        )

    def _grid(self, table: etree._Element) -> Grid:
        look = _canonical(table.find(W + "tblPr")) + _canonical(table.find(W + "tblGrid"))
        return Grid(tuple(self._row(row) for row in table.findall(W + "tr")), look)

    def _row(self, row: etree._Element) -> RowFound:
        properties = row.find(W + "trPr")
        cells = tuple(
            CellFound(self._blocks(cell), _canonical(cell.find(W + "tcPr"))) for cell in row.findall(W + "tc")
        )
        return RowFound(cells, _canonical(properties), (*_flags(properties), *_former(properties)))

    def _pieces(self, element: etree._Element, look: str, pending: tuple[Pending, ...]) -> Iterator[Piece]:
        if element.tag == W + "r":
            yield from self._run(element, look, pending)
        elif element.tag in _COMES | _GOES:
            yield from self._inside(element, look, (*pending, _pending(element)))
        elif element.tag == W + "hyperlink":
            target = self._target(element.get(R + "id") or "") or element.get(W + "anchor") or ""
            yield from self._inside(element, f"{look}link to {target} ", pending)
        elif element.tag == W + "fldSimple":
            yield Piece(f"⟦field {(element.get(W + 'instr') or '').strip()}⟧", look, pending)
            yield from self._inside(element, look, pending)
        elif element.tag != W + "pPr":
            yield Piece(f"⟦{etree.QName(element).localname} {_digest(_canonical(element))}⟧", look, pending)

    def _inside(self, element: etree._Element, look: str, pending: tuple[Pending, ...]) -> Iterator[Piece]:
        for child in element:
            yield from self._pieces(child, look, pending)

    def _run(self, run: etree._Element, look: str, pending: tuple[Pending, ...]) -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        look += _canonical(properties)
        pending = (*pending, *_former(properties))
        for child in run:
            if child.tag != W + "rPr":
                yield Piece(self._text(child), look, pending)

    def _text(self, child: etree._Element) -> str:
        if child.tag in _WORDS:
            return child.text or ""
        if child.tag == W + "br" and child.get(W + "type") in ("page", "column"):
            return "\f"
        if child.tag in _CHARACTERS:
            return _CHARACTERS[child.tag]
        if child.tag in _INSTRUCTIONS:
            return f"⟦{(child.text or '').strip()}⟧"
        return f"⟦{self._described(child)}⟧"

    def _described(self, shown: etree._Element) -> str:
        """An object in words: what kind, and a digest of all that it shows."""
        for box in list(shown.iter(W + "txbxContent")):
            self.boxes.append(self._blocks(box))
            _remove(box)
        for element in shown.iter():
            for name, value in element.attrib.items():
                if name.startswith(R):
                    element.set(name, self._content(value))
                elif etree.QName(element).localname in ("docPr", "cNvPr") and name == "id":
                    del element.attrib[name]
        return f"{etree.QName(shown).localname} {_digest(_canonical(shown))}"

    def _content(self, relation: str) -> str:
        """What a relation leads to: the digest of a part, or the address outside."""
        target = self._target(relation)
        part = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), target)).lstrip("/")
        return _digest(self.parts[part]) if part in self.parts else target

    def _target(self, relation: str) -> str:
        folder, file = posixpath.split(self.name)
        xml = self.parts.get(f"{folder}/_rels/{file}.rels")
        if xml is None:
            return ""
        return next((str(one.get("Target")) for one in etree.fromstring(xml) if one.get("Id") == relation), "")


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Where one run ends and the next begins says nothing while they look alike."""
    kept = [piece for piece in pieces if piece.text]
    alike = groupby(kept, key=lambda piece: (piece.look, piece.pending))
    return tuple(Piece("".join(one.text for one in group), *key) for key, group in alike)


def _pending(change: etree._Element, former: str = "") -> Pending:
    author, date = change.get(W + "author") or "", change.get(W + "date") or ""
    return Pending(etree.QName(change).localname, author, date, former)


def _flags(properties: etree._Element | None) -> tuple[Pending, ...]:
    children = () if properties is None else tuple(properties)
    return tuple(_pending(child) for child in children if child.tag in _COMES | _GOES)


def _former(properties: etree._Element | None) -> tuple[Pending, ...]:
    children = () if properties is None else tuple(properties)
    changes = [child for child in children if _FORMER.fullmatch(etree.QName(child).localname)]
    return tuple(_pending(change, _canonical(change[0] if len(change) else None)) for change in changes)


def _canonical(element: etree._Element | None, without: tuple[str, ...] = ()) -> str:
    """What stands within an element, whatever its prefixes and the order of attributes; open changes left out."""
    children = () if element is None else tuple(element.iterchildren("*"))
    return "".join(
        f"<{_local(child.tag)}{_attributes(child)}>{child.text or ''}{_canonical(child)}</>"
        for child in children
        if etree.QName(child).localname not in without and not _is_change(child)
    )


def _attributes(element: etree._Element) -> str:
    return "".join(sorted(f" {_local(name)}={value}" for name, value in element.attrib.items() if "rsid" not in name))


def _is_change(element: etree._Element) -> bool:
    return element.tag in _COMES | _GOES or bool(_FORMER.fullmatch(etree.QName(element).localname))


def _local(name: str) -> str:
    return name.removeprefix(W).removeprefix(R)


def _digest(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:12]
