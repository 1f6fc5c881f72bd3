"""The page's language: as chosen on it, else as the browser asks, Chinese or English."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Flask, g, redirect, request
from werkzeug.wrappers import Response as Answer

from report.corrections.names import with_names
from report.errors import InputFaults
from report.i18n import INTERFACES, Interface, Message, Spoken, in_language
from report.page.addresses import inside
from report.page.sharing import shared

COOKIE: Final = "interface"
_YEAR: Final = 365 * 24 * 3600
pages = Blueprint("speech", __name__)


def speak(app: Flask) -> None:
    """Let an app's templates speak: ``_("words {of}", of=…)``, ``ngettext``, and the filter ``said``."""
    app.register_blueprint(pages)
    app.before_request(_listen)
    app.jinja_env.globals.update(_=say, ngettext=say_many)
    app.jinja_env.filters["said"] = said


def language() -> Interface:
    """The language in which this request is answered."""
    return str(g.get("interface", "en"))  # type: ignore[return-value]


def say(template: str, /, **given: Any) -> str:
    """Words of the catalogue in the request's language. Babel collects them from templates as ``_``."""
    return in_language(Message(template, given), language())


def say_many(singular: str, plural: str, /, n: int, **given: Any) -> str:
    """The same of ``n`` things."""
    return in_language(Message((singular, plural), {"n": n, **given}), language())


def said(words: str | Spoken) -> str:
    """What a stage has said, in the request's language, with the names of facts for their keys."""
    line = in_language(words, language()) if isinstance(words, str) else words.said(language())
    return _named(line) if "@" in line else line


def _named(line: str) -> str:
    try:
        return with_names(line, shared().survey.catalogue(), language())
    except InputFaults:  # which the page tells in their place
        return line


def _listen() -> None:
    chosen = request.cookies.get(COOKIE, "")
    g.interface = chosen if chosen in INTERFACES else _asked()


def _asked() -> Interface:
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-TW", "en"], default="en")
    return "zh" if best.startswith("zh") else "en"


@pages.post("/interface")
def choose() -> Answer:
    """Go on in the other language, on the same page."""
    answer = redirect(inside(request.form.get("onward", "/")))
    wanted = request.form.get("interface", "")
    if wanted in INTERFACES:
        answer.set_cookie(COOKIE, wanted, max_age=_YEAR, httponly=True, samesite="Strict")
    return answer
