"""What cannot be read is one clear line and exit code 2, never a traceback and never "nothing to mend"."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import Office, opened
from proof.word_made import marked, paragraph, table, written

from report.errors import InputFaults
from report.orders import House
from report.proof.check import check
from report.word.ooxml import w
from report.word.opened import open_to_read

OLD = bytes.fromhex("d0cf11e0a1b11ae1")
CLAUSE = "规上工业增加值增长8.5%，高于全省8.1个百分点；"
BODY = "word/document.xml"
Parts = Mapping[str, bytes]


def zipped(parts: Parts) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="module")
def parts(built: Callable[[str], Path]) -> Parts:
    return open_to_read(built("gongyi-2021Q1.zh")).parts


def refused(path: Path, house: House) -> str:
    """The one line that is said."""
    with pytest.raises(InputFaults) as error:
        check(path, house)
    (fault,) = error.value.faults
    assert "\n" not in str(fault)
    return str(fault)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.docx", b"", "a readable Word document"),
        ("empty.txt", b"", "a document with words in it, found none"),
        ("blank.txt", b" \n\t\n", "a document with words in it, found none"),
        ("empty.md", b"", "a document with words in it, found none"),
        ("empty.html", b"", "readable HTML"),
        ("words.docx", b"no package at all", "a readable Word document"),
        ("print.docx", b"%PDF-1.7", "a readable Word document"),
        ("old.docx", OLD + b"\0" * 600, "97"),
        ("locked.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("old.doc", OLD, "a .doc (Word can save it as .docx)"),
        ("print.pdf", b"%PDF-1.7", "a .pdf (check the document that it was made from)"),
        ("letter.rtf", b"{\\rtf1 1%}", "an .rtf"),
        ("nothing", b"1%", "no ending"),
        ("program.txt", b"MZ\0\1", "a file that is not text"),
        ("half.txt", b"\xff\xfe\x00\xd8" * 9, "a file that is not text"),
        ("latin.txt", "croissance de 12 % à l’été \xff".encode("latin-1", "replace"), "another encoding"),
        ("huge.html", b"<p>1%</p>" * (4 * 2**20), "at most 32 MiB"),
        ("deep.html", b"<div>" * 400 + b"1%", "a deeper one"),
    ],
)
def test_files_that_are_no_documents(name: str, content: bytes, words: str, house: House, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    said = refused(tmp_path / name, house)
    assert said.startswith(name)
    assert words in said


PACKAGES: Mapping[str, tuple[Callable[[Parts], Parts], str]] = {
    "without a body": (lambda parts: {name: one for name, one in parts.items() if name != BODY}, "without a body"),
    "without types": (lambda parts: {name: one for name, one in parts.items() if name[0] != "["}, "another kind"),
    "nothing in it": (lambda parts: {}, "another kind"),
    "no XML": (lambda parts: {**parts, BODY: b"<w:document"}, "well-formed XML"),
    "a footer that is no XML": (lambda parts: {**parts, "word/footer9.xml": b"<"}, "well-formed XML"),
    "with entities": (
        lambda parts: {**parts, BODY: b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[BODY].partition(b"?>")[2]},
        "document type declaration",
    ),
    "a bomb": (lambda parts: {**parts, "word/media/a.bin": b"\0" * (257 * 2**20)}, "at most 256 MiB when unpacked"),
    "many parts": (lambda parts: {**parts, **{f"a/{at}": b"" for at in range(5001)}}, "at most 5000 parts"),
    "deep": (
        lambda parts: {
            **parts,
            BODY: parts[BODY]
            .replace(b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 200)
            .replace(b"</w:body>", b"</w:sdtContent></w:sdt>" * 200 + b"</w:body>"),
        },
        "Excessive depth",
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_that_are_no_documents(name: str, parts: Parts, house: House, tmp_path: Path) -> None:
    change, words = PACKAGES[name]
    (tmp_path / "odd.docx").write_bytes(zipped(change(parts)))
    assert words in refused(tmp_path / "odd.docx", house)


def test_a_file_cut_short_and_one_with_bytes_turned(parts: Parts, house: House, tmp_path: Path) -> None:
    whole = zipped(parts)
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path / "cut.docx", house)
    (tmp_path / "turned.docx").write_bytes(whole[:3000] + bytes(255 - one for one in whole[3000:3200]) + whole[3200:])
    refused(tmp_path / "turned.docx", house)


def test_a_document_of_pictures_alone_is_not_called_right(house: House, tmp_path: Path) -> None:
    written(tmp_path / "scan.docx", w("p"))
    assert "words in it" in refused(tmp_path / "scan.docx", house)


def test_a_folder_and_what_is_not_there(house: House, tmp_path: Path) -> None:
    (tmp_path / "folder.docx").mkdir()
    assert "found a folder" in refused(tmp_path / "folder.docx", house)
    assert "found no such file" in refused(tmp_path / "none.docx", house)


@pytest.mark.parametrize(
    "blocks",
    [
        lambda: [paragraph(CLAUSE * 20_000)],
        lambda: [paragraph(*["8.5%，"] * 10_000)],
        lambda: [marked(paragraph(CLAUSE), "del") for _ in range(2_000)],
        lambda: [table(["指标", "增速（%）"], *[["工业投资", "11.2"] for _ in range(2_000)])],
    ],
    ids=("one paragraph of a megabyte", "many runs", "many paragraphs made one", "a long table"),
)
def test_odd_documents_are_answered(blocks: Callable[[], list], house: House, tmp_path: Path) -> None:  # type: ignore[type-arg]
    written(tmp_path / "odd.docx", *blocks())
    assert check(tmp_path / "odd.docx", house, "gongyi-2021Q1").findings


def test_the_command_says_it_in_one_line_and_the_json_has_the_fault(tmp_path: Path) -> None:
    office: Office = opened(tmp_path)
    (tmp_path / "old.doc").write_bytes(OLD)
    ran = office.run("check", "old.doc", "--inputs", str(office.inputs), "--json")
    assert ran.code == 2
    assert "Traceback" not in ran.said
    (fault,) = ran.json["faults"]
    assert (fault["file"], fault["found"]) == ("old.doc", "a .doc (Word can save it as .docx)")
    assert sum("old.doc" in line for line in ran.said.splitlines()) == 1
