"""The copy for reviewers: each comment at its place, in the language of the document; the original as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree
from proof.word_made import box, paragraph, reference, table, written

from report.errors import InputFaults
from report.orders import House
from report.proof.annotate import annotated
from report.proof.check import check
from report.word.flow import pieces, text_of
from report.word.ooxml import W, qualified
from report.word.opened import COMMENTS, Opened, open_to_read

Validate = Callable[[Path], None]
GROWTH = "2021年一季度，巩义市规模以上工业增加值同比增长13.2%。"
CELL = "gongyi-2021Q1/figures.xlsx工作表“主要指标”单元格D11"


@pytest.fixture
def reviewed(house: House, tmp_path: Path, validate: Validate) -> Callable[..., Opened]:
    """The annotated copy of a document, valid, and the document as it was."""

    def review(path: Path, *, sources: bool = False) -> Opened:
        before = path.read_bytes()
        target = tmp_path / "reviewed.docx"
        annotated(path, check(path, house, "gongyi-2021Q1"), target, house, sources=sources)
        assert path.read_bytes() == before
        validate(target)
        return open_to_read(target)

    return review


def comments(opened: Opened) -> dict[str, list[str]]:
    """The lines of each comment by its id."""
    part = opened.related(COMMENTS)
    assert part
    return {
        made.get(W + "id", ""): ["".join(text.text or "" for text in one.iter(W + "t")) for one in made.iter(W + "p")]
        for made in opened.root(part)
    }


def anchored(opened: Opened, number: str) -> tuple[etree._Element, str]:
    """The paragraph in which a comment stands, and the words between its marks."""
    start = next(one for one in opened.body.iter(W + "commentRangeStart") if one.get(W + "id") == number)
    holder = next(start.iterancestors(W + "p"))
    order = {element: at for at, element in enumerate(holder.iter())}
    end = next(one for one in holder.iter(W + "commentRangeEnd") if one.get(W + "id") == number)
    inside = [piece.text for piece in pieces(holder) if order[start] < order[piece.element] < order[end]]
    return holder, "".join(inside)


def only(opened: Opened) -> tuple[list[str], etree._Element, str]:
    ((number, lines),) = comments(opened).items()
    return lines, *anchored(opened, number)


def test_a_finding_in_the_text_stands_at_its_words(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    written(tmp_path / "made.docx", paragraph(GROWTH))
    lines, _, words = only(reviewed(tmp_path / "made.docx"))
    assert words == "13.2%"
    assert lines == [
        "此处与数据不符，请核定。",
        "应为：31.2%",
        f"依据：2021年一季度巩义市规上工业增加值增速，{CELL}",
        "文中：13.2%",
    ]


def test_one_in_a_table_stands_in_its_cell(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    written(tmp_path / "made.docx", paragraph("2021年一季度巩义市"), table(["指标", "增速（%）"], ["工业投资", "71.3"]))
    _, holder, words = only(reviewed(tmp_path / "made.docx"))
    assert words == "71.3"
    assert next(holder.iterancestors(W + "tc")).tag == W + "tc"


def test_one_in_a_footnote_stands_at_its_mark_and_says_so(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    body = [paragraph("首先"), paragraph("2021年一季度巩义市工业", reference(2), "运行平稳。")]
    written(tmp_path / "made.docx", *body, notes=[GROWTH])
    lines, holder, words = only(reviewed(tmp_path / "made.docx"))
    assert (text_of(holder), words) == ("2021年一季度巩义市工业运行平稳。", "")
    assert lines[1].startswith("位置：脚注1：“")
    marks = [one.tag for one in holder.iter(W + "footnoteReference", W + "commentRangeStart", W + "commentRangeEnd")]
    assert marks == [W + "commentRangeStart", W + "footnoteReference", W + "commentRangeEnd"]


def test_one_in_a_text_box_stands_at_the_box(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    written(tmp_path / "made.docx", paragraph("首先"), paragraph("随后", box(GROWTH)))
    lines, holder, words = only(reviewed(tmp_path / "made.docx"))
    assert (text_of(holder), words) == ("随后", "")
    assert next(holder.iterancestors(W + "txbxContent"), None) is None
    assert lines[1].startswith("位置：文本框第1段：“")


def test_one_in_a_header_stands_at_the_beginning_and_says_so(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    written(tmp_path / "made.docx", paragraph("首先"), paragraph("随后"), header=GROWTH)
    lines, holder, _ = only(reviewed(tmp_path / "made.docx"))
    assert text_of(holder) == "首先"
    assert lines[1].startswith("位置：页眉：“")


def test_one_on_a_picture_stands_at_the_picture(
    built: Callable[[str], Path], reviewed: Callable[..., Opened], tmp_path: Path
) -> None:
    parts = open_to_read(built("gongyi-2021Q1.zh")).parts
    picture = next(content for name, content in parts.items() if name.endswith(".png"))
    document = docx.Document()
    document.add_paragraph("2021年一季度，巩义市工业经济运行平稳。")
    document.add_picture(io.BytesIO(picture))
    document.element.find(f".//{qualified('wp:docPr')}").set(
        "descr", "条形图：规上工业增加值：巩义市13.2%，河南省20.6%"
    )
    document.save(str(tmp_path / "made.docx"))
    lines, holder, words = only(reviewed(tmp_path / "made.docx"))
    assert lines[0] == "此图与现有数据不符，请核定。"
    assert (holder.find(f".//{W}drawing") is not None, words) == (True, "")


def test_a_chart_that_is_another_picture_has_its_comment_there(
    built: Callable[[str], Path], reviewed: Callable[..., Opened], tmp_path: Path
) -> None:
    opened = open_to_read(built("gongyi-2021Q1.zh"))
    media = sorted(name for name in opened.parts if name.startswith("word/media/"))
    for name in [one for one in media if one.rpartition(".")[0] == media[0].rpartition(".")[0]]:
        opened.parts[name] += b" "
    (tmp_path / "other.docx").write_bytes(opened.to_bytes())
    _, holder, _ = only(reviewed(tmp_path / "other.docx"))
    assert holder.find(f".//{W}drawing") is not None


def test_an_english_document_has_english_comments(reviewed: Callable[..., Opened], tmp_path: Path) -> None:
    text = "In the first quarter of 2021, Gongyi's industrial investment was 38.7 billion yuan."
    written(tmp_path / "made.docx", paragraph(text))
    lines, *_ = only(reviewed(tmp_path / "made.docx"))
    assert lines == [
        "The unit, or the order of magnitude, is not right; please check.",
        "Expected: 3.87 billion yuan",
        "From industrial investment in Gongyi, the first quarter of 2021, gongyi-2021Q1/figures.xlsx, "
        "sheet 主要指标, cell C18",
        "Found: 38.7 billion yuan",
    ]


@pytest.mark.parametrize("language", ("zh", "en"))
def test_each_number_of_our_own_document_has_its_cell_and_arithmetic(
    language: str, built: Callable[[str], Path], house: House, reviewed: Callable[..., Opened]
) -> None:
    path = built(f"gongyi-2021Q1.{language}")
    opened = reviewed(path, sources=True)
    said = comments(opened)
    assert len(said) == check(path, house).numbers.traced
    gap = next(lines for lines in said.values() if "31.2 − 20.6 = 10.6" in lines[0])
    value, source = ("10.6个百分点", "依据") if language == "zh" else ("10.6 percentage points", "From")
    assert value in gap[0]
    assert [line.startswith(source) for line in gap[1:]] == [True, True]
    number = next(number for number, lines in said.items() if lines is gap)
    assert anchored(opened, number)[1].endswith("10.6")  # in Chinese with the character that it must not part from


def test_a_document_that_has_comments_keeps_them(built: Callable[[str], Path], reviewed: Callable[..., Opened]) -> None:
    first = reviewed(built("gongyi-2021Q1.zh"), sources=True)
    path = built("gongyi-2021Q1.zh").with_name("commented.docx")
    path.write_bytes(first.to_bytes())
    again = reviewed(path, sources=True)
    assert len(comments(again)) == 2 * len(comments(first))


@pytest.mark.parametrize(
    ("document", "target", "words"),
    [
        ("words.txt", "copy.docx", "comments can be put into no other document"),
        ("words.md", "copy.docx", "comments can be put into no other document"),
        ("made.docx", "copy.pdf", "a name that ends in .docx"),
        ("made.docx", "made.docx", "another file than the document"),
    ],
)
def test_only_a_docx_can_be_annotated_and_never_in_its_place(
    document: str, target: str, words: str, house: House, tmp_path: Path
) -> None:
    written(tmp_path / "made.docx", paragraph(GROWTH))
    (tmp_path / "words.txt").write_text(GROWTH, "utf-8")
    (tmp_path / "words.md").write_text(GROWTH, "utf-8")
    before = (tmp_path / document).read_bytes()
    checked = check(tmp_path / document, house)
    with pytest.raises(InputFaults, match=words):
        annotated(tmp_path / document, checked, tmp_path / target, house, sources=False)
    assert (tmp_path / document).read_bytes() == before
    assert not (tmp_path / "copy.docx").exists()
