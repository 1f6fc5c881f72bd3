"""Packages from outside (.xlsx, .docx): whole, not packed so as to burst, without macros or links."""

from __future__ import annotations

import html
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias

from lxml import etree

from report.figures.archive import MOST_BYTES
from report.figures.refused import Refused
from report.foreign import UNPACKING
from report.i18n import msg
from report.word.archive import careful_parser

PackageKind: TypeAlias = Literal[".xlsx", ".docx"]
_MAIN_PARTS: Final[dict[str, PackageKind]] = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx"}
_UNPACKED: Final = 256 * 1024 * 1024
_PARTS: Final = 5000
_RATIO: Final = 200  # times that a part, or all of them, may be larger than packed, when large at all
_LARGE: Final = 8 * 1024 * 1024
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGES: Final = (
    *UNPACKING,
    OSError,
    etree.XMLSyntaxError,
)
_EXAMINING: Final = threading.Lock()  # one package is unpacked at a time, whoever sends how many
_INDEX: Final = 4 * 1024 * 1024  # bytes of a part that says what is in a package

_LINKS: Final = msg("links to other workbooks: in Excel, Data – Edit Links – Break Link, then save")
_CONNECTIONS: Final = msg("connections to data elsewhere: in Excel, Data – Queries & Connections – delete, then save")
MACROS: Final = msg("macros: save it as .xlsx or .docx")
_PROGRAMS: Final = msg("a formula that starts another program (DDE)")
_DAMAGED: Final = msg("one that is damaged")
# What a type in a package's index means, wherever its part lies and whatever it is called.
_MACRO: Final = re.compile(r"vbaproject|macrosheet|vbadata", re.IGNORECASE)
_LINK: Final = re.compile(r"externallink", re.IGNORECASE)
_CONNECTION: Final = re.compile(r"spreadsheetml\.connections|/connections$|querytable", re.IGNORECASE)
_SHEET: Final = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets)/.*\.xml", re.IGNORECASE)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^<>]*>([^<]*)")
_DDE: Final = re.compile(r"\|[^|]*!")
_QUOTED: Final = re.compile(r'"[^"]*"')


def kind_of_package(path: Path) -> PackageKind | None:
    """What a package is, None for another; raises Refused where it is damaged, bursting, with macros or linked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            _check_sizes(parts, path.stat().st_size, MOST_BYTES if kind == ".xlsx" else _UNPACKED)
            if len(names) != len(parts) or any(part.compress_type not in _METHODS for part in parts):
                raise Refused(msg("a whole file"), _DAMAGED)
            if kind:
                with _EXAMINING:
                    _check_package(archive, kind)
    except _DAMAGES as error:
        raise Refused(msg("a whole file"), _DAMAGED) from error
    return kind


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int, most: int) -> None:
    """As the directory gives them: nothing here or later reads more of a part than it says."""
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(msg("a file without a password"), msg("an encrypted one"))
    unpacked = sum(part.file_size for part in parts)
    sizes = [(unpacked, packed), *((part.file_size, part.compress_size) for part in parts)]
    bursts = any(size > _LARGE and size > _RATIO * max(1, small) for size, small in sizes)
    if bursts or unpacked > most or len(parts) > _PARTS:
        raise Refused(msg("a file of ordinary content"), msg("one that is packed so as to become far larger"))


def _check_package(archive: zipfile.ZipFile, kind: PackageKind) -> None:
    """No macros; of a workbook, which figures are taken from, nothing that comes from elsewhere when it is opened."""
    types = set(_types(archive))
    if any(map(_MACRO.search, types)):
        raise Refused(msg("a file without macros"), MACROS)
    if kind == ".xlsx" and (found := _from_elsewhere(archive, types)):
        raise Refused(msg("a workbook that holds its figures itself"), found)


def _from_elsewhere(archive: zipfile.ZipFile, types: set[str]) -> str:
    if any(map(_LINK.search, types)) or b"externalReferences" in _piece(archive, "xl/workbook.xml"):
        return _LINKS
    if any(map(_CONNECTION.search, types)):
        return _CONNECTIONS
    sheets = (archive.read(name) for name in archive.namelist() if _SHEET.fullmatch(name))
    return _PROGRAMS if any(map(_starts_programs, sheets)) else ""


def _starts_programs(sheet: bytes) -> bool:
    formulas = (found[1] for found in _FORMULA.finditer(sheet) if b"|" in found[1] or b"&#" in found[1])
    return any(_DDE.search(_QUOTED.sub("", html.unescape(one.decode("utf-8", "replace")))) for one in formulas)


def _types(archive: zipfile.ZipFile) -> Iterator[str]:
    """What a package says that its parts are."""
    for name in archive.namelist():
        if name == "[Content_Types].xml" or name.lower().endswith(".rels"):
            root = etree.fromstring(_piece(archive, name), careful_parser())
            for element in root.iter("{*}Override", "{*}Default", "{*}Relationship"):
                yield str(element.get("ContentType") or element.get("Type") or "")


def _piece(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _INDEX:
        raise Refused(msg("a whole file"), _DAMAGED)
    return archive.read(name)
