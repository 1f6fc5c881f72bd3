"""Which issued briefings other figures would change: of the shipped editions, with a cell changed here and there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import hand_made
import pytest
from ledger_made import note
from openpyxl import Workbook, load_workbook

from report import edition as editions
from report.errors import InputFaults
from report.figures.load import load
from report.ledger import entries
from report.ledger.affected import Affected, Answer, affected, behind, overlaid, standing
from report.ledger.opening import reading
from report.orders import House, open_house, orders_for
from report.pipeline import Briefing, compose, deliver

IVA, GAP = "iva.growth@gongyi/2021Q1", "iva.growth.gap@gongyi~henan/2021Q1"
#: The cells that hold IVA, and the growth of the province beside it.
OWN = {"主要指标": "D11", "历史数据": "I7"}
TECHNICAL = {"主要指标": "D19", "历史数据": "I19"}
HENAN = {"主要指标": "F11", "历史数据": "I8"}


@dataclass(frozen=True)
class Desk:
    """A ledger in which the shipped editions were noted, and inputs that may be changed."""

    address: str
    house: House

    def ask(self, workbook: Path | None = None) -> Answer:
        with reading(self.address) as connection:
            return affected(connection, self.house, workbook)

    def asked(self, workbook: Path | None = None) -> tuple[Affected, ...]:
        return self.ask(workbook).affected

    @property
    def workbook(self) -> Path:
        return self.house.inputs / "gongyi-2021Q1" / "figures.xlsx"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Sequence[Briefing], entries.Entry]:
    house = open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))
    orders = orders_for(house, ("china-2021Q4", "gongyi-2021Q1"), (), force=False)
    briefings = list(compose(house, orders))
    deliver(house, briefings)
    return house, briefings, entries.of_build((order.edition for order in orders), briefings, house.outputs)


@pytest.fixture
def desk(built: tuple[House, Sequence[Briefing], entries.Entry], address: str, tmp_path: Path) -> Desk:
    house, _, entry = built
    note(address, entry)
    shutil.copytree(house.inputs, tmp_path / "inputs")
    return Desk(address, replace(house, inputs=tmp_path / "inputs"))


def put(workbook: Path, cells: Mapping[str, str], value: object) -> None:
    book = load_workbook(workbook)
    for sheet, cell in cells.items():
        book[sheet][cell].value = value  # type: ignore[index]
    book.save(workbook)


def province(path: Path, growth: object, level: object = None) -> Path:
    """A workbook of the province alone."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("河南省2021年一季度主要经济指标", None, None, None),
        ("指标", "单位", "河南省", None),
        (None, None, "累计", "同比增长%"),
        ("地区生产总值", "亿元", level, None),
        ("规模以上工业增加值", "亿元", None, growth),
    ):
        sheet.append(row)
    sheet.merge_cells("C2:D2")
    book.save(path)
    return path


def told(one: Affected) -> dict[str, tuple[str, str | None]]:
    return {change.cited.fact: (change.cited.value, change.new) for change in one.changes}


def test_right_after_a_build_nothing_is_affected(desk: Desk) -> None:
    assert desk.ask() == Answer((), ())
    assert desk.asked(desk.workbook) == ()


def test_a_corrected_cell_affects_each_figure_that_follows_from_it_where_it_is_said(desk: Desk) -> None:
    put(desk.workbook, OWN, 30.8)
    chinese, english = sorted(desk.asked(), key=lambda one: one.document.language, reverse=True)
    assert (chinese.document.file, chinese.standing) == ("gongyi-2021Q1.zh.docx", "as written")
    assert not chinese.substantial
    assert told(chinese) == told(english)
    assert told(chinese)[IVA] == ("31.2", "30.8")
    assert told(chinese)[GAP] == ("10.6", "10.2")
    assert told(chinese)["iva.growth.average2@gongyi/2021Q1"] == ("9.9", "9.8")
    said = {(change.cited.element, change.cited.sentence) for change in chinese.changes if change.cited.fact == IVA}
    production = "从走势看，规模以上工业增加值同比增长31.2%，由上年同期下降7.9%转为增长；两年平均增长9.9%。"
    assert ("paragraph", production) in said
    assert ("table", "规上工业增加值 · 增速（%）") in said
    assert {element for element, _ in said} == {"paragraph", "table", "chart"}
    assert all("iva" in fact for fact in told(chinese))


