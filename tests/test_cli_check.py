"""``check`` as people run it: what it says, its JSON and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Office, Ran, opened

GOOD = "2021年一季度，巩义市规模以上工业增加值同比增长31.2%，高于全省10.6个百分点。\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def run(office: Office, text: str, *words: str, name: str = "words.txt") -> Ran:
    (office.folder / name).write_text(text, "utf-8")
    done = office.run("check", name, *words, "--inputs", str(office.inputs), "--outputs", str(office.outputs))
    assert "Traceback" not in done.said
    return done


def test_nothing_to_mend_is_exit_code_0_and_json_alone_on_standard_output(office: Office) -> None:
    done = run(office, GOOD, "--json")
    assert done.code == 0, done.said
    assert done.json["numbers"] == {"traced": 0, "matched": 2, "by_hand": 0}
    assert done.json["findings"] == []
    assert done.json["document"] == "words.txt"


def test_a_finding_is_exit_code_1_with_place_words_and_cell(office: Office) -> None:
    done = run(office, GOOD.replace("31.2", "13.2"), "--edition", "gongyi-2021Q1", "--json")
    assert done.code == 1
    (finding,) = done.json["findings"]
    assert set(finding) == {"kind", "place", "text", "expected", "found", "missing"}
    assert (finding["kind"], finding["place"], finding["found"]) == ("wrong", "paragraph 1", "13.2%")
    assert "gongyi-2021Q1/figures.xlsx, sheet 主要指标, cell D11" in finding["expected"]
    assert "wrong paragraph 1" in done.said


def test_a_file_of_figures_serves_as_well(office: Office) -> None:
    figures = str(office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    done = run(office, GOOD.replace("31.2", "13.2"), "--figures", figures, "--json")
    assert [finding["kind"] for finding in done.json["findings"]] == ["wrong"]


def test_what_is_unknown_is_information(office: Office) -> None:
    done = run(office, GOOD + "全市居民消费价格上涨0.4%。\n", "--json")
    assert done.code == 0
    assert [finding["kind"] for finding in done.json["findings"]] == ["unknown"]


@pytest.mark.parametrize(
    "words", [("--edition", "gongyi-2021Q9"), ("--figures", "none.xlsx"), ("--sources",), ("--annotate", "x.docx")]
)
def test_bad_usage_and_bad_input_are_exit_code_2(office: Office, words: tuple[str, ...]) -> None:
    assert run(office, GOOD, *words).code == 2


def test_html_and_markdown_are_read_with_their_tables(office: Office) -> None:
    table = "<table><tr><th>指标</th><th>增速（%）</th></tr><tr><td>工业投资</td><td>17.9</td></tr></table>"
    done = run(office, f"<p>{GOOD}</p>{table}", "--json", name="words.html")
    assert [(one["kind"], one["place"]) for one in done.json["findings"]] == [("wrong", "table 1, row 2, column 2")]
    rows = f"{GOOD}\n| 指标 | 增速（%） |\n|---|---|\n| 工业投资 | 17.9 |\n"
    done = run(office, rows, "--json", name="words.md")
    assert [(one["kind"], one["place"]) for one in done.json["findings"]] == [("wrong", "table 1, row 2, column 2")]


def test_a_document_beside_it_is_compared(office: Office) -> None:
    (office.folder / "words.en.md").write_text("In 2019, GDP of Henan grew by 7.6 percent.\n", "utf-8")
    done = run(office, "2019年，河南省地区生产总值增长7.0%。\n", "--beside", "words.en.md", "--json")
    assert done.code == 1, done.said
    (finding,) = done.json["findings"]
    assert (finding["kind"], finding["expected"]) == ("inconsistent", "7.6 percent as in words.en.md, paragraph 1")
    assert run(office, GOOD, "--beside", "none.md").code == 2
