"""The .docx as Word reads it: passages, figures, captions, tables, pictures, properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from lxml import etree

from report.charts.model import Picture
from report.errors import InputFaults
from report.facts.model import Fact
from report.narrative.model import Kind, Narrative, Passage, Span
from report.word.inline import bookmark_name, figure_tag
from report.word.ooxml import NAMESPACES, W, qualified
from report.word.record import Record
from report.word.write import Properties, write

STYLE = Path(__file__).parents[2] / "templates" / "style.docx"

Written = Callable[[Narrative], Path]
Short = Callable[..., Narrative]


def root_of(path: Path, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def words_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def found(element: etree._Element, query: str) -> list[Any]:
    """What an XPath query finds: elements, or values of attributes."""
    return list(cast(list[Any], etree._Element.xpath(element, query, namespaces=NAMESPACES)))


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_a_whole_briefing_passes_the_validator(
    language: str, request: pytest.FixtureRequest, written: Written, validate: Callable[[Path], None]
) -> None:
    validate(written(request.getfixturevalue(language)))


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_a_whole_briefing_opens_in_libreoffice(
    language: str, request: pytest.FixtureRequest, written: Written, page_images: Callable[[Path], list[Path]]
) -> None:
    assert len(page_images(written(request.getfixturevalue(language)))) in (4, 5)


def test_style_docx_itself_passes_the_validator(validate: Callable[[Path], None]) -> None:
    validate(STYLE)


def test_every_passage_is_found_by_its_hidden_bookmark(chinese: Narrative, written: Written) -> None:
    root = root_of(written(chinese))
    starts = {start.get(W + "name"): start for start in root.iter(W + "bookmarkStart")}
    assert set(starts) == {bookmark_name(passage.id) for passage in chinese.passages}
    for passage in chinese.passages:
        start = starts[bookmark_name(passage.id)]
        inside = list(start.itersiblings(W + "r", W + "sdt", W + "bookmarkEnd"))
        end = next(index for index, element in enumerate(inside) if element.tag == W + "bookmarkEnd")
        assert "".join(map(words_of, inside[:end])).endswith(passage.text)


def test_every_figure_is_a_content_control_that_names_its_fact(chinese: Narrative, written: Written) -> None:
    root = root_of(written(chinese))
    figures = [span for passage in chinese.passages for span in passage.all_spans() if span.fact]
    controls = list(root.iter(W + "sdt"))
    shown = [words_of(control.findall(f"{W}sdtContent/{W}r")[-1]) for control in controls]
    assert shown == [span.text for span in figures]
    tags = [found(control, "w:sdtPr/w:tag/@w:val")[0] for control in controls]
    assert tags == [figure_tag(span.fact.key) for span in figures if span.fact]
    assert found(root, "//w:sdtPr[not(w15:appearance/@w15:val='hidden')]") == []


def test_ids_are_unique_within_a_document(chinese: Narrative, written: Written) -> None:
    root = root_of(written(chinese))
    for query in ("//w:sdtPr/w:id/@w:val", "//w:bookmarkStart/@w:id", "//wp:docPr/@id"):
        ids = found(root, query)
        assert ids
        assert len(ids) == len(set(ids))


def test_a_tag_longer_than_word_allows_is_shortened_but_stays_its_own() -> None:
    keys = [f"revenue_per_mu.growth.gap@gongyi~henan+zhengzhou+china/2021Q1-alone-{n}" for n in (1, 2)]
    tags = [figure_tag(key) for key in keys]
    assert [len(tag) for tag in tags] == [64, 64]
    assert tags[0] != tags[1]
    assert figure_tag("iva.growth@gongyi/2021Q1") == "iva.growth@gongyi/2021Q1"


@pytest.mark.parametrize("passage", ["a-b", "a_b.c", "段落", "x" * 60, "", "lead"])
def test_a_bookmark_has_a_name_that_word_accepts(passage: str) -> None:
    name = bookmark_name(passage)
    assert name.startswith("_p_")
    assert len(name) <= 40
    assert name.isascii()
    assert name.replace("_", "").isalnum()
    assert name != bookmark_name(passage + "!")


def test_captions_number_themselves_with_a_sequence_field(chinese: Narrative, written: Written) -> None:
    document = docx.Document(str(written(chinese)))
    captions = [p for p in document.paragraphs if p.style and p.style.name in ("简报表题", "简报图题")]
    assert [caption.text for caption in captions] == [
        "图1　一季度主要指标增速高于全省和郑州市",
        "表1　一季度主要指标",
        "图2　规模以上工业增加值累计增速走势",
        "图3　年度目标完成进度",
    ]
    fields = [found(caption._p, ".//w:instrText/text()")[0].split()[:2] for caption in captions]
    assert fields == [["SEQ", "图"], ["SEQ", "表"], ["SEQ", "图"], ["SEQ", "图"]]


def test_english_captions_say_table_and_figure(english: Narrative, written: Written) -> None:
    document = docx.Document(str(written(english)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Table 1. Main indicators, first quarter of 2021" in texts
    assert "Figure 3. Progress towards the targets for 2021" in texts


def test_a_table_stands_below_its_caption_and_a_chart_above(chinese: Narrative, written: Written) -> None:
    document = docx.Document(str(written(chinese)))
    styles = [
        "table" if block.tag == W + "tbl" else found(block, "w:pPr/w:pStyle/@w:val")[0]
        for block in document.element.body
        if block.tag != W + "sectPr"
    ]
    assert styles[styles.index("CTableCaption") + 1] == "table"
    assert styles[styles.index("CPicture") + 1] == "CChartCaption"
    for style in ("简报表题", "简报图片", "简报一级标题", "简报二级标题"):
        assert document.styles[style].paragraph_format.keep_with_next


def test_a_caption_with_a_note_under_it_holds_on_to_the_note(chinese: Narrative, written: Written) -> None:
    root = root_of(written(chinese))
    held = [words_of(p) for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert "图1　一季度主要指标增速高于全省和郑州市" in held
    assert "图2　规模以上工业增加值累计增速走势" not in held


def test_the_credit_never_opens_a_page_without_text(chinese: Narrative, written: Written) -> None:
    root = root_of(written(chinese))
    held = [words_of(p) for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    texts = [passage.text for passage in chinese.passages if passage.kind is Kind.PARAGRAPH]
    assert texts[-1] in held
    assert texts[-2] not in held


def test_no_row_of_a_table_stands_alone_on_a_page(chinese: Narrative, written: Written) -> None:
    rows = docx.Document(str(written(chinese))).tables[0]._tbl.tr_lst
    held = [row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None for row in rows]
    assert held == [True] * 3 + [False] * 8 + [True, True]


def test_the_table_repeats_its_header_and_breaks_no_row(chinese: Narrative, written: Written) -> None:
    table = docx.Document(str(written(chinese))).tables[0]
    rows = table._tbl.tr_lst
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 12
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert found(table._tbl, "w:tblPr/w:tblLook/@w:firstRow") == ["1"]
    assert found(table._tbl, "w:tblPr/w:tblCaption/@w:val") == ["一季度主要指标"]
    assert "同比增长（%）" in found(table._tbl, "w:tblPr/w:tblDescription/@w:val")[0]


def test_cells_are_aligned_by_their_style_and_nothing_is_formatted_by_hand(
    chinese: Narrative, written: Written
) -> None:
    path = written(chinese)
    table = docx.Document(str(path)).tables[0]
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "简报表格文字",
        "简报表格居中",
        *["简报表格数字"] * 3,
        "简报表格居中",
    ]
    root = root_of(path)
    by_hand = found(root, "//w:rPr/*[not(self::w:rStyle)] | //w:p/w:pPr/*[not(self::w:pStyle or self::w:keepNext)]")
    assert by_hand == []


def test_a_picture_is_vector_with_a_fallback_and_says_what_it_shows(
    chinese: Narrative, written: Written, pictures: Mapping[str, Picture]
) -> None:
    path = written(chinese)
    root = root_of(path)
    assert found(root, "//wp:docPr/@descr") == [pictures[name].alt for name in ("growth", "trend", "targets")]
    assert found(root, "//wp:extent/@cx") == [str(150 * 36000)] * 3
    parts = {
        relation.get("Id"): relation.get("Target", "") for relation in root_of(path, "word/_rels/document.xml.rels")
    }
    targets = [parts[key] for key in found(root, "//a:blip/@r:embed | //asvg:svgBlip/@r:embed")]
    assert sorted(targets) == [f"media/chart{n}.{kind}" for n in (1, 2, 3) for kind in ("png", "svg")]
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/media/chart1.svg") == pictures["growth"].svg
        assert archive.read("word/media/chart1.png") == pictures["growth"].png


def test_a_picture_too_wide_for_the_page_is_scaled_to_the_type_area(
    narrative_of: Short,
    pictures: Mapping[str, Picture],
    make_record: Callable[[Narrative], Record],
    properties: Properties,
    tmp_path: Path,
) -> None:
    narrative = narrative_of(Passage("c", Kind.CHART, chart="wide"))
    wide = replace(pictures["growth"], width_mm=312.0, height_mm=100.0)
    path = tmp_path / "wide.docx"
    path.write_bytes(write(narrative, {"wide": wide}, make_record(narrative), properties, STYLE))
    extent = found(root_of(path), "//wp:extent")[0]
    assert int(extent.get("cx", "")) == pytest.approx(156 * 36000, rel=0.001)
    assert int(extent.get("cy", "")) == pytest.approx(50 * 36000, rel=0.001)


def test_office_and_date_share_a_row_under_the_masthead(chinese: Narrative, written: Written) -> None:
    document = docx.Document(str(written(chinese)))
    row = next(p for p in document.paragraphs if p.style and p.style.name == "简报单位日期")
    assert row.text == "巩义市统计局\t2021年4月9日"


def test_the_end_matter_closes_the_document_in_one_ruled_table(chinese: Narrative, written: Written) -> None:
    table = docx.Document(str(written(chinese))).tables[-1]
    assert table.style is not None
    assert table.style.name == "简报版记"
    assert [row.cells[0].text[:2] for row in table.rows] == ["报：", "发：", "共印"]


def test_properties_say_title_author_keywords_and_the_edition_date(
    chinese: Narrative, written: Written, properties: Properties
) -> None:
    core = docx.Document(str(written(chinese))).core_properties
    assert (core.title, core.author, core.subject) == (properties.title, properties.author, properties.subject)
    assert core.keywords == "工业; 简报"
    assert core.created == core.modified == datetime(2021, 4, 9, tzinfo=UTC)
    assert core.comments == ""


@pytest.mark.parametrize(("language", "locale"), [("chinese", "zh-CN"), ("english", "en-US")])
def test_the_document_says_its_language(
    language: str, locale: str, request: pytest.FixtureRequest, written: Written
) -> None:
    path = written(request.getfixturevalue(language))
    assert found(root_of(path, "word/styles.xml"), "w:docDefaults//w:lang/@*[. != 'ar-SA']") == ["en-US", "zh-CN"]
    assert found(root_of(path, "word/settings.xml"), "w:themeFontLang/@*") == ["en-US", "zh-CN"]
    assert docx.Document(str(path)).core_properties.language == locale


def test_nothing_of_the_sample_text_or_the_other_language_is_left(english: Narrative, written: Written) -> None:
    path = written(english)
    text = words_of(root_of(path))
    assert "Body text is set in" not in text
    assert "二号小标宋" not in text
    with zipfile.ZipFile(path) as archive:
        footers = [name for name in archive.namelist() if "footer" in name]
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
    assert len(footers) == 2


HOSTILE = "<w:p/> & ]]> \u00a0 “引号” 𠮷野家 \U0001f4c8 䶮 %s {{x}} \u200b e\u0301  two  spaces "


def test_hostile_characters_come_out_as_themselves(
    narrative_of: Short, written: Written, validate: Callable[[Path], None]
) -> None:
    spans = (Span(HOSTILE), Span(HOSTILE, strong=True))
    path = written(narrative_of(Passage("p", Kind.PARAGRAPH, spans)))
    assert words_of(root_of(path)) == HOSTILE * 2
    validate(path)


def test_tabs_and_line_breaks_become_those_of_word(narrative_of: Short, written: Written) -> None:
    path = written(narrative_of(Passage("p", Kind.PARAGRAPH, (Span("a\tb\nc"),))))
    assert docx.Document(str(path)).paragraphs[0].text == "a\tb\nc"


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_a_character_that_xml_cannot_carry_is_a_fault_that_names_it(
    bad: str, narrative_of: Short, written: Written
) -> None:
    passages = [Passage(f"p{n}", Kind.PARAGRAPH, (Span(f"增长{bad}%"),)) for n in (1, 2)]
    with pytest.raises(InputFaults) as raised:
        written(narrative_of(*passages))
    assert [fault.place.key for fault in raised.value.faults] == ["p1", "p2"]
    assert f"U+{ord(bad):04X}" in str(raised.value)


def test_prefixes_are_declared_once_and_older_word_may_ignore_the_newer_one(
    chinese: Narrative, written: Written
) -> None:
    path = written(chinese)
    assert "w15" in (root_of(path).get(qualified("mc:Ignorable")) or "").split()
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/document.xml").count(b"xmlns:w15=") == 1


def test_a_figure_may_be_strong_and_stand_in_a_heading(narrative_of: Short, written: Written) -> None:
    template = Fact("iva.growth@gongyi/2021Q1", Decimal("8.2"), "%", 1)
    path = written(narrative_of(Passage("h", Kind.HEADING, (Span("8.2%", "figure", template, strong=True),))))
    assert found(root_of(path), "//w:sdtContent/w:r/w:rPr/w:rStyle/@w:val") == ["CStrong"]


def test_the_bytes_are_a_word_document(chinese: Narrative, written: Written) -> None:
    assert docx.Document(io.BytesIO(written(chinese).read_bytes())).paragraphs[0].text == "巩义工业经济简报"
