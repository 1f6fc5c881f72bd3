"""``--language``: only what is written in it is read; and what is said of a text in neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from proof_made import packed, parts_of

from report.orders import House
from report.proof.check import check
from report.proof.languages import language_of
from report.proof.model import Checked, Labels, Line

BOTH = """2021年一季度，巩义市规模以上工业增加值同比增长13.2%，R&D经费投入占比提高。
In the first quarter of 2021, Gongyi's (巩义市) industrial investment grew by 71.3 percent year on year.

| 指标 | 增速（%） |
|---|---|
| 工业投资 | 17.9 |

| Indicator | Growth (%) |
|---|---|
| Industrial investment | 19.7 |
"""
GERMAN = """Die Industrieproduktion der Stadt Gongyi wuchs im ersten Quartal 2021 um 31.2 % gegenüber dem Vorjahr
und lag damit in der Provinz Henan an der Spitze. Die Investitionen stiegen um 17.3 %."""
RUSSIAN = """Промышленное производство города Гунъи выросло в первом квартале 2021 года на 31.2 %.
Инвестиции выросли на 17.3 %."""
DUTCH = """De industriële productie van de stad Gongyi groeide in het eerste kwartaal met 31.2 %, of meer."""
STRANGE = "neither Chinese nor English"


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(one.place, one.found) for one in checked.findings]


ZH = [("paragraph 1", "13.2%"), ("table 1, row 2, column 2", "17.9")]
EN = [("paragraph 2", "71.3 percent"), ("table 2, row 2, column 2", "19.7")]


@pytest.mark.parametrize(("language", "findings"), [("zh", ZH), ("en", EN)])
def test_what_is_in_the_other_language_is_left_out_and_counted(
    language: str, findings: list[tuple[str, str]], house: House, tmp_path: Path
) -> None:
    (tmp_path / "both.md").write_text(BOTH.replace("\nIn the", "\n\nIn the"), "utf-8")
    checked = check(tmp_path / "both.md", house, "gongyi-2021Q1", language=language)  # type: ignore[arg-type]
    assert told(checked) == findings
    other = {"zh": "Chinese", "en": "English"}[language]
    assert checked.notes == (f"5 paragraphs and cells in another language than {other} left out",)


def test_without_it_both_are_read(house: House, tmp_path: Path) -> None:
    (tmp_path / "both.md").write_text(BOTH.replace("\nIn the", "\n\nIn the"), "utf-8")
    checked = check(tmp_path / "both.md", house, "gongyi-2021Q1")
    assert sorted(told(checked)) == sorted([*ZH, *EN])
    assert checked.notes == ()


def test_of_our_own_documents_too(built: Callable[[str], Path], house: House, tmp_path: Path) -> None:
    parts = parts_of(built("gongyi-2021Q1.zh"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"31.2", b"32.1", 1)
    path = packed(parts, tmp_path / "edited.docx")
    chinese = check(path, house, language="zh")
    assert chinese.exit_code == 1
    assert chinese.notes == ()
    english = check(path, house, language="en")
    assert (english.exit_code, english.numbers.traced) == (0, 0)
    assert "left out" in english.notes[0]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (Line("", "全市GDP增长8.5%，R&D经费占比2.1%"), "zh"),
        (Line("", "The city (巩义市) grew by 8.5 percent"), "en"),
        (Line("", "31.2%"), None),
        (Line("", "31.2", Labels("工业投资", "增速")), "zh"),
        (Line("", "31.2", Labels("Investment", "Growth")), "en"),
    ],
)
def test_the_language_of_a_line_is_that_of_its_letters(line: Line, language: str | None) -> None:
    assert language_of(line) == language


@pytest.mark.parametrize("text", (GERMAN, RUSSIAN, DUTCH, RUSSIAN.replace("\n", "\n" * 3) * 30))
def test_a_text_in_neither_says_so_and_its_numbers_are_read(text: str, house: House, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text(text, "utf-8")
    checked = check(tmp_path / "words.txt", house, "gongyi-2021Q1")
    assert STRANGE in " ".join(checked.notes)
    assert {one.kind for one in checked.findings} == {"unknown"}
    assert "31.2 %" in {one.found for one in checked.findings}
    assert checked.exit_code == 0


@pytest.mark.parametrize("name", ("paragraphs.zh.txt", "paragraphs.en.txt", "source-bulletin.txt"))
def test_a_text_in_one_of_them_does_not(name: str, house: House) -> None:
    assert not any(STRANGE in note for note in check(Path(__file__).parent / name, house, "gongyi-2021Q1").notes)
