"""Two offices that share a ledger on a server, with the command as they run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command import Office, Ran, opened

QUICK = ("china-2021Q4", "--language", "zh")
CSV = "china-2021Q4/nbs-quarterly-national.gbk.csv"
APRIL, MAY = "1619000000", "1620400000"  # 2021-04-21, 2021-05-07


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Office, Office]:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    return opened(one), opened(two)


def test_what_one_office_builds_the_other_asks_about(
    database: Callable[[], str], offices: tuple[Office, Office]
) -> None:
    address = database()
    one, two = offices

    def run(office: Office, *words: str, day: str) -> Ran:
        folders = ("--inputs", str(office.inputs), "--outputs", str(office.outputs))
        done = office.run(*words, *folders, env={"BRIEFING_LEDGER": address, "SOURCE_DATE_EPOCH": day})
        assert "Traceback" not in done.said
        return done

    assert run(one, "build", *QUICK, day=APRIL).code == 0
    path = two.inputs / CSV
    path.write_bytes(path.read_bytes().replace(b"1143669.7", b"1149237.0"))
    told = run(two, "affected", "--json", day=APRIL)
    assert told.code == 1
    assert told.json["documents"][0]["standing"] == "gone"  # it was written in the other office
    assert run(two, "build", *QUICK, day=MAY).code == 0
    history = run(one, "history", "gdp", "--period", "2021", "--json", day=MAY).json["vintages"]
    values = [vintage["value"] for vintage in history if vintage["key"] == "gdp.level@china/2021Q4"]
    assert values == ["1143669.7", "1149237.0"]
    assert run(two, "build", *QUICK, "--as-of", "2021-05-06", day=MAY).code == 0
    then = (two.outputs / "china-2021Q4@2021-05-06.zh.md").read_bytes()
    assert then == (one.outputs / "china-2021Q4.zh.md").read_bytes()
    assert not (one.outputs / "ledger.sqlite").exists()
    assert not (two.outputs / "ledger.pending").exists()
