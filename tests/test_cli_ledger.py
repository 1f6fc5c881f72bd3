"""The commands of the ledger as processes: what is noted, asked, rebuilt, and built as of a day."""

from __future__ import annotations

import datetime
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from command import Office, Ran, opened, ran
from docx import Document
from hand_made import ROOT
from test_outputs import stopped_in_the_middle

QUICK = ("china-2021Q4", "--language", "zh")
NAME = "china-2021Q4.zh.docx"
CSV = "china-2021Q4/nbs-quarterly-national.gbk.csv"
APRIL, MAY = ({"SOURCE_DATE_EPOCH": stamp} for stamp in ("1619000000", "1620400000"))  # 2021-04-21, 2021-05-07


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def run(office: Office, *words: str, env: Mapping[str, str] | None = None) -> Ran:
    folders = ("--inputs", str(office.inputs), "--outputs", str(office.outputs))
    done = office.run(*words, *folders, env=env)
    assert "Traceback" not in done.said
    return done


def revise(office: Office, old: bytes = b"1143669.7", new: bytes = b"1149237.0") -> None:
    path = office.inputs / CSV
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new))


def runs(office: Office) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(office.outputs / "ledger.sqlite")) as connection:
        return list(connection.execute("SELECT at, command FROM ledger_runs ORDER BY seq"))


def test_a_build_is_noted_beside_the_documents_once_with_all_its_editions(office: Office) -> None:
    built = office.build("--json", env=APRIL)
    assert built.json["ledger"] is None
    assert runs(office) == [("2021-04-21T10:13:20+00:00", "build")]
    with closing(sqlite3.connect(office.outputs / "ledger.sqlite")) as connection:
        noted = connection.execute("SELECT count(*), count(DISTINCT edition) FROM ledger_documents").fetchone()
    assert noted == (6, 3)


def test_a_run_with_nothing_to_do_leaves_the_ledger_alone_and_loads_no_database(office: Office) -> None:
    office.build(*QUICK)
    ledger = office.outputs / "ledger.sqlite"
    before = (ledger.read_bytes(), ledger.stat().st_mtime_ns)
    words = ["build", *QUICK, "--inputs", str(office.inputs), "--outputs", str(office.outputs)]
    again = ran([sys.executable, "-X", "importtime", str(ROOT / "generate.py"), *words], office.folder)
    assert "is up to date" in again.said
    assert "sqlite3" not in again.said
    assert (ledger.read_bytes(), ledger.stat().st_mtime_ns) == before


def test_history_is_a_table_of_vintages(office: Office) -> None:
    office.build(*QUICK, env=APRIL)
    revise(office)
    office.build(*QUICK, env=MAY)
    told = run(office, "history", "国内生产总值", "--period", "2021年", "--area", "全国")
    assert told.code == 0
    head, *lines = [line.split() for line in told.out.splitlines()]
    assert head == ["edition", "figure", "value", "noted", "status", "cell", "change"]
    level = [line for line in lines if line[1] == "gdp.level@china/2021Q4"]
    cell = ["china-2021Q4/nbs-quarterly-national.gbk.csv", "C5"]
    assert [line[2:5] for line in level] == [
        ["1143669.7亿元", "2021-04-21", "normal"],
        ["1149237.0亿元", "2021-05-07", "normal"],
    ]
    assert [line[-1] for line in level] == ["new", "value"]
    assert cell[0] in level[0]
    early = run(office, "history", "gdp", "--period", "2021", "--as-of", "2021-05-06", "--json").json["vintages"]
    assert [one["value"] for one in early if one["key"] == "gdp.level@china/2021Q4"] == ["1143669.7"]


def test_columns_of_chinese_and_latin_words_stand_under_one_another(office: Office) -> None:
    office.build("gongyi-2021Q1", "--language", "zh")
    lines = run(office, "history", "gdp", "--area", "gongyi").out.splitlines()
    wide = [sum(1 + (ord(letter) > 0x2E80) for letter in line[: line.index("gongyi-2021Q1/")]) for line in lines[1:]]
    assert len(lines) > 3
    assert set(wide) == {lines[0].index("cell")}


def test_what_the_ledger_does_not_know_is_said_and_an_unknown_name_is_a_fault(office: Office) -> None:
    nothing = run(office, "history", "gdp", "--area", "henan")
    assert (nothing.code, nothing.out) == (0, "")
    assert "The ledger knows nothing of gdp of henan." in nothing.said
    assert not office.outputs.exists()
    assert run(office, "history", "gdp", "--json").json == {"vintages": []}
    wrong = run(office, "history", "gpd", "--period", "soon")
    assert wrong.code == 2
    assert "found gpd; nearest known: GRP, gdp" in wrong.said
    assert "--period" in wrong.said


