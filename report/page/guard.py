"""Who may ask, and what a browser may do with the answer.

On this machine's own address nobody else can come in, and requests that another site makes a browser send are turned
away (Host, Origin, a token in each form). For an office network everybody who comes in says a password.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from report.page.addresses import inside
from report.page.speech import say

OWN: Final = ("127.0.0.1", "localhost", "::1")
_OPEN: Final = ("static", "login", "speech.choose")  # what is answered before the password is said
_TRIES: Final = 5
_PAUSE: Final = 60.0  # seconds after so many wrong passwords from one address
_FIELD: Final = "token"

#: No script and no style but our own files; nothing from elsewhere; in no other site's frame.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guard(app: Flask, password: str) -> None:
    """Put the guard before every page of an app."""
    tries = _Tries()
    app.before_request(_from_here if not password else _known)
    app.before_request(_meant)
    app.after_request(_limited)
    app.jinja_env.globals["token"] = token
    app.jinja_env.globals["has_password"] = bool(password)
    app.add_url_rule("/login", "login", lambda: _login(tries, password), methods=["GET", "POST"])


def token() -> str:
    """What each form carries to show that this page made it."""
    if _FIELD not in session:
        session[_FIELD] = secrets.token_urlsafe(24)
    return str(session[_FIELD])


def _from_here() -> None:
    """Only by this machine's own names: another site cannot have a browser ask under its own."""
    host = urlsplit(f"//{request.host}").hostname
    if host not in OWN:
        abort(421)


def _known() -> Answer | None:
    if request.endpoint in _OPEN or session.get("known"):
        return None
    onward = request.full_path if request.method == "GET" else "/"
    return redirect(url_for("login", onward=onward))


def _meant() -> None:
    """What changes anything comes from a form of this page."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    given = request.form.get(_FIELD) or request.headers.get("X-Token", "")
    if origin and urlsplit(origin).netloc != request.host:
        abort(403)
    if not hmac.compare_digest(given.encode(), str(session.get(_FIELD, "")).encode()) or not given:
        abort(403)


def _limited(answer: Response) -> Response:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.endpoint != "static":
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


class _Tries:
    """Wrong passwords by address, so that nobody guesses on and on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def waits(self, address: str) -> bool:
        with self._lock:
            count, since = self._wrong.get(address, (0, 0.0))
            return count >= _TRIES and time.monotonic() - since < _PAUSE

    def wrong(self, address: str) -> None:
        with self._lock:
            count, since = self._wrong.get(address, (0, 0.0))
            fresh = time.monotonic() - since >= _PAUSE
            self._wrong[address] = (1 if fresh else count + 1, time.monotonic())


def _login(tries: _Tries, password: str) -> Answer | str | tuple[str, int]:
    onward = inside(request.args.get("onward", "/"))
    if not password or session.get("known"):
        return redirect(onward)
    if request.method == "GET":
        return render_template("login.html", onward=onward, trouble="")
    address = request.remote_addr or ""
    if tries.waits(address):
        return render_template(
            "login.html", onward=onward, trouble=say("Too many wrong passwords: wait a minute.")
        ), 429
    if not hmac.compare_digest(request.form.get("password", "").encode(), password.encode()):
        tries.wrong(address)
        current_app.logger.warning("wrong password from %s", address)
        return render_template("login.html", onward=onward, trouble=say("That is not the password.")), 403
    session.clear()  # a new session: whoever knew the old one is not in
    session["known"] = True
    return redirect(onward)
