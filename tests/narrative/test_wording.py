"""What the filters say, in both languages and in every direction."""

from __future__ import annotations

from dataclasses import replace

import hand_made
import pytest
from hand_made import Desk, figures, subject

from report.catalogue import Language
from report.errors import InputFaults
from report.facts.claims import House
from report.figures.model import Bound

TIMES = replace(hand_made.CLAIMS, house=House(doubling="times"))
HELD = "held at about 54 percent"
OWN, LAST = "iva.growth@gongyi/2021Q1", "iva.growth@gongyi/2020Q1"


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [
        ("8.2", "同比增长8.2%", "grew by 8.2 percent year on year"),
        ("29.0", "同比增长29%", "grew by 29 percent year on year"),  # trailing zeros go in running text
        ("-2.9", "同比下降2.9%", "declined by 2.9 percent year on year"),
        ("0.0", "与上年同期持平", "was flat year on year"),
        ("0.1", "同比增长0.1%", "grew by 0.1 percent year on year"),
        ("100.0", "同比增长100%", "grew by 100 percent year on year"),
        ("189.7", "同比增长189.7%", "grew by 189.7 percent year on year"),
        ("1234.5", "同比增长1234.5%", "grew by 1,234.5 percent year on year"),
        ("-100.0", "同比下降100%", "declined by 100 percent year on year"),
    ],
)
def test_growth_over_the_same_months(desk: Desk, growth: str, zh: str, en: str) -> None:
    made = figures({OWN: growth})
    assert desk.say("iva.growth|moved", made, "zh") == zh
    assert desk.say("iva.growth|moved", made, "en") == en


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [
        ("8.2", "比上年增长8.2%", "grew by 8.2 percent over the previous year"),
        ("-2.9", "比上年下降2.9%", "declined by 2.9 percent over the previous year"),
        ("0.0", "与上年持平", "was unchanged from the previous year"),
    ],
)
def test_growth_over_the_year_before(desk: Desk, growth: str, zh: str, en: str) -> None:
    made, year = figures({"iva.growth@gongyi/2020Q4": growth}), subject(period="2020")
    assert desk.say("iva.growth|moved", made, "zh", year) == zh
    assert desk.say("iva.growth|moved", made, "en", year) == en


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [
        ("8.2", "同比增长8.2%", "up 8.2 percent year on year"),
        ("-8.2", "同比下降8.2%", "down 8.2 percent year on year"),
        ("0.0", "与上年同期持平", "flat year on year"),
    ],
)
def test_growth_as_an_apposition(desk: Desk, growth: str, zh: str, en: str) -> None:
    made = figures({OWN: growth})
    assert desk.say("iva.growth|up", made, "zh") == zh
    assert desk.say("iva.growth|up", made, "en") == en


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [
        ("8.2", "增长8.2%", "grew by 8.2 percent"),
        ("-8.2", "下降8.2%", "declined by 8.2 percent"),
        ("0.0", "持平", "remained flat"),
    ],
)
def test_growth_without_since_when(desk: Desk, growth: str, zh: str, en: str) -> None:
    made = figures({OWN: growth})
    assert desk.say("iva.growth|grew", made, "zh") == zh
    assert desk.say("iva.growth|grew", made, "en") == en


@pytest.mark.parametrize(
    ("growth", "zh"),
    [("99.9", "同比增长99.9%"), ("100.0", "同比增长1倍"), ("189.7", "同比增长1.9倍"), ("-100.0", "同比下降100%")],
)
def test_the_house_may_say_doubling_in_times_in_chinese_only(desk: Desk, growth: str, zh: str) -> None:
    made = figures({OWN: growth})
    assert desk.say("iva.growth|moved", made, "zh", claims=TIMES) == zh
    assert "percent" in desk.say("iva.growth|moved", made, "en", claims=TIMES)


@pytest.mark.parametrize(
    ("growth", "zh", "en"),
    [("25", "快速增长", "grew rapidly"), ("0", "基本持平", "was little changed"), ("-1", "有所下降", "declined")],
)
def test_the_pace_of_growth(desk: Desk, growth: str, zh: str, en: str) -> None:
    made = figures({OWN: growth})
    assert desk.say("iva.growth|pace", made, "zh") == zh
    assert desk.say("iva.growth|pace", made, "en") == en


H, Z, C = "henan", "zhengzhou", "china"


