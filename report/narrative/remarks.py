"""Remarks: what people wrote by hand, in ``remarks.<language>.md``.

``## id`` opens a section; below it stand paragraphs, in which **bold** is the only markup. They go
into the briefing word for word, kept apart as written by hand; nothing in them is a figure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.narrative.markdown import escaped

_PARSER: Final = MarkdownIt("zero").enable(["heading", "emphasis", "newline", "escape"])


@lru_cache(maxsize=64)
def sections(text: str, file: str) -> Mapping[str, tuple[Markup, ...]]:
    """The paragraphs of each section, as Markdown that says what the person wrote and nothing else.

    Many documents of a batch have the same remarks: those of the last few texts are kept.
    Raises InputFaults for anything but paragraphs under ``## id`` headings, with its line.
    """
    found: dict[str, list[Markup]] = {}
    faults = list(_gather(_PARSER.parse(text), file, found))
    if faults:
        raise InputFaults(faults)
    return MappingProxyType({name: tuple(paragraphs) for name, paragraphs in found.items()})


def _gather(tokens: Sequence[Token], file: str, found: dict[str, list[Markup]]) -> Iterator[Fault]:
    current: list[Markup] | None = None
    for opening, inline in itertools.pairwise(tokens):
        place = Place(file, line=(opening.map or [0])[0] + 1)
        if opening.type == "heading_open":
            name = inline.content.strip()
            if opening.tag != "h2" or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
                yield Fault(
                    place, msg("a heading '## section' with the section's name in small letters"), inline.content
                )
            elif name in found:
                yield Fault(place, msg("each section once"), msg("a second ## {name}", name=name))
            current = found.setdefault(name, [])
        elif opening.type == "paragraph_open" and current is None:
            yield Fault(place, msg("a heading '## section' above the first paragraph"), msg("a paragraph"))
        elif opening.type == "paragraph_open" and current is not None:
            current.append(_paragraph(inline))
            if any("**" in child.content for child in inline.children or ()):
                yield Fault(
                    place, msg("bold as '**words** ', with a space after it"), msg("** that does not open and close")
                )


def _paragraph(inline: Token) -> Markup:
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("strong_open", "strong_close"):
            parts.append("**")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("em_open", "em_close"):
            parts.append(escaped(child.markup))
        else:
            parts.append(escaped(child.content))
    return Markup("".join(parts))
