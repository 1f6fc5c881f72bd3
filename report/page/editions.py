"""The editions: all with their state, one with its documents; building, the next quarter, what there is to take."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from report.catalogue import Language
from report.edition import load
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.page import tasks
from report.page.printing import printer
from report.page.received import shown_name
from report.page.sharing import known_edition, shared
from report.page.survey import Surveyed
from report.page.work import await_outcome, done, outcome, outcome_here

pages = Blueprint("editions", __name__)
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES: Final = {".docx": WORD, ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf"}


@pages.get("/")
def index() -> str:
    survey = shared().survey
    return render_template("editions.html", editions=survey.all(), patterns=survey.patterns())


@pages.get("/editions/<name>/")
def show(name: str) -> str:
    return render_template("edition.html", edition=surveyed(name), built=None, can_print=printer() is not None)


@pages.get("/editions/<name>/built/<id>")
def built(name: str, id: str) -> str:
    """An edition with what its build has just said."""
    said = outcome_here(id, tasks.Built)
    return render_template("edition.html", edition=surveyed(name), built=said, can_print=printer() is not None)


def surveyed(name: str) -> Surveyed:
    return shared().survey.of(known_edition(name))


@pages.post("/build")
def build_all() -> Answer:
    title = msg("Building what is not up to date")
    due = [one.name for one in shared().survey.all() if one.is_due and not one.needs_correction]
    job = shared().writing.put(tasks.build, title, lambda id: url_for(".built_all", id=id), due, False)
    return await_outcome(shared().writing, job)


@pages.get("/built/<id>")
def built_all(id: str) -> str:
    survey = shared().survey
    return render_template(
        "editions.html", editions=survey.all(), patterns=survey.patterns(), built=outcome_here(id, tasks.Built)
    )


@pages.post("/editions/<name>/build")
def build(name: str) -> Answer:
    """Build what is not up to date; with ``force`` all of it. What hands have edited is never written over."""
    known_edition(name)
    force = bool(request.form.get("force"))
    title = msg("Building {name}", name=name)
    job = shared().writing.put(tasks.build, title, lambda id: url_for(".built", name=name, id=id), (name,), force)
    return await_outcome(shared().writing, job)


@pages.route("/new", methods=["GET", "POST"])
def new() -> Answer | str | tuple[str, int]:
    """The next edition, made from the last one of its area."""
    from report.commission import commission

    wanted = request.form.get("name", "").strip()
    if request.method == "GET":
        return render_template("new.html", wanted="", suggestions=_suggestions(), faults=())
    try:
        commission(wanted, shared().office.inputs)
    except InputFaults as error:
        there = wanted if wanted in shared().survey.names() else ""
        faults = list(map(_of_the_form, error.faults))
        return render_template("new.html", wanted=wanted, suggestions=_suggestions(), faults=faults, there=there), 422
    return redirect(url_for(".begun", name=wanted), 303)


def _of_the_form(fault: Fault) -> Fault:
    """What is wrong with the name that was asked for stands in its field, not in a folder of this machine."""
    if fault.place != Place(str(shared().office.inputs)):
        return fault
    return replace(fault, place=Place(msg("Area and quarter")))


@pages.get("/editions/<name>/begun")
def begun(name: str) -> str:
    """An edition that has just been made, and what to do with it."""
    return render_template("begun.html", edition=surveyed(name))


@pages.get("/editions/<name>/workbook")
def workbook(name: str) -> Answer:
    """The edition's file of figures, to be filled in."""
    known_edition(name)
    house = shared().office.house()
    first = load(house.inputs / name, house.catalogue).files[0]
    return handed(first, f"{name}-{first.name}")


def _suggestions() -> list[str]:
    from report.commission import following

    return following(shared().office.inputs)


@pages.get('/editions/<name>/documents/<any(zh, en):language>.<any("docx", "trace.csv", "md"):ending>')
def take(name: str, language: Language, ending: str) -> Answer:
    """A document, its trace or its text as they were built. Always as a file to keep, never as a page."""
    path = _built(name, language).with_suffix(f".{ending}")
    return handed(path, path.name)


def _built(name: str, language: Language) -> Path:
    """The document that stands for an edition in a language: its correction, where there is one."""
    file = next((one.name for one in surveyed(name).documents if one.language == language), None)
    if file is None:
        abort(404)
    return shared().office.outputs / file


@pages.post("/editions/<name>/documents/<any(zh, en):language>/<any(picture, editable, html, pdf):kind>")
def make(name: str, language: Language, kind: str) -> Answer:
    """What takes a moment to make: the other kind of charts, or the pages as PDF."""
    known_edition(name)
    bench = shared().reading

    def onward(id: str) -> str:
        return url_for(".made", name=name, id=id)

    if kind == "pdf":
        job = bench.put(tasks.printed, msg("Making a PDF of {name}", name=name), onward, _built(name, language).name)
    else:
        title = msg("Writing {name}", name=name)
        job = bench.put(tasks.compose, title, onward, name, language, cast(tasks.Kind, kind))
    return await_outcome(bench, job)


@pages.get("/editions/<name>/made/<id>")
def made(name: str, id: str) -> str:
    file = outcome_here(id, Path).name
    return render_template("made.html", edition=surveyed(name), job=done(id), file=file)


@pages.get("/taken/<id>")
def taken(id: str) -> Answer:
    """A file that a task has laid on the desk."""
    path = outcome(id, Path)
    return handed(path, path.name)


def handed(path: Path, name: str) -> Answer:
    """A file to keep: of its own type, and never to be shown as a page; one that is gone is answered with 404."""
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if "html" in kind or "svg" in kind or "xml" in kind.replace("openxml", ""):
        kind = "application/octet-stream"
    try:
        return send_file(path.resolve(), mimetype=kind, as_attachment=True, download_name=shown_name(name), max_age=0)
    except (FileNotFoundError, IsADirectoryError):
        abort(404)
