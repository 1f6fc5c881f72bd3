"""Work that goes on: how far it is, as a page and as JSON for the script that keeps the page up to date."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import unquote

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report.page.jobs import Bench, Job
from report.page.sharing import shared
from report.page.speech import said, say
from report.page.survey import Surveyed

pages = Blueprint("work", __name__, url_prefix="/progress")
T = TypeVar("T")
_SOON = 0.4  # seconds: what is done by then needs no page of its own


def await_outcome(bench: Bench, job: Job) -> Answer:
    """Straight to the outcome where it is there in a moment; else to the page that shows how far it is."""
    job = bench.wait(job, _SOON)
    return redirect(job.onward if job.state == "done" else url_for("work.progress", id=job.id), 303)


def done(id: str) -> Job:
    """A job that is done; any other, and one that is not known, is answered with 404."""
    job = _find(id)[1]
    if job.state != "done":
        abort(404)
    return job


def outcome(id: str, kind: type[T]) -> T:
    """What a job gave; where it is not done, or gave another thing, that is answered with 404."""
    result = done(id).result
    if not isinstance(result, kind):
        abort(404)
    return result


def outcome_here(id: str, kind: type[T]) -> T:
    """The same on the very page to which the job leads, and no other: the outcome of one edition is not another's."""
    if unquote(done(id).onward) != request.path:
        abort(404)
    return outcome(id, kind)


def _find(id: str) -> tuple[Bench, Job]:
    found = ((bench, bench.find(id)) for bench in (shared().writing, shared().reading))
    bench, job = next(((bench, job) for bench, job in found if job), (None, None))
    if bench is None or job is None:
        abort(404)
    return bench, job


@pages.get("/<id>")
def progress(id: str) -> Answer | str:
    bench, job = _find(id)
    if job.state == "done":
        return redirect(job.onward, 303)
    return render_template(
        "progress.html", job=job, ahead=bench.ahead(job), words=_words(bench, job), edition=_edition(job)
    )


def _edition(job: Job) -> Surveyed | None:
    """The edition that work which failed was about, where it was about one that is there."""
    survey = shared().survey
    name = job.onward.removeprefix(f"{url_for('editions.index')}editions/").partition("/")[0]
    return survey.of(name) if job.state == "failed" and name in survey.names() else None


@pages.get("/<id>.json")
def state(id: str) -> Answer:
    bench, job = _find(id)
    answer = {"over": job.is_over, "words": _words(bench, job), "done": job.done, "total": job.total}
    return jsonify({**answer, "onward": job.onward if job.state == "done" else url_for("work.progress", id=job.id)})


def _words(bench: Bench, job: Job) -> str:
    if job.state == "waiting":
        ahead = bench.ahead(job)
        return say("Waiting: {n} before it", n=ahead) if ahead else say("Starting")
    if job.total:
        return say("{doing}: {done} of {total}", doing=said(job.doing), done=job.done, total=job.total)
    return said(job.doing)
