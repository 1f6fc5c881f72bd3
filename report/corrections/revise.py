"""Revise: an edited document and what would be generated now in, the document with the correction in it out.

Three sides are known: **base**, as generated, from the record that the document carries; **theirs**, the document as
it has been edited; **ours**, as generated now. What stands as generated becomes what is generated now, as tracked
changes; what hands have changed is left, with a comment where it should be looked at.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from report.charts.model import Chart, Drawn, NativeChart, Picture
from report.corrections import passages
from report.corrections.anchors import Places, Region, places
from report.corrections.elsewhere import (
    Span,
    claims_typed,
    generated_segments,
    is_in_box,
    outdated,
    renewed_figure,
    typed,
)
from report.corrections.merge import UNTOUCHED, Merged, Renewed, merge, standing
from report.corrections.model import Attention, Changed
from report.corrections.printed import Version
from report.corrections.said import Teller
from report.corrections.setting import setting
from report.corrections.tables import revise_table
from report.corrections.versions import Generated, generated
from report.corrections.work import Unproven, Work
from report.errors import Fault, InputFaults
from report.foreign import words_of
from report.i18n import msg
from report.narrative.model import Narrative
from report.word.flow import paragraphs, text_of
from report.word.native import Native, is_as_generated, natives, redraw_native
from report.word.ooxml import W
from report.word.opened import Opened
from report.word.record import Heading, Record, RecordedChart, compiled, content_digest, recorded_chart
from report.word.record_xml import to_xml
from report.word.redraw import Shown, redraw, shown
from report.word.settle import looks, settled
from report.word.tracked import Stamp

_OUTSIDE_BODY = ("footnotes", "endnotes", "header", "footer")  # parts of which the words are read, and not changed


@dataclass(frozen=True)
class Ours:
    """What would be generated now; ``draw`` makes what is shown of a chart, and is called only for what changed.

    ``teller`` speaks to people, in the document's language.
    """

    narrative: Narrative
    charts: Sequence[Chart]
    heading: Heading
    draw: Callable[[Chart], Drawn]
    teller: Teller


@dataclass(frozen=True)
class Carried:
    """``content``: the bytes of the corrected document; ``record``: what it carries now; ``redrawn``: ids of charts."""

    content: bytes
    record: Record
    changed: tuple[Changed, ...]
    redrawn: tuple[str, ...]
    attention: tuple[Attention, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the document says already all that it should."""
        return not (self.changed or self.redrawn or self.attention)


@dataclass(frozen=True)
class _Sides:
    """``generations`` of the document, newest first, and what would be generated now, passage by passage."""

    base: Record
    ours: Record
    generations: Sequence[Mapping[str, Generated]]
    now: Mapping[str, Generated]
    narrative: Narrative

    def of(self, id: str) -> list[Generated]:
        return [made[id] for made in self.generations if id in made]


def carry(opened: Opened, part: str, base: Record, ours: Ours, stamp: Stamp) -> Carried:
    """Carry a correction into a document; ``part`` is where its record, ``base``, is kept.

    Raises InputFaults where the record contradicts itself, Unproven where the result would not be what it should.
    """
    before = copy.deepcopy(opened.root(opened.main))
    stamp = _apart(stamp, before)
    drawn = {chart.id: ours.draw(chart) for chart in _to_draw(ours.charts, base)}
    record = _record(ours, base, drawn)
    sides = _sides(opened, base, record, ours.narrative)
    work = Work(opened, ours.teller, stamp)
    found = places(sides.generations, opened.body)
    merges = list(_merges(sides, found))
    _elsewhere(work, sides, found, merges)
    _texts(work, merges)
    _tables(work, sides, found)
    _charts(work, sides, found, drawn)
    _passages(work, sides, found, drawn)
    opened.parts[part] = to_xml(record)
    opened.roots.pop(part, None)
    _prove(before, work)
    return Carried(opened.to_bytes(), record, tuple(work.changed), tuple(work.redrawn), tuple(work.attention))


def _apart(stamp: Stamp, root: etree._Element) -> Stamp:
    """Under another name where changes of an earlier correction still stand.

    A reader can then tell them apart; and LibreOffice 7.4 takes a deletion within an insertion of the same author for
    none.
    """
    taken = {mark.get(W + "author") for mark in root.iter(W + "ins", W + "del")}
    names = (f"{stamp.author} ({number})" for number in itertools.count(2))
    author = next(name for name in itertools.chain([stamp.author], names) if name not in taken)
    return dataclasses.replace(stamp, author=author)


def _to_draw(charts: Sequence[Chart], base: Record) -> Iterator[Chart]:
    known = {chart.id: chart.content for chart in base.charts}
    return (chart for chart in charts if known.get(chart.id) != content_digest(chart))


