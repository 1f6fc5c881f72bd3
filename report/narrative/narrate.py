"""Narrate: facts, claims and a template in, a Narrative out.

Raises InputFaults, with everything that was found: a template that cannot be used, figures that it
needs and that are missing, a number or a claim that nobody vouches for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import Any, Final

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from report.catalogue import Language
from report.edition import Edition
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.derive import Missing
from report.facts.model import Fact
from report.foreign import recognised, words_of
from report.i18n import msg
from report.narrative.context import context_for
from report.narrative.en import English
from report.narrative.environment import TemplateEnvironment
from report.narrative.filters import FILTERS, TESTS
from report.narrative.marks import marked
from report.narrative.model import Kind, LeftOut, Narrative, Passage, Span
from report.narrative.parse import parse
from report.narrative.rendering import Material, Rendering
from report.narrative.views import parts
from report.narrative.vouch import doubts
from report.narrative.wording import Wording
from report.narrative.zh import Chinese

_BROKEN: Final = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
LACKING: Final = "a figure for"
_HEADINGS: Final = (Kind.HEADING, Kind.SUBHEADING)
_NUMERALS: Final = "一二三四五六七八九十"
_BY_HAND: Final = re.compile(r"\b(figure|edition):\S")


def narrate(material: Material, environment: TemplateEnvironment, language: Language) -> Narrative:
    rendering = Rendering(material, wording_for(material, language))
    name = f"{material.edition.template}.{language}.md.j2"
    if material.edition.template not in template_names(environment) or name not in environment.list_templates():
        raise InputFaults([_no_template(environment, material.edition, name)])
    refuse_links(environment, name)
    context = context_for(rendering)
    markdown = rendered(environment, name, context, _known(rendering, context))
    faults = [fault for lack in rendering.lacks for fault in _lacking(rendering, lack.place, lack.keys)]
    if faults:
        raise InputFaults(faults)
    refuse_words_outside(rendering.blocks, markdown, name)
    markdown = marked(markdown, material.corrected, language)
    passages = parse(markdown, language, lambda key: _fact(rendering, key, name), name)
    kept, empty = _without_empty_headings(passages)
    if not kept:
        raise InputFaults([Fault(Place(name), msg("a template with at least one passage"), msg("none"))])
    faults = doubts(kept, rendering, name)
    if faults:
        raise InputFaults(faults)
    return Narrative(
        language=language,
        title=next((passage.text for passage in kept if passage.kind is Kind.HEADLINE), name),
        passages=numbered(kept) if language == "zh" else kept,
        left_out=(*rendering.left_out, *empty),
        claims=tuple(rendering.judged.values()),
        markdown=_tidy(markdown, empty),
    )


def wording_for(material: Material, language: Language) -> Wording:
    return Chinese(material.claims.house) if language == "zh" else English(material.catalogue, material.claims.house)


def template_names(environment: TemplateEnvironment) -> list[str]:
    """The templates that an edition can name."""
    found = {name.split(".")[0] for name in environment.list_templates() if re.fullmatch(r"\w+\.(zh|en)\.md\.j2", name)}
    return sorted(found - {"masthead", "end", "notice"})


def rendered(
    environment: TemplateEnvironment, name: str, context: Mapping[str, Any], known: Mapping[str, Iterable[str]]
) -> str:
    """What a template says; ``known``: for each complaint of Jinja2, the names that may have been meant.

    Raises InputFaults, with the template's line: a template that is not there, cannot be read or does what it may not.
    """
    try:
        return environment.get_template(name).render(context)
    except TemplateNotFound as error:
        missing = str(error.name or name)
        found = nearest(missing, environment.list_templates())
        raise InputFaults([Fault(Place(name), msg("a template that is there"), missing, found)]) from error
    except TemplateSyntaxError as error:
        place = Place(error.name or name, line=error.lineno)
        said = recognised(error.message) if error.message else msg("a syntax error")
        raise InputFaults([Fault(place, msg("a template that can be read"), said, _near(said, known))]) from error
    except UnicodeDecodeError as error:
        raise InputFaults(
            [Fault(Place(name), msg("a template, and all that it includes, in UTF-8"), words_of(error))]
        ) from error
    except _BROKEN as error:
        place = _line_of(error.__traceback__, environment, name)
        expected = (
            msg("nothing that leaves the sandbox")
            if isinstance(error, SecurityError)
            else msg("an expression that can be worked out")
        )
        said = re.sub(r"'report\.[\w.]+ object' has no attribute", "there is no", str(error))
        complaint = words_of(error) if said == str(error) else recognised(said)
        raise InputFaults([Fault(place, expected, complaint, _near(said, known))]) from error


def _no_template(environment: TemplateEnvironment, made: Edition, name: str) -> Fault:
    place, known = Place(f"{made.name}/edition.toml", key="template"), template_names(environment)
    return Fault(
        place, msg("a template with a file templates/{name}", name=name), made.template, nearest(made.template, known)
    )


def _line_of(traceback: TracebackType | None, environment: TemplateEnvironment, name: str) -> Place:
    """The innermost template line on the way to the error; Jinja2 has put its own lines into the traceback."""
    place = Place(name)
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = Place(file.rpartition("/")[2], line=traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _near(message: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The names most like the one that an error of Jinja2 is about."""
    found = re.search(r"(is undefined|No filter|No test|there is no)", message)
    word = re.search(r"'([^']+)'", message)
    if not found or not word:
        return ()
    return nearest(word[1], known.get(found[1], ()))


