"""``build --format html`` as people run it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command import Office, Ran, opened
from hand_made import ROOT

EDITION = "gongyi-2020"
NAMES = [f"{EDITION}.{language}.html" for language in ("en", "zh")]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def built(office: Office, *words: str) -> Ran:
    return office.build(EDITION, "--format", "html", *words)


def test_it_makes_a_bulletin_in_each_language_and_nothing_else(office: Office) -> None:
    ran = built(office, "--json")
    assert ran.code == 0, ran.said
    assert sorted(office.written()) == NAMES
    documents = ran.json["documents"]
    assert [(one["format"], one["language"], one["state"]) for one in documents] == [
        ("html", "zh", "written"),
        ("html", "en", "written"),
    ]
    assert [one["files"] for one in documents] == [[one["document"]] for one in documents]
    assert [one["findings"] for one in documents] == [[], []]


def test_what_is_up_to_date_is_left_and_forced_it_is_the_same_again(office: Office) -> None:
    built(office)
    before = office.written()
    again = built(office)
    assert f"{EDITION}.zh.html is up to date" in again.said
    assert "✓" not in again.said
    assert built(office, "--force").said.count("✓") == 2
    assert office.written() == before


def test_other_figures_make_another_bulletin(office: Office) -> None:
    built(office)
    before = office.written()
    office.change(f"{EDITION}/edition.toml", "issue = ", "issue = 1")
    assert built(office).said.count("✓") == 2
    assert all(content != before[name] for name, content in office.written().items())


def test_both_formats_come_from_one_run_and_say_the_same(office: Office) -> None:
    ran = office.build(EDITION, "--format", "docx,html", "--language", "zh", "--json")
    assert ran.code == 0, ran.said
    made = [(one["format"], one["state"]) for one in ran.json["documents"]]
    assert made == [("docx", "written"), ("html", "written")]
    endings = ("docx", "html", "md", "trace.csv")
    assert sorted(office.written()) == [f"{EDITION}.zh.{ending}" for ending in endings]
    alone = office.written()[f"{EDITION}.zh.html"]
    built(office, "--language", "zh", "--force")
    assert office.written()[f"{EDITION}.zh.html"] == alone


def test_a_word_document_and_what_lies_beside_it_stay_as_they_are(office: Office) -> None:
    office.build(EDITION)
    before = office.written()
    office.change(f"{EDITION}/edition.toml", "issue = ", "issue = 1")
    built(office)
    after = office.written()
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == NAMES


def test_it_is_no_issue_and_not_noted(office: Office) -> None:
    built(office)
    assert not list(office.outputs.glob("ledger*"))
    office.build(EDITION, "--format", "html,docx", "--force")
    rebuilt = office.folder / "rebuilt.sqlite"
    ran = office.run("ledger", "rebuild", str(office.outputs), "--ledger", str(rebuilt))
    assert ran.code == 0, ran.said
    for ledger in (office.outputs / "ledger.sqlite", rebuilt):
        with closing(sqlite3.connect(ledger)) as connection:
            files = [file for (file,) in connection.execute("SELECT file FROM ledger_documents ORDER BY file")]
        assert files == [f"{EDITION}.en.docx", f"{EDITION}.zh.docx"]


def test_what_hands_did_is_kept(office: Office) -> None:
    built(office)
    path = office.outputs / NAMES[1]
    path.write_text(path.read_text("utf-8").replace("增长", "大幅增长", 1), "utf-8")
    edited = office.written()
    forced = built(office, "--force")
    assert forced.code == 2
    assert f"{NAMES[1]}: expected a bulletin as it was generated" in forced.said
    assert "found changes in it" in forced.said
    assert office.written() == edited


def test_a_page_of_somebody_elses_is_kept(office: Office) -> None:
    office.outputs.mkdir()
    (office.outputs / NAMES[0]).write_text("<p>Ours</p>", "utf-8")
    ran = built(office)
    assert ran.code == 2
    assert "found one that this program did not make" in ran.said
    assert sorted(office.written()) == [NAMES[0]]


def test_a_folder_in_its_place_or_a_program_that_has_it_open_is_a_fault(office: Office) -> None:
    (office.outputs / NAMES[0]).mkdir(parents=True)
    (office.outputs / f".~lock.{NAMES[1]}#").write_text("", "utf-8")
    ran = built(office)
    assert ran.code == 2
    assert "expected a file, or nothing, in this place" in ran.said
    assert "expected a document that is not open in another program" in ran.said


def test_of_a_day_it_stands_beside_the_current_one_and_leads_to_its_like(office: Office) -> None:
    office.build(EDITION)
    day = json.loads(office.run("history", "iva", *_where(office), "--json").out)["vintages"][0]["at"][:10]
    ran = built(office, "--as-of", day)
    assert ran.code == 0, ran.said
    page = (office.outputs / f"{EDITION}@{day}.zh.html").read_text("utf-8")
    assert f'href="{EDITION}%40{day}.en.html"' in page


def _where(office: Office) -> list[str]:
    return ["--inputs", str(office.inputs), "--outputs", str(office.outputs)]


def test_a_format_that_there_is_not_is_said_with_those_that_there_are(office: Office) -> None:
    ran = office.build(EDITION, "--format", "pdf")
    assert ran.code == 2
    assert "'pdf' is not docx or html" in ran.said


def test_it_loads_neither_the_maker_of_word_documents_nor_the_painter_of_pixels(office: Office) -> None:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['generate.py', 'build', {EDITION!r}, '--format', 'html',"
        f" '--inputs', {str(office.inputs)!r}, '--outputs', {str(office.outputs)!r}]\n"
        "try:\n    runpy.run_path('generate.py', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({'docx', 'matplotlib.backends.backend_agg', 'xlsxwriter'} & {*sys.modules}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout.strip().splitlines()[-1] == "[]"
    assert sorted(office.written()) == NAMES
