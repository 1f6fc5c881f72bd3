"""The command in Chinese: which language it speaks, what it says, and that nothing in it stays English."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from command import Office, Ran, opened, ran
from hand_made import ROOT
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

EXAMPLE = ROOT / "docs" / "example"
CHINESE = {"BRIEFING_LANGUAGE": "zh"}
GOOD = "2021年一季度，巩义市规模以上工业增加值同比增长31.2%，高于全省10.6个百分点。\n"
COMMANDS = ("", "affected", "batch", "build", "check", "history", "ledger", "ledger rebuild", "new", "revise", "serve")

#: What may be Latin: what documents and inputs say, commands, paths and keys, and what click shows of usage.
LATIN = re.compile(
    r"“[^”]*”|'[^']*'|\"[^\"]*\"|(python )?[!-~]*generate\.py [a-z -]*|python -m [^\n）]*|\[[^\[\]]*\]"
    r"|[!-~]*[./@_=][!-~]*|{%.*?%}|--?[a-z][a-z-]*"
)
WORDS = "[Ee]xpected|found|none|nothing|sheet|cell|line|row|paragraph|table|[Mm]issing|[Ee]rror"
SENTENCE = re.compile(rf"(?<![A-Za-z])([A-Za-z]?[a-z]+[,:]? [a-z]{{2,}}|{WORDS})(?![A-Za-z])")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def run(office: Office, *words: str) -> Ran:
    """In Chinese, on the office's folders."""
    places = ["--inputs", str(office.inputs)] + (["--outputs", str(office.outputs)] if words[0] != "new" else [])
    return office.run(*words, *places, env=CHINESE)


def chinese(done: Ran, code: int) -> str:
    """What it said, paths shortened; none of it is English."""
    assert done.code == code, done.said
    assert "Traceback" not in done.said
    for line in (done.said + done.out).splitlines():
        assert not SENTENCE.search(LATIN.sub("", line)), line
    return done.said


def test_a_sentence_in_english_would_be_noticed() -> None:
    for said in ("✗ x：应为 a number", "– a.docx is up to date", "缺少参数。Missing argument", "a.xlsx：实为none"):
        assert SENTENCE.search(LATIN.sub("", said)), said


# Which language


