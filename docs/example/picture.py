"""A picture of a page with the comments that stand in it, in the margin, as Word shows them.

    python docs/example/picture.py DOCUMENT PICTURE.png [PAGE]

LibreOffice sets the page, its PDF tells where each comment stands and what it says; only the margin is drawn here.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import imread
from matplotlib.patches import FancyBboxPatch
from pypdf import PdfReader

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from report.charts.typeface import font_file  # noqa: E402

DPI: Final = 110
MARGIN: Final = 230.0  # points to the right of the page
UNDER: Final = 22.0  # points from the top of a comment's mark to the foot of its words
LINE: Final = 11.0  # points of a line in the margin
WIDE: Final = 23  # characters of a line in the margin


def main(document: Path, picture: Path, page: int = 1) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = _pdf(document, Path(folder) / "plain", notes=False)
        noted = _pdf(document, Path(folder) / "noted", notes=True)
        subprocess.run(
            ["pdftoppm", "-r", f"{DPI}", "-f", f"{page}", "-l", f"{page}", "-singlefile", "-png", plain, plain.stem],
            cwd=folder,
            check=True,
        )
        image = imread(Path(folder) / f"{plain.stem}.png")
        comments = _comments(noted, page)
    _drawn(image, comments).savefig(picture, dpi=DPI)


def _pdf(document: Path, folder: Path, *, notes: bool) -> Path:
    option = f'pdf:writer_pdf_Export:{{"ExportNotes":{{"type":"boolean","value":"{str(notes).lower()}"}}}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", option, "--outdir", folder, document]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{document.stem}.pdf"


def _comments(pdf: Path, page: int) -> list[tuple[float, float, str]]:
    """Where each comment stands, in points from the left and the top, and what it says."""
    found = PdfReader(pdf).pages[page - 1]
    height = float(found.mediabox.height)
    notes = [one.get_object() for one in found.get("/Annots", []) if one.get_object().get("/Subtype") == "/Text"]
    placed = [(float(one["/Rect"][0]), height - float(one["/Rect"][3]), str(one["/Contents"])) for one in notes]
    return sorted(placed, key=lambda one: (one[1], one[0]))


def _wrapped(words: str) -> Iterator[str]:
    """Lines of at most WIDE characters, of which two Latin ones are as wide as a hanzi."""
    line, wide = "", 0.0
    for piece in re.findall(r"[!-~]+|.", words):
        long = sum(0.5 if one.isascii() else 1.0 for one in piece)
        if line and wide + long > WIDE:
            yield line
            line, wide = "", 0.0
        line, wide = line + piece, wide + long
    yield line


def _drawn(image: object, comments: list[tuple[float, float, str]]) -> Figure:
    height, width = image.shape[0] * 72 / DPI, image.shape[1] * 72 / DPI  # type: ignore[attr-defined]
    figure = Figure(figsize=((width + MARGIN) / 72, height / 72), facecolor="#f3f3f3")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width + MARGIN), ylim=(height, 0))
    axes.axis("off")
    axes.imshow(image, extent=(0, width, height, 0), aspect="auto")
    face, top = FontProperties(fname=str(font_file(False)), size=8.2), 0.0
    for left, at, words in comments:
        lines = [line for one in words.splitlines() for line in _wrapped(one)]
        top = max(top, at - LINE)
        tall = LINE * len(lines) + 12
        box = FancyBboxPatch(
            (width + 14, top), MARGIN - 28, tall, boxstyle="round,pad=0,rounding_size=4", fc="white", ec="#c0392b"
        )
        axes.add_patch(box)
        axes.plot([left, width, width + 14], [at + UNDER, at + UNDER, top + 10], color="#c0392b", lw=0.7, ls=":")
        axes.text(width + 22, top + 7, "\n".join(lines), va="top", fontproperties=face, linespacing=1.25)
        top += tall + 8
    return figure


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
