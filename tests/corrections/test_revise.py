"""What a correction does to a whole document: passages, tables, charts, and all that is the editor's own."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import hand_made
import pytest
from lxml import etree

from report import edition as editions
from report import pipeline
from report.catalogue import Language
from report.charts.draw import draw
from report.charts.model import Chart, Picture
from report.corrections.correct import AUTHOR
from report.corrections.revise import Carried, Ours, carry
from report.corrections.said import Teller
from report.edition import Edition
from report.figures.model import Figures
from report.orders import House, Order, open_house
from report.word.comments import margin
from report.word.flow import paragraphs, pieces, text_of
from report.word.inline import run
from report.word.ooxml import W, qualified, w
from report.word.opened import COMMENTS, DOCUMENT, Opened, open_document
from report.word.read import records_in
from report.word.record import record_of
from report.word.redraw import shown
from report.word.settle import looks, settled
from report.word.tracked import Stamp, free_ids
from report.word.write import write

TELLERS = {one: Teller(one, hand_made.CATALOGUE, hand_made.CLAIMS, hand_made.subject()) for one in ("zh", "en")}
DAY = datetime.datetime(2021, 5, 3, 8, tzinfo=datetime.UTC)
Values = Mapping[str, str | None]
Q1 = "@gongyi/2021Q1"
CORRECTED: Values = {f"iva.growth{Q1}": "30.2"}
TURNED: Values = {f"iva.growth{Q1}": "-3.2"}
DREW: dict[str, Picture] = {}


def drawn(chart: Chart) -> Picture:
    """Each chart once: what it shows is what decides."""
    return DREW.setdefault(repr(chart), DREW.get(repr(chart)) or draw(chart))


@dataclass(frozen=True)
class Briefing:
    """An edition with other figures, or other words of its own."""

    house: House
    made: Edition
    figures: Figures

    def prepared(self, language: Language) -> pipeline.Prepared:
        order = Order(self.made, language, Path("x.docx"), repr(sorted(map(repr, self.figures))), current=False)
        return next(pipeline.prepare(self.house, [order], lambda house, made: self.figures))

    def document(self, language: Language) -> bytes:
        one = self.prepared(language)
        charts = [(chart, drawn(chart)) for chart in one.charts]
        record = record_of(one.narrative, one.heading, charts)
        pictures = {chart.id: picture for chart, picture in charts}
        return write(one.narrative, pictures, record, one.properties, self.house.templates / "style.docx")

    def ours(self, language: Language) -> Ours:
        one = self.prepared(language)
        return Ours(
            one.narrative, one.charts, dataclasses.replace(one.heading, making="correction"), drawn, TELLERS[language]
        )

    def having(self, values: Values, **words: object) -> Briefing:
        figures = hand_made.changed(self.figures, values, add=True)
        return Briefing(self.house, dataclasses.replace(self.made, **words), figures)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sample() -> Briefing:
    house = open_house(hand_made.INPUTS, hand_made.TEMPLATES, Path("outputs"))
    return Briefing(house, *hand_made.shipped("gongyi-2021Q1"))


@dataclass
class Desk:
    """A document on which an editor works, and into which a correction is carried."""

    folder: Path
    opened: Opened
    number: int = 0

    @classmethod
    def with_document(cls, folder: Path, content: bytes) -> Desk:
        path = folder / "briefing.docx"
        path.write_bytes(content)
        return cls(folder, open_document(path))

    def paragraph(self, words: str) -> etree._Element:
        return next(one for one in paragraphs(self.opened.body) if words in text_of(one))

    def texts(self) -> list[str]:
        return [text_of(one) for one in paragraphs(self.opened.body)]

    def retype(self, old: str, new: str) -> None:
        """Words of a paragraph, the first where they stand, over other words."""
        paragraph = self.paragraph(old)
        start = text_of(paragraph).index(old)
        for piece in pieces(paragraph):
            first, last = max(start, piece.start), min(start + len(old), piece.end)
            if first < last:
                piece.element.text = piece.text[: first - piece.start] + new + piece.text[last - piece.start :]
                new = ""

    def revise(self, ours: Ours) -> Carried:
        """The document becomes what the correction makes of it."""
        self.number += 1
        before = self.opened.to_bytes()
        path = self.folder / f"edited-{self.number}.docx"
        path.write_bytes(before)
        edited = open_document(path)
        part, base = next(records_in(edited.parts, edited.name))
        carried = carry(edited, part, base, ours, Stamp(AUTHOR, DAY, free_ids(edited.root(edited.main))))
        target = self.folder / f"revised-{self.number}.docx"
        target.write_bytes(carried.content)
        self.opened = open_document(target)
        self.path = target
        return carried

    def settle(self, *, accept: bool) -> None:
        self.opened.roots[self.opened.main] = settled(self.opened.root(self.opened.main), _is_ours, accept=accept)

    def comments(self) -> list[str]:
        part = self.opened.related(COMMENTS)
        if part is None:
            return []
        made = filter(_is_ours, self.opened.root(part).iterchildren(W + "comment"))
        return ["\n".join(map(text_of, one.iter(W + "p"))) for one in made]

    def commented(self) -> list[str]:
        """The words on which each of our comments stands."""
        found = []
        for start in self.opened.body.iter(W + "commentRangeStart"):
            words, number = "", start.get(W + "id")
            for element in start.itersiblings():
                if element.tag == W + "commentRangeEnd" and element.get(W + "id") == number:
                    break
                words += "".join(one.text or "" for one in element.iter(W + "t"))
            found.append(words)
        return found


def _is_ours(mark: etree._Element) -> bool:
    return mark.get(W + "author", "").startswith(AUTHOR)


@pytest.fixture
def desk(sample: Briefing, tmp_path: Path) -> Desk:
    return Desk.with_document(tmp_path, sample.document("zh"))


def kinds(carried: Carried) -> list[tuple[str, str]]:
    return [(item.kind, item.passage) for item in carried.attention]


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def added(after: etree._Element, words: str) -> etree._Element:
    made = w("p", run(words))
    after.addnext(made)
    return made


# -- the whole ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("values", [CORRECTED, TURNED, {f"profit.growth{Q1}": None, f"tax.level{Q1}": "15.9"}])
def test_accepted_the_document_says_what_a_fresh_one_would_and_rejected_what_it_said(
    language: Language, values: Values, sample: Briefing, tmp_path: Path
) -> None:
    desk = Desk.with_document(tmp_path, sample.document(language))
    before = looks(desk.opened.body)
    assert not desk.revise(sample.having(values).ours(language)).attention
    revised = desk.opened.to_bytes()
    desk.settle(accept=True)
    fresh = Desk.with_document(tmp_path, sample.having(values).document(language))
    assert desk.texts() == fresh.texts()
    again = Desk.with_document(tmp_path, revised)
    again.settle(accept=False)
    assert looks(again.opened.body) == before


def test_a_correction_back_to_the_first_value_gives_back_the_first_text(desk: Desk, sample: Briefing) -> None:
    before = desk.texts()
    desk.revise(sample.having(CORRECTED).ours("zh"))
    assert desk.texts() != before
    assert not desk.revise(sample.ours("zh")).attention
    assert desk.texts() == before
    desk.settle(accept=False)
    assert desk.texts() == before


@pytest.mark.parametrize("accept", [True, False, None], ids=["accepted", "rejected", "left standing"])
def test_a_second_correction_works_on_top_of_the_first(accept: bool | None, desk: Desk, sample: Briefing) -> None:
    desk.revise(sample.having(CORRECTED).ours("zh"))
    if accept is not None:
        desk.settle(accept=accept)
    later = sample.having({f"iva.growth{Q1}": "29.5"})
    carried = desk.revise(later.ours("zh"))
    assert desk.texts()[5].startswith(
        "2021年一季度，巩义市规模以上工业增加值同比增长29.5%，分别高于全省、郑州市8.9、0.5个百分点"
    )
    assert {item.kind for item in carried.attention} == ({"rejected"} if accept is False else set())


def test_what_was_rejected_and_is_no_news_is_left_as_the_person_left_it(desk: Desk, sample: Briefing) -> None:
    """In the text and in the table alike: they would contradict each other otherwise."""
    desk.revise(sample.having(CORRECTED).ours("zh"))
    desk.settle(accept=False)
    carried = desk.revise(sample.having({**CORRECTED, f"aluminium.growth{Q1}": "33.3"}).ours("zh"))
    assert [(one.passage, one.old, one.new) for one in carried.changed] == [("production", "34.6", "33.3")]
    assert "同比增长31.2%" in desk.texts()[5]
    assert row(desk, "规上工业增加值")[3] == "31.2*"
    assert not carried.attention


def test_a_correction_rejected_in_one_place_only_is_proposed_anew_there(desk: Desk, sample: Briefing) -> None:
    desk.revise(sample.having(CORRECTED).ours("zh"))
    lead = desk.paragraph("2021年一季度，巩义市规模以上")
    marks = list(lead.iter(W + "ins", W + "del"))[:2]
    root = desk.opened.root(desk.opened.main)
    numbers = {mark.get(W + "id") for mark in marks}
    desk.opened.roots[desk.opened.main] = settled(root, lambda mark: mark.get(W + "id") in numbers, accept=False)
    desk.settle(accept=True)
    assert "增长31.2%，分别高于全省、郑州市9.6、1.2个百分点" in desk.texts()[5]
    carried = desk.revise(sample.having({f"iva.growth{Q1}": "29.5"}).ours("zh"))
    assert "增长29.5%，分别高于全省、郑州市8.9、0.5个百分点" in desk.texts()[5]
    assert kinds(carried) == [("rejected", "lead")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_reader_kept_when_it_was_to_go_does_not_come_twice_when_it_comes_back(
    language: Language, sample: Briefing, tmp_path: Path
) -> None:
    """A passage and a row whose going was rejected are known when the next correction brings them back."""
    desk = Desk.with_document(tmp_path, sample.document(language))
    before = desk.texts()
    gone = {f"tax.level{Q1}": None, f"aluminium_investment.level{Q1}": None, f"aluminium_investment.growth{Q1}": None}
    assert desk.revise(sample.having(gone).ours(language)).changed
    desk.settle(accept=False)
    desk.revise(sample.ours(language))
    desk.settle(accept=True)
    assert desk.texts() == before


def test_a_passage_that_comes_back_while_its_going_still_stands_comes_behind_it(desk: Desk, sample: Briefing) -> None:
    """LibreOffice, rejecting, would join the paragraph before it with the one that was struck out."""
    desk.revise(sample.having({f"tax.level{Q1}": None}).ours("zh"))
    desk.revise(sample.ours("zh"))
    after = desk.paragraph("三、质效有所提升")
    flags = [one.find(f"{W}pPr/{W}rPr/*") for one in list(after.itersiblings(W + "p"))[:2]]
    assert [flag.tag for flag in flags if flag is not None] == [W + "del", W + "ins"]


def test_corrections_that_stand_together_are_told_apart_by_their_authors(desk: Desk, sample: Briefing) -> None:
    """LibreOffice does not settle a deletion within an insertion by the same author."""
    desk.revise(sample.having(CORRECTED).ours("zh"))
    desk.revise(sample.having({f"iva.growth{Q1}": "29.5"}).ours("zh"))
    inside = [mark for around in desk.opened.body.iter(W + "ins") for mark in around.iter(W + "del")]
    assert {mark.get(W + "author") for mark in inside} == {f"{AUTHOR} (2)"}
    assert {mark.get(W + "author") for mark in desk.opened.body.iter(W + "ins")} == {AUTHOR, f"{AUTHOR} (2)"}


# -- passages ----------------------------------------------------------------------------------------------------------


def test_a_passage_that_was_deleted_by_hand_stays_deleted(desk: Desk, sample: Briefing) -> None:
    remove(desk.paragraph("从走势看"))
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert not any("从走势看" in text for text in desk.texts())
    assert not carried.attention


def test_a_passage_that_an_editor_wrote_stays_word_for_word(desk: Desk, sample: Briefing) -> None:
    words = "编者按：本期数据已经局务会审定，<请勿外传> & 妥善保管。"
    added(desk.paragraph("从走势看"), words)
    desk.revise(sample.having(TURNED).ours("zh"))
    assert words in desk.texts()


def test_a_figure_in_an_editors_own_passage_is_not_taken_for_that_of_a_passage_that_is_gone(
    desk: Desk, sample: Briefing
) -> None:
    words = "编者按：规上工业增加值31.2%的增速来之不易。"
    added(desk.paragraph("从走势看"), words)
    remove(desk.paragraph("从走势看"))
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert words in desk.texts()
    assert kinds(carried) == [("typed_elsewhere", "")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_growth_that_became_a_fall_in_an_edited_paragraph(language: Language, sample: Briefing, tmp_path: Path) -> None:
    desk = Desk.with_document(tmp_path, sample.document(language))
    old, new = {
        "zh": ("，巩义市规模以上", "，据初步统计，我市规模以上"),
        "en": (", the value added of", ", as first estimated, the value added of"),
    }[language]
    desk.retype(old, new)
    carried = desk.revise(sample.having(TURNED).ours(language))
    said = desk.texts()
    expected = {
        "zh": "据初步统计，我市规模以上工业增加值同比下降3.2%，增速分别低于全省、郑州市23.8、32.2个百分点。",
        "en": "declined by 3.2 percent year on year, 23.8 and 32.2 percentage points lower than the rates",
    }[language]
    assert any(expected in text for text in said), said[5]
    assert kinds(carried) == [("beside", "lead")]
    told = {
        "zh": "原为“增长31.2%”，现为“下降3.2%”",
        "en": "was “growth of 31.2 percent”, is now “a decline of 3.2 percent”",
    }
    assert any(told[language] in one for one in desk.comments())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_growth_that_became_a_fall_where_the_word_was_rewritten_is_left_and_said(
    language: Language, sample: Briefing, tmp_path: Path
) -> None:
    desk = Desk.with_document(tmp_path, sample.document(language))
    desk.retype(*{"zh": ("同比增长", "同比猛增"), "en": ("grew by ", "surged by ")}[language])
    carried = desk.revise(sample.having(TURNED).ours(language))
    lead = desk.texts()[5]
    assert {"zh": "同比猛增31.2%", "en": "surged by 31.2 percent"}[language] in lead
    first = carried.attention[0]
    assert (first.kind, first.passage) == ("rephrased", "lead")
    assert first.new == {"zh": "下降3.2%", "en": "a decline of 3.2 percent"}[language]
    assert {"zh": "同比下降3.2%", "en": "declined by 3.2 percent"}[language] in desk.comments()[0]


def test_a_passage_that_falls_away_is_taken_out_and_one_that_is_new_put_in_after_its_predecessor(
    sample: Briefing, tmp_path: Path
) -> None:
    without = sample.having({f"tax.level{Q1}": None})
    desk = Desk.with_document(tmp_path, without.document("zh"))
    assert not any("税收总额15.3亿元" in text for text in desk.texts())
    assert not desk.revise(sample.ours("zh")).attention
    texts = desk.texts()
    at = next(at for at, text in enumerate(texts) if text.startswith("税收总额15.3亿元"))
    assert texts[at - 1] == "三、质效有所提升"
    desk.settle(accept=True)
    made = desk.paragraph("税收总额15.3亿元").find(f"{W}pPr/{W}pStyle")
    like = desk.paragraph("规模以上工业企业利润").find(f"{W}pPr/{W}pStyle")
    assert made is not None and like is not None
    assert made.get(W + "val") == like.get(W + "val")
    assert not desk.revise(without.ours("zh")).attention
    assert not any("税收总额15.3亿元" in text for text in desk.texts())


def test_a_passage_that_falls_away_but_was_edited_is_left_and_said(desk: Desk, sample: Briefing) -> None:
    desk.retype("税收总额15.3亿元", "全市税收总额15.3亿元")
    carried = desk.revise(sample.having({f"tax.level{Q1}": None}).ours("zh"))
    assert ("falls_away", "tax") in kinds(carried)
    assert any("全市税收总额15.3亿元" in text for text in desk.texts())
    assert any("本段不再列出" in one for one in desk.comments())


def test_masthead_date_and_credits_are_passages_like_others(desk: Desk, sample: Briefing) -> None:
    words = {**sample.made.words, "zh": sample.made.words["zh"].model_copy(update={"contributor": "市委宣传部新闻科"})}
    later = sample.having({}, issue=5, date=datetime.date(2021, 5, 6), words=words)
    carried = desk.revise(later.ours("zh"))
    assert desk.texts()[1] == "第5期（总第16期）"
    assert desk.texts()[2].endswith("\t2021年5月6日")
    assert "（供稿：市委宣传部新闻科）" in desk.texts()
    assert {one.passage for one in carried.changed} == {"issue", "date", "credit"}


# -- anchors -----------------------------------------------------------------------------------------------------------


def test_passages_are_found_without_bookmarks_or_tags(desk: Desk, sample: Briefing) -> None:
    for mark in list(desk.opened.body.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "tag")):
        remove(mark)
    desk.retype("从走势看", "总的来看")
    assert not desk.revise(sample.having(CORRECTED).ours("zh")).attention
    assert text_of(desk.paragraph("总的来看")).startswith("总的来看，规模以上工业增加值同比增长30.2%")


def test_a_paragraph_that_was_parted_or_joined_is_still_known(desk: Desk, sample: Briefing) -> None:
    for mark in list(desk.opened.body.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        remove(mark)
    economy = desk.paragraph("从总量看")
    parted = copy.deepcopy(economy)
    economy.addnext(parted)
    at = text_of(economy).index("分产业看")
    for paragraph, keep in ((economy, range(at)), (parted, range(at, 10**6))):
        start = 0
        for one in list(paragraph.iter(W + "t")):
            text = one.text or ""
            one.text = "".join(letter for place, letter in enumerate(text, start) if place in keep)
            start += len(text)
    structure = desk.paragraph("三次产业增加值占")
    for child in list(structure)[1:]:
        parted.append(child)
    remove(structure)
    values = {f"gdp.level{Q1}": "197.0", f"secondary.level{Q1}": "114.3"}
    carried = desk.revise(sample.having(values).ours("zh"))
    assert not carried.attention
    assert text_of(desk.paragraph("从总量看")).startswith("从总量看，地区生产总值197亿元，同比增长17.6%")
    assert any("第二产业增加值114.3亿元" in text and "58%" in text for text in desk.texts())


def test_a_paragraph_that_was_moved_is_corrected_where_it_is(desk: Desk, sample: Briefing) -> None:
    moved = desk.paragraph("从走势看")
    desk.paragraph("工业投资38.7亿元").addnext(moved)
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert not carried.attention
    texts = desk.texts()
    at = next(at for at, text in enumerate(texts) if text.startswith("工业投资38.7亿元"))
    assert texts[at + 1].startswith("从走势看，规模以上工业增加值同比增长30.2%")


# -- tables ------------------------------------------------------------------------------------------------------------


def row(desk: Desk, name: str) -> list[str]:
    found = next(one for one in desk.opened.body.iter(W + "tr") if text_of(next(one.iter(W + "p"))) == name)
    return ["".join(map(text_of, cell.iter(W + "p"))) for cell in found.iterchildren(W + "tc")]


def cell(desk: Desk, name: str, column: int) -> etree._Element:
    found = next(one for one in desk.opened.body.iter(W + "tr") if text_of(next(one.iter(W + "p"))) == name)
    return list(found.iterchildren(W + "tc"))[column]


def test_a_cell_that_was_retyped_is_left_and_said_and_the_others_are_corrected(desk: Desk, sample: Briefing) -> None:
    typed = next(cell(desk, "工业投资", 2).iter(W + "t"))
    typed.text = "38.8"
    values = {f"industrial_investment.level{Q1}": "39.4", f"industrial_investment.growth{Q1}": "18.9"}
    carried = desk.revise(sample.having(values).ours("zh"))
    assert row(desk, "工业投资")[2:4] == ["38.8*", "18.9*"]
    assert ("retyped", "indicators") in kinds(carried)
    assert any("38.7" in one and "39.4" in one for one in desk.comments())


def test_rows_come_and_go_tracked(sample: Briefing, tmp_path: Path) -> None:
    gone = {f"aluminium_investment.level{Q1}": None, f"aluminium_investment.growth{Q1}": None}
    fewer = sample.having(gone)
    desk = Desk.with_document(tmp_path, fewer.document("zh"))
    assert not desk.revise(sample.ours("zh")).attention
    assert row(desk, "高精铝产业投资") == ["高精铝产业投资", "亿元", "10.3*", "25.6*", "—", "—", "—", "—"]
    names = [text_of(next(one.iter(W + "p"))) for one in desk.opened.body.iter(W + "tr")]
    assert names[names.index("高精铝产业投资") - 1] == "固定资产投资"
    desk.settle(accept=True)
    assert not desk.revise(fewer.ours("zh")).attention
    assert not any("高精铝产业投资" in text for text in desk.texts())


def test_a_row_that_is_taken_out_holds_no_controls(desk: Desk, sample: Briefing) -> None:
    """LibreOffice leaves a row where it is, accepted or rejected, as long as a control stands in it."""
    next(cell(desk, "高精铝产业投资", 2).iter(W + "sdtContent"))[-1].append(w("lastRenderedPageBreak"))
    gone = {f"aluminium_investment.level{Q1}": None, f"aluminium_investment.growth{Q1}": None}
    desk.revise(sample.having(gone).ours("zh"))
    [dropped] = [one for one in desk.opened.body.iter(W + "tr") if one.find(f"{W}trPr/{W}del") is not None]
    assert not list(dropped.iter(W + "sdt"))


def test_a_row_that_falls_away_but_was_edited_is_left_and_said(desk: Desk, sample: Briefing) -> None:
    next(cell(desk, "高精铝产业投资", 4).iter(W + "t")).text = "约20"
    gone = {f"aluminium_investment.level{Q1}": None, f"aluminium_investment.growth{Q1}": None}
    carried = desk.revise(sample.having(gone).ours("zh"))
    assert ("row", "indicators") in kinds(carried)
    assert row(desk, "高精铝产业投资")[4] == "约20"


def test_a_row_that_was_deleted_by_hand_stays_deleted(desk: Desk, sample: Briefing) -> None:
    remove(next(cell(desk, "技改投资", 0).iterancestors(W + "tr")))
    values = {f"technical_investment.level{Q1}": "39.4", f"industrial_investment.growth{Q1}": "18.9"}
    carried = desk.revise(sample.having(values).ours("zh"))
    assert row(desk, "工业投资")[3] == "18.9*"
    assert not any(text == "技改投资" for text in desk.texts())
    assert "indicators" not in {item.passage for item in carried.attention}


def test_a_row_of_an_editors_own_in_the_place_of_one_that_is_gone_is_left_alone(desk: Desk, sample: Briefing) -> None:
    own = next(cell(desk, "技改投资", 0).iterancestors(W + "tr"))
    for column, words in enumerate(["外资", "万美元", "512", "6.1", "7.2", "8.3", "9.4", "—"]):
        texts = list(list(own.iterchildren(W + "tc"))[column].iter(W + "t"))
        texts[0].text = words
        for rest in texts[1:]:
            rest.text = ""
    before = row(desk, "外资")
    values = {f"technical_investment.level{Q1}": "39.4", f"technical_investment.growth{Q1}": "18.9"}
    carried = desk.revise(sample.having(values).ours("zh"))
    assert row(desk, "外资") == before
    assert "indicators" not in {item.passage for item in carried.attention}


def test_a_row_and_a_column_that_an_editor_added_stay(desk: Desk, sample: Briefing) -> None:
    for one in desk.opened.body.iter(W + "tr"):
        cells = list(one.iterchildren(W + "tc"))
        if len(cells) == 8:
            other = copy.deepcopy(cells[-1])
            for mark in list(other.iter(W + "bookmarkStart", W + "bookmarkEnd")):
                remove(mark)
            for text in other.iter(W + "t"):
                text.text = "备注"
            cells[-1].addnext(other)
    own = copy.deepcopy(next(cell(desk, "工业投资", 0).iterancestors(W + "tr")))
    next(own.iter(W + "t")).text = "外资"
    next(cell(desk, "工业投资", 0).iterancestors(W + "tr")).addnext(own)
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert not carried.attention
    assert row(desk, "规上工业增加值")[3] == "30.2*"
    assert row(desk, "外资")[-1] == "备注"


def test_a_column_that_comes_replaces_the_rows_of_an_untouched_table(
    sample: Briefing, tmp_path: Path, validate: Callable[[Path], None]
) -> None:
    subject = dataclasses.replace(sample.made.subject, compare_with=("henan",))
    fewer = sample.having({}, subject=subject)
    desk = Desk.with_document(tmp_path, fewer.document("zh"))
    before = looks(desk.opened.body)
    carried = desk.revise(sample.ours("zh"))
    validate(desk.path)
    assert not carried.attention
    assert row(desk, "规上工业增加值")[5] == "29.0"
    desk.settle(accept=False)
    assert looks(desk.opened.body) == before


def test_a_column_that_comes_is_said_where_the_table_was_edited(sample: Briefing, tmp_path: Path) -> None:
    subject = dataclasses.replace(sample.made.subject, compare_with=("henan",))
    desk = Desk.with_document(tmp_path, sample.having({}, subject=subject).document("zh"))
    next(cell(desk, "工业投资", 2).iter(W + "t")).text = "38.8"
    carried = desk.revise(sample.ours("zh"))
    assert ("row", "indicators") in kinds(carried)
    assert any("郑州市增速" in one for one in desk.comments())
    assert len(row(desk, "规上工业增加值")) == 7


# -- charts ------------------------------------------------------------------------------------------------------------


def test_a_chart_that_is_still_ours_is_drawn_anew_where_and_as_wide_as_the_editor_put_it(
    desk: Desk, sample: Briefing, validate: Callable[[Path], None]
) -> None:
    first = next(iter(shown(desk.opened)))
    assert first.around is not None and first.paragraph is not None
    size = first.around.find(qualified("wp:extent"))
    assert size is not None
    for one in [size, *first.around.iter(qualified("a:ext"))]:
        if one.get("cx"):
            one.set("cx", str(int(one.get("cx", "0")) // 2))
            one.set("cy", str(int(one.get("cy", "0")) // 2))
    half = (size.get("cx"), size.get("cy"))
    desk.paragraph("工业投资38.7亿元").addnext(first.paragraph)
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    validate(desk.path)
    moved = desk.paragraph("工业投资38.7亿元").getnext()
    assert moved is not None
    [again] = [one for one in shown(desk.opened) if one.paragraph is moved]
    now = {one.id: one for one in carried.record.charts}["growth"]
    assert again.digests == {now.svg, now.png}
    assert again.alt == now.alt
    assert "巩义市30.2%" in now.alt
    extent = again.around.find(qualified("wp:extent")) if again.around is not None else None
    assert extent is not None
    assert (extent.get("cx"), extent.get("cy")) == half
    assert any("图已按更正后的数据重绘" in one and "原为“31.2”" in one for one in desk.comments())


def test_a_picture_that_an_editor_put_in_its_place_is_left_and_said(desk: Desk, sample: Briefing) -> None:
    own = b"\x89PNG\r\n\x1a\n" + bytes(40)
    for name in list(desk.opened.parts):
        if "chart1." in name:
            desk.opened.parts[name] = own
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert ("chart", "growth-chart") in kinds(carried)
    assert hashlib.sha256(own).hexdigest() in next(iter(shown(desk.opened))).digests
    assert any("不是原来生成的图" in one and "原为“31.2”" in one for one in desk.comments())


def test_a_chart_that_was_taken_out_with_its_caption_stays_out(desk: Desk, sample: Briefing) -> None:
    picture = next(iter(shown(desk.opened)))
    assert picture.paragraph is not None
    remove(desk.paragraph("主要指标同比增速与全省、郑州市比较"))
    remove(picture.paragraph)
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert not carried.attention
    assert len(list(shown(desk.opened))) == 2


# -- numbers typed by hand ---------------------------------------------------------------------------------------------


def test_a_number_typed_elsewhere_that_was_the_old_value_gets_a_comment(desk: Desk, sample: Briefing) -> None:
    added(desk.paragraph("从走势看"), "编者按：规上工业增加值31.2%的增速来之不易，比郑州市高2.2个百分点。")
    desk.retype("要加强工业经济运行调度", "要在31.2％的基础上加强工业经济运行调度")
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    found = [(one.old, one.new) for one in carried.attention if one.kind == "typed_elsewhere"]
    assert sorted(found) == [("2.2", "1.2"), ("31.2%", "30.2%"), ("31.2%", "30.2%")]
    equals = "此处数字与“规上工业增加值增速”更正前的数值相同（31.2%），该数据现为“30.2%”"
    assert sum(equals in one for one in desk.comments()) == 2
    assert any("规上工业增加值31.2%的增速来之不易" in text for text in desk.texts())


def test_a_number_that_only_looks_like_the_old_value_gets_none(desk: Desk, sample: Briefing) -> None:
    added(desk.paragraph("从走势看"), "全市有31.2万人参加，覆盖131.2%以上，共2.2亿元，第31.2节。")
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert not carried.attention


def test_a_number_in_a_footnote_is_said_though_no_comment_can_stand_there(desk: Desk, sample: Briefing) -> None:
    kind = f"{DOCUMENT.rpartition('/')[0]}/footnotes"
    content = etree.tostring(w("footnotes", w("footnote", w("p", run("一季度为31.2%。")), id=2)))
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    desk.opened.relate(kind, desk.opened.add("word/footnotes", "xml", part, content))
    carried = desk.revise(sample.having(CORRECTED).ours("zh"))
    assert kinds(carried) == [("typed_elsewhere", "")]


def test_a_figure_that_is_no_longer_given_is_looked_for_too(desk: Desk, sample: Briefing) -> None:
    added(desk.paragraph("从走势看"), "编者按：高精铝产业增长34.6%。")
    carried = desk.revise(sample.having({f"aluminium.growth{Q1}": None}).ours("zh"))
    assert ("typed_elsewhere", "") in kinds(carried)
    assert any("该数据现不再列出" in one for one in desk.comments())


@pytest.mark.parametrize("words", ["利润达8.6亿。", "利润为8.6亿元。", "利润增幅为百分之六十五点四。"])
def test_a_number_is_known_in_the_ways_in_which_people_write_it(words: str, desk: Desk, sample: Briefing) -> None:
    added(desk.paragraph("从走势看"), words)
    carried = desk.revise(sample.having({f"profit.level{Q1}": "8.8", f"profit.growth{Q1}": "69.2"}).ours("zh"))
    assert kinds(carried) == [("typed_elsewhere", "")]


def test_a_small_count_is_looked_for_beside_its_name_alone(desk: Desk, sample: Briefing) -> None:
    added(desk.paragraph("从走势看"), "提高2个百分点，有2个方面原因，1个短板。")
    values = {f"intelligent_workshops.count{Q1}": "2", f"rd_platforms.count{Q1}": "3"}
    assert not desk.revise(sample.having(values).ours("zh")).attention
    added(desk.paragraph("从走势看"), "新增研发平台3个。")
    carried = desk.revise(sample.having({**values, f"rd_platforms.count{Q1}": "4"}).ours("zh"))
    assert kinds(carried) == [("typed_elsewhere", "")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_claim_typed_by_hand_that_no_longer_holds_is_said(
    language: Language, sample: Briefing, tmp_path: Path
) -> None:
    desk = Desk.with_document(tmp_path, sample.document(language))
    below = desk.paragraph({"zh": "从走势看", "en": "Above-scale industrial value added grew"}[language])
    added(below, {"zh": "综上，全市工业实现“开门红”。", "en": "In sum, a good start was made."}[language])
    carried = desk.revise(sample.having(TURNED).ours(language))
    assert ("claim", "") in kinds(carried)
    told = {"zh": "“开门红”的表述不再成立", "en": "no longer support the words “good start”"}[language]
    assert any(told in one for one in desk.comments())


# -- what is the editor's own ------------------------------------------------------------------------------------------


def test_formatting_that_an_editor_gave_is_kept_on_what_replaces_it(desk: Desk, sample: Briefing) -> None:
    lead = desk.paragraph("2021年一季度，巩义市规模以上")
    number = next(one for one in lead.iter(W + "r") if "31.2" in text_of(w("p", copy.deepcopy(one))))
    change = w("rPrChange", w("rPr"), id=900, author="王某", date="2021-05-01T00:00:00Z")
    number.insert(0, w("rPr", w("b"), w("color", val="C00000"), change))
    desk.revise(sample.having(CORRECTED).ours("zh"))
    new = next(one for one in desk.opened.body.iter(W + "ins") if "30.2" in "".join(one.itertext()))
    look = new.find(f"{W}r/{W}rPr")
    assert look is not None
    assert [child.tag for child in look] == [W + "b", W + "color"]


def test_tracked_changes_and_comments_of_others_stay_theirs(
    desk: Desk, sample: Briefing, validate: Callable[[Path], None]
) -> None:
    staff = Stamp("王某", DAY, free_ids(desk.opened.root(desk.opened.main)))
    lead = desk.paragraph("2021年一季度，巩义市规模以上")
    inside = next(one for one in lead.iter(W + "r") if "31.2" in "".join(one.itertext()))
    mark = staff.mark("ins")
    inside.addprevious(mark)
    mark.append(inside)
    margin(desk.opened, staff).note(lead, 0, 4, ["请核对"])
    desk.revise(sample.having(CORRECTED).ours("zh"))
    validate(desk.path)
    assert "同比增长30.2%" in desk.texts()[5]
    theirs = [one for one in desk.opened.body.iter(W + "ins") if one.get(W + "author") == "王某"]
    assert theirs
    assert "".join(one.text or "" for mark in theirs for one in mark.iter(W + "delText")) == "31.2"
    assert all(one.get(W + "author") == AUTHOR for mark in theirs for one in mark.iter(W + "del"))
    part = desk.opened.related(COMMENTS)
    assert part is not None
    assert any("请核对" in "".join(one.itertext()) for one in desk.opened.root(part))


def test_words_beside_a_figure_in_somebodys_open_insertion_stay_that_persons(desk: Desk, sample: Briefing) -> None:
    staff = Stamp("王某", DAY, free_ids(desk.opened.root(desk.opened.main)))
    control = next(desk.paragraph("2021年一季度，巩义市规模以上").iter(W + "sdtContent"))
    mark = staff.mark("ins", *control)
    control.append(mark)
    desk.revise(sample.having(CORRECTED).ours("zh"))
    theirs = [one for one in desk.opened.body.iter(W + "ins") if one.get(W + "author") == "王某"]
    assert "".join(one.text or "" for mark in theirs for one in mark.iter(W + "t", W + "delText")) == "长31.2%"
    assert "同比增长30.2%" in desk.texts()[5]


def test_a_control_that_is_bound_to_data_stays_though_its_words_go(desk: Desk, sample: Briefing) -> None:
    control = next(desk.paragraph("税收总额15.3亿元").iter(W + "sdt"))
    control[0].append(w("dataBinding", xpath="/a"))
    desk.revise(sample.having({f"tax.level{Q1}": None}).ours("zh"))
    assert len(list(desk.opened.body.iter(W + "dataBinding"))) == 1
    assert not any("税收总额15.3亿元" in text for text in desk.texts())


def test_parts_that_a_correction_has_nothing_to_do_with_stay_byte_for_byte(desk: Desk, sample: Briefing) -> None:
    before = dict(desk.opened.parts)
    desk.revise(sample.having(CORRECTED).ours("zh"))
    touched = {name for name, content in before.items() if desk.opened.parts.get(name) != content}
    assert touched == {
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
        "customXml/item1.xml",
    }


def test_editions_of_the_shipped_inputs_can_all_be_corrected(tmp_path: Path) -> None:
    house = open_house(hand_made.INPUTS, hand_made.TEMPLATES, Path("outputs"))
    for name in editions.names(hand_made.INPUTS):
        made, figures = hand_made.shipped(name)
        briefing = Briefing(house, made, figures)
        for language in made.languages:
            desk = Desk.with_document(tmp_path, briefing.document(language))
            [(_, record)] = records_in(desk.opened.parts, name)
            cited = next(one for one in record.sources if one.key in map(str, figures.figures))
            later = briefing.having({cited.key: str(Decimal(cited.value) + 1)})
            carried = desk.revise(later.ours(language))
            assert carried.changed
            assert not carried.attention
            fresh = Desk.with_document(tmp_path, later.document(language))
            assert desk.texts() == fresh.texts()
