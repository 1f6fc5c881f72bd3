"""Hands that work with tracked changes on: somebody else's changes, still open when the correction comes."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

from corrections.desk import Draft
from corrections.hands_blocks import typed_paragraph
from corrections.hands_words import stretch
from corrections.opened import W, element
from corrections.sheet import give, looks
from lxml import etree

_DELETED = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}


def track_insertion(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    typed = draft.sentence().strip(" 。.")
    place.sheet.put(place.end, _inserted(draft, typed, place.sheet.runs(place.start, place.end)[:1]))
    return (typed,)


def track_deletion(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    _strike(draft, place.sheet.runs(place.start, place.end))
    return ()


def track_number(draft: Draft) -> Sequence[str]:
    """A number struck out, and another typed after it."""
    place = draft.choose(draft.numbers_in_text())
    typed = draft.number() + ("%" if place.text.endswith("%") else "")
    runs = place.sheet.runs(place.start, place.end)
    runs[-1].addnext(_inserted(draft, typed, runs[:1]))
    _strike(draft, runs)
    return (typed,)


def track_deletion_of_number(draft: Draft) -> Sequence[str]:
    place = draft.choose(draft.numbers_in_text())
    _strike(draft, place.sheet.runs(place.start, place.end))
    return ()


def track_formatting(draft: Draft) -> Sequence[str]:
    place = stretch(draft)
    for run in place.sheet.runs(place.start, place.end):
        properties = looks(run)
        if properties.find(W + "rPrChange") is not None:
            continue
        former = copy.deepcopy(properties)
        give(properties, "<w:i/>")
        change = element(f"<w:rPrChange {draft.revision()}/>")
        change.append(former)
        properties.append(change)
    return ()


def track_new_paragraph(draft: Draft) -> Sequence[str]:
    before = draft.choose(draft.running_text())
    typed = draft.sentence(draft.number() + "%").strip()
    made = typed_paragraph(before, typed)
    run = made[-1]
    before.addnext(made)
    _wrap(draft, "ins", run)
    _flag_mark(draft, made, "ins")
    return (typed,)


def track_deleted_paragraph(draft: Draft) -> Sequence[str]:
    _strike_paragraph(draft, draft.choose(draft.running_text()))
    return ()


def track_deleted_row(draft: Draft) -> Sequence[str]:
    """As Word writes it: the row, and with it the words and the paragraph marks of its cells."""
    row = draft.choose([row for row in draft.rows() if row.find(f"{W}trPr/{W}del") is None])
    properties = row.find(W + "trPr")
    if properties is None:
        properties = element("<w:trPr/>")
        row.insert(0, properties)
    properties.append(element(f"<w:del {draft.revision()}/>"))
    for paragraph in row.iter(W + "p"):
        _strike_paragraph(draft, paragraph)
    return ()


def _strike_paragraph(draft: Draft, paragraph: etree._Element) -> None:
    _strike(draft, [run for run in paragraph.iter(W + "r") if run.find(W + "delText") is None])
    _flag_mark(draft, paragraph, "del")


def _inserted(draft: Draft, typed: str, like: Iterable[etree._Element]) -> etree._Element:
    made = element(f"<w:ins {draft.revision()}><w:r><w:t/></w:r></w:ins>")
    made[0][0].text = typed
    for run in like:
        for properties in copy.deepcopy(run.findall(W + "rPr")):
            for change in properties.findall(W + "rPrChange"):
                properties.remove(change)
            made[0].insert(0, properties)
    return made


def _strike(draft: Draft, runs: Iterable[etree._Element]) -> None:
    for run in runs:
        for word in run:
            word.tag = _DELETED.get(str(word.tag), word.tag)
        _wrap(draft, "del", run)


def _wrap(draft: Draft, kind: str, run: etree._Element) -> None:
    made = element(f"<w:{kind} {draft.revision()}/>")
    run.addprevious(made)
    made.append(run)


def _flag_mark(draft: Draft, paragraph: etree._Element, kind: str) -> None:
    """On the paragraph mark, before whatever else is said of it."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = element("<w:pPr/>")
        paragraph.insert(0, properties)
    mark = properties.find(W + "rPr")
    if mark is None:
        mark = element("<w:rPr/>")
        _before_section(properties, mark)
    if mark.find(W + kind) is None:
        mark.insert(len(mark.findall(W + "ins")) if kind == "del" else 0, element(f"<w:{kind} {draft.revision()}/>"))


def _before_section(properties: etree._Element, mark: etree._Element) -> None:
    later = [child for child in properties if child.tag in (W + "sectPr", W + "pPrChange")]
    if later:
        later[0].addprevious(mark)
    else:
        properties.append(mark)