@pytest.mark.parametrize(
    ("others", "zh", "en"),
    [
        ({}, "", ""),
        ({H: "4.9"}, "，高于全省1.2个百分点", ", 1.2 percentage points higher than the rate for the province"),
        ({H: "5.1"}, "，高于全省1个百分点", ", 1 percentage point higher than the rate for the province"),
        ({H: "6.7"}, "，低于全省0.6个百分点", ", 0.6 percentage point lower than the rate for the province"),
        ({H: "6.1"}, "，与全省持平", ", level with the province"),
        (
            {C: "2.8", H: "0.4"},
            "，分别高于全国、全省3.3、5.7个百分点",
            ", 3.3 and 5.7 percentage points higher than the rates for the country and the province respectively",
        ),
        (
            {H: "5.6", Z: "5.8"},
            "，分别高于全省、郑州市0.5、0.3个百分点",
            ", 0.5 and 0.3 percentage points higher than the rates for the province and Zhengzhou respectively",
        ),
        (
            {H: "4.9", Z: "6.4"},
            "，高于全省1.2个百分点、低于郑州市0.3个百分点",
            ", 1.2 percentage points higher than the rate for the province"
            " but 0.3 percentage point lower than the rate for Zhengzhou",
        ),
        (
            {H: "6.1", Z: "8.1"},
            "，与全省持平、低于郑州市2个百分点",
            ", level with the province and 2 percentage points lower than the rate for Zhengzhou",
        ),
        ({H: "6.1", Z: "6.1"}, "，与全省、郑州市均持平", ", level with the province and Zhengzhou"),
        (
            {C: "2.8", H: "8.4", Z: "6.1"},
            "，高于全国3.3个百分点、低于全省2.3个百分点、与郑州市持平",
            ", 3.3 percentage points higher than the rate for the country,"
            " 2.3 percentage points lower than the rate for the province and level with Zhengzhou",
        ),
        (
            {C: "2.8", H: "0.4", Z: "7.1"},
            "，分别高于全国、全省3.3、5.7个百分点，低于郑州市1个百分点",
            ", 3.3 and 5.7 percentage points higher than the rates for the country and the province respectively"
            " but 1 percentage point lower than the rate for Zhengzhou",
        ),
        (
            {C: "7.1", H: "7.3", Z: "8"},
            "，分别低于全国、全省、郑州市1、1.2、1.9个百分点",
            ", 1, 1.2 and 1.9 percentage points lower than the rates for"
            " the country, the province and Zhengzhou respectively",
        ),
        (
            {C: "6.1", H: "6.1", Z: "6.1"},
            "，与全国、全省、郑州市均持平",
            ", level with the country, the province and Zhengzhou",
        ),
    ],
)
def test_comparison_with_every_mix_of_areas(desk: Desk, others: dict[str, str], zh: str, en: str) -> None:
    made = figures({OWN: "6.1", **{f"iva.growth@{area}/2021Q1": growth for area, growth in others.items()}})
    about = subject(compare=tuple(others))
    assert desk.say("iva.growth|compare", made, "zh", about) == zh
    assert desk.say("iva.growth|compare", made, "en", about) == en


@pytest.mark.parametrize(
    ("own", "other", "zh", "en"),
    [
        ("-3.0", "-5.0", "，增速高于全省2个百分点", ", 2 percentage points higher than the rate for the province"),
        ("-3.0", "5.0", "，增速低于全省8个百分点", ", 8 percentage points lower than the rate for the province"),
        ("3.0", "-5.0", "，高于全省8个百分点", ", 8 percentage points higher than the rate for the province"),
    ],
)
def test_comparison_of_falls(desk: Desk, own: str, other: str, zh: str, en: str) -> None:
    made, about = figures({OWN: own, "iva.growth@henan/2021Q1": other}), subject(compare=(H,))
    assert desk.say("iva.growth|compare", made, "zh", about) == zh
    assert desk.say("iva.growth|compare", made, "en", about) == en


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        ("8.5", "7.9", "增速比上年同期提高0.6个百分点", "0.6 percentage point faster than a year earlier"),
        ("7.9", "10.0", "增速比上年同期回落2.1个百分点", "2.1 percentage points slower than a year earlier"),
        ("7.9", "7.9", "增速与上年同期持平", "the same rate as a year earlier"),
        (
            "-2.9",
            "-6.8",
            "降幅比上年同期收窄3.9个百分点",
            "3.9 percentage points less than a year earlier",
        ),
        (
            "-6.8",
            "-2.9",
            "降幅比上年同期扩大3.9个百分点",
            "3.9 percentage points more than a year earlier",
        ),
        ("-2.9", "-2.9", "降幅与上年同期持平", "the same rate as a year earlier"),
        (
            "31.2",
            "-7.9",
            "由上年同期下降7.9%转为增长",
            "turning from a decline of 7.9 percent a year earlier to growth",
        ),
        (
            "-3.0",
            "12.0",
            "由上年同期增长12%转为下降",
            "turning from growth of 12 percent a year earlier to decline",
        ),
        ("0.0", "-3.0", "由上年同期下降3%转为持平", "after a decline of 3 percent a year earlier"),
        ("-3.0", "0.0", "由上年同期持平转为下降", "after no change a year earlier"),
        ("5.0", "0.0", "增速比上年同期提高5个百分点", "5 percentage points faster than a year earlier"),
        ("0.0", "5.0", "增速比上年同期回落5个百分点", "5 percentage points slower than a year earlier"),
        ("0.0", "0.0", "增速与上年同期持平", "the same rate as a year earlier"),
    ],
)
def test_the_trend_against_the_year_before(desk: Desk, now: str, before: str, zh: str, en: str) -> None:
    made = figures({OWN: now, LAST: before})
    assert desk.say("iva.growth|trend", made, "zh") == zh
    assert desk.say("iva.growth|trend", made, "en") == en


