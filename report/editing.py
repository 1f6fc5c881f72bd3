"""The words of an edition as people edit them: ``edition.toml`` as a form's fields, and the remarks beside it.

``values_of(files)`` gives the fields of a folder's files; ``changed(files, values)`` the files that other values
change, in full: comments, order and every key that is no field stay as they are. ``faults_in(folder, files,
catalogue)`` tries files on a copy of their folder, as a build reads them. Nothing is written.

A field is called as its key: ``issue``, ``zh.publication``; ``remarks.zh`` is a whole file. Lists are one per line.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import tomlkit
from tomlkit.exceptions import TOMLKitError

from report.catalogue import LANGUAGES, Catalogue, Language
from report.edition import FILE, Words, load, remarks_name
from report.errors import Fault, InputFaults, Place
from report.foreign import words_of_system
from report.i18n import msg
from report.narrative.remarks import sections

Values: TypeAlias = Mapping[str, str]
Files: TypeAlias = Mapping[str, bytes]

COUNTS: Final = ("issue", "total_issue", "copies")
DATES: Final = ("date", "mark_corrected_since")
FACTS: Final = (*COUNTS, *DATES, "charts")
LISTS: Final = ("editors", "report_to", "send_to", "distribute_to")
WORDS: Final = tuple(Words.model_fields)
_BOM: Final = b"\xef\xbb\xbf"
_COUNT: Final = re.compile(r"[0-9]{1,15}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LINE: Final = re.compile(r"\(at line (\d+)")


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of an edition that hold words: edition.toml, and the remarks that are there.

    Raises InputFaults: edition.toml is gone, or one of them cannot be read.
    """
    files = {}
    for name in (FILE, *map(remarks_name, LANGUAGES)):
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            if name == FILE or not isinstance(error, FileNotFoundError | IsADirectoryError):
                unreadable = Fault(Place(name), msg("a file that can be read"), words_of_system(error))
                raise InputFaults([unreadable]) from error
    return files


def digest_of(files: Files) -> str:
    """By which it is known whether somebody has changed them meanwhile."""
    told = hashlib.sha256()
    for name, content in sorted(files.items()):
        told.update(f"{name}\0{len(content)}\0".encode() + content)
    return told.hexdigest()


def values_of(files: Files) -> dict[str, str]:
    """The fields as they stand. Raises InputFaults for an edition.toml that is no TOML, with its line."""
    document = tomllib.loads(require_toml(files[FILE], FILE))
    values = {key: _shown(document.get(key, "")) for key in FACTS}
    values["charts"] = values["charts"] or "picture"
    for language in languages_of(files):
        values.update({f"{language}.{key}": _shown(document[language].get(key, "")) for key in WORDS})
    for language in LANGUAGES:
        values[f"remarks.{language}"] = _plain(files.get(remarks_name(language), b"").decode("utf-8-sig", "replace"))
    return values


def languages_of(files: Files) -> tuple[Language, ...]:
    """Those that edition.toml has a table for."""
    document = tomllib.loads(require_toml(files[FILE], FILE))
    return tuple(language for language in LANGUAGES if isinstance(document.get(language), dict))


