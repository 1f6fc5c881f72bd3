"""The template and the prepared figures of the peer: the text of one of our editions, for docxtpl.

    python benchmarks/peers/make_template.py EDITION FOLDER

Writes FOLDER/template.docx, where each figure of the text is a placeholder and the table's rows are a loop, and
FOLDER/figures.json with what goes there. So both sides set the same words, figures, rows, bars and labels.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Twips

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from report import edition, pipeline  # noqa: E402
from report.charts.draw import lay_out  # noqa: E402
from report.charts.model import Chart  # noqa: E402
from report.narrative.model import Kind, Passage, Span  # noqa: E402
from report.orders import open_house, order_of  # noqa: E402
from report.pipeline import Prepared  # noqa: E402
from report.word.package import open_style  # noqa: E402

STYLES = {
    Kind.PUBLICATION: "简报报头",
    Kind.ISSUE: "简报期号",
    Kind.OFFICE: "简报单位日期",
    Kind.NOTICE: "简报提示",
    Kind.HEADLINE: "简报标题",
    Kind.HEADING: "简报一级标题",
    Kind.PARAGRAPH: "简报正文",
    Kind.NOTE: "简报注",
    Kind.CREDIT: "简报供稿",
    Kind.CIRCULATION: "简报抄送",
    Kind.COPIES: "简报印数",
}
ALIGNED = {"left": "简报表格文字", "right": "简报表格数字", "center": "简报表格居中"}


class Maker:
    """Writes a narrative as a template, and keeps what stands in its placeholders."""

    def __init__(self, prepared: Prepared, document: Document) -> None:
        self.document = document
        self.texts: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self._date = next(passage.text for passage in prepared.narrative.passages if passage.kind is Kind.DATE)
        for passage in prepared.narrative.passages:
            self._write(passage)

    def _write(self, passage: Passage) -> None:
        if passage.kind is Kind.CHART:
            self.document.add_paragraph(f"{{{{ {passage.chart}_chart }}}}", "简报图片")
            self._paragraph("简报图题", passage.spans, f"图{passage.number}　")
        elif passage.kind is Kind.TABLE:
            self._paragraph("简报表题", passage.spans, f"表{passage.number}　")
            self._table(passage)
        elif passage.kind is Kind.OFFICE:
            self._paragraph(STYLES[passage.kind], (*passage.spans, Span(f"\t{self._date}")))
        elif passage.kind is not Kind.DATE:
            self._paragraph(STYLES[passage.kind], passage.spans)

    def _paragraph(self, style: str, spans: Sequence[Span], before: str = "") -> None:
        made = self.document.add_paragraph(before, style)
        for strong, text in self._runs(spans):
            made.add_run(text, "简报强调" if strong else None)

    def _runs(self, spans: Sequence[Span]) -> Iterator[tuple[bool, str]]:
        """Spans as a person types them: one run as long as the look is the same."""
        text, strong = "", False
        for span in spans:
            if span.strong != strong:
                yield strong, text
                text, strong = "", span.strong
            text += self._placeholder(span) if span.fact else span.text
        yield strong, text

    def _placeholder(self, span: Span) -> str:
        assert span.fact
        name = re.sub(r"\W+", "_", str(span.fact.key)).strip("_")
        while self.texts.setdefault(name, span.text) != span.text:
            name += "_again"
        return f"{{{{ {name} }}}}"

    def _table(self, passage: Passage) -> None:
        head, *body = passage.rows
        self.rows = [[cell.text for cell in row] for row in body]
        made = self.document.add_table(4, len(head), "简报表格")
        made.autofit = False
        widths = [2500, 850, *[900] * (len(head) - 3), 1000]
        made.rows[1].cells[0].text = "{%tr for row in rows %}"
        made.rows[3].cells[0].text = "{%tr endfor %}"
        for column, cell in enumerate(head):
            made.cell(0, column).paragraphs[0].add_run(cell.text)
            made.cell(0, column).paragraphs[0].style = "简报表头"
            made.cell(2, column).paragraphs[0].add_run(f"{{{{ row[{column}] }}}}")
            made.cell(2, column).paragraphs[0].style = ALIGNED[body[0][column].align]
            made.columns[column].width = Twips(widths[column])
            for row in made.rows:
                row.cells[column].width = Twips(widths[column])


def chart_data(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "unit": chart.unit,
        "source": chart.source,
        "height": lay_out(chart).height,
        "categories": chart.categories,
        "statuses": chart.statuses,
        "series": [
            {
                "name": series.name,
                "values": [float(re.sub("%", "", point.label)) for point in series.points],
                "labels": [point.label for point in series.points],
            }
            for series in chart.series
        ],
    }


def prepare(name: str, outputs: Path) -> Prepared:
    house = open_house(ROOT / "inputs", ROOT / "templates", outputs)
    made = edition.load(house.inputs / name, house.catalogue)
    return next(pipeline.prepare(house, [order_of(house, made, "zh", force=True)]))


def write(prepared: Prepared, folder: Path) -> tuple[Path, Path]:
    """The prepared figures and the template, written to a folder."""
    document = open_style(ROOT / "templates" / "style.docx", "zh")
    made = Maker(prepared, document)
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.LEFT
    template, figures = folder / "template.docx", folder / "figures.json"
    document.save(str(template))
    charts = {chart.id: chart_data(chart) for chart in prepared.charts}
    content = {"text": made.texts, "rows": made.rows, "charts": charts}
    figures.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return figures, template


if __name__ == "__main__":
    write(prepare(sys.argv[1], Path(sys.argv[2])), Path(sys.argv[2]))
