"""Files out: whole or not at all, whatever moment the process is killed at."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command import opened
from hand_made import ROOT

from report import outputs
from report.errors import InputFaults

# The command, but the disk is as slow as a disk can be: after some files it says when it is asked to flush, and never
# does. The first file of a build is what waits for the ledger.
STALLED = """
import os, sys, time
passing = iter(range({after}))
def flush(handle):
    if next(passing, None) is not None:
        return
    print("flushing", flush=True)
    time.sleep(600)
os.fsync = flush
sys.path.insert(0, {root!r})
sys.argv = ["generate.py", *{words!r}]
from report.cli import run
run()
"""
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from report.outputs import write_whole
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_whole(Path({path!r}), letter * 3_000_000)
"""


def stopped_in_the_middle(words: list[str], folder: Path, after: int = 1) -> None:
    script = STALLED.format(root=str(ROOT), words=words, after=after)
    with subprocess.Popen([sys.executable, "-c", script], cwd=folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"flushing\n"
        process.send_signal(signal.SIGKILL)
        process.wait(60)


def test_a_kill_in_the_middle_of_writing_leaves_the_old_files_and_the_next_build_tidies_up(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.build("china-2021Q4", "--language", "zh")
    before = office.written()
    office.change("china-2021Q4/edition.toml", "issue = 1", "issue = 2")
    folders = ["--inputs", str(office.inputs), "--outputs", str(office.outputs)]
    stopped_in_the_middle(["build", "china-2021Q4", "--language", "zh", *folders], tmp_path)
    kept = office.written()
    assert {name: kept[name] for name in before} == before
    parts = set(kept) - set(before)
    assert len(parts) == 1
    assert parts.pop().endswith(".part")
    assert office.build("china-2021Q4", "--language", "zh").code == 0
    after = office.written()
    assert set(after) == set(before)
    assert after["china-2021Q4.zh.docx"] != before["china-2021Q4.zh.docx"]


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    whole = {b"a" * 3_000_000, b"b" * 3_000_000}
    for _ in range(8):
        script = WRITER.format(root=str(ROOT), path=str(path))
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            while not path.exists():
                assert process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait(60)
        assert path.read_bytes() in whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_can_be_read_by_everybody(tmp_path: Path) -> None:
    outputs.write_whole(tmp_path / "new" / "file", b"words")
    assert (tmp_path / "new" / "file").read_bytes() == b"words"
    assert (tmp_path / "new" / "file").stat().st_mode & 0o777 == 0o644
    assert names(tmp_path / "new") == ["file"]


def test_a_place_that_is_a_folder_is_a_fault_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(InputFaults, match="a file that can be written"):
        outputs.write_whole(tmp_path / "file", b"words")
    assert names(tmp_path) == ["file"]


def test_clearing_takes_only_what_a_killed_run_left(tmp_path: Path) -> None:
    for name in (".a.docx.x1.part", "b.part", ".hidden", "a.docx"):
        (tmp_path / name).write_bytes(b"")
    outputs.clear_parts(tmp_path)
    assert names(tmp_path) == [".hidden", "a.docx", "b.part"]
