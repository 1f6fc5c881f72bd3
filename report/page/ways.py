"""The ways through the page, and names of things that several pages show, in the request's language."""

from __future__ import annotations

from report.page.speech import say
from report.proof.model import Kind


def main() -> list[tuple[str, str, str]]:
    """Each with its endpoint, its words, and the section that it leads to."""
    return [
        ("editions.index", say("Editions"), "editions"),
    ]


def of_edition() -> list[tuple[str, str]]:
    """What can be done with one edition."""
    return [
        ("editions.show", say("Documents")),
        ("preview.show", say("Preview")),
    ]


def kind_name(kind: Kind) -> str:
    """What proof-reading calls a finding."""
    names = {
        "hole": say("number missing"),
        "wrong": say("wrong number"),
        "stale": say("figure since corrected"),
        "direction": say("wrong direction"),
        "inconsistent": say("contradicts itself"),
        "unit": say("wrong unit"),
        "unknown": say("not known"),
        "chart": say("chart"),
    }
    return names[kind]
