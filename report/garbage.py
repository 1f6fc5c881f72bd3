"""How often Python looks for garbage that only cycles hold."""

from __future__ import annotations

import gc


def look_for_garbage_seldom() -> None:
    """For processes of a run of the command.

    Modules, catalogue and figures are many small objects that live to the end of a run: to look through them for
    garbage every 700 new ones took a sixth of it.
    """
    gc.set_threshold(50_000, 20, 100)
