"""The same inputs give the same bytes, whatever the machine believes about time, place and order."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from report.charts.model import Picture
from report.narrative.model import Narrative
from report.word.record import Record
from report.word.write import Properties, write

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "templates" / "style.docx"
PROGRAM = """
import pathlib, pickle, sys
from report.word.write import write
sys.stdout.buffer.write(write(*pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())))
"""


def test_two_processes_in_two_places_write_the_same_bytes(
    chinese: Narrative,
    pictures: Mapping[str, Picture],
    properties: Properties,
    make_record: Callable[[Narrative], Record],
    tmp_path: Path,
) -> None:
    arguments = tmp_path / "arguments.pickle"
    arguments.write_bytes(pickle.dumps((chinese, pictures, make_record(chinese), properties, STYLE)))
    places = (
        {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(arguments)],
            env={**os.environ, **place, "PYTHONPATH": str(ROOT)},
            cwd=ROOT if place["LANG"] == "C" else tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for place in places
    )
    assert first == second
    assert first[:2] == b"PK"


def test_every_part_carries_the_date_of_the_edition_and_nothing_of_the_machine(
    chinese: Narrative, written: Callable[[Narrative], Path]
) -> None:
    with zipfile.ZipFile(written(chinese)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2021, 4, 9, 0, 0, 0)}
        assert {part.create_system for part in archive.infolist()} == {0}
        assert [part.filename for part in archive.infolist()][:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_one_changed_figure_changes_the_bytes(
    chinese: Narrative,
    english: Narrative,
    pictures: Mapping[str, Picture],
    properties: Properties,
    make_record: Callable[[Narrative], Record],
) -> None:
    made = [write(each, pictures, make_record(each), properties, STYLE) for each in (chinese, english)]
    assert made[0] != made[1]
