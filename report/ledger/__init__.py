"""The ledger: which figures were known on which day, and which documents cite them.

Entries in, after each run that wrote documents; vintages, affected documents and the figures of a day out.
It is only ever added to, in SQLite or PostgreSQL, and can be rebuilt from the records in the documents.

:mod:`entries` says what a run has to note, :mod:`noting` takes it to the ledger or keeps it until the ledger can be
reached; :mod:`schema`, :mod:`opening` and :mod:`appending` are the ledger itself; :mod:`querying` and
:mod:`affected` ask it, :mod:`rebuilding` makes it anew.
"""