def test_affected_tells_the_briefings_that_cite_what_a_workbook_would_change(office: Office) -> None:
    office.build("china-2021Q4")
    clean = run(office, "affected")
    assert (clean.code, clean.out) == (0, "")
    assert "No issued briefing" in clean.said
    revise(office)
    for words in ((), (str(office.inputs / CSV),)):
        told = run(office, "affected", *words)
        assert told.code == 1
        assert f"{NAME} (as written)" in told.out
        assert "gdp.level@china/2021Q4, printed 1143669.7亿元: 1143669.7亿元 → 1149237.0亿元 — 2021年" in told.out
    answer = run(office, "affected", "--json")
    assert answer.code == 1
    document = answer.json["documents"][1]
    assert (document["edition"], document["language"], document["standing"]) == ("china-2021Q4", "zh", "as written")
    change = next(one for one in document["changes"] if one["fact"] == "gdp.level@china/2021Q4")
    assert change["old"] == {"value": "1143669.7", "unit": "亿元"}
    assert change["new"] == {"value": "1149237.0", "unit": "亿元"}
    assert change["element"] == "paragraph"


def test_affected_says_whether_a_document_was_edited_or_is_gone(office: Office) -> None:
    office.build("china-2021Q4")
    path = office.outputs / NAME
    document = Document(str(path))
    document.paragraphs[7].add_run("，市领导批示")
    document.save(str(path))
    (office.outputs / "china-2021Q4.en.docx").unlink()
    revise(office)
    standing = {one["language"]: one["standing"] for one in run(office, "affected", "--json").json["documents"]}
    assert standing == {"zh": "edited since", "en": "gone"}


def test_a_workbook_that_is_not_there_or_cannot_be_read_is_bad_input(office: Office) -> None:
    office.build(*QUICK)
    assert run(office, "affected", "none.xlsx").code == 2
    (office.folder / "broken.xlsx").write_bytes(b"no workbook")
    wrong = run(office, "affected", str(office.folder / "broken.xlsx"))
    assert wrong.code == 2
    assert "broken.xlsx" in wrong.said


def test_built_as_of_today_a_briefing_is_the_same_but_for_the_digest_of_its_inputs(office: Office) -> None:
    office.build("gongyi-2021Q1")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    before = office.written()
    noted = runs(office)
    again = run(office, "build", "gongyi-2021Q1", "--as-of", today, "--json")
    assert again.code == 0, again.said
    assert [Path(one["document"]).name for one in again.json["documents"]] == [
        f"gongyi-2021Q1@{today}.{language}.docx" for language in ("zh", "en")
    ]
    after = office.written()
    assert {name: after[name] for name in before} == before
    for language in ("zh", "en"):
        for ending in ("md", "trace.csv"):
            now, then = (f"gongyi-2021Q1{day}.{language}.{ending}" for day in ("", f"@{today}"))
            assert after[then] == before[now]
        now, then = (office.outputs / f"gongyi-2021Q1{day}.{language}.docx" for day in ("", f"@{today}"))
        assert _words(then) == _words(now)
    assert runs(office) == noted


