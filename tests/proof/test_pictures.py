"""Charts: native ones by the values that they hold, pictures by their bytes and their descriptions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from proof.word_made import written

from report.orders import House
from report.proof.check import check
from report.proof.model import Checked
from report.word.ooxml import qualified
from report.word.opened import Opened, open_to_read
from report.word.redraw import shown

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "c": CHART,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "r": OFFICE,
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    }.items()
)
Series = tuple[str, Sequence[tuple[str, str]]]
GONGYI = ("巩义市", [("规上工业增加值", "31.2"), ("工业投资", "17.3"), ("税收总额", "23.4")])
HENAN = ("河南省", [("规上工业增加值", "20.6")])
Document = Callable[[str], Path]


def _cache(kind: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(texts))
    cache = f'<c:ptCount val="{len(texts)}"/>{points}'
    return f"<c:{kind}Ref><c:f>x</c:f><c:{kind}Cache>{cache}</c:{kind}Cache></c:{kind}Ref>"


def _series(at: int, series: Series) -> str:
    name, points = series
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx>{_cache("str", [name])}</c:tx>'
        f"<c:cat>{_cache('str', [category for category, _ in points])}</c:cat>"
        f"<c:val>{_cache('num', [value for _, value in points])}</c:val></c:ser>"
    )


def with_chart(opened: Opened, title: str, *series: Series) -> Opened:
    """A native bar chart at the head of the body, its workbook not with it: only the values kept for display."""
    bars = "".join(_series(at, one) for at, one in enumerate(series))
    xml = (
        f"<c:chartSpace {NAMES}><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p>"
        f'</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:barDir val="col"/>{bars}</c:barChart></c:plotArea>'
        "</c:chart></c:chartSpace>"
    )
    part = opened.add("word/charts/chart", "xml", TYPE, xml.encode())
    frame = (
        f'<w:p {NAMES}><w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="2000000"/>'
        f'<wp:docPr id="77" name="chart"/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart r:id="{opened.relate(f"{OFFICE}/chart", part)}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    opened.body.insert(0, etree.fromstring(frame))
    return opened


@pytest.fixture(params=("with its record", "without"))
def charted(request: pytest.FixtureRequest, built: Document, tmp_path: Path) -> Callable[..., Path]:
    """A document with a native chart in it: one of ours, or anybody's."""

    def make(*series: Series, title: str = "2021年一季度主要指标同比增速（%）") -> Path:
        path = tmp_path / "charted.docx"
        opened = open_to_read(built("gongyi-2021Q1.zh")) if request.param == "with its record" else written(path)
        path.write_bytes(with_chart(opened, title, *series).to_bytes())
        return path

    return make


def told(checked: Checked) -> list[tuple[str, str, str]]:
    return [(one.kind, one.place, one.found) for one in checked.findings]


def test_a_native_chart_of_the_current_figures_is_clean(charted: Callable[..., Path], house: House) -> None:
    checked = check(charted(GONGYI, HENAN), house, "gongyi-2021Q1")
    assert checked.findings == ()
    assert checked.numbers.matched == 4


def test_a_value_changed_in_a_native_chart_is_told_by_its_point(charted: Callable[..., Path], house: House) -> None:
    other = (GONGYI[0], [("规上工业增加值", "32.1"), *GONGYI[1][1:]])
    checked = check(charted(other, HENAN), house, "gongyi-2021Q1")
    assert told(checked) == [("chart", "chart 1, 巩义市, 规上工业增加值", "32.1")]
    assert checked.findings[0].expected.startswith("31.2% — iva.growth@gongyi/2021Q1")


TREND = [("2020年一季度", "-7.9"), ("2021年一季度", "31.2")]


def test_one_of_an_indicator_over_time_is_read_by_its_title(charted: Callable[..., Path], house: House) -> None:
    title = "规模以上工业增加值同比增速（%）"
    assert check(charted(("巩义市", TREND), title=title), house, "gongyi-2021Q1").findings == ()
    path = charted(("巩义市", [("2020年一季度", "7.9"), TREND[1]]), title=title)
    assert told(check(path, house, "gongyi-2021Q1")) == [("chart", "chart 1, 巩义市, 2020年一季度", "7.9")]


