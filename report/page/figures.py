"""An edition's figures: the files that it has and had, and a corrected one, shown with all that it would change.

Nothing is replaced before somebody has seen what that changes and has accepted it; what is replaced is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from report.edition import load
from report.errors import Fault, InputFaults
from report.i18n import msg
from report.page import figures_tasks
from report.page.editions import handed, surveyed
from report.page.figures_tasks import Accepted, Proposal
from report.page.keeping import Kept, kept_in
from report.page.received import FIGURES
from report.page.sent import sent
from report.page.sharing import known_edition, known_version, shared
from report.page.work import await_outcome, done, outcome, outcome_here

pages = Blueprint("figures", __name__, url_prefix="/editions/<name>/figures")


@pages.get("")
def show(name: str) -> str:
    known_edition(name)
    return _page(name)


@pages.post("")
def hand_in(name: str) -> Answer | tuple[str, int]:
    """A corrected file: compared, not yet put anywhere."""
    known_edition(name)
    try:
        received = sent("workbook", FIGURES)
    except InputFaults as error:
        return _page(name, error.faults), 422
    return _compare(name, received.path, received.name, _chosen(name))


@pages.post("/back")
def go_back(name: str) -> Answer:
    """A version that was kept, proposed like any other file."""
    known_edition(name)
    version = known_version(_kept(name), request.form.get("version", ""))
    return _compare(name, version.path, version.name, _of_the_edition(name, version.original))


@pages.get("/proposed/<id>")
def proposed(name: str, id: str) -> str:
    known_edition(name)
    return _proposal_page(name, id, _proposal(name, id))


@pages.post("/proposed/<id>/instead")
def instead(name: str, id: str) -> Answer:
    """The same file in another one's place."""
    known_edition(name)
    proposal = _proposal(name, id)
    return _compare(name, proposal.path, proposal.shown, _chosen(name))


@pages.post("/proposed/<id>/accept")
def accept(name: str, id: str) -> Answer:
    known_edition(name)
    proposal = _proposal(name, id)
    bench = shared().writing
    title = msg("Replacing the figures of {name}", name=name)
    job = bench.put(figures_tasks.accept, title, lambda id: url_for(".accepted", name=name, id=id), name, proposal)
    return await_outcome(bench, job)


@pages.post("/proposed/<id>/leave")
def leave(name: str, id: str) -> Answer:
    """The proposal is forgotten; nothing was touched."""
    known_edition(name)
    _proposal(name, id).path.unlink(missing_ok=True)
    return redirect(url_for(".show", name=name, left=1), 303)


@pages.get("/accepted/<id>")
def accepted(name: str, id: str) -> str:
    """What to do next; or the proposal anew, where the inputs were no longer those that it was compared with."""
    known_edition(name)
    if isinstance(done(id).result, Proposal):
        return _proposal_page(name, id, _proposal(name, id))
    return render_template("figures_accepted.html", edition=surveyed(name), accepted=outcome_here(id, Accepted))


@pages.get("/files/<file>")
def take(name: str, file: str) -> Answer:
    """One of the edition's files as it is."""
    known_edition(name)
    path = next((path for path in _files(name) if path.name == file), None)
    if path is None:
        abort(404)
    return handed(path, f"{name}-{path.name}")


@pages.get("/kept/<version>")
def take_kept(name: str, version: str) -> Answer:
    known_edition(name)
    return handed(known_version(_kept(name), version).path, f"{name}-{version}")


def _page(name: str, faults: Sequence[Fault] = ()) -> str:
    try:
        files, trouble = _files(name), tuple(faults)
    except InputFaults as error:
        files, trouble = [], (*faults, *error.faults)
    return render_template(
        "figures.html",
        edition=surveyed(name),
        files=[path.name for path in files],
        kept=_kept(name),
        kinds=FIGURES,
        faults=trouble,
        left=bool(request.args.get("left")),
    )


def _proposal_page(name: str, id: str, proposal: Proposal) -> str:
    return render_template(
        "figures_proposed.html",
        edition=surveyed(name),
        id=id,
        proposal=proposal,
        found=proposal.prospect,
        files=[path.name for path in _files(name)],
    )


def _compare(name: str, path: Path, shown: str, replaces: str) -> Answer:
    bench = shared().reading
    title = msg("What {file} would change", file=shown)
    job = bench.put(
        figures_tasks.propose,
        title,
        lambda id: url_for(".proposed", name=name, id=id),
        name,
        path,
        shown,
        replaces,
    )
    return await_outcome(bench, job)


def _proposal(name: str, id: str) -> Proposal:
    """A proposal for this very edition; any other outcome is answered with 404."""
    if not done(id).onward.startswith(url_for(".show", name=name) + "/"):
        abort(404)
    return outcome(id, Proposal)


def _files(name: str) -> Sequence[Path]:
    house = shared().office.house()
    return load(house.inputs / name, house.catalogue).files


def _chosen(name: str) -> str:
    """Which file is to be replaced; empty where nobody chose one of the edition's."""
    return _of_the_edition(name, request.form.get("replaces", ""))


def _of_the_edition(name: str, wanted: str) -> str:
    return wanted if wanted in [path.name for path in _files(name)] else ""


def _kept(name: str) -> list[Kept]:
    """Files of figures that were replaced, the latest first, whatever file has their place now."""
    return [one for one in kept_in(shared().office.inputs / name) if one.path.suffix.lower() in FIGURES]
