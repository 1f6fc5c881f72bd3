"""Web bulletins by hand, for what no edition says; read by a parser."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from report.catalogue import Language
from report.charts.model import Picture
from report.html.write import write
from report.narrative.model import Narrative, Passage
from report.word.properties import Properties
from report.word.record import Heading

EDITIONS = ("china-2021Q4", "gongyi-2020", "gongyi-2021Q1")
LANGUAGES: tuple[Language, Language] = ("zh", "en")
DATED = datetime.date(2021, 4, 20)
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'width="425pt" height="100pt" viewBox="0 0 150 35" version="1.1"><defs><path id="r31" d="M0 0Z"/></defs>'
    b'<use xlink:href="#r31"/></svg>'
)
PICTURE = Picture(SVG, b"", 150, 35, "Growth: <31.2> & more")


@dataclass(frozen=True)
class Page:
    """A bulletin with what it was made of."""

    narrative: Narrative
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")

    @property
    def root(self) -> html.HtmlElement:
        return html.document_fromstring(self.content, parser=html.HTMLParser(encoding="utf-8"))


def written(
    *passages: Passage, elsewhere: Mapping[Language, str] | None = None, language: Language = "en", **words: str
) -> Page:
    """A bulletin of passages by hand; ``words``: of its properties."""
    narrative = Narrative(language, "Title", passages)
    said = {"title": "Title", "author": "Office", "subject": "Bulletin", **words}
    properties = Properties(said["title"], said["author"], ("Gongyi",), said["subject"], DATED)
    heading = Heading("gongyi-2021Q1", "quarterly", "d" * 64, "a" * 64, "0.1.0", DATED)
    content = write(narrative, {"growth": PICTURE}, heading, properties, elsewhere=elsewhere or {})
    return Page(narrative, content)


def said(element: html.HtmlElement) -> str:
    """Its words, where a break in the line is one."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return element.text_content()


def file_of(folder: Path, page: Page) -> Path:
    path = folder / f"bulletin.{page.narrative.language}.html"
    path.write_bytes(page.content)
    return path