def test_the_values_of_two_areas_swapped_are_told(charted: Callable[..., Path], house: House) -> None:
    one, other = (GONGYI[0], [("规上工业增加值", "20.6")]), (HENAN[0], [("规上工业增加值", "31.2")])
    assert [kind for kind, *_ in told(check(charted(one, other), house, "gongyi-2021Q1"))] == ["chart", "chart"]


def corrected(house: House, folder: Path) -> House:
    inputs = folder / "inputs"
    shutil.copytree(house.inputs, inputs)
    workbook = openpyxl.load_workbook(inputs / "gongyi-2021Q1" / "figures.xlsx")
    workbook["主要指标"]["D11"] = workbook["历史数据"]["I7"] = 30.7
    workbook.save(inputs / "gongyi-2021Q1" / "figures.xlsx")
    return replace(house, inputs=inputs)


def test_a_native_chart_of_an_older_vintage_is_told(charted: Callable[..., Path], house: House, tmp_path: Path) -> None:
    checked = check(charted(GONGYI, HENAN), corrected(house, tmp_path), "gongyi-2021Q1")
    charts = [one for one in told(checked) if one[1].startswith("chart 1")]
    assert charts == [("chart", "chart 1, 巩义市, 规上工业增加值", "31.2")]


@pytest.mark.parametrize("name", ("gongyi-2021Q1.zh", "gongyi-2021Q1.en", "gongyi-2020.zh", "gongyi-2020.en"))
def test_pictures_of_the_current_figures_are_clean_by_their_descriptions(
    name: str, stripped: Document, house: House
) -> None:
    assert [one.alt for one in shown(open_to_read(stripped(name))) if one.alt]
    assert check(stripped(name), house).findings == ()


@pytest.mark.parametrize("name", ("gongyi-2021Q1.zh", "gongyi-2021Q1.en"))
def test_a_picture_described_with_another_value_is_told_without_a_record(
    name: str, stripped: Document, house: House, tmp_path: Path
) -> None:
    opened = open_to_read(stripped(name))
    first = next(one for one in opened.body.iter(qualified("wp:docPr")) if "31.2" in one.get("descr", ""))
    first.set("descr", first.get("descr", "").replace("31.2", "33.2", 1))
    (tmp_path / "other.docx").write_bytes(opened.to_bytes())
    (finding,) = check(tmp_path / "other.docx", house).findings
    assert finding.kind == "chart"
    assert finding.found.startswith("33.2")
    assert finding.place.startswith("picture 1, after paragraph ")


@pytest.mark.parametrize("name", ("gongyi-2021Q1.zh", "gongyi-2021Q1.en"))
def test_a_picture_drawn_from_an_older_vintage_is_told_with_a_record_and_without(
    name: str, built: Document, stripped: Document, house: House, tmp_path: Path
) -> None:
    now = corrected(house, tmp_path)
    for path in (built(name), stripped(name)):
        found = [one for one in check(path, now, "gongyi-2021Q1").findings if one.kind == "chart"]
        assert [one.place.partition(",")[0] for one in found] == ["picture 1", "picture 2", "picture 3"]


def test_a_picture_put_in_the_place_of_a_chart_is_told_where_it_stands(
    built: Document, house: House, tmp_path: Path
) -> None:
    opened = open_to_read(built("gongyi-2021Q1.zh"))
    blip = list(shown(opened))[1].blip
    targets = {one.id: one.target for one in opened.relations(opened.main)}
    for holder in blip.iter(qualified("a:blip"), qualified("asvg:svgBlip")):
        opened.parts[targets[holder.get(qualified("r:embed"), "")]] += b" "
    (tmp_path / "other.docx").write_bytes(opened.to_bytes())
    ((kind, place, found),) = told(check(tmp_path / "other.docx", house))
    assert (kind, found) == ("chart", "a picture that is not the one drawn from the figures")
    assert place.startswith("picture 2, after paragraph ")
