"""The units of the catalogue, as people spell them: a quantity's noun in both languages, alone or after a scale word.

315.7亿千瓦时 and 31.57 billion kilowatt-hours are one amount in 千瓦时; a bare 31.8亿 or 1.5 million is an amount whose
noun the indicator knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from report.catalogue import Catalogue, Unit

PERCENT: Final = "%"
POINTS: Final = "百分点"
TIMES: Final = "倍"
COUNT: Final = "个"
YUAN: Final = "元"
YUAN_PER_MU: Final = "元/亩"
RATES: Final = (PERCENT, POINTS)

SCALES_ZH: Final[Mapping[str, int]] = {
    "": 1, "十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
SCALES_EN: Final[Mapping[str, int]] = {
    "": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9,
}  # fmt: skip
_BARE: Final[Mapping[str, int]] = {
    "万": 10**4, "亿": 10**8, "万亿": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_EN_PREFIX: Final = ("100 million ", "10,000 ", "1,000 ", "billion ", "million ", "thousand ", "100 ", "10 ")

#: What a noun of the catalogue is called besides: Chinese key, English nouns.
_NOUNS: Final[Mapping[str, tuple[str, ...]]] = {
    "元": ("yuan", "rmb", "renminbi", "元人民币", "cny"),
    "美元": ("us dollars", "dollars", "usd"),
    "千瓦时": ("kilowatt-hours", "kilowatt hours", "kwh", "度"),
    "吨": ("tonnes", "tons", "metric tons", "tonne"),
    "公斤": ("kilograms", "kg", "千克"),
    "人": ("persons", "people", "residents", "名", "jobs"),
    "人次": ("visits", "person-times", "trips", "visitors", "passengers", "passenger trips"),
    "辆": ("vehicles", "units", "台"),
    "平方米": ("square metres", "square meters", "平米"),
    "立方米": ("cubic metres", "cubic meters", "方"),
    "公里": ("kilometres", "kilometers", "km", "千米"),
    "公顷": ("hectares", "hectare"),
    "亩": ("mu",),
    "户": ("households", "家"),
    "件": ("pieces", "parcels", "items"),
    "标准煤": ("standard coal",),
    "个": ("家", "件", "项", "座", "户", "处", "所", "名", "起", "条"),
}
#: What is spelled the same whatever the catalogue has.
_FIXED: Final[Mapping[str, tuple[str, str]]] = {
    "percent": (PERCENT, "1"),
    "per cent": (PERCENT, "1"),
    "个百分点": (POINTS, "1"),
    "百分点": (POINTS, "1"),
    "percentage points": (POINTS, "1"),
    "percentage point": (POINTS, "1"),
    "points": (POINTS, "1"),
    "point": (POINTS, "1"),
    "pp": (POINTS, "1"),
    "‰": (PERCENT, "0.1"),
    "成": (PERCENT, "10"),
    "倍": (TIMES, "1"),
    "times": (TIMES, "1"),
    "元": (YUAN, "1"),
    "yuan": (YUAN, "1"),
    "万元每亩": (YUAN_PER_MU, "10000"),
    "元每亩": (YUAN_PER_MU, "1"),
}
Spelling = tuple[str, Decimal]


def noun_of(unit: Unit) -> str:
    """What one of a unit's base is called: 千瓦时 of 亿千瓦时, 元 of 十亿元, 个 of whatever is counted."""
    if unit.quantity == "percent":
        return PERCENT
    if unit.quantity == "count":
        return COUNT
    for scale, factor in sorted(SCALES_ZH.items(), key=lambda one: -len(one[0])):
        if factor == unit.factor and unit.key.startswith(scale):
            return unit.key.removeprefix(scale)
    return unit.key


def spellings(catalogue: Catalogue) -> dict[str, Spelling]:
    """Every way to write a unit: its noun, and by how much the number before it is multiplied."""
    found: dict[str, Spelling] = {name: (noun, Decimal(factor)) for name, (noun, factor) in _FIXED.items()}
    for name, spelling in _scaled(catalogue):
        found.setdefault(name, spelling)
    for unit in catalogue.units.values():
        for name in unit.names():
            if not name[0].isdigit():
                found.setdefault(name, (noun_of(unit), unit.factor))
    return found


def _scaled(catalogue: Catalogue) -> Iterator[tuple[str, Spelling]]:
    for unit in catalogue.units.values():
        noun = noun_of(unit)
        english = next((unit.en.removeprefix(one) for one in _EN_PREFIX if unit.en.startswith(one)), unit.en)
        for name in dict.fromkeys((noun, english, *_NOUNS.get(noun, ()))):
            if noun == COUNT or not name[0].isalpha():
                yield name, (noun, Decimal(1))
            else:
                yield from _with_scales(name, noun)
    yield from ((scale, ("", Decimal(factor))) for scale, factor in _BARE.items())


def _with_scales(name: str, noun: str) -> Iterator[tuple[str, Spelling]]:
    for scale, factor in (SCALES_EN if name.isascii() else SCALES_ZH).items():
        yield (f"{scale} {name}" if name.isascii() else scale + name).strip(), (noun, Decimal(factor))


def are_of(unit: str, noun: str) -> bool:
    """Whether a number spelled with ``unit`` counts what ``noun`` does: 3家 and 3户 are 3个."""
    counted = _NOUNS[COUNT]
    return unit == noun or (unit == COUNT and noun in counted) or (noun == COUNT and unit in counted)
