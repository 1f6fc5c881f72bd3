"""How often Python looks for garbage that only cycles hold."""

from __future__ import annotations

import atexit
import gc


def look_for_garbage_seldom(objects: int = 50_000) -> None:
    """For processes of a run of the command; ``objects``: how many new ones there are before the next look.

    Modules, catalogue and figures are many small objects that live to the end of a run: to look through them for
    garbage every 700 new ones took a sixth of it. All of them are looked through at every two hundredth look: what a
    document leaves behind may have outlived two looks, and a worker that makes thousands would keep it all.
    """
    gc.set_threshold(objects, 20, 10)


def end_without_looking() -> None:
    """For the process of the command: what is there when it ends goes with it, unlooked at.

    Python looks through everything several times more while it ends, to let go of objects one by one, and took a fifth
    of a run for that. Files are closed and exit handlers called as ever.
    """
    atexit.register(gc.freeze)
