"""Where a batch writes: a folder, or any address that fsspec knows. A file is there whole, or not at all."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from report import outputs
from report.errors import Fault, InputFaults, Place
from report.foreign import recognised
from report.i18n import msg

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_OLD: Final = 86_400  # seconds
#: Protocols whose files only the process that wrote them sees.
_WITHIN_A_PROCESS: Final = {"memory"}


class Lost(InputFaults):
    """Where everything goes can no longer be written or read: no document more can be made."""


class Store(Protocol):
    """Files by name, all in one place. Every method raises :class:`Lost` where the place is, and InputFaults where one
    file cannot be had.
    """

    def sizes(self) -> Mapping[str, int]:
        """The files that are there, each with its size in bytes."""

    def read(self, name: str) -> bytes:
        """A file's content."""

    def write(self, name: str, content: bytes) -> None:
        """Whole, or not at all."""

    def holds(self, name: str) -> bool:
        """Whether a file is there. A share that is gone leaves an empty folder behind, into which all could go."""

    def in_the_way(self, name: str) -> Fault | None:
        """What keeps a file from being written, though the place can be: a program has it open, or it is a folder."""

    def remove(self, name: str) -> None:
        """A file that is no longer wanted; nothing where it is gone already."""

    def clear(self) -> None:
        """Take away what workers of this run left half written when they were killed."""

    def clear_old(self) -> None:
        """Take away what runs that were killed left, once it is so old that no run can be at it still."""


def is_address(outputs_at: str) -> bool:
    """Whether what ``--outputs`` says is an address and not a folder."""
    return "://" in outputs_at


@lru_cache(maxsize=4)
def opened(place: str, run: str = "") -> Store:
    """The store at an address or in a folder (absolute), for one run. Raises Lost where the address is none."""
    if not is_address(place):
        return Folder(Path(place), run)
    import fsspec
    from fsspec.implementations.local import LocalFileSystem

    try:
        files, path = fsspec.core.url_to_fs(place)
    except Exception as error:  # whatever the protocol's package raises
        expected = msg("a folder, or an address that fsspec knows and that answers (s3://… needs the package s3fs)")
        raise Lost([Fault(Place(place), expected, _said(error))]) from error
    if isinstance(files, LocalFileSystem):
        return Folder(Path(path), run)  # which fsspec would write by way of another file system
    return Remote(files, path.rstrip("/"), place)


def within_a_process(place: str) -> bool:
    """Whether other processes would not see what is written there."""
    return is_address(place) and not _WITHIN_A_PROCESS.isdisjoint(re.split(r"://|::", place))


@dataclass(frozen=True)
class Folder:
    """A folder of this machine, or a share that it has mounted."""

    folder: Path
    run: str = ""

    def sizes(self) -> Mapping[str, int]:
        try:
            there = list(self.folder.iterdir())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._lost(error) from error
        return {path.name: size for path in there if (size := _size(path)) is not None}

    def read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            kind = InputFaults if name in self.sizes() else Lost
            raise kind([Fault(Place(str(self.folder / name)), msg("a file that can be read"), _said(error))]) from error

    def write(self, name: str, content: bytes) -> None:
        try:
            outputs.write_whole(self.folder / name, content, self.run)
        except InputFaults as error:
            if isinstance(error.__cause__, PermissionError) and self._takes_files():
                raise  # this file may not be replaced; others may
            raise Lost(error.faults) from error

    def holds(self, name: str) -> bool:
        try:
            return (self.folder / name).is_file()
        except OSError as error:
            raise self._lost(error) from error

    def in_the_way(self, name: str) -> Fault | None:
        try:
            if (self.folder / name).is_dir():
                return Fault(Place(str(self.folder / name)), msg("a file, or nothing, in this place"), msg("a folder"))
            return outputs.open_elsewhere(self.folder / name)
        except OSError as error:
            raise self._lost(error) from error

    def remove(self, name: str) -> None:
        with suppress(OSError):
            (self.folder / name).unlink(missing_ok=True)

    def clear(self) -> None:
        with suppress(OSError):
            outputs.clear_parts(self.folder, self.run)

    def clear_old(self) -> None:
        with suppress(OSError):
            for left in (*self.folder.glob(".*.part"), *self.folder.glob("batch.*.run")):
                if time.time() - left.stat().st_mtime > _OLD:
                    left.unlink(missing_ok=True)

    def _takes_files(self) -> bool:
        try:
            outputs.check_writable(self.folder)
        except InputFaults:
            return False
        return True

    def _lost(self, error: OSError) -> Lost:
        return Lost([Fault(Place(str(self.folder)), msg("a folder that can be read"), _said(error))])


def _size(path: Path) -> int | None:
    """None: it is no file, or no longer there."""
    try:
        return path.stat().st_size if path.is_file() else None
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class Remote:
    """A place that fsspec reaches."""

    files: AbstractFileSystem
    path: str
    address: str

    def sizes(self) -> Mapping[str, int]:
        with self._reached("", msg("a place that can be listed")):
            self.files.invalidate_cache()
            try:
                found: list[dict[str, Any]] = self.files.ls(self.path, detail=True)
            except FileNotFoundError:
                return {}
        return {str(one["name"]).rpartition("/")[2]: int(one["size"] or 0) for one in found if one["type"] == "file"}

    def read(self, name: str) -> bytes:
        try:
            with self._reached(name, msg("a file that can be read")):
                return bytes(self.files.cat_file(f"{self.path}/{name}"))
        except Lost as lost:
            raise InputFaults(lost.faults) if name in self.sizes() else lost from lost.__cause__

    def write(self, name: str, content: bytes) -> None:
        """Put in its place only when all of it has arrived: what fsspec calls committing."""
        with self._reached("", msg("a place that can be written to")):
            self.files.makedirs(self.path, exist_ok=True)
        with (
            self._reached(name, msg("a file that can be written")),
            self.files.transaction,  # some honour this alone, and no wish of a single file
            self.files.open(f"{self.path}/{name}", "wb") as file,
        ):
            file.write(content)

    def holds(self, name: str) -> bool:
        with self._reached(name, msg("a place that can be read")):
            return bool(self.files.exists(f"{self.path}/{name}"))

    def in_the_way(self, name: str) -> Fault | None:
        return None

    def remove(self, name: str) -> None:
        with suppress(Exception):
            self.files.rm_file(f"{self.path}/{name}")

    def clear(self) -> None:
        """What is not committed is not there."""

    def clear_old(self) -> None:
        """As :meth:`clear`."""

    @contextmanager
    def _reached(self, name: str, expected: str) -> Iterator[None]:
        """What the packages behind fsspec raise, they do not say; so whatever it is, the place is lost."""
        try:
            yield
        except Exception as error:
            place = Place("/".join(filter(None, (self.address.rstrip("/"), name))))
            raise Lost([Fault(place, expected, _said(error))]) from error


def _said(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return recognised(" ".join((said or type(error).__name__).split()))
