"""Proof-reading: a document and the figures in, findings out. Rules that can be read; no model, no network."""
