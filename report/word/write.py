"""Narrative, pictures and record in; the bytes of a .docx out.

Every look comes from style.docx (see :mod:`report.word.styles`); figures stand in hidden content
controls, passages in hidden bookmarks, the record in a custom XML part.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from report.charts.model import Drawn
from report.errors import InputFaults
from report.narrative.model import Narrative
from report.word.blocks import Sheet, body
from report.word.ooxml import joined
from report.word.package import Package, blank
from report.word.properties import Properties
from report.word.record import Record
from report.word.unprintable import unprintable

__all__ = ["Properties", "write"]


def write(
    narrative: Narrative, pictures: Mapping[str, Drawn], record: Record, properties: Properties, style: Path
) -> bytes:
    """A briefing as a Word document; the same arguments give the same bytes.

    ``pictures``: by the id of the chart. ``style``: the document of looks.
    Raises InputFaults: style.docx cannot be read or lacks a style, a character that XML cannot carry.
    """
    faults = list(unprintable(narrative, pictures, properties))
    if faults:
        raise InputFaults(faults)
    begun = blank(style, narrative.language)
    package = Package(begun)
    sheet = Sheet(package, narrative.language, begun.looks, begun.width, begun.table_em, pictures)
    package.add_words(joined(body(narrative.passages, sheet)))
    package.add_record(record)
    package.add_properties(properties, narrative.language)
    return package.to_bytes(properties.date)