def test_what_turns_a_conclusion_comes_first_with_the_claims_that_it_loses(desk: Desk) -> None:
    put(desk.workbook, OWN, -1.2)
    csv = desk.house.inputs / "china-2021Q4" / "nbs-quarterly-national.gbk.csv"
    csv.write_bytes(csv.read_bytes().replace(b"1143669.7", b"1143670.7"))
    files = [(one.document.file, one.substantial) for one in desk.asked()]
    assert files == [
        ("gongyi-2021Q1.en.docx", True),
        ("gongyi-2021Q1.zh.docx", True),
        ("china-2021Q4.en.docx", False),
        ("china-2021Q4.zh.docx", False),
    ]
    first = desk.asked()[0]
    assert {turned.claim: turned.held for turned in first.claims}["good_start"] is False
    turning = {change.cited.fact for change in first.changes if change.substantial}
    assert {IVA, GAP} <= turning


def test_a_claim_that_is_lost_is_substantial_though_nothing_changes_its_direction(desk: Desk) -> None:
    put(desk.workbook, TECHNICAL, 17.0)
    (one, _) = desk.asked()
    assert [(turned.claim, turned.held) for turned in one.claims] == [("investment_supports", False)]
    assert [change for change in one.changes if change.substantial] == []
    assert one.substantial


def test_a_gap_that_turns_is_substantial_though_no_growth_changes_its_sign(desk: Desk) -> None:
    put(desk.workbook, HENAN, 31.5)
    (one, _) = desk.asked()
    assert one.substantial
    assert {change.cited.fact for change in one.changes if change.substantial} == {GAP}


def test_a_figure_that_can_no_longer_be_had_is_substantial(desk: Desk) -> None:
    put(desk.workbook, HENAN, "—")
    (one, _) = desk.asked()
    assert told(one)[GAP] == ("10.6", None)
    assert one.substantial


def test_a_workbook_from_elsewhere_changes_what_it_holds_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    book = province(tmp_path / "henan.xlsx", 20.9)
    put(desk.workbook, OWN, 30.8)  # what the inputs say now is not asked about
    answer = desk.ask(book)
    assert {one.document.edition for one in answer.affected} == {"gongyi-2021Q1"}
    (one, _) = answer.affected
    assert told(one) == {GAP: ("10.6", "10.3"), "iva.growth@henan/2021Q1": ("20.6", "20.9")}
    assert not one.substantial


def test_a_workbook_that_says_the_same_affects_nothing(desk: Desk, tmp_path: Path) -> None:
    assert desk.asked(province(tmp_path / "henan.xlsx", 20.6)) == ()


