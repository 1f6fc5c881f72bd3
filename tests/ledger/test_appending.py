"""What becomes of an entry: only what is new or differs is added, and nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import hand_made
import pytest
from ledger_made import EDITION, FILES, GDP, IVA, counted, document, entry, held, note, read, record, rows

from report.figures.model import FigureKey, Figures, Status
from report.ledger import querying, schema
from report.ledger.appending import append
from report.ledger.opening import reading, writing

TOLD = "SELECT key, value, state FROM ledger_vintages ORDER BY seq"


def test_the_first_load_notes_every_value_with_its_unit_cell_and_file(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2"}, {"iva.growth@gongyi/2021": ("about", "9")}, {GDP: "—"})]))
    told = "SELECT kind, key, value, unit, file, sha256, sheet, cell, stored FROM ledger_vintages ORDER BY seq"
    found = rows(address, told)
    digest = FILES["figures.xlsx"]
    assert found == [
        ("figure", IVA, "31.2", "%", "figures.xlsx", digest, "主要指标", "B5", "31.2"),
        ("absence", GDP, None, "", "figures.xlsx", digest, "主要指标", "D5", "—"),
        ("target", "iva.growth@gongyi/2021Q4", "9", "%", "figures.xlsx", digest, "目标", "C5", "9"),
    ]


def test_only_values_that_are_new_or_differ_are_added(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2", GDP: "196.4"})]))
    note(address, entry("2021-04-21", [read({IVA: "31.2", GDP: "196.4"})]))
    assert len(rows(address, TOLD)) == 2
    note(address, entry("2021-04-22", [read({IVA: "30.8", GDP: "196.4", "tax.level@gongyi/2021Q1": "15.3"})]))
    assert rows(address, TOLD)[2:] == [(IVA, "30.8", "given"), ("tax.level@gongyi/2021Q1", "15.3", "given")]


@pytest.mark.parametrize("value", ["0.1", "-0.3", "1013567.0", "123456789012345678.9", "0.30"])
def test_a_value_is_kept_to_the_last_decimal(address: str, value: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: value})]))
    with reading(address) as connection:
        figures = querying.figures_of(EDITION, querying.held(connection, EDITION, "9"), hand_made.CATALOGUE)
    assert str(figures.figures[FigureKey.parse(IVA)].value) == value
    assert rows(address, "SELECT value FROM ledger_vintages") == [(value,)]


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.PROVISIONAL},
        {"sample": True},
        {"place": hand_made.figure(IVA, "1", "B6").place},
        {"stored": "31.20"},
        {"value": Decimal("31.3")},
    ],
)
def test_whatever_the_source_says_otherwise_is_a_vintage(address: str, change: dict[str, object]) -> None:
    before = hand_made.figures({IVA: "31.2"})
    figure = replace(before.figures[FigureKey.parse(IVA)], **change)  # type: ignore[arg-type]
    note(address, entry("2021-04-20", [held(before)]), entry("2021-04-21", [held(Figures({figure.key: figure}))]))
    assert len(rows(address, TOLD)) == 2


def test_what_the_source_no_longer_gives_is_withdrawn_once(address: str) -> None:
    note(address, entry("2021-04-20", [read({GDP: "196.4", IVA: "31.2"})]))
    note(address, *(entry(day, [read({GDP: "196.4"})]) for day in ("2021-04-21", "2021-04-22")))
    assert rows(address, TOLD)[2:] == [(IVA, "31.2", "withdrawn")]
    note(address, entry("2021-04-23", [read({GDP: "196.4", IVA: "31.2"})]))
    assert rows(address, TOLD)[3:] == [(IVA, "31.2", "given")]


def test_what_is_known_in_part_withdraws_nothing(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2", GDP: "196.4"})]))
    note(address, entry("2021-04-21", [replace(read({IVA: "31.2"}), whole=False)]))
    assert len(rows(address, TOLD)) == 2


def test_editions_do_not_mix(address: str) -> None:
    figures = hand_made.figures({IVA: "31.2"})
    note(address, entry("2021-04-20", [held(figures, "one"), held(figures, "two")]))
    note(address, entry("2021-04-21", [held(Figures({}), "one")]))
    found = rows(address, "SELECT edition, state FROM ledger_vintages ORDER BY seq")
    assert found == [("one", "given"), ("two", "given"), ("one", "withdrawn")]


def test_an_entry_that_comes_late_is_compared_with_what_was_known_then(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    note(address, entry("2021-04-25", [read({IVA: "30.8"})]))
    note(address, entry("2021-04-22", [read({IVA: "30.8"})]))
    assert [_known(address, f"2021-04-{day}T23") for day in (20, 22, 25)] == ["31.2", "30.8", "30.8"]


def test_an_entry_that_comes_late_does_not_change_what_was_read_after_it(address: str) -> None:
    note(address, entry("2021-04-20", [read({IVA: "31.2"})]))
    note(address, entry("2021-04-25", [read({IVA: "31.2"})]))
    note(address, entry("2021-04-22", [read({IVA: "30.8", GDP: "196.4"})]))
    assert [_known(address, f"2021-04-{day}T23") for day in (20, 22, 25)] == ["31.2", "30.8", "31.2"]
    assert [_known(address, f"2021-04-{day}T23", GDP) for day in (20, 22, 25)] == [None, "196.4", None]


def _known(address: str, until: str, key: str = IVA) -> str | None:
    with reading(address) as connection:
        vintage = querying.held(connection, EDITION, until).get(("figure", key))
    return vintage.content["value"] if vintage else None


def test_an_entry_that_is_noted_again_changes_nothing(address: str) -> None:
    made = record("增长31.2%。", {IVA: ("31.2%", "31.2")})
    one = entry("2021-04-20", [read({IVA: "31.2"})], [document(made)])
    note(address, one, one)
    assert counted(address) == dict.fromkeys(schema.TABLES, 1)


def test_an_entry_that_was_cut_short_is_completed(address: str) -> None:
    made = record("增长31.2%。", {IVA: ("31.2%", "31.2")})
    both = entry("2021-04-20", [read({IVA: "31.2"})], [document(made, "a.docx"), document(made, "b.docx")])
    note(address, replace(both, documents=both.documents[:1]), both)
    assert rows(address, "SELECT file FROM ledger_documents ORDER BY seq") == [("a.docx",), ("b.docx",)]
    assert counted(address)["ledger_runs"] == 1


def test_a_document_is_noted_with_each_figure_that_it_cites_and_where(address: str) -> None:
    made = record("投资平稳。工业增长31.2%，开门红。", {IVA: ("31.2%", "31.2")})
    corrected = record("工业增长30.8%。", {IVA: ("30.8%", "30.8")}, made, making="correction", reason="漏报")
    note(address, entry("2021-04-20", (), [document(made)]))
    note(address, entry("2021-05-06", (), [document(corrected)], making="correction", reason="漏报"))
    documents = "SELECT title, record, supersedes, making, reason FROM ledger_documents ORDER BY seq"
    first, second = rows(address, documents)
    assert first[0] == "工业开门红"
    assert second[2:] == (first[1], "correction", "漏报")
    cited = "SELECT element, printed, sentence, fact, value, CAST(sources AS TEXT) FROM ledger_citations ORDER BY seq"
    (told, _) = rows(address, cited)
    assert told == ("paragraph", "31.2%", "工业增长31.2%，开门红。", IVA, "31.2", f'["{IVA}"]')
    assert rows(address, "SELECT name, held FROM ledger_claims ORDER BY seq")[0] == ("good_start", True)


def started(address: str, name: str, count: int) -> subprocess.Popen[bytes]:
    """A process of its own that appends so many entries."""
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent.parent), str(here.parent)])}
    command = [sys.executable, str(here / "append_many.py"), address, name, str(count)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def test_a_process_compares_with_what_another_is_just_appending(address: str) -> None:
    note(address, entry("2021-04-19", [read({IVA: "31.2"})]))
    with writing(address) as connection:
        append(connection, entry("2021-04-20", [read({IVA: "0.0"})]))
        process = started(address, "other", 1)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(1)  # the other would have read and written by now, were it not made to wait
    finished(process)
    assert rows(address, TOLD) == [(IVA, "31.2", "given"), (IVA, "0.0", "given")]
    assert counted(address)["ledger_runs"] == 3


def test_two_processes_at_once_note_everything_once(address: str) -> None:
    count = 12
    for process in [started(address, name, count) for name in ("one", "two")]:
        finished(process)
    ids = sorted((f"{name} {number}",) for name in ("one", "two") for number in range(count))
    assert sorted(rows(address, "SELECT id FROM ledger_runs")) == ids
    assert counted(address)["ledger_documents"] == 2 * count
    # No two vintages that follow one another say the same: each was compared with the latest.
    values = [value for (value,) in rows(address, "SELECT value FROM ledger_vintages ORDER BY run, seq")]
    assert len(values) >= count
    assert all(before != after for before, after in pairwise(values))
    assert rows(address, "SELECT version FROM ledger_version") == [(schema.VERSION,)]
