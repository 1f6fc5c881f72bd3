"""A .docx from outside, opened with care: size-limited, its XML parsed without entities or DTD; and one packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from report.errors import Fault, InputFaults, Place
from report.foreign import UNPACKING, words_of, words_of_system
from report.i18n import msg

SIZE_LIMIT = 256 * 2**20  # bytes when unpacked: a briefing with a thousand rows has about five million
PART_LIMIT = 5_000
FIRST_DAY = date(1980, 1, 1)
CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"
_COMPOUND = bytes.fromhex(
    "d0cf11e0a1b11ae1"
)  # the compound file: Word's old format, and the wrapping of encrypted files
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SNIFFED = 2**20
_LEVEL = 3  # of packing: three fifths of the time of the usual 6, for a file larger by a ninth (44 KB)


def xml_parts(path: Path, content: bytes | None = None) -> dict[str, bytes]:
    """The XML parts of an Office package by name; ``content`` is the file's where that is not on this disk.

    Raises InputFaults: no such file, not a package, encrypted, too many parts, too large when unpacked.
    """
    return _parts(path, content, lambda name: name.endswith(".xml"))


def all_parts(path: Path) -> dict[str, bytes]:
    """Every part of an Office package by name; raises as :func:`xml_parts` does."""
    return _parts(path, None, lambda name: not name.endswith("/"))


def packed(parts: Mapping[str, bytes], day: date = FIRST_DAY) -> bytes:
    """A package with nothing of the machine or the moment in it: parts in order, every one of ``day``.

    ``day`` is 1980 or later (the ZIP format knows no earlier). Pictures of pixels are packed already.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=_order):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return written.getvalue()


def _order(name: str) -> tuple[int, str]:
    """Readers that sniff a file's type look for these two first."""
    return ({CONTENT_TYPES: 0, PACKAGE_RELATIONS: 1}.get(name, 2), name)


def _parts(path: Path, content: bytes | None, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The file is opened once: it may be gone, or another, when it is asked for again."""
    place = Place(path.name)
    try:
        with path.open("rb") if content is None else io.BytesIO(content) as file:
            return _parts_in(file, place, wanted)
    except OSError as error:
        raise InputFaults([_unreadable(place, words_of_system(error))]) from error


def _parts_in(file: BinaryIO, place: Place, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive, place)
            return {name: archive.read(name) for name in archive.namelist() if wanted(name)}
    except UNPACKING as error:
        raise InputFaults([_unreadable(place, _found(file, error))]) from error


def _unreadable(place: Place, found: str) -> Fault:
    return Fault(place, msg("a readable Word document (.docx)"), found)


def _found(file: BinaryIO, error: Exception) -> str:
    """What the file is instead, as far as its first bytes tell."""
    if isinstance(error, ValueError):
        return msg("one that is damaged")
    file.seek(0)
    start = file.read(_SNIFFED)
    if not start.startswith(_COMPOUND):
        return words_of(error) or type(error).__name__
    return (
        msg("one with a password")
        if _ENCRYPTED in start
        else msg("a document of Word 97–2003 (.doc), or another old file")
    )


def _check(archive: zipfile.ZipFile, place: Place) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    faults = []
    if any(part.flag_bits & 1 for part in parts):
        faults.append(Fault(place, msg("a document without a password"), msg("an encrypted one")))
    if len(parts) > PART_LIMIT:
        faults.append(Fault(place, msg("at most {most} parts", most=PART_LIMIT), str(len(parts))))
    if size > SIZE_LIMIT:
        faults.append(
            Fault(
                place,
                msg("at most {most} MiB when unpacked", most=SIZE_LIMIT // 2**20),
                msg("{size} MiB", size=size // 2**20),
            )
        )
    if faults:
        raise InputFaults(faults)


def careful_parser() -> etree.XMLParser:
    """A parser that resolves no entity, loads no DTD, asks no network and refuses giant texts."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse(xml: bytes, place: Place) -> etree._Element:
    """The root of one part. Raises InputFaults where it is not XML, or declares a document type."""
    try:
        root = etree.fromstring(xml, careful_parser())
    except etree.XMLSyntaxError as error:
        raise InputFaults([Fault(place, msg("well-formed XML"), words_of(error))]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputFaults([Fault(place, msg("XML without a document type declaration"), msg("one"))])
    return root
