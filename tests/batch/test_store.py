"""Where a batch writes: a folder, or whatever fsspec reaches; a file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest
from batch.bureau import Bureau, contents, states

from report.batch import store
from report.errors import InputFaults


@pytest.fixture(params=["folder", "file", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> store.Store:
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
        return store.opened("memory://outputs")
    return store.opened(str(tmp_path / "out") if request.param == "folder" else f"file://{tmp_path}/out")


def test_what_is_written_is_there(kept: store.Store) -> None:
    assert kept.sizes() == {} and not kept.holds("a.docx")
    kept.write("a.docx", b"first")
    kept.write("甲.md", b"")
    kept.write("a.docx", b"second")
    assert kept.sizes() == {"a.docx": 6, "甲.md": 0}
    assert kept.read("a.docx") == b"second" and kept.holds("a.docx")


def test_a_file_that_is_not_there_cannot_be_read(kept: store.Store) -> None:
    with pytest.raises(InputFaults, match=r"a\.docx: expected a file that can be read"):
        kept.read("a.docx")


def test_what_fails_leaves_what_was_there(kept: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write("a.docx", b"first")
    for opener in ("fsspec.implementations.local.LocalFileOpener", "fsspec.implementations.memory.MemoryFile"):
        monkeypatch.setattr(f"{opener}.commit", no_space)
    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(store.Lost, match="No space left on device"):
        kept.write("a.docx", b"second")
    monkeypatch.undo()
    assert kept.sizes() == {"a.docx": 5} and kept.read("a.docx") == b"first"


def no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_an_address_that_nobody_knows_is_one_clear_line() -> None:
    with pytest.raises(store.Lost, match="nowhere://out: expected a folder, or an address that fsspec knows"):
        store.opened("nowhere://out")


def test_a_batch_goes_to_an_address_as_to_a_folder(whole: Bureau, bureau: Bureau, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/elsewhere"
    assert states(bureau.filed().run(outputs=address)) == {"written": 12}
    assert contents(tmp_path / "elsewhere" / "sample") == whole.written()
    assert states(bureau.run(outputs=address)) == {"current": 12}


def test_an_address_that_only_one_process_sees_is_refused(bureau: Bureau) -> None:
    with pytest.raises(InputFaults, match="every worker sees, found memory://out"):
        bureau.filed().plan(outputs="memory://out")


def test_what_breaks_off_while_it_is_sent_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec.filesystem("memory").store.clear()
    kept = store.opened("memory://outputs")
    kept.write("a.docx", b"first")
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFile.write", no_space, raising=False)
    with pytest.raises(
        store.Lost, match=r"a\.docx: expected a file that can be written, found No space left on device"
    ):
        kept.write("a.docx", b"second")
    monkeypatch.undo()
    assert kept.read("a.docx") == b"first"
