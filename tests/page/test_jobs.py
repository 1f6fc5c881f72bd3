"""Work beside the page: in turn, with progress, and a page that goes on whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page import trial_tasks as trials
from page.processes import gone, written
from page.visitor import Visitor, words

from report.page import jobs
from report.page.jobs import Bench, Job
from report.page.office import Office
from report.page.sharing import EXTENSION

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office of empty folders."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("inputs", "templates", "outputs", "desk"):
        (folder / name).mkdir()
    return Office(folder / "inputs", folder / "templates", folder / "outputs", "", folder / "desk")


@pytest.fixture(scope="module")
def bench(bare: Office) -> Iterator[Bench]:
    """One for many tests, since each task leaves it as it was."""
    made = Bench(bare, bare.clear_parts)
    yield made
    made.close()


def put(bench: Bench, task: Callable[..., Any], *given: Any) -> Job:
    return bench.put(task, task.__name__, lambda id: f"/outcome/{id}", *given)


def done(bench: Bench, task: Callable[..., Any], *given: Any) -> Job:
    job = bench.wait(put(bench, task, *given), 20)
    assert job.is_over, f"{task.__name__} hangs"
    return job


def test_a_task_gives_what_it_gives(bench: Bench) -> None:
    job = done(bench, trials.echo, "巩义")
    assert (job.state, job.result) == ("done", "巩义")


def test_outcomes_are_found_by_an_id_that_nobody_guesses(bench: Bench) -> None:
    made = [put(bench, trials.echo, str(number)) for number in range(20)]
    bench.wait(made[-1], 20)
    ids = {job.id for job in made}
    assert len(ids) == 20 and all(len(id) >= 16 for id in ids)
    assert bench.find("0") is None and bench.find("") is None


def test_one_thing_is_done_after_the_other(bench: Bench, tmp_path: Path) -> None:
    log = tmp_path / "log"
    first, second = (put(bench, trials.in_turn, str(log), 0.3) for _ in range(2))
    assert bench.ahead(second) == 1
    bench.wait(second, 20)
    assert log.read_text().split() == ["begin", "end", "begin", "end"]
    assert bench.find(first.id).result is None and bench.ahead(second) == 0  # type: ignore[union-attr]


def test_progress_goes_up_and_never_down(bench: Bench) -> None:
    job = put(bench, trials.steps, 12)
    seen = [0]
    while not (now := bench.wait(job, 0.02)).is_over:
        seen.append(now.done)
    assert seen == sorted(seen) and len(set(seen)) > 3
    assert now.result == 12


@pytest.mark.parametrize(
    "task",
    [trials.raise_mistake, trials.raise_stubborn, trials.give_function, trials.give_poison, trials.tell_function],
)
def test_a_mistake_ends_its_task_and_nothing_else(bench: Bench, task: Callable[..., Any]) -> None:
    job = done(bench, task)
    assert job.state == "failed" and "The program made a mistake" in job.trouble
    assert done(bench, trials.echo, "on").result == "on"


def test_what_cannot_be_handed_to_a_task_is_a_mistake_too(bench: Bench) -> None:
    job = done(bench, trials.echo, lambda: None)
    assert job.state == "failed" and "The program made a mistake" in job.trouble
    assert done(bench, trials.echo, "on").result == "on"


def test_faults_come_through_with_their_cell(bench: Bench) -> None:
    job = done(bench, trials.raise_faults)
    assert job.state == "failed" and job.faults[0].place.cell == "B2"


@pytest.mark.parametrize("task", [trials.leave, trials.die])
def test_a_process_that_dies_is_started_anew(bench: Bench, task: Callable[..., Any]) -> None:
    job = done(bench, task)
    assert job.state == "failed" and "broke off" in job.trouble
    assert done(bench, trials.echo, "on").result == "on"


@pytest.mark.parametrize("task", [trials.sleep, trials.tell_on_and_on])
def test_what_takes_too_long_is_stopped(
    bench: Bench, task: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    done(bench, trials.echo, "warm")
    monkeypatch.setattr(jobs, "_LONGEST", 0.5)
    began = time.monotonic()
    job = done(bench, task)
    assert job.state == "failed" and "too long" in job.trouble
    assert time.monotonic() - began < 10
    monkeypatch.undo()
    assert done(bench, trials.echo, "on").result == "on"


def test_a_process_that_dies_leaves_nothing_halfwritten(bench: Bench, bare: Office) -> None:
    kept = bare.outputs / "gongyi-2021Q1.zh.docx"
    kept.write_bytes(b"the old one")
    assert "Nothing half-done was left" in done(bench, trials.half_write).trouble
    assert [path.name for path in bare.outputs.iterdir()] == [kept.name]
    assert kept.read_bytes() == b"the old one"


@POSIX
def test_a_build_that_is_killed_leaves_the_page_working(visitor: Visitor, office: Office) -> None:
    bench: Bench = visitor.app.extensions[EXTENSION].writing
    bench.wait(put(bench, trials.echo, ""), 20)
    killed = bench.process_id
    assert killed
    ahead = put(bench, trials.sleep)
    answer = visitor.post("/editions/gongyi-2021Q1/build")
    while bench.find(ahead.id).state == "waiting":  # type: ignore[union-attr]
        time.sleep(0.02)
    os.kill(killed, signal.SIGKILL)
    assert "not built yet" in words(visitor.page("/"))
    assert "gongyi-2021Q1.zh.docx" in words(visitor.outcome(answer))
    assert bench.process_id != killed
    answer = visitor.get(f"/progress/{ahead.id}")
    assert "The work broke off unexpectedly. Nothing half-done was left; try it again." in words(answer)
    assert not list(office.outputs.glob(".*.part"))


def test_the_oldest_outcomes_are_forgotten(bench: Bench) -> None:
    first = done(bench, trials.big, 1000)
    last = [put(bench, trials.big, 1000) for _ in range(300)][-1]
    assert bench.wait(last, 20).state == "done"
    put(bench, trials.echo, "")
    assert bench.find(first.id) is None
    assert len(bench._jobs) <= jobs._REMEMBERED and bench._overs.keys() == bench._jobs.keys()


def test_an_outcome_that_is_not_known_or_not_there_yet_is_no_page(visitor: Visitor) -> None:
    bench: Bench = visitor.app.extensions[EXTENSION].writing
    waiting = put(bench, trials.sleep)
    for path in ("/progress/unknown", "/progress/unknown.json", "/taken/unknown", f"/taken/{waiting.id}"):
        assert visitor.get(path).status_code == 404, path
    assert visitor.get(f"/built/{waiting.id}").status_code == 404
    assert visitor.get(f"/progress/{waiting.id}").status_code == 200


def test_an_outcome_is_shown_only_where_it_belongs(visitor: Visitor) -> None:
    bench: Bench = visitor.app.extensions[EXTENSION].writing
    other = done(bench, trials.echo, "/etc/hostname")
    edition = "/editions/gongyi-2021Q1"
    own = [
        f"{edition}/{what}/{other.id}" for what in ("built", "made", "preview", "figures/proposed", "figures/accepted")
    ]
    for path in (*own, *(f"/{what}/{other.id}" for what in ("built", "taken", "check", "check/annotated", "correct"))):
        assert visitor.get(path).status_code == 404, path


@POSIX
def test_closing_ends_the_process_and_what_waits(bare: Office, tmp_path: Path) -> None:
    bench = Bench(bare)
    begun = tmp_path / "begun"
    first, second = put(bench, trials.sleep, str(begun)), put(bench, trials.echo, "never")
    pid = written(begun)
    began = time.monotonic()
    bench.close()
    assert time.monotonic() - began < 5
    assert gone(pid) and bench.process_id is None and not bench._thread.is_alive()
    assert [bench.find(job.id).state for job in (first, second)] == ["failed", "failed"]  # type: ignore[union-attr]


@POSIX
def test_closing_ends_a_process_that_does_not_listen(
    bare: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_LAST", 0.5)
    bench = Bench(bare)
    put(bench, trials.deaf, str(tmp_path / "begun"))
    pid = written(tmp_path / "begun")
    bench.close()
    assert gone(pid)


@POSIX
def test_closing_ends_the_programs_that_a_task_has_started(bare: Office, tmp_path: Path) -> None:
    bench = Bench(bare)
    put(bench, trials.have_child, str(tmp_path / "child"))
    child = written(tmp_path / "child")
    bench.close()
    assert gone(child)


_PAGE = """
import pathlib, sys, time
from page import trial_tasks as trials
from report.page.jobs import Bench
from report.page.office import Office
if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    bench = Bench(Office(folder, folder, folder, "", folder))
    bench.put(trials.sleep, "", lambda id: "", str(folder / "begun"))
    time.sleep(60)
"""


@POSIX
def test_the_process_ends_where_the_page_is_killed_in_the_middle_of_a_task(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text(_PAGE)
    root = Path(__file__).parents[2]
    page = subprocess.Popen(
        [sys.executable, str(tmp_path / "alone.py"), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"},
    )
    worker = written(tmp_path / "begun")
    page.kill()
    page.wait()
    assert gone(worker, 5)