def test_a_blank_cell_of_a_workbook_says_nothing_and_a_mark_says_that_there_is_no_figure(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.asked(province(tmp_path / "blank.xlsx", None)) == ()
    (one, _) = desk.asked(province(tmp_path / "mark.xlsx", "—"))
    assert told(one)["iva.growth@henan/2021Q1"] == ("20.6", None)


def test_what_an_editions_workbook_has_always_said_otherwise_than_another_source_is_no_news(desk: Desk) -> None:
    """Gongyi's workbook gives the national GDP as it was first published, the national one as it was revised."""
    assert desk.asked(desk.workbook) == ()
    put(desk.workbook, OWN, 30.8)
    assert {one.document.edition for one in desk.asked(desk.workbook)} == {"gongyi-2021Q1"}


def test_a_loose_workbook_is_its_editions_whose_figures_it_repeats(desk: Desk) -> None:
    loose = Path(shutil.copy(desk.workbook, desk.house.inputs.parent / "same.xlsx"))
    assert desk.ask(loose) == Answer((), ())
    put(loose, OWN, 30.8)
    found = desk.asked(loose)
    assert {one.document.edition for one in found} == {"gongyi-2021Q1"}
    put(desk.workbook, OWN, 30.8)
    assert [told(one) for one in found] == [told(one) for one in desk.asked(desk.workbook)]
    assert not any(behind(desk.house, one) for one in found)
    put(desk.workbook, OWN, 31.2)
    assert all(behind(desk.house, one) for one in found)


def test_a_workbook_of_figures_that_no_edition_has_affects_nothing(desk: Desk, tmp_path: Path) -> None:
    book = province(tmp_path / "other.xlsx", 3.1)
    changed = load_workbook(book)
    changed.active["A1"].value = "河南省2019年一季度主要经济指标"  # type: ignore[index]
    changed.save(book)
    assert desk.ask(book) == Answer((), ())


def note_again(desk: Desk, edition: str, at: str) -> None:
    """What an edition's files hold now, noted as though it had been built."""
    about = editions.load(desk.house.inputs / edition, hand_made.CATALOGUE)
    figures = load(about.files, hand_made.CATALOGUE, about.reading)
    again = entries.entry("build", [entries.loaded(about.name, figures, {})], ())
    note(desk.address, replace(again, at=at))


GDP = "gdp.level@china/2021Q1"


def test_an_older_editions_correction_is_not_put_over_what_a_later_one_gives(desk: Desk) -> None:
    """Gongyi's GDP of the nation is that of April 2021, the national edition's that of June 2022."""
    put(desk.workbook, {"主要指标": "I5"}, 249000)
    assert [told(one) for one in desk.asked(desk.workbook) if one.document.edition != "gongyi-2021Q1"] == []


def test_a_correction_is_not_put_over_what_an_editions_own_source_has_said_since(desk: Desk) -> None:
    issued_first(desk)
    put(desk.workbook, {"主要指标": "I5"}, 249000)
    assert GDP in told(desk.asked(desk.workbook)[0])
    csv = desk.house.inputs / "china-2021Q4" / "nbs-quarterly-national.gbk.csv"
    csv.write_bytes(csv.read_bytes().replace(b"247985.0", b"247990.0"))
    note_again(desk, "china-2021Q4", "2100-01-01T00:00:00+00:00")
    assert desk.asked(desk.workbook) == ()


def test_a_loose_old_workbook_brings_no_figure_back_that_was_given_up(desk: Desk) -> None:
    issued_first(desk)
    old = Path(shutil.copy(desk.workbook, desk.house.inputs.parent / "old.xlsx"))
    put(old, {"主要指标": "I5"}, 249000)
    assert GDP in told(desk.asked(old)[0])
    shutil.copy(old, desk.workbook)
    note_again(desk, "gongyi-2021Q1", "2000-01-01T00:00:00+00:00")  # once, before the documents were made
    assert desk.asked(old) == ()


def issued_first(desk: Desk) -> None:
    """As though the national edition had come out before Gongyi's."""
    about = desk.house.inputs / "china-2021Q4" / editions.FILE
    about.write_text(re.sub("date = .*", "date = 2021-04-01", about.read_text("utf-8")), "utf-8")


def test_a_correction_that_was_built_already_still_affects_what_cited_the_old_value(desk: Desk) -> None:
    issued_first(desk)
    put(desk.workbook, {"主要指标": "I5"}, 247000)
    note_again(desk, "gongyi-2021Q1", "2100-01-01T00:00:00+00:00")
    (one, _) = desk.asked(desk.workbook)
    assert (one.document.edition, told(one)[GDP]) == ("china-2021Q4", ("247985.0", "247000.0"))


def test_a_workbook_in_an_editions_folder_is_read_as_that_editions(desk: Desk) -> None:
    """The national edition's own area would be taken for Gongyi's, were it read as anybody's."""
    csv = desk.house.inputs / "china-2021Q4" / "nbs-quarterly-national.gbk.csv"
    csv.write_bytes(csv.read_bytes().replace(b"1143669.7", b"1143670.7"))
    answer = desk.ask(csv)
    assert {one.document.edition for one in answer.affected} == {"china-2021Q4"}
    assert answer.passed_over == ()


def test_a_workbook_that_no_edition_can_read_is_bad_input(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    with pytest.raises(InputFaults, match="broken"):
        desk.ask(broken)
    put(desk.workbook, OWN, "约31")
    with pytest.raises(InputFaults, match="D11"):
        desk.ask()


def test_an_edition_whose_folder_is_gone_is_passed_over_and_told(desk: Desk) -> None:
    put(desk.workbook, OWN, 30.8)
    shutil.rmtree(desk.house.inputs / "china-2021Q4")
    answer = desk.ask()
    assert len(answer.affected) == 2
    (fault,) = answer.passed_over
    assert "china-2021Q4" in str(fault)


def test_a_document_is_as_written_edited_or_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert standing(path, "") == "gone"
    path.write_bytes(b"as generated")
    digest = entries.sha256(b"as generated")
    assert standing(path, digest) == "as written"
    path.write_bytes(b"with hands in it")
    assert standing(path, digest) == "edited since"


def test_new_figures_and_targets_take_the_place_of_old_ones() -> None:
    aim = "iva.growth@gongyi/2021"
    old = hand_made.figures({IVA: "31.2"}, {aim: ("about", "9")}, {"gdp.level@gongyi/2021Q1": "—"})
    new = hand_made.figures({"gdp.level@gongyi/2021Q1": "196.4"}, {aim: ("about", "10")})
    both = overlaid(old, new)
    assert {str(key): str(figure.value) for key, figure in both.figures.items()} == {
        IVA: "31.2",
        "gdp.level@gongyi/2021Q1": "196.4",
    }
    assert both.absent == {}
    assert [str(target.value) for target in both.targets] == ["10"]
