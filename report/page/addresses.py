"""Addresses that come from outside, made safe before they are followed."""

from __future__ import annotations

from urllib.parse import urlsplit


def inside(onward: str) -> str:
    """A page of ours, whatever was asked for: no other site, however it is spelt."""
    plain = onward.startswith("/") and not onward.startswith("//")
    return onward if plain and "\\" not in onward and onward.isprintable() else "/"


def host_of(address: str) -> str | None:
    """The name or number of the machine in ``host:port``, in small letters; None where that is no such thing."""
    try:
        return urlsplit(f"//{address}").hostname
    except ValueError:
        return None


def site_of(origin: str) -> str | None:
    """``host:port`` of an Origin; None where that is none."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None
