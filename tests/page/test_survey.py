"""How editions stand, as it is seen from their files."""

from __future__ import annotations

import os
import threading
import time

import pytest

from report.issuing import issue
from report.orders import orders_for
from report.page import survey as rooms
from report.page.office import Office
from report.page.survey import Survey, Surveyed

NAME = "gongyi-2020"


@pytest.fixture
def survey(office: Office) -> Survey:
    return Survey(office)


def build(office: Office, *names: str) -> None:
    house = office.house()
    due = orders_for(house, names, (), force=True)
    issue(house, due, office.ledger, lambda step: None)


def standing(one: Surveyed) -> list[str]:
    return [document.standing for document in one.documents]


def test_the_latest_period_comes_first(survey: Survey) -> None:
    assert [one.name for one in survey.all()] == ["china-2021Q4", "gongyi-2021Q1", "gongyi-2020"]
    assert survey.patterns() == ["provinces-sample"]


def test_what_is_built_is_seen_at_once(survey: Survey, office: Office) -> None:
    assert standing(survey.of(NAME)) == ["missing", "missing"] and survey.of(NAME).is_due
    build(office, NAME)
    assert standing(survey.of(NAME)) == ["current", "current"] and not survey.of(NAME).is_due
    assert survey.of(NAME).built
    (office.outputs / f"{NAME}.en.docx").unlink()
    assert standing(survey.of(NAME)) == ["current", "missing"]


@pytest.mark.parametrize("file", ["inputs/gongyi-2020/remarks.zh.md", "inputs/catalogue.toml", "templates/claims.toml"])
def test_whatever_a_briefing_is_made_of_may_be_newer(survey: Survey, office: Office, file: str) -> None:
    build(office, NAME)
    survey.of(NAME)
    with (office.inputs.parent / file).open("a", encoding="utf-8") as opened:
        opened.write("\n# \n")
    assert "older" in standing(survey.of(NAME))


def test_a_file_of_the_same_size_is_seen_to_be_another(survey: Survey, office: Office) -> None:
    path = office.inputs / NAME / "edition.toml"
    survey.of(NAME)
    path.write_text(path.read_text("utf-8").replace("issue = 2", "issue = 3"), "utf-8")
    assert survey.of(NAME).issue == 3


def test_what_has_not_changed_is_not_looked_at_again(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    first = survey.of(NAME)
    monkeypatch.setattr(rooms, "_surveyed", None)
    assert survey.of(NAME) is first


def test_one_that_is_open_elsewhere_is_seen(survey: Survey, office: Office) -> None:
    build(office, NAME)
    survey.of(NAME)
    (office.outputs / f".~lock.{NAME}.zh.docx#").write_text("x")
    assert [one.opened for one in survey.of(NAME).documents] == [True, False]
    (office.outputs / f".~lock.{NAME}.zh.docx#").unlink()
    (office.outputs / f"~${NAME[2:]}.zh.docx").write_text("x")
    assert [one.opened for one in survey.of(NAME).documents] == [True, False]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("edition.toml", b"area = ["),
        ("edition.toml", b"\xff\xfe\x00"),
        ("edition.toml", b""),
        ("figures.xlsx", b"PK\x03\x04"),
        ("figures.xlsx", b""),
        ("remarks.zh.md", b"\xff\xff\xff"),
    ],
)
def test_a_broken_file_is_a_fault_of_its_edition_alone(
    survey: Survey, office: Office, file: str, content: bytes
) -> None:
    (office.inputs / NAME / file).write_bytes(content)
    found = {one.name: one for one in survey.all()}
    assert found["gongyi-2021Q1"].faults == ()
    assert (NAME in found and found[NAME].faults) or NAME in survey.patterns()


def test_what_lies_about_does_not_matter(survey: Survey, office: Office) -> None:
    (office.inputs / NAME / "~$figures.xlsx").write_bytes(b"x")
    (office.inputs / NAME / "folder.d").mkdir()
    (office.inputs / "note.txt").write_text("x")
    (office.inputs / "empty").mkdir()
    (office.outputs / f"{NAME}.zh.docx").mkdir()
    assert [one.faults for one in survey.all()] == [(), (), ()]


def test_an_edition_that_goes_while_it_is_looked_at_is_no_mistake(survey: Survey, office: Office) -> None:
    (office.inputs / NAME / "edition.toml").unlink()
    assert survey.of(NAME).faults


def test_documents_that_come_and_go_meanwhile_are_no_mistake(survey: Survey, office: Office) -> None:
    """As builds, tidying and people do."""
    build(office, NAME)
    path = office.outputs / f"{NAME}.zh.docx"
    content = path.read_bytes()
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            path.unlink()
            path.write_bytes(content)

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            survey.of(NAME)
    finally:
        over.set()
        thread.join()


def test_fifty_may_look_at_once(survey: Survey, office: Office) -> None:
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(len(survey.all()))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [3] * 50


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="links")
def test_a_folder_that_is_a_link_in_a_circle_is_passed_over(survey: Survey, office: Office) -> None:
    (office.inputs / "circle").symlink_to(office.inputs / "circle")
    assert len(survey.all()) == 3
