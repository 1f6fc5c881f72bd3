"""Judges of what a correction leaves behind, and other programs that save the document in between."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from corrections import judges
from corrections.office import REMEDY, Office, system_python
from corrections.rewritten import REMEDY as REWRITER_REMEDY
from corrections.rewritten import npm_docx, rewritten
from programs import VALIDATOR_REMEDY, needed, validator


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice that stays open for every document of the session."""
    soffice = needed("LibreOffice", shutil.which("soffice"), REMEDY)
    python = needed("python3-uno", system_python(), REMEDY)
    opened = Office(soffice, python, tmp_path_factory.mktemp("office"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def saved_by_npm_docx(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """A document parsed and written anew by the npm package docx, unchanged."""
    modules = needed("the npm package docx", npm_docx(), REWRITER_REMEDY)
    return lambda document: rewritten(document, modules, tmp_path_factory.mktemp("rewritten"))


@pytest.fixture(scope="session")
def schema_errors() -> Callable[[bytes], Counter[str]]:
    """What the Open XML SDK validator finds in a document."""
    return judges.validator(needed("the Open XML SDK validator", validator(), VALIDATOR_REMEDY))
