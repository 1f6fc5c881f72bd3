"""The workbook that a statistics office fills in: a form in, the bytes of an .xlsx out.

The form is laid out as the offices lay theirs out: the main indicators (a title, a unit row, a header of
two merged rows, 其中： lines, footnotes), the year's targets, and the history with periods across.
What is known is filled in; what is asked for and not known is an empty cell; what nobody publishes is "—".
The same form gives the same bytes on any machine: its one date is the form's own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from report.catalogue import Catalogue
from report.figures.form_model import Form
from report.figures.form_sheets import write_history, write_main, write_targets


def write_form(form: Form, catalogue: Catalogue) -> bytes:
    """The form as an .xlsx; every key in it must be in the catalogue (KeyError)."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    write_main(workbook, form, catalogue)
    for year in sorted({target.year for target in form.targets}):
        write_targets(workbook, form, year, catalogue)
    if form.history:
        write_history(workbook, form, catalogue)
    return saved(workbook, form.date)


def saved(workbook: Workbook, made: date) -> bytes:
    """The workbook's bytes, with one date in its properties and in its archive."""
    moment = datetime(made.year, made.month, made.day)  # noqa: DTZ001 (a workbook's properties know no time zone)
    workbook.properties.creator = ""
    workbook.properties.created = moment
    workbook.properties.modified = moment
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        ExcelWriter(workbook, archive).write_data()
    return _repacked(raw, moment)


def _repacked(raw: io.BytesIO, moment: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as archive:
        for name, content in _parts(source):
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, content)
    return packed.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The parts of the package, the list of their types first, as Office writes them."""
    for name in sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
        yield name, archive.read(name)
