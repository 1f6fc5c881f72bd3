"""The printed page, measured on the PDF that LibreOffice makes: GB/T 9704-2012 for the Chinese edition."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from report.narrative.model import Kind, Narrative, Passage, Span

MM = 72 / 25.4  # points
XHTML = "{http://www.w3.org/1999/xhtml}"

Line = tuple[int, float, float, float, float, str]  # page, left, right, top, bottom (points), words


@pytest.fixture
def printed(to_pdf: Callable[[Path], Path]) -> Callable[[Path], list[Line]]:
    """The lines of text of a document, as printed, the page number excepted."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed: apt-get install poppler-utils")
    return lambda path: [line for line in _lines(to_pdf(path)) if not line[5].startswith("—")]


def _lines(pdf: Path) -> Iterator[Line]:
    boxes = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True).stdout
    for number, page in enumerate(etree.fromstring(boxes).iter(f"{XHTML}page")):
        for line in page.iter(f"{XHTML}line"):
            left, right, top, bottom = (float(line.get(side, "")) for side in ("xMin", "xMax", "yMin", "yMax"))
            yield number, left, right, top, bottom, "".join(word.text or "" for word in line)


@pytest.fixture
def full_pages(narrative_of: Callable[..., Narrative]) -> Narrative:
    """Three pages and more of nothing but hanzi."""
    text = "巩义工业经济高质量发展稳步推进" * 130
    return narrative_of(Passage("p", Kind.PARAGRAPH, (Span(text),)))


def test_a_page_holds_22_lines_of_28_characters(
    full_pages: Narrative, written: Callable[[Narrative], Path], printed: Callable[[Path], list[Line]]
) -> None:
    lines = printed(written(full_pages))
    for page in (0, 1, 2):
        on_page = [line for line in lines if line[0] == page]
        assert len({round(line[3]) for line in on_page}) == 22
        assert {len(line[5]) for line in on_page[1:]} == {28}
    assert len(lines[0][5]) == 26


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(
    full_pages: Narrative, written: Callable[[Narrative], Path], printed: Callable[[Path], list[Line]]
) -> None:
    first, second = printed(written(full_pages))[:2]
    assert first[1] - second[1] == pytest.approx(2 * 15.8, abs=1)


def test_text_keeps_to_the_type_area_of_156_by_225_millimetres(
    full_pages: Narrative, written: Callable[[Narrative], Path], printed: Callable[[Path], list[Line]]
) -> None:
    lines = printed(written(full_pages))[:66]
    assert min(line[1] for line in lines) / MM == pytest.approx(28, abs=0.6)
    assert max(line[2] for line in lines) / MM == pytest.approx(210 - 26, abs=0.8)
    assert 37 <= min(line[3] for line in lines) / MM <= 37 + 10.2 - 16 / MM  # within the first line of 10.2 mm
    assert max(line[4] for line in lines) / MM == pytest.approx(297 - 35, abs=0.8)


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_every_page_is_a4(
    language: str,
    request: pytest.FixtureRequest,
    written: Callable[[Narrative], Path],
    to_pdf: Callable[[Path], Path],
) -> None:
    for page in PdfReader(to_pdf(written(request.getfixturevalue(language)))).pages:
        width, height = float(page.mediabox.width) / MM, float(page.mediabox.height) / MM
        assert width == pytest.approx(210, abs=0.3)
        assert height == pytest.approx(297, abs=0.3)


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_page_numbers_stand_between_dashes_odd_right_and_even_left(
    language: str,
    request: pytest.FixtureRequest,
    written: Callable[[Narrative], Path],
    to_pdf: Callable[[Path], Path],
) -> None:
    footers = [line for line in _lines(to_pdf(written(request.getfixturevalue(language)))) if line[5].startswith("—")]
    assert [line[5] for line in footers] == [f"—{number + 1}—" for number in range(len(footers))]
    assert len(footers) >= 4
    for page, left, right, *_ in footers:
        if page % 2:
            assert 28 < left / MM < 36
        else:
            assert 210 - 34 < right / MM < 210 - 26


def test_a_heading_is_never_the_last_line_of_a_page(
    narrative_of: Callable[..., Narrative], written: Callable[[Narrative], Path], printed: Callable[[Path], list[Line]]
) -> None:
    filler = (Passage(f"p{n}", Kind.PARAGRAPH, (Span("正文"),)) for n in range(20))
    headings = (Passage("h1", Kind.HEADING, (Span("一、标题"),)), Passage("h2", Kind.SUBHEADING, (Span("（一）标题"),)))
    body = Passage("last", Kind.PARAGRAPH, (Span("正文" * 60),))
    lines = printed(written(narrative_of(*filler, *headings, body)))
    assert {line[5] for line in lines if line[0] == 0} == {"正文"}


def test_a_table_longer_than_a_page_repeats_its_header(
    long_table: Narrative, written: Callable[[Narrative], Path], to_pdf: Callable[[Path], Path]
) -> None:
    pages = [page.extract_text() for page in PdfReader(to_pdf(written(long_table))).pages]
    assert len(pages) > 3
    assert all("同比增长" in page for page in pages)
