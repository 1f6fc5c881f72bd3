"""Somebody at the page without a browser: forms are sent as they stand, with the token of the page they are on."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import lxml.html
from flask import Flask
from werkzeug.test import TestResponse

_PATIENCE = 60.0  # seconds until a piece of work is given up


@dataclass
class Visitor:
    """``language``: what the browser asks for."""

    app: Flask
    language: str = "en"

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **given: Any) -> TestResponse:
        with self.client.get(path, headers={"Accept-Language": self.language}, **given) as answer:
            answer.get_data()  # to its end: then a file that is sent is closed
            return answer

    def page(self, path: str) -> lxml.html.HtmlElement:
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return lxml.html.fromstring(answer.text)

    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get("/new").text)
        assert found
        return found[1]

    def post(
        self, path: str, fields: Mapping[str, Any] | None = None, files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> TestResponse:
        """Send a form; ``files``: field → (name, content). Redirects are not followed."""
        data: dict[str, Any] = {"token": self.token(), **(fields or {})}
        for field, (name, content) in (files or {}).items():
            data[field] = (io.BytesIO(content), name)
        kind = "multipart/form-data" if files else None
        answer = self.client.post(path, data=data, content_type=kind, headers={"Accept-Language": self.language})
        answer.request.environ["wsgi.input"].close()  # the file in which werkzeug's client keeps a large form
        return answer

    def outcome(self, answer: TestResponse) -> TestResponse:
        """The page on which a piece of work ends: follows the redirects, and waits while it goes on."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if answer.status_code in (302, 303):
                answer = self.get(answer.location)
            elif "data-state=" in answer.text:
                time.sleep(0.1)
                answer = self.get(answer.request.path)
            else:
                return answer
        raise AssertionError(f"still at work after {_PATIENCE} seconds: {answer.request.path}")


def words(page: TestResponse | lxml.html.HtmlElement) -> str:
    """What a page says, in one line."""
    element = lxml.html.fromstring(page.text) if isinstance(page, TestResponse) else page
    for hidden in element.xpath("//script|//style"):
        hidden.drop_tree()
    return " ".join(element.text_content().split())
