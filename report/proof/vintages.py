"""How figures were known before: by the records in a document, by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from report.catalogue import Catalogue
from report.errors import BriefingError, Place
from report.facts.derive import Facts
from report.figures.model import Figure, FigureKey, Figures
from report.ledger import querying
from report.ledger.opening import reading
from report.word.record import Record


def of_records(record: Record | None, catalogue: Catalogue) -> Iterator[Facts]:
    """What each generation of a document was made from."""
    for one in record.generations() if record else ():
        figures = {figure.key: figure for figure in _figures(one)}
        if figures:
            yield Facts(Figures(figures), catalogue)


def _figures(record: Record) -> Iterator[Figure]:
    for source in record.sources:
        try:
            key, value = FigureKey.parse(source.key), Decimal(source.value)
        except (ValueError, InvalidOperation):
            continue  # a target, or what another program wrote there
        decimals = max(0, -int(value.as_tuple().exponent))
        yield Figure(key, value, source.unit, decimals, Place(source.file, source.sheet, source.cell), source.stored)


def of_ledger(address: str, edition: str, catalogue: Catalogue) -> Iterator[Facts]:
    """What the ledger knew of an edition after each run that noted something; nothing where there is no ledger."""
    try:
        with reading(address) as connection:
            for moment in querying.moments(connection, edition):
                held = querying.held(connection, edition, moment)
                yield Facts(querying.given_by(held.values()), catalogue)
    except BriefingError:
        return
