"""A process of its own that appends entries: ``append_many.py ADDRESS NAME COUNT``; for two of them at once."""

from __future__ import annotations

import sys

from ledger_made import IVA, document, entry, note, read, record


def main(address: str, name: str, count: int) -> None:
    for number in range(count):
        value = f"{number}.{number % 10}"
        made = record(f"增长{value}%。", {IVA: (f"{value}%", value)}, inputs=f"{name} {number}")
        # Both say the same things in the same order, so each value is new to one of them only.
        note(address, entry("2021-04-20", [read({IVA: value})], [document(made)], name=f"{name} {number}"))


sys.stdout.write("ready\n")
sys.stdout.flush()
main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
