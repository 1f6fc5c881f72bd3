"""A synthetic nation: 333 prefectures and 2,843 counties under the 31 provinces, with invented figures for each.

    python benchmarks/nation.py FOLDER [--counties 2843] [--format csv|parquet|xlsx]

Writes an inputs folder: the catalogue with areas.csv, and the pattern nation-sample with the figures in the tidy
layout, each row noted as 样例数据. Every area has what a briefing of the quarterly template asks for: three charts, a
table and all its paragraphs. Areas above are the sums of those in them; four municipalities have counties only.
Names and keys have no digits, since a digit in a text is a number that somebody must vouch for: 0001 is 甲甲甲乙, AAAB.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import invented  # noqa: E402
from invented import BEFORE, PERIODS, QUARTER, Invented  # noqa: E402

from report import catalogue as catalogues  # noqa: E402
from report.catalogue import Catalogue, Measure  # noqa: E402

PATTERN: Final = "nation-sample"
COUNTIES: Final = 2843
PREFECTURES: Final = 333
MUNICIPALITIES: Final = ("beijing", "tianjin", "shanghai", "chongqing")
NATION: Final = "china"
NOTE: Final = "样例数据"
FIGURES: Final = ("indicator", "area", "period", "measure", "value", "unit", "note")
TARGETS: Final = ("theme", "indicator", "area", "measure", "bound", "target", "unit", "note")
BOUNDS: Final = {"about": "about", "above": "above", "held_at": "held at", "count": "new"}
#: What a briefing asks for of other periods than its own.
EARLIER: Final = (
    *(("iva", "growth", period) for period in PERIODS[:-1]),
    *((name, "share", BEFORE) for name in (*invented.RATIOS, *invented.DRAWN_SHARES)),
    ("profit", "level", BEFORE),
)
EDITION: Final = """# 合成的全国：每个地区一期，与其上级地区比较。
# A synthetic nation: an edition for each area, beside the areas above it.
template = "quarterly"
period = "2021Q1"
levels = ["county"]
figures = {figures}
date = 2021-04-28
issue = 4

[zh]
publication = "{{area}}工业经济简报"
office = "{{area}}简报编辑组"
contributor = "{{area}}简报编辑组"
source = "样例数据（全部为虚构）"

[en]
publication = "{{area}} Industrial Economy Bulletin"
office = "Bulletin Desk of {{area}}"
contributor = "Bulletin Desk of {{area}}"
source = "sample data (invented throughout)"
"""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """An area below the provinces."""

    key: str
    zh: str
    en: str
    level: str
    parent: str


@dataclass(frozen=True)
class Nation:
    """Every area below the provinces, and the figures of all, the nation first."""

    places: tuple[Place, ...]
    figures: Mapping[str, Invented]


def places(catalogue: Catalogue, counties: int) -> Iterator[Place]:
    """Prefectures in the provinces by turns, then counties in the prefectures and municipalities by turns."""
    provinces = [area.key for area in catalogue.areas.values() if area.level == "province"]
    divided = [key for key in provinces if key not in MUNICIPALITIES]
    count = max(1, round(counties * PREFECTURES / COUNTIES))
    cities = []
    for number in range(count):
        zh, en = _lettered(number + 1, 3)
        cities.append(f"city_{en.lower()}")
        yield Place(cities[-1], f"样例市{zh}", f"Sample City {en}", "prefecture", divided[number % len(divided)])
    above = [*cities, *MUNICIPALITIES]
    width = max(4, len(str(counties)))
    for number in range(counties):
        zh, en = _lettered(number + 1, width)
        parent = above[number % len(above)]
        yield Place(f"county_{en.lower()}", f"样例县{zh}", f"Sample County {en}", "county", parent)


def _lettered(number: int, width: int) -> tuple[str, str]:
    """A number's digits as letters: 甲 and A stand for 0, 乙 and B for 1."""
    digits = [int(digit) for digit in f"{number:0{width}}"]
    return "".join("甲乙丙丁戊己庚辛壬癸"[digit] for digit in digits), "".join("ABCDEFGHIJ"[digit] for digit in digits)


