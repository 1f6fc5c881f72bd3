"""How much of what can go wrong with a briefing the proof-reader finds, how often it cries wolf, how long it takes.

    python benchmarks/proof.py [--errors 2000] [--seed 1] [--misses] [--write]

Builds briefings from figures by chance, in both languages, with the shipped templates; makes single errors in them,
each false of the figures or of what stands beside it; and has every such document checked twice: as it is, with its
controls and its record, and as bare text. An error is caught where a finding other than *unknown* stands in the same
paragraph or cell (or chart) and does not stand in the document without the error. False alarms are counted on the
documents without an error, and once more on the same with sentences by hand and a chart in them that hold. The
paragraphs written by hand (tests/proof/corpus) are told apart,
corpus by corpus.

Prints the tables of docs/proof.md; ``--write`` writes them there. ``--misses`` names what was missed and every
false alarm, but none in the third corpus: what it holds is kept from whoever mends the rules. The same seed seeds the
same errors. 2,000 errors take some quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import collections
import os
import pickle
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# This file has the name of the package that it takes from the tests, so its own folder must not come first.
sys.path[:] = [str(ROOT), str(ROOT / "tests"), *(path for path in sys.path if Path(path or ".").resolve() != HERE)]

from proof import corpus, pages  # noqa: E402
from proof.seeded import KINDS, WITH_CONTROLS_ONLY, Seeded  # noqa: E402
from proof.trial import FORMS, Desk, Form, Made, caught, house_of, make, spot_of  # noqa: E402

from report import clock  # noqa: E402
from report.catalogue import Language  # noqa: E402
from report.orders import House  # noqa: E402
from report.proof.check import check  # noqa: E402

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
ALARMS: Final = ("wrong", "direction", "inconsistent", "unit", "hole")
RECALL_GOAL: Final[Mapping[Form, float]] = {"controls": 99.5, "text": 97.0}
ALARM_GOAL: Final[Mapping[Form, float]] = {"controls": 0.0, "text": 0.2}
ERRORS = 2000
ABOUT_CORPORA = (
    "In the manner of real releases, by writers who had not seen the rules: other indicators, other word orders, "
    "months and quarters. The rules were mended by what the first and the second corpus show; what the third holds "
    "is kept from whoever mends them, so it tells how texts of other hands are read."
)
ERRORS_PER_EDITION = 50

PAGES = (5, 10, 20, 40, 80)
PAGE = 22 * 28  # characters, by the standard
TIMES = 5  # that a document of each length is read
TARGET = ROOT / "docs" / "proof.md"


@dataclass(frozen=True)
class Offer:
    """A document that was made and kept: where, and how many errors of each kind it offers."""

    kept: Path
    errors: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """An error in one form of its document: ``by``, the kind of finding that caught it; empty where none did."""

    kind: str
    form: Form
    language: Language
    by: str
    what: str


@dataclass(frozen=True)
class Clean:
    """A document without an error: how many findings of each kind, and what they are, in words.

    ``by_hand``: with sentences by hand or a chart in it.
    """

    form: Form
    language: Language
    by_hand: bool
    alarms: Mapping[str, int]
    what: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    outcomes: tuple[Outcome, ...]
    clean: tuple[Clean, ...]


# Making


def keep(folder: Path, seed: int, number: int) -> list[Offer]:
    """The documents of one edition, made and kept in the folder."""
    return [_kept(folder / f"{number}" / f"{made.language}.pickle", made) for made in make(folder, f"{seed}", number)]


def _kept(path: Path, made: Made) -> Offer:
    path.write_bytes(pickle.dumps(made))
    return Offer(path, {kind: len(several) for kind, several in made.errors.items()})


def shared_out(offers: Sequence[Offer], errors: int) -> list[dict[str, int]]:
    """How many errors of each kind each document is to suffer: kinds alike, documents in turn.

    Where the documents offer too few of a kind, the others make up for it.
    """
    wanted: list[dict[str, int]] = [dict.fromkeys(KINDS, 0) for _ in offers]
    left = errors
    while left:
        before = left
        for kind in KINDS:
            room = [at for at, offer in enumerate(offers) if wanted[at][kind] < offer.errors[kind]]
            if room and left:
                fewest = min(room, key=lambda at, kind=kind: (wanted[at][kind], sum(wanted[at].values())))  # type: ignore[misc]
                wanted[fewest][kind] += 1
                left -= 1
        if left == before:
            break
    return wanted


# Checking


def answer(kept: Path, wanted: Mapping[str, int]) -> Answer:
    """What the proof-reader says of one document, and of each error in it, in both forms."""
    made: Made = pickle.loads(kept.read_bytes())
    outcomes: list[Outcome] = []
    clean: list[Clean] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(house_of(made.inputs), made, Path(folder))
        for form in FORMS:
            before = desk.findings(made.document, form)
            clean.append(_clean(made, form, before, by_hand=False))
            clean += [_clean(made, form, found, by_hand=True) for found in desk.sound(form)]
            for kind, count in wanted.items():
                if form == "text" and kind in WITH_CONTROLS_ONLY:
                    continue
                for error in made.errors[kind][:count]:
                    found = desk.of_error(error, form)
                    outcomes.append(_outcome(made, error, form, [one for one in found if one not in before]))
    return Answer(tuple(outcomes), tuple(clean))


def _outcome(made: Made, error: Seeded, form: Form, found: Sequence[Any]) -> Outcome:
    by, spot = caught(error, found), spot_of(error)
    what = f"{made.edition}.{made.language} {form}, {error.kind}, {spot}: {error.shown}"
    elsewhere = "".join(f"\n      found: {one.kind}, {one.place}: {one.text[:60]}" for one in found[:3])
    return Outcome(error.kind, form, made.language, by[0] if by else "", what + elsewhere)


def _clean(made: Made, form: Form, found: Sequence[Any], *, by_hand: bool) -> Clean:
    told = [one for one in found if one.kind != "unknown"]
    what = [
        f"{made.edition}.{made.language} {form}, {one.kind}, {one.place}: {one.text[:80]}"
        f" (expected {one.expected!r}, found {one.found!r})"
        for one in told
    ]
    return Clean(form, made.language, by_hand, collections.Counter(one.kind for one in told), tuple(what))


# Timing


@dataclass(frozen=True)
class Timed:
    """A document of so many ``pages``: the mean ``seconds`` of reading it, once everything is loaded."""

    pages: int
    seconds: float


def timed(kept: Path) -> list[Timed]:
    """One briefing's text and tables over and over, as bare text."""
    made: Made = pickle.loads(kept.read_bytes())
    house = house_of(made.inputs)
    text = pages.stripped(made.document)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.docx"
        path.write_bytes(text)
        check(path, house, edition=made.edition)
        return [_timed(path, house, made.edition, pages.repeated(text, count * PAGE), count) for count in PAGES]


