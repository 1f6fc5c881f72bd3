"""In which language the command speaks: what it says, its help, and what click says of wrong usage.

The language is the context's (``obj`` of its root): each run of the command has its own.
"""

from __future__ import annotations

import copy
import gettext
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, cast

import click

from report.i18n import LOCALE, Interface, Message, in_language, msg, preferred

OPTION: Final = "--interface"
_COLOURS: Final = {"✓": "green", "✗": "red", "!": "yellow"}
_COLUMNS: Final = 76  # of a paragraph of help
_BESIDE: Final = 44  # of what is said beside an option
_NOT_FIRST: Final = "，。；：、）”》…"
_AS_IT_STANDS: Final = "\b\n"  # click does not wrap what begins so


def spoken_in() -> Interface:
    context = click.get_current_context(silent=True)
    return cast(Interface, context.find_root().obj or "en") if context else "en"


def spoken(words: str) -> str:
    """Words in the language of the command."""
    return in_language(words, spoken_in())


def say(words: str, mark: str = "") -> None:
    """To people: standard error, so that standard output holds results alone."""
    before = f"{mark} " if mark else ""
    colour = _COLOURS.get(mark)
    click.echo((click.style(before, fg=colour) if colour else before) + spoken(words).replace("\n", " "), err=True)


def wrong_usage(words: str) -> click.UsageError:
    return click.UsageError(spoken(words))


def chosen(words: Sequence[str]) -> tuple[list[str], Interface]:
    """The words of a command with ``--interface`` before the command, wherever it stood; and the language."""
    end = words.index("--") if "--" in words else len(words)
    asked, rest = _parted(list(words[:end]))
    return [*asked, *rest, *words[end:]], preferred(asked[-1].removeprefix(f"{OPTION}=") if asked else "")


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    rest: list[str] = []
    while words:
        word = words.pop(0)
        if word == OPTION:
            asked += [word, *words[:1]]
            del words[:1]
        else:
            (asked if word.startswith(f"{OPTION}=") else rest).append(word)
    return asked, rest


def let_click_speak(language: Interface) -> None:
    """Click asks gettext for its words, and gettext the environment: this is the language of the whole process."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("click", str(LOCALE))
    gettext.textdomain("click")


# Help


def paragraphs(text: str) -> Iterator[str]:
    """Of a help text, each as one line: the catalogue's keys."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield " ".join(paragraph.split())


class _Formatter(click.HelpFormatter):
    """Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or in_language(msg("Usage: "), "zh"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


def localised(command: click.Command, language: Interface) -> click.Command:
    """The command with its help in a language; English is what stands in the code."""
    if language == "en":
        return command
    said = copy.copy(command)
    said.context_class = _Context
    translated = [in_language(Message(part, {}), language) for part in paragraphs(command.help or "")]
    said.help = "\n\n".join(_AS_IT_STANDS + _wrapped(part, _COLUMNS) for part in translated)
    said.short_help = _AS_IT_STANDS + _wrapped(_first_sentence(translated), _COLUMNS - 14)
    said.params = [_localised_option(option, language) for option in command.params]
    return said


class Group(click.Group):
    """Commands with their help in the language of the command."""

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        command = self.find(context, name)
        return command and localised(command, context.find_root().obj or "en")

    def find(self, context: click.Context, name: str) -> click.Command | None:
        """The command as it stands in the code."""
        return super().get_command(context, name)


def _localised_option(option: click.Parameter, language: Interface) -> click.Parameter:
    if not isinstance(option, click.Option) or not option.help:
        return option
    said = copy.copy(option)
    said.help = _AS_IT_STANDS + _wrapped(in_language(Message(option.help, {}), language), _BESIDE)
    return said


def _first_sentence(translated: Sequence[str]) -> str:
    return re.split("[。：]", translated[0], maxsplit=1)[0] if translated else ""


def _wrapped(text: str, columns: int) -> str:
    """Lines of at most so many columns: Chinese has no spaces to break at, and its characters take two."""
    lines = [""]
    for piece in re.findall(rf"\[[^\[\]\s]+：|[!-~]+[{_NOT_FIRST}]*|\s+|[^!-~\s][{_NOT_FIRST}]*", text):
        if width(lines[-1]) + width(piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def width(text: str) -> int:
    """Columns on a screen: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
