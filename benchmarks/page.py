"""The office page under load: 50 people read and 5 build at once, on loopback; and how soon the first page is there.

    python benchmarks/page.py [--seconds 20] [--readers 50] [--builders 5] [--starts 5] [--note WORDS] [--write]

Prints the tables of benchmarks/page.md; ``--write`` writes them there. Exit code 1 where any answer was an error.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NAMES: Final = ("gongyi-2021Q1", "gongyi-2020", "china-2021Q4")
THINKS: Final = 1.0  # seconds, on average, from one page to the next
POLLS: Final = 0.4  # seconds between two looks at the progress, as static/page.js has it
GIVE_UP: Final = 60.0
HEAD: Final = """# The office page under load

Printed by `python benchmarks/page.py`.
"""


@dataclass
class Served:
    """The command in a process of its own, over a copy of the inputs."""

    folder: Path
    process: subprocess.Popen[str]
    address: str
    first: float
    """Seconds from the start of the process to the whole of the first page."""

    def ended(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        assert self.process.stderr
        self.process.stderr.close()
        shutil.rmtree(self.folder)


def served() -> Served:
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    command = [sys.executable, str(ROOT / "generate.py"), "serve", "--port", "0", "--no-open"]
    command += ["--inputs", str(folder / "inputs"), "--outputs", str(folder / "outputs")]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr
    said = process.stderr.readline()
    found = re.search(r"http://\S+", said)
    if not found:
        raise SystemExit(said + process.stderr.read())
    person = Person(found[0])
    person.read("/")
    person.leave()
    return Served(folder, process, found[0], time.perf_counter() - began)


@dataclass
class Person:
    """Somebody at a browser that keeps its connection; what each answer took, and what went wrong."""

    address: str
    cookie: str = ""
    token: str = ""
    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    builds: int = 0

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.address).netloc, timeout=GIVE_UP)

    def read(self, path: str) -> str:
        return self._ask("GET", path, "", (200, 303))[1]

    def send(self, path: str, fields: str = "") -> str:
        """Sends a form; where it leads."""
        body = urllib.parse.urlencode({"token": self.token}) + fields
        began = len(self.taken)
        onward = self._ask("POST", path, body, (303,))[0]
        del self.taken[began:]  # which waits a moment for its outcome, on purpose
        return onward

    def enter(self) -> None:
        found = re.search(r'name="token" value="([^"]+)"', self.read("/"))
        self.token = found[1] if found else ""

    def leave(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str, expected: Sequence[int]) -> tuple[str, str]:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body or None, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(f"{path}: {error!r}")
            self._connection.close()
            return "", ""
        self.taken.append(time.perf_counter() - began)
        if answer.status not in expected:
            self.errors.append(f"{path}: {answer.status}")
        for given in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = given.partition(";")[0]
        return answer.headers.get("Location", ""), text


def read(person: Person, until: float, thinks: float, working: list[str]) -> None:
    """Looks at the list, at editions, and at how far the work of others is."""
    chance = random.Random(id(person))
    time.sleep(chance.uniform(0, 2 * thinks))
    person.enter()
    while time.monotonic() < until:
        paths = ["/", "/", f"/editions/{chance.choice(NAMES)}/", "/new", *working[-1:]]
        person.read(chance.choice(paths))
        time.sleep(chance.uniform(0, 2 * thinks))


def build(person: Person, until: float, name: str, working: list[str]) -> None:
    """Builds an edition anew, and follows it as the script of the page does, again and again."""
    person.enter()
    while time.monotonic() < until and not person.errors:
        onward = person.send(f"/editions/{name}/build", "&force=1")
        if onward.startswith("/progress/"):
            working.append(onward)
        while onward.startswith("/progress/") and not person.errors:
            if '"over":true' in person.read(f"{onward}.json").replace(" ", ""):
                break
            time.sleep(POLLS)
        person.read(onward)
        person.builds += 1


@dataclass(frozen=True)
class Load:
    """What came of it: seconds that answers took, in order; errors; builds that were done."""

    taken: Sequence[float]
    errors: Sequence[str]
    builds: int
    seconds: float

    def at(self, share: float) -> float:
        """Milliseconds within which that share of the answers was there."""
        return 1000 * self.taken[min(len(self.taken) - 1, int(share * len(self.taken)))]


def load(address: str, readers: int, builders: int, seconds: float, thinks: float = THINKS) -> Load:
    """Builders take different editions, and two of them the same where there are more than editions."""
    people = [Person(address) for _ in range(readers + builders)]
    working: list[str] = []
    began = time.monotonic()
    until = began + seconds
    threads = [threading.Thread(target=read, args=(one, until, thinks, working)) for one in people[:readers]]
    for number, one in enumerate(people[readers:]):
        threads.append(threading.Thread(target=build, args=(one, until, NAMES[number % len(NAMES)], working)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in people:
        one.leave()
    taken = sorted(one for person in people for one in person.taken)
    errors = [one for person in people for one in person.errors]
    return Load(taken, errors, sum(person.builds for person in people), time.monotonic() - began)


def table(loads: Sequence[tuple[str, Load]]) -> Iterator[str]:
    yield "| | Answers | Errors | Median, ms | 95th, ms | 99th, ms | Longest, ms | Builds | A minute |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, one in loads:
        times = " | ".join(f"{one.at(share):.0f}" for share in (0.5, 0.95, 0.99, 1.0))
        pace = f"{one.builds} | {60 * one.builds / one.seconds:.0f}" if one.builds else "– | –"
        yield f"| {name} | {len(one.taken)} | {len(one.errors)} | {times} | {pace} |"


def starts(count: int) -> list[float]:
    taken = []
    for _ in range(count):
        page = served()
        taken.append(page.first)
        page.ended()
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--builders", type=int, default=5)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--note", default="", help="what else is to be known of the run")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    first = starts(asked.starts)
    page = served()
    try:
        loads = [
            (f"{asked.readers} ask at the same moment", load(page.address, asked.readers, 0, 0, 0)),
            (f"{asked.readers} read", load(page.address, asked.readers, 0, asked.seconds / 4)),
            (
                f"{asked.readers} read, {asked.builders} build",
                load(page.address, asked.readers, asked.builders, asked.seconds),
            ),
        ]
    finally:
        page.ended()
    lines = [HEAD]
    lines += ["## People who read, and people who build", ""]
    lines += [
        f"Each reader asks for a page every {THINKS:g} s or so (the list, an edition, the form of the next quarter, how"
        " far a build is); each builder builds an edition anew, both languages, and asks how far it is every"
        f" {POLLS:g} s. Builds are done in turn. Readers, builders and the page share the machine.",
        "",
        *table(loads),
        "",
        "## The first page",
        "",
        f"From the start of the process to the whole of the first page, {len(first)} times:"
        f" {', '.join(f'{one:.2f}' for one in sorted(first))} s; median {statistics.median(first):.2f} s.",
        "",
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" {time.strftime('%Y-%m-%d')}; load of the machine when it was measured: {os.getloadavg()[0]:.1f}.",
        asked.note,
    ]
    said = "\n".join(lines).rstrip() + "\n"
    print(said)
    for error in {error for _, one in loads for error in one.errors}:
        print(error, file=sys.stderr)
    if asked.write:
        (ROOT / "benchmarks" / "page.md").write_text(said, "utf-8")
    return int(any(one.errors for _, one in loads))


if __name__ == "__main__":
    sys.exit(main())
