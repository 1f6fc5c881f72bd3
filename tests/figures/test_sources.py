"""Files as they arrive: every encoding and format that offices use, and files that may not be opened at all."""

from __future__ import annotations

import io
import re
import shutil
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hand_made import INPUTS

from report.errors import Fault
from report.figures.sources import read_source

ROWS = [["指标", "单位", "累计", "同比增长%"], ["工业投资", "亿元", 38.7, 17.3]]
READ = {
    "industrial_investment.level@gongyi/2021Q1": Decimal("38.7"),
    "industrial_investment.growth@gongyi/2021Q1": Decimal("17.3"),
}
TEXT = "巩义市2021年一季度\n指标,单位,累计,同比增长%\n工业投资,亿元,38.7,17.3\n数据来源：统计局\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_is_read_in_the_encodings_of_real_exports(office, values_of, encoding, ending):
    path = office.text(TEXT.replace("\n", ending), encoding=encoding)
    assert values_of(office.load(path)) == READ


def test_tabs_may_part_the_cells_and_quotes_hold_many_lines(office, values_of):
    text = TEXT.replace(",", "\t") + '"注：1.按现价计算；\n　　2.不含农户。"\n'
    assert values_of(office.load(office.text(text))) == READ


def test_a_note_cut_within_a_character_spoils_no_figure(office, values_of):
    path = office.folder / "figures.csv"
    path.write_bytes(TEXT.encode("gb18030") + "注：按当年价格计".encode("gb18030")[:-1] + b"\r\n")
    read = office.load(path)
    assert values_of(read) == READ
    assert "garbled" in str(read.cautions[0])


def test_a_garbled_label_is_a_fault(office):
    path = office.folder / "figures.csv"
    path.write_bytes("指标,同比增长%\n".encode() + "工业投资".encode()[:-1] + b",17.3\n")
    assert any("expected an indicator" in line for line in office.refused(path))


def test_a_quotation_mark_that_does_not_close_is_a_fault(office):
    (fault,) = office.refused(office.text(TEXT + '"注：\n工业投资,亿元,99\n'))
    assert "expected comma-separated values" in fault


def test_a_place_in_a_text_file_is_the_cell_that_a_spreadsheet_shows(office, figure):
    read = office.load(office.text('"说明\n两行"\n' + TEXT))
    assert figure(read, "industrial_investment.growth@gongyi/2021Q1").place.cell == "D4"


def legacy(path: Path, fill) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("主要指标")
    fill(sheet)
    book.save(str(path))
    return path


def test_an_old_workbook_is_read_with_its_formats_and_merged_cells(office, values_of, figure):
    def fill(sheet):
        sheet.write_merge(0, 0, 0, 4, "巩义市2021年一季度")
        sheet.write_merge(1, 2, 0, 0, "指标")
        sheet.write_merge(1, 2, 1, 1, "单位")
        sheet.write_merge(1, 1, 2, 3, "巩义市*")
        for column, word in enumerate(("累计", "同比增长%"), 2):
            sheet.write(2, column, word)
        sheet.write(3, 0, "工业投资")
        sheet.write(3, 1, "亿元")
        sheet.write(3, 2, 38.7)
        sheet.write(3, 3, 0.173, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(4, 0, "注：*为样例数据")

    read = office.load(legacy(office.folder / "figures.xls", fill))
    assert values_of(read) == READ
    growth = figure(read, "industrial_investment.growth@gongyi/2021Q1")
    assert (growth.sample, growth.place.cell, growth.place.sheet) == (True, "D4", "主要指标")


def test_what_is_no_number_in_an_old_workbook_is_said(office, absence):
    def fill(sheet):
        for column, word in enumerate(("指标", "2019年增长%", "2020年增长%", "2021年增长%")):
            sheet.write(0, column, word)
        sheet.write(1, 0, "工业投资")
        sheet.write(1, 1, xlwt.Formula("1/0"))
        sheet.row(1).set_cell_error(2, 7)
        sheet.write(1, 3, True)

    path = legacy(office.folder / "figures.xls", fill)
    first, second = office.refused(path)
    assert "cell C2" in first and "the error #DIV/0!" in first
    assert "cell D2" in second and "the truth value TRUE" in second


def test_hidden_rows_and_sheets_of_an_old_workbook_are_not_read(office, values_of):
    def fill(sheet):
        sheet.write(0, 0, "指标")
        sheet.write(0, 1, "同比增长%")
        for row, label in enumerate(("工业投资", "税收总额"), 1):
            sheet.write(row, 0, label)
            sheet.write(row, 1, 17.3)
        sheet.row(2).hidden = True

    read = office.load(legacy(office.folder / "figures.xls", fill))
    assert list(values_of(read)) == ["industrial_investment.growth@gongyi/2021Q1"]


def test_an_old_workbook_that_is_huge_in_memory_is_refused(office):
    path = legacy(office.folder / "figures.xls", lambda sheet: sheet.write_merge(0, 1, 0, 1, "指标"))
    merged = struct.pack("<HHHHHHH", 0x00E5, 10, 1, 0, 1, 0, 1)  # MERGEDCELLS: one block, its rows, its columns
    vast = struct.pack("<HHHHHHH", 0x00E5, 10, 1, 0, 65_535, 0, 255)
    assert merged in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(merged, vast))
    assert "sheets of at most 1000000 cells" in only_fault(office, path)


