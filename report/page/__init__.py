"""The office page: everything that the command does, for people who never open a terminal.

A request comes in, a page goes out. No rule lives here: each page asks the functions that the command asks
(:mod:`report.issuing`, :mod:`report.proof`, :mod:`report.ledger`), long work in a process beside (:mod:`.jobs`).
"""
