"""The next edition: a folder from the last one, a form that asks, and a build once it is filled in."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import hand_made
import pytest
from command import Office, opened
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from report import edition
from report.commission import commission
from report.errors import InputFaults
from report.figures.load import load

ASKED = re.compile(r"a figure for (?P<key>\S+)")
CELL = re.compile(r"sheet (?P<sheet>\S+), cell (?P<cell>[A-Z]+\d+): an empty cell")
HERE = {"SOURCE_DATE_EPOCH": "1625702400"}  # 8 July 2021


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def test_a_new_edition_takes_over_the_words_and_not_the_figures(office: Office) -> None:
    made = office.new("gongyi-2021Q2", env=HERE)
    assert made.code == 0, made.said
    new = edition.load(office.inputs / "gongyi-2021Q2", hand_made.CATALOGUE)
    old = edition.load(office.inputs / "gongyi-2021Q1", hand_made.CATALOGUE)
    assert (str(new.subject.period), new.subject.compare_with) == ("2021Q2", old.subject.compare_with)
    assert (new.issue, new.total_issue, new.date.isoformat()) == (old.issue + 1, 17, "2021-07-08")
    assert new.words["zh"].model_dump(exclude={"headline"}) == old.words["zh"].model_dump(exclude={"headline"})
    assert new.words["zh"].headline == ""
    assert new.remarks["zh"].split() == ["##", "requests"]
    figures = load(new.files, hand_made.CATALOGUE, new.reading)
    assert not any(key.period == new.subject.period for key in figures.figures)
    assert {target.value for target in figures.targets} >= {Decimal("9"), Decimal("54")}


def test_the_build_says_cell_by_cell_what_is_missing_and_builds_once_it_is_filled_in(office: Office) -> None:
    office.new("gongyi-2021Q2", env=HERE)
    asked = office.build("gongyi-2021Q2", "--json")
    assert asked.code == 2
    assert not office.outputs.exists()
    _fill(office, asked.json["faults"])
    built = office.build("gongyi-2021Q2", "--json")
    assert built.code == 0, built.said
    text = (office.outputs / "gongyi-2021Q2.zh.md").read_text("utf-8")
    assert "2021年上半年" in hand_made.words(text)
    assert "开门红" not in text


def _fill(office: Office, faults: list[dict[str, str]]) -> None:
    """Every fault names one figure and one blank cell."""
    path = office.inputs / "gongyi-2021Q2" / "figures.xlsx"
    book = load_workbook(path)
    cells = set()
    for fault in faults:
        key, where = ASKED.match(fault["expected"]), CELL.search(fault["found"])
        assert key, fault
        assert where, fault
        cell = book[where["sheet"]].cell(*coordinate_to_tuple(where["cell"]))
        assert cell.value is None
        cell.value = 2 if ".count@" in key["key"] else 12.3
        cells.add((where["sheet"], where["cell"]))
    assert len(cells) == len(faults) > 30
    book.save(path)


def test_a_form_half_filled_in_asks_for_the_rest(office: Office) -> None:
    office.new("gongyi-2021Q2", env=HERE)
    faults = office.build("gongyi-2021Q2", "--json").json["faults"]
    path = office.inputs / "gongyi-2021Q2" / "figures.xlsx"
    book = load_workbook(path)
    first = CELL.search(faults[0]["found"])
    assert first
    book[first["sheet"]].cell(*coordinate_to_tuple(first["cell"])).value = 12.3
    book.save(path)
    again = office.build("gongyi-2021Q2", "--json").json["faults"]
    assert [fault["expected"] for fault in again] == [fault["expected"] for fault in faults[1:]]


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name, zone in (("one", "Asia/Shanghai"), ("two", "America/New_York")):
        (tmp_path / name).mkdir()
        office = opened(tmp_path / name)
        office.new("gongyi-2021Q2", env={**HERE, "TZ": zone})
        folder = office.inputs / "gongyi-2021Q2"
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gongyi-2021Q1", ["a folder that is not there yet", "gongyi-2021Q1"]),
        ("gongyi", ["a name such as gongyi-2021Q2"]),
        ("gongyi-2021Q5", ["a name such as gongyi-2021Q2"]),
        ("../gongyi-2021Q2", ["a name such as gongyi-2021Q2"]),
        ("gongy-2021Q2", ["the key of an area", "nearest known: gongyi"]),
        ("henan-2021Q2", ["an earlier edition of henan"]),
        ("gongyi-2019Q2", ["an earlier edition of gongyi"]),
    ],
)
def test_a_name_that_cannot_be_commissioned_is_a_fault(office: Office, name: str, words: list[str]) -> None:
    before = sorted(path.name for path in office.inputs.iterdir())
    with pytest.raises(InputFaults) as error:
        commission(name, office.inputs)
    for word in words:
        assert word in str(error.value)
    assert sorted(path.name for path in office.inputs.iterdir()) == before


def test_words_with_quotation_marks_survive(office: Office) -> None:
    office.change("gongyi-2021Q1/edition.toml", 'publication = "巩义工业经济简报"', "publication = '\"巩义\" \\简报'")
    office.new("gongyi-2021Q2", env=HERE)
    new = edition.load(office.inputs / "gongyi-2021Q2", hand_made.CATALOGUE)
    assert new.words["zh"].publication == '"巩义" \\简报'


def test_charts_that_could_be_edited_still_can_be(office: Office) -> None:
    office.change("gongyi-2021Q1/edition.toml", "issue =", 'charts = "editable"\nissue =')
    office.new("gongyi-2021Q2")
    assert edition.load(office.inputs / "gongyi-2021Q2", hand_made.CATALOGUE).charts == "editable"


def test_the_last_headline_is_not_said_again(office: Office) -> None:
    office.change("gongyi-2021Q1/edition.toml", "[en]\n", '[en]\nheadline = "Gongyi makes a good start"\n')
    office.new("gongyi-2021Q2", env=HERE)
    assert "headline" not in (office.inputs / "gongyi-2021Q2" / "edition.toml").read_text("utf-8")


def test_the_day_is_the_same_all_around_the_earth(office: Office) -> None:
    """The two zones are 26 hours apart: no clock on the wall shows the same day in both."""
    made = [
        office.new(f"gongyi-2021Q{quarter}", env={"TZ": zone}) for quarter, zone in ((2, "<-12>12"), (3, "<+14>-14"))
    ]
    assert [new.code for new in made] == [0, 0]
    days = [edition.load(office.inputs / f"gongyi-2021Q{quarter}", hand_made.CATALOGUE).date for quarter in (2, 3)]
    assert days[0] == days[1]


def test_the_next_year_begins_at_the_first_issue(office: Office) -> None:
    office.new("gongyi-2022Q1", env=HERE)
    new = edition.load(office.inputs / "gongyi-2022Q1", hand_made.CATALOGUE)
    assert (new.issue, new.total_issue) == (1, 17)


def test_json_tells_what_was_made(office: Office) -> None:
    made = office.new("gongyi-2021Q2", "--json", env=HERE)
    assert made.json["edition"] == "gongyi-2021Q2"
    assert {Path(name).name for name in made.json["files"]} == {
        "figures.xlsx",
        "remarks.zh.md",
        "remarks.en.md",
        "edition.toml",
    }
    wrong = office.new("gongyi-2021Q2", "--json", env=HERE)
    assert (wrong.code, len(wrong.json["faults"])) == (2, 1)
