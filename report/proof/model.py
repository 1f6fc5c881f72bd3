"""What proof-reading takes in (lines with their places) and gives out (findings)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from report.catalogue import Language
from report.i18n import msg

if TYPE_CHECKING:
    from report.proof.consistent import Said

Kind = Literal["hole", "wrong", "stale", "direction", "inconsistent", "unit", "unknown", "chart"]
KINDS: Final[tuple[Kind, ...]] = ("hole", "wrong", "stale", "direction", "inconsistent", "unit", "unknown", "chart")
#: A note, which the page says in other words: it has no options.
NO_FIGURES: Final = msg("no figures to read against: give --edition or --figures; holes are told all the same")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a document and the figures part.

    ``text``: the words there; ``expected``: what the figures say, with the cell and arithmetic; ``found``: what the
    document says; ``missing``: how many numbers a hole lacks. ``line``, ``start``, ``end``: where to put a comment.
    """

    kind: Kind
    place: str
    text: str
    expected: str = ""
    found: str = ""
    missing: int = 0
    line: int = field(default=-1, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def is_to_mend(self) -> bool:
        """What is unknown is information: a remark may hold it."""
        return self.kind != "unknown"

    def as_json(self) -> dict[str, Any]:
        names = ("kind", "place", "text", "expected", "found", "missing")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Source:
    """A number that was found again: characters ``start`` to ``end`` of a line, and where it comes from, in words."""

    line: int
    start: int
    end: int
    fact: str
    words: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many numbers the record traces, how many more equal a figure, how many are by hand."""

    traced: int = 0
    matched: int = 0
    by_hand: int = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands around the cell of a table: its row's and its column's labels, and the caption."""

    row: str = ""
    column: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """``length`` characters of a line, from ``at`` on, that stand together in a paragraph, from ``start`` on."""

    at: int
    paragraph: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a cell as a reader sees it, and its place in words; ``labels``: of a cell.

    ``key`` tells a writer of comments where it stands: the part and the number of the paragraph in it. ``stretches``:
    where its words are not simply those of that paragraph, since some are hidden, or several paragraphs became one.
    ``drawn``: it is what a chart shows, or what is said of a picture.
    """

    place: str
    text: str
    labels: Labels | None = None
    key: tuple[str, int] = ("", -1)
    stretches: tuple[Stretch, ...] = ()
    drawn: Literal["", "chart", "picture"] = ""

    def located(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The paragraphs in which characters ``start`` to ``end`` stand, with the characters of each."""
        if not self.stretches:
            yield self.key[1], start, end
        since = bisect_right(self.stretches, start, key=lambda one: one.at)
        for one in self.stretches[max(since - 1, 0) :]:
            if one.at > end:
                return
            first, last = max(start, one.at), min(end, one.at + one.length)
            if first < last or first == last == start == end:
                yield one.paragraph, first - one.at + one.start, last - one.at + one.start

    def placed(self, paragraph: int, start: int) -> int | None:
        """The character of the line that character ``start`` of a paragraph is."""
        if not self.stretches:
            return start if paragraph == self.key[1] else None
        inside = (one for one in self.stretches if one.paragraph == paragraph)
        return next((one.at + start - one.start for one in inside if 0 <= start - one.start <= one.length), None)


def around(text: str, start: int, end: int, wide: int = 24) -> str:
    """The words of a place with a little of what stands around them."""
    return text[max(0, start - wide) : min(len(text), end + wide // 2)].strip()


@dataclass(frozen=True)
class Checked:
    """What was found; ``edition`` against which, ``languages`` in which the document is read, ``notes`` to people.

    ``lines`` and what they ``said`` are kept to be compared with another document; ``trace``: gives the sources, which
    few ask for.
    """

    document: str
    numbers: Numbers
    findings: tuple[Finding, ...]
    edition: str = ""
    language: Language | None = None
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False, compare=False)
    said: tuple[Said, ...] = field(default=(), repr=False, compare=False)
    trace: Callable[[], Iterable[Source]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every number that was found again, with where it comes from."""
        return tuple(self.trace())

    @property
    def exit_code(self) -> int:
        return int(any(finding.is_to_mend for finding in self.findings))

    def as_json(self) -> dict[str, Any]:
        numbers = {name: getattr(self.numbers, name) for name in ("traced", "matched", "by_hand")}
        return {
            "document": self.document,
            "edition": self.edition,
            "numbers": numbers,
            "findings": [finding.as_json() for finding in self.findings],
            "notes": list(self.notes),
        }
