"""The record as XML, and back. Whoever alters it by hand is found out: it carries a digest of itself."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, cast, get_args

from lxml import etree

from report.catalogue import Language
from report.foreign import words_of
from report.i18n import msg
from report.word.archive import careful_parser
from report.word.ooxml import DECLARATION, NOT_XML, has_markup, in_text, quoted
from report.word.record import (
    Heading,
    Making,
    Record,
    RecordedChart,
    RecordedClaim,
    RecordedFigure,
    RecordedNative,
    RecordedPassage,
    RecordedSource,
)

FAMILY: Final = "urn:briefing:record:"
NAMESPACE: Final = f"{FAMILY}2"
GENERATIONS: Final = 100  # the XML parser refuses deeper trees than these make
_N: Final = f"{{{NAMESPACE}}}"


class Altered(ValueError):
    """A record that is not as it was written."""


def to_xml(record: Record) -> bytes:
    """The record as XML in UTF-8; the same record gives the same bytes.

    Raises ValueError where a text holds a character that XML 1.0 cannot carry.
    """
    root = _element(record)
    digested: list[str] = []
    _gather(root, digested)
    digest = hashlib.sha256("".join(digested).encode()).hexdigest()
    xml = DECLARATION + _written(root._replace(attributes={"xmlns": NAMESPACE, **root.attributes, "digest": digest}))
    if NOT_XML.search(xml):
        raise ValueError(msg("a record with characters that XML cannot carry"))
    return xml.encode()


class _Element(NamedTuple):
    """What is written for a part of a record: text, or elements within it."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    inside: Sequence[_Element] = ()


class _Shape(NamedTuple):
    """What elements with the same name and attributes have alike: a record has hundreds of six such.

    ``opening``: the tag with places for the values; ``digested``: what :func:`_digest` reads of the element, with
    places for the values as they are ``sorted`` and for the text.
    """

    opening: str
    sorted: tuple[str, ...]
    digested: str


@lru_cache(maxsize=32)
def _shape(name: str, keys: tuple[str, ...]) -> _Shape:
    in_order = tuple(sorted(keys))
    pairs = ", ".join(f"({key!r}, %r)" for key in in_order)
    opening = "".join(f' {key}="%s"' for key in keys)
    return _Shape(f"<{name}{opening}", in_order, f"({f'{_N}{name}'!r}, [{pairs}], %r)")


def _written(element: _Element) -> str:
    name, attributes, text, inside = element
    values = tuple(attributes.values())
    if has_markup("".join(values)):
        values = tuple(map(quoted, values))
    opening = _shape(name, tuple(attributes)).opening % values
    inner = "".join(map(_written, inside)) if inside else in_text(text)
    return f"{opening}>{inner}</{name}>" if inner else f"{opening}/>"


def _gather(element: _Element, digested: list[str]) -> None:
    """What :func:`_digest` reads in the same element once it is parsed: plain strings, whatever wrote them."""
    name, attributes, text, inside = element
    shape = _shape(name, tuple(attributes))
    digested.append(shape.digested % (*[str(attributes[key]) for key in shape.sorted], str(text)))
    for inner in inside:
        _gather(inner, digested)


def _digest(root: etree._Element) -> str:
    """Of the record's content, whatever prefixes, order of attributes or white space a program has given it."""
    state = hashlib.sha256()
    for element in root.iter(f"{_N}*"):
        attributes = sorted(one for one in element.items() if one[0] != "digest")
        text = "" if len(element) else element.text or ""
        state.update(repr((element.tag, attributes, text)).encode())
    return state.hexdigest()


def _element(record: Record) -> _Element:
    heading = record.heading
    head = {
        "edition": heading.edition,
        "language": record.language,
        "template": heading.template,
        "templateDigest": heading.template_digest,
        "inputs": heading.inputs,
        "program": heading.program,
        "made": heading.made.isoformat(),
        "making": heading.making,
        "reason": heading.reason,
    }
    return _Element("record", head, inside=tuple(_parts(record)))


def _parts(record: Record) -> Iterator[_Element]:
    for passage in record.passages:
        yield _Element("passage", {"id": passage.id, "kind": passage.kind, "chart": passage.chart}, passage.text)
    yield from map(_figure, record.figures)
    yield from map(_chart, record.charts)
    for claim in record.claims:
        yield _Element("claim", {"name": claim.name, "held": str(claim.held).lower()})
    yield from map(_source, record.sources)
    if record.former:
        yield _Element("former", {}, inside=(_element(record.former),))


