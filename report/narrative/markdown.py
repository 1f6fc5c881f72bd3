"""Text as Markdown: what comes from data is escaped, what is a figure becomes a link."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from report.facts.model import Fact

_MARKDOWN: Final = MarkdownIt("commonmark")
_INLINE: Final = re.compile(r"([\\`*_\[\]<>|{}~])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_MEANS: Final = re.compile(r"^\s*(?:[#+\-=>]|\d+[.)](?:\s|$))|[\\`*_\[\]<>|{}~&\n]")  # whatever could be markup
_START: Final = re.compile(r"^(\s*)([#+\-=>]|\d+[.)](?=\s|$))")


def escaped(text: str) -> Markup:
    """``text`` as Markdown that reads as ``text``: nothing in data or remarks can become markup.

    ``Markup`` is how Jinja2 knows that a value is safe as it stands; here safe means: is Markdown.
    """
    if isinstance(text, Markup):
        return text
    if not _MEANS.search(text):
        return Markup(text)
    started = _START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped_inline(text))
    return Markup(" ".join(started.split("\n")))


def escaped_inline(text: str) -> str:
    """The same for words that begin no line, such as those in a cell."""
    return _ENTITY.sub(r"\&", _INLINE.sub(r"\\\1", text))


def figure(text: str, fact: Fact) -> Markup:
    return Markup(f"[{escaped(text)}](figure:{fact.key})")


def edition(text: str, source: str) -> Markup:
    return Markup(f"[{escaped(text)}](edition:{source})")


def plain(markdown: str) -> str:
    """The words of Markdown without its links: a picture's title holds no spans."""
    inline = _MARKDOWN.parseInline(str(markdown))[0]
    return "".join(child.content for child in inline.children or ())


def passage_block(name: str, kind: str, body: str) -> Markup:
    """A passage as the parser knows it: its id and kind above its words."""
    attributes = f"{{#{name} .{kind}}}" if kind else f"{{#{name}}}"
    return Markup(f"\n\n{attributes}\n{body}\n\n")
