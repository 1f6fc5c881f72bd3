"""Processes that tests have started: which they are, and whether they have ended."""

from __future__ import annotations

import time
from pathlib import Path


def written(path: Path) -> int:
    """The process id that a task writes into a file."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.is_file() and (text := path.read_text()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"no {path.name}")


def gone(pid: int, seconds: float = 2) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
