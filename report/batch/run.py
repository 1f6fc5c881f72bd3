"""batch(plan): hand its tasks out, note what comes back, and leave a store in which every document is whole.

The manifest beside the documents says how each was written. It is written anew from time to time, so that a run that
is killed loses only moments of it; a document that it does not know says itself what it was made from.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from report.batch import store
from report.batch.executors import Crew, carry_out
from report.batch.model import MANIFEST, Entry, Outcome
from report.batch.plan import Plan, manifest_of

_BETWEEN: Final = 10.0  # seconds from one writing of the manifest to the next


def batch(plan: Plan, crew: Crew, clock: Callable[[], float] = time.monotonic) -> Iterator[Outcome]:
    """The outcome of each document, those that need no work first.

    Raises InputFaults where the batch cannot go on; what was written by then is whole.
    """
    kept = store.opened(plan.place, plan.setup.run)
    due = {job.document for job in plan.jobs}  # a run that is killed leaves no word of what it may have rewritten
    entries = {name: entry for name, entry in plan.entries.items() if name not in due} | _noted(plan.settled)
    noted: dict[str, Entry] = {}

    def note() -> None:
        nonlocal noted
        if entries != noted or not noted:
            kept.write(MANIFEST, manifest_of(plan.pattern.name, entries))
            noted = dict(entries)

    yield from plan.settled
    if not plan.jobs:
        return
    kept.clear_old()
    kept.write(plan.setup.seen, b"")
    note()
    last = clock()
    try:
        for outcomes in carry_out(plan.tasks(), crew):
            entries.update(_noted(outcomes))
            if clock() - last > _BETWEEN:
                note()
                last = clock()
            yield from outcomes
    finally:
        with suppress(store.Lost):  # without it, documents say themselves what they were made from
            if kept.holds(plan.setup.seen):
                note()
        kept.clear()
        kept.remove(plan.setup.seen)


def _noted(outcomes: tuple[Outcome, ...]) -> dict[str, Entry]:
    return {outcome.document: outcome.entry for outcome in outcomes if outcome.entry}
