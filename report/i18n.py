"""What the program says to people, in Chinese or English. Documents are not made here: templates have their words.

``msg("expected {what}", what=…)`` gives the English words, as a string that still knows what it was made of;
``in_language(words, "zh")`` says them in another language by the catalogue in ``report/locale/`` (gettext; the English
words are its keys, so English needs none). What has no translation stays English. Whoever prints chooses the language;
a stage only says what is the case.

Babel collects what is to be translated by the names ``msg`` and ``nmsg``: CONTRIBUTING.md has the commands.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from pathlib import Path
from string import Formatter
from typing import Any, Final, Literal, Protocol, TypeAlias, runtime_checkable

Interface = Literal["zh", "en"]
INTERFACES: Final[tuple[Interface, ...]] = ("zh", "en")
LOCALE: Final = Path(__file__).parent / "locale"
VARIABLE: Final = "BRIEFING_LANGUAGE"

_AND, _WITHIN = "、", "，"
_HAN: Final = re.compile("[㐀-鿿]")
_LATIN_FIRST: Final = re.compile(r"[!-~]*[A-Za-z]")
_LATIN_LAST: Final = re.compile(r"[A-Za-z][!-~]*$")

Template: TypeAlias = str | tuple[str, str]


@runtime_checkable
class Spoken(Protocol):
    """Something that says itself in a language: a place, a fault."""

    def said(self, language: Interface) -> str: ...


class Message(str):
    """Words to people: English as a string, and what it takes to say them in another language.

    ``template``: the catalogue's key, or the singular's and the plural's; ``given``: what stands in its braces.
    """

    template: Template
    given: Mapping[str, Any]

    def __new__(cls, template: Template, given: Mapping[str, Any]) -> Message:
        said = super().__new__(cls, _filled(_english(template, given), given, "en"))
        said.template, said.given = template, given
        return said

    def __reduce__(self) -> tuple[type[Message], tuple[Template, Mapping[str, Any]]]:
        """So that it comes from another process as it went."""
        return type(self), (self.template, self.given)


def msg(template: str, /, **given: Any) -> Message:
    """Words to people; a tuple in ``given`` is a list, with the language's separator."""
    return Message(template, given)


def listed(items: Iterable[str]) -> str:
    """One beside the other, with the language's separator."""
    several = tuple(items)
    if len(several) == 1:
        return several[0]
    return Message("{items}", {"items": several}) if several else ""


def parts(*words: str) -> str:
    """From the larger to the smaller, as a place is told: file, sheet, cell. Empty ones are left out."""
    present = _Narrowing(filter(None, words))
    if len(present) == 1:
        return present[0]
    return Message("{items}", {"items": present}) if present else ""


class _Narrowing(tuple[str, ...]):
    """What is told from the larger to the smaller."""

    __slots__ = ()


def clauses(words: Iterable[str]) -> str:
    """One after the other, each standing for itself."""
    return _linked(words, lambda before, after: msg("{before}; {after}", before=before, after=after))


def all_of(words: Iterable[str]) -> str:
    return _linked(words, lambda before, after: msg("{before} and {after}", before=before, after=after))


def any_of(words: Iterable[str]) -> str:
    return _linked(words, lambda before, after: msg("{before} or {after}", before=before, after=after))


def _linked(words: Iterable[str], link: Callable[[str, str], str]) -> str:
    present = list(filter(None, words))
    return reduce(link, present) if present else ""


def nmsg(singular: str, plural: str, /, n: int, **given: Any) -> Message:
    """Words to people of ``n`` things, which the words may name as ``{n}``."""
    return Message((singular, plural), {"n": n, **given})


def in_language(words: str, language: Interface) -> str:
    """Words in a language, where they are a message and the catalogue has them; other words as they are."""
    if not isinstance(words, Message) or language == "en":
        return words
    translations = _translations(language)
    template = words.template
    if isinstance(template, tuple):
        return _filled(translations.ngettext(*template, words.given["n"]), words.given, language)
    return _filled(translations.gettext(template) if template else "", words.given, language)


def preferred(given: str, environment: Mapping[str, str] = os.environ) -> Interface:
    """The interface's language: as given, as BRIEFING_LANGUAGE says, as the machine is set up, or English."""
    names = (given, *(environment.get(name, "") for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")))
    named = next(filter(None, names), "") or _of_windows()
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def _of_windows() -> str:
    """What Windows is set to, which has no such variables."""
    if os.name != "nt":
        return ""
    import locale

    return locale.getlocale()[0] or ""


def _english(template: Template, given: Mapping[str, Any]) -> str:
    if isinstance(template, tuple):
        return template[0] if given["n"] == 1 else template[1]
    return template


def _filled(template: str, given: Mapping[str, Any], language: Interface) -> str:
    if not given:
        return template
    if language == "en":  # which each message is made of, on the way of every figure: nothing is asked of a part
        lists = {name: ", ".join(map(str, part)) for name, part in given.items() if isinstance(part, tuple)}
        return template.format_map({**given, **lists} if lists else given)
    return _spaced(template, {name: _part(part, language) for name, part in given.items()})


def _spaced(template: str, said: Mapping[str, Any]) -> str:
    """A blank between Chinese and what begins or ends with Latin letters, as in print; none beside numbers."""
    line = ""
    for literal, name, form, conversion in Formatter().parse(template):
        line += (" " if _HAN.match(literal[:1]) and _LATIN_LAST.search(line) else "") + literal
        if name is not None:
            part = f"{{{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}".format(**said)
            line += (" " if _HAN.match(line[-1:]) and _LATIN_FIRST.match(part) else "") + part
    return line


def _part(part: Any, language: Interface) -> Any:
    if isinstance(part, tuple):
        mark = _WITHIN if isinstance(part, _Narrowing) else _AND
        return mark.join(str(_part(one, language)) for one in part)
    if isinstance(part, str):
        return in_language(part, language)
    return part.said(language) if isinstance(part, Spoken) else part


@cache
def _translations(language: Interface) -> gettext.NullTranslations:
    return gettext.translation("messages", LOCALE, [language], fallback=True)
