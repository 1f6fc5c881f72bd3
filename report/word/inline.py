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
from report.word.ooxml import SPACE, W, node, qualified, w

TAG_LIMIT = 64  # Word refuses longer tags of content controls
BOOKMARK_LIMIT = 40  # and longer names of bookmarks
_HANZI = re.compile(r"[\u3001-\u9fff\uff01-\uff60]$")
_BREAKS = re.compile(r"(\r\n|[\r\n\t])")


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


def runs_of(spans: Iterable[Span], strong: str, ids: Ids) -> Iterator[etree._Element]:
    """A run for each span; a figure's is wrapped in a content control. ``strong``: the style id of emphasis.

    A Chinese character right before a figure goes into its control, as a run before the figure's own:
    LibreOffice breaks lines inside a number that stands first in a control, and never after a hanzi.
    """
    shown = [span for span in spans if span.text]
    lead = ""
    for span, following in zip_longest(shown, shown[1:]):
        style = strong if span.strong else ""
        text, lead_of_next = span.text, ""
        if span.fact is None and following is not None and following.fact and _HANZI.search(text):
            text, lead_of_next = text[:-1], text[-1]
        runs = [run(piece, style) for piece in (lead, text) if piece]
        if span.fact:
            yield _control(runs, span.fact.key, ids)
        else:
            yield from runs
        lead = lead_of_next


def run(text: str, style: str = "") -> etree._Element:
    """A run; line breaks and tabs become Word's own."""
    made = w("r", w("rPr", w("rStyle", val=style))) if style else w("r")
    for piece in filter(None, _BREAKS.split(text)):
        if piece == "\t":
            made.append(w("tab"))
        elif _BREAKS.fullmatch(piece):
            made.append(w("br"))
        else:
            made.append(_text("t", piece))
    return made


def _text(name: str, text: str) -> etree._Element:
    made = w(name)
    made.set(SPACE, "preserve")
    made.text = text
    return made


def _control(content: Iterable[etree._Element], fact: str, ids: Ids) -> etree._Element:
    appearance = node("w15:appearance")
    appearance.set(qualified("w15:val"), "hidden")
    properties = w("sdtPr", w("tag", val=figure_tag(fact)), w("id", val=next(ids.controls)), appearance)
    return w("sdt", properties, w("sdtContent", *content))


def bookmarked(runs: Iterable[etree._Element], passage: str, ids: Ids) -> list[etree._Element]:
    """The runs of one passage, between the two ends of its hidden bookmark."""
    number = next(ids.bookmarks)
    start = w("bookmarkStart", id=number, name=bookmark_name(passage))
    return [start, *runs, w("bookmarkEnd", id=number)]


def sequence_number(name: str, number: int) -> list[etree._Element]:
    """A SEQ field, so that Word renumbers captions and can list them; ``number`` is what it shows now."""
    instruction = w("r", _text("instrText", f" SEQ {name} \\* ARABIC "))
    shown = run(str(number))
    return [_field_mark("begin"), instruction, _field_mark("separate"), shown, _field_mark("end")]


def _field_mark(kind: str) -> etree._Element:
    return w("r", w("fldChar", fldCharType=kind))


def paragraph(style: str, content: Iterable[etree._Element], *, hold: bool = False) -> etree._Element:
    """A paragraph in a style. ``hold``: it stays with what follows, which a style cannot know."""
    properties = w("pPr", w("pStyle", val=style))
    if hold:
        properties.append(etree.Element(W + "keepNext"))
    return w("p", properties, *content)
