"""Characters that no document can hold, told before one is written: dropping them would change what a person wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report.charts.model import Drawn
from report.errors import Fault, Place
from report.i18n import msg
from report.narrative.model import Narrative
from report.word.ooxml import NOT_XML, forbidden_characters
from report.word.properties import Properties


def unprintable(narrative: Narrative, pictures: Mapping[str, Drawn], properties: Properties) -> Iterator[Fault]:
    """Control characters, in anything that a document will say."""
    texts = [(passage.id, span.text) for passage in narrative.passages for span in passage.all_spans()]
    texts += [(name, picture.alt) for name, picture in pictures.items()]
    texts += [("properties", text) for text in properties.texts()]
    if not NOT_XML.search("".join([text for _, text in texts])):
        return
    for key, text in texts:
        for character in forbidden_characters(text):
            place = Place(narrative.title, key=key)
            found = msg("{character} in {text!a}", character=character, text=text)
            yield Fault(place, msg("characters that a document can hold"), found)
