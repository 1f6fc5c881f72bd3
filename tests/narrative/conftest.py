"""A desk at which templates are tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_made import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
