"""Jinja2 as templates meet it: an immutable sandbox, strict about names, with tags for passages.

``{% passage lead %} … {% endpassage %}`` is a block with a stable id; ``{% optional lead %}`` may be
left out (and is then listed) when a figure is missing; ``{% passage office as office %}`` gives its kind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, meta, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from report.i18n import msg
from report.narrative.filters import FILTERS, TESTS
from report.narrative.markdown import escaped
from report.narrative.views import given

_ENDS = {"passage": "endpassage", "optional": "endoptional", "段落": "段落完", "可选": "可选完"}
_OPTIONAL = ("optional", "可选")


class PassageTag(Extension):
    """Turns the block into ``{% call _passage(id, kind, optional) %}``."""

    tags = set(_ENDS)  # noqa: RUF012 - Jinja2 declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        opening = next(parser.stream)
        name = parser.stream.expect("name").value
        kind = parser.stream.expect("name").value if parser.stream.skip_if("name:as") else ""
        body = parser.parse_statements((f"name:{_ENDS[opening.value]}",), drop_needle=True)
        settings: list[nodes.Expr] = [
            nodes.Const(name.replace("_", "-")),
            nodes.Const(kind),
            nodes.Const(opening.value in _OPTIONAL),
        ]
        call = nodes.Call(nodes.Name("_passage", "load"), settings, [], None, None)
        return nodes.CallBlock(call, [], [], body).set_lineno(opening.lineno)


def _finalize(value: Any) -> Any:
    """Whatever an expression gives is text unless it is Markdown already."""
    return escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Templates are not programs: they have the product's own filters, and of a view its parts, and nothing else.

    No attribute of anything but a view, no arithmetic (``9 ** 9 ** 9`` never ends), no ``range`` and its like:
    a template says the facts that it is handed.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, templates: Path) -> None:
        super().__init__(
            loader=FileSystemLoader(templates, encoding="utf-8"),
            undefined=StrictUndefined,
            extensions=[PassageTag],
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            optimized=False,  # there is little to work out beforehand, and looking for it is a fifth of compiling
        )
        self.globals.clear()
        self._referred: dict[str, frozenset[str]] = {}
        self._parsed: dict[str, nodes.Template] = {}  # each until it is compiled
        self.filters = dict(FILTERS)
        self.tests.update(TESTS)

    def referred_in(self, source: str) -> frozenset[str]:
        """The templates that a template's text includes, imports or extends; raises TemplateSyntaxError."""
        if source not in self._referred:
            self._parsed[source] = self.parse(source)
            found = meta.find_referenced_templates(self._parsed[source])
            self._referred[source] = frozenset(filter(None, found))
        return self._referred[source]

    def compile(self, source: Any, *names: Any, **how: Any) -> Any:
        """As Jinja2 does it; what was parsed to see which templates it refers to is not parsed again."""
        tree = self._parsed.pop(source, source) if isinstance(source, str) else source
        return super().compile(tree, *names, **how)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        known = isinstance(obj, LoopContext | TemplateModule) and super().is_safe_attribute(obj, attr, value)
        return known or given(type(obj), attr)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(msg("arithmetic ({operator}) in a template", operator=operator))