def nation(catalogue: Catalogue, counties: int) -> Nation:
    """Counties by chance, and all above them added up."""
    found = tuple(places(catalogue, counties))
    parents = {place.key: place.parent for place in found}
    made = {place.key: _county(place.key) for place in found if place.level == "county"}
    levels = ([place.key for place in found if place.level == "prefecture"], _provinces(catalogue), [NATION])
    parents |= dict.fromkeys(levels[1], NATION)
    for keys in levels:
        parts: dict[str, list[Invented]] = {key: [] for key in keys}
        for key, one in made.items():
            if parents.get(key) in parts:
                parts[parents[key]].append(one)
        made = {**{key: invented.whole(key, of) for key, of in parts.items() if of}, **made}
    return Nation(found, made)


def _county(key: str) -> Invented:
    return invented.leaf(key, random.Random(key).uniform(60, 600))


def _provinces(catalogue: Catalogue) -> list[str]:
    return [area.key for area in catalogue.areas.values() if area.level == "province"]


def figure_rows(made: Nation, catalogue: Catalogue) -> Iterator[Row]:
    for area, one in made.figures.items():
        for key, value in one.values.items():
            if key[2] == QUARTER or key in EARLIER:
                indicator, measure, period = key
                unit = catalogue.indicators[indicator].unit_of(Measure(measure))
                yield indicator, area, period, measure, f"{value:f}", unit, NOTE


def target_rows(made: Nation, catalogue: Catalogue) -> Iterator[Row]:
    for area, one in made.figures.items():
        for target in one.targets:
            unit = catalogue.indicators[target.indicator].unit_of(Measure(target.measure))
            bound, value = BOUNDS[target.bound], f"{target.value:f}"
            yield target.theme, target.indicator, area, target.measure, bound, value, unit, NOTE


# Files

Tables = Mapping[str, tuple[Row, Iterator[Row]]]


def write_csv(folder: Path, tables: Tables) -> list[str]:
    for name, (header, rows) in tables.items():
        _write_rows(folder / f"{name}.csv", header, rows)
    return [f"{name}.csv" for name in tables]


def write_xlsx(folder: Path, tables: Tables) -> list[str]:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, (header, rows) in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows:
            sheet.append([_number(cell) for cell in row])
    book.save(folder / "figures.xlsx")
    return ["figures.xlsx"]


def write_parquet(folder: Path, tables: Tables) -> list[str]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise SystemExit("pyarrow is not installed: python -m pip install pyarrow") from None
    for name, (header, rows) in tables.items():
        columns = zip(*rows, strict=True)
        made = {
            key: [Decimal(cell) for cell in column] if key in ("value", "target") else list(column)
            for key, column in zip(header, columns, strict=True)
        }
        parquet.write_table(pyarrow.table(made), folder / f"{name}.parquet", compression="zstd")
    return [f"{name}.parquet" for name in tables]


FORMATS: Final[Mapping[str, Callable[[Path, Tables], list[str]]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}


def _number(cell: str) -> str | float:
    return float(cell) if cell.replace(".", "", 1).lstrip("-").isdigit() else cell


def _write_rows(path: Path, header: Row, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write(inputs: Path, counties: int, kind: str) -> Path:
    """An inputs folder with the pattern in it; gives the pattern's folder."""
    folder = inputs / PATTERN
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "inputs" / "catalogue.toml", inputs / "catalogue.toml")
    for remarks in (ROOT / "inputs" / "provinces-sample").glob("remarks.*.md"):
        shutil.copyfile(remarks, folder / remarks.name)
    catalogue = catalogues.load(inputs / "catalogue.toml")
    made = nation(catalogue, counties)
    header = ("key", "zh", "en", "level", "parent")
    named = ((place.key, place.zh, place.en, place.level, place.parent) for place in made.places)
    _write_rows(inputs / "areas.csv", header, named)
    tables = {
        "figures": (FIGURES, figure_rows(made, catalogue)),
        "targets": (TARGETS, target_rows(made, catalogue)),
    }
    files = FORMATS[kind](folder, tables)
    quoted = ", ".join(f'"{name}"' for name in files)
    (folder / "edition.toml").write_text(EDITION.format(figures=f"[{quoted}]"), "utf-8")
    return folder


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="A synthetic nation to build briefings of.")
    parser.add_argument("folder", type=Path, help="the inputs folder to write")
    parser.add_argument("--counties", type=int, default=COUNTIES)
    parser.add_argument("--format", choices=FORMATS, default="csv")
    chosen = parser.parse_args(arguments)
    folder = write(chosen.folder, chosen.counties, chosen.format)
    for path in sorted(folder.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1_048_576:.1f} MiB")


if __name__ == "__main__":
    main(sys.argv[1:])
