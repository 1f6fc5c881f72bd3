"""What differs between an issue and what it would be now: figures where they stand, conclusions, charts, passages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import hand_made
import issued
import pytest
from issued import QUARTERLY, changed

from report.catalogue import Language
from report.corrections.differences import Differences, FigureChange, differences

IVA = "iva.growth@gongyi/2021Q1"
GAP = "iva.growth.gap@gongyi~henan/2021Q1"
MARGIN = "iva.growth.margin@gongyi/2021Q1"
LANGUAGES: tuple[Language, Language] = ("zh", "en")


def change(found: Differences, key: str) -> FigureChange:
    return next(change for change in found.figures if change.key == key)


def keys(found: Differences, fate: str) -> set[str]:
    return {change.key for change in found.figures if change.fate == fate}


def nothing() -> Differences:
    return Differences(sample=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [QUARTERLY, "gongyi-2020"])
def test_the_same_figures_make_no_difference(name: str, language: Language) -> None:
    found = changed({}, language, name)
    assert found == nothing()
    assert not found.substantial


def test_real_figures_are_not_called_samples() -> None:
    assert changed({}, "zh", "china-2021Q4") == Differences()


class TestOneFigure:
    """Industrial investment, 38.7 and now 38.9: it stands in a sentence and in the table."""

    KEY = "industrial_investment.level@gongyi/2021Q1"

    @pytest.fixture
    def found(self) -> Differences:
        return changed({self.KEY: "38.9"})

    def test_is_the_only_one_that_changes(self, found: Differences) -> None:
        assert [one.key for one in found.figures] == [self.KEY]
        assert found.charts == found.titles == found.new_passages == found.gone_passages == ()

    def test_has_its_old_and_its_new_value(self, found: Differences) -> None:
        (one,) = found.figures
        assert (one.fate, one.old, one.new, one.unit) == ("corrected", "38.7亿元", "38.9亿元", "亿元")
        assert one.before and one.after
        assert (one.before.value, one.after.value) == (Decimal("38.7"), Decimal("38.9"))

    def test_names_its_cell(self, found: Differences) -> None:
        (one,) = found.figures
        (cell,) = one.cells
        assert cell == "gongyi-2021Q1/figures.xlsx, sheet 主要指标, cell C18"
        assert one.derivation == ""

    def test_is_found_in_its_sentence_and_in_its_row(self, found: Differences) -> None:
        (one,) = found.figures
        said, listed = one.spots
        assert (said.passage, said.element, said.number) == ("investment", "paragraph", 0)
        assert said.words.startswith("工业投资38.7亿元，同比增长17.3%")
        assert said.words.endswith("同比增长26%。")
        assert (said.old, said.new) == ("38.7亿元", "38.9亿元")
        assert (listed.element, listed.number, listed.words) == ("table", 1, "工业投资")
        assert (listed.old, listed.new) == ("38.7", "38.9")

    def test_changes_no_conclusion(self, found: Differences) -> None:
        assert not found.substantial
        assert found.claims == found.turned == ()


def test_what_follows_from_a_figure_changes_with_it_and_says_how() -> None:
    found = changed({IVA: "31.0"})
    assert keys(found, "corrected") == {
        IVA,
        GAP,
        "iva.growth.gap@gongyi~zhengzhou/2021Q1",
        "iva.growth.average2@gongyi/2021Q1",
        MARGIN,
    }
    assert change(found, GAP).derivation == "31.0 − 20.6 = 10.4"
    assert len(change(found, GAP).cells) == 2
    assert not found.substantial


def test_a_figure_is_found_in_every_chart_that_shows_it() -> None:
    found = changed({IVA: "31.0"})
    charts = [(spot.number, spot.words) for spot in change(found, IVA).spots if spot.element == "chart"]
    assert charts == [
        (1, "图1　巩义市主要指标同比增速与全省、郑州市比较"),
        (2, "图2　规模以上工业增加值累计同比增速"),
        (3, "图3　2021年主要目标进展"),
    ]
    assert [(block.number, block.words) for block in found.charts] == charts


def test_the_sentence_around_a_figure_is_found_in_english_too() -> None:
    found = changed({"technical_investment.level@gongyi/2021Q1": "12.3"}, "en")
    (one,) = found.figures
    assert one.spots[0].words == (
        "Of this, investment in technological upgrading was 1.21 billion yuan, up 26 percent year on year."
    )
    assert (one.spots[1].words, one.spots[1].old, one.spots[1].new) == ("Upgrading investment", "12.1", "12.3")


class TestAFallAfterGrowth:
    """Growth of 31.2 percent that was a fall of 3.4 percent."""

    @pytest.fixture
    def found(self) -> Differences:
        return changed({IVA: "-3.4"})

    def test_is_substantial(self, found: Differences) -> None:
        assert found.substantial

    def test_loses_its_claims(self, found: Differences) -> None:
        assert {(claim.name, claim.held) for claim in found.claims} == {
            ("good_start", False),
            ("outpaces_all", False),
            ("ahead_of_target", False),
        }

    def test_turns_growth_comparisons_and_the_margin_over_the_target(self, found: Differences) -> None:
        assert {one.key for one in found.turned} >= {IVA, GAP, MARGIN}

    def test_rewrites_the_headline_and_headings(self, found: Differences) -> None:
        assert [(title.element, title.old, title.new) for title in found.titles] == [
            ("headline", "巩义市一季度工业经济实现“开门红”", "2021年一季度巩义市工业经济运行情况"),
            ("heading", "工业生产快速增长、增速领先", "工业生产有所下降"),
            ("heading", "工业增速快于年度目标", "年度目标进展"),
        ]


def test_a_heading_with_another_number_only_reads_as_before() -> None:
    """Nothing is left to say of efficiency, so the targets move up from the fourth place to the third."""
    lost = ("tax.level", "profit.level", "industry_share.share")
    found = changed({f"{key}@gongyi/2021Q1": None for key in lost})
    assert "efficiency-heading" in {block.passage for block in found.gone_passages}
    assert found.titles == ()


def test_a_claim_earned_is_a_conclusion_that_changes() -> None:
    found = changed({IVA: "31.2"}, was={IVA: "20.0"})
    assert ("good_start", True) in {(claim.name, claim.held) for claim in found.claims}
    assert found.substantial


def test_a_comparison_that_turns_is_substantial_without_any_claim() -> None:
    found = changed({"gdp.growth@henan/2021Q1": "18.0"})
    assert not found.claims
    assert [one.key for one in found.turned] == ["gdp.growth.gap@gongyi~henan/2021Q1"]
    assert found.substantial


def test_a_target_no_longer_reached_is_substantial() -> None:
    found = changed({"green_plants.count@gongyi/2021Q1": "0"})
    assert "green_plants.count.progress@gongyi/2021Q1" in {one.key for one in found.turned}


def test_a_figure_no_longer_said_in_a_passage_fell_away_there() -> None:
    """Growth after growth is compared by points, growth after a fall by what it was before."""
    before = "iva.growth@gongyi/2020Q1"
    found = changed({before: "7.9"})
    gone = change(found, before)
    assert gone.fate == "corrected"  # the chart still shows it
    fell_away = [spot for spot in gone.spots if not spot.new]
    assert [(spot.passage, spot.old) for spot in fell_away] == [("production", "7.9%")]
    assert fell_away[0].words.startswith("从走势看，")
    assert keys(found, "new") == {"iva.growth.change@gongyi/2021Q1~2020Q1"}
    (spot,) = change(found, "iva.growth.change@gongyi/2021Q1~2020Q1").spots
    assert (spot.old, spot.new) == ("", "23.3")


def test_a_figure_out_of_the_source_is_gone_with_its_passage() -> None:
    found = changed({"tax.level@gongyi/2021Q1": None})
    assert [block.passage for block in found.gone_passages] == ["tax"]
    assert found.gone_passages[0].words.startswith("税收总额15.3亿元")
    assert "tax.level@gongyi/2021Q1" in keys(found, "gone")
    assert change(found, "tax.level@gongyi/2021Q1").new == ""
    assert change(found, "tax.growth@gongyi/2021Q1").fate == "reworded"  # it stays in the table


def test_a_figure_that_has_come_is_new_with_its_passage() -> None:
    found = changed({"tax.level@gongyi/2021Q1": "15.3"}, was={"tax.level@gongyi/2021Q1": None})
    assert [block.passage for block in found.new_passages] == ["tax"]
    assert keys(found, "new") >= {"tax.level@gongyi/2021Q1"}


def test_a_row_that_comes_shifts_no_other_figure() -> None:
    found = changed({"agriculture.level@gongyi/2021Q1": "2.2"})
    assert [(one.key, one.fate) for one in found.figures] == [("agriculture.level@gongyi/2021Q1", "new")]


def test_a_national_figure_is_found_in_the_quarters_before_it() -> None:
    """A level of three quarters is part of what the fourth quarter alone was."""
    found = changed({"gdp.level@china/2021Q4": "1149237.0"}, "en", "china-2021Q4")
    assert not found.sample
    assert "gdp.level@china/2021Q4" in keys(found, "corrected")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_find_the_same_figures_corrected(language: Language) -> None:
    values = {IVA: "29.8", "gdp.level@gongyi/2021Q1": "197.0", "tax_share.share@gongyi/2021Q1": "54.2"}
    assert keys(changed(values, language), "corrected") == keys(changed(values, "zh"), "corrected")


def test_the_numbers_of_tables_and_charts_are_those_of_their_captions() -> None:
    _, base, ours, _ = issued.issue(QUARTERLY, "en", {"iva.growth@henan/2021Q1": "20.0"})
    found = differences(base, ours)
    for spot in change(found, "iva.growth@henan/2021Q1").spots:
        if spot.element == "chart":
            assert spot.words.startswith(f"Figure {spot.number}. ")


def test_claims_that_were_not_asked_about_are_not_held() -> None:
    about, figures = hand_made.shipped(QUARTERLY)
    ours = issued.record(figures, about, "zh")
    found = differences(replace(ours, claims=()), ours)
    assert {claim.name for claim in found.claims} == {claim.name for claim in ours.claims if claim.held}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_met_within_tolerance_and_missed_now_is_a_conclusion_though_no_sign_turns(language: Language) -> None:
    found = changed({"hightech_share.share@gongyi/2021Q1": "64.2"}, language)
    assert not found.turned
    assert not found.claims
    [verdict] = found.verdicts
    assert (verdict.old, verdict.new) == {"zh": ("基本持平", "低于目标"), "en": ("on target", "below target")}[language]
    assert found.substantial
