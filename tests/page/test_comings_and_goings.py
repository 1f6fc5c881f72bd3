"""Builds, tidying and people write, empty and take away files while others look at the pages over them."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from pathlib import Path

from flask import Flask
from page.test_survey import NAME, build

from report.page.office import Office

EDITION = f"/editions/{NAME}"
ADDRESSES = (
    "/",
    f"{EDITION}/",
    f"{EDITION}/figures",
    f"{EDITION}/figures/files/figures.xlsx",
    f"{EDITION}/words/",
    f"{EDITION}/workbook",
    f"{EDITION}/documents/zh.docx",
    f"{EDITION}/documents/en.md",
    f"{EDITION}/preview",
    f"/correct/{NAME}/zh",
    "/templates/",
    "/check",
)
#: What an address may be answered with: a page, another page, none for a file that is gone, a fault of the input.
ANSWERS = {200, 303, 404, 422}
SECONDS = 4


def disturb(path: Path, content: bytes, chance: random.Random) -> None:
    match chance.randrange(4):
        case 0:
            path.unlink(missing_ok=True)
        case 1:
            path.write_bytes(content[: chance.randrange(len(content))])
        case 2:
            path.unlink(missing_ok=True)
            path.mkdir()
            path.rmdir()
        case _:
            path.write_bytes(content + b"x")
    path.write_bytes(content)


def test_pages_over_files_that_come_and_go_are_answers_and_no_mistakes(office: Office, app: Flask) -> None:
    build(office, NAME)
    app.config["PROPAGATE_EXCEPTIONS"] = True  # a mistake is seen here, not a page that hides it
    visitor = app.test_client()
    files = {
        path: path.read_bytes() for folder in (office.outputs, office.inputs / NAME) for path in folder.glob("*.*")
    }
    assert {".docx", ".md", ".toml", ".xlsx"} <= {path.suffix for path in files}
    chance, over = random.Random(5), threading.Event()

    def come_and_go() -> None:
        while not over.wait(0.001):
            with suppress(OSError):  # the other of the two has it
                disturb(*chance.choice(list(files.items())), chance)

    threads = [threading.Thread(target=come_and_go) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            for address in ADDRESSES:
                with visitor.get(address) as answer:
                    assert answer.status_code in ANSWERS, (address, answer.status_code)
    finally:
        over.set()
        for thread in threads:
            thread.join()
