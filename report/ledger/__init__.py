"""The ledger: which figures were known on which day, and which documents cite them.

Entries in, after each run that wrote documents; vintages, affected documents and the figures of a day out.
It is only ever added to, in SQLite or PostgreSQL, and can be rebuilt from the records in the documents.

:mod:`entries` says what a run has to note (each figure in the words that :mod:`sentences` finds around it);
:mod:`noting` takes it to the ledger or keeps it until the ledger can be reached. Where that is says :mod:`places`.
:mod:`schema`, :mod:`opening` and :mod:`appending` are the ledger itself, on a :mod:`connection` to SQLite or to
PostgreSQL. :mod:`querying`, :mod:`knowing` and
:mod:`affected` ask it, with the names that :mod:`asking` understands; :mod:`rebuilding` makes it anew.

Whoever writes documents notes them so::

    read = entries.loaded(edition.name, figures, entries.digests(edition))
    issued = entries.issued(path, content, record, outputs)
    entry = entries.entry("revise", [read], [issued], "correction", reason)
    kept_by = noting.note(places.address(ledger, outputs), outputs, entry, lambda: write_whole(path, content))

``kept_by`` is the fault to tell where the ledger could not be written; the documents stand, and the entry waits.
"""
