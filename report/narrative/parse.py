"""Parse: the Markdown that a template gave in, passages out. markdown-it-py reads it; nothing is read by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin

from report.catalogue import Language
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.model import Cell, Kind, Origin, Passage, Span

FactOf = Callable[[str], Fact]

_PLAIN: Final = re.compile(r"[\w.:@/~+-]+(?=\))")
_LABEL: Final = re.compile(r"\[[^\[\]\\`*_<&!\n]*(?=\])")  # with nothing in it that Markdown reads


@dataclass(frozen=True, slots=True)
class _Destination:
    """As markdown-it-py gives it: where a link leads to, and where that ends."""

    ok: bool
    pos: int
    str: str


class _Helpers:
    """markdown-it-py's readers of links; plain words, and a key, are not gone through letter by letter."""

    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815 - markdown-it-py calls it so

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        plain = _LABEL.match(state.src, start, state.posMax)
        return plain.end() if plain else helpers.parseLinkLabel(state, start, disableNested)

    @staticmethod
    def parseLinkDestination(text: str, start: int, end: int) -> Any:  # noqa: N802
        plain = _PLAIN.match(text, start, end)
        if plain is None:
            return helpers.parseLinkDestination(text, start, end)
        return _Destination(True, plain.end(), plain[0])


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table").use(attrs_block_plugin)
_MARKDOWN.normalizeLink = str  # type: ignore[assignment]  # keys of facts are no addresses
_MARKDOWN.helpers = _Helpers()  # type: ignore[assignment]
_HEADINGS: Final = {"h1": Kind.HEADLINE, "h2": Kind.HEADING, "h3": Kind.SUBHEADING}
_BLOCKS: Final = {"heading_open", "paragraph_open", "table_open"}
_TEXTS: Final = frozenset(("text", "text_special", "softbreak", "hardbreak"))
_TURNS: Final = frozenset(("link_open", "link_close", "strong_open", "strong_close"))
_INLINE: Final = _TEXTS | _TURNS | {"em_open", "em_close"}
_TRACED: Final = ("figure:", "edition:")
_HAND: Final = "hand"
_ALIGNS: Final[dict[str, Literal["left", "right", "center"]]] = {
    "text-align:right": "right",
    "text-align:center": "center",
}


@dataclass(frozen=True)
class _Block:
    """A top-level block: the token that opens it and all that stand inside."""

    opening: Token
    inside: tuple[Token, ...]
    id: str
    mark: str


@dataclass
class _Numbers:
    """Captions are numbered per kind, in the order of the page."""

    last: dict[Kind, int] = field(default_factory=dict)

    def next(self, kind: Kind) -> int:
        self.last[kind] = self.last.get(kind, 0) + 1
        return self.last[kind]


def parse(text: str, language: Language, fact_of: FactOf, file: str) -> tuple[Passage, ...]:
    """Passages in order. Raises InputFaults for Markdown that has no place in a briefing."""
    tokens = _MARKDOWN.parse(text)
    blocks = list(_blocks(tokens))
    faults = [*_unfit(tokens, file), *_misnamed(blocks, file), *_without_caption(blocks, file)]
    if faults:
        raise InputFaults(faults)
    numbers = _Numbers()
    passages: list[Passage] = []
    for block in blocks:
        if block.opening.type == "table_open" and passages and passages[-1].kind is Kind.TABLE:
            passages[-1] = replace(passages[-1], rows=tuple(_rows(block, language, fact_of)))
        else:
            passages.append(_passage(block, language, fact_of, numbers))
    return tuple(passages)


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """Blocks with their ids: what follows in the same passage is called ``id-2``, ``id-3``."""
    name, mark, count = "", "", 0
    start = 0
    for index, token in enumerate(tokens):
        if token.level or token.type not in _BLOCKS:
            continue
        start = index
        if "id" in token.attrs:
            name, mark, count = str(token.attrs["id"]), str(token.attrs.get("class", "")), 1
        else:
            count += 1
        end = next(at for at in range(start, len(tokens)) if tokens[at].nesting < 0 and not tokens[at].level)
        yield _Block(token, tuple(tokens[start + 1 : end]), name if count == 1 else f"{name}-{count}", mark)


def _unfit(tokens: Sequence[Token], file: str) -> Iterator[Fault]:
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.type != "inline" and token.type not in _BLOCKS:
            words = token.content.strip() or token.type.removesuffix("_open").replace("_", " ")
            yield Fault(Place(file), msg("headings, paragraphs, tables and charts only"), words[:60])
        if token.type == "inline":
            yield from _unfit_inside(token, file)


