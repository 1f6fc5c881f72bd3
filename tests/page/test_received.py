"""Files from outside, as careless and as hostile people send them."""

from __future__ import annotations

import errno
import gc
import io
import random
import struct
import threading
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from flask import Flask, request
from hand_made import INPUTS, TEMPLATES
from openpyxl import Workbook
from page.visitor import Visitor, words

from report.errors import InputFaults
from report.page import packages, received
from report.page.received import DOCUMENTS, FIGURES, LARGEST, Kind, Received, receive, shown_name, tidy
from report.page.sharing import shared
from report.proof.reading import read

ALL = tuple(dict.fromkeys((*FIGURES, *DOCUMENTS)))
BOOK = (INPUTS / "gongyi-2021Q1" / "figures.xlsx").read_bytes()
WORD = (TEMPLATES / "style.docx").read_bytes()
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def taken(content: bytes, name: str, desk: Path, kinds: tuple[Kind, ...] = ALL) -> Received:
    return receive(io.BytesIO(content), name, kinds, desk)


def refusal(content: bytes, name: str, desk: Path, kinds: tuple[Kind, ...] = ALL) -> str:
    """Why it is not taken; and nothing of it stays."""
    before = sorted(desk.rglob("*"))
    with pytest.raises(InputFaults) as refused:
        taken(content, name, desk, kinds)
    assert sorted(desk.rglob("*")) == before
    return str(refused.value)


