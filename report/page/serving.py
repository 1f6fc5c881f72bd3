"""The page, served by waitress: on this machine's own address, or with a password in an office network."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from report.errors import Fault, InputFaults, Place
from report.i18n import in_language, msg
from report.page.app import create_app
from report.page.guard import OWN
from report.page.office import Office
from report.page.received import LARGEST
from report.page.sharing import EXTENSION

_THREADS: Final = 16  # each answers one request at a time; long work is done elsewhere
_SLOW: Final = 30  # seconds without a byte, after which a client is let go
_CONNECTIONS: Final = 300
_SHORTEST: Final = 8  # characters of a password
_TOO_LARGE: Final = msg("That is too large: a file may have at most {limit} MB.", limit=LARGEST >> 20)


@dataclass(frozen=True)
class Serving:
    """A page that answers at ``address`` once :attr:`run` is called, until :attr:`close` is."""

    address: str
    run: Callable[[], None]
    close: Callable[[], None]


@contextmanager
def serving(office: Office, host: str, port: int) -> Iterator[Serving]:
    """Listen. ``port`` 0: any that is free. Raises InputFaults: an address that cannot be had, or no good password."""
    require_password(host, office.password)
    with tempfile.TemporaryDirectory(prefix="briefing-page-", ignore_cleanup_errors=True) as desk:
        app = create_app(replace(office, desk=Path(desk)))
        shared = app.extensions[EXTENSION]
        try:
            server = _listening(app, host, port)
            shared.reading.warm()
            shared.writing.warm()
            named = f"[{host}]" if ":" in host else host
            yield Serving(f"http://{named}:{server.effective_port}/", server.run, server.close)
            server.close()
        finally:
            shared.close()


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
        words = _TOO_LARGE if isinstance(error, RequestEntityTooLarge) else msg("The browser’s request is not whole.")
        said = "".join(f"<p>{escape(in_language(words, language))}</p>" for language in ("zh", "en"))
        body = f"<!doctype html><html lang='zh'><meta charset='utf-8'><title>{error.code}</title>{said}</html>".encode()
        self.status = f"{error.code} {error.reason}"
        self.content_length = len(body)
        self.response_headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'"),
        ]
        self.set_close_on_finish()
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _RefusedTask


def _listening(app: Any, host: str, port: int) -> Any:
    settings = {
        "threads": _THREADS,
        "channel_timeout": _SLOW,
        "cleanup_interval": 5,
        "connection_limit": _CONNECTIONS,
        "max_request_body_size": app.config["MAX_CONTENT_LENGTH"],
        "max_request_header_size": 32 * 1024,
        "ident": None,
        "clear_untrusted_proxy_headers": True,
    }
    try:
        server = create_server(app, host=host, port=port, **settings)
    except OSError as error:
        found = error.strerror or str(error)
        expected = msg("an address that is free: another --port, perhaps")
        raise InputFaults([Fault(Place("serve", key=f"{host}:{port}"), expected, found)]) from error
    server.channel_class = _Channel
    return server
