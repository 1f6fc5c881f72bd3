"""The page as it is started and ended, and clients that are slow, large or talk nonsense."""

from __future__ import annotations

import importlib.util
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from command import ran
from hand_made import INPUTS, ROOT
from page.processes import gone
from page.test_guard import Stranger
from page.test_jobs import POSIX

from report import cli
from report.errors import InputFaults
from report.page import serving as rooms
from report.page.office import Office
from report.page.received import LARGEST
from report.page.serving import require_password, serving

PROGRAM = str(ROOT / "generate.py")


@dataclass
class Page:
    """The command, run as people run it."""

    process: subprocess.Popen[str]
    address: str = ""

    def started(self) -> Page:
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"http://\S+", line):
                self.address = found[0]
                return self
        raise AssertionError(f"ended with {self.process.wait()}")

    def ended(self, how: int) -> tuple[int, str]:
        """The exit code, and what is said from then on; one that does not end is ended."""
        assert self.process.stderr
        self.process.send_signal(how)
        late = threading.Timer(60, self.process.kill)
        late.start()
        said = self.process.stderr.read()
        late.cancel()
        return self.process.wait(20), said

    def processes(self) -> list[int]:
        """Those beside it."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for path in children for pid in path.read_text().split()]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[object]:
    started: list[Page] = []
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background: so would the page
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def page(*words: str, **environment: str) -> Page:
        command = [sys.executable, PROGRAM, "serve", "--port", "0", "--no-open", *words]
        folders = ("--inputs", str(INPUTS), "--outputs", str(tmp_path / "outputs"))
        (tmp_path / "tmp").mkdir(exist_ok=True)
        process = subprocess.Popen(
            [*command, *(() if "--inputs" in words else folders)],
            cwd=tmp_path,
            env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), **environment},
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(Page(process))
        return started[-1].started()

    yield page
    for one in started:
        one.process.kill()
        one.process.wait()
        assert one.process.stderr
        one.process.stderr.close()


def refused(*words: str, **environment: str) -> str:
    """What the command says that does not start; within this process, since none is to stay."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        done = CliRunner().invoke(cli.main, ["serve", "--port", "0", "--no-open", *words], env=environment)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.output
    return done.output


# Starting


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (("--host", "0.0.0.0"), {}, "a password, since others can reach 0.0.0.0"),
        (("--host", "::"), {"BRIEFING_PASSWORD": ""}, "a password, since others can reach ::"),
        (("--host", ""), {}, "a password, since others can reach"),
        (("--host", "0.0.0.0"), {"BRIEFING_PASSWORD": "short"}, "a password of at least 8 characters"),
        (("--host", "no.such.host.invalid"), {"BRIEFING_PASSWORD": "long enough"}, "an address that"),
        (("--host", "x" * 300), {"BRIEFING_PASSWORD": "long enough"}, "an address that"),
        (("--port", "70000"), {}, "70000"),
        (("--password-file", "none.txt"), {}, "none.txt"),
    ],
)
def test_what_cannot_be_served_is_said(words: tuple[str, ...], environment: dict[str, str], said: str) -> None:
    assert said in refused(*words, **environment)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a password in its first line, found none"),
        (b"\xef\xbb\xbf\r\n", "a password in its first line, found none"),
        (b"\n  \nsecond line\n", "a password in its first line, found none"),
        ("公报公报公报公报".encode("gb18030"), "a text file in UTF-8"),
        (b"short\n", "a password of at least 8 characters, found 5"),
    ],
)
def test_a_password_file_that_holds_none_is_said(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "password.txt").write_bytes(content)
    assert said in refused("--host", "0.0.0.0", "--password-file", str(tmp_path / "password.txt"))


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfpass word 1\r\n# note\r\n", b"pass word 1\n", b"pass word 1"])
def test_a_password_file_may_come_from_any_editor(content: bytes, tmp_path: Path) -> None:
    from report.cli_serve import _password

    (tmp_path / "password.txt").write_bytes(content)
    assert _password(tmp_path / "password.txt") == "pass word 1"


def test_a_password_may_be_in_any_script(tmp_path: Path) -> None:
    from report.cli_serve import _password

    (tmp_path / "password.txt").write_text("统计公报八个字密码\n", "utf-8")
    assert _password(tmp_path / "password.txt") == "统计公报八个字密码"
    require_password("0.0.0.0", "统计公报八个字密码")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = ran([sys.executable, PROGRAM, "serve", "--no-open", "--port", port], tmp_path)
    said = done.said
    assert done.code == 2
    assert "an address that is free: another --port, perhaps, found Address already in use" in said
    assert len(said.strip().splitlines()) == 2