def _words(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_built_as_of_an_earlier_day_a_briefing_says_what_was_known_then(office: Office) -> None:
    office.build(*QUICK, env=APRIL)
    first = office.written()
    revise(office)
    office.build(*QUICK, env=MAY)
    then = run(office, "build", *QUICK, "--as-of", "2021-05-06")
    assert then.code == 0, then.said
    after = office.written()
    assert after["china-2021Q4@2021-05-06.zh.md"] == first["china-2021Q4.zh.md"]
    assert after["china-2021Q4@2021-05-06.zh.trace.csv"] == first["china-2021Q4.zh.trace.csv"]
    assert after["china-2021Q4.zh.md"] != first["china-2021Q4.zh.md"]
    assert run(office, "build", "--as-of", "2021-05-07", "--json").json["documents"][0]["edition"] == "china-2021Q4"


def test_as_of_a_day_of_which_nothing_is_known_nothing_is_written(office: Office) -> None:
    office.build(*QUICK, env=MAY)
    before = office.written()
    for words in (("china-2021Q4",), ("gongyi-2020", "china-2021Q4"), ()):
        wrong = run(office, "build", *words, "--as-of", "2021-05-06")
        assert wrong.code == 2
        assert "as of 2021-05-06: expected an edition of which anything was known" in wrong.said
    assert office.written() == before
    assert run(office, "build", "--as-of", "yesterday").code == 2


def test_an_as_of_document_that_somebody_edited_is_never_overwritten(office: Office) -> None:
    office.build(*QUICK, env=APRIL)
    words = ("build", *QUICK, "--as-of", "2021-05-06")
    assert run(office, *words).code == 0
    assert run(office, *words).code == 0
    path = office.outputs / "china-2021Q4@2021-05-06.zh.docx"
    document = Document(str(path))
    document.paragraphs[7].add_run("，市领导批示")
    document.save(str(path))
    before = office.written()
    refused = run(office, *words)
    assert refused.code == 2
    assert "市领导批示" in refused.said
    assert office.written() == before


def test_a_lost_ledger_is_rebuilt_from_the_documents(office: Office) -> None:
    office.build("china-2021Q4")
    (office.outputs / "ledger.sqlite").unlink()
    (office.outputs / "torn.docx").write_bytes(b"PK torn")
    rebuilt = office.run("ledger", "rebuild", str(office.outputs), "--json")
    assert rebuilt.code == 1
    assert [one["document"] for one in rebuilt.json["noted"]] == ["china-2021Q4.en.docx", NAME]
    assert [one["file"] for one in rebuilt.json["faults"]] == ["torn.docx"]
    (office.outputs / "torn.docx").unlink()
    again = office.run("ledger", "rebuild", str(office.outputs))
    assert (again.code, again.out) == (0, "")
    assert "has all" in again.said
    revise(office)
    told = run(office, "affected", "--json")
    assert [one["standing"] for one in told.json["documents"]] == ["as written"] * 2
    assert office.run("ledger", "rebuild", str(office.folder / "none")).code == 2


def say_read_only(ledger: Path, *, read_only: bool) -> None:
    """Byte 18 of an SQLite file is its write version: of one above 2 nothing may be written, whoever asks."""
    content = bytearray(ledger.read_bytes())
    content[18] = 3 if read_only else 1
    ledger.write_bytes(content)


def test_a_ledger_that_may_only_be_read_holds_up_no_document_and_catches_up(office: Office) -> None:
    ledger = office.folder / "ledger.sqlite"
    office.build("gongyi-2021Q1", "--language", "zh", "--ledger", str(ledger))
    say_read_only(ledger, read_only=True)
    kept = office.build(*QUICK, "--ledger", str(ledger), "--json")
    assert kept.code == 1, kept.said
    assert (office.outputs / NAME).exists()
    assert "! ledger ledger.sqlite: expected a ledger that can be used, found attempt to write a readonly" in kept.said
    assert kept.json["ledger"]["file"] == "ledger.sqlite"
    assert kept.json["documents"][0]["state"] == "written"
    assert len(list((office.outputs / "ledger.pending").iterdir())) == 1
    say_read_only(ledger, read_only=False)
    caught = office.build(*QUICK, "--ledger", str(ledger))
    assert caught.code == 0, caught.said
    assert "is up to date" in caught.said
    assert not (office.outputs / "ledger.pending").exists()
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("SELECT edition FROM ledger_documents ORDER BY seq").fetchall() == [
            ("gongyi-2021Q1",),
            ("china-2021Q4",),
        ]


def test_a_server_that_does_not_answer_holds_up_no_document(office: Office) -> None:
    env = {"BRIEFING_LEDGER": "postgresql://clerk:geheim@127.0.0.1:1/ledger"}
    for words in (QUICK, (*QUICK, "--force"), QUICK):  # the last has nothing to do but to catch up
        kept = office.build(*words, env=env)
        assert kept.code == 1
        assert "! ledger postgresql://127.0.0.1/ledger: expected a ledger that can be used, found" in kept.said
        assert "geheim" not in kept.said
    assert (office.outputs / NAME).exists()
    assert len(list((office.outputs / "ledger.pending").iterdir())) == 2
    told = run(office, "history", "gdp")  # whatever asks takes along what waits
    assert told.code == 0
    assert len(runs(office)) == 2
    asked = run(office, "history", "gdp", env=env)
    assert asked.code == 2
    assert "geheim" not in asked.said


def test_a_kill_between_the_documents_and_the_ledger_loses_nothing(office: Office) -> None:
    """The fifth file is what says that the four before it were written."""
    folders = ["--inputs", str(office.inputs), "--outputs", str(office.outputs)]
    stopped_in_the_middle(["build", *QUICK, *folders], office.folder, after=4)
    assert (office.outputs / NAME).exists()
    assert not (office.outputs / "ledger.sqlite").exists()
    again = office.build(*QUICK)
    assert (again.code, "is up to date" in again.said) == (0, True)
    with closing(sqlite3.connect(office.outputs / "ledger.sqlite")) as connection:
        assert connection.execute("SELECT file FROM ledger_documents").fetchall() == [(NAME,)]
    assert not (office.outputs / "ledger.pending").exists()


def test_two_builds_at_once_share_a_ledger(office: Office) -> None:
    commands = [
        [
            *(sys.executable, str(ROOT / "generate.py"), "build", *QUICK),
            *("--inputs", str(office.inputs), "--outputs", str(office.folder / name)),
            *("--ledger", str(office.folder / "shared.sqlite")),
        ]
        for name in ("one", "two")
    ]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    with closing(sqlite3.connect(office.folder / "shared.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_runs").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM ledger_documents").fetchone() == (2,)
        repeated = "SELECT key FROM ledger_vintages GROUP BY kind, key HAVING count(*) > 1"
        assert connection.execute(repeated).fetchall() == []


def test_help_of_each_command_is_quick(tmp_path: Path) -> None:
    for words in (("history", "--help"), ("affected", "--help"), ("ledger", "rebuild", "--help")):
        helped = ran([sys.executable, "-X", "importtime", str(ROOT / "generate.py"), *words], tmp_path)
        assert helped.code == 0
        assert "--ledger" in helped.out
        loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in helped.said.splitlines()}
        assert not loaded & {"sqlite3", "psycopg", "matplotlib", "openpyxl", "pydantic"}
