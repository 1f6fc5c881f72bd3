"""What is replaced on the page is kept: every version, each under a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import InputFaults
from report.page.keeping import keep, keep_and_replace, kept


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1617278400")


def test_what_is_replaced_is_kept_beside_with_its_moment(tmp_path: Path, noon: None) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"old")
    before = keep_and_replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert before == tmp_path / "kept" / "figures.20210401T120000Z.xlsx"
    assert before.read_bytes() == b"old"


def test_versions_of_one_second_do_not_overwrite_one_another(tmp_path: Path, noon: None) -> None:
    path = tmp_path / "edition.toml"
    for number in range(12):
        keep_and_replace(path, b"version %d" % number)
    found = kept(path)
    assert [one.path.read_bytes() for one in found] == [b"version %d" % number for number in reversed(range(11))]
    assert {one.replaced.isoformat() for one in found} == {"2021-04-01T12:00:00+00:00"}


def test_nothing_is_kept_of_what_was_not_there(tmp_path: Path) -> None:
    assert keep_and_replace(tmp_path / "remarks.en.md", b"new") is None
    assert kept(tmp_path / "remarks.en.md") == []


def test_a_file_has_its_own_versions_only(tmp_path: Path, noon: None) -> None:
    for name in ("a.zh.md.j2", "a.md.j2", "zh.md.j2", "a[.md.j2"):
        (tmp_path / name).write_text(name)
        keep(tmp_path / name)
    (tmp_path / "kept" / "a.md.20210401T120000Z-2.j2").touch()  # broken off before it was written
    (tmp_path / "kept" / "a.md.notes.j2").write_text("somebody’s own")
    (tmp_path / "kept" / "a.md.20219999T999999Z.j2").write_text("somebody’s own")
    for name in ("a.zh.md.j2", "a.md.j2", "a[.md.j2"):
        assert [one.path.read_text() for one in kept(tmp_path / name)] == [name]


def test_where_nothing_can_be_kept_nothing_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"old")
    (tmp_path / "kept").write_text("in the way")
    with pytest.raises(InputFaults):
        keep_and_replace(path, b"new")
    assert path.read_bytes() == b"old"
