"""Judges of what a correction leaves behind, and other programs that save the document in between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from corrections.office import REMEDY, Office, system_python
from programs import needed


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice that stays open for every document of the session."""
    soffice = needed("LibreOffice", shutil.which("soffice"), REMEDY)
    python = needed("python3-uno", system_python(), REMEDY)
    opened = Office(soffice, python, tmp_path_factory.mktemp("office"))
    yield opened
    opened.close()