@pytest.mark.parametrize(
    ("period", "base", "zh", "en"),
    [
        ("2021Q1", "2020Q4", "上年全年", "than in the whole of the previous year"),
        ("2021Q2", "2021Q1", "一季度", "than in the first quarter"),
        ("2021Q3", "2021Q2", "上半年", "than in the first half"),
        ("2021Q4", "2021Q3", "前三季度", "than in the first three quarters"),
    ],
)
def test_the_trend_against_the_period_before(desk: Desk, period: str, base: str, zh: str, en: str) -> None:
    made = figures({f"iva.growth@gongyi/{period}": "5.0", f"iva.growth@gongyi/{base}": "3.0"})
    about = subject(period=period)
    assert desk.say('iva.growth|trend("last_period")', made, "zh", about) == f"增速比{zh}提高2个百分点"
    assert desk.say('iva.增速|走势("上期")', made, "zh", about) == f"增速比{zh}提高2个百分点"
    assert desk.say('iva.growth|trend("last_period")', made, "en", about) == f"2 percentage points faster {en}"


def test_a_fall_of_a_whole_year_narrows_from_the_year_before(desk: Desk) -> None:
    made = figures({"iva.growth@gongyi/2020Q4": "-1.0", "iva.growth@gongyi/2019Q4": "-1.5"})
    about = subject(period="2020")
    assert desk.say("iva.growth|trend", made, "zh", about) == "降幅比上年收窄0.5个百分点"
    assert desk.say("iva.growth|trend", made, "en", about) == "0.5 percentage point less than in the previous year"


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        ("28.0", "20.7", "比上年同期提高7.3个百分点", "up 7.3 percentage points from a year earlier"),
        ("20.7", "21.7", "比上年同期下降1个百分点", "down 1 percentage point from a year earlier"),
        ("20.7", "20.7", "与上年同期持平", "unchanged from a year earlier"),
    ],
)
def test_a_share_against_the_year_before(desk: Desk, now: str, before: str, zh: str, en: str) -> None:
    made = figures({"tax_share.share@gongyi/2021Q1": now, "tax_share.share@gongyi/2020Q1": before})
    assert desk.say("tax_share.value|shift", made, "zh") == zh
    assert desk.say("tax_share.value|shift", made, "en") == en


@pytest.mark.parametrize(
    ("level", "zh", "en"),
    [
        ("268.4", "268.4亿元", "26.84 billion yuan"),
        ("10.0", "10亿元", "1 billion yuan"),
        ("8.6", "8.6亿元", "860 million yuan"),
        ("0.1", "0.1亿元", "10 million yuan"),
        ("0.0", "0亿元", "0 yuan"),
        ("1143669.7", "1143669.7亿元", "114,366.97 billion yuan"),
        ("-3.2", "负3.2亿元", "minus 320 million yuan"),
    ],
)
def test_money_in_the_units_of_each_language(desk: Desk, level: str, zh: str, en: str) -> None:
    made = figures({"gdp.level@gongyi/2021Q1": level})
    assert desk.say("gdp.value|amount", made, "zh") == zh
    assert desk.say("gdp.value|amount", made, "en") == en


