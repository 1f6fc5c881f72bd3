"""A bad area fails by itself, in one clear line; the others are written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from batch.bureau import COUNTIES, Bureau

from report import catalogue
from report.errors import InputFaults


def threads():
    return ThreadPoolExecutor(2)


def wrong_cell(bureau: Bureau) -> None:
    bureau.rows["xb", "level"][4] = "1O5.2"


def two_values(bureau: Bureau) -> None:
    bureau.rows["xb", "again"] = [*bureau.rows["xb", "level"][:4], "7.7", "亿元"]


def unknown_unit(bureau: Bureau) -> None:
    bureau.rows["xb", "level"][5] = "亿圆"


def unknown_indicator(bureau: Bureau) -> None:
    bureau.rows["xb", "level"][0] = "地区生产总植"


def without_figures(bureau: Bureau) -> None:
    bureau.rows["xb", "level"][4] = bureau.rows["xb", "growth"][4] = ""


def without_parent(bureau: Bureau) -> None:
    bureau.areas[4][4] = ""


def unsafe_name(bureau: Bureau) -> None:
    bureau.areas[4][0] = "../xb"


def a_device(bureau: Bureau) -> None:
    bureau.areas[4][0] = "nul"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (wrong_cell, ["sample/figures.csv", "cell E12", "a number", "1O5.2"]),
        (two_values, ["cell E22", "cell E12", "7.7"]),
        (unknown_unit, ["cell F12", "a unit", "亿圆", "nearest known: 亿元"]),
        (unknown_indicator, ["cell A12", "an indicator", "地区生产总植", "地区生产总值"]),
        (without_figures, ["figures of 样例b县", "found none"]),
        (without_parent, ["areas.xb.parent", "the area in which it lies", "found none"]),
        (unsafe_name, ["areas.../xb", "a file's name", "../xb"]),
        (a_device, ["areas.nul", "a file's name"]),
    ],
)
def test_one_bad_county_fails_alone(bureau: Bureau, spoil: Callable[[Bureau], None], words: list[str]) -> None:
    spoil(bureau)
    outcomes = bureau.filed().run(hire=threads)
    failed = {outcome.area for outcome in outcomes.values() if outcome.state == "failed"}
    assert len(failed) == 1 and not failed & ({*COUNTIES} - {"xb"})
    assert sum(outcome.state == "written" for outcome in outcomes.values()) == 10
    (said,) = {str(fault) for outcome in outcomes.values() for fault in outcome.faults}
    assert all(word in said for word in words), said


def test_a_county_that_nobody_knows_is_named_with_its_cell(bureau: Bureau) -> None:
    for measure in ("level", "growth"):
        bureau.rows["xb", measure][1] = "样例B城"
    outcomes = bureau.filed().run(hire=threads)
    (failed,) = {outcome.area for outcome in outcomes.values() if outcome.state == "failed"}
    assert failed == "样例B城"
    assert [str(fault) for fault in outcomes["样例B城.zh.docx"].faults] == [
        "sample/figures.csv, cell B12: expected an area, found 样例B城; nearest known: 样例b县, 样例f县, 样例e县",
        "sample/figures.csv, cell B13: expected an area, found 样例B城; nearest known: 样例b县, 样例f县, 样例e县",
    ]


def test_of_a_county_that_the_source_has_forgotten_there_is_a_caution(bureau: Bureau) -> None:
    del bureau.rows["xb", "level"], bureau.rows["xb", "growth"]
    plan = bureau.filed().plan()
    assert [str(caution) for caution in plan.cautions] == [
        "figures.csv: nothing about 样例b县, which the catalogue has beside the others"
    ]


def test_a_bad_city_fails_with_its_counties(bureau: Bureau) -> None:
    bureau.rows["xr", "growth"][4] = "?"
    outcomes = bureau.filed().run(hire=threads)
    assert {outcome.area for outcome in outcomes.values() if outcome.state == "failed"} == {"xd", "xe", "xf"}
    assert {outcome.area for outcome in outcomes.values() if outcome.state == "written"} == {"xa", "xb", "xc"}


def test_a_city_without_figures_is_nothing_to_compare_with(bureau: Bureau) -> None:
    del bureau.rows["xr", "level"], bureau.rows["xr", "growth"]
    outcomes = bureau.filed().run(hire=threads)
    assert "figures of 丙市, with which it is compared" in str(outcomes["xd.zh.docx"].faults[0])


def test_an_area_that_is_asked_for_and_unknown_fails_with_the_nearest_names(bureau: Bureau) -> None:
    outcomes = bureau.filed().run("xa", "样例x县", hire=threads)
    assert outcomes["xa.zh.docx"].state == "written"
    assert "expected an area of the catalogue, found 样例x县; nearest known: 样例" in str(
        outcomes["样例x县.zh.docx"].faults[0]
    )


@pytest.mark.parametrize("areas", [("xa", "xa"), ("xa", "样例a县")])
def test_an_area_that_is_asked_for_twice_is_refused(bureau: Bureau, areas: tuple[str, ...]) -> None:
    with pytest.raises(InputFaults, match="each area once"):
        bureau.filed().plan(*areas)


def test_every_fault_of_the_list_of_areas_is_told_at_once(bureau: Bureau) -> None:
    bureau.areas += [["xa", "戊县", "County W", "county", "xq"], ["xg", "己县", "County V", "county"]]
    bureau.areas += [[""] * 5, ["xh", "", "County U", "county", "xq"], ["XA", "庚县", "County T", "county", "xq"]]
    with pytest.raises(InputFaults) as error:
        bureau.filed().plan()
    assert [str(fault) for fault in error.value.faults] == [
        "areas.csv, line 11: expected a key of its own, found xa, which another area has",
        "areas.csv, line 12: expected a row of 5 values, found another number of them",
        "areas.csv, line 14: expected a value for zh, found nothing",
        "areas.csv, line 15: expected a key of its own, found XA, which another area has",
    ]


def test_an_area_whose_parent_nobody_knows_is_refused(bureau: Bureau) -> None:
    bureau.areas[4][4] = "xz"
    with pytest.raises(InputFaults, match=r"areas\.xb\.parent: expected the key of an area, found xz"):
        bureau.filed().plan()


def test_what_is_wrong_with_the_whole_source_stops_everything(bureau: Bureau) -> None:
    bureau.filed()
    (bureau.inputs / "sample" / "figures.csv").write_text("指标,地区\n", "utf-8")
    with pytest.raises(InputFaults, match="a table of figures"):
        bureau.plan()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('levels = ["county"]', 'levels = ["conty"]', ["levels", "conty", "nearest known: county"]),
        ('levels = ["county"]', "", ["levels", "which areas get a briefing", "none"]),
        ('levels = ["county"]', 'levels = ["county"]\ncompare_with = ["henan"]', ["compare_with", "a level", "henan"]),
        ("{area}简报", "{地区}简报", ["zh.publication", "{area}", "{地区}"]),
        ("issue = 4", "issue = 4\nmark_corrected_since = 2021-05-01", ["mark_corrected_since", "no ledger"]),
    ],
)
def test_a_pattern_is_checked(bureau: Bureau, old: str, new: str, words: list[str]) -> None:
    assert old in bureau.edition
    bureau.edition = bureau.edition.replace(old, new, 1)
    with pytest.raises(InputFaults) as error:
        bureau.filed().plan()
    (fault,) = error.value.faults
    assert all(word in str(fault) for word in words), str(fault)


def test_around_an_area_are_those_that_it_may_speak_of(bureau: Bureau) -> None:
    known = catalogue.load(bureau.filed().inputs / "catalogue.toml")
    near = set(known.around(["xb"]))
    assert near >= {"xa", "xb", "xc", "xq", "xr", "xp", "china", "henan"} and not near & {"xd", "gongyi", "zhengzhou"}


@pytest.mark.parametrize("parent", ["xb", "xa"])
def test_an_area_lies_in_a_larger_one(bureau: Bureau, parent: str) -> None:
    bureau.areas[4][4] = parent
    with pytest.raises(InputFaults, match=r"areas\.xb\.parent: expected an area of a larger level than county"):
        bureau.filed().plan()


def test_a_list_of_areas_is_read_as_spreadsheets_save_it_and_tidied(bureau: Bureau) -> None:
    bureau.areas[4][1] = " 样例b县 "
    bureau.filed()
    path = bureau.inputs / "areas.csv"
    path.write_bytes(path.read_text("utf-8-sig").encode("gb18030"))
    assert catalogue.load(bureau.inputs / "catalogue.toml").areas["xb"].zh == "样例b县"


def test_a_list_of_areas_that_is_no_text_is_one_clear_line(bureau: Bureau) -> None:
    bureau.filed()
    (bureau.inputs / "areas.csv").write_bytes(b"key,\xff\xff\xff")
    with pytest.raises(InputFaults, match=r"areas\.csv: expected text in UTF-8 or GB18030"):
        bureau.plan()


def test_a_fault_of_a_county_and_one_of_its_city_are_told_together(bureau: Bureau) -> None:
    bureau.rows["xb", "level"][4] = bureau.rows["xq", "level"][4] = "?"
    assert len(bureau.filed().run(hire=threads)["xb.zh.docx"].faults) == 2


def test_a_level_of_which_there_is_nothing_is_told(bureau: Bureau) -> None:
    for key in COUNTIES:
        del bureau.rows[key, "level"], bureau.rows[key, "growth"]
    with pytest.raises(InputFaults, match="figures of areas of the level county, found none"):
        bureau.filed().plan("county")


def test_blanks_in_remarks_are_checked_too(bureau: Bureau) -> None:
    bureau.filed()
    (bureau.inputs / "sample" / "remarks.zh.md").write_text(
        "## requests\n\n{area}要加快发展，{地区}要落实。\n", "utf-8"
    )
    with pytest.raises(InputFaults) as error:
        bureau.plan()
    assert str(error.value) == "sample/remarks.zh.md: expected {area}, for the area's name, found {地区}"
