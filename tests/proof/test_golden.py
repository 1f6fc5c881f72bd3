"""The findings of a set of documents, each with its place and what was expected, as files that a person can read.

The documents are those of ``golden/documents``, and shipped editions that hands have been in; what is found in them is
in ``golden/*.findings.md``. Clean documents are asserted clean.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from proof_made import edited, edited_cell, with_paragraph

from report.orders import House
from report.proof.check import check
from report.proof.model import Checked

HERE = Path(__file__).parent
DOCUMENTS = HERE / "golden" / "documents"
EDITION = "gongyi-2021Q1"
Document = Callable[[str], Path]
Golden = Callable[[str, str], None]

EDITS = {
    "zh": [
        ("31.2%，分别高于", "32.1%，分别高于"),
        ("高精铝产业同比增长34.6%", "高精铝产业同比增长%"),
        ("113.7亿元", "113.7万元"),
        ("同比增长17.3%，高于全省", "同比增长17.3%，低于全省"),
        ("15.3亿元，同比增长23.4%", "15.3亿元，同比下降23.4%"),
        ("利润总额8.6亿元", "利润总额86亿元"),
        ("质效有所提升", "质效有所提升，第三产业占比过半"),
    ],
    "en": [
        ("31.2 percent year on year, 10.6", "32.1 percent year on year, 10.6"),
        ("industry grew by 34.6 percent", "industry grew by percent"),
        ("11.37 billion yuan", "11.37 million yuan"),
        ("3.1 percentage points higher than", "3.1 percentage points lower than"),
        ("1.53 billion yuan, up 23.4", "1.53 billion yuan, down 23.4"),
        ("were 860 million yuan", "were 8,600 million yuan"),
        (
            "Quality and efficiency improved",
            "Quality and efficiency improved; the tertiary industry made up more than half of the total",
        ),
    ],
}
CELLS = {"zh": ("全部工业增加值", "24.2*", "22.4*"), "en": ("Industrial value added", "24.2*", "22.4*")}
REMARK = {
    "zh": ("高精铝产业同比增长", "全市居民消费价格上涨0.4%。"),
    "en": ("aluminium industry grew", "Consumer prices in the city rose by 0.4 percent."),
}


def table(checked: Checked, *, information: bool = True) -> str:
    """The findings as a person reads them; with what is unknown, or without."""
    rows = [
        (one.kind + (f" ({one.missing})" if one.missing else ""), one.place, one.text, one.found, one.expected)
        for one in checked.findings
        if one.is_to_mend or information
    ]
    lines = ["| Kind | Place | Words | Found | Expected |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n".join([f"# {checked.document}, against {checked.edition or 'no figures'}", "", *lines, ""])


def worked_on(source: Path, language: str, folder: Path) -> Path:
    """An edition in which hands have made an error of each sort."""
    target = folder / source.name
    shutil.copy(source, target)
    for old, new in EDITS[language]:
        edited(target, old, new, target)
    edited_cell(target, *CELLS[language])
    return with_paragraph(target, *REMARK[language], target)


@pytest.mark.parametrize("language", ("zh", "en"))
def test_our_edition_that_hands_have_been_in(
    language: str, built: Document, house: House, tmp_path: Path, golden: Golden
) -> None:
    path = worked_on(built(f"{EDITION}.{language}"), language, tmp_path)
    golden(f"golden/edited.{language}.findings.md", table(check(path, house)))


@pytest.mark.parametrize("language", ("zh", "en"))
def test_the_same_stripped_of_controls_and_record(
    language: str, stripped: Document, house: House, tmp_path: Path, golden: Golden
) -> None:
    path = worked_on(stripped(f"{EDITION}.{language}"), language, tmp_path)
    golden(f"golden/stripped.{language}.findings.md", table(check(path, house)))


@pytest.mark.parametrize("language", ("zh", "en"))
def test_two_editions_that_differ(language: str, built: Document, house: House, tmp_path: Path, golden: Golden) -> None:
    for name in ("zh", "en"):
        shutil.copy(built(f"{EDITION}.{name}"), tmp_path)
    here = {name: tmp_path / f"{EDITION}.{name}.docx" for name in ("zh", "en")}
    edited(here["zh"], "同比增长34.6%", "同比增长34.6%，新签合同12.6亿元", here["zh"])
    contracts = "34.6 percent, with new contracts of 1.62 billion yuan"
    edited(here["en"], "34.6 percent year on year", contracts, here["en"])
    edited(here["zh"], "；规模以上制造业亩均收入98.4万元/亩，同比增长20.4%", "", here["zh"])
    with_paragraph(here["en"], "The industrial structure", "Orders in hand rose by 6.5 percent.", here["en"])
    golden(f"golden/editions.{language}.findings.md", table(check(here[language], house)))


@pytest.mark.parametrize("name", ("pasted.md", "page.html", "mixed.txt", "table.md"))
def test_a_document_of_other_hands(name: str, house: House, golden: Golden) -> None:
    golden(f"golden/{name.partition('.')[0]}.findings.md", table(check(DOCUMENTS / name, house, EDITION)))


def test_the_source_bulletin(house: House, golden: Golden) -> None:
    golden("golden/source-bulletin.findings.md", table(check(HERE / "source-bulletin.txt", house), information=False))


@pytest.mark.parametrize("name", ("clean.txt", "clean.html"))
def test_a_clean_document_of_other_hands_is_clean(name: str, house: House) -> None:
    checked = check(DOCUMENTS / name, house, EDITION)
    assert [one for one in checked.findings if one.is_to_mend] == []
    assert checked.numbers.matched > 4


@pytest.mark.parametrize("language", ("zh", "en"))
def test_a_clean_edition_that_another_program_saved_is_clean(
    language: str, built: Document, house: House, saved_again: Callable[[Path], Path]
) -> None:
    saved = saved_again(built(f"{EDITION}.{language}"))
    shutil.copy(built(f"{EDITION}.{'en' if language == 'zh' else 'zh'}"), saved.parent)
    assert check(saved, house).findings == ()
