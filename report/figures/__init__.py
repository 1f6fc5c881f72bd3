"""Files in, :class:`~report.figures.model.Figures` out: every value a Decimal with unit, status and cell."""