@pytest.mark.parametrize(
    ("words", "env", "language"),
    [
        (("--interface", "zh", "new"), {}, "zh"),
        (("new", "--interface", "zh"), {}, "zh"),
        (("new", "--interface=zh"), {}, "zh"),
        (("new", "--interface", "en"), CHINESE, "en"),
        (("new",), CHINESE, "zh"),
        (("new",), {"BRIEFING_LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        (("new",), {"BRIEFING_LANGUAGE": "", "LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh"}, "en"),
    ],
)
def test_the_option_wins_wherever_it_stands_then_the_variable_then_the_machine(
    tmp_path: Path, words: Sequence[str], env: dict[str, str], language: str
) -> None:
    said = ran([sys.executable, str(ROOT / "generate.py"), *words], tmp_path, env).said
    assert ("用法：" in said and "错误：缺少参数" in said) == (language == "zh"), said
    assert ("Usage:" in said and "Error: Missing argument" in said) == (language == "en"), said


def test_another_language_is_wrong_usage(tmp_path: Path) -> None:
    program = [sys.executable, str(ROOT / "generate.py")]
    for words in (("build", "--interface", "fr"), ("--interface=fr", "build"), ("build", "--interface")):
        wrong = ran([*program, *words], tmp_path)
        assert (wrong.code, wrong.out) == (2, "")
        assert "--interface" in wrong.said


def test_what_stands_after_two_dashes_is_no_option(tmp_path: Path) -> None:
    said = ran([sys.executable, str(ROOT / "generate.py"), "new", "--", "--interface"], tmp_path).said
    assert "expected a name such as gongyi-2021Q2: area, year and quarter, found --interface" in said


# What it says


def test_faults_of_a_workbook_in_chinese(office: Office) -> None:
    path = office.inputs / "gongyi-2021Q1" / "figures.xlsx"
    book = load_workbook(path)
    sheet = book["主要指标"]
    sheet["D11"] = "31.2％左右"
    sheet["D18"] = "#REF!"
    sheet["B5"] = "亿圆"
    book.save(path)
    said = chinese(run(office, "build", "gongyi-2021Q1"), 2)
    at = "✗ gongyi-2021Q1/figures.xlsx，工作表“主要指标”，单元格 "
    assert f"{at}D11：应为 iva.growth@gongyi/2021Q1 的数字，实为'31.2％左右'\n" in said
    assert f"{at}B5：应为计量单位，实为亿圆；相近的已知名称：亿元、万亩、万元\n" in said or f"{at}B5：应为" in said
    assert said.endswith("处错误，未写出任何文件。\n")


def test_faults_of_an_edition_in_chinese(office: Office) -> None:
    office.change("gongyi-2021Q1/edition.toml", 'area = "gongyi"', 'area = "gongy"')
    office.change("gongyi-2021Q1/edition.toml", "issue = ", 'isue = 3\nissue = "x" #')
    said = chinese(run(office, "build", "gongyi-2021Q1"), 2)
    assert said.splitlines() == [
        "✗ gongyi-2021Q1/edition.toml，issue：应为整数，实为 'x'",
        "✗ gongyi-2021Q1/edition.toml，isue：应为已知的键，实为 isue；相近的已知名称：issue、source、figures",
        "共2处错误，未写出任何文件。",
    ]


def test_a_build_in_chinese(office: Office) -> None:
    said = chinese(run(office, "build", "china-2021Q4", "--language", "zh"), 0)
    document = office.outputs / "china-2021Q4.zh.docx"
    assert said.splitlines()[0] == f"✓ {document}"
    assert "    略去：investment-heading——此标题下没有内容\n" in said
    assert "    略去：trend-chart——iva.growth@china/2021Q4：数据源中没有\n" in said
    assert chinese(run(office, "build", "china-2021Q4", "--language", "zh"), 0) == "– china-2021Q4.zh.docx 已是最新\n"


def test_a_check_in_chinese(office: Office) -> None:
    (office.folder / "words.txt").write_text(GOOD.replace("31.2", "13.2") + "全市居民消费价格上涨0.4%。\n", "utf-8")
    said = chinese(run(office, "check", "words.txt", "--edition", "gongyi-2021Q1"), 1)
    wrong, unknown, counted = said.splitlines()
    assert wrong == (
        "数值不符 第1段“021年一季度，巩义市规模以上工业增加值同比增长13.2%，高于全省10.6个百分”：应为31.2%"
        "——iva.growth@gongyi/2021Q1，gongyi-2021Q1/figures.xlsx，工作表“主要指标”，单元格 D11；文中为13.2%"
    )
    assert unknown.startswith("待核 第2段“全市居民消费价格上涨0.4%。”：应为最接近的数据：")
    assert counted == "words.txt（对照 gongyi-2021Q1）：有出处的数字0个，与数据相符的1个，手工的2个"


def test_a_correction_in_chinese(office: Office) -> None:
    document = office.folder / "edited.docx"
    shutil.copy(EXAMPLE / "edited.docx", document)
    shutil.copy(EXAMPLE / "figures.xlsx", office.inputs / "gongyi-2021Q1" / "figures.xlsx")
    said = chinese(run(office, "revise", str(document)), 1)
    assert "处修订，请在 Word 中逐一接受或拒绝" in said
    assert "! 结论有变化（见更正说明）\n" in said
    left = [line for line in said.splitlines() if "未作改动" in line]
    assert left and all(re.search("；现文“.*”；原为.*，现为.*", line) for line in left), said


# Nothing stays English


def test_help_in_chinese(tmp_path: Path) -> None:
    for command in COMMANDS:
        helped = ran([sys.executable, str(ROOT / "generate.py"), *command.split(), "--help"], tmp_path, CHINESE)
        chinese(helped, 0)
        assert "用法：generate.py" in helped.out and "选项：\n" in helped.out and "显示此帮助后退出。" in helped.out
        assert max(map(_columns, helped.out.splitlines())) <= 80


def _columns(line: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line)


def usage() -> Iterator[tuple[str, ...]]:
    yield from (("biuld",), ("build", "--langage", "zh"), ("new",), ("new", "a", "b"), ("build", "--language", "fr"))
    yield from (
        ("batch", "--workers", "x"),
        ("batch", "--workers", "2", "--scheduler", "tcp://a:1"),
        ("batch", "--areas", ""),
    )
    yield from (("check", "a.txt", "--language", "fr"), ("check", "a.txt", "--sources"), ("affected", "none.xlsx"))
    yield from (("check", "a.txt", "--edition", "x", "--figures", "y"), ("history", "x", "--as-of", "never"))
    yield from (("build", "--format", "pdf"), ("serve", "--port", "x"), ("serve", "--host", "0.0.0.0"))
    yield from (("build", "--charts", "pretty"), ("build", "--outputs"), ("build", "--json=3"), ("ledger", "nix"))


@pytest.mark.parametrize("words", list(usage()), ids=" ".join)
def test_wrong_usage_in_chinese(tmp_path: Path, words: tuple[str, ...]) -> None:
    chinese(ran([sys.executable, str(ROOT / "generate.py"), *words], tmp_path, CHINESE), 2)


def broken(office: Office, kind: str) -> None:
    edition = office.inputs / "gongyi-2021Q1"
    match kind:
        case "no TOML":
            (edition / "edition.toml").write_text("area = \nperiod", "utf-8")
        case "encoding":
            (edition / "remarks.zh.md").write_bytes(b"\xff\xfe\x00")
        case "no workbook":
            (edition / "figures.xlsx").write_bytes(b"%PDF-1.4")
        case "broken workbook":
            content = (edition / "figures.xlsx").read_bytes()
            (edition / "figures.xlsx").write_bytes(content[: len(content) // 2])
        case "no file":
            (edition / "figures.xlsx").unlink()
        case "catalogue":
            office.change("catalogue.toml", 'unit = "亿元"', 'unit = "亿圆"')
        case "remarks":
            (edition / "remarks.zh.md").write_text("一段\n\n## Requests\n\n**开**头**\n", "utf-8")
        case "blank cells":
            book = load_workbook(edition / "figures.xlsx")
            for row in book["主要指标"].iter_rows(min_row=5, min_col=3):
                for cell in (one for one in row if not isinstance(one, MergedCell)):
                    cell.value = None
            book.save(edition / "figures.xlsx")
        case "words":
            office.change("gongyi-2021Q1/edition.toml", "[zh]", "[fr]")
        case "by hand":
            run(office, "build", "gongyi-2021Q1", "--language", "zh")
            shutil.copy(EXAMPLE / "edited.docx", office.outputs / "gongyi-2021Q1.zh.docx")


KINDS = (
    "no TOML",
    "encoding",
    "no workbook",
    "broken workbook",
    "no file",
    "catalogue",
    "remarks",
    "blank cells",
    "words",
    "by hand",
)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_broken_is_told_in_chinese(office: Office, kind: str) -> None:
    broken(office, kind)
    said = chinese(run(office, "build", "gongyi-2021Q1", "--force"), 2)
    assert "应为" in said or "缺少" in said


@pytest.mark.parametrize(
    "words",
    ["{% if %}", "{{ gdb }}", "{{ gdp.增速|增减的 }}", "{{ gdp.sped|up }}", "7", "{{ gdp.growth * 2 }}", "{% fi %}"],
)
def test_faults_of_templates_are_told_in_chinese(office: Office, words: str) -> None:
    for name in ("report", "templates"):
        shutil.copytree(ROOT / name, office.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "generate.py", office.folder)
    template = office.folder / "templates" / "quarterly.zh.md.j2"
    template.write_text(f"{template.read_text('utf-8')}\n{{% passage more %}}\n{words}\n{{% endpassage %}}\n", "utf-8")
    house = Office(office.folder, office.folder / "generate.py")
    assert "quarterly.zh.md.j2，" in chinese(run(house, "build", "gongyi-2021Q1", "--language", "zh"), 2)


def test_the_ledger_speaks_chinese(office: Office) -> None:
    run(office, "build", "gongyi-2021Q1", "--language", "zh")
    assert "版次" not in chinese(run(office, "history", "iva", "--area", "gongyi"), 0)
    table = run(office, "history", "iva", "--area", "gongyi").out
    assert table.split()[:7] == ["期次", "数据", "数值", "记入日期", "状态", "单元格", "变动"]
    assert "新记" in table and "样例" in table
    assert chinese(run(office, "history", "iva", "--area", "beijing"), 0) == "台账中没有 beijing 的 iva 的数据。\n"
    chinese(run(office, "history", "ivaa"), 2)
    affected = run(office, "affected", str(EXAMPLE / "figures.xlsx"))
    chinese(affected, 1)
    assert "✗ 实质变化  gongyi-2021Q1.zh.docx（与写出时相同）：" in affected.out
    assert "不再成立" in affected.out and "，方向改变" in affected.out
    assert (
        chinese(office.run("ledger", "rebuild", str(office.outputs), env=CHINESE), 0) == "文档所记内容台账中均已有。\n"
    )
    chinese(run(office, "build", "gongyi-2021Q1", "--as-of", "2001-01-01"), 2)


def test_what_workers_of_a_batch_say_is_said_in_chinese(office: Office) -> None:
    path = office.inputs / "provinces-sample" / "figures.xlsx"
    book = load_workbook(path)
    sheet = book["2021年一季度"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "安徽省*")
    sheet.cell(row, 2).value = "很多"
    book.save(path)
    words = ("batch", "provinces-sample", "--areas", "henan,安徽省,hebej", "--language", "zh", "--workers", "2")
    said = chinese(run(office, *words), 1)
    assert re.search(r"provinces-sample：1份已写出，2份失败，用时\d+秒（每秒\d\.\d份） → ", said), said
    at = f"✗ anhui.zh.docx：provinces-sample/figures.xlsx，工作表“2021年一季度”，单元格 B{row}："
    assert f"{at}应为 gdp.level@anhui/2021Q1 的数字，实为'很多'\n" in said
    assert "✗ hebej.zh.docx：" in said


def test_json_is_the_same_in_both_languages(office: Office) -> None:
    (office.folder / "words.txt").write_text(GOOD.replace("31.2", "13.2"), "utf-8")
    office.change("china-2021Q4/edition.toml", 'period = "2021Q4"', 'period = "2021Q5"')
    for words in (
        ("check", "words.txt", "--edition", "gongyi-2021Q1"),
        ("build", "china-2021Q4"),
        ("new", "henan-2021Q1"),
    ):
        one = run(office, *words, "--json")
        other = run(office, *words, "--json", "--interface", "en")
        assert one.json == other.json and one.out == other.out
        assert one.said != other.said
