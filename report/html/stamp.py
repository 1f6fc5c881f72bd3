"""What a bulletin was made from, and whether it still is what was made: two digests that it carries in its head."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

BLANK: Final = "0" * 64
_INPUTS: Final = re.compile(rb'<meta name="briefing-inputs" content="([0-9a-f]{64})">')
_CONTENT: Final = re.compile(rb'(?<=<meta name="briefing-content" content=")[0-9a-f]{64}(?=">)')


@dataclass(frozen=True, slots=True)
class Stamp:
    """``inputs``: the digest of all that went in; ``intact``: nothing was changed since, but for the ends of lines."""

    inputs: str
    intact: bool


def stamped(page: bytes) -> bytes:
    """A page with the digest of its content where it says :data:`BLANK`."""
    return _CONTENT.sub(_digest(page).encode(), page, count=1)


def stamp_of(page: bytes) -> Stamp | None:
    """None where it carries none: then it is no bulletin that this program made."""
    inputs, content = _INPUTS.search(page), _CONTENT.search(page)
    if not (inputs and content):
        return None
    return Stamp(inputs[1].decode(), content[0].decode() == _digest(page))


def _digest(page: bytes) -> str:
    """Of the page with its own digest blank; a program that keeps files may have changed the ends of its lines."""
    return hashlib.sha256(_CONTENT.sub(BLANK.encode(), page, count=1).replace(b"\r\n", b"\n")).hexdigest()
