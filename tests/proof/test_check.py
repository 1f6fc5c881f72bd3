"""What proof-reading finds, and that it finds nothing where nothing is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hand_made
import openpyxl
import pytest
from lxml import etree
from proof_made import edited, lines_of, packed, parts_of, proof_of
from variants import VARIANTS

from report.errors import InputFaults
from report.narrative.environment import TemplateEnvironment
from report.narrative.narrate import narrate
from report.orders import House
from report.proof.annotate import annotated
from report.proof.check import check
from report.proof.model import Checked
from report.word.read import read_record

HERE = Path(__file__).parent
NAMES = [
    f"{edition}.{language}" for edition in ("gongyi-2021Q1", "gongyi-2020", "china-2021Q4") for language in ("zh", "en")
]
Document = Callable[[str], Path]


def kinds(checked: Checked) -> list[str]:
    return [finding.kind for finding in checked.findings if finding.is_to_mend]


@pytest.mark.parametrize("name", NAMES)
def test_a_built_document_comes_out_clean_and_every_number_is_traced(name: str, built: Document, house: House) -> None:
    checked = check(built(name), house)
    assert checked.findings == ()
    assert checked.exit_code == 0
    record = read_record(built(name))
    assert record and checked.numbers.traced == len(record.figures)
    assert not checked.numbers.by_hand


@pytest.mark.parametrize("name", NAMES)
def test_its_words_alone_come_out_clean_too(name: str, stripped: Document, house: House) -> None:
    checked = check(stripped(name), house)
    assert checked.edition == name.partition(".")[0]
    assert checked.findings == ()
    assert checked.numbers.matched and not checked.numbers.traced


@pytest.mark.parametrize("language", ("zh", "en"))
@pytest.mark.parametrize("name", VARIANTS)
def test_whatever_the_figures_are_what_is_said_of_them_is_clean(name: str, language: str) -> None:
    figures, edition = VARIANTS[name].made()
    used = hand_made.material(figures, edition, VARIANTS[name].claims)
    narrative = narrate(used, TemplateEnvironment(hand_made.TEMPLATES), language)  # type: ignore[arg-type]
    assert proof_of(lines_of(narrative), figures, edition).findings == ()


@pytest.mark.parametrize("edition", (None, "gongyi-2020"))
def test_the_source_bulletin_lacks_eight_numbers_in_seven_places(edition: str | None, house: House) -> None:
    checked = check(HERE / "source-bulletin.txt", house, edition)
    holes = [finding for finding in checked.findings if finding.kind == "hole"]
    assert [hole.missing for hole in holes] == [1, 2, 1, 1, 1, 1, 1]
    assert [hole.place for hole in holes] == ["paragraph 2"] * 6 + ["paragraph 6"]
    assert kinds(checked) == ["hole"] * 7


@pytest.mark.parametrize("language", ("zh", "en"))
def test_paragraphs_in_the_manner_of_releases(language: str, house: House, golden: Callable[[str, str], None]) -> None:
    checked = check(HERE / f"paragraphs.{language}.txt", house, "gongyi-2021Q1")
    found = [f"- {one.kind}, {one.place}: {one.found} — {one.expected}" for one in checked.findings]
    golden(f"golden/paragraphs.{language}.md", "\n".join(found) + "\n")


EDITS = [
    ("31.2%", "32.1%", "wrong"),
    ("31.2%", "%", "hole"),
    ("31.2%", "3.12%", "unit"),
    ("196.4亿元", "196.4万元", "unit"),
    ("10.6", "2.2", "wrong"),
    ("亿元，同比增长", "亿元，同比下降", "direction"),
    ("，高于全省", "，低于全省", "direction"),
    ("全省、郑州市", "郑州市、全省", "wrong"),
    ("为增长9%左右", "为增长8%左右", "wrong"),
]


@pytest.mark.parametrize(("old", "new", "kind"), EDITS)
@pytest.mark.parametrize("controls", (True, False), ids=("with controls", "words alone"))
def test_an_error_put_in_is_told(
    old: str, new: str, kind: str, controls: bool, built: Document, stripped: Document, house: House, tmp_path: Path
) -> None:
    source = (built if controls else stripped)("gongyi-2021Q1.zh")
    checked = check(edited(source, old, new, tmp_path / "edited.docx"), house, "gongyi-2021Q1")
    assert kind in kinds(checked), checked.findings
    assert len(kinds(checked)) <= 2, checked.findings


def test_a_claim_that_is_not_earned_is_told(built: Document, house: House, tmp_path: Path) -> None:
    path = edited(
        built("gongyi-2021Q1.zh"), "实现“开门红”。", "实现“开门红”，第三产业占比过半。", tmp_path / "edited.docx"
    )
    found = check(path, house).findings
    assert [(one.kind, one.expected) for one in found] == [
        ("direction", "services_lead only where tertiary.level.share > 50")
    ]


def test_a_picture_put_in_the_place_of_a_chart_is_told(built: Document, house: House, tmp_path: Path) -> None:

    parts = parts_of(built("gongyi-2021Q1.zh"))
    media = sorted(name for name in parts if name.startswith("word/media/"))
    for name in [one for one in media if one.rpartition(".")[0] == media[0].rpartition(".")[0]]:
        parts[name] += b" "
    assert kinds(check(packed(parts, tmp_path / "other.docx"), house)) == ["chart"]


def test_a_copy_for_reviewers_has_a_comment_at_each_place(
    built: Document, house: House, tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    path = edited(built("gongyi-2021Q1.zh"), "31.2%", "13.2%", tmp_path / "edited.docx")
    before = path.read_bytes()
    checked, target = check(path, house), tmp_path / "annotated.docx"
    annotated(path, checked, target, house, sources=True)
    assert path.read_bytes() == before
    validate(target)

    comments = next(content for name, content in parts_of(target).items() if name.startswith("word/comments"))
    assert len(etree.fromstring(comments)) == len(checked.findings) + len(checked.sources)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("broken.docx", b"PK\x03\x04 no more", "readable Word document"),
        ("encrypted.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "text"),
        ("odd.pdf", b"%PDF-1.7", ".docx"),
        ("huge.txt", b"x" * (33 * 2**20), "MiB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_fault(
    name: str, content: bytes, words: str, house: House, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFaults, match=words) as error:
        check(tmp_path / name, house)
    assert len(error.value.faults) == 1


def test_a_language_it_does_not_know_is_said(house: House, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Промышленное производство выросло на 31,2 % за квартал. " * 20, "utf-8")
    assert "neither Chinese nor English" in " ".join(check(tmp_path / "words.txt", house).notes)


def test_words_of_pace_are_held_to_the_scale(house: House, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("2021年一季度，巩义市工业生产快速增长。\n固定资产投资快速增长。\n", "utf-8")
    found = check(tmp_path / "words.txt", house, "gongyi-2021Q1").findings
    assert [(one.kind, one.place) for one in found] == [("direction", "paragraph 2")]


def test_figures_corrected_since_make_a_document_and_its_charts_stale(
    built: Document, stripped: Document, house: House, tmp_path: Path
) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(house.inputs, inputs)
    workbook = openpyxl.load_workbook(inputs / "gongyi-2021Q1" / "figures.xlsx")
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.7
    workbook.save(inputs / "gongyi-2021Q1" / "figures.xlsx")
    corrected = replace(house, inputs=inputs)
    found = check(built("gongyi-2021Q1.zh"), corrected)
    assert {"stale", "chart"} == set(kinds(found))
    places = [one.place for one in found.findings if one.kind == "stale"]
    assert any(place.startswith("table 1, ") for place in places) and "paragraph" in " ".join(places)
    assert all("30.7" in one.expected for one in found.findings if one.found == "31.2%")
    alone = kinds(check(stripped("gongyi-2021Q1.zh"), corrected, "gongyi-2021Q1"))
    assert "wrong" in alone and "stale" not in alone
