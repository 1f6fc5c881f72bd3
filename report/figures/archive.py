"""Whether an .xlsx may be opened: what its archive would unpack to, and whether its XML is plain.

Everything is checked by unpacking, piece by piece, and stopping at the limit: a directory that lies about
sizes gains nothing. XML with a document type (where entities are declared) is refused, and so are sheets
that would be far larger in memory than in the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from report.figures.refused import Refused
from report.foreign import UNPACKING, words_of
from report.i18n import msg

#: How files begin: zip archives, Office's until 2003 and encrypted ones, Parquet.
PACKED: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARQUET: Final = b"PAR1"

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_MEMBERS: Final = 2_000
MOST_RATIO: Final = 200
MOST_CELLS: Final = 1_000_000
_RATIO_FROM: Final = 1024 * 1024  # a short run of the same character is no bomb
_PIECE: Final = 64 * 1024
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA: Final = re.compile(rb"<(?:[^\s<>/]+:)?f[\s/>]")
#: How XML begins in which elements can be looked for as bytes.
_UTF8: Final = re.compile(rb"(?:\xef\xbb\xbf)?<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']))", re.IGNORECASE)


def check_archive(content: bytes) -> None:
    """Raises Refused where a workbook's archive is broken, encrypted, or unpacks to more than a workbook does."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            unpacked = 0
            for member in members:
                unpacked += _check_member(archive, member, MOST_BYTES - unpacked)
    except (*UNPACKING, OSError) as error:
        raise Refused(
            msg("a whole Excel workbook"), msg("a broken archive ({error})", error=words_of(error))
        ) from error
    if "[Content_Types].xml" not in {member.filename for member in members}:
        raise Refused(msg("an Excel workbook"), msg("another kind of zip archive"))


def may_hold_formulas(content: bytes) -> bool:
    """Whether a cell of a workbook, which was checked before, may hold a formula; False only where none can."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (archive.read(member) for member in archive.infolist() if not member.is_dir())
        return any(not _UTF8.match(part) or _FORMULA.search(part) for part in parts)


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(
            msg("a workbook of at most {most} parts", most=MOST_MEMBERS),
            msg("{count} parts", count=len(members)),
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refused(msg("a workbook without a password"), msg("an encrypted archive"))
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise _too_large(msg("{size} MiB", size=total // (1024 * 1024)))


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> int:
    """Unpacks a member; its size in bytes."""
    plain = _PlainXml(member.filename) if member.filename.endswith((".xml", ".rels")) else None
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            # zipfile stops at the size that its directory gives, but does not promise to.
            if size > room:
                raise _too_large(msg("more"))
            if size > _RATIO_FROM and size > MOST_RATIO * member.compress_size:
                raise Refused(
                    msg("a workbook packed at most {most} to 1", most=MOST_RATIO),
                    msg("{filename}, packed tighter", filename=member.filename),
                )
            if plain:
                plain.feed(piece)
    if plain:
        plain.close()
    return size


def _too_large(found: str) -> Refused:
    return Refused(msg("a workbook of at most {most} MiB when unpacked", most=MOST_BYTES // (1024 * 1024)), found)


class _PlainXml:
    """A check of one XML part as it is unpacked: well formed, no document type, a sheet of bearable size."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        if _SHEET.fullmatch(name):
            self._parser.StartElementHandler = self._count

    def feed(self, piece: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError as error:
            raise Refused(
                msg("a whole Excel workbook"),
                msg("broken XML in {name} ({error})", name=self._name, error=words_of(error)),
            ) from error

    def close(self) -> None:
        self.feed(b"", final=True)

    def _refuse_doctype(self, *_: object) -> None:
        raise Refused(msg("a workbook without document types in its XML"), msg("one in {name}", name=self._name))

    def _count(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if element == "c":
            self._cells += 1
        elif element == "mergeCell":
            self._cells += _area(attributes.get("ref", ""))
        if self._cells > MOST_CELLS:
            raise Refused(
                msg("sheets of at most {most} cells", most=MOST_CELLS),
                msg("more in {name}", name=self._name),
            )


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return MOST_CELLS + 1
    return (right - left + 1) * (bottom - top + 1)
