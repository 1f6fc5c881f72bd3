"""The application: one for each running page, with what its views share: see :mod:`.sharing`."""

from __future__ import annotations

import secrets

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from report import __version__
from report.errors import InputFaults
from report.i18n import msg
from report.page import check, correct, drafting, editions, figures, guard, preview, speech, ways, words, work
from report.page.jobs import MISTAKE, Bench
from report.page.office import Office
from report.page.received import LARGEST, TOO_LARGE
from report.page.sharing import EXTENSION, Shared
from report.page.survey import Survey

_SAID = {
    400: msg("The form was not sent whole. Go back and send it again."),
    403: msg("This did not come from the page as it stands. Open the page anew and try again."),
    404: msg("There is no such page."),
    405: msg("There is no such page."),
    413: TOO_LARGE,
    421: msg("The page answers only under this machine’s own address, 127.0.0.1 or localhost."),
}
_GONE = msg("What stood here is not kept any more. Go on from the editions.")
_FORM = 2 * 1024 * 1024  # bytes of a form besides its files: the longest template has 20 thousand


def create_app(office: Office) -> Flask:
    """The page of an office. Its processes end with :meth:`.sharing.Shared.close`."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        SESSION_COOKIE_NAME="briefing",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=LARGEST + _FORM,
        MAX_FORM_MEMORY_SIZE=_FORM,
        MAX_FORM_PARTS=500,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(version=__version__, largest=LARGEST, too_large=TOO_LARGE)
    app.jinja_env.globals.update(ways=ways.main, edition_ways=ways.of_edition, kind_name=ways.kind_name)
    app.extensions[EXTENSION] = Shared(office, Survey(office), Bench(office, office.clear_parts), Bench(office))
    speech.speak(app)
    guard.guard(app, office.password)
    rooms = (editions, figures, preview, words, correct, check, drafting, work)
    for views in (room.pages for room in rooms):
        app.register_blueprint(views)
    app.register_error_handler(InputFaults, _faults)
    app.register_error_handler(HTTPException, _refused)
    return app


def _faults(error: InputFaults) -> tuple[str, int]:
    """What a stage refuses, as it says it."""
    return render_template("faults.html", faults=error.faults), 422


def _refused(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    gone = code == 404 and request.endpoint is not None
    words = _GONE if gone else _SAID.get(code, MISTAKE if code >= 500 else _SAID[400])
    return render_template("refused.html", words=words, code=code), code
