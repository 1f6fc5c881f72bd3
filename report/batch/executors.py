"""Who does the work: processes of this machine, or the workers of a Dask cluster; both as concurrent.futures executors.

``carry_out(tasks, crew)`` gives each task to a worker and yields its outcomes as they come. A task whose worker died is
done again, and where that one dies too, area by area: what kills workers is found, and holds up no other.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread
from typing import Any, Final

from report.batch.model import Outcome, Task
from report.batch.store import Lost
from report.batch.work import make
from report.errors import Fault, InputFaults, Place
from report.foreign import recognised
from report.garbage import look_for_garbage_seldom
from report.i18n import msg

Hire = Callable[[], AbstractContextManager[Executor]]


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Crew:
    """Who works. ``hire``: opens an executor; ``at_once``: how many tasks are handed out at a time."""

    hire: Hire
    at_once: int
    is_manned: Callable[[], bool] = _always


_ADDRESS: Final = re.compile(r"[a-z]+://\S+:\d+/?")
_TRIES: Final = 2  # of an area whose worker dies: the first time it may have been an accident
_DEAD_IN_A_ROW: Final = 3  # areas over which workers died, after which it is hardly the areas
_LOOK: Final = 20  # seconds, after which a look is had whether anybody is still there
_LOOKS: Final = 3  # a nanny starts a worker again in less
_PATIENCE: Final = 20  # seconds for a scheduler to answer


def carry_out(tasks: Iterable[Task], crew: Crew) -> Iterator[tuple[Outcome, ...]]:
    """Raises Lost where the outputs, or all workers, are gone; what was written by then is whole."""
    ahead, again = iter(tasks), list[Task]()
    alone = _Alone(crew)
    before: set[tuple[str, ...]] = set()  # of tasks whose worker died once
    while True:
        orphans: list[Task] = []
        with crew.hire() as executor:
            yield from _handed_out(chain(again, ahead), executor, crew, orphans)
        if not orphans:
            return
        again = [task for task in orphans if task.documents not in before]
        yield from alone.tried([task for task in orphans if task.documents in before])
        before.update(task.documents for task in again)


class _Alone:
    """Areas whose workers died, each given to workers that do nothing else."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._dead = 0

    def tried(self, suspects: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """Raises Lost where workers die over one area after another: then it is hardly the areas."""
        fault = Fault(
            Place(msg("a worker")),
            msg("one that lives until the document is made"),
            msg("{tries} that died over it", tries=_TRIES),
        )
        for task in (one for suspect in suspects for one in suspect.alone()):
            made = _tried_alone(task, self._crew)
            self._dead = 0 if made else self._dead + 1
            if self._dead == _DEAD_IN_A_ROW:
                expected = msg("workers that live (is there enough memory?)")
                raise Lost([Fault(Place(msg("the workers")), expected, msg("all that were tried died"))])
            yield made or tuple(
                Outcome(job.area, job.language, job.document, "failed", faults=(fault,)) for job in task.jobs
            )


def _handed_out(
    tasks: Iterator[Task], executor: Executor, crew: Crew, orphans: list[Task]
) -> Iterator[tuple[Outcome, ...]]:
    """Until all are done or an executor is broken; ``orphans`` takes those whose worker died."""
    running: dict[Future[tuple[Outcome, ...]], Task] = {}
    try:
        while True:
            if not orphans:
                _hand_out(islice(tasks, crew.at_once - len(running)), executor, running, orphans)
            if not running:
                return
            for future in _done(running, crew):
                task = running.pop(future)
                error = CancelledError() if future.cancelled() else future.exception()
                if error is None:
                    yield future.result()
                else:
                    _adopt(task, error, orphans)
    finally:
        for future in running:
            future.cancel()


def _done(running: Collection[Future[Any]], crew: Crew) -> Collection[Future[Any]]:
    """Those that are done, at least one. Raises Lost where nobody has been there to work for some time."""
    deserted = 0
    while True:
        done = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED).done
        if done:
            return done
        deserted = 0 if crew.is_manned() else deserted + 1
        if deserted == _LOOKS:
            found = msg("none for {seconds} seconds", seconds=_LOOK * _LOOKS)
            raise Lost([Fault(Place(msg("the scheduler")), msg("workers"), found)])


def _hand_out(
    tasks: Iterable[Task], executor: Executor, running: dict[Future[tuple[Outcome, ...]], Task], orphans: list[Task]
) -> None:
    for task in tasks:
        try:
            running[executor.submit(make, task)] = task
        except BrokenExecutor:
            orphans.append(task)
            return


def _adopt(task: Task, error: BaseException, orphans: list[Task]) -> None:
    """A task whose worker died; whatever else is wrong ends the batch."""
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
        orphans.append(task)
    elif isinstance(error, CancelledError) or _is_lost_connection(error):
        raise Lost([Fault(Place(msg("the scheduler")), msg("an answer"), msg("none any more"))]) from error
    elif isinstance(error, InputFaults):
        raise error
    elif isinstance(error, ImportError | AttributeError):
        expected = msg("workers that have this program")
        raise Lost([Fault(Place(msg("a worker")), expected, recognised(str(error).splitlines()[0]))]) from error
    else:
        raise error


def _is_lost_connection(error: BaseException) -> bool:
    return isinstance(error, OSError) and "Comm" in type(error).__name__


def _tried_alone(task: Task, crew: Crew) -> tuple[Outcome, ...]:
    """The documents of one area, by a worker that does nothing else; none: whoever tries it dies."""
    for _ in range(_TRIES):
        orphans: list[Task] = []
        with crew.hire() as executor:
            made = [outcome for several in _handed_out(iter([task]), executor, crew, orphans) for outcome in several]
        if not orphans:
            return tuple(made)
    return ()


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(workers: int) -> Crew:
    """Processes of this machine, started afresh: a copy of this one would hold what this one holds."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)

    def hire() -> AbstractContextManager[Executor]:
        return ProcessPoolExecutor(workers, context, _begin)

    return Crew(hire, 2 * workers)


def _begin() -> None:
    """What a process does first.

    Ctrl-C reaches every process of a terminal: the one that people see says what becomes of it. And where that one
    is killed, nobody would ever end the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_for_garbage_seldom()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of a Dask scheduler (``tcp://host:8786``).

    Raises InputFaults: Dask is not installed, no answer, no workers.
    """
    place = Place(address)
    try:
        import distributed
    except ImportError as error:
        expected = msg('the package distributed (python -m pip install "briefing-generator[cluster]")')
        raise InputFaults([Fault(place, expected, msg("none"))]) from error
    if not _ADDRESS.fullmatch(address):
        raise InputFaults([Fault(place, msg("the address of a Dask scheduler, such as tcp://host:8786"), address)])
    try:
        client: Any = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        found = " ".join(str(error).split()) or msg("none")
        raise InputFaults([Fault(place, msg("the answer of a Dask scheduler"), found)]) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise InputFaults([Fault(place, msg("a scheduler with workers"), msg("none"))])

        @contextmanager
        def hire() -> Iterator[Executor]:
            yield client.get_executor(retries=_TRIES)

        def is_manned() -> bool:
            try:
                return bool(client.nthreads())
            except (OSError, TimeoutError):
                return False

        yield Crew(hire, 2 * threads, is_manned)
