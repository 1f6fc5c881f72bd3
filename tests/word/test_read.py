"""Hands are respected: what counts as edited, and what does not; and documents from outside are not trusted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from report.errors import InputFaults
from report.narrative.model import Narrative
from report.word import archive
from report.word.read import HandWork, hand_edited, hand_work, read_record

Written = Callable[[Narrative], Path]
W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_parts(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """The document with every part passed through ``change``, and more parts."""
    changed = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in more.items():
            target.writestr(name, content)
    return changed


def replaced(path: Path, old: str, new: str) -> Path:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return with_parts(path, change)


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_a_document_as_generated_is_not_edited(language: str, request: pytest.FixtureRequest, written: Written) -> None:
    assert hand_work(written(request.getfixturevalue(language))) == HandWork(recorded=True)


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_a_document_saved_again_by_libreoffice_unchanged_is_not_edited(
    language: str, request: pytest.FixtureRequest, written: Written, saved_again: Callable[[Path], Path]
) -> None:
    assert hand_work(saved_again(written(request.getfixturevalue(language)))) == HandWork(recorded=True)


def test_a_typed_word_is_found_and_quoted(chinese: Narrative, written: Written) -> None:
    work = hand_work(replaced(written(chinese), "（供稿：市工信局", "（供稿：市发改委"))
    assert work.changed == ("（供稿：市发改委宣传科 责任编辑：王某 李某）",)
    assert work


def test_a_word_typed_in_libreoffice_is_found(
    chinese: Narrative, written: Written, saved_again: Callable[[Path], Path]
) -> None:
    edited = replaced(written(chinese), "企业订单充足", "企业订单饱满")
    assert hand_edited(saved_again(edited))


def test_a_changed_number_in_a_table_is_found(chinese: Narrative, written: Written) -> None:
    assert hand_work(replaced(written(chinese), ">148.4<", ">148.5<")).changed == ("148.5",)


def test_a_paragraph_added_or_removed_is_found(chinese: Narrative, written: Written) -> None:
    path = written(chinese)
    document = docx.Document(str(path))
    document.add_paragraph("另：")
    document.save(str(path.with_name("added.docx")))
    assert hand_work(path.with_name("added.docx")).changed == ("另：",)
    body = document.element.body
    body.remove(body[0])
    body.remove(document.paragraphs[-1]._p)
    document.save(str(path.with_name("removed.docx")))
    assert hand_work(path.with_name("removed.docx")).changed == ("巩义工业经济简报",)


def test_a_comment_is_hand_work(chinese: Narrative, written: Written) -> None:
    path = written(chinese)
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[5].runs[0], text="请核对", author="编辑")
    document.save(str(path))
    assert hand_work(path) == HandWork(recorded=True, comments=1)
    assert hand_edited(path)


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ('<w:ins w:id="900" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>', True),
        ('<w:del w:id="900" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>', False),
        ('<w:moveFrom w:id="900" w:author="a"><w:r><w:t>旧</w:t></w:r></w:moveFrom>', False),
    ],
)
def test_a_tracked_change_is_hand_work(mark: str, kept: bool, chinese: Narrative, written: Written) -> None:
    path = replaced(written(chinese), '<w:bookmarkEnd w:id="6"/>', f'{mark}<w:bookmarkEnd w:id="6"/>')
    work = hand_work(path)
    assert work.tracked == 1
    assert bool(work.changed) is kept


def test_a_document_without_a_record_is_all_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    docx.Document().save(str(path))
    assert read_record(path) is None
    assert hand_work(path) == HandWork(recorded=False)
    assert hand_edited(path)


def test_the_record_is_found_by_its_namespace_whatever_its_file_is_called(chinese: Narrative, written: Written) -> None:
    path = written(chinese)
    with zipfile.ZipFile(path) as source:
        record = source.read("customXml/item1.xml")
    other = b'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'
    moved = with_parts(
        path,
        lambda name, content: other if name == "customXml/item1.xml" else content,
        **{"customXml/item9.xml": record},
    )
    assert read_record(moved) == read_record(path)
    assert read_record(path) is not None


def test_a_document_that_unpacks_to_too_much_is_refused(
    chinese: Narrative, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "SIZE_LIMIT", 2**10)
    with pytest.raises(InputFaults, match="when unpacked"):
        hand_edited(written(chinese))


def test_a_document_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as many:
        for number in range(archive.PART_LIMIT + 1):
            many.writestr(f"{number}.xml", "")
    with pytest.raises(InputFaults, match="5001"):
        hand_edited(path)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document {W_NAMESPACE}>&e;</w:document>', "type"),
        (f"<w:document {W_NAMESPACE}><w:body>", "well-formed"),
    ],
)
def test_xml_with_entities_or_broken_xml_is_refused(xml: str, said: str, chinese: Narrative, written: Written) -> None:
    path = with_parts(written(chinese), lambda name, content: xml.encode() if name == "word/document.xml" else content)
    with pytest.raises(InputFaults, match=said):
        hand_edited(path)


def test_a_document_with_a_byte_of_its_directory_wrong_is_read_or_refused(chinese: Narrative, written: Written) -> None:
    content = written(chinese).read_bytes()
    begin, end = content.index(b"PK\x01\x02"), len(content)
    refused = 0
    for at in range(begin, end):
        damaged = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        try:
            archive.xml_parts(Path("damaged.docx"), damaged)
        except InputFaults as error:
            assert "a readable Word document" in str(error) or "MiB" in str(error) or "password" in str(error)
            refused += 1
    assert refused > (end - begin) / 4


def test_a_document_that_goes_while_it_is_looked_at_is_told_by_what_was_seen_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a build, tidying or a person may take it away, whatever is being looked up in it."""
    path = tmp_path / "gone.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    opened = zipfile.ZipFile

    def going(file: object) -> zipfile.ZipFile:
        try:
            return opened(file)  # type: ignore[call-overload, no-any-return]
        finally:
            path.unlink()

    monkeypatch.setattr(archive.zipfile, "ZipFile", going)
    with pytest.raises(InputFaults, match="Word 97"):
        archive.xml_parts(path)
