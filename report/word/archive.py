"""A .docx from outside, opened with care: size-limited, its XML parsed without entities or DTD."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from report.errors import Fault, InputFaults, Place

SIZE_LIMIT = 256 * 2**20  # bytes when unpacked: a briefing with a thousand rows has about five million
PART_LIMIT = 5_000


def xml_parts(path: Path) -> dict[str, bytes]:
    """The XML parts of an Office package by name.

    Raises InputFaults: no such file, not a package, encrypted, too many parts, too large when unpacked.
    """
    place = Place(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, place)
            return {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise _unreadable(place, error) from error


def _unreadable(place: Place, error: Exception) -> InputFaults:
    return InputFaults([Fault(place, "a readable Word document (.docx)", str(error) or type(error).__name__)])


def _check(archive: zipfile.ZipFile, place: Place) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    faults = []
    if any(part.flag_bits & 1 for part in parts):
        faults.append(Fault(place, "a document without a password", "an encrypted one"))
    if len(parts) > PART_LIMIT:
        faults.append(Fault(place, f"at most {PART_LIMIT} parts", str(len(parts))))
    if size > SIZE_LIMIT:
        faults.append(Fault(place, f"at most {SIZE_LIMIT // 2**20} MiB when unpacked", f"{size // 2**20} MiB"))
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
        raise InputFaults([Fault(place, "well-formed XML", str(error))]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputFaults([Fault(place, "XML without a document type declaration", "one")])
    return root