def _timed(path: Path, house: House, edition: str, document: bytes, count: int) -> Timed:
    path.write_bytes(document)
    start = time.perf_counter()
    for _ in range(TIMES):
        check(path, house, edition=edition)
    return Timed(count, (time.perf_counter() - start) / TIMES)


# Telling


def report(answers: Sequence[Answer], times: Sequence[Timed], seed: int) -> Iterator[str]:
    outcomes = [one for answer in answers for one in answer.outcomes]
    clean = [one for answer in answers for one in answer.clean]
    yield "# What the proof-reader finds"
    yield ""
    yield f"{platform.platform()}, Python {platform.python_version()}, {clock.today()}."
    seeded_errors = sum(one.form == "controls" for one in outcomes)
    yield (
        f"Written by `python benchmarks/proof.py --errors {seeded_errors} --seed {seed} --write`: {seeded_errors}"
        f" single errors in {len(answers)} briefings from figures by chance, each with its controls and as bare text."
    )
    yield ""
    yield "## Errors caught"
    yield ""
    yield from _recall(outcomes)
    yield ""
    yield "## False alarms on documents without an error"
    yield ""
    yield from _alarms(clean)
    yield ""
    yield "## Time"
    yield ""
    yield from _times(times)
    yield ""
    yield "## Paragraphs written by hand"
    yield ""
    yield ABOUT_CORPORA
    yield ""
    with tempfile.TemporaryDirectory() as folder:
        yield from corpus.told({which: corpus.tried(check, Path(folder), which) for which in corpus.CORPORA})


