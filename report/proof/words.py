"""The words of both languages by which official texts say directions, comparisons, shares, targets and periods.

A word is here with what it does (:class:`Token` kinds); a new word is a new entry, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Growth, or a change: more (1), less (-1), the same (0).
VERBS: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        *("增长", "增加", "提高", "上升", "提升", "上涨", "增", "升", "加快", "扩大", "回升", "提速", "攀升", "正增长"),
        *("升至", "增至", "升到", "走高", "回暖", "扩张", "改善", "微升", "微增"),
        *("grew", "grow", "grows", "growing", "increased", "increase", "increases", "increasing", "rose", "rise"),
        *("rises", "rising", "climbed", "climbing", "gained", "expanded", "expanding", "expansion", "up", "growth"),
        *("faster", "more", "larger", "higher", "added", "jumped", "surged", "advanced", "quickened", "gain"),
        *("accelerated", "risen", "grown", "widened", "soared", "picked up", "went up", "edged up", "improved"),
        *("strengthened", "recovered"),
    ),
    -1: (
        *("下降", "减少", "降低", "回落", "下滑", "减", "降", "负增长", "收窄", "放缓", "下跌", "缩小", "降幅"),
        *("降至", "减至", "降到", "走低", "萎缩", "收缩", "缩减", "跌", "微降"),
        *("declined", "decline", "declines", "declining", "fell", "fall", "falling", "decreased", "decrease"),
        *("decreasing", "dropped", "drop", "dropping", "down", "contracted", "contraction", "shrank", "shrinking"),
        *("slower", "less", "fewer", "lower", "smaller", "narrowed", "narrower", "slowed", "eased", "slipped"),
        *("reduced", "lost", "fallen", "shrunk", "slid", "plunged", "dipped", "sank", "weakened", "retreated"),
        *("went down", "edged down", "tumbled"),
    ),
    0: ("持平", "flat", "unchanged", "level with", "the same rate as"),
}

#: A comparison with other areas or with a target: above (1), below (-1).
COMPARISONS: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        *("高于", "快于", "高出", "超过", "超出", "领先", "领先于", "大于", "好于"),
        *("higher than", "above", "faster than", "ahead of", "exceeding", "exceeded", "exceeds", "outpacing"),
        *("outpaced", "larger than", "greater than", "over and above", "surpassing", "surpassed"),
    ),
    -1: (
        *("低于", "慢于", "落后", "落后于", "低出", "小于"),
        *("lower than", "below", "slower than", "behind", "trailing", "short of", "smaller than", "under"),
    ),
}
#: After 比 or 较 and the names of areas.
SHORT_COMPARISONS: Final[Mapping[str, int]] = {"高": 1, "快": 1, "多": 1, "低": -1, "慢": -1, "少": -1,
    "少降": 1, "多增": 1, "多降": -1, "少增": -1,
}  # fmt: skip

CUES: Final[Mapping[str, tuple[str, ...]]] = {
    "than": (
        "比",
        "较",
        "than",
        "from",
        "compared with",
        "compared to",
        "over",
        "相比",
        "对比",
        "more than",
        "less than",
        "fewer than",
    ),
    "from": ("由", "turning from", "from a", "from growth", "after a", "after growth", "against growth", "against a"),
    "turned": (
        *("转为", "转负", "转正", "由增转降", "由降转增", "由升转降", "由降转升", "由负转正", "由正转负"),
        *("to growth", "to decline"),
    ),
    "deficit": ("逆差", "deficit"),
    "surplus": ("顺差", "surplus"),
    "share": (
        *("占", "比重", "占比", "份额", "比例"),
        *("share", "shares", "accounted for", "accounting for", "accounts for", "made up", "makes up", "making up"),
        *("结构", "结构比", "构成", "proportion", "as a percentage", "represented", "constituted"),
    ),
    "target": (
        *("目标", "预期", "力争", "计划", "左右", "不低于", "保持在", "以上", "任务"),
        *("target", "targets", "held at", "no less than", "not less than", "to be held", "is to", "are to", "aims"),
        *("goal", "goals", "planned", "or more", "remained at", "at least", "aim"),
    ),
    "at most": (
        "不高于",
        "不超过",
        "控制在",
        "以内",
        "以下",
        "no more than",
        "not more than",
        "at most",
        "up to",
        "or less",
    ),
    "annual target": (
        *("年度目标", "全年目标", "目标任务", "年度任务", "全年任务", "年初目标"),
        *("annual target", "target for the year", "year's target", "full-year target", "annual goal"),
    ),
    "progress": (
        "完成",
        "达到目标的",
        "of the annual target",
        "of the target",
        "of the year's target",
        "of the full-year target",
    ),
    "average": (
        *("两年平均", "两年年均", "on average over the two years", "over the two years"),
        *("over two years",),
        *("in the past two years", "two-year averages", "averaged over two years", "averaging over two years"),
        *("two-year average", "average over two years", "two years on average"),
    ),
    "alone": ("当季", "alone", "单季", "本季", "by quarter"),
    "rate": ("增速", "增幅", "涨幅", "增长率", "growth rate", "rate of growth", "the rate", "the rates", "pace"),
    "fall rate": ("降幅", "跌幅", "the decline", "rate of decline"),
    "level": (
        *("累计", "总量", "绝对量", "绝对额", "数值", "实绩", "本期", "to date", "value", "level", "amount"),
        *("cumulative", "total"),
    ),
    "yearly": (
        *(
            "同比",
            "比上年",
            "较上年",
            "比去年",
            "较去年",
            "比上年同期",
            "较上年同期",
            "比去年同期",
            "较去年同期",
            "比同期",
            "比上年同月",
            "比去年同月",
        ),
        *("from a year earlier", "from a year ago", "than a year earlier", "than a year ago", "from the previous year"),
        *("than in the previous year", "than the previous year", "than last year", "from last year"),
        *("than in the same period last year", "from the same period last year", "compared with a year earlier"),
        *(
            "compared with the same period last year",
            "over a year earlier",
            "on the previous year",
            "on a year earlier",
        ),
        *("year on year", "year-on-year"),
        *("over the previous year", "yoy", "than in the same period of the previous year"),
    ),
    "quarterly": ("环比", "quarter on quarter", "quarter-on-quarter"),
    "respectively": ("分别", "依次", "respectively"),
    "that of": ("that of", "that for", "those of", "that in", "those in", "those for"),
    "of the total": ("of the total", "of this total"),
    "invested": ("完成投资", "投资", "investment in it", "investment in this"),
    "profit": ("盈利", "profit of", "made a profit", "returned to profit"),
    "loss": ("亏损", "loss of", "showed a loss"),
    "less loss": ("减亏",),
    "more loss": ("增亏",),
    "over": ("超", "逾", "突破", "more than", "over", "upwards of", "in excess of"),
    "nearly": ("近", "接近", "不足", "nearly", "almost", "less than", "just under"),
    "excluding": ("扣除", "剔除", "不含", "除去", "excluding", "except for", "apart from", "not counting"),
    "per": (
        *("人均", "户均", "日均", "月均", "年均", "亩均", "平均每", "per capita", "daily average", "average daily"),
        *("a day on average", "monthly average"),
    ),
    "about": ("约", "大约", "about", "around", "roughly", "some", "approximately", "左右"),
    "of this": ("其中", "of this", "of which", "of these", "including"),
    "minus": ("负", "minus"),
}
#: What a table says of a result beside the year's target: above (1), below (-1), reached (0).
VERDICTS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("高于目标", "超过目标", "超目标", "above target", "ahead of target", "exceeded"), 1),
    **dict.fromkeys(("低于目标", "未达目标", "未完成", "推进中", "below target", "under way", "behind target"), -1),
    **dict.fromkeys(("已完成", "完成", "达到目标", "completed", "reached", "met"), 0),
}
#: What stands between names in a list.
SEPARATORS: Final = ("、", "和", "及", "与", "以及", "and", "but", "&")

OWN: Final = ("全市", "我市", "本市", "全县", "我县", "全区", "the city", "the county", "the city's")

#: Names for the industry of a briefing's own area that the catalogue does not need in workbooks.
BESIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "iva": (
        *("工业生产", "规上工业", "规模以上工业", "industrial output", "industrial production"),
        *("above-scale industry", "large-scale industrial added value", "scale industrial added value"),
        *("industry above designated size", "industrial enterprises above designated size"),
        *("industrial added value above designated size", "industrial output above designated size"),
    ),
    "industrial_tax": ("industrial tax revenue", "industrial taxes"),
    "fixed_investment": ("fixed asset investment", "investment in fixed assets"),
    "gdp": ("regional gdp", "gross regional product", "经济总量"),
    "profit": (
        "利润总额",
        "实现利润",
        "利润",
        "total profits",
        "profits",
        "规上工业企业利润",
        "规模以上工业利润",
        "工业利润",
        "industrial profits",
    ),
    "primary": ("一产", "primary sector"),
    "secondary": ("二产", "secondary sector"),
    "tertiary": ("三产", "tertiary sector", "service sector"),
}
#: Lists of indicators that are said in one word.
SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "三次产业增加值": ("primary", "secondary", "tertiary"),
    "三次产业": ("primary", "secondary", "tertiary"),
    "一二三产业增加值": ("primary", "secondary", "tertiary"),
    "第一、二、三产业增加值": ("primary", "secondary", "tertiary"),
    "第一、第二、第三产业增加值": ("primary", "secondary", "tertiary"),
    "第一、第二、第三产业": ("primary", "secondary", "tertiary"),
    "the three industries": ("primary", "secondary", "tertiary"),
    "the primary, secondary and tertiary industries": ("primary", "secondary", "tertiary"),
    "value added of the primary, secondary and tertiary industries": ("primary", "secondary", "tertiary"),
}
#: Whose average a comparison is with, by the level of the area.
AVERAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "nation": ("national average", "全国平均水平", "全国平均", "nationwide", "the national rate"),
    "province": ("provincial average", "全省平均水平", "全省平均", "the provincial rate", "province-wide"),
}
#: Two areas that are named in one breath, by the levels of both.
BOTH: Final[Mapping[str, tuple[str, str]]] = {
    f"{one} and {other} {noun}": levels
    for noun in ("averages", "rates", "levels", "figures", "growth rates")
    for one, other, levels in (
        ("national", "provincial", ("nation", "province")),
        ("provincial", "national", ("province", "nation")),
    )
}

SPANS: Final[Mapping[str, tuple[int, int]]] = {
    "一季度": (1, 3), "1季度": (1, 3), "第一季度": (1, 3), "首季": (1, 3),
    "二季度": (4, 6), "第二季度": (4, 6), "三季度": (7, 9), "第三季度": (7, 9),
    "四季度": (10, 12), "第四季度": (10, 12),
    "上半年": (1, 6), "前三季度": (1, 9), "前三个季度": (1, 9), "全年": (1, 12), "1-2月": (1, 2), "1—2月": (1, 2),
    "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
    "first half": (1, 6), "first half of the year": (1, 6), "first three quarters": (1, 9), "whole year": (1, 12),
    "full year": (1, 12), "h1": (1, 6), "first six months": (1, 6), "first nine months": (1, 9),
    "first three months": (1, 3),
    **{f"q{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)},
    **{
        f"first {count} months": (1, months)
        for months, words in enumerate(
            ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 2
        )
        for count in (words, str(months))
    },
}  # fmt: skip
LAST_YEAR: Final = (
    *("上年同期", "去年同期", "上年", "去年", "同期", "上年同月", "去年同月", "同月"),
    *("a year earlier", "a year ago", "a year before", "the year before", "the previous year", "last year"),
    *("the same period last year", "the same period of last year", "the same period of the previous year"),
    *("the same period a year earlier", "the same month of last year", "the same month last year"),
)
LAST_MONTH: Final = ("上月", "上个月", "the previous month", "last month", "a month earlier", "the month before")
LAST_PERIOD: Final = ("上季度", "the previous quarter", "the preceding quarter")

#: Names that a balance has when it is negative.
CONTRARIES: Final = (("顺差", "逆差"), ("surplus", "deficit"))

#: Words that hold others of these and mean none of them.
NEUTRAL: Final = (
    *(
        "增加值",
        "规模以上",
        "规上",
        "省级以上",
        "省级及以上",
        "由于",
        "自由",
        "理由",
        "升级",
        "增强",
        "增量",
        "降低成本",
        "减税降费",
    ),
    *(
        "高质量",
        "高水平",
        "高新",
        "高技术",
        "高端",
        "高效",
        "高层次",
        "高度",
        "提高质量",
        "快速",
        "较快",
        "平稳",
        "小幅",
        "较大",
        "较好",
    ),
    *(
        "较高",
        "较低",
        "较多",
        "比较",
        "附近",
        "近年",
        "近期",
        "最近",
        "超级",
        "超前",
        "约束",
        "节约",
        "公约",
        "负责",
        "负担",
        "与会",
    ),
    *(
        "参与",
        "普及",
        "涉及",
        "和谐",
        "温和",
        "及时",
        "以及",
        "单位",
        "比如",
        "无比",
        "对比目标",
        "计划",
        "成为",
        "成立",
        "成果",
        "成效",
    ),
    *("基本持平", "大体持平", "value added", "added value", "增值税", "in line with", "and above", "over the past"),
    *("at or above provincial level", "above provincial level", "above designated size", "more than half", "over time"),
    *(
        "follow up",
        "set up",
        "build up",
        "make up their",
        "growth target",
        "looking up",
        "no more",
        "one more",
    ),
    *("basically flat", "largely flat", "broadly flat", "roughly flat", "virtually flat", "almost flat"),
    *("basically unchanged", "largely unchanged", "broadly unchanged", "roughly unchanged", "virtually unchanged"),
    *("almost unchanged", "little changed", "almost level with", "about level with", "roughly level with"),
    *("speed up", "step up", "speeding up", "stepped up", "support", "above the provincial level"),
)

#: Adverbs and the like of which a sentence may be full without being about something else.
FILLERS_ZH: Final = (
    "继续", "仍然", "仍", "依然", "均", "都", "也", "又", "再", "再次", "则", "而", "并", "且", "但", "还", "就",
    "共", "共计", "合计", "总计", "全年", "全部", "分别", "其", "该", "已", "已经", "累计", "稳步", "稳定", "持续",
    "保持", "进一步", "实际", "名义", "基本", "总体", "整体", "大幅", "小幅", "明显", "显著", "有所", "略", "略有",
    "微", "微幅", "逐步", "逐月", "逐季", "快速", "较快", "平稳", "完成", "实现", "达", "达到", "达到了", "为",
    "是", "有", "至", "到", "了", "的", "地", "得", "在", "于", "从", "按", "以", "以来", "初步", "初步核算",
    "核算", "统计", "据统计", "经初步核算", "可比价格", "按可比价格计算", "不变价格", "按不变价格计算", "现价",
    "计算", "扣除价格因素", "扣除价格因素后", "末", "底",
    "年末", "月末", "季末", "年底", "期末", "全口径", "同口径", "数据",
    "数据显示", "情况", "方面", "来看", "看", "分", "中", "之", "每", "对", "与此同时", "同时", "此外", "另外",
    "主要", "重点", "其他", "个", "和", "呈", "呈现", "态势", "趋势", "水平", "平均", "平均水平", "增速", "速度",
    "幅度", "增长率", "数", "值", "拉动", "带动", "支撑", "贡献", "受", "影响", "因素", "我国", "我省", "当年",
    "当月", "当期", "本月", "今年", "今年以来", "今年前", "年", "月", "季度", "连续", "首次", "突破", "大关",
    "新高", "创", "历史", "最高", "最低", "高达", "仅", "只", "约", "近", "超", "逾", "余", "以上", "以下", "左右",
    "一直", "开局", "良好", "开门红", "接待", "拥有", "共有", "现有", "录得", "迈上", "站稳", "维持", "处于",
    "实现了", "创下", "刷新", "位居", "居", "折合", "各", "各类", "各项", "总额", "总量", "总值", "规模", "数量",
    "余额", "人数", "金额", "完成额", "共完成", "共实现", "累计完成", "累计实现", "首次超过", "双双", "一举",
    "稳中有升", "稳中有进", "向好", "好于预期", "由于", "新增", "发放", "征收", "销售", "生产", "供应", "办理",
    "签发", "运送", "发送", "处理", "所有",
)  # fmt: skip
#: Words that say what a number is to what went before: they are kept.
KEPT_EN: Final = frozenset(("against", "at", "by", "for", "in", "of", "through", "to", "until", "versus", "with"))
FILLERS_EN: Final = frozenset((
    "'s", "a", "about", "according", "account", "accounting", "accounts", "achieved", "achieving", "adding", "addition",
    "after", "again", "all", "almost", "already", "also", "although", "altogether", "amid", "among", "amounted",
    "amounting", "an", "and", "any", "are", "area", "areas", "as", "average", "be", "been", "before", "being",
    "big", "both", "bringing", "brought", "calculated", "came", "city", "combined", "comes", "coming",
    "comparable", "compared", "completed", "completing", "continued", "continuing", "contrary", "contrast",
    "contributed", "contributing", "country", "county", "despite", "did", "do", "does", "down", "due", "during",
    "each", "end", "equal", "equals", "equivalent", "estimates", "even", "ever", "figure", "first", "fourth",
    "from", "further", "gradually", "gross", "had", "half", "hand", "has", "have", "having", "here", "his", "hit",
    "however", "including", "into", "is", "it", "its", "just", "keeping", "kept", "large", "led", "level",
    "levels", "made", "main", "maintained", "major", "making", "many", "markedly", "meanwhile", "modestly",
    "month", "months", "moreover", "most", "nation", "nationwide", "nearly", "net", "new", "newly", "no",
    "nominal", "not", "now", "old", "on", "one", "only", "or", "other", "others", "over", "overall", "owing",
    "particular", "per", "percentage", "period", "posted", "preliminary", "prices", "province", "put", "quarter",
    "quarters", "ran", "rapid", "rapidly", "rate", "rates", "reach", "reached", "reaching", "real", "recorded",
    "recording", "registered", "remained", "remaining", "respectively", "s", "same", "saw", "second", "seen",
    "sharp", "sharply", "showed", "showing", "significantly", "since", "slight", "slightly", "small", "so", "some",
    "stable", "standing", "stands", "steadily", "steady", "still", "stood", "strong", "strongly", "such",
    "sustained", "terms", "than", "that", "the", "their", "them", "then", "there", "these", "they", "third",
    "this", "those", "though", "total", "totaled", "totalled", "totalling", "totals", "up", "value", "very", "was",
    "well", "were", "when", "where", "whereas", "which", "while", "who", "whole", "whose", "within", "year",
))  # fmt: skip
