"""The catalogue: every name finds its entry, and a fault in it is said with its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_made import CATALOGUE, INPUTS

from report.catalogue import Measure, load
from report.errors import InputFaults

SHIPPED = (INPUTS / "catalogue.toml").read_text("utf-8")


def faults(folder: Path, text: str) -> list[str]:
    (folder / "catalogue.toml").write_text(text, "utf-8")
    with pytest.raises(InputFaults) as error:
        load(folder / "catalogue.toml")
    return [str(fault) for fault in error.value.faults]


def test_every_name_finds_its_own_entry() -> None:
    for indicator in CATALOGUE.indicators.values():
        assert {CATALOGUE.find_indicator(name) for name in (indicator.key, *indicator.names())} == {indicator}
    for area in CATALOGUE.areas.values():
        assert {CATALOGUE.find_area(name) for name in (area.key, *area.names())} == {area}
    for unit in CATALOGUE.units.values():
        assert {CATALOGUE.find_unit(name) for name in unit.names()} == {unit}


@pytest.mark.parametrize(
    "name",
    ["规模以上工业增加值", "规上 工业增加值", "ＧＤＰ", "gdp", "固定资产投资（不含农户）", "固定资产投资(不含农户)"],
)
def test_width_case_spaces_and_brackets_do_not_matter(name: str) -> None:
    assert CATALOGUE.find_indicator(name) is not None


def test_what_nobody_calls_so_is_not_found() -> None:
    assert CATALOGUE.find_indicator("增加值") is None
    assert CATALOGUE.find_area("开封市") is None


def test_a_nations_figure_is_called_by_its_national_name() -> None:
    gdp = CATALOGUE.indicators["gdp"]
    assert gdp.name("zh", CATALOGUE.areas["china"]) == "国内生产总值"
    assert gdp.name("zh", CATALOGUE.areas["gongyi"]) == "地区生产总值"
    assert gdp.short_name("en", CATALOGUE.areas["china"]) == "GDP"
    assert gdp.name("en", CATALOGUE.areas["henan"]) == "gross regional product"


def test_the_areas_above_come_nearest_first() -> None:
    assert CATALOGUE.parents("gongyi") == ("zhengzhou", "henan", "china")
    assert CATALOGUE.parents("china") == ()


def test_growth_is_in_percent_whatever_the_level_is_in() -> None:
    gdp = CATALOGUE.indicators["gdp"]
    assert (gdp.unit_of(Measure.LEVEL), gdp.unit_of(Measure.GROWTH), gdp.unit_of(Measure.RANK)) == ("亿元", "%", "位")
    assert (gdp.decimals_of(Measure.GROWTH), gdp.decimals_of(Measure.RANK)) == (1, 0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('parent = "henan"', 'parent = "kaifeng"', ["areas.zhengzhou.parent", "the key of an area", "kaifeng"]),
        ('part_of = "gdp"', 'part_of = "gdpp"', ["indicators.primary", "the key of an indicator", "gdpp"]),
        ('made_of = [["primary",', 'made_of = [["primry",', ["indicators.gdp", "the key of an indicator", "primry"]),
        ('ratio_of = ["industrial_tax", "tax"]', 'ratio_of = ["x", "tax"]', ["indicators.tax_share", "x"]),
        ('zh = "工业投资"', 'zh = "固定资产投资"', ["fixed_investment", "a name of its own", "industrial_investment"]),
        ('level = "nation"', 'level = "world"', ["areas.china.level", "world"]),
        ("decimals = 1", 'decimals = "one"', ["indicators.gdp.decimals", "one"]),
        ('price = "comparable"', 'prise = "comparable"', ["indicators.gdp.prise", "a known key"]),
        ("[units]", "[unit", ["a readable TOML file"]),
    ],
)
def test_a_fault_in_the_catalogue_is_said_with_its_key(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in SHIPPED
    lines = faults(tmp_path, SHIPPED.replace(old, new, 1))
    for word in words:
        assert word in "\n".join(lines)
    assert all(line.startswith("catalogue.toml") for line in lines)


def test_an_indicator_in_an_unknown_unit_is_a_fault(tmp_path: Path) -> None:
    text = SHIPPED.replace('unit = "亿元"', 'unit = "兆元"', 1)
    assert faults(tmp_path, text) == ["catalogue.toml, indicators.gdp.unit: expected the key of a unit, found 兆元"]


def test_a_catalogue_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="a readable TOML file"):
        load(tmp_path / "catalogue.toml")
