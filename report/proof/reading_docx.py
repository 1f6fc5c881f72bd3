"""A .docx in, its lines out: body, tables, headers, footers, notes, text boxes; comments are left out.

Tracked changes are read as accepted, paragraphs whose mark is deleted as one; hidden text is left out. A text box's
paragraphs stand after those of the paragraph that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree

from report.errors import Fault, InputFaults, Place
from report.i18n import msg, parts
from report.proof.model import Labels, Line, Stretch
from report.proof.tables import header_depth, labels_of
from report.word.archive import parse
from report.word.flow import Flow, Piece, flow_of, is_deleted_row, paragraphs
from report.word.ooxml import W, qualified
from report.word.opened import STYLES, Opened, open_to_read

_NOTES: Final = {"footnotes": "footnote", "endnotes": "endnote"}
_MARGINS: Final = {
    "default header": msg("header"),
    "first header": msg("first-page header"),
    "even header": msg("even-page header"),
    "default footer": msg("footer"),
    "first footer": msg("first-page footer"),
    "even footer": msg("even-page footer"),
}
_GONE: Final = (W + "del", W + "moveFrom")
_BOX: Final = W + "txbxContent"
_HOLDERS: Final = (W + "tc", _BOX, W + "footnote", W + "endnote")
_CAPTION: Final = 80  # characters: a longer paragraph above a table is no caption


def read_docx(path: Path) -> tuple[Opened, list[Line]]:
    """Raises InputFaults as :func:`open_docx` does."""
    opened = open_docx(path)
    return opened, list(lines_of(opened, flow_of(opened.body)))


def open_docx(path: Path) -> Opened:
    """Raises InputFaults as :func:`report.word.opened.open_to_read` does."""
    try:
        return open_to_read(path)
    except StopIteration as error:
        raise InputFaults(
            [Fault(Place(path.name), msg("a Word document (.docx)"), msg("a file without a body"))]
        ) from error


def lines_of(opened: Opened, flow: Flow) -> Iterator[Line]:
    """``flow``: that of the body."""
    hidden = _hidden_styles(opened)
    yield from _Part(opened.body, flow, opened.main, hidden).lines()
    for part, name in _margins(opened).items():
        root = opened.root(part)
        yield from _Part(root, flow_of(root), part, hidden, name).lines()
    for part, names in _notes(opened).items():
        root = opened.root(part)
        yield from _Part(root, flow_of(root), part, hidden, notes=names).lines()


def hidden_in(opened: Opened, flow: Flow) -> int:
    """How many paragraphs of the body hold words that no reader sees."""
    hidden = _hidden_styles(opened)
    if not _may_hide(opened.body, hidden):
        return 0
    return sum(any(_is_hidden(one, hidden) for one in flow.pieces[paragraph]) for paragraph in flow.order)


def _may_hide(root: etree._Element, styles: frozenset[str]) -> bool:
    """Whether any words of a part can be hidden: by a style, or by a mark of their own."""
    return bool(styles) or next(root.iter(W + "vanish"), None) is not None


def _margins(opened: Opened) -> Mapping[str, str]:
    """Headers and footers that a section shows, by their part: "header", "even-page footer of section 2"."""
    targets = {one.id: one.target for one in opened.relations(opened.main) if not one.external}
    found: dict[str, str] = {}
    for number, section in enumerate(opened.body.iter(W + "sectPr"), 1):
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            part = targets.get(reference.get(qualified("r:id"), ""), "")
            kind = etree.QName(reference).localname.removesuffix("Reference")
            name = _MARGINS.get(f"{reference.get(W + 'type', 'default')} {kind}", _MARGINS[f"default {kind}"])
            if part in opened.parts and part not in found:
                found[part] = (
                    msg("{name} of section {number}", name=name, number=number) if name in found.values() else name
                )
    return found


def _note(kind: str, number: int) -> str:
    return msg("footnote {number}", number=number) if kind == "footnote" else msg("endnote {number}", number=number)


def _notes(opened: Opened) -> Mapping[str, Mapping[etree._Element, str]]:
    """The notes that are referred to, each as it is numbered on the page, by the name of their part."""
    found: dict[str, Mapping[etree._Element, str]] = {}
    for relation in opened.relations(opened.main):
        kind = _NOTES.get(relation.type.rpartition("/")[2], "")
        if kind and relation.target in opened.parts:
            numbers = {id: number for number, id in enumerate(references(opened, kind), 1)}
            notes = opened.root(relation.target).iterchildren(W + kind)
            named = {note: _note(kind, numbers[id]) for note in notes if (id := note.get(W + "id", "")) in numbers}
            found[relation.target] = named
    return found


def references(opened: Opened, kind: str) -> dict[str, etree._Element]:
    """Where the body refers to each note, by its id and in order; ``kind``: footnote or endnote."""
    found: dict[str, etree._Element] = {}
    for paragraph in paragraphs(opened.body):
        for reference in paragraph.iter(f"{W}{kind}Reference"):
            if next(reference.iterancestors(*_GONE), None) is None:
                found.setdefault(reference.get(W + "id", ""), reference)
    return found


def _hidden_styles(opened: Opened) -> frozenset[str]:
    part = opened.related(STYLES)
    if part is None:
        return frozenset()
    return _hiding(opened.root(part)) if part in opened.roots else _hiding_in(opened.parts[part])


@lru_cache(maxsize=8)
def _hiding_in(styles: bytes) -> frozenset[str]:
    """Kept, since all documents of a run have the same styles."""
    return _hiding(parse(styles, Place("styles.xml")))


def _hiding(styles: etree._Element) -> frozenset[str]:
    found = styles.iter(W + "style")
    return frozenset(one.get(W + "styleId", "") for one in found if _vanishes(one.find(W + "rPr")))


def _vanishes(properties: etree._Element | None) -> bool:
    mark = properties.find(W + "vanish") if properties is not None else None
    return mark is not None and mark.get(W + "val", "1") not in ("0", "false", "off")


def _is_hidden(piece: Piece, styles: frozenset[str]) -> bool:
    run = piece.element.getparent()
    properties = run.find(W + "rPr") if run is not None else None
    if properties is None:
        return False
    style = properties.find(W + "rStyle")
    return _vanishes(properties) or (
        style is not None and style.get(W + "val", "") in styles and properties.find(W + "vanish") is None
    )


@dataclass(frozen=True)
class Grid:
    """A table's rows with their cells; a merged cell stands in each column that it spans. ``name``: "table 2"."""

    name: str
    rows: list[list[etree._Element | None]]
    texts: list[list[str]]
    caption: str
    depth: int
    at: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)

    def place(self, cell: etree._Element) -> str:
        row, column = self.at[cell]
        return _cell_place(self.name, row + 1, column + 1)

    def labels(self, cell: etree._Element) -> Labels:
        row, column = self.at[cell]
        if row < self.depth:
            return Labels(caption=self.caption)
        return labels_of(self.texts, row, column, self.depth, self.caption)