def _unfit_inside(inline: Token, file: str) -> Iterator[Fault]:
    """Nothing is dropped in silence: a run of code, an address, a picture amid words has no look on the page."""
    chart = _only_image(inline)
    for child in inline.children or ():
        if child.type == "link_open":
            unfit = not str(child.attrs["href"]).startswith(_TRACED)
        else:
            unfit = child.type not in _INLINE and child is not chart
        if unfit:
            words = child.content or str(child.attrs.get("href", "")) or child.type
            yield Fault(Place(file), msg("words, bold and figures only"), words[:60])


def _misnamed(blocks: Sequence[_Block], file: str) -> Iterator[Fault]:
    known = [_HAND, *(kind.value for kind in Kind)]
    seen: set[str] = set()
    for block in blocks:
        words = block.inside[0].content[:40] if block.inside else ""
        if not block.id:
            yield Fault(Place(file), msg("every block inside {% passage id %}"), words)
        elif block.id in seen:
            yield Fault(Place(file, key=block.id), msg("each passage id once"), msg("it twice"))
        if block.mark and block.mark not in known:
            yield Fault(Place(file, key=block.id), msg("a kind of passage"), block.mark, nearest(block.mark, known))
        seen.add(block.id)


def _without_caption(blocks: Sequence[_Block], file: str) -> Iterator[Fault]:
    marks = ["", *(block.mark for block in blocks)]
    for above, block in zip(marks, blocks, strict=False):
        if block.opening.type == "table_open" and above != Kind.TABLE:
            yield Fault(
                Place(file, key=block.id), msg("a passage of kind table with the caption, above a table"), msg("none")
            )


def _passage(block: _Block, language: Language, fact_of: FactOf, numbers: _Numbers) -> Passage:
    inline = block.inside[0]
    image = _only_image(inline)
    if image is not None:
        spans = tuple(_spans(image.children or (), language, fact_of, hand=False))
        chart = str(image.attrs["src"]).removeprefix("chart:")
        title = str(image.attrs.get("title", ""))
        return Passage(block.id, Kind.CHART, spans, chart=chart, title=title, number=numbers.next(Kind.CHART))
    kind = _kind(block)
    spans = tuple(_spans(inline.children or (), language, fact_of, hand=block.mark == _HAND))
    return Passage(block.id, kind, spans, number=numbers.next(kind) if kind is Kind.TABLE else 0)


def _kind(block: _Block) -> Kind:
    if block.mark and block.mark != _HAND:
        return Kind(block.mark)
    return _HEADINGS.get(block.opening.tag, Kind.PARAGRAPH)


def _only_image(inline: Token) -> Token | None:
    children = inline.children or ()
    images = [child for child in children if child.type == "image"]
    if not images or any(child.type != "text" or child.content.strip() for child in children if child is not images[0]):
        return None
    return images[0]


def _rows(block: _Block, language: Language, fact_of: FactOf) -> Iterator[tuple[Cell, ...]]:
    row: list[Cell] = []
    align: Literal["left", "right", "center"] = "left"
    for token in block.inside:
        if token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open"):
            align = _ALIGNS.get(str(token.attrs.get("style", "")), "left")
        elif token.type == "inline":
            row.append(Cell(tuple(_spans(token.children or (), language, fact_of, hand=False)), align))
        elif token.type == "tr_close":
            yield tuple(row)


class _Look(NamedTuple):
    """What words are that stand between two marks: a span without its text."""

    origin: Origin
    fact: Fact | None = None
    source: str = ""
    strong: bool = False


def _spans(tokens: Sequence[Token], language: Language, fact_of: FactOf, *, hand: bool) -> Iterator[Span]:
    plain: Origin = "hand" if hand else "text"
    look, text = _Look(plain), ""
    after_bold = False
    for token in tokens:
        if token.type in _TEXTS:
            text += _content(token, language, after_bold and not text)
        elif token.type in _TURNS:
            if text:
                yield Span(text, *look)
            look, text = _turned(token, look, fact_of, plain), ""
            after_bold = token.type == "strong_close" or (after_bold and token.type != "strong_open")
    if text:
        yield Span(text, *look)


def _content(token: Token, language: Language, after_bold: bool) -> str:
    """Chinese has no spaces: a line break in the source is none on the page, nor is the space that closes bold."""
    if token.type.endswith("break"):
        return "" if language == "zh" else " "
    return token.content.lstrip(" ") if after_bold and language == "zh" else token.content


def _turned(token: Token, look: _Look, fact_of: FactOf, plain: Origin) -> _Look:
    """What the next words are, once a link or bold begins or ends."""
    if token.type.startswith("strong"):
        return look._replace(strong=token.type == "strong_open")
    if token.type == "link_close":
        return _Look(plain, strong=look.strong)
    scheme, _, key = str(token.attrs["href"]).partition(":")
    if scheme == "figure":
        return _Look("figure", fact_of(key), strong=look.strong)
    return _Look("edition", source=key, strong=look.strong)
