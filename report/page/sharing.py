"""What the views of one running page share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from flask import abort, current_app

from report.page.jobs import Bench
from report.page.keeping import Kept
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

    def warm(self) -> None:
        self.writing.warm()
        self.reading.warm()

    def close(self) -> None:
        self.writing.close()
        self.reading.close()


def shared() -> Shared:
    """What the app that answers this request shares."""
    return cast(Shared, current_app.extensions[EXTENSION])


def known_edition(name: str) -> str:
    """The name of an edition whose folder is there; a name from an address that is none is answered with 404."""
    if name not in shared().survey.names():
        abort(404)
    return name


def known_version(versions: Iterable[Kept], name: str) -> Kept:
    """The one of these that is called so, for no name from outside becomes a path; any other is answered with 404."""
    found = next((one for one in versions if one.name == name), None)
    if found is None:
        abort(404)
    return found
