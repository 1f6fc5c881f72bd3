"""How much of what can go wrong with a briefing the proof-reader finds, and how often it cries wolf.

    python benchmarks/proof.py [--errors 2000] [--seed 1] [--misses] [--write]

Builds briefings from figures by chance, in both languages, with the shipped templates; makes single errors in them,
each false of the figures; and has every such document checked twice: as it is, with its controls and its record, and
as bare text. An error is caught where a finding other than *unknown* stands in the same paragraph or cell and does
not stand in the document without the error. The paragraphs written by hand (tests/proof/corpus) are told apart,
corpus by corpus.

Prints the tables of benchmarks/proof.md; ``--write`` writes them there. ``--misses`` names what was missed and every
false alarm, but none in the second corpus: what it holds is kept from whoever mends the rules. The same seed seeds the
same errors.
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
from random import Random
from typing import Any, Final, Literal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# This file has the name of the package that it takes from the tests, so its own folder must not come first.
sys.path[:] = [str(ROOT), str(ROOT / "tests"), *(path for path in sys.path if Path(path or ".").resolve() != HERE)]

from proof import corpus, pages, seeded  # noqa: E402
from proof.by_chance import by_chance, earlier_vintage, file_edition  # noqa: E402
from proof.pages import Spot  # noqa: E402
from proof.places import stands_at  # noqa: E402
from proof.seeded import KINDS, WITH_CONTROLS_ONLY, Page, Seeded  # noqa: E402

from report import clock, pipeline  # noqa: E402
from report.catalogue import Language  # noqa: E402
from report.edition import load as load_edition  # noqa: E402
from report.facts.derive import Facts  # noqa: E402
from report.orders import House, open_house, orders_for  # noqa: E402
from report.pipeline import Briefing  # noqa: E402
from report.proof.check import check  # noqa: E402

Form = Literal["controls", "text"]
FORMS: Final[tuple[Form, ...]] = ("controls", "text")
ALARMS: Final = ("wrong", "direction", "inconsistent", "unit", "hole")
RECALL_GOAL: Final[Mapping[Form, float]] = {"controls": 99.5, "text": 97.0}
ALARM_GOAL: Final[Mapping[Form, float]] = {"controls": 0.0, "text": 0.2}
ERRORS = 2000
ERRORS_PER_EDITION = 50


@dataclass(frozen=True)
class Made:
    """One document of an edition, with all errors that can be made in it."""

    folder: Path
    edition: str
    language: Language
    document: bytes
    earlier: bytes
    pictures: bytes | None
    errors: Mapping[str, Sequence[Seeded]]

    def with_error(self, error: Seeded) -> bytes:
        base = {"document": self.document, "earlier": self.earlier, "pictures": self.pictures}[error.base]
        assert base is not None  # no error is seeded on pictures that are none
        return pages.typed_over(base, error.block.index, error.changes) if error.changes else base


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
    by: str
    what: str


@dataclass(frozen=True)
class Clean:
    """A document without an error: how many findings of each kind, and what they are, in words."""

    form: Form
    alarms: Mapping[str, int]
    what: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Answer:
    outcomes: tuple[Outcome, ...]
    clean: tuple[Clean, ...]


# Making


def make(folder: Path, seed: int, number: int) -> list[Offer]:
    """The documents of one edition, kept beside its inputs."""
    random = Random(f"{seed}/{number}")
    made = by_chance(random, number)
    inputs, earlier = folder / f"{number}" / "inputs", folder / f"{number}" / "earlier"
    file_edition(made, inputs)
    file_edition(earlier_vintage(random, made), earlier)
    house = _house(inputs)
    now, then = _briefings(house), _briefings(_house(earlier))
    subject = load_edition(inputs / made.name, house.catalogue).subject
    offers = []
    for language, briefing in now.items():
        document, before = _document(briefing), _document(then[language])
        pictures = pages.with_pictures_of(document, before)
        page = Page(
            language,
            pages.blocks(document, briefing.record),
            Facts(briefing.figures, house.catalogue),
            house.claims,
            subject,
            Random(f"{seed}/{number}/{language}"),
            pages.blocks(before, then[language].record),
            other_pictures=pictures is not None,
        )
        errors = seeded.seeded(page)
        kept = folder / f"{number}" / f"{language}.pickle"
        kept.write_bytes(pickle.dumps(Made(inputs, made.name, language, document, before, pictures, errors)))
        offers.append(Offer(kept, {kind: len(several) for kind, several in errors.items()}))
    return offers


def _house(inputs: Path) -> House:
    return open_house(inputs, ROOT / "templates", inputs.parent / "outputs")


def _briefings(house: House) -> dict[Language, Briefing]:
    orders = orders_for(house, [], [], force=True)
    return {briefing.language: briefing for briefing in pipeline.compose(house, orders)}


def _document(briefing: Briefing) -> bytes:
    return next(content for path, content in briefing.files.items() if path.suffix == ".docx")


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
    house = _house(made.folder)
    outcomes: list[Outcome] = []
    clean: list[Clean] = []
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            start = time.perf_counter()
            before = _findings(house, made, made.document, form, Path(folder))
            clean.append(_clean(made, form, before, time.perf_counter() - start))
            for kind, count in wanted.items():
                if form == "text" and kind in WITH_CONTROLS_ONLY:
                    continue
                for error in made.errors[kind][:count]:
                    found = _findings(house, made, made.with_error(error), form, Path(folder))
                    outcomes.append(_outcome(made, error, form, [one for one in found if one not in before]))
    return Answer(tuple(outcomes), tuple(clean))


def _findings(house: House, made: Made, document: bytes, form: Form, folder: Path) -> list[Any]:
    path = folder / f"{made.edition}.{made.language}.docx"
    path.write_bytes(document if form == "controls" else pages.stripped(document))
    return list(check(path, house, edition=made.edition, language=made.language).findings)


def _outcome(made: Made, error: Seeded, form: Form, found: Sequence[Any]) -> Outcome:
    spot = Spot(
        error.block.spot.paragraph, error.block.spot.table, error.block.spot.row, error.block.spot.column, error.text
    )
    if error.base == "pictures":
        by = [one.kind for one in found if one.kind == "chart"]
    else:
        by = [one.kind for one in found if one.kind != "unknown" and stands_at(one, spot)]
    what = f"{made.edition}.{made.language} {form}, {error.kind}, {spot}: {error.shown}"
    elsewhere = "".join(f"\n      found: {one.kind}, {one.place}: {one.text[:60]}" for one in found[:3])
    return Outcome(error.kind, form, by[0] if by else "", what + elsewhere)


def _clean(made: Made, form: Form, found: Sequence[Any], seconds: float) -> Clean:
    told = [one for one in found if one.kind != "unknown"]
    what = [
        f"{made.edition}.{made.language} {form}, {one.kind}, {one.place}: {one.text[:80]}"
        f" (expected {one.expected!r}, found {one.found!r})"
        for one in told
    ]
    return Clean(form, collections.Counter(one.kind for one in told), tuple(what), seconds)


# Telling


def report(answers: Sequence[Answer], seed: int) -> Iterator[str]:
    outcomes = [one for answer in answers for one in answer.outcomes]
    clean = [one for answer in answers for one in answer.clean]
    yield "# What the proof-reader finds"
    yield ""
    yield f"{platform.platform()}, Python {platform.python_version()}, {clock.today()}."
    seeded_errors = sum(one.form == "controls" for one in outcomes)
    yield (
        f"Written by `python benchmarks/proof.py --errors {seeded_errors} --seed {seed} --write`: "
        f"{seeded_errors} single errors in {len(clean) // 2} briefings from figures by chance."
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
    yield "## Paragraphs written by hand"
    yield ""
    with tempfile.TemporaryDirectory() as folder:
        yield from corpus.told({which: corpus.tried(check, Path(folder), which) for which in corpus.CORPORA})


def _recall(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| Error | Seeded | Caught with controls | Caught in bare text | By, with controls | By, in bare text |"
    yield "|---|--:|--:|--:|---|---|"
    for kind in KINDS:
        of_kind = {form: [one for one in outcomes if (one.kind, one.form) == (kind, form)] for form in FORMS}
        if of_kind["controls"]:
            seeded_errors = len(of_kind["controls"])
            shares = [_share(of_kind[form]) for form in FORMS]
            yield f"| {kind} | {seeded_errors} | {' | '.join(shares)} | {' | '.join(map(_by, of_kind.values()))} |"
    totals = {form: [one for one in outcomes if one.form == form] for form in FORMS}
    shares = [f"**{_share(totals[form])}**" for form in FORMS]
    yield f"| **all** | {len(totals['controls'])} | {' | '.join(shares)} | {' | '.join(map(_by, totals.values()))} |"
    goals = [f"≥ {RECALL_GOAL[form]} %" for form in FORMS]
    yield f"| goal | | {' | '.join(goals)} | | |"


def _share(outcomes: Sequence[Outcome]) -> str:
    caught = sum(bool(one.by) for one in outcomes)
    return f"{100 * caught / len(outcomes):.1f} %" if outcomes else "—"


def _by(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(
        f"{by} {count}" for by, count in collections.Counter(one.by or "missed" for one in outcomes).most_common()
    )


def _alarms(clean: Sequence[Clean]) -> Iterator[str]:
    yield f"| | Documents | {' | '.join(ALARMS)} | Per document | Goal | stale, chart | Milliseconds each |"
    yield f"|---|--:|{'--:|' * len(ALARMS)}--:|--:|--:|--:|"
    for form, name in zip(FORMS, ("with controls", "bare text"), strict=True):
        several = [one for one in clean if one.form == form]
        counts = [sum(one.alarms.get(kind, 0) for one in several) for kind in ALARMS]
        others = sum(sum(one.alarms.values()) for one in several) - sum(counts)
        each = sum(counts) / len(several)
        milliseconds = sorted(one.seconds for one in several)[len(several) // 2] * 1000
        goal = f"{'≤ ' if ALARM_GOAL[form] else ''}{ALARM_GOAL[form]:g}"
        cells = " | ".join(map(str, counts))
        yield f"| {name} | {len(several)} | {cells} | **{each:.2f}** | {goal} | {others} | {milliseconds:.0f} |"


def misses(answers: Sequence[Answer]) -> Iterator[str]:
    for one in answers:
        yield from (f"missed: {outcome.what}" for outcome in one.outcomes if not outcome.by)
        yield from (f"false alarm: {what}" for clean in one.clean for what in clean.what)
    with tempfile.TemporaryDirectory() as folder:
        yield from corpus.misses(corpus.tried(check, Path(folder), "first"))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How much of what can go wrong the proof-reader finds.")
    parser.add_argument("--errors", type=int, default=ERRORS, help=f"how many errors in all ({ERRORS})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument(
        "--misses",
        action="store_true",
        help="name what was missed, and each false alarm, in briefings and the first corpus",
    )
    parser.add_argument("--write", action="store_true", help="write benchmarks/proof.md")
    chosen = parser.parse_args(arguments)
    editions = max(5, chosen.errors // ERRORS_PER_EDITION)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(chosen.jobs) as pool:
        made = pool.map(make, [Path(folder)] * editions, [chosen.seed] * editions, range(editions))
        offers = [offer for several in made for offer in several]
        wanted = shared_out(offers, chosen.errors)
        answers = list(pool.map(answer, [offer.kept for offer in offers], wanted))
    lines = []
    for line in report(answers, chosen.seed):
        print(line, flush=True)
        lines.append(line)
    for line in misses(answers) if chosen.misses else ():
        print(line, flush=True)
    if chosen.write:
        (ROOT / "benchmarks" / "proof.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
