"""Templates as people edit them: what a briefing would say with one, and which editions it would keep from being built.

All of it happens on a copy of the templates' folder, in the sandbox in which templates always run. A fault gets the
line of the edited text to which it belongs, where it has one. Nothing is written.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jinja2 import TemplateSyntaxError

from report import edition as editions
from report.catalogue import Language
from report.editing import require_toml
from report.edition import Edition
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.narrative.environment import TemplateEnvironment
from report.orders import House, Order, open_house
from report.pipeline import Prepared, prepare

CLAIMS: Final = "claims.toml"
_CHARTS: Final = ".charts.toml"
_NAME: Final = re.compile(r"(?P<template>\w[\w-]*)\.(?P<language>zh|en)\.md\.j2")
_EVERYWHERE: Final = ("masthead", "end")
_TAG: Final = r"\{%[-+]?\s*(?:passage|optional|段落|可选)\s+"


@dataclass(frozen=True, slots=True)
class Use:
    """A briefing in which a template is used."""

    edition: str
    language: Language


@dataclass(frozen=True, slots=True)
class Broken:
    """A briefing that could not be built with a draft; ``before``: no more than it could without."""

    use: Use
    faults: tuple[Fault, ...]
    before: bool


def files(templates: Path) -> list[str]:
    """The files of a templates' folder that are text to be edited."""
    names = [path.name for path in templates.iterdir() if path.is_file()]
    return sorted(name for name in names if name == CLAIMS or name.endswith(_CHARTS) or _NAME.fullmatch(name))


def uses(house: House, name: str) -> list[Use]:
    """The briefings that are made with a file; an edition with faults of its own has none, a notice neither."""
    found = ((made, language) for made in _sound(house) for language in made.languages)
    return [Use(made.name, language) for made, language in found if _in(name, made, language)]


def _sound(house: House) -> Iterator[Edition]:
    for name in editions.names(house.inputs):
        try:
            yield editions.load(house.inputs / name, house.catalogue)
        except InputFaults:
            continue  # its own page says so


def _in(name: str, made: Edition, language: Language) -> bool:
    if name == CLAIMS or name == f"{made.template}{_CHARTS}":
        return True
    parts = _NAME.fullmatch(name)
    return bool(parts and parts["language"] == language and parts["template"] in (made.template, *_EVERYWHERE))


def drafted(house: House, name: str, text: str, use: Use) -> Prepared:
    """What a briefing would say with other text in a file. Raises InputFaults, with lines of that text."""
    if name.endswith(".toml"):
        require_toml(text.encode(), name)
    with _with(house, name, text) as folder:
        try:
            return _prepared(open_house(house.inputs, folder, house.outputs), use)
        except InputFaults as error:
            raise InputFaults(at_lines(error.faults, name, text)) from error


def require_readable(house: House, name: str, text: str) -> None:
    """Raises InputFaults, with the line, for text that is no template, or no claims, or no charts."""
    if name.endswith(".toml"):
        require_toml(text.encode(), name)
        return
    try:
        TemplateEnvironment(house.templates).compile(text, name, name)
    except TemplateSyntaxError as error:
        said = error.message or msg("a syntax error")
        raise InputFaults([Fault(Place(name, line=error.lineno), msg("a template that can be read"), said)]) from error


def broken(house: House, name: str, text: str, wanted: Sequence[Use]) -> list[Broken]:
    """Those of some briefings that could not be built with other text in a file."""
    found: list[Broken] = []
    with _with(house, name, text) as folder:
        for use in wanted:
            faults = _faults(house, folder, use)
            if faults:
                before = bool(_faults(house, house.templates, use))
                found.append(Broken(use, tuple(at_lines(faults, name, text)), before))
    return found


def _faults(house: House, templates: Path, use: Use) -> tuple[Fault, ...]:
    try:
        _prepared(open_house(house.inputs, templates, house.outputs), use)
    except InputFaults as error:
        return error.faults
    return ()


def _prepared(house: House, use: Use) -> Prepared:
    made = editions.load(house.inputs / use.edition, house.catalogue)
    order = Order(made, use.language, house.outputs / f"{made.name}.{use.language}.docx", "", current=False)
    (prepared,) = prepare(house, [order])
    return prepared


@contextmanager
def _with(house: House, name: str, text: str) -> Iterator[Path]:
    """A copy of the templates' folder with other text in one file."""
    with tempfile.TemporaryDirectory(prefix="draft-") as beside:
        folder = Path(beside) / house.templates.name
        shutil.copytree(house.templates, folder, ignore=shutil.ignore_patterns("kept", "*.docx"))
        (folder / name).write_text(text, "utf-8", newline="\n")
        yield folder


def at_lines(faults: Sequence[Fault], name: str, text: str) -> list[Fault]:
    """Faults at the lines of a text, for those that name no line: by their passage, their table, or what was found."""
    return [fault if fault.place.line else _placed(fault, name, text) for fault in faults]


def _placed(fault: Fault, name: str, text: str) -> Fault:
    own = fault.place.file == name
    start, end = _passage(fault.place.key, text) if name.endswith(".j2") else _table(fault.place.key, text)
    if end == start and not own:
        return fault
    found = _searched(fault.found, text.split("\n"), start, end)
    line = found or start
    return replace(fault, place=Place(name, line=line, key=fault.place.key)) if line else fault


def _passage(key: str, text: str) -> tuple[int, int]:
    """The lines, counted from 1, from a passage's tag to the next; (0, 0) where it is in another file."""
    tag = re.search(_TAG + re.escape(key.replace("-", "_")) + r"\b", text) if key else None
    if tag is None:
        return 0, 0
    following = re.compile(_TAG).search(text, tag.end())
    start = text.count("\n", 0, tag.start()) + 1
    return start, (text.count("\n", 0, following.start()) + 1) if following else text.count("\n") + 2


def _table(key: str, text: str) -> tuple[int, int]:
    """The same of the table that a key of a TOML file is in: ``claims.led.all`` is in [claims.led]."""
    parts = key.split(".") if key else []
    for length in range(len(parts), 0, -1):
        header = re.search(rf"^\s*\[\[?\s*{re.escape('.'.join(parts[:length]))}\s*\]", text, re.MULTILINE)
        if header:
            following = re.compile(r"^\s*\[", re.MULTILINE).search(text, header.end())
            start = text.count("\n", 0, header.end()) + 1
            return start, (text.count("\n", 0, following.end()) + 1) if following else text.count("\n") + 2
    return 0, 0


def _searched(found: str, lines: Sequence[str], start: int, end: int) -> int:
    """The line with the words that were found; of a run of words in which figures stood, with its first number."""
    within = range(start or 1, end or len(lines) + 1)
    words = found.strip("'\"")
    number = re.search(r"\d[\d.,]*", words)
    for wanted in (words, number[0] if number and start else ""):
        for line in within if wanted else ():
            if line <= len(lines) and wanted in lines[line - 1]:
                return line
    return 0