def _known(rendering: Rendering, context: Mapping[str, Any]) -> Mapping[str, Iterable[str]]:
    catalogue = rendering.catalogue
    return {
        "is undefined": (*catalogue.indicators, *catalogue.indicator_names, *context),
        "No filter": FILTERS,
        "No test": TESTS,
        "there is no": parts(),
    }


def refuse_words_outside(blocks: Sequence[str], markdown: str, name: str) -> None:
    """Words between two passages would silently become part of the one before."""
    outside = markdown
    for block in blocks:
        outside = outside.replace(block, "", 1)
    if outside.strip():
        expected = msg("every word inside {% passage id %}")
        raise InputFaults([Fault(Place(name), expected, repr(outside.strip().splitlines()[0][:60]))])


def refuse_links(environment: TemplateEnvironment, name: str) -> None:
    """A figure typed as a link into a template would look traced and be anything: only filters make them."""
    faults: list[Fault] = []
    names = [name]
    for known in names:
        try:
            source, _, _ = environment.loader.get_source(environment, known) if environment.loader else ("", None, None)
            names.extend(environment.referred_in(source) - set(names))
        except (TemplateNotFound, TemplateSyntaxError, UnicodeDecodeError, OSError):
            continue  # rendering says so, with the line
        faults.extend(
            Fault(Place(known, line=line), msg("figures through filters"), msg("a link typed by hand"))
            for line in _links_in(source)
        )
    if faults:
        raise InputFaults(faults)


@lru_cache(maxsize=16)
def _links_in(source: str) -> tuple[int, ...]:
    """The lines of a template with a link typed by hand; kept, since the documents of a run have the same template."""
    return tuple(line for line, words in enumerate(source.splitlines(), 1) if _BY_HAND.search(words))


def _lacking(rendering: Rendering, place: Place, keys: Sequence[str]) -> Iterator[Fault]:
    for key in dict.fromkeys(keys):
        yield Fault(place, msg("a figure for {key}", key=key), rendering.found(key) or key)


def _fact(rendering: Rendering, key: str, name: str) -> Fact:
    try:
        return rendering.facts.fact(key)
    except (Missing, ValueError, KeyError) as error:
        raise InputFaults([Fault(Place(name), msg("the key of a fact"), key)]) from error


def _without_empty_headings(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], tuple[LeftOut, ...]]:
    """A heading whose passages were all left out goes with them."""
    kept: list[Passage] = []
    empty: list[LeftOut] = []
    for passage in reversed(passages):
        below = kept[-1].kind if kept else None
        alone = below is None or below in (Kind.HEADING, *_ENDS) or (below is Kind.SUBHEADING and passage.kind is below)
        if passage.kind in _HEADINGS and alone:
            empty.append(LeftOut(passage.id, (msg("nothing stands under this heading"),)))
        else:
            kept.append(passage)
    return tuple(reversed(kept)), tuple(reversed(empty))


_ENDS: Final = (Kind.NOTE, Kind.CREDIT, Kind.CIRCULATION, Kind.COPIES)


def numbered(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """一、 and （一）: counted after what is left out is known."""
    found: list[Passage] = []
    upper = lower = 0
    for passage in passages:
        if passage.kind is Kind.HEADING:
            upper, lower = upper + 1, 0
            found.append(_prefixed(passage, f"{_NUMERALS[upper - 1]}、"))
        elif passage.kind is Kind.SUBHEADING:
            lower += 1
            found.append(_prefixed(passage, f"（{_NUMERALS[lower - 1]}）"))
        else:
            found.append(passage)
    return tuple(found)


def _prefixed(passage: Passage, number: str) -> Passage:
    return replace(passage, spans=(Span(number), *passage.spans))


def _tidy(markdown: str, empty: Sequence[LeftOut]) -> str:
    """The text as it is kept: without the headings that were left out, and one empty line between blocks."""
    for heading in empty:
        block = re.compile(rf"^\{{#{re.escape(heading.passage)}[ }}].*\n(?:(?!\{{#).*\n?)*", re.MULTILINE)
        markdown = block.sub("", markdown)
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
