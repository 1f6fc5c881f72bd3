"""One source with many areas and a pattern in, a document for each area and language out: batch(pattern)."""
