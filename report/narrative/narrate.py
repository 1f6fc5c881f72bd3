"""Narrate: facts, claims and a template in, a Narrative out.

Raises InputFaults, with everything that was found: a template that cannot be used, figures that it
needs and that are missing, a number or a claim that nobody vouches for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Final

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, meta
from jinja2.exceptions import SecurityError

from report.catalogue import Language
from report.errors import Fault, InputFaults, Place, nearest
from report.facts.derive import Missing
from report.facts.model import Fact
from report.narrative.context import context_for
from report.narrative.en import English
from report.narrative.environment import TemplateEnvironment
from report.narrative.model import Kind, LeftOut, Narrative, Passage, Span
from report.narrative.parse import parse
from report.narrative.rendering import Material, Rendering
from report.narrative.wording import Wording
from report.narrative.zh import Chinese

_BROKEN: Final = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_HEADINGS: Final = (Kind.HEADING, Kind.SUBHEADING)
_NUMERALS: Final = "一二三四五六七八九十"
_BY_HAND: Final = re.compile(r"\]\((figure|edition):")


def narrate(material: Material, environment: TemplateEnvironment, language: Language) -> Narrative:
    rendering = Rendering(material, wording_for(material, language))
    name = f"{material.edition.template}.{language}.md.j2"
    _refuse_links(environment, name)
    markdown = _rendered(rendering, environment, name)
    faults = [fault for lack in rendering.lacks for fault in _lacking(rendering, lack.place, lack.keys)]
    if faults:
        raise InputFaults(faults)
    passages = parse(markdown, language, lambda key: _fact(rendering, key, name), name)
    kept, empty = _without_empty_headings(passages)
    faults = [*_untraced(kept, name), *_unearned(kept, rendering, name), *_undeclared(kept, name)]
    if faults:
        raise InputFaults(faults)
    numbered = _numbered(kept) if language == "zh" else kept
    return Narrative(
        language=language,
        title=next((passage.text for passage in kept if passage.kind is Kind.HEADLINE), name),
        passages=numbered,
        left_out=(*rendering.left_out, *empty),
        claims=tuple(rendering.judged.values()),
        markdown=_tidy(markdown),
    )


def wording_for(material: Material, language: Language) -> Wording:
    return Chinese(material.claims.house) if language == "zh" else English(material.catalogue)


def template_names(environment: TemplateEnvironment) -> list[str]:
    """The templates that an edition can name."""
    found = {name.split(".")[0] for name in environment.list_templates() if re.fullmatch(r"\w+\.(zh|en)\.md\.j2", name)}
    return sorted(found - {"masthead", "end"})


def _rendered(rendering: Rendering, environment: TemplateEnvironment, name: str) -> str:
    try:
        return environment.get_template(name).render(context_for(rendering))
    except TemplateNotFound as error:
        missing = str(error.name or name)
        raise InputFaults([_no_template(environment, missing, name, rendering)]) from error
    except TemplateSyntaxError as error:
        place = Place(error.name or name, line=error.lineno)
        raise InputFaults([Fault(place, "a template that can be read", error.message or "a syntax error")]) from error
    except _BROKEN as error:
        place = _line_of(error.__traceback__, environment, name)
        expected = (
            "nothing that leaves the sandbox"
            if isinstance(error, SecurityError)
            else "an expression that can be worked out"
        )
        raise InputFaults([Fault(place, expected, str(error), _near(str(error), rendering))]) from error


def _no_template(environment: TemplateEnvironment, missing: str, name: str, rendering: Rendering) -> Fault:
    if missing == name:
        place = Place(f"{rendering.material.edition.name}/edition.toml", key="template")
        return Fault(
            place, f"a template with a file templates/{name}", missing, nearest(missing, environment.list_templates())
        )
    return Fault(Place(name), "a template that is there", missing, nearest(missing, environment.list_templates()))


def _line_of(traceback: TracebackType | None, environment: TemplateEnvironment, name: str) -> Place:
    """The innermost template line on the way to the error; Jinja2 has put its own lines into the traceback."""
    place = Place(name)
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = Place(file.rpartition("/")[2], line=traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _near(message: str, rendering: Rendering) -> tuple[str, ...]:
    found = re.search(r"'([^']+)' is undefined|No (?:filter|test) named '([^']+)'|no attribute '([^']+)'", message)
    if not found:
        return ()
    word = next(group for group in found.groups() if group)
    return nearest(
        word, [*rendering.catalogue.indicators, *rendering.catalogue.indicator_names(), *context_for(rendering)]
    )


def _refuse_links(environment: TemplateEnvironment, name: str) -> None:
    """A figure typed as a link into a template would look traced and be anything: only filters make them."""
    faults: list[Fault] = []
    names = [name]
    for known in names:
        try:
            source, _, _ = environment.loader.get_source(environment, known) if environment.loader else ("", None, None)
            names.extend(set(filter(None, meta.find_referenced_templates(environment.parse(source)))) - set(names))
        except (TemplateNotFound, TemplateSyntaxError):
            continue  # rendering says so, with the line
        for line, words in enumerate(source.splitlines(), 1):
            if _BY_HAND.search(words):
                faults.append(Fault(Place(known, line=line), "figures through filters", "a link typed by hand"))
    if faults:
        raise InputFaults(faults)


def _lacking(rendering: Rendering, place: Place, keys: Sequence[str]) -> Iterator[Fault]:
    for key in dict.fromkeys(keys):
        yield Fault(place, f"a figure for {key}", rendering.why(key).removeprefix(f"{key}: "))


def _fact(rendering: Rendering, key: str, name: str) -> Fact:
    try:
        return rendering.facts.fact(key)
    except (Missing, ValueError, KeyError) as error:
        raise InputFaults([Fault(Place(name), "the key of a fact", key)]) from error


def _without_empty_headings(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], tuple[LeftOut, ...]]:
    """A heading whose passages were all left out goes with them."""
    kept: list[Passage] = []
    empty: list[LeftOut] = []
    for passage in reversed(passages):
        below = kept[-1].kind if kept else None
        alone = below is None or below in (Kind.HEADING, *_ENDS) or (below is Kind.SUBHEADING and passage.kind is below)
        if passage.kind in _HEADINGS and alone:
            empty.append(LeftOut(passage.id, ("nothing stands under this heading",)))
        else:
            kept.append(passage)
    return tuple(reversed(kept)), tuple(reversed(empty))


_ENDS: Final = (Kind.CREDIT, Kind.CIRCULATION, Kind.COPIES)


def _numbered(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """一、 and （一）: counted after what is left out is known."""
    numbered: list[Passage] = []
    upper = lower = 0
    for passage in passages:
        if passage.kind is Kind.HEADING:
            upper, lower = upper + 1, 0
            numbered.append(_prefixed(passage, f"{_NUMERALS[upper - 1]}、"))
        elif passage.kind is Kind.SUBHEADING:
            lower += 1
            numbered.append(_prefixed(passage, f"（{_NUMERALS[lower - 1]}）"))
        else:
            numbered.append(passage)
    return tuple(numbered)


def _prefixed(passage: Passage, number: str) -> Passage:
    return replace(passage, spans=(Span(number), *passage.spans))


def _untraced(passages: Sequence[Passage], name: str) -> Iterator[Fault]:
    """Every number is a figure, a fact of the edition, or by hand: a digit typed into a template is none of these."""
    for passage in passages:
        texts = [span.text for span in passage.all_spans() if span.origin == "text"]
        for text in (*texts, passage.title):
            if re.search(r"\d", text):
                yield Fault(Place(name, key=passage.id), "every number from a figure or the edition", repr(text))


def _unearned(passages: Sequence[Passage], rendering: Rendering, name: str) -> Iterator[Fault]:
    """The words of a claim stand only where the claim holds; what people wrote by hand is theirs."""
    for passage in passages:
        text = "".join(span.text for span in passage.all_spans() if span.origin != "hand") + passage.title
        for claim, word in rendering.material.claims.words(rendering.language):
            if word.casefold() in text.casefold() and not rendering.claim(claim).held:
                failed = next(item for item in rendering.claim(claim).evidence if not item.held)
                yield Fault(Place(name, key=passage.id), f"{word!r} only where {failed.condition}", failed.shown)


def _undeclared(passages: Sequence[Passage], name: str) -> Iterator[Fault]:
    """What is built from sample data must say so on its face."""
    facts = [span.fact for passage in passages for span in passage.all_spans() if span.fact]
    invented = next((fact for fact in facts if fact.sample), None)
    if invented and not any(passage.kind is Kind.NOTICE for passage in passages):
        yield Fault(Place(name), "a passage of kind notice, since sample data are used", f"none ({invented.key})")


def _tidy(markdown: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
