"""Pictures: everything printed is there, readable, inside, and the same wherever it is drawn."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from charts.by_hand import EXTREME, chart, charts, point, progress
from hypothesis import HealthCheck, given, settings
from lxml import etree
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font
from matplotlib.transforms import Bbox
from PIL import Image

from report.charts import palette, pixels, typeface
from report.charts.draw import draw, lay_out
from report.charts.marks import Shape, Sheet
from report.charts.model import Chart
from report.errors import InputFaults

ROOT = Path(__file__).parent.parent.parent
POINT_MM = 25.4 / 72
AREAS = replace(chart("bars", "zh", [["1.0"], ["2.0"], ["3.0"], ["4.0"], ["5.0"]]), title="5")


def drawn_texts(sheet: Sheet) -> list[tuple[str, Bbox]]:
    """Every text with the room that it takes, in millimetres: as wide as its ink, as high as tall letters at least."""
    found = []
    for label in sheet.labels():
        tall = pixels.outline(replace(label, text=f"{label.text}lp")).get_extents()
        ink = pixels.outline(label).get_extents()
        found.append((label.text, Bbox.from_extents(ink.x0, tall.y0 + 0.25, ink.x1, tall.y1 - 0.25)))
    return found


def printed_labels(of: Chart) -> Iterator[str]:
    """The value labels that a reader must find, in the order of categories, then series."""
    mark = "—" if of.language == "zh" else "n/a"
    shown = [one for one in of.series if of.shape != "line" or one.emphasis]
    for points in zip(*(one.points for one in shown), strict=True):
        yield from (at.label or mark for at in points)


def assert_readable(of: Chart) -> None:
    sheet = lay_out(of)
    texts = drawn_texts(sheet)
    for text, box in texts:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= sheet.width and box.y1 <= sheet.height, text
    for (one, first), (other, second) in combinations(texts, 2):
        assert not first.overlaps(second), (one, other)


def assert_labels_stand_in_order(of: Chart) -> None:
    left = [label.text for label in lay_out(of).labels()]
    for label in printed_labels(of):
        at = next((index for index, text in enumerate(left) if label in text.split(" ")), None)
        assert at is not None, label
        if of.shape != "line":
            del left[: at + 1]


@pytest.mark.parametrize("of", EXTREME, ids=lambda of: f"{of.shape}-{of.language}")
def test_no_text_touches_another_or_leaves_the_picture(of: Chart) -> None:
    assert_readable(of)


@pytest.mark.parametrize("of", EXTREME, ids=lambda of: f"{of.shape}-{of.language}")
def test_every_label_is_printed_in_order(of: Chart) -> None:
    assert_labels_stand_in_order(of)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charts())
def test_whatever_the_values_labels_are_all_there_and_apart(of: Chart) -> None:
    assert_labels_stand_in_order(of)
    assert_readable(of)


def shapes(of: Chart, fill: str) -> list[Shape]:
    return [mark for mark in lay_out(of).marks if isinstance(mark, Shape) and mark.fill == fill]


def spans(of: Chart) -> list[tuple[float, float]]:
    """Left and right end of the emphasised bars, in millimetres; the first is the legend's swatch if there is one."""
    return [(min(x for x, _ in bar.corners), max(x for x, _ in bar.corners)) for bar in shapes(of, palette.EMPHASIS)]


def test_bars_are_as_long_as_their_values_and_falls_run_to_the_left() -> None:
    bars = spans(chart("bars", "zh", [["10.0", "-5.0", "20.0"]]))
    lengths = [right - left for left, right in bars]
    assert lengths[0] == pytest.approx(lengths[2] / 2)
    assert lengths[1] == pytest.approx(lengths[2] / 4)
    assert bars[1][1] == pytest.approx(bars[0][0]) == pytest.approx(bars[2][0])


def test_a_missing_figure_leaves_no_bar() -> None:
    assert len(spans(chart("bars", "zh", [["10.0", None, "20.0"]]))) == 2


def test_a_missing_figure_breaks_the_line() -> None:
    whole = chart("line", "zh", [["1.0", "2.0", "3.0", "4.0", "5.0"]])
    broken = chart("line", "zh", [["1.0", "2.0", None, "4.0", "5.0"]])
    assert [runs(whole), runs(broken)] == [[5], [2, 2]]


def runs(of: Chart) -> list[int]:
    """Number of points in each unbroken piece of the emphasised line."""
    strokes = [mark for mark in lay_out(of).marks if getattr(mark, "width", 0) == 1.8]
    return [len(line) for mark in strokes for line in getattr(mark, "lines", ())]


def test_a_target_stands_right_of_a_result_that_is_below_it_and_left_of_one_above() -> None:
    of = progress("zh", [("5", "10"), ("20", "10")])
    results = spans(of)[1:]
    targets = [min(x for x, _ in mark.corners) for mark in shapes(of, palette.INK)][1:]
    assert results[0][1] < targets[0]
    assert targets[1] < results[1][1]


