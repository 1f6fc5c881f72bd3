"""What a stage says of a received file, under the name that its sender knows it by, not the one under which it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from report.errors import Fault, InputFaults, Place
from report.i18n import Message
from report.proof.model import Finding

T = TypeVar("T")


@contextmanager
def known_as(names: dict[Path, str]) -> Iterator[None]:
    """Faults that are raised within name each of these files as its sender does."""
    try:
        yield
    except InputFaults as error:
        raise InputFaults([named(fault, names) for fault in error.faults]) from error


def named(said: T, names: dict[Path, str]) -> T:
    """Words, or whatever is made of such, with the names that senders know."""
    for path, name in names.items():
        said = _named(said, path.name, name)
    return said


def _named(said: Any, old: str, new: str) -> Any:
    if isinstance(said, Message):
        return Message(said.template, _named(dict(said.given), old, new))
    if isinstance(said, str):
        return said.replace(old, new)
    if isinstance(said, tuple):
        return tuple(_named(one, old, new) for one in said)
    if isinstance(said, dict):
        return {key: _named(one, old, new) for key, one in said.items()}
    if isinstance(said, (Fault, Place, Finding)):
        return replace(said, **{part.name: _named(getattr(said, part.name), old, new) for part in fields(said)})
    return said
