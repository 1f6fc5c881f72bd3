"""PDF by LibreOffice, where it is there, does not answer, or makes nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from page.processes import gone, written

from report.errors import InputFaults
from report.page import printing
from report.page.printing import print_to


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "gongyi-2021Q1.zh.docx"
    path.write_bytes(b"x")
    return path


def _program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program of that kind in the place of LibreOffice; which is a script that starts another, too."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(printing, "printer", lambda: str(path))


def test_without_libreoffice_that_is_said(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "printer", lambda: None)
    with pytest.raises(InputFaults, match="LibreOffice on this machine, to make a PDF, found none"):
        print_to(document, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="scripts of POSIX")
def test_what_comes_to_nothing_is_said(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(InputFaults, match="no PDF came of it"):
        print_to(document, tmp_path)
    monkeypatch.setattr(printing, "printer", lambda: str(tmp_path / "gone"))
    with pytest.raises(InputFaults, match="one that does not answer"):
        print_to(document, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="scripts of POSIX")
def test_what_does_not_answer_is_ended_with_all_that_it_started(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    _program(tmp_path, monkeypatch, f"sleep 60 & echo $! > {child}.part; mv {child}.part {child}; wait")
    monkeypatch.setattr(printing, "_LONGEST", 1.0)
    began = time.monotonic()
    with pytest.raises(InputFaults, match="one that does not answer"):
        print_to(document, tmp_path)
    assert time.monotonic() - began < 10
    assert gone(written(child))
