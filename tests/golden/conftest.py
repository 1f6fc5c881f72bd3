"""Golden narratives: what the briefings say, kept as Markdown that a person can read.

After a wanted change of a template, a wording or a figure, renew them and read the difference aloud:
``python -m pytest tests/golden --renew-golden`` and ``git diff tests/golden``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden narratives anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name, or renews the file."""
    renew = request.config.getoption("--renew-golden", default=False)

    def check(name: str, text: str) -> None:
        path = HERE / name
        if renew:
            path.write_text(text, "utf-8")
        assert path.is_file(), f"no {name} yet: python -m pytest tests/golden --renew-golden"
        assert text == path.read_text("utf-8")

    return check
