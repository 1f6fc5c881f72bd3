"""A corrected workbook at the page: shown with all that it would change, then accepted or left; nothing is lost."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import lxml.html
import openpyxl
import pytest
import xlwt
from hand_made import ROOT
from openpyxl.worksheet.worksheet import Worksheet
from page.handed import with_part
from page.visitor import Visitor, words
from werkzeug.test import TestResponse

from report.page.office import Office

EDITION = "gongyi-2021Q1"
FIGURES = f"/editions/{EDITION}/figures"
Changes = dict[tuple[int, int], object]
CORRECTED = (ROOT / "docs" / "example" / "figures.xlsx").read_bytes()
SHEET = "主要指标"
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="other.xlsx" '
    'TargetMode="External"/></Relationships>'
)


def hand_in(visitor: Visitor, content: bytes, name: str = "figures.xlsx", edition: str = EDITION) -> TestResponse:
    path = f"/editions/{edition}/figures"
    return visitor.outcome(visitor.post(path, files={"workbook": (name, content)}))


def press(visitor: Visitor, page: TestResponse, what: str, **fields: str) -> TestResponse:
    """Send the form of a page whose address ends so."""
    found = re.search(rf'action="([^"]+/{what})"', page.text)
    assert found, what
    return visitor.outcome(visitor.post(found[1], fields))


def own(office: Office, edition: str = EDITION) -> Path:
    return office.inputs / edition / "figures.xlsx"


def edited(path: Path, cells: dict[str, object]) -> bytes:
    """A workbook with other values in cells of its first sheet, or of the one named before an exclamation mark."""
    workbook = openpyxl.load_workbook(path)
    for where, value in cells.items():
        sheet, _, cell = where.rpartition("!")
        page = workbook[sheet or SHEET]
        assert isinstance(page, Worksheet)
        page[cell] = value
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def section(page: TestResponse, name: str) -> str:
    (found,) = lxml.html.fromstring(page.text).xpath(f"//section[@aria-labelledby='{name}']")
    return words(found)


class TestBeforeAnythingIsReplaced:
    def test_what_turns_comes_first_with_its_evidence(self, visitor: Visitor, office: Office) -> None:
        before = own(office).read_bytes()
        page = hand_in(visitor, CORRECTED)
        assert page.status_code == 200
        names = lxml.html.fromstring(page.text).xpath("//main//section/@aria-labelledby")
        assert names == ["conclusions", "issued", "figures", "words"]
        said = section(page, "conclusions")
        assert "“good start” no longer earned" in said
        assert (
            "fails growth of above-scale industrial value added (28.4 percent) is not above growth of above-scale "
            "industrial value added in Zhengzhou (29 percent)" in said
        )
        assert own(office).read_bytes() == before

    def test_the_figure_stands_there_with_old_and_new_value_and_cell(self, visitor: Visitor) -> None:
        said = section(hand_in(visitor, CORRECTED), "figures")
        assert "Changed 1" in said
        assert "Gongyi the first quarter of 2021 31.2 28.4 % 主要指标 D11" in said

    def test_words_of_both_languages_are_marked(self, visitor: Visitor) -> None:
        page = lxml.html.fromstring(hand_in(visitor, CORRECTED).text)
        gone = [one.text_content() for one in page.xpath("//article//del")]
        come = [one.text_content() for one in page.xpath("//article//ins")]
        assert "[out:] 实现“开门红”" in gone and "[out:] 31.2" in gone and "[in:] 28.4" in come
        (english,) = page.xpath("//article[@aria-labelledby='words-en']")
        assert "industry makes a good start" in words(english)
        assert "Charts drawn anew" in words(english) and "Figure 1. Year-on-year growth" in words(english)

    def test_an_issued_briefing_is_named_with_its_state(self, visitor: Visitor, office: Office) -> None:
        visitor.outcome(visitor.post(f"/editions/{EDITION}/build"))
        document = office.outputs / f"{EDITION}.en.docx"
        document.write_bytes(document.read_bytes() + b"\0")
        (office.outputs / f"{EDITION}.zh.docx").unlink()
        said = section(hand_in(visitor, CORRECTED), "issued")
        assert f"{EDITION}.en.docx Gongyi’s industry makes a good start" in said
        assert "a conclusion turns edited since 5 figures that it cites change." in said
        assert "a conclusion turns gone" in said
        assert "Claims: “good start”" in said

    def test_without_an_issued_briefing_none_is_affected(self, visitor: Visitor) -> None:
        assert "None: no issued briefing" in section(hand_in(visitor, CORRECTED), "issued")

    def test_blank_cells_targets_and_sample_marks_are_changes_too(self, visitor: Visitor, office: Office) -> None:
        changes = {"C22": None, "历史数据!I23": None, "2021年目标!E4": 9.5, "历史数据!B5": "巩义市"}
        said = section(hand_in(visitor, edited(own(office), changes)), "figures")
        assert "Removed, or blank now 1" in said
        assert "industrial tax revenue Gongyi the first quarter of 2021 8.5 an empty cell" in said
        assert "annual target for the growth of the value added" in said and "2021 about 9.0 about 9.5 %" in said
        assert "Marked otherwise 4" in said
        assert "the first quarter of 2020 -8.6 sample -8.6 not a sample % 历史数据 E5" in said

    def test_a_passage_that_falls_away_has_its_reason(self, visitor: Visitor, office: Office) -> None:
        changes = {"D14": None, "历史数据!I20": None}
        said = section(hand_in(visitor, edited(own(office), changes)), "words")
        assert "Text — falls away" in said
        assert "It would be left out: growth of the high-precision aluminium industry" in said
        assert "cell D14: an empty cell" in said and "aluminium.growth@" not in said

    def test_the_same_file_changes_nothing_and_cannot_be_accepted(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, own(office).read_bytes())
        assert "Nothing: this is the very file that is there." in words(page)
        assert "/accept" not in page.text

    def test_another_file_of_the_same_figures_says_so(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, edited(own(office), {}))
        assert "Nothing: every figure is as it was." in words(page)
        assert "/accept" in page.text


class TestFaults:
    def test_each_has_its_cell_and_the_sheet_around_it(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, edited(own(office), {"D11": "about 31"}))
        assert "cell D11" in words(page) and "about 31" in words(page)
        assert "/accept" not in page.text
        (table,) = lxml.html.fromstring(page.text).xpath("//table[@class='excerpt']")
        assert [one.text_content() for one in table.xpath("./thead//th")] == ["A", "B", "C", "D", "E", "F"]
        assert [one.text_content() for one in table.xpath("./tbody//th")] == ["9", "10", "11", "12", "13"]
        (here,) = table.xpath(".//td[@class='here']")
        assert here.text_content() == "▶ here: about 31"
        assert "规模以上工业增加值" in table.text_content()

    def test_a_missing_figure_is_found_by_its_blank_cell(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, edited(own(office), {"C15": None, "历史数据!I33": None}))
        said = section(page, "faults")
        assert "sheet 主要指标, cell C15" in said and "missingprofits of industrial enterprises" in said
        assert "quarterly.zh.md.j2, line" in said
        (here,) = lxml.html.fromstring(page.text).xpath("//td[@class='here']")
        assert here.text_content() == "▶ here: "

    def test_a_csv_has_its_excerpt_too(self, visitor: Visitor, office: Office) -> None:
        path = office.inputs / "china-2021Q4" / "nbs-quarterly-national.gbk.csv"
        rows = path.read_text("gb18030").splitlines()
        place = next(index for index, row in enumerate(rows) if re.search(r",\d", row))
        rows[place] = re.sub(r",\d[^,]*", ",many", rows[place], count=1)
        page = hand_in(visitor, "\n".join(rows).encode("gb18030"), "new.csv", "china-2021Q4")
        (table,) = lxml.html.fromstring(page.text).xpath("//table[@class='excerpt']")
        (here,) = table.xpath(".//td[@class='here']")
        assert here.text_content() == "▶ here: many"
        assert str(place + 1) in [one.text_content() for one in table.xpath("./tbody//th")]

    def test_an_xls_has_its_excerpt_too(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, as_xls(own(office), {(10, 3): "about 31"}), "figures.xls")
        (here,) = lxml.html.fromstring(page.text).xpath("//td[@class='here']")
        assert here.text_content() == "▶ here: about 31"

    def test_what_was_faulty_already_does_not_keep_a_better_file_out(self, visitor: Visitor, office: Office) -> None:
        own(office).write_bytes(edited(own(office), {"D11": "about 31", "D12": "x%"}))
        better = edited(own(office), {"D11": 31.2})
        page = hand_in(visitor, better)
        assert "there already" in words(page) and "1 fault that is there now would be gone." in words(page)
        press(visitor, page, "accept")
        assert own(office).read_bytes() == better

    def test_cautions_are_told(self, visitor: Visitor, office: Office) -> None:
        changes = {"D22": 950, "历史数据!I24": 950}
        said = section(hand_in(visitor, edited(own(office), changes)), "cautions")
        assert "cell D22" in said and "the levels 6.6 and 8.5 make 28.8%" in said


class TestAccepting:
    def test_puts_it_in_place_and_keeps_the_one_before(self, visitor: Visitor, office: Office) -> None:
        before = own(office).read_bytes()
        page = press(visitor, hand_in(visitor, CORRECTED), "accept")
        assert "figures.xlsx is in its place." in words(page)
        assert 'action="/editions/gongyi-2021Q1/build"' in page.text
        assert own(office).read_bytes() == CORRECTED
        (kept,) = (office.inputs / EDITION / "kept").iterdir()
        assert re.fullmatch(r"figures\.\d{8}T\d{6}Z\.xlsx", kept.name)
        assert kept.read_bytes() == before
        assert f"The one before is kept as {kept.name}." in words(page)

    def test_one_can_go_back_and_sees_first_what_that_changes(self, visitor: Visitor, office: Office) -> None:
        before = own(office).read_bytes()
        press(visitor, hand_in(visitor, CORRECTED), "accept")
        (kept,) = (office.inputs / EDITION / "kept").iterdir()
        assert kept.name in words(visitor.page(FIGURES))
        assert visitor.get(f"{FIGURES}/kept/{kept.name}").data == before
        page = visitor.outcome(visitor.post(f"{FIGURES}/back", {"version": kept.name}))
        assert "“good start” earned only now" in words(page)
        assert own(office).read_bytes() == CORRECTED
        press(visitor, page, "accept")
        assert own(office).read_bytes() == before
        assert len(list((office.inputs / EDITION / "kept").iterdir())) == 2

    def test_leaving_it_leaves_everything(self, visitor: Visitor, office: Office) -> None:
        before = own(office).read_bytes()
        page = press(visitor, hand_in(visitor, CORRECTED), "leave")
        assert "nothing was replaced" in words(page)
        assert own(office).read_bytes() == before
        assert not (office.inputs / EDITION / "kept").exists()

    def test_two_people_do_not_overwrite_each_other(self, visitor: Visitor, office: Office) -> None:
        first = hand_in(visitor, CORRECTED)
        other = edited(own(office), {"C5": 196.6, "历史数据!I4": 196.6})
        own(office).write_bytes(other)
        page = press(visitor, first, "accept")
        assert "The inputs have been changed since you were shown this." in words(page)
        assert own(office).read_bytes() == other
        assert "196.6 196.4" in section(page, "figures")  # what accepting it now would undo
        press(visitor, page, "accept")
        assert own(office).read_bytes() == CORRECTED

    def test_accepting_twice_replaces_once(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, CORRECTED)
        press(visitor, page, "accept")
        assert "this is the very file that is there" in words(press(visitor, page, "accept"))
        assert len(list((office.inputs / EDITION / "kept").iterdir())) == 1

    def test_a_workbook_that_is_open_is_not_replaced(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, CORRECTED)
        own(office).with_name("~$figures.xlsx").touch()
        assert "not open in another program" in words(press(visitor, page, "accept"))
        assert own(office).read_bytes() != CORRECTED

    def test_a_file_of_another_kind_stands_under_its_own_ending(self, visitor: Visitor, office: Office) -> None:
        folder = office.inputs / EDITION
        before, document = own(office).read_bytes(), (folder / "edition.toml").read_text("utf-8")
        page = hand_in(visitor, as_xls(own(office), {(10, 3): 28.4}, {"历史数据": {(6, 8): 28.4}}), "2021.xls")
        assert "It would stand as figures.xls in place of figures.xlsx" in words(page)
        press(visitor, page, "accept")
        assert not own(office).exists() and (folder / "figures.xls").is_file()
        renamed = document.replace('figures = ["figures.xlsx"]', 'figures = ["figures.xls"]')
        assert (folder / "edition.toml").read_text("utf-8") == renamed
        kept = {one.name.split(".")[0]: one for one in (folder / "kept").iterdir()}
        assert kept["figures"].read_bytes() == before
        assert kept["edition"].read_text("utf-8") == document
        back = visitor.outcome(visitor.post(f"{FIGURES}/back", {"version": kept["figures"].name}))
        assert "It would stand as figures.xlsx in place of figures.xls" in words(back)

    def test_a_file_that_came_beside_meanwhile_is_not_written_over(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, as_xls(own(office)), "2021.xls")
        other = office.inputs / EDITION / "figures.xls"
        other.write_bytes(b"somebody's")
        page = press(visitor, page, "accept")
        assert "It would stand as figures-2.xls in place of figures.xlsx" in words(page)
        assert other.read_bytes() == b"somebody's" and own(office).is_file()

    def test_hand_work_leads_to_a_correction(self, visitor: Visitor, office: Office) -> None:
        visitor.outcome(visitor.post(f"/editions/{EDITION}/build"))
        shutil.copy(ROOT / "docs" / "example" / "edited.docx", office.outputs / f"{EDITION}.zh.docx")
        page = press(visitor, hand_in(visitor, CORRECTED), "accept")
        assert "A briefing was edited by hand." in words(page)


class TestSeveralFiles:
    @pytest.fixture
    def office(self, office: Office) -> Office:
        folder = office.inputs / EDITION
        workbook = openpyxl.load_workbook(own(office))
        del workbook["历史数据"]
        workbook.save(folder / "now.xlsx")
        workbook = openpyxl.load_workbook(own(office))
        del workbook[SHEET], workbook["2021年目标"]
        workbook.save(folder / "history.xlsx")
        own(office).unlink()
        document = (folder / "edition.toml").read_text("utf-8")
        several = document.replace('["figures.xlsx"]', '[\n  "now.xlsx",  # this quarter\n  "history.xlsx",\n]')
        (folder / "edition.toml").write_text(several, "utf-8")
        return office

    def test_the_one_of_its_name_is_replaced(self, visitor: Visitor, office: Office) -> None:
        history = office.inputs / EDITION / "history.xlsx"
        page = hand_in(visitor, edited(history, {"历史数据!E4": 163.9}), "history.xlsx")
        assert "It would replace history.xlsx." in words(page)
        assert "163.8 163.9" in section(page, "figures")

    def test_another_can_be_chosen(self, visitor: Visitor, office: Office) -> None:
        history = office.inputs / EDITION / "history.xlsx"
        page = hand_in(visitor, edited(history, {"历史数据!E4": 163.9}), "from the office.xlsx")
        assert "It would replace now.xlsx." in words(page)
        page = press(visitor, page, "instead", replaces="history.xlsx")
        assert "It would replace history.xlsx." in words(page)
        assert "163.8 163.9" in section(page, "figures")
        strange = press(visitor, page, "instead", replaces="../edition.toml")
        assert "It would replace now.xlsx." in words(strange)

    def test_the_comments_of_the_list_stay(self, visitor: Visitor, office: Office) -> None:
        folder = office.inputs / EDITION
        page = hand_in(visitor, as_xls(folder / "now.xlsx"), "now.xls")
        page = press(visitor, page, "instead", replaces="now.xlsx")
        press(visitor, page, "accept")
        assert '[\n  "now.xls",  # this quarter\n  "history.xlsx",\n]' in (folder / "edition.toml").read_text("utf-8")
        assert (folder / "now.xls").is_file() and not (folder / "now.xlsx").exists()


class TestFilesFromOutside:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.xlsx", b"", "an empty file"),
            ("a.docx", b"%PDF-1.4", "another kind of file"),
            ("a.xlsx", b"PK\x03\x04 and no more", "one that is damaged"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "another kind of file"),
        ],
    )
    def test_other_kinds_are_refused_in_words(self, visitor: Visitor, name: str, content: bytes, said: str) -> None:
        page = hand_in(visitor, content, name)
        assert page.status_code == 422
        assert said in words(page) and "nothing was replaced" in words(page)

    def test_links_to_other_workbooks_are_refused(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(
            visitor, with_part(own(office).read_bytes(), "xl/externalLinks/_rels/externalLink1.xml.rels", LINK)
        )
        assert page.status_code == 422 and "links to other workbooks" in words(page)

    def test_a_zip_bomb_is_refused(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, with_part(own(office).read_bytes(), "xl/media/image1.bin", "\0" * (9 << 20)))
        assert page.status_code == 422 and "packed so as to become far larger" in words(page)

    def test_no_file_at_all_is_said(self, visitor: Visitor) -> None:
        page = visitor.post(FIGURES, {"workbook": ""})
        assert page.status_code == 422 and "a file of one of these kinds: .xlsx" in words(page)

    def test_a_name_is_shown_and_never_a_path(self, visitor: Visitor, office: Office) -> None:
        there = set(office.inputs.rglob("*"))
        page = hand_in(visitor, CORRECTED, "../../<b>edition.toml</b>.xlsx")
        assert "<b>" not in page.text and "b>.xlsx" in words(page)
        press(visitor, page, "accept")
        new = [path.parent for path in set(office.inputs.rglob("*")) - there if path.is_file()]
        assert new == [office.inputs / EDITION / "kept"]
        assert own(office).read_bytes() == CORRECTED

    def test_words_of_a_workbook_are_not_taken_for_html(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, edited(own(office), {"D11": "<script>alert(1)</script>"}))
        assert "<script>alert" not in page.text and "alert(1)" in words(lxml.html.fromstring(page.text))

    @pytest.mark.parametrize("version", ["../edition.toml", "..%2Fedition.toml", "edition.toml", "figures.xlsx"])
    def test_only_what_was_kept_is_handed_out(self, visitor: Visitor, version: str) -> None:
        assert visitor.get(f"{FIGURES}/kept/{version}").status_code == 404
        assert visitor.get(f"{FIGURES}/files/{version}x").status_code == 404
        assert visitor.post(f"{FIGURES}/back", {"version": version}).status_code == 404

    def test_a_proposal_is_accepted_for_its_own_edition_only(self, visitor: Visitor, office: Office) -> None:
        page = hand_in(visitor, CORRECTED)
        found = re.search(r'action="([^"]+/accept)"', page.text)
        assert found
        other = found[1].replace(EDITION, "gongyi-2020")
        assert visitor.post(other).status_code == 404
        assert own(office, "gongyi-2020").read_bytes() != CORRECTED


def test_the_present_workbook_is_taken_as_a_file(visitor: Visitor, office: Office) -> None:
    taken = visitor.get(f"{FIGURES}/files/figures.xlsx")
    assert taken.data == own(office).read_bytes()
    assert f"{EDITION}-figures.xlsx" in taken.headers["Content-Disposition"]


def test_the_form_of_a_new_quarter_is_filled_in(visitor: Visitor, office: Office) -> None:
    """Its blank cells are faults; those that are left do not keep what is filled in from being taken."""
    visitor.post("/new", {"name": "gongyi-2021Q2"})
    form = own(office, "gongyi-2021Q2")
    page = hand_in(visitor, edited(form, {"D11": 25.5}), edition="gongyi-2021Q2")
    assert "All of them are there already" in words(page)
    assert "25.5" in section(page, "figures")
    press(visitor, page, "accept")
    workbook = openpyxl.load_workbook(form)
    assert workbook[SHEET]["D11"].value == 25.5


def as_xls(
    path: Path,
    cells: Changes | None = None,
    others: dict[str, Changes] | None = None,
) -> bytes:
    """The same workbook in the old form; ``cells`` of the first sheet, by row and column from 0."""
    book = xlwt.Workbook()
    for sheet in openpyxl.load_workbook(path):
        page = book.add_sheet(sheet.title)
        changed = (cells or {}) if sheet.title == SHEET else (others or {}).get(sheet.title, {})
        merged = {(one.min_row - 1, one.min_col - 1): one for one in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                place = (cell.row - 1, cell.column - 1)
                value = changed.get(place, cell.value)
                if place in merged:
                    block = merged[place]
                    page.write_merge(block.min_row - 1, block.max_row - 1, block.min_col - 1, block.max_col - 1, value)
                elif value is not None:
                    page.write(*place, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
