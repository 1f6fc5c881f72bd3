"""Issuing: documents composed, proof-read, written and noted in the ledger.

The command and the office page ask for the same things here; neither has a rule of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from report.catalogue import Language
from report.edition import ChartKind
from report.errors import Fault
from report.orders import Format, House, Order
from report.proof.model import Checked

if TYPE_CHECKING:
    from report.corrections.correct import Corrected, Request
    from report.pipeline import Briefing, FiguresOf, KnownThen

Step: TypeAlias = Callable[[str], None]
"""Told of each document when it has been composed, by its edition and language."""


@dataclass(frozen=True)
class Issued:
    """Documents that were written, each with what proof-reading found; ``kept_by``: what kept the ledger from them."""

    made: tuple[tuple[Briefing, Checked], ...]
    kept_by: Fault | None

    @property
    def exit_code(self) -> int:
        return int(bool(self.kept_by or any(checked.exit_code for _, checked in self.made)))


@dataclass(frozen=True)
class Revised:
    """A correction, written; ``checked``: proof-read, where it has files; ``kept_by``: what kept it from the ledger."""

    corrected: Corrected
    checked: Checked | None
    kept_by: Fault | None

    @property
    def exit_code(self) -> int:
        amiss = self.checked is not None and self.checked.exit_code
        return int(bool(self.corrected.carried.attention or self.kept_by or amiss))


def issue(house: House, due: Sequence[Order], ledger: str, step: Step) -> Issued:
    """The documents that are due. Raises InputFaults with the faults of all of them; then nothing has been written."""
    from report.ledger import noting

    if not due:
        return Issued((), noting.caught_up(ledger, house.outputs))
    from report import pipeline
    from report.ledger import entries
    from report.ledger.knowing import known_since

    made = _composed(house, due, pipeline.as_filed, known_since(ledger, house), step, ledger)
    briefings = [briefing for briefing, _ in made]
    if not any(briefing.record for briefing in briefings):  # no issue, nothing to note
        pipeline.deliver(house, briefings)
        return Issued(made, noting.caught_up(ledger, house.outputs))
    entry = entries.of_build((order.edition for order in due), briefings, house.outputs)
    kept_by = noting.note(ledger, house.outputs, entry, lambda: pipeline.deliver(house, briefings))
    return Issued(made, kept_by)


def issue_as_of(
    house: House,
    names: Sequence[str],
    languages: Sequence[Language],
    day: datetime.date,
    ledger: str,
    charts: ChartKind | None,
    formats: Sequence[Format],
    step: Step,
) -> tuple[list[Order], Issued]:
    """Documents of figures as they were known on a day; they are no issues, and are not noted."""
    from report import pipeline
    from report.ledger.knowing import known_on
    from report.ledger.noting import caught_up
    from report.orders import orders_for

    kept_by = caught_up(ledger, house.outputs)
    figures = known_on(ledger, house, names, day)
    asked = orders_for(house, names, languages, force=True, as_of=day, charts=charts, formats=formats)
    orders = [order for order in asked if order.edition.name in figures]
    made = _composed(house, orders, lambda house, made: figures[made.name], pipeline.nothing_known, step)
    pipeline.deliver(house, (briefing for briefing, _ in made))
    return orders, Issued(made, kept_by)


def _composed(
    house: House, due: Sequence[Order], figures_of: FiguresOf, known_then: KnownThen, step: Step, ledger: str = ""
) -> tuple[tuple[Briefing, Checked], ...]:
    """Each document, proof-read before anything is written."""
    from report import pipeline
    from report.proof.outgoing import Proofreader

    proofreader = Proofreader(house, ledger)
    made: list[tuple[Briefing, Checked]] = []
    for briefing in pipeline.compose(house, due, figures_of, known_then):
        step(f"{briefing.edition} {briefing.language}")
        made.append((briefing, proofreader.briefing(briefing)))
    return tuple(made)


def issue_correction(house: House, request: Request, ledger: str, figures_of: FiguresOf) -> Revised:
    """A correction carried into a document that was edited. Raises InputFaults as :func:`correct` does."""
    from report.corrections.correct import correct, deliver
    from report.ledger import entries, noting
    from report.ledger.knowing import known_since
    from report.proof.outgoing import Proofreader

    corrected = correct(house, request, figures_of, known_since(ledger, house))
    if not corrected.files:
        return Revised(corrected, None, noting.caught_up(ledger, house.outputs))
    checked = Proofreader(house, ledger).correction(corrected)
    entry = entries.of_correction(corrected, house.outputs)
    return Revised(corrected, checked, noting.note(ledger, house.outputs, entry, lambda: deliver(corrected)))
