"""The sample of 31 provinces: the figures of inputs/provinces-sample, invented throughout and marked so.

    python benchmarks/provinces.py [FILE]

Writes FILE, by default inputs/provinces-sample/figures.xlsx: a sheet for each quarter as a yearbook has it (a row for
each province and one for the nation, indicators × 累计 and 同比增长 across) and one of targets.
The same bytes each time.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import invented  # noqa: E402
from invented import Invented, Target  # noqa: E402

from report import catalogue as catalogues  # noqa: E402
from report.catalogue import Catalogue, Indicator, Measure  # noqa: E402
from report.figures import form_look as look  # noqa: E402
from report.figures.form import saved  # noqa: E402
from report.figures.form_sheets import SAMPLE_NOTE, spoken  # noqa: E402
from report.periods import parse_key  # noqa: E402

FILE: Final = ROOT / "inputs" / "provinces-sample" / "figures.xlsx"
MADE: Final = datetime.date(2021, 4, 28)
NATION: Final = "china"
#: GDP of a year in 亿元, in round numbers of the right order: what the draw begins with.
SIZES: Final[Mapping[str, int]] = {
    "beijing": 36000,
    "tianjin": 14000,
    "hebei": 36000,
    "shanxi": 18000,
    "inner_mongolia": 17000,
    "liaoning": 25000,
    "jilin": 12000,
    "heilongjiang": 14000,
    "shanghai": 39000,
    "jiangsu": 103000,
    "zhejiang": 65000,
    "anhui": 39000,
    "fujian": 44000,
    "jiangxi": 26000,
    "shandong": 73000,
    "henan": 55000,
    "hubei": 43000,
    "hunan": 42000,
    "guangdong": 111000,
    "guangxi": 22000,
    "hainan": 5500,
    "chongqing": 25000,
    "sichuan": 49000,
    "guizhou": 18000,
    "yunnan": 25000,
    "tibet": 1900,
    "shaanxi": 26000,
    "gansu": 9000,
    "qinghai": 3000,
    "ningxia": 3900,
    "xinjiang": 14000,
}
COLUMNS: Final = (
    *("gdp", "primary", "secondary", "tertiary", "industry", "industry_share", "iva", "leading_share"),
    *("hightech_share", "profit", "revenue_per_mu", "fixed_investment", "industrial_investment"),
    *("technical_investment", "tax", "industrial_tax", "tax_share"),
)
WORDS: Final = {Measure.GROWTH: "同比增长%", Measure.SHARE: "比重", Measure.COUNT: "数量", Measure.LEVEL: "累计"}
TARGET_WORDS: Final = {"growth": "增速", "share": "比重", "count": "数量"}
BOUNDS: Final = {"about": "左右", "above": "以上", "held_at": "保持在", "count": "新增"}
THEMES: Final = {"scale": "规模", "quality": "质量效益", "innovation": "创新"}
NOTES: Final = (
    f"注：1.{SAMPLE_NOTE}\n"
    "　　2.绝对数按现价计算，生产总值和增加值的增速按可比价格计算；投资、税收、收入、利润的增速按现价计算。\n"
    "　　3.全国为各地区之和；全国的占比和亩均收入为加权平均。"
)


def areas() -> dict[str, Invented]:
    """The nation, and every province in the order of the catalogue."""
    made = {key: invented.leaf(key, size, many=12) for key, size in SIZES.items()}
    return {NATION: invented.whole(NATION, list(made.values())), **made}


def workbook(catalogue: Catalogue) -> bytes:
    made, book = areas(), Workbook()
    book.remove(book.worksheets[0])
    for period in invented.PERIODS:
        _quarter(book.create_sheet(spoken(parse_key(period))), period, made, catalogue)
    _targets(book.create_sheet("2021年目标"), made, catalogue)
    return saved(book, MADE)


def _quarter(sheet: Worksheet, period: str, made: Mapping[str, Invented], catalogue: Catalogue) -> None:
    counts = invented.COUNTS if period == invented.QUARTER else ()
    lines = list(_lines([catalogue.indicators[name] for name in (*COLUMNS, *counts)]))
    columns = 1 + len(lines)
    look.set_widths(sheet, [24, *[12] * len(lines)])
    look.set_title(sheet, f"{spoken(parse_key(period))}各地区主要经济指标", columns)
    look.set_units(sheet, "单位：亿元、万元/亩、个、%", columns)
    look.set_header(sheet, 3, 1, "地区", rows=2)
    for column, (indicator, measure, width) in enumerate(lines, 2):
        if width:
            look.set_header(sheet, 3, column, indicator.zh, columns=width)
        look.set_header(sheet, 4, column, WORDS[measure])
    for row, (key, one) in enumerate(made.items(), 5):
        look.set_label(sheet, row, 1, f"{catalogue.areas[key].zh}*")
        for column, (indicator, measure, _) in enumerate(lines, 2):
            decimals = indicator.decimals_of(measure)
            value = one.values[indicator.key, measure, period]
            look.set_value(sheet, row, column, value, f"0.{'0' * decimals}" if decimals else "0")
    look.set_notes(sheet, 5 + len(made), (NOTES, "数据来源：样例。"), columns)
    look.set_page(sheet, 4, "B5")


def _lines(indicators: list[Indicator]) -> Iterator[tuple[Indicator, Measure, int]]:
    """Each column's indicator and measure, and over how many columns its name is merged (0: under the one before)."""
    for indicator in indicators:
        if indicator.key == "iva":
            yield indicator, Measure.GROWTH, 1
        elif indicator.measure is Measure.LEVEL:
            yield from ((indicator, Measure.LEVEL, 2), (indicator, Measure.GROWTH, 0))
        else:
            yield indicator, indicator.measure, 1


def _targets(sheet: Worksheet, made: Mapping[str, Invented], catalogue: Catalogue) -> None:
    look.set_widths(sheet, [24, 14, 46, 12, 12, 12, 12])
    look.set_title(sheet, "各地区2021年工业经济主要目标*", 7)
    look.set_units(sheet, "单位：个、%", 7)
    for column, word in enumerate(("地区", "主题", "指标", "口径", "表述", "目标值", "单位"), 1):
        look.set_header(sheet, 3, column, word)
    rows = ((key, target) for key, one in made.items() for target in one.targets)
    row = 3
    for row, (key, target) in enumerate(rows, 4):
        _target(sheet, row, f"{catalogue.areas[key].zh}*", target, catalogue.indicators[target.indicator])
    look.set_notes(sheet, row + 1, (f"注：1.{SAMPLE_NOTE}\n　　2.“以上”含本数。", "数据来源：样例。"), 7)
    look.set_page(sheet, 3, "A4")


def _target(sheet: Worksheet, row: int, area: str, target: Target, indicator: Indicator) -> None:
    look.set_label(sheet, row, 1, area)
    look.set_label(sheet, row, 2, THEMES[target.theme], centred=True)
    look.set_label(sheet, row, 3, indicator.zh)
    look.set_label(sheet, row, 4, TARGET_WORDS[target.measure], centred=True)
    look.set_label(sheet, row, 5, BOUNDS[target.bound], centred=True)
    look.set_value(sheet, row, 6, target.value, "0")
    look.set_label(sheet, row, 7, indicator.unit_of(Measure(target.measure)), centred=True)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    target.write_bytes(workbook(catalogues.load(ROOT / "inputs" / "catalogue.toml")))
