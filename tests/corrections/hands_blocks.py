"""Hands on whole paragraphs, charts and rows."""

from __future__ import annotations

import copy
import struct
import zlib
from collections.abc import Sequence
from itertools import count, pairwise
from random import Random

from corrections.desk import REVISIONS, Draft, NotPossible
from corrections.opened import R, W, element
from corrections.sheet import Sheet
from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ENDS = (W + "bookmarkStart", W + "bookmarkEnd")
_MARKS = (*_ENDS, W + "commentRangeStart", W + "commentRangeEnd")
_ONCE = ("commentReference", "footnoteReference", "endnoteReference")


def add_paragraph(draft: Draft) -> Sequence[str]:
    """Enter at the end of a paragraph, and a sentence."""
    before = draft.choose(draft.running_text())
    typed = draft.sentence(draft.number() + "%")
    before.addnext(typed_paragraph(before, typed))
    return (typed.strip(),)


def typed_paragraph(like: etree._Element, typed: str) -> etree._Element:
    made = element("<w:p/>")
    made.extend(copy.deepcopy(like.findall(W + "pPr")))
    for section in list(made.iter(W + "sectPr", W + "pPrChange", W + "ins", W + "del")):
        _remove(section)
    made.append(element("<w:r><w:t/></w:r>"))
    made[-1][0].text = typed.strip()
    return made


def delete_paragraph(draft: Draft) -> Sequence[str]:
    """With its bookmark; of a bookmark that reaches into another paragraph, the end stays, next door."""
    return _delete(draft, leave_bookmark=False)


def delete_paragraph_leaving_bookmark(draft: Draft) -> Sequence[str]:
    """As Word may: the bookmark stands collapsed at the beginning of the next paragraph."""
    return _delete(draft, leave_bookmark=True)


def _delete(draft: Draft, *, leave_bookmark: bool) -> Sequence[str]:
    gone = draft.choose([one for one in draft.paragraphs() if _may_go(one)])
    for mark in _kept_marks(gone, leave_bookmark=leave_bookmark):
        _put_first(_next_paragraph(gone), mark)
    _remove(gone)
    return ()


def _may_go(paragraph: etree._Element) -> bool:
    """Paragraphs that hold tables apart stay, and so does the first and the last of all."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    return before is not None and after is not None and before.tag == after.tag == W + "p"


def _kept_marks(gone: etree._Element, *, leave_bookmark: bool) -> list[etree._Element]:
    marks = list(gone.iter(*_MARKS))
    pairs = [mark.get(W + "id") for mark in marks if mark.tag in _ENDS]
    halves = [mark for mark in marks if mark.tag not in _ENDS or pairs.count(mark.get(W + "id")) == 1]
    return [mark for mark in marks if (leave_bookmark and mark.tag in _ENDS) or mark in halves][::-1]


def _next_paragraph(paragraph: etree._Element) -> etree._Element:
    following = paragraph.getnext()
    assert following is not None
    return following


def _put_first(paragraph: etree._Element, mark: etree._Element) -> None:
    paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, mark)


def split_paragraph(draft: Draft) -> Sequence[str]:
    """Enter in the midst of a paragraph, outside any number."""
    first = draft.choose(draft.running_text())
    sheet = Sheet(first)
    sheet.part(draft.random.randrange(1, len(sheet.text)))
    inner = [child for child in first if child.tag == W + "r"][1:]
    start = draft.choose(inner)
    second = element("<w:p/>")
    second.extend(copy.deepcopy(first.findall(W + "pPr")))
    second.extend([start, *start.itersiblings()])
    first.addnext(second)
    return ()


def join_paragraphs(draft: Draft) -> Sequence[str]:
    """A paragraph mark deleted; which paragraph's looks win depends on the key that was pressed."""
    texts = draft.running_text()
    one, other = draft.choose([(one, other) for one, other in pairwise(texts) if one.getnext() is other])
    moved = [child for child in other if child.tag != W + "pPr"]
    properties = other.find(W + "pPr")
    one.extend(moved)
    if draft.random.random() < 0.5 and properties is not None and one.find(W + "pPr") is not None:
        one.replace(one.find(W + "pPr"), properties)
    _remove(other)
    return ()


def move_paragraph(draft: Draft) -> Sequence[str]:
    """Cut and pasted: its bookmark goes with it."""
    moved = draft.choose([one for one in draft.paragraphs() if _may_go(one)])
    target = draft.choose([one for one in draft.paragraphs() if one is not moved])
    target.addprevious(moved)
    return ()


