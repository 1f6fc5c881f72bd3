"""Long work, in a process beside the page: in turn, with progress, and a page that goes on where the work dies.

A :class:`Bench` has one process and does one thing after the other, so that two people who build at once do not mix.
A task is a function of a module that the process can import; what it is given and what it gives go through a pipe.
Only the bench's own thread uses the pipe; the process ends with the page, however that ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import secrets
import signal
import sys
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, Concatenate, Final, Literal, ParamSpec

from report.errors import BriefingError, Fault, InputFaults
from report.i18n import msg
from report.page.office import Office

State = Literal["waiting", "working", "done", "failed"]
Tell = Callable[[str, int, int], None]
"""Told by a task: what is being done, how much of it is done, of how much in all (0: not known)."""
P = ParamSpec("P")

_LONGEST: Final = 600.0  # seconds that one task may take, however much it tells
_LAST: Final = 3.0  # seconds in which a process that is asked to end may still tidy up
_REMEMBERED: Final = 200  # tasks whose outcome can still be asked for
_DIED: Final = msg("The work broke off unexpectedly. Nothing half-done was left; try it again.")
TOO_LONG: Final = msg("The work took too long and was stopped. Nothing half-done was left.")
MISTAKE: Final = msg("The program made a mistake; its details are in the window in which it was started.")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One piece of work as it stands. ``title`` and ``doing`` are words to people; ``onward``: the page to go to.

    ``result``: what the task gave, once it is done; ``faults`` or ``trouble``: why it failed.
    """

    id: str
    title: str
    onward: str
    state: State = "waiting"
    doing: str = ""
    done: int = 0
    total: int = 0
    result: Any = None
    faults: tuple[Fault, ...] = ()
    trouble: str = ""

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")


@dataclass(frozen=True)
class _Order:
    id: str
    task: Callable[..., Any]
    given: tuple[Any, ...]
    seconds: float = _LONGEST
    over: threading.Event = field(default_factory=threading.Event)


class Bench:
    """One process for work that is done in turn; started with the first piece of work, and anew where it died.

    ``tidy`` takes away what a process that died has left half done.
    """

    def __init__(self, office: Office, tidy: Callable[[], None] = lambda: None) -> None:
        self._office = office
        self._tidy = tidy
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._overs: dict[str, threading.Event] = {}
        self._starting = threading.Lock()
        self._closed = False
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._thread = threading.Thread(target=self._serve, name="bench", daemon=True)
        self._thread.start()

    def put(
        self,
        task: Callable[Concatenate[Office, Tell, P], Any],
        title: str,
        onward: Callable[[str], str],
        *given: P.args,
        **_: P.kwargs,
    ) -> Job:
        """Put a task in the queue. ``onward``: from the job's id, the address at which its outcome is shown."""
        return self.put_within(_LONGEST, task, title, onward, *given, **_)

    def put_within(
        self,
        seconds: float,
        task: Callable[Concatenate[Office, Tell, P], Any],
        title: str,
        onward: Callable[[str], str],
        *given: P.args,
        **_: P.kwargs,
    ) -> Job:
        """The same of a task that may take so many seconds after each time that it tells how far it is, and no more:
        then its process is ended. Until it first tells, a new process may take its time to start.
        """
        id = secrets.token_urlsafe(12)
        job = Job(id, title, onward(id))
        order = _Order(id, task, given, seconds)
        with self._lock:
            self._jobs[id] = job
            self._overs[id] = order.over
            self._forget()
        self._orders.put(order)
        return job

    def find(self, id: str) -> Job | None:
        with self._lock:
            return self._jobs.get(id)

    def wait(self, job: Job, seconds: float) -> Job:
        """The job as it stands when it is over, or after so many seconds."""
        with self._lock:
            over = self._overs.get(job.id)
        if over:
            over.wait(seconds)
        return self.find(job.id) or job

    def ahead(self, job: Job) -> int:
        """How many pieces of work come before one."""
        with self._lock:
            ids = [one.id for one in self._jobs.values() if not one.is_over]
        return ids.index(job.id) if job.id in ids else 0

    def close(self) -> None:
        """End the process; what waits is not done."""
        with self._starting:
            self._closed = True
            process = self._process
        self._orders.put(None)
        if process:
            _end(process)
        self._thread.join(_LAST)

    @property
    def process_id(self) -> int | None:
        process = self._process
        return process.pid if process and process.is_alive() else None

    def warm(self) -> None:
        """Start the process before anybody waits for it."""
        self.put(_nothing, "", lambda id: "")

    def _forget(self) -> None:
        over = [id for id, job in self._jobs.items() if job.is_over]
        for id in over[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[id], self._overs[id]

    def _change(self, id: str, **changes: Any) -> None:
        with self._lock:
            if id in self._jobs:
                self._jobs[id] = replace(self._jobs[id], **changes)

    def _serve(self) -> None:
        while order := self._orders.get():
            self._change(order.id, state="working")
            self._change(order.id, **self._outcome(order))
            order.over.set()
        self._stop()

    def _outcome(self, order: _Order) -> dict[str, Any]:
        try:
            return self._answer(order)
        except (EOFError, OSError):
            trouble = _DIED
        except _TooLong:
            trouble = TOO_LONG
        except Exception:  # what does not go through the pipe, on either side
            _logger.exception("%s", order.task)
            trouble = MISTAKE
        self._stop()
        self._tidy()
        return {"state": "failed", "trouble": trouble}

    def _answer(self, order: _Order) -> dict[str, Any]:
        """Raises EOFError or OSError where the process dies, :class:`_TooLong`, and whatever pickle raises."""
        pipe = self._connected()
        pipe.send((order.task, order.given))
        until = end = time.monotonic() + _LONGEST
        while pipe.poll(max(0.0, until - time.monotonic())):
            kind, *said = pipe.recv()
            if kind != "step":
                return dict(said[0])
            until = min(end, time.monotonic() + order.seconds)
            self._change(order.id, doing=said[0], done=said[1], total=said[2])
        raise _TooLong

    def _connected(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._stop()
            self._start()
        assert self._pipe is not None
        return self._pipe

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        with self._starting:
            if self._closed:
                raise EOFError
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._office), daemon=True)
            self._process.start()
            theirs.close()

    def _stop(self) -> None:
        if self._process:
            _end(self._process)
        if self._pipe:
            self._pipe.close()
        self._process = self._pipe = None


