"""One source, many areas: a document for each, in each language, and nothing done twice."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from batch.bureau import COUNTIES, Bureau, contents, retyped, states

from report.batch import plan as plans
from report.batch.executors import Crew, processes
from report.batch.run import batch
from report.errors import InputFaults
from report.word.read import read_record


def threads():
    return ThreadPoolExecutor(2)


def test_each_county_gets_a_document_in_each_language_beside_its_own_parents(whole: Bureau) -> None:
    written = whole.written()
    assert {name for name in written if name.endswith(".docx")} == {
        f"{county}.{language}.docx" for county in COUNTIES for language in ("zh", "en")
    }
    said = written["xe.zh.md"].decode()
    assert "样例e县" in said and "全国" in said and "丙市" in said and "乙市" not in said
    assert "County E" in written["xe.en.md"].decode()


def test_the_words_of_the_pattern_name_each_area(whole: Bureau) -> None:
    record = read_record(whole.outputs / "xb.en.docx")
    assert record and record.edition == "sample/xb"
    assert "Bulletin of County B" in whole.written()["xb.en.md"].decode()


def test_one_worker_or_several_make_the_same_bytes(whole: Bureau, bureau: Bureau) -> None:
    bureau.filed().run(hire=processes(1).hire)
    assert bureau.written() == whole.written()


def test_threads_make_the_same_bytes_as_processes(whole: Bureau, bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    assert bureau.written() == whole.written()


def test_nothing_is_done_twice(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    before = {path: path.stat().st_mtime_ns for path in bureau.outputs.iterdir()}
    assert states(bureau.run(hire=no_one)) == {"current": 12}
    assert {path: path.stat().st_mtime_ns for path in bureau.outputs.iterdir()} == before


def no_one():
    raise AssertionError("nobody is hired where nothing is to be done")


def test_without_the_manifest_documents_say_themselves_what_they_were_made_from(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    before = {path.name: path.stat().st_mtime_ns for path in bureau.outputs.glob("*.docx")}
    (bureau.outputs / "batch.json").unlink()
    assert states(bureau.run(hire=threads)) == {"current": 12}
    assert {path.name: path.stat().st_mtime_ns for path in bureau.outputs.glob("*.docx")} == before
    assert states(bureau.run(hire=no_one)) == {"current": 12}


def test_a_corrected_county_is_made_anew_and_no_other(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    bureau.rows["xb", "level"][4] = "123.4"
    outcomes = bureau.filed().run(hire=threads)
    assert {name for name, outcome in outcomes.items() if outcome.state == "written"} == {"xb.zh.docx", "xb.en.docx"}
    assert "123.4" in (bureau.outputs / "xb.zh.md").read_text("utf-8")


def test_a_corrected_city_changes_its_counties_alone(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    bureau.rows["xr", "growth"][4] = "1.1"
    outcomes = bureau.filed().run(hire=threads)
    assert {outcome.area for outcome in outcomes.values() if outcome.state == "written"} == {"xd", "xe", "xf"}


@pytest.mark.parametrize("lost", ["xc.zh.docx", "xc.zh.md", "xc.zh.trace.csv"])
def test_a_file_that_is_gone_is_written_again(bureau: Bureau, lost: str) -> None:
    bureau.filed().run(hire=threads)
    before = bureau.written()
    (bureau.outputs / lost).unlink()
    assert states(bureau.run(hire=threads)) == {"current": 11, "written": 1}
    assert bureau.written() == before


def test_what_hands_did_is_never_overwritten(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    document = bureau.outputs / "xb.zh.docx"
    retyped(document, lambda text: text.replace("样例b县", "我们县", 1))
    edited = document.read_bytes()
    bureau.rows["xb", "level"][4] = "123.4"
    outcomes = bureau.filed().run(hire=threads)
    assert outcomes["xb.zh.docx"].state == "failed" and outcomes["xb.en.docx"].state == "written"
    assert "edited by hand" in str(outcomes["xb.zh.docx"].faults[0])
    assert document.read_bytes() == edited


def test_a_document_saved_again_without_a_change_of_words_is_made_anew(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    retyped(bureau.outputs / "xb.zh.docx", lambda text: text.replace("<w:body>", "<w:body >", 1))
    bureau.rows["xb", "level"][4] = "123.4"
    assert bureau.filed().run(hire=threads)["xb.zh.docx"].state == "written"


def test_a_document_that_is_open_in_word_waits(bureau: Bureau) -> None:
    bureau.filed().run("xb", hire=threads)
    (bureau.outputs / "~$xb.zh.docx").write_bytes(b"")
    bureau.rows["xb", "level"][4] = "123.4"
    outcomes = bureau.filed().run("xb", hire=threads)
    assert outcomes["xb.zh.docx"].state == "failed" and "open in another program" in str(outcomes["xb.zh.docx"].faults)


def test_a_folder_in_a_documents_place_is_that_documents_fault(bureau: Bureau) -> None:
    (bureau.outputs / "xb.zh.docx").mkdir(parents=True)
    outcomes = bureau.filed().run(hire=threads)
    assert states(outcomes) == {"failed": 1, "written": 11}
    assert "found a folder" in str(outcomes["xb.zh.docx"].faults[0])


def test_areas_are_chosen_by_key_by_name_and_by_level(bureau: Bureau) -> None:
    bureau.filed()
    assert {job.area for job in bureau.plan("xa", "样例c县", "County E").jobs} == {"xa", "xc", "xe"}
    assert {job.area for job in bureau.plan("prefecture", "xp").jobs} == {"xq", "xr", "xp"}
    assert {job.area for job in bureau.plan("all", "xp").jobs} == {*COUNTIES, "xp"}


def test_a_task_holds_its_areas_share_and_no_more(bureau: Bureau) -> None:
    tasks = list(bureau.filed().plan().tasks())
    assert [sorted(task.shares) for task in tasks] == [
        ["china", "xa", "xb", "xc", "xp", "xq"],
        ["china", "xd", "xe", "xf", "xp", "xr"],
    ]
    assert "henan" not in {key for task in tasks for key, area in task.areas.items() if area.level == "county"}


def test_only_some_levels_are_compared_with(bureau: Bureau) -> None:
    bureau.edition = bureau.edition.replace("levels =", 'compare_with = ["nation"]\nlevels =')
    bureau.filed().run("xa", hire=threads)
    said = (bureau.outputs / "xa.zh.md").read_text("utf-8")
    assert "全国" in said and "全省" not in said and "乙市" not in said


def test_the_manifest_keeps_documents_that_this_run_did_not_ask_for(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    bureau.rows["xb", "level"][4] = "123.4"
    bureau.filed().run("xb", hire=threads)
    documents = json.loads((bureau.outputs / "batch.json").read_text("utf-8"))["documents"]
    assert len(documents) == 12


def test_a_broken_manifest_is_no_manifest(bureau: Bureau) -> None:
    bureau.filed().run(hire=threads)
    (bureau.outputs / "batch.json").write_text('{"documents": {"xa.zh.docx": {"inputs"', "utf-8")
    assert states(bureau.run(hire=threads)) == {"current": 12}


def test_outputs_that_vanish_stop_the_run_and_the_next_goes_on(bureau: Bureau, tmp_path: Path) -> None:
    """As a share that is unmounted: its folder is there, and empty."""
    plan = bureau.filed().plan()
    away = tmp_path / "away"
    with pytest.raises(InputFaults) as stopped:
        for _ in batch(plan, Crew(threads, 1)):
            if not away.exists():
                shutil.move(bureau.outputs, away)
                bureau.outputs.mkdir()
    assert "is the share still mounted?" in str(stopped.value)
    assert not any(bureau.outputs.iterdir())
    bureau.outputs.rmdir()
    shutil.move(away, bureau.outputs)
    assert states(bureau.run(hire=threads)) == {"current": 6, "written": 6}


def test_a_full_disk_stops_the_run_with_one_line_and_the_next_goes_on(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau.filed()
    real, passing = os.fsync, iter(range(8))

    def full(handle: int) -> None:
        if next(passing, None) is None:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputFaults) as stopped:
        bureau.run(hire=threads)
    assert len(stopped.value.faults) == 1 and "No space left on device" in str(stopped.value)
    monkeypatch.undo()
    assert not list(bureau.outputs.glob("*.part"))
    for document in bureau.outputs.glob("*.docx"):
        assert read_record(document)
    outcomes = bureau.run(hire=threads)
    assert set(states(outcomes)) <= {"current", "written"} and len(outcomes) == 12


def test_parquet_and_a_crosstab_say_the_same_as_the_tidy_text(whole: Bureau, bureau: Bureau) -> None:
    """All but the cells: they are named in the trace."""
    import pyarrow
    from pyarrow import parquet

    bureau.edition = bureau.edition.replace("figures.csv", "figures.parquet")
    bureau.filed()
    rows = list(bureau.rows.values())
    names = ["指标", "地区", "时期", "口径", "数值", "单位"]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    columns["数值"] = [float(value) for value in columns["数值"]]
    parquet.write_table(pyarrow.table(columns), bureau.inputs / "sample" / "figures.parquet")
    bureau.run(hire=threads)
    assert {name: text for name, text in bureau.written().items() if name.endswith(".md")} == {
        name: text for name, text in whole.written().items() if name.endswith(".md")
    }


def test_an_outcome_of_a_pattern_area_is_known_to_the_other_commands(bureau: Bureau) -> None:
    from report import edition
    from report.orders import open_house, order_of

    bureau.filed().run("xb", hire=threads)
    house = open_house(bureau.inputs, bureau.folder / "templates", bureau.folder / "outputs")
    made = edition.load(bureau.inputs / "sample" / "xb", house.catalogue)
    order = order_of(house, made, "zh", force=False)
    assert order.document == bureau.outputs / "xb.zh.docx" and order.current


def test_an_unfinished_sentence_about_one_area_leaves_the_others(bureau: Bureau) -> None:
    del bureau.rows["xb", "growth"]
    outcomes = bureau.filed().run(hire=threads)
    assert {outcome.area for outcome in outcomes.values() if outcome.state == "failed"} == {"xb"}
    assert "gdp.growth@xb/2021Q1" in str(outcomes["xb.zh.docx"].faults)
    assert dataclasses.astuple(outcomes["xa.zh.docx"])[3] == "written"
    assert "xb.zh.docx" not in contents(bureau.outputs)


def test_keys_of_areas_may_be_their_codes(bureau: Bureau) -> None:
    for area in bureau.areas:
        area[0] = area[0].replace("xb", "410181")
    bureau.rows["410181", "level"] = bureau.rows.pop(("xb", "level"))
    outcomes = bureau.filed().run("410181", hire=threads)
    assert states(outcomes) == {"written": 2}
    record = read_record(bureau.outputs / "410181.zh.docx")
    assert record and "gdp.growth@410181/2021Q1" in {figure.fact for figure in record.figures}


def test_what_another_province_is_called_inside_is_not_its_name_here(bureau: Bureau) -> None:
    """全省 is said of Henan by those in Henan only."""
    (task, _) = bureau.filed().plan().tasks()
    assert task.areas["henan"].relative_zh == "" and task.areas["china"].relative_zh == "全国"


def test_an_edit_that_a_run_saw_is_still_an_edit(bureau: Bureau) -> None:
    """A document that is up to date may be edited; when its figures change, the edit is not written over."""
    bureau.filed().run(hire=threads)
    document = bureau.outputs / "xb.zh.docx"
    retyped(document, lambda text: text.replace("样例b县", "我们县", 1))
    edited = document.read_bytes()
    assert bureau.run(hire=threads)["xb.zh.docx"].state == "current"
    bureau.rows["xb", "level"][4] = "123.4"
    assert bureau.filed().run(hire=threads)["xb.zh.docx"].state == "failed"
    assert document.read_bytes() == edited


def test_the_manifest_says_nothing_of_what_is_about_to_be_written(bureau: Bureau) -> None:
    """A run that is killed may have rewritten it."""
    bureau.filed().run(hire=threads)
    bureau.rows["xb", "level"][4] = "123.4"
    with pytest.raises(AssertionError):
        bureau.filed().run(hire=no_one)
    documents = json.loads((bureau.outputs / "batch.json").read_text("utf-8"))["documents"]
    assert set(documents) == {f"{area}.{language}.docx" for area in {*COUNTIES} - {"xb"} for language in ("zh", "en")}


def test_areas_above_are_named_from_the_largest(whole: Bureau) -> None:
    assert "全国、甲省、乙市" in whole.written()["xa.zh.md"].decode()


def remarks(bureau: Bureau) -> None:
    (bureau.inputs / "sample" / "remarks.zh.md").write_text("## requests\n\n要抓好落实。\n", "utf-8")


def a_name(bureau: Bureau) -> None:
    bureau.areas[4][1] = "样例乙县"
    for measure in ("level", "growth"):
        bureau.rows["xb", measure][1] = "样例乙县"


def a_parents_name(bureau: Bureau) -> None:
    bureau.areas[1][1] = "丁市"
    for measure in ("level", "growth"):
        bureau.rows["xq", measure][1] = "丁市"


def a_template(bureau: Bureau) -> None:
    path = bureau.folder / "templates" / "brief.zh.md.j2"
    path.write_text(path.read_text("utf-8").replace("经济运行情况", "经济情况"), "utf-8")


@pytest.mark.parametrize("change", [remarks, a_name, a_parents_name, a_template])
def test_whatever_is_printed_makes_it_anew(bureau: Bureau, change: Callable[[Bureau], None]) -> None:
    bureau.filed().run(hire=threads)
    change(bureau)
    assert bureau.filed().run(hire=threads)["xb.zh.docx"].state == "written"


def test_languages_and_charts_are_as_asked(bureau: Bureau) -> None:
    bureau.filed()
    assert {job.language for job in bureau.plan("xa", languages=("zh",)).jobs} == {"zh"}
    pictures, native = bureau.plan("xa"), bureau.plan("xa", charts="editable")
    assert native.setup.charts == "editable"
    assert {job.inputs for job in pictures.jobs}.isdisjoint(job.inputs for job in native.jobs)


def test_another_runs_half_written_files_are_left_alone(bureau: Bureau) -> None:
    bureau.outputs.mkdir(parents=True)
    other = bureau.outputs / ".xa.zh.docx.abc123def.part"
    other.write_bytes(b"half")
    bureau.filed().run(hire=threads)
    assert other.exists() and not list(bureau.outputs.glob("batch.*.run"))


def test_what_a_killed_run_left_long_ago_is_taken_away(bureau: Bureau) -> None:
    bureau.outputs.mkdir(parents=True)
    for name in (".xa.zh.docx.abc123def.part", "batch.abc.run"):
        (bureau.outputs / name).write_bytes(b"")
        os.utime(bureau.outputs / name, (1_600_000_000, 1_600_000_000))
    bureau.filed().run(hire=threads)
    assert not list(bureau.outputs.glob("*.part")) and not list(bureau.outputs.glob("batch.*.run"))


def test_a_file_that_somebody_else_put_there_meanwhile_is_not_overwritten(bureau: Bureau) -> None:
    plan = bureau.filed().plan("xa")
    bureau.outputs.mkdir(parents=True)
    (bureau.outputs / "xa.zh.docx").write_bytes(b"somebody else's")
    outcomes = {outcome.document: outcome for outcome in batch(plan, Crew(threads, 1))}
    assert outcomes["xa.zh.docx"].state == "failed"
    assert (bureau.outputs / "xa.zh.docx").read_bytes() == b"somebody else's"


def test_no_folder_of_templates_is_left_behind(bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    bureau.filed().run()
    assert not list(tmp_path.glob("briefing-*"))


def with_remarks(bureau: Bureau, said: str) -> None:
    """The template asks for remarks, and for a figure that nobody has; the pattern's office is to be reported to."""
    bureau.edition = bureau.edition.replace(
        'office = "{area}统计局"', 'office = "{area}统计局"\nreport_to = ["{area}政府"]'
    )
    bureau.filed()
    (bureau.inputs / "sample" / "remarks.zh.md").write_text(f"## requests\n\n{said}\n", "utf-8")
    path = bureau.folder / "templates" / "brief.zh.md.j2"
    asked = "{% optional more %}\n工业{{ iva.增速|增减 }}。\n{% endoptional %}\n"
    asked += '{% optional requests as hand %}\n{{ remarks("requests") }}\n{% endoptional %}\n'
    path.write_text(path.read_text("utf-8") + asked, "utf-8")


def test_a_remark_names_the_area_and_is_proof_read(bureau: Bureau) -> None:
    with_remarks(bureau, "{area}地区生产总值增长77.7%。")
    outcomes = bureau.run("xb", "xc", hire=threads)
    assert "样例b县地区生产总值增长77.7%" in (bureau.outputs / "xb.zh.md").read_text("utf-8")
    found = {document: [finding.kind for finding in outcome.findings] for document, outcome in outcomes.items()}
    assert found == {"xb.en.docx": [], "xc.en.docx": [], "xb.zh.docx": ["wrong"], "xc.zh.docx": ["wrong"]}


def test_what_is_left_out_is_told(bureau: Bureau) -> None:
    with_remarks(bureau, "要抓好落实。")
    outcome = bureau.run("xb", hire=threads)["xb.zh.docx"]
    assert [item.passage for item in outcome.left_out] == ["more"]


def test_the_manifest_is_noted_on_the_way(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_TOGETHER", 1)
    run = batch(bureau.filed().plan(), Crew(threads, 1), clock=itertools.count(0, 11).__next__)
    for _ in range(3):
        next(run)
    assert json.loads((bureau.outputs / "batch.json").read_text("utf-8"))["documents"]
    run.close()
