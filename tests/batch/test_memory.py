"""What a worker no longer needs, the system has again."""

from __future__ import annotations

import platform
import resource
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from batch.bureau import Bureau, states

from report.garbage import give_back

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's way with free memory")
HOLE = 60  # MiB


def resident() -> float:
    """MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def a_hole() -> list[bytearray]:
    """Memory that is free, below what lies on top of it; pieces too small for the system to be asked for each."""
    pieces = [bytearray(100_000) for _ in range(HOLE * 2**20 // 100_000)]
    return pieces[-3:]


def made_anew(bureau: Bureau) -> None:
    shutil.rmtree(bureau.outputs)
    assert states(bureau.run(hire=lambda: ThreadPoolExecutor(1))) == {"written": 12}


@pytest.mark.parametrize("gives", ["by itself", "after a task"])
def test_memory_that_is_free_is_given_back(gives: str, bureau: Bureau) -> None:
    bureau.filed().run(hire=lambda: ThreadPoolExecutor(1))  # what stays, is there
    does: dict[str, Callable[[], None]] = {"by itself": give_back, "after a task": lambda: made_anew(bureau)}
    give_back()  # what tests before have left free would be taken for the hole
    before = resident()
    on_top = a_hole()
    assert on_top and resident() - before > HOLE * 0.75
    does[gives]()
    assert resident() - before < HOLE * 0.5
