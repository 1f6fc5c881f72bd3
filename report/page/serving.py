"""The page, served by waitress: on this machine's own address, or with a password in an office network."""

from __future__ import annotations

import logging
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from report.errors import Fault, InputFaults, Place
from report.i18n import in_language, msg
from report.page.app import create_app
from report.page.guard import HEADERS, OWN
from report.page.office import Office
from report.page.received import TOO_LARGE
from report.page.sharing import EXTENSION

_THREADS: Final = 16  # each answers one request at a time; long work is done elsewhere
_SLOW: Final = 30  # seconds without a byte, after which a client is let go
_HEAD: Final = 60.0  # seconds, from the last answer, until the head of the next request is there
_WHOLE: Final = 360.0  # and until all of it is: 32 MB at 1 Mbit/s
_LINGER: Final = 60.0  # seconds for which more is taken in, and thrown away, from a client that was refused
_CONNECTIONS: Final = 300
_SETTLED: Final = 1.5  # seconds until the processes beside are started, so that they do not hold up the first page
_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_SHORTEST: Final = 8  # characters of a password


@dataclass(frozen=True)
class Serving:
    """A page that answers at ``address`` once :attr:`run` is called, until :attr:`close` is.

    ``elsewhere``: where other machines find it, if they do.
    """

    address: str
    elsewhere: str
    run: Callable[[], None]
    close: Callable[[], None]


@contextmanager
def serving(office: Office, host: str, port: int) -> Iterator[Serving]:
    """Listen. ``port`` 0: any that is free. Raises InputFaults: an address that cannot be had, or no good password."""
    require_password(host, office.password)
    with tempfile.TemporaryDirectory(prefix="briefing-page-", ignore_cleanup_errors=True) as desk:
        listening = _socket(host, port)
        app = create_app(replace(office, desk=Path(desk)))
        shared = app.extensions[EXTENSION]
        warming = threading.Timer(_SETTLED, shared.warm)
        warming.daemon = True
        try:
            server = _server(app, listening)
            warming.start()
            elsewhere = socket.gethostname() if host in _ANY else host
            yield Serving(
                _address(_ANY.get(host, host), server.effective_port),
                "" if host in OWN else _address(elsewhere, server.effective_port),
                server.run,
                partial(_close, server),
            )
            server.task_dispatcher.shutdown()
            wasyncore.close_all(server._map, ignore_all=True)
        finally:
            warming.cancel()
            listening.close()
            shared.close()


def _close(server: Any) -> None:
    """From another thread: what is being answered is answered, then the loop of :meth:`run` has nothing left to do."""
    server.task_dispatcher.shutdown()
    with suppress(OSError):  # a loop that was awake has closed everything before it could be woken
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def require_password(host: str, password: str) -> None:
    """Raises InputFaults where others could come in without a password, or with one that is soon guessed."""
    if host in OWN:
        return
    place = Place("serve", key="--host")
    if not password:
        expected = msg(
            "a password, since others can reach {host}: --password-file FILE, or BRIEFING_PASSWORD", host=host
        )
        raise InputFaults([Fault(place, expected, msg("none"))])
    if len(password) < _SHORTEST:
        expected = msg("a password of at least {count} characters", count=_SHORTEST)
        raise InputFaults([Fault(place, expected, msg("{count} characters", count=len(password)))])


class _RefusedTask(ErrorTask):  # type: ignore[misc]
    """What waitress turns away itself, said in words for people."""

    def execute(self) -> None:
        error = self.request.error
        words = TOO_LARGE if isinstance(error, RequestEntityTooLarge) else msg("The browser’s request is not whole.")
        said = "".join(f"<p>{escape(in_language(words, language))}</p>" for language in ("zh", "en"))
        body = f"<!doctype html><html lang='zh'><meta charset='utf-8'><title>{error.code}</title>{said}</html>".encode()
        self.status = f"{error.code} {error.reason}"
        self.content_length = len(body)
        self.response_headers = [("Content-Type", "text/html; charset=utf-8"), *HEADERS.items()]
        self.set_close_on_finish()
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A client's connection: one that is slow is let go, one that was refused is heard out.

    A browser that is still sending when the connection is closed shows that as a fault of the network, and not what it
    was told.
    """

    error_task_class = _RefusedTask
    close_when_flushed: bool = False

    def __init__(self, *given: Any, **named: Any) -> None:
        self._since = time.monotonic()
        self._lingers = 0.0  # until when
        super().__init__(*given, **named)

    def readable(self) -> bool:
        if self._is_late():
            self.will_close = True
        return bool(self._lingers) or bool(super().readable())

    def _is_late(self) -> bool:
        now = time.monotonic()
        if self._lingers:
            return now > self._lingers
        begun = self.request is not None and self.request.headers_finished
        return not self.requests and not self.total_outbufs_len and now - self._since > (_WHOLE if begun else _HEAD)

    def service(self) -> None:
        if self.requests[0].error:
            self._lingers = time.monotonic() + _LINGER
        super().service()
        self._since = time.monotonic()

    def handle_write(self) -> None:
        if self._lingers and self.close_when_flushed and not self.will_close:
            self._flush_exception(self._flush_some)
            if not self.total_outbufs_len:
                self.close_when_flushed = False
                with suppress(OSError):  # gone already
                    self.socket.shutdown(socket.SHUT_WR)
            return
        super().handle_write()

    def received(self, data: bytes) -> bool:
        return bool(self._lingers) or bool(super().received(data))


def _socket(host: str, port: int) -> socket.socket:
    """Listening already, so that a port that is taken is known before anything else is done."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, place = min(found, key=lambda one: one[0] != socket.AF_INET)
        return socket.create_server(place[:2], family=family, backlog=_CONNECTIONS)
    except (OSError, UnicodeError) as error:
        found_out = getattr(error, "strerror", None) or str(error)
        expected = msg("an address that is free: another --port, perhaps")
        raise InputFaults([Fault(Place("serve", key=f"{host}:{port}"), expected, found_out)]) from error


#: One request that waits for a thread is no news for the window in which the page was started.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _server(app: Any, listening: socket.socket) -> Any:
    server = create_server(
        app,
        sockets=[listening],
        threads=_THREADS,
        channel_timeout=_SLOW,
        cleanup_interval=5,
        connection_limit=_CONNECTIONS,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
        max_request_header_size=32 * 1024,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = _Channel
    return server