@pytest.mark.parametrize("library", ["flask", "waitress"])
def test_a_library_that_is_missing_is_said_with_the_remedy(library: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from report.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--no-open", "--port", "0"]
    done = ran(command, tmp_path, {"PYTHONPATH": str(ROOT)})
    assert done.code == 2 and 'python -m pip install -e ".[page]"' in done.said, done.said


def test_help_needs_no_library(tmp_path: Path) -> None:
    code = "import sys; sys.modules['flask'] = sys.modules['waitress'] = None; from report.cli import main; main()"
    done = ran([sys.executable, "-c", code, "serve", "--help"], tmp_path, {"PYTHONPATH": str(ROOT)})
    assert done.code == 0 and "--password-file" in done.out


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_it_answers_under_the_address_that_it_says(office: Office, host: str) -> None:
    if host == "::1" and not _has_ipv6():
        pytest.skip("no IPv6 on this machine")
    with serving(office, host, 0) as page:
        thread = threading.Thread(target=page.run, daemon=True)
        thread.start()
        assert Stranger(page.address).ask("/").status == 200 and page.elsewhere == ""
        page.close()
        thread.join(5)
        assert not thread.is_alive()


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def test_a_broken_catalogue_is_shown_until_it_is_mended(address: str, office: Office) -> None:
    path = office.inputs / "catalogue.toml"
    good = path.read_bytes()
    path.write_bytes(b"[indicators\n")
    answer = Stranger(address).ask("/")
    assert answer.status == 422 and "catalogue.toml" in answer.text and "line 1" in answer.text
    path.unlink()
    assert Stranger(address).ask("/").status == 422
    path.write_bytes(good)
    assert Stranger(address).ask("/").status == 200


@pytest.mark.parametrize("gone", ["inputs", "templates", "outputs"])
def test_a_folder_that_is_missing_is_shown(gone: str, address: str, office: Office) -> None:
    folder = getattr(office, gone)
    folder.rename(folder.with_name("away"))
    answer = Stranger(address).ask("/")
    assert answer.status in ((200,) if gone == "outputs" else (422,)), answer.text
    folder.with_name("away").rename(folder)
    assert Stranger(address).ask("/").status == 200


# Ending


@POSIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_and_leaves_nothing(run, how: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = run()
    assert Stranger(page.address).ask("/").status == 200
    _builds(page)
    beside = page.processes()
    assert len(beside) >= 2
    code, said = page.ended(how)
    assert (code, said.strip()) == (0, "ended")
    assert all(gone(pid) for pid in beside)
    assert not [path for path in (tmp_path / "tmp").iterdir() if path.name.startswith("briefing-page")]


@POSIX
def test_nothing_goes_on_where_it_is_killed(run) -> None:  # type: ignore[no-untyped-def]
    page = run()
    _builds(page)
    beside = page.processes()
    page.process.kill()
    assert len(beside) >= 2 and all(gone(pid, 8) for pid in beside)


def _builds(page: Page) -> None:
    """Begins a build, so that the processes beside are there; from a folder elsewhere."""
    stranger = Stranger(page.address)
    cookie, token = stranger.session()
    answer = stranger.ask("/build", "POST", f"token={token}", Cookie=cookie)
    assert answer.status == 303, answer.text
    until = time.monotonic() + 20
    while len(page.processes()) < 2 and time.monotonic() < until:
        time.sleep(0.05)


# Clients


@pytest.fixture
def connect(address: str) -> Iterator[object]:
    parts = urllib.parse.urlsplit(address)
    opened: list[socket.socket] = []

    def one() -> socket.socket:
        opened.append(socket.create_connection((parts.hostname or "", parts.port or 0), 10))
        return opened[-1]

    yield one
    for made in opened:
        made.close()


def _answer(client: socket.socket) -> str:
    """What comes until the other side is done."""
    client.settimeout(10)
    pieces = []
    while piece := client.recv(65536):
        pieces.append(piece)
    return b"".join(pieces).decode("utf-8", "replace")


def test_what_is_too_large_is_refused_before_it_is_sent(connect) -> None:  # type: ignore[no-untyped-def]
    client = connect()
    client.sendall(b"POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n")
    began = time.monotonic()
    said = _answer(client)
    assert time.monotonic() - began < 5
    assert (said.startswith("HTTP/1.1 413") and "at most 32 MB" in said and "最多" in said) or "at most 32 MB" in said


@pytest.mark.parametrize("chunked", [False, True])
def test_who_sends_a_gigabyte_still_hears_why_it_is_refused(connect, chunked: bool) -> None:  # type: ignore[no-untyped-def]
    client = connect()
    length = "Transfer-Encoding: chunked" if chunked else "Content-Length: 1073741824"
    client.sendall(f"POST /new HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n".encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n" if chunked else b"x" * 65536
    for _ in range(LARGEST // 65536 + 300):
        client.sendall(piece)
    said = _answer(client)
    assert said.startswith("HTTP/1.1 413") and "at most 32 MB" in said
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB


def test_slow_clients_are_let_go_and_others_answered(connect, address: str, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(rooms, "_HEAD", 1.5)
    monkeypatch.setattr(rooms, "_WHOLE", 2.5)
    slow = [connect() for _ in range(30)]
    bodies = slow[:15]
    for client in bodies:
        client.sendall(b"POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
    gone: set[socket.socket] = set()
    until = time.monotonic() + 12
    while len(gone) < 30 and time.monotonic() < until:
        for client in slow:
            try:
                client.sendall(b"x")
            except OSError:
                gone.add(client)
        began = time.monotonic()
        assert Stranger(address).ask("/static/icon.svg").status == 200
        assert time.monotonic() - began < 2
        time.sleep(0.2)
    assert len(gone) == 30


def test_empty_lines_do_not_hold_a_place(connect, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(rooms, "_HEAD", 1.0)
    client = connect()
    with pytest.raises(OSError):
        for _ in range(100):
            client.sendall(b"\r\n\r\n")
            time.sleep(0.1)


def test_who_has_said_all_still_gets_the_answer(connect) -> None:  # type: ignore[no-untyped-def]
    client = connect()
    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    client.shutdown(socket.SHUT_WR)
    assert "gongyi-2021Q1" in _answer(client)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n" * 5,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"\r\n" * 20 + b"GET / HTTP/0.9\r\n\r\n",
    ],
)
def test_nonsense_gets_a_sentence(connect, address: str, sent: bytes, capfd: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    client = connect()
    client.sendall(sent)
    client.shutdown(socket.SHUT_WR)
    said = _answer(client)
    assert re.match(r"HTTP/1\.[01] [245]\d\d ", said), said[:200]
    assert "Traceback" not in said and "gongyi" not in said.rpartition("HTTP/1.")[2]
    assert Stranger(address).ask("/").status == 200
    assert "Traceback" not in capfd.readouterr().err


def test_many_connections_that_say_nothing_leave_room(connect, address: str) -> None:  # type: ignore[no-untyped-def]
    silent = [connect() for _ in range(150)]
    assert Stranger(address).ask("/").status == 200
    assert silent


# Where it writes


@POSIX
def test_a_full_disk_is_said_and_nothing_is_left(office: Office, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk may be made here")
    try:
        said = _build_into(replace(office, outputs=small, ledger=str(tmp_path / "ledger.sqlite")))
        assert "No space left on device" in said
        assert not [path for path in small.rglob("*") if path.name.endswith((".part", ".docx"))]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_place_that_is_no_folder_is_said(office: Office) -> None:
    office.outputs.rmdir()
    office.outputs.write_text("a file")
    assert "a folder that can be written to" in _build_into(office)


def test_a_folder_that_is_not_there_yet_is_made(office: Office) -> None:
    office.outputs.rmdir()
    assert "gongyi-2021Q1.zh.docx" in _build_into(office)
    assert (office.outputs / "gongyi-2021Q1.zh.docx").is_file()


def _build_into(office: Office) -> str:
    from page.visitor import Visitor, words

    from report.page.app import create_app
    from report.page.sharing import EXTENSION

    app = create_app(office)
    try:
        visitor = Visitor(app)
        return words(visitor.outcome(visitor.post("/editions/gongyi-2021Q1/build")))
    finally:
        app.extensions[EXTENSION].close()


def test_a_password_is_asked_for_wherever_others_can_come_in() -> None:
    for host in ("0.0.0.0", "::", "", "192.168.1.2", "office", "127.0.0.1.evil.example"):
        with pytest.raises(InputFaults, match="a password"):
            require_password(host, "")
    for host in ("127.0.0.1", "localhost", "::1"):
        require_password(host, "")


# Many at once


def _benchmark() -> ModuleType:
    """benchmarks/page.py, which is no part of a package."""
    specification = importlib.util.spec_from_file_location("benchmark_of_the_page", ROOT / "benchmarks" / "page.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def test_fifty_read_and_five_build_without_an_error(address: str, office: Office) -> None:
    """Bounded in time, and without a word on how quick it is: that is for benchmarks/page.py."""
    page = _benchmark()
    done = page.load(address, readers=50, builders=5, seconds=4)
    assert not done.errors
    assert len(done.taken) > 100 and done.builds >= 5
    written = sorted(path.name for path in office.outputs.glob("*.docx"))
    assert written == sorted(f"{name}.{language}.docx" for name in page.NAMES for language in ("zh", "en"))
    assert not list(office.outputs.glob(".*.part"))
