"""Claims: earned by figures or not printed; what cannot be known is not earned; the evidence is kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import hand_made
import pytest

from report.errors import InputFaults
from report.facts.claims import Claim, Claims, load

GOOD = {
    "iva.growth@gongyi/2021Q1": "31.2",
    "iva.growth@henan/2021Q1": "20.6",
    "iva.growth@zhengzhou/2021Q1": "29.0",
    "iva.growth@gongyi/2020Q1": "-7.9",
    "iva.growth@gongyi/2020Q4": "-1.2",
    "industrial_investment.growth@gongyi/2021Q1": "17.3",
    "technical_investment.growth@gongyi/2021Q1": "26.0",
    "hightech_share.share@gongyi/2021Q1": "64.6",
    "hightech_share.share@gongyi/2020Q1": "62.3",
    "leading_share.share@gongyi/2021Q1": "72.4",
    "leading_share.share@gongyi/2020Q1": "70.8",
    "tax_share.share@gongyi/2021Q1": "55.6",
    "tax_share.share@gongyi/2020Q1": "53.2",
    "revenue_per_mu.growth@gongyi/2021Q1": "20.4",
    "profit.growth@gongyi/2021Q1": "65.4",
    "profit.level@gongyi/2021Q1": "8.6",
    "profit.level@gongyi/2020Q1": "5.2",
    "tertiary.level@gongyi/2021Q1": "50.1",
    "gdp.level@gongyi/2021Q1": "100.0",
}
TARGETS: hand_made.Targets = {"iva.growth@gongyi/2021": ("about", "9.0")}
SHIPPED = hand_made.CLAIMS.names()


def judged(name: str, changes: dict[str, str | None] | None = None, claims: Claims = hand_made.CLAIMS) -> Claim:
    values = {key: value for key, value in {**GOOD, **(changes or {})}.items() if value is not None}
    return claims.judge(name, hand_made.facts(values, TARGETS), hand_made.subject())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_claim_is_earned_where_its_conditions_hold(name: str) -> None:
    assert judged(name).held, judged(name).evidence


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("good_start", {"iva.growth@gongyi/2021Q1": "-0.1"}),
        ("good_start", {"iva.growth@henan/2021Q1": "31.2"}),  # level with one area is not ahead of it
        ("good_start", {"iva.growth@zhengzhou/2021Q1": "31.3"}),
        ("good_start", {"industrial_investment.growth@gongyi/2021Q1": "0.0"}),
        ("outpaces_all", {"iva.growth@zhengzhou/2021Q1": "40.0"}),
        ("outpaces_all", {"iva.growth@gongyi/2021Q1": "-1.0", "iva.growth@henan/2021Q1": "-5.0"}),
        ("ahead_of_target", {"iva.growth@gongyi/2021Q1": "9.0"}),
        ("turned_positive", {"iva.growth@gongyi/2020Q4": "0.0"}),
        ("turned_positive", {"iva.growth@gongyi/2021Q1": "0.0"}),
        ("investment_supports", {"industrial_investment.growth@gongyi/2021Q1": "9.9"}),
        ("investment_supports", {"technical_investment.growth@gongyi/2021Q1": "17.3"}),
        ("structure_improves", {"hightech_share.share@gongyi/2021Q1": "62.3"}),
        ("efficiency_improves", {"profit.growth@gongyi/2021Q1": "-3.0"}),
        ("efficiency_improves", {"profit.level@gongyi/2021Q1": "-1.2"}),  # growth from or to a loss has no meaning
        ("efficiency_improves", {"profit.level@gongyi/2020Q1": "-5.2"}),
        ("services_lead", {"tertiary.level@gongyi/2021Q1": "50.0"}),
    ],
)
def test_a_claim_is_not_earned_where_one_condition_fails(name: str, changes: dict[str, str | None]) -> None:
    assert not judged(name, changes).held


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("good_start", "iva.growth@zhengzhou/2021Q1"),
        ("good_start", "industrial_investment.growth@gongyi/2021Q1"),
        ("outpaces_all", "iva.growth@henan/2021Q1"),
        ("turned_positive", "iva.growth@gongyi/2020Q4"),
        ("structure_improves", "leading_share.share@gongyi/2020Q1"),
        ("services_lead", "gdp.level@gongyi/2021Q1"),
    ],
)
def test_what_cannot_be_known_is_not_earned(name: str, missing: str) -> None:
    claim = judged(name, {missing: None})
    assert not claim.held
    unknown = [item for item in claim.evidence if item.held is None]
    assert len(unknown) == 1
    assert missing in unknown[0].shown


def test_a_comparison_with_each_area_is_not_earned_where_there_is_none_to_compare_with() -> None:
    alone = hand_made.CLAIMS.judge("good_start", hand_made.facts(GOOD), hand_made.subject(compare=()))
    assert not alone.held
    assert "no area to compare with" in [item.shown for item in alone.evidence]


def test_a_good_start_is_said_of_the_first_quarter_alone() -> None:
    later = {key.replace("2021Q1", "2021Q2"): value for key, value in GOOD.items()}
    assert not hand_made.CLAIMS.judge("good_start", hand_made.facts(later), hand_made.subject(period="2021Q2")).held


def test_without_a_target_nothing_is_ahead_of_it() -> None:
    claim = hand_made.CLAIMS.judge("ahead_of_target", hand_made.facts(GOOD), hand_made.subject())
    assert not claim.held


def test_the_evidence_is_kept_for_each_area_whether_it_holds_or_not() -> None:
    claim = judged("good_start", {"iva.growth@zhengzhou/2021Q1": "40.0"})
    shown = {item.condition: (item.held, item.shown) for item in claim.evidence}
    assert shown["iva.growth > iva.growth@henan"] == (True, "31.2 > 20.6")
    assert shown["iva.growth > iva.growth@zhengzhou"] == (False, "31.2 > 40.0")
    against = next(item for item in claim.evidence if "zhengzhou" in item.condition)
    assert [fact.key for fact in against.facts] == ["iva.growth@gongyi/2021Q1", "iva.growth@zhengzhou/2021Q1"]


def written(folder: Path, *conditions: str) -> Claims:
    rules = ", ".join(f'"{condition}"' for condition in conditions)
    text = f'[[growth]]\nat_least = "0.1"\nzh = "增长"\nen = "grew"\n[claims.tried]\nall = [{rules}]\n'
    (folder / "claims.toml").write_text(text, "utf-8")
    return load(folder / "claims.toml", hand_made.CATALOGUE)


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ("iva.growth >= 31.2", True),
        ("iva.growth <= 31.1", False),
        ("iva.growth == 31.2", True),
        ("iva.growth != 31.2", False),
        ("iva.growth/last_year < 0", True),
        ("iva.growth.change > 39", True),
        ("iva.growth.gap@zhengzhou >= 2.2", True),
        ("iva.growth.gap@each > 2", True),
        ("iva.growth.average2 > 5", True),
        ("iva.growth.margin == 22.2", True),
        ("iva.growth.target == 9", True),
        ("tertiary.level.share > 50", True),
        ("-8 < iva.growth/last_year", True),
    ],
)
def test_a_condition_reads_as_it_is_written(tmp_path: Path, condition: str, held: bool) -> None:
    assert judged("tried", claims=written(tmp_path, condition)).held is held


def test_the_change_of_last_year_is_measured_from_the_year_before_it(tmp_path: Path) -> None:
    claims = written(tmp_path, "iva.growth.change/last_year < 0")
    assert judged("tried", {"iva.growth@gongyi/2019Q1": "6.0"}, claims).held


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("ivaa.growth > 0", ["ivaa", "nearest known: iva"]),
        ("iva.grwth > 0", ["grwth", "nearest known: growth"]),
        ("iva.growth.gp@henan > 0", ["gp", "nearest known: gap"]),
        ("iva.growth > iva.growth@henam", ["henam", "nearest known: henan"]),
        ("iva.growth 0", ["a condition such as", "iva.growth 0"]),
        ("iva.growth => 0", ["a condition such as"]),
        ("iva.growth > high", ["a number, period.quarter, or a fact", "high"]),
        ("iva.growth > 0 and gdp.growth > 0", ["a condition such as"]),
        ("iva.growth.gap > 0", ["gap", "@henan"]),
        ("iva.growth.alone > 0", ["alone", "level"]),
        ("gdp.level.share > 50", ["share", "part"]),
    ],
)
def test_a_condition_that_cannot_be_tried_is_a_fault_before_anything_is_built(
    tmp_path: Path, condition: str, words: list[str]
) -> None:
    with pytest.raises(InputFaults) as error:
        written(tmp_path, condition)
    line = str(error.value)
    assert line.startswith("claims.toml, claims.tried.all: expected ")
    for word in words:
        assert word in line


def test_all_faults_of_the_rules_are_found_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as error:
        written(tmp_path, "ivaa.growth > 0", "iva.growth > gdpp.growth@henam", "nonsense")
    assert len(error.value.faults) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[claims.x", "a readable TOML file"),
        ('[claims.x]\nall = ["iva.growth > 0"]\nworde_zh = ["好"]', "worde_zh"),
        ("growth = []\n[claims.x]\nall = []", "at least one condition"),
    ],
)
def test_rules_that_cannot_be_read_are_faults(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "claims.toml").write_text(text, "utf-8")
    with pytest.raises(InputFaults, match=words):
        load(tmp_path / "claims.toml", hand_made.CATALOGUE)


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [
        ("20.0", "快速增长", "grew rapidly"),
        ("19.9", "较快增长", "grew fairly fast"),
        ("5.0", "平稳增长", "grew steadily"),
        ("4.9", "有所增长", "grew moderately"),
        ("2", "有所增长", "grew moderately"),
        ("1.9", "小幅增长", "grew slightly"),
        ("0.1", "小幅增长", "grew slightly"),
    ],
)
def test_the_adjective_is_that_of_the_highest_step_reached(growth: str, zh: str, en: str) -> None:
    step = hand_made.CLAIMS.pace(Decimal(growth))
    assert step is not None
    assert (step.words("zh"), step.words("en")) == (zh, en)


@pytest.mark.parametrize("growth", ["0.0", "-0.1", "-40"])
def test_no_growth_has_no_adjective_of_growth(growth: str) -> None:
    assert hand_made.CLAIMS.pace(Decimal(growth)) is None
