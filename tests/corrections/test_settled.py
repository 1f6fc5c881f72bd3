"""The judge itself: documents typed by hand, and what Word makes of them."""

from __future__ import annotations

import io
import zipfile

import pytest
from corrections.settled import Choice, Grid, Line, Pending, Remark, Settled, settled, texts

W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OURS, THEIRS = 'w:id="1" w:author="我们" w:date="2021-05-01T00:00:00Z"', 'w:id="2" w:author="王某"'


def packed(body: str, **more: str) -> bytes:
    parts = {"document": f"<w:document {W_NAMESPACE}><w:body>{body}</w:body></w:document>", **more}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return made.getvalue()


def read(body: str, choice: Choice = "keep") -> Settled:
    return settled(packed(body), choice)


def words(body: str, choice: Choice = "keep") -> list[str]:
    return list(texts(read(body, choice).body))


def line(body: str, choice: Choice = "keep") -> Line:
    first = read(body, choice).body[0]
    assert isinstance(first, Line)
    return first


def run(text: str, look: str = "") -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def paragraph(content: str, style: str = "Body", mark: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>'


REPLACED = paragraph(f"{run('增长')}<w:del {OURS}>{gone('8.1%')}</w:del><w:ins {OURS}>{run('8.3%')}</w:ins>{run('。')}")


def test_an_insertion_stays_once_accepted_and_a_deletion_once_rejected() -> None:
    assert words(REPLACED, "accept") == ["增长8.3%。"]
    assert words(REPLACED, "reject") == ["增长8.1%。"]


def test_what_is_kept_pending_says_whose_it_is() -> None:
    assert words(REPLACED) == ["增长8.1%8.3%。"]
    changes = [piece.pending for piece in line(REPLACED).pieces]
    assert changes == [(), *((Pending(kind, "我们", "2021-05-01T00:00:00Z"),) for kind in ("del", "ins")), ()]


def test_runs_that_look_alike_are_one_whatever_wraps_them() -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('8.1%')}</w:sdtContent></w:sdt>"
    marked = (
        f'<w:bookmarkStart w:id="1" w:name="_p_x"/>{wrapped}<w:proofErr w:type="spellStart"/><w:bookmarkEnd w:id="1"/>'
    )
    assert read(paragraph(run("增长") + marked + run("。"))) == read(paragraph(run("增长8.1%。")))
    assert read(paragraph(run("增长") + run("8", "<w:rPr><w:b/></w:rPr>"))) != read(paragraph(run("增长8")))


def test_a_deletion_within_an_insertion_goes_or_stays_with_it() -> None:
    nested = paragraph(f"{run('一')}<w:ins {THEIRS}>{run('二')}<w:del {OURS}>{gone('三')}</w:del></w:ins>")
    assert words(nested, "accept") == ["一二"]
    assert words(nested, "reject") == ["一"]
    ours_back = settled(packed(nested), "reject", lambda author: author == "我们")
    assert list(texts(ours_back.body)) == ["一二三"]
    assert ours_back == read(paragraph(f"{run('一')}<w:ins {THEIRS}>{run('二三')}</w:ins>"))


def test_paragraphs_joined_take_the_properties_of_the_last() -> None:
    both = paragraph(run("一"), "First", f"<w:del {OURS}/>") + paragraph(run("二"), "Second")
    joined = line(both, "accept")
    assert (joined.text, joined.style) == ("一二", "Second")
    assert [block.style for block in read(both, "reject").body if isinstance(block, Line)] == ["First", "Second"]


def test_a_paragraph_inserted_with_its_mark_vanishes_whole_when_rejected() -> None:
    made = paragraph(f"<w:ins {OURS}>{run('新')}</w:ins>", "New", f"<w:ins {OURS}/>")
    old = paragraph(run("一")), paragraph(run("二"), "Second")
    assert read(old[0] + made + old[1], "reject") == read("".join(old))
    assert words(old[0] + made + old[1], "accept") == ["一", "新", "二"]


@pytest.mark.parametrize(("content", "left"), [("", []), (run("一"), ["一"])])
def test_before_a_table_only_an_empty_paragraph_can_lose_its_mark(content: str, left: list[str]) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('格'))}</w:tc></w:tr></w:tbl>"
    assert words(paragraph(content, mark=f"<w:del {OURS}/>") + table, "accept") == [*left, "格"]