def _record(ours: Ours, base: Record, drawn: Mapping[str, Drawn]) -> Record:
    """What is generated now, with the document's record behind it."""
    known = {chart.id: chart for chart in base.charts}
    recorded = [
        recorded_chart(chart, drawn[chart.id]) if chart.id in drawn else known[chart.id] for chart in ours.charts
    ]
    return dataclasses.replace(compiled(ours.narrative, ours.heading, recorded, ours.charts), former=base)


def _sides(opened: Opened, base: Record, record: Record, narrative: Narrative) -> _Sides:
    try:
        generations = [generated(made) for made in base.generations()]
    except ValueError as error:
        raise InputFaults(
            [Fault(opened.place("record"), msg("a record that fits together"), words_of(error))]
        ) from error
    return _Sides(base, record, generations, generated(record), narrative)


@dataclass(frozen=True)
class _Merge:
    """A passage that is there, what it was edited from, and what comes of it."""

    id: str
    region: Region
    base: Version
    merged: Merged
    again: bool


def _merges(sides: _Sides, found: Places) -> Iterator[_Merge]:
    for id, region in found.regions.items():
        known = [made.own for made in sides.of(id)]
        base = standing(known, region.text)
        newest = sides.generations[0][id].own if id in sides.generations[0] else None
        merged = merge(base, region.text, sides.now[id].own, newest) if id in sides.now else UNTOUCHED
        yield _Merge(id, region, base, merged, again=_is_again(base, known[0], region.text, merged, sides.now.get(id)))


def _is_again(base: Version, newest: Version, theirs: str, merged: Merged, ours: Generated | None) -> bool:
    """Whether anything is proposed where an earlier correction was rejected."""
    if base.text == newest.text or ours is None:
        return False
    return bool(set(merged.edits) - set(merge(newest, theirs, ours.own).edits))


def _texts(work: Work, merges: Sequence[_Merge]) -> None:
    """Last first: what is changed in a paragraph leaves the places before it as they were read."""
    order = {one: at for at, one in enumerate(paragraphs(work.opened.body))}
    for one in sorted(merges, key=lambda one: _position(one.region, order), reverse=True):
        if one.again:
            work.note("rejected", one.id, one.region.segments[0], work.teller.again())
        work.put(one.id, one.region, one.merged)


def _position(region: Region, order: Mapping[etree._Element, int]) -> tuple[int, int]:
    return order[region.segments[0].paragraph], region.segments[0].start


def _tables(work: Work, sides: _Sides, found: Places) -> None:
    setter = setting(work.opened, work.teller.language, work.stamp)
    passages_now = {passage.id: passage for passage in sides.narrative.passages}
    for id, table in found.tables.items():
        if id in sides.now:
            fresh = partial(setter.rows, passages_now[id])
            revise_table(work, sides.of(id), sides.now[id], table, fresh)


def _charts(work: Work, sides: _Sides, found: Places, drawn: Mapping[str, Drawn]) -> None:
    """What is still as generated is drawn anew, or given new data; anything else is left, and said."""
    there = _Shown.of(work.opened)
    homes = {made.chart: id for id, made in sides.now.items() if made.chart}
    for old in sides.base.charts:
        if old.id not in drawn:
            continue
        known = there.like(old)
        figures = _renewed(old, sides)
        work.redrawn.extend([old.id] if known else [])
        for one in known:
            _redraw(work.opened, one, old, drawn[old.id])
            if one.paragraph is not None:
                work.margin.note(one.paragraph, 0, 0, work.teller.redrawn(figures))
        if not known:
            _say_not_drawn(work, homes[old.id], found, work.teller.not_as_drawn(figures, native=bool(old.native)))


@dataclass(frozen=True)
class _Shown:
    """The pictures and the native charts of a document, as they are before anything is changed."""

    opened: Opened
    pictures: Sequence[Shown]
    natives: Sequence[Native]

    @classmethod
    def of(cls, opened: Opened) -> _Shown:
        return cls(opened, list(shown(opened)), list(natives(opened)))

    def like(self, chart: RecordedChart) -> list[Shown | Native]:
        """What still shows a chart as it was generated.

        A picture is known by either of its two: some programs keep only the one, some pack the other anew. A native
        chart is known by its data: somebody who has edited these has made it another chart.
        """
        if chart.native:
            known = chart.native
            return [one for one in self.natives if is_as_generated(self.opened, one, known)]
        return [one for one in self.pictures if one.digests & {chart.svg, chart.png}]


def _redraw(opened: Opened, old: Shown | Native, known: RecordedChart, drawn: Drawn) -> None:
    """In its own kind, whichever a house would make by now."""
    if isinstance(old, Native) and isinstance(drawn, NativeChart) and known.native:
        redraw_native(opened, old, known.native, drawn)
    elif isinstance(old, Shown) and isinstance(drawn, Picture):
        redraw(opened, old, drawn)
    else:
        raise Unproven(msg("{name}: the chart {id} would become one of another kind", name=opened.name, id=known.id))


