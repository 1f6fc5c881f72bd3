"""Sizes that every drawing of a chart keeps to: millimetres across the sheet, points of type."""

from __future__ import annotations

from typing import Final

WIDTH: Final = 150.0
SIDE: Final = 1.5
TITLE: Final = 10.5
NAME: Final = 9.0
VALUE: Final = 8.5
SMALL: Final = 8.0