def test_rows_come_and_go() -> None:
    def row(text: str, change: str = "") -> str:
        return f"<w:tr><w:trPr>{change}</w:trPr><w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    table = f"<w:tbl>{row('一')}{row('二', f'<w:del {OURS}/>')}{row('三', f'<w:ins {OURS}/>')}</w:tbl>"
    assert words(table, "accept") == ["一", "三"]
    assert words(table, "reject") == ["一", "二"]
    found = read(table).body[0]
    assert isinstance(found, Grid)
    assert [[change.kind for change in one.pending] for one in found.rows] == [[], ["del"], ["ins"]]


def test_a_table_goes_with_its_last_row() -> None:
    table = f"<w:tbl><w:tr><w:trPr><w:ins {OURS}/></w:trPr><w:tc>{paragraph(run('格'))}</w:tc></w:tr></w:tbl>"
    assert words(paragraph(run("一")) + table, "reject") == ["一"]


def test_what_was_moved_stands_in_one_place() -> None:
    moved = paragraph(f"<w:moveFrom {OURS}>{run('甲')}</w:moveFrom>{run('乙')}<w:moveTo {OURS}>{run('甲')}</w:moveTo>")
    assert words(moved, "accept") == ["乙甲"]
    assert words(moved, "reject") == ["甲乙"]


def test_formatting_is_as_it_was_once_rejected() -> None:
    was = f"<w:rPr><w:b/><w:rPrChange {OURS}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
    changed = paragraph(run("一", was))
    assert read(changed, "reject") == read(paragraph(run("一", "<w:rPr><w:i/></w:rPr>")))
    assert read(changed, "accept") == read(paragraph(run("一", "<w:rPr><w:b/></w:rPr>")))
    assert [change.kind for change in line(changed).pieces[0].pending] == ["rPrChange"]


def test_a_paragraphs_style_is_as_it_was_once_rejected_and_its_mark_and_section_stay() -> None:
    former = f'<w:pPrChange {OURS}><w:pPr><w:pStyle w:val="Old"/></w:pPr></w:pPrChange>'
    changed = f'<w:p><w:pPr><w:pStyle w:val="New"/><w:jc w:val="right"/><w:rPr><w:b/></w:rPr>{former}</w:pPr></w:p>'
    before = line(changed, "reject")
    assert (before.style, before.look, before.mark) == ("Old", "", "<b></>")
    assert line(changed, "accept").style == "New"


def test_text_in_boxes_notes_and_margins_is_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{REPLACED}</w:txbxContent></w:pict></w:r>"
    note = f'<w:footnotes {W_NAMESPACE}><w:footnote w:id="2">{REPLACED}</w:footnote></w:footnotes>'
    head = f"<w:hdr {W_NAMESPACE}>{REPLACED}</w:hdr>"
    margin = f"<w:comments {W_NAMESPACE}><w:comment {THEIRS}>{paragraph(run('请核对'))}</w:comment></w:comments>"
    found = settled(packed(paragraph(box), footnotes=note, header1=head, comments=margin), "accept")
    assert [list(texts(found.stories[name])) for name in ("document text box 1", "footnotes 2", "header1")] == [
        ["增长8.3%。"]
    ] * 3
    assert found.comments == (Remark("王某", "请核对"),)
    assert found.typed("核对") and found.typed("长8.3%") and not found.typed("8.1%")


def test_a_field_keeps_its_instruction_and_a_link_its_target() -> None:
    field = f"<w:r><w:instrText> SEQ 图 </w:instrText></w:r>{run('1')}"
    assert line(paragraph(field)).text == "⟦SEQ 图⟧1"
    link = line(paragraph(f'<w:hyperlink w:anchor="上文">{run("见上")}</w:hyperlink>')).pieces[0]
    assert (link.text, link.look) == ("见上", "link to 上文 ")


def test_a_change_of_a_kind_unknown_is_refused() -> None:
    cell = f"<w:tc><w:tcPr><w:cellIns {OURS}/></w:tcPr>{paragraph('')}</w:tc>"
    with pytest.raises(NotImplementedError, match="cellIns"):
        read(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
