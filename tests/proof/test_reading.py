"""A page of hypertext as lines: what a reader of a table sees stands with each of its cells."""

from __future__ import annotations

from pathlib import Path

from report.proof.reading import read


def test_the_caption_of_a_table_is_read_and_stands_with_its_cells(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    table = "<table><caption>Gongyi, <b>2021</b></caption><tr><th>GRP<th>8.2</table>"
    page.write_text(f"<p>Before {table}<p>After", "utf-8")
    lines = read(page).lines
    assert [line.text for line in lines] == ["Before", "Gongyi, 2021", "GRP", "8.2", "After"]
    assert [line.labels.caption for line in lines if line.labels] == ["Gongyi, 2021"] * 2
