"""What becomes of memory: how often Python looks for garbage that only cycles hold, and what the system gets back."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from functools import cache


def look_for_garbage_seldom(objects: int = 50_000) -> None:
    """For processes of a run of the command; ``objects``: how many new ones there are before the next look.

    Modules, catalogue and figures are many small objects that live to the end of a run: to look through them for
    garbage every 700 new ones took a sixth of it. A document leaves none behind: after it there are as many objects as
    before, and a worker makes thousands without a look. Should a library begin to leave some, what has outlived two
    looks is looked for at every two hundredth.
    """
    gc.set_threshold(objects, 20, 10)


def end_without_looking() -> None:
    """For the process of the command: what is there when it ends goes with it, unlooked at.

    Python looks through everything several times more while it ends, to let go of objects one by one, and took a fifth
    of a run for that. Files are closed and exit handlers called as ever.
    """
    atexit.register(gc.freeze)


def give_back() -> None:
    """Gives the system what is free; for a worker between its tasks: a few milliseconds of seconds.

    A table of Python's own that moves, or a part of a document that is kept, may come to lie above a hole as large as
    the pixels of a chart; the C library fills it with what is smaller, and holds on to it. No more is in use, yet a
    worker was seen to grow by eleven megabytes at once, after thousands of documents.
    """
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """``malloc_trim``, which glibc has; None with other C libraries."""
    import ctypes  # not for whoever makes one document

    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):  # TypeError: Windows, which has no library without a name
        return None
    return found
