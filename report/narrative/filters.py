"""Filters and tests that templates use on values, each under an English and a Chinese name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup

from report.catalogue import Measure
from report.errors import Fault, InputFaults
from report.facts.derive import PERCENT, Missing
from report.facts.model import Fact
from report.i18n import msg
from report.narrative.rendering import HOLE, asked_at
from report.narrative.views import IndicatorView, Value
from report.narrative.wording import Gap, Turn, attain
from report.periods import Period


def _demand(value: Value, holds: bool, expected: str) -> None:
    """A filter's words must be true of what they are said of: a level said as growth would be a wrong number.

    Raises InputFaults with the template's line.
    """
    if not holds:
        raise InputFaults([Fault(asked_at(), expected, str(value.key))])


def _demand_growth(value: Value) -> None:
    rate = value.key.measure is Measure.GROWTH and value.key.operation in ("", "average2", "target")
    _demand(value, rate, msg("growth (such as iva.growth, iva.增速) before this filter"))


def _in_percent(value: Value) -> bool:
    indicator = value.rendering.catalogue.indicators[value.key.indicator]
    return not value.key.operation and indicator.unit_of(value.key.measure) == PERCENT


def amount(value: Value) -> Markup:
    """268.4亿元; 26.84 billion yuan."""
    return value.said(value.rendering.wording.amount)


def moved(value: Value) -> Markup:
    """同比增长8.2%; grew by 8.2 percent year on year."""
    _demand_growth(value)
    return value.said(lambda fact: value.rendering.wording.moved(fact, value.key.period))


def grew(value: Value) -> Markup:
    """增长8.2%; grew by 8.2 percent: where the text has said since when."""
    _demand_growth(value)
    return value.said(value.rendering.wording.grew)


def counted(value: Value) -> Markup:
    """English only needs it: 1 intelligent workshop, 2 intelligent workshops; Chinese gives the amount."""
    _demand(value, value.key.measure is Measure.COUNT, msg("a count before this filter"))
    indicator = value.rendering.catalogue.indicators[value.key.indicator]
    return value.said(lambda fact: value.rendering.wording.counted(fact, indicator))


def up(value: Value) -> Markup:
    """同比增长8.2%; up 8.2 percent year on year."""
    _demand_growth(value)
    return value.said(lambda fact: value.rendering.wording.up(fact, value.key.period))


def pace(value: Value) -> Markup:
    """The adjective that the growth earns on the scale of claims.toml: 快速增长; grew rapidly."""
    _demand_growth(value)
    rendering = value.rendering

    def say(fact: Fact) -> Markup:
        step = rendering.material.claims.pace(fact.value)
        if step:
            return Markup(step.words(rendering.language))
        flat, fell = ("基本持平", "有所下降") if rendering.language == "zh" else ("was little changed", "declined")
        return Markup(fell if fact.value < 0 else flat)

    return value.said(say)


def compare(value: Value) -> Markup:
    """，分别高于全省、郑州市8.1、2.4个百分点, with every comparison area for which there is a figure.

    An area without a figure in the source is left out, and listed; one whose cell is still blank is missing.
    """
    _demand(value, _in_percent(value), msg("a published rate or share before this filter"))
    rendering = value.rendering
    gaps: list[Gap] = []
    for area in rendering.material.subject.compare_with:
        gap = value.gap(area)
        if not rendering.facts.reported(value.key.of(area)):
            left_out = msg("{passage}: comparison with {area}", passage=rendering.passage, area=area)
            rendering.leave_out(left_out, [str(value.key.of(area))])
        elif fact := gap.fact():
            gaps.append(Gap(rendering.catalogue.areas[area].relative(rendering.language), fact))
    return rendering.wording.compared(gaps, value.key.measure is Measure.GROWTH)


def _turn(value: Value, base: Period) -> Turn | None:
    operation = "share_change" if value.key.operation == "share" else "change"
    keys = [value.key, value.key.at(base), value.key.by(operation, base=base)]
    try:
        now, before, change = value.rendering.facts.all_of(keys)
    except Missing as missing:
        value.rendering.note(missing.keys)
        return None
    return Turn(now, before, change, value.key.period, base)


def _base(value: Value, on: str) -> Period:
    return value.key.period.last_period() if on in ("last_period", "上期") else value.key.period.last_year()


def trend(value: Value, on: str = "last_year") -> Markup:
    """增速比上年同期提高1.2个百分点, 降幅收窄, a turn; against the year before, or ``on='last_period'``."""
    _demand(value, value.key.measure is Measure.GROWTH and not value.key.operation, msg("growth before this filter"))
    turn = _turn(value, _base(value, on))
    return HOLE if turn is None else value.rendering.wording.turned(turn)


def shift(value: Value, on: str = "last_year") -> Markup:
    """比上年同期提高7.3个百分点: for shares and ratios."""
    _demand(value, _in_percent(value) or value.key.operation == "share", msg("a share before this filter"))
    turn = _turn(value, _base(value, on))
    return HOLE if turn is None else value.rendering.wording.shifted(turn)


def balance(value: Value) -> Markup:
    """由亏转盈, 减亏, 增亏: profits whose base has a sign that makes growth meaningless."""
    _demand(value, value.key.measure is Measure.LEVEL and not value.key.operation, msg("a level before this filter"))
    turn = _turn(value, value.key.period.last_year())
    return HOLE if turn is None else value.rendering.wording.balance(turn)


def goal(value: Value) -> Markup:
    """The target in words: 增长9%左右; growth of about 9 percent."""
    rendering = value.rendering
    target = rendering.facts.target(value.key)
    indicator = rendering.catalogue.indicators[value.key.indicator]

    def say(fact: Fact) -> Markup:
        assert target is not None  # its fact is at hand
        return rendering.wording.goal(target, fact, indicator)

    return value.target.said(say)


def progressed(value: Value) -> Markup:
    """高于年度目标22.2个百分点; 完成年度目标的50%."""
    try:
        attained = attain(value.rendering.facts, value.key)
    except Missing as missing:
        value.rendering.note(missing.keys)
        return HOLE
    return value.rendering.wording.progressed(attained)


def ranked(value: Value) -> Markup:
    _demand(value, value.key.measure is Measure.RANK, msg("a rank (such as iva.rank, iva.位次) before this filter"))
    return value.said(value.rendering.wording.ranked)


def name(view: IndicatorView) -> Markup:
    return view.name


def short(view: IndicatorView) -> Markup:
    return view.short


def reported(value: Value) -> bool:
    """Test: the source has a cell for it, filled or still blank (a blank one is then missing, not left out)."""
    facts = value.rendering.facts
    if value.key.operation == "target":
        return facts.target(value.key) is not None
    return facts.reported(value.key)


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "amount": amount, "数额": amount,
    "moved": moved, "增减": moved,
    "grew": grew, "增长": grew,
    "counted": counted, "个数": counted,
    "up": up, "增幅": up,
    "pace": pace, "快慢": pace,
    "compare": compare, "比较": compare,
    "trend": trend, "走势": trend,
    "shift": shift, "升降": shift,
    "balance": balance, "盈亏": balance,
    "goal": goal, "目标": goal,
    "progressed": progressed, "进度": progressed,
    "ranked": ranked, "位次": ranked,
    "name": name, "名称": name,
    "short": short, "简称": short,
}  # fmt: skip

TESTS: Final[Mapping[str, Callable[[Value], bool]]] = {"reported": reported, "有数": reported}
