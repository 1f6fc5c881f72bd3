"""The preview: the briefing as a page, both languages side by side, and each number with where it comes from."""

from __future__ import annotations

from flask import Blueprint, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from report.html.look import STYLES
from report.i18n import msg
from report.page import previewing
from report.page.editions import surveyed
from report.page.sharing import known_edition, shared
from report.page.work import await_outcome, outcome_here

pages = Blueprint("preview", __name__)


@pages.get("/editions/<name>/preview")
def show(name: str) -> Answer:
    """Made when it is asked for: what would be built now, not what was built last."""
    known_edition(name)
    bench = shared().reading
    title = msg("Preparing the preview of {name}", name=name)
    return await_outcome(
        bench, bench.put(previewing.preview, title, lambda id: url_for(".shown", name=name, id=id), name)
    )


@pages.get("/editions/<name>/preview/<id>")
def shown(name: str, id: str) -> str:
    return render_template("preview.html", edition=surveyed(name), preview=outcome_here(id, previewing.Preview))


@pages.get("/bulletin.css")
def look() -> Answer:
    """The style sheet of the web bulletin: the preview is set by it, and by no other."""
    return send_file(STYLES, mimetype="text/css")
