"""What is possible but hardly true is reported and never corrected."""

from __future__ import annotations

import pytest

HEADER = ["指标", "单位", "累计", "同比增长%"]


def cautions(office, *rows, header=HEADER, **how):
    return [str(caution) for caution in office.rows([header, *rows], **how).cautions]


@pytest.mark.parametrize("share", [-0.5, 100.1])
def test_a_share_lies_between_nothing_and_all(office, share):
    assert any(
        "a share lies between 0 and 100%" in line
        for line in cautions(office, ["工业税收占税收总额比重", "%", share, "—"])
    )


def test_a_part_is_not_more_than_its_whole(office):
    (line,) = cautions(office, ["工业投资", "亿元", 38.7, "—"], ["工业技改投资", "亿元", 39.0, "—"])
    assert "cell C3" in line and "more than the whole that it is part of" in line


def test_rounding_makes_parts_miss_their_whole_and_that_is_no_news(office):
    rows = [
        ["地区生产总值", "亿元", 100.0, "—"],
        ["第一产业", "亿元", 9.5, "—"],
        ["第二产业", "亿元", 41.3, "—"],
        ["第三产业", "亿元", 49.1, "—"],
    ]
    assert not cautions(office, *rows)
    rows[3] = ["第三产业", "亿元", 48.8, "—"]
    (line,) = cautions(office, *rows)
    assert "cell C2" in line and "9.5 + 41.3 + 48.8 = 99.6" in line


def test_a_share_is_held_against_the_levels_that_it_comes_from(office):
    levels = (["税收总额", "亿元", 15.3, "—"], ["工业税收", "亿元", 8.5, "—"])
    assert not cautions(office, *levels, ["工业税收占税收总额比重", "%", 55.6, "—"])
    (line,) = cautions(office, *levels, ["工业税收占税收总额比重", "%", 65.6, "—"])
    assert "8.5 ÷ 15.3 is 55.6%" in line


def test_growth_at_current_prices_is_held_against_levels(office):
    header = ["指标", "单位", "上年同期", "本期", "同比增长%"]
    assert not cautions(office, ["工业投资", "亿元", 33.0, 38.7, 17.3], header=header)
    (line,) = cautions(office, ["工业投资", "亿元", 33.0, 38.7, 27.3], header=header)
    assert "the levels 33.0 and 38.7 make 17.3%" in line


def test_growth_at_comparable_prices_is_never_held_against_nominal_levels(office):
    header = ["指标", "单位", "上年同期", "本期", "同比增长%"]
    henan = ["地区生产总值", "亿元", 25608.46, 28927.96, 10.2]
    assert not cautions(office, henan, header=header, area="henan", period="2021Q2")


def test_quarters_alone_are_held_against_their_sum(office):
    header = ["指标", "单位", "2021年第一季度", "2021年第二季度"]
    alone, total = ["地区生产总值当季值", "亿元", 196.4, 210.0], ["地区生产总值累计值", "亿元", 196.4, 406.5]
    assert not cautions(office, alone, total, header=header)
    (line,) = cautions(office, alone, [*total[:3], 416.5], header=header)
    assert "its quarters make 196.4 + 210.0 = 406.4" in line


def test_a_caution_keeps_the_value_as_it_was_published(office, figure):
    read = office.rows([HEADER, ["工业税收占税收总额比重", "%", 155.6, "—"]])
    assert str(figure(read, "tax_share.share@gongyi/2021Q1").value) == "155.6"
