"""Documents to hand in: whole ones with something changed, and parcels of any content."""

from __future__ import annotations

import io
import zipfile


def part(content: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def edited(content: bytes, old: str, new: str) -> bytes:
    document = part(content)
    assert old in document
    return with_part(content, "word/document.xml", document.replace(old, new, 1))


def with_part(content: bytes, name: str, text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return packed({**parts, name: text.encode()})


def record_part(content: bytes) -> str:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    return next(name for name in names if name.startswith("customXml/item") and "<record" in part(content, name))


def without_record(content: bytes) -> bytes:
    return with_part(content, record_part(content), "<nothing/>")


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
