"""Programs that the tests judge with: where one is missing, a test skips and says why; with CI=1 it fails."""

from __future__ import annotations

import os

import pytest


def needed(name: str, found: str | None, remedy: str) -> str:
    """The program as found; the test ends here where it was not."""
    if found:
        return found
    reason = f"{name} is not installed: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
