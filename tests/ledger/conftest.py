"""A ledger of each kind: a file for SQLite, and a database of a PostgreSQL server that the test run starts itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import pytest

Database = Callable[[], str]


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """Makes an empty database each time, and gives its address."""
    import psycopg

    server = partial(_server, _programs())
    folder = Path(tempfile.mkdtemp(prefix="ledger-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    data = str(folder / "data")
    server(["initdb", "-D", data, "-U", "office", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"])
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    server(["pg_ctl", "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", settings])
    number = count()

    def make() -> str:
        name = f"ledger_{next(number)}"
        with psycopg.connect(host=str(folder), user="office", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return f"postgresql://office@/{name}?host={folder}"

    yield make
    server(["pg_ctl", "stop", "-m", "immediate", "-D", data])
    shutil.rmtree(folder)


def _programs() -> Path:
    """The newest server that Debian's packages have installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    reason = "PostgreSQL is not installed: apt-get install postgresql"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _server(programs: Path, words: Sequence[str]) -> None:
    """A program of the server, which refuses to be run by root."""
    other = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    with tempfile.TemporaryFile() as said:
        run = subprocess.run(
            [*other, str(programs / words[0]), *words[1:]], cwd="/", stdout=said, stderr=said, check=False, timeout=120
        )
        said.seek(0)
        assert run.returncode == 0, said.read().decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a ledger that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    make: Database = request.getfixturevalue("database")
    return make()
