"""Charts made by hand, as a planner would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from report.catalogue import Language
from report.charts.model import Chart, Point, Series, Shape
from report.facts.model import Fact

ZH_NAMES = ("规上工业增加值", "工业投资", "高新技术产业增加值占规上工业增加值比重", "规上工业利润", "省级以上研发平台")
EN_NAMES = (
    "Above-scale industrial value added",
    "Industrial investment",
    "The high-tech industry’s share of above-scale industrial value added",
    "Above-scale industrial profits",
    "R&D platforms",
)
ZH_PERIODS = ("2020年一季度", "2020年上半年", "2020年前三季度", "2020年", "2021年一季度")
EN_PERIODS = ("2020 Q1", "2020 Q1–Q2", "2020 Q1–Q3", "2020", "2021 Q1")
ZH_AREAS = ("巩义市", "郑州市", "河南省", "全国", "双江拉祜族佤族布朗族傣族自治县")
EN_AREAS = ("Gongyi", "Zhengzhou", "Henan", "China", "Shuangjiang Lahu, Va, Blang and Dai Autonomous County")


def point(value: str | None, suffix: str = "") -> Point:
    if value is None:
        return Point(None, "")
    return Point(Fact(f"made.by.hand@gongyi/{value}", Decimal(value), "%", 1), f"{value}{suffix}")


def series(name: str, values: Sequence[str | None], *, emphasis: bool = False, suffix: str = "") -> Series:
    return Series(name, tuple(point(value, suffix) for value in values), emphasis)


def chart(shape: Shape, language: Language, values: Sequence[Sequence[str | None]], unit: str = "%") -> Chart:
    """Bars or lines: one row of values for each area, the first of them emphasised."""
    zh = language == "zh"
    areas = ZH_AREAS if zh else EN_AREAS
    named = {"bars": (ZH_NAMES, EN_NAMES), "line": (ZH_PERIODS, EN_PERIODS)}[shape][not zh]
    count = len(values[0])
    return Chart(
        id="made",
        shape=shape,
        language=language,
        title="规上工业增加值增速高于全省、全市平均水平" if zh else "Industry grew faster than in Zhengzhou and Henan",
        unit=unit,
        source="资料来源：巩义市统计局（样本数据）" if zh else "Source: Gongyi Bureau of Statistics (sample data)",
        categories=tuple(named[index % len(named)] for index in range(count)),
        series=tuple(series(areas[row], one, emphasis=row == 0) for row, one in enumerate(values)),
    )


def progress(language: Language, pairs: Sequence[tuple[str | None, str | None]], suffix: str = "%") -> Chart:
    zh = language == "zh"
    names = ZH_NAMES if zh else EN_NAMES
    return Chart(
        id="progress",
        shape="progress",
        language=language,
        title="全年目标完成情况" if zh else "Where the year’s targets stand",
        unit="",
        source="资料来源：巩义市统计局" if zh else "Source: Gongyi Bureau of Statistics",
        categories=tuple(names[index % len(names)] for index in range(len(pairs))),
        series=(
            series("实际" if zh else "Result", [pair[0] for pair in pairs], emphasis=True, suffix=suffix),
            series("目标" if zh else "Target", [pair[1] for pair in pairs], suffix=suffix),
        ),
        statuses=("超过目标" if zh else "above target",) * len(pairs),
    )


EXTREME = (
    chart("bars", "zh", [["-8.4", "2.1", None, "112.9", "0.0"], ["3.4", "-42.0", "9.9", "-1.1", "33.1"]]),
    chart("bars", "en", [["-12345678.9", "0.0001", "28927.96", "-0.1", None]] * 5),
    chart("bars", "en", [["-8.4", "-3.3"], ["-1.0", None]]),
    chart("bars", "zh", [["8.5"]]),
    chart("bars", "zh", [["0.0", "0.0"], ["0.0", "0.0"]]),
    chart("bars", "zh", [[f"{row}.{column}" for column in range(10)] for row in range(5)]),
    chart("line", "zh", [["-6.3", "1.2", "4.8", "6.1", "24.5"], ["-8.2", "0.6", "3.1", "6.1", "25.7"]]),
    chart("line", "en", [["8.1", None, "8.3", None, "8.5"], [None, "8", "8.4", "8.4", None], ["1"] * 5]),
    chart("line", "en", [["8.1", "8.1", "8.1", "8.1", "8.1"]] * 5),
    chart("line", "zh", [["217168.3", "241502.6", "251046.3", "276798.0", "205244.8"] * 2], "亿元"),
    chart("line", "zh", [["0.0001", "-0.0002"]]),
    chart("line", "en", [["3.0"]]),
    chart("line", "en", [[None, None]]),
    progress("zh", [("24.5", "9"), ("-3.2", "10"), ("0", "1"), (None, "65"), ("189.7", None)]),
    progress("en", [("24.5", "9"), ("-3.2", "10"), ("0", "0"), (None, "65"), ("189.7", "-5")] * 2, ""),
)

VALUES = st.none() | st.decimals(-(10**7), 10**7, places=1).map(str)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any bars, line or progress chart, in either language."""
    language: Language = draw(st.sampled_from(["zh", "en"]))
    count = draw(st.integers(1, 10))
    if draw(st.booleans()):
        pairs = draw(st.lists(st.tuples(VALUES, VALUES), min_size=count, max_size=count))
        return progress(language, pairs)
    shape: Shape = draw(st.sampled_from(["bars", "line"]))
    rows = st.lists(VALUES, min_size=count, max_size=count)
    return chart(shape, language, draw(st.lists(rows, min_size=1, max_size=5)))
