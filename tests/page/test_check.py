"""A document handed in to be proof-read: its text with what was found, sources of numbers, the copy with comments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from command import Office as Desk
from flask import Flask
from hand_made import ROOT
from page.handed import edited, packed, part
from page.visitor import Visitor, words
from werkzeug.test import TestResponse

from report.page.office import Office

EXAMPLE = ROOT / "docs" / "example"
SLIPS = (EXAMPLE / "slips.docx").read_bytes()
GOOD = "2021年一季度，巩义市规模以上工业增加值同比增长31.2%，高于全省10.6个百分点。\n"
WRONG = GOOD.replace("31.2", "13.2")


def read(visitor: Visitor, content: bytes | str, name: str = "稿.docx", **fields: str) -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    return visitor.outcome(visitor.post("/check", fields, {"document": (name, data)}))


def page(answer: TestResponse) -> lxml.html.HtmlElement:
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u2060", "").split())


def test_the_list_is_the_commands(visitor: Visitor, office: Office) -> None:
    desk = Desk(office.inputs.parent)
    folders = ("--inputs", str(office.inputs), "--outputs", str(office.outputs))
    told = desk.run("check", str(EXAMPLE / "slips.docx"), *folders, "--json").json
    shown = page(read(visitor, SLIPS))
    items = shown.xpath('//section[@class="told"]//li')
    assert len(items) == len(told["findings"]) == 5
    for item, finding in zip(items, told["findings"], strict=True):
        assert item.get("class") == finding["kind"]
        assert finding["place"] in text(item) and finding["text"] in text(item)
        assert finding["found"] in (*re.findall("Found: (.*)", text(item)), "none")
        value, *cells = re.findall(r"^[+\d.]+|cell [A-Z]+\d+", finding["expected"])
        assert all(cell in text(item) for cell in cells)
        assert finding["kind"] == "unit" or f"Expected: {value}" in text(item)  # 196.4亿元 is 19.64 billion
    said = text(shown)
    assert "5 findings to mend" in said and "Read against gongyi-2021Q1." in said
    assert "116 numbers traced to their cells" in said and "4 numbers by hand" in said


def test_each_finding_is_marked_in_the_text_and_leads_there_and_back(visitor: Visitor) -> None:
    shown = page(read(visitor, SLIPS))
    marks = shown.xpath("//mark")
    assert [(mark.text or "") for mark in marks] == ["32.1", "", "17.3%", "3.1个百分点", "196.4万元"]
    for number, mark in enumerate(marks, 1):
        (back,) = mark.xpath("a")
        (item,) = shown.xpath(f'//li[@id="{back.get("href").lstrip("#")}"]')
        assert item.xpath(f'.//a[@href="#{mark.get("id")}"]')
        with_words = {"wrong": "wrong number", "hole": "number missing"}.get(mark.get("class"), "wrong")
        assert text(back).startswith(f"finding {number}: {with_words}")


def test_the_text_is_all_there_in_its_order_and_tables_are_tables(visitor: Visitor) -> None:
    (body,) = page(read(visitor, SLIPS)).xpath('//section[@class="text"]')
    for number in body.xpath(".//mark/a"):
        number.drop_tree()
    said = text(body)
    assert "2021年一季度，巩义市规模以上工业增加值同比增长32.1%，分别高于全省、郑州市10.6、个百分点" in said
    assert said.index("一、工业生产") < said.index("二、工业投资") < said.index("共印60份")
    table = body.xpath(".//table")[0]
    assert [th.text_content() for th in table.xpath('.//th[@scope="col"]')][:4] == ["指标", "单位", "累计", "增速（%）"]
    row = table.xpath('.//tr[th[@scope="row"]="规上工业增加值"]')[0]
    assert [text(cell) for cell in row][:4] == ["规上工业增加值", "亿元", "—", "31.2*"]


def test_a_number_that_was_found_again_opens_its_source(visitor: Visitor) -> None:
    shown = page(read(visitor, SLIPS))
    number = next(one for one in shown.xpath('//button[@class="found"]') if one.text == "10.6")
    source = text(shown.get_element_by_id(number.get("popovertarget")))
    assert "31.2 − 20.6 = 10.6" in source
    assert "gongyi-2021Q1/figures.xlsx, sheet 主要指标, cell D11" in source and "cell F11" in source
    assert shown.get_element_by_id(number.get("popovertarget")).get("popover") is not None
    assert len(shown.xpath('//button[@class="found"]')) == 116


def test_the_sources_speak_the_pages_language(app: Flask) -> None:
    visitor = Visitor(app, "zh-CN")
    said = text(page(read(visitor, SLIPS)))
    assert "应为：31.2%" in said and "依据：2021年一季度巩义市规上工业增加值增速" in said


def test_nothing_found_is_said_plainly(visitor: Visitor) -> None:
    answer = read(visitor, GOOD, "words.txt")
    assert "Nothing to mend" in words(answer) and "2 numbers equal a figure" in words(answer)
    assert not page(answer).xpath('//section[@class="told"]')
    assert "Comments can be put into a Word document only." in words(answer)


def test_it_is_read_against_the_edition_or_the_figures_that_are_chosen(visitor: Visitor, office: Office) -> None:
    assert "Read against gongyi-2020." in words(read(visitor, WRONG, "a.txt", edition="gongyi-2020"))
    assert visitor.post("/check", {"edition": "../x"}, {"document": ("a.txt", b"x")}).status_code == 404
    figures = ("复核数据.xlsx", (EXAMPLE / "figures.xlsx").read_bytes())
    files = {"document": ("a.txt", GOOD.encode()), "figures": figures}
    said = words(visitor.outcome(visitor.post("/check", {}, files)))
    assert "Read against 复核数据.xlsx." in said and "Expected: 28.4 percent" in said
    assert "复核数据.xlsx, sheet 主要指标, cell D11" in said
    both = visitor.post("/check", {"edition": "gongyi-2020"}, files)
    assert both.status_code == 422 and "an edition or a file of figures" in words(both)


def test_only_what_is_in_the_language_is_read(visitor: Visitor) -> None:
    english = "In the first quarter of 2021, industrial investment of Gongyi grew by 71.3 percent.\n"
    both = f"{WRONG}\n{english}"
    assert "2 findings to mend" in words(read(visitor, both, "a.txt", edition="gongyi-2021Q1"))
    chinese = read(visitor, both, "a.txt", edition="gongyi-2021Q1", language="zh")
    assert "1 finding to mend" in words(chinese) and "13.2" in page(chinese).xpath("//mark")[0].text


def test_without_figures_the_page_says_so_in_its_own_words(visitor: Visitor) -> None:
    said = words(read(visitor, "全省上半年完成投资亿元。\n", "a.txt"))
    assert "There are no figures that it could be read against" in said and "--edition" not in said


def test_the_other_language_of_a_document_in_outputs_is_compared(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    chinese, english = (office.outputs / f"gongyi-2021Q1.{language}.docx" for language in ("zh", "en"))
    chinese.write_bytes(edited(chinese.read_bytes(), "及时掌握", "及时掌握35家"))
    assert "gongyi-2021Q1.en.docx" in words(read(visitor, chinese.read_bytes()))
    english.unlink()
    assert "gongyi-2021Q1.en.docx" not in words(read(visitor, chinese.read_bytes()))


def test_a_document_that_should_say_the_same_is_compared(visitor: Visitor) -> None:
    files = {
        "document": ("甲.txt", "2019年，河南省地区生产总值增长7.0%。\n".encode()),
        "beside": ("B.txt", b"In 2019, GDP of Henan grew by 7.6 percent.\n"),
    }
    said = words(visitor.outcome(visitor.post("/check", {}, files)))
    assert "7.6 percent as in B.txt, paragraph 1" in said


@pytest.mark.parametrize("name", ["x.html", "x.md", "x.txt"])
def test_markup_is_shown_as_text_and_never_served(visitor: Visitor, name: str) -> None:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;" if name == "x.html" else "<script>alert(1)</script>"
    said = f"{WRONG.strip()} {hostile}"
    answer = read(visitor, f"<!doctype html><p>{said}</p>" if name == "x.html" else said, name)
    shown = page(answer)
    assert "alert(1)" not in "".join(script.text_content() for script in shown.xpath("//script"))
    assert all(script.get("src") for script in shown.xpath("//script"))
    assert "<script>alert(1)</script>" in text(shown.xpath('//section[@class="text"]')[0])
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_name_with_markup_is_text_too(visitor: Visitor) -> None:
    shown = page(read(visitor, GOOD, "<img src=x onerror=alert(1)>.txt"))
    assert not shown.xpath("//img") and "onerror" in text(shown.xpath("//h1")[0])


def test_what_is_no_document_is_refused_in_words(visitor: Visitor, office: Office) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content, found in (
        ("x.html", svg, "another kind of file: one that is not known"),
        ("x.docx", packed({"word/document.xml": b"0" * (64 << 20)}), "packed so as to become far larger"),
        ("x.docx", (EXAMPLE / "figures.xlsx").read_bytes(), "another kind of file: .xlsx"),
        ("x.txt", b"", "an empty file"),
    ):
        answer = visitor.post("/check", {}, {"document": (name, content)})
        assert answer.status_code == 422 and found in words(answer) and name in words(answer), name
    renamed = {"document": ("a.txt", GOOD.encode()), "figures": ("x.xlsx", SLIPS)}
    answer = visitor.post("/check", {}, renamed)
    assert answer.status_code == 422 and "another kind of file: .docx" in words(answer)
    assert visitor.post("/check", {}, {}).status_code == 422


def test_a_docx_by_another_name_is_what_it_is(visitor: Visitor) -> None:
    assert "5 findings to mend" in words(read(visitor, SLIPS, "slips.xlsx"))


def test_a_fault_of_the_document_is_told_under_its_own_name(visitor: Visitor) -> None:
    answer = read(visitor, packed({"word/document.xml": b"<broken"}), "坏稿.docx")
    assert "1 fault; nothing was written." in words(answer)
    assert text(page(answer).xpath('//p[@class="where"]')[0]).startswith("坏稿.docx")


@pytest.mark.parametrize(("fields", "comments"), [({}, 5), ({"sources": "1"}, 121)])
def test_the_copy_has_a_comment_at_each_finding(
    visitor: Visitor, tmp_path: Path, validate: Callable[[Path], None], fields: dict[str, str], comments: int
) -> None:
    answer = read(visitor, SLIPS, "四月稿.docx")
    copy = visitor.outcome(visitor.post(f"{answer.request.path}/annotated", fields))
    (link,) = page(copy).xpath('//a[contains(@class, "button")]/@href')
    taken = visitor.get(link)
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert "checked.docx" in taken.headers["Content-Disposition"]
    path = tmp_path / "copy.docx"
    path.write_bytes(taken.data)
    validate(path)
    assert comments_in(taken.data) == comments


def comments_in(content: bytes) -> int:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    return sum(part(content, name).count("<w:comment ") for name in names if name.startswith("word/comments"))


def test_two_at_once_do_not_mix(visitor: Visitor) -> None:
    texts = {"a.txt": WRONG, "b.txt": GOOD.replace("10.6", "16.0")}
    answers = {name: visitor.post("/check", {}, {"document": (name, words.encode())}) for name, words in texts.items()}
    for name, found in (("a.txt", "13.2%"), ("b.txt", "16.0个百分点")):
        shown = page(visitor.outcome(answers[name]))
        assert text(shown.xpath("//h1")[0]) == name
        assert [mark.text for mark in shown.xpath("//mark")] == [found]


def test_a_long_document_is_shown_around_its_findings(visitor: Visitor) -> None:
    silent = "The offices concerned have carried out the tasks of the plan, each in its own field. " * 5 + "\n"
    answer = read(visitor, silent * 500 + WRONG + silent * 300, "long.txt", edition="gongyi-2021Q1")
    shown = page(answer)
    assert len(answer.data) < 200_000
    assert [text(gap) for gap in shown.xpath('//p[@class="gap"]')] == [
        "500 paragraphs without a finding",
        "300 paragraphs without a finding",
    ]
    assert [mark.text for mark in shown.xpath("//mark")] == ["13.2%"]