def _recall(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| Error | Seeded | With controls | zh | en | By | In bare text | zh | en | By |"
    yield "|---|--:|--:|--:|--:|---|--:|--:|--:|---|"
    for kind in KINDS:
        of_kind = [one for one in outcomes if one.kind == kind]
        if of_kind:
            yield _row(kind, of_kind)
    yield _row("**all**", outcomes)
    goals = [f"≥ {RECALL_GOAL[form]} % | | |" for form in FORMS]
    yield f"| goal | | {' | '.join(goals)} |"


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    cells = [name, f"{sum(one.form == 'controls' for one in outcomes)}"]
    for form in FORMS:
        of_form = [one for one in outcomes if one.form == form]
        cells.append(_share(of_form))
        cells += [_share([one for one in of_form if one.language == language]) for language in LANGUAGES]
        cells.append(_by(of_form))
    return f"| {' | '.join(cells)} |"


def _share(outcomes: Sequence[Outcome]) -> str:
    caught = sum(bool(one.by) for one in outcomes)
    return f"{100 * caught / len(outcomes):.1f} %" if outcomes else "—"


def _by(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(
        f"{by} {count}" for by, count in collections.Counter(one.by or "missed" for one in outcomes).most_common()
    )


def _alarms(clean: Sequence[Clean]) -> Iterator[str]:
    yield f"| | Documents | {' | '.join(ALARMS)} | Per document | zh | en | Goal | stale, chart |"
    yield f"|---|--:|{'--:|' * len(ALARMS)}--:|--:|--:|--:|--:|"
    for by_hand, words in ((False, ""), (True, ", with sentences by hand or a chart that hold")):
        for form, name in zip(FORMS, ("with controls", "bare text"), strict=True):
            several = [one for one in clean if (one.form, one.by_hand) == (form, by_hand)]
            yield _alarm_row(f"{name}{words}", form, several)


def _alarm_row(name: str, form: Form, several: Sequence[Clean]) -> str:
    counts = [sum(one.alarms.get(kind, 0) for one in several) for kind in ALARMS]
    others = sum(sum(one.alarms.values()) for one in several) - sum(counts)
    by_language = [_each([one for one in several if one.language == language]) for language in LANGUAGES]
    goal = f"{'≤ ' if ALARM_GOAL[form] else ''}{ALARM_GOAL[form]:g}"
    cells = [name, f"{len(several)}", *map(str, counts), f"**{_each(several)}**", *by_language, goal, f"{others}"]
    return f"| {' | '.join(cells)} |"


def _each(several: Sequence[Clean]) -> str:
    alarms = sum(one.alarms.get(kind, 0) for one in several for kind in ALARMS)
    return f"{alarms / len(several):.2f}" if several else "—"


def _times(times: Sequence[Timed]) -> Iterator[str]:
    yield f"One briefing's text and tables over and over, as bare text; the mean of {TIMES}, after start-up."
    yield ""
    yield f"| Pages | {' | '.join(f'{one.pages}' for one in times)} |"
    yield f"|---|{'--:|' * len(times)}"
    yield f"| Milliseconds | {' | '.join(f'{one.seconds * 1000:.0f}' for one in times)} |"
    yield f"| Milliseconds a page | {' | '.join(f'{one.seconds * 1000 / one.pages:.1f}' for one in times)} |"


def misses(answers: Sequence[Answer]) -> Iterator[str]:
    for one in answers:
        yield from (f"missed: {outcome.what}" for outcome in one.outcomes if not outcome.by)
        yield from (f"false alarm: {what}" for clean in one.clean for what in clean.what)
    with tempfile.TemporaryDirectory() as folder:
        for which in corpus.CORPORA:
            yield from corpus.misses(corpus.tried(check, Path(folder), which)) if which != corpus.KEPT else ()


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How much of what can go wrong the proof-reader finds.")
    parser.add_argument("--errors", type=int, default=ERRORS, help=f"how many errors in all ({ERRORS})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument(
        "--misses",
        action="store_true",
        help="name what was missed, and each false alarm, in briefings and the corpora that are read",
    )
    parser.add_argument("--write", action="store_true", help="write docs/proof.md")
    chosen = parser.parse_args(arguments)
    editions = max(5, chosen.errors // ERRORS_PER_EDITION)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(chosen.jobs) as pool:
        made = pool.map(keep, [Path(folder)] * editions, [chosen.seed] * editions, range(editions))
        offers = [offer for several in made for offer in several]
        wanted = shared_out(offers, chosen.errors)
        answers = list(pool.map(answer, [offer.kept for offer in offers], wanted))
        times = pool.submit(timed, offers[0].kept).result()
    lines = []
    for line in report(answers, times, chosen.seed):
        print(line, flush=True)
        lines.append(line)
    for line in misses(answers) if chosen.misses else ():
        print(line, flush=True)
    if chosen.write:
        TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
