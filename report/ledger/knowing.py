"""What was known on a day: the figures with which editions are built again, as they were known then."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from report import edition as editions
from report.edition import Edition
from report.errors import Fault, InputFaults, Place, nearest
from report.figures.model import Figures
from report.i18n import msg
from report.ledger.opening import reading
from report.ledger.querying import editions_known, figures_on
from report.orders import House


def known_on(address: str, house: House, names: Sequence[str], day: datetime.date) -> dict[str, Figures]:
    """The figures of editions (no names: of all under the inputs that were known) at the end of a day (UTC).

    Raises InputFaults, for all editions at once, where the ledger knew nothing of one, or nothing at all.
    """
    with reading(address) as connection:
        known = editions_known(connection, day)
        wanted = list(dict.fromkeys(names)) or [name for name in editions.names(house.inputs) if name in known]
        if not wanted:
            raise InputFaults([Fault(_place(day), msg("an edition of which anything was known"), msg("none"))])
        found: dict[str, Figures] = {}
        faults: list[Fault] = []
        for name in wanted:
            if name not in known:
                faults.append(
                    Fault(_place(day), msg("an edition of which anything was known"), name, nearest(name, known))
                )
                continue
            try:
                found[name] = figures_on(connection, name, day, house.catalogue)
            except InputFaults as error:
                faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)
    return found


def known_since(address: str, house: House) -> Callable[[Edition], Figures | None]:
    """How an edition's figures were known on the day since when it marks corrections; None: of nothing before."""

    def known(made: Edition) -> Figures | None:
        assert made.mark_corrected_since, made.name  # only such editions are asked for
        with reading(address) as connection:
            if made.name not in editions_known(connection, made.mark_corrected_since):
                return None
            return figures_on(connection, made.name, made.mark_corrected_since, house.catalogue)

    return known


def _place(day: datetime.date) -> Place:
    return Place(msg("the ledger"), key=msg("as of {day}", day=day.isoformat()))
