"""The command as a process: exit codes, what goes to which stream, what is made, skipped and refused."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from command import Office, Ran, opened, ran
from docx import Document
from hand_made import INPUTS, ROOT
from openpyxl import load_workbook

from report import edition

LIBRARIES = (
    "pandas",
    "matplotlib",
    "docx",
    "numpy",
    "openpyxl",
    "babel",
    "sqlite3",
    "psycopg",
    "rich",
    "fsspec",
    "distributed",
    "pyarrow",
)
QUICK = ("china-2021Q4", "--language", "zh")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def quick(office: Office, *words: str) -> Ran:
    return office.build(*QUICK, *words)


def test_every_shipped_edition_is_built_and_then_up_to_date(office: Office) -> None:
    first = office.build("--json")
    assert first.code == 0, first.said
    names = [f"{edition}.{language}" for edition in _editions() for language in ("zh", "en")]
    assert [document["state"] for document in first.json["documents"]] == ["written"] * 6
    endings = (".docx", ".md", ".trace.csv")
    assert set(office.written()) == {f"{name}{ending}" for name in names for ending in endings}
    before = office.written()
    stamps = [path.stat().st_mtime_ns for path in sorted(office.outputs.iterdir())]
    second = office.build()
    assert second.code == 0
    assert second.said.count("is up to date") == 6
    assert office.written() == before
    assert [path.stat().st_mtime_ns for path in sorted(office.outputs.iterdir())] == stamps


def _editions() -> list[str]:
    return edition.names(INPUTS)


def test_results_go_to_standard_output_and_words_to_standard_error(office: Office) -> None:
    plain = quick(office)
    assert (plain.code, plain.out) == (0, "")
    assert "china-2021Q4.zh.docx" in plain.said
    assert "left out: targets-growth" in plain.said
    told = quick(office, "--force", "--json")
    (document,) = told.json["documents"]
    assert document["edition"] == "china-2021Q4"
    assert [Path(name).name for name in document["files"]][-1] == "china-2021Q4.zh.docx"
    assert {"passage", "reasons"} == set(document["left_out"][0])


def test_only_the_languages_asked_for_are_built(office: Office) -> None:
    office.build("china-2021Q4", "--language", "en")
    assert set(office.written()) == {f"china-2021Q4.en.{end}" for end in ("docx", "md", "trace.csv")}
    wrong = office.build("china-2021Q4", "--language", "zh,fr")
    assert wrong.code == 2
    assert "'fr' is not zh or en" in wrong.said


def test_an_edition_that_has_not_the_language_asked_for_is_a_fault(office: Office) -> None:
    path = office.inputs / "china-2021Q4" / "edition.toml"
    path.write_text(path.read_text("utf-8").partition("[en]")[0], "utf-8")
    wrong = office.build("china-2021Q4", "--language", "en")
    assert wrong.code == 2
    assert "expected a table [en]" in wrong.said
    assert office.build("china-2021Q4", "china-2021Q4", "--json").json["documents"][0]["language"] == "zh"
    assert len(office.written()) == 3


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("china-2021Q4/edition.toml", "issue = 1", "issue = 9"),
        ("catalogue.toml", 'en_nation_short = "GDP"', 'en_nation_short = "GDP "'),
    ],
)
def test_a_change_of_an_input_makes_the_document_again(office: Office, file: str, old: str, new: str) -> None:
    quick(office)
    before = office.written()
    office.change(file, old, new)
    again = quick(office, "--json")
    assert [document["state"] for document in again.json["documents"]] == ["written"]
    assert office.written()["china-2021Q4.zh.docx"] != before["china-2021Q4.zh.docx"]


def test_a_change_of_one_edition_leaves_the_others_alone(office: Office) -> None:
    shutil.copytree(office.inputs / "china-2021Q4", office.inputs / "china-2021Q3")
    office.change("china-2021Q3/edition.toml", '"2021Q4"', '"2021Q3"')
    office.build("china-2021Q4", "china-2021Q3", "--language", "zh")
    office.change("china-2021Q3/edition.toml", "issue = 1", "issue = 2")
    again = office.build("china-2021Q4", "china-2021Q3", "--language", "zh", "--json")
    states = {document["edition"]: document["state"] for document in again.json["documents"]}
    assert states == {"china-2021Q4": "up to date", "china-2021Q3": "written"}


@pytest.mark.parametrize("ending", ["docx", "md", "trace.csv"])
def test_what_was_deleted_is_made_again(office: Office, ending: str) -> None:
    quick(office)
    before = office.written()
    (office.outputs / f"china-2021Q4.zh.{ending}").unlink()
    assert quick(office).code == 0
    assert office.written() == before


def test_force_makes_again_what_is_up_to_date_the_same_to_the_byte(office: Office) -> None:
    quick(office)
    before = office.written()
    forced = quick(office, "--force", "--json")
    assert forced.json["documents"][0]["state"] == "written"
    assert office.written() == before


def test_an_unknown_edition_is_a_fault_with_the_nearest_and_nothing_is_written(office: Office) -> None:
    wrong = office.build("china-2021Q4", "gongyi-2021Q9", "--json")
    assert wrong.code == 2
    (fault,) = wrong.json["faults"]
    assert fault["found"] == "gongyi-2021Q9"
    assert fault["nearest"][0] == "gongyi-2021Q1"
    assert "nothing was written" in wrong.said
    assert not office.outputs.exists()


def test_faults_of_all_editions_are_told_together_and_nothing_is_written(office: Office) -> None:
    office.change("china-2021Q4/edition.toml", 'area = "china"', 'area = "chian"')
    office.change("gongyi-2020/edition.toml", 'template = "bulletin"', 'template = "buletin"')
    wrong = office.build("--json")
    assert wrong.code == 2
    (fault,) = wrong.json["faults"]
    assert (fault["file"], fault["found"], fault["nearest"][0]) == ("china-2021Q4/edition.toml", "chian", "china")
    office.change("china-2021Q4/edition.toml", 'area = "chian"', 'area = "china"')
    _put(office.inputs / "gongyi-2021Q1" / "figures.xlsx", "D5", "约18")
    wrong = office.build("--json")
    assert wrong.code == 2
    files = {fault["file"] for fault in wrong.json["faults"]}
    assert files == {"gongyi-2020/edition.toml", "gongyi-2021Q1/figures.xlsx"}
    assert not office.outputs.exists()


def _put(workbook: Path, cell: str, value: str | None) -> None:
    book = load_workbook(workbook)
    book.worksheets[0][cell].value = value
    book.save(workbook)


def test_a_figure_that_the_briefing_needs_is_asked_for_by_its_cell(office: Office) -> None:
    _put(office.inputs / "gongyi-2021Q1" / "figures.xlsx", "C6", None)
    wrong = office.build("gongyi-2021Q1", "--json")
    assert wrong.code == 2
    asked = [fault for fault in wrong.json["faults"] if fault["expected"] == "a figure for primary.level@gongyi/2021Q1"]
    assert len(asked) == 1  # though both languages ask, and more than once
    assert asked[0]["line"] > 0
    assert asked[0]["file"].endswith(".md.j2")
    assert asked[0]["found"].endswith("sheet 主要指标, cell C6: an empty cell")


def test_a_document_that_somebody_edited_is_never_overwritten(office: Office) -> None:
    quick(office)
    path = office.outputs / "china-2021Q4.zh.docx"
    document = Document(str(path))
    document.paragraphs[7].add_run("，市领导批示")
    document.save(str(path))
    office.change("china-2021Q4/edition.toml", "issue = 1", "issue = 2")
    edited = office.written()
    for words in ((), ("--force",)):
        refused = quick(office, *words)
        assert refused.code == 2
        assert "revise" in refused.said
        assert "市领导批示" in refused.said
        assert office.written() == edited


def test_a_document_that_this_program_did_not_make_is_never_overwritten(office: Office) -> None:
    office.outputs.mkdir()
    path = office.outputs / "china-2021Q4.zh.docx"
    Document().save(str(path))
    before = path.read_bytes()
    refused = quick(office, "--force")
    assert refused.code == 2
    assert "did not make" in refused.said
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"no archive at all"])
def test_what_is_no_document_in_a_documents_place_is_never_overwritten(office: Office, content: bytes) -> None:
    office.outputs.mkdir()
    path = office.outputs / "china-2021Q4.zh.docx"
    path.write_bytes(content)
    refused = quick(office)
    assert refused.code == 2
    assert "Traceback" not in refused.said
    assert path.read_bytes() == content


@pytest.mark.parametrize("lock", ["~$china-2021Q4.zh.docx", "~$ina-2021Q4.zh.docx", ".~lock.china-2021Q4.zh.docx#"])
def test_a_document_that_is_open_is_left_alone(office: Office, lock: str) -> None:
    quick(office)
    before = office.written()
    (office.outputs / lock).write_bytes(b"")
    refused = quick(office, "--force")
    assert refused.code == 2
    assert lock in refused.said
    (office.outputs / lock).unlink()
    assert office.written() == before
    assert quick(office, "--force").code == 0


def test_a_folder_that_cannot_be_written_to_is_a_fault(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    place = tmp_path / "file" / "outputs"
    refused = office.run("build", *QUICK, "--inputs", str(office.inputs), "--outputs", str(place))
    assert refused.code == 2
    assert "a folder that can be written to" in refused.said
    assert "Traceback" not in refused.said


def test_inputs_that_are_not_there_are_a_fault(tmp_path: Path) -> None:
    wrong = Office(tmp_path).build("--json")
    assert wrong.code == 2
    assert wrong.json["faults"]
    assert "Traceback" not in wrong.said


def test_wrong_usage_is_exit_code_two_and_no_traceback(office: Office) -> None:
    for words in (("biuld",), ("build", "--langage", "zh"), ("new",)):
        wrong = office.run(*words)
        assert (wrong.code, wrong.out) == (2, "")
        assert "Traceback" not in wrong.said


def test_help_is_quick_because_it_loads_no_library_that_draws_or_reads_tables(tmp_path: Path) -> None:
    for words in (("--help",), ("build", "--help")):
        helped = ran([sys.executable, "-X", "importtime", str(ROOT / "generate.py"), *words], tmp_path)
        assert helped.code == 0
        assert "Usage: generate.py" in helped.out
        loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in helped.said.splitlines()}
        assert "click" in loaded
        assert not loaded & set(LIBRARIES)


@pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="threads are counted under /proc")
def test_no_threads_are_started_for_matrices(tmp_path: Path) -> None:
    """They would wait busily: a tenth of a build, on each core."""
    script = """if True:
        import os, sys
        os.environ.pop("OPENBLAS_NUM_THREADS", None)
        from report.cli import run
        sys.argv[1:] = ["--version"]
        try:
            run()
        except SystemExit:
            import numpy
            print(len(os.listdir("/proc/self/task")))
    """
    told = ran([sys.executable, "-c", script], tmp_path, {"PYTHONPATH": str(ROOT)})
    assert told.out.splitlines()[-1] == "1"


def charts_in(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(name.startswith("word/charts/chart") for name in archive.namelist())


def test_charts_are_editable_where_that_is_asked_for_and_switching_builds_anew(office: Office) -> None:
    document = office.outputs / "china-2021Q4.zh.docx"
    quick(office)
    pictures = office.written()
    assert charts_in(document) == 0
    assert quick(office, "--charts", "picture").said.count("is up to date") == 1
    assert quick(office, "--charts", "editable").code == 0
    assert charts_in(document) == 1
    assert quick(office, "--charts", "editable").said.count("is up to date") == 1
    unchanged = [name for name, content in office.written().items() if content == pictures[name]]
    assert unchanged == ["china-2021Q4.zh.md", "china-2021Q4.zh.trace.csv"]
    quick(office)
    assert office.written() == pictures


def test_an_edition_says_how_its_charts_stand_and_the_option_wins(office: Office) -> None:
    document = office.outputs / "china-2021Q4.zh.docx"
    office.change("china-2021Q4/edition.toml", "issue =", 'charts = "editable"\nissue =')
    quick(office)
    assert charts_in(document) == 1
    quick(office, "--charts", "picture")
    assert charts_in(document) == 0
    wrong = quick(office, "--charts", "pretty")
    assert wrong.code == 2
    assert "'pretty' is not one of 'picture', 'editable'" in wrong.said


def test_no_drawing_program_is_loaded_to_build_editable_charts(office: Office) -> None:
    words = [sys.executable, "-X", "importtime", str(office.program), "build", *QUICK, "--charts", "editable"]
    done = ran([*words, "--inputs", str(office.inputs), "--outputs", str(office.outputs)], office.folder)
    assert done.code == 0
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.said.splitlines()}
    assert "docx" in loaded
    assert "matplotlib" not in loaded


def test_the_trace_leads_from_each_number_to_a_cell_that_holds_it(office: Office) -> None:
    office.build("gongyi-2021Q1", "--language", "zh")
    text = (office.outputs / "gongyi-2021Q1.zh.trace.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    lead = [row for row in rows if row["passage"] == "lead" and row["fact"] == "iva.growth.gap@gongyi~henan/2021Q1"]
    assert [(row["printed"], row["arithmetic"]) for row in lead] == [("10.6", "31.2 − 20.6 = 10.6")] * 2
    book = load_workbook(office.inputs / "gongyi-2021Q1" / "figures.xlsx", data_only=True)
    assert [book[row["sheet"]][row["cell"]].value for row in lead] == [31.2, 20.6]
    assert {row["file"] for row in lead} == {"gongyi-2021Q1/figures.xlsx"}


def test_every_number_of_the_document_stands_in_the_trace(office: Office) -> None:
    office.build("gongyi-2020")
    for language in ("zh", "en"):
        text = (office.outputs / f"gongyi-2020.{language}.trace.csv").read_text("utf-8-sig")
        printed = " ".join(row["printed"] for row in csv.DictReader(io.StringIO(text)))
        document = Document(str(office.outputs / f"gongyi-2020.{language}.docx"))
        body = " ".join(paragraph.text for paragraph in document.paragraphs)
        numbers = set(re.findall(r"\d+(?:[.,]\d+)*", body)) - _captions(body)
        assert {number for number in numbers if number not in printed} == set()


def _captions(body: str) -> set[str]:
    """The numbers of figures and tables, and of the page."""
    return set(re.findall(r"(?:[图表]|Figure |Table )(\d+)", body))


def test_two_processes_in_other_places_and_times_write_the_same_bytes(tmp_path: Path) -> None:
    one = _house(tmp_path / "one")
    two = _house(tmp_path / "elsewhere" / "deeper" / "two")
    here = {"TZ": "Asia/Shanghai", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"}
    there = {"TZ": "America/New_York", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "86400"}
    assert one.build(env=here).code == 0
    assert two.build(env=there).code == 0
    written = one.written()
    assert len(written) == 18
    assert written == two.written()


def _house(folder: Path) -> Office:
    """The whole product in another folder."""
    for name in ("report", "templates", "inputs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "generate.py", folder)
    return Office(folder, folder / "generate.py")


def test_without_a_command_everything_under_inputs_is_built(tmp_path: Path) -> None:
    house = _house(tmp_path)
    for name in ("gongyi-2020", "gongyi-2021Q1"):
        shutil.rmtree(house.inputs / name)
    built = house.run()
    assert built.code == 0, built.said
    assert set(house.written()) == {
        f"china-2021Q4.{language}.{end}" for language in ("zh", "en") for end in ("docx", "md", "trace.csv")
    }


def test_a_change_of_a_template_makes_every_document_again(tmp_path: Path) -> None:
    house = _house(tmp_path)
    house.build(*QUICK)
    template = house.folder / "templates" / "quarterly.zh.md.j2"
    template.write_text(template.read_text("utf-8").replace("分产业看", "按产业看"), "utf-8")
    assert house.build(*QUICK, "--json").json["documents"][0]["state"] == "written"
    assert "按产业看" in (house.outputs / "china-2021Q4.zh.md").read_text("utf-8")


def test_faults_of_both_languages_templates_are_told_together(tmp_path: Path) -> None:
    house = _house(tmp_path)
    for language in ("zh", "en"):
        template = house.folder / "templates" / f"quarterly.{language}.md.j2"
        template.write_text(template.read_text("utf-8") + "{% if %}", "utf-8")
    wrong = house.build("china-2021Q4", "--json")
    assert {fault["file"] for fault in wrong.json["faults"]} == {"quarterly.zh.md.j2", "quarterly.en.md.j2"}