class _TooLong(Exception):
    """A task that has not ended in time."""


def _end(process: multiprocessing.process.BaseProcess) -> None:
    """Ask it to end, then make it."""
    process.terminate()
    process.join(_LAST)
    if process.is_alive():
        process.kill()
        process.join(_LAST)


def _nothing(office: Office, tell: Tell) -> None:
    """What a process does to be there: importing what most work needs."""
    import report.issuing
    import report.pipeline
    import report.proof.outgoing  # noqa: F401


def _work(pipe: Connection, office: Office) -> None:
    """The process: tasks in, outcomes out, until the page goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the page's own process ends this one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what is begun tidies up after itself
    threading.Thread(target=_end_with_the_page, daemon=True).start()

    def tell(doing: str, done: int, total: int) -> None:
        pipe.send(("step", doing, done, total))

    while True:
        try:
            task, given = pipe.recv()
            pipe.send_bytes(_outcome(task, office, tell, given))
        except (EOFError, OSError):
            return


def _end_with_the_page() -> None:
    """The page's process may be killed while a task goes on, which then nobody waits for."""
    page = multiprocessing.parent_process()
    if page is not None:
        page.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST)
        os._exit(1)


def _outcome(task: Callable[..., Any], office: Office, tell: Tell, given: tuple[Any, ...]) -> bytes:
    """What the bench is to receive: what the task gave, or why it failed."""
    try:
        return _packed({"state": "done", "result": task(office, tell, *given)})
    except InputFaults as error:
        return _packed({"state": "failed", "faults": error.faults})
    except BriefingError as error:
        return _packed({"state": "failed", "trouble": error.args[0] if error.args else ""})
    except Exception:  # the boundary: a mistake of the program ends its task, also a result that cannot be packed
        traceback.print_exc()
        return _packed({"state": "failed", "trouble": MISTAKE})


def _packed(outcome: dict[str, Any]) -> bytes:
    return bytes(ForkingPickler.dumps(("over", outcome)))
