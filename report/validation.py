"""pydantic's complaints, said as faults: the key, what was expected, what was found, the nearest known key."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from report.errors import Fault, Place, nearest


def faults_of(error: ValidationError, file: str, known_keys: tuple[str, ...] = ()) -> Iterator[Fault]:
    """One fault for each complaint; ``known_keys`` are offered where a key is unknown."""
    for complaint in error.errors(include_url=False):
        place = Place(file, key=".".join(str(part) for part in complaint["loc"]))
        if complaint["type"] == "extra_forbidden":
            key = str(complaint["loc"][-1])
            yield Fault(place, "a known key", key, nearest(key, known_keys))
        elif complaint["type"] == "missing":
            yield Fault(place, "a value for this key", "nothing")
        elif complaint["type"] == "literal_error":
            expected = complaint["ctx"]["expected"]
            choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
            found = complaint["input"]
            alike = nearest(found, choices) if isinstance(found, str) else ()
            yield Fault(place, f"one of {', '.join(choices)}", str(found), alike)
        else:
            yield Fault(place, complaint["msg"].removeprefix("Value error, "), repr(complaint["input"]))
