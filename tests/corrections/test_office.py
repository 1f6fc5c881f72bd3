"""Two judges that agree: LibreOffice and the reader of ``settled``."""

from __future__ import annotations

import io

import docx
import pytest
from corrections.office import Choice, Office
from corrections.settled import settled
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

DATE = 'w:author="我们" w:date="2021-05-01T00:00:00Z"'


def paragraph(content: str, mark: str = "") -> etree._Element:
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>")


def inserted(text: str, number: int) -> str:
    return f'<w:ins w:id="{number}" {DATE}><w:r><w:t>{text}</w:t></w:r></w:ins>'


def deleted(text: str, number: int) -> str:
    return f'<w:del w:id="{number}" {DATE}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


# As Word writes a row that comes or goes: the words in it and the marks of its paragraphs come or go too.
_ROWS = (
    lambda text, number: (f"<w:r><w:t>{text}</w:t></w:r>", ""),
    lambda text, number: (inserted(text, number), f'<w:ins w:id="{number + 1}" {DATE}/>'),
    lambda text, number: (deleted(text, number), f'<w:del w:id="{number + 1}" {DATE}/>'),
)


@pytest.fixture(scope="module")
def tracked() -> bytes:
    """Runs, a whole paragraph, a joined one and table rows, all under way."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for number, cell in enumerate(table._cells):
        content, mark = _ROWS[number // 2](f"格{number}", 50 + 2 * number)
        cell._tc[-1].getparent().replace(cell._tc[-1], paragraph(content, mark))
    for number, kind in ((1, "ins"), (2, "del")):
        change = parse_xml(f'<w:{kind} {nsdecls("w")} w:id="{90 + number}" {DATE}/>')
        table.rows[number]._tr.get_or_add_trPr().append(change)
    for content, mark in (
        ("<w:r><w:t>增长</w:t></w:r>" + deleted("8.1%", 1) + inserted("8.3%", 2) + "<w:r><w:t>。</w:t></w:r>", ""),
        (inserted("新的一段。", 3), f'<w:ins w:id="4" {DATE}/>'),
        (deleted("旧的一段。", 5), f'<w:del w:id="6" {DATE}/>'),
        ("<w:r><w:t>前半，</w:t></w:r>", f'<w:del w:id="7" {DATE}/>'),
        ("<w:r><w:t>后半。</w:t><w:tab/><w:t>完</w:t></w:r>", ""),
    ):
        document.element.body[-1].addprevious(paragraph(content, mark))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("choice", ["accept", "reject"])
def test_libreoffice_and_the_reader_settle_a_document_alike(choice: Choice, tracked: bytes, office: Office) -> None:
    assert office.settle(tracked, choice).body == settled(tracked, choice).lines()[:-1]


def test_the_reader_settles_as_word_does(tracked: bytes) -> None:
    cells = tuple(f"格{number}" for number in range(6))
    accepted, rejected = (settled(tracked, choice).lines()[:-1] for choice in ("accept", "reject"))
    assert accepted == (*cells[:4], "增长8.3%。", "新的一段。", "前半，后半。\t完")
    assert rejected == (*cells[:2], *cells[4:], "增长8.1%。", "旧的一段。", "前半，", "后半。\t完")


def test_libreoffice_saves_what_it_settled(tracked: bytes, office: Office) -> None:
    assert settled(office.saved(tracked, "accept")).lines() == settled(tracked, "accept").lines()


def test_changes_kept_by_libreoffice_are_still_open(tracked: bytes, office: Office) -> None:
    again = office.saved(tracked)
    assert settled(again, "reject").lines()[:4] == settled(tracked, "reject").lines()[:4]
    assert settled(again, "keep") != settled(again, "accept")


def test_what_libreoffice_cannot_open_is_said(tracked: bytes, office: Office) -> None:
    with pytest.raises(AssertionError, match="error"):
        office.saved(tracked[:-500])
