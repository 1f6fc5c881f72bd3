"""What needs a person after a correction, in words to that person: the command and the office page say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from report.corrections.model import Trouble
from report.i18n import msg

TROUBLES: Final[Mapping[Trouble, str]] = {
    "retyped": msg("a figure was changed by hand; left as it is"),
    "rephrased": msg("words that would have to change were edited by hand; left as they are"),
    "typed_elsewhere": msg("a number typed by hand matches a figure that has been corrected"),
    "chart": msg("a chart whose figures were corrected is not the one that was generated; left as it is"),
    "falls_away": msg("a passage is no longer supported, but was edited by hand; left as it is"),
    "row": msg("a table row or column is no longer given, but was edited by hand"),
    "unplaced": msg("a new passage has no place"),
    "rejected": msg("a correction was rejected before, and is proposed anew"),
    "beside": msg("words written by hand stand beside a figure or claim that turned; left as they are"),
    "claim": msg("a claim that no longer holds is repeated in words typed by hand"),
}
