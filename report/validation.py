"""pydantic's complaints, said as faults: the key, what was expected, what was found, the nearest known key."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report.errors import Fault, Place, nearest
from report.foreign import recognised, words_of
from report.i18n import msg


def faults_of(error: ValidationError, file: str, known_keys: tuple[str, ...] = ()) -> Iterator[Fault]:
    """One fault for each complaint; ``known_keys`` are offered where a key is unknown."""
    for complaint in error.errors(include_url=False):
        place = Place(file, key=".".join(str(part) for part in complaint["loc"]))
        if complaint["type"] == "extra_forbidden":
            key = str(complaint["loc"][-1])
            yield Fault(place, msg("a known key"), key, nearest(key, known_keys))
        elif complaint["type"] == "missing":
            yield Fault(place, msg("a value for this key"), msg("nothing"))
        elif complaint["type"] == "literal_error":
            expected = complaint["ctx"]["expected"]
            choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
            found = complaint["input"]
            alike = nearest(found, choices) if isinstance(found, str) else ()
            yield Fault(place, msg("one of {choices}", choices=tuple(choices)), str(found), alike)
        else:
            yield Fault(place, _complaint(complaint), repr(complaint["input"]))


def _complaint(complaint: ErrorDetails) -> str:
    """What a check of ours said, as it said it; else pydantic's words."""
    raised = complaint.get("ctx", {}).get("error")
    return words_of(raised) if isinstance(raised, ValueError) else recognised(complaint["msg"])