# What may not be opened


def only_fault(office, path: Path) -> str:
    (fault,) = office.refused(path)
    assert fault.startswith(f"gongyi-2021Q1/{path.name}: expected ")
    assert str(office.folder) not in fault
    return fault


def repacked(office, change, name: str = "changed.xlsx") -> Path:
    """A good workbook, its parts changed one by one."""
    source = office.workbook(ROWS)
    path = office.folder / name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = change(member, old.read(member))
            if content is not None:
                new.writestr(member, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("figures.xlsx", b"", "an empty file"),
        ("figures.xlsx", b"PK\x03\x04 and then nothing", "a broken archive"),
        ("figures.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a damaged one"),
        ("figures.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ("figures.xls", TEXT.encode(), "a .csv text file"),
        ("figures.csv", b"%PDF-1.4", "a PDF"),
        ("figures.csv", TEXT.encode("utf-16"), "UTF-16"),
        ("figures.docx", b"PK\x03\x04", ".docx"),
        ("figures", b"", "no ending"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(office, name, content, found):
    path = office.folder / name
    path.write_bytes(content)
    assert found in only_fault(office, path)


def test_a_workbook_under_the_wrong_ending_is_refused(office):
    path = office.folder / "figures.xls"
    shutil.copy(office.workbook(ROWS), path)
    assert "found an .xlsx workbook" in only_fault(office, path)


def test_a_missing_file_is_refused(office):
    assert "expected a file that can be read" in only_fault(office, office.folder / "figures.xlsx")


def test_a_truncated_workbook_is_refused(office):
    path = office.workbook(ROWS)
    path.write_bytes(path.read_bytes()[:-200])
    assert "a broken archive" in only_fault(office, path)


def test_a_workbook_with_a_byte_of_its_directory_wrong_is_read_or_refused(office):
    """Some of them make a part end before its length: zipfile says so while openpyxl reads, by an error of its own."""
    content = (INPUTS / "gongyi-2021Q1" / "figures.xlsx").read_bytes()
    path = office.folder / "figures.xlsx"
    begin, end = content.index(b"PK\x01\x02"), len(content)
    refused = 0
    for at in range(begin, end):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        refused += isinstance(read_source(path, path.name), Fault)
    assert refused > (end - begin) / 2


def test_a_workbook_without_its_sheet_is_refused(office):
    path = repacked(office, lambda name, content: None if "sheet1" in name else content)
    assert "a workbook with all its sheets" in only_fault(office, path)


def test_broken_xml_is_refused_and_not_recovered(office):
    path = repacked(office, lambda name, content: content[:-30] if "sheet1.xml" in name else content)
    assert "broken XML in xl/worksheets/sheet1.xml" in only_fault(office, path)


def _prefixed(sheet: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=\w)", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=")


def _in_utf16(sheet: bytes) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>{sheet.decode()}'.encode("utf-16")


@pytest.mark.parametrize("written", [_prefixed, _in_utf16])
def test_a_formula_without_a_kept_value_is_found_however_its_sheet_is_written(office, absence, written):
    def change(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        return written(content.replace(b"<v>17.3</v>", b"<f>17+0.3</f>"))

    figures = office.load(repacked(office, change))
    missing = absence(figures, "industrial_investment.growth@gongyi/2021Q1")
    assert missing.found == "a formula that was never calculated (=17+0.3)"


def test_a_document_type_is_refused(office):
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def declare(name, content):
        return lol + content.partition(b"?>")[2].lstrip() if name.endswith("sheet1.xml") else content

    assert "document types" in only_fault(office, repacked(office, declare))


def test_a_workbook_that_needs_a_password_is_refused(office):
    path = office.folder / "figures.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    assert "expected a workbook without a password" in only_fault(office, path)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_by_its_directory(office):
    path = office.workbook(ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as bomb:
        for _ in range(70):
            bomb.write(bytes(1024 * 1024))
    assert "64 MiB when unpacked" in only_fault(office, path)


def test_a_directory_that_lies_about_sizes_gains_nothing(office):
    path = office.workbook(ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(3 * 1024 * 1024))
    true = (3 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, (100).to_bytes(4, "little")))
    assert "a broken archive" in only_fault(office, path)


def test_a_part_packed_tighter_than_any_sheet_is_refused(office):
    path = office.workbook(ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(8 * 1024 * 1024))
    assert "packed tighter" in only_fault(office, path)


def test_a_small_sheet_that_is_huge_in_memory_is_refused(office):
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    def merged(name, content):
        return content.replace(b"</sheetData>", b"</sheetData>" + merge) if "sheet1.xml" in name else content

    assert "sheets of at most 1000000 cells" in only_fault(office, repacked(office, merged))


def test_two_cells_far_apart_are_no_burden(office, values_of):
    def far(sheet):
        sheet["XFD1048576"] = None
        sheet["ZZ900000"].number_format = "0.0%"

    assert office.values(ROWS, far) == READ


def test_too_many_parts_are_refused(office):
    path = office.workbook(ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/media/{number}", b"")
    assert "parts" in only_fault(office, path)


def test_another_kind_of_archive_is_refused(office):
    path = office.folder / "figures.xlsx"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    path.write_bytes(content.getvalue())
    assert "another kind of zip archive" in only_fault(office, path)
