"""Orders: which documents are asked for, which stand there already, and what is in the way of the others.

Nothing here reads figures or draws, so that a run with nothing to do is quick.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from report import __version__, catalogue, edition, outputs
from report.catalogue import Catalogue, Language
from report.edition import ChartKind, Edition
from report.errors import Fault, InputFaults, Place, nearest
from report.facts import claims
from report.facts.claims import Claims
from report.foreign import words_of_system
from report.html import look
from report.html.stamp import stamp_of
from report.i18n import any_of, listed, msg, nmsg
from report.narrative.environment import TemplateEnvironment
from report.word.read import HandWork, hand_work, read_record

HANDS = msg(
    "a document as it was generated (edited by hand? then: python generate.py revise, once figures are corrected)"
)
Format = Literal["docx", "html"]
"""What a document is written as: a Word document, which is the issue, or a web bulletin that says the same."""
FORMATS: Final[tuple[Format, ...]] = ("docx", "html")


@dataclass(frozen=True)
class House:
    """What all editions share."""

    inputs: Path
    templates: Path
    outputs: Path
    catalogue: Catalogue
    claims: Claims
    environment: TemplateEnvironment


@dataclass(frozen=True)
class Order:
    """One document to be made; ``current``: it stands there already, made from these very inputs.

    ``corrected_in``: not the document itself does, but a correction of it beside it.
    """

    edition: Edition
    language: Language
    document: Path
    inputs: str
    current: bool
    corrected_in: Path | None = None
    charts: ChartKind = "picture"
    format: Format = "docx"


def open_house(inputs: Path, templates: Path, folder: Path) -> House:
    """Raises InputFaults: no catalogue, no claims, or faults in them."""
    return open_house_with(catalogue.load(inputs / catalogue.FILE), inputs, templates, folder)


def open_house_with(known: Catalogue, inputs: Path, templates: Path, folder: Path) -> House:
    """The house with a catalogue that is read already. Raises InputFaults: no claims, or faults in them."""
    rules = claims.load(templates / "claims.toml", known)
    return House(inputs, templates, folder, known, rules, TemplateEnvironment(templates))


def orders_for(
    house: House,
    names: Sequence[str],
    languages: Sequence[Language],
    *,
    force: bool,
    as_of: datetime.date | None = None,
    charts: ChartKind | None = None,
    formats: Sequence[Format] = ("docx",),
) -> list[Order]:
    """The documents asked for (no names: all editions; no languages: all that an edition has).

    ``as_of``: of figures as they were known on a day; these stand beside the current ones, and are always made.
    ``charts``: how charts stand in them; None: as each edition has it. ``formats``: what they are written as, each.
    """
    known = edition.names(house.inputs)
    faults = [_unknown_edition(house, name, known) for name in names if name not in known]
    found: list[Order] = []
    for name in dict.fromkeys(names) or known:
        if name not in known:
            continue
        try:
            made = edition.load(house.inputs / name, house.catalogue)
            wanted = [language for language in made.languages if language in languages or not languages]
            if names and not wanted:
                faults.append(_without_language(made, languages))
            if "docx" in formats and as_of:
                found.extend(_order_as_of(house, made, language, as_of, charts) for language in wanted)
            elif "docx" in formats:
                found.extend(order_of(house, made, language, force=force, charts=charts) for language in wanted)
            if "html" in formats:
                found.extend(_bulletin(house, made, language, as_of, force=force) for language in wanted)
        except InputFaults as error:
            faults.extend(error.faults)
    faults.extend(fault for order in found if not order.current for fault in _in_the_way(order))
    if faults:
        raise InputFaults(faults)
    return found


def _unknown_edition(house: House, name: str, known: Sequence[str]) -> Fault:
    pattern, _, area = name.partition("/")
    if pattern in edition.pattern_names(house.inputs):
        command = f"python generate.py batch {pattern}" + (f" --areas {area}" if area else "")
        expected = msg("one edition (of many areas: {command})", command=command)
        return Fault(Place(str(house.inputs)), expected, msg("the pattern {pattern}", pattern=pattern))
    return Fault(Place(str(house.inputs)), msg("the name of an edition's folder"), name, nearest(name, known))


def _without_language(made: Edition, languages: Sequence[Language]) -> Fault:
    expected = msg(
        "a table {tables} with the words of the language", tables=any_of(f"[{language}]" for language in languages)
    )
    return Fault(Place(f"{made.name}/{edition.FILE}"), expected, listed(f"[{one}]" for one in made.languages))


def order_of(house: House, made: Edition, language: Language, *, force: bool, charts: ChartKind | None = None) -> Order:
    """The order for one document, and whether it stands there already; ``charts`` as :func:`orders_for` takes it."""
    charts = charts or made.charts
    document = house.outputs / f"{made.name}.{language}.docx"
    common = common_digest(house, made.inputs(), language, charts)
    inputs = inputs_digest(common, _share_digest(house, made))
    if force or _is_current(document, inputs):
        return Order(made, language, document, inputs, current=not force, charts=charts)
    corrected = _correction(document, inputs)
    return Order(made, language, document, inputs, corrected is not None, corrected, charts)


def _unusual(charts: ChartKind) -> tuple[str, ...]:
    """What a document with pictures, as it always was, says nothing of."""
    return () if charts == "picture" else (charts,)


def common_digest(house: House, own: Iterable[Path], language: Language, charts: ChartKind) -> str:
    """Of what every area of a pattern is made from; of an edition by itself, of all that it is made from."""
    files = [*own, *catalogue.files(house.inputs), *template_files(house.templates)]
    return digest(files, extra=(__version__, language, *_unusual(charts)))


def inputs_digest(common: str, share: str) -> str:
    """``share``: the digest of an area's figures in files that it shares with others; empty: it shares none."""
    return hashlib.sha256(f"{common}\0{share}".encode()).hexdigest() if share else common


