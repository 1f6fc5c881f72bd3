"""The notice of a correction or revision: conclusions first, every figure with its places, nothing made up."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import hand_made
import issued
import pytest
from issued import QUARTERLY, Values

from report.catalogue import Language
from report.corrections.differences import Differences, FigureChange, Valued, differences
from report.corrections.model import Amendment, Attention, Trouble
from report.corrections.notice import NoticeInput, issue_notice, notice
from report.corrections.notice_words import fact_of, opening, words_for
from report.errors import InputFaults
from report.facts.keys import FactKey
from report.narrative.markdown import plain
from report.narrative.model import Kind
from report.narrative.narrate import template_names
from report.narrative.page import as_markdown
from report.orders import House, open_house
from report.word.read import hand_work, read_record
from report.word.record import RecordedSource

LANGUAGES: tuple[Language, Language] = ("zh", "en")
IVA = "iva.growth@gongyi/2021Q1"
INVESTMENT = "industrial_investment.level@gongyi/2021Q1"
CELL = "gongyi-2021Q1/figures.xlsx, sheet 主要指标, cell C18"
DAY = datetime.date(2021, 5, 6)


@dataclass(frozen=True)
class Case:
    """An issue in one language whose figures change, and why."""

    now: Values
    kind: Amendment = "correction"
    reason: str = ""
    attention: Sequence[Attention] = ()
    edition: str = QUARTERLY
    written_in: Language = "zh"

    def about(self) -> NoticeInput:
        made, base, ours, found = issued.issue(self.edition, self.written_in, self.now)
        _, figures = hand_made.shipped(self.edition)
        given = frozenset(map(str, figures.figures)) - {key for key, value in self.now.items() if value is None}
        return NoticeInput(found, base, base, ours.heading, made, self.kind, self.reason, DAY, self.attention, given)


CASES: Mapping[str, Case] = {
    "one-figure": Case({INVESTMENT: "38.9"}, reason="填报时误用了快报数"),
    "growth-is-a-fall": Case({IVA: "-3.4"}, reason="The sign was dropped in the workbook", written_in="en"),
    "revision": Case(
        {"gdp.level@china/2021Q4": "1149237.0", "primary.level@china/2021Q4": "83216.5"},
        "revision",
        "The annual accounts replace the preliminary ones.",
        edition="china-2021Q4",
    ),
    "passage-gone": Case({"tax.level@gongyi/2021Q1": None}, reason="税收总额尚未核定"),
    "needs-a-person": Case(
        {INVESTMENT: "38.9", IVA: "31.0"},
        attention=(
            Attention("retyped", "investment", "工业投资40亿元", "38.7亿元", "38.9亿元", (CELL,), "工业投资38.9亿元"),
            Attention("rephrased", "lead", "全市工业实现“开门红”，增长三成多", "31.2%", "31%", ()),
            Attention("typed_elsewhere", "requests", "巩固工业投资38.7亿元的势头", "38.7亿元", "38.9亿元", (CELL,)),
            Attention("chart", "growth-chart", "图1　巩义市主要指标同比增速与全省、郑州市比较"),
            Attention("falls_away", "tax", "税收总额15.3亿元，增势喜人。"),
            Attention("row", "indicators", "工业投资", "38.7", "38.9", (CELL,)),
            Attention("unplaced", "production", "两年平均增长9.9%", "9.9%", "9.8%"),
            Attention("rejected", "investment", "工业投资38.7亿元", "38.7亿元", "38.9亿元", (CELL,)),
            Attention("beside", "production", "呈逐季回升态势", "31.2%", "31%"),
            Attention("claim", "", "综上，全市工业实现“开门红”，", "开门红"),
        ),
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))


def told(case: Case, language: Language, house: House) -> str:
    return as_markdown(notice(case.about(), language, house))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_notice_says_what_it_said(
    name: str, language: Language, house: House, golden: Callable[[str, str], None]
) -> None:
    golden(f"golden/{name}.{language}.md", told(CASES[name], language, house))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_notice_is_a_valid_document_that_opens(
    name: str,
    language: Language,
    house: House,
    tmp_path: Path,
    validate: Callable[[Path], None],
    to_pdf: Callable[[Path], Path],
) -> None:
    document = tmp_path / f"{name}.docx"
    document.write_bytes(issue_notice(CASES[name].about(), language, house).document)
    validate(document)
    assert to_pdf(document).stat().st_size > 5_000


def test_the_same_correction_gives_the_same_bytes(house: House) -> None:
    first, second = (issue_notice(CASES["one-figure"].about(), "zh", house) for _ in range(2))
    assert (first.document, first.markdown) == (second.document, second.markdown)


def test_a_notice_knows_what_it_is(house: House, tmp_path: Path) -> None:
    document = tmp_path / "notice.docx"
    document.write_bytes(issue_notice(CASES["revision"].about(), "en", house).document)
    record = read_record(document)
    assert record
    heading = record.heading
    assert (heading.edition, heading.template, heading.making) == ("china-2021Q4", "notice", "revision")
    assert (heading.made, heading.reason) == (DAY, CASES["revision"].reason)
    assert not hand_work(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_conclusions_that_change_come_before_the_figures(language: Language, house: House) -> None:
    text = told(CASES["growth-is-a-fall"], language, house)
    claim, before, after = {
        "zh": ("“开门红”", "由增长31.2%", "转为下降3.4%"),
        "en": ("“good start”", "from growth of 31.2 percent", "to a decline of 3.4 percent"),
    }[language]
    assert text.index(claim) < text.index(before) < text.index(after) < text.index("| --- |")


@pytest.mark.parametrize(("language", "words"), [("zh", "主要结论不变"), ("en", "The main conclusions do not change")])
def test_where_no_conclusion_changes_the_notice_says_so(language: Language, words: str, house: House) -> None:
    text = told(CASES["one-figure"], language, house)
    assert words in text
    assert words not in told(CASES["growth-is-a-fall"], language, house)


@pytest.mark.parametrize(("language", "mending", "bettering"), [("zh", "更正", "修订"), ("en", "orrect", "evis")])
def test_a_correction_is_never_called_a_revision_nor_the_other_way_about(
    language: Language, mending: str, bettering: str, house: House
) -> None:
    correction = told(Case({INVESTMENT: "38.9"}, reason="x"), language, house)
    revision = told(Case({INVESTMENT: "38.9"}, "revision", reason="x"), language, house)
    assert mending in correction
    assert bettering not in correction
    assert bettering in revision
    assert mending not in revision


class TestOnlyWords:
    """The masthead has another contributor and a remark reads otherwise; every figure is what it was."""

    @pytest.fixture
    def about(self) -> NoticeInput:
        same = Case({}).about()
        base = same.base
        lead = next(passage for passage in base.passages if passage.kind == "paragraph")
        ours = replace(
            base,
            passages=tuple(replace(one, text=f"{one.text}好。") if one is lead else one for one in base.passages),
        )
        return replace(same, differences=differences(base, ours))

    @pytest.mark.parametrize(
        ("language", "says", "where"),
        [
            ("zh", "第4期文字有改动，数据没有变化。更正后，主要结论不变。", "改动之处：正文“2021年一季度"),
            (
                "en",
                "some wording has changed; the figures have not. The main",
                "Where the wording changes: text “2021年",
            ),
        ],
    )
    def test_claims_no_change_of_figures(
        self, about: NoticeInput, language: Language, says: str, where: str, house: House
    ) -> None:
        made = notice(about, language, house)
        text = as_markdown(made)
        assert says in text
        assert where in text
        assert "figures-heading" not in [passage.id for passage in made.passages]
        assert not re.search("数据.增减|because the data|有关数据|figures in No", text)

    @pytest.mark.parametrize(("language", "says"), [("zh", "与上一版本相同"), ("en", "those of the version before")])
    def test_or_not_even_those(self, about: NoticeInput, language: Language, says: str, house: House) -> None:
        text = as_markdown(notice(replace(about, differences=Differences()), language, house))
        assert says in text
        assert not re.search("文字改动|Wording changed", text)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh", "2021年4月18日印发的《巩义工业经济简报》第3期有1项"),
        ("en", "In No. 3 of the Gongyi Industrial Economy Bulletin, issued on 18 April 2021,"),
    ],
)
def test_the_issue_is_named_as_it_was_printed(language: Language, says: str, house: House) -> None:
    """Whatever edition.toml says now, and whatever a correction in between did."""
    about = CASES["one-figure"].about()
    passages = tuple(
        replace(one, text="第3期（总第15期）") if one.kind == "issue" else one for one in about.first.passages
    )
    day = replace(about.first.heading, made=datetime.date(2021, 4, 18))
    first = replace(about.first, heading=day, passages=passages)
    text = as_markdown(notice(replace(about, first=first), language, house))
    assert says in text
    bare = replace(first, passages=tuple(one for one in passages if one.kind != "issue"))
    assert re.search("第4期|No. 4", as_markdown(notice(replace(about, first=bare), language, house)))


@pytest.mark.parametrize(
    ("language", "turn", "now"),
    [
        (
            "zh",
            "规上工业利润由盈利8.6亿元转为亏损1.2亿元",
            "规模以上工业企业利润总额亏损1.2亿元，比更正前减少9.8亿元",
        ),
        ("en", "from a profit of 860 million yuan to a loss of 120 million yuan", "came to a loss of 120 million yuan"),
    ],
)
def test_less_than_no_profit_is_a_loss(language: Language, turn: str, now: str, house: House) -> None:
    text = told(Case({"profit.level@gongyi/2021Q1": "-1.2"}, reason="x"), language, house)
    assert turn in text
    assert now in text
    assert not re.search("负1.2|minus", text)


@pytest.mark.parametrize(
    ("language", "withdrawn", "deleted"),
    [
        ("zh", "部分数据撤回：工业投资、税收总额。", "等段落予以删除。"),
        (
            "en",
            "Withdrawn: industrial investment and total tax revenue. The main",
            "Deleted from the text: the passages “",
        ),
    ],
)
def test_withdrawn_figures_are_told_by_name(language: Language, withdrawn: str, deleted: str, house: House) -> None:
    text = told(Case({INVESTMENT: None, "tax.level@gongyi/2021Q1": None}, reason="x"), language, house)
    assert withdrawn in text
    assert deleted in text


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "新增部分数据：税收总额"), ("en", "Newly given: total tax revenue")]
)
def test_newly_given_figures_are_told_by_name(language: Language, says: str, house: House) -> None:
    key = "tax.level@gongyi/2021Q1"
    was: Values = {key: None}
    _, base, ours, found = issued.issue(QUARTERLY, "zh", {key: "15.3"}, was)
    about = replace(CASES["one-figure"].about(), differences=found, base=base, first=base, ours=ours.heading)
    assert says in as_markdown(notice(about, language, house))


@pytest.mark.parametrize(("language", "says"), [("zh", "等7项"), ("en", "and 2 more")])
def test_of_many_withdrawn_figures_the_first_are_named(language: Language, says: str, house: House) -> None:
    levels = ("gdp", "primary", "secondary", "tertiary", "industry", "tax", "industrial_tax")
    text = told(Case(dict.fromkeys(f"{name}.level@gongyi/2021Q1" for name in levels), reason="x"), language, house)
    assert says in text


@pytest.mark.parametrize(
    ("reason", "language", "said"),
    [("统计部门复核。", "en", "统计部门复核."), ("统计部门复核", "zh", "统计部门复核。"), ("Why?", "en", "Why?")],
)
def test_a_reason_ends_as_its_notice_does(reason: str, language: Language, said: str, house: House) -> None:
    made = notice(replace(CASES["one-figure"].about(), reason=reason), language, house)
    assert next(passage.text for passage in made.passages if passage.id == "reason").endswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_versions_are_named_by_date_and_mark(language: Language, house: House) -> None:
    text = told(CASES["one-figure"], language, house)
    assert "a1a1a1a1" in text
    assert "b2b2b2b2" in text


@pytest.mark.parametrize(("language", "words"), [("zh", "更正原因：未填写"), ("en", "not given yet")])
def test_a_reason_that_nobody_gave_is_asked_for(language: Language, words: str, house: House) -> None:
    assert words in told(CASES["needs-a-person"], language, house)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_with_nothing_for_a_person_has_no_such_section(language: Language, house: House) -> None:
    headings = [p for p in notice(CASES["one-figure"].about(), language, house).passages if p.kind is Kind.HEADING]
    assert [heading.id for heading in headings] == ["figures-heading"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_figures_are_declared_on_the_face(language: Language, house: House) -> None:
    def face(name: str) -> list[str]:
        return [p.id for p in notice(CASES[name].about(), language, house).passages if p.kind is Kind.NOTICE]

    assert face("one-figure") == ["notice"]
    assert face("revision") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_new_number_in_the_table_is_the_figure_itself(name: str, language: Language, house: House) -> None:
    about = CASES[name].about()
    (table,) = (passage for passage in notice(about, language, house).passages if passage.rows)
    facts = {span.fact.key: span.fact.value for row in table.rows for cell in row for span in cell.spans if span.fact}
    found = about.differences
    assert facts == {
        change.key: change.after.value for change in (*found.fated("corrected"), *found.fated("new")) if change.after
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_reason_comes_out_as_itself(language: Language, house: House) -> None:
    reason = "a < b & c | d, [x](y) *z* 12.5% \\ “q”"
    made = notice(replace(CASES["one-figure"].about(), reason=reason), language, house)
    (said,) = (passage.text for passage in made.passages if passage.id == "reason")
    assert reason in said


def test_a_notice_in_a_language_that_the_edition_has_not_takes_the_words_that_it_has(house: House) -> None:
    about = CASES["one-figure"].about()
    only = replace(about, edition=replace(about.edition, words={"zh": about.edition.words["zh"]}))
    assert "Correction to figures in No. 4" in as_markdown(notice(only, "en", house))


def test_nothing_but_what_needs_a_person_is_a_notice_too(house: House) -> None:
    about = replace(CASES["needs-a-person"].about(), differences=Differences())
    for language in LANGUAGES:
        assert [p.id for p in notice(about, language, house).passages if p.rows] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_figures_are_left_to_the_table(language: Language, house: House) -> None:
    levels = ("gdp", "primary", "secondary", "tertiary", "industry", "tax")
    made = notice(Case({f"{name}.level@gongyi/2021Q1": "99.9" for name in levels}).about(), language, house)
    (figures,) = (passage.text for passage in made.passages if passage.id == "figures")
    assert "99.9" not in figures


class TestTheTemplate:
    """An office may change its words; what goes wrong is one line."""

    def house_with(self, house: House, folder: Path, change: Callable[[str], str]) -> House:
        templates = folder / "templates"
        shutil.copytree(hand_made.TEMPLATES, templates)
        file = templates / "notice.en.md.j2"
        file.write_text(change(file.read_text("utf-8")), "utf-8")
        return open_house(hand_made.INPUTS, templates, house.outputs)

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ("{% passage x %}In 2021.{% endpassage %}", "expected every number from a figure or the edition"),
            (
                "{% passage x %}{{ superseded }}{% endpassage %}",
                "'superseded' is undefined; nearest known: superse",
            ),
            ("{% passage x %}[1](edition:x){% endpassage %}", "found a link typed by hand"),
            ("Words outside.", "expected every word inside {% passage id %}"),
            ("{% passage x %}{{ 2 ** 8 }}{% endpassage %}", "found arithmetic"),
        ],
    )
    def test_gets_its_faults(self, words: str, fault: str, house: House, tmp_path: Path) -> None:
        with pytest.raises(InputFaults) as error:
            notice(
                CASES["one-figure"].about(), "en", self.house_with(house, tmp_path, lambda text: f"{text}\n{words}\n")
            )
        assert fault in str(error.value.faults[0])

    def test_must_declare_samples(self, house: House, tmp_path: Path) -> None:
        changed = self.house_with(house, tmp_path, lambda text: text.replace("{% if sample %}", "{% if false %}"))
        with pytest.raises(InputFaults) as error:
            notice(CASES["one-figure"].about(), "en", changed)
        assert "since sample data are used" in str(error.value.faults[0])

    def test_is_no_template_for_an_edition(self, house: House) -> None:
        assert template_names(house.environment) == ["bulletin", "quarterly"]


def fact(key: str, value: str, unit: str, arithmetic: str = "") -> FigureChange:
    source = RecordedSource(key, value, unit, "figures.xlsx", "主要指标", "B5", value)
    return FigureChange(key, unit, None, Valued(Decimal(value), value, arithmetic, (source,)), ())


GAP, MARGIN = "iva.growth.gap@gongyi~{}/2021Q1", "iva.growth.margin@gongyi/2021Q1"
SHARE_CHANGE = "tax_share.share.change@gongyi/2021Q1~2020Q1"
LOWER = "lower than the rate for"
DONE = "green_plants.count.progress@gongyi/2021Q1"


@pytest.mark.parametrize(
    ("key", "value", "unit", "chinese", "english"),
    [
        (IVA, "-3.4", "%", "下降3.4%", "a decline of 3.4 percent"),
        (IVA, "0.0", "%", "持平", "no change"),
        (GAP.format("henan"), "0.0", "百分点", "与全省持平", "level with the province"),
        (GAP.format("zhengzhou"), "-0.6", "百分点", "低于郑州市0.6个百分点", f"0.6 percentage point {LOWER} Zhengzhou"),
        (
            SHARE_CHANGE,
            "-2.4",
            "百分点",
            "比上年同期下降2.4个百分点",
            "a fall of 2.4 percentage points on a year earlier",
        ),
        (MARGIN, "-2.0", "百分点", "低于年度目标2个百分点", "2 percentage points below the annual target"),
        (MARGIN, "0.0", "百分点", "与年度目标持平", "equal to the annual target"),
        (DONE, "50.0", "%", "完成年度目标的50%", "50 percent of the annual target"),
        ("profit.level@gongyi/2021Q1", "-1.2", "亿元", "亏损1.2亿元", "a loss of 120 million yuan"),
        ("profit.level@gongyi/2021Q1", "0.0", "亿元", "盈亏相抵", "break-even"),
        ("profit.level@gongyi/2021Q1", "8.6", "亿元", "盈利8.6亿元", "a profit of 860 million yuan"),
    ],
)
def test_a_state_can_be_set_beside_another(key: str, value: str, unit: str, chinese: str, english: str) -> None:
    change = fact(key, value, unit)
    assert change.after
    known = fact_of(key, unit, change.after)
    said = [
        plain(words_for(language, hand_made.CATALOGUE, hand_made.CLAIMS.house).state(FactKey.parse(key), known))
        for language in LANGUAGES
    ]
    assert said == [chinese, english]


@pytest.mark.parametrize(
    ("key", "before", "after", "unit", "chinese", "english"),
    [
        (IVA, "31.2", "-3.4", "%", "下降34.6个百分点", "34.6 percentage points lower"),
        ("tax_share.share@gongyi/2021Q1", "55.0", "55.6", "%", "提高0.6个百分点", "0.6 percentage point higher"),
        (INVESTMENT, "38.7", "38.9", "亿元", "增加0.2亿元", "20 million yuan higher"),
        ("green_plants.count@gongyi/2021Q1", "2", "1", "个", "减少1个", "1 lower"),
        ("iva.rank@gongyi/2021Q1", "3", "2", "位", "上升1位", "1 place higher"),
    ],
)
def test_how_far_a_figure_moved(key: str, before: str, after: str, unit: str, chinese: str, english: str) -> None:
    was, now = (fact(key, value, unit).after for value in (before, after))
    assert was and now
    facts = fact_of(key, unit, was), fact_of(key, unit, now)
    said = [
        words_for(language, hand_made.CATALOGUE, hand_made.CLAIMS.house).shift(FactKey.parse(key), *facts)
        for language in LANGUAGES
    ]
    assert said == [chinese, english]


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        (CELL, "gongyi-2021Q1/figures.xlsx工作表“主要指标”单元格C18"),
        ("china-2021Q4/nbs.csv, cell line 5", "china-2021Q4/nbs.csv第5行"),
        ("a.csv", "a.csv"),
    ],
)
def test_a_cell_is_named_in_chinese(place: str, chinese: str) -> None:
    assert words_for("zh", hand_made.CATALOGUE, hand_made.CLAIMS.house).cell(place) == chinese


def test_an_opening_cuts_no_number_and_no_short_words() -> None:
    assert opening("从总量看，地区生产总值196.4亿元，增长") == "从总量看，地区生产总值196.4亿元…"
    assert opening(f"{'没' * 20}196.4亿元{'停' * 20}") == f"{'没' * 20}196.4…"
    assert opening("工业投资") == "工业投资"
    assert opening("Industrial investment was 3.89 billion yuan, up") == "Industrial investment was 3.89 billion yuan…"


def test_the_documentation_names_all_that_a_notice_is_told(house: House) -> None:
    asked = set(re.findall(r"{{ (\w+)[ .]|{% (?:el)?if (\w+)|in (\w+) %}", _template("zh") + _template("en")))
    names = {name for found in asked for name in found if name} - {"not", "loop", "sentence", "row", "item", "title"}
    told = set(re.findall(r"`(\w+)`", (hand_made.ROOT / "docs" / "templates.md").read_text("utf-8")))
    assert names - told <= {"act", "done", "one", "turn"}  # set by the templates themselves
    assert {"rows", "turned", "attention", "superseded_version"} <= names


def _template(language: Language) -> str:
    return (hand_made.TEMPLATES / f"notice.{language}.md.j2").read_text("utf-8")


def test_every_trouble_is_told_apart_in_the_golden_notice(house: House) -> None:
    kinds = {item.kind for item in CASES["needs-a-person"].attention}
    assert kinds == set(get_args(Trouble))
    made = notice(CASES["needs-a-person"].about(), "en", house)
    said = [
        re.sub("“.*?”", "", p.text) for p in made.passages if p.id.startswith("attention") and p.kind == "paragraph"
    ]
    assert len(said) == len(set(said)) == len(kinds)
