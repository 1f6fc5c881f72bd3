"""Jinja2 as templates meet it: an immutable sandbox, strict about names, with tags for passages.

``{% passage lead %} … {% endpassage %}`` is a block with a stable id; ``{% optional lead %}`` may be
left out (and is then listed) when a figure is missing; ``{% passage office as office %}`` gives its kind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from report.narrative.filters import FILTERS, TESTS
from report.narrative.markdown import escaped

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
    """Templates are not programs: no attribute that begins with an underscore, nothing can be changed.

    ``range`` and its like are not given either: a template loops over what it is handed.
    """

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
        )
        self.globals.clear()
        self.filters.update(FILTERS)
        self.tests.update(TESTS)