def _share_digest(house: House, made: Edition) -> str:
    if not made.shared:
        return ""
    from report.figures.share import digest
    from report.filed import filed

    return digest(filed(made, house.catalogue), made.areas)


def _correction(document: Path, inputs: str) -> Path | None:
    """The correction of a document that was made from these inputs: see ``revise``."""
    beside = sorted(document.parent.glob(f"{document.stem}.r*.docx"), reverse=True)
    found = (path for path in beside if re.fullmatch(r"\.r\d+", path.stem.removeprefix(document.stem)))
    return next((path for path in found if (record := read_record(path)) and record.inputs == inputs), None)


def _order_as_of(
    house: House, made: Edition, language: Language, day: datetime.date, charts: ChartKind | None
) -> Order:
    """The figures come from the ledger, so the edition's own files of figures do not go in."""
    document = house.outputs / f"{made.name}@{day.isoformat()}.{language}.docx"
    words = [path for path in made.inputs() if path not in made.files]
    inputs = digest(
        [*words, *catalogue.files(house.inputs), *template_files(house.templates)],
        extra=(__version__, language, day.isoformat(), *_unusual(charts or made.charts)),
    )
    return Order(made, language, document, inputs, current=False, charts=charts or made.charts)


def _bulletin(house: House, made: Edition, language: Language, day: datetime.date | None, *, force: bool) -> Order:
    """The order for a web bulletin; as Word documents are, one of a day is always made, and not of the edition's files.

    Its charts are always drawn.
    """
    document = house.outputs / f"{made.name}{f'@{day.isoformat()}' if day else ''}.{language}.html"
    own = [path for path in made.inputs() if not (day and path in made.files)]
    files = [*own, *catalogue.files(house.inputs), *template_files(house.templates), *look.FILES]
    common = digest(files, extra=(__version__, language, "html", *([day.isoformat()] if day else [])))
    inputs = inputs_digest(common, "" if day else _share_digest(house, made))
    current = not (force or day) and document.is_file() and _inputs_of_bulletin(document) == inputs
    return Order(made, language, document, inputs, current, format="html")


def _inputs_of_bulletin(document: Path) -> str:
    stamp = stamp_of(_content(document))
    return stamp.inputs if stamp else ""


def template_files(templates: Path) -> Iterator[Path]:
    return (path for path in sorted(templates.iterdir()) if path.is_file())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        place = Place(f"{path.parent.name}/{path.name}")
        raise InputFaults([Fault(place, msg("a file that can be read"), words_of_system(error))]) from error


def digest(paths: Iterable[Path], extra: Sequence[str] = ()) -> str:
    """Of names and contents; independent of where the folders are."""
    state = hashlib.sha256("\0".join(extra).encode())
    for path in paths:
        content = _content(path)
        state.update(f"\0{path.name}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()


def _beside(document: Path) -> tuple[Path, Path]:
    return document.with_suffix(".md"), document.with_suffix(".trace.csv")


def _is_current(document: Path, inputs: str) -> bool:
    if not document.is_file() or not all(path.is_file() for path in _beside(document)):
        return False
    record = read_record(document)
    return record is not None and record.inputs == inputs


def _in_the_way(order: Order) -> Iterator[Fault]:
    """What keeps a document from being replaced: somebody has it open, or somebody has worked in it."""
    document = order.document
    for target in (document, *(_beside(document) if order.format == "docx" else ())):
        if target.is_dir():
            yield Fault(Place(target.name), msg("a file, or nothing, in this place"), msg("a folder"))
            return
    locked = outputs.open_elsewhere(document)
    if locked:
        yield locked
    if document.exists():
        yield from _HANDS[order.format](document)


def hands_in(document: Path, content: bytes | None = None) -> Iterator[Fault]:
    """The fault that keeps what hands did from being overwritten; ``content`` as :func:`hand_work` takes it."""
    try:
        hands = hand_work(document, content)
    except InputFaults as error:
        yield from error.faults
        return
    if hands:
        yield Fault(Place(document.name), HANDS, _hand_work(hands))


def _hand_work(hands: HandWork) -> str:
    if not hands.recorded:
        return msg("one that this program did not make")
    said = [nmsg("{n} comment", "{n} comments", n=hands.comments)] if hands.comments else []
    said += [nmsg("{n} tracked change", "{n} tracked changes", n=hands.tracked)] if hands.tracked else []
    said += [msg("changed words: {changed!r}", changed=hands.changed[0][:40])] if hands.changed else []
    return listed(said)


def _hands_in_bulletin(document: Path) -> Iterator[Fault]:
    """The same of a web bulletin, which knows no corrections: whatever was changed in it."""
    try:
        stamp = stamp_of(_content(document))
    except InputFaults as error:
        yield from error.faults
        return
    if stamp is None or not stamp.intact:
        expected = msg("a bulletin as it was generated (edited by hand? then: give it another name)")
        found = msg("changes in it") if stamp else msg("one that this program did not make")
        yield Fault(Place(document.name), expected, found)


_HANDS: Final[Mapping[Format, Callable[[Path], Iterator[Fault]]]] = {"docx": hands_in, "html": _hands_in_bulletin}
