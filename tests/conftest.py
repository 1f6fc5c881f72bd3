"""What judges what the product writes: the Open XML SDK validator, LibreOffice, poppler; and golden files.

Where a program is missing its tests skip and say why; where the environment variable CI is set they fail.

Golden files are what is said, kept as Markdown that a person can read. After a wanted change of a template, a
wording or a figure, renew them and read the difference aloud: ``python -m pytest tests/golden --renew-golden``
(or ``tests/corrections``) and ``git diff``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from programs import VALIDATOR_REMEDY, needed, validator

Convert = Callable[[Path], Path]

os.environ["BRIEFING_LANGUAGE"] = "en"  # what processes say does not depend on the machine's language


@pytest.fixture(scope="session")
def validate() -> Callable[[Path], None]:
    """Fails with the validator's findings where an Office file breaks the Open XML schemas."""
    program = needed("the Open XML SDK validator", validator(), VALIDATOR_REMEDY)

    def check(path: Path) -> None:
        run = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, timeout=300)
        assert run.stdout, run.stderr
        assert json.loads(run.stdout)["errors"] == []

    return check


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """LibreOffice's conversion of a file to another format, in a profile and a folder of its own."""
    program = needed("LibreOffice", shutil.which("soffice"), "apt-get install libreoffice-writer")
    profile = tmp_path_factory.mktemp("libreoffice")

    def run(path: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        made = folder / f"{path.stem}.{kind}"
        assert made.exists(), done.stdout + done.stderr
        return made

    return run


@pytest.fixture(scope="session")
def to_pdf(convert: Callable[[Path, str], Path]) -> Convert:
    """A document as LibreOffice prints it."""
    return lambda path: convert(path, "pdf")


@pytest.fixture(scope="session")
def saved_again(convert: Callable[[Path, str], Path]) -> Convert:
    """A .docx opened in LibreOffice and saved as .docx, unchanged."""
    return lambda path: convert(path, "docx")


@pytest.fixture(scope="session")
def page_images(to_pdf: Convert) -> Callable[[Path], list[Path]]:
    """Pictures (PNG, 70 dots per inch) of a document's pages, in order."""
    program = needed("poppler", shutil.which("pdftoppm"), "apt-get install poppler-utils")

    def draw(path: Path) -> list[Path]:
        pdf = to_pdf(path)
        subprocess.run([program, "-r", "70", "-png", str(pdf), str(pdf.with_suffix(""))], check=True, timeout=300)
        return sorted(pdf.parent.glob("*.png"))

    return draw


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name beside the test, or renews the file."""
    renew = request.config.getoption("--renew-golden", default=False)

    def check(name: str, text: str) -> None:
        path = request.path.parent / name
        if renew:
            path.write_text(text, "utf-8")
        assert path.is_file(), f"no {name} yet: python -m pytest tests/{request.path.parent.name} --renew-golden"
        assert text == path.read_text("utf-8")

    return check
