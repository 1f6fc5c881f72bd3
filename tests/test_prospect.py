"""What other figures would change, from real workbooks: claims with evidence, words, charts, figures, faults."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hand_made import INPUTS, ROOT, TEMPLATES

from report import edition as editions
from report.corrections.rephrased import Marked, marked, marked_sentences
from report.edition import Edition
from report.orders import House, open_house
from report.prospect import Prospect, prospect, state_of

QUARTERLY = "gongyi-2021Q1"
SHEET, HISTORY, TARGETS = "主要指标", "历史数据", "2021年目标"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(INPUTS, TEMPLATES, tmp_path / "outputs")


@pytest.fixture
def made(house: House) -> Edition:
    return editions.load(INPUTS / QUARTERLY, house.catalogue)


@pytest.fixture
def workbook(tmp_path: Path, made: Edition) -> Path:
    """Where the corrected workbook of the test lies: as that of the edition, elsewhere."""
    return tmp_path / made.files[0].name


def look(house: House, made: Edition, workbook: Path, cells: Mapping[tuple[str, str], object]) -> Prospect:
    book = openpyxl.load_workbook(made.files[0])
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(workbook)
    return prospect(house, str(workbook.with_name("ledger.sqlite")), made, [workbook])


def said(pieces: Marked) -> str:
    return "".join({"": "{}", "old": "[-{}-]", "new": "[+{}+]"}[piece.mark].format(piece.text) for piece in pieces)


def test_the_same_figures_change_nothing(house: House, made: Edition, workbook: Path) -> None:
    found = look(house, made, workbook, {})
    assert found.is_empty and found.is_usable
    assert found.conclusions == 0


def test_the_worked_example_turns_two_claims(house: House, made: Edition, workbook: Path) -> None:
    found = prospect(house, str(workbook), made, [ROOT / "docs" / "example" / "figures.xlsx"])
    assert [(claim.words.zh, claim.held) for claim in found.claims] == [("开门红", False), ("增速领先", False)]
    decisive = [one for one in found.claims[0].evidence if one.held != one.held_before]
    assert [one.now.zh for one in decisive] == ["规上工业增加值增速（28.4%）不高于郑州市规上工业增加值增速（29%）"]
    assert decisive[0].before.zh == "规上工业增加值增速（31.2%）高于郑州市规上工业增加值增速（29%）"
    (turned,) = found.turned
    assert (turned.before.zh, turned.after.zh) == ("高于郑州市2.2个百分点", "低于郑州市0.6个百分点")
    zh, en = found.words
    (headline,) = zh.passages[0].sentences
    assert zh.passages[0].block.element == "headline"
    assert said(headline) == "[+2021年一季度+]巩义市[-一季度-]工业经济[-实现“开门红”-][+运行情况+]"
    assert [block.number for block in en.charts] == [1, 2, 3]
    (move,) = found.figures
    assert (move.fate, move.key) == ("changed", "iva.growth@gongyi/2021Q1")
    assert pickle.loads(pickle.dumps(found)) == found  # it comes from another process


def test_a_figure_that_no_text_cites_is_listed_all_the_same(house: House, made: Edition, workbook: Path) -> None:
    found = look(house, made, workbook, {(HISTORY, "F4"): 372.6})
    (move,) = found.figures
    assert (move.before and move.before.text.en, move.after and move.after.text.en) == ("372.5", "372.6")
    assert move.place and (move.place.sheet, move.place.cell) == (HISTORY, "F4")
    assert not found.conclusions and not any(one.passages or one.charts for one in found.words)


def test_a_table_changes_cell_by_cell_and_its_verdict_turns(house: House, made: Edition, workbook: Path) -> None:
    found = look(house, made, workbook, {(TARGETS, "E8"): 1})
    (move,) = found.figures
    assert move.before and move.after
    assert (move.before.text.zh, move.after.text.zh, move.name.zh) == ("新增2", "新增1", "省级以上智能车间数量年度目标")
    assert found.conclusions


def test_a_sentence_that_stays_is_not_shown() -> None:
    old, new = "甲增长1.2%。乙增长3.4%。丙增长5%。", "甲增长1.2%。乙下降3.5%。丙增长5%。"
    (only,) = marked_sentences(old, new)
    assert said(only) == "乙[-增长3.4-][+下降3.5+]%。"
    assert said(marked(old, new)) == "甲增长1.2%。乙[-增长3.4-][+下降3.5+]%。丙增长5%。"


@pytest.mark.parametrize(
    ("old", "new"), [("", "甲。"), ("甲。", ""), ("甲。", "甲。乙。"), ("甲。乙。", "乙。"), ("a b.", "c d. e")]
)
def test_marks_give_back_both_texts(old: str, new: str) -> None:
    for pieces in (marked(old, new), tuple(piece for one in marked_sentences(old, new) for piece in one)):
        olds = "".join(piece.text for piece in pieces if piece.mark != "new")
        news = "".join(piece.text for piece in pieces if piece.mark != "old")
        assert olds in old and news in new
    assert "".join(piece.text for piece in marked(old, new) if piece.mark != "old") == new


def test_a_fault_has_the_sheet_around_it_and_nothing_is_compared(house: House, made: Edition, workbook: Path) -> None:
    found = look(house, made, workbook, {(SHEET, "D11"): "about 31"})
    (fault,) = found.faults
    assert not found.is_usable and not found.figures
    excerpt = found.located[fault].excerpt
    assert excerpt and excerpt.columns == ("A", "B", "C", "D", "E", "F")
    assert [cell.text for _, row in excerpt.rows for cell in row if cell.marked] == ["about 31"]


def test_many_faults_have_twenty_excerpts(house: House, made: Edition, workbook: Path) -> None:
    cells = {(HISTORY, f"{column}{row}"): "many" for column in "EFGH" for row in range(4, 12)}
    found = look(house, made, workbook, cells)
    assert len(found.faults) >= 30
    assert len([one for one in found.located.values() if one.excerpt]) == 20


def test_a_missing_figure_is_located_by_its_blank_cell(house: House, made: Edition, workbook: Path) -> None:
    found = look(house, made, workbook, {(SHEET, "C15"): None, (HISTORY, "I33"): None})
    located = [found.located[fault] for fault in found.faults if fault in found.located]
    assert {one.place.cell for one in located} == {"C15"}
    assert located[0].figure and located[0].figure.zh == "2021年一季度巩义市规模以上工业企业利润总额"
    assert [move.fate for move in found.figures] == ["removed"]


def test_faults_of_the_present_figures_are_told_apart(
    house: House, made: Edition, workbook: Path, tmp_path: Path
) -> None:
    """Of two faulty cells one is mended: the other was there, and is no reason to refuse the better file."""
    blank = {(SHEET, "C15"): None, (HISTORY, "I33"): None}
    present = tmp_path / "present" / workbook.name
    present.parent.mkdir()
    look(house, made, present, {**blank, (SHEET, "D14"): None, (HISTORY, "I20"): None, (SHEET, "C25"): None})
    found = look(house, replace(made, files=(present,)), workbook, {})
    assert found.standing == found.faults != () and found.mended == () and found.is_usable
    better = prospect(house, str(workbook), replace(made, files=(present,)), made.files)
    assert better.faults == () and better.mended and better.is_usable
    assert [move.fate for move in better.figures] == ["added"] * 3
    assert not better.words  # nothing could be written before


def test_the_state_changes_with_the_figures(house: House, made: Edition, workbook: Path) -> None:
    workbook.write_bytes(made.files[0].read_bytes())
    copied = replace(made, files=(workbook,))
    assert state_of(house, copied) == state_of(house, made)
    look(house, made, workbook, {(HISTORY, "F4"): 372.6})
    assert state_of(house, copied) != state_of(house, made)


def test_a_ledger_that_cannot_be_asked_hides_nothing_else(house: House, made: Edition, workbook: Path) -> None:
    workbook.write_text("no ledger")
    found = prospect(house, str(workbook), made, [ROOT / "docs" / "example" / "figures.xlsx"])
    assert found.kept_by and found.issued == ()
    assert found.conclusions == 3 and len(found.words) == 2
