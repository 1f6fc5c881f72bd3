"""What a narrative must be able to vouch for before it leaves: its numbers, its claims, its sample data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from report.errors import Fault, Place
from report.facts.derive import half_up
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.model import Kind, Passage
from report.narrative.rendering import Rendering

_NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SIZES: Final = (Decimal(1), Decimal(10) ** 6, Decimal(10) ** 9)


def doubts(passages: Sequence[Passage], rendering: Rendering, name: str) -> list[Fault]:
    """Everything for which nobody vouches; ``name`` is the template's."""
    return [
        *untraced(passages, name),
        *_misprinted(passages, rendering, name),
        *_unearned(passages, rendering, name),
        *undeclared(passages, name),
    ]


def untraced(passages: Sequence[Passage], name: str) -> Iterator[Fault]:
    """Every number is a figure, a fact of the edition, or by hand: a digit typed into a template is none of these."""
    for passage in passages:
        texts = [span.text for span in passage.all_spans() if span.origin == "text"]
        for text in (*texts, passage.title):
            if re.search(r"\d", text):
                yield Fault(Place(name, key=passage.id), msg("every number from a figure or the edition"), repr(text))


def _misprinted(passages: Sequence[Passage], rendering: Rendering, name: str) -> Iterator[Fault]:
    """A figure prints its own value, and no expression of a template has changed it on the way."""
    for passage in passages:
        for span in passage.all_spans():
            if span.fact and not _prints(span.text, span.fact, rendering):
                expected = msg("{key} as it is, {value}", key=span.fact.key, value=span.fact.value)
                yield Fault(Place(name, key=passage.id), expected, repr(span.text))


def _prints(text: str, fact: Fact, rendering: Rendering) -> bool:
    """Words alone (持平, unchanged) stand for nought; a number is the value, also as yuan by the million, or in 倍."""
    printed = [Decimal(number.replace(",", "")) for number in _NUMBER.findall(text)]
    if not printed:
        return fact.value == 0
    value = abs(fact.value)
    if text.endswith("倍"):
        return printed == [half_up(value / 100, 1)]
    factor = rendering.catalogue.units[fact.unit].factor
    return printed == [value] or any(printed == [value * factor / size] for size in _SIZES)


def _unearned(passages: Sequence[Passage], rendering: Rendering, name: str) -> Iterator[Fault]:
    """The words of a claim stand only where the claim holds; what people wrote by hand is theirs."""
    for passage in passages:
        text = "".join(span.text for span in passage.all_spans() if span.origin != "hand") + passage.title
        said = text.casefold()
        for claim, word in rendering.material.claims.words(rendering.language):
            if word.casefold() in said and not rendering.claim(claim).held:
                failed = next(item for item in rendering.claim(claim).evidence if not item.held)
                yield Fault(
                    Place(name, key=passage.id),
                    msg("{word!r} only where {condition}", word=word, condition=failed.condition),
                    failed.shown,
                )


def undeclared(passages: Sequence[Passage], name: str) -> Iterator[Fault]:
    """What is built from sample data must say so on its face."""
    facts = [span.fact for passage in passages for span in passage.all_spans() if span.fact]
    invented = next((fact for fact in facts if fact.sample), None)
    if invented and not any(passage.kind is Kind.NOTICE for passage in passages):
        yield Fault(
            Place(name),
            msg("a passage of kind notice, since sample data are used"),
            msg("none ({key})", key=invented.key),
        )
