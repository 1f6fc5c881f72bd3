"""Figures in, facts out: gaps, changes, shares, progress and claims, each with its arithmetic."""
