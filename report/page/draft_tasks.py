"""What the process beside the page does with drafts of templates, so that one without an end ends with it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from report.catalogue import Language
from report.drafts import Broken, Use
from report.errors import Fault, InputFaults
from report.i18n import msg
from report.narrative.model import LeftOut
from report.page.jobs import Tell
from report.page.office import Office


@dataclass(frozen=True, slots=True)
class Previewed:
    """A briefing as it would be with a draft, or what is wrong with the draft."""

    language: Language | None = None
    article: Markup | None = None
    left_out: tuple[LeftOut, ...] = ()
    faults: tuple[Fault, ...] = ()


def preview(office: Office, tell: Tell, name: str, text: str, use: Use | None) -> Previewed:
    """``use``: the briefing to show; None: the draft is only read."""
    from report.drafts import drafted, require_readable
    from report.page.article import article

    tell(msg("wording it"), 0, 0)
    try:
        if use is None:
            require_readable(office.house(), name, text)
            return Previewed()
        prepared = drafted(office.house(), name, text, use)
    except InputFaults as error:
        return Previewed(faults=error.faults)
    return Previewed(use.language, article(prepared), prepared.narrative.left_out)


def judge(office: Office, tell: Tell, name: str, text: str) -> tuple[Broken, ...]:
    """The briefings that could not be built with a draft. Raises InputFaults for a draft that cannot be read."""
    from report.drafts import broken, require_readable, uses

    tell(msg("trying every briefing that is made with it"), 0, 0)
    house = office.house()
    require_readable(house, name, text)
    return tuple(broken(house, name, text, uses(house, name)))
