"""What style.docx says of sizes, in twips (a twentieth of a point)."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Mm
from docx.styles.style import ParagraphStyle

from report.word.ooxml import EMU_PER_TWIP

_A4_WIDTH = Mm(210)
_UNSAID = 200  # Word sets 10 point where neither a style nor the defaults say a size


def type_width(document: Document) -> int:
    """The width of the type area of the document's first section."""
    section = document.sections[0]
    page, left, right = section.page_width or _A4_WIDTH, section.left_margin or 0, section.right_margin or 0
    return (page - left - right) // EMU_PER_TWIP


def type_size(document: Document, style_id: str) -> int:
    """The size of a paragraph style's type, its own or inherited."""
    found = (style for style in document.styles if style.style_id == style_id)
    style = next((style for style in found if isinstance(style, ParagraphStyle)), None)
    while style is not None:
        if style.font.size is not None:
            return int(style.font.size // EMU_PER_TWIP)
        base = style.base_style
        style = base if isinstance(base, ParagraphStyle) else None
    return _UNSAID
