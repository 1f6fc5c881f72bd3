"""A Chinese and an English edition that differ: told once, with both places, and only where they do."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from command import opened
from proof_made import edited, edited_cell, with_paragraph, without_paragraph

from report.errors import InputFaults
from report.orders import House, open_house
from report.proof.check import check
from report.proof.model import Checked

Document = Callable[[str], Path]
EN, ZH = "gongyi-2021Q1.en.docx", "gongyi-2021Q1.zh.docx"
ALUMINIUM = {
    "zh": "高精铝产业同比增长34.6%",
    "en": "The high-precision aluminium industry grew by 34.6 percent year on year",
}


class Pair:
    """Both editions in a folder of their own, to be worked on."""

    def __init__(self, built: Document, house: House, folder: Path) -> None:
        self._house = house
        self.folder = folder
        for name in (ZH, EN):
            shutil.copy(built(name.removesuffix(".docx")), folder / name)

    def type(self, name: str, old: str, new: str) -> None:
        edited(self.folder / name, old, new, self.folder / name)

    def add(self, name: str, after: str, words: str) -> None:
        with_paragraph(self.folder / name, after, words, self.folder / name)

    def check(self, name: str) -> Checked:
        return check(self.folder / name, self._house)

    def told(self, name: str) -> list[tuple[str, str, str]]:
        return [(one.kind, one.found, one.expected) for one in self.check(name).findings if one.is_to_mend]


@pytest.fixture
def pair(built: Document, house: House, tmp_path: Path) -> Pair:
    return Pair(built, house, tmp_path)


def test_a_number_by_hand_that_the_other_edition_lacks_is_told_in_both(pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + "，拉动工业增长5.3个百分点")
    assert pair.told(ZH) == [("inconsistent", "5.3个百分点", f"a number that {EN}, paragraph 9 has too")]
    assert pair.told(EN) == [("inconsistent", "none", f"5.3个百分点 as in {ZH}, paragraph 9")]
    (finding,) = [one for one in pair.check(EN).findings if one.is_to_mend]
    assert finding.place == "paragraph 9"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("，拉动工业增长5.3个百分点", ", adding 5.3 percentage points to industrial growth"),
        ("，新签合同12.6亿元", ", with new contracts of 1.26 billion yuan"),
        ("，新签合同12.64亿元", ", with new contracts of 1.26 billion yuan"),
        ("，订单增长1.1倍", ", with orders up by 110 percent"),
        ("，新签合同12家", ", with 12 new contracts"),
        ("，新签合同12家", ", with twelve new contracts"),
        ("，比一季度预期分别高1.5、2.5个百分点", ", 1.5 and 2.5 percentage points more than expected"),
    ],
)
def test_what_hands_say_alike_in_both_languages_is_no_difference(zh: str, en: str, pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + zh)
    pair.type(EN, ALUMINIUM["en"], ALUMINIUM["en"] + en)
    assert [one for one in (*pair.told(ZH), *pair.told(EN)) if "docx" in one[2]] == []


def test_a_number_by_hand_that_is_another_in_the_other_language_is_one_difference(pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + "，拉动工业增长5.3个百分点")
    pair.type(EN, ALUMINIUM["en"], ALUMINIUM["en"] + ", adding 3.5 percentage points to industrial growth")
    assert pair.told(ZH) == [("inconsistent", "5.3个百分点", f"3.5 percentage points as in {EN}, paragraph 9")]
    assert pair.told(EN) == [("inconsistent", "3.5 percentage points", f"5.3个百分点 as in {ZH}, paragraph 9")]


def test_a_figure_that_hands_took_out_of_one_is_told_in_both(pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"] + "。", "")
    assert pair.told(ZH) == [("inconsistent", "none", f"34.6 percent as in {EN}, paragraph 9")]
    assert pair.told(EN) == [("inconsistent", "34.6 percent", f"a number that {ZH}, paragraph 9 has too")]


def test_a_figure_that_hands_took_out_of_both_is_no_difference(pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"] + "。", "")
    pair.type(EN, " " + ALUMINIUM["en"] + ".", "")
    assert pair.told(ZH) == pair.told(EN) == []


@pytest.mark.parametrize(("new", "kind"), [("43.6%", "wrong"), ("%", "hole"), ("34.6个百分点", "unit")])
def test_what_is_told_as_wrong_where_it_stands_is_not_told_as_a_difference_too(new: str, kind: str, pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"].replace("34.6%", new))
    assert [one[0] for one in pair.told(ZH)] == [kind]
    assert pair.told(EN) == []


def test_a_paragraph_by_hand_without_a_counterpart_is_told_in_both(pair: Pair) -> None:
    pair.add(ZH, ALUMINIUM["zh"], "据行业协会统计，订单金额达4.7亿元，环比上升2.9%。")
    expected = f"a counterpart of this paragraph in {EN}"
    assert pair.told(ZH) == [("inconsistent", "据行业协会统计，订单金额达4.7亿元，环比上升2.9%。", expected)]
    ((kind, found, expected),) = pair.told(EN)
    assert (kind, found) == ("inconsistent", "none")
    assert expected.startswith(f"4.7亿元, 2.9% as in {ZH}, paragraph 10")


def test_a_paragraph_by_hand_is_compared_with_its_counterpart(pair: Pair) -> None:
    pair.add(ZH, ALUMINIUM["zh"], "据行业协会统计，订单金额达4.7亿元，环比上升2.9%。")
    pair.add(EN, ALUMINIUM["en"], "By the association's count, orders came to 470 million yuan, up by 2.9 percent.")
    assert pair.told(ZH) == pair.told(EN) == []
    pair.type(EN, "470 million", "740 million")
    assert [one[1] for one in pair.told(ZH)] == ["none", "4.7亿元"]


def test_a_paragraph_that_hands_took_out_of_one_is_told_in_both(pair: Pair) -> None:
    whole = "规模以上工业企业利润总额8.6亿元，同比增长65.4%；规模以上制造业亩均收入98.4万元/亩，同比增长20.4%。"
    without_paragraph(pair.folder / ZH, whole)
    numbers = "860 million yuan, 65.4 percent, 984,000 yuan per mu, 20.4 percent"
    assert pair.told(ZH) == [("inconsistent", "none", f"{numbers} as in {EN}, paragraph 17")]
    assert [(kind, expected) for kind, _, expected in pair.told(EN)] == [
        ("inconsistent", f"a counterpart of this paragraph in {ZH}")
    ]


def test_a_flood_of_numbers_by_hand_is_answered_in_time(pair: Pair) -> None:
    flood = "".join(f"第{number}批订单金额{number}.7亿元，环比上升{number % 90}.9%。" for number in range(1000))
    pair.add(ZH, ALUMINIUM["zh"], flood)
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + "，" + flood)
    pair.add(EN, ALUMINIUM["en"], "Orders rose by 2.9 percent. " * 1000)
    started = time.perf_counter()
    assert pair.told(ZH)
    assert time.perf_counter() - started < 30


def test_a_number_typed_into_a_cell_of_one_edition_alone_is_told(pair: Pair) -> None:
    edited_cell(pair.folder / ZH, "第一产业增加值", "—", "7.7")
    assert ("inconsistent", "none") in [one[:2] for one in pair.told(EN)]
    assert ("inconsistent", "7.7") in [one[:2] for one in pair.told(ZH)]
    edited_cell(pair.folder / EN, "Primary industry", "—", "7.7")
    assert [one for one in pair.told(ZH) if "docx" in one[2]] == []


def test_after_a_revision_of_both_there_is_no_difference(tmp_path: Path) -> None:
    office = opened(tmp_path)
    assert office.build("gongyi-2021Q1").code == 0
    for name, old, new in (
        (ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + "，新签合同12.6亿元"),
        (EN, ALUMINIUM["en"], ALUMINIUM["en"] + ", with new contracts of 1.26 billion yuan"),
    ):
        edited(office.outputs / name, old, new, office.outputs / name)
    workbook = openpyxl.load_workbook(office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.7
    workbook.save(office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    for name in (ZH, EN):
        done = office.revise(str(office.outputs / name))
        assert done.code in (0, 1), done.said
    house = open_house(office.inputs, Path(__file__).parents[2] / "templates", office.outputs)
    for name in (ZH, EN):
        corrected = office.outputs / name.replace(".docx", ".r1.docx")
        assert [one for one in check(corrected, house).findings if one.kind == "inconsistent"] == []


def test_a_document_of_another_edition_or_of_another_name_is_not_its_sibling(built: Document, pair: Pair) -> None:
    pair.type(ZH, ALUMINIUM["zh"], ALUMINIUM["zh"] + "，拉动工业增长5.3个百分点")
    shutil.copy(built("gongyi-2020.en"), pair.folder / EN)
    assert pair.told(ZH) == []
    (pair.folder / EN).unlink()
    assert pair.told(ZH) == []


def test_a_sibling_that_cannot_be_read_is_a_note_and_one_that_is_named_a_fault(
    pair: Pair, house: House, tmp_path: Path
) -> None:
    (pair.folder / EN).write_bytes(b"PK no more")
    checked = pair.check(ZH)
    assert checked.findings == ()
    assert [note for note in checked.notes if EN in note]
    with pytest.raises(InputFaults, match=EN):
        check(pair.folder / ZH, house, beside=pair.folder / EN)


TEXTS = {
    "zh": "2019年，河南省工业投资1234.5亿元，同比增长9.7%。2019年，河南省地区生产总值增长7.0%。\n",
    "en": "In 2019, industrial investment in Henan was {} billion yuan, up by {} percent year on year.\n",
}


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("123.45", "9.7"), []),
        (("123.5", "9.7"), []),
        (("1,234.5", "9.7"), [("1234.5亿元", "1234.5 billion yuan as in there.html, paragraph 1")]),
        (("123.45", "7.9"), [("9.7%", "7.9 percent as in there.html, paragraph 1")]),
    ],
)
def test_any_two_texts_are_compared_where_no_figure_decides(
    numbers: tuple[str, str], told: list[tuple[str, str]], house: House, tmp_path: Path
) -> None:
    here, there = tmp_path / "here.txt", tmp_path / "there.html"
    here.write_text(TEXTS["zh"], "utf-8")
    there.write_text(f"<p>{TEXTS['en'].format(*numbers)}</p>", "utf-8")
    findings = [one for one in check(here, house, beside=there).findings if one.is_to_mend]
    assert [(one.found, one.expected) for one in findings] == told
    assert all(one.kind == "inconsistent" for one in findings)


def test_where_a_figure_decides_only_the_wrong_one_is_told(house: House, tmp_path: Path) -> None:
    here, there = tmp_path / "here.txt", tmp_path / "there.txt"
    here.write_text("2021年一季度，巩义市规模以上工业增加值同比增长31.2%。\n", "utf-8")
    there.write_text("In the first quarter of 2021, Gongyi's industrial value added grew by 13.2 percent.\n", "utf-8")
    assert check(here, house, "gongyi-2021Q1", beside=there).findings == ()