@lru_cache(maxsize=4096)
def _cell_place(table: str, row: int, column: int) -> str:
    """Kept, as the other places: documents of a run have tables of the same size."""
    return msg("{name}, row {row}, column {column}", name=table, row=row, column=column)


@lru_cache(maxsize=1024)
def _paragraph_place(number: int) -> str:
    return msg("paragraph {number}", number=number)


class _Part:
    """A part of the package: ``where`` in words, the styles that hide, and the names of its notes."""

    def __init__(
        self,
        root: etree._Element,
        flow: Flow,
        name: str,
        hidden: frozenset[str],
        where: str = "",
        notes: Mapping[etree._Element, str] | None = None,
    ) -> None:
        self._name = name
        self._hidden = hidden
        self._where = where
        self._notes = notes
        self._flow = flow
        self._may_hide = _may_hide(root, hidden)
        self._may_join = next(root.iter(*_GONE), None) is not None
        self._grids = self._tables(root)
        self._has_boxes = next(root.iter(_BOX), None) is not None
        self._boxes: dict[etree._Element, str] = {}
        self._counts: dict[etree._Element | None, int] = {}
        self._long = self._of_several() if where or notes is not None else frozenset()

    def lines(self) -> Iterator[Line]:
        order, texts = self._flow.order, self._flow.texts
        for numbers in self._joined():
            text, stretches = self._words(numbers)
            first = order[numbers[0]]
            around = self._holder(first)
            cell = around if around is not None and around.tag == W + "tc" else None
            if not (text.strip() or cell is not None) or not self._is_shown(first):
                continue  # a blank cell is told with its labels: a number may be due there
            key = (self._name, stretches[0].paragraph if stretches else numbers[0])
            kept = () if text == texts[order[key[1]]] else tuple(stretches)
            if cell is not None and cell in self._grids:
                grid = self._grids[cell]
                place, labels = grid.place(cell), grid.labels(cell)
            else:
                place, labels = self._paragraph(around), None
            yield Line(parts(self._prefix(first), place), text, labels, key, kept)

    def _joined(self) -> Iterator[list[int]]:
        """Numbers of paragraphs: several where all marks but the last are deleted."""
        order, number = self._flow.order, self._flow.index
        if not self._may_join:
            yield from ([at] for at in range(len(order)))
            return
        taken: set[int] = set()
        for at, paragraph in enumerate(order):
            if at in taken:
                continue
            chain = [at]
            while (after := _joined_to(paragraph)) is not None and after in number:
                paragraph = after
                chain.append(number[after])
            taken.update(chain)
            yield chain

    def _words(self, numbers: Sequence[int]) -> tuple[str, list[Stretch]]:
        """What a reader sees of some paragraphs as one, and where it stands."""
        text, stretches = "", list[Stretch]()
        if len(numbers) == 1 and not self._may_hide:
            return self._flow.texts[self._flow.order[numbers[0]]], stretches
        for number in numbers:
            for piece in self._flow.pieces[self._flow.order[number]]:
                if _is_hidden(piece, self._hidden):
                    continue
                last = stretches[-1] if stretches else None
                if last and last.paragraph == number and last.start + last.length == piece.start:
                    stretches[-1] = Stretch(last.at, number, last.start, last.length + len(piece.text))
                else:
                    stretches.append(Stretch(len(text), number, piece.start, len(piece.text)))
                text += piece.text
        return text, stretches

    def _is_shown(self, paragraph: etree._Element) -> bool:
        """Not of a note that nothing refers to."""
        return self._notes is None or any(one in self._notes for one in paragraph.iterancestors())

    def _holder(self, paragraph: etree._Element) -> etree._Element | None:
        """The cell, text box or note in which a paragraph stands; None: the part itself."""
        return next(paragraph.iterancestors(*_HOLDERS), None)

    def _prefix(self, paragraph: etree._Element) -> str:
        """The header, the note, the text box; a table in a text box has its name before its own."""
        if not self._has_boxes and not self._notes:
            return self._where
        note = next((name for one in paragraph.iterancestors() if (name := (self._notes or {}).get(one))), "")
        box = next(paragraph.iterancestors(_BOX), None)
        return parts(self._where, note, self._box(box) if box is not None else "")

    def _box(self, box: etree._Element) -> str:
        if box not in self._boxes:
            number = len(self._boxes) + 1
            self._boxes[box] = msg("text box {number}", number=number) if number > 1 else msg("text box")
        return self._boxes[box]

    def _paragraph(self, holder: etree._Element | None) -> str:
        """Counted within what holds it; a header or note of one paragraph needs no number."""
        self._counts[holder] = self._counts.get(holder, 0) + 1
        in_box = holder is not None and holder.tag == W + "txbxContent"
        if (self._where or self._notes is not None) and not in_box and holder not in self._long:
            return ""
        return _paragraph_place(self._counts[holder])

    def _of_several(self) -> frozenset[etree._Element | None]:
        counts: dict[etree._Element | None, int] = {}
        for paragraph, text in self._flow.texts.items():
            if text.strip():
                holder = self._holder(paragraph)
                counts[holder] = counts.get(holder, 0) + 1
        return frozenset(holder for holder, count in counts.items() if count > 1)

    def _tables(self, root: etree._Element) -> dict[etree._Element, Grid]:
        """Of each cell its table: counted where they stand, one within a cell by that cell."""
        numbers: dict[etree._Element | None, int] = {}
        found: dict[etree._Element, Grid] = {}
        for table in root.iter(W + "tbl"):
            holder = self._holder(table)
            if next(table.iterancestors(_FALLBACK), None) is not None:
                continue
            numbers[holder] = number = numbers.get(holder, 0) + 1
            name: str = msg("table {number}", number=number)
            if holder is not None and holder in found:
                inner = msg("table in the cell {number}", number=number) if number > 1 else msg("table in the cell")
                name = parts(found[holder].place(holder), inner)
            grid = _grid(table, name, self._flow)
            found.update(dict.fromkeys(grid.at, grid))
        return found


