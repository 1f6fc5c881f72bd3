"""Hands beside the text: comments, footnotes, links, headers, boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrections.desk import AUTHOR, DATE, Draft
from corrections.hands_words import stretch
from corrections.opened import TYPE, W, element
from corrections.sheet import Sheet
from lxml import etree

_SUPERSCRIPT = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_BEFORE_HEADERS = (W + "headerReference", W + "footerReference")


def comment(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    part, number = _comments(draft)
    typed = f"请核对{number}" if draft.is_chinese else f"Please check {number}"
    runs = place.sheet.runs(place.start, place.end)
    runs[0].addprevious(element(f'<w:commentRangeStart w:id="{number}"/>'))
    runs[-1].addnext(element(f'<w:commentRangeEnd w:id="{number}"/>'))
    _following(runs[-1]).addnext(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
    margin = draft.file.part(part)
    said = f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p>"
    heading = f'w:id="{number}" w:author="{AUTHOR}" w:date="{DATE}" w:initials="王"'
    margin.append(element(f"<w:comment {heading}>{said}</w:comment>"))
    draft.file.put(part, margin)
    return (typed,)


def _following(run: etree._Element) -> etree._Element:
    following = run.getnext()
    assert following is not None
    return following


def _comments(draft: Draft) -> tuple[str, int]:
    """The part for comments, which is made with the first, and the number of the next one."""
    names = [name for name in draft.file.parts if re.fullmatch(r"word/comments\d*\.xml", name)]
    if not names:
        _add(draft, "comments", "<w:comments/>")
        return "word/comments.xml", 1
    numbers = [int(one.get(W + "id") or 0) for one in draft.file.part(names[0])]
    return names[0], max([0, *numbers]) + 1


def _add(draft: Draft, name: str, xml: str) -> str:
    """A part of the main part's own kind; the id of the relation to it."""
    kind = name.rstrip("0123456789")
    draft.file.add(f"word/{name}.xml", etree.tostring(element(xml)), f"{TYPE}.{kind}+xml")
    return draft.file.relate(kind, f"{name}.xml")


def footnote(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    if "word/footnotes.xml" not in draft.file.parts:
        _add(
            draft,
            "footnotes",
            f"<w:footnotes>{_separator('separator', -1)}{_separator('continuationSeparator', 0)}</w:footnotes>",
        )
    notes = draft.file.part("word/footnotes.xml")
    number = len(notes)
    typed = f"快报数，脚注{number}。" if draft.is_chinese else f"Flash figure, note {number}."
    mark = f"<w:r>{_SUPERSCRIPT}<w:footnoteRef/></w:r>"
    notes.append(element(f'<w:footnote w:id="{number}"><w:p>{mark}<w:r><w:t>{typed}</w:t></w:r></w:p></w:footnote>'))
    draft.file.put("word/footnotes.xml", notes)
    place.sheet.put(place.end, element(f'<w:r>{_SUPERSCRIPT}<w:footnoteReference w:id="{number}"/></w:r>'))
    return (typed,)


def _separator(kind: str, number: int) -> str:
    return f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'


def hyperlink(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    serial = draft.random.randint(100, 999)
    typed = f"（详见网站{serial}）" if draft.is_chinese else f" (see site {serial})"
    relation = draft.file.relate("hyperlink", f"https://stats.example/{serial}", outside=True)
    place.sheet.put(
        place.end, element(f'<w:hyperlink r:id="{relation}"><w:r><w:t>{typed.strip()}</w:t></w:r></w:hyperlink>')
    )
    return (typed.strip(),)


def header_text(draft: Draft) -> Sequence[str]:
    """Words at the head of every odd page."""
    typed = (
        f"内部资料{draft.random.randint(100, 999)}"
        if draft.is_chinese
        else f"Internal {draft.random.randint(100, 999)}"
    )
    said = f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p>"
    if "word/header1.xml" in draft.file.parts:
        header = draft.file.part("word/header1.xml")
        header.append(element(said))
        draft.file.put("word/header1.xml", header)
    else:
        relation = _add(draft, "header1", f"<w:hdr>{said}</w:hdr>")
        draft.file.body[-1].insert(0, element(f'<w:headerReference w:type="default" r:id="{relation}"/>'))
    return (typed,)


def text_box(draft: Draft) -> Sequence[str]:
    """A box beside the text that quotes a number."""
    sheet = Sheet(draft.choose(draft.running_text()))
    quoted = draft.choose(draft.numbers_in_text()).text
    typed = f"要点：{quoted}" if draft.is_chinese else f"Key: {quoted}"
    content = f"<w:txbxContent><w:p><w:r><w:t>{typed}</w:t></w:r></w:p></w:txbxContent>"
    style = "position:absolute;width:120pt;height:40pt"
    box = f'<v:shape type="#_x0000_t202" style="{style}"><v:textbox>{content}</v:textbox></v:shape>'
    sheet.put(len(sheet.text), element(f"<w:r><w:pict>{box}</w:pict></w:r>"))
    return (typed,)
