"""Where a correction goes that is filed: into a folder of outputs, under the next free name of its edition.

``gongyi-2021Q1.zh.r1.docx`` is found there by a build as one beside its document is. The document that was handed in is
kept as it came, in ``received/`` under the same name; nothing that is there is written over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from report.catalogue import LANGUAGES, Language

Name: TypeAlias = tuple[str, Language]
RECEIVED: Final = "received"


def own(document: Path, folder: Path) -> Path:
    """The document of a folder that this one is, byte for byte; else the document itself."""
    if document.parent.resolve() == folder.resolve():
        return document
    size, content = document.stat().st_size, document.read_bytes()
    there = (path for path in sorted(folder.glob("*.docx")) if path.is_file() and path.stat().st_size == size)
    return next((path for path in there if path.read_bytes() == content), document)


def kept(target: Path) -> Path:
    """Where the document that a filed correction was made from is kept."""
    return target.parent / RECEIVED / target.name


def notice(target: Path, language: Language, ending: str) -> Path:
    """Where the notice of a correction stands, beside it."""
    return target.with_name(f"{target.stem}.notice.{language}{ending}")


def standing(folder: Path, edition: str, language: Language) -> list[Path]:
    """A document and its corrections, as far as they are there, the latest first."""
    first = folder / f"{edition}.{language}.docx"
    numbered = {
        int(found[1]): path
        for path in folder.glob(f"{first.stem}.r*.docx")
        if (found := re.fullmatch(r"\.r(\d+)", path.stem.removeprefix(first.stem)))
    }
    return [*(numbered[number] for number in sorted(numbered, reverse=True)), *([first] if first.is_file() else [])]


def place(folder: Path, document: Path, known: Name, generation: int, is_same: Callable[[Path], bool]) -> Path:
    """The first free name; or that of the correction which was made of this very document, and ``is_same``.

    ``known``: the edition's own name and the language, not what a document says of itself; ``generation``: the number
    of generations that it has.
    """
    edition, language = known
    for number in count(generation):
        target = folder / f"{edition}.{language}.r{number}.docx"
        if target.exists() and _is_of(target, document) and is_same(target):
            return target
        if not any(path.exists() for path in _taken(target)):
            return target
    raise AssertionError  # count has no end


def _is_of(target: Path, document: Path) -> bool:
    """Whether a correction may be of a document: made of one that is kept, of that; else of one that lies beside it."""
    if target.resolve() == document.resolve():
        return False
    if kept(target).is_file():
        return kept(target).read_bytes() == document.read_bytes()
    return target.parent.resolve() == document.parent.resolve()


def _taken(target: Path) -> Iterator[Path]:
    yield from (target, kept(target))
    for language in LANGUAGES:
        yield from (notice(target, language, ending) for ending in (".md", ".docx"))