def require_toml(content: bytes, name: str) -> str:
    """The text of a TOML file. Raises InputFaults where it is none, with the line on which it breaks off."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFaults([Fault(Place(name), msg("readable text in UTF-8"), str(error))]) from error
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputFaults([Fault(_breaking(text, name, error), msg("a readable TOML file"), str(error))]) from error
    return text


def _breaking(text: str, name: str, error: Exception) -> Place:
    found = _LINE.search(str(error))
    return Place(name, line=int(found[1]) if found else text.rstrip().count("\n") + 1)


def changed(files: Files, values: Values) -> dict[str, bytes]:
    """The files that these values change. A language without a field among them loses its table, not its remarks.

    Raises InputFaults where edition.toml is no TOML, or so unusual that a form would spoil it.
    """
    before = values_of(files)
    found = {}
    text = _plain(require_toml(files[FILE], FILE))
    written = _written(text, lambda document: _change(document, before, values))
    if written != text:
        found[FILE] = as_it_was(files[FILE], written)
    for language in LANGUAGES:
        key, name = f"remarks.{language}", remarks_name(language)
        remarks = _plain(values.get(key, before[key]))
        if remarks.rstrip() != before[key].rstrip():
            found[name] = as_it_was(files.get(name, b""), f"{remarks.rstrip()}\n" if remarks.strip() else "")
    return found


def as_it_was(before: bytes, text: str) -> bytes:
    """Text as the bytes of a file, with the mark at its beginning and the ends of lines that it had."""
    ends = "\r\n" if b"\r\n" in before else "\n"
    return (_BOM if before.startswith(_BOM) else b"") + _plain(text).replace("\n", ends).encode()


def with_figures(content: bytes, old: str, new: str) -> bytes:
    """An edition.toml with another name in its list of figures, and all else as it stands there.

    Raises InputFaults as :func:`changed` does, also where the list does not have the old one.
    """
    text = _plain(require_toml(content, FILE))
    names = tomllib.loads(text).get("figures")
    if not isinstance(names, list) or old not in names:
        raise InputFaults([_unusual()])
    place = names.index(old)
    return as_it_was(content, _written(text, lambda document: document["figures"].__setitem__(place, new)))


def _written(text: str, change: Callable[[MutableMapping[str, Any]], None]) -> str:
    """The text of an edition.toml with a change; tried against what plain TOML makes of both."""
    expected = tomllib.loads(text)
    change(expected)
    try:
        document = tomlkit.parse(text)
        change(document)
        written = tomlkit.dumps(document)
        held = tomllib.loads(written) == expected
    except (TOMLKitError, tomllib.TOMLDecodeError) as error:
        raise InputFaults([_unusual()]) from error
    if not held:
        raise InputFaults([_unusual()])
    return written


def _unusual() -> Fault:
    return Fault(Place(FILE), msg("an edition.toml that a form can change"), msg("one that only a text editor can"))


def _change(document: MutableMapping[str, Any], before: Values, values: Values) -> None:
    for key in FACTS:
        _set(document, key, before.get(key, ""), values.get(key, ""))
    for language in LANGUAGES:
        given = {key: values[f"{language}.{key}"] for key in WORDS if f"{language}.{key}" in values}
        if not given:
            document.pop(language, None)
            continue
        if language not in document:
            document[language] = {}
        for key, value in given.items():
            _set(document[language], key, before.get(f"{language}.{key}", ""), value)


def _set(table: MutableMapping[str, Any], key: str, before: str, value: str) -> None:
    """A value that is as it was stays as it is written; one that is empty is none."""
    meant = _meant(key, value)
    if meant == _meant(key, before):
        return
    if meant in ("", []):
        table.pop(key, None)
    else:
        table[key] = meant


def _meant(key: str, value: str) -> Any:
    """What a field says; what is no number or day stays text, for the loader to refuse."""
    if key in LISTS:
        return [line.strip() for line in _plain(value).split("\n") if line.strip()]
    value = _plain(value).strip()
    if key in COUNTS and _COUNT.fullmatch(value):
        return int(value)
    if key in DATES and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _shown(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def same(one: str, other: str) -> bool:
    """Whether two versions of a field say the same to whoever reads them."""
    lines = ([line.rstrip() for line in _plain(text).strip().split("\n")] for text in (one, other))
    return next(lines) == next(lines)


def _plain(text: str) -> str:
    """With ends of lines as browsers and editors mean them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def faults_in(folder: Path, files: Files, catalogue: Catalogue) -> tuple[Fault, ...]:
    """Every fault that there would be in an edition's folder with these files in it."""
    with tempfile.TemporaryDirectory(prefix="words-") as beside:
        copy = Path(beside) / folder.name
        copy.mkdir()
        for path in folder.iterdir():
            if path.is_file() and path.name not in files:
                shutil.copyfile(path, copy / path.name)
        for name, content in files.items():
            (copy / name).write_bytes(content)
        try:
            load(copy, catalogue)
        except InputFaults as error:
            return (*error.faults, *_in_remarks(folder.name, files))
    return tuple(_in_remarks(folder.name, files))


def _in_remarks(name: str, files: Files) -> Iterator[Fault]:
    for language in LANGUAGES:
        file = remarks_name(language)
        try:
            sections(files.get(file, b"").decode("utf-8-sig"), f"{name}/{file}")
        except UnicodeDecodeError:
            continue  # the loader says so
        except InputFaults as error:
            yield from error.faults


def field_of(fault: Fault) -> str:
    """The field at which a fault is to be mended; empty where it is at none."""
    name = fault.place.file.rpartition("/")[2]
    for language in LANGUAGES:
        if name == remarks_name(language):
            return f"remarks.{language}"
    head, _, rest = fault.place.key.partition(".")
    if head in LANGUAGES and rest.partition(".")[0] in WORDS:
        return f"{head}.{rest.partition('.')[0]}"
    return head if head in FACTS and name == FILE else ""
