"""The templates: their text, what a briefing would say with it while it is typed, and saving it.

A template that cannot be read is not saved. One with which briefings could no longer be built is, once whoever saves
has seen which.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report import drafts
from report.drafts import Broken, Use
from report.editing import as_it_was
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.page import draft_tasks
from report.page.draft_tasks import Previewed
from report.page.jobs import TOO_LONG, Job
from report.page.keeping import keep_and_replace, kept
from report.page.sharing import known_version, shared
from report.page.speech import language, say

pages = Blueprint("drafting", __name__, url_prefix="/templates")
_SAVING: Final = threading.Lock()  # from looking at what is stored until it is replaced
_PREVIEW: Final = 6.0  # seconds; a briefing is worded in a third of one
_JUDGING: Final = 60.0
_QUEUE: Final = 20.0  # seconds more, for what is done before it and for a process to start
_ENDLESS: Final = msg("This did not come to an end and was stopped: look for loops within loops.")
_BUSY: Final = msg("Other work is going on. Try again in a moment.")
Page = Answer | str | tuple[str, int]


@pages.get("/")
def index() -> str:
    """The files, with the editions that each is used in."""
    house = shared().office.house()
    files = drafts.files(house.templates)
    used = {file: list(dict.fromkeys(use.edition for use in drafts.uses(house, file))) for file in files}
    return render_template("drafts.html", used=used, kinds=_kinds(files))


@pages.get("/<file>")
def show(file: str) -> Page:
    return _editor(file, _stored(file))


@pages.post("/<file>")
def save(file: str) -> Page:
    """Save, or without the script: show what would be said."""
    text = _sent()
    if "preview" in request.form:
        return _editor(file, text, previewed=_previewed(file, text))
    return _save(file, text)


@pages.post("/<file>/preview")
def preview(file: str) -> str:
    """The preview by itself, for the script that asks while somebody types."""
    _path(file)
    return render_template("draft_preview.html", **_shown(file, _sent(), _previewed(file, _sent())))


@pages.post("/<file>/restore")
def restore(file: str) -> Page:
    """Save a version that was kept, as if it had been typed."""
    version = known_version(kept(_path(file)), request.form.get("version", ""))
    return _save(file, _text(version.path))


@pages.get("/<file>/kept/<version>")
def view(file: str, version: str) -> str:
    found = known_version(kept(_path(file)), version)
    return render_template("kept.html", version=found, text=_text(found.path), section="templates")


def _path(file: str) -> Path:
    """Only what is in the list of files, so that no name from outside becomes a path."""
    templates = shared().office.templates
    if file not in drafts.files(templates):
        abort(404)
    return templates / file


def _stored(file: str) -> str:
    return _text(_path(file))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputFaults([Fault(Place(path.name), msg("readable text in UTF-8"), str(error))]) from error


def _sent() -> str:
    return request.form.get("text", "").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _uses(file: str) -> list[Use]:
    return drafts.uses(shared().office.house(), file)


def _chosen(uses: Sequence[Use]) -> Use | None:
    """The briefing to preview with: as chosen, or the last of the list, in the page's language where there is one."""
    wanted = request.values.get("use", "")
    default = [use for use in uses if use.language == language()] or list(uses)
    return next((use for use in uses if f"{use.edition}/{use.language}" == wanted), default[-1] if default else None)


def _previewed(file: str, text: str) -> Previewed:
    _path(file)
    use = _chosen(_uses(file))
    bench = shared().reading
    title = msg("Preview of {name}", name=file)
    job = bench.put_within(_PREVIEW, draft_tasks.preview, title, _nowhere, file, text, use)
    job = bench.wait(job, _PREVIEW + _QUEUE)
    return job.result if job.state == "done" else Previewed(faults=_failed(job, file))


def _nowhere(_: str) -> str:
    """A preview has no page of its own: it is answered at once."""
    return url_for(".index")


def _failed(job: Job, file: str) -> tuple[Fault, ...]:
    trouble = _BUSY if not job.is_over else _ENDLESS if job.trouble == TOO_LONG else job.trouble
    return job.faults or (Fault(Place(file), msg("a template that can be worked out"), trouble),)


def _save(file: str, text: str) -> Page:
    stored, opened = _stored(file), request.form.get("opened", "")
    if opened != _digest(stored):
        return _editor(file, text, clash=True), 409
    bench = shared().reading
    title = msg("Trying {name}", name=file)
    job = bench.wait(bench.put_within(_JUDGING, draft_tasks.judge, title, _nowhere, file, text), _JUDGING + _QUEUE)
    if job.state != "done":
        return _editor(file, text, previewed=Previewed(faults=_failed(job, file)), refused=True), 422
    if any(not one.before for one in job.result) and request.form.get("seen") != _digest(text):
        return _editor(file, text, broken=job.result), 409
    with _SAVING:
        if opened != _digest(_stored(file)):
            return _editor(file, text, clash=True), 409
        before = _path(file).read_bytes()
        after = as_it_was(before, text)
        if after != before:
            keep_and_replace(_path(file), after)
    return redirect(url_for(".show", file=file, saved=int(after != before), use=request.form.get("use")), 303)


def _editor(
    file: str,
    text: str,
    *,
    previewed: Previewed | None = None,
    broken: Sequence[Broken] = (),
    clash: bool = False,
    refused: bool = False,
) -> str:
    stored = _stored(file)
    uses = _uses(file)
    return render_template(
        "draft.html",
        file=file,
        text=text,
        opened=_digest(stored) if clash or "opened" not in request.form else request.form["opened"],
        uses=uses,
        chosen=_chosen(uses),
        broken=broken,
        seen=_digest(text),
        difference=_difference(stored, text) if clash else None,
        refused=refused,
        saved=request.args.get("saved", type=int),
        kept=kept(_path(file)),
        shown=_shown(file, text, previewed) if previewed else None,
        section="templates",
    )


def _shown(file: str, text: str, previewed: Previewed) -> dict[str, Any]:
    """What the preview's template needs: each fault with the line of the draft that it is at, 0 for none."""
    lines = text.split("\n")
    own = [fault.place.line if fault.place.file == file else 0 for fault in previewed.faults]
    faults = [
        (fault, line, lines[line - 1].strip() if 0 < line <= len(lines) else "")
        for fault, line in zip(previewed.faults, own, strict=True)
    ]
    return {"previewed": previewed, "faults": faults}


def _difference(stored: str, text: str) -> list[tuple[str, str]]:
    """Lines as stored, as typed, and around these: (what it is, the line)."""
    kinds = {"+": "typed", "-": "stored", "@": "place"}
    compared = list(unified_diff(stored.split("\n"), text.split("\n"), lineterm="", n=1))[2:]
    return [(kinds.get(line[:1], ""), line if line[:1] == "@" else line[1:]) for line in compared]


def _kinds(files: Sequence[str]) -> dict[str, str]:
    """What each file is, in words."""
    words = {
        "masthead": say("masthead"),
        "end": say("end of the briefing"),
        "notice": say("correction notice"),
    }
    return {file: words.get(file.split(".")[0], _kind(file)) for file in files}


def _kind(file: str) -> str:
    if file == drafts.CLAIMS:
        return say("claims and their conditions")
    return say("charts") if file.endswith(".toml") else say("briefing")
