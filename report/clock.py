"""The one clock. SOURCE_DATE_EPOCH, where it is set, is what it shows (reproducible-builds.org)."""

from __future__ import annotations

import datetime
import os

from report.errors import Fault, InputFaults, Place
from report.i18n import msg


def today() -> datetime.date:
    """The day in UTC, so that time zones make no difference. Raises as :func:`now` does."""
    return now().date()


def now() -> datetime.datetime:
    """The moment in UTC, in whole seconds.

    Raises InputFaults where SOURCE_DATE_EPOCH is no number.
    """
    set_time = os.environ.get("SOURCE_DATE_EPOCH")
    if set_time is None:
        return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    try:
        return datetime.datetime.fromtimestamp(int(set_time), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        place = Place(msg("the environment"), key="SOURCE_DATE_EPOCH")
        raise InputFaults([Fault(place, msg("seconds since 1970 as a whole number"), set_time)]) from error
