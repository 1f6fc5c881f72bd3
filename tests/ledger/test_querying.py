"""What the ledger answers: figures as they were known, what changed since when, which documents stand."""

from __future__ import annotations

import datetime
from dataclasses import replace

import hand_made
import pytest
from ledger_made import EDITION, GDP, IVA, document, entry, held, note, read, record

from report.catalogue import Language
from report.errors import InputFaults
from report.figures.model import FigureKey, Figures
from report.ledger import querying
from report.ledger.opening import reading
from report.ledger.querying import Moment, Noted

AIM = "iva.growth@gongyi/2021"
AIMS = ("iva.growth@gongyi/2021", "industrial_investment.growth@gongyi/2021", "revenue_per_mu.growth@gongyi/2021")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def on(address: str, when: str, edition: str = EDITION) -> Figures:
    with reading(address) as connection:
        return querying.figures_on(connection, edition, day(when), hand_made.CATALOGUE)


def history(address: str, indicator: str = "iva", **narrowed: object) -> list[Noted]:
    with reading(address) as connection:
        return querying.history(connection, indicator, **narrowed)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["china-2021Q4", "gongyi-2020", "gongyi-2021Q1"])
def test_the_figures_of_an_edition_come_back_as_the_loader_gave_them(address: str, name: str) -> None:
    _, figures = hand_made.shipped(name)
    note(address, entry("2021-04-20", [held(figures, name)]))
    back = on(address, "2021-04-20", name)
    assert (back.figures, back.absent, back.targets) == (figures.figures, figures.absent, figures.targets)
    about, _ = hand_made.shipped(name)
    known = {language: text.markdown for language, text in hand_made.narratives(figures, about).items()}
    assert {language: text.markdown for language, text in hand_made.narratives(back, about).items()} == known