def test_money_per_area_shares_and_counts(desk: Desk) -> None:
    made = figures(
        {
            "revenue_per_mu.level@gongyi/2021Q1": "98.4",
            "tax_share.share@gongyi/2021Q1": "55.0",
            "green_plants.count@gongyi/2021Q1": "1",
            "intelligent_workshops.count@gongyi/2021Q1": "2",
        }
    )
    assert desk.say("revenue_per_mu.value|amount", made, "zh") == "98.4万元/亩"
    assert desk.say("revenue_per_mu.value|amount", made, "en") == "984,000 yuan per mu"
    assert desk.say("tax_share.value|amount", made, "en") == "55 percent"
    assert desk.say("green_plants.value|counted", made, "zh") == "1家"
    assert desk.say("green_plants.value|counted", made, "en") == "1 green plant at or above provincial level"
    none = figures({"green_plants.count@gongyi/2021Q1": "0"})
    assert desk.say("green_plants.value|counted", none, "zh") == "0家"
    assert desk.say("green_plants.value|counted", none, "en") == "no green plants at or above provincial level"
    workshops = "2 intelligent workshops at or above provincial level"
    assert desk.say("intelligent_workshops.value|counted", made, "en") == workshops


@pytest.mark.parametrize(
    ("bound", "growth", "share"),
    [
        ("about", ("增长9%左右", "growth of about 9 percent"), ("达到54%左右", "about 54 percent")),
        ("at_least", ("增长不低于9%", "growth of no less than 9 percent"), ("不低于54%", "no less than 54 percent")),
        ("above", ("增长9%以上", "growth of 9 percent or more"), ("达到54%以上", "54 percent or more")),
        (
            "held_at",
            ("增长保持在9%左右", "growth held at about 9 percent"),
            ("保持在54%左右", "held at about 54 percent"),
        ),
    ],
)
def test_targets_in_words(desk: Desk, bound: Bound, growth: tuple[str, str], share: tuple[str, str]) -> None:
    aims: hand_made.Targets = {
        "iva.growth@gongyi/2021": (bound, "9.0"),
        "industry_share.share@gongyi/2021": (bound, "54.0"),
    }
    made = figures({}, aims)
    languages: tuple[Language, Language] = ("zh", "en")
    for index, language in enumerate(languages):
        assert desk.say("iva.growth|goal", made, language) == growth[index]
        assert desk.say("industry_share.value|goal", made, language) == share[index]


@pytest.mark.parametrize(
    ("bound", "zh", "en"),
    [
        ("count", "新增6个", "6 new R&D platforms at or above provincial level"),
        ("at_least", "不低于6个", "no less than 6 R&D platforms at or above provincial level"),
        ("about", "达到6个左右", "about 6 R&D platforms at or above provincial level"),
        ("above", "达到6个以上", "6 or more R&D platforms at or above provincial level"),
    ],
)
def test_targets_that_are_counted(desk: Desk, bound: Bound, zh: str, en: str) -> None:
    made = figures({}, {"rd_platforms.count@gongyi/2021": (bound, "6")})
    assert desk.say("rd_platforms.value|goal", made, "zh") == zh
    assert desk.say("rd_platforms.value|goal", made, "en") == en


def test_a_target_of_one_is_singular_in_english(desk: Desk) -> None:
    made = figures({}, {"green_plants.count@gongyi/2021": ("count", "1")})
    assert desk.say("green_plants.value|goal", made, "zh") == "新增1家"
    assert desk.say("green_plants.value|goal", made, "en") == "1 new green plant at or above provincial level"


