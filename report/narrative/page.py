"""A narrative as Markdown for a page: the words as they stand, without the links and ids that trace them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Final

from report.narrative.markdown import escaped, escaped_inline
from report.narrative.model import Cell, Kind, Narrative, Passage, Span

_OPENINGS: Final = {Kind.HEADLINE: "# ", Kind.HEADING: "## ", Kind.SUBHEADING: "### "}
_ALIGNED: Final = {"left": "---", "right": "--:", "center": ":-:"}


def as_markdown(narrative: Narrative) -> str:
    """Charts by their captions: a page of words has no pictures."""
    return "\n\n".join(block for passage in narrative.passages for block in _blocks(passage)) + "\n"


def _blocks(passage: Passage) -> Iterator[str]:
    if passage.spans:
        yield f"{_OPENINGS.get(passage.kind, '')}{_words(passage.spans)}"
    if passage.rows:
        head, *body = passage.rows
        marks = f"| {' | '.join(_ALIGNED[cell.align] for cell in head)} |"
        yield "\n".join([_row(head), marks, *map(_row, body)])


def _row(cells: tuple[Cell, ...]) -> str:
    return f"| {' | '.join(_words(cell.spans, escaped_inline) for cell in cells)} |"


def _words(spans: tuple[Span, ...], escape: Callable[[str], str] = escaped) -> str:
    """Runs are escaped whole: what would open a block does so only at the beginning of a line."""
    groups = itertools.groupby(spans, key=lambda span: span.strong)
    runs = [(escape("".join(span.text for span in group)), strong) for strong, group in groups]
    return "".join(f"**{text}**" if strong else text for text, strong in runs)
