"""What comments say, in the language of the document: each for the person who has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report.catalogue import Language
from report.corrections.merge import Renewed
from report.numerals import listed

_MOST = 4  # figures told one by one in a comment


def renewals(figures: Sequence[Renewed], language: Language) -> list[str]:
    """Old and new value of each figure, and its cells; a line each."""
    lines = [_renewal(figure, language) for figure in figures[:_MOST]]
    if len(figures) > _MOST:
        rest = len(figures) - _MOST
        lines.append(f"另有{rest}项数据变动。" if language == "zh" else f"{rest} more figures changed.")
    return lines


def _renewal(figure: Renewed, language: Language) -> str:
    cells = _cells(figure.cells, language)
    if language == "zh":
        now = f"现为“{figure.new}”" if figure.new else "现不再列出"
        return f"原为“{figure.old}”，{now}{cells}。"
    now = f"is now “{figure.new}”" if figure.new else "is no longer given"
    return f"“{figure.old}” {now}{cells}."


def _cells(cells: Iterable[str], language: Language) -> str:
    known = list(cells)
    if not known:
        return ""
    return f"（{listed(known, language)}）" if language == "zh" else f" ({'; '.join(known)})"


def retyped(figures: Sequence[Renewed], suggestion: str, language: Language) -> list[str]:
    head = "此处数据已由人工改写，未自动更改，请核定。"
    if language == "en":
        head = "This figure was retyped or rephrased by hand and has been left as it is; please decide."
    return [head, *renewals(figures, language), *_suggested(suggestion, language)]


def rephrased(figures: Sequence[Renewed], suggestion: str, language: Language) -> list[str]:
    if suggestion:
        head = "数据更正后，此处表述也应改变；原句已由人工修改，未自动更改，请核定。"
        if language == "en":
            head = "With the corrected figures this wording must change too; it was edited by hand and has been left."
    else:
        head = "数据更正后，此处表述不再成立；原句已由人工修改，未自动删除，请核定。"
        if language == "en":
            head = "With the corrected figures these words no longer hold; they were edited by hand and have been left."
    return [head, *renewals(figures, language), *_suggested(suggestion, language)]


def _suggested(suggestion: str, language: Language) -> list[str]:
    if not suggestion:
        return []
    return [f"建议改为：{suggestion}" if language == "zh" else f"Suggested: {suggestion}"]


def again(language: Language) -> list[str]:
    if language == "zh":
        return ["此处未采纳上一次更正，仍为更正前的内容；现再次提出，请核定。"]
    return ["An earlier correction was rejected here, and the words are those before it; the change is proposed anew."]


def elsewhere(figures: Sequence[Renewed], language: Language) -> list[str]:
    return [_elsewhere(figure, _cells(figure.cells, language), language) for figure in figures[:_MOST]]


def _elsewhere(figure: Renewed, cells: str, language: Language) -> str:
    if language == "zh":
        now = figure.new or "（不再列出）"
        return f"此处人工填写的数字与更正前的数据相同：原为{figure.old}，现为{now}{cells}。"
    now = figure.new or "no longer given"
    return f"Typed by hand, and equal to a figure that was corrected: this was {figure.old}, now {now}{cells}."


def redrawn(figures: Sequence[Renewed], language: Language) -> list[str]:
    head = "图已按更正后的数据重绘；大小和位置未变。" if language == "zh" else "Redrawn from the corrected figures."
    return [head, *renewals(figures, language)]


def not_as_drawn(figures: Sequence[Renewed], language: Language) -> list[str]:
    if language == "zh":
        head = "图中数据已更正，但此图不是原来生成的图，未自动替换，请核定。"
    else:
        head = "Figures in this chart were corrected, but the picture is not the one that was generated; please decide."
    return [head, *renewals(figures, language)]


def falls_away(language: Language) -> list[str]:
    if language == "zh":
        return ["按更正后的数据，本段不再列出；因有人工修改，未自动删除，请核定。"]
    return ["With the corrected figures this passage falls away; it was edited by hand and has been left."]


def row_falls_away(language: Language) -> list[str]:
    if language == "zh":
        return ["按更正后的数据，本行不再列出；因有人工修改，未自动删除，请核定。"]
    return ["With the corrected figures this row falls away; it was edited by hand and has been left."]


def other_columns(headers: Sequence[str], language: Language) -> list[str]:
    if language == "zh":
        return [f"按更正后的数据，本表各列应为：{'、'.join(headers)}。因有人工修改，未自动更改，请核定。"]
    columns = ", ".join(headers)
    return [f"With the corrected figures the columns are: {columns}. The table was edited by hand and has been left."]


def unplaced(words: str, language: Language) -> list[str]:
    if language == "zh":
        return [f"按更正后的数据应增加一段，因无法确定位置，未自动插入：{words}"]
    return [f"With the corrected figures a passage is to be added, but its place is not known: {words}"]
