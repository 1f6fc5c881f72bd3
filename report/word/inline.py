"""Spans in, the runs of a paragraph out: text, figures in content controls, bookmarks, numbered captions."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from lxml import etree

from report.narrative.model import Span
from report.word.ooxml import Xml, elements, in_text, joined, quoted

TAG_LIMIT = 64  # Word refuses longer tags of content controls
BOOKMARK_LIMIT = 40  # and longer names of bookmarks
_HANZI = re.compile(r"[\u3001-\u9fff\uff01-\uff60]$")
_BREAKS = re.compile(r"(\r\n|[\r\n\t])")
_BROKEN = {"\t": "<w:tab/>", "\r\n": "<w:br/>", "\r": "<w:br/>", "\n": "<w:br/>"}


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers that must be unique within a document, given out in the order of the text."""

    bookmarks: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    controls: Iterator[int] = field(default_factory=lambda: itertools.count(1_000_001))
    drawings: Iterator[int] = field(default_factory=lambda: itertools.count(1))


def figure_tag(fact: str) -> str:
    """The tag of a figure's content control: the fact's key where it fits.

    A longer key is cut to 51 characters, followed by ``#`` and the first 12 hexadecimal digits of its SHA-256.
    """
    if len(fact) <= TAG_LIMIT:
        return fact
    return f"{fact[:51]}#{_digest(fact)}"


def bookmark_name(passage: str) -> str:
    """``_p_`` and the passage's id; Word hides bookmarks that begin with an underscore.

    An id that is too long or has anything but ASCII letters, digits and underscores keeps what is allowed
    of its first 24 characters, followed by ``_`` and the first 12 hexadecimal digits of its SHA-256.
    """
    if re.fullmatch(r"[A-Za-z0-9_]{1,37}", passage):
        return f"_p_{passage}"
    return f"_p_{re.sub(r'[^A-Za-z0-9]', '', passage)[:24]}_{_digest(passage)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def runs_of(spans: Iterable[Span], strong: str, ids: Ids) -> Xml:
    """A run for each span; a figure's is wrapped in a content control. ``strong``: the style id of emphasis.

    A Chinese character right before a figure goes into its control, as a run before the figure's own:
    LibreOffice breaks lines inside a number that stands first in a control, and never after a hanzi.
    """
    shown = [span for span in spans if span.text]
    made: list[str] = []
    lead = ""
    for span, following in zip_longest(shown, shown[1:]):
        style = strong if span.strong else ""
        text, lead_of_next = span.text, ""
        if span.fact is None and following is not None and following.fact and _HANZI.search(text):
            text, lead_of_next = text[:-1], text[-1]
        runs = (text_run(lead, style) if lead else "") + (text_run(text, style) if text else "")
        made.append(_control(runs, span.fact.key, ids) if span.fact else runs)
        lead = lead_of_next
    return joined(made)


def text_run(text: str, style: str = "") -> Xml:
    """A run; line breaks and tabs become Word's own."""
    look = f'<w:rPr><w:rStyle w:val="{quoted(style)}"/></w:rPr>' if style else ""
    if not _BREAKS.search(text):
        return Xml(f"<w:r>{look}{_text('t', text) if text else ''}</w:r>")
    pieces = [_BROKEN.get(piece) or _text("t", piece) for piece in _BREAKS.split(text) if piece]
    return Xml(f"<w:r>{look}{''.join(pieces)}</w:r>")


def run(text: str, style: str = "") -> etree._Element:
    """The same as an element."""
    return elements(text_run(text, style))[0]


def _text(name: str, text: str) -> str:
    return f'<w:{name} xml:space="preserve">{in_text(text)}</w:{name}>'


def _control(content: str, fact: str, ids: Ids) -> str:
    tag = f'<w:tag w:val="{quoted(figure_tag(fact))}"/><w:id w:val="{next(ids.controls)}"/>'
    properties = f'<w:sdtPr>{tag}<w15:appearance w15:val="hidden"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def bookmarked(runs: Xml, passage: str, ids: Ids) -> Xml:
    """The runs of one passage, between the two ends of its hidden bookmark."""
    number = next(ids.bookmarks)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(passage)}"/>'
    return Xml(f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>')


def sequence_number(name: str, number: int) -> Xml:
    """A SEQ field, so that Word renumbers captions and can list them; ``number`` is what it shows now."""
    instruction = _text("instrText", f" SEQ {name} \\* ARABIC ")
    asked = f"{_field_mark('begin')}<w:r>{instruction}</w:r>"
    return joined((asked, _field_mark("separate"), text_run(str(number)), _field_mark("end")))


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def paragraph(style: str, content: Xml, *, hold: bool = False) -> Xml:
    """A paragraph in a style. ``hold``: it stays with what follows, which a style cannot know."""
    keep = "<w:keepNext/>" if hold else ""
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="{quoted(style)}"/>{keep}</w:pPr>{content}</w:p>')
