"""Narrative, pictures and heading in; the bytes of a web bulletin out: one file that asks for nothing more."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from report.catalogue import Language
from report.charts.model import Picture
from report.errors import InputFaults
from report.html.article import Sheet, parts_of, rendered
from report.html.look import styles
from report.html.stamp import BLANK, stamped
from report.html.words import WORDS, Words
from report.narrative.model import Narrative
from report.word.properties import Properties
from report.word.record import Heading
from report.word.unprintable import unprintable


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The same briefing in another language: its file, as a page names it."""

    words: Words
    address: str


def write(
    narrative: Narrative,
    pictures: Mapping[str, Picture],
    heading: Heading,
    properties: Properties,
    *,
    elsewhere: Mapping[Language, str],
) -> bytes:
    """A briefing as a web page; the same arguments give the same bytes.

    ``pictures``: by the id of the chart. ``elsewhere``: the names of the files beside it that say the same in other
    languages. Raises InputFaults: a character that no document can hold.
    """
    faults = list(unprintable(narrative, pictures, properties))
    if faults:
        raise InputFaults(faults)
    page = rendered(
        "bulletin.html.j2",
        sheet=Sheet(narrative.language, pictures, properties.date),
        parts=parts_of(narrative.passages),
        heading=heading,
        properties=properties,
        elsewhere=[_Elsewhere(WORDS[language], quote(name)) for language, name in elsewhere.items()],
        styles=Markup(styles()),
        styles_digest=_source_digest(styles()),
        blank=BLANK,
    )
    return stamped(page.encode())


def _source_digest(text: str) -> str:
    """A text as a Content-Security-Policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
