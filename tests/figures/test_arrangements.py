"""Whatever is written, in whatever arrangement, is read back as the same figures."""

from __future__ import annotations

import csv
import io
import random
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from report import catalogue as catalogues
from report import periods
from report.catalogue import Measure
from report.errors import InputFaults
from report.figures.load import load
from report.figures.model import FigureKey
from report.figures.reading import Reading

CATALOGUE = catalogues.load(Path(__file__).parents[2] / "inputs" / "catalogue.toml")
PERIODS = {"2020": "2020年", "2020Q2": "2020年上半年", "2021Q1": "2021年第一季度", "2021Q3": "2021年前三季度"}
MONEY = [key for key, indicator in CATALOGUE.indicators.items() if indicator.unit == "亿元"]
WORDS = {Measure.LEVEL: "累计", Measure.GROWTH: "同比增长"}
UNITS = {Measure.LEVEL: "亿元", Measure.GROWTH: "%"}
KEYS = st.builds(
    FigureKey,
    st.sampled_from(MONEY),
    st.sampled_from([Measure.LEVEL, Measure.GROWTH]),
    st.sampled_from(sorted(CATALOGUE.areas)),
    st.sampled_from([periods.parse_key(key) for key in PERIODS]),
)
VALUES = st.integers(-9_999_999, 99_999_999).map(lambda tenths: Decimal(tenths).scaleb(-1))
FIGURES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=12)
SPOKEN = {periods.parse_key(key): spoken for key, spoken in PERIODS.items()}


def read(rows: list[list[str]]) -> dict[FigureKey, Decimal]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        path.write_text(text.getvalue(), "utf-8")
        figures = load([path], CATALOGUE, Reading("gongyi", periods.parse_key("2021Q1")))
    return {key: figure.value for key, figure in figures.figures.items()}


def name(key: FigureKey) -> str:
    return CATALOGUE.indicators[key.indicator].zh


def tidy(figures, shuffle) -> list[list[str]]:
    header = ["指标", "地区", "时期", "口径", "数值", "单位"]
    rows = [
        [
            name(key),
            CATALOGUE.areas[key.area].zh,
            SPOKEN[key.period],
            WORDS[key.measure],
            str(value),
            UNITS[key.measure],
        ]
        for key, value in figures.items()
    ]
    order = shuffle(range(len(header)))
    return [[header[i] for i in order], *([row[i] for i in order] for row in shuffle(rows))]


def areas_across(figures, shuffle) -> list[list[str]]:
    """A row for each indicator and period, a column for each area and measure."""
    lines = shuffle({(name(key), SPOKEN[key.period]) for key in figures})
    columns = shuffle({(key.area, key.measure) for key in figures})
    cells = {(name(key), SPOKEN[key.period], key.area, key.measure): value for key, value in figures.items()}
    unit = {Measure.LEVEL: "累计（亿元）", Measure.GROWTH: "同比增长%"}
    header = ["指标", "时期", *(CATALOGUE.areas[area].zh + unit[measure] for area, measure in columns)]
    return [header, *([*line, *(str(cells.get((*line, *column), "—")) for column in columns)] for line in lines)]


def indicators_across(figures, shuffle) -> list[list[str]]:
    """A row for each period, two rows of headers over the values."""
    lines = shuffle({key.period for key in figures})
    columns = shuffle({(key.indicator, key.area, key.measure) for key in figures})
    cells = {(key.period, key.indicator, key.area, key.measure): value for key, value in figures.items()}
    names = [CATALOGUE.indicators[indicator].zh for indicator, _, _ in columns]
    said = [f"{CATALOGUE.areas[area].zh}{WORDS[measure]}（{UNITS[measure]}）" for _, area, measure in columns]
    body = [[SPOKEN[line], *(str(cells.get((line, *column), "…")) for column in columns)] for line in lines]
    return [["时期", *names], ["", *said], *body]


@given(FIGURES, st.sampled_from([tidy, areas_across, indicators_across]), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_every_arrangement_and_order_gives_the_same_figures(figures, arrange, chance: random.Random) -> None:
    def shuffle(items):
        ordered = sorted(items, key=str)
        chance.shuffle(ordered)
        return ordered

    assert read(arrange(figures, shuffle)) == figures


@given(st.text(max_size=40))
@settings(deadline=None)
def test_whatever_a_value_cell_says_it_is_a_number_an_absence_or_a_fault(written: str) -> None:
    try:
        found = read([["指标", "同比增长%"], ["工业投资", written.replace("\0", "")], ["税收总额", "1.0"]])
    except InputFaults as faults:
        assert all(str(fault) for fault in faults.faults)
    else:
        assert all(value.is_finite() for value in found.values())
