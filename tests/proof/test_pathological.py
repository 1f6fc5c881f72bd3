"""Nothing that is written can hang the proof-reader: whatever comes, it answers, or refuses in one line."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from proof.pathological import MARKDOWN, PATHOLOGICAL

ROOT = Path(__file__).parents[2]
GUARD = 60  # seconds for a program of its own, against days where an expression backtracks
SCRIPT = """
import sys
from pathlib import Path
from report.errors import InputFaults
from report.orders import open_house
from report.proof.check import check

house = open_house(Path("inputs"), Path("templates"), Path(sys.argv[1]).parent)
try:
    checked = check(Path(sys.argv[1]), house, edition="gongyi-2021Q1")
except InputFaults as error:
    print("refused", *error.faults)
else:
    print("answered", len(checked.findings))
"""


def _is_there() -> bool:
    return importlib.util.find_spec("report.proof") is not None and (ROOT / "report/proof/check.py").exists()


@pytest.mark.skipif(not _is_there(), reason="the proof-reader is not there yet")
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_it_is_answered(name: str, tmp_path: Path):
    path = tmp_path / ("document.md" if name in MARKDOWN else "document.txt")
    path.write_text(PATHOLOGICAL[name](), "utf-8")
    command = [sys.executable, "-c", SCRIPT, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=GUARD, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(("answered", "refused"))


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_it_is_as_large_as_it_says(name: str):
    text = PATHOLOGICAL[name]()
    assert 200_000 < len(text.encode()) <= 6 * 1024 * 1024