def _renewed(old: RecordedChart, sides: _Sides) -> list[Renewed]:
    now = {point.fact: point for chart in sides.ours.charts if chart.id == old.id for point in chart.points}
    pairs = [(point, now.get(point.fact)) for point in old.points]
    return [
        renewed_figure(point, new, sides.ours.places(new) if new else ())
        for point, new in pairs
        if new is None or new.text != point.text
    ]


def _say_not_drawn(work: Work, id: str, found: Places, lines: Sequence[str]) -> None:
    """Where the caption still stands there is something in the place of the chart; else the chart was taken out."""
    region = found.regions.get(id)
    if region is not None:
        work.note("chart", id, region.segments[0], lines)


def _passages(work: Work, sides: _Sides, found: Places, drawn: Mapping[str, Drawn]) -> None:
    base = sides.generations[0]
    there = _Shown.of(work.opened)
    known = {chart.id: chart for chart in sides.base.charts}
    for id, made in base.items():
        if id not in sides.now:
            still = there.like(known[made.chart]) if made.chart in known else []
            passages.drop(work, sides.of(id), found, still)
    setter = setting(work.opened, work.teller.language, work.stamp)
    for passage in sides.narrative.passages:
        if not {passage.id} & (base.keys() | found.regions.keys() | found.tables.keys()):
            new = drawn.get(passage.chart)
            passages.insert(work, setter, sides.narrative.passages, passage, found, new)


def _elsewhere(work: Work, sides: _Sides, found: Places, merges: Sequence[_Merge]) -> None:
    """What hands have typed and a correction has made wrong, numbers and claims: said before anything is changed."""
    old = outdated(sides.base, sides.ours, work.teller.catalogue)
    lost = _lost(work, sides)
    if not (old or lost):
        return
    numbers, claims = _spoken_for(sides, found, merges, figures=True), _spoken_for(sides, found, merges, figures=False)
    for paragraph in paragraphs(work.opened.body):
        comment = not is_in_box(paragraph)
        for hit in typed(paragraph, old, numbers.get(paragraph, ())):
            work.say_typed(hit, comment=comment)
        for segment, name in claims_typed(paragraph, lost, claims.get(paragraph, ())):
            work.say_claim(segment, name, comment=comment)
    for root in _others(work.opened):
        for paragraph in paragraphs(root):
            for hit in typed(paragraph, old, ()):
                work.say_typed(hit, comment=False)
            for segment, name in claims_typed(paragraph, lost, ()):
                work.say_claim(segment, name, comment=False)


def _lost(work: Work, sides: _Sides) -> list[tuple[str, str]]:
    """The claims that no longer hold, each with its words."""
    holds = {claim.name: claim.held for claim in sides.ours.claims}
    gone = {claim.name for claim in sides.base.claims if claim.held and not holds.get(claim.name, False)}
    return [(name, phrase) for name, phrase in work.teller.claims.words(work.teller.language) if name in gone]


def _spoken_for(
    sides: _Sides, found: Places, merges: Sequence[_Merge], *, figures: bool
) -> Mapping[etree._Element, list[Span]]:
    """What stands as generated (``figures``: of the figures), clashes that are said anyway, and the tables.

    A passage that only an older generation has was kept by a reader: it is the editor's own by now.
    """
    spans: dict[etree._Element, list[Span]] = {}
    for one in merges:
        if one.id not in sides.now and one.id not in sides.generations[0]:
            continue
        told = [clash for clash in one.merged.clashes if clash.kind != "beside"]
        clashes = [part for clash in told for part in one.region.located(clash.start, clash.end)]
        for part in (*generated_segments(one.region, one.base, figures=figures), *clashes):
            spans.setdefault(part.paragraph, []).append((part.start, part.end))
    for table in found.tables.values():
        for paragraph in table.iter(W + "p"):
            spans.setdefault(paragraph, []).append((0, len(text_of(paragraph))))
    return spans


def _others(opened: Opened) -> Iterator[etree._Element]:
    for relation in opened.relations(opened.main):
        if relation.type.rpartition("/")[2] in _OUTSIDE_BODY and relation.target in opened.parts:
            yield opened.root(relation.target)


def _prove(before: etree._Element, work: Work) -> None:
    """Rejecting what was changed gives back what was edited, words and formatting: or nothing is written."""
    root = work.opened.root(work.opened.main)
    if looks(settled(root, work.stamp.is_ours, accept=False)) != looks(before):
        raise Unproven(msg("{name}: rejecting the changes would not give back the document", name=work.opened.name))
