"""A paragraph under a person's hands: its words as one line, typed over and parted whatever runs hold them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corrections.opened import W, element
from lxml import etree

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The order that the schema asks for among what a run's properties may have here (17.3.2).
_LOOKS = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "u", "vertAlign", "rPrChange")
_BARRIERS = (W + "drawing", W + "pict", W + "object", W + "del", W + "moveFrom")


@dataclass(frozen=True)
class Sheet:
    """The words of a paragraph that may be typed over: not those that a field shows, nor those in a box."""

    paragraph: etree._Element

    @property
    def text(self) -> str:
        return "".join(word.text or "" for word in self._words())

    def _words(self) -> list[etree._Element]:
        return [word for run in _free_runs(self.paragraph) for word in run.findall(W + "t")]

    def replace(self, start: int, end: int, typed: str) -> None:
        """Type over the characters from ``start`` to ``end``; what is typed looks like what it stands after."""
        at = self._word_at(start)
        for word, begin, length in list(self._places()):
            first, last = max(start - begin, 0), min(end - begin, length)
            if word is at:
                _set(word, _text(word)[:first] + typed + _text(word)[max(last, first) :])
            elif first < last:
                _set(word, _text(word)[:first] + _text(word)[last:])
        _tidy(self.paragraph)

    def _word_at(self, at: int) -> etree._Element:
        places = list(self._places())
        return next((word for word, begin, length in places if begin <= at < begin + length), places[-1][0])

    def _places(self) -> Iterator[tuple[etree._Element, int, int]]:
        begin = 0
        for word in self._words():
            yield word, begin, len(_text(word))
            begin += len(_text(word))

    def runs(self, start: int, end: int) -> list[etree._Element]:
        """The runs that hold just the characters from ``start`` to ``end``."""
        self.part(start)
        self.part(end)
        words = [word for word, begin, length in self._places() if start <= begin and begin + length <= end and length]
        return list(dict.fromkeys(run for word in words if (run := word.getparent()) is not None))

    def part(self, at: int) -> None:
        """End a run before the character ``at``, and begin another, unless one begins there already."""
        for word, begin, length in self._places():
            if begin <= at < begin + length and (at > begin or not _begins_run(word)):
                _part(word, at - begin)
                return

    def put(self, at: int, made: etree._Element) -> None:
        """Put something between the characters before and after ``at``."""
        self.part(at)
        before: etree._Element | None = None
        for word, begin, length in self._places():
            if begin + length <= at and length:
                before = word.getparent()
        if before is not None:
            _beside(before, made).addnext(made)
        else:
            self.paragraph.insert(1 if self.paragraph.find(W + "pPr") is not None else 0, made)


def _beside(run: etree._Element, made: etree._Element) -> etree._Element:
    """What is inserted where something is inserted already stands after it, not within."""
    around = run.getparent()
    return around if around is not None and around.tag == made.tag == W + "ins" else run


def _text(word: etree._Element) -> str:
    return word.text or ""


def _set(word: etree._Element, text: str) -> None:
    word.text = text
    word.set(SPACE, "preserve")


def _begins_run(word: etree._Element) -> bool:
    before = word.getprevious()
    return before is None or before.tag == W + "rPr"


def _properties(word: etree._Element) -> Sequence[etree._Element]:
    run = word.getparent()
    return [] if run is None else run.findall(W + "rPr")


def _free_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    depth = 0
    for run in paragraph.iter(W + "r"):
        if any(above.tag in _BARRIERS for above in run.iterancestors()):
            continue
        for mark in run.findall(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType") or "", 0)
        if not depth:
            yield run


def _part(word: etree._Element, at: int) -> None:
    run = word.getparent()
    assert run is not None
    later = element("<w:r/>")
    later.extend(copy.deepcopy(_properties(word)))
    rest = element("<w:t/>")
    _set(rest, _text(word)[at:])
    _set(word, _text(word)[:at])
    following = list(word.itersiblings())
    later.append(rest)
    later.extend(following)
    run.addnext(later)
    if not _text(word):
        run.remove(word)


def _tidy(paragraph: etree._Element) -> None:
    """Words that were typed away leave no empty run behind, nor a control with nothing in it."""
    for word in list(paragraph.iter(W + "t")):
        run = word.getparent()
        if not word.text and run is not None:
            run.remove(word)
            if all(child.tag == W + "rPr" for child in run):
                _remove(run)
    for control in list(paragraph.iter(W + "sdt")):
        content = control.find(W + "sdtContent")
        if content is not None and not len(content):
            _remove(control)


def _remove(gone: etree._Element) -> None:
    parent = gone.getparent()
    if parent is not None:
        parent.remove(gone)


def looks(run: etree._Element) -> etree._Element:
    """A run's properties, made where it has none."""
    found = run.find(W + "rPr")
    if found is None:
        found = element("<w:rPr/>")
        run.insert(0, found)
    return found


def give(properties: etree._Element, look: str) -> None:
    """Add one look to a run's properties, in its place, instead of any like it."""
    made = element(look)
    for old in properties.findall(made.tag):
        properties.remove(old)
    rank = _LOOKS.index(etree.QName(made).localname)
    later = [child for child in properties if _LOOKS.index(etree.QName(child).localname) > rank]
    if later:
        later[0].addprevious(made)
    else:
        properties.append(made)
