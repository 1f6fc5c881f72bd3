"""``revise``: what the command says of a correction."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from report.corrections.correct import Corrected
    from report.corrections.model import Attention

_SHOWN = 60  # characters of a passage in a line


def tell(corrected: Corrected, written: list[Path], say: Callable[[str], None]) -> None:
    """To people: what was written, what was changed, what is left to them."""
    carried = corrected.carried
    if not written:
        say("– nothing to bring in: the document says what the figures say")
        return
    for path in written:
        say(click.style("✓ ", fg="green") + str(path))
    if carried.changed:
        say(f"    {len(carried.changed)} changes, each to be accepted or rejected in Word")
    else:
        say("    no words change; the record of its figures is brought up to date")
    for item in carried.attention:
        say(click.style("! ", fg="yellow") + _line(item))


def _line(item: Attention) -> str:
    what = {
        "retyped": "a figure was retyped or rephrased by hand",
        "rephrased": "words that would have to change were edited by hand",
        "typed_elsewhere": "a number typed by hand was right before the correction",
        "chart": "a chart whose figures were corrected is not the picture that was generated",
        "falls_away": "a passage falls away, but was edited by hand",
        "row": "a table's row or columns fall away, but were edited by hand",
        "unplaced": "a new passage has no place",
        "rejected": "a correction was rejected before, and is proposed anew",
    }[item.kind]
    parts = [f"{item.passage}: {what}" if item.passage else what]
    if item.words:
        parts.append(f"found {_short(item.words)!r}")
    if item.old:
        parts.append(f"was {item.old}, now {item.new or 'no longer given'}")
    parts.extend(item.cells[:1])
    if item.suggestion:
        parts.append(f"suggested: {_short(item.suggestion)}")
    return "; ".join(parts)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def as_json(corrected: Corrected, document: Path, written: list[Path]) -> str:
    carried = corrected.carried
    shown: dict[str, Any] = {
        "document": str(document),
        "edition": corrected.base.edition,
        "language": corrected.base.language,
        "output": str(corrected.target) if written else None,
        "files": [str(path) for path in written],
        "changes": [{"passage": one.passage, "old": one.old, "new": one.new} for one in carried.changed],
        "attention": [_item(one) for one in carried.attention],
        "faults": [],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _item(item: Attention) -> dict[str, Any]:
    names = ("kind", "passage", "words", "old", "new", "suggestion")
    return {**{name: getattr(item, name) for name in names}, "cells": list(item.cells)}
