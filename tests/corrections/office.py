"""LibreOffice as a judge: it accepts or rejects every tracked change itself, and says what is left.

One LibreOffice for all documents, in a profile of its own, spoken to through a pipe; a driver beside it, since only the
system's Python has LibreOffice's bindings.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from corrections.opened import W, opened
from lxml import etree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_UNSAID = (f"{_TEXT}tracked-changes", f"{_TEXT}sequence", f"{_OFFICE}annotation", f"{_TEXT}note-citation")
_COMMENTED = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_MARGINS = tuple(f"{_STYLE}{name}" for name in ("header", "header-left", "header-first", "footer", "footer-left"))
_APART = {"notes": (f"{_TEXT}note-body",), "boxes": (f"{_DRAW}text-box", f"{_DRAW}custom-shape")}
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}

Choice = Literal["accept", "reject", "keep"]

DRIVER = Path(__file__).with_name("office_driver.py")
PATIENCE = 120.0  # seconds for one document
REMEDY = "apt-get install libreoffice-writer-nogui python3-uno, or set UNO_PYTHON to a Python that can import uno"


def system_python() -> str | None:
    """The Python that LibreOffice's bindings are installed for."""
    for program in filter(None, (os.environ.get("UNO_PYTHON"), "/usr/bin/python3")):
        found = shutil.which(program)
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return found
    return None


@dataclass(frozen=True)
class Told:
    """What LibreOffice reads: the text of each paragraph by story (body, boxes, notes, margins).

    The numbers of captions are left out, since it counts them anew; so is, with changes kept, what is deleted.
    """

    stories: Mapping[str, tuple[str, ...]]

    @property
    def body(self) -> tuple[str, ...]:
        return self.stories["body"]


def _without_comments(document: bytes) -> bytes:
    """LibreOffice without its windows (Debian's ...-nogui) falls when it opens a comment that it is to show."""
    file = opened(document)
    for mark in list(file.document.iter(*_COMMENTED)):
        _cut(mark)
    return file.saved()


def _told(flat: bytes) -> Told:
    """From a flat OpenDocument: notes, boxes and margins apart from the paragraphs that they hang on."""
    root = etree.fromstring(flat, etree.XMLParser(huge_tree=True))
    for unsaid in list(root.iter(*_UNSAID)):
        _cut(unsaid)
    stories = {"margins": [line for margin in root.iter(*_MARGINS) for line in _lines(margin)]}
    for name, tags in _APART.items():
        stories[name] = [line for element in list(root.iter(*tags)) for line in _lines(_cut(element))]
    for shown in list(root.iter(f"{_DRAW}frame")):
        _cut(shown)
    stories["body"] = [line for body in root.iter(f"{_OFFICE}text") for line in _lines(body)]
    return Told({story: tuple(lines) for story, lines in stories.items()})


def _cut(element: etree._Element) -> etree._Element:
    """Take an element out of its tree; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is not None:
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        element.tail = None
        parent.remove(element)
    return element


def _lines(story: etree._Element) -> Iterator[str]:
    for paragraph in story.iter(f"{_TEXT}p", f"{_TEXT}h"):
        yield "".join(_words(paragraph))


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c") or 1)
        else:
            yield _CHARACTERS.get(str(child.tag), "")
            yield from _words(child)
        yield child.tail or ""


class Office:
    """Raises AssertionError where LibreOffice cannot open a document or does not answer in time."""

    def __init__(self, soffice: str, python: str, folder: Path) -> None:
        self._programs = (soffice, python)
        self._folder = folder
        self._open()

    def _open(self) -> None:
        soffice, python = self._programs
        pipe = f"briefing{uuid.uuid4().hex}"
        self._said = (self._folder / "said.txt").open("wb")
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        listen = f"--accept=pipe,name={pipe};urp"
        command = [soffice, profile, "--headless", "--norestore", "--nologo", listen]
        said = {"stdin": subprocess.DEVNULL, "stdout": self._said, "stderr": self._said}
        self._office = subprocess.Popen(command, **said, start_new_session=True)
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self._driver = subprocess.Popen(
            [python, str(DRIVER), address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
        )
        self._expect_done()

    def settle(self, document: bytes, choice: Choice) -> Told:
        """What is left once every change is accepted, or rejected, or (``keep``) nothing is done."""
        return _told(self._carried_out(_without_comments(document), choice, "OpenDocument Text Flat XML"))

    def saved(self, document: bytes, choice: Choice = "keep") -> bytes:
        """The document as LibreOffice saves it again; one with comments is for the fixture ``saved_again``."""
        return self._carried_out(document, choice, "MS Word 2007 XML")

    def _carried_out(self, document: bytes, choice: Choice, form: str) -> bytes:
        path, save = (self._folder / f"{uuid.uuid4().hex}.{kind}" for kind in ("docx", "saved"))
        path.write_bytes(document)
        if self._driver.poll() is not None:
            self.close()
            self._open()
        order = {"document": str(path), "choice": choice, "save": str(save), "filter": form}
        stdin = self._stream(self._driver.stdin)
        stdin.write(json.dumps(order).encode() + b"\n")
        stdin.flush()
        self._expect_done()
        content = save.read_bytes()
        path.unlink()
        save.unlink()
        return content

    def _expect_done(self) -> None:
        answer: dict[str, str] = json.loads(self._answer() or json.dumps({"error": self._complaint()}))
        assert not answer, answer

    def _answer(self) -> str:
        stdout = self._stream(self._driver.stdout)
        with selectors.DefaultSelector() as waiting:
            waiting.register(stdout, selectors.EVENT_READ)
            assert waiting.select(PATIENCE), f"LibreOffice did not answer within {PATIENCE} seconds"
        return stdout.readline().decode().strip()

    def _complaint(self) -> str:
        return "LibreOffice ended: " + (self._folder / "said.txt").read_text("utf-8", "replace")[-500:]

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream

    def close(self) -> None:
        """End the driver, which bids LibreOffice farewell; one that does not go is ended, with what it started."""
        self._stream(self._driver.stdin).close()
        try:
            self._driver.wait(timeout=20)
            self._office.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._driver.kill()
            os.killpg(self._office.pid, signal.SIGKILL)
        self._driver.wait()
        self._office.wait()
        self._stream(self._driver.stdout).close()
        self._said.close()
