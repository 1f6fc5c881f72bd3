"""The words of headers and labels, in Chinese and English, as offices write them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from report.catalogue import Measure, fold
from report.figures.model import Bound, Status
from report.i18n import msg

_Key = TypeVar("_Key", bound=Hashable)


class Word(StrEnum):
    """What a header or label says of the values under or beside it."""

    OWN = "own"  # the indicator's own measure, whichever the catalogue says it is
    GROWTH = "growth"
    CHANGE = "change"  # growth in percent, or a difference in points or in units: its unit tells
    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"
    RANK = "rank"


_NAMES: Final[Mapping[str, str]] = {
    "own": msg("own"),
    "level": msg("level"),
    "growth": msg("growth"),
    "change": msg("change"),
    "share": msg("share"),
    "ratio": msg("ratio"),
    "count": msg("count"),
    "rank": msg("rank"),
}


def said_of(measure: Measure | Word) -> str:
    """The name of a measure in what is said to people."""
    return _NAMES[measure]


#: How the targets are bounded, as it is said to people.
BOUND_NAMES: Final[Mapping[Bound, str]] = {
    "about": msg("about"),
    "at_least": msg("at_least"),
    "above": msg("above"),
    "held_at": msg("held_at"),
    "count": msg("count"),
}


class Role(StrEnum):
    """What a column holds that is not a value."""

    INDICATOR = "indicator"
    AREA = "area"
    PERIOD = "period"
    MEASURE = "measure"
    UNIT = "unit"
    VALUE = "value"
    STATUS = "status"
    NOTE = "note"
    NUMBERING = "numbering"
    TARGET = "target"
    BOUND = "bound"
    THEME = "theme"


def _folded(words: Mapping[_Key, str]) -> Mapping[str, _Key]:
    """From "key": "name、name" to folded name: key."""
    return MappingProxyType(
        {fold(name): key for key, names in words.items() for name in re.split("[、\n]", names) if name.strip()}
    )


_WORD_NAMES: Final[Mapping[Word, str]] = MappingProxyType(
    {
        Word.OWN: """
            累计、累计值、累计数、绝对额、绝对值、绝对数、绝对量、总量、数值、值、数额、金额、水平、完成、完成额
            本期、本期值、本期累计、本年累计、自年初累计、当期
            level、value、amount、cumulative、total、year to date、ytd、actual""",
        Word.GROWTH: """
            增长、增速、增长率、增幅、增减率、平均增速、平均增长
            同比、同比增长、同比增速、同比增长率、同比增幅
            累计同比、累计增长、累计增速、累计同比增长
            比上年增长、比上年同期增长、较上年增长、较上年同期增长、较上年同期、比上年同期
            growth、growth rate、% change、percentage change、rate of growth、annual growth
            year on year、year-on-year、year-over-year、yoy、y/y
            year on year growth、year-on-year growth、growth year on year、growth year-on-year
            yoy growth、growth yoy""",
        Word.CHANGE: "增减、同比增减、比上年增减、比上年同期增减、同比±、提高、比上年提高、change、difference",
        Word.SHARE: "比重、占比、所占比重、share、proportion",
        Word.RATIO: "强度、比率、ratio、intensity",
        Word.COUNT: "数量、个数、count、number",
        Word.RANK: "位次、排名、排序、名次、增速位次、增速排名、rank、ranking、place",
    }
)

WORDS: Final[Mapping[str, Word]] = _folded(_WORD_NAMES)
#: As people write them, for messages.
WORD_NAMES: Final = tuple(name.strip() for names in _WORD_NAMES.values() for name in re.split("[、\n]", names))

ROLES: Final[Mapping[str, Role]] = _folded(
    {
        Role.INDICATOR: "指标、指标名称、主要指标、项目、名称、indicator、indicators、item、items",
        Role.AREA: "地区、区域、地域、地区名称、县市区、县(市)区、area、areas、region、regions",
        Role.PERIOD: "时期、时间、期间、年份、年度、季度、报告期、period、periods、time、year、quarter",
        Role.MEASURE: "口径、计算口径、指标口径、measure、measures",
        Role.UNIT: "单位、计量单位、unit、units",
        Role.VALUE: "数值、值、value、values",
        Role.STATUS: "状态、status",
        Role.NOTE: "备注、说明、注、来源、数据来源、资料来源、note、notes、remark、remarks、source、sources",
        Role.NUMBERING: "序号、代码、编号、行次、no.、no、code",
        Role.TARGET: "目标值、目标、年度目标、全年目标、target、targets、target value、annual target",
        Role.BOUND: "表述、表述方式、目标表述、bound、wording",
        Role.THEME: "主题、类别、theme、themes",
    }
)

#: "quarter alone" beside a measure or a period; a period without it is cumulative.
ALONE: Final = frozenset(
    map(fold, ("当季值", "当季", "本季度", "本季", "单季", "quarter alone", "current quarter", "alone"))
)
#: The same months of the year before.
LAST_YEAR: Final = frozenset(
    map(fold, ("上年同期", "去年同期", "same period of last year", "same period last year", "year before"))
)
#: Said of prices beside a name; they do not change which indicator it is.
REMARKS: Final = frozenset(
    map(
        fold,
        (
            "现价",
            "当年价",
            "当年价格",
            "可比价",
            "可比价格",
            "不变价",
            "按可比价格",
            "按可比价格计算",
            "按当年价格计算",
        ),
    )
)
#: Words that may stand before a name as well as behind it.
LEADING: Final[Mapping[str, Word]] = _folded(
    {
        Word.OWN: "累计、本年累计",
        Word.GROWTH: "growth of、growth in、growth rate of",
        Word.SHARE: "share of",
        Word.RANK: "rank of、ranking of",
    }
)

STATUSES: Final[Mapping[str, Status]] = MappingProxyType(
    {
        **{status.value.casefold(): status for status in Status},
        **_folded(
            {
                Status.NORMAL: "正常、normal、final、最终、最终核实",
                Status.BREAK: "断层、break",
                Status.ESTIMATED: "估计、估、估算、estimated、estimate",
                Status.FORECAST: "预测、forecast",
                Status.IMPUTED: "插补、imputed",
                Status.NOT_COLLECTED: "未采集、not collected",
                Status.CANNOT_EXIST: "不适用、cannot exist、not applicable",
                Status.MISSING: "缺失、未公布、missing、not published",
                Status.PROVISIONAL: "预、初步、初步核算、初步核算数、初步数、预计、provisional、preliminary",
                Status.SUPPRESSED: "保密、不予公布、suppressed、confidential",
                Status.LOW_RELIABILITY: "低可靠性、low reliability",
                Status.UNVALIDATED: "未核实、unvalidated",
            }
        ),
    }
)

_BOUND_NAMES: Final[Mapping[Bound, str]] = {
    "about": "左右、上下、大约、约、about、around",
    "at_least": "不低于、不少于、不小于、≥、at least、not less than、no less than",
    "above": "以上、及以上、above、at or above",
    "held_at": "保持在、稳定在、维持在、held at、hold at、kept at",
    "count": "新增、新建、new、added、count",
}
BOUNDS: Final[Mapping[str, Bound]] = _folded(_BOUND_NAMES)

THEMES: Final[Mapping[str, str]] = _folded(
    {
        "scale": "规模、总量、总量规模、scale",
        "quality": "质量效益、质量、效益、质量和效益、quality、quality and efficiency",
        "innovation": "创新、科技创新、创新能力、innovation",
    }
)

#: What says that a figure is invented, beside a mark or in a note.
_SAMPLE: Final = re.compile(r"样例|示例|虚构|示意|\bsample\b(?! survey)|invented|fictitious", re.IGNORECASE)


def says_sample(text: str) -> bool:
    return bool(_SAMPLE.search(text))
