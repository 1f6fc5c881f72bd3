"""Addresses that come from outside, made safe before they are followed."""

from __future__ import annotations

from urllib.parse import urlsplit


def inside(onward: str) -> str:
    """A page of ours, whatever was asked for: no other site, however it is spelt."""
    parts = urlsplit(onward)
    plain = onward.startswith("/") and not onward.startswith("//") and not parts.netloc and not parts.scheme
    return onward if plain and "\\" not in onward and onward.isprintable() else "/"
