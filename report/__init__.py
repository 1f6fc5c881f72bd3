"""The briefing generator: a quarter's workbook in, a Word briefing in Chinese and English out."""

__version__ = "0.1.0"
