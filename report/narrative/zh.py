"""Chinese, as a government office writes it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from report import numerals
from report.catalogue import Indicator, Language
from report.facts.claims import House
from report.facts.derive import half_up
from report.facts.model import Fact
from report.figures.model import Target
from report.narrative.markdown import escaped, figure
from report.narrative.wording import Attainment, Gap, Standing, Turn, by_direction, sign, standing
from report.periods import Period

_STANDINGS: Final = {
    Standing.ABOVE: "高于目标",
    Standing.LEVEL: "基本持平",
    Standing.BELOW: "低于目标",
    Standing.DONE: "已完成",
    Standing.UNDER_WAY: "推进中",
}


def _number(value: Decimal) -> str:
    return numerals.in_text(value, "zh")


def _since(period: Period) -> str:
    return "比上年" if period.is_full_year else "同比"


class Chinese:
    """Words for facts in Chinese."""

    language: Language = "zh"

    def __init__(self, house: House) -> None:
        self._house = house

    def amount(self, fact: Fact) -> Markup:
        unit = {"百分点": "个百分点"}.get(fact.unit, fact.unit)
        minus = "负" if fact.value < 0 else ""
        return figure(f"{minus}{_number(abs(fact.value))}{unit}", fact)

    def moved(self, growth: Fact, period: Period) -> Markup:
        if growth.value == 0:
            return figure("与上年持平" if period.is_full_year else "与上年同期持平", growth)
        return Markup(f"{_since(period)}{self.grew(growth)}")

    def grew(self, growth: Fact) -> Markup:
        if growth.value == 0:
            return figure("持平", growth)
        return Markup(f"{'增长' if growth.value > 0 else '下降'}{self._size(growth)}")

    def counted(self, fact: Fact, indicator: Indicator) -> Markup:
        return figure(f"{_number(fact.value)}{indicator.counter_zh or fact.unit}", fact)

    def up(self, growth: Fact, period: Period) -> Markup:
        return self.moved(growth, period)

    def _size(self, growth: Fact) -> Markup:
        size = abs(growth.value)
        if growth.value >= 100 and self._house.doubling == "times":
            return figure(f"{_number(half_up(size / 100, 1))}倍", growth)
        return figure(f"{_number(size)}%", growth)

    def compared(self, gaps: Sequence[Gap], growth: bool) -> Markup:
        groups = by_direction(gaps)
        joint = "、" if all(len(group) == 1 for group in groups) else "，"
        clauses = joint.join(map(self._beside, groups))
        # After a fall it must be said that rates are compared: a larger fall is a lower rate.
        rate = "增速" if growth and gaps and gaps[0].fact.parents[0].value <= 0 else ""
        return Markup(f"，{rate}{clauses}") if clauses else Markup("")

    def _beside(self, group: Sequence[Gap]) -> str:
        direction = sign(group[0].fact.value)
        if direction == 0:
            return _level_with(group)
        names = numerals.listed([escaped(gap.name) for gap in group], "zh")
        sizes = numerals.listed([figure(_number(abs(gap.fact.value)), gap.fact) for gap in group], "zh")
        each = "分别" if len(group) > 1 else ""
        return f"{each}{'高于' if direction > 0 else '低于'}{names}{sizes}个百分点"

    def turned(self, turn: Turn) -> Markup:
        now, then = sign(turn.now.value), sign(turn.before.value)
        before = _before(turn)
        if now != then and -1 in (now, then):
            words = {1: "增长", 0: "持平", -1: "下降"}
            past = f"下降{self._size(turn.before)}" if then < 0 else f"增长{self._size(turn.before)}"
            return Markup(f"由{before}{past if then else figure('持平', turn.before)}转为{words[now]}")
        rate, more, less = ("降幅", "扩大", "收窄") if now < 0 else ("增速", "提高", "回落")
        widened = turn.change.value if now >= 0 else -turn.change.value
        if widened == 0:
            return Markup(f"{rate}{figure(f'与{before}持平', turn.change)}")
        size = figure(_number(abs(widened)), turn.change)
        return Markup(f"{rate}比{before}{more if widened > 0 else less}{size}个百分点")

    def shifted(self, turn: Turn) -> Markup:
        before = _before(turn)
        if turn.change.value == 0:
            return figure(f"与{before}持平", turn.change)
        verb = "提高" if turn.change.value > 0 else "下降"
        return Markup(f"比{before}{verb}{figure(_number(abs(turn.change.value)), turn.change)}个百分点")

    def balance(self, turn: Turn) -> Markup:
        now, then = turn.now.value, turn.before.value
        result = figure(f"{_number(abs(now))}{turn.now.unit}", turn.now)
        if now == 0:
            even = figure("盈亏相抵", turn.now)
            return Markup(f"{even}，实现扭亏") if then < 0 else even
        if now > 0:
            return Markup(f"盈利{result}，由亏转盈" if then < 0 else f"盈利{result}")
        if then > 0:
            return Markup(f"亏损{result}，由盈转亏")
        return Markup(f"亏损{result}{_deeper(turn) if then else ''}")

    def goal(self, target: Target, fact: Fact, indicator: Indicator) -> Markup:
        unit = (indicator.counter_zh or fact.unit) if target.measure == "count" else fact.unit
        size = figure(f"{_number(fact.value)}{unit}", fact)
        grows = "增长" if target.measure == "growth" else ""
        phrases = {
            "about": f"{grows or '达到'}{size}左右",
            "at_least": f"{grows}不低于{size}",
            "above": f"{grows or '达到'}{size}以上",
            "held_at": f"{grows}保持在{size}左右",
            "count": f"新增{size}",
        }
        return Markup(phrases[target.bound])

    def goal_short(self, target: Target, fact: Fact, growth: bool) -> Markup:
        unit = fact.unit if fact.unit == "%" else ""
        size = figure(f"{_number(fact.value)}{unit}", fact)
        phrases = {"about": f"{size}左右", "at_least": f"≥{size}", "above": f"{size}以上", "held_at": f"{size}左右"}
        return Markup(("增长" if growth else "") + phrases.get(target.bound, str(size)))

    def progressed(self, attainment: Attainment) -> Markup:
        distance = attainment.distance
        if attainment.target.measure in ("count", "level"):
            return Markup(f"完成年度目标的{figure(f'{_number(distance.value)}%', distance)}")
        if distance.value == 0:
            return figure("与年度目标持平", distance)
        verb = "高于" if distance.value > 0 else "低于"
        close = "（基本持平）" if standing(attainment, self._house) is Standing.LEVEL else ""
        return Markup(f"{verb}年度目标{figure(_number(abs(distance.value)), distance)}个百分点{close}")

    def standing_word(self, state: Standing) -> str:
        return _STANDINGS[state]

    def ranked(self, rank: Fact) -> Markup:
        return Markup(f"居{figure(f'第{_number(rank.value)}位', rank)}")


def _level_with(group: Sequence[Gap]) -> str:
    """Of several areas each name is the figure's, so that none of the gaps goes unsaid."""
    if len(group) == 1:
        return f"与{escaped(group[0].name)}{figure('持平', group[0].fact)}"
    return f"与{numerals.listed([figure(gap.name, gap.fact) for gap in group], 'zh')}均持平"


def _deeper(turn: Turn) -> str:
    """A loss against the loss before it."""
    if turn.change.value == 0:
        return f"，{figure('亏损额与上年同期持平', turn.change)}"
    size = figure(f"{_number(abs(turn.change.value))}{turn.change.unit}", turn.change)
    return f"，同比{'减亏' if turn.change.value > 0 else '增亏'}{size}"


def _before(turn: Turn) -> str:
    if turn.base == turn.period.last_year():
        return "上年" if turn.base.is_full_year else "上年同期"
    return "上年全年" if turn.base.is_full_year else numerals.span_name(turn.base, "zh")
