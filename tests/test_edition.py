"""The edition's settings: read whole, or every fault in them said at once, with the nearest known names."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from hand_made import CATALOGUE, INPUTS

from report import edition
from report.errors import InputFaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(INPUTS / "gongyi-2021Q1", tmp_path / "gongyi-2021Q1")
    return tmp_path / "gongyi-2021Q1"


def change(folder: Path, old: str, new: str) -> None:
    path = folder / edition.FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputFaults) as error:
        edition.load(folder, CATALOGUE)
    return [str(fault) for fault in error.value.faults]


def test_an_edition_is_read_whole(folder: Path) -> None:
    made = edition.load(folder, CATALOGUE)
    assert (made.name, made.template, made.subject.area, str(made.subject.period)) == (
        "gongyi-2021Q1",
        "quarterly",
        "gongyi",
        "2021Q1",
    )
    assert made.subject.compare_with == ("henan", "zhengzhou")
    assert made.languages == ("zh", "en")
    assert [path.name for path in made.inputs()] == ["edition.toml", "figures.xlsx", "remarks.zh.md", "remarks.en.md"]


def test_a_mark_of_order_at_the_start_of_a_file_does_no_harm(folder: Path) -> None:
    for name in ("edition.toml", "remarks.zh.md"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert edition.load(folder, CATALOGUE).remarks["zh"].startswith("## ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("template =", "tempalte =", ["tempalte", "a known key", "nearest known: template"]),
        ('area = "gongyi"', 'area = "gongy"', ["area", "gongy", "nearest known: gongyi"]),
        ('"henan", "zhengzhou"', '"henan", "zengzhou"', ["compare_with", "zengzhou", "nearest known: zhengzhou"]),
        ('"henan", "zhengzhou"', '"henan", "henan"', ["compare_with", "each once", "henan"]),
        ('"henan", "zhengzhou"', '"gongyi"', ["compare_with", "other areas than the edition's own", "gongyi"]),
        ('period = "2021Q1"', 'period = "2021-1"', ["period", "2021Q1", "2021-1"]),
        ('period = "2021Q1"', 'period = "2021Q2-alone"', ["period", "a cumulative period"]),
        ('period = "2021Q1"', "period = 2021", ["period"]),
        ('figures = ["figures.xlsx"]', 'figures = ["figure.xlsx"]', ["figures", "nearest known: figures.xlsx"]),
        ('figures = ["figures.xlsx"]', 'figures = ["../catalogue.toml"]', ["figures", "beside edition.toml"]),
        ('figures = ["figures.xlsx"]', "figures = []", ["figures"]),
        ('"—" = "missing"', '"—" = "mising"', ["marks.—", "mising", "nearest known: missing"]),
        ("issue = 4", "issue = 0", ["issue"]),
        ("issue = 4", 'issue = 4\ncharts = "pretty"', ["edition.toml", "charts", "picture", "editable", "pretty"]),
        ("issue = 4", 'issue = 4\ncharts = "editabel"', ["charts", "nearest known: editable"]),
        ("date = 2021-04-20", 'date = "April"', ["date"]),
        ("date = 2021-04-20", "", ["date", "a value for this key"]),
        ("date = 2021-04-20", 'date = 2021-04-20\nmark_corrected_since = "spring"', ["mark_corrected_since"]),
        ('office = "中共', 'office = "\\u0007中共', ["zh.office"]),
        ('publication = "巩义', 'publication = "\\n巩义', ["zh.publication"]),
        ("[zh]", "[zh", ["a readable TOML file"]),
    ],
)
def test_a_fault_in_the_settings_is_said_with_its_key(folder: Path, old: str, new: str, words: list[str]) -> None:
    change(folder, old, new)
    lines = faults(folder)
    assert all(line.startswith("gongyi-2021Q1/edition.toml") for line in lines)
    for word in words:
        assert word in "\n".join(lines)


def test_the_day_since_when_corrections_are_marked_may_be_given(folder: Path) -> None:
    assert edition.load(folder, CATALOGUE).mark_corrected_since is None
    change(folder, "date = 2021-04-20", "date = 2021-04-20\nmark_corrected_since = 2021-04-21")
    assert edition.load(folder, CATALOGUE).mark_corrected_since == datetime.date(2021, 4, 21)


def test_all_faults_are_said_at_once(folder: Path) -> None:
    change(folder, 'area = "gongyi"', 'area = "gongy"')
    change(folder, '"henan"', '"henam"')
    change(folder, '"figures.xlsx"', '"none.xlsx"')
    (folder / "remarks.zh.md").write_bytes("## 要求".encode("gbk"))
    assert len(faults(folder)) == 4


def test_an_edition_without_words_in_any_language_is_a_fault(folder: Path) -> None:
    text = (folder / edition.FILE).read_text("utf-8").partition("[zh]")[0]
    (folder / edition.FILE).write_text(text, "utf-8")
    assert "a table [zh] or [en]" in faults(folder)[0]


def test_remarks_that_are_no_text_are_a_fault(folder: Path) -> None:
    (folder / "remarks.en.md").write_bytes(b"\xff\xfe\x00")
    (line,) = faults(folder)
    assert line.startswith("gongyi-2021Q1/remarks.en.md: expected readable text in UTF-8")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "￾"])
def test_characters_that_no_document_can_hold_are_a_fault_with_their_line(folder: Path, character: str) -> None:
    path = folder / "remarks.zh.md"
    path.write_text(path.read_text("utf-8") + f"\n第二段{character}话\n", "utf-8")
    (line,) = faults(folder)
    assert line.startswith("gongyi-2021Q1/remarks.zh.md, line ")


def test_the_editions_are_the_folders_that_have_settings(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert edition.names(tmp_path) == ["gongyi-2021Q1"]


@pytest.mark.parametrize("area", ("..", "../gongyi-2021Q1", "a/b", "..\\gongyi-2021Q1", ""))
def test_a_name_that_leads_out_of_its_patterns_folder_is_none(area: str) -> None:
    assert edition.is_known("provinces-sample/henan", INPUTS) and edition.is_known("gongyi-2021Q1", INPUTS)
    assert not edition.is_known(f"provinces-sample/{area}", INPUTS)