def luminance(color: str) -> float:
    """Relative luminance as in WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_series_are_told_apart_without_colour() -> None:
    looks = palette.styles(AREAS.series)
    lights = sorted(luminance(look.fill) + 0.05 for look in looks)
    assert all(lighter / darker >= 1.3 for darker, lighter in pairwise(lights))
    assert len({(look.marker, look.dashes) for look in looks}) == 5


def test_text_keeps_enough_contrast_for_small_type() -> None:
    for color in (palette.INK, palette.MUTED, palette.EMPHASIS):
        assert 1.05 / (luminance(color) + 0.05) >= 4.5


@pytest.mark.parametrize("of", EXTREME, ids=lambda of: f"{of.shape}-{of.language}")
def test_no_type_is_smaller_than_eight_points(of: Chart) -> None:
    assert min(label.size for label in lay_out(of).labels()) >= 8


@pytest.mark.parametrize("of", EXTREME, ids=lambda of: f"{of.shape}-{of.language}")
def test_every_character_is_in_the_font(of: Chart) -> None:
    for label in lay_out(of).labels():
        known = FT2Font(str(typeface.font_file(label.bold))).get_charmap()
        assert {ord(character) for character in label.text} <= known.keys()


@pytest.mark.parametrize("name", ["鄠邑区", "瀍河回族区", "甪直镇", "勐海县", "濮阳县", "荥阳市", "犍为县", "亳州市"])
def test_rare_place_names_can_be_drawn(name: str) -> None:
    assert typeface.missing(name) == ()


def test_a_character_without_a_glyph_is_named_not_drawn_as_a_box() -> None:
    of = replace(AREAS, title="增速𠮷", source="资料来源：\U0001f600")
    with pytest.raises(InputFaults) as raised:
        draw(of)
    assert [fault.found for fault in raised.value.faults] == ["𠮷 (U+20BB7)", "😀 (U+1F600)"]


def test_a_dollar_sign_or_a_tag_comes_out_as_itself() -> None:
    of = replace(AREAS, title="$x^2$ & <b>R&D</b> --> 5%")
    assert "$x^2$ & <b>R&D</b> --> 5%" in [label.text for label in lay_out(of).labels()]
    etree.fromstring(draw(of).svg)


@pytest.mark.parametrize("of", EXTREME[::3], ids=lambda of: f"{of.shape}-{of.language}")
def test_the_svg_needs_no_font_and_points_at_nothing_outside(of: Chart) -> None:
    svg = draw(of).svg
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, load_dtd=False))
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert b"<!DOCTYPE" not in svg
    assert not names & {"text", "image", "script", "foreignObject", "metadata"}
    links = [value for element in root.iter() for key, value in element.attrib.items() if str(key).endswith("href")]
    assert links and all(str(link).startswith("#") for link in links)
    assert b"url(http" not in svg and b"@import" not in svg
    defined = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(defined) == len(set(defined))
    assert {str(link).removeprefix("#") for link in links} == set(defined)


def test_the_png_has_200_dots_per_inch_and_the_size_that_is_said() -> None:
    picture = draw(EXTREME[0])
    image = Image.open(io.BytesIO(picture.png))
    dots = [round(length / 25.4 * 200) for length in (picture.width_mm, picture.height_mm)]
    assert list(image.size) == dots
    assert [round(dpi) for dpi in image.info["dpi"]] == [200, 200]
    assert picture.width_mm == 150


def test_svg_and_png_have_the_same_proportions() -> None:
    picture = draw(EXTREME[0])
    root = etree.fromstring(picture.svg)
    width, height = (float(str(root.attrib[side]).removesuffix("pt")) * POINT_MM for side in ("width", "height"))
    assert [width, height] == pytest.approx([picture.width_mm, picture.height_mm], abs=0.1)


def test_the_ground_of_the_png_is_pure_white() -> None:
    image = Image.open(io.BytesIO(draw(EXTREME[0]).png)).convert("RGB")
    assert image.getpixel((image.width - 1, image.height - 1)) == (255, 255, 255)


def test_the_png_has_few_colours_and_those_of_the_palette_unchanged() -> None:
    image = Image.open(io.BytesIO(draw(AREAS).png))
    assert image.mode == "P"
    used = {f"#{color.tobytes().hex().upper()}" for color in np.asarray(image.convert("RGB")).reshape(-1, 3)[::7]}
    assert len(used) <= 256
    assert {look.fill for look in palette.styles(AREAS.series)} | {palette.INK, palette.MUTED} <= used


DIGESTS = """
import hashlib
from charts.by_hand import EXTREME
from report.charts.draw import draw
for chart in EXTREME[::4]:
    picture = draw(chart)
    print(hashlib.sha256(picture.svg + picture.png + picture.alt.encode()).hexdigest())
"""


def digests(surroundings: dict[str, str]) -> list[str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    run = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        env={**os.environ, "PYTHONPATH": paths, **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_the_same_chart_gives_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(
        "svg.fonttype: none\nfont.family: serif\nfont.size: 30\npath.sketch: 1, 100, 2\nlines.antialiased: False\n"
        "text.antialiased: False\nfigure.autolayout: True\nlines.scale_dashes: False\ntext.hinting: native\n",
        "utf-8",
    )
    one = digests({"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "1"})
    two = digests({"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "2", "MATPLOTLIBRC": str(tmp_path)})
    here = [hashlib.sha256(p.svg + p.png + p.alt.encode()).hexdigest() for p in map(draw, EXTREME[::4])]
    assert one == two == here


def test_drawing_leaves_matplotlibs_settings_as_they_were() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    draw(EXTREME[0])
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    ("of", "word"),
    [
        (replace(AREAS, categories=()), "no categories"),
        (replace(AREAS, categories=("工业", "投资")), "do not match"),
        (replace(AREAS, series=(*AREAS.series, AREAS.series[0])), "more than five"),
        (replace(progress("zh", [("1", "2")]), statuses=()), "status"),
    ],
)
def test_a_chart_whose_parts_do_not_fit_is_refused(of: Chart, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        draw(of)


def test_an_own_label_for_a_missing_figure_is_kept() -> None:
    of = replace(AREAS, series=(replace(AREAS.series[0], points=(replace(point(None), label="…"),)),))
    assert "…" in [label.text for label in lay_out(of).labels()]
