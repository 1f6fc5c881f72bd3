"""The worked example of the README: the sample briefing, edited by hand, and the workbook, corrected.

    python docs/example/make_example.py

writes ``edited.docx`` (what an editor did to ``gongyi-2021Q1.zh.docx``), ``figures.xlsx`` (two cells corrected) and
``slips.docx`` (the briefing with slips typed into it) beside this file. Run it again when the templates or the form of
the record change.
"""

from __future__ import annotations

import copy
import datetime
import sys
import tempfile
from pathlib import Path
from typing import Final

import openpyxl
from lxml import etree

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from report import pipeline  # noqa: E402
from report.orders import open_house, orders_for  # noqa: E402
from report.word.comments import margin  # noqa: E402
from report.word.flow import paragraphs, pieces, text_of  # noqa: E402
from report.word.ooxml import W, qualified  # noqa: E402
from report.word.opened import Opened, open_document  # noqa: E402
from report.word.redraw import shown  # noqa: E402
from report.word.tracked import Stamp, free_ids, replace  # noqa: E402

EDITION: Final = "gongyi-2021Q1"
CORRECTED: Final = {"主要指标": "D11", "历史数据": "I7"}
NEW_VALUE: Final = 28.4
EDITOR: Final = "王编辑"
MOMENT: Final = datetime.datetime(2021, 4, 21, 9, tzinfo=datetime.UTC)


def paragraph(opened: Opened, words: str) -> etree._Element:
    return next(one for one in paragraphs(opened.body) if words in text_of(one))


def retype(opened: Opened, old: str, new: str) -> None:
    """Words typed over others, with no change tracked."""
    found = paragraph(opened, old)
    start = text_of(found).index(old)
    for piece in pieces(found):
        first, last = max(start, piece.start), min(start + len(old), piece.end)
        if first < last:
            piece.element.text = piece.text[: first - piece.start] + new + piece.text[last - piece.start :]
            new = ""


def write_below(opened: Opened, words: str, new: str) -> None:
    """A paragraph of the editor's own."""
    above = paragraph(opened, words)
    made = copy.deepcopy(above)
    for child in list(made):
        if child.tag != W + "pPr":
            made.remove(child)
    text = etree.SubElement(etree.SubElement(made, W + "r"), W + "t")
    text.text = new
    above.addnext(made)


def edit(opened: Opened) -> None:
    """What staff do to a briefing before it goes out."""
    retype(opened, "巩义市规模以上工业增加值同比增长", "全市上下攻坚克难，规模以上工业增加值同比增长")
    retype(opened, "两年平均增长9.9%", "两年平均增长近一成")
    write_below(opened, "从走势看", "编者按：规上工业增加值31.2%的增速，是全市干部群众共同努力的结果。")
    staff = Stamp(EDITOR, MOMENT, free_ids(opened.root(opened.main)))
    tax = paragraph(opened, "税收总额")
    replace(tax, 0, 4, "全市税收总额", staff)
    margin(opened, staff).note(tax, 0, 6, ["请财政局核对。"])
    chart = list(shown(opened))[1].around
    assert chart is not None
    for size in (*chart.iter(qualified("wp:extent")), *chart.iter(qualified("a:ext"))):
        for side in ("cx", "cy"):
            if size.get(side):
                size.set(side, str(int(size.get(side, "0")) * 4 // 5))


def slip(opened: Opened) -> None:
    """What a tired evening does to a briefing: digits swapped, a number lost, a unit, a comparison, an old sentence."""
    retype(opened, "同比增长31.2%，分别", "同比增长32.1%，分别")
    retype(opened, "10.6、2.2个百分点", "10.6、个百分点")
    retype(opened, "196.4亿元", "196.4万元")
    write_below(opened, "从走势看", "全市工业投资同比下降17.3%，低于全省3.1个百分点，实现工业经济“开门红”。")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(ROOT / "inputs", ROOT / "templates", Path(folder))
        orders = orders_for(house, [EDITION], ["zh"], force=True)
        pipeline.deliver(house, list(pipeline.compose(house, orders)))
        opened, other = (open_document(orders[0].document) for _ in range(2))
    edit(opened)
    (HERE / "edited.docx").write_bytes(opened.to_bytes())
    slip(other)
    (HERE / "slips.docx").write_bytes(other.to_bytes())
    workbook = openpyxl.load_workbook(ROOT / "inputs" / EDITION / "figures.xlsx")
    for sheet, cell in CORRECTED.items():
        workbook[sheet][cell] = NEW_VALUE
    workbook.save(HERE / "figures.xlsx")


if __name__ == "__main__":
    main()
