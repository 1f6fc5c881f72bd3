"""What a correction comes to: of which kind it is, what was changed, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Amendment = Literal["correction", "revision"]
"""A correction mends an error, a revision is better data or method."""

Trouble = Literal[
    "retyped",
    "rephrased",
    "beside",
    "typed_elsewhere",
    "claim",
    "chart",
    "falls_away",
    "row",
    "unplaced",
    "rejected",
]


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that only a person can decide; the document has a comment there wherever one can stand.

    ``retyped``: a figure was retyped or rephrased by hand; ``rephrased``: words that would have to change with it were;
    ``beside``: hand-written words stand in a sentence whose figure turned, or whose claim was lost;
    ``typed_elsewhere``: a number typed by hand that was the old value; ``claim``: a claim typed by hand that no longer
    holds, ``old`` its words; ``chart``: a picture that is not as drawn, a native chart whose data are not as made;
    ``falls_away``: a passage that is no longer said, but was edited; ``row``: the same of a table's row or columns;
    ``unplaced``: a new passage for which there is no place; ``rejected``: a correction that was rejected before.

    ``words`` are what stands there, in the document's language; ``old`` and ``new`` the figure as printed; ``cells``
    where its new value comes from; ``suggestion`` how it could be said now, where there is a proposal; ``comment`` the
    id of the comment.
    """

    kind: Trouble
    passage: str
    words: str
    old: str = ""
    new: str = ""
    cells: tuple[str, ...] = ()
    suggestion: str = ""
    comment: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """A tracked change: ``old`` words out, ``new`` words in."""

    passage: str
    old: str
    new: str
