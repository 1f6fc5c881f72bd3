"""``build`` and ``revise`` proof-read what they write: what is generated is clean, what people add is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from command import Office, Ran, opened

from report import pipeline
from report.edition import ChartKind
from report.orders import House, orders_for
from report.proof.check import record_in
from report.proof.outgoing import Proofreader
from report.proof.reading import read_made
from report.word.flow import paragraphs, text_of
from report.word.inline import run
from report.word.ooxml import W, w
from report.word.opened import open_document

EDITION = "gongyi-2021Q1"
REMARKS = {
    "zh": "## requests\n\n全市规模以上工业增加值同比增长13.2%，全市工业投资增长%，第三产业占比过半。\n",
    "en": "## requests\n\nGongyi's above-scale industrial value added grew by 13.2 percent, "
    "and its industrial investment grew by percent.\n",
}
Sayings = list[tuple[str, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def remarked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Ran]:
    """An edition whose remarks say what the figures do not, built."""
    office = opened(tmp_path_factory.mktemp("remarked"))
    for language, text in REMARKS.items():
        (office.inputs / EDITION / f"remarks.{language}.md").write_text(text, "utf-8")
    return office, office.build(EDITION, "--json")


def told(findings: list[dict[str, str]]) -> Sayings:
    return [(one["kind"], one["found"]) for one in findings]


@pytest.mark.parametrize("edition", (EDITION, "gongyi-2020", "china-2021Q4"))
def test_every_shipped_edition_comes_out_clean(edition: str, house: House) -> None:
    proofreader = Proofreader(house)
    made = list(pipeline.compose(house, orders_for(house, [edition], [], force=True)))
    assert {one.language for one in made} == {"zh", "en"}
    for briefing in made:
        checked = proofreader.briefing(briefing)
        assert (checked.findings, checked.edition) == ((), edition)
        assert checked.numbers.traced


@pytest.mark.parametrize("charts", ("picture", "editable"))
@pytest.mark.parametrize("edition", (EDITION, "gongyi-2020", "china-2021Q4"))
def test_the_record_that_a_document_is_proof_read_with_is_the_one_in_it(
    edition: str, charts: ChartKind, house: House
) -> None:
    orders = orders_for(house, [edition], [], force=True, charts=charts)
    for briefing in pipeline.compose(house, orders):
        assert record_in(read_made("a.docx", briefing.files[briefing.document])) == briefing.record


def test_a_document_with_a_wrong_remark_is_written_and_the_exit_code_is_1(remarked: tuple[Office, Ran]) -> None:
    office, ran = remarked
    assert ran.code == 1
    assert {f"{EDITION}.zh.docx", f"{EDITION}.en.docx"} <= set(office.written())
    findings = {one["language"]: told(one["findings"]) for one in ran.json["documents"]}
    assert findings["zh"][:2] == [("wrong", "13.2%"), ("hole", "none")]
    assert [kind for kind, _ in findings["zh"][2:]] == ["direction"]
    assert findings["en"] == [("wrong", "13.2 percent"), ("hole", "none")]


def test_they_are_told_in_the_words_of_check(remarked: tuple[Office, Ran]) -> None:
    office, ran = remarked
    checked = office.run("check", str(office.outputs / f"{EDITION}.zh.docx"), "--inputs", str(office.inputs))
    lines = [line for line in checked.said.splitlines() if line.startswith(("wrong", "hole", "direction"))]
    assert len(lines) == 3
    assert all(line in ran.said.splitlines() for line in lines)


def test_what_is_up_to_date_is_not_written_and_so_not_told_again(remarked: tuple[Office, Ran]) -> None:
    office, _ = remarked
    ran = office.build(EDITION, "--json")
    assert ran.code == 0
    assert [(one["state"], one["findings"]) for one in ran.json["documents"]] == [("up to date", [])] * 2


@pytest.fixture
def edited(built: Callable[[str], Path], tmp_path: Path) -> Iterator[Office]:
    """An office whose figures were corrected, with a briefing made before."""
    office = opened(tmp_path)
    office.outputs.mkdir()
    shutil.copyfile(built(f"{EDITION}.zh"), office.outputs / f"{EDITION}.zh.docx")
    path = office.inputs / EDITION / "figures.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.2
    workbook.save(path)
    yield office


def with_sentence(office: Office, sentence: str) -> Path:
    """The briefing with a sentence typed at the end of its last long paragraph."""
    path = office.outputs / f"{EDITION}.zh.docx"
    made = open_document(path)
    last = [one for one in paragraphs(made.body) if len(text_of(one)) > 40][-1]
    last.append(run(sentence))
    path.write_bytes(made.to_bytes())
    return path


def test_a_correction_of_what_was_generated_comes_out_clean(edited: Office) -> None:
    ran = edited.revise(str(edited.outputs / f"{EDITION}.zh.docx"), "--json")
    assert (ran.code, ran.json["findings"], ran.json["attention"]) == (0, [], [])


def test_what_hands_got_wrong_is_told_of_the_document_with_its_changes_accepted(edited: Office) -> None:
    ran = edited.revise(str(with_sentence(edited, "巩义市税收总额增长20.1%。")), "--json")
    assert (ran.code, ran.json["attention"]) == (1, [])
    assert told(ran.json["findings"]) == [("wrong", "20.1%")]
    assert "20.1%" in ran.said


def test_what_the_correction_says_itself_is_not_told_twice(edited: Office) -> None:
    ran = edited.revise(str(with_sentence(edited, "规模以上工业增加值增长31.2%。税收总额增长20.1%。")), "--json")
    assert [one["kind"] for one in ran.json["attention"]] == ["typed_elsewhere"]
    assert told(ran.json["findings"]) == [("wrong", "20.1%")]


def test_nor_is_a_figure_retyped_in_its_place(edited: Office) -> None:
    path = edited.outputs / f"{EDITION}.zh.docx"
    made = open_document(path)
    found = next(one for one in made.body.iter(W + "t") if "31.2" in (one.text or ""))
    found.text = (found.text or "").replace("31.2", "31.3")
    path.write_bytes(made.to_bytes())
    ran = edited.revise(str(path), "--json")
    assert [one["kind"] for one in ran.json["attention"]] == ["retyped"]
    assert (ran.code, ran.json["findings"]) == (1, [])


def test_nor_a_picture_that_is_not_the_one_drawn(edited: Office) -> None:
    path = edited.outputs / f"{EDITION}.zh.docx"
    made = open_document(path)
    media = sorted(name for name in made.parts if name.startswith("word/media/"))
    for name in [one for one in media if one.rpartition(".")[0] == media[0].rpartition(".")[0]]:
        made.parts[name] += b" "
    path.write_bytes(made.to_bytes())
    ran = edited.revise(str(path), "--json")
    assert [one["kind"] for one in ran.json["attention"]] == ["chart"]
    assert ran.json["findings"] == []


def test_where_no_comment_can_stand_it_is_known_by_its_words(edited: Office) -> None:
    """In a footer, of which a correction only says that a number in it is outdated."""
    path = edited.outputs / f"{EDITION}.zh.docx"
    made = open_document(path)
    footer = next(name for name in made.parts if name.startswith("word/footer"))
    made.root(footer).append(w("p", run("规模以上工业增加值增长31.2%，税收总额增长20.1%。")))
    path.write_bytes(made.to_bytes())
    ran = edited.revise(str(path), "--json")
    assert [one["kind"] for one in ran.json["attention"]] == ["typed_elsewhere"]
    assert told(ran.json["findings"]) == [("wrong", "20.1%")]


def test_an_old_value_in_a_remark_is_known_by_the_ledger(remarked: tuple[Office, Ran], tmp_path: Path) -> None:
    office, _ = remarked
    shutil.copytree(office.folder, tmp_path / "office")
    office = Office(tmp_path / "office")
    path = office.inputs / EDITION / "figures.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.2
    workbook.save(path)
    office.change(f"{EDITION}/remarks.zh.md", "增长13.2%", "增长31.2%")
    ran = office.build(EDITION, "--language", "zh", "--json")
    assert told(ran.json["documents"][0]["findings"])[0] == ("stale", "31.2%")
