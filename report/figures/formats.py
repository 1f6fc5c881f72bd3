"""What a number format adds to a number: percent, a literal mark or unit, a scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# A quoted literal, an escaped one, a space as wide as a character, a fill, a bracketed colour, condition or
# currency; else the next character (ECMA-376 part 1, 18.8.31).
_TOKEN: Final = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<other>.)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Format:
    """``percent``: shows a hundred times the number; ``literal``: what it writes beside the number;
    ``scaled``: shows thousandths of it, or fewer.
    """

    percent: bool = False
    literal: str = ""
    scaled: bool = False


def read_format(code: str, number: Decimal) -> Format:
    """What a number format (code as in the file) does to this number."""
    codes, literal = "", ""
    for match in _TOKEN.finditer(_section(code, number)):
        literal += match["quoted"] or match["escaped"] or ""
        codes += match["other"] or ""
    return Format("%" in codes, literal.strip(), bool(re.search(r"[0#?],+(?![0#?,])", codes)))


def _section(code: str, number: Decimal) -> str:
    """A format has up to four sections: positive; negative; zero; text."""
    sections, current = [], ""
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            sections.append(current)
            current = ""
        else:
            current += match[0]
    sections.append(current)
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]
