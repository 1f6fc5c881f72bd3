"""What a correction comes to: of which kind it is, what was changed, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Amendment = Literal["correction", "revision"]
"""A correction mends an error, a revision is better data or method."""

Trouble = Literal[
    "retyped",
    "rephrased",
    "typed_elsewhere",
    "chart",
    "falls_away",
    "row",
    "unplaced",
    "rejected",
    "beside",
    "claim",
]


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that only a person can decide; the document has a comment there wherever one can stand.

    ``retyped``: a figure was retyped or rephrased by hand; ``rephrased``: words that would have to change with it were;
    ``typed_elsewhere``: a number typed by hand that was the old value; ``chart``: a picture that is not as drawn;
    ``falls_away``: a passage that is no longer said, but was edited; ``row``: the same of a table's row or columns;
    ``unplaced``: a new passage for which there is no place; ``rejected``: a correction that was rejected before;
    ``beside``: words written by hand in a sentence whose figure changed direction, or whose claim was lost;
    ``claim``: words of a claim that no longer holds (``old``), typed by hand elsewhere.

    ``words`` are what stands there, in the document's language; ``old`` and ``new`` the figure as printed; ``cells``
    where its new value comes from; ``suggestion`` how it could be said now, where there is a proposal.
    """

    kind: Trouble
    passage: str
    words: str
    old: str = ""
    new: str = ""
    cells: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A tracked change: ``old`` words out, ``new`` words in."""

    passage: str
    old: str
    new: str
