"""Paragraphs written by hand in the manner of statistical releases, with figures for them and wrong versions of each.

There are three corpora, each in a folder of its own: the rules may have been mended by what the first and the second
show; the third tells how well they then read texts that nothing was mended by. A set is a pair of files in such a
folder: ``<set>.toml``, its paragraphs, and ``<set>.csv``, the figures that they rest on (all invented, and marked so).
A paragraph is::

    [[paragraph]]
    id = "retail"
    language = "zh"
    title = "2023年5月份社会消费品零售总额增长12.7%"    # optional: a line of its own above the text
    text = "…"

    [[paragraph.wrong]]
    was = "增长12.7%"        # words that stand once in the text
    is = "增长17.2%"         # what stands there instead
    kind = ["wrong"]         # kinds of finding that name the error; any but unknown, in the paragraph, catches it
    expected = "12.7"        # what the finding should say is right; left out where several things may be

``catalogue.toml``, beside the sets, has the names that they use on top of the product's own catalogue.
"""

from __future__ import annotations

import collections
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from proof.pages import Spot, written
from proof.places import stands_at

from report.catalogue import Language
from report.orders import House, open_house

HERE: Final = Path(__file__).parent
ROOT: Final = Path(__file__).parents[3]
Check = Callable[..., Any]
Corpus = Literal["first", "second", "third"]
CORPORA: Final[tuple[Corpus, ...]] = get_args(Corpus)
KEPT: Final[Corpus] = "third"  # what it holds is not told to whoever mends the rules


@dataclass(frozen=True)
class Wrong:
    """A wrong version: the whole ``text``, the ``words`` that are wrong in it, and what should be said of them."""

    words: str
    text: str
    kinds: tuple[str, ...]
    expected: str


@dataclass(frozen=True)
class Paragraph:
    """``name`` is that of its set and its id; ``figures`` the file that it rests on."""

    name: str
    language: Language
    figures: Path
    title: str
    text: str
    wrong: tuple[Wrong, ...]

    def document(self, text: str) -> list[str]:
        return [*filter(None, [self.title]), text]

    def spot(self, text: str) -> Spot:
        return Spot(len(self.document(text)), text=text)


@dataclass(frozen=True)
class Tried:
    """A paragraph as it should be (``wrong`` is None) or a wrong version; what was found beyond what is unknown.

    ``here``: the findings in the paragraph itself.
    """

    paragraph: Paragraph
    wrong: Wrong | None
    found: tuple[Any, ...]
    here: tuple[Any, ...]

    @property
    def is_caught(self) -> bool:
        return bool(self.here)

    @property
    def is_named(self) -> bool:
        """Caught by a kind that names the error, and with what is right."""
        wanted = self.wrong
        return wanted is not None and any(
            one.kind in wanted.kinds and wanted.expected in f"{one.expected}" for one in self.here
        )


def paragraphs(which: Corpus) -> list[Paragraph]:
    """All paragraphs of a corpus. Raises ValueError where one is not written as it must be."""
    files = sorted((HERE / which).glob("*.toml"))
    found = [one for path in files if path.name != "catalogue.toml" for one in _read(path)]
    names = collections.Counter(one.name for one in found)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise ValueError(f"ids used twice: {', '.join(twice)}")
    return found


def _read(path: Path) -> Iterator[Paragraph]:
    document = tomllib.loads(path.read_text("utf-8"))
    for made in document["paragraph"]:
        name = f"{path.stem}/{made['id']}"
        text = " ".join(made["text"].split()) if made["language"] == "en" else "".join(made["text"].split("\n"))
        wrong = tuple(_wrong(name, text, one) for one in made["wrong"])
        yield Paragraph(name, made["language"], path.with_suffix(".csv"), made.get("title", ""), text, wrong)


def _wrong(name: str, text: str, made: dict[str, Any]) -> Wrong:
    was, now = made["was"], made["is"]
    if text.count(was) != 1:
        raise ValueError(f"{name}: {was!r} stands {text.count(was)} times in the text, not once")
    if was == now:
        raise ValueError(f"{name}: {was!r} is not changed")
    return Wrong(now or was, text.replace(was, now), tuple(made["kind"]), made.get("expected", ""))


def open_corpus(folder: Path, which: Corpus) -> House:
    """A house with the names of a corpus: a catalogue in ``folder``, the templates and claims of the product."""
    inputs = folder / "inputs"
    inputs.mkdir(exist_ok=True)
    named = [
        (ROOT / "inputs" / "catalogue.toml").read_text("utf-8"),
        (HERE / which / "catalogue.toml").read_text("utf-8"),
    ]
    (inputs / "catalogue.toml").write_text("\n".join(named), "utf-8")
    return open_house(inputs, ROOT / "templates", folder / "outputs")


def tried(check: Check, folder: Path, which: Corpus, chosen: Sequence[Paragraph] = ()) -> list[Tried]:
    """Each paragraph of a corpus (or those ``chosen``) and each of its wrong versions, checked against its figures.

    Findings of a wrong version are those that the paragraph does not have as it should be.
    """
    house = open_corpus(folder, which)
    results = []
    for paragraph in chosen or paragraphs(which):
        clean = _try(check, house, folder, paragraph, None)
        results.append(clean)
        for wrong in paragraph.wrong:
            made = _try(check, house, folder, paragraph, wrong)
            here = tuple(one for one in made.here if one not in clean.here)
            results.append(replace(made, here=here))
    return results


def _try(check: Check, house: House, folder: Path, paragraph: Paragraph, wrong: Wrong | None) -> Tried:
    text = wrong.text if wrong else paragraph.text
    path = folder / f"{paragraph.name.replace('/', '-')}.docx"
    path.write_bytes(written(paragraph.document(text)))
    checked = check(path, house, figures=paragraph.figures, language=paragraph.language)
    found = tuple(one for one in checked.findings if one.kind != "unknown")
    spot = paragraph.spot(text)
    return Tried(paragraph, wrong, found, tuple(one for one in found if stands_at(one, spot)))


def told(results: Mapping[Corpus, Sequence[Tried]]) -> Iterator[str]:
    """Recall and false alarms, by corpus and language."""
    yield (
        "| Corpus | Language | Paragraphs | Wrong versions | Caught | Named as they should be "
        "| False alarms | Per paragraph |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for which, of_corpus in results.items():
        for language in ("zh", "en", "both"):
            of_language = [one for one in of_corpus if language in (one.paragraph.language, "both")]
            yield f"| {which} | {language} | {_counted(of_language)} |"


def _counted(results: Sequence[Tried]) -> str:
    wrong = [one for one in results if one.wrong]
    clean = [one for one in results if not one.wrong]
    caught, named = sum(one.is_caught for one in wrong), sum(one.is_named for one in wrong)
    alarms = sum(len(one.found) for one in clean)
    return (
        f"{len(clean)} | {len(wrong)} | {100 * caught / len(wrong):.1f} % ({caught}) "
        f"| {100 * named / len(wrong):.1f} % | {alarms} | {alarms / len(clean):.2f}"
    )


def misses(results: Sequence[Tried]) -> Iterator[str]:
    """In words: what was missed, and each false alarm."""
    for one in results:
        if one.wrong and not one.is_caught:
            yield f"missed: {one.paragraph.name}: {one.wrong.words}"
        if not one.wrong:
            yield from (
                f"false alarm: {one.paragraph.name}, {found.kind}: {found.text[:80]}"
                f" (expected {found.expected!r}, found {found.found!r})"
                for found in one.found
            )
