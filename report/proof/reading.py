"""A document in, its lines out: .docx, .html, .md or .txt; what cannot be read is a fault in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report.errors import Fault, InputFaults, Place
from report.proof.model import Labels, Line
from report.proof.reading_docx import lines_of, open_docx
from report.proof.tables import labelled
from report.word.flow import Flow, flow_of
from report.word.opened import Opened, open_made

SIZE_LIMIT: Final = 32 * 2**20  # bytes of a text: some ten thousand pages
_ATTRIBUTES: Final = re.compile(r"^\{[#.][^{}]{0,80}\} ?")  # of this product's own Markdown
_KNOWN: Final = {
    ".doc": "a .doc (Word can save it as .docx)",
    ".wps": "a .wps (it can be saved as .docx)",
    ".odt": "an .odt (it can be saved as .docx)",
    ".rtf": "an .rtf (Word can save it as .docx)",
    ".pdf": "a .pdf (check the document that it was made from)",
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
        raise InputFaults([Fault(Place(path.name), "a document with words in it", "none")])
    return text


def _has_charts(text: Read) -> bool:
    return text.opened is not None and any(name.startswith("word/charts/") for name in text.opened.parts)


def _read(path: Path) -> Read:
    ending = path.suffix.lower()
    if not path.is_file():
        raise InputFaults([Fault(Place(path.name), "a document", "a folder" if path.is_dir() else "no such file")])
    if ending == ".docx":
        return _of_package(path.name, open_docx(path))
    if ending not in _READERS:
        found = _KNOWN.get(ending, ending or "no ending")
        raise InputFaults([Fault(Place(path.name), f"a .docx, {', '.join(_READERS)} file", found)])
    return Read(path.name, tuple(_READERS[ending](_text(path), path.name)))


def read_made(name: str, content: bytes) -> Read:
    """A .docx that this program is about to write."""
    return _of_package(name, open_made(name, content))


def _of_package(name: str, opened: Opened) -> Read:
    flow = flow_of(opened.body)
    return Read(name, tuple(lines_of(opened, flow)), opened, flow)


def _text(path: Path) -> str:
    place = Place(path.name)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise InputFaults([Fault(place, f"at most {SIZE_LIMIT // 2**20} MiB", f"{size // 2**20} MiB")])
        return decoded(path.read_bytes(), place)
    except OSError as error:
        raise InputFaults([Fault(place, "a readable file", error.strerror or "an error of the disk")]) from error


def decoded(content: bytes, place: Place) -> str:
    """UTF-8 or GB18030. Raises InputFaults for anything else, and for what is no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(content, place)
    if b"\0" in content:
        raise InputFaults([Fault(place, "text", "a file that is not text")])
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputFaults([Fault(place, "text in UTF-8 or GB18030", "another encoding, or no text")])


def _utf_16(content: bytes, place: Place) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputFaults([Fault(place, "text", "a file that is not text")]) from error


def _plain(text: str, _: str) -> Iterator[Line]:
    number = 0
    for line in text.splitlines():
        if line.strip():
            number += 1
            yield Line(f"paragraph {number}", line.strip())


def _markdown(text: str, _: str) -> Iterator[Line]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    numbers = {"paragraph": 0, "table": 0}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
            numbers["table"] += 1
            yield from labelled(_markdown_rows(tokens[at:end]), f"table {numbers['table']}")
            at = end
        elif token.type == "inline" and (words := _ATTRIBUTES.sub("", _inline(token))):
            numbers["paragraph"] += 1
            yield Line(f"paragraph {numbers['paragraph']}", words)
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
        raise InputFaults([Fault(Place(name), "readable HTML", str(error))]) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):  # what lies deeper would be lost
        raise InputFaults([Fault(Place(name), "HTML of at most 250 elements one within another", "a deeper one")])
    number = 0
    tables = 0
    for block in _blocks(root):
        if isinstance(block, list):
            tables += 1
            yield from labelled(block, f"table {tables}")
        elif block:
            number += 1
            yield Line(f"paragraph {number}", block)


def _blocks(root: etree._Element) -> Iterator[str | list[list[str]]]:
    """Texts of blocks, and tables as rows of cells, in order."""
    words: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and _is_within(element, _SILENT, "table"):
            continue
        if tag in _BLOCKS or tag in ("table", "br"):
            yield _tidy(words)
            words = []
        if event == "start" and tag == "table":
            yield [
                [_tidy(list(cell.itertext())) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")
            ]
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
