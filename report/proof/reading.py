"""A document in, its lines out: .docx, .html, .md or .txt; what cannot be read is a fault in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report.errors import Fault, InputFaults, Place
from report.foreign import words_of, words_of_system
from report.i18n import msg
from report.proof.model import Labels, Line
from report.proof.reading_docx import lines_of, open_docx
from report.proof.tables import labelled
from report.word.flow import Flow, flow_of
from report.word.opened import Opened, open_made

SIZE_LIMIT: Final = 32 * 2**20  # bytes of a text: some ten thousand pages
_ATTRIBUTES: Final = re.compile(r"^\{[#.][^{}]{0,80}\} ?")  # of this product's own Markdown
_KNOWN: Final = {
    ".doc": msg("a .doc (Word can save it as .docx)"),
    ".wps": msg("a .wps (it can be saved as .docx)"),
    ".odt": msg("an .odt (it can be saved as .docx)"),
    ".rtf": msg("an .rtf (Word can save it as .docx)"),
    ".pdf": msg("a .pdf (check the document that it was made from)"),
}
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Read:
    """``opened``: the package of a .docx, ``flow``: its body as it was read; None of anything else."""

    name: str
    lines: tuple[Line, ...]
    opened: Opened | None = None
    flow: Flow | None = None


def read(path: Path) -> Read:
    """Raises InputFaults: no such file, unknown ending, encrypted, broken, huge, not text, without a word."""
    text = _read(path)
    if not any(line.text.strip() for line in text.lines) and not _has_charts(text):
        raise InputFaults([Fault(Place(path.name), msg("a document with words in it"), msg("none"))])
    return text


def _has_charts(text: Read) -> bool:
    return text.opened is not None and any(name.startswith("word/charts/") for name in text.opened.parts)


def _read(path: Path) -> Read:
    ending = path.suffix.lower()
    if not path.is_file():
        raise InputFaults(
            [Fault(Place(path.name), msg("a document"), msg("a folder") if path.is_dir() else msg("no such file"))]
        )
    if ending == ".docx":
        return _of_package(path.name, open_docx(path))
    if ending not in _READERS:
        found = _KNOWN.get(ending, ending or msg("no ending"))
        raise InputFaults([Fault(Place(path.name), msg("a .docx, {readers} file", readers=tuple(_READERS)), found)])
    return Read(path.name, tuple(_READERS[ending](_text(path), path.name)))


def read_made(name: str, content: bytes) -> Read:
    """A document that this program is about to write: a .docx or .html."""
    if name.endswith(".docx"):
        return _of_package(name, open_made(name, content))
    return Read(name, tuple(_hypertext(decoded(content, Place(name)), name)))


def _of_package(name: str, opened: Opened) -> Read:
    flow = flow_of(opened.body)
    return Read(name, tuple(lines_of(opened, flow)), opened, flow)


def _text(path: Path) -> str:
    place = Place(path.name)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            expected = msg("at most {most} MiB", most=SIZE_LIMIT // 2**20)
            raise InputFaults([Fault(place, expected, msg("{size} MiB", size=size // 2**20))])
        return decoded(path.read_bytes(), place)
    except OSError as error:
        raise InputFaults([Fault(place, msg("a readable file"), words_of_system(error))]) from error


def decoded(content: bytes, place: Place) -> str:
    """UTF-8 or GB18030. Raises InputFaults for anything else, and for what is no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(content, place)
    if b"\0" in content:
        raise InputFaults([Fault(place, msg("text"), msg("a file that is not text"))])
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputFaults([Fault(place, msg("text in UTF-8 or GB18030"), msg("another encoding, or no text"))])


def _utf_16(content: bytes, place: Place) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputFaults([Fault(place, msg("text"), msg("a file that is not text"))]) from error


def _plain(text: str, _: str) -> Iterator[Line]:
    number = 0
    for line in text.splitlines():
        if line.strip():
            number += 1
            yield Line(msg("paragraph {number}", number=number), line.strip())


def _markdown(text: str, _: str) -> Iterator[Line]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    numbers = {"paragraph": 0, "table": 0}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
            numbers["table"] += 1
            yield from labelled(_markdown_rows(tokens[at:end]), msg("table {number}", number=numbers["table"]))
            at = end
        elif token.type == "inline" and (words := _ATTRIBUTES.sub("", _inline(token))):
            numbers["paragraph"] += 1
            yield Line(msg("paragraph {number}", number=numbers["paragraph"]), words)
        at += 1


def _inline(token: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in token.children or ()).strip()


def _markdown_rows(tokens: Sequence[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    return rows


_BLOCKS: Final = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dt",
        "dd",
        "div",
        "figcaption",
        "caption",
        "blockquote",
        "section",
        "article",
        "td",
        "th",
    ]
)
_SILENT: Final = frozenset(("script", "style", "head", "template", "noscript"))


def _hypertext(text: str, name: str) -> Iterator[Line]:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputFaults([Fault(Place(name), msg("readable HTML"), words_of(error))]) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):  # what lies deeper would be lost
        raise InputFaults(
            [Fault(Place(name), msg("HTML of at most 250 elements one within another"), msg("a deeper one"))]
        )
    number = 0
    tables = 0
    for block in _blocks(root):
        if isinstance(block, _Table):
            tables += 1
            yield from labelled(block.rows, msg("table {number}", number=tables), block.caption)
        elif block:
            number += 1
            yield Line(msg("paragraph {number}", number=number), block)


class _Table(NamedTuple):
    caption: str
    rows: list[list[str]]


def _table(element: etree._Element) -> _Table:
    caption = element.find("caption")
    rows = [[_said(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    return _Table(_said(caption) if caption is not None else "", rows)


def _said(element: etree._Element) -> str:
    return _tidy(list(map(str, element.itertext())))


def _blocks(root: etree._Element) -> Iterator[str | _Table]:
    """Texts of blocks, and tables after their captions, in order."""
    words: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and _is_within(element, _SILENT, "table"):
            continue
        if tag in _BLOCKS or tag in ("table", "br"):
            yield _tidy(words)
            words = []
        if event == "start" and tag == "table":
            table = _table(element)
            yield table.caption
            yield table
        elif event == "start" and tag not in _SILENT:
            words.append(element.text or "" if tag else "")
        if event == "end" and not _is_within(element, _SILENT, "table"):
            words.append(element.tail or "")
    yield _tidy(words)


def _is_within(element: etree._Element, silent: frozenset[str], table: str) -> bool:
    return any(above.tag in silent or above.tag == table for above in element.iterancestors())


def _tidy(words: Sequence[str]) -> str:
    return " ".join("".join(words).split())


_READERS: Final[Mapping[str, Callable[[str, str], Iterator[Line]]]] = {
    ".html": _hypertext,
    ".htm": _hypertext,
    ".md": _markdown,
    ".txt": _plain,
}

__all__ = ["Labels", "Read", "decoded", "read", "read_made"]
