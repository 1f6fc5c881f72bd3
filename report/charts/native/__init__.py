"""A chart in, the chart that the word processor draws out: DrawingML, and the workbook that it can be edited with."""
