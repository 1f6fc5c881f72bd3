"""What a document is read against: a file of figures by itself, with an edition of the area beside it and without."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from command import Office, opened

from report.errors import InputFaults
from report.orders import House
from report.proof.check import check

WORKBOOK = Path("gongyi-2021Q1", "figures.xlsx")
TIDY = """指标,地区,时间,数值,单位
规模以上工业增加值增速,巩义市,2021年一季度,31.2,%
规模以上工业增加值增速,河南省,2021年一季度,20.6,%
税收总额,巩义市,2021年一季度,15.3,亿元
"""
SENTENCE = "2021年一季度，巩义市规模以上工业增加值同比增长{}%，高于全省10.6个百分点。"


@pytest.fixture
def alone(house: House, tmp_path: Path) -> House:
    """A house without editions."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    shutil.copyfile(house.inputs / "catalogue.toml", inputs / "catalogue.toml")
    return replace(house, inputs=inputs)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding)
    return path


@pytest.mark.parametrize(("said", "kinds"), [("31.2", []), ("13.2", ["wrong"])])
@pytest.mark.parametrize("encoding", ("utf-8-sig", "gb18030"))
def test_a_csv_serves_with_editions_and_without(
    said: str, kinds: list[str], encoding: str, house: House, alone: House, tmp_path: Path
) -> None:
    document = written(tmp_path / "words.txt", SENTENCE.format(said))
    figures = written(tmp_path / "figures.csv", TIDY, encoding)
    for one in (house, alone):
        checked = check(document, one, figures=figures)
        assert [finding.kind for finding in checked.findings] == kinds
        assert checked.edition == "figures.csv"
        assert checked.numbers.matched == 2 - len(kinds)


def test_a_workbook_of_an_edition_serves_without_the_edition(house: House, alone: House, tmp_path: Path) -> None:
    document = written(tmp_path / "words.txt", SENTENCE.format("13.2"))
    (finding,) = check(document, alone, figures=house.inputs / WORKBOOK).findings
    assert (finding.kind, finding.found) == ("wrong", "13.2%")
    assert "figures.xlsx, sheet 主要指标, cell D11" in finding.expected


@pytest.mark.parametrize("name", ("gongyi-2021Q1.zh", "gongyi-2021Q1.en"))
def test_our_own_document_is_clean_against_its_own_workbook(
    name: str, built: Callable[[str], Path], stripped: Callable[[str], Path], house: House, alone: House
) -> None:
    for one in (house, alone):
        checked = check(built(name), one, figures=house.inputs / WORKBOOK)
        assert (checked.findings, checked.edition) == ((), "figures.xlsx")
        assert check(stripped(name), one, figures=house.inputs / WORKBOOK).findings == ()


def test_a_file_goes_before_the_edition_that_the_document_was_made_from(
    built: Callable[[str], Path], house: House, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(house.inputs / WORKBOOK)
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.7
    workbook.save(tmp_path / "corrected.xlsx")
    checked = check(built("gongyi-2021Q1.zh"), house, figures=tmp_path / "corrected.xlsx")
    assert {finding.kind for finding in checked.findings} == {"stale", "chart"}
    assert "30.7% — iva.growth@gongyi/2021Q1, corrected.xlsx" in checked.findings[0].expected


def test_a_document_that_names_no_area_and_no_period_is_of_the_files(alone: House, tmp_path: Path) -> None:
    document = written(tmp_path / "words.txt", "规模以上工业增加值同比增长13.2%，税收总额15.3亿元。")
    checked = check(document, alone, figures=written(tmp_path / "figures.csv", TIDY))
    assert [(finding.kind, finding.found) for finding in checked.findings] == [("wrong", "13.2%")]
    assert checked.numbers.matched == 1


def test_the_bureaus_own_file_serves(house: House, alone: House, tmp_path: Path) -> None:
    document = written(
        tmp_path / "words.txt", "2021年一季度，国内生产总值247985.0亿元。\n2020年，国内生产总值1013576亿元。"
    )
    figures = house.inputs / "china-2021Q4" / "nbs-quarterly-national.gbk.csv"
    for one in (house, alone):
        checked = check(document, one, figures=figures)
        assert [(finding.kind, finding.place) for finding in checked.findings] == [("wrong", "paragraph 2")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.xlsx", None, "no such file"),
        ("empty.csv", b"", "an empty file"),
        ("empty.xlsx", b"", "an empty file"),
        ("headers.csv", b"a,b,c\n", "a table of figures"),
        ("words.md", "# 指标".encode(), "found .md"),
        ("broken.xlsx", b"PK\x03\x04 no more", "broken.xlsx"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old.xls"),
        ("odd.csv", b"\xff\xfe\x00\xd8" * 99, "odd.csv"),
    ],
)
def test_figures_that_cannot_be_read_are_one_clear_fault(
    name: str, content: bytes | None, words: str, house: House, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    document = written(tmp_path / "words.txt", SENTENCE.format("31.2"))
    with pytest.raises(InputFaults, match=words) as error:
        check(document, house, figures=tmp_path / name)
    assert len(error.value.faults) == 1


def test_a_folder_is_no_file_of_figures(house: House, tmp_path: Path) -> None:
    (tmp_path / "figures.xlsx").mkdir()
    with pytest.raises(InputFaults, match="a folder"):
        check(written(tmp_path / "words.txt", "1%"), house, figures=tmp_path / "figures.xlsx")


def test_bad_figures_are_exit_code_2_and_named_in_the_json(tmp_path: Path) -> None:
    office: Office = opened(tmp_path)
    written(tmp_path / "words.txt", SENTENCE.format("31.2"))
    written(tmp_path / "figures.csv", TIDY.replace("20.6,%", "twenty,%").replace("15.3,亿元", "15.3,斤"))
    ran = office.run("check", "words.txt", "--figures", "figures.csv", "--inputs", str(office.inputs), "--json")
    assert ran.code == 2
    assert "Traceback" not in ran.said
    assert [fault["file"] for fault in ran.json["faults"]] == ["figures.csv"] * 2


def test_no_period_goes_without_saying_where_the_document_has_a_date_of_its_own(alone: House, tmp_path: Path) -> None:
    document = written(tmp_path / "words.txt", "8月份，规模以上工业增加值同比增长13.2%。")
    checked = check(document, alone, figures=written(tmp_path / "figures.csv", TIDY))
    assert checked.exit_code == 0
