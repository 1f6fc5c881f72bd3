"""The files that give a bulletin its markup and its look: templates of Jinja2, and one style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
STYLES: Final = FOLDER / "bulletin.css"
FILES: Final = (*sorted(FOLDER.glob("*.html.j2")), STYLES)


@cache
def styles() -> str:
    return STYLES.read_text("utf-8")
