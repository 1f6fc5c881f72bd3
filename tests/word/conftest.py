"""Two briefings by hand, one in each language: what the stages before the writer would hand over."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from report.catalogue import Language
from report.charts.model import Picture
from report.errors import Place
from report.facts.model import Fact
from report.narrative.model import Cell, Kind, Narrative, Passage, Span
from report.word.record import Heading, Record, record_of
from report.word.write import Properties, write

STYLE = Path(__file__).parents[2] / "templates" / "style.docx"
NAMES = ("规模以上工业增加值", "工业投资", "高技术产业增加值", "工业税收", "规模以上工业企业营业收入", "工业用电量")
NAMES_EN = (
    "Value added of industrial enterprises above designated size",
    "Industrial investment",
    "Value added of high-tech industry",
    "Industrial tax revenue",
    "Business revenue of industrial enterprises above designated size",
    "Industrial electricity use",
)


def fact(name: str, value: str, unit: str = "%") -> Fact:
    place = Place("figures.xlsx", "一季度", "D7")
    return Fact(f"{name}.growth@gongyi/2021Q1", Decimal(value), unit, 1, place=place, stored=value)


def figure(text: str, name: str = "iva") -> Span:
    return Span(text, "figure", fact(name, text.rstrip("%")))


def words(*pieces: str | Span) -> tuple[Span, ...]:
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces)


def passage(id: str, kind: Kind, *pieces: str | Span, **more: object) -> Passage:
    return Passage(id, kind, words(*pieces), **more)  # type: ignore[arg-type]


def rows_of(header: tuple[str, ...], names: tuple[str, ...], unit: str, status: str) -> tuple[tuple[Cell, ...], ...]:
    body = tuple(
        (
            Cell(words(name)),
            Cell(words(unit), "center"),
            Cell(words(figure(f"{120 + 7 * index}.{index % 10}")), "right"),
            Cell(words(figure(f"{24 - index}.5")), "right"),
            Cell(words(figure(f"{16 + index}.4")), "right"),
            Cell(words(status), "center"),
        )
        for index, name in enumerate(names)
    )
    return (tuple(Cell(words(title)) for title in header), *body)


def _sentences(seed: int) -> tuple[str | Span, ...]:
    name = NAMES[seed % len(NAMES)]
    return (
        f"一季度，全市{name}同比增长",
        figure(f"{24 + seed % 5}.5%"),
        "，分别高于全省、郑州市",
        figure("8.1"),
        "、",
        figure("6.4"),
        f"个百分点；与2019年同期相比，两年平均增长{'较快，' * (seed % 3)}",
        figure("7.2%"),
        "。重点产业链运行平稳，铝精深加工、装备制造、新材料等主导产业支撑作用明显，企业订单充足。",
    )


@pytest.fixture
def chinese() -> Narrative:
    header = ("指标", "单位", "累计", "同比增长（%）", "全省同比增长（%）", "年度目标")
    strong = Span("要转变发展方式。", strong=True)
    passages = (
        passage("publication", Kind.PUBLICATION, "巩义工业经济简报"),
        passage("issue", Kind.ISSUE, "第4期"),
        passage("office", Kind.OFFICE, "巩义市统计局"),
        passage("date", Kind.DATE, "2021年4月9日"),
        passage("notice", Kind.NOTICE, "说明：本期巩义市数据为样例数据，仅供演示，不代表实际统计结果。"),
        passage("headline", Kind.HEADLINE, "一季度全市规模以上工业增加值增长", figure("24.5%")),
        passage("lead", Kind.PARAGRAPH, *_sentences(0)),
        passage("h-results", Kind.HEADING, "一、主要指标完成情况"),
        passage("h-scale", Kind.SUBHEADING, "（一）总量规模稳步扩大"),
        *(passage(f"scale{index}", Kind.PARAGRAPH, *_sentences(index)) for index in (1, 2, 3)),
        passage("growth", Kind.CHART, "一季度主要指标增速高于全省和郑州市", chart="growth", number=1),
        passage("growth-note", Kind.NOTE, "数据来源：巩义市统计局、河南省统计局。单位：%。"),
        passage("h-quality", Kind.SUBHEADING, "（二）质量效益持续改善"),
        *(passage(f"quality{index}", Kind.PARAGRAPH, *_sentences(index)) for index in (4, 5)),
        passage("main", Kind.TABLE, "一季度主要指标", rows=rows_of(header, NAMES * 2, "亿元", "进度符合"), number=1),
        passage("main-note", Kind.NOTE, "注：增加值增速按可比价格计算；占比指标为百分点变动。"),
        passage("h-trend", Kind.HEADING, "二、走势与年度目标"),
        passage("trend-text", Kind.PARAGRAPH, *_sentences(6)),
        passage("trend", Kind.CHART, "规模以上工业增加值累计增速走势", chart="trend", number=2),
        passage("targets-text", Kind.PARAGRAPH, *_sentences(7)),
        passage("targets", Kind.CHART, "年度目标完成进度", chart="targets", number=3),
        passage("h-requests", Kind.HEADING, "三、下一步工作要求"),
        *(passage(f"request{n}", Kind.PARAGRAPH, strong, "着力提升工业经济质量效益，" * n) for n in (5, 7, 6)),
        passage("credit", Kind.CREDIT, "（供稿：市工信局宣传科　责任编辑：王某　李某）"),
        passage("c1", Kind.CIRCULATION, "报：郑州市统计局，市委、市人大、市政府、市政协领导。"),
        passage("c2", Kind.CIRCULATION, "发：各镇（街道）人民政府（办事处），市直各有关单位。"),
        passage("copies", Kind.COPIES, "共印80份"),
    )
    return Narrative("zh", "一季度全市规模以上工业增加值增长24.5%", passages)


def _english_sentences(seed: int) -> tuple[str | Span, ...]:
    name = NAMES_EN[seed % len(NAMES_EN)]
    return (
        f"In the first quarter, {name[0].lower()}{name[1:]} in Gongyi grew by ",
        figure(f"{24 + seed % 5}.5"),
        " percent year on year in real terms, ",
        figure("8.1"),
        " and ",
        figure("6.4"),
        " percentage points higher than in the province and Zhengzhou respectively. Measured against the same "
        "quarter of 2019, the two-year average growth was ",
        figure("7.2"),
        " percent. Orders in the main industrial chains were steady, led by aluminium processing and equipment.",
    )


@pytest.fixture
def english() -> Narrative:
    header = ("Indicator", "Unit", "Value", "Growth (%)", "Province (%)", "Target status")
    rows = rows_of(header, NAMES_EN * 2, "100 million yuan", "on course")
    strong = Span("Change the way of growth. ", strong=True)
    passages = (
        passage("publication", Kind.PUBLICATION, "Gongyi Industrial Economy Briefing"),
        passage("issue", Kind.ISSUE, "Issue 4"),
        passage("office", Kind.OFFICE, "Gongyi Bureau of Statistics"),
        passage("date", Kind.DATE, "9 April 2021"),
        passage("notice", Kind.NOTICE, "Notice: Gongyi’s figures in this issue are sample data, not actual results."),
        passage("headline", Kind.HEADLINE, "Industrial value added grew by ", figure("24.5"), " percent in Q1"),
        passage("lead", Kind.PARAGRAPH, *_english_sentences(0)),
        passage("h-results", Kind.HEADING, "Results of the first quarter"),
        passage("h-scale", Kind.SUBHEADING, "Scale"),
        *(passage(f"scale{index}", Kind.PARAGRAPH, *_english_sentences(index)) for index in (1, 2, 3)),
        passage("growth", Kind.CHART, "Growth was faster than in the province and Zhengzhou", chart="growth", number=1),
        passage("growth-note", Kind.NOTE, "Source: Gongyi and Henan Bureaus of Statistics. Unit: percent."),
        passage("h-quality", Kind.SUBHEADING, "Quality and efficiency"),
        *(passage(f"quality{index}", Kind.PARAGRAPH, *_english_sentences(index)) for index in (4, 5)),
        passage("main", Kind.TABLE, "Main indicators, first quarter of 2021", rows=rows, number=1),
        passage("main-note", Kind.NOTE, "Note: growth of value added is at comparable prices."),
        passage("h-trend", Kind.HEADING, "Trend and targets for the year"),
        passage("trend", Kind.CHART, "Industrial value added, cumulative growth", chart="trend", number=2),
        passage("targets-text", Kind.PARAGRAPH, *_english_sentences(7)),
        passage("targets", Kind.CHART, "Progress towards the targets for 2021", chart="targets", number=3),
        passage("h-requests", Kind.HEADING, "Next steps"),
        *(passage(f"request{n}", Kind.PARAGRAPH, strong, "Raise quality and efficiency. " * n) for n in (5, 7, 6)),
        passage("credit", Kind.CREDIT, "(Contributed by the publicity section; edited by Wang and Li)"),
        passage("c1", Kind.CIRCULATION, "To: Zhengzhou Bureau of Statistics; leaders of the city"),
        passage("copies", Kind.COPIES, "80 copies printed"),
    )
    return Narrative("en", "Industrial value added grew by 24.5 percent in Q1", passages)


def _picture(name: str, width: float, height: float) -> Picture:
    drawing = Figure(figsize=(width / 25.4, height / 25.4))
    axes = drawing.subplots()
    axes.bar(range(4), [24.5, 16.4, 18.1, 24.5], color="0.5")
    drawn = {"png": io.BytesIO(), "svg": io.BytesIO()}
    FigureCanvasAgg(drawing).print_png(drawn["png"])  # type: ignore[no-untyped-call]
    FigureCanvasSVG(drawing).print_svg(drawn["svg"], metadata={"Date": None})  # type: ignore[no-untyped-call]
    return Picture(drawn["svg"].getvalue(), drawn["png"].getvalue(), width, height, f"图“{name}”：24.5% > 16.4%")


@pytest.fixture(scope="session")
def pictures() -> Mapping[str, Picture]:
    sizes = {"growth": (150.0, 75.0), "trend": (150.0, 70.0), "targets": (150.0, 80.0)}
    return {name: _picture(name, *size) for name, size in sizes.items()}


@pytest.fixture(scope="session")
def properties() -> Properties:
    return Properties("一季度工业经济简报", "巩义市统计局", ("工业", "简报"), "2021年一季度", date(2021, 4, 9))


@pytest.fixture(scope="session")
def make_record() -> Callable[[Narrative], Record]:
    heading = Heading("gongyi-2021Q1", "quarterly", "ab12", "cd34", "0.1.0", date(2021, 4, 9))
    return lambda narrative: record_of(narrative, heading)


@pytest.fixture
def written(
    pictures: Mapping[str, Picture],
    properties: Properties,
    make_record: Callable[[Narrative], Record],
    tmp_path: Path,
) -> Callable[[Narrative], Path]:
    """A narrative as a .docx in a folder of its own."""

    def make(narrative: Narrative) -> Path:
        path = tmp_path / f"{narrative.language}.docx"
        path.write_bytes(write(narrative, pictures, make_record(narrative), properties, STYLE))
        return path

    return make


@pytest.fixture
def narrative_of() -> Callable[..., Narrative]:
    """A short Chinese or English narrative of the given passages."""

    def make(*passages: Passage, language: Language = "zh") -> Narrative:
        return Narrative(language, "标题", passages)

    return make


@pytest.fixture
def long_table() -> Narrative:
    """A table of a thousand rows under its header."""
    names = tuple(f"指标{number}" for number in range(1, 1001))
    rows = rows_of(("指标", "单位", "累计", "同比增长（%）", "全省", "目标"), names, "亿元", "进度符合")
    return Narrative("zh", "长表", (passage("t", Kind.TABLE, "指标一览", rows=rows, number=1),))
