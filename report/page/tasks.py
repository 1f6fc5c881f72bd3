"""What the process beside the page does: the functions that the command calls, and of what they give what a page shows.

A task gets the office and someone to tell how far it is; it gives frozen values that go through a pipe.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from report.catalogue import Language
from report.edition import ChartKind
from report.errors import Caution, Fault
from report.i18n import msg
from report.narrative.model import LeftOut
from report.orders import Format
from report.page.jobs import Tell
from report.page.office import Office
from report.page.received import tidy
from report.proof.model import Finding

Kind = Literal["picture", "editable", "html"]
"""What can be made of a briefing besides its issue: Word with charts of either kind, or a web bulletin."""


@dataclass(frozen=True, slots=True)
class Written:
    """A briefing that was written: what was left out of it and why, and what proof-reading found."""

    edition: str
    language: Language
    name: str
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """``skipped``: documents that were up to date; ``kept_by``: what kept the ledger from the others."""

    written: tuple[Written, ...]
    skipped: tuple[str, ...]
    cautions: tuple[Caution, ...]
    kept_by: Fault | None


def build(office: Office, tell: Tell, names: Sequence[str], force: bool) -> Built:
    """The briefings of some editions that are not up to date, or of all of them."""
    from report.issuing import issue
    from report.orders import orders_for

    house = office.house()
    orders = orders_for(house, names, (), force=force)
    due = [order for order in orders if not order.current]
    told = 0

    def step(name: str) -> None:
        nonlocal told
        told += 1
        tell(name, told, len(due))

    tell(msg("reading figures"), 0, len(due))
    issued = issue(house, due, office.ledger, step)
    written = [
        Written(
            briefing.edition,
            briefing.language,
            briefing.document.name,
            briefing.left_out,
            checked.findings,
        )
        for briefing, checked in issued.made
    ]
    cautions = dict.fromkeys(caution for briefing, _ in issued.made for caution in briefing.cautions)
    skipped = [order.document.name for order in orders if order.current]
    return Built(tuple(written), tuple(skipped), tuple(cautions), issued.kept_by)


def compose(office: Office, tell: Tell, name: str, language: Language, kind: Kind) -> Path:
    """One briefing as it would be built now, of whichever kind is wanted; not an issue, so neither kept nor noted."""
    from report import pipeline
    from report.orders import orders_for

    tell(msg("writing"), 0, 0)
    house = replace(office.house(), outputs=laid(office))
    charts: ChartKind | None = None if kind == "html" else kind
    format: Format = "html" if kind == "html" else "docx"
    orders = orders_for(house, [name], [language], force=True, charts=charts, formats=[format])
    (briefing,) = pipeline.compose(house, orders)
    pipeline.deliver(house, [briefing])
    return briefing.document


def printed(office: Office, tell: Tell, file: str) -> Path:
    """The pages of a document in outputs as it stands there, as PDF."""
    from report.page.printing import print_to

    tell(msg("LibreOffice lays out the pages"), 0, 0)
    return print_to(office.outputs / file, laid(office))


def laid(office: Office) -> Path:
    """A folder of its own on the desk."""
    folder = office.desk / secrets.token_urlsafe(12)
    folder.mkdir(parents=True)
    tidy(office.desk)
    return folder
