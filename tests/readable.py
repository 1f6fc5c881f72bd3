"""A narrative as Markdown for people: what stands on the page, what was left out, which claims were earned."""

from __future__ import annotations

from collections.abc import Iterator

from report.narrative.model import Kind, Narrative, Passage

_MARKS = {Kind.HEADLINE: "# ", Kind.HEADING: "## ", Kind.SUBHEADING: "### "}


def readable(narrative: Narrative) -> str:
    blocks = [_block(passage) for passage in narrative.passages]
    left_out = [f"- {item.passage}: {'; '.join(item.reasons)}" for item in narrative.left_out]
    claims = [f"- {claim.name}: {'earned' if claim.held else 'not earned'}" for claim in narrative.claims]
    ends = (["## Left out", "\n".join(left_out)] if left_out else []) + ["## Claims", "\n".join(claims) or "none"]
    return "\n\n".join([*blocks, "---", *ends]) + "\n"


def _block(passage: Passage) -> str:
    if passage.kind is Kind.CHART:
        return f"![{passage.number}. {passage.text}]({passage.chart} “{passage.title}”)"
    words = f"{_MARKS.get(passage.kind, '')}{passage.text}"
    if passage.kind is Kind.PARAGRAPH or passage.kind in _MARKS:
        return words
    return "\n\n".join([f"<{passage.kind}> {words}", *(["\n".join(_rows(passage))] if passage.rows else [])])


def _rows(passage: Passage) -> Iterator[str]:
    for index, row in enumerate(passage.rows):
        yield f"| {' | '.join(cell.text for cell in row)} |"
        if not index:
            yield "|---" * len(row) + "|"
