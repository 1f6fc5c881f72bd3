"""What comments for reviewers say, in the language of the document: what is amiss, what was due, from which cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Language
from report.corrections.names import claim_name, fact_name
from report.corrections.notice_words import NoticeWords, words_for
from report.facts.claims import Claims
from report.facts.keys import FactKey
from report.proof.languages import language_of
from report.proof.model import Finding, Kind, Line, Source

_HEADS: Final[Mapping[Kind, tuple[str, str]]] = {
    "hole": ("此处缺少数字。", "A number is missing here."),
    "wrong": ("此处与数据不符，请核定。", "This is not what the figures say; please check."),
    "stale": ("此处是更正前的数值，请更新。", "This is the value before it was corrected; please update it."),
    "direction": ("此处表述与数据不符，请核定。", "The figures do not bear these words out; please check."),
    "inconsistent": ("此处与文中他处不一致，请核定。", "This differs from what is said elsewhere; please check."),
    "unit": ("此处单位或数量级有误，请核定。", "The unit, or the order of magnitude, is not right; please check."),
    "unknown": ("未找到与此对应的数据，仅供参考。", "No figure explains this; for information."),
    "chart": ("此图与现有数据不符，请核定。", "This chart does not show the current figures; please check."),
}
_FOUND: Final = re.compile(r"(?P<key>[a-z][\w+]*\.[a-z]\w*(?:\.\w+)?@[^\s,;]+)(?:, (?P<place>[^;]+))?")
_VALUE: Final = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)(?P<unit>个百分点|亿元|万元/亩|万元|元|个|%)")
_UNITS: Final[Mapping[str, tuple[int, str]]] = {
    "个百分点": (0, " percentage points"),
    "亿元": (-1, " billion yuan"),
    "万元/亩": (0, " × 10,000 yuan per mu"),
    "万元": (-2, " million yuan"),
    "元": (0, " yuan"),
    "个": (0, ""),
    "%": (0, " percent"),
}
_CHINESE: Final = (
    (re.compile(r"^nearest: "), "最接近的数据："),
    (re.compile(r"^at least "), "不低于"),
    (re.compile(r", less than (\S+)$"), r"，未达到\1"),
    (re.compile(r"^the chart \S+$"), "按现有数据绘制的图"),
    (re.compile(r"^a figure of "), "数据："),
    (re.compile(r"^drawn from "), "按以下数值绘制："),
    (re.compile(r"^a picture that is not the one drawn from the figures$"), "另一幅图片"),
)
_PLACES: Final = (
    (re.compile(r"first-page "), "首页"),
    (re.compile(r"even-page "), "偶数页"),
    (re.compile(r"header"), "页眉"),
    (re.compile(r"footer"), "页脚"),
    (re.compile(r" of section (\d+)"), r"（第\1节）"),
    (re.compile(r"(?:foot|end)note (\d+)"), lambda found: f"{'脚注' if found[0][0] == 'f' else '尾注'}{found[1]}"),
    (re.compile(r"text box(?: (\d+))?"), lambda found: f"文本框{found[1] or ''}"),
    (re.compile(r"table in the cell(?: (\d+))?"), lambda found: f"单元格内的表{found[1] or ''}"),
    (re.compile(r"paragraph (\d+)"), r"第\1段"),
    (re.compile(r"table (\d+)"), r"表\1"),
    (re.compile(r"row (\d+)"), r"第\1行"),
    (re.compile(r"column (\d+)"), r"第\1列"),
    (re.compile(r", "), ""),
)
_COUNT: Final = re.compile(r"a number|\d+ numbers")
_CLAIM: Final = re.compile(r"(?P<name>\w+) only where (?P<condition>.+)")
_NOTHING: Final = "none"


def language_in(lines: Sequence[Line]) -> Language:
    """The one in which most of a document is."""
    found = [language_of(line) for line in lines]
    return "zh" if found.count("zh") >= found.count("en") else "en"


@dataclass(frozen=True)
class Reviewer:
    """Speaks to the people of one document; each saying is the lines of a comment."""

    language: Language
    catalogue: Catalogue
    claims: Claims

    @cached_property
    def _words(self) -> NoticeWords:
        return words_for(self.language, self.catalogue, self.claims.house)

    def _pick(self, chinese: str, english: str) -> str:
        return chinese if self.language == "zh" else english

    def finding(self, finding: Finding, place: str = "") -> list[str]:
        """``place``: said where the comment cannot stand at the words themselves."""
        lines = [self._head(finding)]
        if place:
            lines.append(f"{self._at(place)}{self._pick('：', ': ')}“{finding.text}”")
        if finding.expected and not _COUNT.fullmatch(finding.expected):
            lines += self._expected(finding)
        if finding.found and finding.found != _NOTHING:
            lines.append(self._found(finding))
        return lines

    def _found(self, finding: Finding) -> str:
        """What stands in the text; of a claim, what the figures say of its condition."""
        if _CLAIM.fullmatch(finding.expected):
            return self._pick(f"数据：{self._plain(finding.found)}", f"Figures: {finding.found}")
        return self._pick(f"文中：{self._plain(finding.found)}", f"Found: {finding.found}")

    def source(self, source: Source, place: str = "") -> list[str]:
        """Where a number comes from: its value with the arithmetic, and each cell."""
        value, cells = self._parted(source.words, source.fact)
        name = self._name(source.fact)
        head = f"{name[:1].upper()}{name[1:]}{self._pick('：', ': ')}{value}"
        lines = [head, *(self._pick(f"依据：{cell}", f"From {cell}") for cell in cells)]
        return [*lines, self._at(place)] if place else lines

    def _at(self, place: str) -> str:
        if self.language == "en":
            return f"At {place}"
        for pattern, chinese in _PLACES:
            place = pattern.sub(chinese, place)
        return f"位置：{place}"

    def _head(self, finding: Finding) -> str:
        if finding.kind == "hole" and finding.missing > 1:
            return self._pick(f"此处缺少{finding.missing}个数字。", f"{finding.missing} numbers are missing here.")
        return _HEADS[finding.kind][0 if self.language == "zh" else 1]

    def _expected(self, finding: Finding) -> list[str]:
        claim = _CLAIM.fullmatch(finding.expected)
        if claim and claim["name"] in self.claims.rules:
            words, condition = claim_name(claim["name"], self.claims, self.language), claim["condition"]
            return [self._pick(f"“{words}”的条件：{condition}", f"“{words}” only where {condition}")]
        value, cells = self._parted(finding.expected)
        if finding.kind == "unknown":
            near = value.startswith(("最接近", "nearest"))
            said = f"{value[:1].upper()}{value[1:]}" if near else self._pick(f"可能是：{value}", f"Perhaps {value}")
        else:
            said = self._pick(f"应为：{value}", f"Expected: {value}")
        return [said, *(self._pick(f"依据：{cell}", f"From {cell}") for cell in cells)]

    def _parted(self, words: str, fact: str = "") -> tuple[str, list[str]]:
        """A value with its arithmetic, and the cells behind it, each with the name of what it holds.

        ``fact``: whose name goes without saying.
        """
        parts = words.split(" — ")
        cells = [self._cell(found, fact) for part in parts for found in _FOUND.finditer(part)]
        said = [part for part in parts if not _FOUND.match(part)]
        value = self._value(said[0]) if said else ""
        return (f"{value}{self._pick('（', ' (')}{said[1]}{self._pick('）', ')')}" if len(said) > 1 else value), cells

    def _cell(self, found: re.Match[str], fact: str) -> str:
        name = "" if found["key"] == fact and found["place"] else self._name(found["key"])
        cell = self._words.cell(found["place"].strip()) if found["place"] else ""
        return self._pick("，", ", ").join(filter(None, (name, cell)))

    def _name(self, key: str) -> str:
        try:
            return fact_name(FactKey.parse(key), self.catalogue, self.language, short=True)
        except (KeyError, ValueError):  # of a catalogue that has changed since
            return key

    def _value(self, words: str) -> str:
        return self._plain(words) if self.language == "zh" else _VALUE.sub(_in_english, words)

    def _plain(self, words: str) -> str:
        for pattern, chinese in _CHINESE:
            words = pattern.sub(chinese, words)
        return words


def _in_english(found: re.Match[str]) -> str:
    shift, unit = _UNITS[found["unit"]]
    number = Decimal(found["number"]).scaleb(shift)
    if found["unit"] == "个百分点" and abs(number) <= 1:
        unit = unit.removesuffix("s")
    return f"{'+' if found['number'].startswith('+') else ''}{number:f}{unit}"
