"""What correcting a document has to say, whoever says it: the kind of change, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Amendment = Literal["correction", "revision"]
"""A correction mends an error, a revision is better data or method."""

Trouble = Literal["retyped", "rephrased", "typed_elsewhere", "chart", "falls_away", "row", "unplaced", "rejected"]


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing in a document that only a person can settle.

    ``kind``: a figure that a person retyped; words that a person rephrased; the old number typed by hand
    elsewhere; a chart to be replaced; a figure or passage that falls away though a person worked on it; a row of a
    table; a figure whose place is not found; a change that a person rejected.

    ``words`` are what stands there, in the document's language; ``old`` and ``new`` the figure as printed;
    ``cells`` where its new value comes from; ``suggestion`` how it could be said, where there is a proposal.
    """

    kind: Trouble
    passage: str
    words: str
    old: str = ""
    new: str = ""
    cells: tuple[str, ...] = ()
    suggestion: str = ""
