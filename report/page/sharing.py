"""What the views of one running page share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import abort, current_app

from report import edition as editions
from report.page.jobs import Bench
from report.page.office import Office
from report.page.survey import Survey

EXTENSION = "office"


@dataclass(frozen=True)
class Shared:
    """``writing``: the process for what changes outputs or inputs; ``reading``: for what only looks."""

    office: Office
    survey: Survey
    writing: Bench
    reading: Bench

    def close(self) -> None:
        self.writing.close()
        self.reading.close()


def shared() -> Shared:
    """What the app that answers this request shares."""
    return cast(Shared, current_app.extensions[EXTENSION])


def known_edition(name: str) -> str:
    """The name of an edition whose folder is there; a name from an address that is none is answered with 404."""
    if name not in editions.names(shared().office.inputs):
        abort(404)
    return name
