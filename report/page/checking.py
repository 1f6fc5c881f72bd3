"""The tasks of proof-reading: :func:`report.proof.check.check` and its annotated copy, as the command calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report.catalogue import LANGUAGES, Language
from report.i18n import Interface, msg
from report.page.jobs import Tell
from report.page.naming import known_as, named
from report.page.office import Office
from report.page.tasks import laid
from report.proof.model import Finding, Numbers

if TYPE_CHECKING:
    from report.orders import House
    from report.proof.marked import Block
    from report.proof.model import Checked

File = tuple[Path, str]
"""One that was handed in, and the name that its sender knows it by."""
Told = Mapping[Interface, tuple[str, ...]]
"""Lines to people, in each language of the page."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read, and against what. Each file with the name that its sender knows it by.

    ``edition``: empty for the document's own; ``language``: None for both; ``figures``, ``beside``: None for none.
    """

    document: Path
    name: str
    edition: str = ""
    language: Language | None = None
    figures: File | None = None
    beside: File | None = None

    @property
    def names(self) -> dict[Path, str]:
        return {self.document: self.name, **dict(filter(None, (self.figures, self.beside)))}


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was proof-read, as it is shown.

    ``against``: the edition or the file, empty where there are no figures; ``told``: of each finding what was due and
    from which cell, ``sources``: of each source; ``placed``: numbers of the findings that have a mark in ``blocks``.
    """

    wish: Wish
    against: str
    language: Language
    numbers: Numbers
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    blocks: tuple[Block, ...]
    sources: tuple[Told, ...]
    placed: frozenset[int]
    notes: tuple[str, ...]

    @property
    def to_mend(self) -> int:
        return sum(finding.is_to_mend for finding in self.findings)

    @property
    def can_be_annotated(self) -> bool:
        return self.wish.document.suffix == ".docx"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy with comments, on the desk; ``name``: the one under which it is taken; ``wish``: what it came of."""

    path: Path
    name: str
    wish: Wish


def proof_read(office: Office, tell: Tell, wish: Wish) -> Read:
    """Read a document against its figures."""
    tell(msg("reading the document"), 0, 0)
    house = office.house()
    with known_as(wish.names):
        checked = _checked(office, house, wish)
    return _shown(house, wish, checked)


def annotate(office: Office, tell: Tell, wish: Wish, sources: bool) -> Annotated:
    """A copy with a comment at each finding; ``sources``: at each number that was found again too."""
    from report.proof.annotate import annotated

    tell(msg("writing comments"), 0, 0)
    house = office.house()
    path = laid(office) / "annotated.docx"
    with known_as(wish.names):
        checked = _checked(office, house, wish)
        annotated(wish.document, checked, path, house, sources=sources)
    return Annotated(path, f"{Path(wish.name).stem}.checked.docx", wish)


def _checked(office: Office, house: House, wish: Wish) -> Checked:
    from report.corrections.filing import own
    from report.proof.check import check

    figures, beside = (file and file[0] for file in (wish.figures, wish.beside))
    document = own(wish.document, house.outputs)  # beside which its other language may lie
    return check(document, house, wish.edition or None, figures, wish.language, ledger=office.ledger, beside=beside)


def _shown(house: House, wish: Wish, checked: Checked) -> Read:
    from report.proof.comments import Reviewer, language_in
    from report.proof.marked import marked

    shown = marked(checked)
    reviewers = {language: Reviewer(language, house.catalogue, house.claims) for language in LANGUAGES}
    told = tuple(
        {language: tuple(one.finding(finding)[1:]) for language, one in reviewers.items()}
        for finding in checked.findings
    )
    sources = tuple(
        {language: tuple(one.source(source)) for language, one in reviewers.items()} for source in shown.sources
    )
    against, findings, told, sources, notes = named(
        (checked.edition, checked.findings, told, sources, checked.notes), wish.names
    )
    language = checked.language or language_in(checked.lines)
    return Read(wish, against, language, checked.numbers, findings, told, shown.blocks, sources, shown.placed, notes)
