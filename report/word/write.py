"""Narrative, pictures and record in; the bytes of a .docx out.

Every look comes from style.docx (see :mod:`report.word.styles`); figures stand in hidden content
controls, passages in hidden bookmarks, the record in a custom XML part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from report.charts.model import Drawn
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.narrative.model import Narrative
from report.word.blocks import Sheet, body
from report.word.ooxml import NOT_XML, forbidden_characters, joined
from report.word.package import Package, Properties, blank
from report.word.record import Record

__all__ = ["Properties", "write"]


def write(
    narrative: Narrative, pictures: Mapping[str, Drawn], record: Record, properties: Properties, style: Path
) -> bytes:
    """A briefing as a Word document; the same arguments give the same bytes.

    ``pictures``: by the id of the chart. ``style``: the document of looks.
    Raises InputFaults: style.docx cannot be read or lacks a style, a character that XML cannot carry.
    """
    faults = list(_forbidden(narrative, pictures, properties))
    if faults:
        raise InputFaults(faults)
    begun = blank(style, narrative.language)
    package = Package(begun)
    sheet = Sheet(package, narrative.language, begun.looks, begun.width, begun.table_em, pictures)
    package.add_words(joined(body(narrative.passages, sheet)))
    package.add_record(record)
    package.add_properties(properties, narrative.language)
    return package.to_bytes(properties.date)


def _forbidden(narrative: Narrative, pictures: Mapping[str, Drawn], properties: Properties) -> Iterator[Fault]:
    """Word cannot hold control characters: dropping them would change what a person wrote."""
    texts = [(passage.id, span.text) for passage in narrative.passages for span in passage.all_spans()]
    texts += [(name, picture.alt) for name, picture in pictures.items()]
    texts += [("properties", text) for text in properties.texts()]
    if not NOT_XML.search("".join([text for _, text in texts])):
        return
    for key, text in texts:
        for character in forbidden_characters(text):
            place = Place(narrative.title, key=key)
            yield Fault(
                place,
                msg("characters that a document can hold"),
                msg("{character} in {text!a}", character=character, text=text),
            )
