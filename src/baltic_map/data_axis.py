"""The days that data need, if nobody says which are to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from baltic_map.calendars import Calendar, CivilDay, Precision
from baltic_map.days import Axis, parse_bounds
from baltic_map.edtf import LAST_YEAR

__all__ = ["Days", "axis_of"]

Days: TypeAlias = tuple[str | None, str | None]
"""The first day of a thing, and the day on which it no longer was: a day or EDTF; ``None`` where it is not said."""

# Data of more months are told in whole years.
_MOST_MONTHS = 36
_A_DAY = timedelta(days=1)
_DECEMBER = 12


def axis_of(spans: Iterable[Days], precision: Precision = "day", calendar: Calendar = "gregorian") -> Axis | None:
    """
    Give the days that things need.

    Parameters
    ----------
    spans
        The days of each.
    precision
        What the axis counts; days, if all lies in one month or year.
    calendar
        In which the days are written, and the axis counts.

    Returns
    -------
    axis
        From the first to the last day, widened to whole months, or to whole years if they are over three years. Ends
        that mean "for ever" (of the year 9999, or open) do not count. ``None`` if nothing has a day.

    Raises
    ------
    AtlasError
        If a date cannot be read.
    """
    days = []
    for begins, ends in dict.fromkeys(spans):
        bounds = [
            (parse_bounds(text, calendar=calendar), later)
            for text, later in ((begins, 0 * _A_DAY), (ends, _A_DAY))
            if text
        ]
        # A thing that ended on the first of a month needs no day of that month.
        days += [
            day - later for each, later in bounds for day in (each.earliest, each.latest) if abs(day.year) < LAST_YEAR
        ]
    if not days:
        return None
    first, last = min(days), max(days)
    of = partial(CivilDay.of, calendar=calendar)
    if precision == "year" or (last.year - first.year) * 12 + last.month - first.month >= _MOST_MONTHS:
        start, end = of(first.year), of(last.year + 1)
    else:
        start = of(first.year, first.month)
        end = of(last.year + last.month // _DECEMBER, last.month % _DECEMBER + 1)
    axis = Axis(start, end, precision=precision)
    return axis if len(axis) > 1 else Axis(start, end)