@pytest.mark.parametrize(
    ("result", "zh", "en"),
    [
        ("31.2", "高于年度目标22.2个百分点", "22.2 percentage points above the annual target"),
        (
            "8.6",
            "低于年度目标0.4个百分点（基本持平）",
            "0.4 percentage point below the annual target, in line with it",
        ),
        ("9.0", "与年度目标持平", "equal to the annual target"),
        ("-1.0", "低于年度目标10个百分点", "10 percentage points below the annual target"),
    ],
)
def test_distance_from_a_target(desk: Desk, result: str, zh: str, en: str) -> None:
    made = figures({OWN: result}, {"iva.growth@gongyi/2021": ("about", "9.0")})
    assert desk.say("iva.growth|progressed", made, "zh") == zh
    assert desk.say("iva.growth|progressed", made, "en") == en


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        ("2", "完成年度目标的33.3%", "33.3 percent of the annual target"),
        ("6", "完成年度目标的100%", "100 percent of the annual target"),
        ("0", "完成年度目标的0%", "0 percent of the annual target"),
    ],
)
def test_progress_towards_a_count(desk: Desk, count: str, zh: str, en: str) -> None:
    made = figures({"rd_platforms.count@gongyi/2021Q1": count}, {"rd_platforms.count@gongyi/2021": ("count", "6")})
    assert desk.say("rd_platforms.value|progressed", made, "zh") == zh
    assert desk.say("rd_platforms.value|progressed", made, "en") == en


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        ("3.1", "-1.2", "盈利3.1亿元，由亏转盈", "returned to profit, at 310 million yuan"),
        ("0.0", "-1.2", "盈亏相抵，实现扭亏", "broke even after a loss a year earlier"),
        ("-1.2", "3.1", "亏损1.2亿元，由盈转亏", "swung from profit to a loss of 120 million yuan"),
        (
            "-1.2",
            "-3.1",
            "亏损1.2亿元，同比减亏1.9亿元",
            "showed a loss of 120 million yuan, 190 million yuan smaller than a year earlier",
        ),
        (
            "-3.1",
            "-1.2",
            "亏损3.1亿元，同比增亏1.9亿元",
            "showed a loss of 310 million yuan, 190 million yuan larger than a year earlier",
        ),
        (
            "-1.2",
            "-1.2",
            "亏损1.2亿元，亏损额与上年同期持平",
            "showed a loss of 120 million yuan, unchanged from a year earlier",
        ),
        ("3.1", "0.0", "盈利3.1亿元", "made a profit of 310 million yuan"),
        ("0.0", "3.1", "盈亏相抵", "broke even"),
        ("0.0", "0.0", "盈亏相抵", "broke even"),
        ("-1.2", "0.0", "亏损1.2亿元", "showed a loss of 120 million yuan"),
    ],
)
def test_profit_and_loss_where_growth_has_no_meaning(desk: Desk, now: str, before: str, zh: str, en: str) -> None:
    made = figures({"profit.level@gongyi/2021Q1": now, "profit.level@gongyi/2020Q1": before})
    assert desk.say("profit.value|balance", made, "zh") == zh
    assert desk.say("profit.value|balance", made, "en") == en


@pytest.mark.parametrize(("rank", "zh", "en"), [("1", "居第1位", "ranked 1st"), ("12", "居第12位", "ranked 12th")])
def test_ranks(desk: Desk, rank: str, zh: str, en: str) -> None:
    made = figures({"iva.rank@gongyi/2021Q1": rank})
    assert desk.say("iva.rank|ranked", made, "zh") == zh
    assert desk.say("iva.rank|ranked", made, "en") == en


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2021Q1", "2021年一季度", "the first quarter of 2021"),
        ("2021Q2", "2021年上半年", "the first half of 2021"),
        ("2021Q3", "2021年前三季度", "the first three quarters of 2021"),
        ("2020", "2020年", "2020"),
    ],
)
def test_periods_by_name(desk: Desk, period: str, zh: str, en: str) -> None:
    assert desk.say("period", figures({}), "zh", subject(period=period)) == zh
    assert desk.say("period", figures({}), "en", subject(period=period)) == en


def test_dates_without_padding(desk: Desk) -> None:
    assert desk.say("date", figures({}), "zh") == "2021年4月9日"
    assert desk.say("date", figures({}), "en") == "9 April 2021"


@pytest.mark.parametrize(
    "expression",
    [
        "gdp.value|moved",
        "gdp.value|grew",
        "gdp.value|up",
        "gdp.value|pace",
        "gdp.value|trend",
        "gdp.value|shift",
        "gdp.value|compare",
        "gdp.value|ranked",
        "gdp.value|counted",
        "iva.growth|balance",
        "iva.growth|counted",
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filter_refuses_a_value_of_which_its_words_would_be_untrue(
    desk: Desk, expression: str, language: Language
) -> None:
    made = figures(
        {
            "gdp.level@gongyi/2021Q1": "196.4",
            "gdp.level@gongyi/2020Q1": "168.2",
            "gdp.level@henan/2021Q1": "13210.9",
            OWN: "31.2",
            LAST: "-7.9",
        }
    )
    with pytest.raises(InputFaults, match=r"tried\..*line 2"):
        desk.say(expression, made, language, subject(compare=("henan",)))
