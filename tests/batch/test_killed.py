"""Whatever is killed: no document is lost, none is broken, and none is made that stands there already."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from batch.bureau import Bureau, states
from hand_made import ROOT

from report.batch import plan as plans
from report.batch.executors import Crew, processes
from report.batch.run import batch
from report.errors import InputFaults
from report.word.read import read_record

RUN = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from batch.bureau import Bureau
from report.batch import plan
plan._TOGETHER = 1

if __name__ == "__main__":
    Bureau(Path({folder!r})).run()
"""


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task for each county, so that there are some left when one is done."""
    monkeypatch.setattr(plans, "_TOGETHER", 1)


def test_the_areas_of_a_killed_worker_are_done_again(whole: Bureau, bureau: Bureau, one_by_one: None) -> None:
    pools: list[ProcessPoolExecutor] = []

    def hire() -> ProcessPoolExecutor:
        pool = processes(2).hire()
        assert isinstance(pool, ProcessPoolExecutor)
        pools.append(pool)
        return pool

    outcomes = {}
    for outcome in batch(bureau.filed().plan(), Crew(hire, 2)):
        if not outcomes:
            os.kill(next(iter(pools[0]._processes)), signal.SIGKILL)
        outcomes[outcome.document] = outcome
    assert len(pools) > 1, "the pool was not broken"
    assert len(outcomes) == 12 and set(states(outcomes)) <= {"written", "current"}
    assert bureau.written() == whole.written()


class Deadly(Executor):
    """Workers that die over one county, whoever has it; the others work as they do."""

    def __init__(self, county: str) -> None:
        self.county = county
        self.pool = ThreadPoolExecutor(1)

    def submit(self, make, task):  # type: ignore[no-untyped-def, override]
        if any(job.area == self.county for job in task.jobs):
            future: Future[object] = Future()
            future.set_exception(BrokenProcessPool("a process was terminated abruptly"))
            return future
        return self.pool.submit(make, task)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.shutdown(wait, cancel_futures=cancel_futures)


def test_a_county_that_kills_every_worker_fails_alone(bureau: Bureau) -> None:
    outcomes = bureau.filed().run(hire=lambda: Deadly("xb"))
    assert {outcome.area for outcome in outcomes.values() if outcome.state == "failed"} == {"xb"}
    assert "2 that died over it" in str(outcomes["xb.zh.docx"].faults[0])
    assert len(outcomes) == 12 and states(outcomes)["failed"] == 2


def test_a_killed_run_goes_on_where_it_stopped(whole: Bureau, bureau: Bureau, tmp_path: Path) -> None:
    bureau.filed()
    script = tmp_path / "run.py"
    script.write_text(
        RUN.format(root=str(ROOT), tests=str(ROOT / "tests"), folder=str(bureau.folder)), encoding="utf-8"
    )
    run = subprocess.Popen([sys.executable, str(script)], cwd=ROOT, start_new_session=True)
    documents = wait_for_documents(bureau.outputs, run)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert has_ended(run.pid), "the workers outlive the run"
    documents = {path: path.stat().st_mtime_ns for path in bureau.outputs.glob("*.docx")}
    assert 0 < len(documents) < 12, "the run was not killed in the middle"
    assert all(read_record(path) for path in documents)
    outcomes = bureau.run()
    assert len(outcomes) == 12 and states(outcomes)["current"] >= 1
    finished = {path for path in documents if outcomes[path.name].state == "current"}
    assert {path: path.stat().st_mtime_ns for path in finished} == {path: documents[path] for path in finished}
    assert bureau.written() == whole.written()


def wait_for_documents(folder: Path, run: subprocess.Popen[bytes]) -> list[Path]:
    for _ in range(6000):
        found = list(folder.glob("*.docx"))
        if found or run.poll() is not None:
            return found
        time.sleep(0.005)
    raise AssertionError("no document after 30 seconds")


def has_ended(session: int) -> bool:
    """Whether no process of a session is left, after a moment."""
    for _ in range(200):
        if not any(_session(pid) == session for pid in Path("/proc").iterdir() if pid.name.isdigit()):
            return True
        time.sleep(0.05)
    return False


def _session(process: Path) -> int:
    try:
        state, _, _, session = (process / "stat").read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return -1
    return -1 if state == "Z" else int(session)


class Closed(Executor):
    """A pool that is broken before it takes anything."""

    def submit(self, *_: object) -> Future[object]:  # type: ignore[override]
        raise BrokenProcessPool("a process was terminated abruptly")


def test_a_task_that_no_pool_took_is_done_by_the_next(bureau: Bureau) -> None:
    pools = iter([Closed()])
    assert states(bureau.filed().run(hire=lambda: next(pools, None) or ThreadPoolExecutor(1))) == {"written": 12}


def test_where_every_worker_dies_the_run_says_so_and_ends(bureau: Bureau, one_by_one: None) -> None:
    with pytest.raises(InputFaults, match="workers that live"):
        bureau.filed().run(hire=Closed)