_FALLBACK: Final = qualified("mc:Fallback")


def _joined_to(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph that follows without a break, once changes are accepted: the mark between them is deleted."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None or all(properties.find(mark) is None for mark in _GONE):
        return None
    after = next(paragraph.itersiblings(W + "p", W + "tbl", W + "sdt", W + "sectPr"), None)
    return after if after is not None and after.tag == W + "p" else None


def _grid(table: etree._Element, name: str, flow: Flow) -> Grid:
    rows: list[list[etree._Element | None]] = []
    at: dict[etree._Element, tuple[int, int]] = {}
    is_nested = _has(table, "tbl")
    has_wide = _has(table, "gridSpan")
    is_indented = _has(table, "gridBefore")
    for row in table.iter(W + "tr"):
        if (is_nested and next(row.iterancestors(W + "tbl"), None) is not table) or is_deleted_row(row):
            continue
        before = row.find(f"{W}trPr/{W}gridBefore") if is_indented else None
        spread: list[etree._Element | None] = [None] * _number(before, 0)
        for cell in row.iter(W + "tc"):
            if not is_nested or next(cell.iterancestors(W + "tr"), None) is row:
                at[cell] = (len(rows), len(spread))
                spread.extend([cell] * (_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1) if has_wide else 1))
        rows.append(spread)
    is_plain = not is_nested and not _has(table, "txbxContent")
    texts = [["" if cell is None else _cell_text(cell, flow, is_plain) for cell in row] for row in rows]
    if _has(table, "vMerge"):
        _carry_down(rows, texts)
    return Grid(name, rows, texts, _caption(table, flow), header_depth(texts), at)


