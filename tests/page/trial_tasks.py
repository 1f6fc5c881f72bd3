"""Tasks that go well and badly, for the bench: its process imports them from here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from report.errors import Fault, InputFaults, Place
from report.outputs import write_whole
from report.page.jobs import Tell
from report.page.office import Office


class Stubborn(Exception):
    """Goes into a pipe and never comes out."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@dataclass(frozen=True)
class Poisoned:
    """A result that cannot be made again on the other side."""

    def __reduce__(self) -> tuple[type[Stubborn], tuple[str]]:
        return Stubborn, ("only one",)


def echo(office: Office, tell: Tell, word: str) -> str:
    return word


def big(office: Office, tell: Tell, size: int) -> bytes:
    return b"x" * size


def steps(office: Office, tell: Tell, count: int) -> int:
    for number in range(1, count + 1):
        tell("step", number, count)
        time.sleep(0.05)
    return count


def in_turn(office: Office, tell: Tell, file: str, seconds: float) -> None:
    with Path(file).open("a") as log:
        log.write("begin\n")
        log.flush()
        time.sleep(seconds)
        log.write("end\n")


def raise_mistake(office: Office, tell: Tell) -> None:
    raise ZeroDivisionError("a mistake of the program")


def raise_faults(office: Office, tell: Tell) -> None:
    raise InputFaults([Fault(Place("figures.xlsx", "Sheet1", "B2"), "a number", "none")])


def raise_stubborn(office: Office, tell: Tell) -> None:
    raise Stubborn("one", "two")


def give_function(office: Office, tell: Tell) -> object:
    return lambda: None


def give_poison(office: Office, tell: Tell) -> Poisoned:
    return Poisoned()


def tell_function(office: Office, tell: Tell) -> None:
    tell(lambda: None, 0, 0)  # type: ignore[arg-type]


def leave(office: Office, tell: Tell) -> None:
    sys.exit(3)


def die(office: Office, tell: Tell) -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def sleep(office: Office, tell: Tell, file: str = "", seconds: float = 60) -> None:
    """Tells that it has begun by the process's id in a file."""
    if file:
        Path(file).write_text(str(os.getpid()))
    time.sleep(seconds)


def tell_on_and_on(office: Office, tell: Tell) -> None:
    while True:
        tell("still at it", 0, 0)
        time.sleep(0.02)


def deaf(office: Office, tell: Tell, file: str) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def half_write(office: Office, tell: Tell) -> None:
    """Dies with a document half on the disk, as a power cut would leave it."""
    os.fsync = die_at_once
    write_whole(office.outputs / "gongyi-2021Q1.zh.docx", b"x" * 100_000)


def die_at_once(_: object) -> None:
    die(None, None)  # type: ignore[arg-type]


def have_child(office: Office, tell: Tell, file: str) -> None:
    """Has a program of its own at work, as LibreOffice is."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        Path(file).write_text(str(child.pid))
        child.wait()
    finally:
        child.kill()