def _figure(figure: RecordedFigure) -> _Element:
    known = {
        "passage": figure.passage,
        "text": figure.text,
        "fact": figure.fact,
        "value": figure.value,
        "unit": figure.unit,
        "arithmetic": figure.arithmetic,
        "at": str(figure.at),
    }
    return _Element("figure", known, inside=[_Element("from", {}, key) for key in figure.sources])


def _chart(chart: RecordedChart) -> _Element:
    known = {"id": chart.id, "content": chart.content, "svg": chart.svg, "png": chart.png, "alt": chart.alt}
    inside = list(map(_figure, chart.points))
    if chart.native:
        titles = [_Element("title", {}, title) for title in chart.native.titles]
        inside.append(_Element("native", {"data": chart.native.data, "cells": chart.native.cells}, inside=titles))
    return _Element("chart", known, inside=inside)


def _source(source: RecordedSource) -> _Element:
    known = {
        "key": source.key,
        "value": source.value,
        "unit": source.unit,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "stored": source.stored,
        "sample": str(source.sample).lower(),
    }
    return _Element("source", known)


def from_xml(xml: bytes) -> Record:
    """The record that :func:`to_xml` wrote.

    Raises Altered where it was changed since, ValueError for anything else.
    """
    try:
        root = etree.fromstring(xml, careful_parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(msg("not XML: {error}", error=words_of(error))) from error
    return from_root(root)


def from_root(root: etree._Element) -> Record:
    """The record in a part that is parsed already; raises as :func:`from_xml` does."""
    if root.tag != f"{_N}record":
        raise ValueError(msg("not a briefing's record: {tag}", tag=root.tag))
    try:
        record = _record(root)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(msg("a briefing's record in another form: {error}", error=words_of(error))) from error
    if root.get("digest") != _digest(root):
        raise Altered(msg("a record that was altered since it was written"))
    return record


def _record(root: etree._Element) -> Record:
    """Generation by generation, so that depth is no matter of the stack."""
    chain = [root]
    while (inner := chain[-1].find(f"{_N}former/{_N}record")) is not None:
        chain.append(inner)
        if len(chain) > GENERATIONS:
            raise ValueError(msg("more than {generations} generations", generations=GENERATIONS))
    record: Record | None = None
    for element in reversed(chain):
        record = _generation(element, record)
    assert record
    return record


def _generation(root: etree._Element, former: Record | None) -> Record:
    head = _attributes_of(root)
    language = head["language"]
    if language not in get_args(Language):
        raise ValueError(msg("language {language}", language=language))
    return Record(
        heading=_heading(head),
        language=cast(Language, language),
        figures=tuple(_read_figures(root)),
        passages=tuple(
            RecordedPassage(**_attributes_of(made), text=made.text or "") for made in root.iterchildren(f"{_N}passage")
        ),
        charts=tuple(
            RecordedChart(**_attributes_of(made), points=tuple(_read_figures(made)), native=_read_native(made))
            for made in root.iterchildren(f"{_N}chart")
        ),
        claims=tuple(
            RecordedClaim(known["name"], known["held"] == "true")
            for known in map(_attributes_of, root.iterchildren(f"{_N}claim"))
        ),
        sources=tuple(_read_sources(root)),
        former=former,
    )


def _heading(head: Mapping[str, str]) -> Heading:
    if head["making"] not in get_args(Making):
        raise ValueError(msg("making {making}", making=head["making"]))
    return Heading(
        head["edition"],
        head["template"],
        head["templateDigest"],
        head["inputs"],
        head["program"],
        datetime.date.fromisoformat(head["made"]),
        cast(Making, head["making"]),
        head["reason"],
    )


def _read_sources(root: etree._Element) -> Iterator[RecordedSource]:
    for made in root.iterchildren(f"{_N}source"):
        known = _attributes_of(made)
        yield RecordedSource(**{**known, "sample": known["sample"] == "true"})  # type: ignore[arg-type]


def _read_figures(root: etree._Element) -> Iterator[RecordedFigure]:
    for made in root.iterchildren(f"{_N}figure"):
        keys = tuple(cell.text or "" for cell in made.iterchildren(f"{_N}from"))
        known = _attributes_of(made)
        at = int(known.pop("at"))
        yield RecordedFigure(**known, at=at, sources=keys)


def _read_native(chart: etree._Element) -> RecordedNative | None:
    made = chart.find(f"{_N}native")
    if made is None:
        return None
    titles = tuple(title.text or "" for title in made.iterchildren(f"{_N}title"))
    return RecordedNative(**_attributes_of(made), titles=titles)


def _attributes_of(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}
