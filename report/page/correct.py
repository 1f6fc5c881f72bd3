"""Correct: an edited document handed in, or one that lies in outputs; what came of it, and what there is to take."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report.catalogue import Language
from report.corrections.filing import standing
from report.corrections.model import Amendment
from report.corrections.telling import TROUBLES
from report.errors import Fault, InputFaults
from report.i18n import msg
from report.page import correcting
from report.page.editions import handed
from report.page.received import WORD
from report.page.sent import sent
from report.page.sharing import known_edition, shared
from report.page.work import await_outcome, outcome

pages = Blueprint("correct", __name__, url_prefix="/correct")
_REASON = 500  # characters of a reason, which stands in the notice
_AUTHOR = 80
Asked = tuple[str, Amendment, str]


@pages.route("", methods=["GET", "POST"])
def index() -> Answer | str | tuple[str, int]:
    """Hand in an edited document."""
    if request.method == "GET":
        return _form()
    try:
        received = sent("document", WORD)
    except InputFaults as error:
        return _form(error.faults), 422
    return _put(received.path, received.name)


@pages.route("/<name>/<any(zh, en):language>", methods=["GET", "POST"])
def standing_document(name: str, language: Language) -> Answer | str:
    """Correct what lies in outputs: the document, or its last correction, whichever is chosen."""
    there = standing(shared().office.outputs, known_edition(name), language)
    if not there:
        abort(404)
    if request.method == "GET":
        return _form(there=there)
    chosen = request.form.get("document", there[0].name)
    path = next((one for one in there if one.name == chosen), None)
    return _put(path, path.name) if path else abort(404)


@pages.get("/<id>")
def show(id: str) -> str:
    return render_template("corrected.html", id=id, outcome=outcome(id, correcting.Outcome), troubles=TROUBLES)


@pages.get("/<id>/files/<file>")
def take(id: str, file: str) -> Answer:
    """The corrected document or a notice, as it lies in outputs now."""
    found = outcome(id, correcting.Outcome)
    path = next((one for one in (found.document, *found.notices) if one and one.name == file), None)
    return handed(path, path.name) if path else abort(404)


def _put(path: Path, name: str) -> Answer:
    reason, kind, author = _asked()
    bench = shared().writing
    title = msg("Correcting {name}", name=name)
    job = bench.put(correcting.correct, title, lambda id: url_for(".show", id=id), path, name, reason, kind, author)
    return await_outcome(bench, job)


def _form(faults: tuple[Fault, ...] = (), there: list[Path] | None = None) -> str:
    return render_template("correct.html", kinds=WORD, faults=faults, there=there or (), asked=_asked())


def _asked() -> Asked:
    reason = " ".join(request.form.get("reason", "").split())[:_REASON]
    kind = "revision" if request.form.get("kind") == "revision" else "correction"
    return reason, cast(Amendment, kind), " ".join(request.form.get("author", "").split())[:_AUTHOR]
