"""The preview: both languages as they would be built, and each number with its cells, arithmetic and vintages."""

from __future__ import annotations

import shutil

import lxml.html
from hand_made import ROOT
from page.visitor import Visitor, words

from report.page.office import Office
from report.word.read import read_record


def _preview(visitor: Visitor, name: str = "gongyi-2021Q1") -> lxml.html.HtmlElement:
    answer = visitor.outcome(visitor.get(f"/editions/{name}/preview"))
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def test_both_languages_stand_side_by_side_and_say_what_the_documents_say(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    chinese, english = _preview(visitor).find_class("sheet")
    assert "同比增长31.2%" in words(chinese)
    assert "grew by 31.2 percent year on year" in words(english)
    assert len(chinese.xpath(".//svg")) == 3
    record = read_record(office.outputs / "gongyi-2021Q1.zh.docx")
    assert record and len(record.passages) > 20
    said = "".join(words(chinese).split())
    for passage in record.passages:
        assert "".join(passage.text.split()) in said


def test_each_number_leads_to_its_cells_and_arithmetic(visitor: Visitor) -> None:
    page = _preview(visitor)
    figures = page.xpath("//*[@data-source]")
    assert len(figures) > 100
    for figure in figures:
        (source,) = page.xpath(f"//*[@id='source-{figure.get('data-source')}']")
        assert "figures.xlsx" in words(source)
    gap = next(one for one in figures if one.get("data-figure") == "iva.growth.gap@gongyi~zhengzhou/2021Q1")
    said = words(page.get_element_by_id(f"source-{gap.get('data-source')}"))
    assert "31.2 − 29.0 = 2.2" in said and "cell D11" in said and "cell H11" in said
    assert "sample data" in said


def test_a_corrected_figure_shows_its_vintages(visitor: Visitor, office: Office) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    shutil.copy(ROOT / "docs" / "example" / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    page = _preview(visitor)
    growth = page.xpath("//*[@data-figure='iva.growth@gongyi/2021Q1']")[0]
    said = words(page.get_element_by_id(f"source-{growth.get('data-source')}"))
    assert ": 31.2%" in said and ": 28.4%" in said
    assert "unchanged since" not in said
    assert "unchanged since" in words(page.get_element_by_id("sources").getparent())


def test_a_target_has_vintages_too(visitor: Visitor) -> None:
    visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build"))
    page = _preview(visitor)
    targets = page.xpath("//*[contains(@data-figure, '.target@')]")
    assert targets
    for target in targets:
        assert "unchanged since" in words(page.get_element_by_id(f"source-{target.get('data-source')}"))


def test_what_is_left_out_is_listed_with_the_reason(visitor: Visitor) -> None:
    said = words(_preview(visitor).get_element_by_id("left-out").getparent())
    assert "indicator-rows: rows agriculture — no figure in the source" in said


def test_claims_are_listed_earned_or_not(visitor: Visitor, office: Office) -> None:
    shutil.copy(ROOT / "docs" / "example" / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    said = words(_preview(visitor).get_element_by_id("claims").getparent())
    assert "not earned, so not said" in said and "earned" in said


def test_an_edition_with_faults_says_them_instead(visitor: Visitor, office: Office) -> None:
    path = office.inputs / "gongyi-2021Q1" / "edition.toml"
    path.write_text(path.read_text("utf-8").replace("2021Q1", "2021Q7"), "utf-8")
    answer = visitor.outcome(visitor.get("/editions/gongyi-2021Q1/preview"))
    assert "nothing was written" in words(answer) and "2021Q7" in words(answer)


def test_no_element_of_the_page_has_the_id_of_another(visitor: Visitor) -> None:
    ids = _preview(visitor).xpath("//@id")
    assert len(ids) == len(set(ids))
