"""Files that a form brings along, each under a name that no other file has: see :mod:`.naming`."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import replace

from flask import request

from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.page.received import Kind, Received, receive
from report.page.sharing import shared


def sent(field: str, kinds: Collection[Kind]) -> Received:
    """The file in a field. Raises InputFaults: none was chosen, or as :func:`.received.receive` does."""
    received = sent_perhaps(field, kinds)
    if received is None:
        expected = msg("a file of one of these kinds: {kinds}", kinds=tuple(kinds))
        raise InputFaults([Fault(Place(msg("the form")), expected, msg("none"))])
    return received


def sent_perhaps(field: str, kinds: Collection[Kind]) -> Received | None:
    """The same of a field that may be left empty."""
    file = request.files.get(field)
    if file is None or not file.filename:
        return None
    with closing(file):
        received = receive(file.stream, file.filename, kinds, shared().office.desk)
    path = received.path.rename(received.path.with_stem(received.path.parent.name))
    return replace(received, path=path)
