"""Addresses of servers: what is said to the driver, and what a ledger is called where anybody may read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ledger_made import IVA, counted, entry, note, read

from report.ledger.postgresql import settings_of


@pytest.mark.parametrize(
    ("address", "settings", "name"),
    [
        ("postgresql://host/ledger", "host=host dbname=ledger", "postgresql://host/ledger"),
        ("postgresql://", "", "postgresql:///"),
        ("postgresql:///ledger", "dbname=ledger", "postgresql:///ledger"),
        (
            "postgresql://clerk:geheim@host:5433/ledger?sslmode=require&options=-c%20search_path%3Doffice",
            "host=host port=5433 dbname=ledger user=clerk password=geheim sslmode=require "
            "options=-c\u00a0search_path=office",
            "postgresql://host/ledger",
        ),
        ("postgres://clerk@host/ledger", "host=host dbname=ledger user=clerk", "postgresql://host/ledger"),
        ("postgresql+psycopg://clerk@host/ledger", "host=host dbname=ledger user=clerk", "postgresql://host/ledger"),
        ("postgresql+psycopg2://host/ledger", "host=host dbname=ledger", "postgresql://host/ledger"),
        (
            "postgresql://clerk@office@host/ledger",
            "host=host dbname=ledger user=clerk@office",
            "postgresql://host/ledger",
        ),
        (
            "postgresql://clerk:p%40s%2Fs:/?w@[::1]:1/ledger",
            "host=::1 port=1 dbname=ledger user=clerk password=p@s/s:/?w",
            "postgresql://::1/ledger",
        ),
        ("postgresql://统计局/%E5%8F%B0%E8%B4%A6", "host=统计局 dbname=台账", "postgresql://统计局/台账"),
        (
            "postgresql://@/ledger?host=/run/sockets&port=3",
            "dbname=ledger host=/run/sockets port=3",
            "postgresql:///ledger",
        ),
        ("postgresql://host/ledger?sslmode=", "host=host dbname=ledger", "postgresql://host/ledger"),
        (
            "postgresql://host/ledger?password=geheim",
            "host=host dbname=ledger password=geheim",
            "postgresql://host/ledger",
        ),
        ("postgresql:///ledger?host=one&host=two", "dbname=ledger host=one,two", "postgresql:///ledger"),
        ("postgresql:///ledger?host=one:1&host=two", "dbname=ledger host=one,two port=1,", "postgresql:///ledger"),
        ("postgresql:///ledger?host=one:1", "dbname=ledger host=one port=1", "postgresql:///ledger"),
        ("postgresql:///ledger?host=one,two&port=1,2", "dbname=ledger host=one,two port=1,2", "postgresql:///ledger"),
    ],
)
def test_an_address_is_read_and_named_without_its_secrets(address: str, settings: str, name: str) -> None:
    said = dict(setting.split("=", 1) for setting in settings.split(" ") if setting)
    found, named = settings_of(address)
    assert (found, named) == ({key: value.replace("\u00a0", " ") for key, value in said.items()}, name)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql+psycopg"])
def test_other_names_of_the_same_server_are_the_same_ledger(database: Callable[[], str], scheme: str) -> None:
    address = database()
    note(address.replace("postgresql", scheme, 1), entry("2021-04-20", [read({IVA: "31.2"})]))
    assert counted(address)["ledger_vintages"] == 1
