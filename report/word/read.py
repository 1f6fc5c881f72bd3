"""A .docx in; the record that it carries, and what hands did to it since, out.

Other programs rename the record's part and drop the tags of content controls, so the record is found
by its namespace, and hands are found by comparing the document's words with the record's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from report.errors import Fault, InputFaults, Place
from report.foreign import words_of
from report.i18n import msg
from report.word.archive import parse, xml_parts
from report.word.chart_data import data_digest, is_chart
from report.word.ooxml import W
from report.word.record import Record
from report.word.record_xml import FAMILY, NAMESPACE, from_root

_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_REVISIONS = {W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}
_DELETED = {W + "del", W + "moveFrom"}
_WORDS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class HandWork:
    """What people did to a document since it was generated; ``bool()`` of it says whether anything.

    ``changed``: pieces of text (paragraphs, table cells) that are not as generated, or are missing; the descriptions of
    native charts whose data are not as generated.
    """

    recorded: bool
    changed: tuple[str, ...] = ()
    comments: int = 0
    tracked: int = 0

    def __bool__(self) -> bool:
        return not self.recorded or bool(self.changed or self.comments or self.tracked)


def read_record(path: Path, content: bytes | None = None) -> Record | None:
    """The record in a document, None where it carries none; ``content`` is the file's where it is not on this disk.

    Raises InputFaults where the file cannot be read, or the record in it is broken.
    """
    return _record_in(xml_parts(path, content), path)


def _record_in(parts: Mapping[str, bytes], path: Path) -> Record | None:
    return next((record for _, record in records_in(parts, path.name)), None)


def records_in(parts: Mapping[str, bytes], file: str) -> Iterator[tuple[str, Record]]:
    """The parts that hold a briefing's record, each with the record; raises as :func:`read_record` does."""
    for name, xml in sorted(parts.items()):
        if not (name.startswith("customXml/") and name.endswith(".xml")) or FAMILY.encode() not in xml:
            continue
        place = Place(file, key=name)
        root = parse(xml, place)
        tag = etree.QName(root)
        if tag.localname != "record" or not (tag.namespace or "").startswith(FAMILY):
            continue
        if tag.namespace != NAMESPACE:
            expected = msg("a record in the form {form}", form=NAMESPACE)
            raise InputFaults([Fault(place, expected, msg("the form {form}", form=tag.namespace))])
        try:
            yield name, from_root(root)
        except ValueError as error:
            raise InputFaults([Fault(place, msg("a briefing's record"), words_of(error))]) from error


def hand_edited(path: Path) -> bool:
    """Whether a document must not be overwritten: see :func:`hand_work`."""
    return bool(hand_work(path))


def hand_work(path: Path, content: bytes | None = None) -> HandWork:
    """What hands did: words changed, comments, tracked changes; a document without a record is all by hand.

    ``content`` is the file's where it is not on this disk.

    Saved again by Word or LibreOffice without a change of its words, a document is as generated.
    Raises InputFaults where the file cannot be read.
    """
    parts = xml_parts(path, content)
    record = _record_in(parts, path)
    if record is None:
        return HandWork(recorded=False)
    bodies = [
        parse(parts[name], Place(path.name, key=name)) for name in ("word/document.xml", *_NOTES) if name in parts
    ]
    found = [piece for body in bodies for piece in _pieces_found(body)]
    expected = [piece for passage in record.passages for piece in _pieces(passage.text)]
    changed = (*_differences(expected, found), *_charts_changed(record, parts, path))
    return HandWork(
        recorded=True,
        changed=changed,
        comments=_comments(bodies),
        tracked=sum(1 for body in bodies for element in body.iter(f"{W}*") if _is_revision(element)),
    )


def _charts_changed(record: Record, parts: Mapping[str, bytes], path: Path) -> Iterator[str]:
    """The native charts whose data are not as generated, or that are gone, by their descriptions."""
    wanted = [chart for chart in record.charts if chart.native]
    if not wanted:
        return
    roots = (parse(xml, Place(path.name, key=name)) for name, xml in parts.items() if name.startswith("word/charts/"))
    there = {data_digest(root) for root in roots if is_chart(root)}
    yield from (chart.alt for chart in wanted if chart.native and chart.native.data not in there)


def _comments(bodies: list[etree._Element]) -> int:
    return sum(1 for body in bodies for _ in body.iter(W + "commentReference"))


def _is_revision(element: etree._Element) -> bool:
    return element.tag in _REVISIONS or element.tag.endswith("Change")


def _pieces(text: str) -> Iterator[str]:
    """What a reader sees as one piece: a line, a cell; white space does not count."""
    for piece in re.split(r"[\t\r\n]", text):
        tidy = " ".join(piece.split())
        if tidy:
            yield tidy


def _pieces_found(body: etree._Element) -> Iterator[str]:
    for paragraph in body.iter(W + "p"):
        yield from _pieces("".join(_words(paragraph)))


def _words(element: etree._Element) -> Iterator[str]:
    """The words of a paragraph as they stand once its tracked changes are accepted."""
    for child in element.iterchildren(f"{W}*"):
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        elif child.tag not in _DELETED:
            yield from _words(child)


def _differences(expected: list[str], found: list[str]) -> Iterator[str]:
    """The pieces from the first difference to the last, as found; as expected where nothing is left."""
    if expected == found:
        return
    same = 0
    while same < min(len(expected), len(found)) and expected[same] == found[same]:
        same += 1
    tail = 0
    while tail < min(len(expected), len(found)) - same and expected[-1 - tail] == found[-1 - tail]:
        tail += 1
    yield from found[same : len(found) - tail] or expected[same : len(expected) - tail]
