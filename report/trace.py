"""The trace: from each number in a briefing to the cells that it comes from, as a table for people (CSV)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from report.charts.model import Chart
from report.facts.claims import Claim
from report.facts.model import Fact
from report.narrative.model import Narrative, Span

COLUMNS = ("passage", "printed", "fact", "arithmetic", "file", "sheet", "cell", "stored", "sample")
BY_HAND = "by hand"
Row = tuple[str, ...]
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


def trace(narrative: Narrative, charts: Sequence[Chart]) -> bytes:
    """One row for each number and each cell behind it; UTF-8 with a mark, so that Excel reads it.

    Numbers in what people wrote are listed as by hand, facts of the edition by their key; at the end
    come the claims that the template asked about, with what they rest on, earned or not.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    table.writerows(_passages(narrative))
    table.writerows(_charts(charts))
    table.writerows(row for claim in narrative.claims for row in _claim(claim))
    return written.getvalue().encode("utf-8-sig")


def _passages(narrative: Narrative) -> Iterator[Row]:
    for passage in narrative.passages:
        for span in passage.all_spans():
            if span.fact:
                yield from _fact(passage.id, span.text, span.fact)
            else:
                yield from _without_figure(passage.id, span)


def _without_figure(passage: str, span: Span) -> Iterator[Row]:
    source = {"hand": BY_HAND, "edition": f"edition.toml: {span.source}"}.get(span.origin, "")
    for number in _NUMBER.findall(span.text):
        yield (passage, number, source, "", "", "", "", "", "")


def _fact(passage: str, printed: str, fact: Fact) -> Iterator[Row]:
    for source in fact.sources():
        place = source.place
        where = (
            (place.file, place.sheet, place.cell or (f"line {place.line}" if place.line else ""))
            if place
            else ("", "", "")
        )
        yield (passage, printed, fact.key, fact.arithmetic, *where, source.stored, "sample" if source.sample else "")


def _charts(charts: Sequence[Chart]) -> Iterator[Row]:
    for chart in charts:
        for series in chart.series:
            for point in series.points:
                if point.fact:
                    yield from _fact(f"chart {chart.id}", point.label, point.fact)


def _claim(claim: Claim) -> Iterator[Row]:
    verdict = "earned" if claim.held else "not earned"
    for item in claim.evidence:
        state = {True: "holds", False: "does not hold", None: "not known"}[item.held]
        cells = "; ".join(str(source.place) for fact in item.facts for source in fact.sources())
        yield (f"claim {claim.name}", verdict, item.condition, f"{item.shown}: {state}", cells, "", "", "", "")
