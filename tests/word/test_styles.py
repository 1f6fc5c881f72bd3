"""style.docx: what it must hold, and what is said where it does not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from lxml import etree

from report.charts.model import Picture
from report.errors import InputFaults
from report.narrative.model import Narrative
from report.word.ooxml import W
from report.word.record import Record
from report.word.styles import Role, style_name
from report.word.write import Properties, write

STYLE = Path(__file__).parents[2] / "templates" / "style.docx"

Attempt = Callable[[Path], bytes]


@pytest.fixture
def attempt(
    chinese: Narrative,
    pictures: Mapping[str, Picture],
    make_record: Callable[[Narrative], Record],
    properties: Properties,
) -> Attempt:
    return lambda style: write(chinese, pictures, make_record(chinese), properties, style)


def _renamed(path: Path, names: Mapping[str, str]) -> Path:
    document = docx.Document(str(STYLE))
    for old, new in names.items():
        document.styles[old].name = new
    document.save(str(path))
    return path


def test_every_missing_style_is_named_with_the_nearest_at_once(attempt: Attempt, tmp_path: Path) -> None:
    broken = _renamed(tmp_path / "style.docx", {"简报正文": "简报正文1", "简报表格": "我的表格"})
    with pytest.raises(InputFaults) as raised:
        attempt(broken)
    body, table = sorted(raised.value.faults, key=lambda fault: "正文" not in fault.expected)
    assert (body.place.file, body.expected, body.nearest[0]) == (
        "style.docx",
        "the paragraph style “简报正文”",
        "简报正文1",
    )
    assert table.expected == "the table style “简报表格”"


def test_a_style_of_another_type_is_said_to_be_so(attempt: Attempt, tmp_path: Path) -> None:
    swapped = _renamed(tmp_path / "style.docx", {"简报强调": "其他", "简报正文": "简报强调"})
    with pytest.raises(InputFaults, match="the character style “简报强调”, found a paragraph style of that name"):
        attempt(swapped)


def test_a_style_file_that_was_changed_is_read_anew(attempt: Attempt, tmp_path: Path) -> None:
    path = _renamed(tmp_path / "style.docx", {})
    attempt(path)
    _renamed(path, {"简报正文": "正文一"})
    with pytest.raises(InputFaults, match="the paragraph style “简报正文”"):
        attempt(path)


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04broken"])
def test_a_style_file_that_is_no_document_is_a_fault(content: bytes, attempt: Attempt, tmp_path: Path) -> None:
    path = tmp_path / "style.docx"
    path.write_bytes(content)
    with pytest.raises(InputFaults, match=r"style\.docx: expected a readable Word document"):
        attempt(path)


def test_a_style_file_that_is_not_there_is_a_fault(attempt: Attempt, tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match=r"style\.docx"):
        attempt(tmp_path / "style.docx")


def test_an_archive_that_is_no_word_document_is_a_fault(attempt: Attempt, tmp_path: Path) -> None:
    path = tmp_path / "style.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(InputFaults, match="a Word document with the styles"):
        attempt(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_style_docx_shows_a_sample_of_every_look(language: str) -> None:
    document = docx.Document(str(STYLE))
    identifiers = {style.name: style.style_id for style in document.styles}
    used = {element.get(f"{W}val") for element in document.element.iter()}
    shown = {identifiers[style_name(role, "zh" if language == "zh" else "en")] for role in Role}
    assert shown <= used


def test_fonts_that_may_be_missing_have_an_alternate() -> None:
    with zipfile.ZipFile(STYLE) as archive:
        fonts = etree.fromstring(archive.read("word/fontTable.xml"))
    alternates = {
        font.get(f"{W}name"): alternate.get(f"{W}val") for font in fonts for alternate in font.iter(f"{W}altName")
    }
    assert alternates["方正小标宋简体"] == "华文中宋"
    assert alternates["仿宋_GB2312"] == "FangSong"
    assert alternates["楷体_GB2312"] == "KaiTi"


def test_the_chinese_page_has_the_character_grid_and_the_margins_of_the_standard(
    chinese: Narrative, written: Callable[[Narrative], Path]
) -> None:
    section = docx.Document(str(written(chinese))).sections[0]
    grid = section._sectPr.find(f"{W}docGrid")
    assert grid is not None
    assert [grid.get(f"{W}{name}") for name in ("type", "linePitch", "charSpace")] == ["linesAndChars", "579", "-848"]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins if margin is not None] == [37.0, 35.0, 28.0, 26.0]
