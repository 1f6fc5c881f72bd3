"""The same batch on a Dask cluster of this machine: the same function, the same bytes, also when a worker is killed."""

from __future__ import annotations

import dataclasses
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch.bureau import Bureau, states
from distributed import LocalCluster
from hand_made import ROOT

from report.batch import plan as plans
from report.batch.executors import cluster
from report.batch.run import batch
from report.errors import InputFaults

WITHOUT = """
import sys
sys.modules["distributed"] = None
from report.batch.executors import cluster
with cluster("tcp://127.0.0.1:1"):
    pass
"""

pytestmark = pytest.mark.filterwarnings("default")  # what Dask warns of on its way down is not ours


@pytest.fixture
def two_workers() -> Iterator[LocalCluster]:
    """Two processes of one thread each, started in the checkout, so that they have this very program."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as made:
        yield made


def test_a_cluster_makes_the_same_bytes_also_when_a_worker_is_killed(
    whole: Bureau, bureau: Bureau, two_workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "_TOGETHER", 1)
    outcomes = {}
    killed = 0
    with cluster(two_workers.scheduler_address) as crew:
        assert crew.at_once == 4
        for outcome in batch(bureau.filed().plan(), crew):
            if not outcomes:
                killed = a_worker_of(two_workers)
                os.kill(killed, signal.SIGKILL)
            outcomes[outcome.document] = outcome
    assert killed and len(outcomes) == 12
    assert set(states(outcomes)) <= {"written", "current"}
    assert bureau.written() == whole.written()


def a_worker_of(made: LocalCluster) -> int:
    """The process of a worker, not of the nanny that starts it again."""
    return next(int(nanny.pid) for nanny in made.workers.values())


def test_a_worker_with_another_program_is_one_clear_line(
    bureau: Bureau, two_workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "program", lambda: "0.0.9 (another)")
    with cluster(two_workers.scheduler_address) as crew, pytest.raises(InputFaults) as error:
        list(batch(bureau.filed().plan(), crew))
    assert str(error.value).startswith("a worker: expected a worker with this program, 0.0.9 (another), found 0.")


def test_a_scheduler_that_does_not_answer_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.batch.executors._PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(InputFaults) as error, cluster(address):
        pass
    assert str(error.value).startswith(f"{address}: expected the answer of a Dask scheduler, found ")


def test_a_scheduler_without_workers_is_one_clear_line() -> None:
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as made,  # type: ignore[no-untyped-call]
        pytest.raises(InputFaults, match="expected a scheduler with workers, found none"),
        cluster(made.scheduler_address),
    ):
        pass


def test_a_scheduler_that_goes_away_leaves_what_was_written_and_the_next_run_goes_on(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "_TOGETHER", 1)
    made = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    with pytest.raises(InputFaults, match="the scheduler: expected an answer, found none any more"):
        try:
            with cluster(made.scheduler_address) as crew:
                for _outcome in batch(bureau.filed().plan(), dataclasses.replace(crew, at_once=1)):
                    made.close()
        finally:
            made.close()
    outcomes = bureau.run()
    assert len(outcomes) == 12 and states(outcomes).get("current", 0) >= 1


def test_without_dask_the_package_to_install_is_named(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "expected the package distributed" in run.stderr and "[cluster]" in run.stderr


def test_a_cluster_that_all_workers_have_left_ends_the_run(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_TOGETHER", 1)
    monkeypatch.setattr("report.batch.executors._LOOK", 1)
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as made,
        cluster(made.scheduler_address) as crew,
        pytest.raises(InputFaults, match="expected workers, found none for 3 seconds"),
    ):
        for _outcome in batch(bureau.filed().plan(), dataclasses.replace(crew, at_once=1)):
            made.scale(0)
