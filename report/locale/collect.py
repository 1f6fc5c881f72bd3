"""Brings the catalogues up to date: ``python -m report.locale.collect``.

What is to be translated is found by Babel (``msg``, ``nmsg``; of pages ``say``, ``say_many``, in their templates ``_``,
``ngettext``) and in the help of the commands. Translations are kept, those of texts that are gone go; texts
without one are named.
The same texts give the same bytes: no dates, no line numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from report.cli import main
from report.cli_words import Group, paragraphs
from report.i18n import LOCALE

Text: TypeAlias = str | tuple[str, ...]
_REPORT: Final = LOCALE.parent
_SINGLE: Final = ("msg", "say", "_", "gettext")
_PLURAL: Final = ("nmsg", "say_many", "ngettext")
_KEYWORDS: Final = {**dict.fromkeys(_SINGLE, (1,)), **dict.fromkeys(_PLURAL, (1, 2))}
_HEADERS: Final = [
    ("Language", "zh"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
]


class _Catalogue(Catalog):
    """Without the date, the person and the version that Babel would write down."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return _HEADERS


def texts() -> Mapping[Text, tuple[str, ...]]:
    """Everything that is said to people, with the files in which it stands."""
    found: dict[Text, set[str]] = {}
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for file_name, _, text, _, _ in extract_from_dir(_REPORT, methods, options, _KEYWORDS):
        found.setdefault(text, set()).add(f"report/{Path(file_name).as_posix()}")
    for command in commands(main):
        for text in _help(command):
            found.setdefault(text, set()).add(_source(command))
    return {text: tuple(sorted(files)) for text, files in found.items()}


def commands(command: click.Command) -> Iterator[click.Command]:
    """A command and all within it, as they stand in the code."""
    yield command
    if isinstance(command, Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.find(context, name)
            if inner is not None:
                yield from commands(inner)


def _help(command: click.Command) -> Iterator[str]:
    yield from paragraphs(command.help or "")
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)


def _source(command: click.Command) -> str:
    module = command.callback.__module__ if command.callback else ""
    return f"{module.replace('.', '/')}.py"


def renewed(po: bytes, found: Mapping[Text, tuple[str, ...]]) -> bytes:
    """The catalogue with all texts that are found and no others, and the translations that it has."""
    known = read_po(BytesIO(po), locale="zh")
    made = _Catalogue("zh", header_comment=known.header_comment, fuzzy=False)
    for text, files in sorted(found.items(), key=lambda one: (one[1], _key(one[0]))):
        before = known.get(_key(text))
        string = before.string if before is not None and before.id == text else None
        made.add(text, string, locations=[(file, 0) for file in files])
    return _written(made)


def _key(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


def _written(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False)
    return out.getvalue()


def compiled(po: bytes) -> bytes:
    read = read_po(BytesIO(po), locale="zh")
    made = _Catalogue("zh", fuzzy=False)
    for one in read:
        if one.id and one.string:
            made.add(one.id, one.string)
    out = BytesIO()
    write_mo(out, made)
    return out.getvalue()


def lacking(po: bytes) -> list[Text]:
    """Texts that have no translation yet."""
    read = read_po(BytesIO(po), locale="zh")
    return [tuple(one.id) if one.pluralizable else str(one.id) for one in read if one.id and not _is_translated(one)]


def _is_translated(one: Message) -> bool:
    return bool(one.string) and all(one.string or ())


def run() -> int:
    folder = LOCALE / "zh" / "LC_MESSAGES"
    path = folder / "messages.po"
    path.write_bytes(renewed(path.read_bytes(), texts()))
    for po in sorted(folder.glob("*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po.read_bytes()))
        for text in lacking(po.read_bytes()):
            click.echo(f"{po.name}: not translated: {text}", err=True)
    return int(any(lacking(po.read_bytes()) for po in folder.glob("*.po")))


if __name__ == "__main__":
    sys.exit(run())