def copy_paragraph(draft: Draft) -> Sequence[str]:
    """Copied and pasted: the bookmark stays where it was."""
    copied = draft.choose(draft.running_text())
    target = draft.choose(draft.paragraphs())
    target.addprevious(second_copy(draft, copied))
    return ()


def second_copy(draft: Draft, original: etree._Element) -> etree._Element:
    """Without what a document can have but once; changes still open are changes of their own."""
    made = copy.deepcopy(original)
    for mark in list(made.iter(*_MARKS)):
        _remove(mark)
    for name in _ONCE:
        for mark in list(made.iter(W + name)):
            _remove(mark.getparent())
    for control in list(made.iter(W + "sdtPr")):
        for number in control.findall(W + "id"):
            control.remove(number)
    number_of = count(draft.file.free_id(*REVISIONS))
    for change in made.iter(*(W + name for name in REVISIONS)):
        change.set(W + "id", str(next(number_of)))
    return made


def restyle_paragraph(draft: Draft) -> Sequence[str]:
    """In a style that another paragraph has."""
    styles = sorted({style.get(W + "val") or "" for style in draft.file.body.iter(W + "pStyle")})
    paragraph = draft.choose(draft.running_text())
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if style is None:
        raise NotPossible
    style.set(W + "val", draft.choose([name for name in styles if name != style.get(W + "val")]))
    return ()


def resize_chart(draft: Draft) -> Sequence[str]:
    chart = draft.choose(draft.charts())
    percent = draft.random.randint(50, 95)
    for extent in chart.iter(f"{_WP}extent", f"{_A}ext"):
        for name in ("cx", "cy"):
            if extent.get(name):
                extent.set(name, str(int(extent.get(name) or 0) * percent // 100))
    return ()


def move_chart(draft: Draft) -> Sequence[str]:
    """With its caption, or without."""
    chart = draft.choose(draft.charts())
    target = draft.choose(draft.running_text())
    caption = chart.getnext()
    target.addprevious(chart)
    if caption is not None and caption.tag == W + "p" and caption is not target and draft.random.random() < 0.5:
        target.addprevious(caption)
    return ()


def replace_picture(draft: Draft) -> Sequence[str]:
    """A picture of one's own in the place of a chart."""
    blip = draft.choose([blip for chart in draft.charts() for blip in chart.iter(f"{_A}blip")])
    number = sum(name.startswith("word/media/") for name in draft.file.parts) + 1
    name = f"media/picture{number}.png"
    draft.file.add(f"word/{name}", _png(draft.random), "image/png")
    blip.set(f"{R}embed", draft.file.relate("image", name))
    for vector in blip.findall(f"{_A}extLst"):
        blip.remove(vector)
    return ()


def _png(random: Random) -> bytes:
    """One pixel of some colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0" + random.randbytes(3))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def edit_cell(draft: Draft) -> Sequence[str]:
    cell = draft.choose([cell for row in draft.rows() for cell in row.findall(W + "tc")])
    sheet = Sheet(draft.choose([one for one in cell.findall(W + "p") if Sheet(one).text]))
    typed = draft.number()
    sheet.replace(0, len(sheet.text), typed)
    return (typed,)


def delete_row(draft: Draft) -> Sequence[str]:
    _remove(draft.choose(draft.rows()))
    return ()


def add_row(draft: Draft) -> Sequence[str]:
    """A row for an indicator that the template does not know."""
    before = draft.choose(draft.rows())
    made = second_copy(draft, before)
    for control in list(made.iter(W + "sdt")):
        _unwrap(control)
    typed = f"指标{draft.random.randint(100, 999)}" if draft.is_chinese else f"Item {draft.random.randint(100, 999)}"
    words = [typed, *(draft.number() for _ in made.findall(W + "tc"))]
    for cell, word in zip(made.findall(W + "tc"), words, strict=False):
        sheet = Sheet(cell.findall(W + "p")[0])
        if sheet.text:
            sheet.replace(0, len(sheet.text), word)
    before.addnext(made)
    return (typed,)


def _unwrap(control: etree._Element) -> None:
    for content in control.findall(W + "sdtContent"):
        for child in list(content):
            control.addprevious(child)
    _remove(control)


def _remove(gone: etree._Element | None) -> None:
    parent = None if gone is None else gone.getparent()
    if gone is not None and parent is not None:
        parent.remove(gone)