def repacked(content: bytes, changes: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """A package with parts that are added, or changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name]) if callable(change) else change
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def added(before: str, what: str) -> Callable[[bytes], bytes]:
    """Puts something before the end of an element."""

    def change(part: bytes) -> bytes:
        assert before.encode() in part
        return part.replace(before.encode(), what.encode() + before.encode(), 1)

    return change


# What is taken


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (BOOK, "figures.xlsx", ".xlsx"),
        (BOOK, "no ending", ".xlsx"),
        (WORD, "公报.docx", ".docx"),
        ("指标,数值\n".encode(), "data.csv", ".csv"),
        ("指标,数值\n".encode("gb18030"), "DATA.CSV", ".csv"),
        ("指标,数值\n".encode("utf-8-sig"), "data.csv", ".csv"),
        ("一季度增长\n".encode("utf-16"), "note.txt", ".txt"),
        (b"# Head\n", "note.md", ".md"),
        (b"<!doctype html><html><p>8.2%", "page.html", ".html"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>", "page.htm", ".html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "page.html", ".html"),
        (b"<html><script>alert(1)</script>", "note.txt", ".html"),
        (b"PAR1....PAR1", "figures.parquet", ".parquet"),
        (b"a,b\n", "x" * 300 + ".csv", ".csv"),
    ],
)
def test_a_file_is_what_it_holds(content: bytes, name: str, kind: Kind, tmp_path: Path) -> None:
    one = taken(content, name, tmp_path)
    assert one.kind == kind and one.path.suffix == kind and one.path.read_bytes() == content
    assert len(one.name) <= 120


def test_an_old_workbook_is_taken(tmp_path: Path) -> None:
    made = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("指标").write(0, 0, "x")
    book.save(made)
    assert taken(made.getvalue(), "old.xls", tmp_path).kind == ".xls"


@pytest.mark.parametrize("content", [BOOK, WORD])
def test_what_office_programs_write_is_no_bomb(content: bytes, tmp_path: Path) -> None:
    book = Workbook()
    for row in range(20_000):
        book.active.append([row, row, "同比增长", "x|y"])  # type: ignore[union-attr]
    book.active["E1"] = '=IF(D1="a|b","yes!","no")'  # type: ignore[index]
    made = io.BytesIO()
    book.save(made)
    assert taken(made.getvalue(), "large.xlsx", tmp_path).kind == ".xlsx"
    assert taken(content, "x", tmp_path).kind in (".xlsx", ".docx")


# Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\windows\\win.csv", "win.csv"),
        ("C:\\fakepath\\figures.csv", "figures.csv"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("figures\u202ecod.csv", "figurescod.csv"),
        ("a\r\nSet-Cookie: b.csv", "aSet-Cookie: b.csv"),
        ("a\x00b.csv", "ab.csv"),
        ("\ud800.csv", ".csv"),
        ("", "?"),
        ("..", ".."),
        ("/", "?"),
    ],
)
def test_a_name_is_shown_and_never_a_path(name: str, shown: str, tmp_path: Path) -> None:
    assert shown_name(name) == shown
    desk = tmp_path / "desk"
    one = taken(b"<html>", name, desk)
    assert one.path.parent.parent == desk and one.path.name == "received.html"
    assert [path for path in tmp_path.iterdir() if path != desk] == []


def test_a_name_with_markup_in_it_is_shown_as_it_is(app: Flask) -> None:
    answer = _uploaded(Visitor(app), "<script>alert(1)</script>.csv", b"")
    assert "<script>alert" not in answer.text and "script&gt;.csv" in answer.text


# Sizes


def test_the_limit_is_the_limit(tmp_path: Path) -> None:
    assert taken(b"a" * LARGEST, "just.csv", tmp_path).path.stat().st_size == LARGEST
    assert "at most 32 MB, found a larger one" in refusal(b"a" * (LARGEST + 1), "over.csv", tmp_path)
    assert "an empty file" in refusal(b"", "empty.csv", tmp_path)


class _Endless(io.RawIOBase):
    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size


def test_what_does_not_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    endless = _Endless()
    with pytest.raises(InputFaults, match="a larger one"):
        receive(endless, "x.csv", FIGURES, tmp_path)  # type: ignore[arg-type]
    assert endless.given < LARGEST + 1024 * 1024


class _Broken(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match=r"room for it on this machine’s disk, found No space left"):
        receive(_Broken(), "x.csv", FIGURES, tmp_path)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


# Packages


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    zeros = b"\0" * (40 * 1024 * 1024)
    for parts in (
        {"word/document.xml": zeros},
        {f"word/{number}.xml": zeros[: 7 * 1024 * 1024] for number in range(8)} | {"word/document.xml": b"<w/>"},
        {"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": zeros},
    ):
        assert "packed so as to become far larger" in refusal(packed(parts), "bomb", tmp_path)


def test_parts_that_lie_upon_each_other_are_a_bomb(tmp_path: Path) -> None:
    """As David Fifield made them: one heap of zeros, which every entry of the directory counts as its own."""
    assert "packed so as to become far larger" in refusal(_overlapping(200), "bomb.docx", tmp_path)


def _overlapping(count: int) -> bytes:
    heap = b"\0" * (1024 * 1024)
    deflated = zlib.compress(heap, 9)[2:-4]
    name = b"word/document.xml"
    crc = zlib.crc32(heap)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(deflated), len(heap), len(name), 0)
    body = local + name + deflated
    directory = b""
    for number in range(count):
        entry = name if not number else f"word/{number}.xml".encode()
        fields = (b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(deflated), len(heap), len(entry), 0, 0, 0, 0, 0, 0)
        directory += struct.pack("<4sHHHHHHIIIHHHHHII", *fields) + entry
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def test_a_part_that_lies_about_its_size_gains_nothing(tmp_path: Path) -> None:
    """The directory says 100 bytes, the stream goes on to 40 MB: the room that reads it stops at what was said."""
    content = bytearray(packed({"word/document.xml": b"\0" * (40 * 1024 * 1024)}))
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = struct.pack("<I", 100)
    began = time.monotonic()
    with pytest.raises(InputFaults):
        read(taken(bytes(content), "liar.docx", tmp_path).path)
    assert time.monotonic() - began < 2


def test_bombs_within_are_left_packed(tmp_path: Path) -> None:
    inner = packed({"a": b"\0" * (40 * 1024 * 1024)})
    one = taken(repacked(WORD, {"word/embeddings/sheet.xlsx": inner}), "nested.docx", tmp_path)
    began = time.monotonic()
    read(one.path)
    assert time.monotonic() - began < 5


DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_entities_stay_what_they_are(tmp_path: Path, doctype: str, part: str) -> None:
    def declared(xml: bytes) -> bytes:
        head, close, rest = xml.partition(b"?>")
        return head + close + doctype.encode() + rest if close else doctype.encode() + xml

    content = repacked(WORD, {part: declared})
    with pytest.raises(InputFaults, match=r"document type|damaged"):
        read(taken(content, "laughs.docx", tmp_path).path)


_RELS = "xl/_rels/workbook.xml.rels"
_LINKED = {
    "a link, whatever its part is called": {
        "xl/other/one.xml": b"<externalLink/>",
        "[Content_Types].xml": added(
            "</Types>", f'<Override PartName="/xl/other/one.xml" ContentType="{_CONTENT_TYPE}.externalLink+xml"/>'
        ),
    },
    "a link by relation": {
        _RELS: added(
            "</Relationships>",
            f'<Relationship Id="z" Type="{_RELATION}/externalLink" Target="other/one.xml"/>',
        )
    },
    "a reference alone": {
        "xl/workbook.xml": added(
            "</workbook>", '<externalReferences><externalReference r:id="z"/></externalReferences>'
        )
    },
    "a connection": {
        "[Content_Types].xml": added(
            "</Types>", f'<Override PartName="/xl/connections.xml" ContentType="{_CONTENT_TYPE}.connections+xml"/>'
        )
    },
    "a connection by relation": {
        _RELS: added("</Relationships>", f'<Relationship Id="z" Type="{_RELATION}/connections" Target="c.xml"/>')
    },
    "DDE": {"xl/worksheets/sheet1.xml": added("</sheetData>", "<row><c><f>cmd|'/C calc'!A0</f><v>1</v></c></row>")},
    "DDE, disguised": {
        "xl/worksheets/sheet1.xml": added("</sheetData>", "<row><c><f>cmd&#124;'/C calc'!A0</f><v>1</v></c></row>")
    },
}


@pytest.mark.parametrize("what", _LINKED)
def test_a_workbook_takes_nothing_from_elsewhere(what: str, tmp_path: Path) -> None:
    changes = _LINKED[what]
    said = refusal(repacked(BOOK, changes), "linked.xlsx", tmp_path)  # type: ignore[arg-type]
    assert "a workbook that holds its figures itself" in said


@pytest.mark.parametrize("content", [BOOK, WORD])
@pytest.mark.parametrize("kind", ["application/vnd.ms-office.vbaProject", "application/vnd.ms-excel.macrosheet+xml"])
def test_macros_are_refused_under_any_name(content: bytes, kind: str, tmp_path: Path) -> None:
    change = added("</Types>", f'<Override PartName="/x/innocent.bin" ContentType="{kind}"/>')
    said = refusal(repacked(content, {"[Content_Types].xml": change, "x/innocent.bin": b"x"}), "x.xlsm", tmp_path)
    assert "macros: save it as .xlsx or .docx" in said


def test_other_packages_are_of_another_kind(tmp_path: Path) -> None:
    for parts in ({"xl/workbook.bin": b"x"}, {"ppt/presentation.xml": b"x"}, {"a.txt": b"x"}, {"mimetype": b"odt"}):
        assert "another kind of file: one that is not known" in refusal(packed(parts), "x.xlsx", tmp_path)
    assert "another kind of file: .docx" in refusal(WORD, "figures.xlsx", tmp_path, FIGURES)
    assert "another kind of file: .xlsx" in refusal(BOOK, "briefing.docx", tmp_path, DOCUMENTS)


def test_parts_with_one_name_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO(WORD)
    with warnings.catch_warnings(), zipfile.ZipFile(made, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "<other/>")
    assert "damaged" in refusal(made.getvalue(), "twice.docx", tmp_path)


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        ("EncryptedPackage", "an encrypted one"),
        ("WordDocument", "a document of Word 97–2003 (.doc)"),
        ("_VBA_PROJECT_CUR", "macros"),
        ("PowerPoint Document", "another kind of file: one that is not known"),
    ],
)
def test_files_of_old_programs_are_named(stream: str, found: str, tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + f"{stream}\0".encode("utf-16-le") + b"\0" * 600
    assert found in refusal(content, "old.doc", tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chart.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("chart.html", b"<svg onload=alert(1)>"),
        ("chart.txt", b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>'),
        ("chart.html", b"\n<!-- --><!DOCTYPE svg><svg:svg>"),
        ("chart.txt", b"<?xml version='1.0'?>"),
        ("data.csv", b"%PDF-1.7\nPK\x03\x04"),
        ("both.docx", b"%PDF-1.7\n" + WORD),
        ("both.txt", b"  \n%PDF-1.7\n"),
        ("note.txt", b"{\\rtf1 hello}"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("setup.csv", b"MZ\x90\0\x03\0\0\0"),
        ("setup.exe", b"not a program"),
        ("figures", b"1,2,3"),
        ("script.js", b"alert(1)"),
    ],
)
def test_what_is_none_of_these_kinds_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    assert "another kind of file: one that is not known" in refusal(content, name, tmp_path)


def test_damaged_packages_are_said_to_be_damaged(tmp_path: Path) -> None:
    """Whatever a bad disk or a bad person does to the bytes, there is a sentence or a file of a known kind."""
    chance = random.Random(5)
    refused = 0
    for original in (BOOK, WORD):
        for _ in range(150):
            content = bytearray(original)
            for _ in range(chance.choice((1, 3, 40))):
                content[chance.randrange(4, len(content))] = chance.randrange(256)
            if chance.random() < 0.3:
                del content[chance.randrange(100, len(content)) :]
            try:
                taken(bytes(content), "x.docx", tmp_path)
            except InputFaults:
                refused += 1
    assert refused > 50


def test_a_page_of_comments_does_not_hold_up_anybody(tmp_path: Path) -> None:
    began = time.monotonic()
    taken(b"<!--a-->" * 600, "x.txt", tmp_path)
    taken(b"<!doctype " * 500, "x.txt", tmp_path)
    formula = f"<f>{'|' * 200_000}</f>".encode()
    assert not packages._starts_programs(formula)
    assert time.monotonic() - began < 2


# The desk


def test_the_oldest_are_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "_KEPT", 5)
    ones = [taken(b"a", "a.csv", tmp_path) for _ in range(8)]
    assert len(list(tmp_path.iterdir())) == 5 and ones[-1].path.is_file()
    monkeypatch.setattr(received, "_KEPT_BYTES", 2500)
    large = [taken(b"a" * 1000, "a.csv", tmp_path) for _ in range(4)]
    assert [one.path.is_file() for one in large] == [False, False, True, True]


def test_many_may_tidy_up_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "_KEPT", 3)
    for number in range(200):
        (tmp_path / str(number)).mkdir()
    failed: list[Exception] = []

    def run() -> None:
        try:
            tidy(tmp_path)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and len(list(tmp_path.iterdir())) == 3
    assert (received._age(tmp_path / "gone"), received._size(tmp_path / "gone")) == (0.0, 0)


# Through the page


def _upload() -> str:
    file = request.files["file"]
    return receive(file.stream, file.filename or "", FIGURES, shared().office.desk).kind


@pytest.fixture
def app(app: Flask) -> Flask:
    """With a form that takes a file."""
    app.add_url_rule("/upload", "upload", _upload, methods=["POST"])
    return app


def _uploaded(visitor: Visitor, name: str, content: bytes):  # type: ignore[no-untyped-def]
    return visitor.post("/upload", files={"file": (name, content)})


def test_a_file_comes_through_a_form(app: Flask) -> None:
    visitor = Visitor(app)
    assert _uploaded(visitor, "figures.xlsx", BOOK).text == ".xlsx"
    answer = _uploaded(visitor, "figures.xlsx", WORD)
    assert answer.status_code == 422 and "another kind of file: .docx" in words(answer)
    answer = _uploaded(visitor, "figures.csv", b"a" * (LARGEST + 1))
    assert answer.status_code == 422 and "a file of at most 32 MB" in words(answer)
    answer = _uploaded(visitor, "figures.csv", b"a" * (LARGEST + 3 * 1024 * 1024))
    assert answer.status_code == 413 and "at most 32 MB" in words(answer)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_form_without_end_is_refused(app: Flask) -> None:
    visitor = Visitor(app)
    for fields in ({f"field{number}": "x" for number in range(10_000)}, {"name": "x" * (3 * 1024 * 1024)}):
        for files in (None, {"file": ("a.csv", b"a")}):
            answer = visitor.post("/new", fields, files)
            assert answer.status_code in (413, 422), answer.status_code
            assert '<p role="alert">' in answer.text or 'role="alert"' in answer.text
    gc.collect()  # a file of a form that is not read to its end is closed by nobody
