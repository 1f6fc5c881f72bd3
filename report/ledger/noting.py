"""From a run to the ledger, whatever becomes of either: an entry is kept in a file until the ledger has it.

The file is there before the documents are, marked as begun; once they are written it is marked as done. A run that
was killed in between left a begun one: of its documents those count that stand where it was writing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from report import outputs as files
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.ledger.entries import ENTRY, Entry, Issued, sha256
from report.ledger.places import Unavailable

FOLDER: Final = "ledger.pending"
_BEGUN: Final = ".begun.json"
_DONE: Final = ".json"


def note(address: str, outputs: Path, entry: Entry, write: Callable[[], None]) -> Fault | None:
    """``write`` the documents of an entry and note it, after whatever waits; gives what kept the ledger from it.

    A ledger that cannot be reached keeps no document from being written: the entry then waits in
    ``<outputs>/ledger.pending/`` for the next run. Raises what ``write`` raises, and InputFaults where the folder
    cannot be written to.
    """
    name = f"{_next(outputs):06}-{entry.id}"
    begun, done = (outputs / FOLDER / f"{name}{ending}" for ending in (_BEGUN, _DONE))
    content = ENTRY.dump_json(entry)
    _keep(begun, content)
    write()
    _keep(done, content)
    begun.unlink(missing_ok=True)
    return caught_up(address, outputs)


def waiting(outputs: Path) -> list[Path]:
    """The entries that the ledger has not got yet, in their order."""
    return sorted((outputs / FOLDER).glob(f"*{_DONE}"))


def caught_up(address: str, outputs: Path) -> Fault | None:
    """Take to the ledger what waits; gives what it was kept by, and the rest goes on waiting."""
    if not waiting(outputs):
        return None
    from report.ledger.appending import append
    from report.ledger.opening import writing

    try:
        for path, entry in _entries(outputs):
            with writing(address) as connection:
                append(connection, entry)
            path.unlink(missing_ok=True)
    except Unavailable as error:
        return error.faults[0]
    _clear(outputs / FOLDER)
    return None


def _keep(path: Path, content: bytes) -> None:
    try:
        files.write_whole(path, content)
    except InputFaults:  # another run may just have tidied up: see _clear
        files.write_whole(path, content)


def _next(outputs: Path) -> int:
    names = [path.name.partition("-")[0] for path in waiting(outputs)]
    return max((int(name) for name in names if name.isdecimal()), default=0) + 1


def _entries(outputs: Path) -> Iterator[tuple[Path, Entry]]:
    for path in waiting(outputs):
        try:
            entry = ENTRY.validate_json(path.read_bytes())
        except FileNotFoundError:  # another run has taken it to the ledger meanwhile
            continue
        except (OSError, ValidationError) as error:
            place = Place(f"{FOLDER}/{path.name}")
            raise Unavailable(
                [Fault(place, msg("an entry that waits for the ledger"), msg("a file in another form"))]
            ) from error
        yield path, _standing(entry, outputs) if path.name.endswith(_BEGUN) else entry


def _standing(entry: Entry, outputs: Path) -> Entry:
    return replace(entry, documents=tuple(one for one in entry.documents if _stands(one, outputs / one.file)))


def _stands(document: Issued, path: Path) -> bool:
    try:
        return sha256(path.read_bytes()) == document.sha256
    except OSError:
        return False


def _clear(folder: Path) -> None:
    files.clear_parts(folder)
    try:
        folder.rmdir()
    except OSError:  # another run has begun an entry of its own
        return