def test_each_day_has_the_figures_that_were_known_at_its_end(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2", GDP: "196.4"}, {AIM: ("about", "9")})]))
    note(address, entry("2021-05-06", [read({IVA: "30.8"}, {AIM: ("at_least", "9")}, {GDP: "—"})]))
    first, last = hand_made.figures({IVA: "31.2", GDP: "196.4"}), hand_made.figures({IVA: "30.8"}, None, {GDP: "—"})
    for when in ("2021-04-20", "2021-05-05"):
        assert (on(address, when).figures, on(address, when).absent) == (first.figures, {})
        assert [target.bound for target in on(address, when).targets] == ["about"]
    for when in ("2021-05-06", "2030-01-01"):
        assert (on(address, when).figures, on(address, when).absent) == (last.figures, last.absent)
        assert [target.bound for target in on(address, when).targets] == ["at_least"]


def test_targets_stay_in_the_order_of_the_sheet_when_one_is_put_between(address: str) -> None:
    one, two, three = AIMS
    before = hand_made.figures({IVA: "31.2"}, {one: ("about", "9"), three: ("above", "10")})
    after = hand_made.figures({IVA: "31.2"}, {one: ("about", "9"), two: ("about", "10"), three: ("above", "10")})
    note(address, entry("2021-04-20", [held(before)]), entry("2021-04-21", [held(after)]))
    assert on(address, "2021-04-20").targets == before.targets
    assert on(address, "2021-04-21").targets == after.targets


def test_of_a_day_on_which_nothing_was_known_there_are_no_figures(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    for when, edition in (("2021-04-19", EDITION), ("2021-04-20", "another")):
        with pytest.raises(InputFaults, match="expected figures that the ledger knew on that day"):
            on(address, when, edition)
    with reading(address) as connection:
        assert querying.editions_known(connection, day("2021-04-19")) == []
        assert querying.editions_known(connection, day("2021-04-20")) == [EDITION]


def test_history_tells_each_change_with_its_date_and_reason(address: str) -> None:
    first = read({IVA: "31.2"})
    moved = held(hand_made.figures({GDP: "196.4", IVA: "31.2"}))
    note(address, entry("2021-04-20", [first]), entry("2021-04-21", [moved]))
    note(address, entry("2021-05-06", [read({IVA: "30.8"})], making="correction", reason="漏报一家企业"))
    note(address, entry("2021-05-07", [read({}, None, {IVA: "—"})]), entry("2021-05-08", [read({})]))
    told = [(one.at[:10], one.change, one.value, one.cell, one.making, one.reason) for one in history(address)]
    assert told == [
        ("2021-04-20", "new", "31.2", "B5", "build", ""),
        ("2021-04-21", "source", "31.2", "B6", "build", ""),
        ("2021-05-06", "value", "30.8", "B5", "correction", "漏报一家企业"),
        ("2021-05-07", "value", None, "D5", "build", ""),
        ("2021-05-08", "withdrawn", None, "D5", "build", ""),
    ]


def test_history_is_narrowed_by_area_period_and_day(address: str) -> None:
    others = {"iva.growth@henan/2021Q1": "20.6", "iva.growth@gongyi/2020Q4": "8.5"}
    note(address, entry("2021-04-20", [read({IVA: "31.2", **others, GDP: "196.4"})]))
    note(address, entry("2021-05-06", [read({IVA: "30.8", **others, GDP: "196.4"})]))
    assert {one.key for one in history(address)} == {IVA, *others}
    assert {one.key for one in history(address, area="henan")} == {"iva.growth@henan/2021Q1"}
    assert [one.value for one in history(address, area="gongyi", period="2021Q1")] == ["31.2", "30.8"]
    assert [one.value for one in history(address, period="2021Q1", area="gongyi", day=day("2021-05-05"))] == ["31.2"]
    assert history(address, "tax") == []


def test_the_latest_document_of_each_file_is_the_one_that_stands(address: str) -> None:
    old = record("增长31.2%。", {IVA: ("31.2%", "31.2")})
    new = record("增长30.8%。", {IVA: ("30.8%", "30.8")})
    english = replace(document(old, "b.docx"), language="en")
    note(address, entry("2021-04-20", (), [document(old, "a.docx"), english]))
    note(address, entry("2021-05-06", (), [document(new, "a.docx")]))
    with reading(address) as connection:
        found = querying.latest_documents(connection)
    languages: list[tuple[str, Language, str, str]] = [
        (one.file, one.language, one.citations[0].value, one.moment.at[:10])  # type: ignore[misc]
        for one in found
    ]
    assert sorted(languages) == [("a.docx", "zh", "30.8", "2021-05-06"), ("b.docx", "en", "31.2", "2021-04-20")]
    assert [dict(one.claims) for one in found] == [{"good_start": True}] * 2


def test_a_document_that_another_supersedes_stands_no_longer_wherever_the_other_was_written(address: str) -> None:
    old = record("增长31.2%。", {IVA: ("31.2%", "31.2")})
    new = record("增长30.8%。", {IVA: ("30.8%", "30.8")}, old, making="correction", reason="漏报")
    note(address, entry("2021-04-20", (), [document(old, "a.docx")]))
    note(address, entry("2021-05-06", (), [document(new, "a-corrected.docx")]))
    with reading(address) as connection:
        assert [one.file for one in querying.latest_documents(connection)] == ["a-corrected.docx"]


def test_runs_of_the_same_second_stay_in_the_order_in_which_they_were_noted(address: str) -> None:
    made = document(record("增长31.2%。", {IVA: ("31.2%", "31.2")}))
    note(address, entry("2021-04-20", [read({IVA: "31.2"})], [made], name="first"))
    note(address, entry("2021-04-20", [read({IVA: "30.8"})], name="second"))
    assert str(on(address, "2021-04-20").figures[FigureKey.parse(IVA)].value) == "30.8"
    with reading(address) as connection:
        (one,) = querying.latest_documents(connection)
        then = querying.held(connection, EDITION, one.moment)
    assert then["figure", IVA].content["value"] == "31.2"


def test_what_was_noted_in_the_very_second_was_known_then(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    with reading(address) as connection:
        assert querying.held(connection, EDITION, "2021-04-20T11:59:59+00:00") == {}
        assert len(querying.held(connection, EDITION, "2021-04-20T12:00:00+00:00")) == 1


def test_the_next_load_is_that_of_a_later_run(address: str) -> None:
    note(address, *(entry("2021-04-20", [read({IVA: "31.2"})], name=name) for name in ("first", "second")))
    with reading(address) as connection:
        first, second = (Moment("2021-04-20T12:00:00+00:00", run) for run in (1, 2))
        assert querying.next_load(connection, EDITION, first) == 2
        assert querying.next_load(connection, EDITION, second) is None
        assert querying.next_load(connection, "another", first) is None
