"""What libraries and the system say (in English, whatever the machine is set to), known again, to be translated.

And what they raise, where that is not one class.

What is not in the list stays as it is; of two that fit, the first counts.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Final

from report.i18n import Message, msg

#: What zipfile raises on a ZIP file that is damaged, encrypted or packed in a way that it does not know. A name that is
#: no UTF-8 and a directory that begins before the file are ValueErrors to it.
UNPACKING: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

_SAID: Final = (
    # the system
    msg("[Errno {number}] {said}: {path}"),
    msg("No such file or directory"),
    msg("Permission denied"),
    msg("Is a directory"),
    msg("Not a directory"),
    msg("File exists"),
    msg("File name too long"),
    msg("No space left on device"),
    msg("Read-only file system"),
    msg("Input/output error"),
    msg("Disk quota exceeded"),
    # tomllib
    msg("{said} (at line {line}, column {column})"),
    msg("{said} (at end of document)"),
    msg("Cannot declare {key} twice"),
    msg("Cannot mutate immutable namespace {key}"),
    msg("Cannot overwrite a value"),
    msg("Duplicate inline table key {key}"),
    msg("Expected newline or end of document after a statement"),
    msg("Expected '=' after a key in a key/value pair"),
    msg("Expected ']' at the end of a table declaration"),
    msg("Expected ']]' at the end of an array declaration"),
    msg("Found invalid character {character}"),
    msg("Illegal character {character}"),
    msg("Invalid date or datetime"),
    msg("Invalid initial character for a key part"),
    msg("Invalid statement"),
    msg("Invalid value"),
    msg("Unclosed array"),
    msg("Unclosed inline table"),
    msg("Unescaped '\\' in a string"),
    msg("Unterminated string"),
    # pydantic
    msg("Input should be a valid boolean"),
    msg("Input should be a valid boolean, unable to interpret input"),
    msg("Input should be a valid date"),
    msg("Input should be a valid date in the format YYYY-MM-DD, {why}"),
    msg("Input should be a valid date or datetime, {why}"),
    msg("Input should be a valid decimal"),
    msg("Input should be a valid dictionary"),
    msg("Input should be a valid dictionary or instance of {kind}"),
    msg("Input should be a valid integer"),
    msg("Input should be a valid integer, got a number with a fractional part"),
    msg("Input should be a valid integer, unable to parse string as an integer"),
    msg("Input should be a valid list"),
    msg("Input should be a valid number"),
    msg("Input should be a valid string"),
    msg("Input should be a valid tuple"),
    msg("Input should be an object"),
    msg("Input should be greater than {least}"),
    msg("Input should be greater than or equal to {least}"),
    msg("Input should be less than or equal to {most}"),
    msg("String should have at least {n} character"),
    msg("String should have at least {n} characters"),
    msg("String should match pattern {pattern}"),
    msg("Tuple should have at least {n} item after validation, not {found}"),
    msg("Tuple should have at least {n} items after validation, not {found}"),
    # Jinja2
    msg("'{name}' is undefined"),
    msg("there is no '{name}'"),
    msg("No filter named '{name}'."),
    msg("No test named '{name}'."),
    msg("Encountered unknown tag '{name}'. {more}"),
    msg("Encountered unknown tag '{name}'."),
    msg("Unexpected end of template. {more}"),
    msg("{more} The innermost block that needs to be closed is '{block}'."),
    msg("Jinja was looking for the following tags: {tags}."),
    msg("You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for {tags}."),
    msg("Expected an expression, got '{found}'"),
    msg("expected token '{expected}', got '{found}'"),
    msg("unexpected end of template, expected '{expected}'."),
    msg("unexpected char '{found}' at {at}"),
    msg("unexpected '{found}', expected '{expected}'"),
    msg("unexpected '{found}'"),
    msg("unexpected end of template"),
    msg("tag name expected"),
    msg("Missing end of comment tag"),
    msg("Missing end of raw directive"),
    msg("begin of comment"),
    msg("end of comment"),
    msg("begin of statement block"),
    msg("end of statement block"),
    msg("begin of print statement"),
    msg("end of print statement"),
    msg("end of template"),
    # archives, XML, text
    msg("File is not a zip file"),
    msg("Bad CRC-32 for file {name}"),
    msg("'utf-8' codec can't decode byte {byte} in position {at}: {why}"),
    msg("invalid start byte"),
    msg("invalid continuation byte"),
    msg("unexpected end of data"),
    msg("Document is empty, line {line}, column {column}"),
)


def recognised(said: str) -> str:
    """The same words; a message where they are known."""
    if isinstance(said, Message):
        return said
    for known, pattern in _patterns():
        found = pattern.fullmatch(said)
        if found:
            return Message(known, {name: recognised(part) for name, part in found.groupdict().items()})
    return said


def words_of(error: BaseException) -> str:
    """What an error says: the message that it was raised with, or the words of whoever else raised it."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else recognised(str(error))


def words_of_system(error: OSError) -> str:
    """What the system says of a file, without the path of the machine that it said it on."""
    return recognised(error.strerror) if error.strerror else msg("an error of the disk")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    for known in _SAID:
        assert isinstance(known.template, str)
        yield known.template, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(known.template)), re.DOTALL)
