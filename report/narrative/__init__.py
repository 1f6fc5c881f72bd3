"""Facts and templates in, :class:`~report.narrative.model.Narrative` out: passages made of spans."""
