"""A bureau for each test, and outputs that a whole batch of it gave, for those that only read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch.bureau import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A bureau whose whole batch is made: do not change it."""
    made = Bureau(tmp_path_factory.mktemp("whole")).filed()
    made.run()
    return made
