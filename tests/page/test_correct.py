"""An edited briefing, handed in with corrected figures: what comes back, what is kept, what is refused and how."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import Office as Desk
from hand_made import ROOT
from page.handed import edited, packed, part, record_part, with_part, without_record
from page.visitor import Visitor, words
from werkzeug.test import TestResponse

from report.page.office import Office

EXAMPLE = ROOT / "docs" / "example"
EDITED = (EXAMPLE / "edited.docx").read_bytes()
R1 = "gongyi-2021Q1.zh.r1.docx"


@pytest.fixture
def corrected_figures(office: Office) -> None:
    shutil.copy(EXAMPLE / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")


def hand_in(visitor: Visitor, content: bytes = EDITED, name: str = "改稿.docx", **fields: str) -> TestResponse:
    return visitor.outcome(visitor.post("/correct", fields, {"document": (name, content)}))


def links(page: TestResponse) -> list[str]:
    return re.findall(r'href="(/correct/[^"]+/files/[^"]+)"', page.text)


@pytest.mark.usefixtures("corrected_figures")
def test_what_comes_back_says_first_whether_conclusions_change(visitor: Visitor) -> None:
    said = words(hand_in(visitor, reason="统计部门复核"))
    order = [
        "Conclusions change",
        "13 changes",
        "3 charts redrawn",
        "Take",
        "What needs a person",
        "a figure was changed",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "“good start”: the figures no longer bear it out" in said
    assert "was 2.2 percentage points higher than the rate for Zhengzhou, now 0.6" in said
    assert "accept or reject each change" in said


@pytest.mark.usefixtures("corrected_figures")
def test_the_list_is_the_commands(visitor: Visitor, office: Office) -> None:
    desk = Desk(office.inputs.parent)
    folders = ("--inputs", str(office.inputs), "--outputs", str(office.inputs.parent / "elsewhere"))
    told = desk.run(
        "revise", str(EXAMPLE / "edited.docx"), "--output", str(desk.folder / "c.docx"), *folders, "--json"
    ).json
    answer = hand_in(visitor)
    items = re.findall(r"<li><p><strong>.*?</li>", answer.text.partition('id="needing"')[2], re.DOTALL)
    assert len(items) == len(told["attention"]) == 3
    for item, one in zip(items, told["attention"], strict=True):
        assert all(one[name] in item for name in ("words", "old", "new", "suggestion"))
        assert all(cell in item for cell in one["cells"])
    assert f"{len(told['changes'])} changes" in words(answer)
    assert f"{len(told['redrawn'])} charts redrawn" in words(answer)


@pytest.mark.usefixtures("corrected_figures")
def test_each_item_says_where_in_the_document_it_is(visitor: Visitor) -> None:
    said = words(hand_in(visitor))
    for place, quoted in (("paragraph 10", "编者按"), ("paragraph 9", "近一成"), ("paragraph 6", "全市上下攻坚克难")):
        assert re.search(f"{place} stands there ?{quoted}", said)


@pytest.mark.usefixtures("corrected_figures")
def test_the_downloads_are_the_document_with_tracked_changes_and_the_notices(
    visitor: Visitor, tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    page = hand_in(visitor, reason="统计部门复核", author="统计科 王")
    taken = {link.rpartition("/")[2]: visitor.get(link) for link in links(page)}
    notices = {f"gongyi-2021Q1.zh.r1.notice.{one}" for one in ("zh.docx", "en.docx", "zh.md", "en.md")}
    assert set(taken) == {R1, *notices}
    for name, answer in taken.items():
        assert answer.headers["Content-Disposition"].startswith("attachment"), name
        if name.endswith(".docx"):
            (tmp_path / "taken.docx").write_bytes(answer.data)
            validate(tmp_path / "taken.docx")
    document = part(taken[R1].data)
    assert "<w:ins " in document and "<w:del " in document and 'w:author="统计科 王"' in document
    assert "统计部门复核" in taken["gongyi-2021Q1.zh.r1.notice.zh.md"].text


@pytest.mark.usefixtures("corrected_figures")
def test_what_was_handed_in_is_kept_and_a_build_asks_for_nothing_more(visitor: Visitor, office: Office) -> None:
    hand_in(visitor)
    assert (office.outputs / "received" / R1).read_bytes() == EDITED
    said = words(visitor.page("/editions/gongyi-2021Q1/"))
    assert "Chinese corrected" in said
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    assert not (office.outputs / "gongyi-2021Q1.zh.docx").exists()
    assert (office.outputs / "gongyi-2021Q1.en.docx").exists()


@pytest.mark.usefixtures("corrected_figures")
def test_the_same_handed_in_twice_is_corrected_once(visitor: Visitor, office: Office) -> None:
    hand_in(visitor)
    before = (office.outputs / R1).read_bytes()
    again = hand_in(visitor, name="again.docx")
    assert "This correction has been made already" in words(again)
    assert visitor.get(links(again)[0]).data == before and len(links(again)) == 5
    assert len(list(office.outputs.glob("*.r*.docx"))) == 3  # with the two notices


@pytest.mark.usefixtures("corrected_figures")
def test_another_edited_document_gets_a_name_of_its_own_and_nothing_is_written_over(
    visitor: Visitor, office: Office
) -> None:
    hand_in(visitor)
    before = {path: path.read_bytes() for path in office.outputs.rglob("*.docx")}
    other = edited(EDITED, "攻坚克难", "攻坚")
    assert "gongyi-2021Q1.zh.r2.docx" in words(hand_in(visitor, other))
    assert "攻坚，" in re.sub("<[^>]+>", "", part((office.outputs / "gongyi-2021Q1.zh.r2.docx").read_bytes()))
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.usefixtures("corrected_figures")
def test_a_correction_handed_in_again_is_up_to_date(visitor: Visitor, office: Office) -> None:
    hand_in(visitor)
    said = words(hand_in(visitor, (office.outputs / R1).read_bytes()))
    assert "Up to date" in said
    assert not (office.outputs / "gongyi-2021Q1.zh.r2.docx").exists()


def test_a_document_of_the_outputs_that_was_edited_has_a_button(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    path = office.outputs / "gongyi-2021Q1.zh.docx"
    path.write_bytes(edited(path.read_bytes(), "支撑有力", "很有力"))
    button = "/correct/gongyi-2021Q1/zh"
    assert button not in visitor.get("/editions/gongyi-2021Q1/").text
    shutil.copy(EXAMPLE / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    assert button in visitor.get("/editions/gongyi-2021Q1/").text and button in visitor.get("/").text
    assert 'value="gongyi-2021Q1.zh.docx" checked' in visitor.get(button).text
    (office.outputs / ".~lock.gongyi-2021Q1.zh.docx#").touch()
    said = words(visitor.outcome(visitor.post(button, {"reason": "复核"})))
    assert "Conclusions change" in said and R1 in said
    assert "open in another program" in said
    assert "Chinese corrected" in words(visitor.page("/editions/gongyi-2021Q1/"))
    assert visitor.get("/correct/gongyi-2020/zh").status_code == 404
    assert visitor.post(button, {"document": "../inputs/x.docx"}).status_code == 404


@pytest.mark.usefixtures("corrected_figures")
def test_an_uploaded_document_that_lies_in_outputs_is_that_one(visitor: Visitor, office: Office) -> None:
    (office.outputs / "gongyi-2021Q1.zh.docx").write_bytes(EDITED)
    (office.outputs / ".~lock.gongyi-2021Q1.zh.docx#").touch()
    assert "open in another program" in words(hand_in(visitor))


def refusals() -> Iterator[tuple[str, bytes, str]]:
    yield "slides.docx", b"PK\x03\x04 not a package", "one that is damaged"
    yield "torn.docx", EDITED[: len(EDITED) // 2], "one that is damaged"
    yield "figures.docx", (EXAMPLE / "figures.xlsx").read_bytes(), "another kind of file: .xlsx"
    yield (
        "picture.docx",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "one that is not known",
    )
    yield "bomb.docx", packed({"word/document.xml": b"0" * (64 << 20)}), "packed so as to become far larger"
    yield "empty.docx", b"", "an empty file"


@pytest.mark.parametrize(("name", "content", "found"), [*refusals()], ids=[one[0] for one in refusals()])
def test_what_is_no_word_document_is_refused_in_words_and_the_reason_stays(
    visitor: Visitor, office: Office, name: str, content: bytes, found: str
) -> None:
    answer = visitor.post("/correct", {"reason": "统计部门复核"}, {"document": (name, content)})
    assert answer.status_code == 422
    assert found in words(answer) and name in words(answer) and 'value="统计部门复核"' in answer.text
    assert list(office.outputs.iterdir()) == [] and list(office.desk.iterdir()) == []


def test_what_is_none_of_ours_is_told_under_its_own_name(visitor: Visitor, office: Office) -> None:
    said = words(hand_in(visitor, without_record(EDITED), "来稿.docx"))
    assert "来稿.docx" in said and "no record" in said
    shutil.rmtree(office.inputs / "gongyi-2021Q1")
    said = words(hand_in(visitor))
    assert "the edition of 改稿.docx, gongyi-2021Q1" in said and "no such folder" in said
    assert not list(office.outputs.glob("*.docx"))


def test_a_record_that_names_a_way_out_of_the_outputs_goes_nowhere_else(visitor: Visitor, office: Office) -> None:
    way = "provinces-sample/../../inputs/gongyi-2021Q1"
    record = record_part(EDITED)
    sly = with_part(EDITED, record, part(EDITED, record).replace('edition="gongyi-2021Q1"', f'edition="{way}"', 1))
    assert way in part(sly, record)
    hand_in(visitor, sly)
    assert not list(office.inputs.rglob("*.r1*"))


@pytest.mark.usefixtures("corrected_figures")
def test_a_correction_that_was_rejected_before_is_said_to_be_proposed_anew(visitor: Visitor, office: Office) -> None:
    from report.word.opened import open_made
    from report.word.settle import settled

    hand_in(visitor)
    opened = open_made(R1, (office.outputs / R1).read_bytes())
    opened.roots[opened.main] = settled(opened.root(opened.main), lambda mark: True, accept=False)
    figures = office.inputs / "gongyi-2021Q1" / "figures.xlsx"
    figures.write_bytes(recalculated(figures.read_bytes()))
    assert "a correction was rejected before, and is proposed anew" in words(hand_in(visitor, opened.to_bytes()))


@pytest.mark.usefixtures("corrected_figures")
def test_two_at_once_do_not_mix(visitor: Visitor, office: Office) -> None:
    other = edited(EDITED, "攻坚克难", "攻坚")
    first = visitor.post("/correct", {}, {"document": ("one.docx", EDITED)})
    second = visitor.post("/correct", {}, {"document": ("two.docx", other)})
    pages = [visitor.outcome(first), visitor.outcome(second)]
    for page, name, mine, content in zip(pages, ("one.docx", "two.docx"), ("r1", "r2"), (EDITED, other), strict=True):
        assert name in words(page) and f"gongyi-2021Q1.zh.{mine}.docx" in words(page)
        assert (office.outputs / "received" / f"gongyi-2021Q1.zh.{mine}.docx").read_bytes() == content


def recalculated(content: bytes) -> bytes:
    """The corrected workbook, corrected once more."""
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content))
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 28.4:
                    cell.value = 28.3
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
