"""Narrative and pictures in, the bytes of a .docx out."""
