"""What comments say, in the language of the document: each for the person who has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from report.catalogue import Catalogue, Language
from report.corrections.merge import Renewed
from report.corrections.names import claim_name, fact_name
from report.corrections.notice_words import NoticeWords, words_for
from report.facts.claims import Claims
from report.facts.keys import FactKey
from report.facts.model import Fact, Subject
from report.narrative.markdown import plain
from report.numerals import listed

_MOST: Final = 4  # figures told one by one in a comment


@dataclass(frozen=True)
class Teller:
    """Speaks to the people of one document: names from the catalogue, claims by their words.

    ``subject``: the area and period that go without saying.
    """

    language: Language
    catalogue: Catalogue
    claims: Claims
    subject: Subject | None = None

    @cached_property
    def _words(self) -> NoticeWords:
        return words_for(self.language, self.catalogue, self.claims.house)

    def _pick(self, chinese: str, english: str) -> str:
        return chinese if self.language == "zh" else english

    def retyped(self, figures: Sequence[Renewed], suggestion: str) -> list[str]:
        head = self._pick(
            "此处数据已由人工改动，未自动更改，请核定。",
            "This figure was changed by hand, so it has been left as it is; please decide.",
        )
        return [head, *self._renewals(figures), *self._suggested(suggestion)]

    def rephrased(self, figures: Sequence[Renewed], suggestion: str) -> list[str]:
        if suggestion:
            head = self._pick(
                "数据更正后，此处表述须相应调整；因原句经人工修改，未自动改动，请核定。",
                "The corrected figures require this wording to change. It was edited by hand, so it has been left as "
                "it is; please revise it.",
            )
        else:
            head = self._pick(
                "数据更正后，此处表述不再成立；因原句经人工修改，未自动删除，请核定。",
                "With the corrected figures these words no longer hold. They were edited by hand, so they have been "
                "left as they are; please decide.",
            )
        return [head, *self._renewals(figures), *self._suggested(suggestion)]

    def beside(self, figures: Sequence[Renewed]) -> list[str]:
        head = self._pick(
            "本句含人工撰写的文字，而句中的结论已随数据改变，请通读全句并核定。",
            "This sentence contains words written by hand, and what it concludes has changed with the figures; please "
            "read it through.",
        )
        return [head, *self._renewals(figures)]

    def again(self) -> list[str]:
        return [
            self._pick(
                "上次更正在此处未予采纳，现按最新数据再次提出，请核定。",
                "The previous correction was not accepted here; it is proposed again with the current figures.",
            )
        ]

    def elsewhere(self, figures: Sequence[Renewed]) -> list[str]:
        return [self._elsewhere(figure) for figure in figures[:_MOST]]

    def claim(self, name: str) -> list[str]:
        words = claim_name(name, self.claims, self.language)
        return [
            self._pick(
                f"按更正后的数据，“{words}”的表述不再成立；此处为人工撰写，请核定。",
                f"The corrected figures no longer support the words “{words}”; they were written by hand here, so "
                "please decide.",
            )
        ]

    def redrawn(self, figures: Sequence[Renewed]) -> list[str]:
        head = self._pick(
            "图已按更正后的数据重绘；大小和位置未变。",
            "Chart redrawn from the corrected figures; its size and place are unchanged.",
        )
        return [head, *self._renewals(figures)]

    def not_as_drawn(self, figures: Sequence[Renewed], *, native: bool = False) -> list[str]:
        if native:
            head = self._pick(
                "图中数据已更正，但此图或其数据经人工改动，未自动替换，请核定。",
                "Figures in this chart were corrected, but the chart or its data were changed by hand, so it has been "
                "left as it is; please decide.",
            )
        else:
            head = self._pick(
                "图中数据已更正，但此图不是原来生成的图，未自动替换，请核定。",
                "Figures in this chart were corrected, but the picture is not the one that was generated, so it has "
                "been left as it is; please decide.",
            )
        return [head, *self._renewals(figures)]

    def falls_away(self) -> list[str]:
        return [
            self._pick(
                "按更正后的数据，本段不再列出；因经人工修改，未自动删除，请核定。",
                "With the corrected figures this passage falls away. It was edited by hand, so it has been left as it "
                "is; please decide.",
            )
        ]

    def row_falls_away(self) -> list[str]:
        return [
            self._pick(
                "按更正后的数据，本行不再列出；因经人工修改，未自动删除，请核定。",
                "With the corrected figures this row falls away. It was edited by hand, so it has been left as it is; "
                "please decide.",
            )
        ]

    def other_columns(self, headers: Sequence[str]) -> list[str]:
        return [
            self._pick(
                f"按更正后的数据，本表各列应为：{'、'.join(headers)}。因经人工修改，未自动更改，请核定。",
                f"With the corrected figures the columns are: {', '.join(headers)}. The table was edited by hand, so "
                "it has been left as it is; please decide.",
            )
        ]

    def unplaced(self, words: str) -> list[str]:
        return [
            self._pick(
                f"按更正后的数据应增加一段，因无法确定位置，未自动插入：{words}",
                f"With the corrected figures a passage is to be added, but its place is not known: {words}",
            )
        ]

    def _renewals(self, figures: Sequence[Renewed]) -> list[str]:
        """Old and new value of each figure, and its cells; a line each."""
        lines = [self._renewal(figure) for figure in figures[:_MOST]]
        rest = len(figures) - _MOST
        if rest > 0:
            lines.append(
                self._pick(f"另有{rest}项数据变动。", f"{rest} more {'figure' if rest == 1 else 'figures'} changed.")
            )
        return lines

    def _renewal(self, figure: Renewed) -> str:
        name, cells = self._name(figure), self._cells(figure.cells)
        old, new = self.states(figure)
        if not new:
            gone = f"{name}：原为“{old}”，现不再列出{cells}。"
            return self._pick(gone, f"{name}: was “{old}”, is no longer given{cells}.")
        return self._pick(f"{name}：原为“{old}”，现为“{new}”{cells}。", f"{name}: was “{old}”, is now “{new}”{cells}.")

    def _elsewhere(self, figure: Renewed) -> str:
        name, cells = self._name(figure), self._cells(figure.cells)
        old, new = self.states(figure)
        if not new:
            return self._pick(
                f"此处数字与“{name}”更正前的数值相同（{old}），该数据现不再列出{cells}；如指同一数据，请相应修改。",
                f"This equals “{name}” before the correction ({old}), which is no longer given{cells}. If it is the "
                "same figure, please change it.",
            )
        return self._pick(
            f"此处数字与“{name}”更正前的数值相同（{old}），该数据现为“{new}”{cells}；如指同一数据，请相应修改。",
            f"This equals “{name}” before the correction ({old}), which is now “{new}”{cells}. If it is the same "
            "figure, please change it.",
        )

    def states(self, figure: Renewed) -> tuple[str, str]:
        """Old and new as printed; where a direction turns, in words that say so: growth of …, a decline of ….

        The new one is empty where the figure is no longer given.
        """
        if figure.new_value is None or not figure.turned:
            return figure.old, figure.new
        return self._state(figure, figure.old_value), self._state(figure, figure.new_value)

    def _state(self, figure: Renewed, value: Decimal) -> str:
        decimals = max(0, -int(value.as_tuple().exponent))
        fact = Fact(figure.fact, value, figure.unit, decimals)
        return plain(str(self._words.state(FactKey.parse(figure.fact), fact)))

    def _name(self, figure: Renewed) -> str:
        try:
            return fact_name(FactKey.parse(figure.fact), self.catalogue, self.language, self.subject, short=True)
        except (KeyError, ValueError):  # a record may speak of what the catalogue no longer has
            return figure.fact

    def _cells(self, cells: Iterable[str]) -> str:
        known = [self._words.cell(place) for place in cells]
        if not known:
            return ""
        return self._pick(f"（依据：{listed(known, 'zh')}）", f" ({'; '.join(known)})")

    def _suggested(self, suggestion: str) -> list[str]:
        return [self._pick(f"建议改为：{suggestion}", f"Suggested: {suggestion}")] if suggestion else []
