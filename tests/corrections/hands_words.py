"""Hands on the words of a paragraph: numbers retyped, phrases turned, sentences put in and struck out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrections.desk import NUMBER, Draft, Place
from corrections.sheet import Sheet, give, looks

_BEFORE = {True: ("初步核算达", "实际为", "约为"), False: (" reached some ", " came to ", " amounted to ")}
_AFTER = {True: "（初步数）", False: " (preliminary)"}


def retype_number(draft: Draft) -> Sequence[str]:
    """Another value in the same form; now and then the very one that a correction will bring."""
    place = draft.choose(draft.numbers_in_text())
    typed = draft.number() + ("%" if place.text.endswith("%") else "")
    if draft.numbers and draft.random.random() < 0.3:
        typed = draft.choose(draft.numbers)
    place.sheet.replace(place.start, place.end, typed)
    return (typed,)


def rephrase_before_number(draft: Draft) -> Sequence[str]:
    place = draft.choose(draft.numbers_in_text())
    before = re.search(r"[^\d.%，。,、（(\s]{0,4}\s?$", place.sheet.text[: place.start])
    assert before is not None
    typed = draft.choose(_BEFORE[draft.is_chinese])
    place.sheet.replace(before.start(), place.start, typed)
    return (typed,)


def rephrase_after_number(draft: Draft) -> Sequence[str]:
    place = draft.choose(draft.numbers_in_text())
    typed = _AFTER[draft.is_chinese]
    rest = place.sheet.text[place.end :]
    gone = re.match(r"[^\d，。,.、；;]{0,3}", rest)
    assert gone is not None
    place.sheet.replace(place.end, place.end + gone.end(), typed)
    return (typed.strip(),)


def insert_sentence(draft: Draft) -> Sequence[str]:
    place = _sentence(draft)
    typed = draft.sentence()
    place.sheet.replace(place.start, place.start, typed)
    return (typed.strip(),)


def delete_sentence(draft: Draft) -> Sequence[str]:
    """One of several in its paragraph."""
    places = [draft.sentences(Sheet(paragraph)) for paragraph in draft.running_text()]
    place = draft.choose([one for several in places if len(several) > 1 for one in several])
    place.sheet.replace(place.start, place.end, "")
    return ()


def type_old_number(draft: Draft) -> Sequence[str]:
    """A number of the briefing, quoted by hand in the last paragraphs of running text: in the remarks."""
    quoted = draft.choose(draft.numbers_in_text()).text
    sheet = Sheet(draft.choose(draft.running_text()[-3:]))
    typed = draft.sentence(quoted)
    at = draft.choose(draft.sentences(sheet)).start
    sheet.replace(at, at, typed)
    return (typed.strip(),)


def embolden(draft: Draft) -> Sequence[str]:
    return _give(draft, "<w:b/>")


def redden(draft: Draft) -> Sequence[str]:
    return _give(draft, '<w:color w:val="FF0000"/>')


def stretch(draft: Draft) -> Place:
    """Some characters of a paragraph: often a number or a part of one."""
    sheet = Sheet(draft.choose(draft.running_text()))
    numbers = [found.span() for found in NUMBER.finditer(sheet.text)]
    start, end = draft.choose(numbers) if numbers and draft.random.random() < 0.6 else (0, len(sheet.text))
    first = draft.random.randrange(start, end)
    return Place(sheet, first, draft.random.randint(first + 1, min(end, first + 12)))


def _give(draft: Draft, look: str) -> Sequence[str]:
    place = stretch(draft)
    for run in place.sheet.runs(place.start, place.end):
        give(looks(run), look)
    return ()


def _sentence(draft: Draft) -> Place:
    return draft.choose(draft.sentences(Sheet(draft.choose(draft.running_text()))))
