"""``python generate.py batch`` as people run it, on the shipped pattern of provinces."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch.bureau import retyped
from command import Office, Ran, opened
from hand_made import ROOT

from report.word.read import read_record


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def batch(office: Office, *words: str) -> Ran:
    return office.run("batch", *words, "--inputs", str(office.inputs), "--outputs", str(office.outputs))


def test_a_province_gets_its_briefings_and_the_next_run_has_nothing_to_do(office: Office) -> None:
    ran = batch(office, "provinces-sample", "--areas", "henan,安徽省", "--json")
    assert ran.code == 0, ran.said
    assert {(one["document"], one["state"]) for one in ran.json["documents"]} == {
        (f"{area}.{language}.docx", "written") for area in ("anhui", "henan") for language in ("zh", "en")
    }
    assert "provinces-sample: 4 written in" in ran.said and "a second" in ran.said
    folder = office.outputs / "provinces-sample"
    record = read_record(folder / "henan.zh.docx")
    assert record and record.edition == "provinces-sample/henan"
    said = (folder / "henan.zh.md").read_text("utf-8")
    assert "全国" in said and "样例" in said
    again = batch(office, "--areas", "henan,anhui")
    assert again.code == 0 and "provinces-sample: 4 up to date" in again.said and again.out == ""


def test_other_commands_know_a_document_of_a_batch(office: Office) -> None:
    """Check reads it against its share; build says what makes it; plain build says that there is a pattern."""
    batch(office, "provinces-sample", "--areas", "henan", "--language", "zh")
    document = office.outputs / "provinces-sample" / "henan.zh.docx"
    checked = office.run("check", str(document), "--inputs", str(office.inputs), "--json")
    assert checked.code == 0 and checked.json["edition"] == "provinces-sample/henan", checked.said
    assert checked.json["numbers"]["traced"] > 60
    built = office.build("provinces-sample")
    assert built.code == 2 and "python generate.py batch provinces-sample" in built.said
    assert "batch provinces-sample --areas henan" in office.build("provinces-sample/henan").said
    assert "– provinces-sample is a pattern of many areas" in office.build("--language", "zh").said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gongyi-2021Q1"], "found gongyi-2021Q1, an edition of one area (python generate.py build gongyi-2021Q1)"),
        (["provinces-smaple"], "found provinces-smaple; nearest known: provinces-sample"),
        (["--areas", "henan,henan"], "--areas: expected each area once, found henan, listed twice"),
        (["--language", "fr"], "'fr' is not zh or en"),
        (["--workers", "0"], "0 is not in the range"),
        (["--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "--workers or --scheduler, not both"),
        (["--scheduler", "nonsense"], "nonsense: expected the address of a Dask scheduler, such as tcp://host:8786"),
        (["--areas", "no-such-area"], "expected an area of the catalogue, found no-such-area"),
    ],
)
def test_a_slip_is_told_in_one_line(office: Office, words: list[str], said: str) -> None:
    ran = batch(office, *words)
    assert ran.code == 2 and said in ran.said and "Traceback" not in ran.said
    assert not list(office.outputs.rglob("*.docx"))


def test_outputs_that_cannot_be_are_told_in_one_line(office: Office) -> None:
    office.outputs.write_text("a file where a folder is to be")
    ran = batch(office, "--areas", "henan")
    assert ran.code == 2 and ran.said.count("✗") == 1 and "Traceback" not in ran.said
    ran = office.run("batch", "--areas", "henan", "--inputs", str(office.inputs), "--outputs", "nowhere://x")
    assert ran.code == 2 and "an address that fsspec knows" in ran.said and ran.said.count("✗") == 1


def test_a_bad_province_fails_alone_with_exit_code_1(office: Office) -> None:
    put(office.inputs / "provinces-sample" / "figures.xlsx", "8.x", column=1)
    ran = batch(office, "--areas", "henan,anhui", "--language", "zh", "--json")
    assert ran.code == 1
    states = {one["area"]: one["state"] for one in ran.json["documents"]}
    assert states == {"henan": "failed", "anhui": "written"}
    (fault,) = next(one["faults"] for one in ran.json["documents"] if one["area"] == "henan")
    assert fault["file"] == "provinces-sample/figures.xlsx" and fault["cell"] and "8.x" in fault["found"]
    assert "✗ henan.zh.docx: provinces-sample/figures.xlsx" in ran.said


def test_an_edited_document_is_corrected_by_revise_and_then_left_in_peace(office: Office) -> None:
    words = ("provinces-sample", "--areas", "henan", "--language", "zh")
    batch(office, *words)
    document = office.outputs / "provinces-sample" / "henan.zh.docx"
    retyped(document, lambda text: text.replace("从走势看", "总的来看", 1))
    edited = document.read_bytes()
    put(office.inputs / "provinces-sample" / "figures.xlsx", 30.1, column=12)
    refused = batch(office, *words)
    assert refused.code == 2 and "✗ henan.zh.docx: expected a document as it was generated" in refused.said
    assert "总的来看" in refused.said and "generate.py revise" in refused.said
    revised = office.revise(str(document), "--reason", "复核")
    assert revised.code == 0, revised.said
    rested = batch(office, *words)
    assert rested.code == 0 and "1 corrected in a document beside" in rested.said
    assert document.read_bytes() == edited


def put(workbook: Path, value: object, column: int) -> None:
    """Another value in Henan's row of the newest quarter."""
    from openpyxl import load_workbook

    book = load_workbook(workbook)
    (row,) = (row for row in book["2021年一季度"].iter_rows() if "河南" in str(row[0].value))
    row[column].value = value
    book.save(workbook)


def test_a_person_sees_a_bar_with_rate_and_time_left(office: Office) -> None:
    """On a terminal; and Ctrl-C there, once or more, ends the run in order, and what was written is whole."""
    main, screen = pty.openpty()
    command = [sys.executable, str(ROOT / "generate.py"), "batch", "--inputs", str(office.inputs)]
    run = subprocess.Popen(
        [*command, "--outputs", str(office.outputs)],
        stdout=subprocess.DEVNULL,
        stderr=screen,
        cwd=office.folder,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(screen)
    seen = ""
    stopped = False
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if select.select([main], [], [], 0.2)[0]:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            seen += piece.decode("utf-8", "replace")
        if not stopped and list(office.outputs.rglob("*.docx")):
            os.killpg(run.pid, signal.SIGINT)
            time.sleep(0.3)
            os.killpg(run.pid, signal.SIGINT)  # as people do where nothing seems to happen
            stopped = True
    assert run.wait(60) == 2
    assert stopped and "/62" in seen and "/s" in seen
    assert "documents that are being made are finished first" in seen
    assert "before the run was stopped" in seen and "the same command continues" in seen
    assert "Traceback" not in seen
    assert all(read_record(path) for path in office.outputs.rglob("*.docx"))
