"""A real browser at the page: Debian's Chromium, driven by Playwright, with axe-core to judge what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Download, Page

from report.i18n import Interface, Message, in_language

_LOCALES = {"zh": "zh-CN", "en": "en-GB"}
_GRAVE = ("serious", "critical")


@dataclass
class Walk:
    """Somebody who goes through the page in a language. ``complaints``: what the browser said in its console."""

    page: Page
    address: str
    language: Interface
    axe: Path
    complaints: list[str] = field(default_factory=list)

    def words(self, template: str, **given: Any) -> str:
        """Words of the page in the walk's language."""
        return in_language(Message(template, given), self.language)

    def go(self, path: str) -> None:
        self.page.goto(self.address.rstrip("/") + path)

    def press(self, template: str, **given: Any) -> None:
        """Press a button of the page or follow a link by its name, and wait for what comes of it."""
        name = self.words(template, **given)
        main = self.page.locator("main")
        control = main.get_by_role("button", name=name, exact=True)
        link = main.get_by_role("link", name=name, exact=True)
        control.or_(link).first.click()
        self.settle()

    def settle(self) -> None:
        """Until no work is going on any more."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_selector("main:not(:has([data-state]))", timeout=60_000)

    def sees(self, template: str, **given: Any) -> None:
        self.page.get_by_text(self.words(template, **given)).first.wait_for()

    def take(self, act: Callable[[], None], folder: Path) -> Path:
        """The file that comes of an act."""
        with self.page.expect_download() as awaited:
            act()
        taken: Download = awaited.value
        path = folder / taken.suggested_filename
        taken.save_as(path)
        return path

    def drop(self, selector: str, path: Path) -> None:
        """Drag a file from the desk onto the page, and let it go there."""
        content = list(path.read_bytes())
        transfer = self.page.evaluate_handle(
            """([name, content]) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([new Uint8Array(content)], name));
                return transfer;
            }""",
            [path.name, content],
        )
        for kind in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event(selector, kind, {"dataTransfer": transfer})

    def judge(self) -> None:
        """Nobody is kept out, nothing hangs over the edge, and the browser has nothing to complain of."""
        self.page.evaluate(self.axe.read_text("utf-8"))
        found = self.page.evaluate("axe.run()")["violations"]
        grave = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found if one["impact"] in _GRAVE]
        assert not grave, (self.page.url, grave)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (self.page.url, wide)
        assert not self.complaints, (self.page.url, self.complaints)


@contextmanager
def walking(browser: Browser, address: str, language: Interface, axe: Path, width: int = 1280) -> Iterator[Walk]:
    """A browser of one's own: no cookie of anybody else's."""
    context = browser.new_context(locale=_LOCALES[language], viewport={"width": width, "height": 900})
    page = context.new_page()
    walk = Walk(page, address, language, axe)

    def hear(message: ConsoleMessage) -> None:
        # A form that is shown again with its faults has this status, which the browser mentions.
        if message.type in ("error", "warning") and "422" not in message.text:
            walk.complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: walk.complaints.append(str(error)))
    try:
        yield walk
    finally:
        context.close()