def _has(table: etree._Element, name: str) -> bool:
    return next(table.iterdescendants(W + name), None) is not None


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = element.get(W + "val", "") if element is not None else ""
    return min(max(int(value), otherwise), 100) if value.isdecimal() else otherwise


def _cell_text(cell: etree._Element, flow: Flow, is_plain: bool) -> str:
    """The words of a cell's own paragraphs; those of a table or a text box in it are not its label.

    ``is_plain``: there is neither in its table.
    """
    held = cell.iter(W + "p")
    own = held if is_plain else (one for one in held if next(one.iterancestors(W + "tc", W + "txbxContent")) is cell)
    return " ".join([text for one in own if (text := flow.text(one).strip())])


def _carry_down(rows: Sequence[Sequence[etree._Element | None]], texts: list[list[str]]) -> None:
    """A cell merged with the one above it says what that one says."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            merged = cell.find(f"{W}tcPr/{W}vMerge") if cell is not None else None
            if number and merged is not None and merged.get(W + "val", "continue") == "continue":
                above = texts[number - 1]
                texts[number][column] = above[column] if column < len(above) else ""


def _caption(table: etree._Element, flow: Flow) -> str:
    for before in table.itersiblings(W + "p", preceding=True):
        text = flow.text(before).strip()
        if text:
            return text if len(text) <= _CAPTION else ""
    return ""
