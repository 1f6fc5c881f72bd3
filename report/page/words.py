"""The words of an edition: its facts and remarks as a form, tried by the loader before anything is saved.

A form carries the digest of what it was opened with. Where somebody else has saved meanwhile both versions are shown,
and nothing is overwritten before whoever saves has seen them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report import catalogue, editing
from report.catalogue import LANGUAGES
from report.editing import Files
from report.edition import FILE, remarks_name
from report.errors import Fault, InputFaults
from report.page.editions import surveyed
from report.page.keeping import Kept, keep_and_replace, kept_in
from report.page.sharing import known_edition, known_version, shared
from report.page.speech import say

pages = Blueprint("words", __name__, url_prefix="/editions/<name>/words")
_SAVING: Final = threading.Lock()  # from looking at what is stored until it is replaced
_STORED: Final = "stored"
_FILES: Final = (FILE, *map(remarks_name, LANGUAGES))
Page = Answer | str | tuple[str, int]


@pages.route("/", methods=["GET", "POST"])
def show(name: str) -> Page:
    if request.method == "POST":
        return _save(name)
    return _form(name, editing.files_of(_folder(name)), {})


def _save(name: str) -> Page:
    """Save what was typed, unless it has faults, or somebody else has saved meanwhile."""
    folder = _folder(name)
    with _SAVING:
        files = editing.files_of(folder)
        typed = _typed(files)
        if request.form.get("opened") != editing.digest_of(files):
            return _form(name, files, typed, clash=True), 409
        try:
            new = _new(files, _given(typed))
        except InputFaults as error:
            return _form(name, files, typed, error.faults), 422
        return _saved(name, files, new, typed)


@pages.post("/restore")
def restore(name: str) -> Page:
    """Put a version that was kept in the place of the present one, which is kept in turn."""
    folder = _folder(name)
    with _SAVING:
        version = known_version(_kept(folder), request.form.get("version", ""))
        files = editing.files_of(folder)
        if request.form.get("opened") != editing.digest_of(files):
            return _form(name, files, {}, clash=True), 409
        return _saved(name, files, {version.original: version.path.read_bytes()}, {})


@pages.get("/kept/<version>")
def view(name: str, version: str) -> str:
    """A version that was kept, as text."""
    found = known_version(_kept(_folder(name)), version)
    text = found.path.read_bytes().decode("utf-8-sig", "replace")
    return render_template("kept.html", edition=surveyed(name), version=found, text=text)


def _folder(name: str) -> Path:
    return shared().office.inputs / known_edition(name)


def _kept(folder: Path) -> list[Kept]:
    return [one for one in kept_in(folder) if one.original in _FILES]


def _typed(files: Files) -> dict[str, str]:
    """The form as it was sent, with the one of two versions of a field that was chosen."""
    form = {key: value for key, value in request.form.items() if key not in ("token", "opened")}
    stored = _values(files)
    chosen = [key.removeprefix("take.") for key, value in form.items() if key.startswith("take.") and value == _STORED]
    typed = {key: value for key, value in form.items() if not key.startswith("take.")}
    return {**typed, **{key: stored.get(key, "") for key in chosen}}


def _given(typed: Mapping[str, str]) -> dict[str, str]:
    """The fields without those of languages that are given up, or that nothing was filled in for."""
    given = dict(typed)
    for language in LANGUAGES:
        mine = [f"{language}.{key}" for key in editing.WORDS]
        if f"without.{language}" in typed or not any(typed.get(key, "").strip() for key in mine):
            given = {key: value for key, value in given.items() if key not in mine}
    return given


def _new(files: Files, given: Mapping[str, str]) -> dict[str, bytes]:
    """The files that are changed; ``text`` is the whole of an edition.toml that no form can show."""
    if "text" in given:
        return {FILE: editing.as_it_was(files[FILE], given["text"])}
    return editing.changed(files, given)


def _saved(name: str, files: Files, new: Files, typed: Mapping[str, str]) -> Page:
    folder = _folder(name)
    known = catalogue.load(shared().office.inputs / catalogue.FILE)
    faults = editing.faults_in(folder, {**files, **new}, known) if new else ()
    if faults:
        return _form(name, files, typed or _values({**files, **new}), faults), 422
    for file, content in new.items():
        keep_and_replace(folder / file, content)
    return redirect(url_for(".show", name=name, saved=len(new)), 303)


def _values(files: Files) -> dict[str, str]:
    """What a form of these files would have in it: their fields, or the text of an edition.toml that is none."""
    try:
        return editing.values_of(files)
    except InputFaults:
        return {"text": files[FILE].decode("utf-8-sig", "replace")}


def _form(
    name: str, files: Files, typed: Mapping[str, str], faults: Sequence[Fault] = (), *, clash: bool = False
) -> str:
    stored = _values(files)
    if "text" in stored and not faults and not clash:
        faults = _broken(files)
    values = typed or stored
    return render_template(
        "words.html",
        edition=surveyed(name),
        values=values,
        stored=stored,
        languages=[one for one in LANGUAGES if f"{one}.publication" in stored],
        labels=_labels(),
        lists=editing.LISTS,
        words=editing.WORDS,
        faults=[(editing.field_of(fault), fault) for fault in faults],
        differing=list(_differing(stored, values)) if clash else [],
        clash=clash,
        opened=editing.digest_of(files),
        saved=request.args.get("saved", type=int),
        kept=_kept(_folder(name)),
    )


def _broken(files: Files) -> tuple[Fault, ...]:
    try:
        editing.require_toml(files[FILE], FILE)
    except InputFaults as error:
        return error.faults
    return ()


def _differing(stored: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    for key in _labels():
        if not editing.same(stored.get(key, ""), given.get(key, "")):
            yield key


def _labels() -> dict[str, str]:
    """What the form calls its fields, in its order."""
    facts = {
        "issue": say("Issue number"),
        "total_issue": say("Total issue number"),
        "copies": say("Copies printed"),
        "date": say("Date of issue"),
        "charts": say("Charts in Word"),
        "mark_corrected_since": say("Mark figures corrected since"),
    }
    words = {
        "publication": say("Name of the publication"),
        "office": say("Issuing office"),
        "headline": say("Headline"),
        "contributor": say("Contributor"),
        "editors": say("Editors"),
        "report_to": say("Report to"),
        "send_to": say("Send to"),
        "distribute_to": say("Distribute to"),
        "source": say("Source of the figures"),
    }
    said = {f"{language}.{key}": label for language in LANGUAGES for key, label in words.items()}
    remarks = {f"remarks.{language}": say("Remarks") for language in LANGUAGES}
    return {**facts, **said, **remarks, "text": FILE}
