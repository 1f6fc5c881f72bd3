"""An office of one's own: a copy of the shipped inputs and templates, with the page over it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hand_made import INPUTS, TEMPLATES
from page.visitor import Visitor
from playwright.sync_api import Browser, sync_playwright
from programs import AXE_REMEDY, CHROMIUM_REMEDY, axe, chromium, needed

from report.page.app import create_app
from report.page.office import Office
from report.page.serving import serving
from report.page.sharing import EXTENSION


@pytest.fixture
def office(tmp_path: Path) -> Office:
    for name, source in (("inputs", INPUTS), ("templates", TEMPLATES)):
        shutil.copytree(source, tmp_path / name)
    for name in ("outputs", "desk"):
        (tmp_path / name).mkdir()
    ledger = str(tmp_path / "outputs" / "ledger.sqlite")
    return Office(tmp_path / "inputs", tmp_path / "templates", tmp_path / "outputs", ledger, tmp_path / "desk")


@pytest.fixture
def app(office: Office) -> Iterator[Flask]:
    made = create_app(office)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody whose browser asks for English."""
    return Visitor(app)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Where the page is really served, on a free port of this machine."""
    with serving(office, "127.0.0.1", 0) as page:
        thread = threading.Thread(target=page.run, daemon=True)
        thread.start()
        yield page.address
        page.close()
        thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for all walks of a module; each has cookies of its own."""
    program = needed("Chromium", chromium(), CHROMIUM_REMEDY)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def judge_of_access() -> Path:
    """The script of axe-core."""
    return Path(needed("axe-core", axe(), AXE_REMEDY))
