"""An edition in, the figures in its own files out: all of them, or its share of files that hold many areas."""

from __future__ import annotations

from report.catalogue import Catalogue
from report.edition import Edition
from report.figures.load import load
from report.figures.model import Figures
from report.figures.share import load_share


def filed(made: Edition, catalogue: Catalogue) -> Figures:
    """Raises InputFaults with the faults of the files, of a shared one those that concern its areas."""
    if made.shared:
        return load_share(made.files, catalogue, made.reading, made.areas)
    return load(made.files, catalogue, made.reading)
