"""Why something may not be read. A check raises it bare; whoever knows the place makes a fault of it."""

from __future__ import annotations

from report.errors import Fault, Place


class Refused(Exception):
    """What was expected and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found

    def at(self, place: Place) -> Fault:
        return Fault(place, self.expected, self.found)
