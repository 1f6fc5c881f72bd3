"""Documents to be tried: briefings from figures by chance, the errors that can be made in them, and the desk at which
they are checked, with their controls and as bare text. For the benchmark, and for a small run in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

from proof import pages, seeded
from proof.by_chance import TEMPLATES, by_chance, earlier_vintage, file_edition
from proof.pages import NativeChart, Spot
from proof.places import stands_at
from proof.seeded import Page, Seeded

from report import pipeline
from report.catalogue import Language
from report.edition import load as load_edition
from report.facts.derive import Facts
from report.ledger import entries
from report.ledger.appending import append
from report.ledger.opening import writing
from report.orders import House, open_house, orders_for
from report.pipeline import Briefing
from report.proof.check import check
from report.word.record import Record

Form = Literal["controls", "text"]
FORMS: Final[tuple[Form, ...]] = ("controls", "text")
SOUND: Final = ("parts and total", "share beyond 100", "editions differ")


@dataclass(frozen=True)
class Made:
    """One document of an edition, with all errors that can be made in it, and the one in the other language."""

    edition: str
    record: Record
    inputs: Path
    language: Language
    document: bytes
    earlier: bytes
    pictures: bytes | None
    errors: Mapping[str, Sequence[Seeded]]
    beside: bytes
    chart: NativeChart | None
    ledger: str

    def with_error(self, error: Seeded) -> bytes:
        base = {"document": self.document, "earlier": self.earlier, "pictures": self.pictures}[error.base]
        assert base is not None  # no error is seeded on pictures that are none
        return pages.typed_over(base, error.block.index, error.changes) if error.changes else base

    def beside_it(self, error: Seeded) -> bytes | None:
        """What lies beside the document with the error, where the two are compared."""
        if error.beside is None:
            return None
        index, changes = error.beside
        return pages.typed_over(self.beside, index, changes) if changes else self.beside


def make(folder: Path, seed: str, number: int) -> list[Made]:
    """The documents of one edition, beside its inputs in the folder."""
    random = Random(f"{seed}/{number}")
    made = by_chance(random, number)
    inputs, earlier = folder / f"{number}" / "inputs", folder / f"{number}" / "earlier"
    file_edition(made, inputs)
    file_edition(earlier_vintage(random, made), earlier)
    house = house_of(inputs)
    now, then = _briefings(house), _briefings(house_of(earlier))
    ledger = str(folder / f"{number}" / "ledger.sqlite")
    _note(ledger, [next(iter(then.values())), next(iter(now.values()))])
    subject = load_edition(inputs / made.name, house.catalogue).subject
    pages_of = {language: pages.blocks(_document(one), one.record) for language, one in now.items()}
    documents = []
    for language, briefing in now.items():
        document, before = _document(briefing), _document(then[language])
        other: Language = "en" if language == "zh" else "zh"
        pictures = pages.with_pictures_of(document, before)
        page = Page(
            language,
            pages_of[language],
            Facts(briefing.figures, house.catalogue),
            house.claims,
            subject,
            Random(f"{seed}/{number}/{language}"),
            pages.blocks(before, then[language].record),
            other_pictures=pictures is not None,
            beside=pages_of[other],
        )
        beside = (_document(now[other]), seeded.sound_chart(page), ledger)
        said = (briefing.edition, briefing.record, inputs)
        documents.append(Made(*said, language, document, before, pictures, seeded.seeded(page), *beside))
    return documents


def _note(ledger: str, vintages: Sequence[Briefing]) -> None:
    """The figures of an edition as they were known on one day after another."""
    for day, briefing in enumerate(vintages, 1):
        read = entries.loaded(briefing.edition, briefing.figures, {})
        noted = replace(entries.entry("build", [read], []), at=f"2026-01-0{day}T09:00:00+00:00")
        with writing(ledger) as connection:
            append(connection, noted)


def house_of(inputs: Path) -> House:
    return open_house(inputs, TEMPLATES, inputs.parent / "outputs")


def _briefings(house: House) -> dict[Language, Briefing]:
    orders = orders_for(house, [], [], force=True)
    return {briefing.language: briefing for briefing in pipeline.compose(house, orders)}


def _document(briefing: Briefing) -> bytes:
    return next(content for path, content in briefing.files.items() if path.suffix == ".docx")


@dataclass(frozen=True)
class Desk:
    """Where documents of one edition are laid down and checked."""

    house: House
    made: Made
    folder: Path

    def of_error(self, error: Seeded, form: Form) -> list[Any]:
        ledger = self.made.ledger if error.ledger else ""
        document, beside = self.made.with_error(error), self.made.beside_it(error)
        return self.findings(document, form, beside, ledger, error.chart)

    def sound(self, form: Form) -> Iterator[list[Any]]:
        """What is found where words by hand, or a chart, hold."""
        for kind in SOUND:
            for error in self.made.errors[kind][:2]:
                document = pages.typed_over(self.made.document, error.block.index, error.sound)
                yield self.findings(document, form, self.made.beside_it(error))
        if self.made.chart:
            yield self.findings(self.made.document, form, chart=self.made.chart)

    def findings(
        self,
        document: bytes,
        form: Form,
        beside: bytes | None = None,
        ledger: str = "",
        chart: NativeChart | None = None,
    ) -> list[Any]:
        """Editions of ours find each other by their names; of bare texts the other one is named."""
        edition, language = self.made.edition, self.made.language
        path = self.folder / f"{edition}.{language}.docx"
        other = self.folder / f"{edition}.{'en' if language == 'zh' else 'zh'}.docx"
        other.unlink(missing_ok=True)
        laid = document if form == "controls" else pages.stripped(document)
        path.write_bytes(pages.with_chart(laid, chart) if chart else laid)
        if beside is not None:
            other.write_bytes(beside if form == "controls" else pages.stripped(beside))
        named = other if beside is not None and form == "text" else None
        checked = check(path, self.house, edition=edition, language=language, ledger=ledger, beside=named)
        return list(checked.findings)


def caught(error: Seeded, found: Sequence[Any]) -> list[str]:
    """The kinds of findings that tell an error, of those that the document without it has not.

    Where it stands, and not as *unknown*. What contradicts itself or another document is not false of any figure: only
    *inconsistent* tells it.
    """
    if error.base == "pictures":
        return [one.kind for one in found if one.kind == "chart"]
    if error.chart:
        return [one.kind for one in found if one.kind != "unknown" and one.place.startswith("chart ")]
    wanted = [one for one in found if (one.kind == "inconsistent" if error.is_of_itself else one.kind != "unknown")]
    return [one.kind for one in wanted if stands_at(one, spot_of(error))]


def spot_of(error: Seeded) -> Spot:
    """The place of an error, with what stands there."""
    return replace(error.block.spot, text=error.text)
