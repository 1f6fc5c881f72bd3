"""Proof-read: any document handed in, read against figures, shown as text with what was found; its annotated copy."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report.catalogue import LANGUAGES, Language
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.page import checking
from report.page.editions import handed
from report.page.received import DOCUMENTS, FIGURES, Received
from report.page.sent import sent, sent_perhaps
from report.page.sharing import known_edition, shared
from report.page.work import await_outcome, outcome
from report.proof.model import NO_FIGURES

pages = Blueprint("check", __name__, url_prefix="/check")
_SHOWN = 1_000  # findings that are listed on the page; the rest stand in the text


@pages.route("", methods=["GET", "POST"])
def index() -> Answer | str | tuple[str, int]:
    """Hand in a document."""
    if request.method == "GET":
        return _form()
    try:
        wish = _wish()
    except InputFaults as error:
        return _form(error.faults), 422
    bench = shared().reading
    title = msg("Proof-reading {name}", name=wish.name)
    return await_outcome(bench, bench.put(checking.proof_read, title, lambda id: url_for(".show", id=id), wish))


@pages.get("/<id>")
def show(id: str) -> str:
    read = outcome(id, checking.Read)
    notes = [note for note in read.notes if note != NO_FIGURES]  # the page says that without the command's options
    return render_template("checked.html", id=id, read=read, notes=notes, most=_SHOWN)


@pages.post("/<id>/annotated")
def annotate(id: str) -> Answer:
    """Make the copy with comments."""
    wish, bench = outcome(id, checking.Read).wish, shared().reading
    title = msg("Writing comments into {name}", name=wish.name)
    with_sources = bool(request.form.get("sources"))
    job = bench.put(checking.annotate, title, lambda id: url_for(".annotated", id=id), wish, with_sources)
    return await_outcome(bench, job)


@pages.get("/annotated/<id>")
def annotated(id: str) -> str:
    return render_template("annotated.html", id=id, copy=outcome(id, checking.Annotated))


@pages.get("/annotated/<id>/document")
def take(id: str) -> Answer:
    copy = outcome(id, checking.Annotated)
    return handed(copy.path, copy.name)


def _wish() -> checking.Wish:
    """What the form asks for. Raises InputFaults: a file that is not taken, or two things to read against."""
    document = sent("document", DOCUMENTS)
    figures = sent_perhaps("figures", FIGURES)
    edition = request.form.get("edition", "")
    if edition and figures:
        expected = msg("an edition or a file of figures to read against")
        raise InputFaults([Fault(Place(figures.name), expected, msg("both"))])
    beside = sent_perhaps("beside", DOCUMENTS)
    return checking.Wish(
        document.path,
        document.name,
        known_edition(edition) if edition else "",
        _language(),
        _file(figures),
        _file(beside),
    )


def _file(received: Received | None) -> checking.File | None:
    return (received.path, received.name) if received else None


def _language() -> Language | None:
    return next((language for language in LANGUAGES if language == request.form.get("language")), None)


def _form(faults: tuple[Fault, ...] = ()) -> str:
    editions = shared().survey.all()
    return render_template("check.html", editions=editions, faults=faults, kinds=DOCUMENTS, figures=FIGURES)
