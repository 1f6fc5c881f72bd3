"""The form of an edition's words: what is typed is tried, saved with what was before kept, and never lost."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from page.visitor import Visitor, words

from report.page.office import Office

NAME = "gongyi-2020"
ADDRESS = f"/editions/{NAME}/words/"


@pytest.fixture
def folder(office: Office) -> Path:
    return office.inputs / NAME


def _fields(visitor: Visitor, address: str = ADDRESS) -> dict[str, str]:
    """The form as a browser would send it untouched."""
    return _of(visitor.page(address))


def _of(page: Any) -> dict[str, str]:
    (form,) = page.xpath("//form[contains(@class, 'words')]")
    for area in form.xpath(".//textarea"):
        area.text = area.text.removeprefix("\n")  # as a browser reads it
    return {key: value for key, value in form.form_values() if key != "token"}


def _read(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "edition.toml").read_text("utf-8"))


def test_saving_what_is_there_changes_nothing(visitor: Visitor, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    answer = visitor.outcome(visitor.post(ADDRESS, _fields(visitor)))
    assert "Nothing was different" in words(answer)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert not (folder / "kept").exists()


def test_what_is_typed_is_saved_and_the_version_before_is_kept(visitor: Visitor, folder: Path) -> None:
    before = (folder / "edition.toml").read_bytes()
    typed = {"issue": "3", "zh.headline": "巩义市：“新”标题 \\ 📈", "en.editors": "A\r\nB\r\n"}
    answer = visitor.outcome(visitor.post(ADDRESS, {**_fields(visitor), **typed}))
    assert "Saved. The version before is kept below." in words(answer)
    read = _read(folder)
    assert (read["issue"], read["zh"]["headline"], read["en"]["editors"]) == (3, typed["zh.headline"], ["A", "B"])
    assert "# 来稿只有拼音" in (folder / "edition.toml").read_text("utf-8")
    (kept,) = (folder / "kept").iterdir()
    assert kept.read_bytes() == before
    assert kept.name in words(answer)
    assert "figures or words are newer" not in words(visitor.page(f"/editions/{NAME}/"))


def test_faults_stand_at_their_fields_and_nothing_is_saved_or_lost(visitor: Visitor, folder: Path) -> None:
    before = (folder / "edition.toml").read_bytes()
    typed = {"issue": "0", "date": "soon", "zh.publication": "", "en.headline": "A new headline", "remarks.en": "bare"}
    answer = visitor.post(ADDRESS, {**_fields(visitor), **typed})
    assert answer.status_code == 422
    assert (folder / "edition.toml").read_bytes() == before
    page = lxml.html.fromstring(answer.text)
    assert "4 faults; nothing was saved." in words(page)
    for field in ("issue", "date", "zh.publication", "remarks.en"):
        (element,) = page.xpath(f"//*[@name='{field}']")
        assert element.get("aria-invalid") == "true", field
        described = element.get("aria-describedby").split()
        assert all(page.xpath(f"//*[@id='{id}']") for id in described)
        assert page.xpath(f"//*[contains(@class, 'summary')]//a[@href='#{element.get('id')}']"), field
    (sound,) = page.xpath("//*[@name='copies']")
    assert sound.get("aria-invalid") is None
    assert {key: _of(page)[key] for key in typed} == typed


def test_control_characters_are_refused(visitor: Visitor, folder: Path) -> None:
    answer = visitor.post(ADDRESS, {**_fields(visitor), "zh.office": "a\x07b"})
    assert answer.status_code == 422 and "1 fault; nothing was saved." in words(answer)
    assert not (folder / "kept").exists()


def test_remarks_are_saved_with_their_numbers(visitor: Visitor, folder: Path) -> None:
    remarks = "## mayor\r\n\r\n**Add.** Add 12 plants by 2025.\r\n"
    visitor.post(ADDRESS, {**_fields(visitor), "remarks.en": remarks})
    assert (folder / "remarks.en.md").read_bytes() == remarks.replace("\r\n", "\n").encode()
    (kept,) = (folder / "kept").iterdir()
    assert kept.name.startswith("remarks.en.")


def test_a_version_is_read_and_restored_and_the_present_one_kept(visitor: Visitor, folder: Path) -> None:
    first = (folder / "edition.toml").read_bytes()
    visitor.post(ADDRESS, {**_fields(visitor), "issue": "3"})
    second = (folder / "edition.toml").read_bytes()
    (kept,) = (folder / "kept").iterdir()
    assert "issue = 2" in words(visitor.page(f"{ADDRESS}kept/{kept.name}"))
    fields = {"version": kept.name, "opened": _fields(visitor)["opened"]}
    answer = visitor.outcome(visitor.post(f"{ADDRESS}restore", fields))
    assert answer.status_code == 200
    assert (folder / "edition.toml").read_bytes() == first
    assert {path.read_bytes() for path in (folder / "kept").iterdir()} == {first, second}


def test_a_version_with_a_fault_is_not_restored(visitor: Visitor, folder: Path) -> None:
    visitor.post(ADDRESS, {**_fields(visitor), "issue": "3"})
    (kept,) = (folder / "kept").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"issue = 2", b"issue = 0"))
    before = (folder / "edition.toml").read_bytes()
    fields = {"version": kept.name, "opened": _fields(visitor)["opened"]}
    answer = visitor.post(f"{ADDRESS}restore", fields)
    assert answer.status_code == 422 and "1 fault; nothing was saved." in words(answer)
    assert (folder / "edition.toml").read_bytes() == before


def test_no_version_from_outside_becomes_a_path(visitor: Visitor, folder: Path) -> None:
    (folder / "kept").mkdir()
    opened = _fields(visitor)["opened"]
    for version in ("../edition.toml", "..\\edition.toml", "edition.toml", "/etc/passwd", ""):
        answer = visitor.post(f"{ADDRESS}restore", {"version": version, "opened": opened})
        assert answer.status_code == 404, version
    assert visitor.get(f"{ADDRESS}kept/..%2fedition.toml").status_code == 404
    assert visitor.get("/editions/..%2finputs/words/").status_code == 404
    assert visitor.get("/editions/provinces-sample/words/").status_code == 404


def test_of_two_people_the_second_sees_both_versions(visitor: Visitor, folder: Path) -> None:
    fields = _fields(visitor)
    visitor.post(ADDRESS, {**fields, "en.headline": "The first person’s", "copies": "80"})
    answer = visitor.post(ADDRESS, {**fields, "en.headline": "The second person’s"})
    assert answer.status_code == 409
    said = words(answer)
    assert "Somebody else has saved this edition since you opened it" in said
    assert "The first person’s" in said and "The second person’s" in said
    assert _read(folder)["en"]["headline"] == "The first person’s"
    again = _of(lxml.html.fromstring(answer.text))
    assert again["take.en.headline"] == "typed"
    visitor.post(ADDRESS, {**again, "take.copies": "stored"})
    assert _read(folder)["en"]["headline"] == "The second person’s"
    assert _read(folder)["copies"] == 80
    assert len(list((folder / "kept").iterdir())) == 2


def test_a_language_is_given_up_and_added_again(visitor: Visitor, folder: Path) -> None:
    visitor.post(ADDRESS, {**_fields(visitor), "without.en": "on"})
    assert "en" not in _read(folder)
    assert (folder / "remarks.en.md").is_file()
    added = {"en.publication": "Bulletin", "en.office": "Desk"}
    answer = visitor.post(ADDRESS, {**_fields(visitor), **added})
    assert answer.status_code == 422 and "Source of the figures (English)" in words(answer)
    visitor.post(ADDRESS, {**_fields(visitor), **added, "en.source": "sample"})
    assert _read(folder)["en"] == {"publication": "Bulletin", "office": "Desk", "source": "sample"}


def test_the_last_language_cannot_be_given_up(visitor: Visitor, folder: Path) -> None:
    answer = visitor.post(ADDRESS, {**_fields(visitor), "without.en": "on", "without.zh": "on"})
    assert answer.status_code == 422 and "[zh] or [en]" in words(answer)
    assert {"zh", "en"} <= set(_read(folder))
    assert _of(lxml.html.fromstring(answer.text))["en.office"] == _read(folder)["en"]["office"]


def test_an_unknown_area_is_said_above_the_form(visitor: Visitor, folder: Path) -> None:
    path = folder / "edition.toml"
    path.write_bytes(path.read_bytes().replace(b'area = "gongyi"', b'area = "gongy"'))
    answer = visitor.post(ADDRESS, {**_fields(visitor), "issue": "3"})
    assert answer.status_code == 422 and "gongy" in words(answer)
    assert not (folder / "kept").exists()


def test_an_edition_toml_that_cannot_be_read_is_mended_as_text(visitor: Visitor, folder: Path) -> None:
    path = folder / "edition.toml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("issue = 2", "issue = = 2"), "utf-8")
    page = visitor.page(ADDRESS)
    assert "line 8" in words(page).lower()
    fields = _of(page)
    answer = visitor.post(ADDRESS, {**fields, "text": fields["text"].replace("= 60", "= = 60")})
    assert answer.status_code == 422
    answer = visitor.outcome(visitor.post(ADDRESS, {**fields, "text": fields["text"].replace("= = 2", "= 2")}))
    assert answer.status_code == 200
    assert path.read_text("utf-8") == sound


def test_words_typed_as_markup_are_shown_as_words(visitor: Visitor) -> None:
    evil = "</textarea><script>alert(1)</script>"
    answer = visitor.post(ADDRESS, {**_fields(visitor), "issue": "0", "en.headline": evil, "remarks.en": evil})
    assert "<script>alert" not in answer.text
    assert _of(lxml.html.fromstring(answer.text))["remarks.en"] == evil
